//! Where an axis has ticks, and what they say.

use super::decimal::decimal;
use crate::engine::functions;

/// A tick of an axis.
#[derive(Clone, Debug, PartialEq)]
pub struct Tick {
    /// Its place, in the axis' own numbers (on a logarithmic axis, the logarithm).
    pub at: f64,
    /// What stands beside it; empty for a minor tick.
    pub label: String,
}

/// At most about `most` ticks from `low` to `high`, at multiples of 1, 2 or 5 times a power of
/// ten. None if the range is empty or not finite.
pub fn linear(low: f64, high: f64, most: usize) -> Vec<Tick> {
    let span = high - low;
    if !(span > 0.0 && span.is_finite()) {
        return Vec::new();
    }
    let (m, k) = round_up(span / most.max(1) as f64);
    let step = power(m, k);
    let (first, last) = ((low / step - 1e-9).ceil(), (high / step + 1e-9).floor());
    // Far from 0 a step may be lost in the rounding of the range: no ticks rather than wrong ones.
    let too_many = last - first > most as f64 + 1.0 || (last - first).is_nan();
    if too_many || first.abs().max(last.abs()) > 1e9 {
        return Vec::new();
    }
    (first as i64..=last as i64)
        .map(|i| Tick {
            at: i as f64 * step,
            label: decimal(i * m, k),
        })
        .collect()
}

/// Ticks of a logarithmic axis from 10^`low` to 10^`high`: whole decades, every second, third,
/// fifth, tenth … one labelled if there are more than `most`, and then no more than nine unlabelled
/// ones between two. Over at most two decades 2·10ᵏ and 5·10ᵏ are labelled too, and over at most
/// six there are minor ticks between.
pub fn logarithmic(low: f64, high: f64, most: usize) -> Vec<Tick> {
    let span = high - low;
    if !(span > 0.0 && low.abs() < 400.0 && high.abs() < 400.0) {
        return Vec::new();
    }
    let mut every = (span / most.max(1) as f64).ceil().max(1.0) as i64;
    if every > 3 {
        let (m, k) = round_up(every as f64);
        every = power(m, k) as i64;
    }
    let between = (every / 10).max(1);
    let mut ticks = Vec::new();
    for decade in (low - 1e-9).floor() as i64..=(high + 1e-9).floor() as i64 {
        for m in 1..10 {
            let at = decade as f64 + LOG10[m as usize - 1];
            let labelled = if m == 1 {
                decade % every == 0
            } else {
                span <= 2.0 && (m == 2 || m == 5)
            };
            let whole = m == 1 && decade % between == 0;
            let shown = labelled || whole || span <= 6.0;
            if shown && at > low - 1e-9 && at < high + 1e-9 {
                let label = if labelled {
                    decimal(m, decade as i32)
                } else {
                    String::new()
                };
                ticks.push(Tick { at, label });
            }
        }
    }
    ticks
}

/// log₁₀ x, within 2 ULP.
pub fn log10(x: f64) -> f64 {
    functions::ln(x) * std::f64::consts::LOG10_E
}

/// Decimal logarithms of 1 to 9.
const LOG10: [f64; 9] = [
    0.0,
    std::f64::consts::LOG10_2,
    0.477_121_254_719_662_4,
    0.602_059_991_327_962_4,
    0.698_970_004_336_018_9,
    0.778_151_250_383_643_6,
    0.845_098_040_014_256_8,
    0.903_089_986_991_943_5,
    0.954_242_509_439_324_9,
];

/// The least m·10ᵏ with m of 1, 2, 5 that is not below `value` > 0, as (m, k); 10³⁰⁸ if none is.
pub fn round_up(value: f64) -> (i64, i32) {
    let mut k = log10(value).floor().clamp(-300.0, 308.0) as i32;
    loop {
        for m in [1, 2, 5] {
            if power(m, k) >= value * (1.0 - 1e-12) || k >= 308 {
                return (m, k);
            }
        }
        k += 1;
    }
}

/// `low` and `high` > `low` moved apart to multiples of a round step, of which about two to five
/// lie between them.
pub fn round_ends(low: f64, high: f64) -> [f64; 2] {
    let (m, k) = round_up((high - low) / 5.0);
    let step = power(m, k);
    let end = (high / step - 1e-9).ceil() * step;
    [(low / step + 1e-9).floor() * step, end.min(f64::MAX)]
}

