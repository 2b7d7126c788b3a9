//! Lines of equal value in a field: marching squares with linear interpolation.
//!
//! Every cell between four nodes is crossed by at most two segments, each with the higher values
//! on its left, so that a segment begins where its neighbour's ends and lines can be followed
//! from cell to cell. In a saddle, where two ways of connecting are possible, the mean of the
//! four corners decides.

use super::field::Field;

/// A line through (u, v), both from 0 to 1 along the sides of the field. One that is closed ends
/// where it began.
pub type Line = Vec<[f64; 2]>;

/// Sides of a cell; `side ^ 2` is the opposite one.
const BOTTOM: u8 = 0;
const RIGHT: u8 = 1;
const TOP: u8 = 2;
const LEFT: u8 = 3;

/// All lines on which the field has the value `level`. Cells with a corner that has no value
/// have no line in them.
pub fn contour(field: &Field, level: f64) -> Vec<Line> {
    let nodes = field.nodes();
    if nodes < 2 {
        return Vec::new();
    }
    let mut cells = Cells::new(field, level as f32);
    let mut lines = Vec::new();
    // Open lines from their beginning; what is left over are rings.
    for rings in [false, true] {
        for crossed in 0..cells.crossed.len() {
            let cell = cells.crossed[crossed];
            while let Some(entry) = cells.first_entry(cell, rings) {
                lines.push(cells.follow(cell, entry));
            }
        }
    }
    lines
}

/// The segments of all cells that no line has taken yet.
struct Cells<'f> {
    field: &'f Field,
    level: f32,
    /// Cells in a row.
    width: usize,
    /// Up to two segments a cell, one in the low and one in the high four bits.
    segments: Vec<u8>,
    /// The cells that had any to begin with.
    crossed: Vec<usize>,
}

/// Four bits for a segment; never 0, as it does not end where it enters.
const fn segment(entry: u8, exit: u8) -> u8 {
    entry << 2 | exit
}

/// Both segments of a cell.
const fn pair(first: u8, second: u8) -> u8 {
    first | second << 4
}

/// Segments by which corners lie above the level: 1 bottom left, 2 bottom right, 4 top right,
/// 8 top left. The saddles, 5 and 10, here have their two high corners apart.
const SEGMENTS: [u8; 16] = [
    0,
    segment(BOTTOM, LEFT),
    segment(RIGHT, BOTTOM),
    segment(RIGHT, LEFT),
    segment(TOP, RIGHT),
    pair(segment(BOTTOM, LEFT), segment(TOP, RIGHT)),
    segment(TOP, BOTTOM),
    segment(TOP, LEFT),
    segment(LEFT, TOP),
    segment(BOTTOM, TOP),
    pair(segment(RIGHT, BOTTOM), segment(LEFT, TOP)),
    segment(RIGHT, TOP),
    segment(LEFT, RIGHT),
    segment(BOTTOM, RIGHT),
    segment(LEFT, BOTTOM),
    0,
];
/// The saddles with their high corners joined.
const JOINED_5: u8 = pair(segment(TOP, LEFT), segment(BOTTOM, RIGHT));
const JOINED_10: u8 = pair(segment(RIGHT, TOP), segment(LEFT, BOTTOM));

impl<'f> Cells<'f> {
    fn new(field: &'f Field, level: f32) -> Self {
        let width = field.nodes() - 1;
        let mut cells = Cells {
            field,
            level,
            width,
            segments: vec![0; width * width],
            crossed: Vec::new(),
        };
        let is_above = |row: &[f32]| -> Vec<u8> {
            row.iter().map(|&value| u8::from(value >= level)).collect()
        };
        let mut low = is_above(field.row(0));
        for row in 0..width {
            let high = is_above(field.row(row + 1));
            let corners = low.windows(2).zip(high.windows(2));
            for (column, (low, high)) in corners.enumerate() {
                let case = low[0] | low[1] << 1 | high[1] << 2 | high[0] << 3;
                if case != 0 && case != 15 {
                    let cell = row * width + column;
                    cells.segments[cell] = cells.segments_of(row, column, case);
                    cells.crossed.push(cell);
                }
            }
            low = high;
        }
        cells
    }

