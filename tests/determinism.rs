//! The same bits everywhere: these digests were taken once, and every build must reproduce
//! them, native and wasm, optimised or not. Who changes one changes what permalinks show.

#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

mod common;

use common::bits;
use crc32fast::Hasher;
use serde_json::{Value, json};
use xor_lab::engine::epochs::full_batch_epochs;
use xor_lab::engine::optimizer::Settings;
use xor_lab::engine::{Activation, Gradient, Optimizer, Reduction, Rule, Words};
use xor_lab::training::{Hyperparameters, Run};

fn preset(name: &str) -> Run {
    Run::new(Hyperparameters::preset(name).unwrap()).unwrap()
}

fn run(changes: Value) -> Run {
    let hyperparameters: Hyperparameters = serde_json::from_value(changes).unwrap();
    Run::new(hyperparameters).unwrap()
}

/// Everything random at once: data with noise, a start, and shuffled mini-batches.
fn spirals() -> Run {
    run(json!({
        "dataset": "spirals",
        "samples": 150,
        "noise": 0.1,
        "hidden": [8, 6],
        "activation": "tanh",
        "outputActivation": "sigmoid",
        "loss": "cross-entropy",
        "reduction": "mean",
        "init": "xavier-normal",
        "seed": 3,
        "optimizer": "adam",
        "learningRate": 0.01,
        "batchSize": 16,
        "l1": 1e-5,
        "l2": 1e-4,
        "gradient": "exact",
    }))
}

/// CRC-32 of the bits of the losses before and after each of `epochs` epochs, of the final
/// parameters, and of the outputs.
fn digest(mut run: Run, epochs: u64) -> u32 {
    let mut hasher = Hasher::new();
    let mut add = |x: f64| hasher.update(&x.to_bits().to_le_bytes());
    add(run.loss());
    for _ in 0..epochs {
        run.train(1);
        add(run.loss());
    }
    run.network().parameters().iter().for_each(|&x| add(x));
    let output = run.network().layers();
    (0..run.points().len()).for_each(|example| add(run.pass().a(output, 0, example)));
    hasher.finalize()
}

#[test]
fn the_published_run_has_the_same_bits_everywhere() {
    assert_eq!(digest(preset("as-published"), 5000), 2_819_022_277);
}

#[test]
fn the_corrected_run_has_the_same_bits_everywhere() {
    assert_eq!(digest(preset("corrected"), 5000), 3_123_758_504);
}

#[test]
fn a_mini_batch_run_of_adam_on_spirals_has_the_same_bits_everywhere() {
    assert_eq!(digest(spirals(), 200), 948_636_330);
}

#[test]
fn every_activation_data_set_and_rule_has_the_same_bits_everywhere() {
    let settings = [
        ("circles", "relu", "rmsprop", "he-uniform"),
        ("moons", "leaky-relu", "nesterov", "he-normal"),
        ("blobs", "identity", "momentum", "xavier-uniform"),
        ("xnor", "sigmoid", "adam", "numpy-randn"),
    ];
    let digests = settings.map(|(dataset, activation, rule, init)| {
        let run = run(json!({
            "dataset": dataset,
            "noise": 0.05,
            "hidden": [5, 3],
            "activation": activation,
            "optimizer": rule,
            "init": init,
            "reduction": "mean",
            "learningRate": 0.01,
            "batchSize": 7,
            "gradient": "exact",
        }));
        assert!(run.loss().is_finite());
        digest(run, 100)
    });
    assert_eq!(
        digests,
        [3_112_722_756, 2_081_292_188, 2_990_536_994, 2_308_123_147]
    );
}

