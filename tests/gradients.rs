//! Gradients: against `jax.grad`, and every parameter of every combination by central
//! differences.
//!
//! Where an activation, a clipped loss or |w| has a kink, the two sides of a difference would
//! belong to different slopes. No tolerance hides that here: starts are chosen so that nothing
//! comes near a kink.

#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

mod common;

use common::{Within, assert_all_close, assert_close, fixture, numbers, objects};
use serde_json::Value;
use xor_lab::engine::backward::gradients;
use xor_lab::engine::{Activation, Gradient, Loss, Network, Objective, Pass, Reduction};

const FIXTURE: &str = include_str!("fixtures/gradients.json");

const ACTIVATIONS: [Activation; 5] = [
    Activation::Sigmoid,
    Activation::Tanh,
    Activation::Relu,
    Activation::LeakyRelu,
    Activation::Identity,
];
const LOSSES: [Loss; 2] = [Loss::CrossEntropy, Loss::SquaredError];

/// The forward pass of a network on examples of inputs followed by targets.
fn forward(network: &Network, examples: &[Vec<f64>]) -> Pass {
    let mut pass = Pass::new(network.sizes(), examples.len());
    pass.load(examples.len(), &|n| &examples[n]);
    network.forward(&mut pass);
    pass
}

fn value(network: &Network, examples: &[Vec<f64>], objective: &Objective) -> f64 {
    objective.value(network, &forward(network, examples))
}

fn exact_gradients(network: &Network, examples: &[Vec<f64>], objective: &Objective) -> Vec<f64> {
    let mut grads = vec![f64::NAN; network.parameters().len()];
    gradients(
        network,
        &mut forward(network, examples),
        objective,
        Gradient::Exact,
        &mut grads,
    );
    grads
}

fn read<T: serde::de::DeserializeOwned>(value: &Value) -> T {
    serde_json::from_value(value.clone()).unwrap()
}

#[test]
fn every_activation_output_and_loss_has_the_gradients_of_jax() {
    let document = fixture(FIXTURE);
    let mut checked = 0;
    for shape in objects(&document["shapes"]) {
        let sizes: Vec<usize> = read(&shape["sizes"]);
        let points: Vec<Vec<f64>> = read(&shape["points"]);
        let layers = objects(&shape["weights"])
            .iter()
            .zip(objects(&shape["biases"]));
        let parameters: Vec<f64> = layers
            .flat_map(|(w, b)| [numbers(w), numbers(b)].concat())
            .collect();
        for case in objects(&shape["cases"]) {
            let mut network = Network::new(
                &sizes,
                read(&case["activation"]),
                read(&case["outputActivation"]),
            );
            network.parameters_mut().copy_from_slice(&parameters);
            let what = format!(
                "{sizes:?} {} {} {}",
                case["activation"], case["outputActivation"], case["loss"]
            );
            for reduction in [Reduction::Sum, Reduction::Mean] {
                let objective = Objective {
                    loss: read(&case["loss"]),
                    reduction,
                    l1: 0.0,
                    l2: 0.0,
                };
                let share = if reduction == Reduction::Mean {
                    1.0 / points.len() as f64
                } else {
                    1.0
                };
                let expected: Vec<f64> = numbers(&case["gradients"])
                    .iter()
                    .map(|g| g * share)
                    .collect();
                let scale = expected.iter().fold(1.0_f64, |most, g| most.max(g.abs()));
                assert_close(
                    value(&network, &points, &objective),
                    case["value"].as_f64().unwrap() * share,
                    Within::Relative(1e-13),
                    format_args!("{what}: loss"),
                );
                assert_all_close(
                    &exact_gradients(&network, &points, &objective),
                    &expected,
                    Within::Absolute(1e-14 * scale),
                    format_args!("{what}: gradients"),
                );
            }
            checked += 1;
        }
    }
    assert_eq!(checked, 10 + 50 + 50);
}

/// Numbers from −1 to 1, always the same for the same `seed` (Steele's SplitMix64).
struct Numbers {
    seed: u64,
}

