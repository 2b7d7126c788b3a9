//! The forward pass: Z and A.

use super::cell::{Cell, Quantity};
use super::lines::Explanation;
use super::node::Node::{Call, Minus, Note, Number, Over, Product, Sum};
use super::node::{self, Function};
use crate::engine::Activation;

impl Explanation<'_> {
    /// z = Σ w·a + b.
    pub(super) fn explain_z(&mut self, cell: Cell) {
        let (layer, example, neuron) = (cell.layer, cell.row, cell.column);
        let inputs = self.run.network().sizes()[layer - 1];
        self.line(&[Sum(Self::shown(inputs) + 1)]);
        self.products(inputs, &|lines, k| {
            [
                lines.number(Quantity::Weight, layer, neuron, k),
                lines.number(Quantity::Activation, layer - 1, example, k),
            ]
        });
        self.write(&[self.number(Quantity::Bias, layer, neuron, 0)]);
    }

    /// a = f(z).
    pub(super) fn explain_a(&mut self, cell: Cell) {
        let z = self.number(Quantity::PreActivation, cell.layer, cell.row, cell.column);
        match self.run.network().activation(cell.layer) {
            Activation::Sigmoid => {
                self.line(&[Call(Function::Sigmoid), z]);
                let exp = Call(Function::Exp);
                self.line(&[Over, Number(1.0), Sum(2), Number(1.0), exp, Minus, z]);
            }
            Activation::Tanh => self.line(&[Call(Function::Tanh), z]),
            Activation::Relu => self.line(&[Call(Function::Positive), z]),
            Activation::LeakyRelu if z.value() > 0.0 => {
                self.line(&[Sum(2), z, Note(node::Note::Positive)]);
            }
            Activation::LeakyRelu => {
                let slope = Number(Activation::LEAK);
                let why = Note(node::Note::NotPositive);
                self.line(&[Sum(2), Product(2), slope, z, why]);
            }
            Activation::Identity => self.line(&[z]),
        }
    }
}
