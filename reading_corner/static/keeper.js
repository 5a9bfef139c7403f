// Every page of a keeper: no page stays in the history, and a pause signs out and brings the child's start back.

import { readableTimes, send } from "./keeper_asking.js";
import { TOUCHES, endWhenQuiet, replacePages } from "./quiet.js";

const STAY_EVERY = 20_000;
let isTouched = false;

async function leave() {
  window.dispatchEvent(new Event("quiet"));
  const { ok } = await send("DELETE", "/keeper/api/session");
  if (ok) location.replace("/");
}

/** Signs out; while the program is away, what was looked at is hidden, but for a stock-take that goes on. */
function wipe() {
  document.querySelector("main").hidden = document.getElementById("stocktake") === null;
  return leave();
}

/** Whoever types for long asks the corner for nothing, and is there all the same. */
function stay() {
  if (isTouched) fetch("/keeper/api/session").catch(() => null);
  isTouched = false;
}

document.getElementById("sign-out")?.addEventListener("click", leave);
for (const kind of TOUCHES) document.addEventListener(kind, () => (isTouched = true), { capture: true, passive: true });
setInterval(stay, STAY_EVERY);
readableTimes(document);
replacePages();
endWhenQuiet(wipe);
