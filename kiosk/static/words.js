// The sentences of the page in the chosen language, and the office's own words in it.

const given = JSON.parse(document.getElementById("given").textContent);
export const timing = given.timing;
export const defaultLanguage = given.language;
let language = defaultLanguage;

export const currentLanguage = () => language;

export function setLanguage(code) {
  language = code;
  document.documentElement.lang = code;
  document.title = say("common.title");
}

/** The sentence under a key, filled in; in another language than the chosen one if asked. */
export function say(key, values = {}, code = language) {
  return given.sentences[code][key].replace(/\{(\w+)\}/g, (_, name) => values[name]);
}

/** The sentence under key.one or key.other, whichever fits the number. */
export const count = (key, number) => say(`${key}.${number === 1 ? "one" : "other"}`, { number });

/** The title or the text of how a visit ended; a refusal without words of its own has the general ones. */
export function endingWords({ sentence }, part, values = {}) {
  const told = `${sentence}.${part}` in given.sentences[language] ? sentence : "problem.other";
  return say(`${told}.${part}`, values);
}

/** A text of the office profile. */
export const text = (texts) => texts[language] ?? texts[defaultLanguage] ?? Object.values(texts)[0];

let place = { zone: undefined, today: null };

/** The office's time zone, and its own day: the clock of this machine may be wrong. */
export function setPlace(zone, today) {
  place = { zone, today };
}

/** An instant on the office's own clock: the time alone when it is today. */
export function whenWords(instant) {
  const write = (words, locale = language) =>
    new Intl.DateTimeFormat(locale, { timeZone: place.zone, ...words }).format(new Date(instant));
  const time = write({ hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
  const isoDay = write({ year: "numeric", month: "2-digit", day: "2-digit" }, "en-CA");
  if (isoDay === place.today) return say("when.today", { time });
  return say("when.day", { day: write({ weekday: "long", day: "numeric", month: "short" }), time });
}

export function rupiah(amount) {
  const style = { style: "currency", currency: "IDR", maximumFractionDigits: 0 };
  return new Intl.NumberFormat(language, style).format(amount);
}
