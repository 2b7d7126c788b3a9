//! The plotters backend for a canvas.
//!
//! plotters-canvas has one too. It measures text by putting an element into the page, a reflow
//! for each label, which a strict content security policy forbids; paints images a rectangle for
//! each pixel, 70 times slower than one call of `putImageData`; makes a string of a color for
//! each shape; and its formatting of floats is a tenth of a page's wasm. So here is all of it.

use std::f64::consts::TAU;
use std::fmt;

use plotters_backend::text_anchor::{HPos, VPos};
use plotters_backend::{
    BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingBackend, DrawingErrorKind,
};
use wasm_bindgen::{Clamped, JsCast, JsValue};
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement, ImageData};

use super::text::{self, font};

/// The browser would not draw.
#[derive(Debug)]
pub struct CanvasError;

impl fmt::Display for CanvasError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the canvas cannot be drawn on")
    }
}

impl std::error::Error for CanvasError {}

type Drawn<T = ()> = Result<T, DrawingErrorKind<CanvasError>>;

/// A canvas to draw on, in its own pixels.
pub struct Canvas {
    context: CanvasRenderingContext2d,
    size: (u32, u32),
    /// What the context is set to now: each change crosses over to JavaScript.
    fill: Option<(u8, u8, u8)>,
    stroke: Option<(u8, u8, u8)>,
    alpha: f64,
}

impl Canvas {
    /// None if the canvas has no 2d context, as one that was given another kind of context.
    pub fn new(canvas: &HtmlCanvasElement) -> Option<Self> {
        // That of a canvas from another window is of another class, and the same.
        let context: CanvasRenderingContext2d = canvas.get_context("2d").ok()??.unchecked_into();
        // A mitre at the tip of a spike would be longer than the spike.
        context.set_line_join("round");
        context.set_global_alpha(1.0);
        Some(Canvas {
            context,
            size: (canvas.width(), canvas.height()),
            fill: None,
            stroke: None,
            alpha: 1.0,
        })
    }

    /// Fills (or strokes) from here on have this color. False if nothing would be seen of it.
    fn set_color(&mut self, color: BackendColor, fill: bool) -> bool {
        if color.alpha <= 0.0 {
            return false;
        }
        if self.alpha != color.alpha {
            self.alpha = color.alpha;
            self.context.set_global_alpha(color.alpha);
        }
        let set = if fill {
            &mut self.fill
        } else {
            &mut self.stroke
        };
        if *set != Some(color.rgb) {
            *set = Some(color.rgb);
            let css = hex(color.rgb);
            if fill {
                self.context.set_fill_style_str(&css);
            } else {
                self.context.set_stroke_style_str(&css);
            }
        }
        true
    }

    fn trace(&self, path: impl IntoIterator<Item = BackendCoord>) {
        self.context.begin_path();
        for (x, y) in path {
            // The first one of a path is as good as a `moveTo`.
            self.context.line_to(f64::from(x), f64::from(y));
        }
    }

    fn fill_or_stroke<S: BackendStyle>(&self, style: &S, fill: bool) {
        if fill {
            self.context.fill();
        } else {
            self.context.set_line_width(f64::from(style.stroke_width()));
            self.context.stroke();
        }
    }
}

/// `#rrggbb`.
fn hex((red, green, blue): (u8, u8, u8)) -> String {
    let color = u32::from_be_bytes([0, red, green, blue]);
    let digits = (0..6).rev().map(|place| color >> (4 * place) & 15);
    let digits = digits.filter_map(|digit| char::from_digit(digit, 16));
    std::iter::once('#').chain(digits).collect()
}

fn failed(_: JsValue) -> DrawingErrorKind<CanvasError> {
    DrawingErrorKind::DrawingError(CanvasError)
}

impl DrawingBackend for Canvas {
    type ErrorType = CanvasError;

    fn get_size(&self) -> (u32, u32) {
        self.size
    }

    fn ensure_prepared(&mut self) -> Drawn {
        Ok(())
    }

    fn present(&mut self) -> Drawn {
        Ok(())
    }

    fn draw_pixel(&mut self, (x, y): BackendCoord, color: BackendColor) -> Drawn {
        if self.set_color(color, true) {
            self.context.fill_rect(f64::from(x), f64::from(y), 1.0, 1.0);
        }
        Ok(())
    }

    fn draw_line<S: BackendStyle>(
        &mut self,
        from: BackendCoord,
        to: BackendCoord,
        style: &S,
    ) -> Drawn {
        self.draw_path([from, to], style)
    }

    fn draw_rect<S: BackendStyle>(
        &mut self,
        (left, top): BackendCoord,
        (right, bottom): BackendCoord,
        style: &S,
        fill: bool,
    ) -> Drawn {
        if self.set_color(style.color(), fill) {
            let [x, y, width, height] = [left, top, right - left, bottom - top].map(f64::from);
            if fill {
                self.context.fill_rect(x, y, width, height);
            } else {
                self.context.set_line_width(f64::from(style.stroke_width()));
                self.context.stroke_rect(x, y, width, height);
            }
        }
        Ok(())
    }

    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        path: I,
        style: &S,
    ) -> Drawn {
        if self.set_color(style.color(), false) {
            self.trace(path);
            self.fill_or_stroke(style, false);
        }
        Ok(())
    }

    fn draw_circle<S: BackendStyle>(
        &mut self,
        (x, y): BackendCoord,
        radius: u32,
        style: &S,
        fill: bool,
    ) -> Drawn {
        if self.set_color(style.color(), fill) {
            self.context.begin_path();
            let [x, y] = [x, y].map(f64::from);
            self.context
                .arc(x, y, f64::from(radius), 0.0, TAU)
                .map_err(failed)?;
            self.fill_or_stroke(style, fill);
        }
        Ok(())
    }

    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        vertices: I,
        style: &S,
    ) -> Drawn {
        if self.set_color(style.color(), true) {
            self.trace(vertices);
            self.context.fill();
        }
        Ok(())
    }

    fn draw_text<S: BackendTextStyle>(
        &mut self,
        text: &str,
        style: &S,
        (x, y): BackendCoord,
    ) -> Drawn {
        if !self.set_color(style.color(), true) {
            return Ok(());
        }
        self.context.set_font(&font(style));
        self.context.set_text_align(match style.anchor().h_pos {
            HPos::Left => "left",
            HPos::Center => "center",
            HPos::Right => "right",
        });
        self.context.set_text_baseline(match style.anchor().v_pos {
            VPos::Top => "top",
            VPos::Center => "middle",
            VPos::Bottom => "bottom",
        });
        // No text here is turned.
        let drawn = self.context.fill_text(text, f64::from(x), f64::from(y));
        drawn.map_err(failed)
    }

    fn estimate_text_size<S: BackendTextStyle>(&self, text: &str, style: &S) -> Drawn<(u32, u32)> {
        let width = text::width(&self.context, &font(style), text).map_err(failed)?;
        Ok((width, (style.size() * 1.2).ceil() as u32))
    }

    /// Takes red, green, blue and alpha for each pixel, where all of plotters' own backends take
    /// three bytes: see `Style::rgba`.
    fn blit_bitmap(
        &mut self,
        (x, y): BackendCoord,
        (width, height): (u32, u32),
        pixels: &[u8],
    ) -> Drawn {
        ImageData::new_with_u8_clamped_array_and_sh(Clamped(pixels), width, height)
            .and_then(|image| {
                self.context
                    .put_image_data(&image, f64::from(x), f64::from(y))
            })
            .map_err(failed)
    }
}
