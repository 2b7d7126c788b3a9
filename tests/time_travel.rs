//! Time travel: every place of a run again, to the last bit, whatever was done to it on the way.

#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

mod common;
#[path = "common/script.rs"]
mod script;

use common::{RULES, bits};
use script::{Act, Script, act, place, played, ten_points};
use serde_json::{Value as Json, json};
use xor_lab::engine::optimizer::{Optimizer, Rule, Settings};
use xor_lab::engine::random::RandomState;
use xor_lab::training::checkpoints::{Checkpoint, Checkpoints};
use xor_lab::training::{History, Hyperparameters, Position, Run};

fn update(changes: Json) -> Act {
    Act::Update(changes)
}

fn new_run(changes: Json) -> Run {
    Run::new(serde_json::from_value(changes).unwrap()).unwrap()
}

/// All that can be seen of a run where it is, to the last bit.
fn state(run: &Run) -> (Position, Vec<u64>, Vec<u64>, Hyperparameters, bool) {
    let layers = run.network().layers();
    let mut values = vec![run.loss(), run.accuracy()];
    values.extend(run.points().iter().flatten());
    for layer in 0..=layers {
        for neuron in 0..run.network().sizes()[layer] {
            values.extend(run.pass().a_of(layer, neuron));
            for example in 0..run.points().len() {
                values.push(run.pass().z(layer, neuron, example));
            }
        }
    }
    (
        place(run),
        bits(run.network().parameters()),
        bits(&values),
        run.hyperparameters().clone(),
        run.edited(),
    )
}

/// Scripts with acts between epochs and in the middle of them, before and after checkpoints, which
/// are 128 epochs apart.
fn scripts(rule: &str, batch_size: Option<usize>) -> Vec<(&'static str, Script)> {
    let within = |step: usize| batch_size.map_or(0, |_| step);
    let other = if rule == "adam" { "momentum" } else { "adam" };
    let tuned = vec![
        ((0, 0), update(json!({"l1": 0.001}))),
        ((100, 0), update(json!({"learningRate": 0.1, "beta1": 0.8}))),
        ((128, 0), update(json!({"l2": 0.01}))),
        ((130, within(2)), update(json!({"optimizer": other}))),
        ((130, within(2)), update(json!({"optimizer": rule}))),
        ((200, within(1)), update(json!({"batchSize": 4}))),
        ((210, within(1)), update(json!({"batchSize": null}))),
        ((220, 0), update(json!({"gradient": "stale-order"}))),
        ((256, 0), update(json!({"batchSize": 3}))),
        ((257, 2), update(json!({"batchSize": 2}))),
    ];
    let edited = vec![
        ((0, 0), Act::Input(3, 1, -0.5)),
        ((50, 0), Act::Parameter(2, 1.5)),
        ((128, 0), Act::Input(3, 1, 0.75)),
        ((129, within(3)), Act::Input(9, 0, 2.0)),
        ((129, within(3)), Act::Parameter(12, -0.25)),
        ((250, 0), update(json!({"learningRate": 0.01}))),
        ((260, within(1)), Act::Parameter(0, 0.0)),
    ];
    vec![
        ("untouched", Vec::new()),
        ("tuned", tuned),
        ("edited", edited),
    ]
}

/// Calls `check` with every rule, in full batch and in mini-batches, untouched and not: with a run
/// and a script for it of 300 epochs.
fn for_every_kind(mut check: impl FnMut(&Run, &Script, &str)) {
    for rule in RULES {
        for batch_size in [None, Some(3)] {
            let start = ten_points(rule, batch_size);
            for (name, script) in scripts(rule, batch_size) {
                check(&start, &script, &format!("{rule}, {batch_size:?}, {name}"));
            }
        }
    }
}

const END: Position = (300, 0);

#[test]
fn every_place_is_again_what_it_was_and_so_is_all_that_follows() {
    for_every_kind(|start, script, what| {
        let whole = played(start, script, END);
        let mut run = whole.clone();
        for epoch in [0, 299, 128, 130, 127, 1, 300, 256, 260, 50, 0] {
            run.seek(epoch);
            let expected = played(start, script, (epoch, 0));
            assert_eq!(state(&run), state(&expected), "{what}: epoch {epoch}");
            assert_eq!(run.history(), whole.history(), "{what}: history");

            let mut on = run.clone();
            on.train(300 - epoch);
            assert_eq!(state(&on), state(&whole), "{what}: on from {epoch}");
            assert_eq!(on.history(), whole.history(), "{what}: on from {epoch}");
        }
        // Past the end it records again.
        run.seek(305);
        let longer = played(start, script, (305, 0));
        assert_eq!(state(&run), state(&longer), "{what}");
        assert_eq!(run.history(), longer.history(), "{what}");
        assert_eq!(run.last_epoch(), 305);
    });
}

