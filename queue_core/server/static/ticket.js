// One family's ticket, live: by Socket.IO, by asking now and then when that is away, and honest when neither works.
"use strict";

const FLASH_MS = 8000;
const ASK_AGAIN_MS = 5000;
const TITLE_MS = 1000;
const BUZZ = [500, 250, 500, 250, 500, 250, 900];
const NOT_KNOWN = [404, 422];
const OVER = 410;
const GONE = { "unknown-ticket": "unknown", "visit-over": "over" };

let page = null;
let pageHeard = 0; // when `page` came
let heard = 0; // when the core was last heard
let gone = null; // why there is no page: its ticket is "unknown", or the visit "over"
let live = false; // the socket is there
let reached = false; // the last question over HTTP was answered
let demonstration = false;
let lastCall = null;

function count(name, number) {
  return say(`${name}.${number === 1 ? "one" : "other"}`, { number });
}

function inWords(seconds) {
  if (seconds < 60) return count("age.seconds", Math.floor(seconds));
  if (seconds < 3600) return count("age.minutes", Math.floor(seconds / 60));
  return count("age.hours", Math.floor(seconds / 3600));
}

// ---- the picture

function state() {
  if (gone) return gone;
  return page?.lapsed ? "lapsed" : (page?.state ?? "loading");
}

function paint() {
  paintLanguages(say("ticket.language"));
  document.body.dataset.state = state();
  show("demonstration", demonstration && say("ticket.demonstration"));
  show("label", page && !gone && say("ticket.your_number"));
  show("number", !gone && page?.number);
  show("service", !gone && (page?.service[language()] ?? Object.values(page?.service ?? {})[0]));
  show("slot", !gone && page?.slot_at && say("slot.at", { time: clockTime(new Date(page.slot_at)) }));
  paintHeadline();
  show("document", documentInWords());
  show("advice", adviceInWords());
  paintCounter();
  paintPlace();
  paintHelp();
  paintObjection();
  paintWithdraw();
  paintLink();
  paintTitle();
}

/** Where there is no number to show, what became of it is the page's heading. */
function paintHeadline() {
  show("headline", state() === "loading" ? say("ticket.loading") : say(`state.${state()}`));
  byId("headline").role = gone ? "heading" : null;
  byId("headline").ariaLevel = gone ? "1" : null;
}

function adviceInWords() {
  if (state() === "waiting" && page.after_hours) return say("advice.after_hours");
  if (state() === "done" && page.documents) return say("advice.document_owed");
  return state() === "loading" ? "" : say(`advice.${state()}`, { counter: page?.counter });
}

/** That what the visit was about is ready, or by when it is: the reason to come back. */
function documentInWords() {
  const owed = gone ? null : page?.documents;
  if (!owed) return "";
  if (objection?.state === "accepted") return owed.being_made ? "" : say("document.brought");
  if (!owed.being_made) return say("document.ready");
  const made = owed.ready ? `${say("document.some_ready")} ` : "";
  if (!owed.due_at) return made + say("document.made");
  return made + say(owed.late ? "document.late" : "document.due", { when: dayAndTime(owed.due_at) });
}

function paintCounter() {
  const called = state() === "called";
  byId("counter").hidden = !called;
  if (called) show("counter-name", say("counter.name", { number: page.counter }));
  show("again", called && page.calls > 1 && say("again.times", { number: page.calls }));
}

function paintPlace() {
  const waiting = state() === "waiting";
  show("place", waiting && (page.ahead === 0 ? say("ahead.none") : count("ahead", page.ahead)));
  show("wait", waiting && (page.come_at ? say("come.at", { when: dayAndTime(page.come_at) }) : waitInWords()));
}

function dayAndTime(instant) {
  const words = { timeZone: zone, weekday: "long", day: "numeric", month: "long", hour: "2-digit", minute: "2-digit" };
  return new Intl.DateTimeFormat([language(), firstLanguage], { ...words, hourCycle: "h23" }).format(new Date(instant));
}

function waitInWords() {
  return page.wait ? say("wait.range", page.wait) : say("wait.not_open");
}

function paintLink() {
  const connected = live || reached;
  document.body.classList.toggle("is-lost", !connected && !gone);
  if (gone) show("link", "");
  else if (connected && page) show("link", say("link.live"));
  else if (page) show("link", say("link.lost", { age: inWords(secondsSince(heard)), time: timeHeard() }));
  else if (performance.now() > ASK_AGAIN_MS) show("link", say("link.never"));
}

function secondsSince(instant) {
  return (performance.now() - instant) / 1000;
}

function timeHeard() {
  return clockTime(new Date(Date.parse(page.at) + (heard - pageHeard)));
}

function clockTime(instant) {
  const clock = { timeZone: zone, hour: "2-digit", minute: "2-digit", hourCycle: "h23" };
  return new Intl.DateTimeFormat([language(), firstLanguage], clock).format(instant);
}

