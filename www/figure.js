// What a figure is made of and where it stands: views, player, controls, messages.

import { Controls } from "./controls.js";
import { el, offer, setText } from "./dom.js";
import { count } from "./format.js";
import { MISSING, interaction, loadInteraction } from "./interaction-loader.js";
import { Transport } from "./transport.js";
import { check } from "./views/check.js";
import { diagram } from "./views/diagram.js";
import { hidden } from "./views/hidden.js";
import { loss } from "./views/loss.js";
import { losses } from "./views/losses.js";
import { glassBox, numbers } from "./views/numbers.js";
import { seeds } from "./views/seeds.js";
import { surface } from "./views/surface.js";

/** @typedef {import("./views/view.js").View} View */

/** @type {Record<string, (host: import("./views/view.js").Host) => View>} */
const VIEWS = { surface, loss, hidden, diagram, numbers, "glass-box": glassBox, check, losses, seeds };

export class Figure {
  element;
  controls;
  /** @type {View[]} */
  views;
  /** @type {Transport | undefined} */
  #transport;
  #message = el("p", { class: "message", part: "message", role: "alert", hidden: true });
  #missing = el("p", { class: "refusal", role: "alert" }, MISSING);
  #told = el("span");
  #ways;
  #notice;
  #observer;
  #turn = 0;
  /** What was done last that should be told. */
  #done = "";
  #host;

  /**
   * @param {import("./views/view.js").Host} host
   * @param {import("./control-parts.js").Submit} submit
   * @param {(name: string) => void} choosePreset
   */
  constructor(host, submit, choosePreset) {
    const { layout, actions } = host;
    this.#host = host;
    const tool = (/** @type {string} */ text, /** @type {() => void} */ onclick) => el("button", { type: "button", class: "tool", onclick }, text);
    this.#ways = [tool("Back to the run before", actions.takeBack), tool("Forward again", actions.openAgain)];
    this.#notice = el("p", { class: "notice", part: "message", role: "status", hidden: true }, this.#told, " ", this.#ways[0], " ", this.#ways[1]);

    const named = layout.views.map((name) => ({ name, view: VIEWS[name](host) }));
    this.views = named.map(({ view }) => view);
    this.controls = new Controls(layout, submit, choosePreset);
    if (layout.transport) this.#transport = new Transport(actions);

    const placed = place(named.map(({ name }) => name));
    const elements = (/** @type {string[]} */ names) => named.filter(({ name }) => names.includes(name)).map(({ view }) => view.element);
    const stage = el("div", { class: `stage beside-${placed.beside.length}` },
      ...elements(placed.stage), placed.beside.length > 0 && el("div", { class: placed.curves ? "beside curves" : "beside" }, ...elements(placed.beside)));
    // With a tabindex, whoever clicks on any of it may paste there, and use its keys.
    this.element = el("div", { class: "figure", part: "figure", tabindex: -1 },
      el("div", { class: `body${layout.allControls ? " with-column" : ""}${layout.transport ? "" : " still"}` },
        stage, this.#transport?.element, this.#transport?.settings, this.#message, this.#notice,
        this.controls.element, el("div", { class: "below" }, ...elements(placed.below))));

    // Before anything inside is told of it; of a pointer, as soon as it comes.
    for (const type of ["pointerenter", "focus", "click"]) this.element.addEventListener(type, (event) => this.#reach(event), type !== "pointerenter");
    this.#observer = new ResizeObserver(() => this.controls.fold());
    this.#observer.observe(this.element);
  }

  /** @param {boolean} waiting for its run: until it is there, nothing here can be used */
  wait(waiting) {
    this.element.inert = waiting;
    this.element.setAttribute("aria-busy", String(waiting));
  }

  /**
   * Somebody reaches for something in the figure: what that may need is on its way. If it does not
   * come, it is told there, and asked for again with the next reach.
   * @param {Event} event
   */
  async #reach({ target }) {
    this.#missing.remove();
    if (interaction) return;
    try {
      await loadInteraction();
      this.#host.stale();
    } catch {
      const place = /** @type {Element} */ (target).closest(".panel, .control");
      // What explains a number stays in sight.
      (place?.querySelector(".explained") ?? place)?.append(this.#missing);
    }
  }

  /**
   * @param {import("./views/view.js").Frame} frame
   * @param {import("./transport.js").State} state
   */
  draw(frame, state) {
    this.#transport?.show(frame.lab, state);
    this.#host.glass.look(frame, this.#host.hyperparameters());
    const { divergedAt } = state;
    this.#notify(divergedAt === undefined ? this.#done :
      `In epoch ${count(divergedAt)} the loss stopped being a finite number, so the run pauses here. Step back or reset, and choose a smaller learning rate.`);
    // While it plays, the smaller views take turns, so that a frame has time for its training.
    this.#turn += 1;
    this.views.forEach((view, i) => {
      if (!state.playing || view.hero || (this.#turn + i) % 2 === 0) view.draw(frame);
    });
  }

  /** @param {import("./fields.js").Hyperparameters} h */
  changed(h) {
    this.controls.show(h);
    for (const view of this.views) view.changed?.();
  }

  /** @param {string} told */
  #notify(told) {
    const usable = this.#host.ways();
    this.#notice.hidden = told === "" && !usable.some(Boolean);
    setText(this.#told, told);
    offer(this.#ways, usable);
  }

  revealMessage() {
    for (const message of [this.#message, this.#notice]) message.scrollIntoView({ block: "nearest" });
  }

  /** Brings the first view on screen, as smoothly as the page scrolls. */
  reveal() {
    this.element.querySelector(".stage > *")?.scrollIntoView({ block: "nearest" });
  }

  /**
   * @param {string} text of what is wrong, or nothing
   * @param {string} [done] what has been done
   */
  say(text, done = "") {
    this.#message.hidden = text === "";
    setText(this.#message, text);
    this.#done = done;
    this.#notify(done);
  }

  dispose() {
    this.#observer.disconnect();
    for (const view of this.views) view.dispose?.();
  }
}

/** What may stand beside the surface, or at the head of a figure without one. */
const BESIDE = ["loss", "hidden", "check"];
const AT_HEAD = ["numbers", "losses"];

/**
 * The surface is the hero; curve, hidden space and check stand beside it. Where none of them is
 * wanted, numbers do. The rest goes below, at full width.
 * @param {string[]} views
 */
export function place(views) {
  const stage = views.filter((view) => view === "surface");
  const rest = views.filter((view) => view !== "surface");
  const among = (/** @type {string[]} */ names) => rest.filter((view) => names.includes(view));
  // A check beside everything else would leave each too little room.
  const curves = among(stage.length > 0 && among(BESIDE).length < 3 ? BESIDE : BESIDE.slice(0, 2));
  const beside = curves.length > 0 ? curves : among(AT_HEAD);
  return { stage, beside, curves: curves.length > 0, below: rest.filter((view) => !beside.includes(view)) };
}
