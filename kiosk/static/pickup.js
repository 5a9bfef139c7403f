// What a family came to fetch: named by its slip or its register number, told as it is, in words and a picture.

import { button, el, heading, picture } from "./dom.js";
import { keypad } from "./entry.js";
import { helpButton } from "./help.js";
import { say } from "./words.js";

const SECONDS = 8;
const MOST_DIGITS = 6;
const YEAR_DIGITS = 4;
const SLIP = /^kerak[^0-9a-z]/i;
const NUMBER = /^\d+\/\d{4}$/;
const AWAY = { standing: "away" };
const PICTURES = {
  ready: "card-ready",
  in_work: "clock",
  handed_over: "card-gone",
  ask: "service-helper",
  unknown: "no-slip",
  too_many: "no-slip",
  away: "unplugged",
};

/** Whether what was scanned, or typed as quickly, is a pick-up slip or a number as it is printed there. */
export const isPickUp = (scanned) => SLIP.test(scanned.trim()) || NUMBER.test(scanned.trim());

/** By the office's own day; by the clock of this machine while that is not known. */
export function newPickUp(today) {
  const year = Number((today ?? new Date().toISOString()).slice(0, 4));
  return { digits: "", years: [year, year - 1], year, typedYear: null, named: null, asking: false, answer: null };
}

/** The large button that leads here; null where the office keeps no files, or only the core, which is away, knows. */
export function pickUpButton(office, state, open) {
  if (!office.keeps_files || state.standing === "alone") return null;
  return button("entry-offer", open, [picture("card-ready"), say("pick_up.offer")]);
}

export function pickUpScreen(pickUp, office, actions) {
  if (pickUp.asking) return el("div", { class: "page closed" }, picture("slip"), heading(say("common.wait_a_moment")));
  return pickUp.answer ? answerScreen(pickUp.answer, office, actions) : numberScreen(pickUp, actions);
}

function numberScreen(pickUp, actions) {
  const parts = [
    heading(say("pick_up.title")),
    el("p", { id: "pick-up-text", role: "status" }, say("pick_up.text")),
    el("p", { id: "register", role: "img" }),
    el("div", { class: "years", role: "group", "aria-label": say("pick_up.year") }, pickUp.years.map(yearOf(actions))),
  ];
  const screen = el(
    "div",
    { class: "page entry" },
    el("div", { class: "typed" }, parts),
    keypad(actions, strokeKey(actions)),
    el(
      "div",
      { class: "actions" },
      button("quiet", actions.leave, picture("back"), say("common.back")),
      button("primary", actions.send, say("pick_up.send")),
    ),
  );
  mark(pickUp, screen);
  return screen;
}

/** Before the year of a number that is older than the years that can be touched. */
function strokeKey(actions) {
  const key = button("digit", () => actions.digit("/"), "/");
  key.setAttribute("aria-label", say("pick_up.stroke"));
  return key;
}

const yearOf = (actions) => (year) => {
  const node = button("year", () => actions.year(year), String(year));
  node.dataset.year = year;
  return node;
};

/** Shows the number so far, and of which year it is. */
function mark(pickUp, within = document) {
  const shown = within.querySelector("#register");
  if (shown === null) return;
  const year = yearNamed(pickUp);
  shown.textContent = `${pickUp.digits || "–"}/${year.padEnd(YEAR_DIGITS, "–")}`;
  shown.setAttribute("aria-label", `${say("pick_up.number")}: ${pickUp.digits}/${year}`);
  for (const node of within.querySelectorAll("[data-year]")) {
    node.setAttribute("aria-pressed", String(node.dataset.year === year));
  }
}

const yearNamed = ({ typedYear, year }) => typedYear ?? String(year);

/** Takes a digit, or the stroke after which the year is typed. */
export function press(pickUp, key) {
  const { digits, typedYear } = pickUp;
  if (key === "/") change(pickUp, { typedYear: typedYear ?? "" });
  else if (typedYear === null) change(pickUp, { digits: (digits + key).slice(0, MOST_DIGITS) });
  else change(pickUp, { typedYear: (typedYear + key).slice(0, YEAR_DIGITS) });
}

/** Takes the last key back; the stroke once no digit stands after it. */
export function takeBack(pickUp) {
  const { digits, typedYear } = pickUp;
  if (typedYear === null) change(pickUp, { digits: digits.slice(0, -1) });
  else change(pickUp, { typedYear: typedYear ? typedYear.slice(0, -1) : null });
}

export const chooseYear = (pickUp, year) => change(pickUp, { year, typedYear: null });

/** Takes what was typed or touched, while a number is asked for. */
function change(pickUp, changed) {
  if (pickUp.asking || pickUp.answer) return;
  Object.assign(pickUp, changed);
  mark(pickUp);
}

/** The number as it was typed; null, and a word about it, while it is not whole. */
export function typed(pickUp) {
  const year = yearNamed(pickUp);
  if (pickUp.digits && year.length === YEAR_DIGITS) return `${pickUp.digits}/${year}`;
  const words = document.getElementById("pick-up-text");
  if (words) words.textContent = say(pickUp.digits ? "pick_up.year_short" : "pick_up.none_typed");
  return null;
}

function answerScreen({ standing }, office, actions) {
  const collect = standing === "ready" && office.services.find(({ key }) => key === office.collect_service);
  const next = {
    ready: collect && [() => actions.collect(collect), "pick_up.collect"],
    unknown: [actions.anew, "entry.again"],
    away: [actions.again, "result.again"],
  }[standing];
  return el(
    "div",
    { class: `page closed pick-up ${standing}` },
    picture(PICTURES[standing]),
    heading(say(`pick_up.${standing}.title`)),
    el("p", {}, say(collect ? "pick_up.ready.collect" : `pick_up.${standing}.text`)),
    el(
      "div",
      { class: "actions" },
      button(next ? "quiet" : "primary", actions.leave, say("look.leave")),
      helpButton(office, actions.help, say("help.offer_short")),
      next ? button("primary", next[0], say(next[1])) : null,
    ),
  );
}

/** How far it is. */
export async function lookAtPickUp(pickUp) {
  try {
    const response = await fetch("/api/pick-up", {
      method: "POST",
      headers: { "Content-Type": "application/json", "Idempotency-Key": crypto.randomUUID() },
      body: JSON.stringify({ text: pickUp.named }),
      signal: AbortSignal.timeout(SECONDS * 1000),
    });
    const answer = await response.json();
    return answer.standing ? answer : AWAY;
  } catch {
    return AWAY;
  }
}
