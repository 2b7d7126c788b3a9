//! The way back: δ and the gradients, right or with the mistake of the run.

use super::cell::{Cell, Quantity};
use super::lines::Explanation;
use super::node::Node::{Call, Minus, Note, Number, Over, Power, Product, Setting, Sum};
use super::node::{self, Function, Node};
use crate::engine::{Activation, Gradient, Loss, Reduction};

impl Explanation<'_> {
    /// δ = ∂L/∂a · f′(z) at the output, (Σ δ·w of the layer above) · f′(z) below it.
    pub(super) fn explain_delta(&mut self, cell: Cell) {
        if cell.layer == self.run.network().layers() {
            self.explain_output_delta(cell);
        } else {
            self.explain_hidden_delta(cell);
        }
    }

    fn explain_output_delta(&mut self, cell: Cell) {
        let (layer, example, neuron) = (cell.layer, cell.row, cell.column);
        let hyperparameters = self.run.hyperparameters();
        let loss = hyperparameters.loss;
        let a = self.number(Quantity::Activation, layer, example, neuron);
        let y = self.number(Quantity::Target, 0, example, 0);
        let cancels = loss.cancels(self.run.network().activation(layer));
        if loss == Loss::CrossEntropy && !cancels && clipped(a.value()).is_some() {
            return self.line(&[Sum(2), Number(0.0), Note(node::Note::Clipped)]);
        }
        self.line(&[]);
        if hyperparameters.gradient == Gradient::WrongSign {
            self.write(&[Minus]);
        }
        let mean = hyperparameters.reduction == Reduction::Mean;
        if mean {
            self.write(&[Over]);
        }
        let off_by = [Sum(2), a, Minus, y];
        if cancels {
            self.write(&off_by);
        } else {
            let slope = self.begin_slope(cell);
            if loss == Loss::SquaredError {
                self.write(&[Product(2), Number(2.0)]);
                self.write(&off_by);
            } else {
                self.write(&[Over]);
                self.write(&off_by);
                self.write(&[Product(2), a, Sum(2), Number(1.0), Minus, a]);
            }
            self.write(&slope);
        }
        if mean {
            self.write(&[Number(self.update.examples().len() as f64)]);
        }
    }

    fn explain_hidden_delta(&mut self, cell: Cell) {
        let (above, example, neuron) = (cell.layer + 1, cell.row, cell.column);
        let neurons = self.run.network().sizes()[above];
        // The mistake: weights that the forward pass has never used.
        let weight = match self.run.hyperparameters().gradient {
            Gradient::StaleOrder => Quantity::NextWeight,
            _ => Quantity::Weight,
        };
        self.line(&[]);
        let slope = self.begin_slope(cell);
        self.write(&[Sum(Self::shown(neurons))]);
        self.products(neurons, &|lines, j| {
            [
                lines.number(Quantity::Delta, above, example, j),
                lines.number(weight, above, j, neuron),
            ]
        });
        self.write(&slope);
    }

    /// Begins a product whose last factor is f′(z), and gives that factor; nothing of both where
    /// it is 1 throughout or forgotten.
    fn begin_slope(&mut self, cell: Cell) -> Vec<Node> {
        let a = self.number(Quantity::Activation, cell.layer, cell.row, cell.column);
        let activation = self.run.network().activation(cell.layer);
        if activation == Activation::Identity
            || self.run.hyperparameters().gradient == Gradient::NoDerivative
        {
            return Vec::new();
        }
        self.write(&[Product(2)]);
        let (slope, why) = match activation {
            Activation::Sigmoid => return vec![Product(2), a, Sum(2), Number(1.0), Minus, a],
            Activation::Tanh => return vec![Sum(2), Number(1.0), Minus, Power, a, Number(2.0)],
            // a has the sign of z.
            _ if a.value() > 0.0 => (1.0, node::Note::Positive),
            Activation::LeakyRelu => (Activation::LEAK, node::Note::NotPositive),
            _ => (0.0, node::Note::NotPositive),
        };
        vec![Sum(2), Number(slope), Note(why)]
    }

    /// ∂L/∂w = Σ δ·a over the batch, and what the penalties add.
    pub(super) fn explain_weight_gradient(&mut self, cell: Cell) {
        let (layer, neuron, input) = (cell.layer, cell.row, cell.column);
        let hyperparameters = self.run.hyperparameters();
        let (l1, l2) = (hyperparameters.l1, hyperparameters.l2);
        let slip = hyperparameters.gradient == Gradient::ActivationIndex && layer == 1;
        let inputs = if slip { 1 } else { layer - 1 };
        let examples = self.update.examples();
        let penalties = usize::from(l1 != 0.0) + usize::from(l2 != 0.0);
        self.line(&[Sum(Self::shown(examples.len()) + penalties)]);
        self.products(examples.len(), &|lines, n| {
            [
                lines.number(Quantity::Delta, layer, examples[n], neuron),
                lines.number(Quantity::Activation, inputs, examples[n], input),
            ]
        });
        let w = self.number(Quantity::Weight, layer, neuron, input);
        if l1 != 0.0 {
            let l1 = Setting(node::Setting::L1, l1);
            self.write(&[Product(2), l1, Call(Function::Sign), w]);
        }
        if l2 != 0.0 {
            self.write(&[Product(2), Setting(node::Setting::L2, l2), w]);
        }
    }

    /// ∂L/∂b = Σ δ over the batch.
    pub(super) fn explain_bias_gradient(&mut self, cell: Cell) {
        if self.run.hyperparameters().gradient == Gradient::FrozenBiases {
            return self.line(&[Sum(2), Number(0.0), Note(node::Note::Forgotten)]);
        }
        let examples = self.update.examples();
        self.line(&[Sum(Self::shown(examples.len()))]);
        self.terms(examples.len(), &|lines, n| {
            let delta = lines.number(Quantity::Delta, cell.layer, examples[n], cell.row);
            lines.write(&[delta]);
            delta.value()
        });
    }
}

/// What the cross-entropy takes an output for that is outside the range in which it sees one.
pub(super) fn clipped(a: f64) -> Option<f64> {
    let bound = a.clamp(Loss::CLIP, 1.0 - Loss::CLIP);
    (a < bound || a > bound).then_some(bound)
}
