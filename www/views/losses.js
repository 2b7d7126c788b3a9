// Losses at chosen epochs, to the last digit.

import { el, setText } from "../dom.js";
import { count } from "../format.js";
import { panel } from "./view.js";

/**
 * @param {import("./view.js").Host} host
 * @returns {import("./view.js").View}
 */
export function losses(host) {
  const rows = host.layout.lossEpochs.map((epoch) => {
    const value = el("dd", {}, "–");
    return { epoch, value, row: el("div", {}, el("dt", {}, count(epoch)), value) };
  });
  let epochBefore = 0;
  /** @type {number | undefined} */
  let start;
  return {
    element: panel("losses", "Loss after epoch", el("dl", { class: "losses" }, ...rows.map(({ row }) => row))),
    draw({ lab }) {
      const restarted = lab.epoch < epochBefore || !Object.is(lab.lossAt(0), start);
      epochBefore = lab.epoch;
      start = lab.lossAt(0);
      for (const { epoch, value } of rows) {
        const loss = epoch <= lab.epoch ? lab.lossAt(epoch) : undefined;
        if (loss !== undefined) setText(value, String(loss));
        // A long run forgets losses that it has shown; they stay until it starts again.
        else if (restarted || epoch > lab.epoch) setText(value, "–");
      }
    },
  };
}
