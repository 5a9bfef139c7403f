// Books that are out, and who waits: one row less with each act, and a list that a number or code narrows.

import { askTwice, send, tell, tellWhy } from "./keeper_asking.js";

const filter = document.getElementById("filter");
const rows = [...document.querySelectorAll(".row")];
const none = document.getElementById("none");

function narrow() {
  const wanted = (filter?.value ?? "").trim().toUpperCase();
  for (const row of rows) row.hidden = row.isConnected && !(row.dataset.filter ?? "").toUpperCase().includes(wanted);
  none.hidden = rows.some((row) => row.isConnected && !row.hidden);
}

function onRow(button, path, what, done) {
  askTwice(button, async () => {
    const { ok, told } = await send("POST", path, what);
    if (!ok) {
      tellWhy(told);
      return;
    }
    tell(...done(told));
    button.closest(".row").remove();
    narrow();
  });
}

for (const button of document.querySelectorAll("[data-back]")) {
  const done = (told) => [told.keep ? "is_back_keep" : "is_back", { title: told.title }];
  onRow(button, "/api/returns", { copy_code: button.dataset.back }, done);
}
for (const button of document.querySelectorAll("[data-strike]")) {
  onRow(button, "/keeper/api/wishes/strike", { wish: Number(button.dataset.strike) }, () => ["struck"]);
}
filter?.addEventListener("input", narrow);
filter?.focus();
