// Every number of the network, in the notebook's shapes: W[i], b[i], Z[i] and A[i] of each layer;
// in the glass box δ[i] and the gradients too, and one update operation by operation.

import { el } from "../dom.js";
import { example } from "../format.js";
import { interaction } from "../interaction-loader.js";
import { Layer } from "./layer.js";
import { panel } from "./view.js";
import { WalkBar } from "./walk-bar.js";

/** @typedef {import("./view.js").Lab} Lab */

const MOST_EXAMPLES = 12;
/** With more than this on show, they change four times a second while the run plays. */
const MOST_LIVE = 300;

/**
 * @param {import("./view.js").Host} host
 * @returns {import("./view.js").View}
 */
export const numbers = (host) => view(host, false);

/**
 * @param {import("./view.js").Host} host
 * @returns {import("./view.js").View}
 */
export const glassBox = (host) => view(host, true);

/**
 * @param {import("./view.js").Host} host
 * @param {boolean} whole the glass box
 * @returns {import("./view.js").View}
 */
function view(host, whole) {
  const layers = el("div", { class: "layers" });
  const name = el("p", { class: "name", role: "status" }, "Choose a number to see how it came to be.");
  const explained = el("div", { class: "explained" }, el("div", { class: "of" }, name));
  /** @type {import("../interaction/explained.js").Explained | undefined} */
  let explanation;
  const bar = whole ? new WalkBar(host) : undefined;
  /** @type {Layer[]} */
  let shown = [];
  let signature = "";
  let updated = -Infinity;
  return {
    element: panel(whole ? "glass-box" : "numbers", whole ? "Glass box" : "Numbers", bar?.element, layers, explained),
    draw({ lab, playing }) {
      bar?.draw(lab);
      if (interaction) (explanation ??= new interaction.Explained(name, host.glass)).draw(lab);
      const { activation, outputActivation } = host.hyperparameters();
      // What an update is made of are its examples; those of the whole data stand still.
      const all = lab.targets.length;
      const batch = whole ? lab.batch : undefined;
      const part = batch && batch.length < all ? batch.slice(0, MOST_EXAMPLES) : undefined;
      const rows = batch?.length ?? all;
      const inputs = lab.a(0);
      const names = Array.from({ length: Math.min(MOST_EXAMPLES, rows) }, (_, i) => example(inputs, part?.[i] ?? i));
      const now = `${lab.sizes} ${rows} ${activation} ${outputActivation}`;
      if (now !== signature) {
        signature = now;
        const open = shown.map(({ element }) => element.open);
        shown = Array.from({ length: lab.sizes.length - 1 }, (_, i) => {
          const last = i === lab.sizes.length - 2;
          return new Layer(lab, { index: i + 1, rows, names, activation: last ? outputActivation : activation, digits: host.layout.digits, whole }, host);
        });
        // Those that somebody has opened or folded stay so.
        if (open.length === shown.length) shown.forEach(({ element }, i) => { element.open = open[i]; });
        layers.replaceChildren(...shown.map(({ element }) => element));
      }
      const open = shown.filter(({ element }) => element.open);
      const many = open.reduce((sum, { size }) => sum + size, 0) > MOST_LIVE;
      const time = performance.now();
      if (many && playing && time - updated < 250) return;
      updated = time;
      for (const layer of open) layer.update(lab, part, names);
    },
  };
}
