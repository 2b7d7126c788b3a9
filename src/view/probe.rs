//! What a network answers at inputs of our choosing, in a work space that is not the run's.

use crate::engine::{Network, Pass};

/// Work space for asking networks.
#[derive(Clone, Debug, Default)]
pub struct Probe {
    pass: Option<Pass>,
    /// What the pass is for.
    sizes: Vec<usize>,
}

impl Probe {
    /// z and a of every layer at these inputs.
    pub fn ask(&mut self, network: &Network, inputs: &[[f64; 2]]) -> &Pass {
        if self.sizes != network.sizes() {
            self.sizes = network.sizes().to_vec();
            self.pass = None;
        }
        let pass = self
            .pass
            .get_or_insert_with(|| Pass::new(&self.sizes, inputs.len()));
        pass.load(inputs.len(), &|n| &inputs[n]);
        network.forward(pass);
        pass
    }

    /// What it answered last.
    ///
    /// # Panics
    /// If it has not been asked.
    pub fn answer(&self) -> &Pass {
        self.pass.as_ref().expect("asked before")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::training::{Hyperparameters, Run};

    #[test]
    fn answers_as_the_run_does_whatever_was_asked_before() {
        let mut probe = Probe::default();
        for hidden in [vec![2], vec![5, 3], vec![]] {
            let hyperparameters = Hyperparameters {
                hidden,
                ..Hyperparameters::default()
            };
            let run = Run::new(hyperparameters).unwrap();
            let network = run.network();
            probe.ask(network, &[[0.5, 0.5]; 9]);
            let inputs: Vec<_> = run.points().iter().map(|&[x1, x2, _]| [x1, x2]).collect();
            let pass = probe.ask(network, &inputs);
            for example in 0..inputs.len() {
                let layer = network.layers();
                let (asked, own) = (pass.a(layer, 0, example), run.pass().a(layer, 0, example));
                assert_eq!(asked.to_bits(), own.to_bits());
            }
        }
    }
}
