//! Edits by hand, taken back and made again: each time the run is, to the last bit, the one in
//! which nothing else was ever done.

#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

mod common;
#[path = "common/script.rs"]
mod script;

use common::{RULES, bits};
use script::{Act, Script, act, place, played, ten_points};
use serde_json::json;
use xor_lab::training::{Hyperparameters, Position, Run};

/// All that can be seen of a run where it is, to the last bit.
fn state(run: &Run) -> (Position, Vec<u64>, Vec<u64>, Hyperparameters, bool) {
    let mut values = vec![run.loss()];
    values.extend(run.points().iter().flatten());
    values.extend(run.pass().a_of(0, 0));
    values.extend(run.pass().a_of(2, 0));
    values.extend(run.optimizer().velocity());
    values.extend(run.optimizer().square());
    (
        place(run),
        bits(run.network().parameters()),
        bits(&values),
        run.hyperparameters().clone(),
        run.edited(),
    )
}

/// Fails unless `run` is what the script makes of `start`, here and 40 epochs on.
#[track_caller]
fn assert_played(run: &Run, start: &Run, script: &Script, what: &str) {
    let expected = played(start, script, place(run));
    assert_eq!(state(run), state(&expected), "{what}");
    let end = (run.epoch() + 40, 0);
    let mut on = run.clone();
    on.seek(end.0);
    assert_eq!(state(&on), state(&played(start, script, end)), "{what}: on");
}

/// Edits and changes of hyperparameters in turn, between epochs and, in mini-batches, within them.
fn script(batch_size: Option<usize>) -> Script {
    let within = |step: usize| batch_size.map_or(0, |_| step);
    vec![
        ((0, 0), Act::Parameter(2, 1.5)),
        ((3, within(1)), Act::Update(json!({"learningRate": 0.1}))),
        ((5, within(2)), Act::Input(3, 1, -0.5)),
        ((5, within(2)), Act::Update(json!({"optimizer": "rmsprop"}))),
        ((5, within(2)), Act::Parameter(12, 0.25)),
        ((130, within(1)), Act::Update(json!({"batchSize": 2}))),
        ((131, 2), Act::Parameter(2, -1.0)),
        ((140, 0), Act::Update(json!({"momentum": 0.5}))),
    ]
}

#[test]
fn every_edit_is_taken_back_and_made_again_whatever_was_changed_between() {
    for rule in RULES {
        for batch_size in [None, Some(3)] {
            let what = format!("{rule}, {batch_size:?}");
            let start = ten_points(rule, batch_size);
            let script = script(batch_size);
            let mut run = played(&start, &script, (150, 0));
            assert!(run.can_undo() && !run.can_redo());

            // The last edit of (131, 2), those of (5, 2) one by one, that of (0, 0).
            let without_last = script[..6].to_vec();
            let without_two: Script = script[..4].to_vec();
            let without_three = vec![script[0].clone(), script[1].clone(), script[3].clone()];
            let without_all = vec![];
            let expected = [
                ((131, 2), &without_last),
                (script[2].0, &without_two),
                (script[2].0, &without_three),
                ((0, 0), &without_all),
            ];
            for (at, left) in expected {
                assert!(run.can_undo());
                run.undo();
                assert_eq!(place(&run), at, "{what}");
                assert_eq!(run.last_epoch(), at.0, "{what}");
                assert_played(&run, &start, left, &what);
            }
            assert!(!run.can_undo() && !run.edited());
            run.undo();
            assert_eq!(place(&run), (0, 0));

            let one = vec![script[0].clone(), script[1].clone(), script[3].clone()];
            let two = script[..4].to_vec();
            let three = script[..6].to_vec();
            for (at, made) in [
                ((0, 0), &one),
                (script[2].0, &two),
                (script[2].0, &three),
                ((131, 2), &script),
            ] {
                assert!(run.can_redo());
                run.redo();
                assert_eq!(place(&run), at, "{what}");
                assert_played(&run, &start, made, &what);
            }
            assert!(run.can_undo() && !run.can_redo());
            run.redo();
            run.seek(150);
            let whole = played(&start, &script, (150, 0));
            assert_eq!(state(&run), state(&whole), "{what}");
            assert_eq!(run.history(), whole.history(), "{what}");
        }
    }
}

