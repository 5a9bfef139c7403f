// Lets the page of the stock-take open while the corner does not answer. It keeps that page and what it loads,
// nothing else, and every answer of the corner goes before what is kept. Its scope is the keeper's pages alone.

const SHELF = "stocktake-page";
const PAGES = ["id", "en", "jv"].map((language) => `/keeper/${language}/stocktake`);
const FILES = [
  "/shared/base.css",
  "/shared/atkinson-regular.woff2",
  "/shared/atkinson-bold.woff2",
  "/static/keeper.css",
  "/static/keeper.js",
  "/static/keeper_asking.js",
  "/static/keeper_scans.js",
  "/static/keeper_stocktake.js",
  "/static/quiet.js",
  "/static/request_id.js",
];

self.addEventListener("install", (event) => {
  event.waitUntil(caches.open(SHELF).then((shelf) => shelf.addAll([...PAGES, ...FILES])));
  self.skipWaiting();
});

self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

async function answerOf(request, path) {
  const shelf = await caches.open(SHELF);
  try {
    const answer = await fetch(request);
    if (answer.ok && !answer.redirected) await shelf.put(path, answer.clone());
    return answer;
  } catch {
    return (await shelf.match(path)) ?? Response.error();
  }
}

/** Another page of the keeper's; while the corner is away, the stock-take's takes its place. */
function pageOrStocktake(request, path) {
  const own = PAGES.find((page) => page.startsWith(path.split("/").slice(0, 3).join("/"))) ?? PAGES[0];
  return fetch(request).catch(() => Response.redirect(own));
}

self.addEventListener("fetch", (event) => {
  const path = new URL(event.request.url).pathname;
  if (event.request.method !== "GET") return;
  if ([...PAGES, ...FILES].includes(path)) event.respondWith(answerOf(event.request, path));
  else if (event.request.mode === "navigate") event.respondWith(pageOrStocktake(event.request, path));
});