/// The least multiple of a round step that is not below `value` > 0: never more than a quarter
/// above it, from 1 on.
pub fn round_up_finely(value: f64) -> f64 {
    round_ends(0.0, value)[1]
}

/// m·10ᵏ.
pub fn power(m: i64, k: i32) -> f64 {
    // 10⁻³ is not a float; dividing by 10³, which is one, rounds but once.
    if k < 0 {
        m as f64 / 10f64.powi(-k)
    } else {
        m as f64 * 10f64.powi(k)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn labels(ticks: &[Tick]) -> Vec<&str> {
        ticks
            .iter()
            .map(|tick| tick.label.as_str())
            .filter(|label| !label.is_empty())
            .collect()
    }

    #[test]
    fn linear_ticks_are_round_and_inside() {
        assert_eq!(
            labels(&linear(0.0, 6.0, 6)),
            ["0", "1", "2", "3", "4", "5", "6"]
        );
        assert_eq!(labels(&linear(-0.25, 1.25, 3)), ["0", "0.5", "1"]);
        assert_eq!(
            labels(&linear(0.0, 5000.0, 5)),
            ["0", "1,000", "2,000", "3,000", "4,000", "5,000"]
        );
        assert_eq!(
            labels(&linear(0.0, 3e-3, 3)),
            ["0", "0.001", "0.002", "0.003"]
        );
        assert_eq!(
            labels(&linear(-40.0, 40.0, 4)),
            ["−40", "−20", "0", "20", "40"]
        );
        assert_eq!(labels(&linear(0.0, 1e12, 2)), ["0", "5·10¹¹", "10¹²"]);
    }

    #[test]
    fn linear_ticks_end_for_every_range() {
        let numbers = [
            0.0,
            -0.0,
            1.0,
            -1.0,
            1e-320,
            5e-324,
            1e300,
            -1e300,
            f64::MAX,
            f64::MIN,
            1e16,
            1e16 + 2.0,
        ];
        let bad = [f64::NAN, f64::INFINITY, f64::NEG_INFINITY];
        for &low in numbers.iter().chain(&bad) {
            for &high in numbers.iter().chain(&bad) {
                for most in [0, 1, 5, 1000] {
                    assert!(
                        linear(low, high, most).len() <= most + 2,
                        "{low} {high} {most}"
                    );
                    assert!(
                        logarithmic(low, high, most).len() <= 9000,
                        "{low} {high} {most}"
                    );
                }
            }
        }
    }

    #[test]
    fn decades_are_labelled_and_thinned() {
        assert_eq!(
            labels(&logarithmic(-3.0, 1.0, 6)),
            ["0.001", "0.01", "0.1", "1", "10"]
        );
        assert_eq!(
            labels(&logarithmic(-12.0, 0.0, 4)),
            ["10⁻¹²", "10⁻⁹", "10⁻⁶", "0.001", "1"]
        );
        assert_eq!(
            logarithmic(-12.0, 0.0, 4).len(),
            13,
            "decades keep their ticks"
        );
    }

    #[test]
    fn less_than_a_decade_is_labelled_at_2_and_5() {
        let ticks = logarithmic(0.0, 1.0, 4);
        assert_eq!(labels(&ticks), ["1", "2", "5", "10"]);
        assert_eq!(ticks.len(), 10);
        assert_eq!(labels(&logarithmic(0.15, 0.85, 4)), ["2", "5"]);
    }

    #[test]
    fn rounds_up_to_1_2_5() {
        for (value, rounded) in [
            (1.0, 1.0),
            (1.1, 2.0),
            (3.0, 5.0),
            (5.397, 10.0),
            (0.03, 0.05),
            (5000.0, 5000.0),
            (5001.0, 10000.0),
        ] {
            let (m, k) = round_up(value);
            assert_eq!(power(m, k), rounded, "{value}");
        }
        for value in [5e-324, 1e-310, f64::MAX, f64::INFINITY, f64::NAN, 0.0, -1.0] {
            round_up(value);
        }
    }
}
