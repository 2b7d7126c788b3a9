//! The axes of a loss curve: they end at round numbers, and only ever grow.

use super::ticks::{self, log10};
use crate::training::Span;

/// A logarithmic axis shows at most so many decades; what lies below stands at its lower edge.
const MOST_DECADES: f64 = 15.0;

/// How losses are spread over the y axis.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scale {
    /// From 0 up.
    Linear,
    /// By decades.
    Logarithmic,
}

/// The epoch at which the axis ends: 10, 20, 50, 100 …, the least that is not below `epoch`.
pub fn last_shown(epoch: u64) -> f64 {
    let (m, k) = ticks::round_up((epoch as f64).max(10.0));
    ticks::power(m, k)
}

/// What the y axis shows, on the logarithmic one as logarithms: round ends around all losses.
pub fn y_range(spans: &[Span], scale: Scale) -> [f64; 2] {
    let high = spans.iter().map(|span| span.max).fold(0.0, f64::max);
    match scale {
        Scale::Linear if high > 0.0 => [0.0, ticks::round_up_finely(high)],
        Scale::Linear => [0.0, 1.0],
        Scale::Logarithmic => {
            let low = spans
                .iter()
                .map(|span| if span.min > 0.0 { span.min } else { span.max })
                .filter(|&loss| loss > 0.0)
                .fold(f64::INFINITY, f64::min);
            if low > high {
                return [-3.0, 0.0];
            }
            let top = (log10(high) - 1e-9).ceil();
            let bottom = (log10(low) + 1e-9).floor();
            [bottom.max(top - MOST_DECADES).min(top - 1.0), top]
        }
    }
}

/// Where a loss stands on the y axis, never outside of it: a loss of 0 has no logarithm.
pub fn height(loss: f64, range: [f64; 2], scale: Scale) -> f64 {
    let height = match scale {
        Scale::Linear => loss,
        Scale::Logarithmic if loss > 0.0 => log10(loss),
        Scale::Logarithmic => range[0],
    };
    // Not `clamp`: it panics on a range that is none, and brings the formatting of floats along.
    height.max(range[0]).min(range[1])
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
    fn the_axis_ends_at_the_next_of_1_2_5() {
        let ends: Vec<f64> = [0, 10, 11, 20, 21, 50, 4999, 5000, 5001]
            .map(last_shown)
            .into();
        assert_eq!(
            ends,
            [10.0, 10.0, 20.0, 20.0, 50.0, 50.0, 5000.0, 5000.0, 10000.0]
        );
    }

    #[test]
    fn linear_axes_begin_at_0_and_end_round() {
        assert_eq!(
            y_range(&[span(0, 9, 0.2, 5.397)], Scale::Linear),
            [0.0, 6.0]
        );
        assert_eq!(y_range(&[span(0, 9, 0.2, 3.0)], Scale::Linear), [0.0, 3.0]);
        assert_eq!(y_range(&[span(0, 9, 0.0, 0.0)], Scale::Linear), [0.0, 1.0]);
        assert_eq!(y_range(&[], Scale::Linear), [0.0, 1.0]);
    }

    #[test]
    fn logarithmic_axes_show_whole_decades() {
        let range = |min, max| y_range(&[span(0, 9, min, max)], Scale::Logarithmic);
        assert_eq!(range(0.0013, 5.4), [-3.0, 1.0]);
        assert_eq!(range(2.0, 3.0), [0.0, 1.0]);
        assert_eq!(range(1.0, 1.0), [-1.0, 0.0], "at least one decade");
        assert_eq!(range(0.0, 0.0), [-3.0, 0.0]);
        assert_eq!(range(0.0, 0.5), [-1.0, 0.0], "0 does not count");
        assert_eq!(range(1e-300, 1.0), [-15.0, 0.0], "nor what is almost 0");
        assert_eq!(y_range(&[], Scale::Logarithmic), [-3.0, 0.0]);
    }
}
