// Reads a list of moments and gives a list of [script, notebook]. Run in a folder that has what is
// needed of www/ as modules.

import { readFileSync } from "node:fs";
import { notebook, script } from "./www/take-home/python.js";

const moments = JSON.parse(readFileSync(0, "utf8"));
const written = moments.map((moment) => [script(moment, "https://example.org/#a"), notebook(moment)]);
process.stdout.write(JSON.stringify(written));
