/// <reference lib="esnext.disposable" />
// What `xor-lab` exports. `cargo xtask lint` compares it with element.js, member by member.

import type { Activation, Hyperparameters, HyperparameterError, Lab, Style, Sweep } from "./wasm/xor_lab.js";

export type { Activation, Hyperparameters, HyperparameterError };

export type Preset = "by-hand" | "random-start" | "as-published" | "corrected" | "playground";

/** A moment of a run as plain data. Matrices are row-major; N examples, n_i neurons in layer i. */
export interface Snapshot {
  hyperparameters: Hyperparameters;
  epoch: number;
  /** Updates made in the epoch that has begun; 0 between epochs. */
  stepInEpoch: number;
  loss: number;
  /** 0 to 1. */
  accuracy: number;
  /** Widths of all layers, inputs first: n_0 … n_L. */
  sizes: number[];
  /** W[1] … W[L], each n_i × n_(i−1): one row for each neuron. */
  weights: number[][];
  /** b[1] … b[L], each n_i. */
  biases: number[][];
  /** Z[1] … Z[L], each N × n_i. */
  z: number[][];
  /** A[0], the inputs, … A[L], each N × n_i. */
  a: number[][];
  /** y, one for each example. */
  targets: number[];
}

/** What the gradient check says of one parameter. */
export interface GradientCheck {
  of: "weights" | "biases";
  /** 1 … L. */
  layer: number;
  /** The neuron, from 0. */
  row: number;
  /** The input of a weight, from 0; 0 for a bias. */
  column: number;
  /** ∂L/∂p as training would follow it on all the data. */
  analytic: number;
  /** The slope of the loss, measured; NaN at a kink where it is that of neither side. */
  numeric: number;
  /** |analytic − numeric| relative to the larger of the two. */
  difference: number;
  right: boolean;
}

/** The events of <xor-lab>. They do not bubble. */
export interface XorLabEventMap extends HTMLElementEventMap {
  /** Another epoch is on show, or the same with other numbers; at most once a frame. */
  epoch: CustomEvent<{ epoch: number; loss: number; accuracy: number }>;
  /** Other hyperparameters are in force. */
  change: CustomEvent<{ hyperparameters: Hyperparameters; restarted: boolean }>;
  /** Something was refused, or the figure cannot run. */
  error: ErrorEvent;
}

type Listener<K extends keyof XorLabEventMap> = (this: XorLab, event: XorLabEventMap[K]) => unknown;

/** Epochs completed, and updates made in the one that has begun. */
export type Place = [epoch: number, step: number];

/** All that decides where a run is, as plain data. */
export interface Moment {
  /** As they were at the start. */
  hyperparameters: Partial<Hyperparameters>;
  /** What was done on the way, in order; each has one of the three. */
  changes: {
    at: Place;
    /** Those that changed. */
    hyperparameters?: Partial<Hyperparameters>;
    parameter?: [index: number, value: number];
    inputs?: [example: number, x1: number, x2: number];
  }[];
  /** Where the run stands. */
  at: Place;
  /** The loss there. */
  loss?: number;
}

/** A network alone: rows of W and b for each layer. */
export interface Weights {
  format: "xor-lab-weights";
  version: 1;
  activation: Activation;
  outputActivation: Activation;
  weights: number[][][];
  biases: number[][];
}

/** What can be taken home of a figure, and what can be brought back. */
export interface TakeHome {
  moment(): Moment & { hyperparameters: Hyperparameters; loss: number };
  /** The moment as the end of an address, after its `?`. */
  link(): string;
  /** The address of this page that opens the figure at this moment. */
  address(): string;
  /** A NumPy script that trains this very run, and checks its loss. */
  script(): string;
  /** The same as a Jupyter notebook: JSON. */
  notebook(): string;
  /** The losses of all epochs as CSV; of a run too long to keep each, the least and the most of neighbouring ones. */
  losses(): string;
  weights(): Weights;
  /** The moment, with the parameters there for whoever wants to read them. */
  state(): Moment & { format: "xor-lab-state"; version: 1; parameters: Weights };
  /** The views that there are pictures of. */
  pictures(): { name: string; title: string }[];
  /** A view as it is now; throws a RangeError if the figure does not show it. */
  svg(name: string): string;
  /** The same in pixels, two for each of CSS's. */
  png(name: string): Promise<Blob>;
  /**
   * Goes to a moment, starts from given weights or learns other points: a link, what `moment`, `state` or
   * `weights` gave, that as JSON, or points as CSV. The promise settles when it is there, with what has come
   * of it; it is rejected with what is wrong, and then nothing has changed.
   */
  open(what: string | object): Promise<string>;
  /** Whether there is a run to go back to from the one that was opened. */
  readonly canTakeBack: boolean;
  /** Goes back to the run that was here before the last was opened, or before points were put by hand, as it was. Ten are kept. */
  takeBack(): Promise<string>;
  readonly canOpenAgain: boolean;
  /** Goes to the one again that was taken back. */
  openAgain(): Promise<string>;
  /** Gives back the memory of the runs that these lead to, as leaving the page does. */
  forget(): void;
  /** The same as `open` for a link, or an address that ends in one. Unless it is `kept`, the run of now is not wanted back. */
  openLink(link: string, kept?: boolean): Promise<string>;
  /** The same for a file. */
  bring(what: string | File): Promise<string>;
  /** Opens the panel under the player. */
  show(part: "share" | "save"): Promise<void>;
}

/** The element <xor-lab>: one run of a network, with the views and controls that its attributes ask for. */
export class XorLab extends HTMLElement {
  static observedAttributes: string[];

