//! What is thrown: always an `Error`.

use js_sys::{Error, JSON, RangeError, Reflect};
use wasm_bindgen::prelude::*;

use crate::text::concat;
use crate::training::{HyperparameterError, Value};

/// An `Error` with this message.
pub fn error(message: &str) -> JsValue {
    Error::new(message).into()
}

/// A `RangeError` with this message.
pub fn out_of_range(message: &str) -> JsValue {
    RangeError::new(message).into()
}

/// A count that came as a JavaScript number.
///
/// # Errors
/// A `RangeError` unless it is a whole number from 0 on.
pub fn whole(count: f64, name: &str) -> Result<u64, JsValue> {
    if count >= 0.0 && count.fract() == 0.0 {
        Ok(count as u64)
    } else {
        Err(out_of_range(&concat(&[
            name,
            " must be a whole number from 0 on",
        ])))
    }
}

/// The `Error` for a hyperparameter that is not allowed.
pub fn refused(error: HyperparameterError) -> JsValue {
    match error.value {
        Value::Number(number) => {
            let value = JsValue::from_f64(number);
            hyperparameter_error(error.field, &value, &in_words(&value), error.allowed)
        }
        Value::Text(text) => {
            hyperparameter_error(error.field, &JsValue::from_str(&text), &text, error.allowed)
        }
    }
}

/// The `Error` for a hyperparameter whose value is not even of the right kind.
pub fn wrong_kind(field: &str, value: &JsValue, allowed: &str) -> JsValue {
    hyperparameter_error(field, value, &in_words(value), allowed)
}

/// An `Error` named `HyperparameterError` with the properties `field`, `value` and `allowed`.
fn hyperparameter_error(field: &str, value: &JsValue, text: &str, allowed: &str) -> JsValue {
    let error = Error::new(&concat(&[field, " is ", text, "; allowed: ", allowed]));
    error.set_name("HyperparameterError");
    let properties = [
        ("field", &field.into()),
        ("value", value),
        ("allowed", &allowed.into()),
    ];
    for (key, property) in properties {
        // It cannot fail on a new object of our own.
        let _ = Reflect::set(&error, &key.into(), property);
    }
    error.into()
}

#[wasm_bindgen]
extern "C" {
    /// `String(value)`; it throws for objects that refuse to become a string.
    #[wasm_bindgen(catch, js_name = String)]
    fn to_string(value: &JsValue) -> Result<String, JsValue>;
}

/// A value as one would write it in JavaScript.
fn in_words(value: &JsValue) -> String {
    let text = if value.is_string() || value.is_object() {
        // `undefined` where an object's own `toJSON` says so.
        JSON::stringify(value)
            .ok()
            .and_then(|text| JsValue::from(text).as_string())
    } else {
        to_string(value).ok()
    };
    text.unwrap_or_else(|| "something unspeakable".into())
}
