//! The loss of every epoch, in bounded memory: a pyramid of smallest and largest losses.
//!
//! Level 0 has the losses as they are, level k the smallest and the largest of each bucket of 2ᵏ
//! epochs. Every level begins at epoch 0, has room for [`History::MOST_BUCKETS`] and stands once
//! it is full, as the next goes on. So early epochs stay as fine as they ever were, a bucket that
//! reaches to epoch e is no longer than e / 8192, no spike is ever lost, and 10⁸ epochs take
//! 4 MB, each doubling 256 KiB more.

/// Losses from epoch 0, the start, to now.
#[derive(Clone, Debug, PartialEq)]
pub struct History {
    /// Level 0.
    exact: Vec<f64>,
    /// By number, those of which there is a complete bucket; `exact` is in the place of the first.
    /// The lowest that has room, and no other, may have a last bucket that is not complete.
    levels: Vec<Vec<Extent>>,
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
    /// From epoch 0 on, so many losses at least are kept exactly.
    pub const EXACT: usize = 8192;

    /// Most buckets of a level: 256 KiB.
    pub const MOST_BUCKETS: usize = 16_384;

    /// A history that begins with the loss of epoch 0.
    pub fn new(loss: f64) -> Self {
        // The lists double from here on, and so end as long as they may be.
        let mut exact = Vec::with_capacity(256);
        exact.push(loss);
        History {
            exact,
            levels: vec![Vec::new()],
            losses: 1,
            last: loss,
        }
    }

    /// Adds the loss of the next epoch.
    pub fn push(&mut self, loss: f64) {
        self.extend(&[loss]);
    }

    /// Adds the losses of the next epochs. Many at once cost less each than one.
    pub fn extend(&mut self, losses: &[f64]) {
        let mut rest = losses;
        while !rest.is_empty() {
            let level = finest(self.losses);
            let room = ((Self::MOST_BUCKETS as u64) << level) - self.losses;
            let (now, later) = rest.split_at((rest.len() as u64).min(room) as usize);
            self.add(level, now);
            rest = later;
        }
    }

    /// Adds losses for which `level` has room, and none below it.
    fn add(&mut self, level: usize, losses: &[f64]) {
        self.losses += losses.len() as u64;
        self.last = losses[losses.len() - 1];
        if level == 0 {
            self.exact.extend_from_slice(losses);
        } else {
            let buckets = &mut self.levels[level];
            let mut rest = losses;
            while !rest.is_empty() {
                let epoch = self.losses - rest.len() as u64;
                let room = (1 << level) - (epoch & ((1 << level) - 1));
                let (now, later) = rest.split_at((rest.len() as u64).min(room) as usize);
                let mut extent = Extent::NONE;
                for &loss in now {
                    extent = extent.and(Extent::of(loss));
                }
                match buckets.get_mut(place(epoch, level)) {
                    Some(begun) => *begun = begun.and(extent),
                    None => buckets.push(extent),
                }
                rest = later;
            }
        }
        self.raise(level);
    }

    /// Adds to the levels above one the buckets that are complete by now, from two below each.
    fn raise(&mut self, complete: usize) {
        let mut level = complete + 1;
        while place(self.losses, level) > 0 {
            if level == self.levels.len() {
                self.levels.push(Vec::new());
            }
            let (lower, upper) = self.levels.split_at_mut(level);
            let here = &mut upper[0];
            let new = 2 * here.len()..2 * place(self.losses, level);
            if new.is_empty() {
                break;
            }
            if level == 1 {
                for pair in self.exact[new].chunks_exact(2) {
                    here.push(Extent::of(pair[0]).and(Extent::of(pair[1])));
                }
            } else {
                for pair in lower[level - 1][new].chunks_exact(2) {
                    here.push(pair[0].and(pair[1]));
                }
            }
            level += 1;
        }
    }

    fn bucket(&self, level: usize, at: usize) -> Extent {
        if level == 0 {
            Extent::of(self.exact[at])
        } else {
            self.levels[level][at]
        }
    }

    /// Forgets the epochs after `epoch`, and as many more as stand in one bucket with them where
    /// the finest level is not level 0; epoch 0 stays. What is left is as it was when
    /// [`last_epoch`](Self::last_epoch) was the last, but [`last_loss`](Self::last_loss) may be
    /// unknown: NaN.
    pub fn truncate(&mut self, epoch: u64) {
        if epoch >= self.last_epoch() {
            return;
        }
        let level = finest(epoch);
        // Level 0 can lose any epoch, another only whole buckets.
        self.losses = if level == 0 {
            epoch + 1
        } else {
            epoch >> level << level
        };
        self.exact.truncate(place(self.losses, 0));
        for (level, buckets) in self.levels.iter_mut().enumerate() {
            buckets.truncate(place(self.losses, level));
        }
        while place(self.losses, self.levels.len() - 1) == 0 {
            self.levels.pop();
        }
        let last = self.last_epoch();
        self.last = self.loss_at(last).unwrap_or(f64::NAN);
    }

