// Every page of a keeper: no page stays in the history, and a pause signs out and brings the child's start back.

import { readableTimes, send } from "./keeper_asking.js";
import { endWhenQuiet, replacePages } from "./quiet.js";

async function leave() {
  window.dispatchEvent(new Event("quiet"));
  const { ok } = await send("DELETE", "/keeper/api/session");
  if (ok) location.replace("/");
}

document.getElementById("sign-out")?.addEventListener("click", leave);
readableTimes(document);
replacePages();
endWhenQuiet(leave);
