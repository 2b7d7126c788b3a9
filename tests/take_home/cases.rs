//! Moments of runs of every kind.

use serde_json::{Value as Json, json};
use xor_lab::training::{Hyperparameters, PRESETS, Position, Run};

use crate::common::RULES;
use crate::script::{Act, Script, place, played};

/// A run and a place in it, which is what a figure gives away.
pub struct Case {
    pub name: String,
    hyperparameters: Json,
    script: Script,
    to: Position,
    /// The moment, as plain data.
    pub moment: Json,
}

impl Case {
    /// A run to which something is done, up to a place.
    fn new(name: &str, hyperparameters: &Json, script: Script, to: Position) -> Self {
        let loss = played(&start(hyperparameters), &script, to).loss();
        Self::with_loss(name, hyperparameters, script, to, loss)
    }

    /// A run that trains by itself, until an epoch or its loss is no longer finite.
    pub fn trained(name: &str, hyperparameters: &Json, epochs: u64) -> Self {
        let mut run = start(hyperparameters);
        run.train(epochs);
        Self::with_loss(name, hyperparameters, Vec::new(), place(&run), run.loss())
    }

    fn with_loss(
        name: &str,
        hyperparameters: &Json,
        script: Script,
        to: Position,
        loss: f64,
    ) -> Self {
        let changes: Vec<_> = script.iter().map(change).collect();
        Case {
            moment: json!({
                "hyperparameters": start(hyperparameters).hyperparameters(),
                "changes": changes,
                "at": to,
                "loss": loss,
            }),
            name: format!("{name}, {to:?}"),
            hyperparameters: hyperparameters.clone(),
            script,
            to,
        }
    }

    /// The same moment of a run that begins otherwise, said to have the loss of this one.
    pub fn mistaken(&self, others: Json) -> Case {
        let mut mistaken = Case::new(
            &format!("{} with {others}", self.name),
            &with(&self.hyperparameters, others),
            self.script.clone(),
            self.to,
        );
        mistaken.moment["loss"] = self.moment["loss"].clone();
        mistaken
    }

    /// Whether the loss is another if training is one hundredth faster throughout.
    pub fn depends_on_learning_rate(&self) -> bool {
        let faster = |changes: &mut Json| {
            if let Some(rate) = changes["learningRate"].as_f64() {
                changes["learningRate"] = json!(1.01 * rate);
            }
        };
        let mut hyperparameters = json!(start(&self.hyperparameters).hyperparameters());
        faster(&mut hyperparameters);
        let mut script = self.script.clone();
        for (_, act) in &mut script {
            if let Act::Update(changes) = act {
                faster(changes);
            }
        }
        let loss = played(&start(&hyperparameters), &script, self.to).loss();
        let own = self.moment["loss"].as_f64().unwrap();
        (loss - own).abs() > 1e-7 * own
    }
}

fn start(hyperparameters: &Json) -> Run {
    let hyperparameters: Hyperparameters = serde_json::from_value(hyperparameters.clone()).unwrap();
    Run::new(hyperparameters).unwrap()
}

/// As a moment has it.
fn change((at, act): &(Position, Act)) -> Json {
    match act {
        Act::Update(changes) => json!({ "at": at, "hyperparameters": changes }),
        Act::Parameter(index, value) => json!({ "at": at, "parameter": [index, value] }),
        Act::Inputs(example, x1, x2) => json!({ "at": at, "inputs": [example, x1, x2] }),
        Act::Input(..) => panic!("a moment has both inputs"),
    }
}

/// Some hyperparameters with others.
fn with(base: &Json, others: Json) -> Json {
    let mut both = base.clone();
    let others = others.as_object().unwrap().clone();
    both.as_object_mut().unwrap().extend(others);
    both
}

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

