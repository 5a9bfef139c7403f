// One visit at a time: which screen is up, what was chosen, and back to the start with nothing kept.

import { checkIn, givesNumbers, look, takeTicket } from "./core.js";
import { el } from "./dom.js";
import { CODE_DIGITS, Keys, askForDigits, entryScreen, markEntry, newEntry } from "./entry.js";
import { askHelp, helpScreen, lookAtHelp, newHelp, withdrawHelp } from "./help.js";
import { Idle } from "./idle.js";
import { isSlip, lookAt, lookScreen, newLook, objectTo } from "./look.js";
import { chooseYear, isPickUp, lookAtPickUp, newPickUp, pickUpScreen, press, takeBack, typed } from "./pickup.js";
import * as screens from "./screens.js";
import { askForStrokes, findSheet, isSheet, newSign, sendStrokes, signScreen } from "./sign.js";
import { count, currentLanguage, defaultLanguage, endingWords, say, setLanguage, setPlace, timing } from "./words.js";

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
  entry: null,
  look: null,
  pickUp: null,
  help: null,
});

let known = { state: { standing: "connecting", demonstration: false, waiting: {}, waits: {}, served: [], offers: {} }, office: null };
let visit = newVisit();
let swallowClick = false;
const idle = new Idle(showCountdown, reset);
const keys = new Keys({ digit, erase, scanned, enter: sendDigits });

function currentScreen() {
  if (visit.help) return helpScreen(visit.help, known.office, { ask: sendHelp, withdraw: withdraw, leave: leaveHelp });
  if (visit.result) return screens.resultScreen(visit.result, resultActions(), known.office);
  if (visit.look) return lookScreen(visit.look, known.office, { leave: reset, again: readLook, object, help: openHelp });
  if (visit.pickUp) return pickUpScreen(visit.pickUp, known.office, pickUpActions());
  if (visit.entry?.sign?.standing) return signScreen(visit.entry.sign, visit.taking, known.office, signActions());
  if (visit.entry) return entryScreen(known, visit.entry, { digit, erase, send: sendDigits, look: openLook, sign: enterToSign, back: reset });
  if (visit.service) return screens.serviceScreen(visit, known.office, { back: reset, reason, children, take });
  if (givesNumbers(known.state)) return screens.startScreen(known.office, known.state, { choose, enter, pickUp: openPickUp, help: openHelp });
  return screens.closedScreen(known.state.standing);
}

function resultActions() {
  const { entry } = visit;
  const again = entry ? () => sendEntry(entry.text) : take;
  return { finish: reset, again, anew: entry && enter, help: openHelp };
}

function signActions() {
  const { sign } = visit.entry;
  return { leave: reset, send: sendSignature, again: () => openSheet(sign.named), anew: enterToSign, help: openHelp };
}

/** Paints the screen that fits the visit; `moved` says that it is another one than before. */
function paint(moved) {
  byId("screen").replaceChildren(currentScreen());
  screens.showTaking(visit.taking);
  if (visit.entry) markEntry(visit.entry, visit.taking);
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
  byId("live").textContent = endingWords(result, "title");
}

/** Opens the screen for a code; after a refusal anew. */
function enter() {
  visit = { ...newVisit(), entry: newEntry() };
  paint(true);
}

function change(digits) {
  if (visit.taking || visit.result || !visit.entry) return;
  visit.entry.digits = digits;
  markEntry(visit.entry, false);
}

function digit(key) {
  if (visit.pickUp) return press(visit.pickUp, key);
  if (visit.entry && key !== "/") change((visit.entry.digits + key).slice(0, CODE_DIGITS));
}

function erase() {
  if (visit.pickUp) return takeBack(visit.pickUp);
  if (visit.entry) change(visit.entry.digits.slice(0, -1));
}

function sendDigits() {
  if (visit.pickUp) return readPickUp(typed(visit.pickUp));
  if (!visit.entry || visit.entry.sign?.standing || visit.result || visit.taking) return;
  if (visit.entry.digits.length === CODE_DIGITS) sendEntry(visit.entry.digits);
  else askForDigits(visit.entry);
}

