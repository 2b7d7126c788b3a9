//! Starting weights, against NumPy's legacy generator.

#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

mod common;

use common::{Within, assert_all_close, fixture, numbers, objects};
use serde_json::{Value, json};
use xor_lab::training::{Hyperparameters, Run};

const FIXTURE: &str = include_str!("fixtures/initialisers.json");

/// A run's parameters before any training.
fn start(changes: Value) -> Run {
    let hyperparameters: Hyperparameters = serde_json::from_value(changes).unwrap();
    Run::new(hyperparameters).unwrap()
}

fn check_against_numpy(init: &str) {
    let document = fixture(FIXTURE);
    let cases = objects(&document["cases"])
        .iter()
        .filter(|case| case["init"] == init);
    let mut checked = 0;
    for case in cases {
        let sizes: Vec<usize> = serde_json::from_value(case["sizes"].clone()).unwrap();
        let hidden = &sizes[1..sizes.len() - 1];
        let run = start(
            json!({"init": init, "seed": case["seed"], "hidden": hidden, "gradient": "exact"}),
        );
        assert_eq!(run.network().sizes(), sizes);
        assert_all_close(
            run.network().parameters(),
            &numbers(&case["parameters"]),
            Within::Ulp(2),
            format_args!("{init}, sizes {sizes:?}, seed {}: parameters", case["seed"]),
        );
        checked += 1;
    }
    assert!(checked >= 8, "only {checked} cases of {init}");
}

#[test]
fn numpy_randn_draws_as_numpy_does_weights_then_biases_of_each_layer() {
    check_against_numpy("numpy-randn");
}

#[test]
fn xavier_uniform_is_glorots_with_the_square_root_of_6() {
    check_against_numpy("xavier-uniform");
}

#[test]
fn xavier_normal_is_glorots_with_the_square_root_of_2() {
    check_against_numpy("xavier-normal");
}

#[test]
fn he_uniform_has_a_limit_of_the_square_root_of_6_over_the_inputs() {
    check_against_numpy("he-uniform");
}

#[test]
fn he_normal_has_a_deviation_of_the_square_root_of_2_over_the_inputs() {
    check_against_numpy("he-normal");
}

#[test]
fn the_spread_of_every_initialiser_is_the_one_its_author_gives() {
    // 64 × 64 weights in the second layer, away from any fixture: standard deviation by theory.
    let layer: f64 = 64.0;
    let theory = [
        ("numpy-randn", 1.0),
        ("xavier-uniform", (2.0 / (layer + layer)).sqrt()),
        ("xavier-normal", (2.0 / (layer + layer)).sqrt()),
        ("he-uniform", (2.0 / layer).sqrt()),
        ("he-normal", (2.0 / layer).sqrt()),
    ];
    for (init, deviation) in theory {
        let run = start(json!({"init": init, "seed": 7, "hidden": [64, 64], "gradient": "exact"}));
        let weights = run.network().weights(2);
        assert_eq!(weights.len(), 64 * 64);
        let mean = weights.iter().sum::<f64>() / 4096.0;
        let variance = weights.iter().map(|w| (w - mean) * (w - mean)).sum::<f64>() / 4096.0;
        // Of 4096 draws, five standard errors.
        assert!(mean.abs() < 5.0 * deviation / 64.0, "{init}: mean {mean}");
        assert!(
            (variance.sqrt() / deviation - 1.0).abs() < 5.0 / 90.5,
            "{init}: deviation {}",
            variance.sqrt()
        );
    }
}

#[test]
fn every_weight_has_its_own_draw() {
    for init in [
        "numpy-randn",
        "xavier-uniform",
        "xavier-normal",
        "he-uniform",
        "he-normal",
    ] {
        let run = start(json!({"init": init, "seed": 3, "hidden": [5, 4], "gradient": "exact"}));
        let mut weights: Vec<f64> = (1..=3)
            .flat_map(|layer| run.network().weights(layer).to_vec())
            .collect();
        weights.sort_by(f64::total_cmp);
        assert!(
            weights.windows(2).all(|pair| pair[0] < pair[1]),
            "{init}: {weights:?}"
        );
    }
}

#[test]
fn only_numpy_randn_gives_biases_other_than_zero() {
    for init in [
        "xavier-uniform",
        "xavier-normal",
        "he-uniform",
        "he-normal",
        "zeros",
    ] {
        let run = start(json!({"init": init, "seed": 3, "hidden": [5, 4], "gradient": "exact"}));
        for layer in 1..=3 {
            assert!(
                run.network().biases(layer).iter().all(|&b| b == 0.0),
                "{init}, layer {layer}"
            );
        }
    }
}

#[test]
fn zeros_are_zeros_whatever_the_seed() {
    for seed in [0_u32, 9] {
        let run =
            start(json!({"init": "zeros", "seed": seed, "hidden": [3, 2], "gradient": "exact"}));
        assert!(run.network().parameters().iter().all(|&p| p == 0.0));
    }
}

#[test]
fn given_weights_and_biases_are_taken_as_they_are() {
    let run = start(json!({
        "init": "given",
        "hidden": [3],
        "weights": [[[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]], [[10.0, 11.0, 12.0]]],
        "biases": [[7.0, 8.0, 9.0], [13.0]],
        "gradient": "exact",
    }));
    let counted: Vec<f64> = (1..=13).map(f64::from).collect();
    assert_eq!(run.network().parameters(), counted);
    assert_eq!(run.network().weights(1), &counted[..6]);
    assert_eq!(run.network().biases(1), &counted[6..9]);
    assert_eq!(run.network().weights(2), &counted[9..12]);
    assert_eq!(run.network().biases(2), &counted[12..]);
}

#[test]
fn another_seed_gives_other_weights_and_the_same_seed_the_same() {
    for init in [
        "numpy-randn",
        "xavier-uniform",
        "xavier-normal",
        "he-uniform",
        "he-normal",
    ] {
        let parameters = |seed: u32| {
            let run =
                start(json!({"init": init, "seed": seed, "hidden": [4], "gradient": "exact"}));
            run.network().parameters().to_vec()
        };
        assert_eq!(parameters(5), parameters(5), "{init}");
        assert!(parameters(5)[0] != parameters(6)[0], "{init}");
    }
}
