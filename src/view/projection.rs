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

/// The covariance is squared so often: what is left of it is its 1024th power. A direction is then
/// exact to 10⁻⁹ where the next variance is at most 98 % of its own; where they are closer, it is
/// between the two, and goes smoothly from one to the other as they change places.
const SQUARINGS: u32 = 10;
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
            let mut direction = filled(0.0, units);
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
        let examples = pass.examples();
        let ones = filled(1.0, examples);
        let mut spread = Vec::new();
        for (unit, mean) in centre.iter().enumerate() {
            spread.extend(combine(pass.a_of(layer, unit), -mean, &ones));
        }
        let mut covariance = gram(&spread, examples);
        let variance = trace(&covariance, units);
        let mut left = variance;
        let mut directions = [filled(0.0, units), filled(0.0, units)];
        for axis in 0..2 {
            // Multiples of an irrational number: at a right angle to nothing a network gives.
            let step = [0.618_034, 0.754_878][axis];
            let multiples = (1..=units).map(|unit| unit as f64 * step);
            let mut direction: Vec<_> = multiples.map(|x| x - x.floor()).collect();
            if left > NEGLIGIBLE * variance {
                let mut power = covariance.clone();
                for _ in 0..SQUARINGS {
                    power = gram(&power, units);
                    power = scaled(1.0 / trace(&power, units), &power);
                }
                direction = products(&power, &direction);
            }
            let along = dot(&direction, &directions[0]);
            direction = combine(&direction, -along, &directions[0]);
            let side = &before.map_or(&directions, |before| &before.directions)[axis];
            let length = dot(&direction, &direction).sqrt();
            let length = length.copysign(dot(&direction, side));
            direction = scaled(1.0 / length, &direction);

            let own = dot(&direction, &products(&covariance, &direction));
            left -= own;
            let mut rest = Vec::new();
            for (row, component) in covariance.chunks_exact(units).zip(&direction) {
                rest.extend(combine(row, -own * component, &direction));
            }
            covariance = rest;
            directions[axis] = direction;
        }
        let part = 1.0 - (left / variance).max(0.0);
        (Projection { centre, directions }, part)
    }

    /// Where the examples of a pass through the layer lie on the plane, (u, v) for each.
    pub fn images(&self, pass: &Pass, layer: usize) -> Vec<[f64; 2]> {
        let image = |example| {
            let units = self.centre.iter().enumerate();
            let spread: Vec<_> = units
                .map(|(unit, centre)| pass.a(layer, unit, example) - centre)
                .collect();
            self.directions.each_ref().map(|e| dot(e, &spread))
        };
        (0..pass.examples()).map(image).collect()
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
    let examples = pass.examples();
    let shares = filled(1.0 / examples as f64, examples);
    let mean = |unit| dot(pass.a_of(layer, unit), &shares);
    (0..units).map(mean).collect()
}

/// The products of the rows of a matrix, each so long, with each other.
#[inline(never)]
fn gram(matrix: &[f64], length: usize) -> Vec<f64> {
    let mut gram = Vec::new();
    for row in matrix.chunks_exact(length) {
        gram.extend(products(matrix, row));
    }
    gram
}

#[inline(never)]
fn trace(matrix: &[f64], units: usize) -> f64 {
    matrix.iter().step_by(units + 1).sum()
}

/// The products of the rows of a matrix with a vector.
#[inline(never)]
fn products(matrix: &[f64], vector: &[f64]) -> Vec<f64> {
    let rows = matrix.chunks_exact(vector.len());
    rows.map(|row| dot(row, vector)).collect()
}

// Once each, not once in every loop above.
#[inline(never)]
fn filled(value: f64, length: usize) -> Vec<f64> {
    vec![value; length]
}

#[inline(never)]
fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

/// a + q·b.
#[inline(never)]
fn combine(a: &[f64], q: f64, b: &[f64]) -> Vec<f64> {
    a.iter().zip(b).map(|(a, b)| a + q * b).collect()
}

#[inline(never)]
fn scaled(q: f64, a: &[f64]) -> Vec<f64> {
    a.iter().map(|a| q * a).collect()
}
