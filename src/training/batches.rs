//! Which examples the updates of an epoch see, one batch after the other.

use crate::engine::random::RandomState;

/// The order of the examples in an epoch, and how far it has come.
#[derive(Clone, Debug)]
pub(super) struct Batches {
    /// The source of the shuffles, from the first one on.
    pub(super) shuffler: Option<Box<RandomState>>,
    /// Indices of the examples, in the order of this epoch.
    order: Vec<usize>,
    /// Where the last batch begins in it.
    first: usize,
    /// How many examples of this epoch the parameters have seen.
    pub(super) seen: usize,
}

impl Batches {
    /// Those of a run on so many examples, at the start of an epoch.
    pub(super) fn new(examples: usize) -> Self {
        Batches {
            shuffler: None,
            order: (0..examples).collect(),
            first: 0,
            seen: 0,
        }
    }

    /// Goes on to the next batch, of up to `size` examples. If those are all, they come in their
    /// own order; else in that of a fresh permutation in each epoch, whose last batch may be
    /// smaller.
    pub(super) fn advance(&mut self, size: usize, seed: u32) {
        let all = self.order.len();
        self.first = self.seen;
        self.seen = (self.first + size).min(all);
        if self.seen - self.first == all {
            for (i, place) in self.order.iter_mut().enumerate() {
                *place = i;
            }
        } else if self.first == 0 {
            let new = || Box::new(RandomState::stream(seed, 2));
            let shuffler = self.shuffler.get_or_insert_with(new);
            shuffler.permutation(&mut self.order);
        }
    }

    /// The last batch: its examples, by their indices.
    pub(super) fn batch(&self) -> &[usize] {
        &self.order[self.first..self.seen]
    }

    /// The example in a place of the last batch.
    #[inline(never)]
    pub(super) fn example(&self, place: usize) -> usize {
        self.order[self.first + place]
    }
}
