//! The gradient check: the exact gradient passes everywhere, and a mistake is flagged in the
//! parameters that it spoils and in no others.

#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

mod common;

use common::{RULES, bits};
use serde_json::{Value as Json, json};
use xor_lab::engine::backward::gradients;
use xor_lab::engine::{Gradient, Pass, Words};
use xor_lab::training::{GradientCheck, Hyperparameters, PRESETS, Run};

const ACTIVATIONS: [&str; 5] = ["sigmoid", "tanh", "relu", "leaky-relu", "identity"];
const LOSSES: [&str; 2] = ["cross-entropy", "squared-error"];
const INITS: [&str; 6] = [
    "numpy-randn",
    "xavier-uniform",
    "xavier-normal",
    "he-uniform",
    "he-normal",
    "zeros",
];

fn new_run(changes: &Json) -> Run {
    let hyperparameters: Hyperparameters = serde_json::from_value(changes.clone()).unwrap();
    Run::new(hyperparameters).unwrap()
}

fn with(object: &Json, changes: Json) -> Json {
    let mut object = object.clone();
    let fields = changes.as_object().unwrap().clone();
    object.as_object_mut().unwrap().extend(fields);
    object
}

/// The parameters that the check calls wrong.
fn wrong(run: &Run) -> Vec<usize> {
    let checks = run.gradient_check();
    (0..checks.len()).filter(|&i| !checks[i].right).collect()
}

#[track_caller]
fn assert_all_right(run: &Run, what: &str) {
    for (index, check) in run.gradient_check().iter().enumerate() {
        let where_ = format_args!("{what}, epoch {}", run.epoch());
        assert!(
            check.right,
            "{where_}, loss {}: parameter {index}: {check:?}",
            run.loss()
        );
    }
}

#[test]
fn the_exact_gradient_of_every_preset_is_right_at_any_epoch() {
    for preset in PRESETS {
        let mut run = Run::new(Hyperparameters {
            gradient: Gradient::Exact,
            ..Hyperparameters::preset(preset).unwrap()
        })
        .unwrap();
        for epochs in [0, 1, 1, 10, 100, 1000, 5000, 20_000] {
            run.train(epochs);
            assert_all_right(&run, preset);
        }
        // In the middle of an epoch too.
        run.step();
        assert_all_right(&run, preset);
    }
}

#[test]
fn the_exact_gradient_is_right_whatever_the_activations_loss_start_and_penalties() {
    for activation in ACTIVATIONS {
        for output in ACTIVATIONS {
            for loss in LOSSES {
                for init in INITS {
                    for (hidden, dataset) in [
                        (json!([2]), "xor"),
                        (json!([]), "xor"),
                        (json!([3, 2]), "xor"),
                        (json!([4]), "moons"),
                    ] {
                        let penalty = if hidden == json!([3, 2]) { 0.01 } else { 0.0 };
                        let changes = json!({
                            "dataset": dataset,
                            "samples": if dataset == "moons" { json!(9) } else { json!(null) },
                            "hidden": hidden,
                            "activation": activation,
                            "outputActivation": output,
                            "loss": loss,
                            "init": init,
                            "learningRate": 0.02,
                            "reduction": "mean",
                            "l1": penalty,
                            "l2": penalty,
                            "gradient": "exact",
                        });
                        let mut run = new_run(&changes);
                        for epochs in [0, 1, 2, 30, 300] {
                            run.train(epochs);
                            if run.loss().is_finite() {
                                assert_all_right(&run, &changes.to_string());
                            }
                        }
                    }
                }
            }
        }
    }
}

/// The gradient of all the data that `gradient` would be.
fn gradient_of(run: &Run, gradient: Gradient) -> Vec<f64> {
    let mut pass: Pass = run.pass().clone();
    let mut grads = vec![0.0; run.network().parameters().len()];
    let objective = run.hyperparameters().objective();
    gradients(run.network(), &mut pass, &objective, gradient, &mut grads);
    grads
}

#[test]
fn a_mistake_is_flagged_where_it_makes_a_difference_and_nowhere_else() {
    let mut flagged = 0;
    for &gradient in Gradient::ALL {
        for rule in RULES {
            for activation in ["sigmoid", "tanh", "leaky-relu"] {
                for (hidden, batch_size) in [(json!([2]), None), (json!([2, 3]), Some(3))] {
                    let changes = json!({
                        "dataset": "moons",
                        "samples": 10,
                        "noise": 0.1,
                        "hidden": hidden,
                        "activation": activation,
                        "optimizer": rule,
                        "learningRate": 0.03,
                        "batchSize": batch_size,
                        "l2": 0.01,
                        "seed": 5,
                        "gradient": gradient.word(),
                    });
                    let mut run = new_run(&changes);
                    for _ in 0..3 {
                        let exact = gradient_of(&run, Gradient::Exact);
                        let checks = run.gradient_check();
                        if gradient != Gradient::StaleOrder {
                            let used: Vec<f64> = checks.iter().map(|c| c.analytic).collect();
                            assert_eq!(bits(&used), bits(&gradient_of(&run, gradient)));
                        }
                        for (index, check) in checks.iter().enumerate() {
                            let off = (check.analytic - exact[index]).abs();
                            let off = off / check.analytic.abs().max(exact[index].abs());
                            // About the tolerance is neither here nor there.
                            if off > 1e-5 {
                                assert!(!check.right, "{changes}: {index} {off} {check:?}");
                                flagged += 1;
                            } else if off < 1e-7 || off.is_nan() {
                                assert!(check.right, "{changes}: {index} {off} {check:?}");
                            }
                        }
                        run.train_steps(5);
                    }
                }
            }
        }
    }
    assert!(flagged > 1000, "{flagged}");
}

