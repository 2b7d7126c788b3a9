//! Validation: everything that it lets through builds and trains, everything else is refused by
//! its name, and then nothing has changed. Native only: proptest draws the cases.

#![cfg(not(target_arch = "wasm32"))]

mod common;

use common::bits;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use serde_json::{Value as Json, json};
use xor_lab::training::{HyperparameterError, Hyperparameters, PRESETS, Run, Value};

const DATASETS: &[&str] = &[
    "xor", "and", "or", "nand", "xnor", "circles", "moons", "spirals", "blobs", "points",
];
const ACTIVATIONS: &[&str] = &["sigmoid", "tanh", "relu", "leaky-relu", "identity"];
const INITS: &[&str] = &[
    "numpy-randn",
    "xavier-uniform",
    "xavier-normal",
    "he-uniform",
    "he-normal",
    "zeros",
    "given",
];
const RULES: &[&str] = &[
    "gradient-descent",
    "momentum",
    "nesterov",
    "rmsprop",
    "adam",
];
const GRADIENTS: &[&str] = &[
    "exact",
    "activation-index",
    "no-derivative",
    "wrong-sign",
    "stale-order",
    "frozen-biases",
];

fn read(json: Json) -> Hyperparameters {
    serde_json::from_value(json).unwrap()
}

/// `object` with some of its fields changed.
fn with(mut object: Json, changes: Json) -> Json {
    object
        .as_object_mut()
        .unwrap()
        .extend(changes.as_object().unwrap().clone());
    object
}

/// A number of a closed range, its ends now and then.
fn number(low: f64, high: f64) -> impl Strategy<Value = f64> {
    prop_oneof![Just(low), Just(high), low..=high]
}

fn coordinate() -> impl Strategy<Value = f64> {
    prop_oneof![6 => -2.0..2.0, 1 => number(-1e6, 1e6)]
}

/// Widths of the hidden layers, mostly small.
fn hidden() -> impl Strategy<Value = Vec<usize>> {
    vec(prop_oneof![6 => 1..=5_usize, 1 => 1..=64_usize], 0..=6)
}

fn data() -> impl Strategy<Value = Json> {
    let point = (coordinate(), coordinate(), 0..=1_u8).prop_map(|(x1, x2, y)| json!([x1, x2, y]));
    let samples = proptest::option::of(prop_oneof![8 => 1..=40_usize, 1 => Just(1000)]);
    (select(DATASETS), vec(point, 1..=9), samples, number(0.0, 1.0)).prop_map(
        |(dataset, points, samples, noise)| {
            json!({"dataset": dataset, "points": points, "samples": samples, "noise": noise})
        },
    )
}

/// A network, with weights and biases where, and only where, the init needs them.
fn network() -> impl Strategy<Value = Json> {
    (
        hidden(),
        select(ACTIVATIONS),
        select(ACTIVATIONS),
        select(INITS),
        select(GRADIENTS),
        coordinate(),
    )
        .prop_map(|(mut hidden, activation, output, init, gradient, given)| {
            if gradient == "activation-index" {
                hidden.truncate(5);
                hidden.insert(0, 2);
            }
            let sizes = [&[2], &hidden[..], &[1]].concat();
            let layers = if init == "given" { &sizes[..] } else { &[] };
            let weights: Vec<_> = layers
                .windows(2)
                .map(|pair| vec![vec![given; pair[0]]; pair[1]])
                .collect();
            let biases: Vec<_> = layers
                .iter()
                .skip(1)
                .map(|&width| vec![given; width])
                .collect();
            json!({
                "hidden": hidden,
                "activation": activation,
                "outputActivation": output,
                "init": init,
                "weights": weights,
                "biases": biases,
                "gradient": gradient,
            })
        })
}

