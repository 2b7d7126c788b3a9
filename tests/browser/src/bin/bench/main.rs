//! The benchmark: this engine beside others, pictures, and long runs, in one go.
//!
//! On a machine that does something else as well it measures that, too.

mod contender;
mod growth;
mod host;
mod machine;
mod page;
mod picture;
mod report;
mod statistics;
mod task;
mod training;

use std::fs;
use std::path::PathBuf;

use anyhow::Result;
use clap::{Parser, ValueEnum};
use serde::Serialize;
use xtask::workspace;

use crate::growth::Decade;
use crate::machine::Machine;
use crate::page::Page;
use crate::picture::Measured;
use crate::training::TaskResult;

/// What `cargo xtask bench` hands over.
#[derive(Parser)]
pub struct Arguments {
    /// Fewer and shorter measurements, to see whether it works
    #[arg(long)]
    quick: bool,
    /// Measure this alone
    #[arg(long)]
    only: Option<Part>,
    /// The engine outside of the browser
    #[arg(long)]
    native: PathBuf,
    /// npm's `node_modules`, if it is there
    #[arg(long)]
    packages: Option<PathBuf>,
    /// A Python with NumPy, if there is one
    #[arg(long)]
    python: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Part {
    Training,
    Picture,
    Growth,
}

/// Everything measured, as it is kept in `results.json`.
#[derive(Serialize)]
struct Results {
    machine: Machine,
    training: Vec<TaskResult>,
    picture: Vec<Measured>,
    growth: Vec<Decade>,
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<()> {
    let arguments = Arguments::parse();
    let wanted = |part| arguments.only.is_none_or(|only| only == part);
    let mut results = {
        let page = Page::open(arguments.packages.as_deref()).await?;
        let mut machine = Machine::of(&page).await?;
        if arguments.packages.is_none() {
            machine.packages.clear();
        }
        print!("{}", report::machine(&machine));
        Results {
            machine,
            training: Vec::new(),
            picture: Vec::new(),
            growth: Vec::new(),
        }
    };
    if wanted(Part::Training) {
        results.training = training::measure(&arguments, &mut results.machine).await?;
    }
    if wanted(Part::Picture) {
        results.picture = picture::measure(arguments.quick).await?;
        print!("{}", report::picture(&results.picture));
    }
    if wanted(Part::Growth) {
        results.growth = growth::measure(arguments.quick).await?;
        print!("{}", report::growth(&results.growth));
    }
    if arguments.quick || arguments.only.is_some() {
        println!("\nonly a whole run is written down");
        return Ok(());
    }
    let json = workspace::root().join("xtask/bench/results.json");
    fs::write(&json, serde_json::to_string_pretty(&results)? + "\n")?;
    let markdown = workspace::root().join("BENCHMARKS.md");
    let text = fs::read_to_string(&markdown)?;
    fs::write(&markdown, report::into(&text, &report::whole(&results))?)?;
    println!("\nwritten to {} and {}", markdown.display(), json.display());
    Ok(())
}