#[test]
fn undo_and_redo_go_to_the_place_of_the_edit_from_wherever_the_run_is() {
    let start = ten_points("adam", Some(3));
    let edit = vec![((20, 1), Act::Parameter(1, 0.75))];
    let untouched = vec![];
    for from in [0, 10, 20, 21, 300] {
        let mut run = played(&start, &edit, (100, 0));
        run.seek(from);
        run.undo();
        assert_eq!(place(&run), (20, 1));
        assert_played(&run, &start, &untouched, "undone");
        run.seek(from);
        run.redo();
        assert_eq!(place(&run), (20, 1));
        assert_played(&run, &start, &edit, "redone");
    }
}

#[test]
fn a_drag_is_one_edit() {
    let start = ten_points("momentum", None);
    let mut run = start.clone();
    run.train(7);
    let before = state(&run);
    for i in 0..100 {
        let x = f64::from(i);
        run.set_input(4, 0, x).unwrap();
        run.set_input(4, 1, -x).unwrap();
    }
    let dragged = state(&run);
    for i in 0..100 {
        run.set_parameter(2, f64::from(i)).unwrap();
    }
    run.undo();
    assert_eq!(state(&run), dragged);
    run.undo();
    assert_eq!(state(&run), before);
    assert!(!run.can_undo());
    run.redo();
    assert_eq!(state(&run), dragged);

    // Not in a row, or not at the same place, they are several.
    run.set_parameter(2, 1.0).unwrap();
    run.set_parameter(3, 1.0).unwrap();
    run.set_parameter(2, 2.0).unwrap();
    run.undo();
    assert_eq!(run.network().parameters()[2..4], [1.0, 1.0]);
    run.step();
    let stepped = state(&run);
    run.set_parameter(3, 3.0).unwrap();
    run.undo();
    assert_eq!(state(&run), stepped);
    run.undo();
    assert_eq!(place(&run), (7, 0));
    assert_eq!(run.network().parameters()[2], 1.0);
    assert!(run.network().parameters()[3] != 1.0);
}

#[test]
fn a_new_change_forgets_what_could_be_made_again() {
    for change in [
        Act::Parameter(5, 0.5),
        Act::Input(1, 1, 0.5),
        Act::Update(json!({"learningRate": 0.5})),
    ] {
        let start = ten_points("adam", Some(3));
        let mut run = start.clone();
        run.train(5);
        act(&mut run, &Act::Parameter(1, 0.75));
        run.train(5);
        act(&mut run, &Act::Update(json!({"l2": 0.1})));
        act(&mut run, &Act::Parameter(2, 0.25));
        run.undo();
        run.undo();
        // With that edit comes a change later on, which is forgotten by one before it.
        run.redo();
        assert_eq!(place(&run), (5, 0));
        act(&mut run, &change);
        assert!(!run.can_redo());
        let script = vec![((5, 0), Act::Parameter(1, 0.75)), ((5, 0), change.clone())];
        assert_played(&run, &start, &script, &format!("{change:?}"));
        run.redo();
        assert_played(&run, &start, &script, &format!("{change:?}"));
    }
}

#[test]
fn a_new_start_has_nothing_to_take_back() {
    let mut run = ten_points("adam", Some(3));
    run.set_parameter(1, 0.5).unwrap();
    run.set_parameter(2, 0.5).unwrap();
    run.undo();
    let mut other = run.clone();
    run.reset();
    assert!(!run.can_undo() && !run.can_redo());
    let next = Hyperparameters {
        seed: 9,
        ..other.hyperparameters().clone()
    };
    assert_eq!(other.update(next), Ok(true));
    assert!(!other.can_undo() && !other.can_redo());
}

