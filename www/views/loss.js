// The loss, epoch by epoch.

import { el } from "../dom.js";
import { count, significant } from "../format.js";
import { Canvas } from "./canvas.js";
import { panel } from "./view.js";

/**
 * @param {import("./view.js").Host} host
 * @returns {import("./view.js").View}
 */
export function loss(host) {
  const canvas = new Canvas("loss", "Loss curve", host.stale);
  let log = false;
  const toggle = el("button", { type: "button", class: "tool", "aria-pressed": "false", title: "Logarithmic loss axis", onclick() {
    log = !log;
    toggle.setAttribute("aria-pressed", String(log));
    host.stale();
  } }, "log");
  return {
    element: panel("loss", "Loss", toggle, canvas.element),
    draw({ lab, style, playing }) {
      canvas.draw((target) => lab.drawLoss(target, style(canvas.scale), log, NaN, NaN));
      canvas.describe(() => {
        const start = lab.lossAt(0);
        const from = start === undefined ? "" : `from ${significant(start)} at the start `;
        return `Loss curve: ${from}to ${significant(lab.loss)} at epoch ${count(lab.epoch)}.`;
      }, !playing);
    },
    dispose: () => canvas.dispose(),
  };
}