/// All that can change without a restart, but the gradient.
fn training() -> impl Strategy<Value = Json> {
    let batch_size = proptest::option::of(prop_oneof![6 => 1..=9_usize, 1 => 1..=1000_usize]);
    let below_one = || prop_oneof![Just(0.0), 0.0..1.0, Just(1.0_f64.next_down())];
    let rate = prop_oneof![3 => 0.0..2.0, 1 => number(0.0, 1000.0)];
    let penalty = || prop_oneof![3 => Just(0.0), 2 => 0.0..0.1, 1 => number(0.0, 10.0)];
    (
        select(RULES),
        rate,
        batch_size,
        below_one(),
        below_one(),
        below_one(),
        penalty(),
        penalty(),
    )
        .prop_map(|(rule, rate, batch_size, momentum, beta1, beta2, l1, l2)| {
            json!({
                "optimizer": rule,
                "learningRate": rate,
                "batchSize": batch_size,
                "momentum": momentum,
                "beta1": beta1,
                "beta2": beta2,
                "l1": l1,
                "l2": l2,
            })
        })
}

/// Anything that is allowed.
fn allowed() -> impl Strategy<Value = Json> {
    let loss = select(&["cross-entropy", "squared-error"][..]);
    let reduction = select(&["sum", "mean"][..]);
    (data(), network(), training(), loss, reduction, any::<u32>()).prop_map(
        |(data, network, training, loss, reduction, seed)| {
            let rest = json!({"version": 1, "loss": loss, "reduction": reduction, "seed": seed});
            with(with(with(data, network), training), rest)
        },
    )
}

/// A change that makes any hyperparameters wrong, and the field at fault.
#[derive(Clone, Debug)]
struct Fault {
    field: &'static str,
    change: fn(&mut Hyperparameters, f64, usize),
    x: f64,
    n: usize,
}

impl Fault {
    fn of(&self, mut hyperparameters: Hyperparameters) -> Hyperparameters {
        (self.change)(&mut hyperparameters, self.x, self.n);
        hyperparameters
    }
}

fn fault() -> impl Strategy<Value = Fault> {
    type Change = fn(&mut Hyperparameters, f64, usize);
    // Numbers below, above and beside what the field allows.
    const CHANGES: &[(&str, Change)] = &[
        ("version", |h, _, n| h.version = 2 + n as u32),
        ("version", |h, _, _| h.version = 0),
        ("points", |h, x, _| {
            h.points = vec![[0.0, 0.0, 0.0], [1e6 + x, 0.0, 0.0]]
        }),
        ("points", |h, x, _| h.points = vec![[0.0, -1e6 - x, 1.0]]),
        ("points", |h, x, _| h.points = vec![[0.0, 0.0, 1.0 + x]]),
        ("points", |h, _, _| h.points = vec![[0.0, 0.0, 0.5]]),
        ("points", |h, _, _| h.points = vec![[0.0, 0.0, f64::NAN]]),
        ("points", |h, _, _| h.points = vec![[f64::NAN, 0.0, 0.0]]),
        ("points", |h, _, _| {
            h.points = vec![[0.0, f64::INFINITY, 0.0]]
        }),
        ("points", |h, _, n| {
            h.points = vec![[0.0, 0.0, 1.0]; 1001 + n]
        }),
        ("samples", |h, _, _| h.samples = Some(0)),
        ("samples", |h, _, n| h.samples = Some(1001 + n)),
        ("noise", |h, x, _| h.noise = -x),
        ("noise", |h, x, _| h.noise = 1.0 + x),
        ("noise", |h, _, _| h.noise = f64::NAN),
        ("hidden", |h, _, n| h.hidden = vec![65 + n]),
        ("hidden", |h, _, _| h.hidden = vec![2, 0]),
        ("hidden", |h, _, _| h.hidden = vec![2; 7]),
        ("learningRate", |h, x, _| h.learning_rate = -x),
        ("learningRate", |h, x, _| h.learning_rate = 1000.0 + x),
        ("learningRate", |h, _, _| h.learning_rate = f64::NAN),
        ("learningRate", |h, _, _| h.learning_rate = f64::INFINITY),
        ("batchSize", |h, _, _| h.batch_size = Some(0)),
        ("batchSize", |h, _, n| h.batch_size = Some(1001 + n)),
        ("momentum", |h, x, _| h.momentum = -x),
        ("momentum", |h, x, _| h.momentum = 1.0 + x),
        ("momentum", |h, _, _| h.momentum = 1.0),
        ("momentum", |h, _, _| h.momentum = f64::NAN),
        ("beta1", |h, x, _| h.beta1 = -x),
        ("beta1", |h, _, _| h.beta1 = 1.0),
        ("beta1", |h, _, _| h.beta1 = f64::NAN),
        ("beta2", |h, x, _| h.beta2 = -x),
        ("beta2", |h, _, _| h.beta2 = 1.0),
        ("beta2", |h, _, _| h.beta2 = f64::NAN),
        ("l1", |h, x, _| h.l1 = -x),
        ("l1", |h, x, _| h.l1 = 10.0 + x),
        ("l1", |h, _, _| h.l1 = f64::NAN),
        ("l2", |h, x, _| h.l2 = -x),
        ("l2", |h, x, _| h.l2 = 10.0 + x),
        ("l2", |h, _, _| h.l2 = f64::NEG_INFINITY),
    ];
    let beside = prop_oneof![1e-9..1.0, 1.0..1e300];
    (select(CHANGES), beside, 0..100_000_usize).prop_map(|((field, change), x, n)| Fault {
        field,
        change,
        x,
        n,
    })
}

