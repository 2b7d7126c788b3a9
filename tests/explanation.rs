//! How numbers came to be: every line of every explanation is computed here from the values in it,
//! and comes to the number that it explains; every value is the one that stands in its cell.

#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

mod common;

use common::{RULES, Within, assert_close};
use serde_json::{Value as Json, json};
use xor_lab::engine::{Gradient, Words};
use xor_lab::training::{Hyperparameters, NextUpdate, Run};
use xor_lab::view::explanation::{Cell, Explanation, Function, Node, Note, Quantity, Setting};

const ACTIVATIONS: [&str; 5] = ["sigmoid", "tanh", "relu", "leaky-relu", "identity"];
const LOSSES: [&str; 2] = ["cross-entropy", "squared-error"];

fn new_run(changes: Json) -> Run {
    let mut all = json!({
        "dataset": "moons",
        "samples": 10,
        "noise": 0.1,
        "hidden": [2, 3],
        "activation": "tanh",
        "learningRate": 0.03,
        "seed": 4,
        "gradient": "exact",
    });
    let all = {
        let fields = changes.as_object().unwrap().clone();
        all.as_object_mut().unwrap().extend(fields);
        all
    };
    let hyperparameters: Hyperparameters = serde_json::from_value(all).unwrap();
    Run::new(hyperparameters).unwrap()
}

/// A number, and how far rounding may have moved it: to first order, in the numbers that it is
/// made of, each of which is itself right within a few units in the last place.
#[derive(Clone, Copy)]
struct Rounded {
    value: f64,
    within: f64,
}

impl Rounded {
    const CELL: f64 = 4.0 * f64::EPSILON;

    fn new(value: f64, within: f64) -> Self {
        let within = within + f64::EPSILON * value.abs();
        Rounded { value, within }
    }

    fn plus(self, other: Rounded) -> Self {
        Rounded::new(self.value + other.value, self.within + other.within)
    }

    fn times(self, other: Rounded) -> Self {
        let within = self.within * other.value.abs() + other.within * self.value.abs();
        Rounded::new(self.value * other.value, within)
    }

    fn over(self, other: Rounded) -> Self {
        let quotient = self.value / other.value;
        if other.value.is_infinite() {
            return Rounded::new(quotient, 0.0);
        }
        let within = (self.within + other.within * quotient.abs()) / other.value.abs();
        Rounded::new(quotient, within)
    }

    fn squared(self) -> Self {
        self.times(self)
    }

    fn minus(self) -> Self {
        Rounded {
            value: -self.value,
            ..self
        }
    }

    /// f of it, of which `slope` is the derivative there.
    fn map(self, value: f64, slope: f64) -> Self {
        Rounded::new(
            value,
            self.within * slope.abs() + 4.0 * f64::EPSILON * value.abs(),
        )
    }
}

/// The expressions of an explanation, to be read one after the other.
struct Reader<'a> {
    nodes: &'a [Node],
    run: &'a Run,
    update: &'a NextUpdate,
}

