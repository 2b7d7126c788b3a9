//! Rust values as plain JavaScript values and back, for the few kinds that hyperparameters have.
//!
//! serde-wasm-bindgen can do this for any type; these lines do it in a tenth of the code that a
//! reader has to download.

use js_sys::Array;
use wasm_bindgen::{JsCast, JsValue};

use crate::engine::words;
use crate::engine::{Activation, Dataset, Gradient, Initializer, Loss, Reduction, Rule, Words};

/// What can be a plain JavaScript value.
pub trait Plain: Sized {
    /// The value, if it is of the right kind.
    fn read(value: &JsValue) -> Option<Self>;
    /// A value that reads as the same.
    fn write(&self) -> JsValue;

    /// Takes what is read from the value; false, and nothing happens, if it is of another kind.
    fn set(&mut self, value: &JsValue) -> bool {
        match Self::read(value) {
            Some(read) => {
                *self = read;
                true
            }
            None => false,
        }
    }
}

impl Plain for f64 {
    fn read(value: &JsValue) -> Option<Self> {
        value.as_f64()
    }

    fn write(&self) -> JsValue {
        JsValue::from_f64(*self)
    }
}

impl Plain for u32 {
    fn read(value: &JsValue) -> Option<Self> {
        let number = value.as_f64()?;
        let whole = number as u32;
        (f64::from(whole) == number).then_some(whole)
    }

    fn write(&self) -> JsValue {
        JsValue::from_f64(f64::from(*self))
    }
}

impl Plain for usize {
    fn read(value: &JsValue) -> Option<Self> {
        u32::read(value).map(|number| number as usize)
    }

    fn write(&self) -> JsValue {
        JsValue::from_f64(*self as f64)
    }
}

/// None is `null`; `undefined` is read as none too.
impl<T: Plain> Plain for Option<T> {
    fn read(value: &JsValue) -> Option<Self> {
        if value.is_null() || value.is_undefined() {
            Some(None)
        } else {
            T::read(value).map(Some)
        }
    }

    fn write(&self) -> JsValue {
        self.as_ref().map_or(JsValue::NULL, T::write)
    }
}

impl<T: Plain> Plain for Vec<T> {
    fn read(value: &JsValue) -> Option<Self> {
        let mut all = Vec::new();
        for element in value.dyn_ref::<Array>()?.iter() {
            all.push(T::read(&element)?);
        }
        Some(all)
    }

    fn write(&self) -> JsValue {
        let array = Array::new();
        for element in self {
            array.push(&element.write());
        }
        array.into()
    }
}

impl Plain for [f64; 3] {
    fn read(value: &JsValue) -> Option<Self> {
        Vec::read(value)?.try_into().ok()
    }

    fn write(&self) -> JsValue {
        self.to_vec().write()
    }
}

/// By itself, for the same reason as [`words::position`].
#[inline(never)]
fn position(words: &[&str], word: &JsValue) -> Option<usize> {
    words::position(words, &word.as_string()?)
}

/// Enums are their words.
macro_rules! words {
    ($($name:ty),*) => {$(
        impl Plain for $name {
            fn read(value: &JsValue) -> Option<Self> {
                let at = position(Self::WORDS, value)?;
                Self::ALL.get(at).copied()
            }

            fn write(&self) -> JsValue {
                self.word().into()
            }
        }
    )*};
}

words!(
    Activation,
    Dataset,
    Gradient,
    Initializer,
    Loss,
    Reduction,
    Rule
);
