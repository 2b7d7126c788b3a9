//! Writing formulas, line by line.

use super::cell::{Cell, Quantity};
use super::node::Node;
use crate::training::{NextUpdate, Run};

/// A number and the formulas that it is equal to.
#[derive(Clone, Debug)]
pub struct Explanation<'a> {
    pub(super) run: &'a Run,
    pub(super) update: &'a NextUpdate,
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
            value: cell.number(run, update)?,
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

    /// Begins a line with these nodes.
    pub(super) fn line(&mut self, nodes: &[Node]) {
        self.lines += 1;
        self.write(nodes);
    }

    /// Goes on with these nodes.
    #[inline(never)]
    pub(super) fn write(&mut self, nodes: &[Node]) {
        self.nodes.extend_from_slice(nodes);
    }

    /// The number in a cell, as a node.
    #[inline(never)]
    pub(super) fn number(
        &self,
        quantity: Quantity,
        layer: usize,
        row: usize,
        column: usize,
    ) -> Node {
        let cell = Cell {
            quantity,
            layer,
            row,
            column,
        };
        let number = cell.number(self.run, self.update);
        Node::Value(cell, number.unwrap_or(f64::NAN))
    }

    /// How many operands [`terms`](Self::terms) writes for so many terms.
    pub(super) fn shown(count: usize) -> usize {
        count.min(Self::MOST_TERMS)
    }

    /// Operands of a sum: so many terms, each of which `term` writes and gives the value of. If
    /// they are too many, the last operand is the rest of them.
    #[inline(never)]
    pub(super) fn terms(&mut self, count: usize, term: &dyn Fn(&mut Self, usize) -> f64) {
        let shown = if count > Self::MOST_TERMS {
            Self::MOST_TERMS - 1
        } else {
            count
        };
        for i in 0..shown {
            term(self, i);
        }
        if shown < count {
            let end = self.nodes.len();
            let mut rest = 0.0;
            for i in shown..count {
                rest += term(self, i);
                self.nodes.truncate(end);
            }
            self.write(&[Node::Rest(count - shown, rest)]);
        }
    }

    /// [`terms`](Self::terms) that are products of two cells.
    pub(super) fn products(&mut self, count: usize, factors: &dyn Fn(&Self, usize) -> [Node; 2]) {
        self.terms(count, &|lines, i| {
            let [left, right] = factors(lines, i);
            lines.write(&[Node::Product(2), left, right]);
            left.value() * right.value()
        });
    }
}

impl Node {
    /// The number that it stands for by itself.
    pub(super) fn value(self) -> f64 {
        match self {
            Node::Value(_, value) | Node::Number(value) => value,
            _ => f64::NAN,
        }
    }
}