#[test]
fn training_at_once_or_epoch_by_epoch_or_step_by_step_is_the_same_run() {
    for (start, epochs) in [(preset("corrected"), 5000), (spirals(), 30)] {
        let mut at_once = start.clone();
        at_once.train(epochs);

        let mut by_epoch = start.clone();
        (0..epochs).for_each(|_| by_epoch.train(1));

        let mut by_step = start.clone();
        (0..epochs * start.steps_per_epoch() as u64).for_each(|_| by_step.step());

        for other in [&by_epoch, &by_step] {
            assert_eq!(other.epoch(), epochs);
            assert_eq!(other.step_in_epoch(), 0);
            assert_eq!(other.loss().to_bits(), at_once.loss().to_bits());
            assert_eq!(
                bits(other.network().parameters()),
                bits(at_once.network().parameters())
            );
            for epoch in 0..=epochs {
                let losses =
                    [other, &at_once].map(|run| run.history().loss_at(epoch).map(f64::to_bits));
                assert_eq!(losses[0], losses[1], "epoch {epoch}");
                assert!(losses[0].is_some(), "epoch {epoch}");
            }
        }
    }
}

/// `train` takes the notebook's network through the engine with sizes and choices as constants,
/// `step` any network with sizes that it looks up.
#[test]
fn constant_sizes_change_no_bit() {
    let base = Hyperparameters::default();
    for &activation in Activation::ALL {
        for &gradient in Gradient::ALL {
            for (reduction, l1, l2) in [
                (Reduction::Sum, 0.0, 0.0),
                (Reduction::Mean, 0.0, 0.0),
                (Reduction::Mean, 0.003, 0.01),
            ] {
                let start = Run::new(Hyperparameters {
                    activation,
                    gradient,
                    reduction,
                    l1,
                    l2,
                    learning_rate: 0.3,
                    ..base.clone()
                })
                .unwrap();
                let (mut constant, mut looked_up) = (start.clone(), start);
                constant.train(300);
                (0..300).for_each(|_| looked_up.step());
                let what = format!("{activation:?}, {gradient:?}, {reduction:?}");
                assert_eq!(constant.epoch(), 300, "{what}");
                assert_eq!(
                    bits(constant.network().parameters()),
                    bits(looked_up.network().parameters()),
                    "{what}"
                );
                assert_eq!(constant.history(), looked_up.history(), "{what}");
                for example in 0..4 {
                    let answers = [&constant, &looked_up].map(|run| run.pass().a(2, 0, example));
                    assert_eq!(answers[0].to_bits(), answers[1].to_bits(), "{what}");
                }
            }
        }
    }
}

/// With a step so large that the parameters are infinite after a few of them.
#[test]
fn constant_sizes_stop_where_the_loss_ceases_to_be_finite() {
    let run = Run::new(Hyperparameters::default()).unwrap();
    let hyperparameters = run.hyperparameters();
    let settings = Settings {
        rule: Rule::GradientDescent,
        // Uphill.
        learning_rate: -5e306,
        momentum: 0.0,
        beta1: 0.0,
        beta2: 0.0,
    };
    let train = |at_once: usize| {
        let (mut network, mut pass) = (run.network().clone(), run.pass().clone());
        let mut optimizer = Optimizer::new(settings, 9);
        let mut losses = vec![run.loss()];
        while losses.len() < 40 && losses.iter().all(|loss| loss.is_finite()) {
            let mut next = vec![0.0; at_once];
            let made = full_batch_epochs(
                &mut network,
                &mut pass,
                &hyperparameters.objective(),
                Gradient::Exact,
                &mut optimizer,
                &mut [0.0; 9],
                &mut next,
            );
            losses.extend(&next[..made]);
        }
        (bits(&losses), bits(network.parameters()))
    };
    let (losses, parameters) = train(40);
    assert!((3..40).contains(&losses.len()), "{}", losses.len());
    assert_eq!((losses, parameters), train(1));
}

#[test]
fn looking_at_a_run_changes_nothing() {
    let (mut watched, mut unwatched) = (spirals(), spirals());
    for _ in 0..20 {
        let _ = (
            watched.loss(),
            watched.accuracy(),
            watched.pass().a(1, 0, 0),
            watched.history().loss_at(3),
        );
        watched.step();
    }
    unwatched.train(2);
    assert_eq!(watched.epoch(), 2);
    assert_eq!(
        bits(watched.network().parameters()),
        bits(unwatched.network().parameters())
    );
}
