//! The loss on all the data, and the penalties.

use super::cell::Quantity;
use super::lines::Explanation;
use super::node::{Function, Note, Setting};
use super::symbol::Symbol::{
    self, Because, Call, Chosen, Largest, Least, Minus, One, Over, Plus, Power, Times, Two,
};
use super::symbol::{A, EXP, LN, W, Y, Z};
use crate::engine::{Activation, Loss, Reduction};

impl Explanation<'_> {
    /// The losses of the examples, their sum or mean, plus λ₁·Σ|w| + λ₂·Σw²/2.
    pub(super) fn explain_loss(&mut self) {
        let network = self.run.network();
        let layer = network.layers();
        let sigmoid = network.activation(layer) == Activation::Sigmoid;
        if self.run.hyperparameters().loss == Loss::SquaredError {
            return self.explain_losses(&[], &|lines| {
                lines.write(&[Power, Plus, A, Minus, Y, Two]);
            });
        }
        // −0 ln 0 is nothing in the textbook and not a number in arithmetic.
        let mut outputs = self.run.pass().a_of(layer, 0).iter();
        if !sigmoid || outputs.all(|a| *a != 0.0 && *a != 1.0) {
            self.explain_losses(&[Minus], &Self::logarithms);
        }
        if sigmoid {
            self.explain_losses(&[], &Self::softplus);
        }
    }

    /// A line in which `one` writes what each example adds to the sum, which `sign` may negate.
    fn explain_losses(&mut self, sign: &[Symbol], one: &dyn Fn(&mut Self)) {
        let (network, hyperparameters) = (self.run.network(), self.run.hyperparameters());
        let (l1, l2) = (hyperparameters.l1 != 0.0, hyperparameters.l2 != 0.0);
        let layer = network.layers();
        let examples = self.run.points().len();
        self.line(&[]);
        // What the penalties add comes first in prefix order, and last on paper.
        if l1 {
            self.write(&[Plus]);
        }
        if l2 {
            self.write(&[Plus]);
        }
        let mean = hyperparameters.reduction == Reduction::Mean;
        if mean {
            self.write(&[Over]);
        }
        self.write(sign);
        self.sum(examples, 0, &move |lines, example| {
            lines.here = Quantity::Loss.at(layer, example, 0);
            one(lines);
            let [z, a, y] = [
                Quantity::PreActivation,
                Quantity::Activation,
                Quantity::Target,
            ]
            .map(|quantity| lines.value_of(quantity));
            let activation = lines.run.network().activation(layer);
            let loss = lines.run.hyperparameters().loss.value(activation, z, a, y);
            if sign.is_empty() { loss } else { -loss }
        });
        if mean {
            self.count(examples);
        }
        if l1 {
            self.write(&[Times, Chosen(Setting::L1)]);
            self.sum_weights(false);
        }
        if l2 {
            self.write(&[Over, Times, Chosen(Setting::L2)]);
            self.sum_weights(true);
            self.write(&[Two]);
        }
    }

    /// Σ|w| or Σw² over all weights, layer by layer.
    #[inline(never)]
    fn sum_weights(&mut self, squares: bool) {
        let layers = self.run.network().layers();
        self.begin_sum(layers);
        for layer in 1..=layers {
            let inputs = self.width(layer - 1).max(1);
            self.sum(self.width(layer) * inputs, 0, &move |lines, i| {
                lines.here = Quantity::Weight.at(layer, i / inputs, i % inputs);
                let w = lines.value_of(Quantity::Weight);
                if squares {
                    lines.write(&[Power, W, Two]);
                    w * w
                } else {
                    lines.write(&[Call(Function::Absolute), W]);
                    w.abs()
                }
            });
        }
    }

    /// y ln a + (1 − y) ln(1 − a), a within its bounds.
    fn logarithms(&mut self) {
        let a = self.value_of(Quantity::Activation);
        let sigmoid = self.run.network().activation(self.here.layer) == Activation::Sigmoid;
        let p: &[Symbol] = if !sigmoid && a < Loss::CLIP {
            &[Plus, Least, Because(Note::Clipped)]
        } else if !sigmoid && a > 1.0 - Loss::CLIP {
            &[Plus, Largest, Because(Note::Clipped)]
        } else {
            &[A]
        };
        self.write(&[Plus, Times, Y, LN]);
        self.write(p);
        self.write(&[Times, Plus, One, Minus, Y, LN, Plus, One, Minus]);
        self.write(p);
    }

    /// −ln σ(z) = ln(1 + e⁻ᶻ) for y = 1, −ln(1 − σ(z)) = ln(1 + eᶻ) for y = 0, and where these
    /// exponentials could overflow, ln(1 + eˣ) = x + ln(1 + e⁻ˣ).
    fn softplus(&mut self) {
        let positive = self.value_of(Quantity::PreActivation) > 0.0;
        let one = self.value_of(Quantity::Target) == 1.0;
        self.write(match (one, positive) {
            (true, true) => &[LN, Plus, One, EXP, Minus, Z],
            (true, false) => &[Plus, Minus, Z, LN, Plus, One, EXP, Z],
            (false, true) => &[Plus, Z, LN, Plus, One, EXP, Minus, Z],
            (false, false) => &[LN, Plus, One, EXP, Z],
        });
    }
}
