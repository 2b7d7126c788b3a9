//! Things put on a plot: data points, an image, a label on a plate.

use plotters::element::{Circle, Drawable, PointCollection, Polygon, Rectangle, Text};
use plotters::style::text_anchor::{HPos, VPos};
use plotters::style::{Color, RGBColor};
use plotters_backend::{BackendCoord, DrawingBackend, DrawingErrorKind};

use super::plot::{Area, Drawn};
use super::style::Style;

/// An image of three bytes (red, green, blue) a pixel, its upper left at `position`.
pub struct Image<'p> {
    /// Where it goes.
    pub position: BackendCoord,
    /// Width and height in pixels.
    pub size: (u32, u32),
    /// Width × height × 3 bytes, rows from the top.
    pub pixels: &'p [u8],
}

impl<'a> PointCollection<'a, BackendCoord> for &'a Image<'_> {
    type Point = &'a BackendCoord;
    type IntoIter = std::iter::Once<&'a BackendCoord>;

    fn point_iter(self) -> Self::IntoIter {
        std::iter::once(&self.position)
    }
}

impl<DB: DrawingBackend> Drawable<DB> for Image<'_> {
    fn draw<I: Iterator<Item = BackendCoord>>(
        &self,
        mut positions: I,
        backend: &mut DB,
        _: (u32, u32),
    ) -> Result<(), DrawingErrorKind<DB::ErrorType>> {
        match positions.next() {
            Some(position) => backend.blit_bitmap(position, self.size, self.pixels),
            None => Ok(()),
        }
    }
}

/// How data points look: a circle for a target of 0, a diamond for 1, each in its colour,
/// outlined in ink, with a ring of paper, so that it shows on any surface and to any eye.
#[derive(Clone, Copy, Debug)]
pub struct Marker {
    radius: i32,
    outline: i32,
    ring: i32,
}

impl Marker {
    /// Larger where there are few points, smaller on a small plot of `side` pixels.
    pub fn new(points: usize, side: i32, style: &Style) -> Self {
        let (radius, ring) = if points <= 16 { (7.0, 1.5) } else { (4.0, 1.0) };
        let shrink = (f64::from(side) / style.scale / 240.0).clamp(0.6, 1.0);
        Marker {
            radius: style.px(radius * shrink),
            outline: style.px(1.0),
            ring: style.px(ring),
        }
    }

    /// Distance from a point's middle to the end of its ring.
    pub fn reach(self) -> i32 {
        self.radius + self.ring
    }

    /// Draws a data point.
    pub fn draw<DB: DrawingBackend>(
        self,
        area: &Area<DB>,
        at: BackendCoord,
        target: f64,
        style: &Style,
    ) -> Drawn<DB> {
        let layers = [
            (self.reach(), &style.paper),
            (self.radius, &style.ink),
            (
                self.radius - self.outline,
                if target < 0.5 {
                    &style.zero
                } else {
                    &style.one
                },
            ),
        ];
        for (radius, color) in layers {
            if target < 0.5 {
                area.draw(&Circle::new(at, radius, color.filled()))?;
            } else {
                diamond(area, at, radius, color)?;
            }
        }
        Ok(())
    }
}

/// A diamond about as large as a circle of that radius.
fn diamond<DB: DrawingBackend>(
    area: &Area<DB>,
    (x, y): BackendCoord,
    radius: i32,
    color: &RGBColor,
) -> Drawn<DB> {
    let half = (f64::from(radius) * 1.25).round() as i32;
    let corners = [(x, y - half), (x + half, y), (x, y + half), (x - half, y)];
    area.draw(&Polygon::new(corners, color.filled()))
}

/// Text centred on `at`, on a plate of paper so that it can be read over any surface.
pub fn label<DB: DrawingBackend>(
    area: &Area<DB>,
    at: BackendCoord,
    text: &str,
    style: &Style,
) -> Drawn<DB> {
    let font = style.text(&style.ink, HPos::Center, VPos::Center);
    let width = area.estimate_text_size(text, &font)?.0 as i32;
    let half_width = width / 2 + style.px(3.0);
    let half_height = style.px(style.font_size * 0.5 + 2.0);
    let plate = [
        (at.0 - half_width, at.1 - half_height),
        (at.0 + half_width, at.1 + half_height),
    ];
    area.draw(&Rectangle::new(plate, style.paper.mix(0.8).filled()))?;
    area.draw(&Text::new(text, at, font))
}
