// Watches for touches: first quiet seconds, then a countdown that every touch takes back, then the end.

const TICK = 250;

export class Idle {
  /** `show` is told the seconds left during the countdown, and null when there is none; `end` when all is over. */
  constructor(show, end) {
    this.show = show;
    this.end = end;
    this.counting = false;
    this.limits = null;
    setInterval(() => this.tick(), TICK);
  }

  /** From now on: so many quiet seconds, then so many that are counted down. Null: watch nothing. */
  watch(limits) {
    this.limits = limits;
    this.touch();
  }

  touch() {
    this.touched = performance.now();
    if (this.counting) this.tell(null);
    this.tick();
  }

  tick() {
    if (this.limits === null) return;
    const gone = (performance.now() - this.touched) / 1000;
    const left = Math.ceil(this.limits.quiet + this.limits.countdown - gone);
    if (gone < this.limits.quiet) return;
    if (left > 0) this.tell(left);
    else this.finish();
  }

  tell(left) {
    this.counting = left !== null;
    this.show(left);
  }

  finish() {
    this.limits = null;
    this.tell(null);
    this.end();
  }
}
