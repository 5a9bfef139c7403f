// The three screens (and the one that says why there is none) as elements. They keep nothing.

import { button, el, heading, picture, qrCode } from "./dom.js";
import { entryButton } from "./entry.js";
import { helpButton } from "./help.js";
import { pickUpButton } from "./pickup.js";
import { count, endingWords, rupiah, say, text, whenWords } from "./words.js";

const page = (name, ...children) => el("div", { class: `page ${name}` }, children);

/** 1: the services as large tiles. */
export function startScreen(office, state, actions) {
  const tile = (service) => {
    const node = button("tile", () => actions.choose(service), [
      picture(`service-${service.icon}`, "service"),
      el("span", { class: "name" }, text(service.name)),
      el("span", { class: "waiting", "data-lane": service.lane }, waitingWords(state, service.lane)),
      el("span", { class: "offer" }, picture("clock"), el("span", { class: "words" })),
    ]);
    node.dataset.service = service.key;
    markOffer(node, state.offers[service.key]);
    return node;
  };
  return page(
    "start",
    el("div", { class: "title" }, heading(say("start.title")), el("p", {}, say("start.text"))),
    aloneNotice(state),
    el("div", { class: "tiles", "data-count": office.services.length }, office.services.map(tile)),
    el("div", { class: "offers" }, ownButton(state, actions.enter), pickUpButton(office, state, () => actions.pickUp()), helpButton(office, actions.help)),
  );
}

/** What a family has already, only the core knows. */
const ownButton = (state, enter) => (state.standing === "alone" ? null : entryButton(enter));

/** The core is away: the machine's own numbers are as good, and nothing more is to be done. */
const aloneNotice = (state) =>
  state.standing === "alone" ? el("p", { class: "alone", role: "status" }, picture("check"), el("span", {}, say("alone.notice"))) : null;

/** How many wait in a lane, and how long who comes now; nothing while the core, which alone knows, is away. */
export function waitingWords(state, lane) {
  if (state.standing === "alone") return "";
  const number = state.waiting[lane] ?? 0;
  const wait = state.waits[lane];
  if (number === 0) return say("waiting.none");
  return wait ? say("waiting.with_wait", { number, ...wait }) : count("waiting", number);
}

/** Whether a service gives no numbers now. One of which nothing is known is offered: the core has the last word. */
export const isShut = (offer) => Boolean(offer) && offer.standing !== "open";

/** Writes on a tile what is left, or when to come instead. */
export function markOffer(tile, offer) {
  const words = offerWords(offer);
  tile.classList.toggle("is-shut", isShut(offer));
  tile.querySelector(".offer").hidden = words === "";
  tile.querySelector(".words").textContent = words;
}

function offerWords(offer) {
  if (!offer) return "";
  if (!isShut(offer)) return offer.left === null ? "" : count("left", offer.left);
  if (!offer.come_at) return say(`offer.${offer.standing}`);
  return say(`offer.${offer.standing}_until`, { when: whenWords(offer.come_at) });
}

/** Instead of 1: the machine gives no numbers now, and says where to go. */
export function closedScreen(standing) {
  const hint = standing === "not_enrolled" ? el("p", { class: "small" }, say("not_enrolled.technician")) : null;
  const parts = [heading(say(`${standing}.title`)), el("p", {}, say(`${standing}.text`)), hint];
  return page("closed", picture(standing === "connecting" ? "service" : "unplugged"), parts);
}

/** 2: what to bring, what may be asked for, and the way to the number. */
export function serviceScreen(visit, office, actions) {
  const { service } = visit;
  const take = takeButton(visit.offer, actions.take);
  const facts = el("ul", { class: "facts" }, factsOf(service).map((fact) => el("li", {}, picture("check"), fact)));
  return page(
    "service",
    el(
      "div",
      { class: "title" },
      picture(`service-${service.icon}`, "service"),
      el("div", {}, heading(text(service.name)), facts),
    ),
    el(
      "div",
      { class: "choices" },
      papersOf(service),
      take && reasonsOf(visit, office, actions.reason),
    ),
    shutNotice(visit.offer),
    el(
      "div",
      { class: "actions" },
      button("quiet", actions.back, picture("back"), say("common.back")),
      take && childrenOf(visit, actions.children),
      take,
    ),
  );
}

