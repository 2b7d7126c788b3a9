//! What formulas are made of.

use super::cell::Cell;

/// A node of an expression, which stands in prefix order: its operands follow it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Node {
    /// The number in a cell.
    Value(Cell, f64),
    /// A constant.
    Number(f64),
    /// A setting of the run.
    Setting(Setting, f64),
    /// The sum of so many operands.
    Sum(usize),
    /// The product of so many operands.
    Product(usize),
    /// The operand with the other sign.
    Minus,
    /// The first operand over the second.
    Over,
    /// The first operand to the power of the second.
    Power,
    /// A function of one operand.
    Call(Function),
    /// So many terms more of a sum that would be too long, and what they come to.
    Rest(usize, f64),
    /// A term that adds nothing to a sum, but says why the other one is what it is.
    Note(Note),
}

/// What somebody has chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Setting {
    /// α.
    LearningRate,
    /// μ.
    Momentum,
    /// β₁.
    Beta1,
    /// β₂.
    Beta2,
    /// ε.
    Epsilon,
    /// λ₁, the weight of Σ|w|.
    L1,
    /// λ₂, the weight of ½Σw².
    L2,
    /// β₁ᵗ, the product of the β₁ of all updates up to this one.
    Beta1Power,
    /// β₂ᵗ.
    Beta2Power,
}

/// A function of one number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Function {
    /// eˣ.
    Exp,
    /// ln x.
    Ln,
    /// √x.
    Sqrt,
    /// tanh x.
    Tanh,
    /// max(0, x).
    Positive,
    /// |x|.
    Absolute,
    /// −1, 0 or 1.
    Sign,
    /// σ(x).
    Sigmoid,
}

/// Why a term is what it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Note {
    /// z ≤ 0.
    NotPositive,
    /// z > 0.
    Positive,
    /// The output has left the range in which the cross-entropy sees it.
    Clipped,
    /// By mistake.
    Forgotten,
}
