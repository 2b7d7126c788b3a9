use super::*;

#[test]
fn a_circle_is_one_ring_of_its_radius() {
    let distance = |u: f64, v: f64| (u - 0.5).hypot(v - 0.5);
    let lines = contour(&Field::from_fn(65, distance), 0.3);
    assert_eq!(lines.len(), 1);
    let ring = &lines[0];
    assert_eq!(ring.first(), ring.last());
    assert!(ring.len() > 64);
    for &[u, v] in ring {
        assert!((distance(u, v) - 0.3).abs() < 2e-4, "{u} {v}");
    }
}

#[test]
fn higher_values_lie_on_the_left() {
    let ring = &contour(&Field::from_fn(33, |u, v| -(u - 0.5).hypot(v - 0.5)), -0.3)[0];
    let twice_area: f64 = ring
        .windows(2)
        .map(|pair| pair[0][0] * pair[1][1] - pair[1][0] * pair[0][1])
        .sum();
    assert!(twice_area > 0.0, "a hill is walked round counterclockwise");
}

#[test]
fn a_plane_is_one_straight_line_from_edge_to_edge() {
    let lines = contour(&Field::from_fn(17, |u, v| u + 2.0 * v), 1.3);
    assert_eq!(lines.len(), 1);
    for &[u, v] in &lines[0] {
        assert!((u + 2.0 * v - 1.3).abs() < 1e-6);
    }
    let (first, last) = (lines[0][0], lines[0][lines[0].len() - 1]);
    assert!(
        (first[0] - last[0]).abs() > 1.0 - 1e-6,
        "crosses the whole square"
    );
}

#[test]
fn a_saddle_joins_what_its_middle_joins() {
    // Two by two nodes, high at bottom left and top right.
    let saddle = |corner: f64| Field::from_fn(2, move |u, v| if u == v { corner } else { 0.0 });
    for (corner, joined) in [(0.8, false), (1.2, true)] {
        let lines = contour(&saddle(corner), 0.5);
        assert_eq!(lines.len(), 2);
        for line in lines {
            let middle = [
                (line[0][0] + line[1][0]) / 2.0,
                (line[0][1] + line[1][1]) / 2.0,
            ];
            // Joined lines cut off the low corners, on the falling diagonal.
            let cuts_low_corner = (middle[0] + middle[1] - 1.0).abs() < 1e-6;
            assert_eq!(cuts_low_corner, joined, "{corner} {middle:?}");
        }
    }
}

#[test]
fn several_lines_are_kept_apart() {
    let waves = |u: f64, _: f64| (u * 12.0).sin();
    assert_eq!(contour(&Field::from_fn(80, waves), 0.0).len(), 3);
    let islands = |u: f64, v: f64| (u * 12.0).sin() * (v * 12.0).sin();
    assert!(contour(&Field::from_fn(80, islands), 0.5).len() > 5);
}

#[test]
fn lines_end_where_values_do() {
    let hole = |u: f64, v: f64| if u > 0.5 { f64::NAN } else { v };
    let lines = contour(&Field::from_fn(21, hole), 0.42);
    assert_eq!(lines.len(), 1);
    assert!(lines[0].iter().all(|point| point[0] <= 0.5));
}

#[test]
fn flat_and_empty_fields_have_no_lines() {
    assert!(contour(&Field::from_fn(9, |_, _| 0.5), 0.5).is_empty());
    assert!(contour(&Field::from_fn(9, |_, _| f64::NAN), 0.5).is_empty());
    assert!(contour(&Field::default(), 0.5).is_empty());
}
