// How long drawing takes, by the User Timing API: one drawing in each frame, as on the page.

import { loadLab } from "../www/xor-lab.js";

/** @typedef {import("../www/wasm/xor_lab.js").Lab} Lab */
/** @typedef {import("../www/wasm/xor_lab.js").Style} Style */

/** What the decision surface keeps for its axes, in CSS pixels. */
const BESIDE_SURFACE = { width: 32 + 9, height: 9 + 26 };

const nextFrame = () => new Promise(requestAnimationFrame);

/**
 * A decision surface of 256² pixels.
 * @param {object} hyperparameters
 * @param {number} frames
 */
export async function surface(hyperparameters, frames) {
  const { Lab } = await loadLab();
  const lab = new Lab(hyperparameters);
  const size = { width: 256 + BESIDE_SURFACE.width, height: 256 + BESIDE_SURFACE.height };
  return drawings(lab, size, frames, (canvas, style) => lab.drawSurface(canvas, style, false));
}

/**
 * The loss curve of a long run.
 * @param {object} hyperparameters
 * @param {number} epochs
 * @param {number} frames
 */
export async function lossCurve(hyperparameters, epochs, frames) {
  const { Lab } = await loadLab();
  const lab = new Lab(hyperparameters);
  lab.train(epochs);
  return drawings(lab, { width: 560, height: 300 }, frames, (canvas, style) => lab.drawLoss(canvas, style, true, NaN, NaN));
}

/**
 * Milliseconds of each drawing: of the call, and of the call and a pixel read back, which waits
 * for what the browser puts off.
 * @param {Lab} lab
 * @param {{ width: number, height: number }} size
 * @param {number} frames
 * @param {(canvas: HTMLCanvasElement, style: Style) => void} draw
 */
async function drawings(lab, size, frames, draw) {
  const [called, read] = [0, 1].map(() => Object.assign(document.createElement("canvas"), size));
  document.body.replaceChildren(called, read);
  // The light theme's own colours and font.
  const { Style } = await loadLab();
  const style = new Style(new Int32Array(), "", 1);
  // The first ones compile code and measure text.
  for (let i = -10; i < frames; i++) {
    await nextFrame();
    // Another epoch, another picture: nothing drawn before can be shown again.
    lab.train(1);
    measure("called", () => draw(called, style));
    lab.train(1);
    measure("read", () => {
      draw(read, style);
      read.getContext("2d")?.getImageData(0, 0, 1, 1);
    });
  }
  const result = { called: durations("called").slice(10), read: durations("read").slice(10) };
  document.body.replaceChildren();
  return result;
}

/**
 * @param {string} name
 * @param {() => void} work
 */
function measure(name, work) {
  const start = performance.now();
  work();
  performance.measure(name, { start });
}

/** @param {string} name */
function durations(name) {
  const entries = performance.getEntriesByName(name, "measure").map(({ duration }) => duration);
  performance.clearMeasures(name);
  return entries;
}
