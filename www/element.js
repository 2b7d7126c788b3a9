// <xor-lab>: one run of a network, with the views and controls that its attributes ask for.

import { LAYOUT, OBSERVED, epoch, isHyperparameter, layout, speed, written } from "./attributes.js";
import { Figure } from "./figure.js";
import { kebab } from "./fields.js";
import { loadLab } from "./lab-loader.js";
import * as scheduler from "./scheduler.js";
import { Session } from "./session.js";
import { Shell } from "./shell.js";
import { asksToToggle } from "./transport.js";

/** @typedef {import("./player.js").Player} Player */
/** @typedef {import("./fields.js").Hyperparameters} Hyperparameters */

const darkScheme = matchMedia("(prefers-color-scheme: dark)");

export class XorLab extends HTMLElement {
  static observedAttributes = OBSERVED;

  #shell = new Shell(this.attachShadow({ mode: "open" }));
  /** @type {Figure | undefined} */
  #figure;
  /** @type {Session | undefined} */
  #session;
  /** What a figure that left the page was, in case it comes back. @type {Hyperparameters | undefined} */
  #kept;
  /** @type {Promise<XorLab>} */
  #ready = Promise.resolve(this);
  #dirty = true;
  #announced = -1;
  /** @type {Set<string>} attributes that changed since they were last read */
  #changed = new Set();
  /** @type {(() => void)[]} */
  #waiting = [];
  #repaint = () => this.#restyle();

