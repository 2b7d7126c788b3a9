//! Four examples side by side: the unit in which everything is computed.
//!
//! Activations are stored `[neuron * blocks + block]`, examples innermost, so that a weight is
//! loaded once for four examples. The lanes are summed in one fixed order, whatever the build, so
//! the bits never depend on it.

/// One value for each of four examples. Its operators work lane by lane, are the vector
/// instructions of the machine, and round as IEEE 754 has it; `mul_add`, which fuses where the
/// machine can, is the one thing not to use.
pub type Block = wide::f64x4;

/// What a sum starts from. (−0 + x is x; 0 + x is x but for −0, so it would be a real addition.)
const NEUTRAL: Block = Block::new([-0.0; LANES]);

/// Examples in a block.
pub const LANES: usize = 4;

/// Blocks that hold `examples` examples; the last may be partly padding.
pub const fn blocks(examples: usize) -> usize {
    examples.div_ceil(LANES)
}

/// Rows that a product computes side by side: as many sums as fit in sixteen vector registers
/// beside what they are made of, and enough that none waits for its own last addition.
const TILE: usize = 4;

/// `outputs[j] = start[j] + Σ_c weights[j * n_c + c] · inputs[c]`, rows of `blocks` blocks: z from
/// the activations below. c ascends, and the start comes first.
#[inline(always)]
pub fn affine(
    weights: &[f64],
    start: &[f64],
    inputs: &[Block],
    blocks: usize,
    outputs: &mut [Block],
) {
    let n_in = inputs.len() / blocks;
    // Plain loops, here and below: chains of iterators are not always seen through where all
    // sizes are constant.
    let mut j = 0;
    while j + TILE <= start.len() {
        let (weights, start) = (&weights[j * n_in..], &start[j..]);
        affine_rows::<TILE>(weights, start, inputs, blocks, &mut outputs[j * blocks..]);
        j += TILE;
    }
    while j < start.len() {
        let (weights, start) = (&weights[j * n_in..], &start[j..]);
        affine_rows::<1>(weights, start, inputs, blocks, &mut outputs[j * blocks..]);
        j += 1;
    }
}

#[inline(always)]
fn affine_rows<const ROWS: usize>(
    weights: &[f64],
    start: &[f64],
    inputs: &[Block],
    blocks: usize,
    outputs: &mut [Block],
) {
    let n_in = inputs.len() / blocks;
    let start = &start[..ROWS];
    let mut rows = [weights; ROWS];
    for (j, row) in rows.iter_mut().enumerate() {
        *row = &weights[j * n_in..][..n_in];
    }
    for block in 0..blocks {
        let mut sums = [Block::ZERO; ROWS];
        for (sum, &start) in sums.iter_mut().zip(start) {
            *sum = Block::splat(start);
        }
        let mut at = block;
        for c in 0..n_in {
            let input = inputs[at];
            for (sum, row) in sums.iter_mut().zip(rows) {
                *sum += input * row[c];
            }
            at += blocks;
        }
        for (row, sum) in sums.into_iter().enumerate() {
            outputs[row * blocks + block] = sum;
        }
    }
}

/// `outputs[k] = Σ_c weights[c * n_k + k] · inputs[c]`, rows of `blocks` blocks: what goes back
/// from the deltas above. c ascends.
#[inline(always)]
pub fn transposed(weights: &[f64], inputs: &[Block], blocks: usize, outputs: &mut [Block]) {
    let n_out = outputs.len() / blocks;
    let mut k = 0;
    while k + TILE <= n_out {
        let outputs = &mut outputs[k * blocks..];
        transposed_rows::<TILE>(&weights[k..], n_out, inputs, blocks, outputs);
        k += TILE;
    }
    while k < n_out {
        let outputs = &mut outputs[k * blocks..];
        transposed_rows::<1>(&weights[k..], n_out, inputs, blocks, outputs);
        k += 1;
    }
}

