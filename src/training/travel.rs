//! Time travel: any epoch of a run again, to the last bit.
//!
//! A run is decided by its hyperparameters and by what is done to it while it trains, which is
//! recorded. So it can go to any place: to the nearest [checkpoint](super::checkpoints) before it,
//! and from there it trains again, with the same changes at the same places.

use super::checkpoints::Checkpoint;
use super::history::Span;
use super::run::Run;
use super::timeline::{Change, Position};

impl Run {
    /// The last epoch that is recorded: the furthest that this run has been, whatever the epoch
    /// that it is at now.
    pub fn last_epoch(&self) -> u64 {
        self.timeline.end.0
    }

    /// Goes to the end of an epoch: back to one that has been, or on to one that has not. That one
    /// is not reached where the loss ceases to be finite.
    ///
    /// Where the epoch has been, it trains less than from one checkpoint to the next: less than a
    /// 256th of the run, or 4096 / examples epochs where those are more. Large networks have fewer
    /// checkpoints, down to a 3rd of the run with 6 × 64 neurons; and after a branch it may be once
    /// as far as checkpoints stood apart before it.
    ///
    /// ```
    /// use xor_lab::training::{Hyperparameters, Run};
    ///
    /// let mut run = Run::new(Hyperparameters::preset("playground")?)?;
    /// run.train(20);
    /// let then = run.network().clone();
    /// run.train(30);
    /// run.seek(20);
    /// assert_eq!((run.epoch(), run.last_epoch()), (20, 50));
    /// assert_eq!(run.network().parameters(), then.parameters(), "to the last bit");
    ///
    /// // One mini-batch back: the last of epoch 20.
    /// run.back();
    /// assert_eq!((run.epoch(), run.step_in_epoch()), (19, run.steps_per_epoch() - 1));
    /// # Ok::<(), xor_lab::training::HyperparameterError>(())
    /// ```
    pub fn seek(&mut self, epoch: u64) {
        self.go((epoch, 0));
    }

    /// Goes to where [`seek`](Self::seek) would train from: here, or the last checkpoint at or
    /// before that epoch. To go the rest of the way in slices, train.
    pub fn approach(&mut self, epoch: u64) {
        self.approach_place((epoch, 0));
    }

    /// Takes back one update of the parameters; at the start there is none.
    pub fn back(&mut self) {
        match self.position() {
            (0, 0) => {}
            (epoch, 0) => {
                self.go((epoch - 1, 0));
                self.go_to_last_step();
            }
            (epoch, step) => self.go((epoch, step - 1)),
        }
    }

    /// How many of the recorded changes and edits are in force here.
    pub fn changes_in_force(&self) -> usize {
        self.timeline.in_force
    }

    /// The losses of the last future that a change in the past abandoned, from the epoch of that
    /// change on, in at most 512 spans; empty if there is none. It stays until it is
    /// [dismissed](Self::dismiss_ghost), another one is abandoned or the run restarts.
    pub fn ghost(&self) -> &[Span] {
        &self.timeline.ghost
    }

    /// Forgets the abandoned future.
    pub fn dismiss_ghost(&mut self) {
        self.timeline.ghost = Vec::new();
    }

    /// Bytes that the history, with its ghost, and the checkpoints take: at most 4 MB each up to
    /// 10⁸ epochs.
    pub fn memory(&self) -> usize {
        let ghost = self.timeline.ghost.capacity() * size_of::<Span>();
        self.timeline.history.bytes() + ghost + self.timeline.checkpoints.bytes()
    }

    /// Records where the run has come to, and the losses of the epochs that have ended since it
    /// was at the last place, as far as they are new; then makes the changes recorded here.
    pub(super) fn arrive(&mut self, losses: &[f64]) {
        let before = self.epoch - losses.len() as u64;
        let timeline = &mut self.timeline;
        let known = timeline.history.last_epoch() - before;
        if known < losses.len() as u64 {
            timeline.history.extend(&losses[known as usize..]);
        }
        if self.step_in_epoch == 0 && timeline.checkpoints.wants(self.epoch) {
            timeline.checkpoints.add(Checkpoint {
                epoch: self.epoch,
                parameters: self.network.parameters().to_vec(),
                optimizer: self.optimizer.clone(),
                shuffler: self.batches.shuffler.clone(),
            });
        }
        timeline.end = timeline.end.max((self.epoch, self.step_in_epoch));
        self.make_changes();
    }

