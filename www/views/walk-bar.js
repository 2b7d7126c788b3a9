// The buttons that walk through one update, and where the walk is.

import { el, icon, setText } from "../dom.js";
import { withInteraction } from "../interaction-loader.js";

const BACK = "M10 2L4 8l6 6z";
const ON = "M6 2l6 6-6 6z";

export class WalkBar {
  element;
  #host;
  #back;
  #on;
  #all;
  #where = el("p", { class: "where", role: "status" });

  /** @param {import("./view.js").Host} host */
  constructor(host) {
    this.#host = host;
    const button = (/** @type {string} */ label, /** @type {string} */ path, /** @type {number} */ by) =>
      el("button", { type: "button", class: "button", "aria-label": label, title: label, onclick: () => this.#go(by) }, icon(path));
    this.#back = button("One operation back", BACK, -1);
    this.#on = button("One operation on", ON, 1);
    this.#all = el("button", { type: "button", class: "button", onclick: () => this.#leave() }, "Show all");
    this.element = el("div", { class: "walk", role: "group", "aria-label": "One update, operation by operation" },
      this.#back, this.#on, this.#all, this.#where);
  }

  /** @param {import("./view.js").Lab} lab */
  draw(lab) {
    const { at, operation } = this.#host.glass.walk;
    // Forward two in each layer, the loss, backward two, and the update of its parameters.
    const length = 5 * (lab.sizes.length - 1) + 1;
    const start = lab.epoch === 0 && lab.stepInEpoch === 0;
    this.#back.setAttribute("aria-disabled", String(start && !at));
    this.#all.hidden = at === undefined;
    setText(this.#where, operation ? `${(at ?? 0) + 1} of ${length} · ${operation.name}` : `One update is ${length} operations. Walk through them.`);
  }

  /** @param {number} by */
  #go(by) {
    const { glass, actions, stale, hyperparameters } = this.#host;
    if (by < 0 && this.#back.ariaDisabled === "true") return;
    withInteraction(({ Walk }) => {
      const walk = glass.walk instanceof Walk ? glass.walk : new Walk(hyperparameters());
      glass.walk = walk;
      walk.go(by, actions);
      stale();
    });
  }

  #leave() {
    const { glass } = this.#host;
    // The button that has the focus goes.
    this.#on.focus();
    glass.walk.at = undefined;
    glass.choose();
  }
}
