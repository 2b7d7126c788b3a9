//! The named mistakes: each against a plain computation of itself, and against the exact
//! gradient, from which it differs in the entries that it should corrupt and in no other.

#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

mod common;

use common::{RULES, Within, assert_all_close, bits};
use serde_json::{Value, json};
use xor_lab::training::{Hyperparameters, Run};

const MISTAKES: [&str; 5] = [
    "activation-index",
    "no-derivative",
    "wrong-sign",
    "stale-order",
    "frozen-biases",
];
/// Five points: the last block of four examples is mostly padding.
const POINTS: [[f64; 3]; 5] = [
    [0.1, 0.9, 1.0],
    [-0.7, 0.3, 0.0],
    [0.8, -0.2, 1.0],
    [0.4, 0.6, 0.0],
    [-0.5, -0.9, 1.0],
];
const RATE: f64 = 0.25;

fn hyperparameters(hidden: &[usize], gradient: &str, changes: Value) -> Value {
    let mut all = json!({
        "dataset": "points",
        "points": POINTS,
        "hidden": hidden,
        "activation": "sigmoid",
        "outputActivation": "sigmoid",
        "loss": "cross-entropy",
        "reduction": "sum",
        "init": "numpy-randn",
        "seed": 11,
        "optimizer": "gradient-descent",
        "learningRate": RATE,
        "batchSize": null,
        "l1": 0.0,
        "l2": 0.0,
        "gradient": gradient,
    });
    all.as_object_mut()
        .unwrap()
        .extend(changes.as_object().unwrap().clone());
    all
}

fn run(hidden: &[usize], gradient: &str, changes: Value) -> Run {
    let hyperparameters: Hyperparameters =
        serde_json::from_value(hyperparameters(hidden, gradient, changes)).unwrap();
    Run::new(hyperparameters).unwrap()
}

/// One layer: a row of weights for each neuron, and its bias.
#[derive(Clone)]
struct Layer {
    weights: Vec<Vec<f64>>,
    biases: Vec<f64>,
}

fn layers(run: &Run) -> Vec<Layer> {
    let network = run.network();
    let layer = |i: usize| Layer {
        weights: network
            .weights(i)
            .chunks(network.sizes()[i - 1])
            .map(<[f64]>::to_vec)
            .collect(),
        biases: network.biases(i).to_vec(),
    };
    (1..=network.layers()).map(layer).collect()
}

fn flat(layers: &[Layer]) -> Vec<f64> {
    layers
        .iter()
        .flat_map(|layer| [layer.weights.concat(), layer.biases.clone()].concat())
        .collect()
}

/// An optimizer of one number, as its authors write it.
struct Rule<'a> {
    name: &'a str,
    first: f64,
    second: f64,
    steps: i32,
}

impl Rule<'_> {
    const MOMENTUM: f64 = 0.9;
    const BETA1: f64 = 0.8;
    const BETA2: f64 = 0.95;

    fn new(name: &str) -> Rule<'_> {
        Rule {
            name,
            first: 0.0,
            second: 0.0,
            steps: 0,
        }
    }

    /// The parameter after a step along the gradient `g`.
    fn step(&mut self, parameter: f64, g: f64) -> f64 {
        self.steps += 1;
        let along = match self.name {
            "gradient-descent" => g,
            "momentum" => {
                self.first = Self::MOMENTUM * self.first + g;
                self.first
            }
            "nesterov" => {
                self.first = Self::MOMENTUM * self.first + g;
                g + Self::MOMENTUM * self.first
            }
            "rmsprop" => {
                self.second = Self::BETA2 * self.second + (1.0 - Self::BETA2) * g * g;
                g / (self.second.sqrt() + 1e-8)
            }
            "adam" => {
                self.first = Self::BETA1 * self.first + (1.0 - Self::BETA1) * g;
                self.second = Self::BETA2 * self.second + (1.0 - Self::BETA2) * g * g;
                let first = self.first / (1.0 - Self::BETA1.powi(self.steps));
                let second = self.second / (1.0 - Self::BETA2.powi(self.steps));
                first / (second.sqrt() + 1e-8)
            }
            other => panic!("no rule {other}"),
        };
        parameter - RATE * along
    }
}

