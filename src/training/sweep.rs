//! The same run from many seeds: how much does the start decide?

use super::hyperparameters::Hyperparameters;
use super::limits::HyperparameterError;
use super::run::Run;

/// Runs that differ in their seed alone, 0, 1, 2 …, one after the other, each to the same epoch.
#[derive(Clone, Debug)]
pub struct Sweep {
    run: Run,
    seeds: u32,
    epochs: u64,
    losses: Vec<f64>,
}

impl Sweep {
    /// Seeds 0 to `seeds` − 1 for so many epochs each.
    ///
    /// # Errors
    /// The first hyperparameter that is not allowed.
    pub fn new(
        hyperparameters: Hyperparameters,
        seeds: u32,
        epochs: u64,
    ) -> Result<Self, HyperparameterError> {
        let run = Run::new(Hyperparameters {
            seed: 0,
            ..hyperparameters
        })?;
        Ok(Sweep {
            run,
            seeds,
            epochs,
            losses: Vec::new(),
        })
    }

    /// Trains up to `epochs` more, of one seed or of several in turn; `true` once all are done.
    pub fn advance(&mut self, epochs: u64) -> bool {
        let mut left = epochs;
        while self.losses.len() < self.seeds as usize {
            let now = left.min(self.epochs - self.run.epoch());
            self.run.train(now);
            left -= now;
            // A run that diverged stops by itself, before its last epoch.
            if self.run.epoch() < self.epochs && self.run.loss().is_finite() {
                return false;
            }
            self.losses.push(self.run.loss());
            let hyperparameters = self.run.hyperparameters().clone();
            let next = Hyperparameters {
                seed: self.losses.len() as u32,
                ..hyperparameters
            };
            if let Ok(run) = Run::new(next) {
                self.run = run;
            }
            if left == 0 {
                break;
            }
        }
        self.losses.len() >= self.seeds as usize
    }

    /// The last loss of every seed that is done, in order; not finite where it diverged.
    pub fn losses(&self) -> &[f64] {
        &self.losses
    }
}
