//! Medians and quartiles.

use serde::Serialize;

/// Where the middle half of some measurements lies.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Quartiles {
    pub lower: f64,
    pub median: f64,
    pub upper: f64,
}

impl Quartiles {
    /// Of what was measured, in any order; NaN where nothing was.
    pub fn of(values: &[f64]) -> Self {
        let mut sorted = values.to_vec();
        sorted.sort_by(f64::total_cmp);
        Self {
            lower: quantile(&sorted, 0.25),
            median: quantile(&sorted, 0.5),
            upper: quantile(&sorted, 0.75),
        }
    }
}

/// The value below which a part of the sorted ones lie, between two neighbours in proportion.
pub fn quantile(sorted: &[f64], part: f64) -> f64 {
    let Some(last) = sorted.len().checked_sub(1) else {
        return f64::NAN;
    };
    let place = part * last as f64;
    let below = sorted[place.floor() as usize];
    let above = sorted[place.ceil() as usize];
    below + (above - below) * place.fract()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quartiles_do_not_depend_on_the_order() {
        let quartiles = Quartiles::of(&[4.0, 1.0, 5.0, 2.0, 3.0]);
        let expected = Quartiles {
            lower: 2.0,
            median: 3.0,
            upper: 4.0,
        };
        assert_eq!(quartiles, expected);
    }

    #[test]
    fn between_two_values_is_between() {
        assert_eq!(Quartiles::of(&[2.0, 1.0]).median, 1.5);
        assert_eq!(Quartiles::of(&[7.0]).upper, 7.0);
    }

    #[test]
    fn nothing_has_no_median() {
        assert!(Quartiles::of(&[]).median.is_nan());
    }
}