function paintTitle() {
  if (!page || gone) return;
  const everyOther = Math.floor(performance.now() / TITLE_MS) % 2 === 0;
  const alert = state() === "called" && everyOther;
  document.title = say(alert ? "alert.title" : "ticket.title", page);
}

// ---- the call: flash, buzz, words

function noticeCall() {
  const call = page.state === "called" ? `${page.counter} ${page.calls}` : null;
  if (call !== null && call !== lastCall) {
    flash();
    navigator.vibrate?.(BUZZ);
  }
  if (call === null) document.body.classList.remove("flash");
  lastCall = call;
}

function flash() {
  document.body.classList.remove("flash");
  void document.body.offsetWidth; // lets the same animation begin anew
  document.body.classList.add("flash");
  setTimeout(() => document.body.classList.remove("flash"), FLASH_MS);
}

// ---- the line to the core

function take(news) {
  page = news;
  gone = null;
  pageHeard = heard = performance.now();
  noticeCall();
  paint();
  readObjection();
}

// How far the page has heard over the socket what is told to it alone; an answer over HTTP is no part of that.
function ownSeq() {
  return page?.seq ?? null;
}

function placeSeq() {
  return page?.place_seq ?? null;
}

// What changed for everybody who waits for the same counters; a page that came over HTTP is not continued by it.
function takePlace(news) {
  heard = performance.now();
  if (placeSeq() === null || news.seq <= placeSeq()) return;
  if (news.seq > placeSeq() + 1) return beginAnew();
  const ahead = page.ahead + (lastFrom(news.shifts, page.ahead)?.by ?? 0);
  page = { ...page, place_seq: news.seq, ahead, wait: waitFor(news.wait, ahead) };
  paint();
}

// The wait as the core reckons it (tickets/rules/waiting.py), from what its news say.
function waitFor(rule, ahead) {
  if (!rule) return null;
  const turns = ahead < rule.free ? 0 : ahead - rule.free + rule.beside;
  const expected = (turns * rule.turn_minutes) / rule.counters;
  const nearest = (minutes) => Math.floor(minutes / rule.step + 0.5) * rule.step;
  const half = Math.max(nearest(expected * rule.half), rule.step);
  return { half, nine_in_ten: Math.max(nearest(expected * rule.nine_in_ten), half + rule.step) };
}

function lastFrom(steps, ahead) {
  return steps.filter((step) => step.ahead <= ahead).pop();
}

// Something was missed: a new connection is told everything.
function beginAnew() {
  socket.disconnect().connect();
}

async function ask() {
  try {
    const answer = await fetch(`/api/v1/pages/${encodeURIComponent(key)}`, { cache: "no-store" });
    if (NOT_KNOWN.includes(answer.status)) return leave("unknown");
    if (answer.status === OVER) return leave("over");
    reached = answer.ok;
    if (answer.ok && gone) socket.connect();
    const told = answer.ok ? await answer.json() : null;
    if (told && ownSeq() === null) take(told); // else the socket, which may have come meanwhile, knows better
  } catch {
    reached = false;
  }
  paint();
}

// Not known may be not known yet: a kiosk without a connection gives numbers of its own, which come in later.
function leave(why) {
  gone = why;
  reached = true;
  socket.disconnect();
  paint();
}

/** What to say of an answer that is no good: only a page that sends too fast is told when to try again. */
function troubleOf(answer, otherwise) {
  if (answer.status === OVER) leave("over");
  return answer.headers.has("Retry-After") ? "ticket.too_fast" : otherwise;
}

async function askWhetherThisIsPlay() {
  try {
    const answer = await fetch("/api/v1/office");
    demonstration = answer.ok && (await answer.json()).demonstration;
    paint();
  } catch {
    // asked again at the next connection
  }
}

const socket = io({
  auth: { page: key },
  transports: ["websocket", "polling"],
  tryAllTransports: true,
  reconnectionDelay: 500,
  reconnectionDelayMax: 5000,
});

socket.on("page", (news) => take(news));
socket.on("place", (news) => takePlace(news));
socket.on("pulse", (pulse) => {
  heard = performance.now();
  if (pulse.seq !== ownSeq() || pulse.place_seq !== placeSeq()) beginAnew();
});
socket.on("connect", () => {
  live = true;
  askWhetherThisIsPlay();
  paint();
});
socket.on("disconnect", () => {
  live = false;
  reached = false;
  if (page) page = { ...page, seq: null, place_seq: null };
  if (!gone) ask();
});
socket.on("connect_error", (error) => {
  if (error.message in GONE) leave(GONE[error.message]);
});
socket.io.on("ping", () => {
  heard = performance.now();
});

addEventListener("hashchange", paint);
document.addEventListener("visibilitychange", () => {
  if (!document.hidden && !live) ask(); // a phone that slept may have missed the news
});
setInterval(() => {
  if (!live && gone !== "over") ask();
}, ASK_AGAIN_MS);
setInterval(() => {
  paintLink();
  paintTitle();
}, 500);

paint();
ask();
