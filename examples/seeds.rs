//! How much does the start decide? The notebook's run from many seeds, as published and corrected.
//!
//! ```console
//! cargo run --release --example seeds [SEEDS] [EPOCHS]
//! ```

use std::env;
use std::error::Error;

use xor_lab::training::{HyperparameterError, Hyperparameters, Sweep};

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = env::args().skip(1);
    let seeds = arguments.next().map_or(Ok(200), |seeds| seeds.parse())?;
    let epochs = arguments.next().map_or(Ok(5000), |epochs| epochs.parse())?;
    for preset in ["as-published", "corrected"] {
        let learnt = learnt(preset, seeds, epochs)?.len();
        println!("{preset}: {learnt} of {seeds} seeds learn XOR in {epochs} epochs");
    }
    Ok(())
}

/// The seeds from which a run ends below a loss of 0.1.
pub fn learnt(preset: &str, seeds: u32, epochs: u64) -> Result<Vec<u32>, HyperparameterError> {
    let mut sweep = Sweep::new(Hyperparameters::preset(preset)?, seeds, epochs)?;
    // In slices, in which a program with a window would draw or be stopped.
    while !sweep.advance(100_000) {}
    let losses = (0..).zip(sweep.losses());
    Ok(losses
        .filter(|&(_, &loss)| loss < 0.1)
        .map(|(seed, _)| seed)
        .collect())
}
