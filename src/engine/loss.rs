//! Losses: a function of target and output, and its derivative.

use super::activation::Activation;
use super::block::{Block, at_least, at_most, select};
use super::functions;
use super::words::words;

words! {
    /// How far an output `a` is from its `target`, for one example and one output neuron.
    pub enum Loss {
        /// −(y ln a + (1 − y) ln(1 − a)), natural logarithm.
        CrossEntropy = "cross-entropy",
        /// (a − y)², without the ½ that some books put in front.
        SquaredError = "squared-error",
    }
}

words! {
    /// How the losses of the examples become one number.
    pub enum Reduction {
        /// Σ over the examples (the notebook's).
        Sum = "sum",
        /// Σ over the examples / their number, those of the batch in a mini-batch.
        Mean = "mean",
    }
}

impl Reduction {
    /// The factor on every example's loss, and so on every gradient.
    pub fn factor(self, examples: usize) -> f64 {
        match self {
            Reduction::Sum => 1.0,
            Reduction::Mean => 1.0 / examples as f64,
        }
    }
}

impl Loss {
    /// An output outside [CLIP, 1 − CLIP] is taken as that bound by the cross-entropy of
    /// activations that can leave (0, 1), so that no logarithm sees zero (Keras uses the same
    /// 10⁻⁷). A sigmoid needs no clipping: its cross-entropy is computed from z.
    pub const CLIP: f64 = 1e-7;

    /// The losses of one output `a = f(z)`, for as many blocks as there are `losses`.
    // For many blocks at once, so that it may be a call, and exists once.
    #[inline(never)]
    pub fn values(
        self,
        activation: Activation,
        z: &[Block],
        a: &[Block],
        targets: &[Block],
        losses: &mut [Block],
    ) {
        match self {
            // softplus(z) − y·z, which is −ln σ(z) for y = 1 and −ln(1 − σ(z)) for y = 0
            // without ever rounding σ to 0 or 1 (as TensorFlow's `..._with_logits`).
            Loss::CrossEntropy if activation == Activation::Sigmoid => {
                // In two loops, as a processor does not look so far ahead that it would begin with
                // the next block while this one's logarithm waits for its exponential.
                for (loss, &z) in losses.iter_mut().zip(z) {
                    *loss = functions::exp4(-z.abs());
                }
                for ((loss, &z), &target) in losses.iter_mut().zip(z).zip(targets) {
                    // An infinite z times 0 would be NaN.
                    let z = clamp(z, f64::MIN, f64::MAX);
                    let negative = z.simd_lt(Block::ZERO);
                    let linear = select(negative, -z * target, z * (Block::ONE - target));
                    *loss = linear + functions::ln_1p4(*loss);
                }
            }
            Loss::CrossEntropy => {
                for ((loss, &a), &target) in losses.iter_mut().zip(a).zip(targets) {
                    let a = clamp(a, Self::CLIP, 1.0 - Self::CLIP);
                    *loss = Block::ZERO;
                    for (probability, weight) in
                        [(Block::ONE - a, Block::ONE - target), (a, target)]
                    {
                        *loss -= weight * functions::ln4(probability);
                    }
                }
            }
            Loss::SquaredError => {
                for ((loss, &a), &target) in losses.iter_mut().zip(a).zip(targets) {
                    *loss = (a - target) * (a - target);
                }
            }
        }
    }

    /// The loss of one output `a = f(z)` of one example.
    pub fn value(self, activation: Activation, z: f64, a: f64, target: f64) -> f64 {
        let [z, a, target] = [z, a, target].map(Block::splat);
        let mut losses = [Block::ZERO];
        self.values(activation, &[z], &[a], &[target], &mut losses);
        losses[0].to_array()[0]
    }

    /// ∂L/∂a of one output, for four examples. Zero where the cross-entropy clips.
    ///
    /// Not used for the cross-entropy of a sigmoid: there a(1 − a) cancels and ∂L/∂z = a − y.
    #[inline(always)]
    pub fn derivative(self, a: Block, target: Block) -> Block {
        match self {
            Loss::CrossEntropy => {
                // NaN is neither, and falls through to NaN.
                let clipped =
                    a.simd_lt(Block::splat(Self::CLIP)) | Block::splat(1.0 - Self::CLIP).simd_lt(a);
                let slope = (a - target) / (a * (Block::ONE - a));
                select(clipped, Block::ZERO, slope)
            }
            Loss::SquaredError => 2.0 * (a - target),
        }
    }

    /// Whether ∂L/∂z = a − y, the derivative of the activation having cancelled.
    pub fn cancels(self, activation: Activation) -> bool {
        self == Loss::CrossEntropy && activation == Activation::Sigmoid
    }
}

/// `x` from `low` to `high`. NaN stays NaN.
#[inline(always)]
fn clamp(x: Block, low: f64, high: f64) -> Block {
    at_most(at_least(x, Block::splat(low)), Block::splat(high))
}