#[inline(always)]
fn transposed_rows<const ROWS: usize>(
    weights: &[f64],
    n_out: usize,
    inputs: &[Block],
    blocks: usize,
    outputs: &mut [Block],
) {
    for block in 0..blocks {
        let mut sums = [NEUTRAL; ROWS];
        let mut at = block;
        for weights in weights.chunks(n_out) {
            let input = inputs[at];
            for (sum, &weight) in sums.iter_mut().zip(&weights[..ROWS]) {
                *sum += input * weight;
            }
            at += blocks;
        }
        for (row, sum) in sums.into_iter().enumerate() {
            outputs[row * blocks + block] = sum;
        }
    }
}

/// `outputs[j * n_k + k]` = the sum over all examples of `left[j] · right[k]`, rows of `blocks`
/// blocks: gradients of weights. Blocks ascend, then the lanes are summed.
#[inline(always)]
pub fn products(left: &[Block], right: &[Block], blocks: usize, outputs: &mut [f64]) {
    let n_right = right.len() / blocks;
    for (j, left) in left.chunks_exact(blocks).enumerate() {
        let outputs = &mut outputs[j * n_right..(j + 1) * n_right];
        let mut k = 0;
        while k + TILE <= n_right {
            product_rows::<TILE>(left, &right[k * blocks..], &mut outputs[k..]);
            k += TILE;
        }
        while k < n_right {
            product_rows::<1>(left, &right[k * blocks..], &mut outputs[k..]);
            k += 1;
        }
    }
}

#[inline(always)]
fn product_rows<const ROWS: usize>(left: &[Block], right: &[Block], outputs: &mut [f64]) {
    let blocks = left.len();
    let mut rows = [right; ROWS];
    for (k, row) in rows.iter_mut().enumerate() {
        *row = &right[k * blocks..][..blocks];
    }
    let mut sums = [NEUTRAL; ROWS];
    for (block, left) in left.iter().enumerate() {
        for (sum, row) in sums.iter_mut().zip(rows) {
            *sum += *left * row[block];
        }
    }
    for (output, sum_of_lanes) in outputs.iter_mut().zip(sums) {
        *output = sum(sum_of_lanes);
    }
}

/// `outputs[j]` = the sum over all examples of `rows[j]`: gradients of biases.
#[inline(always)]
pub fn sums(rows: &[Block], blocks: usize, outputs: &mut [f64]) {
    for (row, output) in rows.chunks_exact(blocks).zip(outputs) {
        let mut total = NEUTRAL;
        for &block in row {
            total += block;
        }
        *output = sum(total);
    }
}

/// The lanes of blocks as plain numbers, in order.
pub fn lanes(blocks: &[Block]) -> &[f64] {
    bytemuck::cast_slice(blocks)
}

/// The lanes of blocks as plain numbers, to be changed.
pub fn lanes_mut(blocks: &mut [Block]) -> &mut [f64] {
    bytemuck::cast_slice_mut(blocks)
}

/// The sum over the four lanes, in the one order used everywhere.
#[inline(always)]
pub fn sum(block: Block) -> f64 {
    let [a, b, c, d] = block.to_array();
    (a + c) + (b + d)
}

/// `yes` in the lanes where the comparison `mask` holds, else `no`.
#[inline(always)]
pub fn select(mask: Block, yes: Block, no: Block) -> Block {
    mask.bitselect(yes, no)
}

/// The larger of `x` and `bound`, lane by lane, in one instruction where the machine has it. NaN
/// stays NaN.
#[inline(always)]
pub fn at_least(x: Block, bound: Block) -> Block {
    // Where one of two is NaN, x86 takes the second, wasm the first, and ARM the NaN.
    if cfg!(target_feature = "sse2") {
        bound.fast_max(x)
    } else {
        x.fast_max(bound)
    }
}

/// The smaller of `x` and `bound`, as [`at_least`].
#[inline(always)]
pub fn at_most(x: Block, bound: Block) -> Block {
    if cfg!(target_feature = "sse2") {
        bound.fast_min(x)
    } else {
        x.fast_min(bound)
    }
}

/// The first `lanes` lanes; 0 in the others.
#[inline(always)]
pub fn first_lanes(block: Block, lanes: usize) -> Block {
    let mut values = block.to_array();
    values[lanes..].fill(0.0);
    Block::from(values)
}
