//! What the next update of a run will do, computed beside the run.

use super::batches::Batches;
use super::run::{Run, forward};
use crate::engine::step::step;
use crate::engine::{Network, Optimizer, Pass};

/// The update that the next [`Run::step`] will make, to the last bit: its batch, its gradient and
/// the parameters that it will leave.
#[derive(Clone, Debug)]
pub struct NextUpdate {
    batches: Batches,
    pub(super) pass: Pass,
    gradients: Vec<f64>,
    pub(super) network: Network,
    optimizer: Optimizer,
}

impl NextUpdate {
    /// That of `run`, which stays as it is: only copies of what an update changes are changed.
    pub fn new(run: &Run) -> Self {
        Self::of(run, run.batches.clone(), run.batch_size())
    }

    /// That of the next batch of so many examples.
    pub(super) fn of(run: &Run, mut batches: Batches, size: usize) -> Self {
        batches.advance(size, run.hyperparameters.seed);
        let examples = batches.batch();
        let mut network = run.network.clone();
        let mut optimizer = run.optimizer.clone();
        let mut pass = Pass::new(network.sizes(), examples.len());
        let mut gradients = run.grads.clone();
        forward(&network, &run.points, examples, &mut pass);
        step(
            &mut network,
            &mut pass,
            &run.hyperparameters.objective(),
            run.hyperparameters.gradient,
            &mut optimizer,
            &mut gradients,
        );
        NextUpdate {
            batches,
            pass,
            gradients,
            network,
            optimizer,
        }
    }

    /// The batch: indices of its examples, in its order.
    pub fn examples(&self) -> &[usize] {
        self.batches.batch()
    }

    /// The index of the example in this place of the batch.
    pub(crate) fn example(&self, place: usize) -> usize {
        self.batches.example(place)
    }

    /// Where an example, by its index, stands in the batch.
    pub fn place_of(&self, example: usize) -> Option<usize> {
        let examples = self.examples();
        // In a full batch it is at once where it is sought first.
        if examples.get(example) == Some(&example) {
            return Some(example);
        }
        examples.iter().position(|&other| other == example)
    }

    /// z, a and delta of the batch, in its order, with the parameters as they are before.
    pub fn pass(&self) -> &Pass {
        &self.pass
    }

    /// ∂L/∂ each parameter, in the network's order, as the update uses it: penalties included, and
    /// the mistake that the hyperparameters name.
    pub fn gradients(&self) -> &[f64] {
        &self.gradients
    }

    /// The network as it will be.
    pub fn network(&self) -> &Network {
        &self.network
    }

    /// The optimizer as it will be.
    pub fn optimizer(&self) -> &Optimizer {
        &self.optimizer
    }
}
