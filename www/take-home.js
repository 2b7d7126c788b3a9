// What can be taken home of a figure, and what can be brought back. Loaded when it is first asked
// for; nothing of it is needed to see a figure work.

import { inAttributes } from "./attributes.js";
import { sheetFor } from "./dom.js";
import { kebab } from "./fields.js";
import { several } from "./format.js";
import { historyCsv } from "./take-home/csv.js";
import { readPoints } from "./take-home/data.js";
import { Exchange } from "./take-home/exchange.js";
import { linkOf, readLink } from "./take-home/link.js";
import { begin, momentOf, readMoment } from "./take-home/moment.js";
import { Panel } from "./take-home/panel.js";
import { pngOf, svgOf } from "./take-home/picture.js";
import { notebook, script } from "./take-home/python.js";
import { PointEditor } from "./take-home/point-editor.js";
import { readWeights, weightsOf } from "./take-home/weights.js";

/** @typedef {import("./take-home/moment.js").Moment} Moment */
/** @typedef {import("./take-home/moment.js").Place} Place */
/** @typedef {import("./wasm/xor_lab.js").Lab} Lab */

/**
 * What it may use of its figure.
 * @typedef {object} Desk
 * @property {HTMLElement & { address: string, addressOf?: (link: string) => string, hyperparameters: object, playing: boolean, pause: () => void }} element
 * @property {() => string[] | undefined} views  that it was asked for
 * @property {() => import("./session.js").Session} session
 * @property {() => import("./figure.js").Figure} figure
 * @property {() => import("./views/view.js").Frame} draw  the figure as it is now
 * @property {(lab: Lab) => void} open       has the run of this one; the run that was here is in that from now on
 * @property {(at: Place) => Promise<void>} goTo  settles when the run is there, or was stopped
 */

/** Characters of a text or bytes of a file: the state of the largest network has a fifth of them. */
const LONGEST = 5_000_000;

export class TakeHome {
  #desk;
  #exchange;
  /** @type {Panel | undefined} */
  #panel;
  /** The panel's style sheet, and the document that it is for. @type {{ sheet: CSSStyleSheet, page: Document } | undefined} */
  #style;

  /** @param {Desk} desk */
  constructor(desk) {
    this.#desk = desk;
    this.#exchange = new Exchange(desk, () => this.#panel?.opened());
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
  script() { return script(this.moment(), this.#origin); }

  /** The same as a Jupyter notebook: JSON. */
  notebook() { return notebook(this.moment(), this.#origin); }

  /** Where they are from; there is none for a figure without a name. */
  get #origin() {
    try { return this.address(); } catch { return undefined; }
  }

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
    let text = typeof what === "string" ? what.trim() : undefined;
    if (text !== undefined && text.length > LONGEST) throw new RangeError(`It has ${text.length} characters; allowed: at most ${LONGEST}.`);
    if (text && /^[^{[\n]*\bv=/.test(text)) return this.openLink(text);
    if (text && /^https?:/.test(text)) throw new RangeError("This address has no moment of a run in it; a link as Share makes it has, after a ?v=1.");
    // As the attribute has them.
    const rows = text?.startsWith("[") ? readJson(text) : what;
    if (Array.isArray(rows)) text = rows.join("\n");
    if (text !== undefined && !/^[{[]/.test(text)) {
      this.#exchange.open(readPoints(text, module, hyperparameters));
      const { length } = this.#desk.session().lab.targets;
      return `The data are ${several(length, "point")} now, to be learnt from the start.`;
    }
    const thing = text === undefined ? what : readJson(text);
    if (!(thing instanceof Object)) throw new TypeError(`It is ${String(thing)}; allowed: a link, a state or weights as JSON, or points as CSV.`);
    const { version = 1 } = /** @type {{ version?: unknown }} */ (thing);
    if (version !== 1) throw new RangeError(`version is ${String(version)}; allowed: 1`);
    if ("changes" in thing) {
      const moment = readMoment(thing);
      return this.#exchange.arrive(begin(module, moment), moment);
    }
    this.#exchange.open(new module.Lab({ ...hyperparameters, ...readWeights(thing, hyperparameters) }));
    return "The run starts from these weights.";
  }

  /**
   * @param {string} link or an address that ends in one
   * @param {boolean} [kept] whether the run that is here may be wanted back
   * @returns {Promise<string>} what has come of it, when it is there
   * @throws what is wrong with it; then nothing has changed
   */
  async openLink(link, kept) {
    const { module } = this.#desk.session();
    // A link itself has no question mark, what is before it may have several.
    // From the source of a page it comes with &amp;.
    const query = link.slice(link.lastIndexOf("?") + 1).replaceAll("&amp;", "&");
    try {
      const moment = readLink(query, module);
      return this.#exchange.arrive(begin(module, moment), moment, { views: moment.views, kept });
    } catch (error) {
      const { field = "", value } = /** @type {import("./session.js").Refusal} */ (error);
      const text = Array.isArray(value) && new URLSearchParams(query).get(kebab(field));
      let message = inAttributes(/** @type {import("./session.js").Refusal} */ (error));
      const [, allowed] = message.split("allowed: ");
      // Of a list that is none, as it was written.
      if (text && text.length < 100) message = `${kebab(field)} is ${text}; allowed: ${allowed}`;
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
    const text = await what.text();
    if (/[\0\ufffd]/.test(text)) throw new TypeError(`${what.name} is no text; allowed: a link, a state or weights as JSON, or points as CSV.`);
    return this.open(text);
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
    picture.editor ??= new PointEditor(picture, () => this.#exchange.points);
  }

  /** After the figure was built anew: an open panel stays. */
  rebuilt() {
    if (!this.#panel || this.#panel.element.hidden) return;
    this.#place();
    this.#panel.listPictures();
  }

  /** Under the player or, without one, under the pictures. */
  #place() {
    const { element } = this.#desk.figure();
    const above = element.querySelector(".settings") ?? element.querySelector(".stage");
    if (this.#panel) above?.after(this.#panel.element);
  }

  /** Puts the panel's style sheet on, beside the figure's; rather plain than not at all. */
  async #dress() {
    const { shadowRoot, ownerDocument: page } = this.#desk.element;
    try {
      if (this.#style?.page !== page) {
        const response = await fetch(new URL("./take-home.css", import.meta.url));
        if (!response.ok) return;
        this.#style = { sheet: await sheetFor(page).replace(await response.text()), page };
      }
      const { sheet } = this.#style;
      if (!shadowRoot?.adoptedStyleSheets.includes(sheet)) shadowRoot?.adoptedStyleSheets.push(sheet);
    } catch { /* the network, or another document */ }
  }

  /** Whether there is a run to go back to from the one that was opened. */
  get canTakeBack() { return this.#exchange.canTakeBack; }

  /** Goes back to the run that was here before the last was opened, as it was. */
  async takeBack() {
    this.#desk.element.pause();
    return this.#exchange.takeBack();
  }

  get canOpenAgain() { return this.#exchange.canOpenAgain; }

  /** Goes to the one again that was taken back. */
  async openAgain() {
    this.#desk.element.pause();
    return this.#exchange.openAgain();
  }

  /** Frees the runs that `takeBack` and `openAgain` lead to. */
  forget() { this.#exchange.forget(); }
}

/** @param {string} text */
function readJson(text) {
  try { return JSON.parse(text); } catch (error) {
    throw new SyntaxError(`It is no JSON: ${/** @type {Error} */ (error).message}.`);
  }
}
