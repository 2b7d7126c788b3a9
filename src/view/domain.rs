//! The square of the input plane that is shown.

/// A square of the (x₁, x₂) plane.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Domain {
    /// Least x₁ and x₂.
    pub low: [f64; 2],
    /// Length of its sides, > 0.
    pub side: f64,
}

impl Domain {
    /// Air around the data, as a part of its larger extent.
    const AIR: f64 = 0.25;

    /// The bounding box of the points, made square about its middle, and air around it: data on
    /// the unit square gives \[−0.25, 1.25\]². Points that are not finite do not count.
    pub fn around(points: &[[f64; 3]]) -> Self {
        let mut low = [f64::INFINITY; 2];
        let mut high = [f64::NEG_INFINITY; 2];
        for point in points
            .iter()
            .filter(|point| point[0].is_finite() && point[1].is_finite())
        {
            for axis in 0..2 {
                low[axis] = low[axis].min(point[axis]);
                high[axis] = high[axis].max(point[axis]);
            }
        }
        if low[0] > high[0] {
            (low, high) = ([0.0; 2], [1.0; 2]);
        }
        let extent = (high[0] - low[0]).max(high[1] - low[1]);
        // Points that all coincide, or whose extent overflows.
        let extent = if extent > 0.0 && extent < f64::MAX / 4.0 {
            extent
        } else {
            1.0
        };
        let side = extent * (1.0 + 2.0 * Self::AIR);
        let middle = |axis: usize| low[axis] / 2.0 + high[axis] / 2.0;
        Domain {
            low: [middle(0) - side / 2.0, middle(1) - side / 2.0],
            side,
        }
    }

    /// Whether a point lies in it.
    pub fn holds(&self, x1: f64, x2: f64) -> bool {
        let within = |value, [low, high]: [f64; 2]| low <= value && value <= high;
        within(x1, self.range(0)) && within(x2, self.range(1))
    }

    /// Least and greatest x₁ (`axis` 0) or x₂ (1).
    pub fn range(&self, axis: usize) -> [f64; 2] {
        [self.low[axis], self.low[axis] + self.side]
    }

    /// The point that lies `u` and `v` (0 to 1) of the way along its sides.
    pub fn at(&self, u: f64, v: f64) -> [f64; 2] {
        [self.low[0] + u * self.side, self.low[1] + v * self.side]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_unit_square_gets_a_quarter_of_air() {
        let corners = [
            [0.0, 0.0, 0.0],
            [0.0, 1.0, 1.0],
            [1.0, 0.0, 1.0],
            [1.0, 1.0, 0.0],
        ];
        assert_eq!(
            Domain::around(&corners),
            Domain {
                low: [-0.25, -0.25],
                side: 1.5
            }
        );
    }

    #[test]
    fn a_wide_box_becomes_a_square_about_its_middle() {
        let domain = Domain::around(&[[-2.0, 1.0, 0.0], [2.0, 2.0, 1.0]]);
        assert_eq!(
            domain,
            Domain {
                low: [-3.0, -1.5],
                side: 6.0
            }
        );
        assert_eq!(domain.at(0.5, 0.5), [0.0, 1.5]);
        assert_eq!(domain.range(1), [-1.5, 4.5]);
    }

    #[test]
    fn no_points_one_point_and_bad_points_have_a_domain_too() {
        let unit = Domain {
            low: [-0.25, -0.25],
            side: 1.5,
        };
        assert_eq!(Domain::around(&[]), unit);
        assert_eq!(Domain::around(&[[f64::NAN, 0.0, 1.0]]), unit);
        assert_eq!(
            Domain::around(&[[3.0, 4.0, 1.0]]),
            Domain {
                low: [2.25, 3.25],
                side: 1.5
            }
        );
        assert!(
            Domain::around(&[[-f64::MAX, 0.0, 0.0], [f64::MAX, 0.0, 0.0]])
                .side
                .is_finite()
        );
    }
}
