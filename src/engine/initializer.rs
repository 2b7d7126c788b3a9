//! Where the parameters start.

use super::network::Network;
use super::random::RandomState;
use super::words::words;

words! {
    /// How the first weights and biases are made, with n_in inputs and n_out neurons in a layer.
    pub enum Initializer {
        /// The notebook's: `np.random.seed(seed)`, then per layer `randn` weights, `randn` biases.
        NumpyRandn = "numpy-randn",
        /// Uniform within ±√(6 / (n_in + n_out)) (Glorot & Bengio 2010); biases 0, here and below.
        XavierUniform = "xavier-uniform",
        /// Normal with variance 2 / (n_in + n_out) (Glorot & Bengio 2010).
        XavierNormal = "xavier-normal",
        /// Uniform within ±√(6 / n_in) (He et al. 2015).
        HeUniform = "he-uniform",
        /// Normal with variance 2 / n_in (He et al. 2015).
        HeNormal = "he-normal",
        /// All 0: every hidden unit stays the twin of the others.
        Zeros = "zeros",
        /// The ones that the hyperparameters hold.
        Given = "given",
    }
}

impl Initializer {
    /// Sets all parameters of `network`; the same seed gives the same bits.
    /// [`Initializer::Given`] changes nothing: its numbers are the caller's to copy.
    pub fn fill(self, network: &mut Network, seed: u32) {
        let mut random = RandomState::new(seed);
        match self {
            Initializer::Given => {}
            Initializer::Zeros => network.parameters_mut().fill(0.0),
            // The parameters stand in the order in which the notebook draws them.
            Initializer::NumpyRandn => network
                .parameters_mut()
                .iter_mut()
                .for_each(|parameter| *parameter = random.normal()),
            _ => {
                for layer in 1..=network.layers() {
                    let n_in = network.sizes()[layer - 1] as f64;
                    let n_out = network.sizes()[layer] as f64;
                    let (weights, biases) =
                        (network.weights_range(layer), network.biases_range(layer));
                    for weight in &mut network.parameters_mut()[weights] {
                        *weight = self.weight(&mut random, n_in, n_out);
                    }
                    network.parameters_mut()[biases].fill(0.0);
                }
            }
        }
    }

    fn weight(self, random: &mut RandomState, n_in: f64, n_out: f64) -> f64 {
        let fans = match self {
            Initializer::XavierUniform | Initializer::XavierNormal => n_in + n_out,
            _ => n_in,
        };
        match self {
            Initializer::XavierUniform | Initializer::HeUniform => {
                let limit = (6.0 / fans).sqrt();
                // NumPy's `uniform(low, high)`: low + (high − low)·x.
                -limit + (limit - -limit) * random.uniform()
            }
            _ => random.normal() * (2.0 / fans).sqrt(),
        }
    }
}
