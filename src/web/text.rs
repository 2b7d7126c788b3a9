//! Text on a canvas: its font, and how wide it is.

use std::cell::RefCell;

use plotters_backend::BackendTextStyle;
use wasm_bindgen::JsValue;
use web_sys::CanvasRenderingContext2d;

use crate::text::{concat, digits};

/// Widths of so many texts are remembered; labels come again every frame.
const MOST_TEXTS: usize = 64;

thread_local! {
    static WIDTHS: RefCell<Vec<Width>> = const { RefCell::new(Vec::new()) };
}

/// The width of a text in a font, in pixels.
struct Width {
    font: String,
    text: String,
    pixels: u32,
}

/// A CSS font, of a whole number of pixels.
pub fn font<S: BackendTextStyle>(style: &S) -> String {
    let size = digits(style.size().round() as u64);
    concat(&[
        style.style().as_str(),
        " ",
        &size,
        "px ",
        style.family().as_str(),
    ])
}

/// The width of a text in pixels; the context may be left with another font.
///
/// # Errors
/// Those of the browser.
pub fn width(context: &CanvasRenderingContext2d, font: String, text: &str) -> Result<u32, JsValue> {
    let known = WIDTHS.with_borrow(|widths| {
        let found = widths
            .iter()
            .find(|width| width.text == text && width.font == font);
        found.map(|width| width.pixels)
    });
    if let Some(pixels) = known {
        return Ok(pixels);
    }
    context.set_font(&font);
    let pixels = context.measure_text(text)?.width().ceil() as u32;
    WIDTHS.with_borrow_mut(|widths| {
        if widths.len() >= MOST_TEXTS {
            widths.clear();
        }
        let text = text.to_string();
        widths.push(Width { font, text, pixels });
    });
    Ok(pixels)
}
