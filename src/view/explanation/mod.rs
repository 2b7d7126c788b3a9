//! How a number of a run came to be: as a formula in other numbers of the run, with their values.
//!
//! A [`Cell`] names a number. An [`Explanation`] of it has lines, each a formula that is equal to
//! it: the first is that of the textbook, in the cells that it is computed from; later ones say
//! more where there is more to say. They tell what the engine really computes for this run, with
//! the mistake that its hyperparameters name. Numbers that are given have no line: inputs, targets
//! and the parameters as they are.
//!
//! What goes back belongs to the next update of the run ([`NextUpdate`]): the rows of δ are its
//! batch, and the gradients what it will follow.
//!
//! - [`cell`], [`node`]: what formulas are about and made of; [`lines`], `symbol`: how they are
//!   written
//! - `forward`, `loss`, `backward`, `update`: the formulas

mod backward;
pub mod cell;
mod forward;
pub mod lines;
mod loss;
pub mod node;
mod symbol;
mod update;

pub use cell::{Cell, Quantity};
pub use lines::Explanation;
pub use node::{Function, Node, Note, Setting};

use crate::training::{NextUpdate, Run};

impl Explanation<'_> {
    /// How the number in `cell` came to be; `None` if the network has no such cell.
    pub fn new<'a>(run: &'a Run, update: &'a NextUpdate, cell: Cell) -> Option<Explanation<'a>> {
        let mut lines = Explanation::of(run, update, cell)?;
        match cell.quantity {
            Quantity::PreActivation => lines.explain_z(),
            Quantity::Activation if cell.layer > 0 => lines.explain_a(),
            Quantity::Loss => lines.explain_loss(),
            Quantity::Delta if update.place_of(cell.row).is_some() => lines.explain_delta(),
            Quantity::WeightGradient => lines.explain_weight_gradient(),
            Quantity::BiasGradient => lines.explain_bias_gradient(),
            Quantity::NextWeight | Quantity::NextBias => lines.explain_update(),
            _ => {}
        }
        Some(lines)
    }
}
