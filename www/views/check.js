// The gradient check: for every parameter the gradient that training follows, beside the slope that
// the loss really has.

import { el, setText } from "../dom.js";
import { count, signed, significant } from "../format.js";
import { GRAD_W, gradientCells } from "../cell.js";
import { Pace } from "../pace.js";
import { panel } from "./view.js";

/** @typedef {import("./view.js").Lab} Lab */

/** So many parameters have a line of their own. */
const MOST_LINES = 400;
/** So many numbers Rust gives for a parameter. */
const NUMBERS = 4;
/** A check that visits more examples than this (each parameter twice) waits until the run pauses. */
const MOST_LIVE = 4000;
/** A gradient that differs by this part of it, and is not wrong, is too small for its slope to be measured. */
const UNSURE = 1e-3;
/** One of more than this comes four times a second while the run plays. */
const MOST_SMOOTH = 400;

/**
 * @param {import("./view.js").Host} host
 * @returns {import("./view.js").View}
 */
export function check(host) {
  return new Check(host);
}

class Check {
  element;
  #host;
  #verdict = el("p", { class: "summary", role: "status" });
  #body = el("tbody");
  #more = el("p", { class: "more" });
  /** @type {{ row: HTMLElement, cells: HTMLElement[] }[]} */
  #lines = [];
  /** How many parameters there are beside those with a line. */
  #rest = 0;
  #sizes = "";
  #moment = "";
  #updated = -Infinity;
  /** @type {Lab | undefined} */
  #lab;
  #pace = new Pace();
  /** How many parameters have been checked since the run was last elsewhere, of how many. */
  #checked = 0;
  #parameters = 0;
  #wrong = 0;

  /** @param {import("./view.js").Host} host */
  constructor(host) {
    this.#host = host;
    const heads = ["verdict", "gradient used", "slope measured", "relative difference"];
    this.element = panel("check", "Gradient check", this.#verdict,
      el("div", { class: "scroll" }, el("table", { "aria-label": "Gradient check" },
        el("thead", { class: "said" }, el("tr", {}, el("th", { scope: "col" }, "parameter"), ...heads.map((head) => el("th", { scope: "col" }, head)))),
        this.#body)),
      this.#more);
  }

  /** Whether there are parameters left to check. */
  busy() { return this.#checked < this.#parameters; }

  /** @param {import("./view.js").Frame} frame */
  draw({ lab, playing }) {
    this.#lab = lab;
    this.#furnish(lab.sizes);
    const moment = String(lab.version);
    if (moment === this.#moment) return;
    const parameters = this.#lines.length + this.#rest;
    const cost = parameters * lab.targets.length;
    const time = performance.now();
    if (playing && cost > MOST_SMOOTH && time - this.#updated < 250) return;
    this.#updated = time;
    const finite = Number.isFinite(lab.loss);
    if (!finite || (playing && cost > MOST_LIVE)) {
      setText(this.#verdict, finite ? "The check of so many parameters waits until the run pauses." : "The loss is not finite: there is no slope to measure.");
      if (!finite) for (const { row, cells } of this.#lines) {
        row.classList.remove("wrong");
        for (const cell of cells) setText(cell, "–");
      }
      this.#verdict.classList.remove("alarm");
      this.#moment = "";
      this.#checked = this.#parameters = 0;
      return;
    }
    this.#moment = moment;
    this.#checked = 0;
    this.#wrong = 0;
    this.#parameters = parameters;
    // Small networks are checked at once, the others in the time that a frame has for training.
    this.advance(performance.now() + 2);
    if (this.busy()) this.#host.stale();
  }

  /** @param {number} deadline */
  advance(deadline) {
    const lab = this.#lab;
    if (!lab) return;
    this.#pace.spend(this.#parameters - this.#checked, deadline, (parameters) => {
      const numbers = lab.gradientCheck(this.#checked, parameters);
      for (let i = 0; i < parameters; i++) this.#show(this.#checked + i, numbers.subarray(NUMBERS * i, NUMBERS * (i + 1)));
      this.#checked += parameters;
    });
    const all = count(this.#parameters);
    // Its end is worth hearing, not every step on the way.
    this.#verdict.ariaLive = this.busy() ? "off" : "polite";
    setText(this.#verdict, this.busy() ? `Checked ${count(this.#checked)} of ${all} …`
      : `${this.#wrong === 0 ? `All ${all} gradients are right` : `${count(this.#wrong)} of ${all} gradients ${this.#wrong === 1 ? "is" : "are"} wrong`}${
        lab.batch.length < lab.targets.length ? `, over all ${count(lab.targets.length)} examples` : ""}.`);
    this.#verdict.classList.toggle("alarm", !this.busy() && this.#wrong > 0);
  }

  /** @param {Uint32Array} sizes */
  #furnish(sizes) {
    if (String(sizes) === this.#sizes) return;
    this.#sizes = String(sizes);
    this.#moment = "";
    this.#pace.forget();
    const cells = gradientCells(sizes);
    this.#rest = Math.max(0, cells.length - MOST_LINES);
    this.#lines = cells.slice(0, MOST_LINES).map(({ quantity, layer, row, column }) => {
      const name = quantity === GRAD_W ? `W[${layer}] ${row + 1},${column + 1}` : `b[${layer}] ${row + 1}`;
      const cells = Array.from({ length: NUMBERS }, () => el("td"));
      return { row: el("tr", {}, el("th", { scope: "row" }, name), ...cells), cells };
    });
    this.#body.replaceChildren(...this.#lines.map(({ row }) => row));
    setText(this.#more, this.#rest ? `… ${count(this.#rest)} more` : "");
  }

  /**
   * @param {number} parameter
   * @param {Float64Array} numbers of it
   */
  #show(parameter, numbers) {
    const right = numbers[3] === 1;
    if (!right) this.#wrong += 1;
    const line = this.#lines[parameter];
    if (!line) return;
    line.row.classList.toggle("wrong", !right);
    const [verdict, ...cells] = line.cells;
    // It may differ as much as the loss is rounded, which says nothing of a small one.
    setText(verdict, !right ? "wrong" : numbers[2] > UNSURE ? "too small" : "right");
    cells.forEach((cell, i) => {
      setText(cell, signed(significant(numbers[i])));
      cell.title = String(numbers[i]);
    });
  }
}
