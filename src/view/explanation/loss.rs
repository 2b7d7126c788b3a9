//! The loss on all the data, and the penalties.

use super::backward::clipped;
use super::cell::Quantity;
use super::lines::Explanation;
use super::node::Node::{Call, Minus, Note, Number, Over, Power, Product, Setting, Sum};
use super::node::{self, Function, Node};
use crate::engine::{Activation, Loss, Reduction};

impl Explanation<'_> {
    /// The losses of the examples, their sum or mean, plus λ₁·Σ|w| + λ₂·Σw²/2.
    pub(super) fn explain_loss(&mut self) {
        let layer = self.run.network().layers();
        let sigmoid = self.run.network().activation(layer) == Activation::Sigmoid;
        match self.run.hyperparameters().loss {
            Loss::SquaredError => self.explain_losses(&[], 1.0, &Self::squared_error),
            Loss::CrossEntropy => {
                // −0 ln 0 is nothing in the textbook and not a number in arithmetic.
                let mut outputs = self.run.pass().a_of(layer, 0).iter();
                if !sigmoid || outputs.all(|a| *a != 0.0 && *a != 1.0) {
                    self.explain_losses(&[Minus], -1.0, &Self::logarithms);
                }
                if sigmoid {
                    self.explain_losses(&[], 1.0, &Self::softplus);
                }
            }
        }
    }

    /// A line in which `one` writes what each example adds to the sum, which is its loss times
    /// `sign`; `start` begins the sum.
    fn explain_losses(&mut self, start: &[Node], sign: f64, one: &dyn Fn(&mut Self, usize)) {
        let hyperparameters = self.run.hyperparameters();
        let (l1, l2) = (hyperparameters.l1, hyperparameters.l2);
        let examples = self.run.points().len();
        let penalties = usize::from(l1 != 0.0) + usize::from(l2 != 0.0);
        self.line(&[]);
        if penalties > 0 {
            self.write(&[Sum(1 + penalties)]);
        }
        let mean = hyperparameters.reduction == Reduction::Mean;
        if mean {
            self.write(&[Over]);
        }
        self.write(start);
        self.write(&[Sum(Self::shown(examples))]);
        self.terms(examples, &|lines, example| {
            one(lines, example);
            let [z, a, y] = lines.output(example).map(Node::value);
            let activation = lines.run.network().activation(lines.run.network().layers());
            sign * hyperparameters.loss.value(activation, z, a, y)
        });
        if mean {
            self.write(&[Number(examples as f64)]);
        }
        if l1 != 0.0 {
            self.write(&[Product(2), Setting(node::Setting::L1, l1)]);
            self.weights(&|lines, w| {
                lines.write(&[Call(Function::Absolute), w]);
                w.value().abs()
            });
        }
        if l2 != 0.0 {
            self.write(&[Over, Product(2), Setting(node::Setting::L2, l2)]);
            self.weights(&|lines, w| {
                lines.write(&[Power, w, Number(2.0)]);
                w.value() * w.value()
            });
            self.write(&[Number(2.0)]);
        }
    }

    /// z, a and y of an example.
    fn output(&self, example: usize) -> [Node; 3] {
        let layer = self.run.network().layers();
        [
            self.number(Quantity::PreActivation, layer, example, 0),
            self.number(Quantity::Activation, layer, example, 0),
            self.number(Quantity::Target, 0, example, 0),
        ]
    }

    /// (a − y)².
    fn squared_error(&mut self, example: usize) {
        let [_, a, y] = self.output(example);
        self.write(&[Power, Sum(2), a, Minus, y, Number(2.0)]);
    }

    /// y ln a + (1 − y) ln(1 − a), a within its bounds.
    fn logarithms(&mut self, example: usize) {
        let [_, a, y] = self.output(example);
        let layer = self.run.network().layers();
        let sigmoid = self.run.network().activation(layer) == Activation::Sigmoid;
        let bound = if sigmoid { None } else { clipped(a.value()) };
        let a = match bound {
            Some(bound) => vec![Sum(2), Number(bound), Note(node::Note::Clipped)],
            None => vec![a],
        };
        let ln = Call(Function::Ln);
        self.write(&[Sum(2), Product(2), y, ln]);
        self.write(&a);
        self.write(&[Product(2), Sum(2), Number(1.0), Minus, y]);
        self.write(&[ln, Sum(2), Number(1.0), Minus]);
        self.write(&a);
    }

    /// −ln σ(z) = ln(1 + e⁻ᶻ) for y = 1, −ln(1 − σ(z)) = ln(1 + eᶻ) for y = 0, and where these
    /// exponentials could overflow, ln(1 + eˣ) = x + ln(1 + e⁻ˣ).
    fn softplus(&mut self, example: usize) {
        let [z, _, y] = self.output(example);
        let (z, minus_z): (&[Node], &[Node]) = (&[z], &[Minus, z]);
        let positive = z[0].value() > 0.0;
        let (x, minus_x) = if y.value() == 1.0 {
            (minus_z, z)
        } else {
            (z, minus_z)
        };
        let exponent = if positive == (y.value() == 1.0) {
            x
        } else {
            self.write(&[Sum(2)]);
            self.write(x);
            minus_x
        };
        self.write(&[Call(Function::Ln), Sum(2), Number(1.0), Call(Function::Exp)]);
        self.write(exponent);
    }

    /// A sum over all weights.
    fn weights(&mut self, term: &dyn Fn(&mut Self, Node) -> f64) {
        let network = self.run.network();
        let layers = 1..=network.layers();
        let count = layers.map(|layer| network.weights(layer).len()).sum();
        self.write(&[Sum(Self::shown(count))]);
        self.terms(count, &|lines, i| {
            let (mut layer, mut place) = (1, i);
            while place >= network.weights(layer).len() {
                place -= network.weights(layer).len();
                layer += 1;
            }
            let inputs = network.sizes()[layer - 1];
            let w = lines.number(Quantity::Weight, layer, place / inputs, place % inputs);
            term(lines, w)
        });
    }
}
