//! What the next update of a run will do, computed beside the run.

use super::run::{Run, forward};
use crate::engine::step::step;
use crate::engine::{Network, Optimizer, Pass};

/// The update that the next [`Run::step`] will make, to the last bit: its batch, its gradient and
/// the parameters that it will leave.
#[derive(Clone, Debug)]
pub struct NextUpdate {
    examples: Vec<usize>,
    pass: Pass,
    gradients: Vec<f64>,
    network: Network,
    optimizer: Optimizer,
}

impl NextUpdate {
    /// That of `run`, which stays as it is: only copies of what an update changes are changed.
    pub fn new(run: &Run) -> Self {
        let mut batches = run.batches.clone();
        let examples = batches.next(run.batch_size(), run.hyperparameters.seed);
        let examples = examples.map(<[usize]>::to_vec);
        Self::on(
            run,
            examples.unwrap_or_else(|| (0..run.points.len()).collect()),
        )
    }

    /// The update that these examples, by their indices, would make.
    pub(super) fn on(run: &Run, examples: Vec<usize>) -> Self {
        let mut network = run.network.clone();
        let mut optimizer = run.optimizer.clone();
        let mut pass = Pass::new(network.sizes(), examples.len());
        let mut gradients = vec![0.0; network.parameters().len()];
        forward(&network, &run.points, &examples, &mut pass);
        step(
            &mut network,
            &mut pass,
            &run.hyperparameters.objective(),
            run.hyperparameters.gradient,
            &mut optimizer,
            &mut gradients,
        );
        NextUpdate {
            examples,
            pass,
            gradients,
            network,
            optimizer,
        }
    }

    /// The batch: indices of its examples, in its order.
    pub fn examples(&self) -> &[usize] {
        &self.examples
    }

    /// Where an example, by its index, stands in the batch.
    pub fn place_of(&self, example: usize) -> Option<usize> {
        self.examples.iter().position(|&other| other == example)
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
