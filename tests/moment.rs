//! A moment is all that decides where a run is: whoever begins from it comes to the same bits.

#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

mod common;
#[path = "common/script.rs"]
mod script;

use common::{RULES, bits};
use script::{Act, Script, act, place, played, ten_points};
use serde_json::json;
use xor_lab::training::{Done, Hyperparameters, Position, Run};

fn state(run: &Run) -> (Position, u64, Vec<u64>, Vec<u64>, Hyperparameters, bool) {
    let inputs: Vec<_> = run.points().iter().flatten().copied().collect();
    (
        place(run),
        run.loss().to_bits(),
        bits(run.network().parameters()),
        bits(&inputs),
        run.hyperparameters().clone(),
        run.edited(),
    )
}

/// Changes between epochs and, in mini-batches, within them; two at one place; one of the batches.
fn script(batch_size: Option<usize>) -> Script {
    let within = |step: usize| batch_size.map_or(0, |_| step);
    vec![
        ((0, 0), Act::Parameter(2, 1.5)),
        ((3, within(1)), Act::Update(json!({"learningRate": 0.1}))),
        ((5, within(2)), Act::Inputs(3, 0.25, -0.5)),
        ((5, within(2)), Act::Update(json!({"optimizer": "rmsprop"}))),
        (
            (30, within(1)),
            Act::Update(json!({"batchSize": 2, "gradient": "no-derivative"})),
        ),
        ((31, 2), Act::Parameter(12, -1.0)),
        ((40, 0), Act::Update(json!({"l2": 0.01}))),
    ]
}

#[test]
fn a_run_from_a_moment_is_the_same_there_and_after() {
    for rule in RULES {
        for batch_size in [None, Some(3)] {
            let start = ten_points(rule, batch_size);
            for to in [(0, 0), (5, 0), (31, 2), (40, 0), (64, 1)] {
                let mut run = played(&start, &script(batch_size), to);
                let mut same = run.moment().reach().unwrap();
                assert_eq!(state(&same), state(&run), "{rule} {batch_size:?} {to:?}");
                run.train(20);
                same.train(20);
                assert_eq!(
                    state(&same),
                    state(&run),
                    "{rule} {batch_size:?} {to:?}: on"
                );
            }
        }
    }
}

#[test]
fn a_moment_in_the_past_knows_nothing_of_what_came_after() {
    let start = ten_points("adam", Some(3));
    let mut run = played(&start, &script(Some(3)), (64, 0));
    run.seek(20);
    let moment = run.moment();
    assert_eq!(moment.changes.len(), 4);
    assert_eq!(state(&moment.reach().unwrap()), state(&run));
    run.train(200);
    let mut on = moment.reach().unwrap();
    on.train(200);
    assert_ne!(
        state(&on),
        state(&run),
        "the changes after epoch 20 are not in it"
    );
}

#[test]
fn what_is_planned_can_be_gone_to_in_slices_and_taken_back() {
    let start = ten_points("momentum", Some(3));
    let run = played(&start, &script(Some(3)), (64, 0));
    let mut slices = run.moment().begin().unwrap();
    assert!(slices.can_undo(), "the edit of epoch 0 is made at once");
    while slices.epoch() < 64 {
        slices.advance(3, 64);
    }
    assert_eq!(state(&slices), state(&run));
    slices.undo();
    let without: Script = script(Some(3))
        .into_iter()
        .filter(|(at, _)| *at != (31, 2))
        .collect();
    assert_eq!(state(&slices), state(&played(&start, &without, (31, 2))));
}

#[test]
fn a_change_on_the_way_forgets_what_was_planned() {
    let start = ten_points("gradient-descent", None);
    let mut run = played(&start, &script(None), (3, 0))
        .moment()
        .begin()
        .unwrap();
    run.plan(
        (50, 0),
        &Done::Parameter {
            index: 0,
            value: 9.0,
        },
    )
    .unwrap();
    run.train(10);
    let edit = Act::Parameter(1, 0.5);
    act(&mut run, &edit);
    let mut expected = script(None)[..2].to_vec();
    expected.push(((10, 0), edit));
    run.train(60);
    assert_eq!(state(&run), state(&played(&start, &expected, (70, 0))));
}

#[test]
fn an_edit_that_is_only_planned_is_not_taken_back() {
    let mut run = ten_points("adam", None);
    run.plan(
        (1_000_000_000, 0),
        &Done::Parameter {
            index: 0,
            value: 9.0,
        },
    )
    .unwrap();
    assert!(!run.can_undo());
    let before = state(&run);
    run.undo();
    assert_eq!(state(&run), before);
}

