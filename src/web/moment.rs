//! The class `Lab`, as a moment: what was done to its run, and what is to be done to it.

use wasm_bindgen::prelude::*;

use super::lab::Lab;
use super::{error, hyperparameters};
use crate::training::Done;

#[wasm_bindgen]
impl Lab {
    /// Has the run of another one, which gets the run of this.
    pub fn swap(&mut self, other: &mut Lab) {
        std::mem::swap(self.run_mut(), other.run_mut());
    }

    /// The hyperparameters that are in force after the first `count` of the changes that were made
    /// while this run trained; after 0, those of its start.
    #[wasm_bindgen(js_name = hyperparametersAfter, unchecked_return_type = "Hyperparameters")]
    pub fn hyperparameters_after(&self, count: usize) -> Result<JsValue, JsValue> {
        hyperparameters::to_object(&self.run.hyperparameters_after(count))
    }

    /// A change: the epoch and the step of its place, then what it was: 0 other hyperparameters;
    /// 1 a parameter, its index and value; 2 the inputs of an example, its index, x1 and x2.
    ///
    /// # Errors
    /// Throws a `RangeError` if there is none of this index.
    #[wasm_bindgen(js_name = changeAt)]
    pub fn change_at(&self, index: usize) -> Result<Vec<f64>, JsValue> {
        let Some(((epoch, step), done)) = self.run.done(index) else {
            return Err(error::out_of_range("there is no such change"));
        };
        let mut numbers = vec![epoch as f64, step as f64];
        match done {
            Done::Update(_) => numbers.push(0.0),
            Done::Parameter { index, value } => numbers.extend([1.0, index as f64, value]),
            Done::Inputs { example, inputs } => {
                numbers.extend([2.0, example as f64]);
                numbers.extend(inputs);
            }
        }
        Ok(numbers)
    }

    /// Has a change made, written as in `changeAt`, when the run comes to its place: after all that
    /// was planned before. Without anything after the place, it only looks whether there is such a
    /// place. `hyperparameters` are those that change.
    ///
    /// # Errors
    /// Throws a `HyperparameterError` for what is not allowed, with field `at` for a place that the
    /// run never comes to.
    pub fn plan(
        &mut self,
        numbers: &[f64],
        #[wasm_bindgen(unchecked_param_type = "Partial<Hyperparameters>")] changes: &JsValue,
    ) -> Result<(), JsValue> {
        let number = |place: usize| numbers.get(place).copied().unwrap_or(f64::NAN);
        let epoch = error::whole(number(0), "an epoch")?;
        let whole = |place| {
            let whole = error::whole(number(place), "a step or an index")?;
            // What does not fit is past all that there can be.
            Ok::<_, JsValue>(usize::try_from(whole).unwrap_or(usize::MAX))
        };
        let at = (epoch, whole(1)?);
        let done = match numbers.get(2) {
            None => return self.run.check_place(at).map_err(error::refused),
            Some(1.0) => Done::Parameter {
                index: whole(3)?,
                value: number(4),
            },
            Some(2.0) => Done::Inputs {
                example: whole(3)?,
                inputs: [number(4), number(5)],
            },
            Some(0.0) => {
                let before = self.run.hyperparameters_after(usize::MAX);
                Done::Update(Box::new(hyperparameters::merge(&before, changes)?))
            }
            Some(_) => return Err(error::out_of_range("there is no such kind of change")),
        };
        self.run_mut().plan(at, &done).map_err(error::refused)
    }
}
