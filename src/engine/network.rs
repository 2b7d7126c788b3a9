//! A fully connected network: sizes, activations and one flat list of parameters.
//!
//! Layer i (1 ≤ i ≤ L) has `weights(i)`, the notebook's W\[i\], n_i × n_(i−1) row-major
//! (`weights[j * n_in + k]`: input k → neuron j), and `biases(i)`, n_i. All parameters stand in
//! one `Vec<f64>`, layer by layer, weights before biases: the order in which the notebook draws
//! them, and the one in which optimizers and gradients run over them.

use std::ops::Range;

use super::activation::Activation;
use super::block;
use super::pass::Pass;
use super::shape::{Shape, Sizes, upward};

/// The parameters of a network, and what its neurons compute.
#[derive(Clone, Debug, PartialEq)]
pub struct Network<S: Shape = Sizes> {
    pub(super) shape: S,
    pub(super) hidden_activation: Activation,
    pub(super) output_activation: Activation,
    pub(super) parameters: S::Parameters,
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
        let shape = Sizes::new(sizes);
        let parameters = shape.parameters_before()[sizes.len()];
        Network {
            hidden_activation: activation,
            output_activation,
            parameters: vec![0.0; parameters],
            shape,
        }
    }

    /// Whether it is the same to the last bit. NaN, which is not equal to itself, is the same.
    pub fn is_same(&self, other: &Network) -> bool {
        let mut pairs = self.parameters.iter().zip(&other.parameters);
        self.shape == other.shape
            && self.hidden_activation == other.hidden_activation
            && self.output_activation == other.output_activation
            && pairs.all(|(a, b)| a.to_bits() == b.to_bits())
    }

    /// Z\[i\] = A\[i−1\]·W\[i\]ᵀ + b\[i\]ᵀ and A\[i\] = f_i(Z\[i\]) for every layer, on the
    /// examples that `pass` holds.
    pub fn forward(&self, pass: &mut Pass) {
        self.forward_in_line(pass);
    }
}

impl<S: Shape> Network<S> {
    /// Widths of all layers, inputs first.
    #[inline(always)]
    pub fn sizes(&self) -> &[usize] {
        self.shape.sizes()
    }

    /// L, the number of layers that have weights.
    #[inline(always)]
    pub fn layers(&self) -> usize {
        self.shape.layers()
    }

    /// The activation of layer 1 ≤ `layer` ≤ L.
    #[inline(always)]
    pub fn activation(&self, layer: usize) -> Activation {
        if let Some(choices) = S::CHOICES {
            choices.activation
        } else if layer == self.layers() {
            self.output_activation
        } else {
            self.hidden_activation
        }
    }

    /// All parameters, layer by layer, weights before biases.
    #[inline(always)]
    pub fn parameters(&self) -> &[f64] {
        self.parameters.as_ref()
    }

    /// All parameters, to be changed.
    #[inline(always)]
    pub fn parameters_mut(&mut self) -> &mut [f64] {
        self.parameters.as_mut()
    }

    /// Where the weights of `layer` stand among the parameters.
    #[inline(always)]
    pub fn weights_range(&self, layer: usize) -> Range<usize> {
        let start = self.shape.parameters_before()[layer];
        start..start + self.sizes()[layer] * self.sizes()[layer - 1]
    }

    /// Where the biases of `layer` stand among the parameters.
    #[inline(always)]
    pub fn biases_range(&self, layer: usize) -> Range<usize> {
        let start = self.weights_range(layer).end;
        start..start + self.sizes()[layer]
    }

    /// W\[layer\], n_i × n_(i−1) row-major.
    #[inline(always)]
    pub fn weights(&self, layer: usize) -> &[f64] {
        &self.parameters()[self.weights_range(layer)]
    }

    /// b\[layer\], n_i.
    #[inline(always)]
    pub fn biases(&self, layer: usize) -> &[f64] {
        &self.parameters()[self.biases_range(layer)]
    }

    /// The same network in another shape of the same sizes.
    #[inline(always)]
    pub(super) fn with_shape<T: Shape>(&self, shape: T) -> Network<T> {
        let mut network = Network {
            shape,
            hidden_activation: self.hidden_activation,
            output_activation: self.output_activation,
            parameters: T::Parameters::default(),
        };
        network.copy_from(self);
        network
    }

    /// Takes the parameters of another network of the same sizes.
    #[inline(always)]
    pub(super) fn copy_from<T: Shape>(&mut self, other: &Network<T>) {
        self.parameters_mut().copy_from_slice(other.parameters());
    }

    /// [`forward`](Network::forward) for any shape, as a part of whoever calls it.
    #[inline(always)]
    pub(super) fn forward_in_line(&self, pass: &mut Pass<S>) {
        upward!(S, self.layers(), layer => {
            let blocks = pass.blocks();
            let (inputs, z, a) = pass.layer_mut(layer);
            block::affine(self.weights(layer), self.biases(layer), inputs, blocks, z);
            self.activation(layer).apply_blocks(z, a);
            pass.clear_padded_a(layer);
        });
    }
}
