// The controls of a figure, built from the table of fields.

import { Choice, Points, Typed } from "./control-parts.js";
import { el } from "./dom.js";
import { FIELDS } from "./fields.js";

/** @typedef {import("./control-parts.js").Control} Control */
/** @typedef {import("./control-parts.js").Submit} Submit */
/** @typedef {import("./fields.js").Field} Field */

/** With more controls than this, a narrow figure folds them. */
const MOST_UNFOLDED = 3;

/**
 * @param {Field} field
 * @param {Submit} submit
 * @returns {Control}
 */
function makeControl(field, submit) {
  if (field.kind === "word") return new Choice(field, submit);
  return field.kind === "points" ? new Points(field, submit) : new Typed(field, submit);
}

export class Controls {
  /** All in groups, or some in a row; or nothing. @type {HTMLElement | undefined} */
  element;
  #controls;
  #presets;
  #foldable = true;
  /** Whether the change that happens was asked for by one of these controls. */
  #asking = false;

  /**
   * @param {import("./attributes.js").Layout} layout
   * @param {Submit} submit
   * @param {(name: string) => void} choosePreset
   */
  constructor(layout, submit, choosePreset) {
    const { controls: names, allControls } = layout;
    const fields = FIELDS.filter(({ name }) => names.includes(name));
    const ask = { ...submit, change: (/** @type {Record<string, unknown>} */ changes) => {
      this.#asking = true;
      try { submit.change(changes); } finally { this.#asking = false; }
    } };
    this.#controls = fields.map((field) => makeControl(field, ask));
    this.#presets = allControls ? presetChoice(choosePreset) : undefined;
    if (names.length === 0) return;

    const groups = new Map();
    for (const { field, element } of this.#controls) {
      const group = allControls ? field.group : "";
      groups.set(group, [...(groups.get(group) ?? []), element]);
    }
    const content = el("div", { class: "groups" },
      this.#presets && el("div", { class: "control" }, this.#presets),
      ...[...groups].map(([name, members]) => name
        ? el("fieldset", {}, el("legend", {}, name), ...members)
        : el("div", { class: "row" }, ...members)),
      fields.some(({ live }) => !live) && el("p", { class: "hint" }, "↺ restarts the run"));
    this.element = names.length > MOST_UNFOLDED
      ? el("details", { class: allControls ? "controls all" : "controls few", part: "controls" }, el("summary", {}, "Settings"), content)
      : el("div", { class: "controls few", part: "controls" }, content);
  }

  /** Folds where the style sheet has come to show a summary to unfold with, or unfolds. */
  fold() {
    if (!(this.element instanceof HTMLDetailsElement)) return;
    const foldable = this.element.firstElementChild?.checkVisibility() ?? false;
    if (foldable !== this.#foldable) this.element.open = !foldable;
    this.#foldable = foldable;
  }

  /** @param {string[]} names */
  offer(names) {
    const titles = names.map((name) => name[0].toUpperCase() + name.slice(1).replaceAll("-", " "));
    this.#presets?.append(...names.map((name, i) => el("option", { value: name }, titles[i])));
  }

  /** @param {import("./fields.js").Hyperparameters} h */
  show(h) {
    for (const control of this.#controls) {
      // A preset or a program changes the run as a whole: no refusal outlives that.
      if (this.#asking || !control.refused) control.show(h);
      else control.restore(h);
    }
  }
}

/**
 * A select whose options come later, from Rust. It starts a run; it does not say what runs.
 * @param {(name: string) => void} choose
 */
function presetChoice(choose) {
  const select = el("select", { "aria-label": "Preset", onchange: () => {
    choose(select.value);
    select.value = "";
  } }, el("option", { value: "" }, "Start from a preset …"));
  return select;
}
