//! How the hidden layers fold the input plane, without any drawing.

use super::domain::Domain;
use super::probe::Probe;
use super::projection::Projection;
use super::ticks;
use crate::engine::{Activation, Network};

/// Lines of the input grid in each direction.
const LINES: usize = 7;

/// The z at which an output neuron answers one half: f(z) = ½.
pub fn threshold(activation: Activation) -> f64 {
    match activation {
        Activation::Sigmoid => 0.0,
        // artanh ½ = ½ ln 3
        Activation::Tanh => 0.549_306_144_334_054_8,
        Activation::Relu | Activation::LeakyRelu | Activation::Identity => 0.5,
    }
}

/// The lines of a square grid over the domain, where the hidden layers take them on a plane of the
/// last one.
pub fn folded_grid(
    network: &Network,
    domain: Domain,
    plane: &Projection,
    probe: &mut Probe,
) -> Vec<Vec<[f64; 2]>> {
    let heavy = network.parameters().len() > 2000;
    let samples = if heavy { 17 } else { 49 };
    let part = |i: usize, count: usize| i as f64 / (count - 1) as f64;
    let mut inputs = Vec::with_capacity(2 * LINES * samples);
    for line in 0..LINES {
        let across = part(line, LINES);
        inputs.extend((0..samples).map(|i| domain.at(across, part(i, samples))));
        inputs.extend((0..samples).map(|i| domain.at(part(i, samples), across)));
    }
    let folded = plane.images(probe.ask(network, &inputs), network.layers() - 1);
    folded.chunks_exact(samples).map(<[_]>::to_vec).collect()
}

/// What an axis shows: all that the activation can give, or, where that has no end, a round
/// number beyond what is there, and 0.
pub fn axis_range<'p>(
    activation: Activation,
    places: impl Iterator<Item = &'p [f64; 2]>,
) -> [f64; 2] {
    let [low, high] = match activation {
        Activation::Sigmoid => [0.0, 1.0],
        Activation::Tanh => [-1.0, 1.0],
        _ => {
            let values = places.flatten().filter(|value| value.abs() < 1e300);
            let (low, high) = values.fold((0.0_f64, 0.0_f64), |(low, high), &a| {
                (low.min(a), high.max(a))
            });
            let high = ticks::round_up_finely(high.max(1e-3));
            // A leak below zero is a hundredth of what is above: not worth half the picture.
            [
                if -low > 0.02 * high {
                    -ticks::round_up_finely(-low)
                } else {
                    0.0
                },
                high,
            ]
        }
    };
    let air = 0.05 * (high - low);
    [low - air, high + air]
}
