// What every page of the corner does of itself: none stays in the history, and quiet ends it.

export const TOUCHES = ["pointerdown", "keydown", "touchstart"];

/** The next page takes the place of this one, so that nothing leads back to what somebody looked at. */
export function replacePages() {
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href]:not([download])");
    if (!link || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    location.replace(link.href);
  });
}

/** Calls `end` once nobody has touched anything for the page's seconds, and every second from then on. */
export function endWhenQuiet(end, isBusy = () => false) {
  let touched = performance.now();
  for (const kind of TOUCHES) {
    document.addEventListener(kind, () => (touched = performance.now()), { capture: true, passive: true });
  }
  setInterval(() => {
    if (isBusy()) touched = performance.now();
    if (performance.now() - touched >= Number(document.body.dataset.idle) * 1000) end();
  }, 1000);
}
