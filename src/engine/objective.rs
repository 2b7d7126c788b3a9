//! What training minimises: the reduced loss of the examples plus a penalty on the weights.

use super::activation::Activation;
use super::block::{self, Block, LANES};
use super::loss::{Loss, Reduction};
use super::network::Network;
use super::pass::Pass;
use super::shape::{Shape, Sizes};

/// So many blocks have their losses computed side by side.
const AT_ONCE: usize = 32;

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
        let sum = sum_losses(self.loss, network.activation(network.layers()), pass);
        sum * self.reduction.factor(pass.examples()) + self.penalty(network)
    }

    /// The loss after each of some epochs of the notebook's network, whose outputs then had `z`:
    /// what [`value`](Self::value) gives one by one.
    #[inline(always)]
    pub(super) fn values(&self, z: &[Block], targets: Block, values: &mut [f64]) {
        let targets = [targets; AT_ONCE];
        let mut losses = [Block::ZERO; AT_ONCE];
        for (z, values) in z.chunks(AT_ONCE).zip(values.chunks_mut(AT_ONCE)) {
            let losses = &mut losses[..z.len()];
            Loss::CrossEntropy.values(Activation::Sigmoid, z, &[], &targets, losses);
            for (&mut losses, value) in losses.iter_mut().zip(values) {
                *value = block::sum(losses) * self.reduction.factor(LANES);
            }
        }
    }

    /// The loss of one example.
    #[inline(always)]
    pub(super) fn loss<S: Shape>(&self) -> Loss {
        match S::CHOICES {
            Some(choices) => choices.loss,
            None => self.loss,
        }
    }

    #[inline(always)]
    fn has_penalty<S: Shape>(&self) -> bool {
        S::CHOICES.is_none() && (self.l1 != 0.0 || self.l2 != 0.0)
    }

    /// l1·Σ|w| + ½·l2·Σw².
    pub fn penalty(&self, network: &Network) -> f64 {
        if !self.has_penalty::<Sizes>() {
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
    #[inline(always)]
    pub(super) fn add_penalty_gradient<S: Shape>(&self, weights: &[f64], grad_weights: &mut [f64]) {
        if !self.has_penalty::<S>() {
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

    /// ∂(reduced loss)/∂a of the output layer into its delta; where f′ cancels
    /// ([`Loss::cancels`]) it is ∂/∂z at once.
    #[inline(always)]
    pub(super) fn output_delta<S: Shape>(
        &self,
        network: &Network<S>,
        pass: &mut Pass<S>,
        factor: f64,
    ) {
        let layer = network.layers();
        let loss = self.loss::<S>();
        let cancels = loss.cancels(network.activation(layer));
        let (a, targets, _, delta) = pass.delta_mut(layer);
        let each = a.iter().zip(targets).zip(delta);
        if cancels {
            for ((&a, &target), delta) in each {
                *delta = factor * (a - target);
            }
        } else {
            for ((&a, &target), delta) in each {
                *delta = factor * loss.derivative(a, target);
            }
        }
    }
}

/// Σ of the losses of all examples, leaving out the padding.
fn sum_losses(loss: Loss, activation: Activation, pass: &Pass) -> f64 {
    let layer = pass.layers();
    let blocks = pass.blocks();
    let all = pass.z_blocks(layer).chunks(AT_ONCE);
    let all = all.zip(pass.a_blocks(layer).chunks(AT_ONCE));
    let all = all.zip(pass.target_blocks().chunks(AT_ONCE));
    let mut losses = [Block::ZERO; AT_ONCE];
    let mut block = 0;
    let mut sum = Block::ZERO;
    for ((z, a), targets) in all {
        let losses = &mut losses[..z.len()];
        loss.values(activation, z, a, targets, losses);
        for &mut losses in losses {
            sum += block::first_lanes(losses, pass.lanes_in(block));
            block = if block + 1 == blocks { 0 } else { block + 1 };
        }
    }
    block::sum(sum)
}
