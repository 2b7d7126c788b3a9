//! `cargo xtask lint`.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};
use xtask::workspace;

use crate::command::{cargo, heading, run, step};
use crate::page::Page;
use crate::tools;
use crate::wasm::Profile;

/// The version of the TypeScript compiler that checks the JavaScript.
const TYPESCRIPT: &str = "typescript@5.9.3";

/// Runs every check that is not a test.
pub fn lint() -> Result<()> {
    heading("what the lints need");
    tools::rust_lints()?;
    tools::wasm_target()?;
    tools::npx()?;
    tools::npm()?;

    step("formatting", &mut cargo(["fmt", "--all", "--check"]))?;

    let mut clippy = cargo(["clippy", "--workspace", "--all-targets"]);
    step("clippy", clippy.args(["--", "-D", "warnings"]))?;
    // The examples are programs for a terminal.
    let mut clippy = cargo(["clippy", "--lib", "--tests", "--target", tools::WASM]);
    step("clippy, for wasm", clippy.args(["--", "-D", "warnings"]))?;

    let mut doc = cargo(["doc", "--workspace", "--no-deps"]);
    step("documentation", doc.env("RUSTDOCFLAGS", "-D warnings"))?;
    let mut doc = cargo(["doc", "--no-deps", "--target", tools::WASM]);
    step(
        "documentation, for wasm",
        doc.env("RUSTDOCFLAGS", "-D warnings"),
    )?;

    heading("the page, for its types");
    Page::published(Profile::Release).build()?;
    for project in ["www", "xtask/bench"] {
        let heading = format!("types of the JavaScript in {project}");
        step(&heading, &mut tsc(workspace::root(), project))?;
    }
    heading("a program that uses the package");
    let program = program()?;
    for project in [
        "tsconfig.json",
        "tsconfig.nodenext.json",
        "tsconfig.node.json",
    ] {
        let heading = format!("types of the package, by {project}");
        step(&heading, &mut tsc(&program, project))?;
    }

    println!("\nnothing to complain about");
    Ok(())
}

fn tsc(folder: &Path, project: &str) -> Command {
    let mut tsc = Command::new("npx");
    tsc.args(["--yes", "--package", TYPESCRIPT, "--", "tsc", "--noEmit"])
        .args(["--project", project])
        .current_dir(folder);
    tsc
}

/// The program of `tests/types/package`, with the package installed as npm would from its registry;
/// its folder.
fn program() -> Result<PathBuf> {
    let folder = workspace::cache().join("types");
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    fs::create_dir_all(&folder)?;
    for entry in fs::read_dir(workspace::root().join("tests/types/package"))? {
        let entry = entry?;
        fs::copy(entry.path(), folder.join(entry.file_name()))?;
    }
    // Links would be followed, and React's types not found from there.
    run(Command::new("npm")
        .args([
            "install",
            "--install-links",
            "--no-save",
            "--prefer-offline",
        ])
        .args(["--no-audit", "--no-fund"])
        .arg(workspace::dist().join("npm"))
        .current_dir(&folder))
    .context("npm cannot install the package and the types of React")?;
    Ok(folder)
}
