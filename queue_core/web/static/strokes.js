// A field to sign in, shared by the phone's page and the kiosk: strokes by finger, pen or mouse, in the field's own
// units. They are kept nowhere but here; who lets go of the field has forgotten them.

const LONGEST_STROKE = 400;
const MOST_STROKES = 100;
const MOST_POINTS = 4000; // in all: more would not pass the core's door

/** Every second point, and both ends. */
const halved = (stroke) => stroke.filter((_, place) => place % 2 === 0 || place === stroke.length - 1);
const short = (stroke) => (stroke.length > LONGEST_STROKE ? short(halved(stroke)) : stroke);
const thinned = (strokes) => (strokes.flat().length > MOST_POINTS ? thinned(strokes.map(halved)) : strokes);

export class SigningField {
  /** Listens to a canvas; `changed` is called after each stroke and when all is cleared. */
  constructor(canvas, changed = () => {}) {
    this.canvas = canvas;
    this.changed = changed;
    this.pen = canvas.getContext("2d");
    this.strokes = [];
    this.pointer = null; // whose stroke it is
    this.frozen = false; // while it is being sent
    // a finger that leaves the field quickly is no fling, which would swallow the touch after it
    canvas.addEventListener("touchstart", (event) => event.preventDefault(), { passive: false });
    canvas.addEventListener("pointerdown", (event) => this.begin(event));
    canvas.addEventListener("pointermove", (event) => this.goOn(event));
    for (const name of ["pointerup", "pointercancel"]) canvas.addEventListener(name, (event) => this.end(event));
  }

  get isEmpty() {
    return this.strokes.length === 0;
  }

  /** What was drawn, as it is sent: a long signature is told by fewer points, never cut off. */
  get drawing() {
    return { strokes: thinned(this.strokes.map(short)) };
  }

  clear() {
    this.strokes = [];
    this.pointer = null;
    this.pen.clearRect(0, 0, this.canvas.width, this.canvas.height);
    this.changed();
  }

  begin(event) {
    if (this.pointer !== null || this.frozen || this.strokes.length >= MOST_STROKES) return;
    this.pointer = event.pointerId;
    this.canvas.setPointerCapture(this.pointer);
    this.strokes.push([this.pointOf(event)]);
    this.draw(this.strokes.at(-1));
  }

  /** A pen tells more points than frames: those in between make the line round. */
  goOn(event) {
    if (event.pointerId !== this.pointer) return;
    const stroke = this.strokes.at(-1);
    const before = stroke.at(-1);
    const told = event.getCoalescedEvents?.() ?? [];
    for (const one of told.length ? told : [event]) stroke.push(this.pointOf(one));
    this.draw([before, ...stroke.slice(stroke.lastIndexOf(before) + 1)]);
  }

  end(event) {
    if (event.pointerId !== this.pointer) return;
    this.pointer = null;
    this.changed();
  }

  pointOf(event) {
    const { canvas } = this;
    const box = canvas.getBoundingClientRect();
    const within = (share, size) => Math.round(Math.min(1, Math.max(0, share)) * size);
    return [
      within((event.clientX - box.left) / box.width, canvas.width),
      within((event.clientY - box.top) / box.height, canvas.height),
    ];
  }

  draw(points) {
    const { pen } = this;
    const [[x, y], ...rest] = points;
    pen.lineWidth = 7;
    pen.lineCap = pen.lineJoin = "round";
    pen.strokeStyle = getComputedStyle(this.canvas).color;
    pen.beginPath();
    pen.moveTo(x, y);
    for (const point of rest.length ? rest : [[x, y]]) pen.lineTo(...point);
    pen.stroke();
  }
}
