//! What the contenders train, in a form that needs none of this crate's code.

use serde::Serialize;
use xor_lab::engine::random::RandomState;
use xor_lab::engine::{Activation, Dataset, Initializer, Point, Reduction, Rule};
use xor_lab::training::{Hyperparameters, Run};

/// How many shuffles the contenders get; later epochs take them again from the first.
const ORDERS: usize = 64;

/// A network, its data and its start; `xtask/bench/task.js` says what each field is.
#[derive(Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Task {
    pub name: &'static str,
    #[serde(skip)]
    pub title: &'static str,
    /// How far an equal contender's loss may be from the engine's, relative to it.
    #[serde(skip)]
    pub tolerance: f64,
    pub hyperparameters: Hyperparameters,
    sizes: Vec<usize>,
    points: Vec<Point>,
    parameters: Vec<f64>,
    hidden: Activation,
    optimizer: Rule,
    learning_rate: f64,
    mean: bool,
    batch_size: Option<usize>,
    orders: Vec<Vec<usize>>,
}

impl Task {
    /// The three that are measured.
    pub fn all() -> [Self; 3] {
        [
            Self::new(
                "xor",
                "XOR, 2-2-1 sigmoid, 4 points, full batch",
                1e-9,
                Hyperparameters::default(),
            ),
            Self::new(
                "circles",
                "Circles, 2-8-8-1 tanh, 200 points, full batch",
                1e-9,
                small(),
            ),
            Self::new(
                "adam",
                "Circles, 2-32-32-1 tanh, 500 points, batches of 32, Adam",
                1e-6,
                Hyperparameters {
                    samples: Some(500),
                    hidden: vec![32, 32],
                    optimizer: Rule::Adam,
                    learning_rate: 0.01,
                    batch_size: Some(32),
                    ..small()
                },
            ),
        ]
    }

    fn new(
        name: &'static str,
        title: &'static str,
        tolerance: f64,
        hyperparameters: Hyperparameters,
    ) -> Self {
        let run = Run::new(hyperparameters.clone()).expect("the bench's tasks are allowed");
        Self {
            name,
            title,
            tolerance,
            sizes: hyperparameters.sizes(),
            points: run.points().to_vec(),
            parameters: run.network().parameters().to_vec(),
            hidden: hyperparameters.activation,
            optimizer: hyperparameters.optimizer,
            learning_rate: hyperparameters.learning_rate,
            mean: hyperparameters.reduction == Reduction::Mean,
            batch_size: hyperparameters.batch_size,
            orders: orders(&hyperparameters, run.points().len()),
            hyperparameters,
        }
    }

    /// The losses after epochs 1, 2, 3, …
    pub fn losses(&self, epochs: usize) -> Vec<f64> {
        let mut run =
            Run::new(self.hyperparameters.clone()).expect("the bench's tasks are allowed");
        let mut loss = || {
            run.train(1);
            run.loss()
        };
        (0..epochs).map(|_| loss()).collect()
    }
}

/// The network of 2-8-8-1.
pub fn small() -> Hyperparameters {
    Hyperparameters {
        dataset: Dataset::Circles,
        samples: Some(200),
        noise: 0.1,
        hidden: vec![8, 8],
        activation: Activation::Tanh,
        reduction: Reduction::Mean,
        init: Initializer::XavierUniform,
        seed: 1,
        learning_rate: 0.5,
        ..Hyperparameters::default()
    }
}

/// The shuffles that the run itself will draw.
fn orders(hyperparameters: &Hyperparameters, points: usize) -> Vec<Vec<usize>> {
    if hyperparameters.batch_size.is_none() {
        return Vec::new();
    }
    let mut shuffler = RandomState::stream(hyperparameters.seed, 2);
    let mut order = vec![0; points];
    let mut next = || {
        shuffler.permutation(&mut order);
        order.clone()
    };
    (0..ORDERS).map(|_| next()).collect()
}