  /** Settles when the run exists; rejected if its program did not load. */
  get ready() { return this.#ready; }
  get epoch() { return this.#session?.lab.epoch ?? 0; }
  get loss() { return this.#session?.lab.loss ?? NaN; }
  get accuracy() { return this.#session?.lab.accuracy ?? NaN; }
  get playing() { return this.#session?.player.playing ?? false; }

  /** A copy. Setting it changes the fields that are given, or throws and changes nothing. */
  get hyperparameters() { return structuredClone(this.#live.hyperparameters); }
  set hyperparameters(changes) { this.#apply(changes); }

  play() { this.#act((player) => player.play()); }
  pause() { this.#act((player) => player.pause()); }
  /** One parameter update. */
  step() { this.#act((player) => player.step()); }
  reset() { this.#act((player) => player.reset()); }
  /** @param {number} epochs trained at once */
  train(epochs) { this.#act((player) => player.train(epochs)); }

  /**
   * Runs while the figure is on screen, and pauses at exactly this epoch.
   * @param {number} epoch
   * @returns {Promise<void>} settles when it pauses
   */
  runTo(epoch) {
    this.#act((player) => player.runTo(epoch));
    return this.playing ? new Promise((resolve) => { this.#waiting.push(resolve); }) : Promise.resolve();
  }

  /** @param {number} epoch */
  lossAt(epoch) { return this.#live.lab.lossAt(epoch); }
  snapshot() { return this.#live.snapshot(); }

  connectedCallback() {
    scheduler.join(this, {
      busy: () => this.playing || (this.#figure?.views.some((view) => view.busy?.()) ?? false),
      dirty: () => this.#dirty && this.#session !== undefined,
      advance: (deadline, frames) => this.#guard(() => this.#advance(deadline, frames)),
      draw: () => this.#guard(() => this.#draw()),
    });
    if (this.#session) return;
    this.#furnish();
    darkScheme.addEventListener("change", this.#repaint);
    this.#load();
  }

  /** Moved by moveBefore(): nothing ends, nothing begins. */
  connectedMoveCallback() {}

  disconnectedCallback() {
    scheduler.leave(this);
    // An element that is only moved is back before this runs.
    setTimeout(() => this.isConnected || this.#dispose());
  }

  /**
   * @param {string} name
   * @param {string | null} before
   * @param {string | null} after
   */
  attributeChangedCallback(name, before, after) {
    if (before === after || !this.#figure) return;
    if (this.#changed.size === 0) queueMicrotask(() => this.#readAttributes());
    this.#changed.add(name);
  }

  get #live() {
    if (!this.#session) throw new Error("<xor-lab> is not ready: await its promise `ready`");
    return this.#session;
  }

  /** @param {(player: Player) => void} action */
  #act(action) {
    action(this.#live.player);
    this.#stale();
  }

  #load() {
    this.#ready = loadLab().then((module) => {
      if (this.isConnected && !this.#session) this.#guard(() => this.#begin(module));
      return this;
    });
    this.#ready.catch((error) => this.#fail("Its program did not load: check the connection and try again.", error));
  }

  /** @param {import("./lab-loader.js").Module} module */
  #begin(module) {
    const session = new Session(module, this.getAttribute("preset"), this.#kept ?? written(this), () => this.#turned());
    this.#session = session;
    this.#announced = -1;
    if (!this.#figure) this.#furnish();
    this.#readPace();
    this.#figure?.controls.offer(module.presets());
    this.#figure?.changed(session.hyperparameters);
    session.refusals.forEach((refusal) => this.#report(refusal));
    if (this.hasAttribute("autoplay") && !scheduler.wantsCalm()) session.player.play();
    this.#stale();
  }

  /** Builds the figure that the attributes ask for. */
  #furnish() {
    this.#figure?.dispose();
    const hyperparameters = () => this.#live.hyperparameters;
    const toggle = () => this.playing ? this.pause() : this.play();
    this.#figure = new Figure({
      layout: layout(this),
      hyperparameters,
      stale: () => this.#stale(),
      module: () => this.#live.module,
      mark: () => this.#live.player.mark,
      chooseSeed: (seed) => this.#apply({ seed }),
    }, {
      toggle,
      step: () => this.step(),
      reset: () => this.reset(),
      runTo: (epoch) => this.runTo(epoch),
      setSpeed: (speed) => this.#act((player) => { player.speed = speed; }),
    }, {
      hyperparameters,
      change: (changes) => this.#apply(changes),
      data: () => this.#live.points(),
      proposeSeed: () => this.#live.module.proposeSeed(),
    }, (name) => this.#apply(this.#live.module.preset(name)));
    this.#figure.element.addEventListener("keydown", (event) => {
      if (!this.#session || !asksToToggle(event)) return;
      event.preventDefault();
      toggle();
    });
    this.#shell.put(this.#figure.element);
  }

  /**
   * @param {number} deadline
   * @param {number} frames
   */
  #advance(deadline, frames) {
    if (this.playing) {
      this.#live.player.advance(deadline, frames);
      this.#dirty = true;
    }
    for (const view of this.#figure?.views ?? []) if (view.busy?.()) view.advance?.(deadline);
  }

  #draw() {
    const { lab, player } = this.#live;
    this.#dirty = false;
    const style = (/** @type {number} */ scale) => this.#live.style(this, scale);
    this.#figure?.draw({ lab, style, playing: player.playing }, player);
    if (lab.epoch === this.#announced) return;
    this.#announced = lab.epoch;
    this.dispatchEvent(new CustomEvent("epoch", { detail: { epoch: lab.epoch, loss: lab.loss, accuracy: lab.accuracy } }));
  }

  /** @param {import("./session.js").Changes} changes */
  #apply(changes) {
    const restarted = this.#live.apply(changes);
    const { hyperparameters } = this.#live;
    this.#figure?.say("");
    this.#figure?.changed(hyperparameters);
    this.#stale();
    this.dispatchEvent(new CustomEvent("change", { detail: { hyperparameters: structuredClone(hyperparameters), restarted } }));
  }

  #readAttributes() {
    const names = [...this.#changed];
    this.#changed.clear();
    if (names.some((name) => LAYOUT.includes(name))) {
      this.#furnish();
      if (this.#session) this.#figure?.controls.offer(this.#session.module.presets());
      if (this.#session) this.#figure?.changed(this.#session.hyperparameters);
    }
    if (!this.#session) return;
    if (names.some((name) => name === "speed" || name === "run-to")) this.#readPace();
    if (names.some(isHyperparameter)) this.#readHyperparameters(names);
    this.#restyle();
  }

  /** @param {string[]} names of the attributes that changed; one that is gone means the preset's value */
  #readHyperparameters(names) {
    try {
      const all = { ...this.#live.module.preset(this.getAttribute("preset") ?? "corrected"), ...written(this) };
      const changed = Object.entries(all).filter(([name]) => names.includes("preset") || names.includes(kebab(name)));
      this.#apply(Object.fromEntries(changed));
    } catch (error) {
      this.#report(/** @type {Error} */ (error));
    }
  }

  #readPace() {
    const { player } = this.#live;
    player.speed = speed(this.getAttribute("speed")) ?? player.speed;
    player.mark = epoch(this.getAttribute("run-to")) ?? player.mark;
  }

  /** After playing started or stopped. */
  #turned() {
    if (!this.playing) for (const resolve of this.#waiting.splice(0)) resolve();
    this.#stale();
  }

  #stale() {
    this.#dirty = true;
    scheduler.wake();
  }

  #restyle() {
    this.#session?.forgetStyle();
    this.#stale();
  }

  /** @param {Error} error a setting that is refused; the run goes on without it */
  #report(error) {
    this.#figure?.say(`${error.message}. The run goes on without that.`);
    this.dispatchEvent(new ErrorEvent("error", { error, message: error.message }));
  }

  /** @param {() => void} work whose failure must not stop the other figures */
  #guard(work) {
    try {
      work();
    } catch (error) {
      this.#dispose();
      this.#fail("It stopped unexpectedly.", /** @type {Error} */ (error));
    }
  }

  /**
   * @param {string} what happened, and what to try
   * @param {Error} error
   */
  #fail(what, error) {
    this.#shell.fail(`${what} (${error.message})`, () => this.#load());
    this.dispatchEvent(new ErrorEvent("error", { error, message: error.message }));
  }

  #dispose() {
    darkScheme.removeEventListener("change", this.#repaint);
    const figure = this.#figure;
    this.#figure = undefined;
    quietly(() => figure?.dispose());
    const session = this.#session;
    if (!session) return;
    this.#session = undefined;
    this.#kept = session.hyperparameters;
    quietly(() => session.free());
    this.#turned();
  }
}

/** @param {() => void} free something of wasm's, which it refuses where a trap left it in use */
function quietly(free) {
  try {
    free();
  } catch { /* it is lost, as is the memory it had */ }
}
