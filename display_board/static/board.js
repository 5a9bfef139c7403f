// Paints the whole picture whenever the board program pushes one, and counts its age when none comes.
"use strict";

const FLASH_MS = 8000;
const SILENCE_SECONDS = 12; // the program passes on the core's heartbeat every 3 seconds
const EARLIER_SHOWN = 5;

const sentences = JSON.parse(document.body.dataset.sentences);
const language = document.documentElement.lang;
const byId = (id) => document.getElementById(id);

let view = null;
let received = performance.now();
let online = false;
const flashing = new Map(); // call -> when its flash ends; null when nothing has been painted yet
let known = null;
let knownReady = null; // what was ready when it was painted last; null until the core has told

function say(key, values = {}) {
  return sentences[key].replace(/\{(\w+)\}/g, (_, name) => values[name]);
}

function count(key, number) {
  return say(`${key}.${number === 1 ? "one" : "other"}`, { number });
}

function inWords(seconds) {
  if (seconds < 60) return count("age.seconds", Math.floor(seconds));
  if (seconds < 3600) return count("age.minutes", Math.floor(seconds / 60));
  return count("age.hours", Math.floor(seconds / 3600));
}

function write(node, text) {
  if (node.textContent !== text) node.textContent = text;
}

function keyOf(call) {
  return `${call.number} ${call.times} ${call.called_at}`;
}

// ---- lists: one element for each item, made from a template and filled again in place

function fill(list, template, items, fillOne) {
  while (list.children.length > items.length) list.lastElementChild.remove();
  while (list.children.length < items.length) {
    list.append(template ? byId(template).content.firstElementChild.cloneNode(true) : document.createElement("li"));
  }
  items.forEach((item, place) => fillOne(list.children[place], item));
}

function fillEarlier(row, call) {
  write(row.querySelector(".number"), call.number);
  write(row.querySelector(".counter"), say("calling.counter", { number: call.counter }));
  row.classList.toggle("still", call.still);
  row.classList.toggle("flash", isFlashing(call));
  const spoken = row.querySelector(".spoken");
  spoken.setAttribute("aria-label", say("calling.spoken"));
  spoken.toggleAttribute("hidden", view.sound.speaking !== call.number);
}

function fillCounter(card, counter) {
  write(card.querySelector(".name"), say("calling.counter", { number: counter.number }));
  write(card.querySelector(".doing"), counter.ticket ?? say(`counters.${counter.state}`));
  card.dataset.state = counter.ticket ? "serving" : counter.state;
}

function fillLane(card, lane) {
  write(card.querySelector(".letter"), lane.letter);
  write(card.querySelector(".name"), lane.name);
  write(card.querySelector(".waiting"), count("waiting", lane.waiting));
  write(card.querySelector(".wait"), lane.wait ? say("wait.range", lane.wait) : "");
}

// ---- flashes: for those who do not hear; only for a call that came while this page was watching

function isFlashing(call) {
  return (flashing.get(keyOf(call)) ?? 0) > performance.now();
}

function noticeCalls() {
  const keys = view.calls.map(keyOf);
  if (known !== null) {
    for (const call of view.calls) {
      if (call.still && !known.has(keyOf(call))) {
        flashing.set(keyOf(call), performance.now() + FLASH_MS);
        setTimeout(paint, FLASH_MS + 20);
      }
    }
  }
  for (const key of flashing.keys()) if (!keys.includes(key)) flashing.delete(key);
  known = new Set(keys);
}

// ---- what is ready: said politely to those who hear the page, only when it is new

function noticeReady() {
  if (!view.at) return;
  if (knownReady !== null && String(view.ready) !== String(knownReady)) {
    write(byId("ready-news"), readyNews(view.ready, knownReady));
  }
  knownReady = view.ready;
}

/** What is new stands first; what moves up at the end, where another was fetched, is no news. */
function readyNews(now, before) {
  const place = now.findIndex((number) => before.includes(number));
  const fresh = now.slice(0, place < 0 ? now.length : place);
  return fresh.length ? say("ready.news", { numbers: fresh.join(", ") }) : "";
}

function fillReady(item, number) {
  const [serial, year] = number.split("/");
  write(item.querySelector("strong"), serial);
  write(item.querySelector("span"), `/${year}`);
}

// ---- the picture