/// What a run has come to, to the last bit.
fn state(run: &Run) -> (u64, usize, u64, Vec<u64>, Hyperparameters) {
    let parameters = bits(run.network().parameters());
    (
        run.epoch(),
        run.step_in_epoch(),
        run.loss().to_bits(),
        parameters,
        run.hyperparameters().clone(),
    )
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_is_allowed_builds_and_trains(json in allowed()) {
        let hyperparameters = read(json);
        prop_assert_eq!(hyperparameters.validate(), Ok(()));
        let mut run = Run::new(hyperparameters).unwrap();
        run.train(3);
        prop_assert!(run.epoch() == 3 || !run.loss().is_finite());
        run.step();
        prop_assert!((0.0..=1.0).contains(&run.accuracy()));
        run.reset();
        prop_assert_eq!(run.epoch(), 0);
    }

    #[test]
    fn whatever_is_not_allowed_is_refused_by_its_field(right in allowed(), fault in fault()) {
        let (wrong, field) = (fault.of(read(right)), fault.field);
        let error = wrong.validate().unwrap_err();
        let message = error.to_string();
        prop_assert_eq!(error.field, field);
        prop_assert_eq!(Some(error.allowed), Hyperparameters::allowed(field));
        prop_assert!(message.starts_with(&format!("{field} is ")), "{}", message);
        prop_assert!(message.ends_with(&format!("; allowed: {}", error.allowed)), "{}", message);
        prop_assert_eq!(Run::new(wrong).unwrap_err().to_string(), message);
    }

    #[test]
    fn a_refused_update_leaves_the_run_as_it_was(
        before in allowed(),
        after in allowed(),
        fault in fault(),
        steps in 0..9_usize,
    ) {
        let mut run = Run::new(read(before.clone())).unwrap();
        (0..steps).for_each(|_| run.step());
        let mut untouched = run.clone();
        // What would have gone on with the run, and what would have restarted it.
        for wrong in [fault.of(read(before)), fault.of(read(after))] {
            prop_assert_eq!(run.update(wrong).unwrap_err().field, fault.field);
        }
        for _ in 0..4 {
            prop_assert_eq!(state(&run), state(&untouched));
            run.step();
            untouched.step();
        }
    }

    #[test]
    fn the_wire_format_carries_everything(json in allowed()) {
        let hyperparameters = read(json.clone());
        let written = serde_json::to_value(&hyperparameters).unwrap();
        prop_assert_eq!(read(written.clone()), hyperparameters);
        // Every field is there, under the name that it came by, with what it came with.
        let names: Vec<&str> = written.as_object().unwrap().keys().map(String::as_str).collect();
        let mut expected: Vec<&str> = Hyperparameters::fields().collect();
        expected.sort_unstable();
        prop_assert_eq!(names, expected);
        for (name, given) in json.as_object().unwrap() {
            prop_assert!(same(given, &written[name]), "{}: {} became {}", name, given, written[name]);
        }
    }

    #[test]
    fn what_need_not_restart_a_run_does_not(
        start in allowed(),
        training in training(),
        gradient in select(&["exact", "no-derivative", "wrong-sign", "stale-order", "frozen-biases"][..]),
        steps in 1..7_usize,
    ) {
        let mut run = Run::new(read(start.clone())).unwrap();
        (0..steps).for_each(|_| run.step());
        let before = state(&run);
        let next = read(with(with(start, training), json!({"gradient": gradient})));
        prop_assert_eq!(run.update(next.clone()), Ok(false));
        prop_assert_eq!((run.epoch(), run.step_in_epoch()), (before.0, before.1));
        prop_assert_eq!(bits(run.network().parameters()), before.3);
        prop_assert_eq!(run.hyperparameters(), &next);
        let loss = next.objective().value(run.network(), run.pass());
        prop_assert_eq!(run.loss().to_bits(), loss.to_bits(), "a loss without its new penalties");
        run.train(2);
    }

    #[test]
    fn a_run_that_restarts_is_a_new_one(first in allowed(), second in allowed(), steps in 0..7_usize) {
        let mut run = Run::new(read(first)).unwrap();
        (0..steps).for_each(|_| run.step());
        if run.update(read(second.clone())).unwrap() {
            let mut fresh = Run::new(read(second)).unwrap();
            for _ in 0..4 {
                prop_assert_eq!(state(&run), state(&fresh));
                run.step();
                fresh.step();
            }
        }
    }
}

