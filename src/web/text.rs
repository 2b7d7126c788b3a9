//! Text on a canvas: its font, and how wide it is.

use std::cell::RefCell;

use plotters_backend::BackendTextStyle;
use wasm_bindgen::JsValue;
use web_sys::CanvasRenderingContext2d;

use crate::text::{concat, digits};

/// Widths of so many texts are remembered; labels come again every frame.
const MOST_TEXTS: usize = 64;

thread_local! {
    /// In pixels, of texts after their fonts.
    static WIDTHS: RefCell<Vec<(String, u32)>> = const { RefCell::new(Vec::new()) };
}

/// A CSS font, of a whole number of pixels; no text here is slanted or bold.
pub fn font<S: BackendTextStyle>(style: &S) -> String {
    let size = digits(style.size().round() as u64);
    concat(&[&size, "px ", style.family().as_str()])
}

/// The width of a text in pixels; the context may be left with another font.
///
/// # Errors
/// Those of the browser.
pub fn width(context: &CanvasRenderingContext2d, font: &str, text: &str) -> Result<u32, JsValue> {
    let key = concat(&[font, "; ", text]);
    WIDTHS.with_borrow_mut(|widths| {
        if let Some((_, pixels)) = widths.iter().find(|(known, _)| *known == key) {
            return Ok(*pixels);
        }
        context.set_font(font);
        let pixels = context.measure_text(text)?.width().ceil() as u32;
        if widths.len() >= MOST_TEXTS {
            widths.clear();
        }
        widths.push((key, pixels));
        Ok(pixels)
    })
}
