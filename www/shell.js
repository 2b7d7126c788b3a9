// The shadow root's own parts: style sheet, fallback content, the failed state, and the figure.

import { el } from "./dom.js";

export class Shell {
  #root;
  #styled = false;
  #fallback = el("slot");
  #failure = el("div", { class: "failure", part: "message", role: "alert", hidden: true });
  /** @type {HTMLElement | undefined} */
  #figure;

  /** @param {ShadowRoot} root */
  constructor(root) {
    this.#root = root;
    const seen = () => {
      this.#styled = true;
      this.#reveal();
    };
    const href = new URL("./xor-lab.css", import.meta.url).href;
    root.append(el("link", { rel: "stylesheet", href, onload: seen, onerror: seen }), this.#failure, this.#fallback);
  }

  /** @param {HTMLElement} figure takes the place of the one before */
  put(figure) {
    this.#figure?.remove();
    this.#figure = figure;
    this.#root.append(figure);
    this.#reveal();
  }

  /**
   * Shows what happened and what to try, above the fallback content.
   * @param {string} what
   * @param {() => void} again
   */
  fail(what, again) {
    this.#failure.replaceChildren(
      el("p", {}, el("b", {}, "This figure cannot run. "), what),
      el("button", { type: "button", class: "button", onclick: () => {
        this.mend();
        again();
      } }, "Try again"));
    this.#failure.hidden = false;
    this.#reveal();
  }

  mend() {
    this.#failure.hidden = true;
    this.#reveal();
  }

  /** A figure without its style sheet would flash; until it is there, the fallback content is. */
  #reveal() {
    const failed = !this.#failure.hidden;
    if (this.#figure) this.#figure.hidden = !this.#styled || failed;
    this.#fallback.hidden = this.#styled && !failed;
  }
}
