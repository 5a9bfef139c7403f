// A receiver signs here: the page that an officer opened, named by its digits or its QR. Whose it is, nobody here knows.

import { SigningField } from "/shared/strokes.js";
import { button, el, heading, picture } from "./dom.js";
import { helpButton } from "./help.js";
import { say } from "./words.js";

const SECONDS = 8;
const AWAY = { standing: "away" };
const WIDTH = 1000; // the field's own units, whatever its size on this panel
const HEIGHT = 400;
const SIGNATURE_PAGE = /s[^0-9a-z][0-9a-f]{20}$/i;

/** Whether what was scanned is the QR of a page to sign on. */
export const isSheet = (scanned) => SIGNATURE_PAGE.test(scanned.trim());

/** The request id is the visit's own, so that fifty taps are one signature. */
export const newSign = () => ({ requestId: crypto.randomUUID(), named: null, standing: null, field: null, failed: false });

/** The modest way here, beside the digits of an appointment. */
export const signButton = (office, open) =>
  office.keeps_files ? button("quiet sign-offer", open, picture("sign"), say("sign.offer")) : null;

export function signScreen(sign, sending, office, actions) {
  return sign.standing === "open" ? fieldScreen(sign, sending, actions) : toldScreen(sign.standing, office, actions);
}

function fieldScreen({ field, failed }, sending, actions) {
  field.canvas.setAttribute("aria-label", say("sign.field"));
  const send = button("primary", actions.send, say(sending ? "sign.sending" : "sign.send"));
  send.setAttribute("aria-disabled", String(sending));
  return el(
    "div",
    { class: "page signing" },
    el("div", { class: "title" }, heading(say("sign.open.title")), el("p", { id: "sign-text", role: "status" }, say("sign.open.text"))),
    el("div", { class: "field" }, field.canvas),
    failed ? el("p", { class: "failed", role: "alert" }, say("sign.failed")) : el("p", {}, say("sign.paper")),
    el(
      "div",
      { class: "actions" },
      button("quiet", actions.leave, picture("back"), say("common.back")),
      button("quiet", () => field.frozen || field.clear(), say("sign.clear")),
      send,
    ),
  );
}

function toldScreen(standing, office, actions) {
  const again = { away: [actions.again, "result.again"], unknown: [actions.anew, "entry.again"] }[standing];
  const retry = again ? button("primary", again[0], say(again[1])) : null;
  const leave = button(retry ? "quiet" : "primary", actions.leave, say(standing === "signed" ? "result.finish" : "result.to_start"));
  return el(
    "div",
    { class: `page closed signature ${standing}` },
    picture({ signed: "check", away: "unplugged" }[standing] ?? "service-helper"),
    heading(say(`sign.${standing}.title`)),
    el("p", {}, say(`sign.${standing}.text`)),
    el("div", { class: "actions" }, leave, helpButton(office, actions.help, say("help.offer_short")), retry),
    el("p", { id: "closing" }),
  );
}

/** Says that the field is empty. */
export function askForStrokes() {
  document.getElementById("sign-text").textContent = say("sign.empty");
}

const canvas = () => el("canvas", { id: "field", width: WIDTH, height: HEIGHT, role: "img" });

/** Looks for the page that was named, and lays a field ready where it is open. */
export async function findSheet(sign, named) {
  sign.named = named;
  const { standing } = await told("/api/signing/find", sign, {});
  if (standing === "open") sign.field = new SigningField(canvas());
  sign.standing = standing;
}

/** Sends what was drawn; while nobody knows whether it came, it stays to be sent again. */
export async function sendStrokes(sign) {
  sign.field.frozen = true;
  const { standing } = await told("/api/signing/sign", sign, { drawing: sign.field.drawing });
  sign.field.frozen = false;
  sign.failed = standing === "away";
  if (sign.failed) return;
  sign.standing = standing;
  sign.field = null;
}

async function told(path, sign, more) {
  try {
    const response = await fetch(path, {
      method: "POST",
      headers: { "Content-Type": "application/json", "Idempotency-Key": sign.requestId },
      body: JSON.stringify({ text: sign.named, ...more }),
      signal: AbortSignal.timeout(SECONDS * 1000),
    });
    const answer = await response.json();
    return answer.standing ? answer : AWAY;
  } catch {
    return AWAY;
  }
}
