//! Mini-batches: the shuffle, the last partial batch, and that nothing leaks from one batch or
//! epoch into the next.

#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

mod common;

use common::{Within, assert_all_close, assert_close, bits, fixture, numbers, objects};
use serde_json::{Value, json};
use xor_lab::training::{Hyperparameters, Run};

const FIXTURE: &str = include_str!("fixtures/mini_batches.json");

fn run(changes: Value) -> Run {
    let hyperparameters: Hyperparameters = serde_json::from_value(changes).unwrap();
    Run::new(hyperparameters).unwrap()
}

#[test]
fn every_step_and_every_loss_is_that_of_numpys_loop() {
    let document = fixture(FIXTURE);
    for case in objects(&document["cases"]) {
        let mut run = run(case["hyperparameters"].clone());
        let what = format!(
            "{} points in batches of {}",
            run.points().len(),
            case["hyperparameters"]["batchSize"]
        );
        let losses = numbers(&case["losses"]);
        assert_close(
            run.loss(),
            losses[0],
            Within::Relative(1e-13),
            format_args!("{what}: loss 0"),
        );
        for after in objects_of(&case["parameters_after_each_step"]) {
            run.step();
            assert_all_close(
                run.network().parameters(),
                &numbers(after),
                Within::Absolute(1e-13),
                format_args!(
                    "{what}: epoch {}, step {}",
                    run.epoch(),
                    run.step_in_epoch()
                ),
            );
            if run.step_in_epoch() == 0 {
                let expected = losses[run.epoch() as usize];
                assert_close(
                    run.loss(),
                    expected,
                    Within::Relative(1e-13),
                    format_args!("{what}: loss"),
                );
            }
        }
        assert_eq!(run.epoch() as usize, losses.len() - 1, "{what}: epochs");
    }
}

fn objects_of(value: &Value) -> &[Value] {
    value.as_array().expect("a list")
}

fn with(mut object: Value, changes: Value) -> Value {
    object
        .as_object_mut()
        .unwrap()
        .extend(changes.as_object().unwrap().clone());
    object
}

/// `n` points that no two of are alike.
fn scattered(n: u32) -> Vec<[f64; 3]> {
    let point = |i: u32| {
        let i = f64::from(i);
        [(0.37 * i + 0.2).sin(), (0.91 * i + 0.5).cos(), i % 2.0]
    };
    (0..n).map(point).collect()
}

fn setting(n: u32) -> Value {
    json!({
        "dataset": "points",
        "points": scattered(n),
        "hidden": [3],
        "activation": "tanh",
        "optimizer": "momentum",
        "momentum": 0.9,
        "learningRate": 0.05,
        "seed": 2,
        "gradient": "exact",
    })
}

#[test]
fn an_epoch_has_as_many_steps_as_batches_the_last_one_perhaps_partial() {
    for (n, batch_size, steps) in [
        (10, 4, 3),
        (8, 4, 2),
        (9, 8, 2),
        (7, 1, 7),
        (7, 7, 1),
        (7, 1000, 1),
        (1, 1, 1),
    ] {
        let mut run = run(with(setting(n), json!({"batchSize": batch_size})));
        assert_eq!(
            run.steps_per_epoch(),
            steps,
            "{n} points in batches of {batch_size}"
        );
        for epoch in 0..3 {
            for step in 0..steps {
                assert_eq!((run.epoch(), run.step_in_epoch()), (epoch, step));
                run.step();
            }
        }
        assert_eq!((run.epoch(), run.step_in_epoch()), (3, 0));
    }
}

#[test]
fn without_a_batch_size_or_with_one_that_holds_every_point_the_batch_is_full() {
    let mut full = run(with(setting(6), json!({"batchSize": null})));
    assert_eq!(full.steps_per_epoch(), 1);
    full.train(5);
    for batch_size in [6, 7, 1000] {
        let mut run = run(with(setting(6), json!({"batchSize": batch_size})));
        run.train(5);
        assert_eq!(
            bits(run.network().parameters()),
            bits(full.network().parameters()),
            "{batch_size}"
        );
    }
}