impl Reader<'_> {
    fn next(&mut self) -> Node {
        let (&node, rest) = self.nodes.split_first().expect("an operand is missing");
        self.nodes = rest;
        node
    }

    /// What the next expression comes to.
    fn value(&mut self) -> Rounded {
        match self.next() {
            Node::Value(cell, value) => {
                let stands = standing(self.run, self.update, cell);
                assert_eq!(value.to_bits(), stands.to_bits(), "{cell:?}");
                Rounded::new(value, Rounded::CELL * value.abs())
            }
            Node::Number(value) => Rounded { value, within: 0.0 },
            Node::Setting(which, value) => {
                assert_eq!(
                    value.to_bits(),
                    chosen(self.run, self.update, which).to_bits()
                );
                Rounded::new(value, Rounded::CELL * value.abs())
            }
            Node::Sum(count) => (1..count).fold(self.value(), |sum, _| sum.plus(self.value())),
            Node::Product(count) => {
                (1..count).fold(self.value(), |product, _| product.times(self.value()))
            }
            Node::Minus => self.value().minus(),
            Node::Over => {
                let numerator = self.value();
                numerator.over(self.value())
            }
            Node::Power => {
                let base = self.value();
                assert_eq!(self.next(), Node::Number(2.0), "only squares");
                base.squared()
            }
            Node::Call(function) => self.call(function),
            Node::Rest(_, value) => Rounded::new(value, 64.0 * Rounded::CELL * value.abs()),
            Node::Note(_) => Rounded::new(0.0, 0.0),
        }
    }

    fn call(&mut self, function: Function) -> Rounded {
        if function == Function::Ln && self.nodes[..2] == [Node::Sum(2), Node::Number(1.0)] {
            // As one function, which keeps the digits that 1 + x would lose.
            self.nodes = &self.nodes[2..];
            let x = self.value();
            return x.map(x.value.ln_1p(), 1.0 / (1.0 + x.value));
        }
        let x = self.value();
        match function {
            Function::Exp => x.map(x.value.exp(), x.value.exp()),
            Function::Ln => x.map(x.value.ln(), 1.0 / x.value),
            Function::Sqrt if x.value == 0.0 => x,
            Function::Sqrt => x.map(x.value.sqrt(), 0.5 / x.value.sqrt()),
            Function::Tanh => x.map(x.value.tanh(), 1.0 - x.value.tanh().powi(2)),
            Function::Positive => x.map(if x.value < 0.0 { 0.0 } else { x.value }, 1.0),
            Function::Absolute => x.map(x.value.abs(), 1.0),
            Function::Sign if x.value == 0.0 => x.map(0.0, 0.0),
            Function::Sign => x.map(x.value.signum(), 0.0),
            Function::Sigmoid => {
                let a = 1.0 / (1.0 + (-x.value).exp());
                x.map(a, a * (1.0 - a))
            }
        }
    }
}

/// What stands in a cell, as run and update say elsewhere.
fn standing(run: &Run, update: &NextUpdate, cell: Cell) -> f64 {
    let Cell {
        layer, row, column, ..
    } = cell;
    let network = run.network();
    let inputs = if layer == 0 {
        0
    } else {
        network.sizes()[layer - 1]
    };
    let weight = |numbers: &[f64]| numbers[network.weights_range(layer)][row * inputs + column];
    let bias = |numbers: &[f64]| numbers[network.biases_range(layer)][row];
    let either = |numbers: &[f64]| {
        if column == inputs {
            bias(numbers)
        } else {
            weight(numbers)
        }
    };
    match cell.quantity {
        Quantity::Weight => weight(network.parameters()),
        Quantity::Bias => bias(network.parameters()),
        Quantity::PreActivation => run.pass().z(layer, column, row),
        Quantity::Activation => run.pass().a(layer, column, row),
        Quantity::Delta => {
            let mut batch = update.examples().iter();
            let place = batch.position(|&example| example == row);
            update
                .pass()
                .delta(layer, column, place.expect("in the batch"))
        }
        Quantity::WeightGradient => weight(update.gradients()),
        Quantity::BiasGradient => bias(update.gradients()),
        Quantity::Target => run.points()[row][2],
        Quantity::NextWeight => weight(update.network().parameters()),
        Quantity::NextBias => bias(update.network().parameters()),
        Quantity::Loss => run.loss(),
        Quantity::Velocity => either(run.optimizer().velocity()),
        Quantity::Square => either(run.optimizer().square()),
    }
}

fn chosen(run: &Run, update: &NextUpdate, which: Setting) -> f64 {
    let hyperparameters = run.hyperparameters();
    match which {
        Setting::LearningRate => hyperparameters.learning_rate,
        Setting::Momentum => hyperparameters.momentum,
        Setting::Beta1 => hyperparameters.beta1,
        Setting::Beta2 => hyperparameters.beta2,
        Setting::Epsilon => 1e-8,
        Setting::L1 => hyperparameters.l1,
        Setting::L2 => hyperparameters.l2,
        Setting::Beta1Power => update.optimizer().beta_powers()[0],
        Setting::Beta2Power => update.optimizer().beta_powers()[1],
    }
}

