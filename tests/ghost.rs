//! What is left of a future that was abandoned: its losses, until nobody wants them any more.

#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

mod common;

use common::bits;
use serde_json::{Value as Json, json};
use xor_lab::training::{Hyperparameters, Run, Span};

fn run(changes: Json) -> Run {
    Run::new(serde_json::from_value(changes).unwrap()).unwrap()
}

fn set_learning_rate(run: &mut Run, learning_rate: f64) {
    let hyperparameters = run.hyperparameters().clone();
    let next = Hyperparameters {
        learning_rate,
        ..hyperparameters
    };
    assert_eq!(run.update(next), Ok(false));
}

/// The losses of a range of epochs, one a span.
fn losses(run: &Run, first: u64, last: u64) -> Vec<Span> {
    let span = |epoch| {
        let loss = run.history().loss_at(epoch).unwrap();
        Span {
            first: epoch,
            last: epoch,
            min: loss,
            max: loss,
        }
    };
    (first..=last).map(span).collect()
}

#[test]
fn a_change_in_the_past_leaves_the_losses_of_the_future_that_it_ends() {
    for batch_size in [None, Some(3)] {
        let mut before = run(json!({"dataset": "moons", "samples": 10, "batchSize": batch_size}));
        before.train(300);
        for (epoch, steps) in [
            (0, 0),
            (100, 0),
            (299, 0),
            (120, batch_size.map_or(0, |_| 2)),
        ] {
            before.seek(epoch);
            before.train_steps(steps);
            let future = losses(&before, epoch, 300);

            let mut tuned = before.clone();
            set_learning_rate(&mut tuned, 0.5);
            assert_eq!(tuned.ghost(), future, "a hyperparameter");
            let mut edited = before.clone();
            edited.set_parameter(2, 0.25).unwrap();
            assert_eq!(edited.ghost(), future, "a parameter");
            let mut edited = before.clone();
            edited.set_input(2, 0, 0.25).unwrap();
            assert_eq!(edited.ghost(), future, "an input");
        }
    }
}

#[test]
fn where_nothing_is_abandoned_there_is_no_ghost() {
    let mut run = run(json!({"dataset": "moons", "samples": 10, "batchSize": 3}));
    set_learning_rate(&mut run, 0.5);
    run.train(20);
    set_learning_rate(&mut run, 0.4);
    assert!(run.ghost().is_empty(), "at the end");
    run.train_steps(3);
    run.back();
    set_learning_rate(&mut run, 0.3);
    assert_eq!(run.step_in_epoch(), 2);
    assert!(run.ghost().is_empty(), "the rest of an epoch has no loss");
    run.seek(10);
    set_learning_rate(&mut run, 0.5);
    assert!(run.ghost().is_empty(), "what changes nothing is no change");
}

#[test]
fn a_ghost_stays_until_it_is_dismissed_or_there_is_another() {
    let mut run = run(json!({}));
    run.train(100);
    run.seek(60);
    let first = losses(&run, 60, 100);
    set_learning_rate(&mut run, 0.5);
    // A slider that moves on: changes at the end abandon nothing.
    set_learning_rate(&mut run, 0.4);
    run.train(200);
    run.seek(10);
    run.seek(220);
    run.back();
    assert_eq!(run.ghost(), first);

    let second = losses(&run, 219, 260);
    set_learning_rate(&mut run, 1.0);
    assert_eq!(run.ghost(), second);
    let parameters = bits(run.network().parameters());
    run.dismiss_ghost();
    assert!(run.ghost().is_empty());
    assert_eq!(bits(run.network().parameters()), parameters);
    assert_eq!(run.last_epoch(), 219);
}

#[test]
fn a_run_that_restarts_has_no_ghost() {
    let mut before = run(json!({}));
    before.train(100);
    before.seek(60);
    set_learning_rate(&mut before, 0.5);
    assert!(!before.ghost().is_empty());
    let mut run = before.clone();
    run.reset();
    assert!(run.ghost().is_empty());
    let mut run = before;
    let next = Hyperparameters {
        seed: 7,
        ..run.hyperparameters().clone()
    };
    assert_eq!(run.update(next), Ok(true));
    assert!(run.ghost().is_empty());
}

#[test]
fn a_long_future_leaves_few_spans_and_all_of_its_spikes() {
    // A learning rate at which the loss leaps now and then.
    let mut run = run(json!({"dataset": "circles", "hidden": [4], "learningRate": 3}));
    run.train(16_000);
    run.seek(1000);
    let exact = losses(&run, 1000, 16_000);
    let memory = run.memory();
    set_learning_rate(&mut run, 0.1);
    let ghost = run.ghost().to_vec();
    assert!(ghost.len() > 256 && ghost.len() <= 512, "{}", ghost.len());
    assert_eq!(
        (ghost[0].first, ghost[ghost.len() - 1].last),
        (1000, 16_000)
    );
    for span in &ghost {
        let losses = &exact[(span.first - 1000) as usize..=(span.last - 1000) as usize];
        let low = losses
            .iter()
            .map(|one| one.min)
            .fold(f64::INFINITY, f64::min);
        let high = losses.iter().map(|one| one.max).fold(0.0, f64::max);
        assert_eq!((span.min, span.max), (low, high), "{span:?}");
    }
    let before = run.memory();
    run.dismiss_ghost();
    let freed = before - run.memory();
    assert!(
        freed > 0 && freed <= 512 * size_of::<Span>(),
        "{freed} bytes"
    );
    assert!(before < memory, "less than what was abandoned");
}

#[test]
fn a_future_without_any_number_leaves_no_ghost() {
    let mut run = run(json!({
        "activation": "identity",
        "outputActivation": "identity",
        "loss": "squared-error",
        "learningRate": 1000,
    }));
    run.train(1000);
    assert!(!run.loss().is_finite());
    run.seek(run.last_epoch() - 1);
    set_learning_rate(&mut run, 0.01);
    assert!(run.ghost().is_empty());
}
