//! One update of the parameters: backward pass and optimizer, in the right order or the stale one.

use super::backward::{Gradient, layer_delta, layer_gradients};
use super::network::Network;
use super::objective::Objective;
use super::optimizer::Optimizer;
use super::pass::Pass;
use super::shape::{Shape, downward};

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
    step_in_line(network, pass, objective, gradient, optimizer, grads);
}

/// [`step`] for any shape, as a part of whoever calls it.
#[inline(always)]
pub(super) fn step_in_line<S: Shape>(
    network: &mut Network<S>,
    pass: &mut Pass<S>,
    objective: &Objective,
    gradient: Gradient,
    optimizer: &mut Optimizer<S>,
    grads: &mut [f64],
) {
    optimizer.begin_step();
    downward!(S, network.layers(), layer => {
        layer_delta(network, pass, objective, gradient, layer);
        layer_gradients(network, pass, objective, gradient, layer, grads);
        if gradient == Gradient::StaleOrder {
            let range = network.weights_range(layer).start..network.biases_range(layer).end;
            optimizer.update(network.parameters_mut(), grads, range);
        }
    });
    if gradient != Gradient::StaleOrder {
        optimizer.update(network.parameters_mut(), grads, 0..grads.len());
    }
}
