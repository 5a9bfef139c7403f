// One visit at a time: which screen is up, what was chosen, and back to the start with nothing kept.

import { givesNumbers, look, takeTicket } from "./core.js";
import { el } from "./dom.js";
import { askHelp, helpScreen, lookAtHelp, newHelp, withdrawHelp } from "./help.js";
import { Idle } from "./idle.js";
import * as screens from "./screens.js";
import { count, currentLanguage, defaultLanguage, say, setLanguage, setPlace, timing } from "./words.js";

const POLL = 1000;
const byId = (id) => document.getElementById(id);
const newVisit = () => ({
  service: null,
  offer: null,
  reason: null,
  children: 1,
  requestId: null,
  wish: null,
  taking: false,
  result: null,
  help: null,
});

let known = { state: { standing: "connecting", demonstration: false, waiting: {}, offers: {} }, office: null };
let visit = newVisit();
let swallowClick = false;
const idle = new Idle(showCountdown, reset);

function currentScreen() {
  if (visit.help) return helpScreen(visit.help, known.office, { ask: sendHelp, withdraw: withdraw, leave: leaveHelp });
  if (visit.result) return screens.resultScreen(visit.result, { finish: reset, again: take, help: openHelp }, known.office);
  if (visit.service) return screens.serviceScreen(visit, known.office, { back: reset, reason, children, take });
  if (givesNumbers(known.state)) return screens.startScreen(known.office, known.state, { choose, help: openHelp });
  return screens.closedScreen(known.state.standing);
}

/** Paints the screen that fits the visit; `moved` says that it is another one than before. */
function paint(moved) {
  byId("screen").replaceChildren(currentScreen());
  screens.showTaking(visit.taking);
  paintHead();
  watchIdle();
  if (moved) {
    byId("live").textContent = "";
    byId("screen").scrollTo(0, 0);
    document.querySelector("h1").focus();
  }
}

function paintHead() {
  const { office, state } = known;
  byId("band").hidden = !state.demonstration;
  byId("band").textContent = `${say("common.demonstration")}: ${say("common.not_real")}`;
  byId("office").textContent = office ? office.name : "";
  byId("free").hidden = !office?.free;
  byId("free").textContent = say("common.free");
  byId("warning-title").textContent = say("idle.title");
  byId("stay").textContent = say("idle.stay");
  byId("languages").setAttribute("aria-label", say("language.choose"));
  const codes = office ? office.languages : [];
  if (byId("languages").childElementCount !== codes.length) byId("languages").replaceChildren(...codes.map(languageButton));
  for (const node of byId("languages").children) {
    node.setAttribute("aria-pressed", String(node.lang === currentLanguage()));
  }
}

function languageButton(code) {
  const choose = () => {
    setLanguage(code);
    paint(false);
  };
  return el("button", { type: "button", lang: code, on: choose }, say("language.name", {}, code));
}

function choose(service) {
  visit = { ...newVisit(), service, offer: known.state.offers[service.key] ?? null, requestId: crypto.randomUUID() };
  paint(true);
}

function reason(key) {
  if (visit.taking) return;
  visit.reason = visit.reason === key ? null : key;
  screens.markReason(visit.reason);
}

function children(number) {
  if (visit.taking) return;
  visit.children = number;
  screens.markChildren(number);
}

async function take() {
  if (visit.taking) return;
  const mine = visit;
  mine.taking = true;
  mine.result = null;
  if (!byId("take")) paint(true);
  screens.showTaking(true);
  idle.watch(null);
  byId("live").textContent = say("service.taking");
  mine.wish ??= {
    service: mine.service.key,
    reason: mine.reason,
    language: currentLanguage(),
    children: mine.children,
    next_day: screens.isShut(mine.offer),
  };
  const result = await takeTicket(mine.requestId, mine.wish);
  mine.taking = false;
  mine.result = result;
  paint(true);
  byId("live").textContent = say(`${result.sentence}.title`);
}

function openHelp() {
  visit.help = newHelp();
  paint(true);
}

