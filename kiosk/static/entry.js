// What a family types or lets scan: the screen with the digits, and the keys behind it. What came of it is a result.

import { button, el, heading, picture } from "./dom.js";
import { servedNumbers } from "./look.js";
import { signButton } from "./sign.js";
import { say } from "./words.js";

export const CODE_DIGITS = 6;
const SCAN_GAP = 100; // milliseconds between two characters of a scanner; no hand is so fast
const KEYS = ["1", "2", "3", "4", "5", "6", "7", "8", "9"];

/** `sign` is what is known of a signature, where the digits are to lead to one. */
export const newEntry = (sign = null) => ({ digits: "", text: null, requestId: null, sign });

/** The large button that leads here. */
export function entryButton(open) {
  return button("entry-offer", open, [picture("slip"), say("entry.offer")]);
}

const takesAppointments = (office) => office.services.some((service) => service.appointments);

export function entryScreen({ office, state }, entry, actions) {
  const back = button("quiet", actions.back, picture("back"), say("common.back"));
  if (entry.sign) return codeScreen("sign.code", null, [back], actions);
  const served = servedNumbers(state.served, actions.look);
  const ways = [back, signButton(office, actions.sign)];
  return takesAppointments(office) ? codeScreen("entry", served, ways, actions) : numbersScreen(served, ways);
}

function numbersScreen(served, ways) {
  const parts = [heading(say("entry.number_title")), el("p", {}, say("entry.number_text")), served];
  return el("div", { class: "page entry" }, el("div", { class: "typed" }, parts), el("div", { class: "actions" }, ways));
}

function codeScreen(words, served, ways, actions) {
  const send = button("primary", actions.send, say("entry.send"));
  send.id = "send";
  return el(
    "div",
    { class: "page entry" },
    el(
      "div",
      { class: "typed" },
      heading(say(`${words}.title`)),
      el("p", { id: "entry-text", role: "status" }, say(`${words}.text`)),
      el("p", { id: "code", role: "img" }),
      served,
    ),
    keypad(actions),
    el("div", { class: "actions" }, ways, send),
  );
}

/** The ten digits, the key that takes one back, and one more where it is needed. */
export function keypad(actions, last = el("span", {})) {
  const digit = (key) => button("digit", () => actions.digit(key), key);
  const erase = button("digit erase", actions.erase, say("entry.erase"));
  erase.setAttribute("aria-label", say("entry.delete"));
  return el("div", { class: "keypad" }, KEYS.map(digit), erase, digit("0"), last);
}

/** Shows the digits so far, and whether they are on their way. */
export function markEntry(entry, sending) {
  const code = document.getElementById("code");
  if (code === null) return;
  const shown = entry.digits.padEnd(CODE_DIGITS, "–");
  code.textContent = `${shown.slice(0, 3)} ${shown.slice(3)}`;
  code.setAttribute("aria-label", `${say("entry.code")}: ${entry.digits}`);
  const send = document.getElementById("send");
  send.textContent = say(sending ? "entry.sending" : "entry.send");
  send.setAttribute("aria-disabled", String(sending));
}

/** Says that digits are missing. */
export function askForDigits({ sign }) {
  document.getElementById("entry-text").textContent = say(sign ? "sign.code.none_typed" : "entry.none_typed");
}

/** Hears the keys of a keyboard and of a scanner, which types quickly and ends with Enter. */
export class Keys {
  /** `digit` (also of a stroke) and `erase` are told of single keys, `enter` of an Enter after them, `scanned` of a whole text. */
  constructor(told) {
    this.told = told;
    this.text = "";
    this.last = -Infinity;
  }

  press(event) {
    const now = performance.now();
    if (now - this.last > SCAN_GAP) this.text = "";
    if (event.key === "Enter") this.enter(event);
    else if (event.key === "Backspace") this.told.erase();
    else if (event.key.length === 1 && !event.ctrlKey && !event.altKey && !event.metaKey) this.add(event.key);
    this.last = now;
  }

  add(character) {
    this.text += character;
    if (/^[\d/]+$/.test(this.text)) this.told.digit(character);
  }

  enter(event) {
    const scanned = this.text;
    this.text = "";
    if (scanned.length >= CODE_DIGITS) {
      event.preventDefault(); // else Enter would press the button that has the focus
      this.told.scanned(scanned);
    } else if (!(event.target instanceof HTMLButtonElement)) this.told.enter();
  }
}
