// Looks titles up as one types or scans: by words, by a copy's code, by an ISBN.

import { language, send, tell, tellWhy } from "./keeper_asking.js";

const typed = document.getElementById("typed");
const hits = document.getElementById("hits");
let latest = 0;

function row(card) {
  const picture = Object.assign(new Image(60, 80), { src: `/keeper/covers/${card.id}`, alt: "", className: "small-cover" });
  const link = Object.assign(document.createElement("a"), { className: "row", href: `/keeper/${language}/titles/${card.id}` });
  const name = Object.assign(document.createElement("span"), { className: "name", textContent: card.name });
  const hint = Object.assign(document.createElement("span"), { className: "hint", textContent: card.authors.join(", ") });
  link.append(picture, name, hint);
  const item = document.createElement("li");
  item.append(link);
  return item;
}

async function seek() {
  const mine = (latest += 1);
  const { ok, told } = await send("POST", "/keeper/api/search", { typed: typed.value });
  if (mine !== latest) return;
  if (!ok) {
    tellWhy(told);
    return;
  }
  hits.replaceChildren(...told.hits.map(row));
  tell(told.hits.length ? "" : "nothing_found");
}

typed.addEventListener("input", seek);
typed.focus();
seek();
