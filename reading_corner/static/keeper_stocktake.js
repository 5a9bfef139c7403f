// The stock-take: each scan is kept at once, and sent when the corner answers. Only codes of the shelf's books
// are kept: a card, a NIK or anything else that is scanned by mistake is told, and forgotten.

import { askTwice, readable, say, tell } from "./keeper_asking.js";
import { Scans } from "./keeper_scans.js";
import { newId } from "./request_id.js";

const EVERY = 3000;
const SECONDS = 15;
const WHEN = { dateStyle: "medium", timeStyle: "short" };
const at = (id) => document.getElementById(id);
const code = at("code");
const most = Number(at("stocktake").dataset.atOnce);
let scans = null;
let books = new Map(); // how a code is written on the shelf, by its capitals
let strangers = 0;
let answers = true;
let picture = null; // what the corner makes of the scans; none while nobody is signed in, or it is away
let isSending = false;
let taken = Promise.resolve(); // scans are dealt with in their order: the words of the last one stand, but none hides a loss

const known = (codes) => new Map(codes.map((one) => [one.toUpperCase(), one]));
const ask = (path, how = {}) => fetch(path, { ...how, signal: AbortSignal.timeout(SECONDS * 1000) });

async function learnBooks() {
  books = known((await scans.about("codes")) ?? []);
  const answer = await ask("/keeper/codes").catch(() => null);
  answers = Boolean(answer?.ok);
  if (!answers) return;
  const { codes } = await answer.json();
  await scans.keep("codes", codes);
  books = known(codes);
}

async function take(text) {
  const book = books.get(text.toUpperCase());
  if (book) {
    await scans.add(book, new Date().toISOString());
    tell("scanned", { code: book });
  } else {
    strangers += 1;
    tell("stranger");
  }
  await show();
  deliver().catch(cannotKeep);
}

/** How many books were seen, of how many that should stand there: by the corner, else by what is kept here. */
async function figures() {
  if (answers && picture) return [picture.seen, picture.seen + picture.missing.length];
  return [(await scans.seen()).filter((one) => books.has(one.toUpperCase())).length, books.size];
}

async function show() {
  const [[seen, all], unsent] = [await figures(), await scans.unsent()];
  at("seen").textContent = seen;
  at("all").textContent = all;
  at("bar").max = Math.max(1, all);
  at("bar").value = seen;
  at("unsent").textContent = unsent;
  at("strangers").textContent = strangers;
  at("link").textContent = say(answers ? (unsent ? "sending" : "all_sent") : "corner_away");
  at("link").classList.toggle("away", !answers);
  const since = await scans.about("since");
  at("since").textContent = since ? say("begun", { when: readable(new Date(since), WHEN) }) : "";
}

async function sendPart(part) {
  const headers = { "Content-Type": "application/json", "Idempotency-Key": part.id };
  const answer = await ask("/api/stocktake", { method: "POST", headers, body: JSON.stringify({ seen: part.seen }) });
  if (!answer.ok) throw new Error(`the corner answers ${answer.status}`);
  await scans.taken(part);
}

/** Sends what waits; what does not arrive is sent again as the same part. */
async function deliver() {
  if (isSending) return;
  isSending = true;
  try {
    let parts = [];
    while ((parts = await scans.parts(most, newId)).length) {
      for (const part of parts) await sendPart(part);
    }
    if (!answers) await learnBooks();
    if (answers) await showPicture();
  } catch {
    answers = false;
  }
  isSending = false;
  await show();
}

function row(odd, columns) {
  const line = document.createElement("tr");
  const cells = columns.map((name) => {
    const text = name === "standing" ? say(`standing_${odd.standing}`) : (odd[name] ?? "–");
    return Object.assign(document.createElement("td"), { textContent: text });
  });
  line.append(...cells);
  return line;
}

function showList(name, odds, columns) {
  at(name).replaceChildren(...odds.map((odd) => row(odd, columns)));
  at(`${name}-count`).textContent = odds.length;
  at(`${name}-table`).hidden = odds.length === 0;
}

/** What the corner makes of it all; without somebody signed in it tells none of it. */
async function showPicture() {
  const since = await scans.about("since");
  if (!since) return;
  const answer = await ask(`/keeper/api/stocktake?${new URLSearchParams({ since })}`);
  picture = answer.ok ? await answer.json() : null;
  at("picture").hidden = !picture;
  at("picture-away").hidden = Boolean(picture);
  at("picture-away").textContent = picture ? "" : say("picture_away");
  if (!picture) return;
  const columns = ["code", "title", "location"];
  showList("missing", picture.missing, columns);
  showList("unexpected", picture.unexpected, [...columns, "standing"]);
}

askTwice(at("begin"), async () => {
  await started;
  await scans.begin(new Date().toISOString());
  strangers = 0;
  tell("begun_anew");
  await deliver();
});

async function start() {
  navigator.serviceWorker?.register("/keeper/worker.js", { scope: "/keeper" });
  navigator.storage?.persist?.();
  scans = await Scans.open();
  await learnBooks();
  await deliver();
  setInterval(async () => {
    if (!answers || (await scans.unsent())) await deliver();
  }, EVERY);
}

window.addEventListener("quiet", () => (at("picture").hidden = true));
const cannotKeep = () => tell("cannot_keep"); // no room on the disk, or a browser that keeps nothing
const started = start();
started.catch(cannotKeep);
at("scan").addEventListener("submit", (event) => {
  event.preventDefault();
  const text = code.value.trim();
  code.value = "";
  code.focus();
  if (!text) return;
  taken = taken.then(() => started).then(() => take(text));
  taken.catch(cannotKeep);
});
code.focus();
