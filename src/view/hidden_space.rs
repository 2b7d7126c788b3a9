//! The hidden space: where the hidden layers take the input plane.
//!
//! The output neuron sees nothing but the activations of the last hidden layer, and it can only
//! draw a straight line there. With two units that space is a plane (a₁, a₂): the picture shows
//! the grid of the input plane as the hidden layers fold it, the data, and the line. With more it
//! shows a plane of the space ([`Projection`]), what comes to lie on it from beside, and the
//! output and its line as they are on that plane: through the mean of the data if it is that of
//! the principal components, and through what the other units give on average if it is that of two.

use plotters::style::text_anchor::{HPos, VPos};
use plotters::style::{Color, RGBAColor};
use plotters_backend::DrawingBackend;

use super::decimal::{SUBSCRIPTS, in_digits};
use super::domain::Domain;
use super::fold::{axis_range, folded_grid, threshold};
use super::line::{clip, simplify};
use super::marks::Marker;
use super::pen::{Area, Drawn, Pen};
use super::plot::{Margins, Plot};
use super::probe::Probe;
use super::projection::Projection;
use super::style::Style;
use super::surface::Surface;
use super::ticks;
use crate::engine::{Activation, Network};
use crate::text::digits;
use crate::training::Run;

const MARGINS: Margins = Margins {
    left: 36.0,
    right: 12.0,
    top: 24.0,
    bottom: 26.0,
};
/// Nodes a side of the picture behind: the output changes only along one direction.
const NODES: usize = 65;

/// In the place of two units: the principal components of all.
pub const PRINCIPAL: [usize; 2] = [usize::MAX; 2];

/// Work space for drawing hidden spaces, and on which side their axes were.
#[derive(Clone, Debug, Default)]
pub struct HiddenSpace {
    probe: Probe,
    /// Of the output over the plane.
    picture: Surface,
    /// The last plane of principal components.
    before: Option<Projection>,
}

/// What u and v are.
enum Axes {
    /// The activations of two units.
    Units([usize; 2]),
    /// Principal components, and the part of the variance that is theirs.
    Principal(f64),
}

impl HiddenSpace {
    /// The plane that is shown of the run's last hidden layer: that of its units, if they are no
    /// more than two; else that of the `chosen` ones, if there are such, and they are two.
    fn plane(&mut self, run: &Run, chosen: [usize; 2]) -> (Projection, Axes) {
        let layer = run.network().layers() - 1;
        let units = run.network().sizes()[layer];
        let [first, second] = if units > 2 { chosen } else { [0, 1] };
        if units > 2 && (first >= units || second >= units || first == second) {
            let before = self.before.as_ref();
            let (plane, part) = Projection::principal(run.pass(), layer, units, before);
            self.before = Some(plane.clone());
            (plane, Axes::Principal(part))
        } else {
            let shown = [first, second];
            let plane = Projection::of_units(run.pass(), layer, units, shown);
            (plane, Axes::Units(shown))
        }
    }

    /// Where the examples lie in the picture of the same `chosen` units: (u, v) for each; none
    /// without a hidden layer.
    pub fn images(&mut self, run: &Run, chosen: [usize; 2]) -> Vec<[f64; 2]> {
        match run.network().layers() - 1 {
            0 => Vec::new(),
            layer => self.plane(run, chosen).0.images(run.pass(), layer),
        }
    }
}

/// Draws the hidden space: a plane for two units or more, a line for one, and words for none. Of
/// more than two units it shows the `chosen` two, counted from 0, or [`PRINCIPAL`] components.
///
/// # Errors
/// Those of the backend.
pub fn draw<DB: DrawingBackend>(
    area: &Area<DB>,
    run: &Run,
    chosen: [usize; 2],
    style: &Style,
    space: &mut HiddenSpace,
) -> Drawn<DB> {
    let pen = Pen::new(area, style);
    let network = run.network();
    let layer = network.layers() - 1;
    if layer == 0 {
        let (width, height) = pen.size();
        let middle = (width as i32 / 2, height as i32 / 2);
        let centred = (HPos::Center, VPos::Center);
        pen.text("no hidden layer", middle, centred, style.muted);
        return pen.end();
    }
    let units = network.sizes()[layer];
    let (plane, shown) = space.plane(run, chosen);
    let grid = folded_grid(
        network,
        Domain::around(run.points()),
        &plane,
        &mut space.probe,
    );
    let activation = match shown {
        Axes::Units(_) => network.activation(layer),
        // Sums of activations have no end that is theirs.
        Axes::Principal(_) => Activation::Identity,
    };
    let range = axis_range(activation, grid.iter().flatten());
    let y = if units == 1 { [0.0, 1.0] } else { range };
    let Some(plot) = Plot::fill(&pen, MARGINS, range, y) else {
        return pen.end();
    };
    let plot = if units == 1 { plot } else { plot.square() };
    let linear = plane.output(network);
    output(&pen, network, linear, &plot, space);
    if units >= 2 {
        for line in &grid {
            path(&pen, &plot, line, style.ink.mix(0.4), 1.0);
        }
    }
    dividing_line(&pen, network, linear, &plot);
    data(&pen, run, &plane, &plot);
    axes(&pen, &plot, units, shown);
    pen.end()
}

