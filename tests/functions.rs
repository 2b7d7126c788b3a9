//! `exp`, `ln` and `tanh`: how far from the correctly rounded result, and what they make of
//! the numbers at the edges.

#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

mod common;

use xor_lab::engine::block;
use xor_lab::engine::functions::{exp, ln, sigmoid, tanh};
use xor_lab::engine::{Activation, Block};

const SUBNORMAL: f64 = 5e-324;

/// `count` numbers spread evenly over an interval, none of them on a grid (a Weyl sequence).
fn spread(low: f64, high: f64, count: u32) -> impl Iterator<Item = f64> {
    const GOLDEN: f64 = 0.618_033_988_749_894_9;
    (1..=count).map(move |i| low + (high - low) * (f64::from(i) * GOLDEN).fract())
}

/// `count` positive numbers spread over *all* bit patterns from `low` to `high`: as many
/// between 1 and 2 as between 2⁻⁹⁰⁰ and 2⁻⁸⁹⁹.
fn magnitudes(low: f64, high: f64, count: u64) -> impl Iterator<Item = f64> {
    let (first, last) = (low.to_bits(), high.to_bits());
    let stride = (last - first) / count;
    (0..=count).map(move |i| f64::from_bits(first + i * stride))
}

/// f(z) of one number alone.
fn one(activation: Activation, z: f64) -> f64 {
    activation.apply(Block::splat(z)).to_array()[0]
}

/// Against pxfm, whose functions are correctly rounded.
#[cfg(not(target_arch = "wasm32"))]
mod largest_error {
    use super::*;
    use crate::common::ulps_between;
    use xor_lab::engine::functions::{ln_1p, sin_cos};

    /// The largest distance from the correctly rounded result, and where it is.
    fn largest(
        ours: fn(f64) -> f64,
        exact: fn(f64) -> f64,
        arguments: impl Iterator<Item = f64>,
    ) -> (u64, f64) {
        arguments
            .map(|x| {
                let (ours, exact) = (ours(x), exact(x));
                assert_eq!(ours.is_nan(), exact.is_nan(), "{ours} and {exact} at {x:?}");
                (ulps_between(ours, exact), x)
            })
            .fold(
                (0, f64::NAN),
                |worst, next| if next.0 > worst.0 { next } else { worst },
            )
    }

    #[track_caller]
    fn assert_at_most(ulps: u64, (largest, x): (u64, f64)) {
        assert!(largest <= ulps, "{largest} ULP at {x:?}");
    }

    #[test]
    fn exp_is_within_1_ulp_where_its_result_is_a_normal_number() {
        assert_at_most(
            1,
            largest(exp, pxfm::f_exp, spread(-707.7, 709.78, 2_000_000)),
        );
        assert_at_most(1, largest(exp, pxfm::f_exp, spread(-40.0, 40.0, 2_000_000)));
        assert_at_most(1, largest(exp, pxfm::f_exp, spread(-1.0, 1.0, 1_000_000)));
        assert_at_most(
            1,
            largest(exp, pxfm::f_exp, magnitudes(SUBNORMAL, 709.78, 500_000)),
        );
        assert_at_most(
            1,
            largest(
                exp,
                pxfm::f_exp,
                magnitudes(SUBNORMAL, 707.7, 500_000).map(|x| -x),
            ),
        );
    }

    #[test]
    fn exp_is_within_1_ulp_beside_every_half_multiple_of_ln_2() {
        // Where the reduction changes from one k to the next, |r| is largest.
        let edges = (-2040..2047).map(|k| f64::from(k) * 0.5 * std::f64::consts::LN_2);
        let beside = edges.flat_map(|x| [x.next_down(), x, x.next_up()]);
        assert_at_most(1, largest(exp, pxfm::f_exp, beside));
    }

    #[test]
    fn ln_is_within_1_ulp() {
        assert_at_most(
            1,
            largest(ln, pxfm::f_log, magnitudes(SUBNORMAL, f64::MAX, 2_000_000)),
        );
        assert_at_most(1, largest(ln, pxfm::f_log, spread(0.0, 2.0, 2_000_000)));
        assert_at_most(1, largest(ln, pxfm::f_log, spread(0.999, 1.001, 1_000_000)));
        assert_at_most(1, largest(ln, pxfm::f_log, spread(1.0, 1e6, 1_000_000)));
    }

