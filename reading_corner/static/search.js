// Search as one types, with letters to touch; what comes late is not shown any more.

const input = document.getElementById("typed");
const hits = document.getElementById("hits");
const offers = document.getElementById("offers");
const count = document.getElementById("count");
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
  const answer = await fetch(`/api/search?typed=${encodeURIComponent(typed)}`);
  if (!answer.ok || mine !== latest) return;
  const found = await answer.json();
  if (mine !== latest) return;
  hits.replaceChildren(...found.hits.map(book));
  offers.replaceChildren(...[...found.corrections, ...found.suggestions].map(offer));
  nothing.hidden = !typed || found.hits.length > 0;
  count.textContent = typed ? told(found.hits.length) : "";
}

function told(number) {
  if (number === 0) return count.dataset.none;
  return count.dataset[number === 1 ? "one" : "other"].replace("{number}", String(number));
}

for (const key of document.querySelectorAll("[data-letter]")) {
  key.addEventListener("click", () => {
    input.value += key.dataset.letter;
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
