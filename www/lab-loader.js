// The wasm module: fetched, compiled while it streams in, and started once for the whole page.

import { Lab, Style, Sweep, initSync, preset, presets, proposeSeed } from "./wasm/xor_lab.js";

/** @typedef {Awaited<ReturnType<typeof start>>} Module */

/** @type {Promise<Module> | undefined} */
let started;

/**
 * What the started module has, the same for every figure. A failed load is not remembered: the
 * next call tries again.
 * @param {() => Promise<WebAssembly.Module>} [compile] where it cannot be fetched
 * @returns {Promise<Module>}
 */
export function loadLab(compile = fetched) {
  started ??= start(compile).catch((error) => {
    started = undefined;
    throw error;
  });
  return started;
}

/** @param {() => Promise<WebAssembly.Module>} compile */
async function start(compile) {
  const { memory } = initSync({ module: await compile() });
  return { Lab, Style, Sweep, preset, presets, proposeSeed, memory };
}

async function fetched() {
  if (typeof WebAssembly !== "object") throw new Error("this browser does not run WebAssembly");
  const response = await fetch(new URL("./wasm/xor_lab_bg.wasm", import.meta.url));
  if (!response.ok) throw new Error(`HTTP ${response.status}`);
  // Only what is sent as wasm can be compiled while it streams in, and not every host knows the word.
  const known = response.headers.get("Content-Type") === "application/wasm";
  return known ? WebAssembly.compileStreaming(response) : WebAssembly.compile(await response.arrayBuffer());
}
