//! One update of the parameters: backward pass and optimizer, in the right order or the stale one.

use super::backward::{Gradient, layer_delta, layer_gradients};
use super::network::Network;
use super::objective::Objective;
use super::optimizer::Optimizer;
use super::pass::Pass;

/// Updates `network` once from the batch in `pass`, which holds its forward pass (and is that of
/// the old parameters afterwards). `grads` gets the gradient, one number per parameter.
pub fn step(
    network: &mut Network,
    pass: &mut Pass,
    objective: &Objective,
    gradient: Gradient,
    optimizer: &mut Optimizer,
    grads: &mut [f64],
) {
    optimizer.begin_step();
    for layer in (1..=network.layers()).rev() {
        layer_delta(network, pass, objective, gradient, layer);
        layer_gradients(network, pass, objective, gradient, layer, grads);
        if gradient == Gradient::StaleOrder {
            let range = network.weights_range(layer).start..network.biases_range(layer).end;
            optimizer.update(network.parameters_mut(), grads, range);
        }
    }
    if gradient != Gradient::StaleOrder {
        optimizer.update(network.parameters_mut(), grads, 0..grads.len());
    }
}
