//! `cargo xtask`: builds, serves and tests XOR Lab, and sets up whatever that needs.

mod addresses;
mod bench;
mod bundle;
mod command;
mod deploy;
mod digest;
mod glue;
mod hashed;
mod library;
mod lint;
mod names;
mod npm;
mod one_file;
mod order;
mod page;
mod panics;
mod publish;
mod reload;
mod script;
mod serve;
mod size;
mod style;
mod test;
mod tools;
mod wasm;
mod watch;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Result;
use clap::{Parser, Subcommand};

use crate::page::Page;
use crate::size::Sizes;
use crate::wasm::Profile;

/// Builds, serves and tests XOR Lab
#[derive(Parser)]
#[command(bin_name = "cargo xtask")]
struct Arguments {
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Build the page into dist/, for any static host
    Build {
        /// Compile with checks and names instead of optimisation
        #[arg(long)]
        debug: bool,
    },
    /// Build the page and serve it on this computer
    Serve {
        /// Build and load the page again after each edit
        #[arg(long)]
        watch: bool,
        /// The port, or the first to try if it is taken
        #[arg(long, default_value_t = 8080)]
        port: u16,
        /// Compile with checks and names instead of optimisation
        #[arg(long)]
        debug: bool,
    },
    /// Run every test: native, documentation, wasm, browser
    Test,
    /// Check formatting, lints, documentation and the types of the JavaScript
    Lint,
    /// Measure training, pictures and long runs beside others, into BENCHMARKS.md
    Bench {
        /// Fewer and shorter measurements, to see whether it works; nothing is written
        #[arg(long)]
        quick: bool,
        /// Measure `training`, `picture` or `growth` alone; nothing is written
        #[arg(long)]
        only: Option<String>,
    },
    /// Take pictures of the page in dist/, wide and narrow, light and dark
    Screenshots {
        /// Where the pictures go
        folder: PathBuf,
        /// Cut the page into pictures of at most this height, in CSS pixels
        #[arg(long)]
        cut: Option<u32>,
    },
}

fn main() -> ExitCode {
    match run(Arguments::parse().task) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("\nerror: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(task: Task) -> Result<()> {
    match task {
        Task::Build { debug } => build(if debug {
            Profile::Debug
        } else {
            Profile::Release
        }),
        Task::Serve { watch, port, debug } => match (watch, debug) {
            (false, false) => serve::serve(Profile::Release, port),
            (false, true) => serve::serve(Profile::Debug, port),
            (true, false) => serve::serve_and_watch(Profile::Watch, port),
            (true, true) => serve::serve_and_watch(Profile::Debug, port),
        },
        Task::Test => test::test(),
        Task::Lint => lint::lint(),
        Task::Bench { quick, only } => bench::bench(quick, only),
        Task::Screenshots { folder, cut } => screenshots(&folder, cut),
    }
}

/// Builds the published page. Past the budget a release build fails.
fn build(profile: Profile) -> Result<()> {
    let page = Page::published(profile);
    page.build()?;
    let sizes = Sizes::of(page.folder())?;
    sizes.print();
    if profile != Profile::Release {
        return Ok(());
    }
    sizes.check()?;
    println!("\nFor pages that should run this build and no other:");
    print!("{}", deploy::tag(page.folder())?);
    Ok(())
}

fn screenshots(folder: &Path, cut: Option<u32>) -> Result<()> {
    tools::chromium()?;
    let mut command = command::cargo(["run", "--quiet", "--package", "browser-tests"]);
    command
        .args(["--bin", "screenshots", "--"])
        .arg(std::path::absolute(folder)?);
    command.args(cut.map(|height| format!("--cut={height}")));
    command::run(&mut command)
}
