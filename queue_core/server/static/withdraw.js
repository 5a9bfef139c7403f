// The family goes home: its number is given up after a second touch. Painted by ticket.js with the rest.
"use strict";

const MAY_WITHDRAW = ["waiting", "parked"];
let withdrawFailed = null; // the key of what went wrong

function paintWithdraw() {
  byId("withdraw").hidden = !MAY_WITHDRAW.includes(state());
  show("withdraw-title", say("withdraw.title"));
  show("withdraw-words", say("withdraw.words"));
  show("withdraw-now", say("withdraw.now"));
  show("withdraw-failed", withdrawFailed && say(withdrawFailed));
}

/** The request id is the ticket's own, so that a second tap is the same word. */
async function withdraw() {
  const headers = { "Idempotency-Key": `withdraw-${key}` };
  try {
    const answer = await fetch(`/api/v1/pages/${encodeURIComponent(key)}/cancel`, { method: "POST", headers });
    withdrawFailed = answer.ok ? null : troubleOf(answer, "withdraw.failed");
    if (answer.ok) page = { ...page, ...(await answer.json()), seq: ownSeq(), place_seq: placeSeq() };
  } catch {
    withdrawFailed = "withdraw.failed";
  }
  paint();
}

document.getElementById("withdraw-now").addEventListener("click", withdraw);
