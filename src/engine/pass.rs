//! The work space of one network on a batch of examples: inputs, targets, z, a and delta of
//! every layer, allocated once.
//!
//! Everything lies `[neuron * blocks + block][lane]`, examples innermost. A last block that is
//! not full is padded, and the padding of a and of delta is set to zero in every layer, not just
//! in the first: a gradient sums their products, so whatever the weights have come to, no padding
//! reaches it.

use std::ops::Range;

use super::block::{self, Block, LANES};
use super::shape::{Shape, Sizes};

/// z, a and delta of every layer for a batch of examples.
#[derive(Clone, Debug)]
pub struct Pass<S: Shape = Sizes> {
    pub(super) shape: S,
    pub(super) examples: usize,
    pub(super) targets: S::Blocks,
    // All layers in a row, from 0. Layer 0 of `a` are the inputs; that of `z` and `delta` is
    // there only so that one layer is in one place everywhere.
    pub(super) z: S::Blocks,
    pub(super) a: S::Blocks,
    pub(super) delta: S::Blocks,
}

impl Pass {
    /// Room for batches of up to `capacity` examples through a network of these `sizes`; larger
    /// ones make it grow.
    pub fn new(sizes: &[usize], capacity: usize) -> Self {
        let blocks = block::blocks(capacity);
        let room = |width: usize| Vec::with_capacity(width * blocks);
        let neurons = sizes.iter().sum();
        Pass {
            shape: Sizes::new(sizes),
            examples: 0,
            targets: room(sizes[sizes.len() - 1]),
            z: room(neurons),
            a: room(neurons),
            delta: room(neurons),
        }
    }

    /// Takes new examples, so many: the first n_0 numbers of each are its inputs, the rest its
    /// targets (which may be missing where nothing is to be learnt). z, a and delta are then those
    /// of the old ones, or nothing of sense, until the next forward pass.
    pub fn load<'e>(&mut self, examples: usize, example: &dyn Fn(usize) -> &'e [f64]) {
        self.examples = examples;
        let blocks = self.blocks();
        let layers = self.layers();
        let neurons = self.shape.neurons_before()[layers + 1];
        let inputs = self.shape.sizes()[0];
        let outputs = self.shape.sizes()[layers];
        for (values, neurons) in [
            (&mut self.z, neurons),
            (&mut self.a, neurons),
            (&mut self.delta, neurons),
            (&mut self.targets, outputs),
        ] {
            resize(values, neurons * blocks);
        }
        let a = block::lanes_mut(&mut self.a);
        let targets = block::lanes_mut(&mut self.targets);
        for n in 0..examples {
            let (x, y) = example(n).split_at(inputs);
            for (k, &x) in x.iter().enumerate() {
                a[k * blocks * LANES + n] = x;
            }
            for (j, &y) in y.iter().enumerate() {
                targets[j * blocks * LANES + n] = y;
            }
        }
        self.clear_padded_a(0);
    }
}

/// By itself, so that it exists once.
#[inline(never)]
fn resize(values: &mut Vec<Block>, blocks: usize) {
    values.resize(blocks, Block::ZERO);
}

impl<S: Shape> Pass<S> {
    /// The same examples, z, a and delta in another shape of the same sizes.
    #[inline(always)]
    pub(super) fn with_shape<T: Shape>(&self, shape: T) -> Pass<T> {
        let mut pass = Pass {
            shape,
            examples: self.examples,
            targets: T::Blocks::default(),
            z: T::Blocks::default(),
            a: T::Blocks::default(),
            delta: T::Blocks::default(),
        };
        let targets = self.target_blocks();
        pass.targets.as_mut()[..targets.len()].copy_from_slice(targets);
        pass.copy_from(self);
        pass
    }

    /// Takes z, a and delta of another pass over the same examples.
    #[inline(always)]
    pub(super) fn copy_from<T: Shape>(&mut self, other: &Pass<T>) {
        self.z.as_mut().copy_from_slice(other.z.as_ref());
        self.a.as_mut().copy_from_slice(other.a.as_ref());
        self.delta.as_mut().copy_from_slice(other.delta.as_ref());
    }

    /// How many examples there are, without padding.
    #[inline(always)]
    pub fn examples(&self) -> usize {
        S::EXAMPLES.unwrap_or(self.examples)
    }

    /// L, the number of layers that have weights.
    #[inline(always)]
    pub(crate) fn layers(&self) -> usize {
        self.shape.layers()
    }

    /// Lanes of a block that hold an example: 4, in the last block 1 to 4.
    #[inline(always)]
    pub(crate) fn lanes_in(&self, block: usize) -> usize {
        (self.examples() - block * LANES).min(LANES)
    }

    /// Blocks that each neuron's values take.
    #[inline(always)]
    pub(crate) fn blocks(&self) -> usize {
        block::blocks(self.examples())
    }

    /// Where the values of `layer` stand among those of all layers.
    #[inline(always)]
    fn range(&self, layer: usize) -> Range<usize> {
        let start = self.shape.neurons_before()[layer] * self.blocks();
        start..start + self.shape.sizes()[layer] * self.blocks()
    }

