// The loss, epoch by epoch: all epochs or some, and the loss of any one.

import { el, setText } from "../dom.js";
import { count, significant } from "../format.js";
import { Canvas } from "./canvas.js";
import { DataTable } from "./table.js";
import { panel } from "./view.js";
import { Zoom } from "./zoom.js";

/** @typedef {import("./view.js").Lab} Lab */

/**
 * @param {import("./view.js").Host} host
 * @returns {import("./view.js").View}
 */
export function loss(host) {
  const canvas = new Canvas("loss", "Loss curve", host.stale);
  const table = new DataTable("Loss", host.stale);
  const reading = el("span", { class: "reading" });
  /** @type {Lab} */
  let lab;
  let log = false;
  const zoom = new Zoom(host, (epoch, epochs) => {
    setText(reading, epoch === undefined ? "" : `${count(epoch)} · ${lossAround(lab, epoch, epochs)}`);
    const at = epoch ?? lab.epoch;
    return `epoch ${count(at)}, loss ${lossAround(lab, at, epochs)}`;
  });
  const tool = (/** @type {string} */ text, /** @type {string} */ title, /** @type {() => void} */ onclick) =>
    el("button", { type: "button", class: "tool", title, onclick }, text);
  const logarithmic = tool("log", "Logarithmic loss axis", () => {
    log = !log;
    logarithmic.setAttribute("aria-pressed", String(log));
    host.stale();
  });
  logarithmic.setAttribute("aria-pressed", "false");
  // What is gone once it is pressed leaves the focus to the curve.
  const all = tool("all epochs", "Ends the zoom", () => {
    zoom.element.focus();
    zoom.all();
  });
  const dismiss = tool("dismiss old future", "Forgets the dotted line: what was to come before the last change in the past", () => {
    zoom.element.focus();
    lab.dismissGhost();
    host.stale();
  });
  return {
    element: panel("loss", "Loss", el("div", { class: "tools" }, reading, logarithmic, table.toggle),
      el("div", { class: "plot" }, canvas.element, zoom.element, el("div", { class: "tools" }, dismiss, all)), table.element),
    draw(frame) {
      ({ lab } = frame);
      canvas.draw((target) => {
        const [from, to] = zoom.wanted(lab.epoch);
        const plot = lab.drawLoss(target, frame.style(canvas.scale), log, from, to);
        if (plot.length > 0) zoom.show(plot, canvas.scale, frame);
      });
      table.draw(() => lossRows(lab), frame.playing);
      all.hidden = !zoom.zoomed;
      dismiss.hidden = !lab.hasGhost;
      canvas.describe(() => {
        const start = lab.lossAt(0);
        const from = start === undefined ? "" : `from ${significant(start)} at the start `;
        const ghost = lab.hasGhost ? " A dotted line shows the future that the last change in the past has replaced." : "";
        return `Loss curve: ${from}to ${significant(lab.loss)} at epoch ${count(lab.epoch)}.${ghost}`;
      }, !frame.playing);
    },
    dispose: () => canvas.dispose(),
  };
}

/**
 * The loss after an epoch or, where it is not known exactly, the smallest and the largest of those from there on.
 * @param {Lab} lab
 * @param {number} epoch
 * @param {number} epochs how many
 */
function lossAround(lab, epoch, epochs) {
  const exact = lab.lossAt(epoch) ?? (epoch === lab.epoch ? lab.loss : undefined);
  if (exact !== undefined) return significant(exact);
  const [least, most] = Array.from(lab.lossSpan(epoch, epoch + epochs - 1), (loss) => significant(loss, 3));
  return least === undefined ? "not finite" : least === most ? least : `${least} … ${most}`;
}

/**
 * For a table: its heads, and then epoch and loss at about ten round epochs and where the run is.
 * @param {Lab} lab
 * @returns {string[][]}
 */
function lossRows(lab) {
  let step = 1;
  while (lab.lastEpoch / step > 10) step *= String(step).startsWith("2") ? 2.5 : 2;
  const round = Array.from({ length: Math.floor(lab.lastEpoch / step) + 1 }, (_, i) => i * step);
  const epochs = [...new Set([...round, lab.epoch])].sort((a, b) => a - b);
  return [["epoch", "loss"], ...epochs.map((epoch) => [count(epoch), lossAround(lab, epoch, 1)])];
}
