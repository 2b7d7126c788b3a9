//! Optimizers, against whole runs of Optax in float64, and what each must do by its definition.

#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

mod common;

use common::{RULES, Within, assert_all_close, assert_close, bits, fixture, numbers, objects};
use serde_json::{Value, json};
use xor_lab::training::{Hyperparameters, Run};

const FIXTURE: &str = include_str!("fixtures/optimizers.json");

fn hyperparameters(changes: Value) -> Hyperparameters {
    serde_json::from_value(changes).unwrap()
}

fn run(changes: Value) -> Run {
    Run::new(hyperparameters(changes)).unwrap()
}

fn check_against_optax(rule: &str) {
    let document = fixture(FIXTURE);
    let cases = objects(&document["cases"]).iter();
    let cases: Vec<&Value> = cases
        .filter(|case| case["hyperparameters"]["optimizer"] == rule)
        .collect();
    assert_eq!(cases.len(), 4, "sum, mean, and with penalties");
    for case in cases {
        let mut run = run(case["hyperparameters"].clone());
        let mut losses = vec![run.loss()];
        while run.epoch() < 60 {
            run.step();
            losses.push(run.loss());
        }
        let setting = &case["hyperparameters"];
        let what = format!(
            "{rule}, {}, l1 {}, l2 {}",
            setting["reduction"], setting["l1"], setting["l2"]
        );
        assert_all_close(
            &losses,
            &numbers(&case["losses"]),
            Within::Relative(1e-12),
            format_args!("{what}: loss"),
        );
        assert_all_close(
            run.network().parameters(),
            &numbers(&case["final_parameters"]),
            Within::Absolute(1e-13),
            format_args!("{what}: parameters"),
        );
    }
}

#[test]
fn gradient_descent_is_optaxs_sgd() {
    check_against_optax("gradient-descent");
}

#[test]
fn momentum_is_optaxs_sgd_with_momentum() {
    check_against_optax("momentum");
}

#[test]
fn nesterov_is_optaxs_sgd_with_nesterov() {
    check_against_optax("nesterov");
}

#[test]
fn rmsprop_is_optaxs_with_epsilon_outside_the_root() {
    check_against_optax("rmsprop");
}

#[test]
fn adam_is_optaxs() {
    check_against_optax("adam");
}

/// 2-2-1 from weights that give no gradient of zero.
fn start(rule: &str) -> Value {
    json!({"optimizer": rule, "learningRate": 0.125, "seed": 4, "hidden": [2], "gradient": "exact"})
}

fn with(mut object: Value, changes: Value) -> Value {
    let changes = changes.as_object().unwrap().clone();
    object.as_object_mut().unwrap().extend(changes);
    object
}

#[test]
fn adams_first_step_is_the_learning_rate_along_every_axis() {
    // Bias correction makes m̂/√v̂ = ±1, whatever the size of the gradient.
    let mut run = run(start("adam"));
    let before = run.network().parameters().to_vec();
    run.step();
    for (before, after) in before.iter().zip(run.network().parameters()) {
        assert_close(
            (before - after).abs(),
            0.125,
            Within::Relative(1e-5),
            "length of the step",
        );
    }
}

#[test]
fn rmsprops_first_step_is_the_learning_rate_over_the_root_of_what_is_new() {
    let mut run = run(with(start("rmsprop"), json!({"beta2": 0.75})));
    let before = run.network().parameters().to_vec();
    run.step();
    for (before, after) in before.iter().zip(run.network().parameters()) {
        // g / √((1 − 0.75)·g²) = ±2.
        assert_close(
            (before - after).abs(),
            0.25,
            Within::Relative(1e-5),
            "length of the step",
        );
    }
}

#[test]
fn without_momentum_both_momentum_rules_are_gradient_descent() {
    let mut plain = run(start("gradient-descent"));
    plain.train(20);
    for rule in ["momentum", "nesterov"] {
        let mut run = run(with(start(rule), json!({"momentum": 0.0})));
        run.train(20);
        assert_eq!(
            run.network().parameters(),
            plain.network().parameters(),
            "{rule}"
        );
    }
}

#[test]
fn a_learning_rate_of_zero_moves_nothing() {
    for rule in RULES {
        let mut run = run(with(start(rule), json!({"learningRate": 0.0})));
        let before = bits(run.network().parameters());
        run.train(5);
        assert_eq!(bits(run.network().parameters()), before, "{rule}");
        assert_eq!(run.epoch(), 5);
    }
}

#[test]
fn another_rule_starts_with_fresh_state_where_the_parameters_are() {
    for (from, to) in [
        ("momentum", "nesterov"),
        ("adam", "rmsprop"),
        ("rmsprop", "adam"),
        ("adam", "momentum"),
    ] {
        let mut switched = run(start(from));
        switched.train(10);
        let layers = [1, 2].map(|layer| switched.network().weights(layer).to_vec());
        let biases = [1, 2].map(|layer| switched.network().biases(layer).to_vec());
        assert!(
            !switched.update(hyperparameters(start(to))).unwrap(),
            "a change of rule does not restart"
        );
        assert_eq!(switched.epoch(), 10);

        let mut fresh = run(with(
            start(to),
            json!({
                "init": "given",
                "weights": [layers[0].chunks(2).collect::<Vec<_>>(), [layers[1].clone()]],
                "biases": biases,
            }),
        ));
        switched.train(3);
        fresh.train(3);
        assert_eq!(
            bits(switched.network().parameters()),
            bits(fresh.network().parameters()),
            "{from} → {to}"
        );
    }
}

#[test]
fn another_learning_rate_keeps_the_state() {
    // Two runs that differ in their past, not in their parameters' next gradient: only a kept
    // velocity makes the next step differ from that of a run that starts here.
    let mut kept = run(start("momentum"));
    kept.train(10);
    let before = kept.network().parameters().to_vec();
    assert!(
        !kept
            .update(hyperparameters(with(
                start("momentum"),
                json!({"learningRate": 0.0625})
            )))
            .unwrap()
    );
    let mut plain = kept.clone();
    assert!(
        !plain
            .update(hyperparameters(with(
                start("gradient-descent"),
                json!({"learningRate": 0.0625})
            )))
            .unwrap()
    );
    kept.step();
    plain.step();
    let moved = |run: &Run| -> Vec<f64> {
        run.network()
            .parameters()
            .iter()
            .zip(&before)
            .map(|(after, before)| after - before)
            .collect()
    };
    assert!(moved(&kept) != moved(&plain), "the velocity was lost");
}

#[test]
fn reset_forgets_the_state_of_every_rule_and_the_order_of_the_examples() {
    for rule in RULES {
        let mut run = run(with(start(rule), json!({"batchSize": 3})));
        run.train(7);
        let first = bits(run.network().parameters());
        run.reset();
        assert_eq!(run.epoch(), 0);
        run.train(7);
        assert_eq!(bits(run.network().parameters()), first, "{rule}");
    }
}

#[test]
fn every_rule_learns_xor_from_some_start() {
    let rates = [1.4, 0.3, 0.3, 0.02, 0.05];
    for (rule, rate) in RULES.into_iter().zip(rates) {
        let learnt = (0..5).any(|seed: u32| {
            let mut run = run(json!({"optimizer": rule, "learningRate": rate, "seed": seed, "hidden": [4], "gradient": "exact"}));
            run.train(2000);
            run.loss() < 0.05 && run.accuracy() == 1.0
        });
        assert!(learnt, "{rule}");
    }
}
