//! Checkpoints: where a run was, at as many epochs as memory has room for.
//!
//! They stand a power of two epochs apart. When they are too many, every second one goes and the
//! distance doubles, so that a run of any length has some, and from the nearest one to any epoch
//! it is never further than that distance.

use crate::engine::Optimizer;
use crate::engine::random::RandomState;

/// All that decides how a run goes on from the end of an epoch, but for its hyperparameters and
/// data there, which the recorded changes tell.
#[derive(Clone, Debug)]
pub struct Checkpoint {
    /// Epochs completed. Changes that were made right there come after it.
    pub epoch: u64,
    /// All parameters of the network.
    pub parameters: Vec<f64>,
    /// What the update rule remembers, and its settings.
    pub optimizer: Optimizer,
    /// The source of the shuffles; `None` while there has been no shuffle.
    pub shuffler: Option<Box<RandomState>>,
}

impl Checkpoint {
    /// The bytes of one with parameters, v and s, whatever the rule, and a source of shuffles: how
    /// many there may be does not hang on what can change in a run.
    fn most_bytes(&self) -> usize {
        size_of::<Self>() + 3 * size_of_val(&self.parameters[..]) + size_of::<RandomState>()
    }
}

/// The checkpoints of a run, in order; the first to be added is that of epoch 0.
#[derive(Clone, Debug)]
pub struct Checkpoints {
    list: Vec<Checkpoint>,
    first_spacing: u64,
    spacing: u64,
}

impl Checkpoints {
    /// Most checkpoints there ever are.
    pub const MOST: usize = 512;

    /// Most bytes that what they hold ever takes: those of a large network are fewer, down to 7 of
    /// 6 × 64 neurons.
    pub const MOST_BYTES: usize = 4_000_000;

    /// From epoch 0 on, so many examples are seen from one checkpoint to the next: to take one
    /// costs far less than to train on them, whatever the network.
    const EXAMPLES_BETWEEN: usize = 4096;

    /// None yet, of a run on so many examples, at least one.
    pub fn new(examples: usize) -> Self {
        let epochs = (Self::EXAMPLES_BETWEEN / examples).max(1);
        let spacing = 1 << epochs.ilog2();
        Checkpoints {
            list: Vec::new(),
            first_spacing: spacing,
            spacing,
        }
    }

    /// Whether there ought to be one at the end of an epoch that there is not.
    pub fn wants(&self, epoch: u64) -> bool {
        if self.until_next(epoch) < self.spacing {
            return false;
        }
        let up_to_there = self.up_to(epoch);
        up_to_there == 0 || self.list[up_to_there - 1].epoch < epoch
    }

    /// Epochs from the end of one to where the next checkpoint ought to be.
    pub fn until_next(&self, epoch: u64) -> u64 {
        self.spacing - (epoch & (self.spacing - 1))
    }

    /// Adds one that is [wanted](Self::wants).
    pub fn add(&mut self, checkpoint: Checkpoint) {
        self.list.insert(self.up_to(checkpoint.epoch), checkpoint);
        while self.list.len() > self.most() {
            self.spacing *= 2;
            let mut kept = 0;
            for i in 0..self.list.len() {
                if self.until_next(self.list[i].epoch) == self.spacing {
                    self.list.swap(kept, i);
                    kept += 1;
                }
            }
            self.list.truncate(kept);
        }
    }

    /// The last one at or before the end of an epoch.
    pub fn nearest(&self, epoch: u64) -> &Checkpoint {
        &self.list[self.up_to(epoch) - 1]
    }

    /// Drops those after an epoch. The next ones come as near to each other as if the run had
    /// never gone further.
    pub fn truncate(&mut self, epoch: u64) {
        self.list.truncate(self.up_to(epoch));
        self.spacing = self.first_spacing;
        while epoch / self.spacing >= self.most() as u64 {
            self.spacing *= 2;
        }
    }

    /// Bytes they take.
    pub fn bytes(&self) -> usize {
        let shuffled = self.list.iter().filter(|one| one.shuffler.is_some());
        let unused = self.list.capacity() - self.list.len();
        let most: usize = self.list.iter().map(Checkpoint::most_bytes).sum();
        let unshuffled = self.list.len() - shuffled.count();
        most + unused * size_of::<Checkpoint>() - unshuffled * size_of::<RandomState>()
    }

    /// How many there may be.
    fn most(&self) -> usize {
        Self::MOST.min(Self::MOST_BYTES / self.list[0].most_bytes())
    }

    /// How many there are at or before the end of an epoch.
    #[inline(never)]
    fn up_to(&self, epoch: u64) -> usize {
        self.list
            .partition_point(|checkpoint| checkpoint.epoch <= epoch)
    }
}