#[test]
fn back_takes_one_update_after_the_other() {
    for_every_kind(|start, script, what| {
        let mut run = played(start, &Vec::new(), (0, 0));
        let mut states = vec![];
        let mut acts = script.iter().peekable();
        while place(&run) <= (262, 0) {
            while let Some((_, next)) = acts.next_if(|(at, _)| *at == place(&run)) {
                act(&mut run, next);
            }
            states.push(state(&run));
            run.step();
        }
        assert!(acts.next().is_none(), "{what}: an act without its place");
        for expected in states.into_iter().rev().take(270) {
            run.back();
            assert_eq!(state(&run), expected, "{what}");
        }
    });
}

#[test]
fn back_from_the_start_is_the_start() {
    let mut run = ten_points("adam", Some(3));
    let start = state(&run);
    run.back();
    assert_eq!(state(&run), start);
}

#[test]
fn a_change_in_the_past_is_a_branch() {
    let acts = [
        update(json!({"learningRate": 0.2})),
        update(json!({"optimizer": "rmsprop", "batchSize": 4})),
        Act::Parameter(1, 0.125),
        Act::Input(0, 0, 0.5),
    ];
    for_every_kind(|start, script, what| {
        let whole = played(start, script, END);
        for (epoch, steps) in [(0, 0), (60, 0), (129, 1), (128, 0), (200, 0)] {
            let mut run = whole.clone();
            run.seek(epoch);
            run.train_steps(steps);
            let here = place(&run);
            let mut branch: Script = script.clone();
            branch.retain(|(at, _)| *at <= here);
            for new in &acts {
                branch.push((here, new.clone()));
                act(&mut run, new);
            }
            assert_eq!(run.last_epoch(), here.0);

            let fresh = played(start, &branch, here);
            assert_eq!(state(&run), state(&fresh), "{what}: at {here:?}");
            assert_eq!(run.history(), fresh.history(), "{what}: at {here:?}");

            let fresh = played(start, &branch, (290, 0));
            run.seek(290);
            assert_eq!(state(&run), state(&fresh), "{what}: from {here:?}");
            assert_eq!(run.history(), fresh.history(), "{what}: from {here:?}");
            run.seek(2);
            run.seek(290);
            assert_eq!(state(&run), state(&fresh), "{what}: from {here:?} again");
        }
    });
}

#[test]
fn a_branch_past_the_exact_losses_has_the_history_of_a_run_that_went_nowhere_else() {
    let rate = |rate: f64| update(json!({"learningRate": rate}));
    let start = Run::new(Hyperparameters::default()).unwrap();
    let mut whole = start.clone();
    whole.train(140_000);
    for epoch in [
        70_000, 65_535, 65_536, 65_537, 32_768, 32_767, 16_385, 16_384, 16_383, 9000,
    ] {
        let mut run = whole.clone();
        run.seek(epoch);
        act(&mut run, &rate(0.5));
        let mut fresh = start.clone();
        fresh.train(epoch);
        act(&mut fresh, &rate(0.5));
        assert_eq!(state(&run), state(&fresh), "at {epoch}");
        assert_eq!(run.history(), fresh.history(), "at {epoch}");
        run.train(30_000);
        fresh.train(30_000);
        assert_eq!(state(&run), state(&fresh), "from {epoch}");
        assert_eq!(run.history(), fresh.history(), "from {epoch}");
        let last = [run.history(), fresh.history()].map(|history| history.last_loss().to_bits());
        assert_eq!(last[0], last[1]);
    }
}

#[test]
fn what_changes_nothing_is_no_change() {
    let mut run = ten_points("adam", Some(3));
    run.train(20);
    run.seek(10);
    let parameter = run.network().parameters()[3];
    let input = run.points()[2][1];
    act(&mut run, &update(json!({"learningRate": 0.03})));
    act(&mut run, &Act::Parameter(3, parameter));
    act(&mut run, &Act::Input(2, 1, input));
    assert_eq!(run.last_epoch(), 20);
    assert!(!run.edited());
}

#[test]
fn an_edit_is_in_force_from_its_place_on() {
    let mut run = ten_points("adam", Some(3));
    run.train(20);
    act(&mut run, &Act::Input(2, 1, 0.25));
    assert!(run.edited());
    assert_eq!(run.pass().a(0, 1, 2), 0.25);
    run.train(20);
    run.seek(19);
    assert!(!run.edited());
    run.seek(20);
    assert!(run.edited());
    run.reset();
    assert!(!run.edited());
    assert_eq!(state(&run), state(&ten_points("adam", Some(3))));
}

