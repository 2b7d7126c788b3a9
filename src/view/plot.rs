//! A rectangle of pixels that shows a rectangle of numbers, and its axes.

use plotters::coord::Shift;
use plotters::drawing::{DrawingArea, DrawingAreaErrorKind};
use plotters::element::{Rectangle, Text};
use plotters::style::text_anchor::{HPos, VPos};
use plotters::style::{Color, RGBColor};
use plotters_backend::DrawingBackend;

use super::style::Style;
use super::ticks::Tick;

/// A part of a backend's pixels, (0, 0) at its upper left.
pub type Area<DB> = DrawingArea<DB, Shift>;

/// What a drawing gives: nothing, or the backend's error.
pub type Drawn<DB> = Result<(), DrawingAreaErrorKind<<DB as DrawingBackend>::ErrorType>>;

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

impl Plot {
    /// The largest plot in an area of width × height pixels, if any pixel is left for it.
    pub fn fill(
        (width, height): (u32, u32),
        margins: Margins,
        style: &Style,
        x: [f64; 2],
        y: [f64; 2],
    ) -> Option<Self> {
        let [left, right, top, bottom] =
            [margins.left, margins.right, margins.top, margins.bottom].map(|css| style.px(css));
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

    /// Draws the ticks of the x axis below the plot, with hairlines of `tick` CSS pixels.
    pub fn x_axis<DB: DrawingBackend>(
        &self,
        area: &Area<DB>,
        ticks: &[Tick],
        style: &Style,
    ) -> Drawn<DB> {
        let text = style.text(&style.muted, HPos::Center, VPos::Top);
        let bottom = self.bottom();
        for tick in ticks {
            let (x, _) = self.at(tick.at, self.y[0]);
            let length = if tick.label.is_empty() { 3.0 } else { 5.0 };
            vertical(
                area,
                x,
                bottom,
                bottom + style.px(length),
                &style.rule,
                style,
            )?;
            if !tick.label.is_empty() {
                // A label at the end of the axis must not be cut off by the end of the area.
                let half = area.estimate_text_size(&tick.label, &text)?.0 as i32 / 2 + 1;
                let end = area.dim_in_pixel().0 as i32 - half;
                let position = (x.min(end), bottom + style.px(8.0));
                area.draw(&Text::new(tick.label.as_str(), position, text.clone()))?;
            }
        }
        Ok(())
    }

    /// Draws the ticks of the y axis left of the plot; with `grid` they go on through it.
    pub fn y_axis<DB: DrawingBackend>(
        &self,
        area: &Area<DB>,
        ticks: &[Tick],
        grid: bool,
        style: &Style,
    ) -> Drawn<DB> {
        let text = style.text(&style.muted, HPos::Right, VPos::Center);
        for tick in ticks {
            let (_, y) = self.at(self.x[0], tick.at);
            let labelled = !tick.label.is_empty();
            let length = if labelled { 5.0 } else { 3.0 };
            let end = if grid && labelled {
                self.right()
            } else {
                self.left
            };
            horizontal(
                area,
                self.left - style.px(length),
                end,
                y,
                &style.rule,
                style,
            )?;
            if labelled {
                let position = (self.left - style.px(8.0), y);
                area.draw(&Text::new(tick.label.as_str(), position, text.clone()))?;
            }
        }
        Ok(())
    }

    /// Draws a hairline round the plot, just outside.
    pub fn frame<DB: DrawingBackend>(&self, area: &Area<DB>, style: &Style) -> Drawn<DB> {
        let line = style.px(1.0);
        let (left, top, right, bottom) = (
            self.left - line,
            self.top - line,
            self.right(),
            self.bottom(),
        );
        for corners in [
            [(left, top), (right + line, self.top)],
            [(left, bottom), (right + line, bottom + line)],
            [(left, self.top), (self.left, bottom)],
            [(right, self.top), (right + line, bottom)],
        ] {
            area.draw(&Rectangle::new(corners, style.rule.filled()))?;
        }
        Ok(())
    }
}

/// The nearest pixel edge.
pub fn to_pixel([x, y]: [f64; 2]) -> (i32, i32) {
    (x.round() as i32, y.round() as i32)
}

/// A hairline in row `y`, whole pixels wide: drawn as a line it would straddle two of them.
fn horizontal<DB: DrawingBackend>(
    area: &Area<DB>,
    from: i32,
    to: i32,
    y: i32,
    color: &RGBColor,
    style: &Style,
) -> Drawn<DB> {
    let top = y - style.px(1.0) / 2;
    area.draw(&Rectangle::new(
        [(from, top), (to, top + style.px(1.0))],
        color.filled(),
    ))
}

/// A hairline in column `x`.
fn vertical<DB: DrawingBackend>(
    area: &Area<DB>,
    x: i32,
    from: i32,
    to: i32,
    color: &RGBColor,
    style: &Style,
) -> Drawn<DB> {
    let left = x - style.px(1.0) / 2;
    area.draw(&Rectangle::new(
        [(left, from), (left + style.px(1.0), to)],
        color.filled(),
    ))
}