/// The output over the plane, as colours.
fn output<DB: DrawingBackend>(
    pen: &Pen<DB>,
    network: &Network,
    linear: [f64; 3],
    plot: &Plot,
    space: &mut HiddenSpace,
) {
    // The output layer as a network of its own.
    let activation = network.activation(network.layers());
    let mut last = Network::new(&[2, 1], activation, activation);
    last.parameters_mut().copy_from_slice(&linear);
    // Only a plot of one unit is no square, and there the output is the same at every height.
    let domain = Domain {
        low: [plot.x[0], plot.y[0]],
        side: plot.x[1] - plot.x[0],
    };
    space.picture.evaluate(&last, domain, NODES);
    space.picture.paint(pen, plot);
}

/// Where the output is one half.
fn dividing_line<DB: DrawingBackend>(
    pen: &Pen<DB>,
    network: &Network,
    [p, q, r]: [f64; 3],
    plot: &Plot,
) {
    let level = threshold(network.activation(network.layers())) - r;
    if let Some(ends) = clip([p, q], level, plot.x, plot.y) {
        path(pen, plot, &ends, pen.style.ink.into(), 1.75);
    }
}

/// A polyline, in pieces where it is not finite.
fn path<DB: DrawingBackend>(
    pen: &Pen<DB>,
    plot: &Plot,
    line: &[[f64; 2]],
    color: RGBAColor,
    width: f64,
) {
    let tolerance = 0.35 * (plot.x[1] - plot.x[0]) / f64::from(plot.width);
    for piece in line.split(|point| !(point[0].is_finite() && point[1].is_finite())) {
        let points = simplify(piece, tolerance).into_iter();
        let pixels: Vec<_> = points.map(|[x, y]| plot.at(x, y)).collect();
        if pixels.len() > 1 {
            pen.path(pixels, color, width);
        }
    }
}

fn data<DB: DrawingBackend>(pen: &Pen<DB>, run: &Run, plane: &Projection, plot: &Plot) {
    let marker = Marker::new(run.points().len(), plot.width.min(plot.height), pen);
    let layer = run.network().layers() - 1;
    let only_one = run.network().sizes()[layer] == 1;
    let images = plane.images(run.pass(), layer);
    for (point, [x, mut y]) in run.points().iter().zip(images) {
        if only_one {
            // On a line the targets are told apart by their height.
            y = if point[2] < 0.5 { 1.0 / 3.0 } else { 2.0 / 3.0 };
        }
        if x.is_finite() && y.is_finite() {
            marker.draw(pen, plot.at(x, y), point[2]);
        }
    }
}

fn axes<DB: DrawingBackend>(pen: &Pen<DB>, plot: &Plot, units: usize, shown: Axes) {
    let [x_name, y_name, note] = match shown {
        Axes::Units([x, y]) => [name(x), name(y), "others at their mean".into()],
        Axes::Principal(part) => {
            let percent = digits((part * 100.0 + 1e-9) as u64);
            ["PC 1".into(), "PC 2".into(), percent + " % of variance"]
        }
    };
    plot.frame(pen);
    plot.x_axis(pen, &ticks::linear(plot.x[0], plot.x[1], 4));
    let (beside, above) = (plot.left - pen.px(8.0), plot.top - pen.px(4.0));
    let below = (beside, plot.bottom() + pen.px(8.0));
    pen.text(&x_name, below, (HPos::Right, VPos::Top), pen.style.ink);
    if units > 1 {
        plot.y_axis(pen, &ticks::linear(plot.y[0], plot.y[1], 4), false);
        let end = (HPos::Right, VPos::Bottom);
        pen.text(&y_name, (beside, above), end, pen.style.ink);
    }
    if units > 2 {
        let end = (HPos::Right, VPos::Bottom);
        pen.text(&note, (plot.right(), above), end, pen.style.muted);
    }
}

/// a₁ for unit 0.
fn name(unit: usize) -> String {
    String::from("a") + &in_digits(unit as i32 + 1, &SUBSCRIPTS)
}
