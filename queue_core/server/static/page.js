// What the pages of a ticket and of an appointment share: their language, their words, their parts by id.
"use strict";

const { key, zone, phone } = document.body.dataset;
const catalogues = JSON.parse(document.body.dataset.sentences);
const firstLanguage = document.documentElement.lang;
const byId = (id) => document.getElementById(id);

function language() {
  const asked = location.hash.slice(1);
  return asked in catalogues ? asked : firstLanguage;
}

function say(name, values = {}) {
  return catalogues[language()][name].replace(/\{(\w+)\}/g, (_, value) => values[value]);
}

function show(id, text) {
  const node = byId(id);
  node.hidden = !text;
  if (text && node.textContent !== text) node.textContent = text;
}

/** Says in which language the page is; `label` names the choice for who does not see it. */
function paintLanguages(label) {
  document.documentElement.lang = language();
  for (const link of byId("languages").children) {
    if (link.hash.slice(1) === language()) link.setAttribute("aria-current", "true");
    else link.removeAttribute("aria-current");
  }
  byId("languages").setAttribute("aria-label", label);
}
