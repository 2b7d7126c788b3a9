// What is taken home from a figure, loaded when somebody asks for it.

import { pictureName, pngOf, svgOf } from "./take-home/picture.js";

export { pictureName, pngOf, svgOf };
