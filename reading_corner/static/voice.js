// Plays what the corner reads aloud: a clip is asked for until it is made, and its lack is told by a sign.

const PAUSE = 400;
const PATIENCE = 30_000;
const MADE = 200;
const BEING_MADE = 202;

const sound = new Audio();
const sign = document.getElementById("no-voice");
let asked = 0;

/** Whether something is being read. */
export const isReading = () => !sound.paused;

/** Ends what is being read. */
export function stop() {
  asked += 1;
  sound.pause();
}

/** Reads the clip of this button; touched again while it is reading, it stops. */
export async function talk(button) {
  const wasReading = button.getAttribute("aria-pressed") === "true";
  stop();
  tell(button, false);
  if (wasReading) return;
  const mine = asked;
  sign.hidden = true;
  tell(button, true);
  const isThere = await made(button.dataset.clip, mine);
  if (mine !== asked) return;
  if (isThere && (await played(button.dataset.clip, button))) return;
  tell(button, false);
  sign.hidden = false;
}

async function made(clip, mine) {
  const until = performance.now() + PATIENCE;
  while (mine === asked && performance.now() < until) {
    const status = await fetch(clip, { method: "HEAD" }).then((answer) => answer.status, () => 0);
    if (status === MADE) return true;
    if (status !== BEING_MADE) return false;
    await new Promise((resolve) => setTimeout(resolve, PAUSE));
  }
  return false;
}

async function played(clip, button) {
  sound.src = clip;
  sound.onended = () => tell(button, false);
  return sound.play().then(() => true, () => false);
}

const tell = (button, isReading) => button.setAttribute("aria-pressed", String(isReading));
