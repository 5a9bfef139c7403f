// What the camera pages share: the officer's language, and the camera itself.

export const token = location.hash.slice(1);
export const by = (id) => document.getElementById(id);

const sentences = JSON.parse(document.body.dataset.sentences);
const wrongs = { NotAllowedError: "not_allowed", NotReadableError: "camera_busy" };
const [live, status] = ["live", "status"].map(by);
let language = document.documentElement.lang;
let now = ["starting"];

export const say = (key, blanks = {}) =>
  (sentences[language][key] ?? "").replace(/\{(\w+)\}/g, (_, name) => blanks[name] ?? "");

export function tell(key, blanks = {}, wrong = false) {
  now = [key, blanks, wrong];
  const words = say(key, blanks);
  if (status.textContent !== words) status.textContent = words;
  status.classList.toggle("wrong", wrong);
}

function retell() {
  document.documentElement.lang = language;
  document.title = say("title");
  for (const node of document.querySelectorAll("[data-say]")) node.textContent = say(node.dataset.say);
  for (const node of document.querySelectorAll("[data-label]")) {
    node.setAttribute("aria-label", say(node.dataset.label));
  }
  for (const button of document.querySelectorAll("[data-language]")) {
    button.setAttribute("aria-pressed", String(button.dataset.language === language));
  }
  tell(...now);
}

// `turn` grows with each start and with the end: who waits sees by it that the picture is no longer theirs.
export const camera = { stream: null, turn: 0 };

export function stop() {
  camera.turn += 1;
  camera.stream?.getTracks().forEach((track) => track.stop());
  camera.stream = null;
}

/** Starts the camera; false where it cannot, which is told, or where another start or a stop came between. */
export async function start(size, deviceId) {
  stop();
  const mine = camera.turn;
  tell("starting");
  try {
    const video = deviceId ? { ...size, deviceId: { exact: deviceId } } : size;
    const found = await navigator.mediaDevices.getUserMedia({ video });
    if (mine !== camera.turn) {
      found.getTracks().forEach((track) => track.stop());
      return false;
    }
    camera.stream = found;
    live.srcObject = found;
    await live.play();
    await list(found);
    return mine === camera.turn;
  } catch (error) {
    if (mine === camera.turn) tell(wrongs[error.name] ?? "no_camera", {}, true);
    return false;
  }
}

async function list(stream) {
  const cameras = (await navigator.mediaDevices.enumerateDevices()).filter((one) => one.kind === "videoinput");
  const mine = stream.getVideoTracks()[0].getSettings().deviceId;
  by("which").hidden = cameras.length < 2;
  by("cameras").replaceChildren(
    ...cameras.map((one, at) => new Option(one.label || at + 1, one.deviceId, false, one.deviceId === mine)),
  );
}

by("languages").addEventListener("click", (event) => {
  language = event.target.dataset.language ?? language;
  retell();
});
retell();
