//! The forward pass: Z and A.

use super::cell::Quantity;
use super::lines::Explanation;
use super::node::{Function, Note};
use super::symbol::Symbol::{self, Because, Call, Leak, Minus, One, Over, Plus, Times};
use super::symbol::{EXP, Z};
use crate::engine::Activation;

impl Explanation<'_> {
    /// z = Σ w·a + b.
    pub(super) fn explain_z(&mut self) {
        let (layer, example, neuron) = (self.here.layer, self.here.row, self.here.column);
        let inputs = self.width(layer - 1);
        self.line(&[]);
        self.products(inputs, 1, &move |k| {
            [
                Quantity::Weight.at(layer, neuron, k),
                Quantity::Activation.at(layer - 1, example, k),
            ]
        });
        self.number(Quantity::Bias.at(layer, neuron, 0));
    }

    /// a = f(z).
    pub(super) fn explain_a(&mut self) {
        let activation = self.run.network().activation(self.here.layer);
        let formula: &[Symbol] = match activation {
            Activation::Sigmoid => &[Call(Function::Sigmoid), Z],
            Activation::Tanh => &[Call(Function::Tanh), Z],
            Activation::Relu => &[Call(Function::Positive), Z],
            Activation::LeakyRelu if self.value() > 0.0 => &[Plus, Z, Because(Note::Positive)],
            Activation::LeakyRelu => &[Plus, Times, Leak, Z, Because(Note::NotPositive)],
            Activation::Identity => &[Z],
        };
        self.line(formula);
        if activation == Activation::Sigmoid {
            self.line(&[Over, One, Plus, One, EXP, Minus, Z]);
        }
    }
}
