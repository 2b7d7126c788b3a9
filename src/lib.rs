//! # XOR Lab
//!
//! Watch a neural network learn XOR, live, with every weight and every activation in sight.
//!
//! Read in this order, each layer knowing only those before it:
//!
//! 1. [`engine`]: the mathematics of one network, plain `Vec<f64>`
//! 2. [`training`]: a run in time, from hyperparameters to history
//! 3. [`view`]: what to draw, and how, on any plotters backend
//! 4. `web` (wasm32 only): the one place that knows the browser
//!
//! ```
//! use xor_lab::training::{Hyperparameters, Run};
//!
//! let mut run = Run::new(Hyperparameters::preset("corrected")?)?;
//! run.train(5000);
//! assert!(run.loss() < 0.002);
//! assert_eq!(run.accuracy(), 1.0);
//! # Ok::<(), xor_lab::training::HyperparameterError>(())
//! ```
//!
//! A [`Run`](training::Run) goes to any of its epochs again, and shows its gradients beside slopes
//! that are measured; a [`Sweep`](training::Sweep) trains many of them; [`view`] draws them. The
//! examples `notebook` and `seeds` are programs that do so.

#![warn(missing_docs)]

pub mod engine;
mod text;
pub mod training;
pub mod view;
#[cfg(target_arch = "wasm32")]
mod web;