#[test]
fn nothing_is_planned_where_the_run_has_been() {
    let mut run = ten_points("adam", None);
    run.train(100);
    run.seek(50);
    let done = Done::Parameter {
        index: 0,
        value: 9.0,
    };
    assert_eq!(run.plan((70, 0), &done).unwrap_err().field, "at");
    // A plan comes after what was taken back, which is then no more.
    let edit = Act::Parameter(0, 3.0);
    act(&mut run, &edit);
    run.undo();
    run.plan((100, 0), &done).unwrap();
    run.redo();
    run.train(200);
    let start = ten_points("adam", None);
    let script = vec![((100, 0), Act::Parameter(0, 9.0))];
    assert_eq!(state(&run), state(&played(&start, &script, place(&run))));
}

#[test]
fn a_place_after_the_loss_was_lost_is_not_reached() {
    let wild = json!({"activation": "relu", "outputActivation": "identity", "loss": "squared-error", "learningRate": 1000});
    let mut wild = Run::new(serde_json::from_value(wild).unwrap()).unwrap();
    wild.train(1000);
    assert!(!wild.loss().is_finite());
    let mut moment = wild.moment();
    assert_eq!(state(&moment.reach().unwrap()).0, place(&wild));
    moment.at.0 += 1;
    assert_eq!(moment.reach().unwrap_err().field, "at");
}

#[test]
fn what_a_run_never_comes_to_is_refused() {
    let all_at_once = ten_points("adam", None);
    let batches = ten_points("adam", Some(3));
    let parameter = |value| Done::Parameter { index: 0, value };
    let update = |change: fn(&mut Hyperparameters)| {
        let mut next = batches.hyperparameters().clone();
        change(&mut next);
        Done::Update(Box::new(next))
    };
    for (run, at, done, field) in [
        (&all_at_once, (3, 1), parameter(1.0), "at"),
        (&batches, (3, 4), parameter(1.0), "at"),
        (&batches, (3, usize::MAX), parameter(1.0), "at"),
        (&batches, (1_000_000_001, 0), parameter(1.0), "at"),
        (&batches, (2, 0), parameter(1.0), "at"),
        (&batches, (9, 0), parameter(f64::NAN), "parameter"),
        (
            &batches,
            (9, 0),
            Done::Parameter {
                index: 13,
                value: 0.0,
            },
            "parameter",
        ),
        (
            &batches,
            (9, 0),
            Done::Inputs {
                example: 10,
                inputs: [0.0; 2],
            },
            "input",
        ),
        (
            &batches,
            (9, 0),
            Done::Inputs {
                example: 1,
                inputs: [0.0, 2e6],
            },
            "input",
        ),
        (&batches, (9, 0), update(|next| next.seed += 1), "at"),
        (
            &batches,
            (9, 0),
            update(|next| next.learning_rate = -1.0),
            "learningRate",
        ),
    ] {
        let mut run = run.clone();
        let batches_of_eight = |run: &mut Run| {
            let mut next = run.hyperparameters().clone();
            next.batch_size = next.batch_size.map(|_| 8);
            run.plan((2, 1), &Done::Update(Box::new(next)))
        };
        if run.hyperparameters().batch_size.is_some() && at.0 == 2 {
            // One of three and one of eight: there is no third.
            batches_of_eight(&mut run).unwrap();
            assert_eq!(run.check_place((2, 2)).unwrap_err().field, "at");
        }
        let before = state(&run);
        let refused = run.plan(at, &done);
        assert_eq!(refused.unwrap_err().field, field, "{at:?} {done:?}");
        assert_eq!(state(&run), before);
        run.train(20);
    }
}

#[cfg(not(target_arch = "wasm32"))]
#[test]
fn a_broken_link_is_refused_by_name() {
    use xor_lab::training::Moment;

    for (link, field) in [
        ("", "v"),
        ("v=2", "v"),
        ("v=1&preset=none", "preset"),
        ("v=1&seed=1.5", "seed"),
        ("v=1&learning-rate=1001", "learningRate"),
        ("v=1&hidden=2,x", "hidden"),
        ("v=1&points=0,0&dataset=points", "points"),
        ("v=1&speed=3", "link"),
        ("v=1&at=-1", "at"),
        ("v=1&at=2.1", "at"),
        ("v=1&at=5&l1=1&at=2", "at"),
        ("v=1&at=5&seed=2", "at"),
        ("v=1&at=5&parameter.x=2", "edit"),
        ("v=1&at=5&parameter.9=2", "parameter"),
        ("v=1&at=5&inputs.0=2", "edit"),
    ] {
        let refused = Moment::from_link(link).and_then(|moment| moment.begin());
        assert_eq!(refused.unwrap_err().field, field, "{link}");
    }
    // As programs that pass links on write them.
    let link = "v=1&hidden=3%2C2&seed=3.0&views=surface%20loss&at=4&learning-rate=1e-3&at=6";
    let run = Moment::from_link(link).unwrap().reach().unwrap();
    assert_eq!(run.hyperparameters().hidden, [3, 2]);
    assert_eq!(
        (run.epoch(), run.hyperparameters().learning_rate),
        (6, 1e-3)
    );
}
