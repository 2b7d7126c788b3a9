// Whether an epoch costs the same however many came before it.

import { loadLab } from "../www/xor-lab.js";

/** @typedef {import("../www/wasm/xor_lab.js").Lab} Lab */

/** Epochs in a sample, at least: about 30 ms. */
const SAMPLE = 200_000;

/**
 * Pairs of milliseconds for an epoch: late in a run, from epoch `from` to ten times that; and, in
 * the same moment, early in one, from 1,000 to 10,000.
 * @param {number} from
 * @param {number} samples
 */
export async function growth(from, samples) {
  const { Lab } = await loadLab();
  const late = new Lab({});
  const early = new Lab({});
  const epochs = 9 * from;
  const pairs = [];
  // A short decade is trained over and over, a long one once, a part of it for each sample.
  const parts = epochs >= 2 * SAMPLE * samples;
  if (parts) late.train(from);
  for (let i = 0; i < samples; i++) {
    const there = parts ? time(late, Math.round(epochs / samples)) : decade(late, from);
    pairs.push([there, decade(early, 1000)]);
  }
  late.free();
  early.free();
  return pairs;
}

/**
 * @param {Lab} lab
 * @param {number} from
 */
function decade(lab, from) {
  const times = Math.ceil(SAMPLE / (9 * from));
  let sum = 0;
  for (let i = 0; i < times; i++) {
    lab.reset();
    lab.train(from);
    sum += time(lab, 9 * from);
  }
  return sum / times;
}

/**
 * Milliseconds for an epoch.
 * @param {Lab} lab
 * @param {number} epochs
 */
function time(lab, epochs) {
  const before = performance.now();
  lab.train(epochs);
  return (performance.now() - before) / epochs;
}
