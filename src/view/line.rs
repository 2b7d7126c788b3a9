//! Straight lines and polylines: clipping and simplifying.

/// The part of the line a·x + b·y = c that lies in the rectangle `x` × `y`, if any.
pub fn clip([a, b]: [f64; 2], c: f64, x: [f64; 2], y: [f64; 2]) -> Option<[[f64; 2]; 2]> {
    if !(a.is_finite() && b.is_finite() && c.is_finite()) {
        return None;
    }
    if b.abs() < a.abs() {
        // Steep: the same with x and y in each other's place.
        return clip([b, a], c, y, x).map(|ends| ends.map(|[y, x]| [x, y]));
    }
    let ends = x.map(|x| {
        let height = (c - a * x) / b;
        let edge = if height < y[0] { y[0] } else { y[1] };
        if (y[0]..=y[1]).contains(&height) {
            [x, height]
        } else {
            [(c - b * edge) / a, edge]
        }
    });
    // A line that misses the rectangle is cut outside of it; no line at all, nowhere.
    let inside = ends.iter().all(|end| (x[0]..=x[1]).contains(&end[0]));
    (inside && ends[0] != ends[1]).then_some(ends)
}

/// Leaves out the points of a polyline that lie within `tolerance` of what is left
/// (Ramer 1972, Douglas and Peucker 1973). Its ends stay.
pub fn simplify(line: &[[f64; 2]], tolerance: f64) -> Vec<[f64; 2]> {
    let Some(last) = line.len().checked_sub(1) else {
        return Vec::new();
    };
    let mut keep = vec![false; line.len()];
    keep[0] = true;
    keep[last] = true;
    let mut spans = vec![(0, last)];
    while let Some((from, to)) = spans.pop() {
        let mut farthest = (from, tolerance);
        for (index, &point) in line.iter().enumerate().take(to).skip(from + 1) {
            let distance = distance(point, line[from], line[to]);
            if distance > farthest.1 {
                farthest = (index, distance);
            }
        }
        if farthest.0 != from {
            keep[farthest.0] = true;
            spans.push((from, farthest.0));
            spans.push((farthest.0, to));
        }
    }
    line.iter()
        .zip(keep)
        .filter(|(_, keep)| *keep)
        .map(|(&point, _)| point)
        .collect()
}

/// From a point to the segment between two others.
pub fn distance(point: [f64; 2], from: [f64; 2], to: [f64; 2]) -> f64 {
    let along = [to[0] - from[0], to[1] - from[1]];
    let offset = [point[0] - from[0], point[1] - from[1]];
    let length2 = along[0] * along[0] + along[1] * along[1];
    let part = if length2 > 0.0 {
        ((offset[0] * along[0] + offset[1] * along[1]) / length2).clamp(0.0, 1.0)
    } else {
        0.0
    };
    let rest = [offset[0] - part * along[0], offset[1] - part * along[1]];
    (rest[0] * rest[0] + rest[1] * rest[1]).sqrt()
}

#[cfg(test)]
mod tests {
    use super::*;

    const UNIT: [f64; 2] = [0.0, 1.0];

    #[test]
    fn clips_to_the_rectangle() {
        assert_eq!(
            clip([1.0, 0.0], 0.25, UNIT, UNIT),
            Some([[0.25, 0.0], [0.25, 1.0]])
        );
        assert_eq!(
            clip([0.0, 2.0], 1.0, UNIT, UNIT),
            Some([[0.0, 0.5], [1.0, 0.5]])
        );
        assert_eq!(
            clip([1.0, 1.0], 0.5, UNIT, UNIT),
            Some([[0.0, 0.5], [0.5, 0.0]])
        );
        assert_eq!(
            clip([1.0, -1.0], 0.0, UNIT, UNIT),
            Some([[0.0, 0.0], [1.0, 1.0]])
        );
    }

    #[test]
    fn what_misses_the_rectangle_or_is_no_line_gives_nothing() {
        assert_eq!(clip([1.0, 1.0], 3.0, UNIT, UNIT), None);
        assert_eq!(clip([0.0, 0.0], 1.0, UNIT, UNIT), None);
        assert_eq!(clip([0.0, 0.0], 0.0, UNIT, UNIT), None);
        assert_eq!(clip([f64::NAN, 1.0], 0.5, UNIT, UNIT), None);
        assert_eq!(clip([f64::INFINITY, 1.0], 0.5, UNIT, UNIT), None);
    }

    #[test]
    fn a_straight_line_keeps_its_ends_only() {
        let line: Vec<_> = (0..50)
            .map(|i| [f64::from(i), 2.0 * f64::from(i)])
            .collect();
        assert_eq!(simplify(&line, 0.1), [[0.0, 0.0], [49.0, 98.0]]);
    }

    #[test]
    fn nothing_is_farther_away_than_the_tolerance() {
        let arc: Vec<_> = (0..=200)
            .map(|i| {
                let angle = f64::from(i) / 200.0 * std::f64::consts::TAU;
                [100.0 * angle.cos(), 100.0 * angle.sin()]
            })
            .collect();
        let simple = simplify(&arc, 0.5);
        assert!(simple.len() < 50, "{}", simple.len());
        for &point in &arc {
            let nearest = simple
                .windows(2)
                .map(|pair| distance(point, pair[0], pair[1]))
                .fold(f64::INFINITY, f64::min);
            assert!(nearest <= 0.5);
        }
    }

    #[test]
    fn short_lines_stay_as_they_are() {
        assert!(simplify(&[], 1.0).is_empty());
        assert_eq!(simplify(&[[1.0, 2.0]], 1.0), [[1.0, 2.0]]);
    }
}
