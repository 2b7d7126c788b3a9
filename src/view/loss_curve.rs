//! The loss of every epoch that is recorded, and where the run is.
//!
//! The history gives at most one span of epochs a column of pixels, each with its smallest and
//! largest loss: drawn as a stroke from one to the other joined to its neighbours, so that no
//! spike is lost and a curve of 10⁸ epochs costs what one of 10³ does, all of it or a part. Axes
//! end at round numbers, so they stand still while the curve grows.

use plotters::style::text_anchor::{HPos, VPos};
use plotters::style::{Color, RGBAColor};
use plotters_backend::DrawingBackend;

use super::line::simplify;
use super::loss_axes::{Scale, epochs_shown, height, last_shown, y_range};
use super::pen::{Area, Drawn, Pen};
use super::plot::{Margins, Plot, to_pixel};
use super::style::Style;
use super::ticks::{self, Tick};
use crate::training::{History, Run, Span};

const MARGINS: Margins = Margins {
    left: 54.0,
    right: 16.0,
    top: 24.0,
    bottom: 26.0,
};

/// What is drawn.
#[derive(Clone, Copy, Debug)]
pub struct LossCurve<'a> {
    /// The losses that are recorded.
    pub history: &'a History,
    /// Those of a future that was abandoned, if any.
    pub ghost: &'a [Span],
    /// The epoch and the loss that the run is at, which need not be the last ones.
    pub now: (u64, f64),
    /// Of the y axis.
    pub scale: Scale,
    /// The first and the last epoch to be shown, as [`epochs_shown`] takes them; NaN: all.
    pub epochs: [f64; 2],
}

impl<'a> LossCurve<'a> {
    /// All epochs of a run, on a linear axis.
    pub fn of(run: &'a Run) -> Self {
        LossCurve {
            history: run.history(),
            ghost: run.ghost(),
            now: (run.epoch(), run.loss()),
            scale: Scale::Linear,
            epochs: [f64::NAN; 2],
        }
    }

    /// The last epoch of which there is a loss.
    fn last_epoch(&self) -> u64 {
        let ghost = self.ghost.last().map_or(0, |span| span.last);
        ghost.max(self.history.last_epoch())
    }

    /// The epoch at which the axis of all epochs ends.
    pub fn end(&self) -> f64 {
        last_shown(self.last_epoch())
    }
}

/// Draws a loss curve. Where the epochs that are shown lie among the pixels, if any is left for
/// them.
///
/// # Errors
/// Those of the backend.
pub fn draw<DB: DrawingBackend>(
    area: &Area<DB>,
    shown: &LossCurve,
    style: &Style,
) -> Drawn<DB, Option<Plot>> {
    let &LossCurve {
        history,
        ghost,
        now,
        scale,
        epochs,
    } = shown;
    let pen = Pen::new(area, style);
    let x = epochs_shown(epochs, shown.last_epoch());
    let Some(plot) = Plot::fill(&pen, MARGINS, x, [0.0, 1.0]) else {
        return pen.end().map(|()| None);
    };
    let [first, last] = x.map(|epoch| epoch as u64);
    let spans = history.spans(first, last, plot.width as usize);
    let in_sight = |span: &&Span| span.first <= last && span.last >= first;
    let abandoned = ghost.iter().filter(in_sight);
    let whole = x == [0.0, shown.end()];
    let plot = Plot {
        y: y_range(spans.iter().chain(abandoned.clone()), scale, whole),
        ..plot
    };
    axes(&pen, &plot, scale);

    dots(&pen, &plot, scale, abandoned);
    // What is recorded but lies ahead of a run that went back is there, but pale.
    if now.0 < history.last_epoch() {
        let pale = style.muted.mix(0.5);
        curve(&pen, &plot, scale, &spans, pale);
    }
    let so_far = spans.iter().take_while(|span| span.first <= now.0).count();
    curve(&pen, &plot, scale, &spans[..so_far], style.ink.into());
    if now.1.is_finite() && (first..=last).contains(&now.0) {
        let height = height(now.1, plot.y, scale);
        let position = to_pixel(plot.position(now.0 as f64, height));
        pen.disc(position, pen.px(5.0), style.paper);
        pen.disc(position, pen.px(3.5), style.ink);
    }
    pen.end().map(|()| Some(plot))
}

/// Spans as dots, in each column of them one at the largest loss there and one at the smallest, or
/// one between them where they are about as high. A spike between two columns is shown at the second; a slope is
/// where it is.
fn dots<'s, DB: DrawingBackend>(
    pen: &Pen<DB>,
    plot: &Plot,
    scale: Scale,
    spans: impl Iterator<Item = &'s Span>,
) {
    let (pitch, side) = (pen.px(5.0), pen.px(2.0));
    let (mut column, mut losses) = (plot.left, [f64::NEG_INFINITY, f64::INFINITY]);
    let mut before = [f64::INFINITY, f64::NEG_INFINITY];
    for span in spans {
        let here = [span.max, span.min];
        losses = [losses[0].max(span.max), losses[1].min(span.min)];
        // A span goes on to where the next one begins.
        let [start, end] = [span.first, span.last + 1].map(|epoch| plot.at(epoch as f64, 0.0).0);
        while column < start {
            column += pitch;
        }
        while column < end.min(plot.right()) {
            if losses[0] <= here[0].max(before[0]) {
                losses[0] = here[0];
            }
            if losses[1] >= here[1].min(before[1]) {
                losses[1] = here[1];
            }
            let [mut high, mut low] =
                losses.map(|loss| plot.at(0.0, height(loss, plot.y, scale)).1);
            if low - high < pitch {
                high = (low + high) / 2;
                low = high;
            }
            for y in [high, low] {
                let from = (column, y - side / 2);
                let to = (column + side, from.1 + side);
                pen.rectangle(from, to, pen.style.muted.into());
            }
            column += pitch;
            (losses, before) = (here, here);
        }
    }
}

