// A guardian hands a child to the office, and may take it back while this page stands. Nothing stays here.

import { newId } from "./request_id.js";

const sentences = JSON.parse(document.getElementById("sentences").textContent);
const form = document.getElementById("wish");
const undo = document.getElementById("undo");
const result = document.getElementById("result");
const SECONDS = 15;
const opened = performance.now();
let key = null;
let unsure = null; // a write that nobody answered for: sent again, it is the same one

/** The instant of now by the office's clock: that of the tablet may be wrong. */
const instant = () => new Date(Date.parse(form.dataset.now) + performance.now() - opened).toISOString();

async function send(path, body, attempt) {
  const answer = await fetch(path, {
    method: "POST",
    headers: { "Content-Type": "application/json", "Idempotency-Key": attempt.id },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(SECONDS * 1000),
  });
  return { ok: answer.ok, isSure: answer.status < 500, told: await answer.json() };
}

async function propose(told) {
  const wish = JSON.stringify(told);
  if (unsure?.wish !== wish) unsure = { wish, id: newId(), given_at: instant() };
  const sent = await send("/api/proposals", { ...told, given_at: unsure.given_at }, unsure).catch(() => ({ ok: false }));
  if (sent.isSure) unsure = null;
  return sent;
}

function say(told) {
  const cause = String(told?.type ?? "").split(/[/:]/).at(-1).replaceAll("-", "_");
  result.textContent = sentences[cause] ?? sentences.other;
}

function lacking() {
  return [...form.querySelectorAll("[required]")].find((field) => !field.value.trim());
}

form?.addEventListener("submit", async (event) => {
  event.preventDefault();
  const first = lacking();
  if (first) {
    result.textContent = sentences.missing;
    first.focus();
    return;
  }
  if (!form.agreed.checked) {
    result.textContent = sentences.not_agreed;
    form.agreed.focus();
    return;
  }
  const told = { ...Object.fromEntries(new FormData(form)), agreed: true };
  form.send.disabled = true;
  const sent = await propose(told);
  form.send.disabled = false;
  if (!sent.ok) {
    say(sent.told);
    return;
  }
  key = sent.told.key;
  form.reset();
  form.hidden = true;
  undo.hidden = false;
  result.textContent = sentences.taken;
});

undo?.addEventListener("click", async () => {
  const sent = await send("/api/proposals/withdraw", { key }, { id: newId() }).catch(() => ({ ok: false }));
  if (!sent.ok) {
    say(sent.told);
    return;
  }
  key = null;
  undo.hidden = true;
  form.hidden = false;
  result.textContent = sentences.withdrawn;
});
