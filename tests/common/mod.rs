//! What the tests share: one comparison of numbers, and the fixtures.

// Each test file is its own crate and uses its own part of this one.
#![allow(dead_code)]

use std::fmt::Display;

use serde_json::Value;

/// All update rules, in the words of the wire format.
pub const RULES: [&str; 5] = [
    "gradient-descent",
    "momentum",
    "nesterov",
    "rmsprop",
    "adam",
];

/// How far a number may be from the one expected.
#[derive(Clone, Copy, Debug)]
pub enum Within {
    /// |actual − expected| ≤ this · |expected|.
    Relative(f64),
    /// |actual − expected| ≤ this.
    Absolute(f64),
    /// At most this many doubles lie between the two.
    Ulp(u64),
}

/// Fails unless `actual` is within the tolerance of `expected`; NaN is close to nothing.
#[track_caller]
pub fn assert_close(actual: f64, expected: f64, within: Within, what: impl Display) {
    let distance = (actual - expected).abs();
    let close = match within {
        Within::Relative(tolerance) => distance <= tolerance * expected.abs(),
        Within::Absolute(tolerance) => distance <= tolerance,
        Within::Ulp(tolerance) => {
            !actual.is_nan() && !expected.is_nan() && ulps_between(actual, expected) <= tolerance
        }
    };
    assert!(
        close,
        "{what}: {actual:?} is not {expected:?} within {within:?} (off by {distance:e})"
    );
}

/// [`assert_close`] of each number, and of how many there are.
#[track_caller]
pub fn assert_all_close(actual: &[f64], expected: &[f64], within: Within, what: impl Display) {
    assert_eq!(actual.len(), expected.len(), "{what}: how many numbers");
    for (i, (&actual, &expected)) in actual.iter().zip(expected).enumerate() {
        assert_close(actual, expected, within, format_args!("{what}[{i}]"));
    }
}

/// How many steps from one double to the next lead from `x` to `y`; −0 and 0 are the same.
pub fn ulps_between(x: f64, y: f64) -> u64 {
    let place = |x: f64| {
        let bits = x.to_bits() as i64;
        if bits < 0 { i64::MIN - bits } else { bits }
    };
    place(x).abs_diff(place(y))
}

/// The bits of each number: equal where the numbers are the same to the last bit.
pub fn bits(numbers: &[f64]) -> Vec<u64> {
    numbers.iter().map(|x| x.to_bits()).collect()
}

/// Reads the text of a fixture, which says what it was made by.
pub fn fixture(text: &str) -> Value {
    let document: Value = serde_json::from_str(text).expect("a fixture is JSON");
    assert!(
        document["made_by"].is_string(),
        "a fixture names its script"
    );
    document
}

/// The objects of a list in a fixture.
#[track_caller]
pub fn objects(value: &Value) -> &[Value] {
    let list = value.as_array().expect("a list");
    assert!(!list.is_empty(), "an empty list checks nothing");
    list
}

/// All numbers of a fixture's matrix, vector or number, row by row.
#[track_caller]
pub fn numbers(value: &Value) -> Vec<f64> {
    match value {
        Value::Array(items) => items.iter().flat_map(numbers).collect(),
        Value::Number(number) => vec![number.as_f64().expect("a double")],
        other => panic!("{other} holds no numbers"),
    }
}

/// The losses that the notebook printed of its published run, from epoch 1 on.
pub const PRINTED_AS_PUBLISHED: [f64; 12] = [
    3.643007712117819,
    5.061975442873277,
    5.397032652638153,
    4.971954914819463,
    4.542927652636707,
    4.160104077880978,
    3.9709893045883384,
    3.558802796896787,
    3.411465781938481,
    3.1299791436904845,
    3.0316594743885377,
    2.918418015634867,
];