/// All cells of a run that its next update has numbers for.
fn cells(run: &Run, update: &NextUpdate) -> Vec<Cell> {
    let sizes = run.network().sizes();
    let mut cells = Vec::new();
    let mut matrix = |quantity, layer, rows: &[usize], columns: usize| {
        for &row in rows {
            cells.extend((0..columns).map(|column| Cell {
                quantity,
                layer,
                row,
                column,
            }));
        }
    };
    let examples: Vec<usize> = (0..run.points().len()).collect();
    matrix(Quantity::Loss, 0, &[0], 1);
    matrix(Quantity::Target, 0, &examples, 1);
    for (layer, &neurons) in sizes.iter().enumerate() {
        matrix(Quantity::Activation, layer, &examples, neurons);
        if layer == 0 {
            continue;
        }
        let rows: Vec<usize> = (0..neurons).collect();
        let inputs = sizes[layer - 1];
        matrix(Quantity::PreActivation, layer, &examples, neurons);
        matrix(Quantity::Delta, layer, update.examples(), neurons);
        for quantity in [
            Quantity::Weight,
            Quantity::WeightGradient,
            Quantity::NextWeight,
        ] {
            matrix(quantity, layer, &rows, inputs);
        }
        for quantity in [Quantity::Bias, Quantity::BiasGradient, Quantity::NextBias] {
            matrix(quantity, layer, &rows, 1);
        }
        for quantity in [Quantity::Velocity, Quantity::Square] {
            matrix(quantity, layer, &rows, inputs + 1);
        }
    }
    cells
}

fn is_given(cell: Cell) -> bool {
    match cell.quantity {
        Quantity::Weight | Quantity::Bias | Quantity::Target => true,
        Quantity::Velocity | Quantity::Square => true,
        Quantity::Activation => cell.layer == 0,
        _ => false,
    }
}

/// How many lines were checked, and how many of them to 12 digits or more.
#[derive(Default)]
struct Checked {
    lines: usize,
    to_12_digits: usize,
}

impl Checked {
    /// Where terms nearly cancel, what is left has fewer digits; that is rare.
    fn to_12_digits_mostly(&self) {
        let few = self.lines - self.to_12_digits;
        assert!(few < self.lines / 20, "{few} of {}", self.lines);
    }
}

/// Checks every line of every cell.
fn check(run: &Run, what: &str, checked: &mut Checked) {
    let update = &NextUpdate::new(run);
    for cell in cells(run, update) {
        let explanation = Explanation::new(run, update, cell).expect("a cell of the network");
        let number = standing(run, update, cell);
        assert_eq!(explanation.value().to_bits(), number.to_bits(), "{cell:?}");
        assert_eq!(explanation.lines() == 0, is_given(cell), "{what}: {cell:?}");
        let mut reader = Reader {
            nodes: explanation.nodes(),
            run,
            update,
        };
        for line in 0..explanation.lines() {
            let Rounded { value, within } = reader.value();
            let what = format_args!("{what}: {cell:?}, line {line}: {:?}", explanation.nodes());
            if number.is_finite() {
                assert_close(value, number, Within::Absolute(within), what);
                checked.lines += 1;
                checked.to_12_digits += usize::from(within <= 1e-12 * number.abs());
            } else {
                assert!(!value.is_finite(), "{what}: {value}");
            }
        }
        assert!(reader.nodes.is_empty(), "{what}: {cell:?} has more nodes");
    }
}

#[test]
fn every_line_comes_to_its_number_whatever_the_activation_loss_mistake_and_penalty() {
    let mut checked = Checked::default();
    for activation in ACTIVATIONS {
        for output in ACTIVATIONS {
            for loss in LOSSES {
                for &gradient in Gradient::ALL {
                    for (l1, l2) in [(0.0, 0.0), (0.01, 0.0), (0.0, 0.02), (0.01, 0.02)] {
                        for (reduction, batch_size) in [
                            ("sum", None),
                            ("mean", None),
                            ("sum", Some(3)),
                            ("mean", Some(3)),
                        ] {
                            let changes = json!({
                                "activation": activation,
                                "outputActivation": output,
                                "loss": loss,
                                "gradient": gradient.word(),
                                "l1": l1,
                                "l2": l2,
                                "reduction": reduction,
                                "batchSize": batch_size,
                            });
                            let what = changes.to_string();
                            let mut run = new_run(changes);
                            check(&run, &what, &mut checked);
                            run.train_steps(5);
                            check(&run, &what, &mut checked);
                        }
                    }
                }
            }
        }
    }
    assert!(checked.lines > 1_000_000, "{} lines", checked.lines);
    checked.to_12_digits_mostly();
}

