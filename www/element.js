// <xor-lab>: one run of a network, with the views and controls that its attributes ask for.

import { broughtBy, linkTo, nameOf } from "./arrivals.js";
import { LAYOUT, OBSERVED, PACE, inAttributes, isHyperparameter, layout, refused, written } from "./attributes.js";
import { Figure } from "./figure.js";
import { kebab } from "./fields.js";
import { MISSING } from "./interaction-loader.js";
import { Glass } from "./glass.js";
import { loadLab } from "./lab-loader.js";
import { Pending } from "./pending.js";
import { gradientCheck, points, snapshot } from "./plain.js";
import { join, leave, wake, wantsCalm } from "./scheduler.js";
import { Session } from "./session.js";
import { Shell } from "./shell.js";
import { askedByKey } from "./transport.js";

/** @typedef {import("./player.js").Player} Player */
/** @typedef {import("./fields.js").Hyperparameters} Hyperparameters */

const darkScheme = matchMedia("(prefers-color-scheme: dark)");

export class XorLab extends HTMLElement {
  static observedAttributes = OBSERVED;

  #shell = new Shell(this.attachShadow({ mode: "open" }));
  /** For style sheets: `waiting` until it is drawn or has failed. Not every browser has them. */
  #states = /** @type {CustomStateSet | undefined} */ (this.attachInternals().states);
  /** @type {Figure | undefined} */
  #figure;
  /** @type {Session | undefined} */
  #session;
  /** What a figure that left the page was, in case it comes back. @type {Hyperparameters | undefined} */
  #kept;
  #ready = /** @type {Pending<XorLab>} */ (new Pending());
  #loading = false;
  #dirty = true;
  #announced = -1;
  /** The hyperparameters that were last told of. @type {Hyperparameters | undefined} */
  #told;
  /** @type {import("./attributes.js").Layout | undefined} */
  #layout;
  /** @type {Set<string>} attributes that changed since they were last read */
  #changed = new Set();
  /** @type {import("./take-home.js").TakeHome | undefined} */
  #home;
  /** @type {(() => void)[]} */
  #waiting = [];
  /** To what happens elsewhere, while it is on a page. @type {AbortController | undefined} */
  #listening;
  #repaint = () => this.#restyle();

