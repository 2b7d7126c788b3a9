//! The data sets: gates by their truth tables, the generated ones against NumPy.

#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

mod common;

use common::{Within, assert_all_close, fixture, numbers, objects};
use serde_json::{Value, json};
use xor_lab::training::{Hyperparameters, Run};

const FIXTURE: &str = include_str!("fixtures/datasets.json");
const GENERATED: [&str; 4] = ["circles", "moons", "spirals", "blobs"];

fn points(hyperparameters: Value) -> Vec<[f64; 3]> {
    let hyperparameters: Hyperparameters = serde_json::from_value(hyperparameters).unwrap();
    Run::new(hyperparameters).unwrap().points().to_vec()
}

#[test]
fn every_data_set_is_the_one_numpy_generates() {
    let document = fixture(FIXTURE);
    let cases = objects(&document["cases"]);
    assert_eq!(cases.len(), 9 * 4);
    for case in cases {
        let ours = points(case["hyperparameters"].clone());
        // sin, cos and the deviates are within a few ULP of NumPy's.
        assert_all_close(
            ours.as_flattened(),
            &numbers(&case["points"]),
            Within::Absolute(1e-14),
            &case["hyperparameters"],
        );
    }
}

#[test]
fn gates_have_their_truth_tables() {
    let tables = [
        ("xor", [0.0, 1.0, 1.0, 0.0]),
        ("and", [0.0, 0.0, 0.0, 1.0]),
        ("or", [0.0, 1.0, 1.0, 1.0]),
        ("nand", [1.0, 1.0, 1.0, 0.0]),
        ("xnor", [1.0, 0.0, 0.0, 1.0]),
    ];
    for (gate, [y00, y01, y10, y11]) in tables {
        let expected = [
            [0.0, 0.0, y00],
            [0.0, 1.0, y01],
            [1.0, 0.0, y10],
            [1.0, 1.0, y11],
        ];
        assert_eq!(points(json!({"dataset": gate})), expected, "{gate}");
    }
}

#[test]
fn more_samples_of_a_gate_go_round_its_corners() {
    let six = points(json!({"dataset": "and", "samples": 6}));
    let corners = [
        [0.0, 0.0, 0.0],
        [0.0, 1.0, 0.0],
        [1.0, 0.0, 0.0],
        [1.0, 1.0, 1.0],
    ];
    assert_eq!(six, [&corners[..], &corners[..2]].concat());
}

#[test]
fn noise_moves_every_point_and_no_label() {
    for dataset in ["xor", "circles", "moons", "spirals"] {
        let clean = points(json!({"dataset": dataset, "samples": 40}));
        let noisy = points(json!({"dataset": dataset, "samples": 40, "noise": 0.05}));
        for (clean, noisy) in clean.iter().zip(&noisy) {
            assert!(clean[0] != noisy[0] && clean[1] != noisy[1], "{dataset}");
            assert_eq!(clean[2], noisy[2], "{dataset}");
            // Of 320 draws of deviation 0.05, none is five deviations away.
            assert!((clean[0] - noisy[0]).abs() < 0.25 && (clean[1] - noisy[1]).abs() < 0.25);
        }
    }
}

#[test]
fn generated_sets_have_200_points_in_two_classes_of_equal_size() {
    for dataset in GENERATED {
        let points = points(json!({"dataset": dataset}));
        assert_eq!(points.len(), 200, "{dataset}");
        for (i, [_, _, y]) in points.into_iter().enumerate() {
            assert_eq!(
                y,
                if i % 2 == 0 { 0.0 } else { 1.0 },
                "{dataset}, point {i}"
            );
        }
    }
}

#[test]
fn circles_have_radii_1_and_a_half() {
    for [x1, x2, y] in points(json!({"dataset": "circles", "samples": 51})) {
        let radius = if y == 0.0 { 1.0 } else { 0.5 };
        assert!((x1.hypot(x2) - radius).abs() < 1e-14);
    }
}

#[test]
fn the_arms_of_spirals_are_each_other_turned_by_half() {
    for pair in points(json!({"dataset": "spirals"})).chunks_exact(2) {
        let [[x1, x2, _], [turned_x1, turned_x2, _]] = [pair[0], pair[1]];
        assert!((x1 + turned_x1).abs() < 1e-14 && (x2 + turned_x2).abs() < 1e-14);
    }
}

#[test]
fn the_seed_draws_the_data_and_only_where_something_is_random() {
    let at = |dataset: &str, noise: f64, seed: u32| {
        points(json!({"dataset": dataset, "noise": noise, "seed": seed}))
    };
    for dataset in GENERATED {
        assert_eq!(at(dataset, 0.1, 1), at(dataset, 0.1, 1), "{dataset}");
        assert!(at(dataset, 0.1, 1) != at(dataset, 0.1, 2), "{dataset}");
    }
    assert_eq!(at("spirals", 0.0, 1), at("spirals", 0.0, 2));
    assert!(at("blobs", 0.0, 1) != at("blobs", 0.0, 2));
}

#[test]
fn points_of_ones_own_are_used_as_they_are() {
    let own = [[0.25, -3.0, 1.0], [1e6, 0.0, 0.0], [-0.5, 0.5, 1.0]];
    assert_eq!(points(json!({"dataset": "points", "points": own})), own);
}
