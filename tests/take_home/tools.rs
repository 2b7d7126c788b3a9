//! Node and Python, each one process for many cases.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::LazyLock;
use std::thread;

use serde::Deserialize;
use serde_json::{Value as Json, json};

use crate::case::Case;

/// What came of a script.
#[derive(Deserialize)]
pub struct Outcome {
    pub printed: String,
    /// How it failed, if it did.
    pub error: Option<String>,
}

/// The script and the notebook of each case's moment.
pub fn taken_home(cases: &[Case]) -> Vec<(String, Json)> {
    let moments: Vec<_> = cases.iter().map(|case| &case.moment).collect();
    let written = node("write.js", &json!(moments));
    let written: Vec<(String, String)> = serde_json::from_value(written).unwrap();
    let parse = |(script, notebook): (String, String)| {
        let notebook = serde_json::from_str(&notebook).expect("a notebook is JSON");
        (script, notebook)
    };
    written.into_iter().map(parse).collect()
}

/// Runs scripts, each a list of cells.
pub fn run(scripts: &[Vec<String>]) -> Vec<Outcome> {
    let python = std::env::var_os("NUMPY").expect("NUMPY names a Python that has NumPy");
    let mut command = Command::new(python);
    // With matrices of this size, more threads are only in each other's way.
    command
        .arg(here().join("run.py"))
        .env("OPENBLAS_NUM_THREADS", "1");
    serde_json::from_value(answer(&mut command, &json!(scripts))).unwrap()
}

/// What a driver of this folder answers in Node.
pub fn node(driver: &str, question: &Json) -> Json {
    answer(Command::new("node").arg(MODULES.join(driver)), question)
}

/// A folder in which Node takes the page's scripts as the modules that they are, with the drivers.
static MODULES: LazyLock<PathBuf> = LazyLock::new(|| {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("take-home");
    let www = root().join("www");
    // What is no more should not be found.
    let _ = fs::remove_dir_all(&folder);
    copy_scripts(&here(), &folder);
    copy_scripts(&www, &folder.join("www"));
    copy_scripts(&www.join("take-home"), &folder.join("www/take-home"));
    fs::write(folder.join("package.json"), r#"{"type":"module"}"#).unwrap();
    folder
});

fn copy_scripts(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|extension| extension == "js") {
            fs::copy(&path, to.join(path.file_name().unwrap())).unwrap();
        }
    }
}

fn here() -> PathBuf {
    root().join("tests/take_home")
}

/// Where the crate is now, wherever it was compiled.
fn root() -> PathBuf {
    std::env::var_os("CARGO_MANIFEST_DIR")
        .expect("cargo runs the tests")
        .into()
}

/// What a program answers to JSON in JSON.
fn answer(command: &mut Command, question: &Json) -> Json {
    let command = command.stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut process = command.spawn().expect("it can be run");
    let mut input = process.stdin.take().unwrap();
    let question = question.to_string();
    let writer = thread::spawn(move || input.write_all(question.as_bytes()));
    let output = process.wait_with_output().unwrap();
    writer.join().unwrap().unwrap();
    assert!(output.status.success(), "{command:?} fails");
    serde_json::from_slice(&output.stdout).expect("it answers in JSON")
}
