// <xor-lab> in the JSX of React: `import type {} from "xor-lab/react"`, or its name in `types` of tsconfig.json.

import type { DetailedHTMLProps, HTMLAttributes } from "react";
import type { XorLab, XorLabAttributes, XorLabEventMap } from "./xor-lab.js";

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
      "xor-lab": Omit<Html, keyof XorLabAttributes> & XorLabAttributes & Listeners;
    }
  }
}
