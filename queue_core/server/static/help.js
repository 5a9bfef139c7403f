// Help for the family: asked for by a touch, and how far it is. ticket.js paints it with everything else.
"use strict";

const HELP_TROUBLE = { 409: "help.not_today", 429: "help.too_often" };
let helpTrouble = null; // the key of what went wrong
let helpPainted = null;

const helpKinds = () => JSON.parse(document.body.dataset.help);

function helpName(key) {
  const kind = helpKinds().find((one) => one.key === key);
  return kind?.name[language()] ?? Object.values(kind?.name ?? { key })[0];
}

/** Written anew only when something changed, so that a finger never meets another button than it saw. */
function paintHelp() {
  const offered = page !== null && !gone && helpKinds().length > 0;
  byId("help").hidden = !offered;
  show("help-trouble", helpTrouble && say(helpTrouble));
  const now = JSON.stringify([language(), page?.help ?? []]);
  if (!offered || now === helpPainted) return;
  helpPainted = now;
  byId("help-title").textContent = say("help.title");
  byId("help-asked").replaceChildren(...page.help.map(helpAsked));
  const asked = new Set(page.help.map((one) => one.kind));
  const left = helpKinds().filter((kind) => !asked.has(kind.key));
  byId("help-offer").hidden = left.length === 0;
  byId("help-kinds").replaceChildren(...left.map((kind) => helpButton(helpName(kind.key), () => sendHelp("", kind.key))));
}

function helpAsked(one) {
  const item = document.createElement("li");
  const words = document.createElement("p");
  const kind = document.createElement("strong");
  kind.textContent = helpName(one.kind);
  words.setAttribute("role", "status");
  words.append(kind, document.createElement("br"), say(`help.${one.state}`));
  item.dataset.state = one.state;
  item.append(words, helpButton(say("help.withdraw"), () => sendHelp("/withdraw", one.kind)));
  return item;
}

function helpButton(words, press) {
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = words;
  button.addEventListener("click", press);
  return button;
}

/** The office's network may be plain HTTP, where crypto.randomUUID is not there. */
const helpRequestId = () => Array.from(crypto.getRandomValues(new Uint32Array(4)), (part) => part.toString(16)).join("-");

async function sendHelp(path, kind) {
  try {
    const answer = await fetch(`/api/v1/pages/${encodeURIComponent(key)}/help${path}`, {
      method: "POST",
      headers: { "Content-Type": "application/json", "Idempotency-Key": `help-${helpRequestId()}` },
      body: JSON.stringify({ kind }),
    });
    helpTrouble = answer.ok ? null : troubleOf(answer, HELP_TROUBLE[answer.status] ?? "help.failed");
    if (answer.ok) {
      const { help } = await answer.json(); // first: what the socket tells meanwhile must not be taken back
      page = { ...page, help };
      byId("help-offer").open = false;
    }
  } catch {
    helpTrouble = "help.failed";
  }
  paint();
}
