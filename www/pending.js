// A promise that is settled from outside.

/** @template Value */
export class Pending {
  settled = false;
  /** @type {(value: Value) => void} */
  resolve = () => {};
  /** @type {(reason: unknown) => void} */
  reject = () => {};
  /** @type {Promise<Value>} */
  promise = new Promise((resolve, reject) => {
    this.resolve = (value) => { this.settled = true; resolve(value); };
    this.reject = (reason) => { this.settled = true; reject(reason); };
  });

  constructor() {
    // Who does not ask is told by the event `error`.
    this.promise.catch(() => {});
  }
}
