// The wasm module: fetched, compiled while it streams in, and started once for the whole page.

/** @typedef {typeof import("./wasm/xor_lab.js")} Module */
/** @typedef {import("./wasm/xor_lab.js").Lab} Lab */
/** @typedef {import("./wasm/xor_lab.js").Style} Style */
/** @typedef {import("./wasm/xor_lab.js").Sweep} Sweep */

/** @type {Promise<Module> | undefined} */
let started;
let attempts = 0;

/**
 * The started module, the same one for every figure. A failed load is not remembered: the next
 * call tries again.
 * @returns {Promise<Module>}
 */
export function loadLab() {
  started ??= start().catch((error) => {
    started = undefined;
    throw error;
  });
  return started;
}

async function start() {
  if (typeof WebAssembly !== "object") throw new Error("this browser does not run WebAssembly");
  // A browser may remember that a module failed to load; another address makes it ask again.
  const again = attempts++ ? `?again=${attempts}` : "";
  /** @type {Module} */
  const module = await import(new URL(`./wasm/xor_lab.js${again}`, import.meta.url).href);
  await module.default();
  return module;
}