#[test]
fn an_edit_that_is_not_allowed_is_refused_and_changes_nothing() {
    let mut run = ten_points("adam", Some(3));
    run.train(20);
    run.seek(10);
    let before = run.clone();
    let parameters = run.network().parameters().len();
    let range = "allowed: a number from -1000000 to 1000000";
    let place = "allowed: the number of one that there is, from 0 on";
    for (refused, message) in [
        (
            run.set_parameter(0, f64::NAN),
            format!("parameter is NaN; {range}"),
        ),
        (
            run.set_parameter(0, 2e6),
            format!("parameter is 2000000; {range}"),
        ),
        (
            run.set_parameter(parameters, 0.0),
            format!("parameter is {parameters}; {place}"),
        ),
        (
            run.set_input(0, 1, f64::INFINITY),
            format!("input is inf; {range}"),
        ),
        (run.set_input(0, 2, 0.0), format!("input is 2; {place}")),
        (run.set_input(10, 0, 0.0), format!("example is 10; {place}")),
    ] {
        assert_eq!(refused.unwrap_err().to_string(), message);
    }
    assert_eq!(state(&run), state(&before));
    assert_eq!(run.last_epoch(), 20);
}

#[test]
fn a_run_that_has_diverged_goes_back_and_diverges_again() {
    for batch_size in [None, Some(3)] {
        let start = new_run(json!({
            "activation": "identity",
            "outputActivation": "identity",
            "loss": "squared-error",
            "learningRate": 100,
            "batchSize": batch_size,
        }));
        let mut whole = start.clone();
        whole.train(10_000);
        let end = whole.epoch();
        assert!(!whole.loss().is_finite() && end < 10_000);

        let mut run = whole.clone();
        run.seek(end - 1);
        assert_eq!(state(&run), state(&played(&start, &vec![], (end - 1, 0))));
        assert!(run.loss().is_finite());
        run.seek(end + 5);
        assert_eq!(state(&run), state(&whole), "it stops where it stopped");

        // Who steps on sees that again.
        (0..4 * whole.steps_per_epoch()).for_each(|_| whole.step());
        run = whole.clone();
        run.seek(0);
        run.seek(end + 3);
        assert_eq!(state(&run), state(&played(&start, &vec![], (end + 3, 0))));
        run.train(100);
        assert_eq!(state(&run), state(&whole));
        run.seek(0);
        act(&mut run, &update(json!({"learningRate": 0.01})));
        run.train(50);
        assert!(run.loss().is_finite());
    }
}

#[test]
fn a_reset_starts_with_what_is_in_force_and_forgets_the_rest() {
    let mut run = ten_points("momentum", None);
    run.train(50);
    act(&mut run, &update(json!({"learningRate": 0.5})));
    run.train(50);
    run.seek(60);
    run.reset();
    assert_eq!((run.epoch(), run.last_epoch()), (0, 0));
    assert_eq!(run.hyperparameters().learning_rate, 0.5);
    run.train(1);
    assert_eq!(run.hyperparameters().learning_rate, 0.5);
}

#[test]
fn a_slider_that_moves_makes_one_change() {
    let mut run = ten_points("momentum", None);
    for i in 0..100_000 {
        act(&mut run, &Act::Parameter(3, f64::from(i)));
    }
    // A point is dragged in two directions.
    for i in 0..100_000 {
        act(&mut run, &Act::Input(3, 0, f64::from(i)));
        act(&mut run, &Act::Input(3, 1, f64::from(i)));
    }
    assert_eq!(run.changes_in_force(), 2);
    run.train(5);
    run.seek(0);
    assert_eq!(run.network().parameters()[3], 99_999.0);
    assert_eq!(run.points()[3][..2], [99_999.0, 99_999.0]);
}

#[test]
fn a_seek_in_a_million_epochs_trains_at_most_2047_of_them_again() {
    let mut run = Run::new(Hyperparameters::default()).unwrap();
    run.train(1_000_000);
    let memory = run.memory();
    for epoch in (0..1_000_000).step_by(997).chain([999_999]) {
        run.seek(0);
        run.approach(epoch);
        let again = epoch - run.epoch();
        assert!(again < 2048, "epoch {epoch}: {again} epochs");
    }
    // From where it is, where that is nearer.
    run.seek(500_000);
    run.approach(500_001);
    assert_eq!(run.epoch(), 500_000);
    run.seek(1_000_000);
    assert_eq!(run.memory(), memory, "recorded twice");
}