    /// The segments of a cell, by which of its corners lie above the level.
    fn segments_of(&self, row: usize, column: usize, case: u8) -> u8 {
        let (low, high) = (self.field.row(row), self.field.row(row + 1));
        let sum = low[column] + low[column + 1] + high[column] + high[column + 1];
        match case {
            _ if sum.is_nan() => 0,
            5 if sum >= 4.0 * self.level => JOINED_5,
            10 if sum >= 4.0 * self.level => JOINED_10,
            _ => SEGMENTS[usize::from(case)],
        }
    }

    /// The side by which a segment of `cell` enters; only where no other segment leads into it,
    /// unless `rings` are wanted.
    fn first_entry(&self, cell: usize, rings: bool) -> Option<u8> {
        let both = self.segments[cell];
        [both & 15, both >> 4]
            .into_iter()
            .filter(|&segment| segment != 0)
            .map(|segment| segment >> 2)
            .find(|&entry| rings || !self.leads_into(cell, entry))
    }

    /// Whether a segment of the neighbour beyond `side` ends on that side.
    fn leads_into(&self, cell: usize, side: u8) -> bool {
        self.neighbour(cell, side).is_some_and(|neighbour| {
            let both = self.segments[neighbour];
            [both & 15, both >> 4]
                .iter()
                .any(|&s| s != 0 && s & 3 == side ^ 2)
        })
    }

    fn neighbour(&self, cell: usize, side: u8) -> Option<usize> {
        let (row, column) = (cell / self.width, cell % self.width);
        match side {
            BOTTOM => (row > 0).then(|| cell - self.width),
            RIGHT => (column + 1 < self.width).then(|| cell + 1),
            TOP => (row + 1 < self.width).then(|| cell + self.width),
            _ => (column > 0).then(|| cell - 1),
        }
    }

    /// Takes the segment of `cell` that enters by `entry`, and gives the side where it ends.
    fn take(&mut self, cell: usize, entry: u8) -> Option<u8> {
        let both = self.segments[cell];
        let (low, high) = (both & 15, both >> 4);
        if low != 0 && low >> 2 == entry {
            self.segments[cell] = pair(0, high);
            Some(low & 3)
        } else if high != 0 && high >> 2 == entry {
            self.segments[cell] = low;
            Some(high & 3)
        } else {
            None
        }
    }

    /// Takes the whole line that begins in `cell` by `entry`.
    fn follow(&mut self, mut cell: usize, mut entry: u8) -> Line {
        let mut line = vec![self.crossing(cell, entry)];
        while let Some(exit) = self.take(cell, entry) {
            line.push(self.crossing(cell, exit));
            match self.neighbour(cell, exit) {
                Some(next) => (cell, entry) = (next, exit ^ 2),
                None => break,
            }
        }
        line
    }

    /// Where the level crosses a side of a cell.
    fn crossing(&self, cell: usize, side: u8) -> [f64; 2] {
        let (row, column) = (cell / self.width, cell % self.width);
        // The side's two ends, the left or lower one first: both cells then agree to the bit.
        let ((r0, c0), (r1, c1)) = match side {
            BOTTOM => ((row, column), (row, column + 1)),
            RIGHT => ((row, column + 1), (row + 1, column + 1)),
            TOP => ((row + 1, column), (row + 1, column + 1)),
            _ => ((row, column), (row + 1, column)),
        };
        let (from, to) = (self.field.row(r0)[c0], self.field.row(r1)[c1]);
        let part = f64::from(self.level - from) / f64::from(to - from);
        let along = |a: usize, b: usize| (a as f64 + part * (b - a) as f64) / self.width as f64;
        [along(c0, c1), along(r0, r1)]
    }
}

#[cfg(test)]
mod tests;