/** A scanner is heard where a visit begins: on the start screen, and where a code is typed. */
function scanned(text) {
  if (visit.service || visit.look || visit.help || visit.result || visit.taking) return;
  if (visit.entry?.sign?.standing) return;
  if (!visit.pickUp && !givesNumbers(known.state)) return;
  if (isSlip(text)) return openLook(text);
  if (isPickUp(text)) return openPickUp(text);
  if (isSheet(text) && !visit.entry?.sign) enterToSign();
  if (!visit.entry) enter();
  sendEntry(text);
}

/** Looks at the ticket that the family named by touch or by its slip. */
function openLook(named) {
  visit = { ...newVisit(), look: newLook(named) };
  paint(true);
  readLook();
}

async function readLook() {
  const mine = visit.look;
  mine.answer = await lookAt(mine);
  showLook(mine);
}

async function object() {
  const mine = visit.look;
  if (mine.sending) return;
  mine.sending = true;
  paint(false);
  const answer = await objectTo(mine);
  mine.sending = false;
  mine.failed = answer.standing !== "found";
  if (!mine.failed) mine.answer = answer;
  showLook(mine);
}

function showLook(look) {
  if (visit.look === look && !visit.help) paint(true);
}

/** Asks for the number of what is to be fetched, or looks at once for what was scanned. */
function openPickUp(slip = null) {
  visit = { ...newVisit(), pickUp: newPickUp(known.state.today) };
  if (slip) readPickUp(slip);
  else paint(true);
}

async function readPickUp(named) {
  const mine = visit.pickUp;
  if (!named || mine.asking) return;
  Object.assign(mine, { named, asking: true, answer: null });
  paint(true);
  mine.answer = await lookAtPickUp(mine);
  mine.asking = false;
  if (visit.pickUp === mine && !visit.help) paint(true);
}

function pickUpActions() {
  const again = () => readPickUp(visit.pickUp.named);
  const year = (chosen) => chooseYear(visit.pickUp, chosen);
  return { digit, erase, year, send: sendDigits, leave: reset, again, anew: () => openPickUp(), collect: choose, help: openHelp };
}

/** Sent again, the same text has the same request id. */
async function sendEntry(text) {
  if (visit.entry.sign) return openSheet(text);
  const mine = visit;
  if (mine.taking) return;
  const requestId = text === mine.entry.text ? mine.entry.requestId : crypto.randomUUID();
  Object.assign(mine.entry, { text, requestId });
  mine.taking = true;
  if (mine.result) {
    mine.result = null;
    paint(true);
  }
  markEntry(mine.entry, true);
  idle.watch(null);
  byId("live").textContent = say("entry.sending");
  mine.result = await checkIn(requestId, text, currentLanguage());
  mine.taking = false;
  paint(true);
  byId("live").textContent = endingWords(mine.result, "title");
}

/** Opens the screen for the digits of a page to sign on. */
function enterToSign() {
  if (visit.taking) return;
  visit = { ...newVisit(), entry: newEntry(newSign()) };
  paint(true);
}

const openSheet = (named) => changeSign((sign) => findSheet(sign, named));

function sendSignature() {
  if (visit.entry.sign.field.isEmpty) askForStrokes();
  else changeSign(sendStrokes);
}

async function changeSign(change) {
  const mine = visit;
  const { sign } = mine.entry;
  if (mine.taking) return;
  mine.taking = true;
  const before = sign.standing;
  sign.failed = false;
  paint(false);
  byId("live").textContent = say("common.wait_a_moment");
  await change(sign);
  mine.taking = false;
  paint(before !== sign.standing);
  byId("live").textContent = sign.failed ? "" : say(`sign.${sign.standing}.title`);
}

function openHelp() {
  visit.help = newHelp();
  paint(true);
}

function leaveHelp() {
  if (!visit.result && !visit.look && !visit.pickUp) return reset();
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
  } else if (visit.entry?.sign?.standing && visit.entry.sign.standing !== "open") {
    idle.watch({ quiet: 0, countdown: timing.result });
  } else if (visit.service || visit.entry || visit.look || visit.pickUp || currentLanguage() !== defaultLanguage) {
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
  if (!visit.service && !visit.entry && !visit.look && !visit.pickUp && !visit.help) {
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
document.addEventListener("keydown", (event) => keys.press(event), true);
document.addEventListener("click", clicked, true);
for (const name of ["contextmenu", "dragstart"]) document.addEventListener(name, (event) => event.preventDefault());
setLanguage(defaultLanguage);
paint(true);
poll();
