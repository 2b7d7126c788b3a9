//! Formulas as they are written here: in symbols, before there are numbers.

use super::cell::Quantity;
use super::node::{Function, Node, Note, Setting};
use crate::engine::{Activation, Loss};

/// A part of a formula in prefix order. So that formulas are constants, it says which quantity and
/// leaves open of which layer, row and column.
#[derive(Clone, Copy)]
pub(super) enum Symbol {
    /// The sum of two operands.
    Plus,
    /// The product of two operands.
    Times,
    Minus,
    Over,
    Power,
    Call(Function),
    /// At the place at hand.
    Here(Quantity),
    Chosen(Setting),
    Because(Note),
    Zero,
    One,
    Two,
    /// The slope of the leaky ReLU below zero.
    Leak,
    /// The least and the largest output that the cross-entropy sees.
    Least,
    Largest,
}

pub(super) const W: Symbol = Symbol::Here(Quantity::Weight);
pub(super) const Z: Symbol = Symbol::Here(Quantity::PreActivation);
pub(super) const A: Symbol = Symbol::Here(Quantity::Activation);
pub(super) const Y: Symbol = Symbol::Here(Quantity::Target);
pub(super) const LN: Symbol = Symbol::Call(Function::Ln);
pub(super) const EXP: Symbol = Symbol::Call(Function::Exp);

impl Symbol {
    /// The node for it, if neither cell nor setting.
    pub(super) fn node(self) -> Node {
        Node::Number(match self {
            Symbol::Plus => return Node::Sum(2),
            Symbol::Times => return Node::Product(2),
            Symbol::Minus => return Node::Minus,
            Symbol::Over => return Node::Over,
            Symbol::Power => return Node::Power,
            Symbol::Call(function) => return Node::Call(function),
            Symbol::Because(note) => return Node::Note(note),
            Symbol::Zero | Symbol::Here(_) | Symbol::Chosen(_) => 0.0,
            Symbol::One => 1.0,
            Symbol::Two => 2.0,
            Symbol::Leak => Activation::LEAK,
            Symbol::Least => Loss::CLIP,
            Symbol::Largest => 1.0 - Loss::CLIP,
        })
    }
}
