// The types that are written by hand beside those that the JavaScript has: the same members, of the
// same types. What differs is named.

import type { XorLab as Element } from "../../www/element.js";
import type { loadLab } from "../../www/lab-loader.js";
import type { TakeHome } from "../../www/take-home.js";
import type { Run, load } from "../../www/run.js";
import type * as headless from "../../www/headless.js";
import type * as lab from "../../www/xor-lab.js";

type Same<A, B> = [A, B] extends [B, A] ? true : false;
type Differing<A, B> = {
  [Name in keyof A | keyof B]: Name extends keyof A & keyof B ? (Same<A[Name], B[Name]> extends true ? never : Name) : Name;
}[keyof A | keyof B];
type Names<Class> = { [Name in keyof Class]: 0 };
type None<Difference extends never> = Difference;

/** What a class has of its own, without what browsers call. */
type Own<Class> = Omit<Class, keyof HTMLElement | `${string}Callback`>;
/** A promise of the element itself, which is another class by its private fields. */
type Itself = "ready" | "takeHome";
/** It has this where the language does. */
type Sometimes = typeof Symbol.dispose;

export type Differences = [
  None<Differing<Names<Own<lab.XorLab>>, Names<Own<Element>>>>,
  None<Differing<Omit<Own<lab.XorLab>, Itself>, Omit<Own<Element>, Itself>>>,
  None<Differing<Names<typeof lab.XorLab>, Names<typeof Element>>>,
  None<Differing<Names<lab.TakeHome>, Names<Omit<TakeHome, "editPoints" | "rebuilt">>>>,
  None<Differing<lab.TakeHome, Omit<TakeHome, "editPoints" | "rebuilt">>>,
  None<Differing<{ loadLab: typeof lab.loadLab }, { loadLab: typeof loadLab }>>,
  None<Differing<Omit<headless.Run, Sometimes>, Run>>,
  None<Differing<Names<typeof headless.Run>, Names<typeof Run>>>,
  None<Differing<{ load: typeof headless.load }, { load: typeof load }>>,
];
