// What is changed by hand: a weight, a bias or an input, typed or pulled.

import { A, B, DELTA, GRAD_B, GRAD_W, NEXT_B, NEXT_W, W, Z, valueIn } from "../cell.js";
import { setText } from "../dom.js";
import { nameOf } from "./explained.js";

/** @typedef {import("../cell.js").Cell} Cell */
/** @typedef {import("../views/view.js").Lab} Lab */

/** A pointer that has gone no further only chooses. In CSS pixels. */
const STILL = 4;
/** For each pixel, and for each arrow key; with Shift a tenth of it. */
const PULL = 0.02, STEP = 0.1;

/**
 * What can be changed where a number is chosen: its weight, the bias of its neuron, or its input.
 * @param {Cell} cell
 * @returns {Cell | undefined}
 */
function changeable(cell) {
  const { quantity, layer, column } = cell;
  if ([W, GRAD_W, NEXT_W].includes(quantity)) return { ...cell, quantity: W };
  if ([B, GRAD_B, NEXT_B].includes(quantity)) return { ...cell, quantity: B };
  if (![Z, A, DELTA].includes(quantity)) return;
  return layer === 0 ? cell : { quantity: B, layer, row: column, column: 0 };
}

export class Hand {
  #bar;
  #hint;
  #edit;
  /** @type {Lab} */
  #lab;
  /** What the field changes. @type {Cell | undefined} */
  #cell;
  /** Of the cell and the run. */
  #subject = "";
  #typed = false;
  /** @type {{ cell: Cell, value: number, y: number, pulled: boolean } | undefined} */
  #held;

  /**
   * @param {import("../views/hand-bar.js").HandBar} bar
   * @param {Lab} lab
   * @param {import("../transport.js").Actions["edit"]} edit
   * @param {() => void} leave gives the focus back to what is chosen
   */
  constructor(bar, lab, edit, leave) {
    this.#bar = bar;
    this.#hint = bar.label.textContent ?? "";
    this.#lab = lab;
    this.#edit = edit;
    bar.field.addEventListener("input", () => { this.#typed = true; });
    bar.field.addEventListener("change", () => this.#commit());
    bar.field.addEventListener("keydown", (event) => {
      const up = { ArrowUp: STEP, ArrowDown: -STEP }[event.key];
      if (event.key === "Enter") this.#commit();
      if (event.key === "Escape") {
        this.#restore();
        leave();
      }
      if (!up || !this.#cell) return;
      event.preventDefault();
      this.#commit();
      this.#set(this.#cell, round(Number(this.#now) + (event.shiftKey ? up / 10 : up)));
    });
  }

  /**
   * @param {Lab} lab
   * @param {Cell} [chosen]
   */
  show(lab, chosen) {
    const { label, field } = this.#bar;
    this.#lab = lab;
    this.#cell = chosen && changeable(chosen);
    const subject = this.#cell ? nameOf(this.#cell, lab) : "";
    if (subject !== this.#subject) {
      this.#subject = subject;
      this.#restore();
    }
    setText(label, subject || this.#hint);
    field.disabled = !this.#cell;
    this.#write();
  }

  /** Goes to the field. */
  enter() {
    this.#bar.field.focus();
    this.#bar.field.select();
  }

  /**
   * A pointer takes hold of a number.
   * @param {PointerEvent} event
   * @param {Cell} chosen
   */
  take({ clientY, button }, chosen) {
    const cell = changeable(chosen);
    if (!cell || button !== 0) return;
    this.#commit();
    this.#held = { cell, value: valueIn(this.#lab, cell), y: clientY, pulled: false };
  }

  /** @param {PointerEvent} event */
  pull({ clientY, shiftKey }) {
    const held = this.#held;
    if (!held || (!held.pulled && Math.abs(clientY - held.y) < STILL)) return;
    held.pulled = true;
    const value = held.value + (held.y - clientY) * (shiftKey ? PULL / 10 : PULL);
    held.y = clientY;
    if (this.#set(held.cell, round(value))) held.value = value;
  }

  /** The pointer has let go. */
  release() {
    this.#held = undefined;
  }

  #commit() {
    if (!this.#typed || !this.#cell) return;
    const text = this.#bar.field.value.trim().replace("\u2212", "-");
    this.#set(this.#cell, text === "" ? NaN : Number(text));
  }

  /**
   * @param {Cell} cell
   * @param {number} value
   * @returns whether it may have that value; if not, what may be stands below
   */
  #set(cell, value) {
    try {
      this.#edit(cell, value);
      this.#restore();
      return true;
    } catch (error) {
      const { allowed, message } = /** @type {import("../session.js").Refusal} */ (error);
      this.#refuse(allowed ? `Allowed: ${allowed}.` : message);
      return false;
    }
  }

  /** What is there takes the place of what was typed. */
  #restore() {
    this.#typed = false;
    this.#refuse("");
    this.#write();
  }

  /** Shows what is there, unless something is being typed. */
  #write() {
    const { field } = this.#bar;
    if (!this.#typed && field.value !== this.#now) field.value = this.#now;
  }

  /** The number that the field changes, in full. */
  get #now() {
    return this.#cell ? String(valueIn(this.#lab, this.#cell)) : "";
  }

  /** @param {string} reason or nothing */
  #refuse(reason) {
    const { field, refusal } = this.#bar;
    setText(refusal, reason);
    refusal.hidden = reason === "";
    field.setAttribute("aria-invalid", String(reason !== ""));
  }
}

/** What is changed by hand is a number that a hand would write. @param {number} value */
const round = (value) => Number(value.toFixed(4));