    #[test]
    fn sin_cos_is_within_1_ulp() {
        let sin = |x| sin_cos(x).0;
        let cos = |x| sin_cos(x).1;
        // Closest to where sine and cosine are 0, everything that is near π/2 cancels.
        let quarters = (-600..600).map(|k| f64::from(k) * std::f64::consts::FRAC_PI_2);
        let beside = quarters.flat_map(|x| [x.next_down(), x, x.next_up()]);
        let eighths = (-600..600).map(|k| f64::from(k) * std::f64::consts::FRAC_PI_4);
        let arguments: Vec<f64> = spread(-20.0, 20.0, 1_000_000)
            .chain(spread(-1000.0, 1000.0, 1_000_000))
            .chain(magnitudes(SUBNORMAL, 1000.0, 500_000))
            .chain(beside)
            .chain(eighths)
            .collect();
        assert_at_most(1, largest(sin, pxfm::f_sin, arguments.iter().copied()));
        assert_at_most(1, largest(cos, pxfm::f_cos, arguments.into_iter()));
    }

    #[test]
    fn tanh_is_within_3_ulp() {
        assert_at_most(
            3,
            largest(tanh, pxfm::f_tanh, spread(-20.5, 20.5, 2_000_000)),
        );
        assert_at_most(3, largest(tanh, pxfm::f_tanh, spread(-1.0, 1.0, 2_000_000)));
        assert_at_most(
            3,
            largest(
                tanh,
                pxfm::f_tanh,
                magnitudes(SUBNORMAL, f64::MAX, 1_000_000),
            ),
        );
    }

    #[test]
    fn ln_1p_is_within_2_ulp_of_small_and_large_arguments() {
        assert_at_most(
            2,
            largest(ln_1p, pxfm::f_log1p, spread(0.0, 1.0, 1_000_000)),
        );
        assert_at_most(
            2,
            largest(
                ln_1p,
                pxfm::f_log1p,
                magnitudes(SUBNORMAL, 1e300, 1_000_000),
            ),
        );
    }
}

#[test]
fn exp_at_the_edges() {
    assert_eq!(exp(0.0).to_bits(), 1.0_f64.to_bits());
    assert_eq!(exp(-0.0).to_bits(), 1.0_f64.to_bits());
    assert_eq!(exp(SUBNORMAL), 1.0);
    assert_eq!(exp(f64::INFINITY), f64::INFINITY);
    assert_eq!(exp(1e308), f64::INFINITY);
    assert_eq!(exp(709.79), f64::INFINITY);
    assert!(exp(709.78).is_finite());
    for x in [f64::NEG_INFINITY, -1e308, -746.0, -708.0] {
        assert_eq!(exp(x).to_bits(), 0, "exp({x})");
    }
    assert!(exp(-707.6) > 0.0);
    assert!(exp(f64::NAN).is_nan());
}

#[test]
fn ln_at_the_edges() {
    assert_eq!(ln(1.0).to_bits(), 0.0_f64.to_bits());
    assert_eq!(ln(2.0), std::f64::consts::LN_2);
    assert_eq!(ln(0.0), f64::NEG_INFINITY);
    assert_eq!(ln(-0.0), f64::NEG_INFINITY);
    assert_eq!(ln(f64::INFINITY), f64::INFINITY);
    assert_eq!(ln(SUBNORMAL), -744.440_071_921_381_2);
    assert_eq!(ln(f64::MIN_POSITIVE), -708.396_418_532_264_1);
    for x in [f64::NAN, f64::NEG_INFINITY, -1.0, -SUBNORMAL] {
        assert!(ln(x).is_nan(), "ln({x:?})");
    }
}

