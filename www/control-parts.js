// What controls are made of: a typed value, a slider, a choice, a list of points.

import { el, freshId, setText } from "./dom.js";
import { ATTRIBUTE_FIELDS, changes, parse, show } from "./fields.js";
import { pointsToCsv } from "./csv.js";
import { interaction, loadInteraction } from "./interaction-loader.js";
import { positionOf, positions, valueAt } from "./scale.js";

/** @typedef {import("./fields.js").Field} Field */
/** @typedef {import("./fields.js").Hyperparameters} Hyperparameters */

/**
 * @typedef {object} Submit
 * @property {(changes: Record<string, unknown>) => void} change throws what Rust refuses
 * @property {(changes: Record<string, unknown>) => boolean} allows
 * @property {() => Hyperparameters} hyperparameters
 * @property {() => ArrayLike<number>[]} data   x1, x2, y of the data in use
 * @property {() => number} proposeSeed
 */

/** One hyperparameter: a label, what changes it, and why a value was refused. */
export class Control {
  element;
  field;
  id = freshId();
  /** @type {HTMLElement[]} what is marked when a value is refused */
  #inputs = [];
  #refusal = el("p", { class: "refusal", id: freshId(), role: "alert", hidden: true });
  /** What the field was when a value was refused. */
  #held = "";
  #submit;

  /**
   * @param {Field} field
   * @param {Submit} submit
   */
  constructor(field, submit) {
    this.field = field;
    this.#submit = submit;
    const restarts = !field.live && el("span", { class: "restarts", title: "Restarts the run" }, " ↺");
    this.element = el("div", { class: "control", "data-field": field.name }, el("label", { for: this.id }, field.label, restarts));
  }

  get refused() {
    return !this.#refusal.hidden;
  }

