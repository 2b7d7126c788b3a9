//! What a canvas shows.

use std::collections::HashSet;
use std::fmt;

/// Pixels of a canvas, row by row from its top, four bytes each: red, green, blue, alpha.
#[derive(Clone, PartialEq, Eq)]
pub struct Picture {
    /// Device pixels.
    pub width: usize,
    /// Device pixels.
    pub height: usize,
    pub rgba: Vec<u8>,
}

impl Picture {
    /// How many colours there are.
    pub fn colours(&self) -> usize {
        self.rgba.chunks(4).collect::<HashSet<_>>().len()
    }

    /// How much redder than blue the middle half of a picture's quarter is, on average: above 0
    /// where a figure answers 1, below where it answers 0. `right` and `top` are 0 or 1.
    pub fn warmth(&self, right: usize, top: usize) -> f64 {
        let span = |length: usize, upper: usize| {
            let start = upper * length / 2;
            start + length / 8..start + 3 * length / 8
        };
        let rows = span(self.height, 1 - top);
        let pixels = rows.flat_map(|y| span(self.width, right).map(move |x| (x, y)));
        let warmths = pixels.map(|(x, y)| {
            let at = 4 * (y * self.width + x);
            f64::from(self.rgba[at]) - f64::from(self.rgba[at + 2])
        });
        let (sum, count) = warmths.fold((0.0, 0.0), |(sum, count), w| (sum + w, count + 1.0));
        sum / count
    }
}

// A failed comparison should not print a million bytes.
impl fmt::Debug for Picture {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { width, height, .. } = self;
        write!(f, "{width} × {height} in {} colours", self.colours())
    }
}

#[cfg(test)]
mod tests {
    use super::Picture;

    #[test]
    fn a_quarter_is_warm_where_it_is_red() {
        let (width, height) = (16, 8);
        let colour = |i: usize| match (i % width >= 8, i / width < 4) {
            (true, true) => [255, 0, 0, 255],
            _ => [0, 0, 255, 255],
        };
        let picture = Picture {
            width,
            height,
            rgba: (0..width * height).flat_map(colour).collect(),
        };
        assert_eq!(picture.colours(), 2);
        assert_eq!(picture.warmth(1, 1), 255.0);
        assert_eq!(picture.warmth(0, 1), -255.0);
        assert_eq!(picture.warmth(1, 0), -255.0);
    }
}
