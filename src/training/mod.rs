//! A run in time: hyperparameters → run → history.
//!
//! - [`hyperparameters`]: the one validated type, and the limits it enforces; [`presets`]
//! - [`run`]: a network, its data, its optimizer and its history, step by step
//! - [`history`]: the loss of every epoch in bounded memory
//! - [`sweep`]: the same run over many seeds

pub mod history;
pub mod hyperparameters;
pub mod limits;
pub mod presets;
pub mod run;
pub mod sweep;

pub use history::{History, Span};
pub use hyperparameters::Hyperparameters;
pub use limits::{HyperparameterError, Value};
pub use presets::PRESETS;
pub use run::Run;
pub use sweep::Sweep;
