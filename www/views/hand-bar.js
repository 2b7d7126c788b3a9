// The field for what is changed by hand, and the buttons that take it back and make it again.

import { el, freshId, icon } from "../dom.js";

const UNDO = "M6 1v4h4a4.5 4.5 0 0 1 0 9H6v-2h4a2.5 2.5 0 0 0 0-5H6v4L1 6z";
const REDO = "M10 1v4H6a4.5 4.5 0 0 0 0 9h4v-2H6a2.5 2.5 0 0 1 0-5h4v4l5-5z";

export class HandBar {
  element;
  refusal = el("p", { class: "refusal", id: freshId(), role: "alert", hidden: true });
  field = el("input", { type: "text", id: freshId(), inputmode: "decimal", autocomplete: "off", spellcheck: "false", class: "number", "aria-describedby": this.refusal.id, disabled: true });
  label = el("label", { for: this.field.id }, "Choose a weight, neuron or input to change it, or pull it.");
  #undo;
  #redo;

  /** @param {import("../transport.js").Actions} actions */
  constructor({ undo, redo }) {
    const button = (/** @type {string} */ label, /** @type {string} */ path, /** @type {() => void} */ onclick) =>
      el("button", { type: "button", class: "button", "aria-label": label, title: label, onclick }, icon(path));
    this.#undo = button("Take back the last change by hand", UNDO, undo);
    this.#redo = button("Make it again", REDO, redo);
    this.element = el("div", { class: "hand" }, this.label, this.field, this.#undo, this.#redo, this.refusal);
  }

  /** @param {import("./view.js").Lab} lab */
  show(lab) {
    this.#undo.setAttribute("aria-disabled", String(!lab.canUndo));
    this.#redo.setAttribute("aria-disabled", String(lab.redoEpoch === undefined));
  }
}
