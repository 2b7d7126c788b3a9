//! The hidden space: where the hidden layers take the input plane.
//!
//! The output neuron sees nothing but the activations of the last hidden layer, and it can only
//! draw a straight line there. With two units that space is a plane (a₁, a₂): the picture shows
//! the grid of the input plane as the hidden layers fold it, the data, and the line.

use plotters::style::text_anchor::{HPos, VPos};
use plotters::style::{Color, RGBAColor};
use plotters_backend::DrawingBackend;

use super::domain::Domain;
use super::field::Field;
use super::fold::{axis_range, folded_grid, place, threshold};
use super::line::{clip, simplify};
use super::marks::Marker;
use super::pen::{Area, Drawn, Pen};
use super::plot::{Margins, Plot};
use super::probe::Probe;
use super::style::Style;
use super::ticks;
use crate::engine::Network;
use crate::text::{concat, digits};
use crate::training::Run;

const MARGINS: Margins = Margins {
    left: 36.0,
    right: 12.0,
    top: 24.0,
    bottom: 26.0,
};
/// Nodes a side of the picture behind: the output changes only along one direction.
const NODES: usize = 65;

/// Work space for drawing hidden spaces.
#[derive(Clone, Debug, Default)]
pub struct HiddenSpace {
    probe: Probe,
    /// For the output layer alone.
    last: Probe,
    field: Field,
    pixels: Vec<[u8; 4]>,
}

/// Draws the hidden space: a plane for two units or more (then the first two), a line for one,
/// and words for none.
///
/// # Errors
/// Those of the backend.
pub fn draw<DB: DrawingBackend>(
    area: &Area<DB>,
    run: &Run,
    style: &Style,
    space: &mut HiddenSpace,
) -> Drawn<DB> {
    let pen = Pen::new(area, style)?;
    let network = run.network();
    let layer = network.layers() - 1;
    if layer == 0 {
        let (width, height) = pen.size();
        let middle = (width as i32 / 2, height as i32 / 2);
        return pen.text(
            "no hidden layer",
            middle,
            (HPos::Center, VPos::Center),
            style.muted,
        );
    }
    let grid = folded_grid(network, Domain::around(run.points()), &mut space.probe);
    let range = axis_range(network.activation(layer), grid.iter().flatten());
    let units = network.sizes()[layer];
    let y = if units == 1 { [0.0, 1.0] } else { range };
    let Some(plot) = Plot::fill(&pen, MARGINS, range, y) else {
        return Ok(());
    };
    let plot = if units == 1 { plot } else { plot.square() };
    if units <= 2 {
        output(&pen, network, &plot, space)?;
    }
    if units >= 2 {
        for line in &grid {
            path(&pen, &plot, line, style.ink.mix(0.4), 1.0)?;
        }
    }
    if units <= 2 {
        dividing_line(&pen, network, &plot)?;
    }
    data(&pen, run, &plot)?;
    axes(&pen, &plot, layer, units)
}

/// The output over the hidden space, as colours.
fn output<DB: DrawingBackend>(
    pen: &Pen<DB>,
    network: &Network,
    plot: &Plot,
    space: &mut HiddenSpace,
) -> Drawn<DB> {
    let layer = network.layers();
    let (weights, bias) = (network.weights(layer), network.biases(layer)[0]);
    let second = weights.get(1).copied().unwrap_or(0.0);
    // The output layer as a network of its own.
    let activation = network.activation(layer);
    let mut last = Network::new(&[2, 1], activation, activation);
    last.parameters_mut()
        .copy_from_slice(&[weights[0], second, bias]);
    let at =
        |node: usize, [low, high]: [f64; 2]| low + (high - low) * node as f64 / (NODES - 1) as f64;
    space.field.resize(NODES);
    for row in 0..NODES {
        let a2 = at(row, plot.y);
        let inputs: Vec<[f64; 2]> = (0..NODES).map(|column| [at(column, plot.x), a2]).collect();
        let pass = space.last.ask(&last, &inputs);
        for (column, &a) in pass.a_of(1, 0).iter().enumerate() {
            space.field.set(row, column, a);
        }
    }
    plot.picture(pen, &mut space.field, &mut space.pixels)
}

/// Where the output is one half.
fn dividing_line<DB: DrawingBackend>(pen: &Pen<DB>, network: &Network, plot: &Plot) -> Drawn<DB> {
    let layer = network.layers();
    let weights = network.weights(layer);
    let normal = [weights[0], weights.get(1).copied().unwrap_or(0.0)];
    let level = threshold(network.activation(layer)) - network.biases(layer)[0];
    match clip(normal, level, plot.x, plot.y) {
        Some(ends) => path(pen, plot, &ends, pen.style.ink.into(), 1.75),
        None => Ok(()),
    }
}

/// A polyline, in pieces where it is not finite.
fn path<DB: DrawingBackend>(
    pen: &Pen<DB>,
    plot: &Plot,
    line: &[[f64; 2]],
    color: RGBAColor,
    width: f64,
) -> Drawn<DB> {
    let tolerance = 0.35 * (plot.x[1] - plot.x[0]) / f64::from(plot.width);
    for piece in line.split(|point| !(point[0].is_finite() && point[1].is_finite())) {
        let points = simplify(piece, tolerance).into_iter();
        let pixels: Vec<_> = points.map(|[x, y]| plot.at(x, y)).collect();
        if pixels.len() > 1 {
            pen.path(pixels, color, width)?;
        }
    }
    Ok(())
}

fn data<DB: DrawingBackend>(pen: &Pen<DB>, run: &Run, plot: &Plot) -> Drawn<DB> {
    let marker = Marker::new(run.points().len(), plot.width.min(plot.height), pen);
    let only_one = run.network().sizes()[run.network().layers() - 1] == 1;
    for (example, point) in run.points().iter().enumerate() {
        let [x, mut y] = place(run.pass(), run.network(), example);
        if only_one {
            // On a line the targets are told apart by their height.
            y = if point[2] < 0.5 { 1.0 / 3.0 } else { 2.0 / 3.0 };
        }
        if x.is_finite() && y.is_finite() {
            marker.draw(pen, plot.at(x, y), point[2])?;
        }
    }
    Ok(())
}

fn axes<DB: DrawingBackend>(pen: &Pen<DB>, plot: &Plot, layer: usize, units: usize) -> Drawn<DB> {
    plot.frame(pen)?;
    plot.x_axis(pen, &ticks::linear(plot.x[0], plot.x[1], 4))?;
    let (beside, above) = (plot.left - pen.px(8.0), plot.top - pen.px(4.0));
    let row = plot.bottom() + pen.px(8.0);
    pen.text("a₁", (beside, row), (HPos::Right, VPos::Top), pen.style.ink)?;
    if units > 1 {
        plot.y_axis(pen, &ticks::linear(plot.y[0], plot.y[1], 4), false)?;
        pen.text(
            "a₂",
            (beside, above),
            (HPos::Right, VPos::Bottom),
            pen.style.ink,
        )?;
    }
    if units > 2 {
        let [layer, units] = [layer, units].map(|number| digits(number as u64));
        let note = concat(&["layer ", &layer, ", units 1–2 of ", &units]);
        pen.text(
            &note,
            (plot.right(), above),
            (HPos::Right, VPos::Bottom),
            pen.style.muted,
        )?;
    }
    Ok(())
}
