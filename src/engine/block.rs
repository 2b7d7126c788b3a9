//! Four examples side by side: the unit in which everything is computed.
//!
//! Activations are stored `[neuron * blocks + block]`, examples innermost, so that a weight is
//! loaded once for four examples and plain loops over the lanes become vector instructions. The
//! lanes are summed in one fixed order, whatever the build, so the bits never depend on it.

/// One value for each of four examples.
pub type Block = [f64; LANES];

/// Examples in a block.
pub const LANES: usize = 4;

/// Blocks that hold `examples` examples; the last may be partly padding.
pub const fn blocks(examples: usize) -> usize {
    examples.div_ceil(LANES)
}

/// `sum + weight * value`, lane by lane; a multiplication and an addition, never fused.
#[inline(always)]
pub fn add_scaled(sum: &mut Block, weight: f64, value: &Block) {
    for lane in 0..LANES {
        sum[lane] += weight * value[lane];
    }
}

/// `sum + x * y`, lane by lane.
#[inline(always)]
pub fn add_product(sum: &mut Block, x: &Block, y: &Block) {
    for lane in 0..LANES {
        sum[lane] += x[lane] * y[lane];
    }
}

/// The sum over the four lanes, in the one order used everywhere.
#[inline(always)]
pub fn sum(block: &Block) -> f64 {
    (block[0] + block[2]) + (block[1] + block[3])
}
