//! What training minimises: the reduced loss of the examples plus a penalty on the weights.

use super::activation::Activation;
use super::block::{self, Block, LANES};
use super::loss::{Loss, Reduction};
use super::network::Network;
use super::pass::Pass;

/// loss = reduction over examples of L(a, y) + l1·Σ|w| + ½·l2·Σw².
///
/// The penalties run over the weights, never the biases, and count once per update, whatever
/// the batch (PyTorch's `weight_decay`).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Objective {
    /// The loss of one example.
    pub loss: Loss,
    /// Sum or mean over the examples.
    pub reduction: Reduction,
    /// Weight of Σ|w|.
    pub l1: f64,
    /// Weight of ½Σw².
    pub l2: f64,
}

impl Objective {
    /// The loss of `network` on the examples in `pass`, which holds their forward pass.
    pub fn value(&self, network: &Network, pass: &Pass) -> f64 {
        let activation = network.activation(network.layers());
        // Each arm is its own loop, with one formula in it.
        let sum = match self.loss {
            Loss::CrossEntropy if self.loss.cancels(activation) => sum_losses(pass, |z, a, y| {
                Loss::CrossEntropy.value(Activation::Sigmoid, z, a, y)
            }),
            // Any other activation: its output is all that counts.
            Loss::CrossEntropy => sum_losses(pass, |z, a, y| {
                Loss::CrossEntropy.value(Activation::Identity, z, a, y)
            }),
            Loss::SquaredError => sum_losses(pass, |z, a, y| {
                Loss::SquaredError.value(Activation::Identity, z, a, y)
            }),
        };
        sum * self.reduction.factor(pass.examples()) + self.penalty(network)
    }

    /// l1·Σ|w| + ½·l2·Σw².
    pub fn penalty(&self, network: &Network) -> f64 {
        if self.l1 == 0.0 && self.l2 == 0.0 {
            return 0.0;
        }
        let (mut absolute, mut square) = (0.0, 0.0);
        for layer in 1..=network.layers() {
            for &weight in network.weights(layer) {
                absolute += weight.abs();
                square += weight * weight;
            }
        }
        self.l1 * absolute + 0.5 * self.l2 * square
    }

    /// Adds the derivative of the penalty, l1·sign(w) + l2·w with sign(0) = 0, to the gradient
    /// of one layer's weights.
    pub(super) fn add_penalty_gradient(&self, weights: &[f64], grad_weights: &mut [f64]) {
        if self.l1 == 0.0 && self.l2 == 0.0 {
            return;
        }
        for (&weight, grad) in weights.iter().zip(grad_weights) {
            let sign = if weight == 0.0 {
                0.0
            } else {
                1.0_f64.copysign(weight)
            };
            *grad += self.l1 * sign + self.l2 * weight;
        }
    }

    /// ∂(reduced loss)/∂z of the output layer into `delta`, leaving out f′ where `with_slope`
    /// says so and it does not cancel anyway.
    pub(super) fn output_delta(
        &self,
        network: &Network,
        pass: &mut Pass,
        factor: f64,
        with_slope: bool,
    ) {
        let layer = network.layers();
        let activation = network.activation(layer);
        let (a, targets, _, delta) = pass.delta_mut(layer);
        if self.loss.cancels(activation) {
            each_lane(a, targets, delta, |a, y| factor * (a - y));
            return;
        }
        each_lane(a, targets, delta, |a, y| {
            factor * self.loss.derivative(a, y)
        });
        if with_slope {
            activation.times_derivative(a, delta);
        }
    }
}

/// Σ of `value(z, a, target)` over the outputs of all examples, leaving out the padding.
#[inline(always)]
fn sum_losses(pass: &Pass, value: impl Fn(f64, f64, f64) -> f64) -> f64 {
    let layer = pass.layers();
    let rows = pass.z_blocks(layer).chunks_exact(pass.blocks());
    let rows = rows.zip(pass.a_blocks(layer).chunks_exact(pass.blocks()));
    let rows = rows.zip(pass.target_blocks().chunks_exact(pass.blocks()));
    let mut sum = [0.0; LANES];
    for ((z, a), target) in rows {
        for (block, ((z, a), target)) in z.iter().zip(a).zip(target).enumerate() {
            let losses: Block = std::array::from_fn(|n| value(z[n], a[n], target[n]));
            for lane in 0..pass.lanes_in(block) {
                sum[lane] += losses[lane];
            }
        }
    }
    block::sum(&sum)
}

#[inline(always)]
fn each_lane(a: &[Block], targets: &[Block], delta: &mut [Block], f: impl Fn(f64, f64) -> f64) {
    for ((a, target), delta) in a.iter().zip(targets).zip(delta) {
        for lane in 0..LANES {
            delta[lane] = f(a[lane], target[lane]);
        }
    }
}
