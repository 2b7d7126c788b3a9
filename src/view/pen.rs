//! A few shapes on an area, in a style. Every drawing is made of these.
//!
//! Each is generic over the backend but compiled once for it: none is worth a copy at each place
//! where it is called.

use std::cell::Cell;

use plotters::coord::Shift;
use plotters::drawing::{DrawingArea, DrawingAreaErrorKind};
use plotters::style::text_anchor::{HPos, Pos, VPos};
use plotters::style::{Color, FontDesc, FontFamily, FontStyle, RGBAColor, RGBColor, TextStyle};
use plotters_backend::{BackendCoord, DrawingBackend};

use super::error::DrawingError;
use super::shape::{Done, Shape};
use super::style::Style;

/// A part of a backend's pixels, (0, 0) at its upper left.
pub type Area<DB> = DrawingArea<DB, Shift>;

/// What a drawing gives, or why there is none.
pub type Drawn<DB, T = ()> = Result<T, DrawingError<<DB as DrawingBackend>::ErrorType>>;

/// An area, and the style of what is drawn on it. What the backend fails to draw is left out, and
/// told at the end.
pub struct Pen<'a, DB: DrawingBackend> {
    area: &'a Area<DB>,
    /// Colours, font and scale.
    pub style: &'a Style,
    failed: Cell<Option<DrawingError<DB::ErrorType>>>,
}

impl<'a, DB: DrawingBackend> Pen<'a, DB> {
    /// A pen for an area, which is cleared.
    pub fn new(area: &'a Area<DB>, style: &'a Style) -> Self {
        let failed = Cell::new(None);
        let pen = Pen {
            area,
            style,
            failed,
        };
        pen.note(area.fill(&style.paper));
        pen
    }

    /// What came of all that was drawn.
    ///
    /// # Errors
    /// The last one of the backend.
    pub fn end(self) -> Drawn<DB> {
        self.failed.into_inner().map_or(Ok(()), Err)
    }

    #[inline(never)]
    fn note<T>(&self, result: Result<T, DrawingAreaErrorKind<DB::ErrorType>>) -> Option<T> {
        match result {
            Ok(value) => Some(value),
            Err(error) => {
                self.failed.set(Some(error.into()));
                None
            }
        }
    }

    /// Width and height of the area in pixels.
    pub fn size(&self) -> (u32, u32) {
        self.area.dim_in_pixel()
    }

    /// `css` CSS pixels in device pixels.
    pub fn px(&self, css: f64) -> i32 {
        self.style.px(css)
    }

    /// Text that stands so to its position.
    #[inline(never)]
    pub fn text(
        &self,
        text: &str,
        at: BackendCoord,
        (horizontal, vertical): (HPos, VPos),
        color: RGBColor,
    ) {
        let mut style = self.font();
        style.color = color.to_backend_color();
        style.pos = Pos::new(horizontal, vertical);
        self.draw(&|backend, origin| backend.draw_text(text, &style, from(origin, at)))
    }

    /// Width of a text in pixels, 0 if it fails.
    #[inline(never)]
    pub fn width(&self, text: &str) -> i32 {
        let size = self.area.estimate_text_size(text, &self.font());
        self.note(size).map_or(0, |(width, _)| width as i32)
    }

    fn font(&self) -> TextStyle<'_> {
        let family = FontFamily::Name(&self.style.font_family);
        let size = self.style.font_size * self.style.scale;
        FontDesc::new(family, size, FontStyle::Normal).into()
    }

    /// A polyline, `width` CSS pixels wide.
    #[inline(never)]
    pub fn path(&self, pixels: Vec<BackendCoord>, color: RGBAColor, width: f64) {
        let style = color.stroke_width(self.px(width) as u32);
        self.draw(&|backend, origin| {
            backend.draw_path(pixels.iter().map(|&pixel| from(origin, pixel)), &style)
        })
    }

    /// A filled rectangle of whole pixels, from its upper left to before its lower right.
    #[inline(never)]
    pub fn rectangle(&self, upper_left: BackendCoord, lower_right: BackendCoord, color: RGBAColor) {
        self.draw(&|backend, origin| {
            let (upper_left, lower_right) = (from(origin, upper_left), from(origin, lower_right));
            backend.draw_rect(upper_left, lower_right, &color.to_backend_color(), true)
        })
    }

    /// A hairline in row `y`, whole pixels wide: drawn as a path it would straddle two rows.
    pub fn horizontal(&self, (from, to): (i32, i32), y: i32) {
        let top = y - self.px(1.0) / 2;
        self.rectangle(
            (from, top),
            (to, top + self.px(1.0)),
            self.style.rule.into(),
        )
    }

    /// A hairline in column `x`.
    pub fn vertical(&self, x: i32, (from, to): (i32, i32)) {
        let left = x - self.px(1.0) / 2;
        self.rectangle(
            (left, from),
            (left + self.px(1.0), to),
            self.style.rule.into(),
        )
    }

    /// A filled circle.
    #[inline(never)]
    pub fn disc(&self, center: BackendCoord, radius: i32, color: RGBColor) {
        self.draw(&|backend, origin| {
            let (center, radius) = (from(origin, center), radius.max(0) as u32);
            backend.draw_circle(center, radius, &color.to_backend_color(), true)
        })
    }

    /// A filled square on one of its corners, about as large as a disc of that radius.
    #[inline(never)]
    pub fn diamond(&self, (x, y): BackendCoord, radius: i32, color: RGBColor) {
        let half = (f64::from(radius) * 1.25).round() as i32;
        let corners = [(x, y - half), (x + half, y), (x, y + half), (x - half, y)];
        self.draw(&|backend, origin| {
            let corners = corners.map(|corner| from(origin, corner));
            backend.fill_polygon(corners, &color.to_backend_color())
        })
    }

    /// An image of red, green, blue and alpha, rows from the top.
    pub fn image(&self, at: BackendCoord, size: (u32, u32), pixels: &[[u8; 4]]) {
        self.draw(&|backend, origin| {
            if self.style.rgba {
                return backend.blit_bitmap(from(origin, at), size, pixels.as_flattened());
            }
            let rgb = pixels.iter().flat_map(|&[r, g, b, _]| [r, g, b]);
            backend.blit_bitmap(from(origin, at), size, &rgb.collect::<Vec<u8>>())
        })
    }

    #[inline(never)]
    fn draw(&self, shape: &dyn Fn(&mut DB, BackendCoord) -> Done<DB>) {
        self.note(self.area.draw(&Shape(shape)));
    }
}

/// A pixel counted from another.
fn from((left, top): BackendCoord, (x, y): BackendCoord) -> BackendCoord {
    (left + x, top + y)
}