const MISTAKES: [&str; 5] = [
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

fn update(changes: Json) -> Act {
    Act::Update(changes)
}

fn changes() -> Vec<Case> {
    let mut cases = Vec::new();
    let full = ten_points();
    let in_batches = with(&full, json!({ "batchSize": 3, "optimizer": "momentum" }));
    let mut acts = vec![
        ("a weight", Act::Parameter(3, 0.7)),
        ("a bias", Act::Parameter(7, -0.0)),
        ("the last bias", Act::Parameter(12, 2.0)),
        ("inputs", Act::Inputs(4, 0.25, -1.0)),
        ("learning rate", update(json!({ "learningRate": 0.05 }))),
        ("batches", update(json!({ "batchSize": 4 }))),
        ("l1", update(json!({ "l1": 0.01 }))),
        ("both penalties", update(json!({ "l1": 0.01, "l2": 0.1 }))),
    ];
    acts.extend(
        MISTAKES[1..]
            .iter()
            .map(|&mistake| (mistake, update(json!({ "gradient": mistake })))),
    );
    acts.extend(RULES.map(|rule| (rule, update(json!({ "optimizer": rule, "beta2": 0.9 })))));
    for (name, act) in acts {
        for at in [(0, 0), (1, 0), (5, 0)] {
            let script = vec![(at, act.clone())];
            cases.push(Case::new(
                &format!("{name} at {at:?}"),
                &full,
                script,
                (5, 0),
            ));
        }
        for (at, to) in [((2, 0), (2, 2)), ((2, 1), (4, 0)), ((2, 1), (2, 1))] {
            let script = vec![(at, act.clone())];
            cases.push(Case::new(
                &format!("{name} at {at:?}, in batches"),
                &in_batches,
                script,
                to,
            ));
        }
    }
    cases.extend(many_changes());
    cases
}

/// One thing after another.
fn many_changes() -> Vec<Case> {
    let in_batches = with(
        &ten_points(),
        json!({ "batchSize": 3, "optimizer": "adam" }),
    );
    let settings = vec![
        ((1, 0), update(json!({ "beta1": 0.5 }))),
        (
            (1, 2),
            update(json!({ "beta2": 0.9, "learningRate": 0.01 })),
        ),
        ((1, 2), Act::Parameter(0, 0.1)),
        ((1, 2), Act::Parameter(9, 0.2)),
        ((2, 1), Act::Inputs(0, 0.5, 0.5)),
        ((3, 0), update(json!({ "optimizer": "momentum" }))),
        ((3, 1), update(json!({ "optimizer": "adam" }))),
        (
            (3, 1),
            update(json!({ "optimizer": "momentum", "momentum": 0.7 })),
        ),
        ((4, 0), update(json!({ "optimizer": "nesterov" }))),
        ((4, 3), update(json!({ "optimizer": "rmsprop" }))),
        ((6, 0), update(json!({ "optimizer": "gradient-descent" }))),
    ];
    let sizes = vec![
        ((1, 0), update(json!({ "batchSize": null }))),
        ((3, 0), update(json!({ "batchSize": 4 }))),
        ((3, 1), update(json!({ "batchSize": 1 }))),
        ((3, 4), update(json!({ "batchSize": null }))),
        ((5, 0), update(json!({ "batchSize": 2 }))),
    ];
    let mistakes = vec![
        ((1, 0), update(json!({ "gradient": "stale-order" }))),
        (
            (2, 1),
            update(json!({ "gradient": "activation-index", "l1": 0.01 })),
        ),
        (
            (3, 0),
            update(json!({ "gradient": "wrong-sign", "l2": 0.1 })),
        ),
        ((3, 2), update(json!({ "gradient": "no-derivative" }))),
        (
            (4, 0),
            update(json!({ "gradient": "frozen-biases", "l1": 0.0 })),
        ),
        ((5, 0), update(json!({ "gradient": "exact", "l1": 0.003 }))),
        ((5, 1), update(json!({ "l2": 0.0 }))),
    ];
    let in_two = with(
        &in_batches,
        json!({ "hidden": [2, 3], "loss": "squared-error" }),
    );
    let exact = with(&in_two, json!({ "outputActivation": "tanh" }));
    let no_slip: Script = mistakes
        .iter()
        .filter(|(at, _)| *at != (1, 0))
        .cloned()
        .collect();
    let mut cases = Vec::new();
    for (name, run, script, tos) in [
        (
            "settings",
            &in_batches,
            &settings,
            [(2, 1), (4, 0), (5, 1), (8, 2)],
        ),
        (
            "sizes",
            &in_batches,
            &sizes,
            [(2, 0), (3, 4), (4, 0), (8, 4)],
        ),
        (
            "mistakes",
            &in_two,
            &mistakes,
            [(2, 1), (4, 0), (5, 1), (8, 2)],
        ),
        (
            "mistakes, all at once",
            &exact,
            &no_slip,
            [(2, 2), (4, 1), (5, 0), (6, 3)],
        ),
    ] {
        for to in tos {
            let script = script.iter().filter(|(at, _)| *at <= to).cloned().collect();
            cases.push(Case::new(
                &format!("many changes of {name}"),
                run,
                script,
                to,
            ));
        }
    }
    cases
}
