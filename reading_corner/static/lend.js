// Borrowing and bringing back: a code and a number, scanned or typed. Nothing of it stays once it is told.

import { newId } from "./request_id.js";

const sentences = JSON.parse(document.getElementById("sentences").textContent);
const code = document.getElementById("code");
const reader = document.getElementById("reader");
const result = document.getElementById("result");
const language = document.querySelector(".lend-page").dataset.language;
const SECONDS = 10;
let written = code;
let wanted = "here"; // what Enter after the reader does: home once that was asked for before the scans
let unsure = null; // a write without an answer: sent again, it is the same one

const say = (key, values = {}) =>
  sentences[key].replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "");

const day = (date) => new Intl.DateTimeFormat(language, { dateStyle: "full" }).format(new Date(`${date}T12:00`));

async function send(path, body) {
  const wish = path + JSON.stringify(body);
  const id = unsure?.wish === wish ? unsure.id : newId();
  unsure = { wish, id };
  const answer = await fetch(path, {
    method: "POST",
    headers: { "Content-Type": "application/json", "Idempotency-Key": id },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(SECONDS * 1000),
  });
  const told = await answer.json();
  unsure = null;
  return told;
}

function key(told) {
  if (told.keep) return "keep";
  if (told.outcome) return told.due_on ? "lent_home" : told.outcome;
  const cause = String(told.type).split(/[/:]/).at(-1).replaceAll("-", "_");
  return cause in sentences ? cause : "other";
}

async function act(what) {
  const borrows = what !== "back";
  const lacking = !code.value.trim() ? "missing" : borrows && !reader.value.trim() ? "missing_reader" : null;
  if (lacking) {
    if (borrows) wanted = what;
    result.textContent = say(lacking);
    (lacking === "missing" ? code : reader).focus();
    return;
  }
  const copy_code = code.value.trim();
  const loan = { copy_code, reader: reader.value.trim(), where: what };
  const sent = borrows ? send("/api/loans", loan) : send("/api/returns", { copy_code });
  const told = await sent.catch(() => ({}));
  result.textContent = say(key(told), { title: told.title, due: told.due_on && day(told.due_on) });
  if (!told.outcome && !told.type) return; // nobody answered: what stands there can be sent again
  wanted = "here";
  reader.value = ""; // it may be a child's number: it stands beside no answer
  if (!told.outcome) return;
  code.value = "";
  code.focus();
}

for (const field of [code, reader]) {
  field.value = "";
  field.addEventListener("focus", () => (written = field));
  field.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    if (field === code) reader.focus();
    else act(wanted);
  });
}
for (const letter of document.querySelectorAll("[data-letter]")) {
  letter.addEventListener("click", () => (written.value += letter.dataset.letter.toUpperCase()));
}
document.getElementById("erase").addEventListener("click", () => (written.value = written.value.slice(0, -1)));
for (const doing of document.querySelectorAll("[data-do]")) {
  doing.addEventListener("click", () => act(doing.dataset.do));
}
code.focus();
