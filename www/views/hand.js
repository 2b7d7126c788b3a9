// What is changed by hand: a weight, a bias or an input, typed or pulled, and taken back.

import { A, B, DELTA, GRAD_B, GRAD_W, NEXT_B, NEXT_W, W, Z, valueIn } from "../cell.js";
import { el, freshId, icon, setText } from "../dom.js";
import { nameOf } from "./explained.js";

/** @typedef {import("../cell.js").Cell} Cell */
/** @typedef {import("./view.js").Lab} Lab */

const UNDO = "M6 1v4h4a4.5 4.5 0 0 1 0 9H6v-2h4a2.5 2.5 0 0 0 0-5H6v4L1 6z";
const REDO = "M10 1v4H6a4.5 4.5 0 0 0 0 9h4v-2H6a2.5 2.5 0 0 1 0-5h4v4l5-5z";
const HINT = "Choose a weight, neuron or input to change it, or pull it.";

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
  element;
  #actions;
  /** @type {Lab | undefined} */
  #lab;
  /** What the field changes. @type {Cell | undefined} */
  #cell;
  /** Of the cell and the run. */
  #subject = "";
  #typed = false;
  #label;
  #field;
  #refusal = el("p", { class: "refusal", id: freshId(), role: "alert", hidden: true });
  #undo;
  #redo;
  /** @type {{ cell: Cell, value: number, y: number, pulled: boolean } | undefined} */
  #held;

  /**
   * @param {import("./view.js").Host} host
   * @param {() => void} leave gives the focus back to what is chosen
   */
  constructor({ actions }, leave) {
    this.#actions = actions;
    const id = freshId();
    this.#label = el("label", { for: id });
    this.#field = el("input", { type: "text", id, inputmode: "decimal", autocomplete: "off", spellcheck: "false", class: "number", "aria-describedby": this.#refusal.id,
      oninput: () => { this.#typed = true; },
      onchange: () => this.#commit(),
      onkeydown: (/** @type {KeyboardEvent} */ event) => {
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
      } });
    const button = (/** @type {string} */ label, /** @type {string} */ path, /** @type {() => void} */ act) =>
      el("button", { type: "button", class: "button", "aria-label": label, title: label, onclick: act }, icon(path));
    this.#undo = button("Take back the last change by hand", UNDO, actions.undo);
    this.#redo = button("Make it again", REDO, actions.redo);
    this.element = el("div", { class: "hand" }, this.#label, this.#field, this.#undo, this.#redo, this.#refusal);
  }

  /**
   * @param {Lab} lab
   * @param {Cell} [chosen]
   */
  show(lab, chosen) {
    this.#lab = lab;
    this.#cell = chosen && changeable(chosen);
    const subject = this.#cell ? nameOf(this.#cell, lab) : "";
    if (subject !== this.#subject) {
      this.#subject = subject;
      this.#restore();
    }
    setText(this.#label, subject || HINT);
    this.#field.disabled = !this.#cell;
    this.#write();
    this.#undo.setAttribute("aria-disabled", String(!lab.canUndo));
    this.#redo.setAttribute("aria-disabled", String(lab.redoEpoch === undefined));
  }

  /** Goes to the field. */
  enter() {
    this.#field.focus();
    this.#field.select();
  }

  /**
   * A pointer takes hold of a number.
   * @param {PointerEvent} event
   * @param {Cell} chosen
   */
  take({ target, pointerId, clientY, button }, chosen) {
    const cell = changeable(chosen);
    if (!cell || !this.#lab || button !== 0) return;
    /** @type {Element} */ (target).setPointerCapture(pointerId);
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
    const text = this.#field.value.trim().replace("\u2212", "-");
    this.#set(this.#cell, text === "" ? NaN : Number(text));
  }

  /**
   * @param {Cell} cell
   * @param {number} value
   * @returns whether it may have that value; if not, what may be stands below
   */
  #set(cell, value) {
    try {
      this.#actions.edit(cell, value);
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
    if (!this.#typed && this.#field.value !== this.#now) this.#field.value = this.#now;
  }

  /** The number that the field changes, in full. */
  get #now() {
    return this.#lab && this.#cell ? String(valueIn(this.#lab, this.#cell)) : "";
  }

  /** @param {string} reason or nothing */
  #refuse(reason) {
    setText(this.#refusal, reason);
    this.#refusal.hidden = reason === "";
    this.#field.setAttribute("aria-invalid", String(reason !== ""));
  }
}

/** What is changed by hand is a number that a hand would write. @param {number} value */
const round = (value) => Number(value.toFixed(4));
