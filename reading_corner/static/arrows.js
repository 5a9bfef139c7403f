// Arrow keys walk to the nearest thing in their direction, as it stands on the screen.

const STEPS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
const ASIDE = 2; // a thing that lies aside counts as so much farther

const reachable = () => [...document.querySelectorAll("a[href], button, input, select")].filter((one) => one.offsetParent && !one.disabled);

function middle(one) {
  const box = one.getBoundingClientRect();
  return [box.x + box.width / 2, box.y + box.height / 2];
}

function distance(from, to, [right, down]) {
  const [x, y] = [to[0] - from[0], to[1] - from[1]];
  const ahead = x * right + y * down;
  const aside = Math.abs(x * down) + Math.abs(y * right);
  return ahead > 1 ? ahead + ASIDE * aside : Infinity;
}

/** What an arrow does by itself where one writes or chooses: that is left to it. */
function keepsArrow(here, [right]) {
  if (here.tagName === "SELECT" || here.type === "date") return true;
  return here.tagName === "INPUT" && here.type !== "checkbox" && right !== 0;
}

/** Moves the focus; without one, to the first thing of the page itself. */
export function walk(event) {
  const step = STEPS[event.key];
  const here = document.activeElement;
  if (!step || keepsArrow(here, step)) return;
  event.preventDefault();
  if (here === document.body) {
    document.querySelector("main a[href], main input, main button")?.focus();
    return;
  }
  const from = middle(here);
  const ranked = reachable()
    .filter((one) => one !== here)
    .map((one) => [distance(from, middle(one), step), one])
    .filter(([far]) => far < Infinity)
    .sort((one, other) => one[0] - other[0]);
  ranked[0]?.[1].focus();
}
