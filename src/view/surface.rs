//! The decision surface: what the network answers over the input plane.
//!
//! The network is evaluated in f64 on a grid of nodes, a row at a time; the picture between the
//! nodes is interpolated ([`Field`]).

use plotters::style::Color;
use plotters::style::text_anchor::{HPos, VPos};
use plotters_backend::{BackendCoord, DrawingBackend};

use super::domain::Domain;
use super::field::Field;
use super::line::clip;
use super::marks::{Marker, label};
use super::pen::{Area, Drawn, Pen};
use super::plot::{Margins, Plot};
use super::probe::Probe;
use super::style::Style;
use super::ticks;
use crate::engine::{Activation, Network};
use crate::text::digits;
use crate::training::Run;

const MARGINS: Margins = Margins {
    left: 32.0,
    right: 9.0,
    top: 9.0,
    bottom: 26.0,
};
/// Hidden layers wider than this have no lines of their own in the picture.
const MOST_UNIT_LINES: usize = 8;

/// The inputs of a logic gate, and their names.
const CORNERS: [(f64, f64, &str); 4] = [
    (0.0, 0.0, "(0,0)"),
    (0.0, 1.0, "(0,1)"),
    (1.0, 0.0, "(1,0)"),
    (1.0, 1.0, "(1,1)"),
];

/// Work space for drawing surfaces, and the last one drawn.
#[derive(Clone, Debug, Default)]
pub struct Surface {
    /// Whether the next one shows the part of the plane that the last one showed, as long as all the
    /// data lie in it: while points are added by hand, none may move away from under the pointer.
    pub stays: bool,
    /// Where the last one is: left, top and side of its square in pixels, then least x₁, least x₂ and
    /// side of it in the plane.
    pub place: Option<[f64; 6]>,
    field: Field,
    probe: Probe,
    row: Vec<[f64; 2]>,
    pixels: Vec<[u8; 4]>,
}

impl Surface {
    /// Evaluates the network on `nodes` × `nodes` points of the domain.
    pub fn evaluate(&mut self, network: &Network, domain: Domain, nodes: usize) -> &Field {
        self.field.resize(nodes);
        let nodes = self.field.nodes();
        let part = |i: usize| i as f64 / (nodes - 1) as f64;
        for row in 0..nodes {
            self.row.clear();
            self.row
                .extend((0..nodes).map(|column| domain.at(part(column), part(row))));
            let pass = self.probe.ask(network, &self.row);
            for (column, &a) in pass.a_of(network.layers(), 0).iter().enumerate() {
                self.field.set(row, column, a);
            }
        }
        &self.field
    }

    /// Fills a plot with what was evaluated last.
    pub fn paint<DB: DrawingBackend>(&mut self, pen: &Pen<DB>, plot: &Plot) {
        plot.picture(pen, &mut self.field, &mut self.pixels);
    }
}

/// How many nodes a side to evaluate: as many as a few milliseconds allow, from 32 to 256.
pub fn nodes_for(network: &Network) -> usize {
    let cost: usize = (1..=network.layers())
        .map(|layer| {
            let [inputs, neurons] = [network.sizes()[layer - 1], network.sizes()[layer]];
            // In multiplications and additions: an exponential costs about as much as 20.
            let activation = match network.activation(layer) {
                Activation::Sigmoid | Activation::Tanh => 20,
                _ => 1,
            };
            neurons * (inputs + 2 + activation)
        })
        .sum();
    let affordable = (12e6 / cost.max(1) as f64).sqrt() as usize;
    (affordable / 16 * 16).clamp(32, 256)
}

/// Draws the surface, its 0.5 contour, the line on which each unit of the first hidden layer
/// has z = 0, and the data.
///
/// # Errors
/// Those of the backend.
pub fn draw<DB: DrawingBackend>(
    area: &Area<DB>,
    run: &Run,
    style: &Style,
    surface: &mut Surface,
) -> Drawn<DB> {
    let pen = Pen::new(area, style);
    let network = run.network();
    let points = run.points();
    let last = match surface.place {
        Some([_, _, _, x1, x2, side]) if surface.stays => Some(Domain {
            low: [x1, x2],
            side,
        }),
        _ => None,
    };
    let domain = last
        .filter(|last| points.iter().all(|&[x1, x2, _]| last.holds(x1, x2)))
        .unwrap_or_else(|| Domain::around(points));
    let Some(plot) = Plot::fill(&pen, MARGINS, domain.range(0), domain.range(1)) else {
        return pen.end();
    };
    let plot = plot.square();
    let [left, top, width] = [plot.left, plot.top, plot.width].map(f64::from);
    surface.place = Some([left, top, width, domain.low[0], domain.low[1], domain.side]);
    let side = plot.width as usize;
    // A node every third pixel is as good as one at each: nothing in between can be seen.
    let nodes = nodes_for(network).min((side / 3).max(128));
    surface.evaluate(network, domain, nodes);
    surface.paint(&pen, &plot);

    plot.contour(&pen, &surface.field, 0.5, 1.75);
    unit_lines(&pen, network, &plot);
    data(&pen, run, &plot, domain);
    axes(&pen, &plot);
    pen.end()
}

