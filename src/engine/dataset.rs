//! What there is to learn: points [x1, x2, y] with y 0 or 1, generated or the user's own.

use std::f64::consts::PI;

use super::functions;
use super::random::RandomState;
use super::words::words;

/// One example: its two inputs and its target, 0 or 1.
pub type Point = [f64; 3];

/// Inputs (0,0) (0,1) (1,0) (1,1), in the notebook's order.
const CORNERS: [[f64; 2]; 4] = [[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]];

words! {
    /// A data set.
    pub enum Dataset {
        /// 1 where exactly one input is 1.
        Xor = "xor",
        /// 1 where both inputs are 1.
        And = "and",
        /// 1 where any input is 1.
        Or = "or",
        /// 0 where both inputs are 1.
        Nand = "nand",
        /// 1 where the inputs are equal.
        Xnor = "xnor",
        /// A circle of radius 1 (y = 0) around one of radius ½ (y = 1).
        Circles = "circles",
        /// Two half moons that reach into each other.
        Moons = "moons",
        /// Two spirals of 1¾ turns each.
        Spirals = "spirals",
        /// Two normal clouds around (−0.6, −0.6) and (0.6, 0.6).
        Blobs = "blobs",
        /// The user's own.
        Points = "points",
    }
}

impl Dataset {
    /// Targets of the four corners, if this is a logic gate.
    pub fn gate(self) -> Option<[f64; 4]> {
        match self {
            Dataset::Xor => Some([0.0, 1.0, 1.0, 0.0]),
            Dataset::And => Some([0.0, 0.0, 0.0, 1.0]),
            Dataset::Or => Some([0.0, 1.0, 1.0, 1.0]),
            Dataset::Nand => Some([1.0, 1.0, 1.0, 0.0]),
            Dataset::Xnor => Some([1.0, 0.0, 0.0, 1.0]),
            _ => None,
        }
    }

    /// How many points there are where nobody says: the four corners of a gate, else 200.
    pub fn default_samples(self) -> usize {
        if self.gate().is_some() {
            CORNERS.len()
        } else {
            200
        }
    }

    /// `samples` points, drawn from `RandomState([seed, 1])`; the classes alternate, and `noise`
    /// is the standard deviation of what is added to every coordinate. None at all for
    /// [`Dataset::Points`], which are given.
    pub fn generate(self, samples: usize, noise: f64, seed: u32) -> Vec<Point> {
        let mut random = RandomState::stream(seed, 1);
        if self == Dataset::Points {
            return Vec::new();
        }
        let pairs = samples.div_ceil(2) as f64;
        (0..samples)
            .map(|i| {
                let y = if self.gate().is_some() {
                    i % CORNERS.len()
                } else {
                    i % 2
                };
                let [mut x1, mut x2] = self.clean(i, pairs);
                let spread = if self == Dataset::Blobs {
                    0.2 + noise
                } else {
                    noise
                };
                if spread > 0.0 {
                    x1 += spread * random.normal();
                    x2 += spread * random.normal();
                }
                [x1, x2, self.gate().map_or(y as f64, |targets| targets[y])]
            })
            .collect()
    }

    /// Inputs of point i without noise. The pair 2p, 2p + 1 stands at the same place along the
    /// curves of its classes, of `pairs` places.
    fn clean(self, i: usize, pairs: f64) -> [f64; 2] {
        let place = (i / 2) as f64;
        let first_class = i.is_multiple_of(2);
        match self {
            Dataset::Circles => {
                let (sin, cos) = functions::sin_cos(2.0 * PI * place / pairs);
                let radius = if first_class { 1.0 } else { 0.5 };
                [radius * cos, radius * sin]
            }
            Dataset::Moons => {
                let (sin, cos) = functions::sin_cos(PI * place / (pairs - 1.0).max(1.0));
                if first_class {
                    [cos, sin]
                } else {
                    [1.0 - cos, 0.5 - sin]
                }
            }
            Dataset::Spirals => {
                let radius = (place + 1.0) / pairs;
                let half_turn = if first_class { 0.0 } else { PI };
                let (sin, cos) = functions::sin_cos(1.75 * 2.0 * PI * radius + half_turn);
                [radius * sin, radius * cos]
            }
            Dataset::Blobs if first_class => [-0.6, -0.6],
            Dataset::Blobs => [0.6, 0.6],
            _ => CORNERS[i % CORNERS.len()],
        }
    }
}
