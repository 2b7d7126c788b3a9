//! Decides beforehand what wasm-bindgen's JavaScript asks each browser or caller, so that what is
//! published need not have the other case.

use std::fs;
use std::path::Path;

use anyhow::{Result, ensure};

/// Conditions, and what they are. Browsers are as young as SIMD, which the module needs; the module
/// has a `realloc`; `initSync` gets an object with a compiled module in it.
const KNOWN: [(&str, &str); 5] = [
    ("(typeof FinalizationRegistry === 'undefined')", "false"),
    ("!('encodeInto' in cachedTextEncoder)", "false"),
    ("realloc === undefined", "false"),
    ("Object.getPrototypeOf(module) === Object.prototype", "true"),
    ("!(module instanceof WebAssembly.Module)", "false"),
];

/// Writes into the JavaScript what is known.
///
/// # Errors
/// If it is not such as wasm-bindgen is known to write.
pub fn decide(js: &Path) -> Result<()> {
    let mut source = fs::read_to_string(js)?;
    for (condition, known) in KNOWN {
        ensure!(
            source.contains(condition),
            "no `{condition}` is in {}",
            js.display()
        );
        source = source.replace(condition, known);
    }
    fs::write(js, source)?;
    Ok(())
}