#[test]
fn a_run_that_diverged_by_an_edit_is_mended_by_taking_it_back() {
    let hyperparameters: Hyperparameters = serde_json::from_value(json!({
        "activation": "identity",
        "outputActivation": "identity",
        "loss": "squared-error",
        "learningRate": 0.1,
    }))
    .unwrap();
    let start = Run::new(hyperparameters).unwrap();
    let mut run = start.clone();
    run.train(10);
    let before = state(&run);
    run.set_parameter(0, 1e6).unwrap();
    run.train(1000);
    assert!(!run.loss().is_finite());
    run.undo();
    assert_eq!(state(&run), before);
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
fn whoever_edits_wanders_and_takes_back_has_the_run_without_what_was_taken_back() {
    for seed in 1..=60_u64 {
        let mut dice = dice(seed << 40 | 0x9e37_79b9);
        let start = ten_points(
            RULES[dice(5) as usize],
            [None, Some(3), Some(4)][dice(3) as usize],
        );
        let mut run = start.clone();
        let mut script: Script = Vec::new();
        let mut undone: Vec<Script> = Vec::new();
        for turn in 0..50 {
            let what = format!("seed {seed}, turn {turn}");
            match dice(9) {
                0 => run.seek(dice(40)),
                1 => run.step(),
                2 => run.train(dice(50)),
                3 => run.back(),
                4 | 5 => {
                    let last = script.iter().rposition(|(_, act)| act.is_edit());
                    assert_eq!(run.can_undo(), last.is_some(), "{what}");
                    run.undo();
                    if let Some(last) = last {
                        let at = script[last].0;
                        let (stay, after): (Script, Script) = script
                            .split_off(last)
                            .into_iter()
                            .partition(|(place, act)| *place == at && !act.is_edit());
                        script.extend(stay);
                        undone.push(after);
                        assert_eq!(place(&run), at, "{what}");
                    }
                }
                6 => {
                    assert_eq!(run.can_redo(), !undone.is_empty(), "{what}");
                    run.redo();
                    if let Some(again) = undone.pop() {
                        assert_eq!(place(&run), again[0].0, "{what}");
                        script.extend(again);
                    }
                }
                _ => {
                    let act_now = match dice(6) {
                        0 => Act::Update(json!({"learningRate": 0.01 * (1 + dice(5)) as f64})),
                        1 => Act::Update(json!({"batchSize": 1 + dice(10)})),
                        2 => Act::Update(json!({"optimizer": RULES[dice(5) as usize]})),
                        3 => Act::Inputs(dice(10) as usize, dice(3) as f64, dice(3) as f64),
                        _ => Act::Parameter(dice(13) as usize, dice(3) as f64 - 1.0),
                    };
                    let untouched = state(&run);
                    act(&mut run, &act_now);
                    if state(&run) != untouched {
                        let here = place(&run);
                        script.retain(|(at, _)| *at <= here);
                        // One of the same thing in a row takes the place of the one before.
                        let last = script.iter().rposition(|(_, act)| act.is_edit());
                        if let Some(last) = last
                            && act_now.is_edit()
                            && script[last].0 == here
                            && same_thing(&script[last].1, &act_now)
                        {
                            script[last].1 = act_now;
                        } else {
                            script.push((here, act_now));
                        }
                        undone.clear();
                    }
                }
            }
            let expected = played(&start, &script, place(&run));
            assert_eq!(state(&run), state(&expected), "{what}");
        }
    }
}

fn same_thing(one: &Act, other: &Act) -> bool {
    match (one, other) {
        (Act::Parameter(one, _), Act::Parameter(other, _)) => one == other,
        (Act::Inputs(one, ..), Act::Inputs(other, ..)) => one == other,
        _ => false,
    }
}
