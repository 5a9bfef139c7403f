// What is typed, by keys or by letters to touch, is asked at once; what comes late is not shown any more.

const input = document.getElementById("typed");
const hits = document.getElementById("hits");
const offers = document.getElementById("offers");
const count = document.getElementById("count");
const told = document.getElementById("told");
const nothing = document.getElementById("nothing");
const language = hits.dataset.language;
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

async function seek() {
  const mine = (latest += 1);
  const typed = input.value.trim();
  const age = document.querySelector("[data-age][aria-pressed=true]")?.dataset.age ?? "";
  const asked = new URLSearchParams({ typed, age, language });
  const answer = await fetch(`${hits.dataset.source}?${asked}`);
  if (!answer.ok || mine !== latest) return;
  const found = await answer.json();
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
    seek();
  });
}
document.getElementById("erase").addEventListener("click", () => {
  input.value = input.value.slice(0, -1);
  seek();
});
input.addEventListener("input", seek);
input.value = "";
input.focus();