/// Whether two JSON values are the same, 1 and 1.0 being so.
fn same(x: &Json, y: &Json) -> bool {
    match (x, y) {
        (Json::Number(x), Json::Number(y)) => x.as_f64() == y.as_f64(),
        (Json::Array(x), Json::Array(y)) => {
            x.len() == y.len() && x.iter().zip(y).all(|(x, y)| same(x, y))
        }
        _ => x == y,
    }
}

#[test]
fn every_other_field_restarts() {
    let base = json!({"dataset": "xor", "hidden": [2], "samples": 8, "points": [[0.0, 0.0, 1.0]]});
    let changes = [
        json!({"dataset": "and"}),
        json!({"points": [[1.0, 0.0, 1.0]]}),
        json!({"samples": 9}),
        json!({"noise": 0.1}),
        json!({"hidden": [3]}),
        json!({"activation": "tanh"}),
        json!({"outputActivation": "tanh"}),
        json!({"loss": "squared-error"}),
        json!({"reduction": "mean"}),
        json!({"init": "zeros"}),
        json!({"seed": 1}),
    ];
    for change in changes {
        let mut run = Run::new(read(base.clone())).unwrap();
        run.train(5);
        assert_eq!(
            run.update(read(with(base.clone(), change.clone()))),
            Ok(true),
            "{change}"
        );
        assert_eq!(run.epoch(), 0, "{change}");
    }
}

#[test]
fn the_limits_are_those_of_the_design() {
    let accepted = [
        json!({"hidden": []}),
        json!({"hidden": [64, 64, 64, 64, 64, 64]}),
        json!({"seed": u32::MAX}),
        json!({"learningRate": 1000}),
        json!({"learningRate": 0}),
        json!({"batchSize": 1000}),
        json!({"momentum": 0}),
        json!({"gradient": "activation-index", "hidden": [2, 5]}),
    ];
    for changes in accepted {
        assert_eq!(read(changes.clone()).validate(), Ok(()), "{changes}");
    }
    for (field, changes) in [
        ("hidden", json!({"hidden": [65]})),
        ("hidden", json!({"hidden": [1, 1, 1, 1, 1, 1, 1]})),
        ("hidden", json!({"hidden": [0]})),
        (
            "gradient",
            json!({"gradient": "activation-index", "hidden": [3]}),
        ),
        ("points", json!({"dataset": "points"})),
        ("weights", json!({"init": "given"})),
    ] {
        assert_eq!(
            read(changes.clone()).validate().unwrap_err().field,
            field,
            "{changes}"
        );
    }
}

