// A family's own number at the kiosk: how its ticket is, and the objection to a service that took too long.

import { button, el, heading, picture } from "./dom.js";
import { helpButton } from "./help.js";
import { count, say, text } from "./words.js";

const SECONDS = 8;
const NEAR_BEFORE = 2; // as `reading_corner/rules/calling.py` has it
const AWAY = { standing: "away", ticket: null, objection: null };
const TICKET_PAGE = /t[^0-9a-z][0-9a-f]{20}$/i;

/** Whether what was scanned is the slip of a ticket. */
export const isSlip = (scanned) => TICKET_PAGE.test(scanned.trim());

/** The request id is the visit's own, so that fifty taps are one objection. */
export const newLook = (named) => ({ named, requestId: crypto.randomUUID(), answer: null, sending: false, failed: false });

/** The numbers that a family may touch instead of typing: those whose service has begun. */
export function servedNumbers(numbers, look) {
  if (!numbers.length) return null;
  const one = (number) => button("served", () => look(number), number);
  return el(
    "section",
    { class: "own-number" },
    el("h2", {}, say("look.served")),
    el("div", { class: "list" }, numbers.map(one)),
  );
}

export function lookScreen(look, office, actions) {
  const { answer } = look;
  if (answer === null) return el("div", { class: "page closed" }, picture("slip"), heading(say("common.wait_a_moment")));
  const found = answer.standing === "found";
  const retry = answer.standing === "away" ? button("primary", actions.again, say("result.again")) : null;
  return el(
    "div",
    { class: `page look ${found ? "" : "closed"}` },
    found ? ticketParts(look, actions) : notFound(answer),
    el(
      "div",
      { class: "actions" },
      button(retry || mayObject(answer) ? "quiet" : "primary", actions.leave, say("look.leave")),
      helpButton(office, actions.help, say("help.offer_short")),
      retry,
    ),
  );
}

const notFound = ({ standing }) => [
  picture(standing === "away" ? "unplugged" : "no-slip"),
  heading(say(`look.${standing}.title`)),
  el("p", {}, say(`look.${standing}.text`)),
];

function ticketParts(look, actions) {
  const { ticket } = look.answer;
  return el(
    "div",
    { class: "own" },
    el(
      "section",
      { class: "ticket" },
      heading([el("span", { class: "label" }, say("result.number")), " ", el("span", { class: "number" }, ticket.number)]),
      el("p", {}, text(ticket.service)),
      el("p", { class: "state" }, stateWords(ticket)),
      isNear(ticket) ? el("p", {}, say("look.near")) : null,
    ),
    objectionOf(look, actions),
  );
}

/** Whether it is time to bring a book back: the reading corner asks for it at the same place in the line. */
const isNear = ({ state, wait, ahead }) => state === "waiting" && wait !== null && ahead <= NEAR_BEFORE;

function stateWords(ticket) {
  if (ticket.state === "waiting") {
    return ticket.ahead === 0 ? say("ahead.none") : `${say("ahead.label")}: ${count("ahead", ticket.ahead)}`;
  }
  return say(`look.state.${ticket.state}`, { number: ticket.counter });
}

/** What is told of the objection: its state, or whether there is a reason for one. */
const objectionState = ({ ticket, objection }) => objection.state ?? (ticket.late ? "late" : "in_time");
const mayObject = (answer) => answer.standing === "found" && objectionState(answer) === "late";

function objectionOf(look, actions) {
  const { objection } = look.answer;
  const state = objectionState(look.answer);
  const send = button("primary", actions.object, say(look.sending ? "look.sending" : "look.object"));
  send.setAttribute("aria-disabled", String(look.sending));
  return el(
    "section",
    { class: `objection ${state}` },
    picture(state === "in_time" ? "clock" : "service-helper", "help"),
    el("p", { role: "status" }, say(`look.objection.${state}`)),
    objection.reason ? el("p", {}, say("look.reason", objection)) : null,
    look.failed ? el("p", { class: "failed", role: "alert" }, say("look.failed")) : null,
    mayObject(look.answer) ? send : null,
  );
}

async function told(path, look) {
  try {
    const response = await fetch(path, {
      method: "POST",
      headers: { "Content-Type": "application/json", "Idempotency-Key": look.requestId },
      body: JSON.stringify({ text: look.named }),
      signal: AbortSignal.timeout(SECONDS * 1000),
    });
    const answer = await response.json();
    return answer.standing ? answer : AWAY;
  } catch {
    return AWAY;
  }
}

export const lookAt = (look) => told("/api/look", look);
export const objectTo = (look) => told("/api/objection", look);
