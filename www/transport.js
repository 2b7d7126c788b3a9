// The player's buttons and the three numbers that are always in sight.

import { el, freshId, icon, setText } from "./dom.js";
import { epoch as readEpoch } from "./attributes.js";
import { count, loss as showLoss, percent, speed as showSpeed } from "./format.js";
import { SPEEDS } from "./player.js";

const PLAY = "M4 2l10 6-10 6z";
const PAUSE = "M3 2h4v12H3zM9 2h4v12H9z";
const STEP = "M2 2l8 6-8 6zM11 2h3v12h-3z";
const BACK = "M14 2L6 8l8 6zM2 2h3v12H2z";
const RESET = "M8 2a6 6 0 1 1-5.7 4.1l1.5.5A4.4 4.4 0 1 0 8 3.6V6L4 2.8 8 0z";

/**
 * What the player can be asked for.
 * @typedef {object} Actions
 * @property {() => void} toggle
 * @property {() => void} pause
 * @property {() => void} step
 * @property {() => void} back one update
 * @property {(epoch: number) => void} seek
 * @property {() => void} reset
 * @property {(epoch: number) => void} runTo
 * @property {(epochsPerFrame: number) => void} setSpeed
 * @property {(cell: import("./cell.js").Cell, value: number) => void} edit  a weight, a bias or an input by hand; throws what Rust refuses
 * @property {() => void} undo the last change by hand
 * @property {() => void} redo
 * @property {(part: "share" | "save") => void} show  what can be taken home
 * @property {() => void} takeBack        goes back to the run that was here before one was opened
 * @property {() => void} openAgain       goes to that one again
 * @property {(picture: import("./take-home/point-editor.js").Picture) => void} editPoints  adds points to it by hand from now on, or no longer
 */

/** @type {Map<string, "toggle" | "back" | "step">} */
const KEYS = new Map([["k", "toggle"], [",", "back"], [".", "step"]]);

/** @typedef {{ playing: boolean, speed: number, mark: number, destination?: number, divergedAt: number | undefined }} State */

export class Transport {
  /** Play, back, step, reset, the read-outs and the slider of epochs. */
  element;
  /** Run to, and speed. */
  settings;
  #playLabel = el("span", {}, "Play");
  #playIcon = icon(PLAY);
  #play;
  #step;
  #back;
  #scrub;
  #last = el("span");
  #epoch = el("dd");
  #within = el("span", { class: "within" });
  #loss = el("dd", { class: "loss-value" });
  #accuracy = el("dd");
  #mark;
  #speed;
  #speedText;
  #refusal = el("p", { class: "refusal", id: freshId(), role: "alert", hidden: true });