#[test]
fn given_weights_and_biases_must_fit_the_network() {
    let fitting = json!({
        "init": "given",
        "hidden": [2],
        "weights": [[[1, 2], [3, 4]], [[5, 6]]],
        "biases": [[7, 8], [9]],
    });
    assert_eq!(read(fitting.clone()).validate(), Ok(()));
    for (field, change) in [
        ("weights", json!({"hidden": [3]})),
        ("weights", json!({"hidden": []})),
        ("weights", json!({"weights": [[[1, 2], [3, 4]]]})),
        (
            "weights",
            json!({"weights": [[[1, 2], [3, 4]], [[5, 6]], [[7]]]}),
        ),
        (
            "weights",
            json!({"weights": [[[1, 2], [3, 4, 5]], [[5, 6]]]}),
        ),
        (
            "weights",
            json!({"weights": [[[1, 2], [3, 4], [5, 6]], [[5, 6]]]}),
        ),
        (
            "weights",
            json!({"weights": [[[1, 2], [3, 1e7]], [[5, 6]]]}),
        ),
        ("biases", json!({"biases": [[7, 8]]})),
        ("biases", json!({"biases": [[7, 8], [9, 10]]})),
        ("biases", json!({"biases": [[7], [9]]})),
        ("biases", json!({"biases": [[7, -1e7], [9]]})),
        ("weights", json!({"init": "zeros"})),
        ("biases", json!({"init": "zeros", "weights": []})),
    ] {
        assert_eq!(
            read(with(fitting.clone(), change.clone()))
                .validate()
                .unwrap_err()
                .field,
            field,
            "{change}"
        );
    }
    let mut not_a_number = read(fitting);
    not_a_number.weights[1][0][1] = f64::NAN;
    assert_eq!(not_a_number.validate().unwrap_err().field, "weights");
}

#[test]
fn a_message_names_the_field_the_value_and_what_is_allowed() {
    let mut hyperparameters = Hyperparameters {
        learning_rate: f64::NAN,
        ..Hyperparameters::default()
    };
    let error = hyperparameters.validate().unwrap_err();
    assert_eq!(
        error.to_string(),
        "learningRate is NaN; allowed: a number from 0 to 1000"
    );

    hyperparameters.learning_rate = f64::INFINITY;
    let error = hyperparameters.validate().unwrap_err();
    assert_eq!(
        error.to_string(),
        "learningRate is inf; allowed: a number from 0 to 1000"
    );

    let error = read(json!({"hidden": [65]})).validate().unwrap_err();
    assert_eq!(
        error.to_string(),
        "hidden is [65]; allowed: 0 to 6 layers, each of 1 to 64 neurons"
    );

    let error = read(json!({"gradient": "activation-index", "hidden": [3]}))
        .validate()
        .unwrap_err();
    assert!(
        error.to_string().contains("activation-index") && error.to_string().contains("[3]"),
        "{error}"
    );

    let no_such: Box<dyn std::error::Error> =
        Box::new(Hyperparameters::preset("by-foot").unwrap_err());
    assert!(
        no_such
            .to_string()
            .starts_with("preset is by-foot; allowed: \"by-hand\""),
        "{no_such}"
    );
}

#[test]
fn every_field_says_what_it_allows_and_no_other_name_does() {
    for field in Hyperparameters::fields() {
        assert!(
            !Hyperparameters::allowed(field).unwrap().is_empty(),
            "{field}"
        );
    }
    for name in ["learning_rate", "LearningRate", "preset", ""] {
        assert_eq!(Hyperparameters::allowed(name), None, "{name:?}");
    }
}

#[test]
fn every_word_that_a_field_says_it_allows_is_one_and_no_other_is() {
    let lists = [
        ("dataset", DATASETS),
        ("activation", ACTIVATIONS),
        ("outputActivation", ACTIVATIONS),
        ("loss", &["cross-entropy", "squared-error"]),
        ("reduction", &["sum", "mean"]),
        ("init", INITS),
        ("optimizer", RULES),
        ("gradient", GRADIENTS),
    ];
    for (field, words) in lists {
        let allowed = Hyperparameters::allowed(field).unwrap();
        let mut named: Vec<&str> = allowed.split('"').skip(1).step_by(2).collect();
        named.sort_unstable();
        let mut words = words.to_vec();
        words.sort_unstable();
        assert_eq!(named, words, "{field}");
        for word in words {
            assert_eq!(
                serde_json::to_value(read(json!({field: word}))).unwrap()[field],
                word
            );
        }
        for wrong in ["", "Sigmoid", "XOR", "sgd", "none"] {
            assert!(
                serde_json::from_value::<Hyperparameters>(json!({field: wrong})).is_err(),
                "{field} {wrong:?}"
            );
        }
    }
}

