//! The axes of a loss curve: they end at round numbers, and only ever grow.

use super::ticks::{self, log10};
use crate::training::Span;

/// Fewest epochs that are shown, and the part of all of them that is not worth being looked at
/// alone: ten buckets of the history.
const LEAST_EPOCHS: f64 = 10.0;
const LEAST_PART: f64 = 1.0 / 800.0;

/// What is shown of the losses at least, as a part of them: as much as short labels can tell apart.
const LEAST_LOSS: f64 = 0.01;

/// How losses are spread over the y axis.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scale {
    /// From 0 up.
    Linear,
    /// By decades.
    Logarithmic,
}

/// The epoch at which the axis ends: 10, 20, 50, 100 …, the least that is not below `epoch`.
#[inline(never)]
pub fn last_shown(epoch: u64) -> f64 {
    let (m, k) = ticks::round_up((epoch as f64).max(10.0));
    ticks::power(m, k)
}

/// What the x axis shows where the last epoch of all is `last`: whole epochs, as near to those
/// `wanted`, from the first to the last, as there are any and they are enough. Everything, if that
/// is wanted or NaN.
pub fn epochs_shown(wanted: [f64; 2], last: u64) -> [f64; 2] {
    let end = last_shown(last);
    let [from, to] = wanted;
    let width = (to - from).round();
    // Not so for NaN.
    if width < end {
        let width = width.max(LEAST_EPOCHS).max((LEAST_PART * end).round());
        let middle = (from + to) / 2.0;
        let from = (middle - width / 2.0).round().min(end - width).max(0.0);
        return [from, from + width];
    }
    [0.0, end]
}

/// What the y axis shows, on the logarithmic one as logarithms: round ends around all losses. The
/// linear one begins at 0 if it is that of the `whole` run.
pub fn y_range<'s>(spans: impl Iterator<Item = &'s Span>, scale: Scale, whole: bool) -> [f64; 2] {
    let (mut low, mut high) = (f64::INFINITY, 0.0_f64);
    for span in spans {
        high = high.max(span.max);
        let least = match scale {
            Scale::Logarithmic if span.min <= 0.0 => span.max,
            _ => span.min,
        };
        if scale == Scale::Linear || least > 0.0 {
            low = low.min(least);
        }
    }
    match scale {
        Scale::Linear if high > 0.0 && whole => [0.0, ticks::round_up_finely(high)],
        Scale::Linear if high > 0.0 => {
            let low = low.min((1.0 - LEAST_LOSS) * high).max(0.0);
            ticks::round_ends(low, high)
        }
        Scale::Linear => [0.0, 1.0],
        Scale::Logarithmic if low > high => [-3.0, 0.0],
        Scale::Logarithmic => {
            let top = (log10(high) - 1e-9).ceil();
            let bottom = (log10(low) + 1e-9).floor();
            [bottom.min(top - 1.0), top]
        }
    }
}

/// Where a loss stands on the y axis, never outside of it: a loss of 0 has no logarithm.
#[inline(never)]
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
    fn epochs_are_shown_as_wanted_as_far_as_there_are_any() {
        assert_eq!(epochs_shown([f64::NAN; 2], 4000), [0.0, 5000.0]);
        assert_eq!(epochs_shown([-10.0, 5000.0], 4000), [0.0, 5000.0]);
        assert_eq!(epochs_shown([99.7, 200.2], 4000), [100.0, 200.0]);
        assert_eq!(epochs_shown([-50.0, 50.0], 4000), [0.0, 100.0]);
        assert_eq!(epochs_shown([4950.0, 5050.0], 4000), [4900.0, 5000.0]);
        assert_eq!(epochs_shown([300.0, 300.0], 4000), [295.0, 305.0]);
        assert_eq!(epochs_shown([300.0, 200.0], 4000), [245.0, 255.0]);
        assert_eq!(epochs_shown([700.0, 710.0], 1_000_000), [80.0, 1330.0]);
        assert_eq!(epochs_shown([5.0, 7.0], 3), [0.0, 10.0]);
        let infinite = epochs_shown([f64::NEG_INFINITY, 3.0], 3);
        assert_eq!(infinite, [0.0, 10.0]);
    }

    #[test]
    fn linear_axes_begin_at_0_and_end_round() {
        let range = |min, max| y_range([span(0, 9, min, max)].iter(), Scale::Linear, true);
        assert_eq!(range(0.2, 5.397), [0.0, 6.0]);
        assert_eq!(range(0.2, 3.0), [0.0, 3.0]);
        assert_eq!(range(0.0, 0.0), [0.0, 1.0]);
        assert_eq!(range(1.0, f64::MAX), [0.0, f64::MAX]);
        assert_eq!(y_range([].iter(), Scale::Linear, true), [0.0, 1.0]);
    }

    #[test]
    fn linear_axes_of_a_part_end_round_around_its_losses() {
        let range = |min, max| y_range([span(0, 9, min, max)].iter(), Scale::Linear, false);
        assert_eq!(range(0.2, 5.397), [0.0, 6.0]);
        assert_eq!(range(3.12, 3.57), [3.1, 3.6]);
        assert_eq!(range(2.4973, 2.4974), [2.47, 2.5], "no finer than labels");
        assert_eq!(range(0.0, 0.0), [0.0, 1.0]);
        assert_eq!(range(0.9 * f64::MAX, f64::MAX)[1], f64::MAX);
        assert_eq!(y_range([].iter(), Scale::Linear, false), [0.0, 1.0]);
    }

    #[test]
    fn logarithmic_axes_show_whole_decades() {
        let range = |min, max| y_range([span(0, 9, min, max)].iter(), Scale::Logarithmic, true);
        assert_eq!(range(0.0013, 5.4), [-3.0, 1.0]);
        assert_eq!(range(2.0, 3.0), [0.0, 1.0]);
        assert_eq!(range(1.0, 1.0), [-1.0, 0.0], "at least one decade");
        assert_eq!(range(0.0, 0.0), [-3.0, 0.0]);
        assert_eq!(range(0.0, 0.5), [-1.0, 0.0], "0 does not count");
        assert_eq!(range(1e-30, 1e300), [-30.0, 300.0], "however many");
        assert_eq!(y_range([].iter(), Scale::Logarithmic, true), [-3.0, 0.0]);
    }
}