    /// The last epoch there is a loss of.
    pub fn last_epoch(&self) -> u64 {
        self.losses - 1
    }

    /// The loss of the last epoch.
    pub fn last_loss(&self) -> f64 {
        self.last
    }

    /// The loss of one epoch, where it is still known exactly: the first [`History::EXACT`] and
    /// as many more, [`History::MOST_BUCKETS`] in all.
    pub fn loss_at(&self, epoch: u64) -> Option<f64> {
        let index = usize::try_from(epoch).ok()?;
        self.exact.get(index).copied()
    }

    /// The epochs from `first` to `last`, both included, in at most `most` spans of equal
    /// length (but the first and last), in order; epochs without a finite loss make no span. Those
    /// past the end are left out; the ends are rounded outwards to whole buckets of the finest
    /// level that reaches to `last`.
    ///
    /// Every span but the first and last is one bucket, and these two are at most two of each level:
    /// the cost is that of `most` spans, however many epochs they have.
    pub fn spans(&self, first: u64, last: u64, most: usize) -> Vec<Span> {
        let last = last.min(self.last_epoch());
        if first > last || most == 0 {
            return Vec::new();
        }
        let level = finest(last);
        let (from, to) = (place(first, level), place(last, level));
        // Boundaries are multiples of the span's length, so that a growing run does not shimmer.
        let mut up = 0;
        while (to >> up) - (from >> up) >= most {
            up += 1;
        }
        let mut spans = Vec::with_capacity((to >> up) - (from >> up) + 1);
        let complete = place(self.losses, level);
        for at in from >> up..=to >> up {
            let (start, end) = ((at << up).max(from), ((at + 1) << up).min(to + 1));
            let mut extent = self.extent(level, start, end.min(complete));
            if end > complete {
                extent = extent.and(self.bucket(level, complete));
            }
            if extent.min <= extent.max {
                spans.push(Span {
                    first: (start as u64) << level,
                    last: (((end as u64) << level) - 1).min(self.last_epoch()),
                    min: extent.min,
                    max: extent.max,
                });
            }
        }
        spans
    }

    /// Of the complete buckets of `level` from `start` to before `end`: from as few as there can
    /// be, of this and higher levels.
    fn extent(&self, level: usize, start: usize, end: usize) -> Extent {
        // Straight to where one of the two is odd.
        let up = (start | end).trailing_zeros() % usize::BITS;
        let (mut level, mut start, mut end) = (level + up as usize, start >> up, end >> up);
        let mut extent = Extent::NONE;
        while start < end {
            if start & 1 == 1 {
                extent = extent.and(self.bucket(level, start));
                start += 1;
            }
            if end & 1 == 1 {
                end -= 1;
                extent = extent.and(self.bucket(level, end));
            }
            (level, start, end) = (level + 1, start >> 1, end >> 1);
        }
        extent
    }

    /// Bytes it takes.
    pub fn bytes(&self) -> usize {
        let buckets: usize = self.levels.iter().map(Vec::capacity).sum();
        size_of::<Self>()
            + self.exact.capacity() * size_of::<f64>()
            + self.levels.capacity() * size_of::<Vec<Extent>>()
            + buckets * size_of::<Extent>()
    }
}

/// The lowest level that has room for an epoch.
fn finest(epoch: u64) -> usize {
    let past_level_0 = epoch / History::MOST_BUCKETS as u64;
    (u64::BITS - past_level_0.leading_zeros()) as usize
}

/// Where a level that reaches to an epoch has it.
fn place(epoch: u64, level: usize) -> usize {
    (epoch >> level) as usize
}

impl Extent {
    const NONE: Extent = Extent {
        min: f64::INFINITY,
        max: f64::NEG_INFINITY,
    };

    #[inline(always)]
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

    /// By comparisons, as `f64::min` is several instructions in wasm.
    #[inline(always)]
    fn and(self, other: Extent) -> Self {
        Extent {
            min: if other.min < self.min {
                other.min
            } else {
                self.min
            },
            max: if other.max > self.max {
                other.max
            } else {
                self.max
            },
        }
    }
}
