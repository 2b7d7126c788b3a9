//! Which examples the updates of an epoch see, one batch after the other.

use crate::engine::random::RandomState;

/// The order of the examples in an epoch, and how far it has come.
#[derive(Clone, Debug)]
pub(super) struct Batches {
    /// The source of the shuffles, from the first one on.
    pub(super) shuffler: Option<Box<RandomState>>,
    /// Indices of the examples, as the last shuffle left them.
    order: Vec<usize>,
    /// How many examples of this epoch the parameters have seen.
    pub(super) seen: usize,
}

impl Batches {
    /// Those of a run on so many examples, at the start of an epoch.
    pub(super) fn new(examples: usize) -> Self {
        Batches {
            shuffler: None,
            order: (0..examples).collect(),
            seen: 0,
        }
    }

    /// The examples that the next update sees, up to `size` of them; they have then been seen.
    /// `None` stands for all of them in their own order. Batches that are smaller are those of a
    /// fresh permutation in each epoch, whose last one may be smaller yet.
    pub(super) fn next(&mut self, size: usize, seed: u32) -> Option<&[usize]> {
        let all = self.order.len();
        let first = self.seen;
        self.seen = (first + size).min(all);
        if first == 0 {
            if size == all {
                return None;
            }
            let new = || Box::new(RandomState::stream(seed, 2));
            let shuffler = self.shuffler.get_or_insert_with(new);
            shuffler.permutation(&mut self.order);
        }
        Some(&self.order[first..self.seen])
    }
}
