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
    /// A parameter set by hand.
    Parameter { index: usize, value: f64 },
    /// x1 and x2 of an example, one of them set by hand.
    Inputs { example: usize, inputs: [f64; 2] },
}

impl Change {
    pub(super) fn is_edit(&self) -> bool {
        !matches!(self, Change::Tuning(_))
    }

    /// Whether it leaves nothing of an earlier one at the same place: a slider that moves makes
    /// one change. Another rule has made the optimizer forget, and that stays.
    fn undoes(&self, before: &Change) -> bool {
        match (self, before) {
            (Change::Tuning(new), Change::Tuning(old)) => new.optimizer.rule == old.optimizer.rule,
            (Change::Parameter { index: new, .. }, Change::Parameter { index: old, .. }) => {
                new == old
            }
            (Change::Inputs { example: new, .. }, Change::Inputs { example: old, .. }) => {
                new == old
            }
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
    /// Edits that were taken back, the last one at the end, each after the changes that came
    /// after it, backwards.
    pub(super) undone: Vec<(Position, Change)>,
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
            undone: Vec::new(),
        }
    }

    /// The place of the next change that is not in force yet, past all places if there is none.
    pub(super) fn next_change(&self) -> Position {
        self.changes
            .get(self.in_force)
            .map_or((u64::MAX, 0), |&(place, _)| place)
    }

    /// Records a change at the end, in place of one of the same thing at the same place. Only the
    /// last edit can be replaced, so that the order in which they were made stays.
    pub(super) fn record(&mut self, change: Change) {
        self.undone.clear();
        self.changes.truncate(self.in_force);
        for (place, before) in self.changes.iter_mut().rev() {
            if *place != self.end {
                break;
            }
            if change.undoes(before) {
                *before = change;
                return;
            }
            if change.is_edit() == before.is_edit() {
                break;
            }
        }
        self.changes.push((self.end, change));
        self.in_force = self.changes.len();
    }

    /// Where the last edit is among the changes; one that the run has not come to yet is none.
    pub(super) fn last_edit(&self) -> Option<usize> {
        self.changes
            .iter()
            .rposition(|&(place, change)| change.is_edit() && place <= self.end)
    }

    /// Takes the last edit back, and gives its place. What comes after that is forgotten; other
    /// changes of that place stay, as it makes no difference to them in which order they are made.
    pub(super) fn undo(&mut self) -> Option<Position> {
        let mut last = self.last_edit()?;
        let place = self.changes[last].0;
        while let Some(&(at, _)) = self.changes.get(last + 1)
            && at == place
        {
            self.changes.swap(last, last + 1);
            last += 1;
        }
        while self.changes.len() > last {
            pass_on(&mut self.changes, &mut self.undone);
        }
        self.cut(place);
        Some(place)
    }

    /// Makes the edit again that was last taken back, with what came after it, and gives its place.
    pub(super) fn redo(&mut self) -> Option<Position> {
        let place = self.undone.last()?.0;
        self.cut(place);
        pass_on(&mut self.undone, &mut self.changes);
        while let Some((_, change)) = self.undone.last()
            && !change.is_edit()
        {
            pass_on(&mut self.undone, &mut self.changes);
        }
        Some(place)
    }

    /// Forgets what comes after a place that is after all changes, or at the last.
    #[inline(never)]
    fn cut(&mut self, place: Position) {
        self.in_force = self.changes.len();
        if place < self.end {
            self.branch(place);
        }
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

/// Moves the last change of one list to the end of another.
#[inline(never)]
fn pass_on(from: &mut Vec<(Position, Change)>, to: &mut Vec<(Position, Change)>) {
    to.extend(from.pop());
}
