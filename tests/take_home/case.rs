//! One moment of one run.

use serde_json::{Value as Json, json};
use xor_lab::training::{Hyperparameters, Position, Run};

use crate::script::{Act, Script, place, played};

/// A run and a place in it, which is what a figure gives away.
pub struct Case {
    pub name: String,
    hyperparameters: Json,
    script: Script,
    to: Position,
    /// The moment, as plain data.
    pub moment: Json,
}

impl Case {
    /// A run to which something is done, up to a place.
    pub fn new(name: &str, hyperparameters: &Json, script: Script, to: Position) -> Self {
        let loss = played(&start(hyperparameters), &script, to).loss();
        Self::with_loss(name, hyperparameters, script, to, loss)
    }

    /// A run that trains by itself, until an epoch or its loss is no longer finite.
    pub fn trained(name: &str, hyperparameters: &Json, epochs: u64) -> Self {
        let mut run = start(hyperparameters);
        run.train(epochs);
        Self::with_loss(name, hyperparameters, Vec::new(), place(&run), run.loss())
    }

    fn with_loss(
        name: &str,
        hyperparameters: &Json,
        script: Script,
        to: Position,
        loss: f64,
    ) -> Self {
        let changes: Vec<_> = script.iter().map(change).collect();
        Case {
            moment: json!({
                "hyperparameters": start(hyperparameters).hyperparameters(),
                "changes": changes,
                "at": to,
                "loss": loss,
            }),
            name: format!("{name}, {to:?}"),
            hyperparameters: hyperparameters.clone(),
            script,
            to,
        }
    }

    /// The same moment of a run that begins otherwise, said to have the loss of this one.
    pub fn mistaken(&self, others: Json) -> Case {
        let mut mistaken = Case::new(
            &format!("{} with {others}", self.name),
            &with(&self.hyperparameters, others),
            self.script.clone(),
            self.to,
        );
        mistaken.moment["loss"] = self.moment["loss"].clone();
        mistaken
    }

    /// Whether the loss is another if training is one hundredth faster throughout.
    pub fn depends_on_learning_rate(&self) -> bool {
        let faster = |changes: &mut Json| {
            if let Some(rate) = changes["learningRate"].as_f64() {
                changes["learningRate"] = json!(1.01 * rate);
            }
        };
        let mut hyperparameters = json!(start(&self.hyperparameters).hyperparameters());
        faster(&mut hyperparameters);
        let mut script = self.script.clone();
        for (_, act) in &mut script {
            if let Act::Update(changes) = act {
                faster(changes);
            }
        }
        let loss = played(&start(&hyperparameters), &script, self.to).loss();
        let own = self.moment["loss"].as_f64().unwrap();
        (loss - own).abs() > 1e-7 * own
    }
}

pub fn start(hyperparameters: &Json) -> Run {
    let hyperparameters: Hyperparameters = serde_json::from_value(hyperparameters.clone()).unwrap();
    Run::new(hyperparameters).unwrap()
}

/// As a moment has it.
fn change((at, act): &(Position, Act)) -> Json {
    match act {
        Act::Update(changes) => json!({ "at": at, "hyperparameters": changes }),
        Act::Parameter(index, value) => json!({ "at": at, "parameter": [index, value] }),
        Act::Inputs(example, x1, x2) => json!({ "at": at, "inputs": [example, x1, x2] }),
        Act::Input(..) => panic!("a moment has both inputs"),
    }
}

/// Some hyperparameters with others.
pub fn with(base: &Json, others: Json) -> Json {
    let mut both = base.clone();
    let others = others.as_object().unwrap().clone();
    both.as_object_mut().unwrap().extend(others);
    both
}
