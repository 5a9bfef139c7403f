// Every page of a child: no page stays in the history, arrows walk, the voice reads, and quiet wipes all.

import { walk } from "./arrows.js";
import { endWhenQuiet, replacePages } from "./quiet.js";
import { isReading, stop, talk } from "./voice.js";

const body = document.body;

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") location.replace(document.getElementById("back")?.href ?? body.dataset.home);
  if (event.key.startsWith("Arrow")) walk(event);
});

const listen = document.getElementById("listen");
listen?.addEventListener("click", () => talk(listen));

/** The start page takes the place of this one; while the program is away, what was looked at is hidden. */
async function wipe() {
  stop();
  document.querySelector("main").hidden = true;
  const answer = await fetch("/healthz").catch(() => null);
  if (answer?.ok) location.replace(body.dataset.home);
}

replacePages();
endWhenQuiet(wipe, isReading);
