//! Hyperparameters as plain objects: whole ones out, changes in.

use js_sys::{Object, Reflect};
use wasm_bindgen::prelude::*;

use super::error;
use super::plain::Plain;
use crate::text::concat;
use crate::training::Hyperparameters;

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = r#"
/** What decides a run. */
export interface Hyperparameters {
    version: 1;
    dataset: "xor" | "and" | "or" | "nand" | "xnor" | "circles" | "moons" | "spirals" | "blobs" | "points";
    /** For the data set `points`: [x1, x2, y] with y 0 or 1. */
    points: [number, number, number][];
    /** `null`: 4 for a logic gate, else 200. */
    samples: number | null;
    noise: number;
    /** Widths of 0 to 6 hidden layers, 1 to 64 each. */
    hidden: number[];
    activation: Activation;
    outputActivation: Activation;
    loss: "cross-entropy" | "squared-error";
    reduction: "sum" | "mean";
    init: "numpy-randn" | "xavier-uniform" | "xavier-normal" | "he-uniform" | "he-normal" | "zeros" | "given";
    /** For init `given`: each layer's rows, one for each neuron. */
    weights: number[][][];
    /** For init `given`: each layer's biases. */
    biases: number[][];
    seed: number;
    optimizer: "gradient-descent" | "momentum" | "nesterov" | "rmsprop" | "adam";
    learningRate: number;
    /** `null`: all examples at once. */
    batchSize: number | null;
    momentum: number;
    beta1: number;
    beta2: number;
    l1: number;
    l2: number;
    gradient: "exact" | "activation-index" | "no-derivative" | "wrong-sign" | "stale-order" | "frozen-biases";
}
/** a = f(z). */
export type Activation = "sigmoid" | "tanh" | "relu" | "leaky-relu" | "identity";
/** What is thrown when a hyperparameter is not allowed. */
export interface HyperparameterError extends Error {
    name: "HyperparameterError";
    field: string;
    value: unknown;
    allowed: string;
}
"#;

/// A field as JavaScript sees it.
struct Field {
    name: &'static str,
    /// Its value.
    get: fn(&Hyperparameters) -> JsValue,
    /// Sets it; false if the value is not of the right kind.
    set: fn(&mut Hyperparameters, &JsValue) -> bool,
}

/// Writes the table of the fields and their wire names. A field that is not listed does not
/// compile.
macro_rules! fields {
    ($($name:literal => $field:ident,)*) => {
        const FIELDS: &[Field] = &[$(Field {
            name: $name,
            get: |hyperparameters| hyperparameters.$field.write(),
            set: |hyperparameters, value| hyperparameters.$field.set(value),
        }),*];

        const _: fn(Hyperparameters) = |Hyperparameters { $($field: _),* }| {};
    };
}

fields! {
    "version" => version,
    "dataset" => dataset,
    "points" => points,
    "samples" => samples,
    "noise" => noise,
    "hidden" => hidden,
    "activation" => activation,
    "outputActivation" => output_activation,
    "loss" => loss,
    "reduction" => reduction,
    "init" => init,
    "weights" => weights,
    "biases" => biases,
    "seed" => seed,
    "optimizer" => optimizer,
    "learningRate" => learning_rate,
    "batchSize" => batch_size,
    "momentum" => momentum,
    "beta1" => beta1,
    "beta2" => beta2,
    "l1" => l1,
    "l2" => l2,
    "gradient" => gradient,
}

/// A plain object of all fields; what is `None` becomes `null`.
pub fn to_object(hyperparameters: &Hyperparameters) -> Result<JsValue, JsValue> {
    let object = Object::new();
    for field in FIELDS {
        Reflect::set(&object, &field.name.into(), &(field.get)(hyperparameters))?;
    }
    Ok(object.into())
}

