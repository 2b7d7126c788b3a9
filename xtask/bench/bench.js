// What the bench calls in its page.

import { frames } from "./frames.js";
import { growth } from "./growth.js";
import { lossCurve, surface } from "./picture.js";
import { prepare, train } from "./training.js";

Object.assign(window, { bench: { frames, growth, lossCurve, prepare, surface, train } });
