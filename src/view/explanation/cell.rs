//! Where a number of a run stands.

use crate::training::{NextUpdate, Run};

/// A matrix or vector of numbers, or the one number that is the loss.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Quantity {
    /// W\[layer\]: row = neuron, column = input.
    Weight,
    /// b\[layer\]: row = neuron, column 0.
    Bias,
    /// Z\[layer\]: row = example, column = neuron.
    PreActivation,
    /// A\[layer\], of layer 0 the inputs: row = example, column = neuron.
    Activation,
    /// δ\[layer\]: row = example, by its index in the data, column = neuron. NaN for examples that
    /// are not in the batch.
    Delta,
    /// ∂L/∂W\[layer\], shaped as W.
    WeightGradient,
    /// ∂L/∂b\[layer\], shaped as b.
    BiasGradient,
    /// y: row = example, column 0.
    Target,
    /// W\[layer\] after the update.
    NextWeight,
    /// b\[layer\] after the update.
    NextBias,
    /// The loss on all the data.
    Loss,
    /// v of the optimizer, before the update: shaped as W with one more column, for b.
    Velocity,
    /// s of the optimizer, likewise.
    Square,
}

impl Quantity {
    /// All of them, in order.
    pub const ALL: [Quantity; 13] = [
        Quantity::Weight,
        Quantity::Bias,
        Quantity::PreActivation,
        Quantity::Activation,
        Quantity::Delta,
        Quantity::WeightGradient,
        Quantity::BiasGradient,
        Quantity::Target,
        Quantity::NextWeight,
        Quantity::NextBias,
        Quantity::Loss,
        Quantity::Velocity,
        Quantity::Square,
    ];

    /// Whether it is there only once the next update is computed.
    pub fn is_of_update(self) -> bool {
        matches!(
            self,
            Quantity::Delta
                | Quantity::WeightGradient
                | Quantity::BiasGradient
                | Quantity::NextWeight
                | Quantity::NextBias
        )
    }

    /// The cell of it at a place.
    pub fn at(self, layer: usize, row: usize, column: usize) -> Cell {
        Cell {
            quantity: self,
            layer,
            row,
            column,
        }
    }
}

/// A place for a number. Where a quantity has no layer, row or column, it is 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cell {
    /// What it is a number of.
    pub quantity: Quantity,
    /// 1 to L; 0 for the inputs.
    pub layer: usize,
    /// From 0.
    pub row: usize,
    /// From 0.
    pub column: usize,
}

impl Cell {
    /// The number that stands there; `None` if the network has no such place, or if it is one of the
    /// next update and that is not given.
    pub fn number(self, run: &Run, update: Option<&NextUpdate>) -> Option<f64> {
        let Cell {
            quantity,
            layer,
            row,
            column,
        } = self;
        match quantity {
            Quantity::Loss | Quantity::Target if layer + column > 0 => None,
            Quantity::Loss => (row == 0).then_some(run.loss()),
            Quantity::Target => run.points().get(row).map(|point| point[2]),
            Quantity::PreActivation | Quantity::Activation | Quantity::Delta => {
                let neurons = *run.network().sizes().get(layer)?;
                let inputs = layer == 0 && quantity != Quantity::Activation;
                if inputs || row >= run.points().len() || column >= neurons {
                    return None;
                }
                Some(match quantity {
                    Quantity::PreActivation => run.pass().z(layer, column, row),
                    Quantity::Activation => run.pass().a(layer, column, row),
                    _ => {
                        let update = update?;
                        let place = update.place_of(row);
                        place.map_or(f64::NAN, |place| update.pass().delta(layer, column, place))
                    }
                })
            }
            _ => {
                let numbers = match quantity {
                    Quantity::WeightGradient | Quantity::BiasGradient => update?.gradients(),
                    Quantity::NextWeight | Quantity::NextBias => update?.network().parameters(),
                    Quantity::Velocity => run.optimizer().velocity(),
                    Quantity::Square => run.optimizer().square(),
                    _ => run.network().parameters(),
                };
                numbers.get(self.parameter(run)?).copied()
            }
        }
    }

    /// The index of the parameter that it is about, among all of them.
    fn parameter(self, run: &Run) -> Option<usize> {
        let network = run.network();
        let neurons = *network.sizes().get(self.layer)?;
        let inputs = *network.sizes().get(self.layer.checked_sub(1)?)?;
        // As if biases were a column after the weights.
        let (column, columns) = match self.quantity {
            Quantity::Bias | Quantity::BiasGradient | Quantity::NextBias => {
                (self.column.checked_add(inputs)?, inputs + 1)
            }
            Quantity::Velocity | Quantity::Square => (self.column, inputs + 1),
            _ => (self.column, inputs),
        };
        if self.row >= neurons || column >= columns {
            None
        } else if column == inputs {
            Some(network.biases_range(self.layer).start + self.row)
        } else {
            Some(network.weights_range(self.layer).start + self.row * inputs + column)
        }
    }
}