#[test]
fn every_epoch_visits_every_point_once_and_each_in_another_order() {
    // One linear neuron that answers 1 and moves too little to answer otherwise: each example
    // moves its weight by 2·x1 units, and x1 = 2ⁱ tells which example it was.
    const UNIT: f64 = 1e-15;
    let points: Vec<[f64; 3]> = (0..10).map(|i| [f64::from(1 << i), 0.0, 0.0]).collect();
    let mut run = run(json!({
        "dataset": "points",
        "points": points,
        "hidden": [],
        "outputActivation": "identity",
        "loss": "squared-error",
        "reduction": "sum",
        "init": "given",
        "weights": [[[0.0, 0.0]]],
        "biases": [[1.0]],
        "optimizer": "gradient-descent",
        "learningRate": UNIT,
        "batchSize": 4,
        "seed": 3,
        "gradient": "exact",
    }));
    let mut orders = Vec::new();
    for epoch in 0..5 {
        let mut order = Vec::new();
        for size in [4, 4, 2] {
            let before = run.network().weights(1)[0];
            run.step();
            let visited = ((before - run.network().weights(1)[0]) / (2.0 * UNIT)).round() as u32;
            assert_eq!(visited.count_ones(), size, "epoch {epoch}: {visited:b}");
            order.push(visited);
        }
        assert_eq!(
            order.iter().sum::<u32>(),
            (1 << 10) - 1,
            "epoch {epoch}: {order:?}"
        );
        orders.push(order);
    }
    assert!(
        orders.windows(2).all(|pair| pair[0] != pair[1]),
        "{orders:?}"
    );
}

#[test]
fn the_mean_of_a_partial_batch_is_over_its_own_examples() {
    // All five points alike: the mean gradient is that of one, whatever the batch.
    let points = [[0.5, -0.25, 1.0]; 5];
    let alike = with(
        setting(1),
        json!({"points": points, "reduction": "mean", "optimizer": "gradient-descent"}),
    );
    let mut in_batches = run(with(alike.clone(), json!({"batchSize": 4})));
    let mut one_at_a_time = run(with(alike, json!({"batchSize": 1})));
    for _ in 0..6 {
        in_batches.step();
        one_at_a_time.step();
        assert_all_close(
            in_batches.network().parameters(),
            one_at_a_time.network().parameters(),
            Within::Absolute(1e-15),
            "parameters",
        );
    }
}

#[test]
fn the_order_of_the_examples_depends_on_the_seed_and_not_on_the_start() {
    let after = |seed: u32| {
        let given = json!({
            "seed": seed,
            "batchSize": 4,
            "init": "given",
            "weights": [[[0.5, -0.5], [0.25, 1.0], [-1.0, 0.75]], [[1.0, -1.0, 0.5]]],
            "biases": [[0.0, 0.1, -0.1], [0.2]],
        });
        let mut run = run(with(setting(10), given));
        run.step();
        bits(run.network().parameters())
    };
    assert_eq!(after(1), after(1));
    assert!(after(1) != after(2));
}

#[test]
fn a_slice_of_updates_ends_where_single_ones_end() {
    let changes = json!({"dataset": "moons", "samples": 10, "batchSize": 4, "hidden": [3]});
    for steps in [1, 2, 3, 4, 7, 30] {
        let (mut sliced, mut stepped) = (run(changes.clone()), run(changes.clone()));
        sliced.train_steps(steps);
        (0..steps).for_each(|_| stepped.step());
        assert_eq!(sliced.epoch(), steps / 3);
        assert_eq!(sliced.step_in_epoch() as u64, steps % 3);
        assert_eq!(sliced.loss().to_bits(), stepped.loss().to_bits());
        assert_eq!(sliced.history(), stepped.history());
        assert_eq!(
            bits(sliced.network().parameters()),
            bits(stepped.network().parameters())
        );
    }
}

#[test]
fn the_updates_left_are_those_that_complete_the_epoch_whatever_the_batch_size_becomes() {
    for (first, second, left) in [
        (json!(4), json!(4), 2),
        (json!(4), json!(1), 6),
        (json!(4), json!(5), 2),
        (json!(4), json!(null), 1),
        (json!(null), json!(4), 3),
    ] {
        let points = json!({"dataset": "moons", "samples": 10, "batchSize": first});
        let mut run = run(points);
        run.step();
        let begun = run.step_in_epoch() > 0;
        let next = Hyperparameters {
            batch_size: serde_json::from_value(second).unwrap(),
            ..run.hyperparameters().clone()
        };
        assert_eq!(run.update(next), Ok(false));
        assert_eq!(run.steps_left(), left);
        let epoch = run.epoch();
        run.train_steps(left as u64);
        assert_eq!(
            (run.epoch(), run.step_in_epoch()),
            (epoch + 1, 0),
            "begun: {begun}"
        );
        assert_eq!(run.steps_left(), run.steps_per_epoch());
    }
}
