// The decision surface: what the network answers everywhere in the plane of its inputs.

import { el } from "../dom.js";
import { example, percent, significant } from "../format.js";
import { Canvas } from "./canvas.js";
import { DataTable, MOST_ROWS } from "./table.js";
import { panel, tools } from "./view.js";

/**
 * @param {import("./view.js").Host} host
 * @returns {import("./view.js").View}
 */
export function surface(host) {
  const canvas = new Canvas("surface", "Decision surface", host.stale);
  const table = new DataTable("Answers to the examples", host.stale);
  const tool = el("button", { type: "button", class: "tool", "aria-pressed": "false", title: "Add and remove points by hand",
    hidden: !host.layout.controls.some((name) => name === "dataset" || name === "points"), onclick: () => host.actions.editPoints(picture) }, "points");
  /** @type {import("../take-home/point-editor.js").Picture} */
  const picture = { canvas: canvas.element, tool, stale: host.stale };
  return {
    element: panel("surface", "Decision surface", tools(tool, table.toggle), canvas.element, table.element),
    hero: true,
    draw({ lab, style, playing }) {
      canvas.draw((target) => {
        const place = lab.drawSurface(target, style(canvas.scale), !!picture.editor);
        picture.editor?.show(place, canvas.scale);
      });
      canvas.describe(() => summary(lab), !playing);
      table.draw((tables) => tables.answers(lab, MOST_ROWS), playing, lab.targets.length - MOST_ROWS);
    },
    dispose: () => canvas.dispose(),
  };
}

/** @param {import("../wasm/xor_lab.js").Lab} lab */
function summary(lab) {
  const { targets } = lab;
  if (targets.length > 8) {
    return `Decision surface over ${targets.length} examples, ${percent(lab.accuracy)} of them on the right side.`;
  }
  const inputs = lab.a(0);
  const outputs = lab.a(lab.sizes.length - 1);
  const answers = Array.from(targets, (target, i) => `${example(inputs, i)} gives ${significant(outputs[i], 3)}, target ${target}`);
  return `Decision surface. ${answers.join("; ")}.`;
}
