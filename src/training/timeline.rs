//! What a run has recorded of itself, and so can go back to.

use super::checkpoints::Checkpoints;
use super::history::{History, Span};
use super::hyperparameters::Tuning;

/// A place in a run: epochs completed, and updates made in the one that has begun.
pub type Position = (u64, usize);

/// What is done to a run from outside while it trains.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Change {
    /// Other hyperparameters.
    Tuning(Tuning),
    /// A number set by hand: a parameter by its index or, counted on from there, x1 or x2 of an
    /// example, two for each.
    Edit { index: usize, value: f64 },
}

impl Change {
    pub(super) fn is_edit(&self) -> bool {
        matches!(self, Change::Edit { .. })
    }

    /// Whether it leaves nothing of an earlier one at the same place: a slider that moves makes
    /// one change. Another rule has made the optimizer forget, and that stays.
    fn undoes(&self, before: &Change) -> bool {
        match (self, before) {
            (Change::Tuning(new), Change::Tuning(old)) => new.optimizer.rule == old.optimizer.rule,
            (Change::Edit { index: new, .. }, Change::Edit { index: old, .. }) => new == old,
            _ => false,
        }
    }
}

/// The losses of a run, its checkpoints and what was changed, from epoch 0 to the furthest that
/// it has been.
#[derive(Clone, Debug)]
pub(super) struct Timeline {
    pub(super) history: History,
    pub(super) checkpoints: Checkpoints,
    /// Before all changes.
    pub(super) start: Tuning,
    /// In the order in which they were made, which is that of their places.
    pub(super) changes: Vec<(Position, Change)>,
    /// How many of the changes are in force where the run is: all those of its place and before.
    pub(super) in_force: usize,
    /// The furthest place.
    pub(super) end: Position,
    /// The losses of the last future that was abandoned, from the place of the branch on.
    pub(super) ghost: Vec<Span>,
}

impl Timeline {
    /// Most spans of a ghost: about as many as a plot has columns, in 16 KiB.
    const MOST_GHOST: usize = 512;

    pub(super) fn new(start: Tuning, loss: f64, checkpoints: Checkpoints) -> Self {
        Timeline {
            history: History::new(loss),
            checkpoints,
            start,
            changes: Vec::new(),
            in_force: 0,
            end: (0, 0),
            ghost: Vec::new(),
        }
    }

    /// The place of the next change that is not in force yet, past all places if there is none.
    pub(super) fn next_change(&self) -> Position {
        self.changes
            .get(self.in_force)
            .map_or((u64::MAX, 0), |&(place, _)| place)
    }

    /// Records a change at the end, in place of one of the same thing at the same place.
    pub(super) fn record(&mut self, change: Change) {
        for (place, before) in self.changes.iter_mut().rev() {
            if *place == self.end && change.undoes(before) {
                *before = change;
                return;
            }
            if *place != self.end || !(change.is_edit() || before.is_edit()) {
                break;
            }
        }
        self.changes.push((self.end, change));
        self.in_force = self.changes.len();
    }

    /// Forgets all that comes after the place `here`, where the run is, and perhaps the last
    /// epochs before it: those need training from a checkpoint, which records them again. The
    /// losses of what is forgotten become the ghost, if there are any.
    pub(super) fn branch(&mut self, here: Position) {
        let abandoned = self.history.spans(here.0, u64::MAX, Self::MOST_GHOST);
        if abandoned.last().is_some_and(|span| span.last > here.0) {
            self.ghost = abandoned;
        }
        self.changes.truncate(self.in_force);
        self.checkpoints.truncate(here.0);
        self.history.truncate(here.0);
        self.end = here;
    }
}
