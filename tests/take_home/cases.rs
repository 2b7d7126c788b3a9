//! Moments of runs of every kind.

use serde_json::{Value as Json, json};
use xor_lab::training::{Hyperparameters, PRESETS};

use crate::case::{Case, start, with};
use crate::changes::changes;
use crate::common::RULES;

/// Runs that come to the same loss with NumPy, up to the last digits.
pub fn all() -> Vec<Case> {
    let mut cases = presets();
    cases.extend(optimizers());
    cases.extend(starts());
    cases.extend(losses());
    cases.extend(mistakes());
    cases.extend(data());
    cases.extend(batches());
    cases.extend(changes());
    cases
}

/// Runs of the published gradient whose end hangs on rounding (README, "What always holds").
pub fn chaotic() -> Vec<Case> {
    let of = |seed: u32| {
        let run = json!({ "gradient": "activation-index", "seed": seed });
        Case::trained(&format!("as published, seed {seed}"), &run, 5000)
    };
    [19, 72].map(of).into()
}

/// Runs whose loss stops being finite.
pub fn diverged() -> Vec<Case> {
    let mut cases = Vec::new();
    for (output, batch_size, rate) in [
        ("identity", json!(null), 9.0),
        ("identity", json!(3), 3.0),
        ("leaky-relu", json!(null), 1.0),
        ("sigmoid", json!(null), 1.0),
    ] {
        let run = json!({
            "activation": "leaky-relu", "outputActivation": output, "hidden": [4],
            "loss": if output == "sigmoid" { "cross-entropy" } else { "squared-error" },
            "gradient": if output == "identity" { "exact" } else { "wrong-sign" },
            "learningRate": rate, "batchSize": batch_size,
        });
        let case = Case::trained(output, &with(&ten_points(), run), 10_000);
        assert!(case.moment["loss"].is_null(), "{} is finite", case.name);
        cases.push(case);
    }
    cases
}

fn presets() -> Vec<Case> {
    let mut cases = Vec::new();
    for name in PRESETS {
        let preset = json!(Hyperparameters::preset(name).unwrap());
        for to in [(0, 0), (1, 0), (7, 0), (130, 0)] {
            cases.push(Case::new(name, &preset, Vec::new(), to));
        }
        if name == "playground" {
            cases.push(Case::new(name, &preset, Vec::new(), (0, 1)));
            cases.push(Case::new(name, &preset, Vec::new(), (3, 4)));
        } else {
            cases.push(Case::trained(name, &preset, 5000));
        }
    }
    cases
}

/// Ten points, so that the last of four batches of three is smaller.
pub fn ten_points() -> Json {
    json!({
        "dataset": "moons", "samples": 10, "noise": 0.1, "hidden": [3], "activation": "tanh",
        "reduction": "mean", "learningRate": 0.03, "seed": 4,
    })
}

fn optimizers() -> Vec<Case> {
    let settings = json!({ "momentum": 0.8, "beta1": 0.85, "beta2": 0.97 });
    let of = |rule: &str| {
        let rule_alone = with(
            &with(&ten_points(), settings.clone()),
            json!({ "optimizer": rule }),
        );
        let in_batches = with(&rule_alone, json!({ "batchSize": 3 }));
        [rule_alone, in_batches].map(|run| Case::trained(rule, &run, 60))
    };
    RULES.into_iter().flat_map(of).collect()
}

fn starts() -> Vec<Case> {
    let given = json!({
        "init": "given",
        "weights": [[[0.5, -1e-7], [2.0, 0.1], [-0.0, 123456.7]], [[0.25, 1.0, -1e-6]]],
        "biases": [[0.1, 0.0, -3.0], [1e-300]],
    });
    let mut cases = vec![Case::trained("given", &with(&ten_points(), given), 20)];
    for init in [
        "numpy-randn",
        "xavier-uniform",
        "xavier-normal",
        "he-uniform",
        "he-normal",
        "zeros",
    ] {
        for hidden in [json!([]), json!([5]), json!([3, 2, 4])] {
            for seed in [0, 42, u32::MAX] {
                let init_alone = json!({ "init": init, "hidden": hidden, "seed": seed });
                let run = with(&ten_points(), init_alone);
                cases.push(Case::trained(&format!("{init} {hidden} {seed}"), &run, 15));
            }
        }
    }
    cases
}

