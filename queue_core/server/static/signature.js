// Sign here: one field, sent once. The page knows no name; it forgets what was drawn.

import { SigningField } from "/shared/strokes.js";

const GONE = [404, 422];

const field = new SigningField(byId("field"), paint);
let state = "loading";
let failed = false;
let lost = false;

function paint() {
  paintLanguages(say("signature.language"));
  document.title = say("signature.title");
  document.body.dataset.state = state;
  show("headline", say(`signature.state.${state}`));
  show("advice", state === "loading" ? "" : say(`signature.advice.${state}`));
  byId("signing").hidden = state !== "open";
  byId("field").setAttribute("aria-label", say("signature.field"));
  show("clear", say("signature.clear"));
  show("send", say("signature.send"));
  show("paper", say("signature.paper"));
  byId("clear").disabled = byId("send").disabled = field.isEmpty || field.frozen;
  show("failed", failed && say("signature.failed"));
  show("link", lost ? say("signature.lost") : "");
}

async function ask() {
  try {
    const answer = await fetch(`/api/v1/signatures/${encodeURIComponent(key)}`, { cache: "no-store" });
    lost = !answer.ok && !GONE.includes(answer.status);
    if (GONE.includes(answer.status)) state = "unknown";
    if (answer.ok) state = (await answer.json()).state;
  } catch {
    lost = true;
  }
  paint();
}

/** The request id is the page's own: sent again after a lost answer it is the same signature. */
async function send() {
  field.frozen = true;
  failed = false;
  paint();
  try {
    const answer = await fetch(`/api/v1/signatures/${encodeURIComponent(key)}`, {
      method: "POST",
      headers: { "Content-Type": "application/json", "Idempotency-Key": `sign-${key}` },
      body: JSON.stringify(field.drawing),
    });
    failed = !answer.ok;
    if (answer.ok) state = (await answer.json()).state;
  } catch {
    failed = true;
  }
  field.frozen = false;
  if (state === "signed") field.clear();
  else if (failed) await ask();
  paint();
}

byId("clear").addEventListener("click", () => field.clear());
byId("send").addEventListener("click", send);
addEventListener("hashchange", paint);
addEventListener("online", ask);

paint();
ask();