impl Numbers {
    fn next(&mut self) -> f64 {
        self.seed = self.seed.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let x = (self.seed ^ (self.seed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((x ^ (x >> 31)) >> 11) as f64 / (1_u64 << 52) as f64 - 1.0
    }

    /// As far as 1.5 from 0, and no nearer than 0.05: |w| has its kink at 0.
    fn weight(&mut self) -> f64 {
        let x = self.next();
        (0.05 + 1.45 * x.abs()).copysign(x)
    }
}

/// How near any number comes to where a slope jumps; a tenth of the distance for the bounds of
/// the clipped logarithms, which are steep near them.
fn nearest_kink(network: &Network, examples: &[Vec<f64>], loss: Loss) -> f64 {
    let pass = forward(network, examples);
    let mut nearest = f64::INFINITY;
    for layer in 1..=network.layers() {
        let activation = network.activation(layer);
        let kinked = matches!(activation, Activation::Relu | Activation::LeakyRelu);
        for j in 0..network.sizes()[layer] {
            for n in 0..examples.len() {
                if kinked {
                    nearest = nearest.min(pass.z(layer, j, n).abs());
                }
                let clipped = loss == Loss::CrossEntropy && activation != Activation::Sigmoid;
                // A ReLU that is off answers 0 on both sides of a difference.
                let off = activation == Activation::Relu && pass.z(layer, j, n) < 0.0;
                if layer == network.layers() && clipped && !off {
                    let a = pass.a(layer, j, n);
                    for bound in [Loss::CLIP, 1.0 - Loss::CLIP] {
                        nearest = nearest.min((a - bound).abs() / 10.0);
                    }
                }
            }
        }
    }
    nearest
}

/// A network and examples that keep clear of every kink.
fn clear_start(
    sizes: &[usize],
    count: usize,
    [activation, output]: [Activation; 2],
    loss: Loss,
) -> (Network, Vec<Vec<f64>>) {
    let (inputs, outputs) = (sizes[0], sizes[sizes.len() - 1]);
    (0..10_000)
        .map(|seed| {
            let mut numbers = Numbers { seed };
            let mut network = Network::new(sizes, activation, output);
            network
                .parameters_mut()
                .iter_mut()
                .for_each(|parameter| *parameter = numbers.weight());
            let example = |n: usize| {
                let mut example: Vec<f64> = (0..inputs).map(|_| numbers.next()).collect();
                example.extend((0..outputs).map(|j| ((n + j) % 2) as f64));
                example
            };
            let examples: Vec<Vec<f64>> = (0..count).map(example).collect();
            (network, examples)
        })
        .find(|(network, examples)| nearest_kink(network, examples, loss) > 0.01)
        .expect("a start clear of kinks")
}

/// ∂value/∂parameter from four values around it: exact but for h⁴ and rounding.
fn slope(network: &Network, examples: &[Vec<f64>], objective: &Objective, parameter: usize) -> f64 {
    let h = f64::exp2(-11.0);
    let at = |steps: f64| {
        let mut moved = network.clone();
        moved.parameters_mut()[parameter] += steps * h;
        value(&moved, examples, objective)
    };
    (8.0 * (at(1.0) - at(-1.0)) - (at(2.0) - at(-2.0))) / (12.0 * h)
}

fn check_by_differences(
    sizes: &[usize],
    count: usize,
    activations: [Activation; 2],
    objective: &Objective,
) {
    let (network, examples) = clear_start(sizes, count, activations, objective.loss);
    let grads = exact_gradients(&network, &examples, objective);
    let scale = value(&network, &examples, objective).abs().max(1.0);
    for (parameter, &grad) in grads.iter().enumerate() {
        assert_close(
            grad,
            slope(&network, &examples, objective, parameter),
            Within::Absolute(1e-8 * scale),
            format_args!(
                "{sizes:?}, {count} examples, {activations:?}, {objective:?}: parameter {parameter}"
            ),
        );
    }
}

/// 0 to 3 hidden layers, widths 1 to 5, more than two inputs and more than one output; numbers
/// of examples that fill a block of four, and that do not.
const SHAPES: [(&[usize], usize); 8] = [
    (&[2, 1], 1),
    (&[2, 1, 1], 3),
    (&[2, 2, 1], 4),
    (&[2, 5, 1], 5),
    (&[2, 3, 4, 1], 6),
    (&[3, 2, 5, 2], 2),
    (&[2, 2, 3, 2, 1], 7),
    (&[1, 4, 1, 2, 3], 9),
];

#[test]
fn every_parameter_has_the_slope_of_the_loss() {
    for (sizes, count) in SHAPES {
        for activation in ACTIVATIONS {
            for output in ACTIVATIONS {
                for loss in LOSSES {
                    for reduction in [Reduction::Sum, Reduction::Mean] {
                        let objective = Objective {
                            loss,
                            reduction,
                            l1: 0.0,
                            l2: 0.0,
                        };
                        check_by_differences(sizes, count, [activation, output], &objective);
                    }
                }
            }
        }
    }
}

#[test]
fn penalties_have_the_slope_of_the_loss_that_includes_them() {
    for (l1, l2) in [(0.3, 0.0), (0.0, 0.7), (0.02, 0.4)] {
        for reduction in [Reduction::Sum, Reduction::Mean] {
            for activation in ACTIVATIONS {
                let objective = Objective {
                    loss: Loss::CrossEntropy,
                    reduction,
                    l1,
                    l2,
                };
                check_by_differences(
                    &[2, 3, 2, 1],
                    5,
                    [activation, Activation::Sigmoid],
                    &objective,
                );
            }
        }
    }
}

#[test]
fn penalties_are_on_weights_and_not_on_biases() {
    let mut network = Network::new(&[2, 2, 1], Activation::Tanh, Activation::Sigmoid);
    network
        .parameters_mut()
        .copy_from_slice(&[1.0, -2.0, 3.0, -4.0, 50.0, 60.0, 5.0, -6.0, 70.0]);
    let objective = Objective {
        loss: Loss::CrossEntropy,
        reduction: Reduction::Mean,
        l1: 0.5,
        l2: 0.25,
    };
    // ½·(1 + 2 + 3 + 4 + 5 + 6) + ⅛·(1 + 4 + 9 + 16 + 25 + 36).
    assert_eq!(objective.penalty(&network), 10.5 + 91.0 / 8.0);

    let examples = [vec![0.3, 0.4, 1.0]];
    let without = Objective {
        l1: 0.0,
        l2: 0.0,
        ..objective
    };
    let with = exact_gradients(&network, &examples, &objective);
    let without = exact_gradients(&network, &examples, &without);
    let added: Vec<f64> = with
        .iter()
        .zip(&without)
        .map(|(with, without)| with - without)
        .collect();
    let expected = [0.75, -1.0, 1.25, -1.5, 0.0, 0.0, 1.75, -2.0, 0.0];
    assert_all_close(
        &added,
        &expected,
        Within::Absolute(1e-14),
        "what penalties add",
    );
}

#[test]
fn a_weight_of_zero_feels_no_l1() {
    let network = Network::new(&[2, 1], Activation::Tanh, Activation::Identity);
    let objective = Objective {
        loss: Loss::SquaredError,
        reduction: Reduction::Sum,
        l1: 1.0,
        l2: 1.0,
    };
    assert_eq!(
        exact_gradients(&network, &[vec![0.5, 0.5, 0.0]], &objective),
        [0.0, 0.0, 0.0]
    );
}

#[test]
fn the_gradient_of_a_batch_is_the_sum_of_those_of_its_examples() {
    for count in 1..=13 {
        let activations = [Activation::Tanh, Activation::Sigmoid];
        let (network, examples) = clear_start(&[2, 3, 2], count, activations, Loss::CrossEntropy);
        let objective = Objective {
            loss: Loss::CrossEntropy,
            reduction: Reduction::Sum,
            l1: 0.0,
            l2: 0.0,
        };
        let mut sum = vec![0.0; network.parameters().len()];
        let mut loss = 0.0;
        for example in &examples {
            let alone = std::slice::from_ref(example);
            let grads = exact_gradients(&network, alone, &objective);
            sum.iter_mut()
                .zip(grads)
                .for_each(|(sum, grad)| *sum += grad);
            loss += value(&network, alone, &objective);
        }
        let what = format!("{count} examples");
        assert_close(
            value(&network, &examples, &objective),
            loss,
            Within::Relative(1e-14),
            &what,
        );
        assert_all_close(
            &exact_gradients(&network, &examples, &objective),
            &sum,
            Within::Absolute(1e-13),
            &what,
        );
    }
}

#[test]
fn examples_of_an_earlier_larger_batch_leave_nothing_behind() {
    let activations = [Activation::Tanh, Activation::Sigmoid];
    let (network, examples) = clear_start(&[2, 3, 1], 11, activations, Loss::CrossEntropy);
    let objective = Objective {
        loss: Loss::CrossEntropy,
        reduction: Reduction::Mean,
        l1: 0.0,
        l2: 0.0,
    };
    let mut used = forward(&network, &examples);
    let mut grads = vec![0.0; network.parameters().len()];
    gradients(&network, &mut used, &objective, Gradient::Exact, &mut grads);
    for count in [6, 1, 9, 4] {
        let batch = &examples[..count];
        used.load(batch.len(), &|n| &batch[n]);
        network.forward(&mut used);
        assert_eq!(used.examples(), count);
        assert_eq!(
            objective.value(&network, &used),
            value(&network, batch, &objective),
            "{count} examples"
        );
        gradients(&network, &mut used, &objective, Gradient::Exact, &mut grads);
        assert_eq!(
            grads,
            exact_gradients(&network, batch, &objective),
            "{count} examples"
        );
    }
}

#[test]
fn what_pads_the_last_block_reaches_no_gradient_even_where_it_is_infinite() {
    // The one example's hidden neuron answers ∞, the output σ(∞) = 1 with target 0: δ = 1, and
    // ∂L/∂W[2] = 1·∞. The three lanes beside it must not add 0·∞, which is NaN: neither where
    // its inputs make it infinite, nor its bias, which they share.
    let objective = Objective {
        loss: Loss::CrossEntropy,
        reduction: Reduction::Sum,
        l1: 0.0,
        l2: 0.0,
    };
    for first_layer in [[1e308, 1e308, 0.0], [0.0, 0.0, f64::INFINITY]] {
        let mut network = Network::new(&[2, 1, 1], Activation::Relu, Activation::Sigmoid);
        let parameters = [&first_layer[..], &[1.0, 0.0]].concat();
        network.parameters_mut().copy_from_slice(&parameters);
        let grads = exact_gradients(&network, &[vec![1.0, 1.0, 0.0]], &objective);
        assert_eq!(grads[3..], [f64::INFINITY, 1.0], "{first_layer:?}");
    }
}

#[test]
fn infinities_of_an_earlier_batch_reach_no_gradient_of_the_next() {
    let mut network = Network::new(&[2, 1, 1], Activation::Relu, Activation::Sigmoid);
    network
        .parameters_mut()
        .copy_from_slice(&[1e300, 0.0, 0.0, 1.0, 0.0]);
    let objective = Objective {
        loss: Loss::SquaredError,
        reduction: Reduction::Sum,
        l1: 0.0,
        l2: 0.0,
    };
    let quiet = vec![0.0, 0.5, 1.0];
    let loud = vec![1e300, f64::INFINITY, 0.0];
    let mut pass = forward(&network, &[quiet.clone(), loud.clone(), loud.clone(), loud]);
    pass.load(1, &|_| &quiet);
    network.forward(&mut pass);
    let mut grads = vec![f64::NAN; 5];
    gradients(&network, &mut pass, &objective, Gradient::Exact, &mut grads);
    assert_eq!(objective.value(&network, &pass), 0.25);
    assert_eq!(grads, exact_gradients(&network, &[quiet], &objective));
    assert!(grads.iter().all(|grad| grad.is_finite()), "{grads:?}");
}

#[test]
fn cross_entropy_is_finite_where_the_output_is_certain_and_wrong() {
    for output in ACTIVATIONS {
        let mut network = Network::new(&[2, 1], Activation::Tanh, output);
        network
            .parameters_mut()
            .copy_from_slice(&[1000.0, 0.0, 0.0]);
        let objective = Objective {
            loss: Loss::CrossEntropy,
            reduction: Reduction::Sum,
            l1: 0.0,
            l2: 0.0,
        };
        for (x, target) in [(1.0, 0.0), (1.0, 1.0), (-1.0, 1.0), (-1.0, 0.0)] {
            let examples = [vec![x, 0.0, target]];
            let loss = value(&network, &examples, &objective);
            let wrong = (x > 0.0) != (target == 1.0);
            assert!(loss.is_finite() && loss >= 0.0, "{output:?}: {loss}");
            assert_eq!(loss > 1.0, wrong, "{output:?}: {loss}");
            assert!(
                exact_gradients(&network, &examples, &objective)
                    .iter()
                    .all(|grad| grad.is_finite())
            );
        }
    }
}
