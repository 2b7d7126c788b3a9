//! The class `Sweep`: the same run from many seeds.

use wasm_bindgen::prelude::*;

use super::{error, hyperparameters};
use crate::training::{self, Hyperparameters};

/// Runs that differ in their seed alone.
#[wasm_bindgen]
pub struct Sweep {
    sweep: training::Sweep,
}

#[wasm_bindgen]
impl Sweep {
    /// Seeds 0 to `seeds` − 1, each to be trained so many epochs. Fields left out have the
    /// values of the preset `corrected`.
    ///
    /// # Errors
    /// Throws a `HyperparameterError` for the first field that is not allowed, and a
    /// `RangeError` unless both numbers are whole and from 0 on.
    #[wasm_bindgen(constructor)]
    pub fn new(
        #[wasm_bindgen(unchecked_param_type = "Partial<Hyperparameters>")] changes: &JsValue,
        seeds: f64,
        epochs: f64,
    ) -> Result<Sweep, JsValue> {
        let seeds = u32::try_from(error::whole(seeds, "seeds")?)
            .map_err(|_| error::out_of_range("there are 2³² seeds"))?;
        let epochs = error::whole(epochs, "epochs")?;
        let wanted = hyperparameters::merge(&Hyperparameters::default(), changes)?;
        let sweep = training::Sweep::new(wanted, seeds, epochs).map_err(error::refused)?;
        Ok(Sweep { sweep })
    }

    /// Makes up to so many updates more, of one seed or several in turn; `true` once all are
    /// done.
    ///
    /// # Errors
    /// Throws a `RangeError` unless it is a whole number from 0 on.
    pub fn advance(&mut self, steps: f64) -> Result<bool, JsValue> {
        Ok(self.sweep.advance(error::whole(steps, "steps")?))
    }

    /// Epochs that the seed at work has been trained.
    #[wasm_bindgen(getter)]
    pub fn epoch(&self) -> f64 {
        self.sweep.epoch() as f64
    }

    /// The last loss of each seed that is done, in order; not finite where the run diverged.
    #[wasm_bindgen(getter)]
    pub fn losses(&self) -> Vec<f64> {
        self.sweep.losses().to_vec()
    }
}