function shutNotice(offer) {
  if (!isShut(offer)) return null;
  return el("p", { class: "shut", role: "status" }, picture("clock"), el("span", {}, offerWords(offer)));
}

/** The way to a number: of today, of the next day's list, or none. */
function takeButton(offer, take) {
  if (isShut(offer) && !offer.next_day_at) return null;
  const label = isShut(offer)
    ? say("service.take_next_day", { when: whenWords(offer.next_day_at) })
    : say("service.take");
  const node = button(isShut(offer) ? "primary long" : "primary", take, label);
  node.id = "take";
  node.dataset.label = label;
  return node;
}

/** Shows that the touch was felt; the button stays where it is and keeps the focus. */
export function showTaking(taking) {
  const node = document.getElementById("take");
  if (node === null) return;
  node.textContent = taking ? say("service.taking") : node.dataset.label;
  node.setAttribute("aria-disabled", String(taking));
}

function factsOf(service) {
  const fee = service.fee === 0 ? say("service.free") : say("service.fee", { amount: rupiah(service.fee) });
  return [doneIn(service.standard), fee];
}

function doneIn({ at_least: low, amount: high, unit }) {
  if (low !== null && low < high) return say(`done_in.${unit}.range`, { low, high });
  return count(`done_in.${unit}`, high);
}

function papersOf(service) {
  const byAge = service.papers_by_age;
  const list = (papers) =>
    el("ul", {}, papers.map((paper) => el("li", {}, picture("check"), el("span", {}, text(paper)))));
  const group = (ages, index) =>
    el(
      "div",
      { class: "card" },
      el("h3", {}, picture(index === 0 ? "age-youngest" : "age-older"), text(ages.name)),
      list(ages.papers),
    );
  const plain = service.papers.length ? list(service.papers) : el("p", {}, say("service.no_papers"));
  return el(
    "section",
    { class: "papers" },
    el("h2", {}, say(byAge.length ? "service.papers_by_age" : "service.papers")),
    el("div", { class: "groups" }, byAge.length ? byAge.map(group) : el("div", { class: "card" }, plain)),
  );
}

const MOST_CHILDREN = 9;

/** For how many children the one ticket is; one, where nothing is touched. */
function childrenOf(visit, choose) {
  if (!visit.service.asks_children) return null;
  const step = (by, sign, key) => {
    const node = button("step", () => choose(clamp(visit.children + by)), sign);
    node.setAttribute("aria-label", say(key));
    return node;
  };
  const words = el("p", { id: "children", role: "status" }, count("children", visit.children));
  const parts = [step(-1, "−", "children.fewer"), words, step(1, "+", "children.more")];
  return el("div", { class: "children", role: "group", "aria-label": say("children.title") }, parts);
}

const clamp = (number) => Math.min(Math.max(number, 1), MOST_CHILDREN);

/** Tells for how many children the ticket is. */
export function markChildren(number) {
  document.getElementById("children").textContent = count("children", number);
}

function reasonsOf(visit, office, choose) {
  const one = (reason) => {
    const node = button("reason", () => choose(reason.key), [
      picture(`reason-${reason.key}`, "reason"),
      el("span", {}, text(reason.name)),
      el("span", { class: "mark" }, picture("check")),
    ]);
    node.dataset.reason = reason.key;
    return node;
  };
  const section = el(
    "section",
    { class: "reasons" },
    el("h2", {}, say("reasons.title")),
    el("p", { id: "reasons-text", role: "status" }),
    el("div", { class: "list" }, office.reasons.map(one)),
  );
  markReason(visit.reason, section);
  return office.reasons.length ? section : null;
}

