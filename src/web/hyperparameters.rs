//! Hyperparameters as plain objects: whole ones out, changes in.

use js_sys::{Object, Reflect};
use serde::Serialize;
use serde_wasm_bindgen::Serializer;
use wasm_bindgen::prelude::*;

use super::error;
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

/// A plain object of all fields; what is `None` becomes `null`.
pub fn to_object(hyperparameters: &Hyperparameters) -> Result<JsValue, JsValue> {
    Ok(hyperparameters.serialize(&Serializer::json_compatible())?)
}

/// `current` with the fields of `changes` in place of its own. What the values may be is for
/// [`Hyperparameters::validate`] to say; here they only have to be of the right kind.
///
/// # Errors
/// A `HyperparameterError` for the first field that is unknown or of the wrong kind.
pub fn merge(current: &Hyperparameters, changes: &JsValue) -> Result<Hyperparameters, JsValue> {
    if changes.is_undefined() {
        return Ok(current.clone());
    }
    let Some(changes) = changes.dyn_ref::<Object>() else {
        return Err(error::wrong_kind(
            "hyperparameters",
            changes,
            "an object of them",
        ));
    };
    let mut merged = current.clone();
    for key in Object::keys(changes) {
        let field = key.as_string().unwrap_or_default();
        let value = Reflect::get(changes, &key)?;
        let Some(allowed) = Hyperparameters::allowed(&field) else {
            let fields: Vec<_> = Hyperparameters::fields().collect();
            let allowed = ["the fields ", &fields.join(", ")].concat();
            return Err(error::wrong_kind(&field, &value, &allowed));
        };
        // One field at a time, so that what goes wrong has a name.
        let object = to_object(&merged)?;
        Reflect::set(&object, &key, &value)?;
        merged = serde_wasm_bindgen::from_value(object)
            .map_err(|_| error::wrong_kind(&field, &value, allowed))?;
    }
    Ok(merged)
}
