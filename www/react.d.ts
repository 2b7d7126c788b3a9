// <xor-lab> in the JSX of React: `import type {} from "xor-lab/react"`, or its name in `types` of tsconfig.json.

import type { DetailedHTMLProps, HTMLAttributes } from "react";
import type { XorLab, XorLabAttributes, XorLabEventMap } from "./xor-lab.js";

/**
 * React sets properties where the element has one of that name, and these three are others than the
 * attributes. They can be set through a `ref`: `(lab) => lab?.setAttribute("hidden", "8 8")`.
 */
type Shadowed = "dataset" | "hidden" | "loss";
type Html = DetailedHTMLProps<HTMLAttributes<XorLab>, XorLab>;

interface Listeners {
  onepoch?: (event: XorLabEventMap["epoch"]) => void;
  onchange?: (event: XorLabEventMap["change"]) => void;
  onerror?: (event: XorLabEventMap["error"]) => void;
}

declare module "react" {
  namespace JSX {
    interface IntrinsicElements {
      /** Its listeners are heard from React 19 on. */
      "xor-lab": Omit<Html, keyof XorLabAttributes> & Omit<XorLabAttributes, Shadowed> & Listeners;
    }
  }
}
