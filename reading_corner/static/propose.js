// A guardian hands a child to the office, and may take it back while this page stands. Nothing stays here.

const sentences = JSON.parse(document.getElementById("sentences").textContent);
const form = document.getElementById("wish");
const undo = document.getElementById("undo");
const result = document.getElementById("result");
const SECONDS = 15;
let key = null;

function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16)); // randomUUID is not there without TLS
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

async function send(path, body) {
  const answer = await fetch(path, {
    method: "POST",
    headers: { "Content-Type": "application/json", "Idempotency-Key": newId() },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(SECONDS * 1000),
  });
  return { ok: answer.ok, told: await answer.json() };
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
  const sent = await send("/api/proposals", told).catch(() => ({ ok: false }));
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
  const sent = await send("/api/proposals/withdraw", { key }).catch(() => ({ ok: false }));
  if (!sent.ok) {
    say(sent.told);
    return;
  }
  key = null;
  undo.hidden = true;
  form.hidden = false;
  result.textContent = sentences.withdrawn;
});
