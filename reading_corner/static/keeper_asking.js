// What the scripts of the keeper's pages share: sentences, writes that are sent once, and acts that ask twice.

import { newId } from "./request_id.js";

const SECONDS = 20;
const SURE_FOR = 5000; // so long the second touch is waited for
const sentences = JSON.parse(document.getElementById("sentences").textContent);
const result = document.getElementById("result");
const unsure = new Map(); // the ids of writes that nobody answered for: sent again, each is the same one

export const language = document.body.dataset.language;

export const say = (key, values = {}) => (sentences[key] ?? sentences.other).replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "");

/** Says a sentence where the page says what became of an act. */
export function tell(key, values) {
  result.textContent = key ? say(key, values) : "";
}

/** Sends a write, or a question that no address may hold; `told` is what was answered. */
export async function send(method, path, what = {}) {
  const isFile = what instanceof Blob;
  const body = isFile ? what : JSON.stringify(what);
  const wish = isFile ? newId() : method + path + body;
  if (!unsure.has(wish)) unsure.set(wish, newId());
  const headers = { "Content-Type": isFile ? "application/octet-stream" : "application/json", "Idempotency-Key": unsure.get(wish) };
  try {
    const answer = await fetch(path, { method, headers, body, signal: AbortSignal.timeout(SECONDS * 1000) });
    const told = await answer.json();
    if (answer.status < 500) unsure.delete(wish);
    return { ok: answer.ok, told };
  } catch {
    return { ok: false, told: null };
  }
}

/** Says why a write was not done. */
export function tellWhy(told) {
  tell(told ? String(told.type).split(":").at(-1).replaceAll("-", "_") : "no_answer", { detail: told?.detail });
}

/** Lets a button act at the second touch: the first one asks. */
export function askTwice(button, act) {
  const words = button.textContent;
  let asked = null;
  const forget = () => {
    clearTimeout(asked);
    asked = null;
    button.textContent = words;
    button.classList.remove("sure");
  };
  button.addEventListener("click", async () => {
    if (asked === null) {
      button.textContent = button.dataset.sure;
      button.classList.add("sure");
      asked = setTimeout(forget, SURE_FOR);
      return;
    }
    forget();
    button.disabled = true;
    await act();
    button.disabled = false;
  });
}

/** An instant by the office's clock, in Indonesian where the browser does not know the page's language. */
export const readable = (when, how) =>
  new Intl.DateTimeFormat([language, "id"], { timeZone: document.body.dataset.zone, ...how }).format(when);

/** Writes the instants and days under a node as one reads them. */
export function readableTimes(node) {
  for (const time of node.querySelectorAll("time[datetime]")) {
    const [at, hasHour] = [time.dateTime, time.dateTime.includes("T")];
    if (!hasHour) {
      time.textContent = readable(new Date(`${at}T12:00Z`), { dateStyle: "medium", timeZone: "UTC" });
      continue;
    }
    const [when, day] = [new Date(at), { dateStyle: "short" }];
    const isToday = readable(when, day) === readable(new Date(), day);
    time.textContent = readable(when, isToday ? { timeStyle: "short" } : { dateStyle: "medium" });
  }
}
