//! The loss of every epoch, in bounded memory.
//!
//! The first [`History::EXACT`] losses are kept as they are. Beside them stand at most
//! [`History::MOST_BUCKETS`] buckets with the smallest and largest loss of as many epochs each;
//! when they are full, neighbours merge and every bucket covers twice as many epochs. So a run
//! of any length can be drawn, and no spike is ever lost.

/// Losses from epoch 0, the start, to now.
#[derive(Clone, Debug, PartialEq)]
pub struct History {
    exact: Vec<f64>,
    buckets: Vec<Extent>,
    /// Epochs in a bucket; the last bucket may hold fewer.
    bucket_epochs: u64,
    losses: u64,
    last: f64,
}

/// Smallest and largest finite loss of some epochs; `min > max` where there was none.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Extent {
    min: f64,
    max: f64,
}

/// The losses of neighbouring epochs.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Span {
    /// The first epoch.
    pub first: u64,
    /// The last epoch, included.
    pub last: u64,
    /// The smallest finite loss.
    pub min: f64,
    /// The largest finite loss.
    pub max: f64,
}

impl History {
    /// From epoch 0 on, so many losses are kept exactly.
    pub const EXACT: usize = 8192;

    /// Most buckets there ever are: 256 KiB.
    pub const MOST_BUCKETS: usize = 16_384;

    /// A history that begins with the loss of epoch 0.
    pub fn new(loss: f64) -> Self {
        let mut history = History {
            exact: Vec::new(),
            buckets: Vec::new(),
            bucket_epochs: 1,
            losses: 0,
            last: loss,
        };
        history.push(loss);
        history
    }

    /// Adds the loss of the next epoch.
    pub fn push(&mut self, loss: f64) {
        if self.exact.len() < Self::EXACT {
            self.exact.push(loss);
        }
        if self.losses == self.bucket_epochs * Self::MOST_BUCKETS as u64 {
            self.merge_neighbours();
        }
        // A power of two: a remainder by any number would cost as much as all the rest.
        if self.losses & (self.bucket_epochs - 1) == 0 {
            self.buckets.push(Extent::NONE);
        }
        if let Some(bucket) = self.buckets.last_mut() {
            bucket.include(Extent::of(loss));
        }
        self.losses += 1;
        self.last = loss;
    }

    /// Adds the losses of the next epochs.
    pub fn extend(&mut self, losses: &[f64]) {
        for &loss in losses {
            self.push(loss);
        }
    }

    fn merge_neighbours(&mut self) {
        for i in 0..self.buckets.len() / 2 {
            let mut merged = self.buckets[2 * i];
            merged.include(self.buckets[2 * i + 1]);
            self.buckets[i] = merged;
        }
        self.buckets.truncate(self.buckets.len() / 2);
        self.bucket_epochs *= 2;
    }

    /// The last epoch there is a loss of.
    pub fn last_epoch(&self) -> u64 {
        self.losses - 1
    }

    /// The loss of the last epoch.
    pub fn last_loss(&self) -> f64 {
        self.last
    }

    /// The loss of one epoch, where it is still known exactly: the first [`History::EXACT`], and
    /// all others until the buckets first merge (loss not finite: `None` past the exact ones).
    pub fn loss_at(&self, epoch: u64) -> Option<f64> {
        let index = usize::try_from(epoch).ok()?;
        if let Some(&loss) = self.exact.get(index) {
            return Some(loss);
        }
        if self.bucket_epochs > 1 {
            return None;
        }
        self.buckets
            .get(index)
            .filter(|bucket| bucket.min == bucket.max)
            .map(|bucket| bucket.min)
    }

    /// The epochs from `first` to `last`, both included, in at most `most` spans of equal
    /// length (but the first and last), in order; epochs without a finite loss make no span. Those past
    /// the end are left out; the ends are rounded outwards to whole buckets.
    pub fn spans(&self, first: u64, last: u64, most: usize) -> Vec<Span> {
        let last = last.min(self.last_epoch());
        if first > last || most == 0 {
            return Vec::new();
        }
        let width = self.bucket_epochs;
        let from = (first / width) as usize;
        let to = (last / width) as usize;
        // Boundaries are multiples of the span's length, so that a growing run does not shimmer.
        let mut together = 1;
        while to / together - from / together >= most {
            together *= 2;
        }
        let mut spans: Vec<Span> = Vec::with_capacity(to / together - from / together + 1);
        let mut at = from;
        while at <= to {
            let end = ((at / together + 1) * together).min(to + 1);
            let mut extent = Extent::NONE;
            for &bucket in &self.buckets[at..end] {
                extent.include(bucket);
            }
            if extent.min <= extent.max {
                spans.push(Span {
                    first: at as u64 * width,
                    last: (end as u64 * width - 1).min(self.last_epoch()),
                    min: extent.min,
                    max: extent.max,
                });
            }
            at = end;
        }
        spans
    }
}

impl Extent {
    const NONE: Extent = Extent {
        min: f64::INFINITY,
        max: f64::NEG_INFINITY,
    };

    fn of(loss: f64) -> Self {
        if loss.is_finite() {
            Extent {
                min: loss,
                max: loss,
            }
        } else {
            Self::NONE
        }
    }

    fn include(&mut self, other: Extent) {
        self.min = self.min.min(other.min);
        self.max = self.max.max(other.max);
    }
}
