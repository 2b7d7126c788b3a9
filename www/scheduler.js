// One animation loop for the whole page. Figures on screen share its time; the others sleep.

/**
 * What a figure is to the loop.
 * @typedef {object} Task
 * @property {() => boolean} busy               has training to do
 * @property {() => boolean} awaited            someone waits for the training: it goes on off screen
 * @property {() => boolean} dirty              looks different from what it shows
 * @property {(deadline: number, frames: number) => void} advance
 * @property {() => void} draw
 */

/** @typedef {{ task: Task, visible: boolean, drawn: number, rested: number }} Entry */

const TRAINING_MS = 8;
const DRAWING_MS = 4;
const FRAME_MS = 1000 / 60;
const CALM_MS = 250;

const calm = matchMedia("(prefers-reduced-motion: reduce)");

/** Whether the reader asked for less motion. */
export const wantsCalm = () => calm.matches;

/** @type {Map<Element, Entry>} */
const entries = new Map();
let requested = 0;
let last = 0;
let turn = 0;
let drawOnly = false;

const observer = new IntersectionObserver((changes) => {
  for (const { target, isIntersecting } of changes) {
    const entry = entries.get(target);
    if (entry) entry.visible = isIntersecting;
  }
  wake();
}, { rootMargin: "64px" });

/**
 * @param {Element} element
 * @param {Task} task
 */
export function join(element, task) {
  entries.set(element, { task, visible: false, drawn: 0, rested: 0 });
  observer.observe(element);
}

/** @param {Element} element */
export function leave(element) {
  entries.delete(element);
  observer.unobserve(element);
}

/** Call it when a figure has become busy or dirty. */
export function wake() {
  if (requested) return;
  requested = requestAnimationFrame(frame);
}

/** @param {number} now */
function frame(now) {
  requested = 0;
  const all = [...entries.values()];
  const frames = last ? Math.min(4, (now - last) / FRAME_MS) : 1;
  last = now;

  const started = performance.now();
  if (!drawOnly) train(all.filter(trains), frames);
  const trained = performance.now() - started;
  // An epoch that filled the whole frame gets no drawing on top: that comes next frame, alone.
  drawOnly = !drawOnly && trained > 2 * TRAINING_MS;
  // Figures off screen seldom train, so they change seldom; but they are not left blank.
  if (!drawOnly) draw(all, now);

  if (all.some((entry) => trains(entry) || entry.task.dirty())) wake();
  else last = 0;
}

/** @param {Entry} entry */
const trains = ({ task, visible }) => (visible || task.awaited()) && task.busy();

/** @param {() => void} work of one figure, whose failure must not end the loop for all */
function attempt(work) {
  try {
    work();
  } catch (error) {
    reportError(error);
  }
}

/**
 * @param {Entry[]} busy
 * @param {number} frames
 */
function train(busy, frames) {
  // Each in turn goes first, so that a slow one does not always take from the same others.
  turn = busy.length ? (turn + 1) % busy.length : 0;
  const start = performance.now();
  [...busy.slice(turn), ...busy.slice(0, turn)].forEach(({ task }, i) => {
    attempt(() => task.advance(start + (TRAINING_MS * (i + 1)) / busy.length, frames));
  });
}

/**
 * The figures that have waited longest, until the time for drawing is used up. One that took
 * several times that long sits out as many frames.
 * @param {Entry[]} all
 * @param {number} now
 */
function draw(all, now) {
  const due = all
    .filter(({ task, rested, drawn }) => task.dirty() && now >= rested && !(wantsCalm() && task.busy() && now - drawn < CALM_MS))
    .sort((a, b) => a.drawn - b.drawn);
  let spent = 0;
  for (const entry of due) {
    if (spent > DRAWING_MS) break;
    const before = performance.now();
    attempt(entry.task.draw);
    const took = performance.now() - before;
    entry.drawn = now;
    entry.rested = now + FRAME_MS * Math.floor(took / DRAWING_MS);
    spent += took;
  }
}