    /// Sets the padding of a\[layer\] to zero.
    #[inline(always)]
    pub(crate) fn clear_padded_a(&mut self, layer: usize) {
        let (range, examples) = (self.range(layer), self.examples());
        clear_padding(&mut self.a.as_mut()[range], examples);
    }

    /// Sets the padding of δ\[layer\] to zero.
    #[inline(always)]
    pub(crate) fn clear_padded_delta(&mut self, layer: usize) {
        let (range, examples) = (self.range(layer), self.examples());
        clear_padding(&mut self.delta.as_mut()[range], examples);
    }

    /// z of `neuron` in `layer` (1 to L) for `example`, all but the layer counted from 0.
    pub fn z(&self, layer: usize, neuron: usize, example: usize) -> f64 {
        self.at(self.z.as_ref(), layer, neuron, example)
    }

    /// a of `neuron` in `layer` (0, the inputs, to L) for `example`.
    pub fn a(&self, layer: usize, neuron: usize, example: usize) -> f64 {
        self.at(self.a.as_ref(), layer, neuron, example)
    }

    /// a of `neuron` in `layer`, one number for each example.
    pub fn a_of(&self, layer: usize, neuron: usize) -> &[f64] {
        self.row(self.a_blocks(layer), neuron)
    }

    /// z of `neuron` in `layer` (1 to L), one number for each example.
    pub fn z_of(&self, layer: usize, neuron: usize) -> &[f64] {
        self.row(self.z_blocks(layer), neuron)
    }

    /// Whether an a is positive that is not in another pass of the same examples, or the other way
    /// round.
    pub fn differs_in_sign(&self, other: &Pass<S>) -> bool {
        let all = block::lanes(self.a.as_ref()).iter();
        let mut both = all.zip(block::lanes(other.a.as_ref()));
        both.any(|(&a, &b)| (a > 0.0) != (b > 0.0))
    }

    /// ∂L/∂z of `neuron` in `layer` (1 to L) for `example`, as the last backward pass left it.
    pub fn delta(&self, layer: usize, neuron: usize, example: usize) -> f64 {
        self.at(self.delta.as_ref(), layer, neuron, example)
    }

    fn row<'v>(&self, values: &'v [Block], neuron: usize) -> &'v [f64] {
        let blocks = self.blocks();
        let row = &values[neuron * blocks..(neuron + 1) * blocks];
        &block::lanes(row)[..self.examples()]
    }

    /// By itself, so that it exists once.
    #[inline(never)]
    fn at(&self, values: &[Block], layer: usize, neuron: usize, example: usize) -> f64 {
        let there_is = neuron < self.shape.sizes()[layer] && example < self.examples();
        assert!(there_is, "there is no such number");
        let row = (self.shape.neurons_before()[layer] + neuron) * self.blocks();
        values[row + example / LANES].to_array()[example % LANES]
    }

    #[inline(always)]
    pub(crate) fn a_blocks(&self, layer: usize) -> &[Block] {
        &self.a.as_ref()[self.range(layer)]
    }

    #[inline(always)]
    pub(crate) fn z_blocks(&self, layer: usize) -> &[Block] {
        &self.z.as_ref()[self.range(layer)]
    }

    #[inline(always)]
    pub(crate) fn delta_blocks(&self, layer: usize) -> &[Block] {
        &self.delta.as_ref()[self.range(layer)]
    }

    #[inline(always)]
    pub(crate) fn target_blocks(&self) -> &[Block] {
        &self.targets.as_ref()[..self.range(self.layers()).len()]
    }

    /// The inputs of `layer`, and its z and a to be written.
    #[inline(always)]
    pub(crate) fn layer_mut(&mut self, layer: usize) -> (&[Block], &mut [Block], &mut [Block]) {
        let (inputs, here) = (self.range(layer - 1), self.range(layer));
        let (before, from_here) = self.a.as_mut().split_at_mut(here.start);
        let a = &mut from_here[..here.len()];
        (&before[inputs], &mut self.z.as_mut()[here], a)
    }

    /// a of `layer`, the targets, the delta of the layer above (empty at the top), and the delta
    /// of `layer` to be written.
    #[inline(always)]
    pub(crate) fn delta_mut(
        &mut self,
        layer: usize,
    ) -> (&[Block], &[Block], &[Block], &mut [Block]) {
        let here = self.range(layer);
        let above = if layer == self.layers() {
            0
        } else {
            self.range(layer + 1).len()
        };
        let (up_to_here, from_above) = self.delta.as_mut().split_at_mut(here.end);
        (
            &self.a.as_ref()[here.clone()],
            self.targets.as_ref(),
            &from_above[..above],
            &mut up_to_here[here],
        )
    }
}

/// Sets those lanes of each neuron's last block that hold no example to zero.
#[inline(always)]
fn clear_padding(values: &mut [Block], examples: usize) {
    let used = examples % LANES;
    if used == 0 {
        return;
    }
    let blocks = block::blocks(examples);
    for last in values.iter_mut().skip(blocks - 1).step_by(blocks) {
        *last = block::first_lanes(*last, used);
    }
}
