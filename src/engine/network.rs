//! A fully connected network: sizes, activations and one flat list of parameters.
//!
//! Layer i (1 ≤ i ≤ L) has `weights(i)`, the notebook's W\[i\], n_i × n_(i−1) row-major
//! (`weights[j * n_in + k]`: input k → neuron j), and `biases(i)`, n_i. All parameters stand in
//! one `Vec<f64>`, layer by layer, weights before biases: the order in which the notebook draws
//! them, and the one in which optimizers and gradients run over them.

use std::ops::Range;

use super::activation::Activation;
use super::block::add_scaled;
use super::pass::Pass;

/// The parameters of a network, and what its neurons compute.
#[derive(Clone, Debug, PartialEq)]
pub struct Network {
    sizes: Vec<usize>,
    hidden_activation: Activation,
    output_activation: Activation,
    parameters: Vec<f64>,
    /// Where the parameters of layer i start; one more entry than layers.
    starts: Vec<usize>,
}

impl Network {
    /// A network of zeros. `sizes` are the widths of all layers, inputs first: `[2, 2, 1]`.
    ///
    /// # Panics
    /// With fewer than two sizes, or a size of zero: `Hyperparameters` lets neither through.
    pub fn new(sizes: &[usize], activation: Activation, output_activation: Activation) -> Self {
        assert!(
            sizes.len() >= 2 && !sizes.contains(&0),
            "a network has inputs and outputs"
        );
        let mut starts = vec![0];
        let mut count = 0;
        for pair in sizes.windows(2) {
            count += (pair[0] + 1) * pair[1];
            starts.push(count);
        }
        Network {
            sizes: sizes.to_vec(),
            hidden_activation: activation,
            output_activation,
            parameters: vec![0.0; count],
            starts,
        }
    }

    /// Widths of all layers, inputs first.
    pub fn sizes(&self) -> &[usize] {
        &self.sizes
    }

    /// L, the number of layers that have weights.
    pub fn layers(&self) -> usize {
        self.sizes.len() - 1
    }

    /// The activation of layer 1 ≤ `layer` ≤ L.
    pub fn activation(&self, layer: usize) -> Activation {
        if layer == self.layers() {
            self.output_activation
        } else {
            self.hidden_activation
        }
    }

    /// All parameters, layer by layer, weights before biases.
    pub fn parameters(&self) -> &[f64] {
        &self.parameters
    }

    /// All parameters, to be changed.
    pub fn parameters_mut(&mut self) -> &mut [f64] {
        &mut self.parameters
    }

    /// Where the weights of `layer` stand among the parameters.
    pub fn weights_range(&self, layer: usize) -> Range<usize> {
        let start = self.starts[layer - 1];
        start..start + self.sizes[layer] * self.sizes[layer - 1]
    }

    /// Where the biases of `layer` stand among the parameters.
    pub fn biases_range(&self, layer: usize) -> Range<usize> {
        self.weights_range(layer).end..self.starts[layer]
    }

    /// W\[layer\], n_i × n_(i−1) row-major.
    pub fn weights(&self, layer: usize) -> &[f64] {
        &self.parameters[self.weights_range(layer)]
    }

    /// b\[layer\], n_i.
    pub fn biases(&self, layer: usize) -> &[f64] {
        &self.parameters[self.biases_range(layer)]
    }

    /// Z\[i\] = A\[i−1\]·W\[i\]ᵀ + b\[i\]ᵀ and A\[i\] = f_i(Z\[i\]) for every layer, on the
    /// examples that `pass` holds.
    pub fn forward(&self, pass: &mut Pass) {
        for layer in 1..=self.layers() {
            let (inputs, z, a) = pass.layer_mut(layer);
            let n_in = self.sizes[layer - 1];
            let blocks = inputs.len() / n_in;
            let rows = self.weights(layer).chunks_exact(n_in);
            let neurons = rows.zip(self.biases(layer)).zip(z.chunks_exact_mut(blocks));
            for ((weights, &bias), z) in neurons {
                for (block, z) in z.iter_mut().enumerate() {
                    let mut sum = [bias; 4];
                    for (&weight, input) in weights.iter().zip(inputs.chunks_exact(blocks)) {
                        add_scaled(&mut sum, weight, &input[block]);
                    }
                    *z = sum;
                }
            }
            self.activation(layer).apply_blocks(z, a);
            pass.clear_padded_a(layer);
        }
    }
}