/// `current` with the fields of `changes` in place of its own. What the values may be is for
/// [`Hyperparameters::validate`] to say; here they only have to be of the right kind.
///
/// # Errors
/// A `HyperparameterError` for the first field that is unknown or of the wrong kind.
pub fn merge(current: &Hyperparameters, changes: &JsValue) -> Result<Hyperparameters, JsValue> {
    let mut merged = current.clone();
    if changes.is_undefined() {
        return Ok(merged);
    }
    let Some(changes) = changes.dyn_ref::<Object>() else {
        return Err(error::wrong_kind(
            "hyperparameters",
            changes,
            "an object of them",
        ));
    };
    for key in Object::keys(changes) {
        let name = key.as_string().unwrap_or_default();
        let value = Reflect::get(changes, &key)?;
        let Some(field) = FIELDS.iter().find(|field| field.name == name) else {
            let mut allowed = String::from("the fields");
            for (index, field) in FIELDS.iter().enumerate() {
                let before = if index == 0 { " " } else { ", " };
                allowed = concat(&[&allowed, before, field.name]);
            }
            return Err(error::wrong_kind(&name, &value, &allowed));
        };
        if !(field.set)(&mut merged, &value) {
            let allowed = Hyperparameters::allowed(field.name).unwrap_or_default();
            return Err(error::wrong_kind(&name, &value, allowed));
        }
    }
    Ok(merged)
}

#[cfg(test)]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;
    use crate::training::PRESETS;

    fn object(json: &str) -> JsValue {
        js_sys::JSON::parse(json).unwrap()
    }

    fn property(error: &JsValue, name: &str) -> String {
        Reflect::get(error, &name.into())
            .unwrap()
            .as_string()
            .unwrap()
    }

    #[test]
    fn presets_come_back_as_they_went_out() {
        for preset in PRESETS {
            let preset = Hyperparameters::preset(preset).unwrap();
            let object = to_object(&preset).unwrap();
            assert_eq!(merge(&Hyperparameters::default(), &object).unwrap(), preset);
            // The same wire format as everywhere else.
            let json = String::from(js_sys::JSON::stringify(&object).unwrap());
            assert_eq!(
                serde_json::from_str::<Hyperparameters>(&json).unwrap(),
                preset
            );
        }
    }

    #[test]
    fn names_and_order_are_those_of_the_limits() {
        let names = FIELDS.iter().map(|field| field.name);
        assert!(names.eq(Hyperparameters::fields()));
    }

    #[test]
    fn only_the_given_fields_change() {
        let current = Hyperparameters::preset("playground").unwrap();
        let merged = merge(
            &current,
            &object(r#"{"learningRate": 0.5, "batchSize": null}"#),
        )
        .unwrap();
        let wanted = Hyperparameters {
            learning_rate: 0.5,
            batch_size: None,
            ..current.clone()
        };
        assert_eq!(merged, wanted);
        assert_eq!(merge(&current, &JsValue::UNDEFINED).unwrap(), current);
    }

    #[test]
    fn what_is_of_the_wrong_kind_is_named() {
        let current = Hyperparameters::default();
        for (json, field, message) in [
            (
                r#"{"hidden": "8"}"#,
                "hidden",
                "hidden is \"8\"; allowed: 0 to 6 layers",
            ),
            (r#"{"hidden": [2.5]}"#, "hidden", "hidden is [2.5]; "),
            (r#"{"seed": -1}"#, "seed", "seed is -1; "),
            (r#"{"dataset": "nor"}"#, "dataset", "dataset is \"nor\"; "),
            (
                r#"{"learningRate": null}"#,
                "learningRate",
                "learningRate is null; ",
            ),
            (r#"{"points": [[0, 1]]}"#, "points", "points is [[0,1]]; "),
            (
                r#"{"speed": 3}"#,
                "speed",
                "speed is 3; allowed: the fields version, dataset, ",
            ),
            (
                r#""xor""#,
                "hyperparameters",
                "hyperparameters is \"xor\"; ",
            ),
        ] {
            let error = merge(&current, &object(json)).unwrap_err();
            assert_eq!(property(&error, "name"), "HyperparameterError");
            assert_eq!(property(&error, "field"), field);
            let text = property(&error, "message");
            assert!(text.starts_with(message), "{text}");
        }
    }
}
