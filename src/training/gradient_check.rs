//! The gradient check: the gradient that training follows beside the slope that the loss has.
//!
//! The slope is a central difference of the objective on all the data,
//! (L(p + h) − L(p − h)) / 2h. With h = 2⁻¹⁷ · max(1, |p|), 2⁻¹⁷ being about ∛ε, rounding and
//! curvature move it about as little as each other: by some 10⁻¹¹ of a loss of the order of 1. How
//! much it is, the same with 2h tells.
//!
//! A slope tells nothing of a derivative where a kink is between: of a ReLU, of |w|, of the clipped
//! cross-entropy. Where one side is without, within 2h, its own difference of second order takes
//! the place of the central one; where neither is, nothing is held against the gradient.

use super::batches::Batches;
use super::run::Run;
use super::update::NextUpdate;
use crate::engine::block::lanes;
use crate::engine::{Activation, Loss, Network, Pass};

/// What the check says of one parameter.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Check {
    /// ∂L/∂p as an update on all the data would use it, with the mistake of the run.
    pub analytic: f64,
    /// The slope of the loss; NaN where there are kinks on both sides.
    pub numeric: f64,
    /// |analytic − numeric| relative to the larger of the two; 0 where they are equal.
    pub difference: f64,
    /// Whether they differ by no more than [`GradientCheck::TOLERANCE`] and what the slope is
    /// uncertain by. A gradient that is not finite is not right.
    pub right: bool,
}

/// The work space of a check.
#[derive(Clone, Debug)]
pub struct GradientCheck<'a> {
    run: &'a Run,
    gradients: Vec<f64>,
    /// To be changed, and its pass over all the data.
    network: Network,
    pass: Pass,
}

/// h of a parameter from −1 to 1.
const STEP: f64 = 1.0 / 131_072.0;
/// Rounding moves a loss by no more than so many ε of it, and a gradient by no more than so many ε:
/// of an output that is nearly 1, a − y has no more digits.
const ROUNDINGS: f64 = 256.0;
/// Where outputs have a kink: those of the ReLUs, then those that the cross-entropy clips.
const KINKS: [f64; 3] = [0.0, Loss::CLIP, 1.0 - Loss::CLIP];

impl Run {
    /// Checks the gradient of every parameter, in the network's order.
    pub fn gradient_check(&self) -> Vec<Check> {
        let mut check = GradientCheck::new(self);
        let parameters = 0..self.network.parameters().len();
        parameters.map(|index| check.parameter(index)).collect()
    }
}

impl<'a> GradientCheck<'a> {
    /// A right gradient differs by less, relative to itself.
    pub const TOLERANCE: f64 = 1e-6;

    /// That of a run where it is.
    pub fn new(run: &'a Run) -> Self {
        let all = run.points.len();
        let NextUpdate {
            gradients,
            mut network,
            pass,
            ..
        } = NextUpdate::of(run, Batches::new(all), all);
        let parameters = network.parameters_mut();
        parameters.copy_from_slice(run.network.parameters());
        GradientCheck {
            run,
            gradients,
            network,
            pass,
        }
    }

    /// Checks a parameter, by its index among all of them, with four forward passes of all the data.
    pub fn parameter(&mut self, index: usize) -> Check {
        let analytic = self.gradients[index];
        let here = self.run.loss();
        let h = STEP * self.network.parameters()[index].abs().max(1.0);
        // L(p ± h) and L(p ± 2h).
        let [up, down] = [h, -h].map(|h| {
            let near = self.loss(index, h)?;
            Some([near, self.loss(index, 2.0 * h)?])
        });
        // The slope, and a coarser one.
        let [numeric, coarse] = match (up, down) {
            (Some(up), Some(down)) => {
                [(up[0] - down[0]) / (2.0 * h), (up[1] - down[1]) / (4.0 * h)]
            }
            (Some(side), None) => one_sided(here, side, h),
            (None, Some(side)) => one_sided(here, side, -h),
            (None, None) => [f64::NAN; 2],
        };
        let away = (analytic - numeric).abs();
        let size = analytic.abs().max(numeric.abs());
        let rounding = ROUNDINGS * f64::EPSILON * (here.abs() / h + 1.0);
        let uncertain = (numeric - coarse).abs() + rounding;
        let right = if up.is_none() && down.is_none() {
            analytic.is_finite()
        } else {
            away.is_finite() && away <= Self::TOLERANCE * size + uncertain
        };
        Check {
            analytic,
            numeric,
            difference: if away == 0.0 { 0.0 } else { away / size },
            right,
        }
    }

    /// The loss with a parameter moved by so much; `None` if there is a kink between.
    #[inline(never)]
    fn loss(&mut self, index: usize, by: f64) -> Option<f64> {
        let run = self.run;
        let objective = run.hyperparameters.objective();
        let here = run.network.parameters()[index];
        let moved = here + by;
        if objective.l1 != 0.0 && self.is_weight(index) && (here == 0.0 || here * moved <= 0.0) {
            return None;
        }
        self.network.parameters_mut()[index] = moved;
        self.network.forward(&mut self.pass);
        let loss = objective.value(&self.network, &self.pass);
        self.network.parameters_mut()[index] = here;
        let layers = self.network.layers();
        for layer in 1..=layers {
            let activation = self.network.activation(layer);
            let bent = matches!(activation, Activation::Relu | Activation::LeakyRelu);
            let clips = layer == layers
                && objective.loss == Loss::CrossEntropy
                && !objective.loss.cancels(activation);
            let kinks = &KINKS[usize::from(!bent)..if clips { 3 } else { 1 }];
            let outputs = lanes(run.pass.a_blocks(layer)).iter();
            for (before, after) in outputs.zip(lanes(self.pass.a_blocks(layer))) {
                // a of a ReLU has the sign of z.
                if kinks.iter().any(|kink| (before > kink) != (after > kink)) {
                    return None;
                }
            }
        }
        Some(loss)
    }

    fn is_weight(&self, index: usize) -> bool {
        let mut layers = 1..=self.network.layers();
        layers.any(|layer| self.network.weights_range(layer).contains(&index))
    }
}

/// The slope on one side, of second and of first order, from the loss here, at `h` and at `2h`.
fn one_sided(here: f64, [near, far]: [f64; 2], h: f64) -> [f64; 2] {
    let fine = 4.0 * near - far - 3.0 * here;
    [fine / (2.0 * h), (far - here) / (2.0 * h)]
}
