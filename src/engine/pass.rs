//! The work space of one network on a batch of examples: inputs, targets, z, a and delta of
//! every layer, allocated once.
//!
//! Everything lies `[neuron * blocks + block][lane]`, examples innermost. A last block that is
//! not full is padded, and the padding of a and of delta is set to zero in every layer, not just
//! in the first: a gradient sums their products, so whatever the weights have come to, no padding
//! reaches it.

use super::block::{self, Block, LANES};

const ZERO: Block = [0.0; LANES];

/// z, a and delta of every layer for a batch of examples.
#[derive(Clone, Debug)]
pub struct Pass {
    examples: usize,
    targets: Vec<Block>,
    /// By layer, from 0: `a[0]` are the inputs; `z[0]` and `delta[0]` are empty.
    z: Vec<Vec<Block>>,
    a: Vec<Vec<Block>>,
    delta: Vec<Vec<Block>>,
    sizes: Vec<usize>,
}

impl Pass {
    /// Room for batches of up to `capacity` examples through a network of these `sizes`; larger
    /// ones make it grow.
    pub fn new(sizes: &[usize], capacity: usize) -> Self {
        let room = |width: &usize| Vec::with_capacity(width * block::blocks(capacity));
        Pass {
            examples: 0,
            targets: sizes.last().map(room).unwrap_or_default(),
            z: sizes.iter().map(room).collect(),
            a: sizes.iter().map(room).collect(),
            delta: sizes.iter().map(room).collect(),
            sizes: sizes.to_vec(),
        }
    }

    /// Takes new examples: the first n_0 numbers of each are its inputs, the rest its targets
    /// (which may be missing where nothing is to be learnt). z, a and delta are then those of
    /// the old ones until the next forward pass.
    pub fn load<'e, I>(&mut self, examples: I)
    where
        I: ExactSizeIterator<Item = &'e [f64]>,
    {
        self.examples = examples.len();
        let blocks = block::blocks(self.examples);
        for (layer, &width) in self.sizes.iter().enumerate() {
            self.a[layer].resize(width * blocks, ZERO);
            if layer > 0 {
                self.z[layer].resize(width * blocks, ZERO);
                self.delta[layer].resize(width * blocks, ZERO);
            }
        }
        let inputs = self.sizes[0];
        let outputs = self.sizes[self.sizes.len() - 1];
        self.targets.resize(outputs * blocks, ZERO);
        for (n, example) in examples.enumerate() {
            let (block, lane) = (n / LANES, n % LANES);
            for (k, &x) in example[..inputs].iter().enumerate() {
                self.a[0][k * blocks + block][lane] = x;
            }
            for (j, &y) in example[inputs..].iter().enumerate() {
                self.targets[j * blocks + block][lane] = y;
            }
        }
        self.clear_padded_a(0);
    }

    /// How many examples there are, without padding.
    pub fn examples(&self) -> usize {
        self.examples
    }

    /// L, the number of layers that have weights.
    pub(crate) fn layers(&self) -> usize {
        self.sizes.len() - 1
    }

    /// Lanes of a block that hold an example: 4, in the last block 1 to 4.
    pub(crate) fn lanes_in(&self, block: usize) -> usize {
        (self.examples - block * LANES).min(LANES)
    }

    /// Blocks that each neuron's values take.
    pub(crate) fn blocks(&self) -> usize {
        block::blocks(self.examples)
    }

    /// Sets the padding of a\[layer\] to zero.
    pub(crate) fn clear_padded_a(&mut self, layer: usize) {
        clear_padding(&mut self.a[layer], self.examples);
    }

    /// Sets the padding of δ\[layer\] to zero.
    pub(crate) fn clear_padded_delta(&mut self, layer: usize) {
        clear_padding(&mut self.delta[layer], self.examples);
    }

    /// z of `neuron` in `layer` (1 to L) for `example`, all but the layer counted from 0.
    pub fn z(&self, layer: usize, neuron: usize, example: usize) -> f64 {
        self.at(&self.z[layer], neuron, example)
    }

    /// a of `neuron` in `layer` (0, the inputs, to L) for `example`.
    pub fn a(&self, layer: usize, neuron: usize, example: usize) -> f64 {
        self.at(&self.a[layer], neuron, example)
    }

    /// a of `neuron` in `layer`, one number for each example.
    pub fn a_of(&self, layer: usize, neuron: usize) -> &[f64] {
        let blocks = self.blocks();
        let row = &self.a[layer][neuron * blocks..(neuron + 1) * blocks];
        &row.as_flattened()[..self.examples]
    }

    /// ∂L/∂z of `neuron` in `layer` (1 to L) for `example`, as the last backward pass left it.
    pub fn delta(&self, layer: usize, neuron: usize, example: usize) -> f64 {
        self.at(&self.delta[layer], neuron, example)
    }

    /// The target of output `neuron` for `example`.
    pub fn target(&self, neuron: usize, example: usize) -> f64 {
        self.at(&self.targets, neuron, example)
    }

    fn at(&self, values: &[Block], neuron: usize, example: usize) -> f64 {
        assert!(
            example < self.examples,
            "example {example} of {}",
            self.examples
        );
        values[neuron * self.blocks() + example / LANES][example % LANES]
    }

    pub(crate) fn a_blocks(&self, layer: usize) -> &[Block] {
        &self.a[layer]
    }

    pub(crate) fn z_blocks(&self, layer: usize) -> &[Block] {
        &self.z[layer]
    }

    pub(crate) fn delta_blocks(&self, layer: usize) -> &[Block] {
        &self.delta[layer]
    }

    pub(crate) fn target_blocks(&self) -> &[Block] {
        &self.targets
    }

    /// The inputs of `layer`, and its z and a to be written.
    pub(crate) fn layer_mut(&mut self, layer: usize) -> (&[Block], &mut [Block], &mut [Block]) {
        let (before, from_here) = self.a.split_at_mut(layer);
        (&before[layer - 1], &mut self.z[layer], &mut from_here[0])
    }

    /// a of `layer`, the targets, the delta of the layer above (empty at the top), and the delta
    /// of `layer` to be written.
    pub(crate) fn delta_mut(
        &mut self,
        layer: usize,
    ) -> (&[Block], &[Block], &[Block], &mut [Block]) {
        let (up_to_here, above) = self.delta.split_at_mut(layer + 1);
        let above = above.first().map_or(&[][..], Vec::as_slice);
        (&self.a[layer], &self.targets, above, &mut up_to_here[layer])
    }
}

/// Sets those lanes of each neuron's last block that hold no example to zero.
fn clear_padding(values: &mut [Block], examples: usize) {
    let used = examples % LANES;
    if used == 0 {
        return;
    }
    let blocks = block::blocks(examples);
    for last in values.iter_mut().skip(blocks - 1).step_by(blocks) {
        last[used..].fill(0.0);
    }
}