/// One full-batch step with a mistake, example by example and neuron by neuron: sigmoids,
/// cross-entropy, sum.
fn plain_step(layers: &mut [Layer], mistake: &str, rules: &mut [Rule]) {
    let sigmoid = |z: f64| 1.0 / (1.0 + (-z).exp());
    let dot = |row: &[f64], a: &[f64]| row.iter().zip(a).map(|(w, a)| w * a).sum::<f64>();

    let a: Vec<Vec<Vec<f64>>> = POINTS
        .iter()
        .map(|[x1, x2, _]| {
            let mut a = vec![vec![*x1, *x2]];
            for layer in layers.iter() {
                let below = a.last().unwrap();
                let neurons = layer.weights.iter().zip(&layer.biases);
                a.push(
                    neurons
                        .map(|(row, bias)| sigmoid(dot(row, below) + bias))
                        .collect(),
                );
            }
            a
        })
        .collect();

    let top = layers.len();
    let sign = if mistake == "wrong-sign" { -1.0 } else { 1.0 };
    let mut delta: Vec<Vec<f64>> = a
        .iter()
        .zip(POINTS)
        .map(|(a, [_, _, y])| vec![sign * (a[top][0] - y)])
        .collect();

    let mut place: usize = layers
        .iter()
        .map(|layer| (layer.weights[0].len() + 1) * layer.biases.len())
        .sum();
    for i in (1..=top).rev() {
        let before = layers[i - 1].clone();
        let multiplied_by = if mistake == "activation-index" && i == 1 {
            1
        } else {
            i - 1
        };
        let inputs = before.weights[0].len();
        place -= (inputs + 1) * before.biases.len();
        for j in 0..before.biases.len() {
            for k in 0..inputs {
                let g = (0..POINTS.len())
                    .map(|n| delta[n][j] * a[n][multiplied_by][k])
                    .sum();
                let rule = &mut rules[place + j * inputs + k];
                layers[i - 1].weights[j][k] = rule.step(before.weights[j][k], g);
            }
            let g = if mistake == "frozen-biases" {
                0.0
            } else {
                (0..POINTS.len()).map(|n| delta[n][j]).sum()
            };
            let rule = &mut rules[place + before.biases.len() * inputs + j];
            layers[i - 1].biases[j] = rule.step(before.biases[j], g);
        }
        let carried_by = if mistake == "stale-order" {
            &layers[i - 1]
        } else {
            &before
        };
        for n in 0..POINTS.len() {
            let below = |k: usize| {
                let carried: f64 = (0..delta[n].len())
                    .map(|j| delta[n][j] * carried_by.weights[j][k])
                    .sum();
                let slope = a[n][i - 1][k] * (1.0 - a[n][i - 1][k]);
                if mistake == "no-derivative" {
                    carried
                } else {
                    carried * slope
                }
            };
            delta[n] = (0..inputs).map(below).collect();
        }
    }
}

/// Whether the engine's steps with `mistake` are the plain ones.
fn check(mistake: &str, hidden: &[usize], rule: &str) {
    let betas = json!({"optimizer": rule, "momentum": Rule::MOMENTUM, "beta1": Rule::BETA1, "beta2": Rule::BETA2});
    let mut run = run(hidden, mistake, betas);
    let mut plain = layers(&run);
    let mut rules: Vec<Rule> = flat(&plain).iter().map(|_| Rule::new(rule)).collect();
    for step in 1..=4 {
        run.step();
        plain_step(&mut plain, mistake, &mut rules);
        assert_all_close(
            run.network().parameters(),
            &flat(&plain),
            Within::Absolute(1e-12),
            format_args!("{mistake}, {hidden:?}, {rule}, step {step}"),
        );
    }
}

#[test]
fn every_mistake_is_the_one_its_name_says_with_every_optimizer() {
    for rule in RULES {
        for mistake in ["exact"].into_iter().chain(MISTAKES) {
            check(mistake, &[2], rule);
            check(mistake, &[2, 3], rule);
        }
    }
}

#[test]
fn mistakes_that_any_shape_can_make_are_made_at_any_shape() {
    for mistake in [
        "no-derivative",
        "wrong-sign",
        "stale-order",
        "frozen-biases",
    ] {
        for hidden in [&[][..], &[1], &[5], &[3, 1, 4]] {
            check(mistake, hidden, "gradient-descent");
        }
    }
}

