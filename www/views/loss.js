// The loss, epoch by epoch: all epochs or some, and the loss of any one.

import { el } from "../dom.js";
import { count, significant } from "../format.js";
import { withInteraction } from "../interaction-loader.js";
import { Canvas } from "./canvas.js";
import { DataTable } from "./table.js";
import { panel, tools } from "./view.js";

/** @typedef {import("./view.js").Lab} Lab */

/** What may happen to the curve. */
const EVENTS = ["pointerdown", "pointermove", "pointerup", "pointercancel", "pointerleave", "wheel", "keydown", "focus", "blur"];
/** Where the plot is on the canvas, as `drawLoss` gives it. */
const PLACE = ["left", "top", "width", "height"];

/**
 * @param {import("./view.js").Host} host
 * @returns {import("./view.js").View}
 */
export function loss(host) {
  const canvas = new Canvas("loss", "Loss curve", host.stale);
  const table = new DataTable("Loss", host.stale);
  const reading = el("span", { class: "reading" });
  const more = el("div", { class: "tools" });
  /** @type {Lab} */
  let lab;
  let log = false;
  /** @type {import("../interaction/zoom.js").Zoom | undefined} */
  let zoom;
  /** What was drawn last. @type {Parameters<import("../interaction/zoom.js").Zoom["show"]>} */
  let drawn;
  const handle = (/** @type {Event} */ event) => withInteraction(({ Zoom }) => {
    if (!zoom) {
      zoom = new Zoom({ slider, reading, tools: more }, lab, host);
      zoom.show(...drawn);
    }
    zoom.handle(event);
  });
  const slider = el("div", {
    role: "slider", tabindex: 0, hidden: true, "aria-label": "Epoch on the loss curve", "aria-valuemin": 0,
    title: "Click: go to that epoch. Drag: zoom in. Ctrl and wheel, or two fingers: zoom.\nKeys: arrows, Enter, + and −, Escape.",
    // Now, even if the zoom is still on its way.
    onpointerdown: (/** @type {PointerEvent} */ { pointerId }) => slider.setPointerCapture(pointerId),
  });
  for (const type of EVENTS) slider.addEventListener(type, handle);
  const tool = (/** @type {string} */ text, /** @type {string} */ title, /** @type {() => void} */ onclick) =>
    el("button", { type: "button", class: "tool", title, onclick }, text);
  const logarithmic = tool("log", "Logarithmic loss axis", () => {
    log = !log;
    logarithmic.setAttribute("aria-pressed", String(log));
    host.stale();
  });
  logarithmic.setAttribute("aria-pressed", "false");
  const dismiss = tool("dismiss old future", "Forgets the dotted line: what was to come before the last change in the past", () => {
    // It goes, and leaves the focus to the curve.
    slider.focus();
    lab.dismissGhost();
    host.stale();
  });
  more.append(dismiss);
  return {
    element: panel("loss", "Loss", tools(reading, logarithmic, table.toggle),
      el("div", { class: "plot" }, canvas.element, slider, more), table.element),
    draw(frame) {
      ({ lab } = frame);
      canvas.draw((target) => {
        const [from, to] = zoom?.wanted() ?? [NaN, NaN];
        const plot = lab.drawLoss(target, frame.style(canvas.scale), log, from, to);
        if (plot.length === 0) return;
        drawn = [plot, canvas.scale, frame];
        // As parts of the canvas, that it never reaches beyond one that has become smaller.
        PLACE.forEach((name, i) => slider.style.setProperty(name, `${100 * plot[i] / (i % 2 ? target.height : target.width)}%`));
        slider.hidden = false;
        slider.ariaValueMax = String(lab.lastEpoch);
        if (zoom) zoom.show(...drawn);
        else if (!frame.playing) {
          slider.ariaValueNow = String(lab.epoch);
          slider.ariaValueText = `epoch ${count(lab.epoch)}, loss ${significant(lab.loss)}`;
        }
      });
      table.draw((tables) => tables.losses(lab), frame.playing);
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
