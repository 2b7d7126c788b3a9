// What can be taken home of a figure, and what can be brought back. Loaded when it is first asked
// for; nothing of it is needed to see a figure work.

import { historyCsv } from "./take-home/csv.js";
import { readPoints } from "./take-home/data.js";
import { linkOf, readLink } from "./take-home/link.js";
import { begin, momentOf, readMoment } from "./take-home/moment.js";
import { Panel } from "./take-home/panel.js";
import { pngOf, svgOf } from "./take-home/picture.js";
import { notebook, script } from "./take-home/python.js";
import { readWeights, weightsOf } from "./take-home/weights.js";

/** @typedef {import("./take-home/moment.js").Moment} Moment */
/** @typedef {import("./take-home/moment.js").Place} Place */

/**
 * What it may use of its figure.
 * @typedef {object} Desk
 * @property {HTMLElement & { address: string, hyperparameters: object }} element
 * @property {() => import("./session.js").Session} session
 * @property {() => import("./figure.js").Figure} figure
 * @property {() => import("./views/view.js").Frame} draw  the figure as it is now
 * @property {(lab: import("./wasm/xor_lab.js").Lab, at: Place) => Promise<void>} open  settles when the run is there, or was stopped
 */

export class TakeHome {
  #desk;
  /** @type {Panel | undefined} */
  #panel;
  /** @type {CSSStyleSheet | undefined} */
  #sheet;

  /** @param {Desk} desk */
  constructor(desk) {
    this.#desk = desk;
  }

  /** Where the run is, and how it came there: all that decides it, as plain data. */
  moment() { return momentOf(this.#desk.session().lab); }

  /** The same as the end of an address, after its `?`. */
  link() {
    return linkOf(this.moment(), this.#desk.session().module, this.#desk.element.getAttribute("views") ?? undefined);
  }

  /** The address of this page that opens the figure at this moment. */
  address() {
    const [page] = location.href.split("#");
    return `${page}#${this.#desk.element.address}?${this.link()}`;
  }

  /**
   * The moment, and the parameters there for whoever wants to read them.
   * @returns {Moment & { format: "xor-lab-state", version: 1, parameters: ReturnType<typeof weightsOf> }}
   */
  state() {
    return { format: "xor-lab-state", version: 1, ...this.moment(), parameters: this.weights() };
  }

  /** A NumPy script that trains this very run, and asserts its loss. */
  script() { return script(this.moment(), this.address()); }

  /** The same as a Jupyter notebook: JSON. */
  notebook() { return notebook(this.moment(), this.address()); }

  /** All losses that are recorded, as CSV. */
  losses() {
    const { lab } = this.#desk.session();
    return historyCsv(lab, lab.lastEpoch);
  }

  /** The views that there are pictures of. */
  pictures() {
    return this.#desk.figure().views.map(({ element }) => ({
      name: element.classList[1].replace("-panel", ""),
      title: element.getAttribute("aria-label") ?? "",
    }));
  }

  /**
   * A view as it is now, as a document of SVG.
   * @param {string} name
   * @throws {RangeError} if the figure has no such view, or does not show it
   */
  svg(name) {
    const names = this.pictures().map((picture) => picture.name);
    const view = this.#desk.figure().views[names.indexOf(name)];
    if (!view) throw new RangeError(`view is ${name}; allowed: ${names.join(", ")}`);
    return svgOf(view, this.#desk.draw());
  }

  /**
   * The same in pixels, two for each of CSS's.
   * @param {string} name
   */
  async png(name) { return pngOf(this.svg(name)); }

  /** The network of now. */
  weights() { return weightsOf(this.#desk.session().lab); }

  /**
   * Goes to a moment, starts from given weights or learns other points.
   * @param {string | object} what a link, what `moment`, `state` or `weights` gave, that as JSON, or points as CSV
   * @returns {Promise<string>} what has come of it, when it is there
   * @throws what is wrong with it; then nothing has changed
   */
  async open(what) {
    const session = this.#desk.session();
    const text = typeof what === "string" ? what.trim() : "";
    if (/^[^{[\n]*\bv=/.test(text)) return this.openLink(text);
    const thing = text ? this.#read(text) : what;
    if (!(thing instanceof Object)) throw new TypeError(`It is ${String(thing)}; allowed: a link, a state or weights as JSON, or points as CSV.`);
    if ("points" in thing) {
      const { points, changes } = /** @type {{ points: number[][], changes: object }} */ (thing);
      this.#desk.element.hyperparameters = changes;
      return `${points.length} points are learnt now.`;
    }
    if ("changes" in thing) return this.#go(readMoment(thing));
    this.#desk.element.hyperparameters = readWeights(thing, session.hyperparameters);
    return "The run starts from these weights.";
  }

  /**
   * @param {string} link or an address that ends in one
   * @returns {Promise<string>} what has come of it, when it is there
   * @throws what is wrong with it; then nothing has changed
   */
  async openLink(link) {
    try {
      return await this.#go(readLink(link.slice(link.indexOf("?") + 1), this.#desk.session().module));
    } catch (error) {
      const { message } = /** @type {Error} */ (error);
      const [, allowed] = message.split("allowed: ");
      throw Object.assign(new RangeError(`The link cannot be opened: ${message}.`), { field: "href", value: link, allowed });
    }
  }

  /**
   * What was dropped on the figure or pasted.
   * @param {string | File} what
   */
  async bring(what) {
    return this.open(typeof what === "string" ? what : await what.text());
  }

  /** @param {"share" | "save"} part of the panel to begin with */
  async show(part) {
    const { element } = this.#desk.figure();
    if (!this.#panel?.element.isConnected) {
      await this.#dress();
      this.#panel = new Panel(this, this.#desk);
      element.querySelector(".settings")?.after(this.#panel.element);
    }
    this.#panel.show(part);
  }

  /** Puts the panel's style sheet on, beside the figure's; rather plain than not at all. */
  async #dress() {
    const { shadowRoot } = this.#desk.element;
    try {
      const response = await fetch(new URL("./take-home.css", import.meta.url));
      this.#sheet ??= await new CSSStyleSheet().replace(response.ok ? await response.text() : "");
      if (!shadowRoot?.adoptedStyleSheets.includes(this.#sheet)) shadowRoot?.adoptedStyleSheets.push(this.#sheet);
    } catch { /* the network, or another document */ }
  }

  /** @param {Moment & { views?: string }} moment */
  async #go(moment) {
    const { module } = this.#desk.session();
    const lab = begin(module, moment);
    const { element } = this.#desk;
    if (moment.views) element.setAttribute("views", moment.views);
    await this.#desk.open(lab, moment.at);
    const { epoch, stepInEpoch, loss } = this.#desk.session().lab;
    const there = epoch === moment.at[0] && stepInEpoch === moment.at[1];
    if (there && moment.loss !== undefined && !Object.is(moment.loss, loss)) {
      throw new Error(`Its loss is ${moment.loss}, but this run has come to ${loss} there: it is not the same run.`);
    }
    return there ? "The run is where it was." : "The run has not come that far.";
  }

  /** @param {string} text */
  #read(text) {
    const { module } = this.#desk.session();
    if (/^[{["]/.test(text)) {
      try { return JSON.parse(text); } catch (error) {
        throw new SyntaxError(`It is no JSON: ${/** @type {Error} */ (error).message}.`);
      }
    }
    return readPoints(text, module, this.#desk.session().hyperparameters);
  }
}
