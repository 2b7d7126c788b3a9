//! A few shapes on an area, in a style. Every drawing is made of these.
//!
//! Each is generic over the backend but compiled once for it: none is worth a copy at each place
//! where it is called.

use plotters::coord::Shift;
use plotters::drawing::DrawingArea;
use plotters::element::{Circle, PathElement, Polygon, Rectangle, Text};
use plotters::style::text_anchor::{HPos, Pos, VPos};
use plotters::style::{Color, FontDesc, FontFamily, FontStyle, RGBAColor, RGBColor, TextStyle};
use plotters_backend::{BackendCoord, DrawingBackend};

use super::error::DrawingError;
use super::image::Image;
use super::style::Style;

/// A part of a backend's pixels, (0, 0) at its upper left.
pub type Area<DB> = DrawingArea<DB, Shift>;

/// What a drawing gives, or why there is none.
pub type Drawn<DB, T = ()> = Result<T, DrawingError<<DB as DrawingBackend>::ErrorType>>;

/// An area, and the style of what is drawn on it.
pub struct Pen<'a, DB: DrawingBackend> {
    area: &'a Area<DB>,
    /// Colours, font and scale.
    pub style: &'a Style,
}

impl<'a, DB: DrawingBackend> Pen<'a, DB> {
    /// A pen for an area, which is cleared.
    ///
    /// # Errors
    /// Those of the backend, as of every method here.
    pub fn new(area: &'a Area<DB>, style: &'a Style) -> Drawn<DB, Self> {
        area.fill(&style.paper)?;
        Ok(Pen { area, style })
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
    ) -> Drawn<DB> {
        let style = self
            .font()
            .color(&color)
            .pos(Pos::new(horizontal, vertical));
        Ok(self.area.draw(&Text::new(text, at, style))?)
    }

    /// Width of a text in pixels.
    #[inline(never)]
    pub fn width(&self, text: &str) -> Drawn<DB, i32> {
        Ok(self.area.estimate_text_size(text, &self.font())?.0 as i32)
    }

    fn font(&self) -> TextStyle<'_> {
        let family = FontFamily::Name(&self.style.font_family);
        let size = self.style.font_size * self.style.scale;
        FontDesc::new(family, size, FontStyle::Normal).into()
    }

    /// A polyline, `width` CSS pixels wide.
    #[inline(never)]
    pub fn path(&self, pixels: Vec<BackendCoord>, color: RGBAColor, width: f64) -> Drawn<DB> {
        let style = color.stroke_width(self.px(width) as u32);
        Ok(self.area.draw(&PathElement::new(pixels, style))?)
    }

    /// A filled rectangle of whole pixels, from its upper left to before its lower right.
    #[inline(never)]
    pub fn rectangle(&self, from: BackendCoord, to: BackendCoord, color: RGBAColor) -> Drawn<DB> {
        Ok(self
            .area
            .draw(&Rectangle::new([from, to], color.filled()))?)
    }

    /// A hairline in row `y`, whole pixels wide: drawn as a path it would straddle two rows.
    pub fn horizontal(&self, (from, to): (i32, i32), y: i32) -> Drawn<DB> {
        let top = y - self.px(1.0) / 2;
        self.rectangle(
            (from, top),
            (to, top + self.px(1.0)),
            self.style.rule.into(),
        )
    }

    /// A hairline in column `x`.
    pub fn vertical(&self, x: i32, (from, to): (i32, i32)) -> Drawn<DB> {
        let left = x - self.px(1.0) / 2;
        self.rectangle(
            (left, from),
            (left + self.px(1.0), to),
            self.style.rule.into(),
        )
    }

    /// A filled circle.
    #[inline(never)]
    pub fn disc(&self, center: BackendCoord, radius: i32, color: RGBColor) -> Drawn<DB> {
        Ok(self
            .area
            .draw(&Circle::new(center, radius, color.filled()))?)
    }

    /// A filled square on one of its corners, about as large as a disc of that radius.
    #[inline(never)]
    pub fn diamond(&self, (x, y): BackendCoord, radius: i32, color: RGBColor) -> Drawn<DB> {
        let half = (f64::from(radius) * 1.25).round() as i32;
        let corners = [(x, y - half), (x + half, y), (x, y + half), (x - half, y)];
        Ok(self.area.draw(&Polygon::new(corners, color.filled()))?)
    }

    /// An image of red, green, blue and alpha, rows from the top.
    pub fn image(&self, position: BackendCoord, size: (u32, u32), pixels: &[[u8; 4]]) -> Drawn<DB> {
        Ok(self.area.draw(&Image {
            position,
            size,
            pixels,
            rgba: self.style.rgba,
        })?)
    }
}
