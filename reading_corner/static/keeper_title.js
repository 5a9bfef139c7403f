// The form of a title: saved whole under the version that it showed, so that two keepers overwrite nothing.

import { askTwice, language, say, send, tell, tellWhy } from "./keeper_asking.js";

const form = document.getElementById("title");
const at = (id) => document.getElementById(id);
const WHILE_TYPING = 250;
let kept = JSON.parse(at("told").textContent); // as the catalogue has it; none for a new title
let before = null; // what the last save took the place of
let cover = kept?.cover ?? null;
let isDirty = false;
let typing = null;

const text = (id) => at(id).value.trim() || null;
const number = (id) => (at(id).value.trim() ? Number(at(id).value) : null);

function words() {
  return {
    name: at("name").value.trim(),
    authors: at("authors").value.split("\n").filter((line) => line.trim()),
    age_from: number("age_from"),
    age_to: number("age_to"),
    colour: text("colour"),
    pages: number("pages"),
    for_children: { true: true, false: false }[form.elements.for_children.value] ?? null,
    summary: text("summary"),
    isbn: text("isbn"),
    cover,
  };
}

const copies = () =>
  [...document.querySelectorAll(".copy")].map((row) => ({
    code: row.dataset.code,
    care: row.querySelector(".care").value,
    location: row.querySelector(".location").value.trim() || null,
  }));

function wordsOf(title) {
  const told = Object.fromEntries(Object.keys(words()).map((name) => [name, title[name]]));
  return { ...told, copies: title.copies.map(({ code, care, location }) => ({ code, care, location })) };
}

function refuse(told) {
  const isChanged = told?.type?.endsWith("title-changed") ?? false;
  at("load").hidden = !isChanged;
  if (told?.type?.endsWith("invalid-input")) tell("invalid_title", { detail: told.detail });
  else tellWhy(told);
}

async function put(what) {
  const { ok, told } = await send("PUT", `/keeper/api/titles/${kept.id}`, { ...what, version: kept.version });
  if (!ok) {
    refuse(told);
    return false;
  }
  [before, kept] = [kept, told];
  isDirty = false;
  return true;
}

async function save() {
  if (!kept) {
    const { ok, told } = await send("POST", "/keeper/api/titles", { ...words(), location: text("location") });
    if (!ok) return refuse(told);
    isDirty = false;
    location.replace(`/keeper/${language}/titles/${told.id}`);
  } else if (await put({ ...words(), copies: copies() })) {
    tell("saved");
    at("undo").hidden = false;
  }
}

/** Ages that end before they begin do not fit. */
function checkAges() {
  const [first, last] = [number("age_from"), number("age_to")];
  at("age_to").setCustomValidity(first !== null && last !== null && last < first ? "before" : "");
}

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  checkAges();
  const wrong = at("name").value.trim() ? form.querySelector("input:invalid") : at("name");
  if (!wrong) return save();
  if (wrong === at("name")) tell("missing_name");
  else tell("invalid_title", { detail: wrong.labels[0].textContent });
  wrong.focus();
});

at("undo").addEventListener("click", async () => {
  if (await put(wordsOf(before))) location.reload();
});
at("load").addEventListener("click", () => {
  isDirty = false;
  location.reload();
});
form.addEventListener("input", () => {
  isDirty = true;
  at("undo").hidden = true;
});

async function judgeIsbn() {
  const { ok, told } = await send("POST", "/keeper/api/isbn", { isbn: at("isbn").value, title: kept?.id ?? null });
  if (!ok) return;
  const also = told.also.length ? say("isbn_also", { names: told.also.join(", ") }) : "";
  const judged = told.doubt ? say(`doubt_${told.doubt}`) : told.isbn13 ? say("isbn_right", { isbn: told.isbn13 }) : "";
  at("isbn-judged").textContent = [judged, also].filter(Boolean).join(" ");
  at("isbn-judged").classList.toggle("doubted", Boolean(told.doubt || also));
}

at("isbn").addEventListener("input", () => {
  clearTimeout(typing);
  typing = setTimeout(judgeIsbn, WHILE_TYPING);
});
at("isbn").addEventListener("keydown", (event) => {
  if (event.key === "Enter") event.preventDefault(); // a scanner's: it ends the number, not the form
});

function showCover(name) {
  cover = name;
  isDirty = true;
  at("undo").hidden = true;
  at("cover-shown").hidden = !name && !kept;
  at("cover-shown").src = name ? `/keeper/covers/given/${name}` : `/keeper/covers/${kept?.id}?drawn=1`;
  at("cover-away").hidden = !name;
}

at("photo").addEventListener("change", async () => {
  const [file] = at("photo").files;
  if (!file) return;
  tell("cover_sending");
  const { ok, told } = await send("POST", "/keeper/api/covers", file);
  at("photo").value = "";
  if (!ok) return tellWhy(told);
  showCover(told.cover);
  tell("cover_taken");
});
at("cover-away").addEventListener("click", () => {
  showCover(null);
  tell("cover_gone");
});

if (at("add-copy")) {
  askTwice(at("add-copy"), async () => {
    if (isDirty) return tell("save_first");
    const { ok, told } = await send("POST", `/keeper/api/titles/${kept.id}/copies`, {});
    if (ok) location.reload();
    else tellWhy(told);
  });
}
window.addEventListener("beforeunload", (event) => {
  if (isDirty) event.preventDefault();
});
window.addEventListener("quiet", () => (isDirty = false));
if (kept?.isbn) judgeIsbn();