  /** @param {Actions} actions */
  constructor(actions) {
    this.#play = el("button", { type: "button", class: "button play", part: "play", "aria-keyshortcuts": "k", onclick: actions.toggle });
    this.#play.append(this.#playIcon, this.#playLabel);
    this.#step = el("button", { type: "button", class: "button step", "aria-keyshortcuts": ".", onclick: actions.step }, icon(STEP), "Step");
    this.#back = el("button", { type: "button", class: "button back", "aria-keyshortcuts": ",", title: "Takes back one parameter update", "aria-label": "Step back", onclick: actions.back }, icon(BACK));
    const scrubId = freshId();
    this.#scrub = el("input", { type: "range", id: scrubId, class: "scrub", min: 0, max: 0, step: 1, value: 0, oninput: () => actions.seek(this.#scrub.valueAsNumber) });
    const reset = el("button", { type: "button", class: "button reset", title: "To epoch 0, with the settings in force now", onclick: actions.reset }, icon(RESET), "Reset");
    this.element = el("div", { class: "transport", part: "transport", role: "group", "aria-label": "Player" },
      el("div", { class: "buttons" }, this.#play, this.#back, this.#step, reset),
      el("dl", { class: "readouts" },
        el("div", { class: "epoch" }, el("dt", {}, "Epoch", this.#within), this.#epoch),
        el("div", { class: "loss" }, el("dt", {}, "Loss"), this.#loss),
        el("div", { class: "accuracy" }, el("dt", {}, "Accuracy"), this.#accuracy)),
      el("div", { class: "epochs" }, el("label", { for: scrubId }, "Go to epoch"), el("span", {}, "0"), this.#scrub, this.#last));

    this.#mark = el("input", { type: "text", inputmode: "numeric", autocomplete: "off", class: "number", "aria-label": "Epoch to run to", "aria-describedby": this.#refusal.id,
      onchange: () => this.#read(),
      onkeydown: (/** @type {KeyboardEvent} */ event) => {
        if (event.key === "Escape") this.#restore();
        if (event.key === "Enter") this.#run(actions);
      } });
    const id = freshId();
    this.#speedText = el("output", { for: id });
    this.#speed = el("input", { type: "range", id, min: 0, max: SPEEDS.length - 1, step: 1, oninput: () => actions.setSpeed(SPEEDS[this.#speed.valueAsNumber]) });
    this.settings = el("div", { class: "settings", part: "settings" },
      el("div", { class: "run-to" },
        el("button", { type: "button", class: "button", title: "As fast as it goes; pauses exactly there", onclick: () => this.#run(actions) }, "Run to"),
        this.#mark, this.#refusal),
      el("div", { class: "speed" }, el("label", { for: id }, "Speed"), this.#speed, this.#speedText),
      el("div", { class: "buttons" },
        el("button", { type: "button", class: "button", onclick: () => actions.show("share") }, "Share"),
        el("button", { type: "button", class: "button", onclick: () => actions.show("save") }, "Take home")));
  }

  /**
   * @param {import("./wasm/xor_lab.js").Lab} lab
   * @param {State} state
   */
  show(lab, state) {
    const { epoch, lastEpoch, loss, stepInEpoch, stepsLeft, stepsPerEpoch } = lab;
    setText(this.#epoch, count(epoch));
    // An epoch that has begun may have had other batches than the next one will.
    const steps = stepInEpoch + stepsLeft;
    setText(this.#within, steps > 1 ? ` · step ${stepInEpoch}/${steps}` : "");
    // Not `disabled`, which would take the focus, and with it the keys.
    const off = (/** @type {HTMLElement} */ button, /** @type {boolean} */ none) => button.setAttribute("aria-disabled", String(none));
    off(this.#back, epoch === 0 && stepInEpoch === 0);
    const last = Math.max(lastEpoch, state.destination ?? 0);
    off(this.#scrub, last === 0);
    setText(this.#last, count(last));
    // The longest first: a range clamps its value.
    this.#scrub.max = String(last);
    this.#scrub.valueAsNumber = state.destination ?? epoch;
    this.#scrub.setAttribute("aria-valuetext", `${count(epoch)} of ${count(lastEpoch)}`);
    setText(this.#loss, showLoss(loss));
    this.#loss.title = String(loss);
    setText(this.#accuracy, percent(lab.accuracy));
    setText(this.#playLabel, state.playing ? "Pause" : "Play");
    this.#playIcon.firstElementChild?.setAttribute("d", state.playing ? PAUSE : PLAY);
    off(this.#play, state.divergedAt !== undefined);
    off(this.#step, state.divergedAt !== undefined);
    this.#step.title = stepsPerEpoch > 1
      ? `One parameter update, from one mini-batch: ${stepsPerEpoch} of them are an epoch`
      : "One parameter update: with the full batch, one epoch";
    if (this.#mark.dataset.mark !== String(state.mark)) {
      this.#mark.dataset.mark = String(state.mark);
      this.#restore();
    }
    const position = nearest(state.speed);
    if (this.#speed.valueAsNumber !== position) this.#speed.valueAsNumber = position;
    const text = showSpeed(state.speed);
    setText(this.#speedText, text);
    this.#speed.setAttribute("aria-valuetext", text);
  }

  #restore() {
    this.#mark.value = this.#mark.dataset.mark ?? "";
    this.#read();
  }

  /** The typed epoch, if it is one; else says what is. */
  #read() {
    const epoch = readEpoch(this.#mark.value);
    const fine = epoch !== undefined;
    if (fine) this.#mark.value = count(epoch);
    this.#mark.setAttribute("aria-invalid", String(!fine));
    this.#refusal.hidden = fine;
    setText(this.#refusal, fine ? "" : "Allowed: a whole number of epochs, 0 or more.");
    return epoch;
  }

  /** @param {Actions} actions */
  #run(actions) {
    const epoch = this.#read();
    if (epoch !== undefined) actions.runTo(epoch);
  }
}

/** @param {number} speed */
function nearest(speed) {
  const distances = SPEEDS.map((stop) => stop === speed ? 0 : Math.abs(Math.log(stop / speed)));
  return distances.indexOf(Math.min(...distances));
}

/**
 * What a key asks of a figure, where it is not being typed. With Ctrl, z and y take back and make
 * again what was changed by hand. Of a figure that has a player, k plays or pauses, comma and full
 * stop go a step back and forward, as in players of films. Space and arrows are left to what has
 * the focus.
 * @param {KeyboardEvent} event on its way through the figure
 * @returns {"toggle" | "back" | "step" | "undo" | "redo" | undefined}
 */
export function askedByKey({ key, target, currentTarget, repeat, ctrlKey, metaKey, altKey, shiftKey }) {
  if (altKey || (target instanceof Element && target.matches("input:not([type=range]), select, textarea"))) return;
  if (ctrlKey || metaKey) {
    const letter = key.toLowerCase();
    return letter === "y" || (letter === "z" && shiftKey) ? "redo" : letter === "z" ? "undo" : undefined;
  }
  const asked = KEYS.get(key);
  if (!asked || (repeat && asked === "toggle")) return;
  if (currentTarget instanceof Element && currentTarget.querySelector(".transport")) return asked;
}
