//! The plotters backend: plotters-canvas, with what it does slowly done otherwise.
//!
//! It measures text by putting an element into the page, which costs a reflow for each label and
//! which a strict content security policy forbids; and it paints images as one rectangle for
//! each pixel, 70 times slower than one call of `putImageData`.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::fmt;

use plotters_backend::{
    BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingBackend, DrawingErrorKind,
};
use plotters_canvas::CanvasBackend;
use wasm_bindgen::{Clamped, JsCast, JsValue};
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement, ImageData};

/// Sizes of text are remembered for so many texts; labels come again every frame.
const MOST_TEXTS: usize = 256;

thread_local! {
    /// Widths in pixels by font and text.
    static WIDTHS: RefCell<BTreeMap<(String, String), u32>> = const { RefCell::new(BTreeMap::new()) };
}

/// The browser would not draw.
#[derive(Debug)]
pub struct CanvasError;

impl fmt::Display for CanvasError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the canvas cannot be drawn on")
    }
}

impl std::error::Error for CanvasError {}

type Drawn = Result<(), DrawingErrorKind<CanvasError>>;

/// A canvas to draw on, in its own pixels.
pub struct Canvas {
    plotters: CanvasBackend,
    context: CanvasRenderingContext2d,
}

impl Canvas {
    /// None if the canvas has no 2d context, as one that was given another kind of context.
    pub fn new(canvas: &HtmlCanvasElement) -> Option<Self> {
        let context: CanvasRenderingContext2d = canvas.get_context("2d").ok()??.dyn_into().ok()?;
        // A mitre at the tip of a spike would be longer than the spike.
        context.set_line_join("round");
        let plotters = CanvasBackend::with_canvas_object(canvas.clone())?;
        Some(Canvas { plotters, context })
    }

    fn width_of<S: BackendTextStyle>(&self, text: &str, style: &S) -> Result<u32, JsValue> {
        let size = style.size().round() as u32;
        let font = [
            style.style().as_str(),
            " ",
            &size.to_string(),
            "px ",
            style.family().as_str(),
        ]
        .concat();
        let key = (font, text.to_string());
        if let Some(width) = WIDTHS.with_borrow(|widths| widths.get(&key).copied()) {
            return Ok(width);
        }
        self.context.set_font(&key.0);
        let width = self.context.measure_text(text)?.width().ceil() as u32;
        WIDTHS.with_borrow_mut(|widths| {
            if widths.len() >= MOST_TEXTS {
                widths.clear();
            }
            widths.insert(key, width);
        });
        Ok(width)
    }
}

/// An error of the backend below as ours.
fn ours<E: std::error::Error + Send + Sync>(result: Result<(), DrawingErrorKind<E>>) -> Drawn {
    result.map_err(|_| failed())
}

fn failed() -> DrawingErrorKind<CanvasError> {
    DrawingErrorKind::DrawingError(CanvasError)
}

impl DrawingBackend for Canvas {
    type ErrorType = CanvasError;

    fn get_size(&self) -> (u32, u32) {
        self.plotters.get_size()
    }

    fn ensure_prepared(&mut self) -> Drawn {
        ours(self.plotters.ensure_prepared())
    }

    fn present(&mut self) -> Drawn {
        ours(self.plotters.present())
    }

    fn draw_pixel(&mut self, point: BackendCoord, color: BackendColor) -> Drawn {
        ours(self.plotters.draw_pixel(point, color))
    }

    fn draw_line<S: BackendStyle>(
        &mut self,
        from: BackendCoord,
        to: BackendCoord,
        style: &S,
    ) -> Drawn {
        ours(self.plotters.draw_line(from, to, style))
    }

    fn draw_rect<S: BackendStyle>(
        &mut self,
        upper_left: BackendCoord,
        bottom_right: BackendCoord,
        style: &S,
        fill: bool,
    ) -> Drawn {
        ours(
            self.plotters
                .draw_rect(upper_left, bottom_right, style, fill),
        )
    }

    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        path: I,
        style: &S,
    ) -> Drawn {
        ours(self.plotters.draw_path(path, style))
    }

    fn draw_circle<S: BackendStyle>(
        &mut self,
        center: BackendCoord,
        radius: u32,
        style: &S,
        fill: bool,
    ) -> Drawn {
        ours(self.plotters.draw_circle(center, radius, style, fill))
    }

    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        vertices: I,
        style: &S,
    ) -> Drawn {
        ours(self.plotters.fill_polygon(vertices, style))
    }

    fn draw_text<S: BackendTextStyle>(
        &mut self,
        text: &str,
        style: &S,
        position: BackendCoord,
    ) -> Drawn {
        ours(self.plotters.draw_text(text, style, position))
    }

    fn estimate_text_size<S: BackendTextStyle>(
        &self,
        text: &str,
        style: &S,
    ) -> Result<(u32, u32), DrawingErrorKind<CanvasError>> {
        let width = self.width_of(text, style).map_err(|_| failed())?;
        Ok((width, (style.size() * 1.2).ceil() as u32))
    }

    /// `pixels` has three bytes a pixel, as all of plotters' bitmaps do.
    fn blit_bitmap(
        &mut self,
        position: BackendCoord,
        (width, height): (u32, u32),
        pixels: &[u8],
    ) -> Drawn {
        let mut rgba = vec![255; width as usize * height as usize * 4];
        for (to, from) in rgba.chunks_exact_mut(4).zip(pixels.chunks_exact(3)) {
            to[..3].copy_from_slice(from);
        }
        ImageData::new_with_u8_clamped_array_and_sh(Clamped(&rgba), width, height)
            .and_then(|image| {
                let (x, y) = (f64::from(position.0), f64::from(position.1));
                self.context.put_image_data(&image, x, y)
            })
            .map_err(|_| failed())
    }
}