    /// Makes a change here and now, and records it.
    pub(super) fn change(&mut self, change: Change) {
        let here = self.position();
        if here < self.timeline.end {
            self.timeline.branch(here);
            let last = self.timeline.history.last_epoch();
            if last < here.0 {
                self.restore(last);
                self.train_to(here);
            }
        }
        self.timeline.record(change);
        self.make(change);
        self.evaluate();
    }

    /// Makes the recorded changes of this place that are not in force yet.
    pub(super) fn make_changes(&mut self) {
        let before = self.timeline.in_force;
        while self.timeline.next_change() == self.position() {
            let (_, change) = self.timeline.changes[self.timeline.in_force];
            self.timeline.in_force += 1;
            self.make(change);
        }
        if self.timeline.in_force > before {
            self.evaluate();
        }
    }

    fn make(&mut self, change: Change) {
        match change {
            Change::Tuning(tuning) => {
                self.hyperparameters.tune(&tuning);
                self.optimizer.set(tuning.optimizer);
            }
            Change::Parameter { index, value } => self.network.parameters_mut()[index] = value,
            Change::Inputs { example, inputs } => {
                self.points[example][..2].copy_from_slice(&inputs);
                self.load_points();
            }
        }
    }

    #[inline(never)]
    fn load_points(&mut self) {
        let points = &self.points;
        self.pass.load(points.len(), &|n| &points[n]);
    }

    /// Goes to a place of the timeline, or of what comes after its end.
    fn go(&mut self, to: Position) {
        self.approach_place(to);
        self.train_to(to);
    }

    /// Trains to a place that is not before this one.
    pub(super) fn train_to(&mut self, to: Position) {
        self.advance(u64::MAX, to.0);
        // It is not there if it has diverged before.
        if self.epoch == to.0 {
            self.advance((to.1 - self.step_in_epoch) as u64, u64::MAX);
        }
    }

    /// From the start of an epoch that is recorded to its last update but one.
    fn go_to_last_step(&mut self) {
        while self.steps_left() > 1 {
            let (epoch, step) = self.timeline.next_change();
            // A change of the batch size makes another step the last.
            let to_change = if epoch == self.epoch {
                step - self.step_in_epoch
            } else {
                usize::MAX
            };
            self.advance((self.steps_left() - 1).min(to_change) as u64, u64::MAX);
        }
    }

    fn approach_place(&mut self, to: Position) {
        let nearest = self.timeline.checkpoints.nearest(to.0).epoch;
        if self.position() > to || self.epoch < nearest {
            self.restore(nearest);
        }
    }

    /// Goes to the checkpoint nearest to an epoch, with the hyperparameters and the data that were
    /// in force there.
    pub(super) fn restore(&mut self, epoch: u64) {
        let epoch = self.timeline.checkpoints.nearest(epoch).epoch;
        let mut tuning = self.timeline.start;
        self.points = self.hyperparameters.data();
        self.timeline.in_force = 0;
        while self.timeline.next_change() < (epoch, 0) {
            match self.timeline.changes[self.timeline.in_force].1 {
                Change::Tuning(next) => tuning = next,
                Change::Inputs { example, inputs } => {
                    self.points[example][..2].copy_from_slice(&inputs);
                }
                // The checkpoint has it.
                Change::Parameter { .. } => {}
            }
            self.timeline.in_force += 1;
        }
        self.hyperparameters.tune(&tuning);
        let checkpoint = self.timeline.checkpoints.nearest(epoch);
        let parameters = self.network.parameters_mut();
        parameters.copy_from_slice(&checkpoint.parameters);
        self.optimizer = checkpoint.optimizer.clone();
        self.batches.shuffler = checkpoint.shuffler.clone();
        self.epoch = epoch;
        self.batches.seen = 0;
        self.step_in_epoch = 0;
        self.load_points();
        self.evaluate();
        self.make_changes();
    }
}
