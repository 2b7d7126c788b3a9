//! Constants of the functions, in memory.
//!
//! Browsers build a constant of the code anew wherever a loop needs it and registers do not
//! suffice, from three instructions; a load is one. That makes `tanh` a fifth faster in wasm.

use super::block::Block;

/// What a vector register holds everywhere: half a block, of which a constant takes two.
pub type Half = wide::f64x2;

/// Numbers as [`constants`] reads them.
pub const fn table<const N: usize>(numbers: [f64; N]) -> [Half; N] {
    let mut table = [Half::ZERO; N];
    let mut i = 0;
    while i < N {
        table[i] = Half::new([numbers[i]; 2]);
        i += 1;
    }
    table
}

/// The numbers of a table, each in all lanes of a block.
#[inline(always)]
pub fn constants<const N: usize>(table: &'static [Half; N]) -> [Block; N] {
    let table = if cfg!(target_arch = "wasm32") {
        // Else the compiler sees through the table, and they are constants of the code again.
        std::hint::black_box(table)
    } else {
        table
    };
    let mut blocks = [Block::ZERO; N];
    for (block, &half) in blocks.iter_mut().zip(table) {
        *block = bytemuck::cast([half; 2]);
    }
    blocks
}
