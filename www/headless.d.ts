/// <reference lib="esnext.disposable" />
// What `xor-lab/headless` exports. `cargo xtask lint` compares it with headless.js, member by member.

import type { Activation, Hyperparameters, HyperparameterError } from "./wasm/xor_lab.js";
import type { GradientCheck, Preset, Snapshot } from "./xor-lab.js";

export type { Activation, GradientCheck, Hyperparameters, HyperparameterError, Preset, Snapshot };

/** What decides a run: what differs from the preset, which is `corrected` where none is named. */
export interface Options extends Partial<Hyperparameters> {
  preset?: Preset;
}

/**
 * Starts the program that all runs share. `Run.create` does so by itself, and in Node it is there
 * already; this is for places where nothing can be fetched.
 * @param wasm the bytes of wasm/xor_lab_bg.wasm
 */
export function load(wasm?: ArrayBuffer | ArrayBufferView<ArrayBuffer>): Promise<void>;

/**
 * A network in training: the run that <xor-lab> shows, to the last bit. Arrays are copies, row by
 * row; N examples, n_i neurons in layer i, layers 1 to L.
 */
export class Run implements Disposable {
  private constructor();
  /** A run at epoch 0. Rejected with a HyperparameterError for the first option that is not allowed. */
  static create(options?: Options | null): Promise<Run>;

  /** A copy. Setting it changes the fields that are given, or throws a HyperparameterError and changes nothing. */
  get hyperparameters(): Hyperparameters;
  set hyperparameters(changes: Partial<Hyperparameters>);

  /** Epochs completed. */
  get epoch(): number;
  /** The last epoch that has been; `epoch` is an earlier one after going back. */
  get lastEpoch(): number;
  /** Updates made in the epoch that has begun; 0 between epochs. */
  get stepInEpoch(): number;
  /** Of the present parameters on all the data, penalties included. */
  get loss(): number;
  /** The part of the examples, 0 to 1, on the right side of one half. */
  get accuracy(): number;
  /** Whether a number that was set by hand is in force. */
  get edited(): boolean;
  /** Widths of all layers, inputs first: n_0 … n_L. */
  get sizes(): number[];
  /** y, one for each example. */
  get targets(): Float64Array;

  /** Completes so many epochs, a begun one counting as the first; stops where the loss is no longer finite. */
  train(epochs: number): void;
  /** One parameter update. */
  step(): void;
  /** Takes back one parameter update. */
  back(): void;
  /** To the end of an epoch: back to one that has been, exactly as it was, or on. Nothing else runs until it is there, however far that is. */
  seek(epoch: number): void;
  /** To epoch 0; nothing of the run is left. */
  reset(): void;

  /** The loss after an epoch (0: at the start); undefined where it is not known exactly. */
  lossAt(epoch: number): number | undefined;
  /** W[layer], n_i × n_(i−1): one row for each neuron. A RangeError if there is no such layer, as below. */
  weights(layer: number): Float64Array;
  /** b[layer], n_i. */
  biases(layer: number): Float64Array;
  /** Z[layer], N × n_i: before the activation. */
  z(layer: number): Float64Array;
  /** A[layer], N × n_i; A[0] are the inputs. */
  a(layer: number): Float64Array;
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

  /** Gives the memory back, which otherwise comes back once nothing refers to the run. Whatever is asked of it afterwards throws. */
  free(): void;
  [Symbol.dispose](): void;
}
