// The same in Node, where files are read and not fetched.

// @ts-expect-error: types of Node would be types of every page here.
import { readFileSync } from "node:fs";

import { Run, load } from "./headless.js";

load(readFileSync(new URL("./wasm/xor_lab_bg.wasm", import.meta.url)));

export { Run, load };
