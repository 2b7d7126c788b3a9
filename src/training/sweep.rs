//! The same run from many seeds: how much does the start decide?

use super::hyperparameters::Hyperparameters;
use super::limits::HyperparameterError;
use super::run::Run;

/// Runs that differ in their seed alone, 0, 1, 2 …, one after the other, each to the same epoch.
///
/// ```
/// use xor_lab::training::{Hyperparameters, Sweep};
///
/// let mut sweep = Sweep::new(Hyperparameters::preset("corrected")?, 10, 5000)?;
/// while !sweep.advance(10_000) {
///     println!("seed {}, epoch {}", sweep.losses().len(), sweep.epoch());
/// }
/// let learnt = sweep.losses().iter().filter(|&&loss| loss < 0.1).count();
/// assert_eq!(learnt, 5, "half of the starts");
/// # Ok::<(), xor_lab::training::HyperparameterError>(())
/// ```
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
        let mut first = hyperparameters;
        first.seed = 0;
        Ok(Sweep {
            run: Run::new(first)?,
            seeds,
            epochs,
            losses: Vec::new(),
        })
    }

    /// Makes up to `steps` updates more, of one seed or of several in turn; `true` once all are
    /// done. A seed that needs no training counts as one update, for making its run.
    pub fn advance(&mut self, steps: u64) -> bool {
        let mut left = steps;
        while left > 0 && !self.is_done() {
            let run = &mut self.run;
            let epochs = self.epochs - run.epoch();
            if epochs > 0 {
                let whole = (epochs - 1).saturating_mul(run.steps_per_epoch() as u64);
                let now = left.min(whole.saturating_add(run.steps_left() as u64));
                run.train_steps(now);
                left -= now;
            } else {
                left -= 1;
            }
            // A run that diverged stops by itself, before its last epoch.
            if run.epoch() == self.epochs || !run.loss().is_finite() {
                self.losses.push(run.loss());
                self.begin_next();
            }
        }
        self.is_done()
    }

    fn is_done(&self) -> bool {
        self.losses.len() >= self.seeds as usize
    }

    fn begin_next(&mut self) {
        if self.is_done() {
            return;
        }
        let mut next = self.run.hyperparameters().clone();
        next.seed = self.losses.len() as u32;
        if let Ok(run) = Run::new(next) {
            self.run = run;
        }
    }

    /// Epochs that the seed at work has been trained.
    pub fn epoch(&self) -> u64 {
        self.run.epoch()
    }

    /// The last loss of every seed that is done, in order; not finite where it diverged.
    pub fn losses(&self) -> &[f64] {
        &self.losses
    }
}
