//! A run in time, forwards and back: hyperparameters → run → history.
//!
//! - [`hyperparameters`]: the one validated type, and the limits it enforces; [`presets`]
//! - [`run`]: a network, its data, its optimizer and its history, step by step, `batches` by
//!   batches; [`update`]: what the next step will do; [`gradient_check`]
//! - [`travel`]: any epoch again; [`edits`]: numbers set by hand, taken back and made again;
//!   [`moment`]: where a run is and how it came there, as data, and
//!   `link` as the end of an address
//! - `timeline`: what a run has recorded: [`history`], the loss of every epoch in bounded memory;
//!   [`checkpoints`] to train again from; changes
//! - [`sweep`]: the same run over many seeds

mod batches;
pub mod checkpoints;
pub mod edits;
pub mod gradient_check;
pub mod history;
pub mod hyperparameters;
pub mod limits;
#[cfg(not(target_arch = "wasm32"))]
pub mod link;
pub mod moment;
pub mod presets;
pub mod run;
pub mod sweep;
mod timeline;
pub mod travel;
pub mod update;

pub use gradient_check::{Check, GradientCheck};
pub use history::{History, Span};
pub use hyperparameters::Hyperparameters;
pub use limits::{HyperparameterError, Value};
pub use moment::{Done, Moment};
pub use presets::PRESETS;
pub use run::Run;
pub use sweep::Sweep;
pub use timeline::Position;
pub use update::NextUpdate;
