//! Node and Python, each one process for all cases.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread;

use serde_json::{Value as Json, json};

use crate::cases::Case;

/// The script and the notebook of each case's moment.
pub fn taken_home(cases: &[Case]) -> Vec<(String, Json)> {
    let moments: Vec<_> = cases.iter().map(|case| &case.moment).collect();
    let written = answer(
        Command::new("node").arg(modules().join("write.mjs")),
        &json!(moments),
    );
    let written: Vec<(String, String)> = serde_json::from_value(written).unwrap();
    let parse = |(script, notebook): (String, String)| {
        (script, serde_json::from_str(&notebook).expect("a notebook is JSON"))
    };
    written.into_iter().map(parse).collect()
}

/// What Python answers to scripts, each a list of cells.
pub fn python(scripts: &Json) -> Json {
    let python = std::env::var_os("NUMPY").expect("NUMPY names a Python that has NumPy");
    let driver = here().join("run.py");
    // More threads would only be in each other's way with matrices of this size.
    answer(
        Command::new(python)
            .arg(driver)
            .env("OPENBLAS_NUM_THREADS", "1"),
        scripts,
    )
}

/// A folder in which Node takes the modules that write scripts as what they are.
pub fn modules() -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("take-home");
    let www = folder.join("www");
    fs::create_dir_all(www.join("take-home")).unwrap();
    let sources = root().join("www");
    let mut files = vec!["format.js".into()];
    for entry in fs::read_dir(sources.join("take-home")).unwrap() {
        files.push(Path::new("take-home").join(entry.unwrap().file_name()));
    }
    for file in files {
        fs::copy(sources.join(&file), www.join(&file)).unwrap();
    }
    fs::write(folder.join("package.json"), r#"{"type":"module"}"#).unwrap();
    fs::copy(here().join("write.mjs"), folder.join("write.mjs")).unwrap();
    folder
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
