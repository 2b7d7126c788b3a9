//! Four examples side by side: the unit in which everything is computed.
//!
//! Activations are stored `[neuron * blocks + block]`, examples innermost, so that a weight is
//! loaded once for four examples. The lanes are summed in one fixed order, whatever the build, so
//! the bits never depend on it.

/// One value for each of four examples. Its operators work lane by lane, are the vector
/// instructions of the machine, and round as IEEE 754 has it; `mul_add`, which fuses where the
/// machine can, is the one thing not to use.
pub type Block = wide::f64x4;

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
    let mut rows = weights.chunks_exact(TILE * n_in);
    let mut starts = start.chunks_exact(TILE);
    let mut tiles = outputs.chunks_exact_mut(TILE * blocks);
    for ((rows, start), tile) in (&mut rows).zip(&mut starts).zip(&mut tiles) {
        affine_rows::<TILE>(rows, start, inputs, blocks, tile);
    }
    let rows = rows.remainder().chunks_exact(n_in);
    let rest = tiles.into_remainder().chunks_exact_mut(blocks);
    for ((row, start), output) in rows.zip(starts.remainder()).zip(rest) {
        affine_rows::<1>(row, std::slice::from_ref(start), inputs, blocks, output);
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
    let n_in = weights.len() / ROWS;
    let mut rows = [weights; ROWS];
    for (row, weights) in rows.iter_mut().zip(weights.chunks_exact(n_in)) {
        *row = weights;
    }
    for block in 0..blocks {
        let mut sums = [Block::ZERO; ROWS];
        for (sum, &start) in sums.iter_mut().zip(start) {
            *sum = Block::splat(start);
        }
        for (c, input) in inputs.chunks_exact(blocks).take(n_in).enumerate() {
            for (sum, row) in sums.iter_mut().zip(rows) {
                *sum += input[block] * row[c];
            }
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
    let whole = n_out - n_out % TILE;
    let (tiles, rest) = outputs.split_at_mut(whole * blocks);
    for (tile, outputs) in tiles.chunks_exact_mut(TILE * blocks).enumerate() {
        transposed_rows::<TILE>(&weights[tile * TILE..], n_out, inputs, blocks, outputs);
    }
    for (k, output) in rest.chunks_exact_mut(blocks).enumerate() {
        transposed_rows::<1>(&weights[whole + k..], n_out, inputs, blocks, output);
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
        let mut sums = [Block::ZERO; ROWS];
        for (weights, input) in weights.chunks(n_out).zip(inputs.chunks_exact(blocks)) {
            for (sum, &weight) in sums.iter_mut().zip(&weights[..ROWS]) {
                *sum += input[block] * weight;
            }
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
    for (left, outputs) in left
        .chunks_exact(blocks)
        .zip(outputs.chunks_exact_mut(n_right))
    {
        let mut rows = right.chunks_exact(TILE * blocks);
        let mut tiles = outputs.chunks_exact_mut(TILE);
        for (rows, tile) in (&mut rows).zip(&mut tiles) {
            product_rows::<TILE>(left, rows, tile);
        }
        let rows = rows.remainder().chunks_exact(blocks);
        for (row, output) in rows.zip(tiles.into_remainder()) {
            product_rows::<1>(left, row, std::slice::from_mut(output));
        }
    }
}

#[inline(always)]
fn product_rows<const ROWS: usize>(left: &[Block], right: &[Block], outputs: &mut [f64]) {
    let blocks = left.len();
    let mut rows = [right; ROWS];
    for (row, right) in rows.iter_mut().zip(right.chunks_exact(blocks)) {
        *row = right;
    }
    let mut sums = [Block::ZERO; ROWS];
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
        let mut total = Block::ZERO;
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

/// The first `lanes` lanes; 0 in the others.
#[inline(always)]
pub fn first_lanes(block: Block, lanes: usize) -> Block {
    let mut values = block.to_array();
    values[lanes..].fill(0.0);
    Block::from(values)
}
