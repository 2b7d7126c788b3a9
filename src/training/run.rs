//! A run: a network learning its data, step by step, always ready to be looked at.

use super::batches::Batches;
use super::checkpoints::Checkpoints;
use super::history::History;
use super::hyperparameters::Hyperparameters;
use super::limits::HyperparameterError;
use super::timeline::{Change, Position, Timeline};
use crate::engine::epochs::{AT_ONCE, full_batch_epochs};
use crate::engine::step::step;
use crate::engine::{Network, Optimizer, Pass, Point};

/// A network, its data, its optimizer and what it has recorded: the history of its loss, and what
/// it needs to go back ([`travel`](super::travel)).
///
/// Between calls `pass` holds the forward pass of the present parameters on all the data:
/// whoever looks sees the numbers that belong together.
///
/// ```
/// use xor_lab::training::{Hyperparameters, Run};
///
/// let mut run = Run::new(Hyperparameters::preset("as-published")?)?;
/// run.train(5000);
/// // The notebook's slip in a gradient leaves two of the four answers at one half.
/// assert!((run.loss() - 2.0 * 2f64.ln()).abs() < 2e-3);
/// assert_eq!(run.accuracy(), 0.5);
/// assert_eq!(run.history().loss_at(5000), Some(run.loss()));
///
/// // A change of what need not begin again goes on from here.
/// let exact = Hyperparameters::preset("corrected")?;
/// let restarted = run.update(exact)?;
/// assert!(!restarted);
/// run.train(5000);
/// println!("W[1] = {:?}, b[1] = {:?}", run.network().weights(1), run.network().biases(1));
/// # Ok::<(), xor_lab::training::HyperparameterError>(())
/// ```
#[derive(Clone, Debug)]
pub struct Run {
    pub(super) hyperparameters: Hyperparameters,
    pub(super) points: Vec<Point>,
    pub(super) network: Network,
    pub(super) optimizer: Optimizer,
    /// All the data.
    pub(super) pass: Pass,
    /// One mini-batch; unused while the batch is all the data.
    batch: Pass,
    pub(super) grads: Vec<f64>,
    pub(super) batches: Batches,
    pub(super) timeline: Timeline,
    pub(super) epoch: u64,
    pub(super) step_in_epoch: usize,
    loss: f64,
}

impl Run {
    /// A run at epoch 0.
    ///
    /// # Errors
    /// The first hyperparameter that is not allowed.
    pub fn new(hyperparameters: Hyperparameters) -> Result<Self, HyperparameterError> {
        hyperparameters.validate()?;
        let points = hyperparameters.data();
        let sizes = hyperparameters.sizes();
        let network = hyperparameters.network();
        let parameters = network.parameters().len();
        let mut pass = Pass::new(&sizes, points.len());
        pass.load(points.len(), &|n| &points[n]);
        network.forward(&mut pass);
        let loss = hyperparameters.objective().value(&network, &pass);
        let optimizer = Optimizer::new(hyperparameters.optimizer_settings(), parameters);
        let checkpoints = Checkpoints::new(points.len());
        let mut run = Run {
            optimizer,
            batch: Pass::new(
                &sizes,
                hyperparameters.batch_size.unwrap_or(0).min(points.len()),
            ),
            grads: vec![0.0; parameters],
            batches: Batches::new(points.len()),
            timeline: Timeline::new(hyperparameters.tuning(), loss, checkpoints),
            epoch: 0,
            step_in_epoch: 0,
            loss,
            hyperparameters,
            points,
            network,
            pass,
        };
        run.arrive(&[]);
        Ok(run)
    }

    /// What decides this run, as it is in force where the run is.
    pub fn hyperparameters(&self) -> &Hyperparameters {
        &self.hyperparameters
    }

    /// Goes on with other hyperparameters, from here where it can
    /// ([`Hyperparameters::can_become`]) and otherwise from a new start: `true` if it restarted.
    /// In the middle of an epoch, a new batch size divides what is left of it.
    ///
    /// Where it goes on, the change is recorded: it comes again at its place, and is not in force
    /// before it. A future that was recorded after this place is forgotten, but for its losses:
    /// they become the [ghost](Self::ghost).
    ///
    /// # Errors
    /// The first that is not allowed; the run is as it was.
    pub fn update(&mut self, next: Hyperparameters) -> Result<bool, HyperparameterError> {
        if !self.hyperparameters.can_become(&next) {
            *self = Run::new(next)?;
            return Ok(true);
        }
        next.validate()?;
        if next != self.hyperparameters {
            self.change(Change::Tuning(next.tuning()));
        }
        Ok(false)
    }

    /// Back to epoch 0, to the same start with the hyperparameters in force now; nothing of the
    /// run is left.
    pub fn reset(&mut self) {
        if let Ok(start) = Run::new(self.hyperparameters.clone()) {
            *self = start;
        }
    }

    /// One update of the parameters: a whole epoch in full batch, else one mini-batch.
    pub fn step(&mut self) {
        self.update_parameters();
        self.look();
    }

    /// Trains until `epochs` more are complete, one that has begun counting as the first. Stops
    /// at the epoch at which the loss ceases to be finite: nothing can be learnt after that.
    ///
    /// Where a future has been recorded, that is what comes.
    pub fn train(&mut self, epochs: u64) {
        self.advance(u64::MAX, self.epoch.saturating_add(epochs));
    }

