//! The class `Style`: what drawings look like, read from CSS custom properties.

use plotters::style::RGBColor;
use wasm_bindgen::prelude::*;
use web_sys::{CanvasRenderingContext2d, CssStyleDeclaration, Element, HtmlCanvasElement};

use super::error;
use crate::view;

/// Colours, font and scale of drawings.
#[wasm_bindgen]
pub struct Style {
    view: view::Style,
}

#[wasm_bindgen]
impl Style {
    /// Reads `--xor-lab-paper`, `-ink`, `-muted`, `-rule`, `-zero`, `-middle`, `-one` (any CSS
    /// colours) and `-font` (families) as they are for the element. What is not set, or no
    /// opaque colour, is as in the light theme. `scale`: device pixels in a CSS pixel.
    ///
    /// # Errors
    /// Throws if the element is in no document that is shown.
    #[wasm_bindgen(js_name = fromCss)]
    pub fn from_css(element: &Element, scale: f64) -> Result<Style, JsValue> {
        let computed = web_sys::window()
            .and_then(|window| window.get_computed_style(element).ok().flatten())
            .ok_or_else(|| error::error("the element has no computed style"))?;
        let colors = colors(element);
        let mut view = view::Style::light();
        for (name, color) in [
            ("--xor-lab-paper", &mut view.paper),
            ("--xor-lab-ink", &mut view.ink),
            ("--xor-lab-muted", &mut view.muted),
            ("--xor-lab-rule", &mut view.rule),
            ("--xor-lab-zero", &mut view.zero),
            ("--xor-lab-middle", &mut view.middle),
            ("--xor-lab-one", &mut view.one),
        ] {
            let value = property(&computed, name);
            if let Some(read) = colors
                .as_ref()
                .and_then(|colors| read_color(colors, &value))
            {
                *color = read;
            }
        }
        let font = property(&computed, "--xor-lab-font");
        if !font.is_empty() {
            view.font_family = font;
        }
        // Between a page zoomed far out and one zoomed far in on the densest of screens.
        view.rgba = true;
        view.scale = if scale.is_finite() {
            scale.clamp(0.1, 20.0)
        } else {
            1.0
        };
        Ok(Style { view })
    }
}

impl Style {
    /// The same for drawings.
    pub fn view(&self) -> &view::Style {
        &self.view
    }
}

/// The value of a custom property; empty if it is not set.
fn property(computed: &CssStyleDeclaration, name: &str) -> String {
    computed.get_property_value(name).unwrap_or_default()
}

/// A canvas that is never shown: its fill style turns any CSS colour into `#rrggbb`.
fn colors(element: &Element) -> Option<CanvasRenderingContext2d> {
    let canvas = element.owner_document()?.create_element("canvas").ok()?;
    let canvas: HtmlCanvasElement = canvas.dyn_into().ok()?;
    canvas.get_context("2d").ok()??.dyn_into().ok()
}

/// A CSS colour; none if it is not one, or not opaque.
fn read_color(colors: &CanvasRenderingContext2d, css: &str) -> Option<RGBColor> {
    // What is no colour leaves the fill style as it was, and this is none that is read back.
    colors.set_fill_style_str("rgba(0, 0, 0, 0.5)");
    colors.set_fill_style_str(css);
    let digits = colors.fill_style().as_string()?;
    let digits = digits
        .strip_prefix('#')
        .filter(|digits| digits.len() == 6)?;
    let channel = |at: usize| u8::from_str_radix(digits.get(at..at + 2)?, 16).ok();
    Some(RGBColor(channel(0)?, channel(2)?, channel(4)?))
}
