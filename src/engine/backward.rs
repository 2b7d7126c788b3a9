//! Backpropagation, right and in five famous wrong ways.
//!
//! With δ\[i\] = ∂L/∂Z\[i\] (N × n_i), from the output layer L down:
//!
//! ```text
//! δ[L] = ∂L/∂A[L] ⊙ f′(Z[L])           A[L] − y for a sigmoid under cross-entropy
//! δ[i] = (δ[i+1] · W[i+1]) ⊙ f′(Z[i])
//! ∂L/∂W[i] = δ[i]ᵀ · A[i−1]            ∂L/∂b[i] = column sums of δ[i]
//! ```

use super::block;
use super::network::Network;
use super::objective::Objective;
use super::pass::Pass;
use super::shape::Shape;
use super::words::words;

words! {
    /// The gradient that training follows: the exact one, or a mistake worth watching.
    pub enum Gradient {
        /// The chain rule.
        Exact = "exact",
        /// The notebook's slip: ∂L/∂W\[1\] = δ\[1\]ᵀ·A\[1\] instead of A\[0\]. Only a first hidden
        /// layer as wide as the input has the shapes for it.
        ActivationIndex = "activation-index",
        /// Forgets f′ wherever the chain rule asks for it (under a sigmoid with cross-entropy it
        /// has cancelled at the output, so only hidden layers suffer).
        NoDerivative = "no-derivative",
        /// Climbs: every ∂L/∂z has the wrong sign.
        WrongSign = "wrong-sign",
        /// Updates each layer before propagating back through it, so that the layer below sees
        /// weights that its forward pass never used.
        StaleOrder = "stale-order",
        /// Forgets ∂L/∂b: it is 0 throughout.
        FrozenBiases = "frozen-biases",
    }
}

/// The gradient of the objective with respect to every parameter, in the network's order.
///
/// `pass` holds the forward pass of the batch and gets δ. [`Gradient::StaleOrder`] gives the
/// exact gradient here: its mistake is the moment of the update (see
/// [`step`](super::step::step)).
pub fn gradients(
    network: &Network,
    pass: &mut Pass,
    objective: &Objective,
    gradient: Gradient,
    grads: &mut [f64],
) {
    for layer in (1..=network.layers()).rev() {
        layer_delta(network, pass, objective, gradient, layer);
        layer_gradients(network, pass, objective, gradient, layer, grads);
    }
}

/// δ\[layer\], given that of the layer above.
#[inline(always)]
pub(super) fn layer_delta<S: Shape>(
    network: &Network<S>,
    pass: &mut Pass<S>,
    objective: &Objective,
    gradient: Gradient,
    layer: usize,
) {
    let blocks = pass.blocks();
    let output = layer == network.layers();
    if output {
        let sign = if gradient == Gradient::WrongSign {
            -1.0
        } else {
            1.0
        };
        let factor = sign * objective.reduction.factor(pass.examples());
        objective.output_delta(network, pass, factor);
    } else {
        let (_, _, delta_above, delta) = pass.delta_mut(layer);
        block::transposed(network.weights(layer + 1), delta_above, blocks, delta);
    }
    let activation = network.activation(layer);
    let cancelled = output && objective.loss::<S>().cancels(activation);
    if gradient != Gradient::NoDerivative && !cancelled {
        let (a, _, _, delta) = pass.delta_mut(layer);
        activation.times_derivative(a, delta);
    }
    pass.clear_padded_delta(layer);
}

/// ∂L/∂W\[layer\] and ∂L/∂b\[layer\] into their places in `grads`, penalty included.
#[inline(always)]
pub(super) fn layer_gradients<S: Shape>(
    network: &Network<S>,
    pass: &Pass<S>,
    objective: &Objective,
    gradient: Gradient,
    layer: usize,
    grads: &mut [f64],
) {
    let slip = gradient == Gradient::ActivationIndex && layer == 1;
    let delta = pass.delta_blocks(layer);
    let grad_weights = &mut grads[network.weights_range(layer)];
    let blocks = pass.blocks();
    if S::CHOICES.is_some() && !slip {
        // A call of its own: where widths are constants, inputs that are chosen while it runs
        // would have to be in memory.
        block::products(delta, pass.a_blocks(layer - 1), blocks, grad_weights);
    } else {
        let inputs = pass.a_blocks(if slip { 1 } else { layer - 1 });
        block::products(delta, inputs, blocks, grad_weights);
    }
    objective.add_penalty_gradient::<S>(network.weights(layer), grad_weights);

    let grad_biases = &mut grads[network.biases_range(layer)];
    if gradient == Gradient::FrozenBiases {
        grad_biases.fill(0.0);
    } else {
        block::sums(delta, pass.blocks(), grad_biases);
    }
}
