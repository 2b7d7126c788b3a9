//! The gradient check: the gradient that training follows beside the slope that the loss has.
//!
//! The slope is a central difference of the objective on all the data,
//! (L(p + h) − L(p − h)) / 2h. With h = 2⁻¹⁷ · max(1, |p|), 2⁻¹⁷ being about ∛ε, rounding and
//! curvature move it about as little as each other: by some 10⁻¹¹ of a loss of the order of 1. How
//! much it is, the same with 2h tells.
//!
//! Where a kink is within 2h, there is no derivative: a ReLU changes sides, or the slopes of the
//! loss on both sides differ, as those of |w| and of the clipped cross-entropy do. Then the gradient
//! may be that of either side, and if it is neither, as several ReLUs at once can make it, nothing
//! is held against it.

use super::batches::Batches;
use super::run::Run;
use super::update::NextUpdate;
use crate::engine::Activation;

/// What the check says of one parameter.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Check {
    /// ∂L/∂p as an update on all the data would use it, with the mistake of the run.
    pub analytic: f64,
    /// The slope of the loss; at a kink that of the side whose gradient it is, or NaN.
    pub numeric: f64,
    /// |analytic − numeric| relative to the larger of the two; 0 where they are equal.
    pub difference: f64,
    /// Whether they differ by no more than [`GradientCheck::TOLERANCE`] and what the slope is
    /// uncertain by, or are at a kink. A gradient that is not finite is not right.
    pub right: bool,
}

/// The work space of a check.
#[derive(Clone, Debug)]
pub struct GradientCheck<'a> {
    run: &'a Run,
    /// That of all the data; its network is to be changed.
    update: NextUpdate,
    has_kinks: bool,
    /// Whether a ReLU has changed sides.
    bent: bool,
}

/// h of a parameter from −1 to 1.
const STEP: f64 = 1.0 / 131_072.0;
/// Rounding moves a loss by no more than so many ε of it, and a gradient by no more than so many ε:
/// of an output that is nearly 1, a − y has no more digits.
const ROUNDINGS: f64 = 256.0;

impl Run {
    /// Checks the gradient of every parameter, in the network's order.
    ///
    /// ```
    /// use xor_lab::engine::Gradient;
    /// use xor_lab::training::{Hyperparameters, Run};
    ///
    /// let mut run = Run::new(Hyperparameters {
    ///     gradient: Gradient::ActivationIndex,
    ///     ..Hyperparameters::default()
    /// })?;
    /// run.train(10);
    /// // The notebook's slip is in ∂L/∂W[1] alone, the first four of nine.
    /// let right: Vec<bool> = run.gradient_check().iter().map(|check| check.right).collect();
    /// assert_eq!(right, [false, false, false, false, true, true, true, true, true]);
    /// # Ok::<(), xor_lab::training::HyperparameterError>(())
    /// ```
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
        let mut update = NextUpdate::of(run, Batches::new(all), all);
        let network = &mut update.network;
        let parameters = network.parameters_mut();
        parameters.copy_from_slice(run.network.parameters());
        let kinked = |activation| matches!(activation, Activation::Relu | Activation::LeakyRelu);
        GradientCheck {
            run,
            has_kinks: kinked(network.activation(1))
                || kinked(network.activation(network.layers())),
            update,
            bent: false,
        }
    }

    /// Checks a parameter, by its index among all of them, with four forward passes of all the data.
    pub fn parameter(&mut self, index: usize) -> Check {
        let analytic = self.update.gradients()[index];
        let here = self.run.loss();
        let h = STEP * self.run.network.parameters()[index].abs().max(1.0);
        self.bent = false;
        let [far_up, up, down, far_down] = [2.0, 1.0, -1.0, -2.0].map(|n| self.loss(index, n * h));
        let slope = (up - down) / (2.0 * h);
        let coarse = (far_up - far_down) / (4.0 * h);
        // Of each side, of second order too.
        let sides = [
            (4.0 * up - far_up - 3.0 * here) / (2.0 * h),
            (3.0 * here + far_down - 4.0 * down) / (2.0 * h),
        ];
        let rounding = ROUNDINGS * f64::EPSILON * (here.abs() / h + 1.0);
        let tolerance = Self::TOLERANCE * analytic.abs().max(slope.abs()) + rounding;
        let off = |slope: f64| (analytic - slope).abs();
        let kink = self.bent || (sides[0] - sides[1]).abs() > tolerance;
        let numeric = if kink {
            let side = sides.into_iter().find(|&side| off(side) <= tolerance);
            side.unwrap_or(f64::NAN)
        } else {
            slope
        };
        let right = kink || off(slope) <= tolerance + (slope - coarse).abs();
        let difference = match off(numeric) {
            0.0 => 0.0,
            off => off / analytic.abs().max(numeric.abs()),
        };
        Check {
            analytic,
            numeric,
            difference,
            right: right && analytic.is_finite(),
        }
    }

    /// The loss with a parameter moved by so much.
    #[inline(never)]
    fn loss(&mut self, index: usize, by: f64) -> f64 {
        let NextUpdate { network, pass, .. } = &mut self.update;
        let here = network.parameters()[index];
        network.parameters_mut()[index] = here + by;
        network.forward(pass);
        let loss = self.run.hyperparameters.objective().value(network, pass);
        network.parameters_mut()[index] = here;
        // a of a ReLU has the sign of z.
        self.bent |= self.has_kinks && pass.differs_in_sign(&self.run.pass);
        loss
    }
}
