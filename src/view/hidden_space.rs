//! The hidden space: where the hidden layers take the input plane.
//!
//! The output neuron sees nothing but the activations of the last hidden layer, and it can only
//! draw a straight line there. With two units that space is a plane (a₁, a₂): the picture shows
//! the grid of the input plane as the hidden layers fold it, the data, and the line.

use plotters::element::{PathElement, Text};
use plotters::style::text_anchor::{HPos, VPos};
use plotters::style::{Color, ShapeStyle};
use plotters_backend::DrawingBackend;

use super::domain::Domain;
use super::field::Field;
use super::fold::{axis_range, folded_grid, place, threshold};
use super::line::{clip, simplify};
use super::marks::{Image, Marker};
use super::palette::Palette;
use super::plot::{Area, Drawn, Margins, Plot};
use super::style::Style;
use super::ticks;
use crate::engine::Network;
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
    field: Field,
    pixels: Vec<u8>,
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
    area.fill(&style.paper)?;
    let network = run.network();
    let layer = network.layers() - 1;
    if layer == 0 {
        let (width, height) = area.dim_in_pixel();
        let text = style.text(&style.muted, HPos::Center, VPos::Center);
        let middle = (width as i32 / 2, height as i32 / 2);
        return area.draw(&Text::new("no hidden layer", middle, text));
    }
    let grid = folded_grid(network, Domain::around(run.points()));
    let range = axis_range(network.activation(layer), grid.iter().flatten());
    let units = network.sizes()[layer];
    let y = if units == 1 { [0.0, 1.0] } else { range };
    let Some(plot) = Plot::fill(area.dim_in_pixel(), MARGINS, style, range, y) else {
        return Ok(());
    };
    let plot = if units == 1 { plot } else { plot.square() };
    if units <= 2 {
        output(area, network, &plot, style, space)?;
    }
    if units >= 2 {
        let faint = ShapeStyle::from(style.ink.mix(0.4)).stroke_width(style.px(1.0) as u32);
        for line in &grid {
            path(area, &plot, line, faint)?;
        }
    }
    if units <= 2 {
        dividing_line(area, network, &plot, style)?;
    }
    data(area, run, &plot, style)?;
    axes(area, &plot, units, style)
}

/// The output over the hidden space, as colours.
fn output<DB: DrawingBackend>(
    area: &Area<DB>,
    network: &Network,
    plot: &Plot,
    style: &Style,
    space: &mut HiddenSpace,
) -> Drawn<DB> {
    let layer = network.layers();
    let (weights, bias) = (network.weights(layer), network.biases(layer)[0]);
    let activation = network.activation(layer);
    space.field.resize(NODES);
    let at = |i: usize, [low, high]: [f64; 2]| low + (high - low) * i as f64 / (NODES - 1) as f64;
    for row in 0..NODES {
        let above = weights
            .get(1)
            .map_or(bias, |weight| bias + weight * at(row, plot.y));
        for column in 0..NODES {
            let z = above + weights[0] * at(column, plot.x);
            space.field.set(row, column, activation.apply(z));
        }
    }
    let (width, height) = (plot.width as usize, plot.height as usize);
    space
        .field
        .paint(&Palette::new(style), width, height, &mut space.pixels);
    let size = (width as u32, height as u32);
    area.draw(&Image {
        position: (plot.left, plot.top),
        size,
        pixels: &space.pixels,
    })
}

/// Where the output is one half.
fn dividing_line<DB: DrawingBackend>(
    area: &Area<DB>,
    network: &Network,
    plot: &Plot,
    style: &Style,
) -> Drawn<DB> {
    let layer = network.layers();
    let weights = network.weights(layer);
    let normal = [weights[0], weights.get(1).copied().unwrap_or(0.0)];
    let level = threshold(network.activation(layer)) - network.biases(layer)[0];
    let ink = ShapeStyle::from(style.ink).stroke_width(style.px(1.75) as u32);
    match clip(normal, level, plot.x, plot.y) {
        Some(ends) => path(area, plot, &ends, ink),
        None => Ok(()),
    }
}

/// A polyline, in pieces where it is not finite.
fn path<DB: DrawingBackend>(
    area: &Area<DB>,
    plot: &Plot,
    line: &[[f64; 2]],
    style: ShapeStyle,
) -> Drawn<DB> {
    let tolerance = 0.35 * (plot.x[1] - plot.x[0]) / f64::from(plot.width);
    for piece in line.split(|point| !(point[0].is_finite() && point[1].is_finite())) {
        let pixels: Vec<_> = simplify(piece, tolerance)
            .into_iter()
            .map(|[x, y]| plot.at(x, y))
            .collect();
        if pixels.len() > 1 {
            area.draw(&PathElement::new(pixels, style))?;
        }
    }
    Ok(())
}

fn data<DB: DrawingBackend>(area: &Area<DB>, run: &Run, plot: &Plot, style: &Style) -> Drawn<DB> {
    let marker = Marker::new(run.points().len(), plot.width.min(plot.height), style);
    for (example, point) in run.points().iter().enumerate() {
        let [x, mut y] = place(run.pass(), run.network(), example);
        if run.network().sizes()[run.network().layers() - 1] == 1 {
            // On a line the targets are told apart by their height.
            y = if point[2] < 0.5 { 1.0 / 3.0 } else { 2.0 / 3.0 };
        }
        if x.is_finite() && y.is_finite() {
            marker.draw(area, plot.at(x, y), point[2], style)?;
        }
    }
    Ok(())
}

fn axes<DB: DrawingBackend>(
    area: &Area<DB>,
    plot: &Plot,
    units: usize,
    style: &Style,
) -> Drawn<DB> {
    plot.frame(area, style)?;
    let x_ticks = ticks::linear(plot.x[0], plot.x[1], 4);
    plot.x_axis(area, &x_ticks, style)?;
    let row = plot.bottom() + style.px(8.0);
    let title = style.text(&style.ink, HPos::Right, VPos::Top);
    area.draw(&Text::new("a₁", (plot.left - style.px(8.0), row), title))?;
    if units > 1 {
        plot.y_axis(area, &ticks::linear(plot.y[0], plot.y[1], 4), false, style)?;
        let above = style.text(&style.ink, HPos::Right, VPos::Bottom);
        let corner = (plot.left - style.px(8.0), plot.top - style.px(4.0));
        area.draw(&Text::new("a₂", corner, above))?;
    }
    if units > 2 {
        let note = format!("units 1 and 2 of {units}");
        let text = style.text(&style.muted, HPos::Right, VPos::Bottom);
        area.draw(&Text::new(
            note,
            (plot.right(), plot.top - style.px(4.0)),
            text,
        ))?;
    }
    Ok(())
}
