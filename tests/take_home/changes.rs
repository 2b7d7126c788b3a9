//! Moments of runs to which something was done on the way.

use serde_json::{Value as Json, json};

use crate::case::{Case, with};
use crate::cases::{MISTAKES, ten_points};
use crate::common::RULES;
use crate::script::{Act, Script};

fn update(changes: Json) -> Act {
    Act::Update(changes)
}

/// One thing, and one thing after another.
pub fn changes() -> Vec<Case> {
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
