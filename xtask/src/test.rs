//! `cargo xtask test`.

use anyhow::Result;

use crate::command::{cargo, heading, step};
use crate::library;
use crate::tools;
use crate::wasm::Profile;

/// Runs every test there is, the quickest to fail first.
pub fn test() -> Result<()> {
    step("native tests", &mut cargo(["test", "--lib", "--tests"]))?;
    step("documentation tests", &mut cargo(["test", "--doc"]))?;
    step(
        "tests of the build tool",
        &mut cargo(["test", "--package", "xtask"]),
    )?;
    heading("the crate without the web, and its package");
    library::check()?;

    heading("what the wasm tests need");
    tools::wasm_target()?;
    tools::node()?;
    step(
        "the runner of the wasm tests",
        &mut cargo(["build", "--package", "wasm-test-runner"]),
    )?;
    step(
        "wasm tests, in Node",
        &mut cargo(["test", "--tests", "--target", tools::WASM]),
    )?;

    heading("what scripts taken home need");
    let mut take_home = cargo(["test", "--test", "take_home", "--", "--ignored"]);
    take_home.env("NUMPY", tools::numpy()?);
    step("scripts taken home, in NumPy", &mut take_home)?;

    heading("the page");
    crate::build(Profile::Release)?;

    heading("what the browser tests need");
    tools::chromium()?;
    tools::npm()?;
    let mut browser = cargo(["test", "--package", "browser-tests"]);
    // One browser at a time: some tests measure how smoothly the page runs.
    step(
        "tests in Chromium",
        browser.args(["--", "--test-threads=1"]),
    )?;

    println!("\nevery test passes");
    Ok(())
}
