//! What a network's widths are: known when it is made, or already when this is compiled.
//!
//! All of the engine is generic over it, so there is one source of the mathematics. Where the
//! widths are constants, its loops unroll and its arrays become registers, which makes the
//! notebook's network several times as fast; the order of every sum, and so every bit, is the same.

use super::activation::Activation;
use super::block::{Block, LANES};
use super::loss::Loss;
use super::optimizer::Rule;

/// Widths of all layers, and storage that fits them.
pub trait Shape: Clone {
    /// A number for each parameter.
    type Parameters: AsRef<[f64]> + AsMut<[f64]> + Clone + Default;
    /// Room for the values of all layers for a batch of examples.
    type Blocks: AsRef<[Block]> + AsMut<[Block]> + Clone + Default;

    /// Whether there are exactly two layers with weights, so that `upward!` and `downward!`
    /// can be written out.
    const TWO_LAYERS: bool;

    /// How many examples a batch has, where that is always the same.
    const EXAMPLES: Option<usize>;

    /// What else is always the same, if anything.
    const CHOICES: Option<Choices>;

    /// Widths of all layers, inputs first: n₀ to n_L.
    fn sizes(&self) -> &[usize];

    /// For each of [`sizes`](Self::sizes), and once more for the end: how many neurons come before.
    fn neurons_before(&self) -> &[usize];

    /// For each of [`sizes`](Self::sizes), and once more for the end: how many parameters come
    /// before those of this layer. Inputs have none.
    fn parameters_before(&self) -> &[usize];

    /// L, the number of layers that have weights.
    #[inline(always)]
    fn layers(&self) -> usize {
        self.sizes().len() - 1
    }
}

/// What a network computes and how it learns, known when this is compiled; there is no penalty.
pub struct Choices {
    /// Of all layers.
    pub activation: Activation,
    /// The loss of one example.
    pub loss: Loss,
    /// From gradient to update.
    pub rule: Rule,
}

/// Any widths, for any number of examples.
#[derive(Clone, Debug, PartialEq)]
pub struct Sizes {
    sizes: Vec<usize>,
    neurons_before: Vec<usize>,
    parameters_before: Vec<usize>,
}

impl Sizes {
    /// Widths of all layers, inputs first.
    pub fn new(sizes: &[usize]) -> Self {
        let mut neurons_before = vec![0];
        let mut parameters_before = vec![0];
        let (mut neurons, mut parameters) = (0, 0);
        for (layer, &width) in sizes.iter().enumerate() {
            neurons += width;
            neurons_before.push(neurons);
            parameters += if layer == 0 {
                0
            } else {
                (sizes[layer - 1] + 1) * width
            };
            parameters_before.push(parameters);
        }
        Sizes {
            sizes: sizes.to_vec(),
            neurons_before,
            parameters_before,
        }
    }
}

impl Shape for Sizes {
    type Parameters = Vec<f64>;
    type Blocks = Vec<Block>;

    const TWO_LAYERS: bool = false;
    const EXAMPLES: Option<usize> = None;
    const CHOICES: Option<Choices> = None;

    #[inline(always)]
    fn sizes(&self) -> &[usize] {
        &self.sizes
    }

    #[inline(always)]
    fn neurons_before(&self) -> &[usize] {
        &self.neurons_before
    }

    #[inline(always)]
    fn parameters_before(&self) -> &[usize] {
        &self.parameters_before
    }
}

/// The notebook's network, 2-2-1, for one block of examples, as the notebook trains it.
#[derive(Clone, Debug, PartialEq)]
pub struct TwoTwoOne;

impl Shape for TwoTwoOne {
    type Parameters = [f64; 9];
    type Blocks = [Block; 5];

    const TWO_LAYERS: bool = true;
    const EXAMPLES: Option<usize> = Some(LANES);
    const CHOICES: Option<Choices> = Some(Choices {
        activation: Activation::Sigmoid,
        loss: Loss::CrossEntropy,
        rule: Rule::GradientDescent,
    });

    #[inline(always)]
    fn sizes(&self) -> &[usize] {
        &[2, 2, 1]
    }

    #[inline(always)]
    fn neurons_before(&self) -> &[usize] {
        &[0, 2, 4, 5]
    }

    #[inline(always)]
    fn parameters_before(&self) -> &[usize] {
        &[0, 0, 6, 9]
    }
}

/// Does something for each layer from 1 to L. Written out where the shape has two layers: LLVM
/// does not unroll loops whose body is a whole layer, and then nothing in it is constant.
macro_rules! upward {
    ($shape:ty, $layers:expr, $layer:ident => $body:block) => {
        if <$shape>::TWO_LAYERS {
            let $layer = 1;
            $body
            let $layer = 2;
            $body
        } else {
            for $layer in 1..=$layers $body
        }
    };
}

/// Does something for each layer from L to 1: see `upward!`.
macro_rules! downward {
    ($shape:ty, $layers:expr, $layer:ident => $body:block) => {
        if <$shape>::TWO_LAYERS {
            let $layer = 2;
            $body
            let $layer = 1;
            $body
        } else {
            for $layer in (1..=$layers).rev() $body
        }
    };
}

pub(super) use {downward, upward};
