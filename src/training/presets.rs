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
        let corrected = Hyperparameters::default();
        match name {
            "by-hand" => Ok(Hyperparameters {
                activation: Activation::Relu,
                output_activation: Activation::Relu,
                loss: Loss::SquaredError,
                init: Initializer::Given,
                weights: vec![vec![vec![1.0, 1.0], vec![1.0, 1.0]], vec![vec![1.0, -2.0]]],
                biases: vec![vec![0.0, -1.0], vec![0.0]],
                ..corrected
            }),
            // Chapter 2 looks at the run of chapter 4 before its first step.
            "random-start" | "corrected" => Ok(corrected),
            "as-published" => Ok(Hyperparameters {
                gradient: Gradient::ActivationIndex,
                ..corrected
            }),
            "playground" => Ok(Hyperparameters {
                samples: Some(200),
                noise: 0.12,
                hidden: vec![4],
                activation: Activation::Tanh,
                reduction: Reduction::Mean,
                init: Initializer::XavierUniform,
                seed: 1,
                optimizer: Rule::Adam,
                learning_rate: 0.03,
                batch_size: Some(32),
                ..corrected
            }),
            _ => Err(HyperparameterError {
                field: "preset",
                value: Value::Text(name.to_string()),
                allowed: "\"by-hand\", \"random-start\", \"as-published\", \"corrected\" or \"playground\"",
            }),
        }
    }
}
