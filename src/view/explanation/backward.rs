//! The way back: δ and the gradients, right or with the mistake of the run.

use super::cell::Quantity;
use super::lines::Explanation;
use super::node::{Function, Note, Setting};
use super::symbol::Symbol::{
    self, Because, Call, Chosen, Leak, Minus, One, Over, Plus, Power, Times, Two, Zero,
};
use super::symbol::{A, W, Y};
use crate::engine::{Activation, Gradient, Loss, Reduction};

impl Explanation<'_> {
    /// δ = ∂L/∂a · f′(z) at the output, (Σ δ·w of the layer above) · f′(z) below it.
    pub(super) fn explain_delta(&mut self) {
        let (layer, example, neuron) = (self.here.layer, self.here.row, self.here.column);
        let hyperparameters = self.run.hyperparameters();
        let (network, loss) = (self.run.network(), hyperparameters.loss);
        let output = layer == network.layers();
        let cancels = output && loss.cancels(network.activation(layer));
        if output && loss == Loss::CrossEntropy && !cancels {
            let a = self.value_of(Quantity::Activation);
            // Neither holds for NaN.
            let [below, above] = [a < Loss::CLIP, a > 1.0 - Loss::CLIP];
            if below || above {
                return self.line(&[Plus, Zero, Because(Note::Clipped)]);
            }
        }
        self.line(&[]);
        if output && hyperparameters.gradient == Gradient::WrongSign {
            self.write(&[Minus]);
        }
        let mean = output && hyperparameters.reduction == Reduction::Mean;
        if mean {
            self.write(&[Over]);
        }
        let slope = if cancels || hyperparameters.gradient == Gradient::NoDerivative {
            &[]
        } else {
            self.slope()
        };
        if !slope.is_empty() {
            self.write(&[Times]);
        }
        if output {
            let slope_of_loss: &[Symbol] = if cancels {
                &[Plus, A, Minus, Y]
            } else if loss == Loss::SquaredError {
                &[Times, Two, Plus, A, Minus, Y]
            } else {
                &[Over, Plus, A, Minus, Y, Times, A, Plus, One, Minus, A]
            };
            self.write(slope_of_loss);
        } else {
            // The mistake: weights that the forward pass has never used.
            let weight = match hyperparameters.gradient {
                Gradient::StaleOrder => Quantity::NextWeight,
                _ => Quantity::Weight,
            };
            let above = layer + 1;
            self.products(self.width(above), 0, &move |j| {
                [
                    Quantity::Delta.at(above, example, j),
                    weight.at(above, j, neuron),
                ]
            });
        }
        self.write(slope);
        if mean {
            self.count(self.update.examples().len());
        }
    }

    /// f′(z); nothing where it is 1 throughout.
    fn slope(&self) -> &'static [Symbol] {
        // a has the sign of z.
        let positive = self.value_of(Quantity::Activation) > 0.0;
        match self.run.network().activation(self.here.layer) {
            Activation::Sigmoid => &[Times, A, Plus, One, Minus, A],
            Activation::Tanh => &[Plus, One, Minus, Power, A, Two],
            Activation::Identity => &[],
            _ if positive => &[Plus, One, Because(Note::Positive)],
            Activation::Relu => &[Plus, Zero, Because(Note::NotPositive)],
            Activation::LeakyRelu => &[Plus, Leak, Because(Note::NotPositive)],
        }
    }

    /// ∂L/∂w = Σ δ·a over the batch, and what the penalties add.
    pub(super) fn explain_weight_gradient(&mut self) {
        let (layer, neuron, input) = (self.here.layer, self.here.row, self.here.column);
        let hyperparameters = self.run.hyperparameters();
        let (l1, l2) = (hyperparameters.l1 != 0.0, hyperparameters.l2 != 0.0);
        let slip = hyperparameters.gradient == Gradient::ActivationIndex && layer == 1;
        let inputs = if slip { 1 } else { layer - 1 };
        let update = self.update;
        self.line(&[]);
        self.products(
            update.examples().len(),
            usize::from(l1) + usize::from(l2),
            &move |n| {
                [
                    Quantity::Delta.at(layer, update.example(n), neuron),
                    Quantity::Activation.at(inputs, update.example(n), input),
                ]
            },
        );
        if l1 {
            self.write(&[Times, Chosen(Setting::L1), Call(Function::Sign), W]);
        }
        if l2 {
            self.write(&[Times, Chosen(Setting::L2), W]);
        }
    }

    /// ∂L/∂b = Σ δ over the batch.
    pub(super) fn explain_bias_gradient(&mut self) {
        if self.run.hyperparameters().gradient == Gradient::FrozenBiases {
            return self.line(&[Plus, Zero, Because(Note::Forgotten)]);
        }
        let (layer, neuron) = (self.here.layer, self.here.row);
        let update = self.update;
        self.line(&[]);
        self.sum(update.examples().len(), 0, &move |lines, n| {
            lines.number(Quantity::Delta.at(layer, update.example(n), neuron))
        });
    }
}
