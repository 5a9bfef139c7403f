// One appointment: when to come, what to show at the kiosk; once checked in it gives way to the ticket's page.
"use strict";

const ASK_AGAIN_MS = 10000;
const GONE = [404, 422];

let page = null;
let unknown = false;
let lost = false;
let cancelFailed = false;

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
  paintLanguages(say("booking.language"));
  document.title = say("booking.title");
  document.body.dataset.state = state();
  const known = page !== null && !unknown;
  const waits = state() === "booked";
  show("headline", state() === "loading" ? say("booking.loading") : say(`booking.state.${state()}`));
  show("advice", state() === "loading" || waits ? "" : say(`booking.advice.${state()}`, { phone }));
  byId("slot").hidden = !known;
  byId("check-in").hidden = !waits;
  byId("cancel").hidden = !waits && state() !== "stranded";
  if (known) paintSlot();
  if (waits) paintCheckIn();
  paintCancel();
  show("link", lost ? say("booking.lost") : "");
}

function paintSlot() {
  show("service", page.service[language()] ?? Object.values(page.service)[0]);
  show("day", day(page.starts_at));
  show("time", time(page.starts_at));
}

function paintCheckIn() {
  show("when", say("booking.when", { from: time(page.come_from), until: time(page.come_until) }));
  byId("qr")?.setAttribute("aria-label", say("booking.qr"));
  show("code-label", say("booking.code"));
  show("code", `${page.code.slice(0, 3)} ${page.code.slice(3)}`);
  show("how", say("booking.how"));
}

function paintCancel() {
  show("cancel-title", say("booking.cancel.title"));
  show("cancel-words", say("booking.cancel.words"));
  show("cancel-now", say("booking.cancel.now"));
  show("cancel-failed", cancelFailed && say("booking.cancel.failed"));
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