#[test]
fn every_line_comes_to_its_number_whatever_the_rule() {
    let mut checked = Checked::default();
    for rule in RULES {
        for &gradient in Gradient::ALL {
            for batch_size in [None, Some(4)] {
                let changes = json!({
                    "optimizer": rule,
                    "gradient": gradient.word(),
                    "batchSize": batch_size,
                    "l2": 0.01,
                });
                let what = changes.to_string();
                let mut run = new_run(changes);
                for step in 0..8 {
                    check(&run, &format!("{what}, step {step}"), &mut checked);
                    run.step();
                }
                // Other settings count from the next update on.
                let next = Hyperparameters {
                    beta1: 0.5,
                    beta2: 0.9,
                    momentum: 0.3,
                    ..run.hyperparameters().clone()
                };
                run.update(next).unwrap();
                check(&run, &what, &mut checked);
            }
        }
    }
    checked.to_12_digits_mostly();
}

#[test]
fn every_line_comes_to_its_number_whatever_the_shape() {
    for hidden in [
        json!([]),
        json!([1]),
        json!([9]),
        json!([12, 8, 9]),
        json!([64, 2]),
    ] {
        for (samples, batch_size) in [(1, None), (7, Some(1)), (9, None), (40, Some(16))] {
            let changes = json!({
                "hidden": hidden,
                "samples": samples,
                "batchSize": batch_size,
                "reduction": "mean",
                "l1": 0.001,
                "l2": 0.002,
            });
            let what = changes.to_string();
            let mut run = new_run(changes);
            run.step();
            check(&run, &what, &mut Checked::default());
        }
    }
}

#[test]
fn outputs_that_have_rounded_to_0_or_1_and_numbers_that_are_none_are_explained_too() {
    for output in ACTIVATIONS {
        for loss in LOSSES {
            for rate in [30.0, 1000.0] {
                let changes = json!({
                    "dataset": "xor",
                    "samples": null,
                    "noise": 0.0,
                    "activation": "leaky-relu",
                    "outputActivation": output,
                    "loss": loss,
                    "learningRate": rate,
                });
                let what = changes.to_string();
                let mut run = new_run(changes);
                for _ in 0..40 {
                    run.step();
                    check(&run, &what, &mut Checked::default());
                }
            }
        }
    }
}

/// What a formula looks like, in symbols.
fn written(nodes: &mut &[Node]) -> String {
    let (&node, rest) = nodes.split_first().unwrap();
    *nodes = rest;
    match node {
        Node::Value(cell, _) => {
            let letter = match cell.quantity {
                Quantity::Weight => "W",
                Quantity::Bias => "b",
                Quantity::PreActivation => "z",
                Quantity::Activation => "a",
                Quantity::Delta => "δ",
                Quantity::WeightGradient => "∂W",
                Quantity::BiasGradient => "∂b",
                Quantity::Target => "y",
                Quantity::NextWeight => "W'",
                Quantity::NextBias => "b'",
                Quantity::Loss => "L",
                Quantity::Velocity => "v",
                Quantity::Square => "s",
            };
            format!("{letter}{}{}{}", cell.layer, cell.row, cell.column)
        }
        Node::Number(value) => value.to_string(),
        Node::Setting(which, _) => match which {
            Setting::LearningRate => "α",
            Setting::Momentum => "μ",
            Setting::Beta1 => "β₁",
            Setting::Beta2 => "β₂",
            Setting::Epsilon => "ε",
            Setting::L1 => "λ₁",
            Setting::L2 => "λ₂",
            Setting::Beta1Power => "β₁ᵗ",
            Setting::Beta2Power => "β₂ᵗ",
        }
        .into(),
        Node::Sum(count) => {
            let terms: Vec<_> = (0..count).map(|_| written(nodes)).collect();
            format!("({})", terms.join(" + ").replace("+ −", "− "))
        }
        Node::Product(count) => {
            let factors: Vec<_> = (0..count).map(|_| written(nodes)).collect();
            factors.join("·")
        }
        Node::Minus => format!("−{}", written(nodes)),
        Node::Over => format!("{}/{}", written(nodes), written(nodes)),
        Node::Power => format!("{}^{}", written(nodes), written(nodes)),
        Node::Call(function) => {
            let name = match function {
                Function::Exp => "exp",
                Function::Ln => "ln",
                Function::Sqrt => "√",
                Function::Tanh => "tanh",
                Function::Positive => "max0",
                Function::Absolute => "abs",
                Function::Sign => "sign",
                Function::Sigmoid => "σ",
            };
            format!("{name} {}", written(nodes))
        }
        Node::Rest(count, _) => format!("{count} more"),
        Node::Note(note) => match note {
            Note::NotPositive => "[z ≤ 0]",
            Note::Positive => "[z > 0]",
            Note::Clipped => "[clipped]",
            Note::Forgotten => "[forgotten]",
        }
        .into(),
    }
}

