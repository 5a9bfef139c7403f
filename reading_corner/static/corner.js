// Every page of a child: no page stays in the history, arrows walk, the voice reads, and quiet wipes all.

import { walk } from "./arrows.js";
import { isReading, stop, talk } from "./voice.js";

const body = document.body;
let touched = performance.now();

/** The next page takes the place of this one, so that nothing leads back to what somebody looked at. */
document.addEventListener("click", (event) => {
  const link = event.target.closest("a[href]");
  if (!link || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  location.replace(link.href);
});

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") location.replace(document.getElementById("back")?.href ?? body.dataset.home);
  if (event.key.startsWith("Arrow")) walk(event);
});

const listen = document.getElementById("listen");
listen?.addEventListener("click", () => talk(listen));

for (const kind of ["pointerdown", "keydown", "touchstart"]) {
  document.addEventListener(kind, () => (touched = performance.now()), { capture: true, passive: true });
}

/** The start page takes the place of this one; while the program is away, what was looked at is hidden. */
async function wipe() {
  stop();
  document.querySelector("main").hidden = true;
  const answer = await fetch("/healthz").catch(() => null);
  if (answer?.ok) location.replace(body.dataset.home);
}

setInterval(() => {
  if (isReading()) touched = performance.now();
  if (performance.now() - touched >= Number(body.dataset.idle) * 1000) wipe();
}, 1000);
