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
  return {
    element: panel("losses", "Loss after epoch", el("dl", { class: "losses" }, ...rows.map(({ row }) => row))),
    draw({ lab }) {
      for (const { epoch, value } of rows) {
        const loss = epoch <= lab.epoch ? lab.lossAt(epoch) : undefined;
        setText(value, loss === undefined ? "–" : String(loss));
      }
    },
  };
}
