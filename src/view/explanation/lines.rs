//! Writing formulas, line by line.

use super::cell::{Cell, Quantity};
use super::node::{Node, Setting};
use super::symbol::Symbol;
use crate::engine::optimizer::EPSILON;
use crate::training::{NextUpdate, Run};

/// A number and the formulas that it is equal to.
#[derive(Clone, Debug)]
pub struct Explanation<'a> {
    pub(super) run: &'a Run,
    pub(super) update: &'a NextUpdate,
    /// Where symbols stand for numbers.
    pub(super) here: Cell,
    value: f64,
    nodes: Vec<Node>,
    lines: usize,
}

impl<'a> Explanation<'a> {
    /// The most terms that a sum over inputs, neurons, examples or weights shows.
    pub const MOST_TERMS: usize = 8;

    /// One without a line yet; `None` if there is no such cell.
    pub(super) fn of(run: &'a Run, update: &'a NextUpdate, cell: Cell) -> Option<Self> {
        Some(Explanation {
            run,
            update,
            here: cell,
            value: cell.number(run, Some(update))?,
            nodes: Vec::new(),
            lines: 0,
        })
    }

    /// The number itself.
    pub fn value(&self) -> f64 {
        self.value
    }

    /// How many lines there are.
    pub fn lines(&self) -> usize {
        self.lines
    }

    /// The expressions of all lines, one after the other.
    pub fn nodes(&self) -> &[Node] {
        &self.nodes
    }

    /// Begins a line.
    #[inline(never)]
    pub(super) fn line(&mut self, formula: &[Symbol]) {
        self.lines += 1;
        self.write(formula);
    }

    /// Goes on with it.
    #[inline(never)]
    pub(super) fn write(&mut self, formula: &[Symbol]) {
        for &symbol in formula {
            match symbol {
                Symbol::Here(quantity) => {
                    self.number(self.place(quantity));
                }
                Symbol::Chosen(setting) => self.setting(setting),
                _ => self.push(symbol.node()),
            }
        }
    }

    /// By itself, so that it exists once.
    #[inline(never)]
    fn push(&mut self, node: Node) {
        self.nodes.push(node);
    }

    /// Writes the number in a cell, and gives it.
    #[inline(never)]
    pub(super) fn number(&mut self, cell: Cell) -> f64 {
        let number = cell.number(self.run, Some(self.update)).unwrap_or(f64::NAN);
        self.push(Node::Value(cell, number));
        number
    }

    /// The number of a quantity at the place at hand.
    pub(super) fn value_of(&self, quantity: Quantity) -> f64 {
        let number = self.place(quantity).number(self.run, Some(self.update));
        number.unwrap_or(f64::NAN)
    }

    /// Where a quantity has its number at the place at hand.
    fn place(&self, quantity: Quantity) -> Cell {
        let Cell {
            layer, row, column, ..
        } = self.here;
        if quantity == Quantity::Target {
            return quantity.at(0, row, 0);
        }
        if self.here.quantity != Quantity::NextBias {
            return quantity.at(layer, row, column);
        }
        match quantity {
            Quantity::Weight => Quantity::Bias.at(layer, row, 0),
            Quantity::WeightGradient => Quantity::BiasGradient.at(layer, row, 0),
            // v and s of the biases stand after those of the weights.
            _ => quantity.at(layer, row, self.width(layer - 1)),
        }
    }

    fn setting(&mut self, setting: Setting) {
        let hyperparameters = self.run.hyperparameters();
        let [beta1_power, beta2_power] = self.update.optimizer().beta_powers();
        let value = match setting {
            Setting::LearningRate => hyperparameters.learning_rate,
            Setting::Momentum => hyperparameters.momentum,
            Setting::Beta1 => hyperparameters.beta1,
            Setting::Beta2 => hyperparameters.beta2,
            Setting::Epsilon => EPSILON,
            Setting::L1 => hyperparameters.l1,
            Setting::L2 => hyperparameters.l2,
            Setting::Beta1Power => beta1_power,
            Setting::Beta2Power => beta2_power,
        };
        self.push(Node::Setting(setting, value));
    }

    /// n_i of a layer. By itself, so that what cannot happen, that there is none, is in one place.
    #[inline(never)]
    pub(super) fn width(&self, layer: usize) -> usize {
        self.run.network().sizes()[layer]
    }

    /// Begins a sum of so many operands.
    pub(super) fn begin_sum(&mut self, operands: usize) {
        self.push(Node::Sum(operands));
    }

    /// Writes a count of examples.
    pub(super) fn count(&mut self, examples: usize) {
        self.push(Node::Number(examples as f64));
    }

    /// Writes a sum of so many terms, each of which `term` writes and gives the value of, and of
    /// `more` operands, which are to follow. If there are too many terms, an operand stands for
    /// the rest of them.
    #[inline(never)]
    pub(super) fn sum(&mut self, count: usize, more: usize, term: Term<Self>) {
        let (operands, shown) = if count > Self::MOST_TERMS {
            (Self::MOST_TERMS, Self::MOST_TERMS - 1)
        } else {
            (count, count)
        };
        self.begin_sum(operands + more);
        let (mut end, mut rest) = (0, 0.0);
        for i in 0..count {
            if i == shown {
                end = self.nodes.len();
            }
            let value = term(self, i);
            if i >= shown {
                self.nodes.truncate(end);
                rest += value;
            }
        }
        if shown < count {
            self.push(Node::Rest(count - shown, rest));
        }
    }

    /// A [`sum`](Self::sum) of products of two cells each.
    pub(super) fn products(
        &mut self,
        count: usize,
        more: usize,
        factors: &dyn Fn(usize) -> [Cell; 2],
    ) {
        self.sum(count, more, &move |lines, i| {
            let [left, right] = factors(i);
            lines.push(Node::Product(2));
            lines.number(left) * lines.number(right)
        });
    }
}

/// Writes the term of this number, and gives its value.
type Term<'t, Lines> = &'t dyn Fn(&mut Lines, usize) -> f64;
