// What can be taken home of a figure, and what can be brought back. Loaded when it is first asked
// for; nothing of it is needed to see a figure work.

import { el } from "./dom.js";
import { readPoints } from "./take-home/data.js";
import { linkOf, readLink } from "./take-home/link.js";
import { begin, momentOf, readMoment } from "./take-home/moment.js";
import { Panel } from "./take-home/panel.js";
import { PointEditor } from "./take-home/point-editor.js";
import { OwnPoints } from "./take-home/points.js";
import { readWeights, weightsOf } from "./take-home/weights.js";

/** @typedef {import("./take-home/moment.js").Moment} Moment */
/** @typedef {import("./take-home/moment.js").Place} Place */

/**
 * What it may use of its figure.
 * @typedef {object} Desk
 * @property {HTMLElement & { address: string, hyperparameters: object }} element
 * @property {() => import("./session.js").Session} session
 * @property {() => import("./figure.js").Figure} figure
 * @property {(lab: import("./wasm/xor_lab.js").Lab, at: Place) => Promise<void>} open  settles when the run is there, or was stopped
 */

export class TakeHome {
  #desk;
  #points;
  /** @type {Panel | undefined} */
  #panel;

  /** @param {Desk} desk */
  constructor(desk) {
    this.#desk = desk;
    this.#points = new OwnPoints(desk);
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

  /** The moment, and the parameters there for whoever wants to read them. */
  state() {
    return { format: "xor-lab-state", version: 1, ...this.moment(), parameters: this.weights() };
  }

  // Filled in when their modules are merged.
  script() { return ""; }
  notebook() { return ""; }
  losses() { return ""; }
  /** @returns {{ name: string, title: string }[]} */
  pictures() { return []; }
  /** @param {string} view @param {"svg" | "png"} kind @returns {Promise<Blob>} */
  async picture(view, kind) { throw new Error(`${view} ${kind}`); }

  /** The network of now. */
  weights() { return weightsOf(this.#desk.session()); }

  /**
   * Goes to a moment, starts from given weights or learns other points.
   * @param {unknown} what a link, what `moment`, `state` or `weights` gave, that as JSON, or points as CSV
   * @returns {Promise<string>} what has come of it, when it is there
   * @throws what is wrong with it; then nothing has changed
   */
  async open(what) {
    const session = this.#desk.session();
    const text = typeof what === "string" ? what.trim() : "";
    if (/^[^{[\n]*\bv=/.test(text)) return this.#openLink(text.slice(text.indexOf("?") + 1));
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
   * What was dropped on the figure or pasted.
   * @param {string | File} what
   */
  async bring(what) {
    return this.open(typeof what === "string" ? what : await what.text());
  }

  /** @param {"share" | "save"} part of the panel to begin with */
  show(part) {
    const { element } = this.#desk.figure();
    if (!this.#panel?.element.isConnected) {
      this.#panel = new Panel(this, this.#desk, styleSheet());
      element.querySelector(".settings")?.after(this.#panel.element);
    }
    this.#panel.show(part);
  }

  /** @param {import("./take-home/point-editor.js").Picture} picture to which points are added from now on, or no longer */
  editPoints(picture) {
    if (picture.editor) picture.editor.end();
    else picture.editor = new PointEditor(picture, this.#points, styleSheet());
  }

  /** @param {string} link */
  async #openLink(link) {
    try {
      return await this.#go(readLink(link, this.#desk.session().module));
    } catch (error) {
      throw new RangeError(`The link cannot be opened: ${/** @type {Error} */ (error).message}.`);
    }
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

/** Of all that is loaded on demand. */
const styleSheet = () => el("link", { rel: "stylesheet", href: new URL("./take-home.css", import.meta.url).href });
