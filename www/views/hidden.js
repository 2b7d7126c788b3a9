// The hidden space: the examples as the last hidden layer sees them, where the output layer has
// to part them with one straight line.

import { el } from "../dom.js";
import { example, significant, subscript } from "../format.js";
import { Canvas } from "./canvas.js";
import { DataTable, MOST_ROWS } from "./table.js";
import { panel, tools } from "./view.js";

/** Name of a unit's activation, from 0: a₁. @param {number} unit */
const nameOf = (unit) => `a${subscript(unit + 1)}`;

/**
 * @param {import("./view.js").Host} host
 * @returns {import("./view.js").View}
 */
export function hidden(host) {
  const canvas = new Canvas("hidden", "Hidden space", host.stale);
  const table = new DataTable("Examples in the hidden space", host.stale);
  const axes = new Axes(host.stale);
  return {
    element: panel("hidden", "Hidden space", tools(...axes.elements, table.toggle), canvas.element, table.element),
    draw({ lab, style, playing }) {
      axes.offer(lab.sizes[lab.sizes.length - 2] * Number(lab.sizes.length > 2));
      const [first, second] = axes.chosen;
      canvas.draw((target) => lab.drawHidden(target, style(canvas.scale), first, second));
      canvas.describe(() => summary(lab), !playing);
      table.draw((tables) => tables.places(lab, axes, MOST_ROWS), playing, lab.targets.length - MOST_ROWS);
    },
    dispose: () => canvas.dispose(),
  };
}

/** Which units the picture shows: two fields, where there are more than two. */
class Axes {
  /** Units from 0, or both −1: principal components. */
  chosen = [-1, -1];
  elements;
  #units = -1;

  /** @param {() => void} stale called when others are chosen */
  constructor(stale) {
    this.elements = ["Horizontal axis", "Vertical axis"].map((label, axis) =>
      el("select", { class: "tool", "aria-label": label, title: `${label}: principal component (PC) or unit`, onchange: () => {
        this.#choose(axis);
        stale();
      } }));
  }

  /** @param {number} units of the layer */
  offer(units) {
    if (units === this.#units) return;
    this.#units = units;
    this.chosen = [-1, -1];
    this.elements.forEach((select, axis) => {
      select.hidden = units <= 2;
      select.replaceChildren(el("option", {}, `PC ${axis + 1}`), ...Array.from({ length: units }, (_, unit) => el("option", {}, nameOf(unit))));
    });
  }

  /** Takes what one field says; the other one follows, so that they are two units or none. @param {number} axis */
  #choose(axis) {
    const unit = this.elements[axis].selectedIndex - 1;
    const before = this.chosen[axis];
    let other = this.chosen[1 - axis];
    if (unit < 0) other = -1;
    else if (other === unit) other = before;
    else if (other < 0) other = unit === 0 ? 1 : 0;
    this.chosen = axis === 0 ? [unit, other] : [other, unit];
    this.elements.forEach((select, i) => { select.selectedIndex = this.chosen[i] + 1; });
  }
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
