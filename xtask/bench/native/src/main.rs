//! The engine outside of the browser, as a process: the first line it reads is the task; each
//! later one is a number of epochs to train, answered with the seconds that took and the bits of
//! the loss.

use std::io::{BufRead, stdin};
use std::time::Instant;

use anyhow::{Context, Result, anyhow};
use serde::Deserialize;
use xor_lab::training::{Hyperparameters, Run};

/// What the engine needs of a task; the rest it knows by itself.
#[derive(Deserialize)]
struct Task {
    hyperparameters: Hyperparameters,
}

fn main() -> Result<()> {
    let mut lines = stdin().lock().lines();
    let task = lines.next().context("a task comes first")??;
    let Task { hyperparameters } = serde_json::from_str(&task)?;
    let mut run = Run::new(hyperparameters).map_err(|error| anyhow!("{error}"))?;
    println!("{}", env!("CARGO_PKG_VERSION"));
    for line in lines {
        let epochs = line?.parse()?;
        let before = Instant::now();
        run.train(epochs);
        let seconds = before.elapsed().as_secs_f64();
        println!("{seconds} {:016x}", run.loss().to_bits());
    }
    Ok(())
}
