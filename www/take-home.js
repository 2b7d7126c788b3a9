// What can be taken home of a figure, and what can be brought back. Loaded when it is first asked
// for; nothing of it is needed to see a figure work.

import { inAttributes } from "./attributes.js";
import { historyCsv } from "./take-home/csv.js";
import { readPoints } from "./take-home/data.js";
import { linkOf, readLink } from "./take-home/link.js";
import { begin, momentOf, readMoment } from "./take-home/moment.js";
import { Panel } from "./take-home/panel.js";
import { pngOf, svgOf } from "./take-home/picture.js";
import { notebook, script } from "./take-home/python.js";
import { PointEditor } from "./take-home/point-editor.js";
import { OwnPoints } from "./take-home/points.js";
import { readWeights, weightsOf } from "./take-home/weights.js";

/** @typedef {import("./take-home/moment.js").Moment} Moment */
/** @typedef {import("./take-home/moment.js").Place} Place */
/** @typedef {import("./wasm/xor_lab.js").Lab} Lab */

/**
 * What it may use of its figure.
 * @typedef {object} Desk
 * @property {HTMLElement & { address: string, addressOf?: (link: string) => string, pause: () => void }} element
 * @property {() => string[] | undefined} views  that it was asked for
 * @property {() => import("./session.js").Session} session
 * @property {() => import("./figure.js").Figure} figure
 * @property {() => import("./views/view.js").Frame} draw  the figure as it is now
 * @property {(lab: Lab, at?: Place) => Promise<void> | undefined} open  swaps the runs; settles when the other is there, or was stopped
 */

/** Characters of a text or bytes of a file: the state of the largest network has a fifth of them. */
const LONGEST = 5_000_000;

export class TakeHome {
  #desk;
  #points;
  /** @type {Panel | undefined} */
  #panel;
  /** What was here before what was opened last, and whether anything had been done with it. @type {{ lab: Lab, views: string | null, used: boolean } | undefined} */
  #before;
  /** @type {CSSStyleSheet | undefined} */
  #sheet;

  /** @param {Desk} desk */
  constructor(desk) {
    this.#desk = desk;
    this.#points = new OwnPoints(desk);
  }