function paintNow(call) {
  const now = byId("now");
  if (!call) {
    now.dataset.state = "welcome";
    now.classList.remove("flash");
    return;
  }
  now.dataset.state = call.still ? "calling" : "latest";
  const changed = now.dataset.call !== keyOf(call);
  if (changed) now.classList.remove("flash");
  now.dataset.call = keyOf(call);
  write(byId("now-heading"), say(call.still ? "calling.now" : "calling.latest"));
  write(byId("now-number"), call.number);
  write(byId("now-counter"), say("calling.counter", { number: call.counter }));
  write(byId("now-again"), say("calling.again", { number: call.times }));
  byId("now-again").hidden = call.times < 2;
  if (changed) void now.offsetWidth; // lets the same animation begin anew
  now.classList.toggle("flash", isFlashing(call));
}

function paint() {
  if (view === null) return;
  write(byId("office"), view.office || say("page.title"));
  paintNow(view.calls[0]);
  const earlier = view.calls.slice(1, 1 + EARLIER_SHOWN);
  fill(byId("earlier"), "earlier-row", earlier, fillEarlier);
  byId("earlier-none").hidden = earlier.length > 0;
  fill(byId("counters"), "counter-card", view.counters, fillCounter);
  fill(byId("next"), null, view.next, write);
  byId("next-none").hidden = view.next.length > 0;
  fill(byId("lanes"), "lane-card", view.lanes, fillLane);
  byId("ready").hidden = view.ready.length === 0;
  fill(byId("ready-numbers"), "ready-number", view.ready, fillReady);
  paintBook(view.book);
  paintNotes();
  paintClock();
}

/** The book of the day gives way while a call is shown or spoken: it keeps its place, so nothing moves. */
function paintBook(book) {
  const strip = byId("book");
  strip.hidden = !book;
  strip.classList.toggle("aside", view.sound.speaking !== null || view.calls.some(isFlashing));
  if (!book) return;
  write(byId("book-name"), book.name);
  write(byId("book-authors"), book.authors);
  const cover = byId("book-cover");
  cover.hidden = !book.cover;
  if (book.cover && cover.getAttribute("src") !== book.cover) cover.src = book.cover;
  paintShelf(book.shelf);
}

function paintShelf(shelf) {
  byId("book-shelf").hidden = !shelf;
  if (!shelf) return;
  byId("book-shelf").querySelector(".colour").style.background = shelf.paint;
  const colour = say(`book.colour.${shelf.colour}`);
  write(byId("book-shelf").querySelector(".name"), say("book.shelf", { colour }));
}

function paintNotes() {
  const trouble = view.sound.trouble;
  byId("sound").hidden = trouble === null;
  if (trouble) write(byId("sound"), say(`sound.${trouble}`));
  byId("hours").hidden = !view.after_hours;
  byId("notes").hidden = trouble === null && !view.after_hours;
  byId("demonstration").hidden = !view.demonstration;
  const speed = new Intl.NumberFormat(language, { maximumFractionDigits: 1 }).format(view.speed);
  const words = `${say("demonstration.text", { speed })} ${say("demonstration.spoken")}`;
  write(byId("demonstration-text"), words);
}

// ---- the page's own clock

function age() {
  return (view?.age ?? 0) + (performance.now() - received) / 1000;
}

function coreTime(secondsAgo) {
  const since = (performance.now() - received) / 1000 - secondsAgo;
  return new Date(Date.parse(view.at) + since * view.speed * 1000);
}

function format(instant, options) {
  return new Intl.DateTimeFormat(language, { timeZone: view.zone, ...options }).format(instant);
}

const CLOCK = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" };
const DATE = { weekday: "long", day: "numeric", month: "long", year: "numeric" };

function paintClock() {
  if (view?.at) {
    write(byId("time"), format(coreTime(0), CLOCK));
    write(byId("date"), format(coreTime(0), DATE));
  }
  const lost = !online || !view?.connected || age() > SILENCE_SECONDS;
  byId("lost").hidden = !lost || (view === null && age() < 2);
  document.body.classList.toggle("is-lost", lost && view !== null);
  if (lost) write(byId("lost"), lostInWords());
}

function lostInWords() {
  if (view?.refused) return say("lost.refused");
  if (!view?.at) return say("lost.never", { age: inWords(age()) });
  return say("lost.since", { age: inWords(age()), time: format(coreTime(age()), CLOCK) });
}

// ---- the line to the board program

const socket = io({ transports: ["websocket"], reconnectionDelay: 300, reconnectionDelayMax: 1000, timeout: 3000 });

socket.on("board", (picture) => {
  view = picture;
  received = performance.now();
  online = true;
  noticeCalls();
  noticeReady();
  paint();
});
socket.on("disconnect", () => {
  online = false;
  paintClock();
});
setInterval(paintClock, 250);
