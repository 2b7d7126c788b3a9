//! Activation functions: a = f(z) and f′, which every one of them can give from a alone.

use serde::{Deserialize, Serialize};

use super::block::Block;
use super::functions;

/// What a neuron does to its weighted sum: a = f(z).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Activation {
    /// σ(z) = 1 / (1 + e⁻ᶻ), between 0 and 1.
    Sigmoid,
    /// tanh z, between −1 and 1.
    Tanh,
    /// max(0, z).
    Relu,
    /// z where positive, else [`Activation::LEAK`]·z.
    LeakyRelu,
    /// z itself.
    Identity,
}

impl Activation {
    /// The slope of [`Activation::LeakyRelu`] below zero (Maas et al. 2013).
    pub const LEAK: f64 = 0.01;

    /// f(z).
    #[inline(always)]
    pub fn apply(self, z: f64) -> f64 {
        match self {
            Activation::Sigmoid => functions::sigmoid(z),
            Activation::Tanh => functions::tanh(z),
            // Written so that NaN stays NaN: a diverged run must not look like a quiet one.
            Activation::Relu => {
                if z < 0.0 {
                    0.0
                } else {
                    z
                }
            }
            Activation::LeakyRelu => {
                if z < 0.0 {
                    Self::LEAK * z
                } else {
                    z
                }
            }
            Activation::Identity => z,
        }
    }

    /// f′(z), from a = f(z): σ′ = a(1 − a), tanh′ = 1 − a²; at the kink of the two ReLUs the
    /// slope of the left side.
    #[inline(always)]
    pub fn derivative(self, a: f64) -> f64 {
        match self {
            Activation::Sigmoid => a * (1.0 - a),
            Activation::Tanh => 1.0 - a * a,
            Activation::Relu => {
                if a > 0.0 {
                    1.0
                } else {
                    0.0
                }
            }
            Activation::LeakyRelu => {
                if a > 0.0 {
                    1.0
                } else {
                    Self::LEAK
                }
            }
            Activation::Identity => 1.0,
        }
    }

    /// [`apply`](Self::apply) on whole blocks: `a = f(z)`; the function is chosen once, outside
    /// the loop.
    pub fn apply_blocks(self, z: &[Block], a: &mut [Block]) {
        match self {
            Activation::Sigmoid => map(z, a, |z| Activation::Sigmoid.apply(z)),
            Activation::Tanh => map(z, a, |z| Activation::Tanh.apply(z)),
            Activation::Relu => map(z, a, |z| Activation::Relu.apply(z)),
            Activation::LeakyRelu => map(z, a, |z| Activation::LeakyRelu.apply(z)),
            Activation::Identity => a.copy_from_slice(z),
        }
    }

    /// Multiplies `delta` by f′: `delta *= f′(a)`.
    pub fn times_derivative(self, a: &[Block], delta: &mut [Block]) {
        match self {
            Activation::Sigmoid => scale(a, delta, |a| Activation::Sigmoid.derivative(a)),
            Activation::Tanh => scale(a, delta, |a| Activation::Tanh.derivative(a)),
            Activation::Relu => scale(a, delta, |a| Activation::Relu.derivative(a)),
            Activation::LeakyRelu => scale(a, delta, |a| Activation::LeakyRelu.derivative(a)),
            Activation::Identity => {}
        }
    }
}

#[inline(always)]
fn map(z: &[Block], a: &mut [Block], f: impl Fn(f64) -> f64) {
    for (z, a) in z.iter().zip(a) {
        *a = z.map(&f);
    }
}

#[inline(always)]
fn scale(a: &[Block], delta: &mut [Block], derivative: impl Fn(f64) -> f64) {
    for (a, delta) in a.iter().zip(delta) {
        let slope = a.map(&derivative);
        for (delta, slope) in delta.iter_mut().zip(slope) {
            *delta *= slope;
        }
    }
}
