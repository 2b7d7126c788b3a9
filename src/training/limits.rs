//! What is allowed, for every hyperparameter: the limits and their wording in one table each.

use std::fmt;

use super::hyperparameters::Hyperparameters;
use crate::engine::{Dataset, Gradient, Initializer};
use crate::text::{concat, digits};

const MOST_LAYERS: usize = 6;
const MOST_NEURONS: usize = 64;
const MOST_POINTS: usize = 1000;
/// Largest size of a coordinate or a given parameter: far past anything useful, far from overflow.
const LARGEST: f64 = 1e6;

const ACTIVATIONS: &str = "\"sigmoid\", \"tanh\", \"relu\", \"leaky-relu\" or \"identity\"";
const BELOW_ONE: &str = "a number from 0 to less than 1";
const PENALTY: &str = "a number from 0 to 10";

/// A hyperparameter that is not allowed. Nothing has changed.
#[derive(Clone, Debug, PartialEq)]
pub struct HyperparameterError {
    /// Its wire name: `learningRate`.
    pub field: &'static str,
    /// The value that was given.
    pub value: Value,
    /// What is allowed, to be read after "allowed: ".
    pub allowed: &'static str,
}

/// A value as it was given.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// A number.
    Number(f64),
    /// A word, or what stands for a list.
    Text(String),
}

impl fmt::Display for HyperparameterError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.value {
            Value::Number(number) => write!(f, "{} is {number}", self.field)?,
            Value::Text(text) => write!(f, "{} is {text}", self.field)?,
        }
        write!(f, "; allowed: {}", self.allowed)
    }
}

impl std::error::Error for HyperparameterError {}

/// Wire names in the order of the fields, each with what is allowed.
const ALLOWED: [(&str, &str); 23] = [
    ("version", "1"),
    (
        "dataset",
        "\"xor\", \"and\", \"or\", \"nand\", \"xnor\", \"circles\", \"moons\", \"spirals\", \"blobs\" or \"points\"",
    ),
    (
        "points",
        "1 to 1000 points [x1, x2, y] with coordinates from -1000000 to 1000000 and y 0 or 1",
    ),
    (
        "samples",
        "a whole number from 1 to 1000, or null for the data set's own",
    ),
    ("noise", "a number from 0 to 1"),
    ("hidden", "0 to 6 layers, each of 1 to 64 neurons"),
    ("activation", ACTIVATIONS),
    ("outputActivation", ACTIVATIONS),
    ("loss", "\"cross-entropy\" or \"squared-error\""),
    ("reduction", "\"sum\" or \"mean\""),
    (
        "init",
        "\"numpy-randn\", \"xavier-uniform\", \"xavier-normal\", \"he-uniform\", \"he-normal\", \"zeros\" or \"given\"",
    ),
    (
        "weights",
        "for init \"given\": for each layer its rows, one for each neuron, of numbers from -1000000 to 1000000, in the network's shape; else none",
    ),
    (
        "biases",
        "for init \"given\": for each layer one number from -1000000 to 1000000 for each neuron; else none",
    ),
    ("seed", "a whole number from 0 to 4294967295"),
    (
        "optimizer",
        "\"gradient-descent\", \"momentum\", \"nesterov\", \"rmsprop\" or \"adam\"",
    ),
    ("learningRate", "a number from 0 to 1000"),
    (
        "batchSize",
        "a whole number from 1 to 1000, or null for all examples at once",
    ),
    ("momentum", BELOW_ONE),
    ("beta1", BELOW_ONE),
    ("beta2", BELOW_ONE),
    ("l1", PENALTY),
    ("l2", PENALTY),
    (
        "gradient",
        "\"exact\", \"no-derivative\", \"wrong-sign\", \"stale-order\", \"frozen-biases\", or \"activation-index\" where the first hidden layer has 2 neurons",
    ),
];

