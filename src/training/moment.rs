//! A moment of a run: what decides the run, what was done to it on the way, and where it stands.
//! Whoever has it gets the same run to the same place, to the last bit.

use super::hyperparameters::Hyperparameters;
use super::limits::{HyperparameterError, Value, check_edit};
use super::run::Run;
use super::timeline::{Change, Position};
use crate::text::{concat, digits};

/// The furthest epoch that a moment may name.
pub const LAST_EPOCH: u64 = 1_000_000_000;
/// The most changes on the way: to check a place takes as long as there are changes before it.
const MOST_CHANGES: usize = 10_000;

/// All that decides where a run is.
#[derive(Clone, Debug, PartialEq)]
pub struct Moment {
    /// As they were at the start.
    pub hyperparameters: Hyperparameters,
    /// What was done on the way, each with its place, in order.
    pub changes: Vec<(Position, Done)>,
    /// Where the run stands.
    pub at: Position,
}

/// What was done to a run while it trained.
#[derive(Clone, Debug, PartialEq)]
pub enum Done {
    /// [`Run::update`]: these are in force from here on.
    Update(Box<Hyperparameters>),
    /// [`Run::set_parameter`].
    Parameter {
        /// Among all parameters.
        index: usize,
        /// That it was set to.
        value: f64,
    },
    /// [`Run::set_input`], one or both.
    Inputs {
        /// Its index.
        example: usize,
        /// x1 and x2.
        inputs: [f64; 2],
    },
}

impl Moment {
    /// The run at epoch 0, with all that will be done to it on the way: [`Run::seek`] and
    /// [`Run::step`] take it to where the moment stands, [`Moment::reach`] does both.
    ///
    /// # Errors
    /// The first thing that is not allowed: a hyperparameter, or with field `at` a place that the
    /// run never comes to.
    pub fn begin(&self) -> Result<Run, HyperparameterError> {
        let mut run = Run::new(self.hyperparameters.clone())?;
        for (at, done) in &self.changes {
            run.plan(*at, done)?;
        }
        run.check_place(self.at)?;
        Ok(run)
    }

    /// The run where the moment stands. That may be far: of strangers' links, [`begin`](Self::begin)
    /// the run and [`advance`](Run::advance) it.
    ///
    /// # Errors
    /// As [`begin`](Self::begin), and with field `at` if the loss ceases to be finite before.
    pub fn reach(&self) -> Result<Run, HyperparameterError> {
        let mut run = self.begin()?;
        run.train_to(self.at);
        if run.position() < self.at {
            return Err(HyperparameterError {
                field: "at",
                value: Value::Number(self.at.0 as f64),
                allowed: "a place at which the loss has been finite all the way",
            });
        }
        Ok(run)
    }
}

impl Run {
    /// Where this run is now, and how it came here.
    pub fn moment(&self) -> Moment {
        let count = self.changes_in_force();
        let places = self.timeline.changes[..count].iter().map(|&(at, _)| at);
        let at_start = places.take_while(|&at| at == (0, 0)).count();
        let changes = (0..count).filter_map(|index| self.done(index));
        Moment {
            // Before anything was trained, what changes is the start.
            hyperparameters: self.hyperparameters_after(at_start),
            changes: changes
                .filter(|(at, done)| *at != (0, 0) || !matches!(done, Done::Update(_)))
                .collect(),
            at: self.position(),
        }
    }

    /// The hyperparameters that are in force after the first `count` of the recorded changes.
    pub fn hyperparameters_after(&self, count: usize) -> Hyperparameters {
        let mut hyperparameters = self.hyperparameters.clone();
        let before = &self.timeline.changes[..count.min(self.timeline.changes.len())];
        let last = before.iter().rev().find_map(|(_, change)| match change {
            Change::Tuning(tuning) => Some(tuning),
            _ => None,
        });
        hyperparameters.tune(last.unwrap_or(&self.timeline.start));
        hyperparameters
    }

    /// The recorded change of this index and its place; `None` if there is none.
    pub fn done(&self, index: usize) -> Option<(Position, Done)> {
        let &(at, change) = self.timeline.changes.get(index)?;
        let done = match change {
            Change::Tuning(_) => Done::Update(Box::new(self.hyperparameters_after(index + 1))),
            Change::Parameter { index, value } => Done::Parameter { index, value },
            Change::Inputs { example, inputs } => Done::Inputs { example, inputs },
        };
        Some((at, done))
    }

    /// Has something done when the run comes to a place that is not before any where it has been, and
    /// after all that is recorded. A change that is made before forgets it, and nothing that was
    /// taken back can be made again.
    ///
    /// # Errors
    /// If it is not allowed, or with field `at`, if there is no such place or there are 10,000 changes
    /// already; the run is as it was.
    pub fn plan(&mut self, at: Position, done: &Done) -> Result<(), HyperparameterError> {
        self.check_place(at)?;
        if self.timeline.changes.len() >= MOST_CHANGES {
            return Err(HyperparameterError {
                field: "at",
                value: Value::Number(at.0 as f64),
                allowed: "at most 10000 changes",
            });
        }
        let change = match done {
            Done::Update(next) => {
                next.validate()?;
                let count = self.timeline.changes.len();
                if !self.hyperparameters_after(count).can_become(next) {
                    return Err(HyperparameterError {
                        field: "at",
                        value: Value::Number(at.0 as f64),
                        allowed: "changes that leave data, layers, start and loss as they are",
                    });
                }
                Change::Tuning(next.tuning())
            }
            &Done::Parameter { index, value } => {
                let parameters = self.network.parameters().len();
                check_edit("parameter", index, parameters, value)?;
                Change::Parameter { index, value }
            }
            &Done::Inputs { example, inputs } => {
                for input in inputs {
                    check_edit("input", example, self.points.len(), input)?;
                }
                Change::Inputs { example, inputs }
            }
        };
        self.timeline.undone.clear();
        self.timeline.changes.push((at, change));
        self.make_changes();
        Ok(())
    }

    /// Checks that a run with what is recorded comes to a place, and not before its last change.
    ///
    /// # Errors
    /// With field `at`.
    pub fn check_place(&self, at: Position) -> Result<(), HyperparameterError> {
        let all = self.points.len();
        let size = |batch_size: Option<usize>| batch_size.unwrap_or(all).min(all);
        let mut batch_size = size(self.timeline.start.batch_size);
        let (mut epoch, mut step, mut seen) = (0, 0, 0);
        let mut go = |to: Position, batch_size: usize| {
            if to.0 > epoch {
                (epoch, step, seen) = (to.0, 0, 0);
            }
            let updates = to.1.checked_sub(step).filter(|_| to.0 == epoch)?;
            (step, seen) = (to.1, updates.checked_mul(batch_size)?.checked_add(seen)?);
            // With the last example seen, the next epoch begins.
            (seen < all).then_some(())
        };
        let mut there = self
            .timeline
            .changes
            .iter()
            .try_for_each(|&(place, change)| {
                go(place, batch_size)?;
                if let Change::Tuning(tuning) = change {
                    batch_size = size(tuning.batch_size);
                }
                Some(())
            });
        there = there.and_then(|()| go(at, batch_size));
        if there.is_some() && at.0 <= LAST_EPOCH && at >= self.timeline.end {
            return Ok(());
        }
        Err(HyperparameterError {
            field: "at",
            value: Value::Text(concat(&[&digits(at.0), ".", &digits(at.1 as u64)])),
            allowed: "places one after another, up to epoch 1000000000; after a point, fewer steps than that epoch has",
        })
    }
}