  /**
   * Fulfilled when the run exists; rejected if it could not begin. It waits until the element is on
   * a page. After a removal, or for another attempt, it is another promise.
   */
  get ready() { return this.#ready.promise; }
  get epoch() { return this.#session?.lab.epoch ?? 0; }
  /** The last epoch that has been; `epoch` is an earlier one after going back. */
  get lastEpoch() { return this.#session?.lab.lastEpoch ?? 0; }
  get loss() { return this.#session?.lab.loss ?? NaN; }
  get accuracy() { return this.#session?.lab.accuracy ?? NaN; }
  /** Whether a number that was set by hand is in force. */
  get edited() { return this.#session?.lab.edited ?? false; }
  get playing() { return this.#session?.player.playing ?? false; }

  // Frameworks set what they find as a property. These three are something else than the attributes
  // of their names; set, they are those.
  set loss(/** @type {any} */ name) { this.#write("loss", name); }
  /** @type {any} */
  get dataset() { return super.dataset; }
  set dataset(name) { this.#write("dataset", name); }
  /** @type {any} */
  get hidden() { return this.getAttribute("hidden") === ""; }
  set hidden(widths) { this.#write("hidden", widths); }

  /** A copy. Setting it changes the fields that are given, or throws and changes nothing. */
  get hyperparameters() { return structuredClone(this.#live.hyperparameters); }
  set hyperparameters(changes) { this.#apply(changes); }

  play() { this.#act((player) => player.play()); }
  pause() { this.#act((player) => player.pause()); }
  /** One parameter update. */
  step() { this.#act((player) => player.step()); }
  /** Takes back one parameter update. */
  back() { this.#act((player) => player.back()); }
  /** @param {number} epoch to go to, back or on; plays until it is there if that takes more than a moment */
  seek(epoch) { this.#act((player) => player.seek(epoch)); }
  reset() { this.#act((player) => player.reset()); }
  /**
   * Sets a number by hand; throws if it may not have that value, and nothing has changed.
   * @param {number} index of a weight or a bias among all: W[1] row by row, b[1], W[2] …
   * @param {number} value
   */
  setParameter(index, value) { this.#edit(() => this.#live.setParameter(index, value)); }
  /**
   * @param {number} example
   * @param {number} input 0 for x1, 1 for x2
   * @param {number} value
   */
  setInput(example, input, value) { this.#edit(() => this.#live.setInput(example, input, value)); }
  /** Goes back to the last number set by hand, and takes it back. */
  undo() { this.#edit((player) => player.undo()); }
  /** Sets it again, where it was. */
  redo() { this.#edit((player) => player.redo()); }
  /** @param {number} epochs trained at once */
  train(epochs) { this.#act((player) => player.train(epochs)); }

  /**
   * Runs, on screen or off, and pauses at exactly this epoch.
   * @param {number} epoch
   * @returns {Promise<void>} settles when it pauses
   */
  runTo(epoch) { return this.#go((player) => player.runTo(epoch)); }

  /**
   * What can be taken home of this figure, and what can be brought back; its program is loaded when
   * it is first asked for.
   * @returns {Promise<import("./take-home.js").TakeHome>}
   */
  async takeHome() {
    const { TakeHome } = await import("./take-home.js").catch(() => { throw new Error(MISSING); });
    if (!this.isConnected) throw new Error("<xor-lab> is not on a page");
    await this.ready;
    return this.#home ??= new TakeHome({
      element: this,
      views: () => this.hasAttribute("views") ? this.#layout?.views : undefined,
      session: () => this.#live,
      figure: () => /** @type {Figure} */ (this.#figure),
      draw: () => {
        this.#draw();
        return this.#frame();
      },
      open: (lab) => {
        this.#live.open(lab);
        this.#announced = -1;
        this.#applied(true);
      },
      goTo: (at) => this.#go((player) => player.goTo(at)),
    });
  }

  /**
   * Goes to a moment.
   * @param {string | object} what a link, or what `takeHome` gave
   * @returns {Promise<string>} what has come of it, when it is there
   * @throws what is wrong with it; then nothing has changed
   */
  async open(what) { return (await this.takeHome()).open(what); }

  /**
   * @param {(player: Player) => void} action
   * @returns {Promise<void>} settles when it pauses
   */
  #go(action) {
    this.#act(action);
    return this.playing ? new Promise((resolve) => { this.#waiting.push(resolve); }) : Promise.resolve();
  }

  /** @param {Event} event of something that is dropped here, or pasted anywhere */
  #bring = async (event) => {
    // What is pasted comes to where text is marked, in some browsers; it is for what has the focus.
    if (!this.#session || event.defaultPrevented || (event.type === "paste" && !this.matches(":focus-within"))) return;
    const what = broughtBy(event, this.shadowRoot?.activeElement);
    if (!what) return;
    const begun = performance.now();
    await this.#later(this.takeHome().then((home) => home.bring(what)));
    // Who reads on while the run is on a long way is left alone.
    if (performance.now() - begun < 1000) this.#figure?.revealMessage();
  };

  /** @param {boolean} kept whether the run that is here may be wanted back */
  #openHref(kept) {
    const link = this.getAttribute("href");
    if (link) return this.#openLink(link, kept);
  }

  /** @param {Event} [event] unless it is at the start */
  #openAddress = (event) => {
    // A page with a way of its own for links opens them itself.
    const link = this.addressOf ? undefined : linkTo(this.address);
    if (!link) return;
    this.scrollIntoView();
    this.#openLink(link, event !== undefined);
  };

  /** @param {string} link @param {boolean} kept */
  #openLink(link, kept) { return this.#later(this.takeHome().then((home) => home.openLink(link, kept))); }

  /** Its name in a link. */
  get address() { return nameOf(this); }
  /** Where a page opens links in a way of its own: the address for a link. @type {((link: string) => string) | undefined} */
  addressOf;

  /** @param {Promise<unknown> | undefined} work that may fail, and then the run goes on as it is */
  async #later(work) {
    this.#figure?.say("");
    try {
      const done = String(await work ?? "");
      // Without a word, something else has come in between.
      if (done) this.#figure?.say("", done);
    } catch (error) {
      const { message } = /** @type {Error} */ (error);
      this.#figure?.say(message);
      this.#figure?.revealMessage();
      this.dispatchEvent(new ErrorEvent("error", { error, message }));
    }
  }

  /** @param {number} epoch */
  lossAt(epoch) { return this.#live.lab.lossAt(epoch); }
  snapshot() { return snapshot(this.#live.lab); }
  gradientCheck() { return gradientCheck(this.#live.lab); }

  constructor() {
    super();
    this.addEventListener("transitionrun", this.#repaint);
  }

  connectedCallback() {
    join(this, {
      busy: () => this.playing || (this.#figure?.views.some((view) => view.busy?.()) ?? false),
      awaited: () => this.#waiting.length > 0,
      dirty: () => this.#dirty && this.#session !== undefined,
      advance: (deadline, frames) => this.#guard(() => this.#advance(deadline, frames)),
      draw: () => this.#guard(() => this.#draw()),
    });
    this.#listening = new AbortController();
    const { signal } = this.#listening;
    addEventListener("hashchange", this.#openAddress, { signal });
    this.ownerDocument.addEventListener("paste", this.#bring, { signal });
    if (!this.#session) this.#load();
  }

  /** Moved by moveBefore(): nothing ends, nothing begins. */
  connectedMoveCallback() {}

  /** In another document, or away from any. */
  adoptedCallback() { this.#shell.dress(); }

  disconnectedCallback() {
    leave(this);
    this.#listening?.abort();
    // An element that is only moved is back before this runs.
    setTimeout(() => this.isConnected || this.#dispose());
  }

  /**
   * @param {string} name
   * @param {string | null} before
   * @param {string | null} after
   */
  attributeChangedCallback(name, before, after) {
    // Where the same is asked for again, a run may have come to something else since.
    if (before === after && !isHyperparameter(name) && !(name in PACE)) return;
    // Hidden and shown again, as HTML has it, it is the same network.
    if (name === "hidden" && (after === "" || !(before || after))) return;
    this.#changed.add(name);
    // Several that change together are read together.
    queueMicrotask(() => this.#guard(() => this.#readAttributes()));
  }

  get #live() {
    if (!this.#session) throw new Error("<xor-lab> is not ready: await its promise `ready`");
    return this.#session;
  }

  /**
   * By hand: the epoch stays, and is another one.
   * @param {(player: Player) => void} action
   */
  #edit(action) {
    this.#announced = -1;
    this.#act(action);
  }

  /** @param {(player: Player) => void} action */
  #act(action) {
    // What an attribute was set to just now counts.
    this.#readAttributes();
    const { player } = this.#live;
    try { action(player); } finally { this.#stale(); }
  }

  /** Furnishes, and begins the run once its program is there. */
  async #load() {
    if (this.#ready.settled) this.#ready = new Pending();
    darkScheme.addEventListener("change", this.#repaint);
    if (!this.#figure) this.#furnish();
    this.#states?.add("waiting");
    if (this.#loading) return;
    this.#loading = true;
    let trouble = "Its program did not load: check the connection and try again.";
    try {
      // Drawn before it is dressed, it would be taken for finished.
      const [module] = await Promise.all([loadLab(), this.#shell.dressed]);
      // One that has left the page meanwhile begins when it is back.
      if (!this.isConnected) return;
      trouble = "It could not start.";
      this.#begin(module);
      this.#ready.resolve(this);
    } catch (error) {
      this.#dispose();
      this.#ready.reject(error);
      this.#fail(trouble, /** @type {Error} */ (error));
    } finally {
      this.#loading = false;
    }
  }

  /** @param {import("./lab-loader.js").Module} module */
  #begin(module) {
    const session = new Session(module, this.getAttribute("preset"), this.#kept ?? written(this), () => this.#turned());
    this.#session = session;
    this.#announced = -1;
    this.#readPace(Object.keys(PACE));
    this.#shell.mend();
    this.#receive(session);
    // What changed while the figure was away counts, over what it kept.
    const names = [...this.#changed];
    this.#changed.clear();
    if (this.#kept) this.#readHyperparameters(names);
    this.#report([...refused(this), ...session.refusals.splice(0)]);
    this.#autoplay();
    this.#stale();
    // One that comes back goes on with what it had.
    if (this.#kept) return;
    this.#openHref(false)?.then(() => this.#autoplay());
    this.#openAddress();
  }

  /** @param {Session} session that the figure shows from now on */
  #receive(session) {
    this.#told = session.hyperparameters;
    this.#figure?.controls.offer(session.module.presets());
    this.#figure?.changed(session.hyperparameters);
    this.#figure?.wait(false);
  }

  #autoplay() {
    if (this.hasAttribute("autoplay") && !wantsCalm()) this.#live.player.play();
  }

  /** Builds the figure that the attributes ask for. */
  #furnish() {
    const focused = /** @type {HTMLElement | null | undefined} */ (this.shadowRoot?.activeElement);
    this.#figure?.dispose();
    for (const name of LAYOUT) this.#changed.delete(name);
    const hyperparameters = () => this.#live.hyperparameters;
    const toggle = () => this.playing ? this.pause() : this.play();
    this.#figure = new Figure({
      layout: this.#layout = layout(this, this.#layout),
      hyperparameters,
      stale: () => this.#stale(),
      module: () => this.#live.module,
      ways: () => [this.#home?.canTakeBack, this.#home?.canOpenAgain],
      mark: () => this.#live.player.mark,
      chooseSeed: (seed, epoch) => this.#chooseSeed(seed, epoch),
      glass: new Glass(() => this.#stale()),
      actions: {
        toggle,
        pause: () => this.pause(),
        step: () => this.step(),
        back: () => this.back(),
        seek: (epoch) => this.seek(epoch),
        reset: () => this.reset(),
        runTo: (epoch) => this.runTo(epoch),
        setSpeed: (speed) => this.#act((player) => { player.speed = speed; }),
        edit: (cell, value) => this.#edit(() => this.#live.edit(cell, value)),
        undo: () => this.undo(),
        redo: () => this.redo(),
        show: (part) => this.#later(this.takeHome().then((home) => home.show(part))),
        takeBack: () => this.#later(this.#home?.takeBack()),
        openAgain: () => this.#later(this.#home?.openAgain()),
        editPoints: (picture) => this.#later(this.takeHome().then((home) => home.editPoints(picture))),
      },
    }, {
      hyperparameters,
      change: (changes) => this.#apply(changes),
      allows: (changes) => this.#live.allows(changes),
      data: () => points(this.#live.lab),
      proposeSeed: () => this.#live.module.proposeSeed(),
    }, (name) => this.#apply(this.#live.module.preset(name)));
    this.#figure.element.addEventListener("keydown", (event) => {
      const asked = this.#session && askedByKey(event);
      if (!asked) return;
      event.preventDefault();
      if (asked === "toggle") toggle();
      else this[asked]();
    });
    for (const type of ["dragover", "drop"]) this.#figure.element.addEventListener(type, this.#bring);
    this.#figure.wait(true);
    this.#shell.put(this.#figure.element);
    this.#home?.rebuilt();
    if (this.#session) this.#receive(this.#session);
    if (focused) (focused.isConnected ? focused : this.#figure.element).focus({ preventScroll: true });
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

  #frame() {
    const { lab, player } = this.#live;
    return { lab, playing: player.playing, style: (/** @type {number} */ scale) => this.#live.style(this, scale) };
  }

  #draw() {
    const { lab, player } = this.#live;
    this.#dirty = false;
    this.#tell();
    this.#figure?.draw(this.#frame(), player);
    if (lab.epoch === this.#announced) return;
    this.#announced = lab.epoch;
    this.#states?.delete("waiting");
    this.dispatchEvent(new CustomEvent("epoch", { detail: { epoch: lab.epoch, loss: lab.loss, accuracy: lab.accuracy } }));
  }

  /** A run that goes back, or on to where it was changed, comes to other hyperparameters. */
  #tell() {
    if (this.#live.hyperparameters !== this.#told) this.#changedTo(false);
  }

  /** @param {import("./session.js").Changes} changes */
  #apply(changes) {
    this.#applied(this.#live.apply(changes));
  }

  /**
   * @param {number} seed
   * @param {number} epoch 0 stays at the start
   */
  #chooseSeed(seed, epoch) {
    this.#apply({ seed });
    if (epoch === 0) return;
    // What was changed on the way is no part of the seed's run.
    this.reset();
    this.runTo(epoch);
    this.#figure?.reveal();
  }

  /**
   * What was asked for is there, and what was told of something else is over.
   * @param {boolean} restarted
   */
  #applied(restarted) {
    this.#figure?.say("");
    this.#changedTo(restarted);
  }

  /** @param {boolean} restarted */
  #changedTo(restarted) {
    const { hyperparameters } = this.#live;
    this.#figure?.changed(hyperparameters);
    this.#stale();
    // A listener may set what is in force; that must come to an end.
    if (hyperparameters === this.#told) return;
    this.#told = hyperparameters;
    this.dispatchEvent(new CustomEvent("change", { detail: { hyperparameters: structuredClone(hyperparameters), restarted } }));
  }

  /** Reads the attributes that changed. What is meant for a run waits until there is one. */
  #readAttributes() {
    const names = [...this.#changed];
    if (this.#figure && names.some((name) => LAYOUT.includes(name))) this.#furnish();
    const session = this.#session;
    if (!session || names.length === 0) return;
    this.#changed.clear();
    this.#readPace(names);
    if (names.some(isHyperparameter)) this.#readHyperparameters(names);
    this.#report([...refused(this, names), ...session.refusals.splice(0)]);
    if (names.includes("autoplay")) this.#autoplay();
    if (names.includes("href")) this.#openHref(true);
    this.#restyle();
  }

  /** @param {string[]} names of the attributes that changed; one that is gone means the preset's value */
  #readHyperparameters(names) {
    const preset = this.#live.preset(this.getAttribute("preset"));
    const whole = preset && names.includes("preset");
    const wanted = Object.entries({ ...preset, ...written(this) }).filter(([name]) => whole || names.includes(kebab(name)));
    const restarted = this.#live.applyAllowed(Object.fromEntries(wanted));
    if (restarted !== undefined) this.#applied(restarted);
  }

  /** @param {string[]} names of attributes, those of playing among them */
  #readPace(names) {
    const { player } = this.#live;
    for (const [attribute, [name, read, usual]] of Object.entries(PACE)) {
      if (names.includes(attribute)) player[name] = read(this.getAttribute(attribute) ?? usual) ?? player[name];
    }
  }

  /**
   * @param {string} attribute
   * @param {unknown} value true and false, null and undefined as for `toggleAttribute`
   */
  #write(attribute, value) {
    if (value === undefined || value === null || value === false) this.removeAttribute(attribute);
    else this.setAttribute(attribute, value === true ? "" : String(value));
  }

  /** After playing started or stopped. */
  #turned() {
    if (!this.playing) for (const resolve of this.#waiting.splice(0)) resolve();
    this.#stale();
  }

  #stale() {
    this.#dirty = true;
    wake();
  }

  #restyle() {
    this.#session?.forgetStyle();
    this.#stale();
  }

  /** @param {import("./session.js").Refusal[]} refusals of settings; the run goes on without them */
  #report(refusals) {
    if (refusals.length === 0) return;
    this.#figure?.say(`${refusals.map(inAttributes).join(". ")}. The run goes on without that.`);
    for (const error of refusals) this.dispatchEvent(new ErrorEvent("error", { error, message: error.message }));
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
    this.#states?.delete("waiting");
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
    if (this.#ready.settled) this.#ready = new Pending();
    this.#kept = this.#told;
    quietly(() => this.#home?.forget());
    quietly(() => { this.#kept = session.hyperparameters; });
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
