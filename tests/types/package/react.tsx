// What the JSX of React may have, and what it may not.

import type {} from "xor-lab/react";
import type { XorLab } from "xor-lab";

export const figure = (
  <xor-lab
    preset="corrected"
    views="surface loss"
    learning-rate={0.5}
    seed="7"
    autoplay
    className="wide"
    ref={(lab: XorLab | null) => { lab?.setAttribute("hidden", "8 8"); }}
    onepoch={({ detail }) => console.log(detail.epoch, detail.loss)}
  >
    Shown until the figure is there.
  </xor-lab>
);

// @ts-expect-error
export const misspelt = <xor-lab learningRate={0.5} />;
// @ts-expect-error
export const noPreset = <xor-lab preset="correct" />;
// @ts-expect-error: React would set a property of this name, which is another thing.
export const property = <xor-lab hidden="8 8" />;
// @ts-expect-error
export const noEvent = <xor-lab onepoch={(event: MouseEvent) => event} />;
