//! What JavaScript sees: the only place that knows the browser. No formulas.
//!
//! - [`lab`]: the class `Lab`, a run and its drawings, with [`loss_curve`]; [`glass_box`]: the same
//!   inside, number by number; [`sweep`]: the class `Sweep`
//! - [`hyperparameters`]: plain objects ⇄ [`Hyperparameters`], value by
//!   value in [`plain`]; [`error`]: what is thrown
//! - [`canvas`], [`text`]: the plotters backend; [`style`]: the class `Style`, colours and font
//!
//! Numbers go out as copies (`Float64Array`); nothing here panics on what a caller can give.

mod canvas;
mod error;
mod glass_box;
mod hyperparameters;
mod lab;
mod loss_curve;
mod moment;
mod plain;
mod style;
mod sweep;
mod text;

use wasm_bindgen::prelude::*;

use crate::training::{Hyperparameters, PRESETS};

/// The names of the presets.
#[wasm_bindgen]
pub fn presets() -> Vec<String> {
    PRESETS.iter().map(|&name| name.into()).collect()
}

/// The hyperparameters of a preset, a plain object.
///
/// # Errors
/// Throws a `HyperparameterError` if there is no such preset.
#[wasm_bindgen(unchecked_return_type = "Hyperparameters")]
pub fn preset(name: &str) -> Result<JsValue, JsValue> {
    let preset = Hyperparameters::preset(name).map_err(error::refused)?;
    hyperparameters::to_object(&preset)
}

/// A seed drawn from the system's randomness: a whole number from 0 to 2³² − 1.
///
/// # Errors
/// Throws if the browser gives no random numbers.
#[wasm_bindgen(js_name = proposeSeed)]
pub fn propose_seed() -> Result<u32, JsValue> {
    getrandom::u32().map_err(|_| error::error("the browser gives no random numbers"))
}

/// Half the code of the standard allocator, which few and small allocations do not need.
#[global_allocator]
static ALLOCATOR: talc::wasm::WasmDynamicTalc = talc::wasm::new_wasm_dynamic_allocator();
