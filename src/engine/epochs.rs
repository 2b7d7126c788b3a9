//! Full-batch epochs in a row: where a run spends its time.

use super::backward::Gradient;
use super::block::Block;
use super::network::Network;
use super::objective::Objective;
use super::optimizer::Optimizer;
use super::pass::Pass;
use super::shape::{Shape, TwoTwoOne};
use super::step::{step, step_in_line};

/// The most epochs that are trained before their losses are looked at.
pub const AT_ONCE: usize = 256;

/// Trains an epoch for each place of `losses`, or fewer, and writes there the loss after it:
/// update, forward, loss. `pass` holds the forward pass of all the data, before and after; `grads`
/// gets the last gradient. Stops after a loss that is not finite.
///
/// Returns how many epochs there were.
pub fn full_batch_epochs(
    network: &mut Network,
    pass: &mut Pass,
    objective: &Objective,
    gradient: Gradient,
    optimizer: &mut Optimizer,
    grads: &mut [f64],
    losses: &mut [f64],
) -> usize {
    if is_the_notebooks(network, pass, objective, gradient, optimizer) {
        let slip = gradient == Gradient::ActivationIndex;
        let mut epochs = losses.len().min(AT_ONCE);
        loop {
            let losses = &mut losses[..epochs];
            let made = notebook_epochs(network, pass, objective, slip, optimizer, grads, losses);
            if made == epochs {
                return epochs;
            }
            epochs = made;
        }
    }
    for (before, loss) in losses.iter_mut().enumerate() {
        step(network, pass, objective, gradient, optimizer, grads);
        network.forward(pass);
        *loss = objective.value(network, pass);
        if !loss.is_finite() {
            return before + 1;
        }
    }
    losses.len()
}

/// Whether this is what [`TwoTwoOne`] is.
fn is_the_notebooks(
    network: &Network,
    pass: &Pass,
    objective: &Objective,
    gradient: Gradient,
    optimizer: &Optimizer,
) -> bool {
    network.sizes() == TwoTwoOne.sizes()
        && Some(pass.examples()) == TwoTwoOne::EXAMPLES
        && TwoTwoOne::CHOICES.is_some_and(|choices| {
            network.activation(1) == choices.activation
                && network.activation(2) == choices.activation
                && objective.loss == choices.loss
                && optimizer.rule() == choices.rule
        })
        && objective.l1 == 0.0
        && objective.l2 == 0.0
        && matches!(gradient, Gradient::Exact | Gradient::ActivationIndex)
}

/// The same for the notebook's network, of which all but the numbers is constant: what is loops
/// over memory above is registers here.
///
/// An epoch is a serial chain, so the losses, which are no part of it, come afterwards, many at
/// once. If one before the last is not finite, nothing has been done, and the number of epochs up
/// to it is returned.
#[inline(never)]
fn notebook_epochs(
    network: &mut Network,
    pass: &mut Pass,
    objective: &Objective,
    slip: bool,
    optimizer: &mut Optimizer,
    grads: &mut [f64],
    losses: &mut [f64],
) -> usize {
    let gradient = if slip {
        Gradient::ActivationIndex
    } else {
        Gradient::Exact
    };
    let mut small = network.with_shape(TwoTwoOne);
    let mut small_pass = pass.with_shape(TwoTwoOne);
    let mut small_optimizer = optimizer.with_shape::<TwoTwoOne>();
    let mut small_grads = [0.0; 9];
    let mut outputs = [Block::ZERO; AT_ONCE];
    let outputs = &mut outputs[..losses.len()];
    for z in outputs.iter_mut() {
        step_in_line(
            &mut small,
            &mut small_pass,
            objective,
            gradient,
            &mut small_optimizer,
            &mut small_grads,
        );
        small.forward_in_line(&mut small_pass);
        *z = small_pass.z_blocks(2)[0];
    }
    objective.values(outputs, small_pass.target_blocks()[0], losses);
    for (before, loss) in losses.iter().enumerate() {
        if !loss.is_finite() && before + 1 < losses.len() {
            return before + 1;
        }
    }
    network.copy_from(&small);
    pass.copy_from(&small_pass);
    optimizer.copy_from(&small_optimizer);
    grads.copy_from_slice(&small_grads);
    losses.len()
}
