// A canvas that knows its size in device pixels.

import { el } from "../dom.js";

/**
 * A canvas in a box whose size comes from the style sheet. Its pixels are set when it is drawn,
 * not when it is resized, so that it is never seen empty.
 */
export class Canvas {
  element;
  /** Device pixels for each CSS pixel. */
  scale = devicePixelRatio;
  #size = { width: 0, height: 0 };
  #observer;
  /** The pixel density of now, where only that tells of another one. @type {MediaQueryList | undefined} */
  #density;
  #rescaled = () => this.#watchDensity();
  #described = -Infinity;

  /**
   * @param {string} name    of the view, as a class
   * @param {string} label   what it shows, before there is anything to say about it
   * @param {() => void} stale called when it must be drawn again
   */
  constructor(name, label, stale) {
    this.element = el("canvas", { class: name, role: "img", "aria-label": label, width: 1, height: 1 });
    this.element.addEventListener("contextrestored", stale);
    this.#observer = new ResizeObserver(([entry]) => {
      this.scale = devicePixelRatio;
      const { inlineSize, blockSize } = entry.contentBoxSize[0];
      this.#size = { width: Math.round(inlineSize * this.scale), height: Math.round(blockSize * this.scale) };
      // The exact size, unless a browser counts other pixels here (as when it emulates a screen).
      const device = entry.devicePixelContentBoxSize?.[0];
      if (device && Math.abs(device.inlineSize - this.#size.width) <= 1) {
        this.#size = { width: device.inlineSize, height: device.blockSize };
      }
      stale();
    });
    try {
      this.#observer.observe(this.element, { box: "device-pixel-content-box" });
    } catch {
      this.#watchDensity();
    }
  }

  /** Without a box in device pixels, a window on another screen keeps its size and changes its pixels. */
  #watchDensity() {
    this.#density?.removeEventListener("change", this.#rescaled);
    this.#density = matchMedia(`(resolution: ${devicePixelRatio}dppx)`);
    this.#density.addEventListener("change", this.#rescaled);
    // Observing again reports the size again.
    this.#observer.unobserve(this.element);
    this.#observer.observe(this.element);
  }

  /**
   * @param {(canvas: HTMLCanvasElement) => void} paint
   */
  draw(paint) {
    const { width, height } = this.#size;
    if (width === 0 || height === 0) return;
    if (this.element.width !== width) this.element.width = width;
    if (this.element.height !== height) this.element.height = height;
    paint(this.element);
  }

  /**
   * Says in words what is shown, at most once a second: it is there to be read, not to interrupt.
   * @param {() => string} summary
   * @param {boolean} now even if the last one is younger than that
   */
  describe(summary, now) {
    const time = performance.now();
    if (!now && time - this.#described < 1000) return;
    this.#described = time;
    this.element.setAttribute("aria-label", summary());
  }

  dispose() {
    this.#observer.disconnect();
    this.#density?.removeEventListener("change", this.#rescaled);
  }
}
