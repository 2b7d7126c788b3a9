//! What a figure gives away of a run: scripts and notebooks, each of which trains the run of this
//! crate again with NumPy and comes to its loss, and its losses as CSV. JavaScript writes them, so
//! this needs Node beside a Python with NumPy, which `NUMPY` names: `cargo xtask test` has both.

#![cfg(not(target_arch = "wasm32"))]

mod case;
mod cases;
mod changes;
#[path = "../common/mod.rs"]
mod common;
#[path = "../common/script.rs"]
mod script;
mod tools;

use case::{Case, with};
use cases::{all, chaotic, diverged, ten_points};
use serde_json::{Value as Json, json};
use tools::{Outcome, node, run, taken_home};
use xor_lab::training::{Hyperparameters, Run};

const SAME: &str = "It is the same run.";
const CHAOTIC: &str = "This run is chaotic";
const ANOTHER: &str = "AssertionError: this is another run";

/// The code cells of a notebook.
fn code(notebook: &Json) -> Vec<String> {
    let cells = notebook["cells"].as_array().unwrap().iter();
    let code = cells.filter(|cell| cell["cell_type"] == "code");
    let source = |cell: &Json| cell["source"].as_str().unwrap().to_owned();
    code.map(source).collect()
}

/// Runs the scripts of some cases, changed before.
fn outcomes(cases: &[Case], change: impl Fn(&str) -> String) -> Vec<Outcome> {
    let written = taken_home(cases).into_iter();
    let scripts: Vec<_> = written.map(|(script, _)| vec![change(&script)]).collect();
    run(&scripts)
}

/// Fails unless all scripts do, because they end at another loss.
#[track_caller]
fn assert_all_fail(cases: &[Case], change: impl Fn(&str) -> String) {
    for (case, outcome) in cases.iter().zip(outcomes(cases, change)) {
        assert_eq!(outcome.error.as_deref(), Some(ANOTHER), "{}", case.name);
    }
}

/// A script that learns so many times as fast.
fn faster(script: &str, times: f64) -> String {
    let mut changed = String::new();
    for line in script.lines() {
        match line.split_once("learning_rate = ") {
            Some((before, rate)) => {
                let rate = times * rate.parse::<f64>().unwrap();
                changed += &format!("{before}learning_rate = {rate}\n");
            }
            None => changed += &format!("{line}\n"),
        }
    }
    changed
}

#[test]
#[ignore = "needs Node and NumPy"]
fn scripts_and_notebooks_come_to_the_same_loss() {
    let cases = all();
    let written = taken_home(&cases);
    let runs: Vec<_> = written
        .into_iter()
        .flat_map(|(script, notebook)| [vec![script], code(&notebook)])
        .collect();
    for (i, Outcome { printed, error }) in run(&runs).into_iter().enumerate() {
        let (name, kind) = (&cases[i / 2].name, ["script", "notebook"][i % 2]);
        assert_eq!(error, None, "{name}, {kind}: {printed}");
        assert!(printed.contains(SAME), "{name}, {kind}: {printed}");
        assert!(!printed.contains(CHAOTIC), "{name}, {kind}: {printed}");
    }
}

#[test]
#[ignore = "needs Node and NumPy"]
fn a_script_that_learns_a_hundredth_faster_fails() {
    let all = all();
    let count = all.len();
    let cases: Vec<_> = all
        .into_iter()
        .filter(Case::depends_on_learning_rate)
        .collect();
    assert!(4 * cases.len() > 3 * count, "{} of {count}", cases.len());
    assert_all_fail(&cases, |script| faster(script, 1.01));
}

#[test]
#[ignore = "needs Node and NumPy"]
fn a_script_of_another_run_fails() {
    let run = json!({
        "batchSize": 3, "optimizer": "adam", "l1": 0.01, "l2": 0.01, "hidden": [2],
        "loss": "squared-error", "init": "xavier-uniform",
    });
    let case = Case::trained("a run", &with(&ten_points(), run), 30);
    let mistaken = [
        json!({ "dataset": "circles" }),
        json!({ "samples": 11 }),
        json!({ "noise": 0.101 }),
        json!({ "hidden": [2, 2] }),
        json!({ "activation": "sigmoid" }),
        json!({ "outputActivation": "tanh" }),
        json!({ "loss": "cross-entropy" }),
        json!({ "reduction": "sum" }),
        json!({ "init": "he-uniform" }),
        json!({ "seed": 5 }),
        json!({ "optimizer": "nesterov" }),
        json!({ "batchSize": 4 }),
        json!({ "beta1": 0.901 }),
        json!({ "beta2": 0.9991 }),
        json!({ "l1": 0.0101 }),
        json!({ "l2": 0.0101 }),
        json!({ "gradient": "activation-index" }),
        json!({ "gradient": "stale-order" }),
    ];
    assert_all_fail(&mistaken.map(|others| case.mistaken(others)), str::to_owned);
}

