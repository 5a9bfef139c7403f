// Frames to the console a few times a second; what it read, large; what to do when nothing is read.

import { by, camera, start, stop, tell, token } from "./live.js";

const PAUSE = 150; // milliseconds between an answer and the next frame
const WIDEST = 1920;
const SIZE = { width: { ideal: WIDEST }, height: { ideal: 1080 }, facingMode: { ideal: "environment" } };
const TIPS = ["nearer", "light", "type"];
const TIP_EVERY = 4000;
const GOES_AFTER = 3000;
const RIGHT = [[1320, 0.15]]; // tones: hertz and seconds
const WRONG = [[220, 0.35], [180, 0.5]];

const [live, read, serial, words] = ["live", "read", "serial", "outcome"].map(by);
const canvas = document.createElement("canvas");
const pen = canvas.getContext("2d", { alpha: false });
let sound = null;
let shown = 0; // the number of the outcome that is shown
let since = 0; // when something was last seen, or the camera began

async function begin(deviceId) {
  if (!(await start(SIZE, deviceId))) return;
  camera.stream.getVideoTracks()[0].addEventListener("ended", unplugged);
  since = performance.now();
  tell("ready");
  watch();
}

async function watch() {
  const mine = camera.turn;
  while (mine === camera.turn) {
    const answer = await ask(await frame());
    if (mine !== camera.turn) return;
    if (answer.over) return finish("over");
    heed(answer);
    await new Promise((done) => setTimeout(done, PAUSE));
  }
}

function frame() {
  const scale = Math.min(1, WIDEST / live.videoWidth);
  canvas.width = live.videoWidth * scale;
  canvas.height = live.videoHeight * scale;
  pen.drawImage(live, 0, 0, canvas.width, canvas.height);
  return new Promise((done) => canvas.toBlob(done, "image/jpeg", 0.85));
}

async function ask(body) {
  try {
    const answer = await fetch("/frame", { method: "POST", headers: { "X-Camera-Token": token }, body });
    if (answer.ok) return answer.json();
    return { over: answer.status === 403 || answer.status === 410, saw: "nothing" };
  } catch {
    return { over: true }; // the console is gone, or has closed the page
  }
}

function heed({ saw, serial: code, more, outcome }) {
  if (saw !== "nothing") since = performance.now();
  if (saw === "several" || saw === "no_serial") tell(saw, {}, true);
  if (saw === "again") tell("again");
  if (saw === "taken") {
    show(code, "", "taken");
    play(RIGHT);
    if (!more) return finish("sent");
    tell("taken");
  }
  if (outcome && outcome.number !== shown) {
    shown = outcome.number;
    show(outcome.serial, outcome.words, outcome.right ? "right" : "wrong");
    if (!outcome.right) play(WRONG);
  }
}

function show(code, told, kind) {
  read.hidden = false;
  serial.textContent = code;
  words.textContent = told;
  read.className = kind;
  const glow = `solid var(${kind === "wrong" ? "--alarm" : "--leaf"})`;
  read.animate([{ outline: `1.5rem ${glow}` }, { outline: `0 ${glow}` }], { duration: 700 });
}

function remind() {
  const steps = Math.floor((performance.now() - since) / TIP_EVERY);
  if (camera.stream && steps > 0) tell(TIPS[Math.min(steps, TIPS.length) - 1]);
}

function unplugged() {
  stop();
  tell("no_camera", {}, true);
}

function play(tones) {
  // where the browser wants a click first there is no sound; the page says it anyway
  sound ??= new AudioContext();
  sound.resume();
  let at = sound.currentTime;
  for (const [hertz, seconds] of tones) {
    const tone = new OscillatorNode(sound, { frequency: hertz });
    tone.connect(new GainNode(sound, { gain: 0.2 })).connect(sound.destination);
    tone.start(at);
    tone.stop((at += seconds));
  }
}

function finish(key) {
  stop();
  by("stage").hidden = by("which").hidden = true;
  tell(key, {}, key !== "sent");
  setTimeout(() => window.close(), GOES_AFTER); // a browser may refuse: then the words stay
}

by("cameras").addEventListener("change", (event) => begin(event.target.value));
setInterval(remind, 500);
if (token) begin();
else finish("over");
