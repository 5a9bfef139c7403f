// Live picture, countdown, one picture to the console. The token of the address is good for that one.

import { by, camera, start, stop, tell, token } from "./live.js";

const SECONDS = 3;
const SIZE = { width: { ideal: 1920 }, height: { ideal: 1080 } };

const { width, height } = document.body.dataset;
const [live, taken, count] = ["live", "taken", "count"].map(by);
const [take, retake, use] = ["take", "retake", "use"].map(by);

function show({ picture, busy = false }) {
  taken.hidden = !picture;
  live.hidden = picture;
  take.hidden = picture;
  retake.hidden = use.hidden = !picture;
  take.disabled = busy || camera.stream === null;
  retake.disabled = use.disabled = busy;
}

async function begin(deviceId) {
  const starting = start(SIZE, deviceId);
  show({ picture: false });
  if (!(await starting)) return;
  tell("ready");
  show({ picture: false });
  take.focus();
}

const second = () => new Promise((done) => setTimeout(done, 1000));

async function countDown() {
  const mine = camera.turn;
  show({ picture: false, busy: true });
  count.hidden = false;
  for (let left = SECONDS; left > 0; left -= 1) {
    count.textContent = left;
    tell("counting", { left });
    await second();
  }
  count.hidden = true;
  if (mine !== camera.turn) return;
  taken.width = live.videoWidth;
  taken.height = live.videoHeight;
  taken.getContext("2d").drawImage(live, 0, 0);
  tell("look");
  show({ picture: true });
  use.focus();
}

async function send() {
  show({ picture: true, busy: true });
  tell("sending");
  const body = await new Promise((done) => taken.toBlob(done, "image/jpeg", 0.95));
  try {
    const answer = await fetch("/picture", { method: "POST", headers: { "X-Camera-Token": token }, body });
    if (answer.ok) return finish("sent");
    if (answer.status === 403 || answer.status === 410) return finish("over");
  } catch {
    // the console is gone, or has closed the page
  }
  tell("not_sent", {}, true);
  show({ picture: true });
}

function finish(key) {
  stop();
  by("acts").hidden = by("which").hidden = true;
  tell(key, {}, key !== "sent");
}

by("stage").style.aspectRatio = `${width} / ${height}`;
take.addEventListener("click", countDown);
use.addEventListener("click", send);
retake.addEventListener("click", () => {
  tell("ready");
  show({ picture: false });
  take.focus();
});
by("cameras").addEventListener("change", (event) => begin(event.target.value));
if (token) begin();
else finish("over");
