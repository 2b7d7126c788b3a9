// The numbers behind a picture, as a table that a button in its title's line opens.

import { el, freshId, setText } from "../dom.js";
import { count } from "../format.js";
import { interaction } from "../interaction-loader.js";

/** Of examples; the rest is counted. */
export const MOST_ROWS = 12;

export class DataTable {
  /** Opens and closes it. */
  toggle;
  element;
  #table;
  #more = el("p", { class: "more" });
  #updated = -Infinity;

  /**
   * @param {string} caption
   * @param {() => void} stale called when it must be drawn
   */
  constructor(caption, stale) {
    const id = freshId();
    this.#table = el("table", { "aria-label": caption });
    this.element = el("div", { class: "data", id, hidden: true }, this.#table, this.#more);
    this.toggle = el("button", { type: "button", class: "tool", "aria-expanded": "false", "aria-controls": id, title: `${caption}, as a table`, onclick: () => {
      this.element.hidden = !this.element.hidden;
      this.toggle.setAttribute("aria-expanded", String(!this.element.hidden));
      this.#updated = -Infinity;
      stale();
    } }, "table");
  }

  /**
   * Says what there is now, at most four times a second while the run plays, and only if open.
   * @param {(tables: import("../interaction-loader.js").Interaction) => string[][]} rows the first one are the heads
   * @param {boolean} playing
   * @param {number} [more] rows that there would be besides
   */
  draw(rows, playing, more = 0) {
    const time = performance.now();
    if (!interaction || this.element.hidden || playing && time - this.#updated < 250) return;
    this.#updated = time;
    interaction.fill(this.#table, rows(interaction));
    setText(this.#more, more > 0 ? `… ${count(more)} more` : "");
  }
}
