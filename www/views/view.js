// What every view of a figure is.

import { el } from "../dom.js";

/** @typedef {import("../wasm/xor_lab.js").Lab} Lab */
/** @typedef {import("../wasm/xor_lab.js").Style} Style */

/**
 * @typedef {object} Frame
 * @property {Lab} lab
 * @property {(scale: number) => Style} style
 * @property {boolean} playing
 */

/**
 * @typedef {object} View
 * @property {HTMLElement} element
 * @property {(frame: Frame) => void} draw
 * @property {boolean} [hero]                   is drawn in every frame, not in turn with the others
 * @property {() => void} [changed]              the hyperparameters are others
 * @property {() => void} [dispose]
 * @property {() => boolean} [busy]
 * @property {(deadline: number) => void} [advance]
 */

/**
 * What a view may ask of its figure.
 * @typedef {object} Host
 * @property {() => void} stale                  draw me again
 * @property {import("../attributes.js").Layout} layout
 * @property {() => import("../lab-loader.js").Module} module
 * @property {() => (boolean | undefined)[]} ways   whether there is a run to go back to from one that was opened, and one to go to again
 * @property {() => import("../fields.js").Hyperparameters} hyperparameters
 * @property {() => number} mark                 the epoch to run to
 * @property {(seed: number, epoch: number) => void} chooseSeed  and run to that epoch
 * @property {import("../glass.js").Glass} glass
 * @property {import("../transport.js").Actions} actions
 */

/**
 * Tools in the line of a panel's title.
 * @param {...import("../dom.js").Child} children
 */
export const tools = (...children) => el("div", { class: "tools", part: "tools" }, ...children);

/**
 * A titled panel.
 * @param {string} name
 * @param {string} title
 * @param {...import("../dom.js").Child} children the first may be a tool in the title's line
 */
export function panel(name, title, ...children) {
  return el("section", { class: `panel ${name}-panel`, part: `panel ${name}`, "aria-label": title },
    el("div", { class: "title", part: "title" }, title), ...children);
}
