//! Full-batch epochs in a row: where a run spends its time.

use super::activation::Activation;
use super::backward::Gradient;
use super::loss::Loss;
use super::network::Network;
use super::objective::Objective;
use super::optimizer::{Optimizer, Rule};
use super::pass::Pass;
use super::shape::{Shape, TwoTwoOne};
use super::step::{step, step_in_line};

/// Trains an epoch for each place of `losses`, which gets the loss after it: update, forward,
/// loss. `pass` holds the forward pass of all the data, before and after; `grads` gets the last
/// gradient. Stops after a loss that is not finite.
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
    let notebook = network.sizes() == TwoTwoOne.sizes()
        && Some(pass.examples()) == TwoTwoOne::EXAMPLES
        && objective.loss.cancels(network.activation(2))
        && optimizer.rule() == Rule::GradientDescent;
    if !notebook {
        return until_not_finite(losses, || {
            step(network, pass, objective, gradient, optimizer, grads);
            network.forward(pass);
            objective.value(network, pass)
        });
    }
    // The same, with all sizes constant: what is loops over memory above is registers here. Loss,
    // output and optimizer are constants, too, or the code for all the others would be there twice.
    let mut small = network.with_shape(TwoTwoOne);
    small.output_activation = Activation::Sigmoid;
    let mut small_pass = pass.with_shape(TwoTwoOne);
    let mut small_optimizer = optimizer.with_shape::<TwoTwoOne>();
    small_optimizer.settings.rule = Rule::GradientDescent;
    let small_objective = Objective {
        loss: Loss::CrossEntropy,
        ..*objective
    };
    let mut small_grads = [0.0; 9];
    let made = until_not_finite(losses, || {
        step_in_line(
            &mut small,
            &mut small_pass,
            &small_objective,
            gradient,
            &mut small_optimizer,
            &mut small_grads,
        );
        small.forward_in_line(&mut small_pass);
        small_objective.value_in_line(&small, &small_pass)
    });
    network.copy_from(&small);
    pass.copy_from(&small_pass);
    optimizer.copy_from(&small_optimizer);
    grads.copy_from_slice(&small_grads);
    made
}

#[inline(always)]
fn until_not_finite(losses: &mut [f64], mut epoch: impl FnMut() -> f64) -> usize {
    for (before, loss) in losses.iter_mut().enumerate() {
        *loss = epoch();
        if !loss.is_finite() {
            return before + 1;
        }
    }
    losses.len()
}
