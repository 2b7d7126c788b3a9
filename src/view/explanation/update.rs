//! The update rules: from a gradient to the parameter that it leaves.

use super::cell::{Cell, Quantity};
use super::lines::Explanation;
use super::node::Node::{Call, Minus, Number, Over, Power, Product, Sum};
use super::node::{Function, Node, Setting};
use crate::engine::Rule;
use crate::engine::optimizer::EPSILON;

impl Explanation<'_> {
    /// p − α·…, as in [`optimizer`](crate::engine::optimizer), with v and s written out.
    pub(super) fn explain_update(&mut self, cell: Cell) {
        let Cell {
            quantity,
            layer,
            row,
            column,
        } = cell;
        let (parameter, gradient, place) = if quantity == Quantity::NextBias {
            // v and s of the biases stand behind those of the weights.
            let inputs = self.run.network().sizes()[layer - 1];
            (Quantity::Bias, Quantity::BiasGradient, inputs)
        } else {
            (Quantity::Weight, Quantity::WeightGradient, column)
        };
        let p = self.number(parameter, layer, row, column);
        let g = self.number(gradient, layer, row, column);
        let v = self.number(Quantity::Velocity, layer, row, place);
        let s = self.number(Quantity::Square, layer, row, place);
        let hyperparameters = self.run.hyperparameters();
        let [beta1_power, beta2_power] = self.update.optimizer().beta_powers();
        let setting = Node::Setting;
        let alpha = setting(Setting::LearningRate, hyperparameters.learning_rate);
        let mu = setting(Setting::Momentum, hyperparameters.momentum);
        let beta1 = setting(Setting::Beta1, hyperparameters.beta1);
        let beta2 = setting(Setting::Beta2, hyperparameters.beta2);
        let beta1_power = setting(Setting::Beta1Power, beta1_power);
        let beta2_power = setting(Setting::Beta2Power, beta2_power);
        let epsilon = setting(Setting::Epsilon, EPSILON);
        let (one, two) = (Number(1.0), Number(2.0));

        self.line(&[Sum(2), p, Minus, Product(2), alpha]);
        // The mean of the squares: β₂ s + (1 − β₂) g².
        let mean = |lines: &mut Self| {
            lines.write(&[Sum(2), Product(2), beta2, s]);
            lines.write(&[Product(2), Sum(2), one, Minus, beta2, Power, g, two]);
        };
        match hyperparameters.optimizer {
            Rule::GradientDescent => self.write(&[g]),
            Rule::Momentum => self.write(&[Sum(2), Product(2), mu, v, g]),
            Rule::Nesterov => {
                self.write(&[Sum(2), g, Product(2), mu, Sum(2), Product(2), mu, v, g]);
            }
            Rule::Rmsprop => {
                self.write(&[Over, g, Sum(2), Call(Function::Sqrt)]);
                mean(self);
                self.write(&[epsilon]);
            }
            Rule::Adam => {
                self.write(&[Over, Over, Sum(2), Product(2), beta1, v]);
                self.write(&[Product(2), Sum(2), one, Minus, beta1, g]);
                self.write(&[Sum(2), one, Minus, beta1_power]);
                self.write(&[Sum(2), Call(Function::Sqrt), Over]);
                mean(self);
                self.write(&[Sum(2), one, Minus, beta2_power, epsilon]);
            }
        }
    }
}