impl Hyperparameters {
    /// What the field with this wire name may hold; `None` if there is no such field.
    pub fn allowed(field: &str) -> Option<&'static str> {
        ALLOWED
            .iter()
            .find(|(name, _)| *name == field)
            .map(|(_, allowed)| *allowed)
    }

    /// The wire names of all fields.
    pub fn fields() -> impl Iterator<Item = &'static str> {
        ALLOWED.iter().map(|(name, _)| *name)
    }

    /// Checks every limit.
    ///
    /// # Errors
    /// The first field that is not allowed, in the order of the fields.
    pub fn validate(&self) -> Result<(), HyperparameterError> {
        self.check_data()?;
        self.check_network()?;
        self.check_training()
    }

    fn check_data(&self) -> Result<(), HyperparameterError> {
        const VERSION: f64 = Hyperparameters::VERSION as f64;
        let version = f64::from(self.version);
        check_ranges(&[version], &[("version", VERSION, VERSION)])?;
        let own = self.dataset == Dataset::Points;
        let count = self.points.len();
        let enough = count <= MOST_POINTS && (count > 0 || !own);
        let fine = enough && self.points.iter().all(is_point);
        check(fine, "points", || {
            match self.points.iter().position(|point| !is_point(point)) {
                Some(at) => {
                    let point = digits(at as u64 + 1);
                    Value::Text(concat(&["one whose point ", &point, " is outside that"]))
                }
                None => Value::Text(concat(&["a list of ", &digits(count as u64)])),
            }
        })?;
        check_ranges(
            &[count_or_one(self.samples), self.noise],
            &[("samples", 1.0, MOST_POINTS as f64), ("noise", 0.0, 1.0)],
        )
    }

    fn check_network(&self) -> Result<(), HyperparameterError> {
        let widths_fine = self
            .hidden
            .iter()
            .all(|width| (1..=MOST_NEURONS).contains(width));
        check(
            widths_fine && self.hidden.len() <= MOST_LAYERS,
            "hidden",
            || Value::Text(list(&self.hidden)),
        )?;
        let sizes = self.sizes();
        let (weights, biases) = if self.init == Initializer::Given {
            (
                is_shaped_like(&self.weights, &sizes),
                has_biases_for(&self.biases, &sizes),
            )
        } else {
            (self.weights.is_empty(), self.biases.is_empty())
        };
        let other_shape = || Value::Text("of another shape or size".into());
        check(weights, "weights", other_shape)?;
        check(biases, "biases", other_shape)?;
        let slip_fits = self.hidden.first() == Some(&2);
        check(
            self.gradient != Gradient::ActivationIndex || slip_fits,
            "gradient",
            || {
                let widths = list(&self.hidden);
                Value::Text(concat(&[
                    "\"activation-index\" with hidden layers ",
                    &widths,
                ]))
            },
        )
    }

    fn check_training(&self) -> Result<(), HyperparameterError> {
        const ALMOST_ONE: f64 = 1.0_f64.next_down();
        check_ranges(
            &[
                self.learning_rate,
                count_or_one(self.batch_size),
                self.momentum,
                self.beta1,
                self.beta2,
                self.l1,
                self.l2,
            ],
            &[
                ("learningRate", 0.0, 1000.0),
                ("batchSize", 1.0, MOST_POINTS as f64),
                ("momentum", 0.0, ALMOST_ONE),
                ("beta1", 0.0, ALMOST_ONE),
                ("beta2", 0.0, ALMOST_ONE),
                ("l1", 0.0, 10.0),
                ("l2", 0.0, 10.0),
            ],
        )
    }
}

/// Checks values against their fields' names and the least and the most that are allowed.
#[inline(never)]
fn check_ranges(
    values: &[f64],
    fields: &'static [(&str, f64, f64)],
) -> Result<(), HyperparameterError> {
    for (&value, &(field, least, most)) in values.iter().zip(fields) {
        // NaN is in no range.
        let fine = (least..=most).contains(&value);
        check(fine, field, || Value::Number(value))?;
    }
    Ok(())
}

/// A count, or 1, which is always allowed, for none.
fn count_or_one(count: Option<usize>) -> f64 {
    count.unwrap_or(1) as f64
}

fn check(
    fine: bool,
    field: &'static str,
    value: impl FnOnce() -> Value,
) -> Result<(), HyperparameterError> {
    if fine {
        Ok(())
    } else {
        Err(refusal(field, value()))
    }
}

#[cold]
fn refusal(field: &'static str, value: Value) -> HyperparameterError {
    HyperparameterError {
        field,
        value,
        allowed: Hyperparameters::allowed(field).unwrap_or_default(),
    }
}

/// `[8, 8]`.
fn list(widths: &[usize]) -> String {
    let mut text = String::from("[");
    for (index, &width) in widths.iter().enumerate() {
        let before = if index == 0 { "" } else { ", " };
        text = concat(&[&text, before, &digits(width as u64)]);
    }
    concat(&[&text, "]"])
}

fn is_point(&[x1, x2, y]: &[f64; 3]) -> bool {
    x1.abs() <= LARGEST && x2.abs() <= LARGEST && (y == 0.0 || y == 1.0)
}

/// Checks what is set by hand, a `value` at a place that there must be.
///
/// # Errors
/// With the field `name`.
pub(super) fn check_edit(
    name: &'static str,
    place: usize,
    places: usize,
    value: f64,
) -> Result<(), HyperparameterError> {
    let (value, allowed) = if place >= places {
        (place as f64, "the number of one that there is, from 0 on")
    } else if value.abs() <= LARGEST {
        return Ok(());
    } else {
        (value, "a number from -1000000 to 1000000")
    };
    Err(HyperparameterError {
        field: name,
        value: Value::Number(value),
        allowed,
    })
}

fn all_fine(numbers: &[f64], count: usize) -> bool {
    numbers.len() == count && numbers.iter().all(|number| number.abs() <= LARGEST)
}

fn is_shaped_like(weights: &[Vec<Vec<f64>>], sizes: &[usize]) -> bool {
    weights.len() == sizes.len() - 1
        && weights.iter().zip(sizes.windows(2)).all(|(rows, size)| {
            rows.len() == size[1] && rows.iter().all(|row| all_fine(row, size[0]))
        })
}

fn has_biases_for(biases: &[Vec<f64>], sizes: &[usize]) -> bool {
    biases.len() == sizes.len() - 1
        && biases
            .iter()
            .zip(&sizes[1..])
            .all(|(row, &count)| all_fine(row, count))
}
