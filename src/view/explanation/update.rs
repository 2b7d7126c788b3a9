//! The update rules: from a gradient to the parameter that it leaves.

use super::cell::Quantity;
use super::lines::Explanation;
use super::node::{Function, Setting};
use super::symbol::Symbol::{self, Call, Chosen, Here, Minus, One, Over, Plus, Power, Times, Two};
use super::symbol::W;
use crate::engine::Rule;

// Of a bias, these are those of the bias.
const G: Symbol = Here(Quantity::WeightGradient);
const V: Symbol = Here(Quantity::Velocity);
const S: Symbol = Here(Quantity::Square);
const ALPHA: Symbol = Chosen(Setting::LearningRate);
const MU: Symbol = Chosen(Setting::Momentum);
const BETA1: Symbol = Chosen(Setting::Beta1);
const BETA2: Symbol = Chosen(Setting::Beta2);
const BETA1_POWER: Symbol = Chosen(Setting::Beta1Power);
const BETA2_POWER: Symbol = Chosen(Setting::Beta2Power);
const EPSILON: Symbol = Chosen(Setting::Epsilon);
const SQRT: Symbol = Call(Function::Sqrt);

impl Explanation<'_> {
    /// p − α·…, as in [`optimizer`](crate::engine::optimizer), with v and s written out.
    pub(super) fn explain_update(&mut self) {
        self.line(&[Plus, W, Minus, Times, ALPHA]);
        // v = β₁ v + (1 − β₁) g
        let mean: &[Symbol] = &[Plus, Times, BETA1, V, Times, Plus, One, Minus, BETA1, G];
        // s = β₂ s + (1 − β₂) g²
        let mean_of_squares: &[Symbol] = &[
            Plus, Times, BETA2, S, Times, Plus, One, Minus, BETA2, Power, G, Two,
        ];
        let formula: &[&[Symbol]] = match self.run.hyperparameters().optimizer {
            Rule::GradientDescent => &[&[G]],
            Rule::Momentum => &[&[Plus, Times, MU, V, G]],
            Rule::Nesterov => &[&[Plus, G, Times, MU, Plus, Times, MU, V, G]],
            Rule::Rmsprop => &[&[Over, G, Plus, SQRT], mean_of_squares, &[EPSILON]],
            Rule::Adam => &[
                &[Over, Over],
                mean,
                &[Plus, One, Minus, BETA1_POWER, Plus, SQRT, Over],
                mean_of_squares,
                &[Plus, One, Minus, BETA2_POWER, EPSILON],
            ],
        };
        for part in formula {
            self.write(part);
        }
    }
}