fn lines(run: &Run, quantity: Quantity, layer: usize, row: usize, column: usize) -> Vec<String> {
    let update = NextUpdate::new(run);
    let cell = Cell {
        quantity,
        layer,
        row,
        column,
    };
    let explanation = Explanation::new(run, &update, cell).unwrap();
    let mut nodes = explanation.nodes();
    let lines = 0..explanation.lines();
    lines.map(|_| written(&mut nodes)).collect()
}

fn xor(changes: Json) -> Run {
    let mut all = json!({"dataset": "xor", "samples": null, "noise": 0.0, "hidden": [2]});
    let fields = changes.as_object().unwrap().clone();
    all.as_object_mut().unwrap().extend(fields);
    new_run(all)
}

#[test]
fn the_notebooks_formulas_are_those_of_the_textbook() {
    let run = Run::new(Hyperparameters::default()).unwrap();
    let one = |quantity, layer, row, column| lines(&run, quantity, layer, row, column);
    assert_eq!(
        one(Quantity::PreActivation, 1, 2, 1),
        ["(W110·a020 + W111·a021 + b110)"]
    );
    assert_eq!(
        one(Quantity::Activation, 2, 3, 0),
        ["σ z230", "1/(1 + exp −z230)"]
    );
    assert_eq!(one(Quantity::Delta, 2, 1, 0), ["(a210 − y010)"]);
    assert_eq!(
        one(Quantity::Delta, 1, 1, 1),
        ["(δ210·W201)·a111·(1 − a111)"]
    );
    assert_eq!(
        one(Quantity::WeightGradient, 1, 0, 1),
        ["(δ100·a001 + δ110·a011 + δ120·a021 + δ130·a031)"]
    );
    assert_eq!(
        one(Quantity::BiasGradient, 1, 1, 0),
        ["(δ101 + δ111 + δ121 + δ131)"]
    );
    assert_eq!(one(Quantity::NextWeight, 1, 0, 1), ["(W101 − α·∂W101)"]);
    assert_eq!(one(Quantity::NextBias, 2, 0, 0), ["(b200 − α·∂b200)"]);
    let term = |n: usize| format!("(y0{n}0·ln a2{n}0 + (1 − y0{n}0)·ln (1 − a2{n}0))");
    let loss = one(Quantity::Loss, 0, 0, 0);
    let terms: Vec<_> = (0..4).map(term).collect();
    assert_eq!(loss[0], format!("−({})", terms.join(" + ")));
    assert_eq!(loss.len(), 2);
}

