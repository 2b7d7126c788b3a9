// The hidden space: the examples as the last hidden layer sees them, where the output layer has
// to part them with one straight line.

import { example, significant } from "../format.js";
import { Canvas } from "./canvas.js";
import { panel } from "./view.js";

/**
 * @param {import("./view.js").Host} host
 * @returns {import("./view.js").View}
 */
export function hidden(host) {
  const canvas = new Canvas("hidden", "Hidden space", host.stale);
  return {
    element: panel("hidden", "Hidden space", canvas.element),
    draw({ lab, style, playing }) {
      canvas.draw((target) => lab.drawHidden(target, style(canvas.scale)));
      canvas.describe(() => summary(lab), !playing);
    },
    dispose: () => canvas.dispose(),
  };
}

/** @param {import("../wasm/xor_lab.js").Lab} lab */
function summary(lab) {
  const layer = lab.sizes.length - 2;
  const width = lab.sizes[layer];
  const examples = lab.targets.length;
  if (layer === 0) return "Hidden space: this network has no hidden layer.";
  if (examples > 8 || width > 2) return `Hidden space: ${examples} examples as ${width} hidden neurons see them.`;
  const inputs = lab.a(0);
  const activations = lab.a(layer);
  const places = Array.from({ length: examples }, (_, i) => {
    const place = Array.from(activations.subarray(i * width, (i + 1) * width), (a) => significant(a, 3));
    return `${example(inputs, i)} moves to (${place.join(", ")})`;
  });
  return `Hidden space. ${places.join("; ")}.`;
}
