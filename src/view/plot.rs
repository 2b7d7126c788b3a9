//! A rectangle of pixels that shows a rectangle of numbers, and its axes.

use plotters::style::text_anchor::{HPos, VPos};
use plotters_backend::DrawingBackend;

use super::contour::contour;
use super::field::Field;
use super::line::simplify;
use super::palette::Palette;
use super::pen::Pen;
use super::ticks::Tick;

/// Where a rectangle of numbers lies among the pixels of an area. All of it is linear.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Plot {
    /// Its first column of pixels.
    pub left: i32,
    /// Its first row of pixels.
    pub top: i32,
    /// Columns of pixels, > 0.
    pub width: i32,
    /// Rows of pixels, > 0.
    pub height: i32,
    /// What its left and right edge stand for.
    pub x: [f64; 2],
    /// What its lower and upper edge stand for.
    pub y: [f64; 2],
}

/// Room beside a plot, in CSS pixels.
#[derive(Clone, Copy, Debug)]
pub struct Margins {
    /// For the labels of the y axis.
    pub left: f64,
    /// For a label that stands half out.
    pub right: f64,
    /// For the title of the y axis.
    pub top: f64,
    /// For the labels of the x axis.
    pub bottom: f64,
}

impl Margins {
    /// No room: the plot is all there is.
    pub const NONE: Margins = Margins {
        left: 0.0,
        right: 0.0,
        top: 0.0,
        bottom: 0.0,
    };
}

impl Plot {
    /// The largest plot in the pen's area, if any pixel is left for it.
    pub fn fill<DB: DrawingBackend>(
        pen: &Pen<DB>,
        margins: Margins,
        x: [f64; 2],
        y: [f64; 2],
    ) -> Option<Self> {
        let Margins {
            left,
            right,
            top,
            bottom,
        } = margins;
        let [left, right, top, bottom] = [left, right, top, bottom].map(|css| pen.px(css));
        let (width, height) = pen.size();
        let width = i32::try_from(width).ok()? - left - right;
        let height = i32::try_from(height).ok()? - top - bottom;
        (width > 0 && height > 0).then_some(Plot {
            left,
            top,
            width,
            height,
            x,
            y,
        })
    }

    /// The same, made square and put in the middle.
    pub fn square(self) -> Self {
        let side = self.width.min(self.height);
        Plot {
            left: self.left + (self.width - side) / 2,
            top: self.top + (self.height - side) / 2,
            width: side,
            height: side,
            ..self
        }
    }

    /// Where a point lies, in pixels from the area's upper left.
    pub fn position(&self, x: f64, y: f64) -> [f64; 2] {
        let part = |value: f64, [from, to]: [f64; 2]| (value - from) / (to - from);
        [
            f64::from(self.left) + part(x, self.x) * f64::from(self.width),
            f64::from(self.top) + (1.0 - part(y, self.y)) * f64::from(self.height),
        ]
    }

    /// The pixel edge nearest to a point.
    #[inline(never)]
    pub fn at(&self, x: f64, y: f64) -> (i32, i32) {
        to_pixel(self.position(x, y))
    }

    /// The pixel after its last column.
    pub fn right(&self) -> i32 {
        self.left + self.width
    }

    /// The pixel after its last row.
    pub fn bottom(&self) -> i32 {
        self.top + self.height
    }

    /// Fills the plot with a field, in the colours for 0 to 1. `pixels` is work space.
    #[inline(never)]
    pub fn picture<DB: DrawingBackend>(
        &self,
        pen: &Pen<DB>,
        field: &mut Field,
        pixels: &mut Vec<[u8; 4]>,
    ) {
        let (width, height) = (self.width as usize, self.height as usize);
        field.paint(&Palette::new(pen.style), width, height, pixels);
        let size = (width as u32, height as u32);
        pen.image((self.left, self.top), size, pixels);
    }

    /// Draws the lines on which a field over the plot has the value `level`, `width` CSS pixels
    /// wide.
    #[inline(never)]
    pub fn contour<DB: DrawingBackend>(
        &self,
        pen: &Pen<DB>,
        field: &Field,
        level: f64,
        width: f64,
    ) {
        let along = |part: f64, [from, to]: [f64; 2]| from + part * (to - from);
        for line in contour(field, level) {
            let pixels: Vec<_> = simplify(&line, 0.25 / f64::from(self.width))
                .into_iter()
                .map(|[u, v]| self.at(along(u, self.x), along(v, self.y)))
                .collect();
            pen.path(pixels, pen.style.ink.into(), width);
        }
    }

    /// Draws the ticks of the x axis below the plot.
    pub fn x_axis<DB: DrawingBackend>(&self, pen: &Pen<DB>, ticks: &[Tick]) {
        let bottom = self.bottom();
        for tick in ticks {
            let (x, _) = self.at(tick.at, self.y[0]);
            pen.vertical(x, (bottom, bottom + pen.px(tick_length(tick))));
            if !tick.label.is_empty() {
                // A label at the end of the axis must not be cut off by the end of the area, and
                // one at its beginning not go far left, where its title is.
                let half = pen.width(&tick.label) / 2;
                let end = pen.size().0 as i32 - half - 1;
                let begin = self.left - pen.px(4.0) + half;
                let position = (x.max(begin).min(end), bottom + pen.px(8.0));
                pen.text(
                    &tick.label,
                    position,
                    (HPos::Center, VPos::Top),
                    pen.style.muted,
                );
            }
        }
    }

    /// Draws the ticks of the y axis left of the plot; with `grid` they go on through it.
    pub fn y_axis<DB: DrawingBackend>(&self, pen: &Pen<DB>, ticks: &[Tick], grid: bool) {
        for tick in ticks {
            let (_, y) = self.at(self.x[0], tick.at);
            let labelled = !tick.label.is_empty();
            let end = if grid && labelled {
                self.right()
            } else {
                self.left
            };
            pen.horizontal((self.left - pen.px(tick_length(tick)), end), y);
            if labelled {
                // A long label has all the room there is.
                let end = (self.left - pen.px(8.0)).max(pen.width(&tick.label));
                let position = (end, y);
                pen.text(
                    &tick.label,
                    position,
                    (HPos::Right, VPos::Center),
                    pen.style.muted,
                );
            }
        }
    }

    /// Draws a hairline round the plot, just outside.
    pub fn frame<DB: DrawingBackend>(&self, pen: &Pen<DB>) {
        let line = pen.px(1.0);
        let (left, top) = (self.left - line, self.top - line);
        let (right, bottom) = (self.right(), self.bottom());
        for (from, to) in [
            ((left, top), (right + line, self.top)),
            ((left, bottom), (right + line, bottom + line)),
            ((left, self.top), (self.left, bottom)),
            ((right, self.top), (right + line, bottom)),
        ] {
            pen.rectangle(from, to, pen.style.rule.into());
        }
    }
}

/// In CSS pixels.
fn tick_length(tick: &Tick) -> f64 {
    if tick.label.is_empty() { 3.0 } else { 5.0 }
}

/// The nearest pixel edge.
pub fn to_pixel([x, y]: [f64; 2]) -> (i32, i32) {
    (x.round() as i32, y.round() as i32)
}
