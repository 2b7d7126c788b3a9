//! `exp`, `ln` and `tanh` of our own, so that a run has the same bits on every platform.
//!
//! The platform's functions differ between native and wasm by a unit in the last place (ULP) on
//! one argument in twelve, and 5000 epochs grow that into another run. These use only IEEE
//! additions, multiplications, divisions and bit moves, never a fused multiply-add, and have no
//! branch, so that they are computed for four arguments at a time. One argument alone takes the
//! same way, and has the same bits.
//!
//! Largest error, in ULP of the correctly rounded result: `exp` 1, `ln` 1, `tanh` 3, `sin_cos` 1.

use std::f64::consts::FRAC_2_PI;

use wide::u64x4;

use super::block::{Block, at_least, select};
use super::constants::{Half, constants, table};

/// Adding and subtracting 1.5·2⁵² rounds to the nearest integer and leaves it in the low bits.
const ROUND: f64 = 6_755_399_441_055_744.0;
const LOG2_E: f64 = std::f64::consts::LOG2_E;
/// ln 2 in two parts: the first has 21 trailing zero bits, so `k * LN2_HIGH` is exact.
const LN2_HIGH: f64 = 6.931_471_803_691_238e-1;
const LN2_LOW: f64 = 1.908_214_929_270_587_7e-10;

/// What all exponentials begin with: 1 / ln 2, the rounding constant, ln 2 in two parts, then
/// (eʳ − 1 − r) / r² on |r| ≤ ½ ln 2: interpolation of degree 9 at the Chebyshev nodes, absolute
/// error of eʳ below 2⁻⁵⁹.
static EXP: [Half; 14] = table([
    LOG2_E,
    ROUND,
    LN2_HIGH,
    LN2_LOW,
    0.5000000000000001,
    0.16666666666666669,
    0.04166666666662399,
    0.008333333333330051,
    0.0013888888917281794,
    0.00019841269863105968,
    2.480152119021773e-05,
    2.7557268378684192e-06,
    2.7620138719733994e-07,
    2.5100424157005067e-08,
]);

/// Where eˣ is taken as 0 or ∞, and 1.
static RANGE: [Half; 3] = table([-707.7, 709.782_712_893_384, 1.0]);

/// What both exponentials share: x = k·ln 2 + r with |r| ≤ ½ ln 2.
struct Reduced {
    /// eʳ − 1, accurate also near r = 0.
    exp_r_minus_1: Block,
    /// The integer k, where a float has its exponent.
    exponent: u64x4,
}

#[inline(always)]
fn reduce(x: Block) -> Reduced {
    let [
        log2_e,
        round,
        ln2_high,
        ln2_low,
        q0,
        q1,
        q2,
        q3,
        q4,
        q5,
        q6,
        q7,
        q8,
        q9,
    ] = constants(&EXP);
    let shifted = x * log2_e + round;
    let k = shifted - round;
    let r = (x - k * ln2_high) - k * ln2_low;
    // Estrin's scheme: a third of the serial latency of Horner's.
    let r2 = r * r;
    let r4 = r2 * r2;
    let low = (q0 + q1 * r) + (q2 + q3 * r) * r2;
    let high = (q4 + q5 * r) + (q6 + q7 * r) * r2;
    let top = (q8 + q9 * r) * (r4 * r4);
    let tail = low + (high * r4 + top);
    Reduced {
        exp_r_minus_1: r + r2 * tail,
        exponent: to_bits(shifted) << 52_u32,
    }
}

/// eˣ for −707.7 ≤ x ≤ 709.78; elsewhere anything, but NaN for NaN.
#[inline(always)]
fn exp_in_range(x: Block, one: Block) -> Block {
    let Reduced {
        exp_r_minus_1,
        exponent,
    } = reduce(x);
    // eʳ·2ᵏ: k goes straight into the exponent, which is quicker than 2ᵏ and a product, and
    // reaches 1024, for which 2ᵏ itself is no double.
    from_bits(to_bits(one + exp_r_minus_1) + exponent)
}

/// eˣ. Within 1 ULP; results below 2⁻¹⁰²¹ (x < −707.7) are 0, above the largest double ∞;
/// NaN stays NaN.
#[inline(always)]
pub fn exp4(x: Block) -> Block {
    let [underflow, overflow, one] = constants(&RANGE);
    let y = exp_in_range(x, one) & !x.simd_lt(underflow);
    let infinite = overflow.simd_lt(x);
    select(infinite, Block::splat(f64::INFINITY), y)
}

