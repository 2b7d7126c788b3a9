//! The notebook's four chapters, and a place to play.

use super::hyperparameters::Hyperparameters;
use super::limits::{HyperparameterError, Value};
use crate::engine::{Activation, Gradient, Initializer, Loss, Reduction, Rule};

/// The names of the presets.
pub const PRESETS: [&str; 5] = [
    "by-hand",
    "random-start",
    "as-published",
    "corrected",
    "playground",
];

impl Hyperparameters {
    /// The hyperparameters of a preset, by name.
    ///
    /// # Errors
    /// With field `preset` if there is none of this name.
    pub fn preset(name: &str) -> Result<Self, HyperparameterError> {
        let mut preset = Hyperparameters::default();
        match name {
            "by-hand" => {
                preset.activation = Activation::Relu;
                preset.output_activation = Activation::Relu;
                preset.loss = Loss::SquaredError;
                preset.init = Initializer::Given;
                preset.weights = vec![vec![vec![1.0, 1.0], vec![1.0, 1.0]], vec![vec![1.0, -2.0]]];
                preset.biases = vec![vec![0.0, -1.0], vec![0.0]];
            }
            // Chapter 2 looks at the run of chapter 4 before its first step.
            "random-start" | "corrected" => {}
            "as-published" => preset.gradient = Gradient::ActivationIndex,
            "playground" => {
                preset.samples = Some(200);
                preset.noise = 0.12;
                preset.hidden = vec![4];
                preset.activation = Activation::Tanh;
                preset.reduction = Reduction::Mean;
                preset.init = Initializer::XavierUniform;
                preset.seed = 1;
                preset.optimizer = Rule::Adam;
                preset.learning_rate = 0.03;
                preset.batch_size = Some(32);
            }
            _ => {
                return Err(HyperparameterError {
                    field: "preset",
                    value: Value::Text(name.to_string()),
                    allowed: "\"by-hand\", \"random-start\", \"as-published\", \"corrected\" or \"playground\"",
                });
            }
        }
        Ok(preset)
    }
}
