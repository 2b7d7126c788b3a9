//! The one diverging palette: blue for 0, orange for 1, and a colour of its own for "no number".

use plotters::style::RGBColor;

use super::style::{Style, mix};

/// A table of colours for values between 0 and 1. Points, surfaces and weights all use it.
#[derive(Clone, Debug)]
pub struct Palette {
    /// Entry 0 stands for NaN; 1 to 255 run from 0 to 1, with 0.5 exactly in the middle.
    table: [[u8; 4]; 256],
}

impl Palette {
    /// The palette of a style: `zero` over `middle` to `one`.
    pub fn new(style: &Style) -> Self {
        let rgba = |color: RGBColor| [color.0, color.1, color.2, u8::MAX];
        let mut table = [rgba(mix(style.muted, style.paper, 0.5)); 256];
        for (entry, slot) in table[1..].iter_mut().enumerate() {
            let side = (entry as f64 - 127.0) / 127.0;
            let end = if side < 0.0 { style.zero } else { style.one };
            *slot = rgba(mix(style.middle, end, side.abs()));
        }
        Palette { table }
    }

    /// The entry for a value; what lies outside 0 to 1 takes the colour of the nearer end.
    #[inline(always)]
    pub fn index(value: f32) -> u8 {
        // Comparisons that let NaN through; the cast then makes it 0.
        let value = if value < 0.0 { 0.0 } else { value };
        let value = if value > 1.0 { 1.0 } else { value };
        (value * 254.0 + 1.5) as u8
    }

    /// Red, green, blue and alpha (opaque) of an entry.
    #[inline(always)]
    pub fn rgba(&self, index: u8) -> [u8; 4] {
        self.table[usize::from(index)]
    }

    /// The colour of a value between 0 and 1.
    pub fn color(&self, value: f64) -> RGBColor {
        let [red, green, blue, _] = self.rgba(Self::index(value as f32));
        RGBColor(red, green, blue)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_from_zero_over_the_middle_to_one() {
        for style in [Style::light(), Style::dark()] {
            let palette = Palette::new(&style);
            assert_eq!(palette.color(0.0), style.zero);
            assert_eq!(palette.color(0.5), style.middle);
            assert_eq!(palette.color(1.0), style.one);
        }
    }

    #[test]
    fn clamps_what_lies_outside() {
        let style = Style::light();
        let palette = Palette::new(&style);
        assert_eq!(palette.color(-3.0), style.zero);
        assert_eq!(palette.color(f64::NEG_INFINITY), style.zero);
        assert_eq!(palette.color(7.5), style.one);
        assert_eq!(palette.color(f64::INFINITY), style.one);
    }

    #[test]
    fn no_number_has_a_grey_of_its_own() {
        let palette = Palette::new(&Style::light());
        let RGBColor(red, green, blue) = palette.color(f64::NAN);
        assert!(red.abs_diff(green) < 16 && green.abs_diff(blue) < 16);
        assert!((0..=100).all(|i| palette.color(f64::from(i) / 100.0) != palette.color(f64::NAN)));
    }
}