/// The checkpoints of a run of so many epochs, each as large as it can be, without the run.
fn checkpoints(examples: usize, parameters: usize, epochs: u64) -> Checkpoints {
    let settings = Settings {
        rule: Rule::Adam,
        learning_rate: 0.1,
        momentum: 0.9,
        beta1: 0.9,
        beta2: 0.999,
    };
    let at = |epoch| Checkpoint {
        epoch,
        parameters: vec![0.0; parameters],
        optimizer: Optimizer::new(settings, parameters),
        shuffler: Some(Box::new(RandomState::new(0))),
    };
    let mut checkpoints = Checkpoints::new(examples);
    checkpoints.add(at(0));
    let mut epoch = 0;
    while epoch + checkpoints.until_next(epoch) <= epochs {
        epoch += checkpoints.until_next(epoch);
        if checkpoints.wants(epoch) {
            checkpoints.add(at(epoch));
        }
    }
    checkpoints
}

#[test]
fn a_hundred_million_epochs_take_less_than_8_megabytes_and_are_near_a_checkpoint() {
    const EPOCHS: u64 = 100_000_000;
    let mut history = History::new(1.0);
    let losses: Vec<f64> = (1..=10_000).map(|epoch| 1.0 / f64::from(epoch)).collect();
    (0..EPOCHS / 10_000).for_each(|_| history.extend(&losses));
    assert_eq!(history.last_epoch(), EPOCHS);
    assert!(history.bytes() < 4_000_000, "{} bytes", history.bytes());

    let six_layers = 3 * 64 + 5 * 64 * 65 + 65;
    for (what, examples, parameters, distance) in [
        ("2-2-1", 4, 9, 262_144),
        ("2-8-8-1", 200, 105, 262_144),
        ("6 × 64 neurons", 4, six_layers, 16_777_216),
        ("6 × 64 neurons", 1000, six_layers, 16_777_216),
    ] {
        let checkpoints = checkpoints(examples, parameters, EPOCHS);
        let bytes = history.bytes() + checkpoints.bytes();
        assert!(bytes < 8_000_000, "{what}: {bytes} bytes");
        for epoch in (0..=EPOCHS).step_by(99_991) {
            let again = epoch - checkpoints.nearest(epoch).epoch;
            assert!(again < distance, "{what}, epoch {epoch}: {again} epochs");
        }
    }
}

#[test]
fn after_a_branch_checkpoints_are_as_near_to_each_other_as_before_the_long_run() {
    let mut checkpoints = checkpoints(4, 9, 10_000_000);
    checkpoints.truncate(5000);
    assert_eq!(checkpoints.nearest(5000).epoch, 0);
    assert_eq!(checkpoints.until_next(5000), 120);
    assert!(checkpoints.wants(5120) && checkpoints.wants(1024) && !checkpoints.wants(0));
}

/// Numbers below `n` that look random, the same for the same seed.
fn dice(mut state: u64) -> impl FnMut(u64) -> u64 {
    move |n| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state % n
    }
}

#[test]
fn whoever_wanders_about_in_a_run_finds_it_as_it_was_last_left() {
    for seed in 1..=60_u64 {
        let mut dice = dice(seed << 40 | 0x9e37_79b9);
        let rule = RULES[dice(5) as usize];
        let start = ten_points(rule, [None, Some(3), Some(4)][dice(3) as usize]);
        let mut run = start.clone();
        let mut script: Script = Vec::new();
        let mut end = (0, 0);
        for turn in 0..40 {
            match dice(8) {
                0 => run.seek(dice(end.0 + 20)),
                1 => run.back(),
                2 => run.step(),
                3 => run.train(dice(90)),
                4 => run.train_steps(dice(200)),
                5 => run.approach(dice(end.0 + 1)),
                _ => {
                    let what = match dice(6) {
                        0 => update(json!({"optimizer": RULES[dice(5) as usize]})),
                        1 => update(json!({"batchSize": 1 + dice(10)})),
                        2 => update(json!({"learningRate": 0.01 * dice(5) as f64})),
                        3 => update(json!({"l2": 0.001 * dice(3) as f64, "beta2": 0.99})),
                        4 => Act::Parameter(dice(13) as usize, dice(3) as f64 - 1.0),
                        _ => Act::Input(dice(10) as usize, dice(2) as usize, dice(3) as f64),
                    };
                    let untouched = state(&run);
                    act(&mut run, &what);
                    // What is as it was already is no change, and the future stays.
                    if state(&run) != untouched {
                        end = place(&run);
                        script.retain(|(at, _)| *at <= end);
                        script.push((end, what));
                    }
                }
            }
            end = end.max(place(&run));
            let expected = played(&start, &script, place(&run));
            assert_eq!(state(&run), state(&expected), "seed {seed}, turn {turn}");
            assert_eq!(run.last_epoch(), end.0, "seed {seed}, turn {turn}");
        }
        let expected = played(&start, &script, end);
        assert_eq!(run.history(), expected.history(), "seed {seed}");
    }
}