/// σ(z) = 1 / (1 + e⁻ᶻ).
#[inline(always)]
pub fn sigmoid4(z: Block) -> Block {
    let [underflow, overflow, one] = constants(&RANGE);
    let x = -z;
    let y = exp_in_range(x, one) & !x.simd_lt(underflow);
    // Where e⁻ᶻ is ∞, 1 / ∞.
    (one / (one + y)) & !overflow.simd_lt(x)
}

/// tanh x = (1 − e^(−2|x|)) / (1 + e^(−2|x|)) with the sign of x, through e^y − 1 so that small
/// arguments keep all their digits. Within 3 ULP; odd; NaN stays NaN.
#[inline(always)]
pub fn tanh4(x: Block) -> Block {
    // tanh 20 rounds to 1.
    static TANH: [Half; 5] = table([-40.0, 1.0, 2.0, -2.0, -0.0]);
    let [one_from_here, one, two, minus_two, sign] = constants(&TANH);
    let y = at_least((x & !sign) * minus_two, one_from_here);
    let Reduced {
        exp_r_minus_1,
        exponent,
    } = reduce(y);
    let scale = from_bits(to_bits(one) + exponent);
    let exp_y_minus_1 = scale * exp_r_minus_1 + (scale - one);
    // 0 − y, not −y: without a sign that would have to go.
    let size = (Block::ZERO - exp_y_minus_1) / (two + exp_y_minus_1);
    (x & sign) | size
}

/// ln x. Within 1 ULP; ln 0 = −∞, of a negative number NaN; subnormal numbers too.
#[inline(always)]
pub fn ln4(x: Block) -> Block {
    const TWO_54: f64 = 18_014_398_509_481_984.0;
    let subnormal = x.simd_lt(Block::splat(f64::MIN_POSITIVE));
    let scaled = select(subnormal, x * TWO_54, x);
    let y = ln_of_normal(scaled, select(subnormal, Block::splat(54.0), Block::ZERO));

    let y = select(x.simd_eq(Block::ZERO), Block::splat(f64::NEG_INFINITY), y);
    let y = select(x.simd_lt(Block::ZERO), Block::splat(f64::NAN), y);
    // ∞ and NaN are their own logarithms.
    select(x.simd_lt(Block::splat(f64::INFINITY)), y, x)
}

/// ln(x · 2^−halvings) for 2⁻¹⁰²² ≤ x < ∞.
///
/// Method and coefficients of fdlibm's `e_log.c` (Sun Microsystems 1993): x = 2ᵏ·m with
/// √½ ≤ m < √2, f = m − 1, s = f / (2 + f), and ln m = f − s·(f − R(s²)).
#[inline(always)]
fn ln_of_normal(x: Block, halvings: Block) -> Block {
    static LN: [Half; 13] = table([
        ROUND + 2048.0,
        LN2_HIGH,
        LN2_LOW,
        0.5,
        1.0,
        2.0,
        6.666_666_666_666_735e-1,
        3.999_999_999_940_942e-1,
        2.857_142_874_366_239e-1,
        2.222_219_843_214_978_4e-1,
        1.818_357_216_161_805e-1,
        1.531_383_769_920_937_3e-1,
        1.479_819_860_511_658_6e-1,
    ]);
    static BITS: [Half; 4] = table([
        std::f64::consts::FRAC_1_SQRT_2,
        f64::from_bits(0x000f_ffff_ffff_ffff),
        f64::from_bits(2048 << 52),
        ROUND,
    ]);
    let [
        round,
        ln2_high,
        ln2_low,
        half,
        one,
        two,
        l0,
        l1,
        l2,
        l3,
        l4,
        l5,
        l6,
    ] = constants(&LN);
    let [sqrt_half, mantissa, bias, in_low_bits] = constants(&BITS).map(to_bits);
    let offset = to_bits(x) - sqrt_half;
    let m = from_bits((offset & mantissa) + sqrt_half);
    // k + 2048 is positive, so the exponent comes out by a plain shift, and the integer turns
    // into a float by standing in the low bits of 1.5·2⁵².
    let biased = (offset + bias) >> 52_u32;
    let k = (from_bits(in_low_bits + biased) - round) - halvings;

    let f = m - one;
    let s = f / (two + f);
    let z = s * s;
    let w = z * z;
    let even = w * (l1 + w * (l3 + w * l5));
    let odd = z * (l0 + w * (l2 + w * (l4 + w * l6)));
    let half_square = half * f * f;
    k * ln2_high - ((half_square - (s * (half_square + (even + odd)) + k * ln2_low)) - f)
}

