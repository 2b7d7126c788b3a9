// How smoothly figures play: frames of `<xor-lab>` elements that train as fast as they may.
// What a figure shows and does is its own; here its training is timed, so that the rest is known.

import { loadLab } from "../www/xor-lab.js";

/** @typedef {import("../www/lab-loader.js").Module} Module */

/** Milliseconds until a figure has found its pace. */
const WARMING_UP = 1000;

const later = (/** @type {number} */ milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/**
 * Milliseconds: between frames; of work in a frame besides training, in the page's own code and
 * until the browser has painted too; and of tasks that held the page up.
 * @param {Record<string, string>[]} figures   attributes
 * @param {string} grid                        CSS of the box around them
 * @param {number} milliseconds
 */
export async function frames(figures, grid, milliseconds) {
  const { Lab } = await loadLab();
  const box = document.createElement("div");
  box.style.cssText = grid;
  const elements = figures.map((attributes) => {
    const figure = /** @type {import("../www/element.js").XorLab} */ (document.createElement("xor-lab"));
    for (const [name, value] of Object.entries(attributes)) figure.setAttribute(name, value);
    return figure;
  });
  box.append(...elements);
  document.body.replaceChildren(box);
  await Promise.all(elements.map(({ ready }) => ready));
  for (const figure of elements) figure.play();
  await later(WARMING_UP);

  const watch = watchFrames(Lab);
  const epochs = () => elements.reduce((sum, { epoch }) => sum + epoch, 0);
  const [start, before] = [performance.now(), epochs()];
  await later(milliseconds);
  const epochsPerSecond = ((epochs() - before) / (performance.now() - start)) * 1000;
  const seen = watch();
  document.body.replaceChildren();
  return { ...seen, epochsPerSecond };
}

/**
 * Watches until the function that it gives is called.
 * @param {Module["Lab"]} Lab
 */
function watchFrames(Lab) {
  const [intervals, work, painted, longTasks] = /** @type {number[][]} */ ([[], [], [], []]);
  const observer = new PerformanceObserver((list) => longTasks.push(...list.getEntries().map(({ duration }) => duration)));
  observer.observe({ type: "longtask" });

  let training = 0;
  const methods = ["train", "trainSteps"];
  /** @type {Record<string, Function>} */
  const prototype = /** @type {any} */ (Lab.prototype);
  const originals = methods.map((name) => prototype[name]);
  methods.forEach((name, i) => {
    prototype[name] = function (/** @type {number[]} */ ...counts) {
      const start = performance.now();
      originals[i].apply(this, counts);
      training += performance.now() - start;
    };
  });

  const ask = window.requestAnimationFrame;
  const afterPainting = new MessageChannel();
  let frame = { start: 0, training: 0 };
  let last = 0;
  // The message waits its turn behind the rendering of this frame.
  afterPainting.port1.onmessage = () => painted.push(performance.now() - frame.start - frame.training);
  window.requestAnimationFrame = (callback) => ask((now) => {
    training = 0;
    const start = performance.now();
    callback(now);
    performance.measure("frame", { start, detail: { training } });
    work.push(performance.now() - start - training);
    frame = { start, training };
    afterPainting.port2.postMessage(null);
    if (last) intervals.push(now - last);
    last = now;
  });
  return () => {
    window.requestAnimationFrame = ask;
    methods.forEach((name, i) => { prototype[name] = originals[i]; });
    observer.disconnect();
    afterPainting.port1.close();
    performance.clearMeasures("frame");
    return { intervals, work, painted, longTasks };
  };
}
