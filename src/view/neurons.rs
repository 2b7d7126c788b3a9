//! What a single neuron answers over the input plane: a little surface of its own, without axes
//! and data.
//!
//! It shows the square around the data, as the decision surface does, in the same colours. Of an
//! output neuron it is that surface: a, from 0 to 1, and the line on which the answer is one half.
//! Elsewhere the colours span what the activation can give: 0 to 1 for the sigmoid, −1 to 1 for
//! tanh. Where that has no end, as for the ReLUs and for the inputs, they span −m to m with the
//! largest |a| in the picture as m, so that 0 is always the middle of the palette. The line of a
//! hidden neuron is the one on which z = 0; an input has none.

use plotters_backend::DrawingBackend;

use super::domain::Domain;
use super::field::Field;
use super::fold::threshold;
use super::pen::{Area, Drawn, Pen};
use super::plot::{Margins, Plot};
use super::probe::Probe;
use super::style::Style;
use crate::engine::{Activation, Network, Pass};
use crate::training::Run;

/// Nodes a side.
pub const NODES: usize = 32;

/// Work space for drawing neurons. One evaluation of the network serves all its neurons.
#[derive(Clone, Debug, Default)]
pub struct Neurons {
    probe: Probe,
    /// What the probe has been asked last.
    asked: Option<(Network, Domain)>,
    field: Field,
    pixels: Vec<[u8; 4]>,
}

impl Neurons {
    /// z and a of every neuron on the [`NODES`] × [`NODES`] nodes of the domain, row by row from
    /// the least x₂ up.
    pub fn evaluate(&mut self, network: &Network, domain: Domain) -> &Pass {
        let same = |(asked, of): &(Network, Domain)| *of == domain && asked.is_same(network);
        if !self.asked.as_ref().is_some_and(same) {
            self.asked = Some((network.clone(), domain));
            let part = |i: usize| i as f64 / (NODES - 1) as f64;
            let nodes = 0..NODES * NODES;
            let inputs: Vec<_> = nodes
                .map(|node| domain.at(part(node % NODES), part(node / NODES)))
                .collect();
            self.probe.ask(network, &inputs);
        }
        self.probe.answer()
    }
}

/// Draws a neuron of `layer` (0, the inputs, to L), which covers the area.
///
/// # Errors
/// Those of the backend.
///
/// # Panics
/// If there is no such layer or neuron.
pub fn draw<DB: DrawingBackend>(
    area: &Area<DB>,
    run: &Run,
    style: &Style,
    (layer, neuron): (usize, usize),
    neurons: &mut Neurons,
) -> Drawn<DB> {
    let pen = Pen::new(area, style);
    let network = run.network();
    let domain = Domain::around(run.points());
    let Some(plot) = Plot::fill(&pen, Margins::NONE, domain.range(0), domain.range(1)) else {
        return pen.end();
    };
    neurons.evaluate(network, domain);
    let (pass, field) = (neurons.probe.answer(), &mut neurons.field);
    let a = pass.a_of(layer, neuron);
    field.load(NODES, a, color_range(network, layer, a));
    plot.picture(&pen, field, &mut neurons.pixels);
    if layer == 0 {
        return pen.end();
    }
    // On z the line is exact even where a is flat beside it.
    field.load(NODES, pass.z_of(layer, neuron), [0.0, 1.0]);
    let level = if layer == network.layers() {
        threshold(network.activation(layer))
    } else {
        0.0
    };
    plot.contour(&pen, field, level, 1.0);
    pen.end()
}

/// What the two ends of the palette stand for.
fn color_range(network: &Network, layer: usize, a: &[f64]) -> [f64; 2] {
    let activation = match layer {
        0 => Activation::Identity,
        _ if layer == network.layers() => Activation::Sigmoid,
        _ => network.activation(layer),
    };
    match activation {
        Activation::Sigmoid => [0.0, 1.0],
        Activation::Tanh => [-1.0, 1.0],
        _ => {
            let finite = a.iter().map(|a| a.abs()).filter(|a| *a < f64::INFINITY);
            let largest = finite.fold(f64::MIN_POSITIVE, f64::max);
            [-largest, largest]
        }
    }
}
