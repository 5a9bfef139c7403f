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

/** A text of the office profile. */
export const text = (texts) => texts[language] ?? texts[defaultLanguage] ?? Object.values(texts)[0];

export function rupiah(amount) {
  const style = { style: "currency", currency: "IDR", maximumFractionDigits: 0 };
  return new Intl.NumberFormat(language, style).format(amount);
}
