//! Things put on a plot: data points, and labels on a plate.

use plotters::style::Color;
use plotters::style::text_anchor::{HPos, VPos};
use plotters_backend::{BackendCoord, DrawingBackend};

use super::pen::Pen;

/// How data points look: a circle for a target of 0, a diamond for 1, each in its colour and
/// outlined in ink and then in paper, so that it shows on any surface and to any eye.
#[derive(Clone, Copy, Debug)]
pub struct Marker {
    radius: i32,
    outline: i32,
    ring: i32,
}

impl Marker {
    /// Larger where there are few points, smaller on a small plot of `side` pixels.
    pub fn new<DB: DrawingBackend>(points: usize, side: i32, pen: &Pen<DB>) -> Self {
        let (radius, ring) = if points <= 16 { (7.0, 1.5) } else { (4.0, 1.0) };
        let shrink = (f64::from(side) / pen.style.scale / 240.0).clamp(0.6, 1.0);
        Marker {
            radius: pen.px(radius * shrink),
            outline: pen.px(1.0),
            ring: pen.px(ring),
        }
    }

    /// Distance from a point's middle to the end of its ring.
    pub fn reach(self) -> i32 {
        self.radius + self.ring
    }

    /// Draws a data point.
    pub fn draw<DB: DrawingBackend>(self, pen: &Pen<DB>, at: BackendCoord, target: f64) {
        let style = pen.style;
        let fill = if target < 0.5 { style.zero } else { style.one };
        for (radius, color) in [
            (self.reach(), style.paper),
            (self.radius, style.ink),
            (self.radius - self.outline, fill),
        ] {
            if target < 0.5 {
                pen.disc(at, radius, color);
            } else {
                pen.diamond(at, radius, color);
            }
        }
    }
}

/// Text centred on `at`, on a plate of paper so that it can be read over any surface.
pub fn label<DB: DrawingBackend>(pen: &Pen<DB>, (x, y): BackendCoord, text: &str) {
    let half_width = pen.width(text) / 2 + pen.px(3.0);
    let half_height = pen.px(pen.style.font_size * 0.5 + 2.0);
    let (from, to) = (
        (x - half_width, y - half_height),
        (x + half_width, y + half_height),
    );
    pen.rectangle(from, to, pen.style.paper.mix(0.8));
    pen.text(text, (x, y), (HPos::Center, VPos::Center), pen.style.ink);
}
