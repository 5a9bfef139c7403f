// The family's objection: the service took longer than its standard. Painted by ticket.js with the rest of the page.
"use strict";

const OBJECTION_AGAIN_MS = 15000;

let objection = null; // what the core knows of it; null until it was asked
let objectionFailed = null; // the key of what went wrong

function paintObjection() {
  const late = Boolean(page?.late) && !gone;
  byId("objection").hidden = !late || objection === null;
  if (byId("objection").hidden) return;
  show("objection-words", say(`objection.${objection.state ?? "late"}`));
  show("objection-reason", objection.reason && say("objection.reason", objection));
  show("objection-failed", objectionFailed && say(objectionFailed));
  show("object", objection.state === null && say("objection.object"));
}

async function tellObjection(options) {
  try {
    const answer = await fetch(`/api/v1/pages/${encodeURIComponent(key)}/objection`, options);
    objectionFailed = !answer.ok && options.method === "POST" ? troubleOf(answer, "objection.failed") : null;
    if (answer.ok) objection = await answer.json();
  } catch {
    objectionFailed = options.method === "POST" ? "objection.failed" : null;
  }
  paint();
}

function readObjection() {
  const settled = objection !== null && !["open", null].includes(objection.state);
  if (page?.late && !gone && !settled && !document.hidden) tellObjection({ cache: "no-store" });
}

/** The request id is the ticket's own, so that a second tap is the same objection. */
function object() {
  tellObjection({ method: "POST", headers: { "Idempotency-Key": `objection-${key}` } });
}

document.getElementById("object").addEventListener("click", object);
setInterval(readObjection, OBJECTION_AGAIN_MS);
