//! The mathematics of one network, in reading order.
//!
//! Knows `Vec<f64>` and slices. Knows nothing of epochs, of where a seed came from, of drawing
//! or of browsers. Nothing here uses the platform's transcendental functions, fused
//! multiply-add, a clock or an unseeded random number, and every sum has one order: the same
//! calls give the same bits everywhere.
//!
//! - [`functions`]: `exp`, `ln`, `tanh`, `sigmoid`
//! - [`block`]: four examples side by side; [`constants`]: of the functions, in memory
//! - [`activation`], [`loss`]: functions and their derivatives
//! - [`network`]: sizes, parameters and the forward pass; [`pass`]: its work space
//! - [`objective`], [`backward`]: what is minimised, and its gradient, right and wrong
//! - [`optimizer`], [`step`]: from gradient to update
//! - [`shape`]: widths known when compiled; [`epochs`]: many updates in a row
//! - [`words`]: choices by name
//! - [`random`], [`initializer`], [`dataset`]: NumPy's generator, and what is drawn from it

pub mod activation;
pub mod backward;
pub mod block;
pub mod constants;
pub mod dataset;
pub mod epochs;
pub mod functions;
pub mod initializer;
pub mod loss;
pub mod network;
pub mod objective;
pub mod optimizer;
pub mod pass;
pub mod random;
pub mod shape;
pub mod step;
pub mod words;

pub use activation::Activation;
pub use backward::Gradient;
pub use block::Block;
pub use dataset::{Dataset, Point};
pub use initializer::Initializer;
pub use loss::{Loss, Reduction};
pub use network::Network;
pub use objective::Objective;
pub use optimizer::{Optimizer, Rule};
pub use pass::Pass;
pub use words::Words;
