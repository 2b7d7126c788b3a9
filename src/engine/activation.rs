//! Activation functions: a = f(z) and f′, which every one of them can give from a alone.

use super::block::{Block, select};
use super::functions;
use super::words::words;

words! {
    /// What a neuron does to its weighted sum: a = f(z).
    pub enum Activation {
        /// σ(z) = 1 / (1 + e⁻ᶻ), between 0 and 1.
        Sigmoid = "sigmoid",
        /// tanh z, between −1 and 1.
        Tanh = "tanh",
        /// max(0, z).
        Relu = "relu",
        /// z where positive, else [`Activation::LEAK`]·z.
        LeakyRelu = "leaky-relu",
        /// z itself.
        Identity = "identity",
    }
}

impl Activation {
    /// The slope of [`Activation::LeakyRelu`] below zero (Maas et al. 2013).
    pub const LEAK: f64 = 0.01;

    /// f(z), for four examples.
    #[inline(always)]
    pub fn apply(self, z: Block) -> Block {
        match self {
            Activation::Sigmoid => functions::sigmoid4(z),
            Activation::Tanh => functions::tanh4(z),
            // Written so that NaN stays NaN: a diverged run must not look like a quiet one.
            Activation::Relu => select(z.simd_lt(Block::ZERO), Block::ZERO, z),
            Activation::LeakyRelu => select(z.simd_lt(Block::ZERO), z * Self::LEAK, z),
            Activation::Identity => z,
        }
    }

    /// f′(z), from a = f(z): σ′ = a(1 − a), tanh′ = 1 − a²; at the kink of the two ReLUs the
    /// slope of the left side. For four examples.
    #[inline(always)]
    pub fn derivative(self, a: Block) -> Block {
        let positive = || Block::ZERO.simd_lt(a);
        match self {
            Activation::Sigmoid => a * (Block::ONE - a),
            Activation::Tanh => Block::ONE - a * a,
            Activation::Relu | Activation::LeakyRelu => {
                let below = if self == Activation::Relu {
                    0.0
                } else {
                    Self::LEAK
                };
                select(positive(), Block::ONE, Block::splat(below))
            }
            Activation::Identity => Block::ONE,
        }
    }

    /// [`apply`](Self::apply) on whole blocks: `a = f(z)`.
    #[inline(always)]
    pub fn apply_blocks(self, z: &[Block], a: &mut [Block]) {
        // The function is chosen once, outside the loop.
        match self {
            Activation::Sigmoid => map(Activation::Sigmoid, z, a),
            Activation::Tanh => map(Activation::Tanh, z, a),
            Activation::Relu => map(Activation::Relu, z, a),
            Activation::LeakyRelu => map(Activation::LeakyRelu, z, a),
            Activation::Identity => a.copy_from_slice(z),
        }
    }

    /// Multiplies `delta` by f′: `delta *= f′(a)`.
    #[inline(always)]
    pub fn times_derivative(self, a: &[Block], delta: &mut [Block]) {
        match self {
            Activation::Sigmoid => scale(Activation::Sigmoid, a, delta),
            Activation::Tanh => scale(Activation::Tanh, a, delta),
            Activation::Relu | Activation::LeakyRelu => scale(self, a, delta),
            Activation::Identity => {}
        }
    }
}

#[inline(always)]
fn map(activation: Activation, z: &[Block], a: &mut [Block]) {
    for (&z, a) in z.iter().zip(a) {
        *a = activation.apply(z);
    }
}

#[inline(always)]
fn scale(activation: Activation, a: &[Block], delta: &mut [Block]) {
    for (&a, delta) in a.iter().zip(delta) {
        *delta *= activation.derivative(a);
    }
}