#[test]
fn unknown_fields_and_wrong_types_do_not_read() {
    for wrong in [
        json!({"learning_rate": 1}),
        json!({"learningrate": 1}),
        json!({"epochs": 5000}),
        json!({"learningRate": "fast"}),
        json!({"learningRate": null}),
        json!({"seed": -1}),
        json!({"seed": 4_294_967_296_u64}),
        json!({"seed": 0.5}),
        json!({"hidden": 2}),
        json!({"hidden": [-2]}),
        json!({"points": [[0, 1]]}),
        json!({"batchSize": 2.5}),
    ] {
        assert!(
            serde_json::from_value::<Hyperparameters>(wrong.clone()).is_err(),
            "{wrong}"
        );
    }
}

#[test]
fn a_field_left_out_has_the_value_of_the_preset_corrected() {
    let corrected = Hyperparameters::preset("corrected").unwrap();
    assert_eq!(read(json!({})), corrected);
    assert_eq!(Hyperparameters::default(), corrected);
    let written = serde_json::to_value(&corrected).unwrap();
    assert_eq!(written["learningRate"], 1.4);
    assert_eq!(written["hidden"], json!([2]));
    assert_eq!(written["reduction"], "sum");
    assert_eq!(written["gradient"], "exact");
    assert_eq!(written["batchSize"], Json::Null);
}

#[test]
fn every_preset_is_allowed_and_trains() {
    assert_eq!(
        PRESETS,
        [
            "by-hand",
            "random-start",
            "as-published",
            "corrected",
            "playground"
        ]
    );
    for name in PRESETS {
        let hyperparameters = Hyperparameters::preset(name).unwrap();
        assert_eq!(hyperparameters.validate(), Ok(()), "{name}");
        let mut run = Run::new(hyperparameters).unwrap();
        run.train(20);
        assert_eq!(run.epoch(), 20, "{name}");
    }
}

#[test]
fn an_unknown_preset_is_refused_as_any_other_value() {
    let error = Hyperparameters::preset("by-foot").unwrap_err();
    let HyperparameterError {
        field,
        value,
        allowed,
    } = error;
    assert_eq!(
        (field, value),
        ("preset", Value::Text("by-foot".to_string()))
    );
    let named: Vec<&str> = allowed.split('"').skip(1).step_by(2).collect();
    assert_eq!(named, PRESETS);
}

#[test]
fn the_playground_learns_what_it_starts_with() {
    let mut run = Run::new(Hyperparameters::preset("playground").unwrap()).unwrap();
    run.train(300);
    assert!(run.accuracy() > 0.95, "accuracy {}", run.accuracy());
}

#[test]
fn a_run_that_diverges_stops_learning_and_says_so() {
    // Identities and squared error: a learning rate of 1000 multiplies the weights by thousands.
    let diverging = json!({
        "activation": "identity",
        "outputActivation": "identity",
        "loss": "squared-error",
        "learningRate": 1000,
    });
    let mut run = Run::new(read(diverging)).unwrap();
    run.train(10_000);
    assert!(run.epoch() < 10_000);
    assert!(!run.loss().is_finite());
    let stopped = run.epoch();
    run.train(10);
    assert_eq!(run.epoch(), stopped);
    (0..10).for_each(|_| run.step());
    // Outputs that are not numbers are not right, whatever the targets.
    let output = run.network().layers();
    assert!((0..4).all(|n| run.pass().a(output, 0, n).is_nan()));
    assert_eq!(run.accuracy(), 0.0);
    run.reset();
    assert!(run.loss().is_finite());
}
