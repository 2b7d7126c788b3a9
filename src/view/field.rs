//! A function of two variables, known on a square grid of nodes, and its picture in colours.
//!
//! The picture interpolates *values* bilinearly and only then looks up colours, so that a few
//! thousand evaluations of a network make a smooth image of a million pixels.

use super::palette::Palette;

/// Values beyond this are as good as infinite, and f32 can still interpolate between them.
const LARGE: f64 = 1e30;

/// Values on nodes × nodes points that divide a square evenly, its edges included.
#[derive(Clone, Debug, Default)]
pub struct Field {
    nodes: usize,
    /// Row by row from the bottom (least v) up, each from the left. NaN where there is no value.
    values: Vec<f32>,
    // Two neighbouring rows of nodes stretched to the image's width, and one row of entries of
    // the palette: work space of `paint`.
    lower: Vec<f32>,
    upper: Vec<f32>,
    entries: Vec<u8>,
}

impl Field {
    /// Starts afresh with `nodes` ≥ 2 nodes a side, all of them without a value.
    pub fn resize(&mut self, nodes: usize) {
        self.nodes = nodes.max(2);
        self.values.clear();
        self.values.resize(self.nodes * self.nodes, f32::NAN);
    }

    /// A field of `nodes` ≥ 2 nodes a side with the values f(u, v), u and v from 0 to 1.
    pub fn from_fn(nodes: usize, f: impl Fn(f64, f64) -> f64) -> Self {
        let mut field = Field::default();
        field.resize(nodes);
        let part = 1.0 / (field.nodes - 1) as f64;
        for row in 0..field.nodes {
            for column in 0..field.nodes {
                field.set(row, column, f(column as f64 * part, row as f64 * part));
            }
        }
        field
    }

    /// Nodes a side.
    pub fn nodes(&self) -> usize {
        self.nodes
    }

    /// Sets the value of the node `column` from the left in `row` from the bottom.
    #[inline]
    pub fn set(&mut self, row: usize, column: usize, value: f64) {
        self.values[row * self.nodes + column] = storable(value);
    }

    /// Starts afresh with `nodes` ≥ 2 nodes a side, nodes² values row by row from the bottom, and
    /// 0 and 1 in the place of `low` and `high`.
    #[inline(never)]
    pub fn load(&mut self, nodes: usize, values: &[f64], [low, high]: [f64; 2]) {
        let values = values.iter().map(|value| (value - low) / (high - low));
        self.nodes = nodes;
        self.values.clear();
        self.values.extend(values.map(storable));
    }

    /// The values of a row, counted from the bottom.
    pub fn row(&self, row: usize) -> &[f32] {
        &self.values[row * self.nodes..(row + 1) * self.nodes]
    }

    /// Writes the picture into `pixels`: width × height, red, green, blue and alpha each, rows
    /// from the top.
    pub fn paint(
        &mut self,
        palette: &Palette,
        width: usize,
        height: usize,
        pixels: &mut Vec<[u8; 4]>,
    ) {
        pixels.resize(width * height, [0; 4]);
        if self.nodes < 2 || width == 0 || height == 0 {
            return;
        }
        let columns = samples(width, self.nodes);
        let rows = samples(height, self.nodes);
        self.entries.resize(width, 0);
        let mut stretched = None;
        for (&(below, up), line) in rows.iter().rev().zip(pixels.chunks_exact_mut(width)) {
            if stretched != Some(below) {
                // Going down, the lower row becomes the upper one.
                if stretched == Some(below + 1) {
                    std::mem::swap(&mut self.lower, &mut self.upper);
                } else {
                    let row = &self.values[(below + 1) * self.nodes..(below + 2) * self.nodes];
                    stretch(row, &columns, &mut self.upper);
                }
                let row = &self.values[below * self.nodes..(below + 1) * self.nodes];
                stretch(row, &columns, &mut self.lower);
                stretched = Some(below);
            }
            // Two loops, because only the first one becomes vector instructions.
            for ((entry, low), high) in self.entries.iter_mut().zip(&self.lower).zip(&self.upper) {
                *entry = Palette::index(low + (high - low) * up);
            }
            for (pixel, &entry) in line.iter_mut().zip(&self.entries) {
                *pixel = palette.rgba(entry);
            }
        }
    }
}