  /** Where the run is, and how it came there: all that decides it, as plain data. */
  moment() { return momentOf(this.#desk.session().lab); }

  /** The same as the end of an address, after its `?`. */
  link() { return linkOf(this.moment(), this.#desk.session().module, this.#desk.views()); }

  /**
   * The address of this page that opens the figure at this moment.
   * @throws {Error} if the figure has no name on the page
   */
  address() {
    const { element } = this.#desk;
    const link = this.link();
    if (element.addressOf) return element.addressOf(link);
    if (!element.address) throw new Error("No link can name this figure: give it an id.");
    const [page] = location.href.split("#");
    return `${page}#${encodeURIComponent(element.address)}?${link}`;
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
   * Goes to a moment, starts from given weights or learns other points; `takeBack` undoes it.
   * @param {string | object} what a link, what `moment`, `state` or `weights` gave, that as JSON, or points as CSV
   * @returns {Promise<string>} what has come of it, when it is there
   * @throws what is wrong with it; then nothing has changed
   */
  async open(what) {
    const { module, hyperparameters } = this.#desk.session();
    const text = typeof what === "string" ? what.trim() : undefined;
    if (text !== undefined && text.length > LONGEST) throw new RangeError(`It has ${text.length} characters; allowed: at most ${LONGEST}.`);
    if (text && /^[^{[\n]*\bv=/.test(text)) return this.openLink(text);
    if (text !== undefined && !/^[{["]/.test(text)) {
      this.#put(readPoints(text, module, hyperparameters));
      return `${this.#desk.session().lab.targets.length} points are learnt now.`;
    }
    const thing = text === undefined ? what : readJson(text);
    if (!(thing instanceof Object)) throw new TypeError(`It is ${String(thing)}; allowed: a link, a state or weights as JSON, or points as CSV.`);
    const { version = 1 } = /** @type {{ version?: unknown }} */ (thing);
    if (version !== 1) throw new RangeError(`version is ${String(version)}; allowed: 1`);
    if ("changes" in thing) {
      const moment = readMoment(thing);
      return this.#arrive(begin(module, moment), moment);
    }
    this.#put(new module.Lab({ ...hyperparameters, ...readWeights(thing, hyperparameters) }));
    return "The run starts from these weights.";
  }

  /**
   * @param {string} link or an address that ends in one
   * @returns {Promise<string>} what has come of it, when it is there
   * @throws what is wrong with it; then nothing has changed
   */
  async openLink(link) {
    const { module } = this.#desk.session();
    try {
      // A link itself has no question mark, what is before it may have several.
      const moment = readLink(link.slice(link.lastIndexOf("?") + 1), module);
      return this.#arrive(begin(module, moment), moment);
    } catch (error) {
      const message = inAttributes(/** @type {import("./session.js").Refusal} */ (error));
      const [, allowed] = message.split("allowed: ");
      throw Object.assign(new RangeError(`The link cannot be opened: ${message}.`), { field: "href", value: link, allowed });
    }
  }

  /**
   * What was dropped on the figure or pasted.
   * @param {string | File} what
   */
  async bring(what) {
    if (typeof what === "string") return this.open(what);
    if (what.size > LONGEST) throw new RangeError(`${what.name} has ${what.size} bytes; allowed: at most ${LONGEST}.`);
    return this.open(await what.text());
  }

  /** @param {"share" | "save"} part of the panel to begin with */
  async show(part) {
    this.#panel ??= new Panel(this, this.#desk);
    if (!this.#panel.element.isConnected) this.#place();
    await this.#dress();
    this.#panel.show(part);
  }

  /** @param {import("./take-home/point-editor.js").Picture} picture to which points are added from now on, or no longer */
  async editPoints(picture) {
    if (picture.editor) return picture.editor.end();
    await this.#dress();
    picture.editor ??= new PointEditor(picture, this.#points);
  }

  /** After the figure was built anew: an open panel stays. */
  rebuilt() {
    if (this.#panel && !this.#panel.element.hidden) this.#place();
  }

  /** Under the player or, without one, under the pictures. */
  #place() {
    const { element } = this.#desk.figure();
    const above = element.querySelector(".settings") ?? element.querySelector(".stage");
    if (this.#panel) above?.after(this.#panel.element);
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

  /** Whether there is a run to go back to from the one that was opened. */
  get canTakeBack() { return this.#before?.used ?? false; }

  /** Goes back to the run that was here before the last was opened, as it was; once more, to that one again. */
  async takeBack() {
    const before = this.#before;
    if (!before) throw new Error("No run was opened here.");
    this.#desk.element.pause();
    this.#put(before.lab, { views: before.views });
    return "The run from before is back.";
  }

  /** After the figure has left the page. */
  forget() {
    this.#before?.lab.free();
    this.#before = undefined;
  }

  /**
   * @param {Lab} lab whose run takes the place of the one here
   * @param {{ at?: Place, views?: string | null }} [moment] where it goes, and what is shown then: null for the usual
   */
  #put(lab, { at, views } = {}) {
    const { element, session, open } = this.#desk;
    const before = { lab, views: element.getAttribute("views"), used: session().lab.version > 0 };
    if (views) element.setAttribute("views", views);
    else if (views === null) element.removeAttribute("views");
    if (this.#before?.lab !== lab) this.forget();
    this.#before = before;
    this.#panel?.opened();
    return open(lab, at);
  }

  /**
   * @param {Lab} lab at its start
   * @param {Moment & { views?: string }} moment to which it goes
   */
  async #arrive(lab, moment) {
    const { session } = this.#desk;
    await this.#put(lab, moment);
    const { epoch, stepInEpoch, loss } = session().lab;
    if (epoch !== moment.at[0] || stepInEpoch !== moment.at[1]) return "The run has not come that far.";
    // JSON has no word for what is not finite.
    const told = moment.loss === undefined ? loss : moment.loss ?? NaN;
    if (!Object.is(told, loss) && (Number.isFinite(told) || Number.isFinite(loss))) {
      await this.takeBack();
      this.forget();
      throw new Error(`Its loss is ${told}, but this run has come to ${loss} there: it is not the same run.`);
    }
    return "The run is where it was.";
  }
}

/** @param {string} text */
function readJson(text) {
  try { return JSON.parse(text); } catch (error) {
    throw new SyntaxError(`It is no JSON: ${/** @type {Error} */ (error).message}.`);
  }
}
