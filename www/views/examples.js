// Which example's numbers are shown.

import { el } from "../dom.js";
import { example } from "../format.js";

/** With more examples than this they are in a list, not each a button. */
const MOST_BUTTONS = 8;

export class Examples {
  element = el("div", { class: "examples", role: "group", "aria-label": "Example whose numbers are shown" });
  #glass;
  #offered = "";
  /** @type {HTMLElement[]} */
  #buttons = [];
  /** @type {HTMLSelectElement | undefined} */
  #select;

  /** @param {import("../glass.js").Glass} glass */
  constructor(glass) {
    this.#glass = glass;
  }

  /** @param {import("./view.js").Lab} lab */
  show(lab) {
    const count = lab.targets.length;
    const few = count <= MOST_BUTTONS;
    const inputs = lab.a(0);
    const names = Array.from({ length: count }, (_, row) => few ? example(inputs, row) : String(row + 1));
    if (`${names}` !== this.#offered) {
      this.#offered = `${names}`;
      this.#select = few ? undefined : el("select", { onchange: () => this.#glass.showExample(Number(this.#select?.value)) },
        ...names.map((name, row) => el("option", { value: row }, name)));
      this.#buttons = few ? names.map((name, row) => el("button", { type: "button", class: "button", onclick: () => this.#glass.showExample(row) }, name)) : [];
      this.element.replaceChildren(this.#select ? el("label", {}, "Example ", this.#select) : "Example", ...this.#buttons);
    }
    const shown = this.#glass.example;
    this.#buttons.forEach((button, row) => button.setAttribute("aria-pressed", String(row === shown)));
    if (this.#select) this.#select.value = String(shown);
  }
}