fn storable(value: f64) -> f32 {
    let value = if value.is_finite() {
        value.clamp(-LARGE, LARGE)
    } else {
        f64::NAN
    };
    value as f32
}

/// For each of `pixels` pixel centres, the node before it and how far it is to the next one.
fn samples(pixels: usize, nodes: usize) -> Vec<(usize, f32)> {
    let step = (nodes - 1) as f64 / pixels as f64;
    (0..pixels)
        .map(|pixel| {
            let position = (pixel as f64 + 0.5) * step;
            let node = (position as usize).min(nodes - 2);
            (node, (position - node as f64) as f32)
        })
        .collect()
}

/// Interpolates a row of nodes at the samples.
fn stretch(row: &[f32], samples: &[(usize, f32)], stretched: &mut Vec<f32>) {
    stretched.clear();
    stretched.extend(samples.iter().map(|&(node, part)| {
        let (left, right) = (row[node], row[node + 1]);
        left + (right - left) * part
    }));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::Style;

    fn painted(mut field: Field, width: usize, height: usize) -> Vec<[u8; 4]> {
        let mut pixels = Vec::new();
        field.paint(&Palette::new(&Style::light()), width, height, &mut pixels);
        pixels
    }

    #[test]
    fn a_bilinear_function_is_painted_exactly_at_any_size() {
        let palette = Palette::new(&Style::light());
        let f = |u: f64, v: f64| 0.1 + 0.3 * u + 0.2 * v + 0.35 * u * v;
        for (nodes, width, height) in [(2, 7, 5), (5, 40, 40), (33, 8, 8), (16, 100, 3)] {
            let pixels = painted(Field::from_fn(nodes, f), width, height);
            for y in 0..height {
                for x in 0..width {
                    let u = (x as f64 + 0.5) / width as f64;
                    let v = 1.0 - (y as f64 + 0.5) / height as f64;
                    let want = palette.rgba(Palette::index(f(u, v) as f32));
                    let got = pixels[y * width + x];
                    assert!(
                        (0..4).all(|c| got[c].abs_diff(want[c]) <= 2),
                        "{x},{y} of {nodes}"
                    );
                }
            }
        }
    }

    #[test]
    fn no_value_is_grey_and_stays_where_it_is() {
        let grey = Palette::new(&Style::light()).rgba(0);
        let hole = |u: f64, v: f64| if u > 0.9 && v > 0.9 { f64::NAN } else { 1.0 };
        let pixels = painted(Field::from_fn(11, hole), 10, 10);
        assert_eq!(pixels[9], grey, "top right");
        assert_ne!(pixels[0], grey, "top left");
        assert_ne!(pixels[99], grey, "bottom right");
        assert!(
            painted(Field::from_fn(4, |_, _| f64::INFINITY), 3, 3)
                .iter()
                .all(|&p| p == grey)
        );
    }

    #[test]
    fn huge_values_of_both_signs_do_not_make_a_hole() {
        let grey = Palette::new(&Style::light()).rgba(0);
        let steep = |u: f64, _: f64| if u > 0.5 { f64::MAX } else { f64::MIN };
        assert!(
            painted(Field::from_fn(8, steep), 50, 2)
                .iter()
                .all(|&pixel| pixel != grey)
        );
    }

    #[test]
    fn an_image_without_pixels_is_empty() {
        assert!(painted(Field::from_fn(4, |_, _| 0.5), 0, 10).is_empty());
        assert!(painted(Field::default(), 0, 0).is_empty());
    }
}
