//! NumPy's legacy random numbers: `np.random.RandomState`, draw for draw.
//!
//! Everything random in a run comes from here, so that a few lines of NumPy can redo it. The
//! bits are MT19937's; how doubles, deviates and permutations are made of them follows NumPy's
//! `legacy-distributions.c` and `mtrand.pyx`, which are frozen (NEP 19).

use rand_mt::Mt;

use super::functions;

/// `np.random.RandomState(seed)`.
#[derive(Clone, Debug)]
pub struct RandomState {
    bits: Mt,
    /// The polar method makes deviates in pairs; the one not yet given.
    kept: Option<f64>,
}

impl RandomState {
    /// `np.random.RandomState(seed)`: Knuth's initialiser.
    pub fn new(seed: u32) -> Self {
        RandomState {
            bits: Mt::new(seed),
            kept: None,
        }
    }

    /// `np.random.RandomState([seed, stream])`: a stream that shares nothing with another.
    pub fn stream(seed: u32, stream: u32) -> Self {
        RandomState {
            bits: Mt::new_with_key([seed, stream]),
            kept: None,
        }
    }

    /// `random_sample()`: 53 random bits, 0 ≤ x < 1.
    pub fn uniform(&mut self) -> f64 {
        let high = f64::from(self.bits.next_u32() >> 5);
        let low = f64::from(self.bits.next_u32() >> 6);
        (high * 67_108_864.0 + low) / 9_007_199_254_740_992.0
    }

    /// `randn()`: a standard normal deviate by Marsaglia's polar method; NumPy gives the second
    /// of a pair first. Within 2 ULP of NumPy's, whose logarithm is the platform's.
    pub fn normal(&mut self) -> f64 {
        if let Some(kept) = self.kept.take() {
            return kept;
        }
        loop {
            let x1 = 2.0 * self.uniform() - 1.0;
            let x2 = 2.0 * self.uniform() - 1.0;
            let r2 = x1 * x1 + x2 * x2;
            if r2 < 1.0 && r2 != 0.0 {
                let f = (-2.0 * functions::ln(r2) / r2).sqrt();
                self.kept = Some(f * x1);
                return f * x2;
            }
        }
    }

    /// `permutation(order.len())`: 0, 1, 2 … shuffled by Fisher and Yates from the end, each
    /// place drawn by masked rejection.
    pub fn permutation(&mut self, order: &mut [usize]) {
        for (i, place) in order.iter_mut().enumerate() {
            *place = i;
        }
        for i in (1..order.len()).rev() {
            order.swap(i, self.up_to(i));
        }
    }

    /// An integer from 0 to `max`, both included; `max` < 2³².
    fn up_to(&mut self, max: usize) -> usize {
        let mask = (max + 1).next_power_of_two() - 1;
        loop {
            let value = self.bits.next_u32() as usize & mask;
            if value <= max {
                return value;
            }
        }
    }
}