#[test]
fn tanh_at_the_edges() {
    assert_eq!(tanh(0.0).to_bits(), 0.0_f64.to_bits());
    assert_eq!(tanh(-0.0).to_bits(), (-0.0_f64).to_bits());
    assert_eq!(tanh(SUBNORMAL), SUBNORMAL);
    assert_eq!(tanh(1e-300), 1e-300);
    for x in [20.0, 1e308, f64::INFINITY] {
        assert_eq!(tanh(x), 1.0, "tanh({x})");
        assert_eq!(tanh(-x), -1.0, "tanh(−{x})");
    }
    assert!(tanh(f64::NAN).is_nan());
}

#[test]
fn sigmoid_at_the_edges() {
    assert_eq!(sigmoid(0.0), 0.5);
    assert_eq!(sigmoid(f64::INFINITY), 1.0);
    assert_eq!(sigmoid(1e308), 1.0);
    assert_eq!(sigmoid(f64::NEG_INFINITY), 0.0);
    assert_eq!(sigmoid(-1e308), 0.0);
    assert!(sigmoid(f64::NAN).is_nan());
}

#[test]
fn tanh_is_odd_to_the_last_bit() {
    for x in spread(0.0, 25.0, 100_000).chain(magnitudes(SUBNORMAL, f64::MAX, 100_000)) {
        assert_eq!(tanh(-x).to_bits(), (-tanh(x)).to_bits(), "at {x:?}");
    }
}

#[test]
fn sigmoid_of_the_opposite_is_the_complement() {
    for z in spread(-40.0, 40.0, 100_000) {
        let off = (sigmoid(-z) - (1.0 - sigmoid(z))).abs();
        assert!(off <= 2.0 * f64::EPSILON, "off by {off:e} at {z:?}");
    }
}

#[test]
fn functions_never_fall_where_they_should_rise() {
    // From one double to the next a rounding error may show; over a few thousand it may not.
    for f in [exp, tanh, sigmoid] {
        let grid = (-4000..=4000).map(|i| f64::from(i) * 1e-6);
        let values: Vec<f64> = grid.map(f).collect();
        assert!(values.is_sorted(), "falls near 0");
    }
    let values: Vec<f64> = (1..=4000).map(|i| ln(f64::from(i) * 1e-3)).collect();
    assert!(values.is_sorted());
}

#[test]
fn four_at_once_give_the_bits_of_one_at_a_time() {
    let activations = [
        Activation::Sigmoid,
        Activation::Tanh,
        Activation::Relu,
        Activation::LeakyRelu,
        Activation::Identity,
    ];
    let mut arguments: Vec<f64> = spread(-750.0, 750.0, 4000)
        .chain(spread(-5.0, 5.0, 4000))
        .collect();
    arguments.extend([
        0.0,
        -0.0,
        SUBNORMAL,
        -SUBNORMAL,
        f64::INFINITY,
        f64::NEG_INFINITY,
        f64::MAX,
        f64::MIN,
    ]);
    let mut z = vec![Block::ZERO; arguments.len() / 4];
    assert_eq!(z.len() * 4, arguments.len());
    block::lanes_mut(&mut z).copy_from_slice(&arguments);
    for activation in activations {
        let mut a = vec![Block::splat(f64::NAN); z.len()];
        activation.apply_blocks(&z, &mut a);
        for (z, a) in arguments.iter().zip(block::lanes(&a)) {
            assert_eq!(
                a.to_bits(),
                one(activation, *z).to_bits(),
                "{activation:?} at {z:?}"
            );
        }
    }
}

#[test]
fn every_derivative_is_the_slope_of_its_function() {
    let activations = [
        Activation::Sigmoid,
        Activation::Tanh,
        Activation::Relu,
        Activation::LeakyRelu,
        Activation::Identity,
    ];
    // Steps of 2⁻¹⁵ from multiples of 2⁻⁷ that are not 0: exact, and never across a kink.
    let h = f64::exp2(-15.0);
    for activation in activations {
        for i in (-512..=512).filter(|&i| i != 0) {
            let z = f64::from(i) / 128.0;
            let slope = (one(activation, z + h) - one(activation, z - h)) / (2.0 * h);
            let derivative = activation.derivative(activation.apply(Block::splat(z)));
            let off = (derivative.to_array()[0] - slope).abs();
            assert!(off < 1e-9, "{activation:?}: off by {off:e} at {z}");
        }
    }
}
