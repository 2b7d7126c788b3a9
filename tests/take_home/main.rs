//! The scripts and notebooks that figures give away: each trains the run of this crate again, with
//! NumPy, and comes to its loss. JavaScript writes them, so this needs Node beside NumPy's Python:
//! `cargo xtask test` brings both, and says in `NUMPY` what the Python is.

#![cfg(not(target_arch = "wasm32"))]

mod cases;
#[path = "../common/mod.rs"]
mod common;
#[path = "../common/script.rs"]
mod script;
mod tools;

use cases::all;
use serde_json::{Value as Json, json};
use tools::{python, taken_home};

/// Runs what is written of each moment; what each printed and how it failed.
fn outcomes(scripts: &[Vec<String>]) -> Vec<(String, Option<String>)> {
    let outcomes: Json = python(&json!(scripts));
    serde_json::from_value(outcomes).unwrap()
}

/// The code cells of a notebook.
fn code(notebook: &Json) -> Vec<String> {
    let cells = notebook["cells"].as_array().unwrap().iter();
    let code = cells.filter(|cell| cell["cell_type"] == "code");
    code.map(|cell| cell["source"].as_str().unwrap().into())
        .collect()
}

/// A script that learns one hundredth faster.
fn faster(script: &str) -> String {
    let mut lines: Vec<_> = script.lines().map(String::from).collect();
    for line in &mut lines {
        if let Some((before, rate)) = line.split_once("learning_rate = ") {
            let rate: f64 = rate.parse().unwrap();
            *line = format!("{before}learning_rate = {}", 1.01 * rate);
        }
    }
    lines.join("\n")
}

#[test]
#[ignore = "needs Node and NumPy: `cargo xtask test` has them"]
fn scripts_and_notebooks_come_to_the_same_loss() {
    let cases = all();
    let written = taken_home(&cases);
    let runs: Vec<_> = written
        .iter()
        .flat_map(|(script, notebook)| [vec![script.clone()], code(notebook)])
        .collect();
    let mut failures = String::new();
    for (i, (printed, error)) in outcomes(&runs).into_iter().enumerate() {
        let (name, kind) = (&cases[i / 2].name, ["script", "notebook"][i % 2]);
        if error.is_some() || !printed.contains("It is the same run.") || printed.contains("chaotic") {
            failures += &format!("{name}, {kind}: {error:?}\n{printed}\n");
        }
    }
    assert!(failures.is_empty(), "{failures}");
}