/// A line through spans.
fn curve<DB: DrawingBackend>(
    pen: &Pen<DB>,
    plot: &Plot,
    scale: Scale,
    spans: &[Span],
    color: RGBAColor,
) {
    // A span of many epochs may begin before the first that is shown, or end after the last.
    let place = |[epoch, loss]: [f64; 2]| {
        let epoch = epoch.max(plot.x[0]).min(plot.x[1]);
        plot.position(epoch, height(loss, plot.y, scale))
    };
    for piece in pieces(spans) {
        let positions: Vec<_> = piece.into_iter().map(place).collect();
        // Without the steps of less than a pixel that a smooth curve has from column to column.
        let line = simplify(&positions, 0.35);
        let mut pixels: Vec<_> = line.into_iter().map(to_pixel).collect();
        if let [only] = pixels[..] {
            // Alone between two gaps: a dash, where a path would show nothing.
            pixels.push((only.0 + pen.px(1.0), only.1));
        }
        pen.path(pixels, color, 1.75);
    }
}

/// The curve as polylines of (epoch, loss), one for each stretch without a gap.
pub fn pieces(spans: &[Span]) -> Vec<Vec<[f64; 2]>> {
    let mut pieces: Vec<Vec<[f64; 2]>> = Vec::new();
    let mut next_epoch = None;
    for (index, span) in spans.iter().enumerate() {
        if next_epoch != Some(span.first) {
            pieces.push(Vec::new());
        }
        next_epoch = Some(span.last + 1);
        let Some(piece) = pieces.last_mut() else {
            continue;
        };
        // Enter the span at the end that is nearer to where the curve comes from, and the first
        // one so as to leave it where the curve goes: exact where it only falls or only rises.
        let falls = match (piece.last(), spans.get(index + 1)) {
            (Some(&[_, before]), _) => (before - span.max).abs() <= (before - span.min).abs(),
            (None, Some(next)) => next.max <= span.max,
            (None, None) => true,
        };
        let (from, to) = if falls {
            (span.max, span.min)
        } else {
            (span.min, span.max)
        };
        piece.push([span.first as f64, from]);
        if from != to {
            piece.push([span.last as f64, to]);
        }
    }
    pieces
}

fn axes<DB: DrawingBackend>(pen: &Pen<DB>, plot: &Plot, scale: Scale) {
    let room = |pixels: i32, each: f64| (f64::from(pixels) / pen.style.scale / each) as usize;
    let (columns, rows) = (
        room(plot.width, 72.0).max(1),
        room(plot.height, 36.0).max(4),
    );
    let y_ticks: Vec<Tick> = match scale {
        Scale::Linear => ticks::linear(plot.y[0], plot.y[1], rows.min(6)),
        Scale::Logarithmic => ticks::logarithmic(plot.y[0], plot.y[1], rows),
    };
    plot.y_axis(pen, &y_ticks, true);
    plot.x_axis(pen, &ticks::linear(plot.x[0], plot.x[1], columns.min(10)));

    let above = (plot.left - pen.px(46.0), plot.top - pen.px(8.0));
    pen.text("loss", above, (HPos::Left, VPos::Bottom), pen.style.ink);
    let beside = (plot.left - pen.px(10.0), plot.bottom() + pen.px(8.0));
    pen.text("epoch", beside, (HPos::Right, VPos::Top), pen.style.ink);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn span(first: u64, last: u64, min: f64, max: f64) -> Span {
        Span {
            first,
            last,
            min,
            max,
        }
    }

    #[test]
    fn a_spike_inside_a_span_is_part_of_the_line() {
        let spans = [
            span(0, 1, 1.0, 1.5),
            span(2, 3, 0.9, 80.0),
            span(4, 5, 0.5, 0.8),
        ];
        let line = pieces(&spans).concat();
        assert!(line.contains(&[3.0, 80.0]));
        assert_eq!(line.last(), Some(&[5.0, 0.5]));
    }

    #[test]
    fn spans_are_entered_at_the_nearer_end() {
        let spans = [
            span(0, 0, 1.0, 1.0),
            span(1, 2, 2.0, 5.0),
            span(3, 4, 4.0, 7.0),
        ];
        let line = pieces(&spans).concat();
        assert_eq!(
            line,
            [[0.0, 1.0], [1.0, 2.0], [2.0, 5.0], [3.0, 4.0], [4.0, 7.0]]
        );
    }

    #[test]
    fn a_rising_curve_begins_low_and_a_falling_one_high() {
        let spans = [span(0, 1, 1.0, 1.5), span(2, 3, 0.8, 0.9)];
        assert_eq!(pieces(&spans)[0][0], [0.0, 1.5]);
        let spans = [span(0, 1, 3.0, 3.6), span(2, 3, 5.0, 5.4)];
        assert_eq!(pieces(&spans)[0][0], [0.0, 3.0]);
    }

    #[test]
    fn a_gap_in_the_losses_is_a_gap_in_the_line() {
        let spans = [
            span(0, 0, 1.0, 1.0),
            span(3, 3, 2.0, 2.0),
            span(4, 4, 2.5, 2.5),
        ];
        assert_eq!(
            pieces(&spans),
            [vec![[0.0, 1.0]], vec![[3.0, 2.0], [4.0, 2.5]]]
        );
        assert!(pieces(&[]).is_empty());
    }
}