#[test]
#[ignore = "needs Node and NumPy"]
fn a_chaotic_run_is_told_to_be_one() {
    let cases = chaotic();
    for (case, outcome) in cases.iter().zip(outcomes(&cases, str::to_owned)) {
        let Outcome { printed, error } = outcome;
        assert_eq!(error, None, "{}: {printed}", case.name);
        assert!(printed.contains(CHAOTIC), "{}: {printed}", case.name);
    }
}

#[test]
#[ignore = "needs Node and NumPy"]
fn a_run_that_diverged_does_so_in_the_same_epoch() {
    let cases = diverged();
    for (case, outcome) in cases.iter().zip(outcomes(&cases, str::to_owned)) {
        let Outcome { printed, error } = outcome;
        assert_eq!(error, None, "{}: {printed}", case.name);
        assert!(printed.contains("diverged in epoch"), "{printed}");
        assert!(!printed.contains(CHAOTIC), "{}: {printed}", case.name);
    }
    assert_all_fail(&cases, |script| faster(script, 0.01));
}

#[test]
#[ignore = "needs Node"]
fn a_notebook_has_the_form_of_nbformat() {
    for (case, (_, notebook)) in all().iter().zip(taken_home(&all())) {
        let keys =
            |value: &Json| -> Vec<_> { value.as_object().unwrap().keys().cloned().collect() };
        let name = &case.name;
        assert_eq!(
            keys(&notebook),
            ["cells", "metadata", "nbformat", "nbformat_minor"]
        );
        assert_eq!([&notebook["nbformat"], &notebook["nbformat_minor"]], [4, 5]);
        let mut ids = Vec::new();
        for cell in notebook["cells"].as_array().unwrap() {
            let common = ["cell_type", "id", "metadata", "source"];
            match cell["cell_type"].as_str().unwrap() {
                "markdown" => assert_eq!(keys(cell), common, "{name}"),
                "code" => {
                    let all = [
                        "cell_type",
                        "execution_count",
                        "id",
                        "metadata",
                        "outputs",
                        "source",
                    ];
                    assert_eq!(keys(cell), all, "{name}");
                    assert_eq!(
                        [&cell["execution_count"], &cell["outputs"]],
                        [&json!(null), &json!([])]
                    );
                }
                other => panic!("{name}: a cell of type {other}"),
            }
            let id = cell["id"].as_str().unwrap();
            let allowed = |letter: char| letter.is_ascii_alphanumeric() || letter == '-';
            assert!(
                !id.is_empty() && id.len() <= 64 && id.chars().all(allowed),
                "{id}"
            );
            assert!(!ids.contains(&id), "{name}: two cells are {id}");
            ids.push(id);
        }
    }
}

#[test]
#[ignore = "needs Node"]
fn a_script_says_where_it_is_from_and_how_long_it_takes() {
    let mut case = Case::trained("short", &json!({}), 5);
    let comments = |case: &Case| -> String {
        let (script, _) = taken_home(std::slice::from_ref(case)).remove(0);
        let comments = script.lines().take_while(|line| line.starts_with('#'));
        comments.map(|line| line[1..].to_owned()).collect()
    };
    let short = comments(&case);
    assert!(short.starts_with(" A run of XOR Lab"), "{short}");
    assert!(short.contains("https://example.org/#a"), "{short}");
    assert!(!short.contains("takes"), "{short}");
    case.moment["at"] = json!([100_000_000, 0]);
    let long = comments(&case);
    assert!(long.contains("It takes about 70 minutes"), "{long}");
}

#[test]
#[ignore = "needs Node"]
fn losses_are_written_with_all_digits() {
    let mut run = Run::new(Hyperparameters::default()).unwrap();
    run.train(40);
    let losses: Vec<_> = (0..=40)
        .map(|epoch| run.history().loss_at(epoch).unwrap())
        .collect();
    let csv = |exact: usize, spans: Json| -> String {
        let history = json!({ "losses": losses, "exact": exact, "spans": spans });
        serde_json::from_value(node("losses.js", &history)).unwrap()
    };
    let text = csv(41, json!({}));
    let (head, rows) = text.split_once('\n').unwrap();
    assert_eq!(head, "epoch,loss");
    let parse =
        |row: &str| -> Vec<f64> { row.split(',').map(|cell| cell.parse().unwrap()).collect() };
    let rows: Vec<_> = rows.lines().map(parse).collect();
    let wanted: Vec<_> = (0..)
        .zip(&losses)
        .map(|(epoch, &loss)| vec![f64::from(epoch), loss])
        .collect();
    assert_eq!(rows, wanted);

    let text = csv(1, json!({ "1": [0.1, 0.3, 32], "33": [0.05, 0.2, 39] }));
    let wanted = format!(
        "first_epoch,last_epoch,smallest_loss,largest_loss\n0,0,{0},{0}\n1,32,0.1,0.3\n33,39,0.05,0.2\n40,40,NaN,NaN\n",
        losses[0],
    );
    assert_eq!(text, wanted);
}
