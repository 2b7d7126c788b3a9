// Adding points to the decision surface by hand: a click or a tap, or a crosshair that keys move.

import { el, icon, setText } from "../dom.js";
import { decimals, several } from "../format.js";

/** @typedef {import("./points.js").Point} Point */
/** @typedef {[x1: number, x2: number]} Place in the plane */

/**
 * The picture that points are added to.
 * @typedef {object} Picture
 * @property {HTMLCanvasElement} canvas
 * @property {HTMLElement} tool      what begins and ends it
 * @property {() => void} stale      draw it again
 * @property {PointEditor} [editor]  while there is one
 */

/** A click no further than this from a point is on it. In CSS pixels. */
const REACH = 8;

/** @type {Record<string, [right: number, up: number]>} */
const STEPS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };

const X = ["x₁", "x₂"];
/** What the drawing has for the two classes. */
const MARKS = ["M8 2a6 6 0 1 0 0 12A6 6 0 1 0 8 2z", "M8 1l7 7-7 7-7-7z"];
const UNDO = "M6 1v4h4a4.5 4.5 0 0 1 0 9H6v-2h4a2.5 2.5 0 0 0 0-5H6v4L1 6z";
const REDO = "M10 1v4H6a4.5 4.5 0 0 0 0 9h4v-2H6a2.5 2.5 0 0 1 0-5h4v4l5-5z";

export class PointEditor {
  /** Lies over the plot. */
  #pad;
  #bar;
  #row = el("div", { class: "row" });
  #column = el("div", { class: "column" });
  #mark = el("div", { class: "mark" });
  #told = el("p", { class: "told", role: "status" });
  #refusal = el("p", { class: "refusal", role: "alert", hidden: true });
  #classes;
  #clear;
  #undo;
  #redo;
  #picture;
  #points;
  /** The class of the points that are added. */
  #y = 0;
  /** Whether the next one takes the place of all. */
  #alone = false;
  /** Where the crosshair is. @type {Place | undefined} */
  #at;
  /** The side of the plot in CSS pixels. */
  #side = 1;
  /** What it shows of the plane. @type {Place} */
  #low = [0, 0];
  #span = 1;

  /**
   * @param {Picture} picture
   * @param {() => import("./points.js").OwnPoints} points of the run that is here
   */
  constructor(picture, points) {
    this.#picture = picture;
    this.#points = points;
    const onkeydown = (/** @type {KeyboardEvent} */ event) => this.#key(event);
    this.#pad = el("div", {
      class: "pad", tabindex: 0, role: "application", "aria-label": "Points on the decision surface",
      "aria-description": "Arrow keys move, with Shift further. Enter adds a point, or removes the one that is there. 0 and 1 choose the class, Backspace takes back, Escape ends.",
      onkeydown,
      onpointermove: (/** @type {PointerEvent} */ event) => this.#follow(event),
      onclick: (/** @type {MouseEvent} */ event) => {
        this.#follow(event);
        this.#act(event.shiftKey);
      },
    }, this.#column, this.#row, this.#mark);
    const button = (/** @type {string} */ text, /** @type {string} */ title, /** @type {() => void} */ onclick, path = "") =>
      el("button", { type: "button", class: "button", title, onclick }, path !== "" && icon(path), text);
    this.#classes = MARKS.map((path, y) => button(String(y), `Add points of class ${y}; with Shift, of the other one`, () => this.#choose(y), path));
    this.#undo = button("", "Take back the last change of points", () => this.#travel(false), UNDO);
    this.#redo = button("", "Make it again", () => this.#travel(true), REDO);
    this.#clear = button("Clear", "The next point takes the place of all", () => this.#empty(!this.#alone));
    this.#bar = el("div", { class: "adding", role: "group", "aria-label": "Points", onkeydown },
      ...this.#classes, this.#undo, this.#redo, this.#clear, button("Done", "Ends adding points", () => this.end()), this.#told, this.#refusal);
    picture.canvas.after(this.#pad, this.#bar);
    this.#pad.focus({ preventScroll: true });
    this.#bar.scrollIntoView({ block: "nearest" });
    picture.tool.setAttribute("aria-pressed", "true");
    this.#choose(0);
    this.#empty(false);
    picture.stale();
  }

  end() {
    const { tool, stale } = this.#picture;
    this.#picture.editor = undefined;
    this.#pad.remove();
    this.#bar.remove();
    tool.setAttribute("aria-pressed", "false");
    tool.focus();
    stale();
  }