/// Where the units of the first hidden layer change sides: a dashed line for each, with its number
/// at one of its ends if there is room.
fn unit_lines<DB: DrawingBackend>(pen: &Pen<DB>, network: &Network, plot: &Plot) {
    let units = network.sizes()[1];
    if network.layers() < 2 || units > MOST_UNIT_LINES {
        return;
    }
    let room = pen.px(pen.style.font_size * 1.5);
    let apart = |a: BackendCoord, b: BackendCoord| (a.0 - b.0).abs().max((a.1 - b.1).abs());
    let mut labels: Vec<BackendCoord> = Vec::new();
    for (unit, bias) in network.biases(1).iter().enumerate() {
        let weights = &network.weights(1)[2 * unit..];
        let Some(ends) = clip([weights[0], weights[1]], -bias, plot.x, plot.y) else {
            continue;
        };
        let [from, to] = ends.map(|[x, y]| plot.at(x, y));
        let dashes = apart(from, to) / pen.px(6.0);
        let end = |dash: i32| {
            let along = |from: i32, to: i32| from + (to - from) * dash / dashes;
            (along(from.0, to.0), along(from.1, to.1))
        };
        for dash in (0..dashes).step_by(2) {
            let dash = vec![end(dash), end(dash + 1)];
            pen.path(dash, pen.style.ink.mix(0.5), 1.0);
        }
        if plot.width < 8 * room {
            continue;
        }
        for (x, y) in [from, to] {
            let inside =
                |at: i32, from: i32| at.clamp(from + room / 2, from + plot.width - room / 2);
            let place = (inside(x, plot.left), inside(y, plot.top));
            if labels.iter().all(|&label| apart(label, place) > room) {
                labels.push(place);
                label(pen, place, &digits(unit as u64 + 1));
                break;
            }
        }
    }
}

/// The data points; over a logic gate without noise, the names of its corners too.
fn data<DB: DrawingBackend>(pen: &Pen<DB>, run: &Run, plot: &Plot, domain: Domain) {
    let marker = Marker::new(run.points().len(), plot.width, pen);
    for &[x, y, target] in run.points() {
        marker.draw(pen, plot.at(x, y), target);
    }
    let hyperparameters = run.hyperparameters();
    if hyperparameters.dataset.gate().is_none() || hyperparameters.noise > 0.0 {
        return;
    }
    let away = marker.reach() + pen.px(pen.style.font_size * 0.5 + 4.0);
    // Fewer than four samples leave corners out of the picture.
    for (x, y, name) in CORNERS.into_iter().filter(|&(x, y, _)| domain.holds(x, y)) {
        let (column, row) = plot.at(x, y);
        let outward = if y > 0.5 { -away } else { away };
        label(pen, (column, row + outward), name);
    }
}

fn axes<DB: DrawingBackend>(pen: &Pen<DB>, plot: &Plot) {
    plot.frame(pen);
    let mut columns = ticks::linear(plot.x[0], plot.x[1], 4);
    let mut rows = ticks::linear(plot.y[0], plot.y[1], 4);
    // The names of the axes stand at their ends, in place of numbers.
    let name = plot.right() - pen.width("x₁");
    for tick in &mut columns {
        if plot.at(tick.at, plot.y[0]).0 + pen.width(&tick.label) / 2 > name {
            tick.label.clear();
        }
    }
    let name = plot.top + pen.px(pen.style.font_size * 1.4);
    for tick in &mut rows {
        if plot.at(plot.x[0], tick.at).1 < name {
            tick.label.clear();
        }
    }
    plot.x_axis(pen, &columns);
    plot.y_axis(pen, &rows, false);
    let below = (plot.right(), plot.bottom() + pen.px(8.0));
    pen.text("x₁", below, (HPos::Right, VPos::Top), pen.style.ink);
    let beside = (plot.left - pen.px(8.0), plot.top);
    pen.text("x₂", beside, (HPos::Right, VPos::Top), pen.style.ink);
}
