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
    hidden="8 8"
    loss="squared-error"
    size="small"
    href="?v=1&at=9"
    ref={(lab: XorLab | null) => { void lab?.open("v=1&seed=3"); }}
    onepoch={({ detail }) => console.log(detail.epoch, detail.loss)}
  >
    Shown until the figure is there.
  </xor-lab>
);

// @ts-expect-error
export const misspelt = <xor-lab learningRate={0.5} />;
// @ts-expect-error
export const noPreset = <xor-lab preset="correct" />;
// @ts-expect-error
export const noSize = <xor-lab size="huge" />;
// @ts-expect-error
export const noEvent = <xor-lab onepoch={(event: MouseEvent) => event} />;
