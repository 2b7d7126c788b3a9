//! A plane in the space of a layer's activations, on which more than two of them can be seen.
//!
//! A point (u, v) of the plane is centre + u·e₁ + v·e₂, and an example with the activations a has
//! its image at (e₁·(a − centre), e₂·(a − centre)). What is linear in the activations, as the z of
//! the next layer is, is linear in u and v: on the plane it is shown exactly. An example may lie
//! off the plane; the colour at its image is the answer to its image.
//!
//! - Two units: e₁ and e₂ are theirs, so that u and v are their activations, and the centre is
//!   what the others give on average over the data. Of two units nothing is lost.
//! - Principal components (Pearson 1901): the centre is the mean of the data, and e₁ and e₂ are the
//!   directions in which they vary most, eigenvectors of the covariance
//!   C = Σ (a − mean)(a − mean)ᵀ / N. No other plane loses less of the variance.

use crate::engine::{Network, Pass};

/// A direction goes so often through the fourth power of the covariance: it is exact to 10⁻⁹ where
/// the next variance is at most 98 % of its own. Where they are closer, it is between the two, and
/// goes smoothly from one to the other as they change places.
const ROUNDS: usize = 256;
/// A part of the variance that is as good as none: rounding.
const NEGLIGIBLE: f64 = 1e-12;

/// A plane: a centre and two directions at right angles, of n numbers each for n units.
#[derive(Clone, Debug, PartialEq)]
pub struct Projection {
    /// Where u = v = 0.
    pub centre: Vec<f64>,
    /// e₁ and e₂, of length 1.
    pub directions: [Vec<f64>; 2],
}

impl Projection {
    /// The plane of two units. A second one that there is not is a direction of length 0.
    pub fn of_units(pass: &Pass, layer: usize, units: usize, chosen: [usize; 2]) -> Self {
        let mut centre = means(pass, layer, units);
        let directions = chosen.map(|chosen| {
            let mut direction = filled(units);
            if chosen < units {
                direction[chosen] = 1.0;
                centre[chosen] = 0.0;
            }
            direction
        });
        Projection { centre, directions }
    }

    /// The plane of the first two principal components of two units or more, and the part of the
    /// variance that lies in it, 0 to 1 (1 where there is no variance).
    ///
    /// A direction is as good as its opposite. So that a picture does not flip while a network
    /// learns, each is the one nearer to that of the plane `before`; the first time, to a fixed
    /// vector. Where the data vary in fewer than two directions, such a vector takes the place of
    /// the other.
    pub fn principal(
        pass: &Pass,
        layer: usize,
        units: usize,
        before: Option<&Projection>,
    ) -> (Self, f64) {
        let centre = means(pass, layer, units);
        let mut spread = Vec::new();
        for (unit, mean) in centre.iter().enumerate() {
            for a in pass.a_of(layer, unit) {
                spread.push(a - mean);
            }
        }
        let mut covariance = gram(&spread, pass.examples());
        let variance: f64 = covariance.iter().step_by(units + 1).sum();
        for entry in &mut covariance {
            *entry /= variance;
        }
        // Where there is none, or no end to it, no direction is better than another.
        let mut left = if variance.is_normal() { 1.0 } else { 0.0 };
        let mut directions = [filled(units), filled(units)];
        for axis in 0..2 {
            // Multiples of an irrational number: at a right angle to nothing a network gives.
            let step = [0.618_034, 0.754_878][axis];
            let mut direction = filled(units);
            for (unit, component) in direction.iter_mut().enumerate() {
                let multiple = (unit + 1) as f64 * step;
                *component = multiple - multiple.floor();
            }
            let rounds = if left > NEGLIGIBLE { ROUNDS } else { 0 };
            let power = gram(&gram(&covariance, units), units);
            for round in 0..=rounds {
                if round > 0 {
                    direction = products(&power, &direction);
                }
                let along = dot(&direction, &directions[0]);
                add(-along, &directions[0], &mut direction);
                let length = dot(&direction, &direction).sqrt();
                for component in &mut direction {
                    *component /= length;
                }
            }
            let side = &before.map_or(&directions, |before| &before.directions)[axis];
            if dot(&direction, side) < 0.0 {
                for component in &mut direction {
                    *component = -*component;
                }
            }
            let own = dot(&direction, &products(&covariance, &direction));
            left -= own;
            for (row, component) in covariance.chunks_exact_mut(units).zip(&direction) {
                add(-own * component, &direction, row);
            }
            directions[axis] = direction;
        }
        (Projection { centre, directions }, 1.0 - left.max(0.0))
    }

    /// Where the examples of a pass through the layer lie on the plane, (u, v) for each.
    pub fn images(&self, pass: &Pass, layer: usize) -> Vec<[f64; 2]> {
        let mut images = vec![[0.0; 2]; pass.examples()];
        for (unit, centre) in self.centre.iter().enumerate() {
            let components = self.directions.each_ref().map(|e| e[unit]);
            for (image, a) in images.iter_mut().zip(pass.a_of(layer, unit)) {
                for (image, component) in image.iter_mut().zip(components) {
                    *image += component * (a - centre);
                }
            }
        }
        images
    }

    /// The z of a network's output on the plane of its last hidden layer is p·u + q·v + r: these.
    pub fn output(&self, network: &Network) -> [f64; 3] {
        let layer = network.layers();
        let weights = &network.weights(layer)[..self.centre.len()];
        let [e1, e2] = &self.directions;
        let bias = network.biases(layer)[0];
        [
            dot(weights, e1),
            dot(weights, e2),
            bias + dot(weights, &self.centre),
        ]
    }
}

fn means(pass: &Pass, layer: usize, units: usize) -> Vec<f64> {
    let share = 1.0 / pass.examples() as f64;
    let mut means = filled(units);
    for (unit, mean) in means.iter_mut().enumerate() {
        for a in pass.a_of(layer, unit) {
            *mean += a * share;
        }
    }
    means
}

/// The products of the rows of a matrix, each so long, with each other.
#[inline(never)]
fn gram(matrix: &[f64], length: usize) -> Vec<f64> {
    let mut gram = Vec::new();
    for row in matrix.chunks_exact(length) {
        gram.append(&mut products(matrix, row));
    }
    gram
}

/// The products of the rows of a matrix with a vector.
#[inline(never)]
fn products(matrix: &[f64], vector: &[f64]) -> Vec<f64> {
    let mut products = Vec::new();
    for row in matrix.chunks_exact(vector.len()) {
        products.push(dot(row, vector));
    }
    products
}

// Once each, not once in every loop above.
#[inline(never)]
fn filled(length: usize) -> Vec<f64> {
    vec![0.0; length]
}

#[inline(never)]
fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

/// sum ← sum + q·b.
#[inline(never)]
fn add(q: f64, b: &[f64], sum: &mut [f64]) {
    for (sum, b) in sum.iter_mut().zip(b) {
        *sum += q * b;
    }
}
