//! Numbers set by hand while a run trains, taken back and made again.

use super::limits::{HyperparameterError, check_edit};
use super::run::Run;
use super::timeline::{Change, Position};

impl Run {
    /// Sets a parameter by its place among [all of them](crate::engine::Network::parameters); what
    /// the optimizer remembers stays. Recorded as [`update`](Self::update) records a change.
    ///
    /// # Errors
    /// With field `parameter`, if there is none at this place or it may not have this value; the
    /// run is as it was.
    ///
    /// ```
    /// use xor_lab::training::{Hyperparameters, Run};
    ///
    /// let mut run = Run::new(Hyperparameters::preset("corrected")?)?;
    /// run.train(100);
    /// let loss = run.loss();
    /// let bias = run.network().biases_range(2).start;
    /// run.set_parameter(bias, 0.0)?;
    /// run.train(10);
    ///
    /// run.undo();
    /// assert_eq!((run.epoch(), run.loss()), (100, loss));
    /// # Ok::<(), xor_lab::training::HyperparameterError>(())
    /// ```
    pub fn set_parameter(&mut self, index: usize, value: f64) -> Result<(), HyperparameterError> {
        let parameters = self.network.parameters();
        check_edit("parameter", index, parameters.len(), value)?;
        if parameters[index].to_bits() != value.to_bits() {
            self.change(Change::Parameter { index, value });
        }
        Ok(())
    }

    /// Sets x1 (`input` 0) or x2 (1) of an example. Recorded as [`update`](Self::update) records a
    /// change.
    ///
    /// # Errors
    /// With field `example` or `input`, if there is no such one or it may not have this value; the
    /// run is as it was.
    pub fn set_input(
        &mut self,
        example: usize,
        input: usize,
        value: f64,
    ) -> Result<(), HyperparameterError> {
        check_edit("example", example, self.points.len(), 0.0)?;
        check_edit("input", input, 2, value)?;
        let [x1, x2, _] = self.points[example];
        let mut inputs = [x1, x2];
        if inputs[input].to_bits() != value.to_bits() {
            inputs[input] = value;
            self.change(Change::Inputs { example, inputs });
        }
        Ok(())
    }

    /// Whether a parameter or an input that was set by hand is in force here: then this run is
    /// not decided by its hyperparameters alone.
    pub fn edited(&self) -> bool {
        let in_force = &self.timeline.changes[..self.timeline.in_force];
        in_force.iter().any(|(_, change)| change.is_edit())
    }

    /// Goes to the place of the last edit by hand and takes it back, if there is one: the run is
    /// then at this place as if it had never been made. What was recorded after it is forgotten,
    /// but for the hyperparameters that were changed there, which [`redo`](Self::redo) brings back.
    /// Edits of the same number or example at the same place in a row, as a drag makes them, are
    /// one.
    pub fn undo(&mut self) {
        let place = self.timeline.undo();
        self.return_to(place);
    }

    /// Goes to the place of the edit that was last taken back and makes it again, as far as no
    /// change has come between: one forgets what could be made again.
    pub fn redo(&mut self) {
        let place = self.timeline.redo();
        self.return_to(place);
    }

    /// Whether there is an edit to be taken back.
    pub fn can_undo(&self) -> bool {
        self.timeline.last_edit().is_some()
    }

    /// Whether there is an edit to be made again.
    pub fn can_redo(&self) -> bool {
        self.redo_epoch().is_some()
    }

    /// The epoch in which [`redo`](Self::redo) will make an edit again; `None` if there is none. It
    /// trains to there where that lies past all that is recorded.
    pub fn redo_epoch(&self) -> Option<u64> {
        self.timeline.undone.last().map(|&((epoch, _), _)| epoch)
    }

    /// Goes to a place whose changes are no longer those that were made.
    fn return_to(&mut self, place: Option<Position>) {
        if let Some(place) = place {
            self.restore(place.0.min(self.timeline.history.last_epoch()));
            self.train_to(place);
        }
    }
}
