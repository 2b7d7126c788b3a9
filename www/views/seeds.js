// The same run from 200 starts: how often does it learn? Here is what it looks like before anybody
// asks that.

import { el, setText } from "../dom.js";
import { epochs } from "../format.js";
import { withInteraction } from "../interaction-loader.js";
import { panel } from "./view.js";

const SEEDS = 200;

/**
 * @param {import("./view.js").Host} host
 * @returns {import("./view.js").View}
 */
export function seeds(host) {
  /** @type {import("../interaction/sweep.js").SeedSweep | undefined} */
  let sweep;
  const act = (/** @type {(sweep: import("../interaction/sweep.js").SeedSweep) => void} */ work) =>
    withInteraction(({ SeedSweep }) => work(sweep ??= new SeedSweep({ button, summary, cells }, host)));
  const button = el("button", { type: "button", class: "button", onclick: () => act((sweep) => sweep.toggle()) });
  const summary = el("p", { class: "summary", role: "status" }, `This figure’s run from each of the seeds 0 to ${SEEDS - 1}.`);
  const cells = Array.from({ length: SEEDS }, (_, seed) => el("button", { type: "button", tabindex: seed ? -1 : 0, title: `seed ${seed}`, "aria-label": `seed ${seed}` }));
  const strip = el("div", { class: "seeds", role: "group", "aria-label": "Seeds 0 to 199; arrow keys move between them",
    onclick: ({ target }) => act((sweep) => sweep.choose(target)),
    onkeydown: (event) => act((sweep) => sweep.move(event)) }, ...cells);
  return {
    element: panel("seeds", "Other seeds", el("div", { class: "line" }, button, summary), strip),
    busy: () => sweep?.busy() ?? false,
    advance: (deadline) => sweep?.advance(deadline),
    dispose: () => sweep?.dispose(),
    changed() {
      sweep?.changed();
      const { seed } = host.hyperparameters();
      cells.forEach((cell, i) => i === seed ? cell.setAttribute("aria-current", "true") : cell.removeAttribute("aria-current"));
    },
    draw() {
      const offer = `Run ${SEEDS} seeds for ${epochs(host.mark())}`;
      if (sweep) sweep.draw(offer);
      else setText(button, offer);
    },
  };
}