#[test]
fn each_mistake_is_seen_in_the_formulas_that_it_spoils() {
    let gradient = |word: &str| xor(json!({"gradient": word}));
    assert_eq!(
        lines(
            &gradient("activation-index"),
            Quantity::WeightGradient,
            1,
            0,
            1
        ),
        ["(δ100·a101 + δ110·a111 + δ120·a121 + δ130·a131)"]
    );
    assert_eq!(
        lines(
            &gradient("activation-index"),
            Quantity::WeightGradient,
            2,
            0,
            1
        ),
        ["(δ200·a101 + δ210·a111 + δ220·a121 + δ230·a131)"]
    );
    assert_eq!(
        lines(&gradient("no-derivative"), Quantity::Delta, 1, 1, 1),
        ["(δ210·W201)"]
    );
    assert_eq!(
        lines(&gradient("stale-order"), Quantity::Delta, 1, 1, 1),
        ["(δ210·W'201)·(1 − a111^2)"]
    );
    assert_eq!(
        lines(&gradient("wrong-sign"), Quantity::Delta, 2, 1, 0),
        ["−(a210 − y010)"]
    );
    assert_eq!(
        lines(&gradient("wrong-sign"), Quantity::Delta, 1, 1, 1),
        ["(δ210·W201)·(1 − a111^2)"]
    );
    assert_eq!(
        lines(&gradient("frozen-biases"), Quantity::BiasGradient, 2, 0, 0),
        ["(0 + [forgotten])"]
    );
}

#[test]
fn each_rule_is_written_out_for_weights_and_for_biases() {
    for (rule, weight) in [
        ("gradient-descent", "(W101 − α·∂W101)"),
        ("momentum", "(W101 − α·(μ·v101 + ∂W101))"),
        ("nesterov", "(W101 − α·(∂W101 + μ·(μ·v101 + ∂W101)))"),
        (
            "rmsprop",
            "(W101 − α·∂W101/(√ (β₂·s101 + (1 − β₂)·∂W101^2) + ε))",
        ),
        (
            "adam",
            "(W101 − α·(β₁·v101 + (1 − β₁)·∂W101)/(1 − β₁ᵗ)/(√ (β₂·s101 + (1 − β₂)·∂W101^2)/(1 − β₂ᵗ) + ε))",
        ),
    ] {
        let run = xor(json!({"optimizer": rule}));
        assert_eq!(lines(&run, Quantity::NextWeight, 1, 0, 1), [weight]);
        // v and s of the biases are in the column after those of the two weights.
        let bias = weight
            .replace("∂W101", "∂b100")
            .replace("W101", "b100")
            .replace("v101", "v102")
            .replace("s101", "s102");
        assert_eq!(lines(&run, Quantity::NextBias, 1, 0, 0), [bias]);
    }
}

#[test]
fn kinks_bounds_penalties_and_means_are_told() {
    let run = Run::new(Hyperparameters::preset("by-hand").unwrap()).unwrap();
    // The first example has z = 0, −1 in the first layer, the last one 2, 1.
    assert_eq!(lines(&run, Quantity::Activation, 1, 0, 0), ["max0 z100"]);
    for (example, neuron, slope) in [
        (0, 0, "(0 + [z ≤ 0])"),
        (0, 1, "(0 + [z ≤ 0])"),
        (3, 1, "(1 + [z > 0])"),
    ] {
        assert_eq!(
            lines(&run, Quantity::Delta, 1, example, neuron),
            [format!("(δ2{example}0·W20{neuron})·{slope}")]
        );
    }
    assert_eq!(
        lines(&run, Quantity::Loss, 0, 0, 0),
        ["((a200 − y000)^2 + (a210 − y010)^2 + (a220 − y020)^2 + (a230 − y030)^2)"]
    );

    let run = xor(json!({
        "activation": "leaky-relu",
        "outputActivation": "identity",
        "reduction": "mean",
        "l1": 0.1,
        "l2": 0.2,
        "init": "given",
        "weights": [[[1.0, 1.0], [-1.0, 1.0]], [[1.0, 2.0]]],
        "biases": [[0.0, 0.0], [0.0]],
    }));
    assert_eq!(
        lines(&run, Quantity::Activation, 1, 1, 1),
        ["(z111 + [z > 0])"]
    );
    assert_eq!(
        lines(&run, Quantity::Activation, 1, 2, 1),
        ["(0.01·z121 + [z ≤ 0])"]
    );
    assert_eq!(lines(&run, Quantity::Activation, 2, 1, 0), ["z210"]);
    // The outputs are 0, 3, 0.98 and 2.
    assert_eq!(lines(&run, Quantity::Delta, 2, 1, 0), ["(0 + [clipped])"]);
    assert_eq!(
        lines(&run, Quantity::Delta, 2, 2, 0),
        ["(a220 − y020)/a220·(1 − a220)/4"]
    );
    assert_eq!(
        lines(&run, Quantity::WeightGradient, 2, 0, 1),
        ["(δ200·a101 + δ210·a111 + δ220·a121 + δ230·a131 + λ₁·sign W201 + λ₂·W201)"]
    );
    let loss = &lines(&run, Quantity::Loss, 0, 0, 0)[0];
    assert!(
        loss.starts_with(
            "((−((y000·ln (0.0000001 + [clipped]) + (1 − y000)·ln (1 − (0.0000001 + [clipped])))"
        ),
        "{loss}"
    );
    assert!(
        loss.ends_with(
            "/4 + λ₁·((abs W100 + abs W101 + abs W110 + abs W111) + (abs W200 + abs W201))) + λ₂·((W100^2 + W101^2 + W110^2 + W111^2) + (W200^2 + W201^2))/2)"
        ),
        "{loss}"
    );
}

