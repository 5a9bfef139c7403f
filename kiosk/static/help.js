// Help for whoever stands here: which kind, and how far it is. A module of its own beside the visit's screens.

import { button, el, heading, picture } from "./dom.js";
import { say, text } from "./words.js";

const SECONDS = 8;
const NOT_SENT = { standing: "not_sent", id: null };
export const newHelp = () => ({ kind: null, requestId: null, answer: null, sending: false });

/** The large button that leads here; null for an office that offers no help. */
export function helpButton(office, open, words = say("help.offer")) {
  if (!office.help.length) return null;
  return button("help-offer", open, [picture("help"), words]);
}

export function helpScreen(help, office, actions) {
  return help.answer ? askedScreen(help, office, actions) : kindsScreen(office, actions);
}

function kindsScreen(office, actions) {
  const tile = (kind) =>
    button("tile", () => actions.ask(kind.key), [
      picture(`help-${kind.icon}`, "help"),
      el("span", { class: "name" }, text(kind.name)),
    ]);
  return el(
    "div",
    { class: "page help" },
    el("div", { class: "title" }, heading(say("help.title")), el("p", {}, say("help.text"))),
    el("div", { class: "tiles" }, office.help.map(tile)),
    el("div", { class: "actions" }, button("quiet", actions.leave, picture("back"), say("common.back"))),
  );
}

function askedScreen(help, office, actions) {
  const { standing } = help.answer;
  const kind = office.help.find((one) => one.key === help.kind);
  const name = standing === "not_sent" ? null : el("p", { class: "kind" }, text(kind.name));
  const retry = standing === "not_sent" ? button("primary", () => actions.ask(help.kind), say("result.again")) : null;
  const cancel = standing === "asked" ? button("quiet", actions.withdraw, say("help.withdraw")) : null;
  const leave = button(retry ? "quiet" : "primary", actions.leave, say("help.leave"));
  return el(
    "div",
    { class: `page closed help ${standing}` },
    picture(standing === "not_sent" ? "unplugged" : `help-${kind.icon}`, "help"),
    name,
    heading(say(`help.${standing}.title`)),
    el("p", {}, say(`help.${standing}.text`)),
    el("div", { class: "actions" }, cancel, leave, retry),
    el("p", { id: "closing" }),
  );
}

async function told(path, options = {}) {
  try {
    const response = await fetch(path, { ...options, signal: AbortSignal.timeout(SECONDS * 1000) });
    const answer = await response.json();
    return answer.standing ? answer : NOT_SENT;
  } catch {
    return NOT_SENT;
  }
}

const post = (path, requestId, body) =>
  told(path, {
    method: "POST",
    headers: { "Content-Type": "application/json", "Idempotency-Key": requestId },
    body: JSON.stringify(body),
  });

/** Sent again with the same request id it is still one request. */
export const askHelp = (help, ticket) => post("/api/help", help.requestId, { kind: help.kind, ticket });

export const withdrawHelp = (help) => post(`/api/help/${help.answer.id}/withdraw`, crypto.randomUUID(), {});

/** How far it is; what was known stands when the machine does not answer. */
export async function lookAtHelp(help) {
  const fresh = await told(`/api/help/${help.answer.id}`);
  return fresh.id === null ? help.answer : fresh;
}