#[test]
fn of_the_notebooks_network_each_mistake_spoils_its_own_parameters() {
    // W[1], b[1], W[2], b[2] are 0..4, 4..6, 6..8 and 8.
    let spoilt: [(&str, Vec<usize>); 6] = [
        ("exact", vec![]),
        ("activation-index", (0..4).collect()),
        ("no-derivative", (0..6).collect()),
        ("wrong-sign", (0..9).collect()),
        ("stale-order", (0..6).collect()),
        ("frozen-biases", vec![4, 5, 8]),
    ];
    for (gradient, expected) in spoilt {
        let changes = json!({"gradient": gradient});
        let mut run = new_run(&changes);
        assert_eq!(wrong(&run), expected, "{gradient}");
        run.train(3);
        assert_eq!(wrong(&run), expected, "{gradient}, epoch 3");
        // Of a mini-batch it is still the gradient of all the data that is checked.
        let in_batches = new_run(&with(&changes, json!({"batchSize": 3})));
        assert_eq!(wrong(&in_batches), expected, "{gradient}, mini-batches");
    }
}

#[test]
fn a_gradient_of_zero_is_right_though_it_is_that_of_a_mistake() {
    // Solved by hand: nothing is left to learn, whatever the sign.
    for &gradient in Gradient::ALL {
        let run = Run::new(Hyperparameters {
            gradient,
            ..Hyperparameters::preset("by-hand").unwrap()
        })
        .unwrap();
        assert_eq!(run.loss(), 0.0);
        for check in run.gradient_check() {
            assert_eq!((check.analytic, check.right), (0.0, true), "{gradient:?}");
        }
    }
}

#[test]
fn a_kink_raises_no_false_alarm() {
    // z is 0 for the first example, exactly, and within h of it: the biases move it over the kink.
    let changes = json!({
        "activation": "relu",
        "init": "given",
        "weights": [[[1.0, 1.0], [1.0, 1.0]], [[1.0, -2.0]]],
        "biases": [[0.0, 1e-6], [0.3]],
    });
    for check in new_run(&changes).gradient_check() {
        assert!(check.right && check.difference < 1e-6, "{check:?}");
    }
    // Nor is a mistake seen there; elsewhere it is.
    let mistaken = new_run(&with(&changes, json!({"gradient": "wrong-sign"})));
    assert_eq!(wrong(&mistaken), [0, 1, 2, 3, 6, 7, 8]);

    // Wherever the kink is between 0 and 2h.
    for part in 0..64 {
        let bias = f64::from(part) / 32.0 / 131_072.0;
        let changes = with(&changes, json!({"biases": [[bias, -bias], [0.3]]}));
        assert_all_right(&new_run(&changes), &bias.to_string());
    }

    // Several at once: the second layer's z go through 0 whichever way the first one's do, and the
    // gradient is that of neither side.
    let changes = json!({
        "activation": "leaky-relu",
        "hidden": [1, 2],
        "init": "given",
        "weights": [[[1.0, 1.0]], [[1.0], [-1.0]], [[1.0, 0.5]]],
        "biases": [[0.0], [0.0, 0.0], [0.3]],
    });
    let checks = new_run(&changes).gradient_check();
    assert!(checks[2].numeric.is_nan() && checks[2].difference.is_nan());
    assert!(checks.iter().all(|check| check.right));

    // |w| at 0.
    let run = new_run(&json!({"init": "zeros", "l1": 0.1}));
    for (index, check) in run.gradient_check().iter().enumerate() {
        let is_weight = index < 4 || (6..8).contains(&index);
        assert!(
            check.right && check.numeric.is_nan() == is_weight,
            "{index}"
        );
    }
}

#[test]
fn a_diverged_run_has_no_right_gradient() {
    for activation in ACTIVATIONS {
        let mut run = new_run(&json!({
            "activation": activation,
            "outputActivation": "identity",
            "loss": "squared-error",
            "learningRate": 1000,
        }));
        for _ in 0..500 {
            run.step();
        }
        assert!(!run.loss().is_finite(), "{activation}");
        for check in run.gradient_check() {
            if !check.analytic.is_finite() {
                assert!(!check.right, "{activation}: {check:?}");
            }
        }
        assert!(!wrong(&run).is_empty(), "{activation}");
    }
}

#[test]
fn parameters_far_from_1_are_checked_too() {
    let mut run = new_run(
        &json!({"outputActivation": "identity", "loss": "squared-error", "activation": "identity"}),
    );
    for (index, value) in [(0, 1e6), (4, -3e5), (6, 1e-9), (8, 1e6)] {
        run.set_parameter(index, value).unwrap();
    }
    assert_all_right(&run, "identity");
    let next = Hyperparameters {
        gradient: Gradient::WrongSign,
        ..run.hyperparameters().clone()
    };
    run.update(next).unwrap();
    // The others are nothing beside what rounding makes of a loss of 10²⁴.
    for index in [2, 3, 5, 6, 7, 8] {
        assert!(wrong(&run).contains(&index), "{index}");
    }
}

#[test]
fn a_check_leaves_the_run_as_it_is_and_says_the_same_parameter_by_parameter() {
    let mut run =
        new_run(&json!({"dataset": "moons", "samples": 10, "batchSize": 3, "hidden": [3]}));
    run.train_steps(5);
    let before = format!("{run:?}");
    let checks = run.gradient_check();
    assert_eq!(format!("{run:?}"), before);
    for index in [12, 0, 7, 7] {
        assert_eq!(GradientCheck::new(&run).parameter(index), checks[index]);
    }
}
