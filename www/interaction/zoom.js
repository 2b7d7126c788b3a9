// Which epochs a loss curve shows, and which one is looked at: by pointer, fingers, wheel and keys.

import { el, setText } from "../dom.js";
import { count } from "../format.js";
import { lossAround } from "./loss-around.js";

/** A pointer that has moved no further, in CSS pixels, has clicked. */
const STILL = 4;

/** How many columns of pixels a key goes. */
const STEPS = new Map([
  ["ArrowLeft", -1], ["ArrowDown", -1], ["ArrowRight", 1], ["ArrowUp", 1], ["PageDown", -10], ["PageUp", 10],
  ["Home", -Infinity], ["End", Infinity],
]);

/**
 * @typedef {object} Parts
 * @property {HTMLElement} slider   lies over the plot: its thumb, a line, goes with the pointer
 * @property {HTMLElement} reading  says what is looked at
 * @property {HTMLElement} tools    has room for a button
 */

export class Zoom {
  #slider;
  #reading;
  /** Ends the zoom. What is gone once it is pressed leaves the focus to the curve. */
  #all = el("button", { type: "button", class: "tool", title: "Ends the zoom", hidden: true, onclick: () => {
    this.#slider.focus();
    this.#end();
  } }, "all epochs");
  /** Whether it is only a part of the epochs that is shown. */
  #zoomed = false;
  /** @type {import("../views/view.js").Lab} */
  #lab;
  /** The first and the last that are shown. */
  #first = 0;
  #last = 0;
  /** CSS pixels. */
  #width = 1;
  /** Whether the epoch at which the run is was in sight. */
  #inSight = false;
  /** The epoch that is looked at. @type {number | undefined} */
  #cursor;
  /** Pointers that are down: where they began, where they are, at which epoch they began. @type {Map<number, { from: number, x: number, epoch: number }>} */
  #held = new Map();
  #pinching = false;
  #line = el("div", { class: "cursor", hidden: true });
  #band = el("div", { class: "band", hidden: true });
  #host;

  /**
   * @param {Parts} parts
   * @param {import("../views/view.js").Lab} lab
   * @param {import("../views/view.js").Host} host
   */
  constructor({ slider, reading, tools }, lab, host) {
    this.#slider = slider;
    this.#reading = reading;
    this.#lab = lab;
    this.#host = host;
    slider.append(this.#band, this.#line);
    tools.append(this.#all);
  }

  /** @param {Event} event on the slider */
  handle(event) {
    const { type } = event;
    if (event instanceof WheelEvent) this.#wheel(event);
    else if (event instanceof KeyboardEvent) this.#key(event);
    else if (type === "focus") this.#look(this.#cursor ?? this.#lab.epoch);
    else if (type === "blur" || type === "pointerleave") this.#look(undefined);
    else if (event instanceof PointerEvent) {
      if (type === "pointerdown") this.#press(event);
      else if (type === "pointermove") this.#move(event);
      else this.#release(event);
    }
  }

  /**
   * The epochs to draw, from and to, or NaN for all: they go with the run while it is in sight.
   * @returns {[number, number]}
   */
  wanted() {
    if (!this.#zoomed) return [NaN, NaN];
    const now = this.#lab.epoch;
    const by = !this.#inSight ? 0 : now > this.#last ? now - this.#last : Math.min(0, now - this.#first);
    return [this.#first + by, this.#last + by];
  }

  /**
   * @param {Float64Array} plot as `drawLoss` gives it
   * @param {number} scale device pixels in a CSS pixel
   * @param {import("../views/view.js").Frame} frame
   */
  show([, , width, , first, last, end], scale, { lab, playing }) {
    this.#lab = lab;
    this.#width = width / scale;
    this.#first = first;
    this.#last = last;
    this.#zoomed = last - first < end;
    this.#all.hidden = !this.#zoomed;
    this.#inSight = first <= lab.epoch && lab.epoch <= last;
    // Who listens is told where the run is once it stands.
    if (!playing || this.#cursor !== undefined) this.#look(this.#cursor);
  }

  /** Shows all epochs. */
  #end() {
    this.#zoomed = false;
    this.#host.stale();
  }

  /**
   * @param {number} from
   * @param {number} to
   */
  #ask(from, to) {
    this.#first = from;
    this.#last = to;
    this.#zoomed = true;
    this.#inSight = false;
    this.#host.stale();
  }

  /**
   * @param {number} at the epoch that stays where it is
   * @param {number} factor to the epochs that are shown
   */
  #scale(at, factor) {
    this.#ask(at - (at - this.#first) * factor, at + (this.#last - at) * factor);
  }

  /** Epochs in a column of pixels. */
  get #pitch() {
    return (this.#last - this.#first) / this.#width;
  }

  /** @param {number} x of a pointer; the epoch there, not a whole one */
  #at(x) {
    const part = (x - this.#slider.getBoundingClientRect().left) / this.#width;
    return this.#first + Math.min(1, Math.max(0, part)) * (this.#last - this.#first);
  }

  /** @param {number | undefined} epoch to look at, as far as it is recorded */
  #look(epoch) {
    if (epoch !== undefined) epoch = Math.max(0, Math.min(this.#lab.lastEpoch, Math.round(epoch)));
    this.#cursor = epoch;
    const at = epoch ?? this.#lab.epoch;
    this.#line.hidden = epoch === undefined || at < this.#first || at > this.#last;
    this.#span(this.#line, at, at);
    const loss = lossAround(this.#lab, at, Math.max(1, Math.round(this.#pitch)));
    setText(this.#reading, epoch === undefined ? "" : `${count(at)} · ${loss}`);
    this.#slider.ariaValueNow = String(at);
    this.#slider.ariaValueText = `epoch ${count(at)}, loss ${loss}`;
  }

  /**
   * @param {HTMLElement} element that goes from one epoch to another
   * @param {number} from
   * @param {number} to
   */
  #span(element, from, to) {
    const percent = (/** @type {number} */ epochs) => `${100 * epochs / (this.#last - this.#first)}%`;
    element.style.setProperty("left", percent(from - this.#first));
    element.style.setProperty("width", percent(to - from));
  }

  /** @param {PointerEvent} event */
  #press({ button, pointerId, clientX }) {
    if (button !== 0) return;
    this.#held.set(pointerId, { from: clientX, x: clientX, epoch: this.#at(clientX) });
    this.#pinching ||= this.#held.size > 1;
    this.#look(this.#at(clientX));
  }

  /** @param {PointerEvent} event */
  #move({ pointerId, clientX }) {
    const held = this.#held.get(pointerId);
    if (held) held.x = clientX;
    if (this.#held.size === 2) this.#pinch();
    else this.#look(this.#at(clientX));
    this.#band.hidden = !held || this.#pinching || !dragged(held);
    if (held) this.#span(this.#band, ...inOrder(held.epoch, this.#at(clientX)));
  }

  /** Two fingers keep their epochs. */
  #pinch() {
    const [one, other] = this.#held.values();
    const pitch = (other.epoch - one.epoch) / (other.x - one.x);
    if (!(pitch > 0 && pitch < Infinity)) return;
    const from = one.epoch - pitch * (one.x - this.#slider.getBoundingClientRect().left);
    this.#ask(from, from + pitch * this.#width);
  }

  /** @param {PointerEvent} event */
  #release({ type, pointerId, clientX }) {
    const held = this.#held.get(pointerId);
    const used = this.#pinching || type === "pointercancel";
    this.#held.delete(pointerId);
    this.#pinching &&= this.#held.size > 0;
    this.#band.hidden = true;
    if (!held || used) return;
    if (dragged(held)) this.#ask(...inOrder(held.epoch, this.#at(clientX)));
    else if (this.#cursor !== undefined) this.#host.actions.seek(this.#cursor);
  }

  /**
   * Zooms with Ctrl, as two fingers on a touchpad do; without it the wheel scrolls the page, unless the curve has
   * the focus and is zoomed already.
   * @param {WheelEvent} event
   */
  #wheel(event) {
    if (!event.ctrlKey && !(this.#zoomed && this.#slider.matches(":focus"))) return;
    event.preventDefault();
    // In lines or in pixels.
    const notches = (/** @type {number} */ delta) => delta * (event.deltaMode ? 0.3 : 0.01);
    const by = notches(event.deltaX) * 20 * this.#pitch;
    if (by) this.#ask(this.#first + by, this.#last + by);
    this.#scale(this.#at(event.clientX), 2 ** (notches(event.deltaY) / 2));
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    const { key, ctrlKey, metaKey, altKey } = event;
    if (ctrlKey || metaKey || altKey) return;
    const at = this.#cursor ?? this.#lab.epoch;
    const steps = STEPS.get(key);
    if (steps) this.#go(at + steps * Math.max(1, this.#pitch));
    else if (key === "Enter") this.#host.actions.seek(at);
    else if (key === "+" || key === "=") this.#scale(at, 0.5);
    else if (key === "-") this.#scale(at, 2);
    else if (this.#zoomed && (key === "Escape" || key === "0")) this.#end();
    else return;
    event.preventDefault();
  }

  /** @param {number} epoch to look at, and to bring into sight */
  #go(epoch) {
    this.#look(epoch);
    const at = this.#cursor ?? 0;
    const by = at > this.#last ? at - this.#last : Math.min(0, at - this.#first);
    if (by) this.#ask(this.#first + by, this.#last + by);
  }
}

/** @param {{ from: number, x: number }} held */
const dragged = ({ from, x }) => Math.abs(x - from) > STILL;

/**
 * @param {number} one
 * @param {number} other
 * @returns {[number, number]}
 */
const inOrder = (one, other) => one < other ? [one, other] : [other, one];
