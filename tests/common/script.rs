//! Runs to which something is done while they train.

// Each test file is its own crate and uses its own part of this one.
#![allow(dead_code)]

use serde_json::{Value as Json, json};
use xor_lab::training::{Hyperparameters, Position, Run};

/// What somebody does to a run while it trains.
#[derive(Clone, Debug)]
pub enum Act {
    Update(Json),
    Parameter(usize, f64),
    Input(usize, usize, f64),
    /// x1 and x2 of an example.
    Inputs(usize, f64, f64),
}

impl Act {
    pub fn is_edit(&self) -> bool {
        !matches!(self, Act::Update(_))
    }
}

/// Acts with their places, in order.
pub type Script = Vec<(Position, Act)>;

/// Ten points, so that the last of four batches of three is smaller.
pub fn ten_points(rule: &str, batch_size: Option<usize>) -> Run {
    let hyperparameters: Hyperparameters = serde_json::from_value(json!({
        "dataset": "moons",
        "samples": 10,
        "noise": 0.1,
        "hidden": [3],
        "activation": "tanh",
        "reduction": "mean",
        "optimizer": rule,
        "learningRate": 0.03,
        "batchSize": batch_size,
        "seed": 4,
    }))
    .unwrap();
    Run::new(hyperparameters).unwrap()
}

pub fn act(run: &mut Run, act: &Act) {
    match act {
        Act::Update(changes) => {
            let mut next = serde_json::to_value(run.hyperparameters()).unwrap();
            let fields = changes.as_object().unwrap().clone();
            next.as_object_mut().unwrap().extend(fields);
            let next: Hyperparameters = serde_json::from_value(next).unwrap();
            assert_eq!(run.update(next), Ok(false), "{changes} restarted the run");
        }
        &Act::Parameter(index, value) => run.set_parameter(index, value).unwrap(),
        &Act::Input(example, input, value) => run.set_input(example, input, value).unwrap(),
        &Act::Inputs(example, x1, x2) => {
            run.set_input(example, 0, x1).unwrap();
            run.set_input(example, 1, x2).unwrap();
        }
    }
}

pub fn place(run: &Run) -> Position {
    (run.epoch(), run.step_in_epoch())
}

/// Plays a script up to a place and including it, update by update and never back.
pub fn played(start: &Run, script: &Script, to: Position) -> Run {
    let mut run = start.clone();
    for (at, what) in script.iter().filter(|(at, _)| *at <= to) {
        step_to(&mut run, *at);
        act(&mut run, what);
    }
    step_to(&mut run, to);
    run
}

pub fn step_to(run: &mut Run, to: Position) {
    while place(run) < to {
        run.step();
    }
    assert_eq!(place(run), to, "no such place");
}