/// Which parameters a first step with the mistake leaves elsewhere than the exact one:
/// (W, b) of each layer, all of it or none.
fn corrupted(mistake: &str, hidden: &[usize]) -> Vec<(bool, bool)> {
    let after = |gradient: &str| {
        let mut run = run(hidden, gradient, json!({}));
        run.step();
        run
    };
    let (exact, wrong) = (after("exact"), after(mistake));
    let all_or_none = |exact: &[f64], wrong: &[f64]| {
        let different = bits(exact)
            .iter()
            .zip(bits(wrong))
            .filter(|(exact, wrong)| **exact != *wrong)
            .count();
        assert!(
            different == 0 || different == exact.len(),
            "{mistake} corrupts {different} of {}",
            exact.len()
        );
        different > 0
    };
    let layer = |i: usize| {
        let weights = all_or_none(exact.network().weights(i), wrong.network().weights(i));
        (
            weights,
            all_or_none(exact.network().biases(i), wrong.network().biases(i)),
        )
    };
    (1..=exact.network().layers()).map(layer).collect()
}

#[test]
fn the_notebooks_slip_corrupts_the_first_weights_only() {
    assert_eq!(
        corrupted("activation-index", &[2]),
        [(true, false), (false, false)]
    );
    assert_eq!(
        corrupted("activation-index", &[2, 3]),
        [(true, false), (false, false), (false, false)]
    );
}

#[test]
fn a_forgotten_derivative_corrupts_every_layer_below_the_top() {
    assert_eq!(
        corrupted("no-derivative", &[3, 2]),
        [(true, true), (true, true), (false, false)]
    );
    assert_eq!(corrupted("no-derivative", &[]), [(false, false)]);
}

#[test]
fn the_wrong_sign_corrupts_everything() {
    assert_eq!(corrupted("wrong-sign", &[3, 2]), [(true, true); 3]);
}

#[test]
fn the_wrong_sign_climbs() {
    let mut run = run(&[2], "wrong-sign", json!({"learningRate": 0.01}));
    let start = run.loss();
    run.step();
    assert!(run.loss() > start);
}

#[test]
fn stale_order_corrupts_every_layer_below_the_top() {
    assert_eq!(
        corrupted("stale-order", &[3, 2]),
        [(true, true), (true, true), (false, false)]
    );
    assert_eq!(corrupted("stale-order", &[]), [(false, false)]);
}

#[test]
fn frozen_biases_corrupt_the_biases_which_stay_where_they_were() {
    assert_eq!(corrupted("frozen-biases", &[3, 2]), [(false, true); 3]);
    for rule in RULES {
        let mut run = run(&[3, 2], "frozen-biases", json!({"optimizer": rule}));
        let before: Vec<Vec<f64>> = (1..=3)
            .map(|layer| run.network().biases(layer).to_vec())
            .collect();
        run.train(10);
        for (layer, before) in (1..=3).zip(before) {
            assert_eq!(run.network().biases(layer), before, "{rule}, layer {layer}");
        }
    }
}

#[test]
fn the_notebooks_slip_is_refused_where_the_shapes_do_not_hide_it() {
    for hidden in [&[][..], &[1], &[3], &[3, 2], &[64]] {
        let hyperparameters: Hyperparameters =
            serde_json::from_value(hyperparameters(hidden, "activation-index", json!({}))).unwrap();
        let error = hyperparameters
            .validate()
            .expect_err("a dW[1] of another shape");
        assert_eq!(error.field, "gradient", "{hidden:?}");
    }
}

#[test]
fn a_mistake_can_be_made_and_mended_in_the_middle_of_a_run() {
    let switch = |run: &mut Run, gradient: &str| {
        let changed = serde_json::from_value(hyperparameters(&[2], gradient, json!({}))).unwrap();
        assert!(
            !run.update(changed).unwrap(),
            "a change of gradient does not restart"
        );
    };
    let mut run = run(&[2], "exact", json!({}));
    let mut plain = layers(&run);
    let mut rules: Vec<Rule> = flat(&plain)
        .iter()
        .map(|_| Rule::new("gradient-descent"))
        .collect();
    for mistake in [
        "exact",
        "frozen-biases",
        "stale-order",
        "exact",
        "activation-index",
        "exact",
    ] {
        switch(&mut run, mistake);
        run.step();
        plain_step(&mut plain, mistake, &mut rules);
    }
    assert_all_close(
        run.network().parameters(),
        &flat(&plain),
        Within::Absolute(1e-12),
        "parameters",
    );
}
