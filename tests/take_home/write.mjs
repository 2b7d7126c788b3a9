// Writes the scripts and notebooks of moments: `node write.mjs`, in a folder that has what is needed
// of www/, reads a list of moments and gives a list of [script, notebook].

import { readFileSync } from "node:fs";
import { notebook, script } from "./www/take-home/python.js";

const moments = JSON.parse(readFileSync(0, "utf8"));
process.stdout.write(JSON.stringify(moments.map((moment) => [script(moment), notebook(moment)])));
