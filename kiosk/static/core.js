// Asks this machine's kiosk program. It answers, or counts as away: nothing here throws.

const SECONDS_FOR_STATE = 5;
const SECONDS_FOR_TICKET = 45;
const AWAY = { ending: "core_away", sentence: "ending.core_away" };
const REFUSED = { ending: "refused", sentence: "problem.other" };

const within = (seconds) => AbortSignal.timeout(seconds * 1000);

async function read(path) {
  const response = await fetch(path, { signal: within(SECONDS_FOR_STATE) });
  if (!response.ok) throw new Error(`${path}: ${response.status}`);
  return response.json();
}

/** Whether the start screen offers numbers: the core's, or the machine's own while the core is away. */
export const givesNumbers = ({ standing }) => standing === "ready" || standing === "alone";

/** The state with the office; the office is asked for again each time the machine begins to give numbers. */
export async function look(known) {
  try {
    const state = await read("/api/state");
    const fresh = givesNumbers(state) && known.state.standing !== state.standing;
    return { state, office: fresh ? await read("/api/office") : known.office };
  } catch {
    return { state: { ...known.state, standing: "core_away" }, office: known.office };
  }
}

/** How taking a ticket ended. The same request id may be sent any number of times. */
export const takeTicket = (requestId, wish) => visit("/api/tickets", requestId, wish);

/** How an arrival with an appointment ended, by what was typed or scanned. */
export const checkIn = (requestId, text, language) => visit("/api/check-in", requestId, { text, language });

async function visit(path, requestId, wish) {
  try {
    const response = await fetch(path, {
      method: "POST",
      headers: { "Content-Type": "application/json", "Idempotency-Key": requestId },
      body: JSON.stringify(wish),
      signal: within(SECONDS_FOR_TICKET),
    });
    const answer = await response.json();
    return answer.ending ? answer : REFUSED;
  } catch {
    return AWAY;
  }
}