  /**
   * @param {Float64Array} place where the picture is, as `drawSurface` gives it
   * @param {number} scale device pixels in a CSS pixel
   */
  show([left, top, side, x1, x2, span], scale) {
    const { canvas } = this.#picture;
    // Hidden since it was drawn.
    const panel = canvas.offsetParent;
    if (!panel) return;
    this.#side = side / scale;
    this.#low = [x1, x2];
    this.#span = span;
    // Across, as parts of the panel, that it never reaches beyond one that has become narrower.
    const across = (/** @type {number} */ length) => `${100 * length / panel.clientWidth}%`;
    const box = { left: across(canvas.offsetLeft + left / scale), top: `${canvas.offsetTop + top / scale}px`, width: across(this.#side), height: `${this.#side}px` };
    for (const [name, length] of Object.entries(box)) this.#pad.style.setProperty(name, length);
    this.#points().meet();
    this.#undo.setAttribute("aria-disabled", String(!this.#points().canUndo));
    this.#redo.setAttribute("aria-disabled", String(!this.#points().canRedo));
    this.#look(this.#at ?? [x1 + span / 2, x2 + span / 2]);
  }

  /** Decimals of a coordinate: no more than it takes to name each pixel. */
  get #decimals() {
    return Math.min(100, Math.max(0, Math.ceil(Math.log10(this.#side / this.#span))));
  }

  /** @param {Place} at where the crosshair goes, as far as that is in the picture */
  #look(at) {
    const digits = this.#decimals;
    // Rounding must not lead out again.
    const half = 10 ** -digits / 2;
    const [x1, x2] = at.map((x, i) => {
      const low = this.#low[i];
      return Number(Math.min(low + this.#span - half, Math.max(low + half, x)).toFixed(digits)) + 0;
    });
    this.#at = [x1, x2];
    const { used } = this.#points();
    const on = used[this.#hit(used)];
    const [right, up] = (on ?? this.#at).map((x, i) => 100 * (x - this.#low[i]) / this.#span);
    for (const part of [this.#column, this.#mark]) part.style.setProperty("left", `${right}%`);
    for (const part of [this.#row, this.#mark]) part.style.setProperty("bottom", `${up}%`);
    this.#mark.className = on ? "mark on" : `mark of-${this.#y}`;
    const there = (on ?? this.#at).slice(0, 2).map((x, i) => `${X[i]} ${decimals(x, digits)}`).join(", ");
    const points = several(used.length, "point");
    setText(this.#told, `${there}: ${on ? `remove this ${on[2]}` : `add a ${this.#y}`}${this.#alone ? " in place of" : " ·"} ${points}`);
  }

  /**
   * The nearest of the points that the crosshair is on, or −1.
   * @param {Point[]} points
   */
  #hit(points) {
    const [x1, x2] = this.#at ?? [NaN, NaN];
    const far = points.map(([p1, p2]) => Math.hypot(p1 - x1, p2 - x2) * this.#side / this.#span);
    const least = Math.min(...far);
    return this.#alone || !(least <= REACH) ? -1 : far.indexOf(least);
  }

  /** @param {MouseEvent} event */
  #follow({ clientX, clientY }) {
    // Who points sees it; who moves by keys may have to be told.
    this.#told.setAttribute("aria-live", "off");
    const { left, bottom } = this.#pad.getBoundingClientRect();
    const unit = this.#span / this.#side;
    this.#look([this.#low[0] + (clientX - left) * unit, this.#low[1] + (bottom - clientY) * unit]);
  }

  /** @param {boolean} other adds a point of the other class */
  #act(other) {
    const at = this.#at;
    if (!at) return;
    this.#attempt(() => this.#points().change((used) => {
      const on = this.#hit(used);
      if (on >= 0) return used.filter((_, i) => i !== on);
      return [...this.#alone ? [] : used, [...at, other ? 1 - this.#y : this.#y]];
    }));
  }

  /** @param {boolean} forth */
  #travel(forth) {
    this.#attempt(() => forth ? this.#points().redo() : this.#points().undo());
  }

  /** @param {() => void} change of the points; why it was refused stands below */
  #attempt(change) {
    let reason = "";
    try {
      change();
      this.#empty(false);
    } catch (error) {
      const { allowed, message } = /** @type {import("../session.js").Refusal} */ (error);
      reason = allowed ? `Allowed: ${allowed}.` : message;
    }
    setText(this.#refusal, reason);
    this.#refusal.hidden = reason === "";
  }

  /** @param {number} y */
  #choose(y) {
    this.#y = y;
    this.#classes.forEach((button, i) => button.setAttribute("aria-pressed", String(i === y)));
    this.#retell();
  }

  /** @param {boolean} alone */
  #empty(alone) {
    this.#alone = alone;
    this.#clear.setAttribute("aria-pressed", String(alone));
    this.#pad.classList.toggle("alone", alone);
    this.#retell();
  }

  #retell() {
    this.#told.setAttribute("aria-live", "polite");
    if (this.#at) this.#look(this.#at);
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    const { key, shiftKey, currentTarget, altKey } = event;
    const step = currentTarget === this.#pad && STEPS[key];
    if (altKey) return;
    if (event.ctrlKey || event.metaKey) {
      const letter = key.toLowerCase();
      if (letter !== "z" && letter !== "y") return;
      this.#travel(shiftKey || letter === "y");
    } else if (step) {
      const far = 10 ** (1 + Number(shiftKey) - this.#decimals);
      const [x1, x2] = this.#at ?? this.#low;
      this.#told.setAttribute("aria-live", "polite");
      this.#look([x1 + step[0] * far, x2 + step[1] * far]);
    } else if (currentTarget === this.#pad && (key === "Enter" || key === " ")) this.#act(shiftKey);
    else if (key === "0" || key === "1") this.#choose(Number(key));
    else if (key === "Backspace") this.#travel(false);
    else if (key === "Escape") this.end();
    else return;
    event.preventDefault();
    // To the figure, Ctrl+Z is to take back what was changed by hand elsewhere.
    event.stopPropagation();
  }
}