const ACTIVATIONS: [&str; 5] = ["sigmoid", "tanh", "relu", "leaky-relu", "identity"];

fn losses() -> Vec<Case> {
    let mut cases = Vec::new();
    for (i, hidden) in ACTIVATIONS.into_iter().enumerate() {
        for output in ACTIVATIONS {
            let reduction = ["sum", "mean"][i % 2];
            for loss in ["cross-entropy", "squared-error"] {
                let run = json!({
                    "activation": hidden, "outputActivation": output, "loss": loss,
                    "reduction": reduction, "learningRate": 0.01, "hidden": [3, 2],
                });
                let name = format!("{hidden} {output} {loss}");
                cases.push(Case::trained(&name, &with(&ten_points(), run), 12));
            }
        }
    }
    cases
}

/// All gradients but the exact one.
pub const MISTAKES: [&str; 5] = [
    "activation-index",
    "no-derivative",
    "wrong-sign",
    "stale-order",
    "frozen-biases",
];

fn mistakes() -> Vec<Case> {
    let mut cases = Vec::new();
    let penalties = json!({ "l1": 0.001, "l2": 0.01, "batchSize": 4 });
    for gradient in ["exact"].into_iter().chain(MISTAKES) {
        for rule in RULES {
            for output in ["sigmoid", "tanh"] {
                let run = json!({
                    "hidden": [2, 3], "gradient": gradient, "optimizer": rule,
                    "outputActivation": output, "loss": "squared-error",
                });
                let name = format!("{gradient} {rule} {output}");
                let run = with(&ten_points(), run);
                cases.push(Case::trained(&name, &run, 9));
                let run = with(&run, penalties.clone());
                cases.push(Case::trained(&format!("{name} with penalties"), &run, 9));
            }
        }
        let own = json!({ "gradient": gradient });
        cases.push(Case::trained(gradient, &own, 20));
        if gradient != "activation-index" {
            let run = with(&own, json!({ "hidden": [], "l1": 0.01 }));
            cases.push(Case::trained(
                &format!("{gradient} without hidden layers"),
                &run,
                20,
            ));
        }
    }
    for (l1, l2) in [(0.01, 0.0), (0.0, 0.1)] {
        let run = json!({ "l1": l1, "l2": l2 });
        cases.push(Case::trained(&format!("l1 {l1}, l2 {l2}"), &run, 50));
    }
    cases
}

fn data() -> Vec<Case> {
    let mut cases = Vec::new();
    let points: Vec<[f64; 3]> = (0..30)
        .map(|i| {
            let x = f64::from(i) / 7.0;
            [
                x - 2.0,
                [1e-7, 123.5, -0.0][i as usize % 3],
                f64::from(i % 2),
            ]
        })
        .collect();
    let one = [[0.3, 1e-3, 1.0]];
    for (name, points) in [("own points", json!(points)), ("one point", json!(one))] {
        let run = json!({ "dataset": "points", "points": points, "learningRate": 0.01 });
        cases.push(Case::trained(name, &run, 10));
    }
    for dataset in [
        "xor", "and", "or", "nand", "xnor", "circles", "moons", "spirals", "blobs",
    ] {
        for (samples, noise, seed) in [
            (None, 0.0, 0),
            (Some(21), 0.1, 42),
            (Some(1), 0.0, 1),
            (Some(6), 0.25, u32::MAX),
        ] {
            let run = json!({
                "dataset": dataset, "samples": samples, "noise": noise, "seed": seed,
                "reduction": "mean",
            });
            let name = format!("{samples:?} of {dataset}, noise {noise}");
            cases.push(Case::trained(&name, &run, 10));
        }
    }
    cases
}

fn batches() -> Vec<Case> {
    let mut cases = Vec::new();
    for size in [1, 3, 5, 9, 10, 400] {
        for to in [(4, 0), (0, 1), (4, 1), (5, 2)] {
            let run = with(&ten_points(), json!({ "batchSize": size }));
            let run_there = start(&run);
            if to.1 < run_there.steps_per_epoch() {
                cases.push(Case::new(
                    &format!("batches of {size}"),
                    &run,
                    Vec::new(),
                    to,
                ));
            }
        }
    }
    cases
}