    /// Makes up to `steps` updates, and looks at all the data only where an epoch ends and at the
    /// last of them. Stops where the loss ceases to be finite, as [`train`](Self::train).
    pub fn train_steps(&mut self, steps: u64) {
        self.advance(steps, u64::MAX);
    }

    /// Makes up to `steps` updates, but none after `until` epochs are complete.
    pub fn advance(&mut self, steps: u64, until: u64) {
        let mut left = steps;
        // Whoever went on, step by step, with a loss that was not finite sees that again.
        while left > 0
            && self.epoch < until
            && (self.loss.is_finite() || self.position() < self.timeline.end)
        {
            if self.batches.seen == 0 && self.batch_size() == self.points.len() {
                left -= self.train_full_batch(left.min(until - self.epoch));
                continue;
            }
            self.update_parameters();
            left -= 1;
            if left == 0
                || self.batches.seen == self.points.len()
                || self.position() == self.timeline.next_change()
            {
                self.look();
            }
        }
    }

    /// Epochs completed.
    pub fn epoch(&self) -> u64 {
        self.epoch
    }

    /// Updates made in the epoch that has begun; 0 between epochs.
    pub fn step_in_epoch(&self) -> usize {
        self.step_in_epoch
    }

    /// Updates in a whole epoch, with the present batch size.
    pub fn steps_per_epoch(&self) -> usize {
        self.points.len().div_ceil(self.batch_size())
    }

    /// Updates until this epoch is complete, or the next one where none has begun.
    pub fn steps_left(&self) -> usize {
        (self.points.len() - self.batches.seen).div_ceil(self.batch_size())
    }

    /// The loss of the present parameters on all the data, penalties included.
    pub fn loss(&self) -> f64 {
        self.loss
    }

    /// The part of the examples, 0 to 1, whose output is on the target's side of one half.
    pub fn accuracy(&self) -> f64 {
        let outputs = self.pass.a_of(self.network.layers(), 0).iter();
        let right = outputs
            .zip(&self.points)
            // Neither comparison holds for NaN.
            .filter(|&(&a, &[_, _, y])| if y >= 0.5 { a >= 0.5 } else { a < 0.5 })
            .count();
        right as f64 / self.points.len() as f64
    }

    /// The network as it is now.
    pub fn network(&self) -> &Network {
        &self.network
    }

    /// What the update rule remembers, and its settings.
    pub fn optimizer(&self) -> &Optimizer {
        &self.optimizer
    }

    /// z and a of the present parameters on all the data.
    pub fn pass(&self) -> &Pass {
        &self.pass
    }

    /// The data: [x1, x2, y].
    pub fn points(&self) -> &[Point] {
        &self.points
    }

    /// The loss of every epoch that is recorded, which may be more than there are up to here.
    pub fn history(&self) -> &History {
        &self.timeline.history
    }

    pub(super) fn position(&self) -> Position {
        (self.epoch, self.step_in_epoch)
    }

    pub(super) fn batch_size(&self) -> usize {
        let all = self.points.len();
        self.hyperparameters.batch_size.unwrap_or(all).min(all)
    }

    /// One update.
    fn update_parameters(&mut self) {
        let size = self.batch_size();
        let objective = self.hyperparameters.objective();
        let Run {
            hyperparameters,
            points,
            network,
            optimizer,
            pass,
            batch,
            grads,
            batches,
            ..
        } = self;
        batches.advance(size, hyperparameters.seed);
        // Of all the data there is a forward pass already.
        let pass = if batches.batch().len() == points.len() {
            pass
        } else {
            forward(network, points, batches.batch(), batch);
            batch
        };
        let gradient = hyperparameters.gradient;
        step(network, pass, &objective, gradient, optimizer, grads);
        self.step_in_epoch += 1;
    }

    /// Up to so many epochs of one update each; how many there were.
    fn train_full_batch(&mut self, epochs: u64) -> u64 {
        let to_change = self.timeline.next_change().0 - self.epoch;
        let to_checkpoint = self.timeline.checkpoints.until_next(self.epoch);
        let most = epochs.min(to_change).min(to_checkpoint);
        let mut losses = [0.0; AT_ONCE];
        let losses = &mut losses[..most.min(AT_ONCE as u64) as usize];
        let made = full_batch_epochs(
            &mut self.network,
            &mut self.pass,
            &self.hyperparameters.objective(),
            self.hyperparameters.gradient,
            &mut self.optimizer,
            &mut self.grads,
            losses,
        );
        self.loss = losses[made - 1];
        self.epoch += made as u64;
        self.arrive(&losses[..made]);
        made as u64
    }

    /// Looks at all the data with the new parameters, and closes the epoch if it is complete.
    fn look(&mut self) {
        self.evaluate();
        if self.batches.seen == self.points.len() {
            self.batches.seen = 0;
            self.step_in_epoch = 0;
            self.epoch += 1;
            self.arrive(&[self.loss]);
        } else {
            self.arrive(&[]);
        }
    }

    /// Forward pass and loss of the present parameters on all the data.
    #[inline(never)]
    pub(super) fn evaluate(&mut self) {
        self.network.forward(&mut self.pass);
        let objective = self.hyperparameters.objective();
        self.loss = objective.value(&self.network, &self.pass);
    }
}

/// The forward pass of these examples, by their indices, into `pass`.
pub(super) fn forward(network: &Network, points: &[Point], examples: &[usize], pass: &mut Pass) {
    pass.load(examples.len(), &|n| &points[examples[n]]);
    network.forward(pass);
}
