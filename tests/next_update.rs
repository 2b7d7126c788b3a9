//! What the next update will do: that of the run to the last bit, and the run stays as it is.

#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

mod common;

use common::{RULES, bits};
use serde_json::json;
use xor_lab::engine::Pass;
use xor_lab::engine::Words;
use xor_lab::engine::backward::{Gradient, gradients};
use xor_lab::training::{Hyperparameters, NextUpdate, Run};

fn run(rule: &str, gradient: Gradient, batch_size: Option<usize>) -> Run {
    let hyperparameters: Hyperparameters = serde_json::from_value(json!({
        "dataset": "moons",
        "samples": 10,
        "noise": 0.1,
        "hidden": [2, 3],
        "activation": "tanh",
        "reduction": "mean",
        "optimizer": rule,
        "learningRate": 0.03,
        "batchSize": batch_size,
        "seed": 4,
        "l1": 0.001,
        "l2": 0.01,
        "gradient": gradient.word(),
    }))
    .unwrap();
    Run::new(hyperparameters).unwrap()
}

/// Calls `check` with runs of every kind, between epochs and in the middle of them.
fn for_every_kind(mut check: impl FnMut(Run, &str)) {
    for rule in RULES {
        for &gradient in Gradient::ALL {
            for batch_size in [None, Some(3), Some(10), Some(1000)] {
                for steps in [0, 1, 2, 3, 4, 7] {
                    let mut run = run(rule, gradient, batch_size);
                    run.train_steps(steps);
                    let what = format!("{rule}, {gradient:?}, {batch_size:?}, step {steps}");
                    check(run, &what);
                }
            }
        }
    }
}

#[test]
fn it_leaves_the_parameters_that_the_step_leaves() {
    for_every_kind(|mut run, what| {
        // Twice in a row: the second from what the optimizer remembers of the first.
        for _ in 0..2 {
            let next = NextUpdate::new(&run);
            run.step();
            assert_eq!(
                bits(next.network().parameters()),
                bits(run.network().parameters()),
                "{what}"
            );
            assert_eq!(next.optimizer(), run.optimizer(), "{what}");
        }
    });
}

#[test]
fn the_run_stays_as_it_is_and_goes_on_as_if_nobody_had_looked() {
    for_every_kind(|run, what| {
        let mut looked_at = run.clone();
        let mut left_alone = run;
        for _ in 0..5 {
            let before = format!("{looked_at:?}");
            NextUpdate::new(&looked_at);
            assert_eq!(format!("{looked_at:?}"), before, "{what}");
            looked_at.step();
            left_alone.step();
        }
        assert_eq!(
            format!("{looked_at:?}"),
            format!("{left_alone:?}"),
            "{what}"
        );
    });
}

#[test]
fn its_batches_are_those_of_the_epoch() {
    let mut run = run("adam", Gradient::Exact, Some(4));
    for _ in 0..3 {
        let mut seen = Vec::new();
        for size in [4, 4, 2] {
            let next = NextUpdate::new(&run);
            assert_eq!(next.examples().len(), size);
            for (row, &example) in next.examples().iter().enumerate() {
                for input in 0..2 {
                    assert_eq!(next.pass().a(0, input, row), run.points()[example][input]);
                }
                // The forward pass is that of all the data, wherever the example stands.
                let (a, all) = (next.pass().a(3, 0, row), run.pass().a(3, 0, example));
                assert_eq!(a.to_bits(), all.to_bits());
            }
            seen.extend_from_slice(next.examples());
            run.step();
        }
        assert!(!seen.is_sorted(), "{seen:?} is no shuffle");
        seen.sort_unstable();
        assert!(seen.into_iter().eq(0..10));
    }
}

#[test]
fn a_full_batch_is_all_the_data_in_order_and_what_is_left_of_an_epoch_is_the_rest_of_it() {
    let mut run = run("adam", Gradient::Exact, Some(4));
    run.train(1);
    run.step();
    let before = NextUpdate::new(&run).examples().to_vec();
    let next = Hyperparameters {
        batch_size: None,
        ..run.hyperparameters().clone()
    };
    run.update(next).unwrap();
    let rest = NextUpdate::new(&run).examples().to_vec();
    assert_eq!((rest.len(), &rest[..4]), (6, &before[..]));
    run.step();
    assert!(NextUpdate::new(&run).examples().iter().copied().eq(0..10));
}

#[test]
fn its_gradient_is_that_of_its_batch() {
    for_every_kind(|run, what| {
        let next = NextUpdate::new(&run);
        let hyperparameters = run.hyperparameters();
        if hyperparameters.gradient == Gradient::StaleOrder {
            return; // made by the order of the step, not by `gradients`
        }
        let mut pass = Pass::new(run.network().sizes(), 0);
        let points = run.points();
        pass.load(next.examples().len(), &|n| &points[next.examples()[n]]);
        run.network().forward(&mut pass);
        let mut expected = vec![0.0; run.network().parameters().len()];
        gradients(
            run.network(),
            &mut pass,
            &hyperparameters.objective(),
            hyperparameters.gradient,
            &mut expected,
        );
        assert_eq!(bits(next.gradients()), bits(&expected), "{what}");
        for row in 0..next.examples().len() {
            let (delta, own) = (next.pass().delta(1, 1, row), pass.delta(1, 1, row));
            assert_eq!(delta.to_bits(), own.to_bits(), "{what}");
        }
    });
}