function leaveHelp() {
  if (!visit.result) return reset();
  visit.help = null;
  paint(true);
}

/** Each kind has a request id of its own, so that fifty taps are one request. */
function sendHelp(kind) {
  const requestId = kind === visit.help.kind ? visit.help.requestId : crypto.randomUUID();
  Object.assign(visit.help, { kind, requestId });
  return changeHelp((help) => askHelp(help, visit.result?.ticket ?? null));
}

const withdraw = () => changeHelp(withdrawHelp);

async function changeHelp(change) {
  const mine = visit.help;
  if (mine.sending) return;
  mine.sending = true;
  byId("live").textContent = say("common.wait_a_moment");
  mine.answer = await change(mine);
  mine.sending = false;
  if (visit.help !== mine) return;
  paint(true);
  byId("live").textContent = say(`help.${mine.answer.standing}.title`);
}

async function pollHelp() {
  const mine = visit.help;
  if (!mine?.answer?.id || mine.sending) return;
  const before = mine.answer.standing;
  const answer = await lookAtHelp(mine);
  if (visit.help !== mine || mine.sending || answer.standing === before) return;
  mine.answer = answer;
  paint(true);
  byId("live").textContent = say(`help.${answer.standing}.title`);
}

/** Back to the start, for the next family: nothing of this one stays. */
function reset() {
  if (visit.taking) return;
  visit = newVisit();
  byId("live").textContent = "";
  setLanguage(defaultLanguage);
  paint(true);
}

function watchIdle() {
  if (visit.taking) idle.watch(null);
  else if (visit.help?.answer) idle.watch({ quiet: 0, countdown: timing.withoutSlip });
  else if (visit.help) idle.watch({ quiet: timing.idle, countdown: timing.warning });
  else if (visit.result) {
    const written = visit.result.ending === "printed" || !visit.result.number;
    idle.watch({ quiet: 0, countdown: written ? timing.result : timing.withoutSlip });
  } else if (visit.service || currentLanguage() !== defaultLanguage) {
    idle.watch({ quiet: timing.idle, countdown: timing.warning });
  } else idle.watch(null);
}

function showCountdown(seconds) {
  const onScreen = byId("closing");
  const warning = byId("warning");
  if (onScreen && seconds !== null) onScreen.textContent = count("closing", seconds);
  else if (seconds === null) warning.close();
  else {
    byId("warning-seconds").textContent = seconds;
    if (warning.open) return;
    byId("warning-text").textContent = count("idle.countdown", seconds);
    warning.showModal();
  }
}

/** A touch takes the countdown back, and while the warning is up it does nothing else. */
function touched(event) {
  swallowClick = byId("warning").open;
  if (swallowClick) event.preventDefault();
  idle.touch();
}

/** The click of a finger comes after the warning has closed, and would hit what lies beneath it. */
function clicked(event) {
  if (!swallowClick) return;
  swallowClick = false;
  event.preventDefault();
  event.stopPropagation();
}

async function poll() {
  const before = known;
  known = await look(before);
  setPlace(known.office?.zone, known.state.today);
  if (!visit.service && !visit.help) {
    const changed = before.state.standing !== known.state.standing;
    if (changed || before.office !== known.office) paint(true);
    for (const node of document.querySelectorAll("[data-lane]")) {
      node.textContent = screens.waitingWords(known.state, node.dataset.lane);
    }
    for (const node of document.querySelectorAll("[data-service]")) {
      screens.markOffer(node, known.state.offers[node.dataset.service]);
    }
  }
  if (before.state.demonstration !== known.state.demonstration) paintHead();
  await pollHelp();
  setTimeout(poll, POLL);
}

document.addEventListener("pointerdown", touched, true);
document.addEventListener("keydown", touched, true);
document.addEventListener("click", clicked, true);
for (const name of ["contextmenu", "dragstart"]) document.addEventListener(name, (event) => event.preventDefault());
setLanguage(defaultLanguage);
paint(true);
poll();
