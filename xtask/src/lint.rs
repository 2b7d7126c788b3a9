//! `cargo xtask lint`.

use std::process::Command;

use anyhow::Result;
use xtask::workspace;

use crate::command::{cargo, heading, step};
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

    step("formatting", &mut cargo(["fmt", "--all", "--check"]))?;

    let mut clippy = cargo(["clippy", "--workspace", "--all-targets"]);
    step("clippy", clippy.args(["--", "-D", "warnings"]))?;
    let mut clippy = cargo(["clippy", "--all-targets", "--target", tools::WASM]);
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
        let mut tsc = Command::new("npx");
        tsc.args(["--yes", "--package", TYPESCRIPT, "--", "tsc", "--noEmit"])
            .args(["--project", project])
            .current_dir(workspace::root());
        step(&format!("types of the JavaScript in {project}"), &mut tsc)?;
    }

    println!("\nnothing to complain about");
    Ok(())
}
