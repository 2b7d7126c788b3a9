//! The class `Style`: what drawings look like, as JavaScript read it from CSS.

use plotters::style::RGBColor;
use wasm_bindgen::prelude::*;

use crate::view;

/// Colours, font and scale of drawings.
#[wasm_bindgen]
pub struct Style {
    view: view::Style,
}

#[wasm_bindgen]
impl Style {
    /// `colors`: paper, ink, muted, rule, zero, middle and one, each 0xrrggbb, or negative for
    /// that of the light theme. `font`: a CSS list of families, or nothing for the system's own.
    /// `scale`: device pixels in a CSS pixel.
    #[wasm_bindgen(constructor)]
    pub fn new(colors: &[i32], font: String, scale: f64) -> Style {
        let mut view = view::Style::light();
        for (&color, target) in colors.iter().zip(view.colors_mut()) {
            if color >= 0 {
                let [_, red, green, blue] = color.to_be_bytes();
                *target = RGBColor(red, green, blue);
            }
        }
        if !font.is_empty() {
            view.font_family = font;
        }
        view.rgba = true;
        // Between a page zoomed far out and one zoomed far in on the densest of screens.
        view.scale = if scale.is_finite() {
            scale.clamp(0.1, 20.0)
        } else {
            1.0
        };
        Style { view }
    }
}

impl Style {
    /// The same for drawings.
    pub fn view(&self) -> &view::Style {
        &self.view
    }
}
