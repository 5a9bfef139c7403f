// What is typed, by keys or by letters to touch, is asked at once; what comes late is not shown any more.
// What may stand on a card or a slip goes in a body or nowhere: addresses are kept in many places.

import { newId } from "./request_id.js";

const input = document.getElementById("typed");
const hits = document.getElementById("hits");
const offers = document.getElementById("offers");
const count = document.getElementById("count");
const told = document.getElementById("told");
const nothing = document.getElementById("nothing");
const letters = document.querySelector(".letters");
const language = hits.dataset.language;
const MOST_DIGITS = 6; // of a NIK, the district: a title that is looked for has no more
let latest = 0;

function element(name, attributes, ...children) {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
  node.append(...children);
  return node;
}

function book(card) {
  const picture = element("img", { src: `/covers/${card.id}`, alt: "", width: "300", height: "400" });
  const name = element("span", { class: "name" }, card.name);
  return element("li", {}, element("a", { class: "book", href: `/${language}/titles/${card.id}` }, picture, name));
}

function offer(word) {
  const button = element("button", { type: "button", class: "offer" }, word);
  button.addEventListener("click", () => {
    input.value = [...input.value.trimEnd().split(/\s+/).slice(0, -1), word, ""].join(" ");
    seek();
  });
  return button;
}

const isPersonal = (typed) => typed.includes("://") || typed.replace(/\D/g, "").length > MOST_DIGITS;

function ask(typed) {
  const age = document.querySelector("[data-age][aria-pressed=true]")?.dataset.age;
  if (hits.dataset.method === "POST") {
    const headers = { "Content-Type": "application/json", "Idempotency-Key": newId() };
    const body = JSON.stringify({ typed, language, age: age ? Number(age) : null });
    return fetch(hits.dataset.source, { method: "POST", headers, body });
  }
  return isPersonal(typed) ? null : fetch(`${hits.dataset.source}?${new URLSearchParams({ typed })}`);
}

async function seek() {
  const mine = (latest += 1);
  const typed = input.value.trim();
  const answer = await ask(typed);
  if ((answer && !answer.ok) || mine !== latest) return;
  const found = answer ? await answer.json() : { hits: [], corrections: [], suggestions: [] };
  if (mine !== latest) return;
  hits.replaceChildren(...found.hits.map(book));
  offers?.replaceChildren(...[...found.corrections, ...found.suggestions].map(offer));
  if (told) told.textContent = found.told;
  if (!count) return;
  nothing.hidden = !typed || found.hits.length > 0;
  count.textContent = typed ? counted(found.hits.length) : "";
}

function counted(number) {
  if (number === 0) return count.dataset.none;
  return count.dataset[number === 1 ? "one" : "other"].replace("{number}", String(number));
}

for (const key of document.querySelectorAll("[data-letter]")) {
  key.addEventListener("click", () => {
    input.value += key.dataset.letter;
    seek();
  });
}
for (const age of document.querySelectorAll("[data-age]")) {
  age.addEventListener("click", () => {
    const isChosen = age.getAttribute("aria-pressed") === "true";
    for (const other of document.querySelectorAll("[data-age]")) other.setAttribute("aria-pressed", "false");
    age.setAttribute("aria-pressed", String(!isChosen));
    letters.hidden = !isChosen && input.value !== ""; // the books come up to where they are seen
    seek();
  });
}
document.getElementById("erase").addEventListener("click", () => {
  input.value = input.value.slice(0, -1);
  seek();
});
input.addEventListener("input", seek);
input.addEventListener("pointerdown", () => (letters.hidden = false));
input.value = "";
input.focus();