#[test]
fn a_sum_of_more_than_8_terms_shows_7_and_the_rest() {
    let run = new_run(json!({"hidden": [9], "samples": 40}));
    assert_eq!(
        lines(&run, Quantity::PreActivation, 2, 0, 0),
        [
            "(W200·a100 + W201·a101 + W202·a102 + W203·a103 + W204·a104 + W205·a105 + W206·a106 + 2 more + b200)"
        ]
    );
    assert!(lines(&run, Quantity::BiasGradient, 2, 0, 0)[0].ends_with(" + 33 more)"));
    assert!(lines(&run, Quantity::Loss, 0, 0, 0)[0].ends_with(" + 33 more)"));
    let eight = new_run(json!({"hidden": [8]}));
    assert!(lines(&eight, Quantity::PreActivation, 2, 0, 0)[0].ends_with("·a107 + b200)"));
}

#[test]
fn what_is_not_in_the_batch_has_no_delta_and_what_is_not_in_the_network_no_explanation() {
    let run = new_run(json!({"batchSize": 3}));
    let update = NextUpdate::new(&run);
    let other = (0..10).find(|n| !update.examples().contains(n)).unwrap();
    let explain = |quantity, layer, row, column| {
        let cell = Cell {
            quantity,
            layer,
            row,
            column,
        };
        Explanation::new(&run, &update, cell)
    };
    let outside = explain(Quantity::Delta, 1, other, 0).unwrap();
    assert!(outside.value().is_nan() && outside.lines() == 0);
    // Sizes are 2, 2, 3, 1, and there are 10 examples.
    for quantity in Quantity::ALL {
        use Quantity::{Activation, Bias, BiasGradient, Delta, Loss, NextBias};
        use Quantity::{PreActivation, Square, Target, Velocity};
        let (layer, rows, columns) = match quantity {
            Loss => (0, 1, 1),
            Target => (0, 10, 1),
            PreActivation | Activation | Delta => (2, 10, 3),
            Bias | BiasGradient | NextBias => (2, 3, 1),
            Velocity | Square => (2, 3, 3),
            _ => (2, 3, 2),
        };
        let there_is = |layer, row, column| explain(quantity, layer, row, column).is_some();
        assert!(there_is(layer, rows - 1, columns - 1), "{quantity:?}");
        assert!(!there_is(layer, rows, 0), "{quantity:?}: row {rows}");
        assert!(
            !there_is(layer, 0, columns),
            "{quantity:?}: column {columns}"
        );
        assert!(!there_is(4, 0, 0), "{quantity:?}: layer 4");
        let has_layer_0 = matches!(quantity, Loss | Target | Activation);
        assert_eq!(there_is(0, 0, 0), has_layer_0, "{quantity:?}: layer 0");
        for huge in [usize::MAX, usize::MAX / 2] {
            assert!(
                !there_is(huge, 0, 0) && !there_is(layer, huge, 0) && !there_is(layer, 0, huge)
            );
        }
    }
}
