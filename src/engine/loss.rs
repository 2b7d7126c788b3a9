//! Losses: a function of target and output, and its derivative.

use serde::{Deserialize, Serialize};

use super::activation::Activation;
use super::functions;

/// How far an output `a` is from its `target`, for one example and one output neuron.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Loss {
    /// −(y ln a + (1 − y) ln(1 − a)), natural logarithm.
    CrossEntropy,
    /// (a − y)², without the ½ that some books put in front.
    SquaredError,
}

/// How the losses of the examples become one number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Reduction {
    /// Σ over the examples (the notebook's).
    Sum,
    /// Σ over the examples / their number, those of the batch in a mini-batch.
    Mean,
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

    /// The loss of one output `a = f(z)`.
    #[inline(always)]
    pub fn value(self, activation: Activation, z: f64, a: f64, target: f64) -> f64 {
        match self {
            // softplus(z) − y·z, which is −ln σ(z) for y = 1 and −ln(1 − σ(z)) for y = 0
            // without ever rounding σ to 0 or 1 (as TensorFlow's `..._with_logits`).
            Loss::CrossEntropy if activation == Activation::Sigmoid => {
                // An infinite z times 0 would be NaN.
                let z = z.clamp(f64::MIN, f64::MAX);
                let linear = if z < 0.0 {
                    -z * target
                } else {
                    z * (1.0 - target)
                };
                linear + functions::ln_1p(functions::exp(-z.abs()))
            }
            Loss::CrossEntropy => {
                let a = clip(a);
                -(target * functions::ln(a) + (1.0 - target) * functions::ln(1.0 - a))
            }
            Loss::SquaredError => (a - target) * (a - target),
        }
    }

    /// ∂L/∂a of one output. Zero where the cross-entropy clips.
    ///
    /// Not used for the cross-entropy of a sigmoid: there a(1 − a) cancels and ∂L/∂z = a − y.
    #[inline(always)]
    pub fn derivative(self, a: f64, target: f64) -> f64 {
        match self {
            // Two arms, so that NaN falls through to NaN.
            Loss::CrossEntropy if a < Self::CLIP => 0.0,
            Loss::CrossEntropy if a > 1.0 - Self::CLIP => 0.0,
            Loss::CrossEntropy => (a - target) / (a * (1.0 - a)),
            Loss::SquaredError => 2.0 * (a - target),
        }
    }

    /// Whether ∂L/∂z = a − y, the derivative of the activation having cancelled.
    pub fn cancels(self, activation: Activation) -> bool {
        self == Loss::CrossEntropy && activation == Activation::Sigmoid
    }
}

/// NaN stays NaN.
fn clip(a: f64) -> f64 {
    let a = if a < Loss::CLIP { Loss::CLIP } else { a };
    if a > 1.0 - Loss::CLIP {
        1.0 - Loss::CLIP
    } else {
        a
    }
}
