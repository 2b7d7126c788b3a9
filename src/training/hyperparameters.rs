//! Everything that decides a run: one type, its wire format, and what a change of it means.

use serde::{Deserialize, Serialize};

use crate::engine::optimizer::Settings;
use crate::engine::{
    Activation, Dataset, Gradient, Initializer, Loss, Network, Objective, Point, Reduction, Rule,
};

/// What decides a run, to the last bit.
///
/// The serde names (camelCase here, kebab-case words) are the wire format of permalinks, element
/// attributes and exported JSON; they never change meaning while `version` stays. A missing
/// field takes the value of the preset `corrected`; an unknown one is refused.
///
/// Any value can be written here; [`validate`](Self::validate) says what is allowed, and
/// `Run::new` asks it.
///
/// ```
/// use xor_lab::engine::{Activation, Dataset, Rule};
/// use xor_lab::training::{Hyperparameters, Run};
///
/// let mut hyperparameters = Hyperparameters {
///     dataset: Dataset::Circles,
///     hidden: vec![8, 8],
///     activation: Activation::Tanh,
///     optimizer: Rule::Adam,
///     learning_rate: 0.01,
///     batch_size: Some(32),
///     ..Hyperparameters::default()
/// };
/// assert!(Run::new(hyperparameters.clone()).is_ok());
///
/// // The same from JSON, as the page writes it.
/// let json = r#"{"dataset": "circles", "hidden": [8, 8], "activation": "tanh",
///     "optimizer": "adam", "learningRate": 0.01, "batchSize": 32}"#;
/// assert_eq!(serde_json::from_str::<Hyperparameters>(json)?, hyperparameters);
///
/// hyperparameters.learning_rate = -1.0;
/// let error = hyperparameters.validate().unwrap_err();
/// assert_eq!(error.to_string(), "learningRate is -1; allowed: a number from 0 to 1000");
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct Hyperparameters {
    /// Of the wire format: 1.
    pub version: u32,
    /// What is learnt.
    pub dataset: Dataset,
    /// The user's own points [x1, x2, y], for the data set `points`.
    pub points: Vec<Point>,
    /// How many points a generated data set has; `None`: 4 for a logic gate, else 200.
    pub samples: Option<usize>,
    /// Standard deviation of what is added to the coordinates of a generated data set.
    pub noise: f64,
    /// Widths of the hidden layers.
    pub hidden: Vec<usize>,
    /// Of the hidden layers.
    pub activation: Activation,
    /// Of the output neuron.
    pub output_activation: Activation,
    /// The loss of one example.
    pub loss: Loss,
    /// Sum or mean over the examples.
    pub reduction: Reduction,
    /// Where the parameters start.
    pub init: Initializer,
    /// For init `given`: W\[i\] of each layer as rows, one per neuron.
    pub weights: Vec<Vec<Vec<f64>>>,
    /// For init `given`: b\[i\] of each layer.
    pub biases: Vec<Vec<f64>>,
    /// Of everything random: parameters, data, shuffles.
    pub seed: u32,
    /// From gradient to update.
    pub optimizer: Rule,
    /// α.
    pub learning_rate: f64,
    /// Examples in a mini-batch; `None`, or as many as there are: all of them, unshuffled.
    pub batch_size: Option<usize>,
    /// μ of momentum and Nesterov.
    pub momentum: f64,
    /// β₁ of Adam.
    pub beta1: f64,
    /// β₂ of Adam and RMSProp.
    pub beta2: f64,
    /// Weight of Σ|w| in the loss.
    pub l1: f64,
    /// Weight of ½Σw² in the loss.
    pub l2: f64,
    /// The exact gradient, or a mistake worth watching.
    pub gradient: Gradient,
}

/// The hyperparameters that can change in the middle of a run.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Tuning {
    pub(super) optimizer: Settings,
    pub(super) batch_size: Option<usize>,
    l1: f64,
    l2: f64,
    gradient: Gradient,
}

impl Default for Hyperparameters {
    /// The preset `corrected`: the notebook's run with the right gradient.
    fn default() -> Self {
        Hyperparameters {
            version: Self::VERSION,
            dataset: Dataset::Xor,
            points: Vec::new(),
            samples: None,
            noise: 0.0,
            hidden: vec![2],
            activation: Activation::Sigmoid,
            output_activation: Activation::Sigmoid,
            loss: Loss::CrossEntropy,
            reduction: Reduction::Sum,
            init: Initializer::NumpyRandn,
            weights: Vec::new(),
            biases: Vec::new(),
            seed: 0,
            optimizer: Rule::GradientDescent,
            learning_rate: 1.4,
            batch_size: None,
            momentum: 0.9,
            beta1: 0.9,
            beta2: 0.999,
            l1: 0.0,
            l2: 0.0,
            gradient: Gradient::Exact,
        }
    }
}

impl Hyperparameters {
    /// The version of the wire format that this code reads and writes.
    pub const VERSION: u32 = 1;

    /// Widths of all layers: two inputs, the hidden ones, one output.
    pub fn sizes(&self) -> Vec<usize> {
        let mut sizes = vec![2];
        sizes.extend(&self.hidden);
        sizes.push(1);
        sizes
    }

    /// The data: the user's points, or the generated ones.
    pub(super) fn data(&self) -> Vec<Point> {
        if self.dataset == Dataset::Points {
            return self.points.clone();
        }
        let samples = self.samples.unwrap_or(self.dataset.default_samples());
        self.dataset.generate(samples, self.noise, self.seed)
    }

    /// The network at epoch 0.
    pub(super) fn network(&self) -> Network {
        let mut network = Network::new(&self.sizes(), self.activation, self.output_activation);
        self.init.fill(&mut network, self.seed);
        if self.init == Initializer::Given {
            let layers = self.weights.iter().zip(&self.biases);
            let given = layers.flat_map(|(rows, biases)| rows.iter().flatten().chain(biases));
            for (parameter, &value) in network.parameters_mut().iter_mut().zip(given) {
                *parameter = value;
            }
        }
        network
    }

    /// What is minimised.
    pub fn objective(&self) -> Objective {
        Objective {
            loss: self.loss,
            reduction: self.reduction,
            l1: self.l1,
            l2: self.l2,
        }
    }

    /// The optimizer's part.
    pub(super) fn optimizer_settings(&self) -> Settings {
        Settings {
            rule: self.optimizer,
            learning_rate: self.learning_rate,
            momentum: self.momentum,
            beta1: self.beta1,
            beta2: self.beta2,
        }
    }

    /// The part that can change in the middle of a run.
    pub(super) fn tuning(&self) -> Tuning {
        Tuning {
            optimizer: self.optimizer_settings(),
            batch_size: self.batch_size,
            l1: self.l1,
            l2: self.l2,
            gradient: self.gradient,
        }
    }

    /// Takes that part from other hyperparameters.
    pub(super) fn tune(&mut self, tuning: &Tuning) {
        self.optimizer = tuning.optimizer.rule;
        self.learning_rate = tuning.optimizer.learning_rate;
        self.momentum = tuning.optimizer.momentum;
        self.beta1 = tuning.optimizer.beta1;
        self.beta2 = tuning.optimizer.beta2;
        self.batch_size = tuning.batch_size;
        self.l1 = tuning.l1;
        self.l2 = tuning.l2;
        self.gradient = tuning.gradient;
    }

    /// Whether a run can go on from where it is when these become `next`: true unless its data,
    /// its shape, its start or the meaning of its loss curve would be another.
    pub fn can_become(&self, next: &Hyperparameters) -> bool {
        let mut rest = next.clone();
        rest.tune(&self.tuning());
        *self == rest
    }
}
