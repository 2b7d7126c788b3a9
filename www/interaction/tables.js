// Pictures as tables. Their first rows are the heads.

import { el, setText } from "../dom.js";
import { count, example, significant } from "../format.js";
import { lossAround } from "./loss-around.js";

/** @typedef {import("../views/view.js").Lab} Lab */

/**
 * Writes rows into a table, and builds it anew only where their numbers differ.
 * @param {HTMLTableElement} table
 * @param {string[][]} rows
 */
export function fill(table, rows) {
  const [heads, ...body] = rows;
  const shape = `${heads.length} ${body.length}`;
  if (table.dataset.shape !== shape) {
    table.dataset.shape = shape;
    table.replaceChildren(
      el("thead", {}, el("tr", {}, ...heads.map(() => el("th", { scope: "col" })))),
      el("tbody", {}, ...body.map((row) => el("tr", {}, ...row.map(() => el("td"))))));
  }
  const texts = rows.flat();
  table.querySelectorAll("th, td").forEach((cell, i) => setText(cell, texts[i]));
}

/**
 * What the network answers to the first examples.
 * @param {Lab} lab
 * @param {number} most
 */
export function answers(lab, most) {
  const inputs = lab.a(0);
  const outputs = lab.a(lab.sizes.length - 1);
  const rows = Array.from(lab.targets.subarray(0, most), (y, i) => {
    const a = outputs[i];
    const right = y >= 0.5 ? a >= 0.5 : a < 0.5;
    return [...[inputs[2 * i], inputs[2 * i + 1], y, a].map((number) => significant(number)), right ? "yes" : "no"];
  });
  return [["x₁", "x₂", "y", "a", "right?"], ...rows];
}

/**
 * Where the first examples are in the hidden space.
 * @param {Lab} lab
 * @param {{ chosen: number[], elements: HTMLSelectElement[] }} axes
 * @param {number} most
 */
export function places(lab, { chosen: [first, second], elements }, most) {
  const layer = lab.sizes.length - 2;
  // With two units or less there is nothing to choose: they are the axes.
  const names = elements[0].hidden ? ["a₁", "a₂"].slice(0, layer && lab.sizes[layer]) : elements.map((select) => select.selectedOptions[0].text);
  const inputs = lab.a(0);
  const outputs = lab.a(layer + 1);
  const images = lab.hiddenImages(first, second);
  const rows = Array.from(outputs.subarray(0, most), (output, i) => {
    const image = images.subarray(2 * i, 2 * i + names.length);
    return [example(inputs, i), ...[...image, output].map((number) => significant(number))];
  });
  return [["example", ...names, "output"], ...rows];
}

/**
 * Epoch and loss at about ten round epochs and where the run is.
 * @param {Lab} lab
 */
export function losses(lab) {
  let step = 1;
  while (lab.lastEpoch / step > 10) step *= String(step).startsWith("2") ? 2.5 : 2;
  const round = Array.from({ length: Math.floor(lab.lastEpoch / step) + 1 }, (_, i) => i * step);
  const epochs = [...new Set([...round, lab.epoch])].sort((a, b) => a - b);
  return [["epoch", "loss"], ...epochs.map((epoch) => [count(epoch), lossAround(lab, epoch, 1)])];
}

/**
 * What each neuron gives for an example.
 * @param {Lab} lab
 * @param {number} example
 */
export function neurons(lab, example) {
  const rows = [...lab.sizes].flatMap((width, layer) => Array.from(lab.a(layer).subarray(example * width, (example + 1) * width), (a, i) => [`A[${layer}]`, String(i + 1), significant(a)]));
  return [["layer", "neuron", "a"], ...rows];
}