/** Marks the chosen reason, or none. */
export function markReason(chosen, within = document) {
  for (const node of within.querySelectorAll("[data-reason]")) {
    node.setAttribute("aria-pressed", String(node.dataset.reason === chosen));
  }
  within.querySelector("#reasons-text").textContent = say(chosen ? "reasons.chosen" : "reasons.text");
}

/** 3: the number, or why there is none. */
export function resultScreen(result, actions, office) {
  const closing = el("p", { id: "closing" });
  if (!result.number) return failedScreen(result, actions, closing);
  const printed = result.ending === "printed";
  return page(
    `result ${printed ? "printed" : "without-slip"}`,
    el(
      "div",
      { class: "answer" },
      el("section", { class: "ticket" }, numberHeading(result.number), slotWords(result), slipWords(result, printed)),
      el(
        "section",
        { class: "next" },
        whereTo(result),
        placeOf(result),
        el("div", { class: "phone" }, qrCode(result.qr, say("result.qr")), el("p", {}, say(result.ahead === null && !result.come_at ? "alone.phone" : "result.phone"))),
      ),
    ),
    el(
      "div",
      { class: "actions" },
      closing,
      helpButton(office, actions.help, say("help.offer_short")),
      button("primary", actions.finish, say("result.finish")),
    ),
  );
}

/** How many are ahead and how long it may take; of a number of the machine's own that is not known yet. */
function placeOf(result) {
  if (result.come_at) return null;
  if (result.ahead === null) return el("p", { class: "later" }, say("alone.later"));
  return el("dl", {}, fact(say("ahead.label"), aheadWords(result.ahead)), ...waitFacts(result.wait));
}

function whereTo(result) {
  if (!result.come_at) return el("p", { class: "where" }, picture("garden"), el("span", {}, say("result.where")));
  const words = say("result.come", { when: whenWords(result.come_at) });
  return el("p", { class: "where come" }, picture("clock"), el("span", {}, words));
}

function numberHeading(number) {
  const node = heading([el("span", { class: "label" }, say("result.number")), " "]);
  node.append(el("span", { class: "number" }, number));
  return node;
}

function slotWords({ slot_at: at }) {
  return at ? el("p", { class: "slot-at" }, say("slot.at", { when: whenWords(at) })) : null;
}

function slipWords(result, printed) {
  const staff = printed ? null : el("p", {}, say(result.reported ? "result.reported" : "result.tell_staff"));
  return el(
    "div",
    { class: "slip" },
    picture(printed ? "slip" : "no-slip"),
    el("div", {}, el("h2", {}, endingWords(result, "title")), el("p", {}, endingWords(result, "text")), staff),
  );
}

const fact = (label, words) => el("div", {}, el("dt", {}, label), el("dd", {}, words));
const aheadWords = (ahead) => (ahead === 0 ? say("ahead.none") : count("ahead", ahead));
const minutes = (number) => say("wait.minutes", { number });

function waitFacts(wait) {
  if (wait === null) return [fact(say("wait.label"), say("wait.not_open"))];
  return [fact(say("wait.usually"), minutes(wait.half)), fact(say("wait.rarely"), minutes(wait.nine_in_ten))];
}

function failedScreen(result, actions, closing) {
  const when = result.come_at ? whenWords(result.come_at) : "";
  const anew = actions.anew ? button("primary", actions.anew, say("entry.again")) : null;
  const retry = result.ending === "core_away" ? button("primary", actions.again, say("result.again")) : anew;
  return page(
    "closed",
    picture(result.ending === "core_away" ? "unplugged" : "service-helper"),
    heading(endingWords(result, "title")),
    el("p", {}, endingWords(result, "text", { when })),
    el("div", { class: "actions" }, button("quiet", actions.finish, say("result.to_start")), retry),
    closing,
  );
}