  /** @param {...HTMLElement} inputs */
  add(...inputs) {
    this.#inputs.push(...inputs.filter((input) => input.matches("input, select, textarea")));
    this.element.append(...inputs, this.#refusal);
    for (const input of this.#inputs) input.setAttribute("aria-describedby", this.#refusal.id);
  }

  /**
   * Asks for a value. Whether it was taken; if not, the reason stands beside the control.
   * @param {unknown} value
   * @param {string} typed
   */
  ask(value, typed) {
    try {
      this.#submit.change(changes(this.field, value, this.#submit.hyperparameters()));
      this.restore(this.#submit.hyperparameters());
      return true;
    } catch (error) {
      this.refuse(this.#reason(/** @type {import("./session.js").Refusal} */ (error), typed.trim()));
      return false;
    }
  }

  /**
   * @param {import("./session.js").Refusal} refusal
   * @param {string} typed
   */
  #reason(refusal, typed) {
    const { field, allowed, message } = refusal;
    if (!allowed || !interaction) return message;
    // A value can be refused for the sake of another field.
    const other = ATTRIBUTE_FIELDS.find(({ name }) => name === field && !(name in changes(this.field, 0, this.#submit.hyperparameters())));
    return interaction.reason(this.given(refusal, typed), allowed, this.field, other, typed);
  }

  /**
   * What was given and refused.
   * @param {import("./session.js").Refusal} _refusal
   * @param {string} typed
   */
  given(_refusal, typed) {
    return typed === "" ? "A value is needed." : `“${typed.slice(0, 40)}” cannot be used.`;
  }

  /** @param {string} reason or nothing */
  refuse(reason) {
    if (reason !== "") this.#held = show(this.field, this.#submit.hyperparameters());
    setText(this.#refusal, reason);
    this.#refusal.hidden = reason === "";
    for (const input of this.#inputs) input.setAttribute("aria-invalid", String(reason !== ""));
  }

  /**
   * Shows the run's own value; a refused one stays until the field changes in another way.
   * @param {Hyperparameters} h
   */
  show(h) {
    this.element.hidden = !(this.field.appears?.(h) ?? true);
    if (this.refused && this.#held !== show(this.field, h)) this.refuse("");
  }

  /**
   * Puts the run's own value back into the control, whatever was refused.
   * @param {Hyperparameters} h
   */
  restore(h) {
    this.refuse("");
    this.show(h);
  }
}

/** A number or a list, typed; with a slider where the field has a range. */
export class Typed extends Control {
  #text;
  /** @type {HTMLInputElement | undefined} */
  #slider;

  /**
   * @param {Field} field
   * @param {Submit} submit
   */
  constructor(field, submit) {
    super(field, submit);
    const commit = () => {
      const typed = this.#text.value;
      if (this.refused || typed !== show(field, submit.hyperparameters())) this.ask(parse(field, typed), typed);
    };
    this.#text = el("input", { type: "text", id: this.id, inputmode: field.kind === "list" ? "text" : "decimal", autocomplete: "off", spellcheck: "false", class: "number", placeholder: field.blank, onchange: commit,
      onkeydown: (/** @type {KeyboardEvent} */ event) => {
        if (event.key === "Enter") commit();
        if (event.key === "Escape") this.restore(submit.hyperparameters());
      } });
    this.add(this.#text);
    if (field.scale) this.add(this.#slider = this.#makeSlider(submit));
    if (field.name === "seed") this.add(el("button", { type: "button", class: "button", onclick: () => {
      const seed = submit.proposeSeed();
      this.ask(seed, String(seed));
    } }, "New seed"));
  }

  /** @param {Hyperparameters} h */
  show(h) {
    super.show(h);
    if (this.refused) return;
    const text = show(this.field, h);
    if (this.#text.value !== text) this.#text.value = text;
    this.#place(text);
  }

  /** @param {Submit} submit */
  #makeSlider(submit) {
    const slider = el("input", { type: "range", "aria-label": this.field.label, min: 0, max: positions(this.field), step: 1,
      oninput: () => {
        const value = valueAt(this.field, slider.valueAsNumber);
        const text = value === null ? this.field.blank ?? "" : String(value);
        this.#text.value = text;
        slider.setAttribute("aria-valuetext", text);
        this.ask(value, text);
      },
      // A refused value stays in the text field; the slider goes back to the value in use.
      onchange: () => this.#place(show(this.field, submit.hyperparameters())) });
    return slider;
  }

  /** @param {string} text */
  #place(text) {
    if (!this.#slider) return;
    this.#slider.setAttribute("aria-valuetext", text);
    const value = text === this.field.blank ? null : Number(text);
    // Several positions may stand for one whole number: the thumb stays on the one it is at.
    if (valueAt(this.field, this.#slider.valueAsNumber) === value) return;
    this.#slider.valueAsNumber = positionOf(this.field, value);
  }
}

/** One of several words. */
export class Choice extends Control {
  #select;
  #allows;

  /**
   * @param {Field} field
   * @param {Submit} submit
   */
  constructor(field, submit) {
    super(field, submit);
    this.#allows = submit.allows;
    this.#select = el("select", { id: this.id, onchange: () => {
      const { value, selectedOptions } = this.#select;
      if (!this.ask(value, selectedOptions[0].label)) this.#select.value = show(field, submit.hyperparameters());
    } }, ...(field.options ?? []).map(([value, label]) => el("option", { value }, label)));
    this.add(this.#select);
  }

  /** @param {Hyperparameters} h */
  show(h) {
    super.show(h);
    // It shows the value in use again: a refusal is over as soon as anything changes.
    this.refuse("");
    this.field.options?.forEach(([value, label, barred], i) => {
      if (!barred) return;
      const option = this.#select.options[i];
      option.disabled = !this.#allows({ [this.field.name]: value });
      setText(option, option.disabled ? barred : label);
    });
    this.#select.value = show(this.field, h);
  }
}

/** The user's own points, as CSV. */
export class Points extends Control {
  #text;
  #source;
  /** The points in the text, as far as they are the run's. @type {string | undefined} */
  #shown;
  /** What was read from it last. @type {{ points: number[][], lines: number[] }} */
  #read = { points: [], lines: [] };

  /**
   * @param {Field} field
   * @param {Submit} submit
   */
  constructor(field, submit) {
    super(field, submit);
    this.#source = submit;
    this.#text = el("textarea", { id: this.id, rows: 8, spellcheck: "false", autocomplete: "off", onkeydown: (/** @type {KeyboardEvent} */ event) => {
      if (event.key === "Escape") this.#fill();
    } });
    this.add(this.#text, el("button", { type: "button", class: "button", onclick: () => this.#apply() }, "Apply"));
  }

  /** @param {Hyperparameters} h */
  show(h) {
    super.show(h);
    // What is being written stays, unless the points themselves became others.
    if (!this.element.hidden && show(this.field, h) !== this.#shown) this.#fill();
  }

  /** @param {Hyperparameters} h */
  restore(h) {
    super.restore(h);
    if (!this.element.hidden) this.#fill();
  }

  #fill() {
    this.refuse("");
    this.#shown = show(this.field, this.#source.hyperparameters());
    this.#text.value = pointsToCsv(this.#source.data());
  }

  #apply() {
    // Where the reader of CSV does not load, the figure says so.
    loadInteraction().then(({ pointsFromCsv }) => {
      const { points, lines, problem } = pointsFromCsv(this.#text.value);
      this.#read = { points, lines };
      if (problem) this.refuse(problem);
      else this.ask(points, `${points.length} points`);
    }, () => {});
  }

  /**
   * @param {import("./session.js").Refusal} refusal
   * @param {string} typed
   */
  given(refusal, typed) {
    const { points, lines } = this.#read;
    if (points.length === 0) return "There are no points.";
    const [, number] = /point (\d+)/.exec(refusal.message) ?? [];
    const at = Number(number) - 1;
    return number ? `Line ${lines[at]}: “${points[at]}” cannot be used.` : super.given(refusal, typed);
  }
}