/// ln(1 + x) for 0 ≤ x < ∞, accurate also where 1 + x rounds to 1 (Kahan: ln u with the rounding
/// error of u = 1 + x put back). NaN stays NaN.
#[inline(always)]
pub fn ln_1p4(x: Block) -> Block {
    let u = Block::ONE + x;
    ln_of_normal(u, Block::ZERO) - ((u - Block::ONE) - x) / u
}

/// (sin x, cos x) for |x| ≤ 1000, each within 1 ULP.
///
/// Method and coefficients of fdlibm's `e_rem_pio2.c`, `k_sin.c` and `k_cos.c` (Sun Microsystems
/// 1993): x = k·π/2 + r + tail with |r| ≤ π/4, and k turns the polynomials of r into the right
/// quarter.
pub fn sin_cos(x: f64) -> (f64, f64) {
    const S: [f64; 6] = [
        -1.666_666_666_666_663_2e-1,
        8.333_333_333_322_49e-3,
        -1.984_126_982_985_795e-4,
        2.755_731_370_707_006_8e-6,
        -2.505_076_025_340_686_3e-8,
        1.589_690_995_211_55e-10,
    ];
    const C: [f64; 6] = [
        4.166_666_666_666_66e-2,
        -1.388_888_888_887_411e-3,
        2.480_158_728_947_673e-5,
        -2.755_731_435_139_066_3e-7,
        2.087_572_321_298_175e-9,
        -1.135_964_755_778_819_5e-11,
    ];
    let k = (x * FRAC_2_PI + ROUND) - ROUND;
    let (r, tail) = minus_quarters(x, k);
    let z = r * r;
    let w = z * z;
    let sine = S[1] + z * (S[2] + z * S[3]) + z * w * (S[4] + z * S[5]);
    let v = z * r;
    let sin = r - ((z * (0.5 * tail - v * sine) - tail) - v * S[0]);
    let cosine = z * (C[0] + z * (C[1] + z * C[2])) + w * w * (C[3] + z * (C[4] + z * C[5]));
    let half = 0.5 * z;
    let near = 1.0 - half;
    let cos = near + (((1.0 - near) - half) + (z * cosine - r * tail));
    match k as i64 & 3 {
        0 => (sin, cos),
        1 => (cos, -sin),
        2 => (-sin, -cos),
        _ => (-cos, sin),
    }
}

/// x − k·π/2 and what rounding took from it. Where that cancels all that the first two parts of
/// π/2 hold, the next ones count.
fn minus_quarters(x: f64, k: f64) -> (f64, f64) {
    /// π/2 in parts of 33 bits, so that k times each is exact, each with what is missing then.
    const PARTS: [(f64, f64); 3] = [
        (1.570_796_326_734_125_6, 6.077_100_506_506_192e-11),
        (6.077_100_506_303_966e-11, 2.022_266_248_795_950_6e-21),
        (2.022_266_248_711_166_5e-21, 8.478_427_660_368_9e-32),
    ];
    /// So much smaller than x it may be after each.
    const ENOUGH: [f64; 3] = [1.0 / 65_536.0, 1.0 / 562_949_953_421_312.0, 0.0];
    let (mut rest, mut missing, mut r) = (x, 0.0, x);
    for ((part, after), enough) in PARTS.into_iter().zip(ENOUGH) {
        let before = rest;
        rest -= k * part;
        missing = k * after - ((before - rest) - k * part);
        r = rest - missing;
        if r.abs() >= x.abs() * enough {
            break;
        }
    }
    (r, (rest - r) - missing)
}

macro_rules! one {
    ($($(#[$doc:meta])* $one:ident = $four:ident;)*) => {$(
        $(#[$doc])*
        pub fn $one(x: f64) -> f64 {
            $four(Block::splat(x)).to_array()[0]
        }
    )*};
}

one! {
    /// [`exp4`] of one argument.
    exp = exp4;
    /// [`tanh4`] of one argument.
    tanh = tanh4;
    /// [`ln4`] of one argument.
    ln = ln4;
    /// [`ln_1p4`] of one argument.
    ln_1p = ln_1p4;
    /// [`sigmoid4`] of one argument.
    sigmoid = sigmoid4;
}

#[inline(always)]
fn to_bits(x: Block) -> u64x4 {
    bytemuck::cast(x)
}

#[inline(always)]
fn from_bits(bits: u64x4) -> Block {
    bytemuck::cast(bits)
}