  /**
   * Fulfilled when the run exists; rejected if it could not begin. It waits until the element is on
   * a page. After a removal, or for another attempt, it is another promise.
   */
  get ready(): Promise<XorLab>;

  /** Epochs completed; 0 before it is ready. */
  get epoch(): number;
  /** The last epoch that has been; `epoch` is an earlier one after going back. */
  get lastEpoch(): number;
  /** Of the present parameters on all the data; NaN before it is ready. */
  get loss(): number;
  /** Frameworks set what they find as a property: set, it is the attribute, as `hidden` and `dataset` are. */
  set loss(name: any);
  /** The part of the examples, 0 to 1, on the right side of one half; NaN before it is ready. */
  get accuracy(): number;
  /** Whether a number that was set by hand is in force. */
  get edited(): boolean;
  get playing(): boolean;

  // What follows throws before `ready` is fulfilled.

  /** A copy. Setting it changes the fields that are given, or throws a HyperparameterError and changes nothing. */
  get hyperparameters(): Hyperparameters;
  set hyperparameters(changes: Partial<Hyperparameters>);

  play(): void;
  pause(): void;
  /** One parameter update. */
  step(): void;
  /** Takes back one parameter update. */
  back(): void;
  /** To an epoch, back or on; plays until it is there if that takes more than a moment. */
  seek(epoch: number): void;
  /** To epoch 0; nothing of the run is left. */
  reset(): void;
  /** So many epochs at once: it is done when this returns. */
  train(epochs: number): void;
  /** Runs, on screen or off, and pauses at exactly this epoch; the promise settles when it pauses. */
  runTo(epoch: number): Promise<void>;

  /** The loss after an epoch (0: at the start); undefined where it is not known exactly. */
  lossAt(epoch: number): number | undefined;
  snapshot(): Snapshot;
  /** All parameters in their order: W[1] row by row, b[1], W[2] … */
  gradientCheck(): GradientCheck[];

  /** Sets the weight or bias with this place in the order of all, here and now; throws a HyperparameterError. */
  setParameter(index: number, value: number): void;
  /** Sets x1 (`input` 0) or x2 (1) of an example, here and now; throws a HyperparameterError. */
  setInput(example: number, input: number, value: number): void;
  /** Goes back to the last number set by hand, and takes it back. */
  undo(): void;
  /** Sets it again, where it was. */
  redo(): void;

  /** What can be taken home of this figure, and what can be brought back; loaded when it is first asked for. */
  takeHome(): Promise<TakeHome>;
  /** The same as `takeHome().then((home) => home.open(what))`. */
  open(what: string | object): Promise<string>;
  /** The figure's name in a link: its id, or which of the page's figures it is. */
  get address(): string;
  /** Where a page opens links in a way of its own: the address for a link. */
  addressOf: ((link: string) => string) | undefined;

  addEventListener<K extends keyof XorLabEventMap>(type: K, listener: Listener<K>, options?: boolean | AddEventListenerOptions): void;
  addEventListener(type: string, listener: EventListenerOrEventListenerObject, options?: boolean | AddEventListenerOptions): void;
  removeEventListener<K extends keyof XorLabEventMap>(type: K, listener: Listener<K>, options?: boolean | EventListenerOptions): void;
  removeEventListener(type: string, listener: EventListenerOrEventListenerObject, options?: boolean | EventListenerOptions): void;
}

/** What the program has, without a figure; see wasm/xor_lab.d.ts. */
export interface Module {
  Lab: typeof Lab;
  Style: typeof Style;
  Sweep: typeof Sweep;
  preset(name: string): Hyperparameters;
  presets(): string[];
  /** A seed that nobody chose: 0 to 2³² − 1. */
  proposeSeed(): number;
  memory: WebAssembly.Memory;
}

/**
 * The program, fetched and started once for the whole page; a failed load is tried again by the
 * next call.
 * @param compile where it cannot be fetched
 */
export function loadLab(compile?: () => Promise<WebAssembly.Module>): Promise<Module>;

type Kebab<Name extends string> = Name extends `${infer Head}${infer Tail}`
  ? `${Lowercase<Head>}${Tail extends Uncapitalize<Tail> ? "" : "-"}${Kebab<Tail>}`
  : Name;
type NumberText = number | `${number}`;
type Text<Value> = Value extends string ? Value : Value extends number ? NumberText : string;

/** Hyperparameters as attributes: widths as `"8 8"`, points and given parameters as JSON. */
type HyperparameterAttributes = {
  [Name in Exclude<keyof Hyperparameters, "version" | "samples" | "batchSize"> as Kebab<Name>]?: Text<Hyperparameters[Name]>;
};

/** The attributes of <xor-lab>. */
export interface XorLabAttributes extends HyperparameterAttributes {
  preset?: Preset;
  samples?: NumberText | "auto";
  "batch-size"?: NumberText | "full";
  /** Any of `surface loss hidden diagram numbers glass-box check losses seeds`. */
  views?: string;
  /** `all`, `none`, or names of hyperparameters in kebab-case. */
  controls?: string;
  transport?: "none" | "";
  autoplay?: boolean | "";
  /** Epochs a frame. */
  speed?: NumberText | "max";
  /** The epoch at which it pauses. */
  "run-to"?: NumberText;
  theme?: "auto" | "light" | "dark";
  size?: "small" | "medium" | "large";
  /** A link to a moment, that the figure opens. */
  href?: string;
  /** Epochs of the view `losses`, such as `1-12 5000`. */
  "loss-epochs"?: string | number;
  /** Decimals of the view `numbers`. */
  digits?: NumberText;
}

declare global {
  interface HTMLElementTagNameMap {
    "xor-lab": XorLab;
  }
}
