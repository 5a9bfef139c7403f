// One appointment: when to come, what to show at the kiosk; once checked in it gives way to the ticket's page.
"use strict";

const ASK_AGAIN_MS = 10000;
const GONE = [404, 422];

const { key, zone, phone } = document.body.dataset;
const catalogues = JSON.parse(document.body.dataset.sentences);
const firstLanguage = document.documentElement.lang;
const byId = (id) => document.getElementById(id);

let page = null;
let unknown = false;
let lost = false;
let cancelFailed = false;

function language() {
  const asked = location.hash.slice(1);
  return asked in catalogues ? asked : firstLanguage;
}

function say(name, values = {}) {
  return catalogues[language()][`booking.${name}`].replace(/\{(\w+)\}/g, (_, value) => values[value]);
}

function show(id, text) {
  const node = byId(id);
  node.hidden = !text;
  if (text && node.textContent !== text) node.textContent = text;
}

function state() {
  if (unknown) return "unknown";
  return page?.stranded ? "stranded" : (page?.state ?? "loading");
}

/** A phone that has no words for dates in the language says them in the office's first. */
function onTheClock(instant, words) {
  return new Intl.DateTimeFormat([language(), firstLanguage], { timeZone: zone, ...words }).format(new Date(instant));
}

const time = (instant) => onTheClock(instant, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
const day = (instant) => onTheClock(instant, { weekday: "long", day: "numeric", month: "long", year: "numeric" });

function paint() {
  document.documentElement.lang = language();
  for (const link of byId("languages").children) {
    if (link.hash.slice(1) === language()) link.setAttribute("aria-current", "true");
    else link.removeAttribute("aria-current");
  }
  byId("languages").setAttribute("aria-label", say("language"));
  document.title = say("title");
  document.body.dataset.state = state();
  const known = page !== null && !unknown;
  const waits = state() === "booked";
  show("headline", state() === "loading" ? say("loading") : say(`state.${state()}`));
  show("advice", state() === "loading" || waits ? "" : say(`advice.${state()}`, { phone }));
  byId("slot").hidden = !known;
  byId("check-in").hidden = !waits;
  byId("cancel").hidden = !waits && state() !== "stranded";
  if (known) paintSlot();
  if (waits) paintCheckIn();
  paintCancel();
  show("link", lost ? say("lost") : "");
}

function paintSlot() {
  show("service", page.service[language()] ?? Object.values(page.service)[0]);
  show("day", day(page.starts_at));
  show("time", time(page.starts_at));
}

function paintCheckIn() {
  show("when", say("when", { from: time(page.come_from), until: time(page.come_until) }));
  byId("qr")?.setAttribute("aria-label", say("qr"));
  show("code-label", say("code"));
  show("code", `${page.code.slice(0, 3)} ${page.code.slice(3)}`);
  show("how", say("how"));
}

function paintCancel() {
  show("cancel-title", say("cancel.title"));
  show("cancel-words", say("cancel.words"));
  show("cancel-now", say("cancel.now"));
  show("cancel-failed", cancelFailed && say("cancel.failed"));
}

function take(news) {
  page = news;
  unknown = false;
  if (page.ticket_key) location.replace(`/t/${page.ticket_key}${location.hash}`);
}

async function ask() {
  try {
    const answer = await fetch(`/api/v1/bookings/${encodeURIComponent(key)}`, { cache: "no-store" });
    unknown = GONE.includes(answer.status);
    lost = !answer.ok && !unknown;
    if (answer.ok) take(await answer.json());
  } catch {
    lost = true;
  }
  paint();
}

/** The request id is the appointment's own, so that a second tap is the same word. */
async function cancel() {
  const headers = { "Idempotency-Key": `cancel-${key}` };
  try {
    const answer = await fetch(`/api/v1/bookings/${encodeURIComponent(key)}/cancel`, { method: "POST", headers });
    cancelFailed = !answer.ok;
    if (answer.ok) take(await answer.json());
  } catch {
    cancelFailed = true;
  }
  paint();
}

byId("cancel-now").addEventListener("click", cancel);
addEventListener("hashchange", paint);
document.addEventListener("visibilitychange", () => {
  if (!document.hidden && !unknown) ask();
});
setInterval(() => {
  if (!document.hidden && !unknown) ask();
}, ASK_AGAIN_MS);

paint();
ask();
