//! The one element that plotters gets to draw: whatever the backend can do, as a function.
//!
//! Its own elements are each another copy of all that stands between an area and its backend, and
//! the one for images brings a hundred kilobytes of image formats along.

use std::iter::{Once, once};

use plotters::element::{Drawable, PointCollection};
use plotters_backend::{BackendCoord, DrawingBackend, DrawingErrorKind};

/// What a backend gives.
pub type Done<DB> = Result<(), DrawingErrorKind<<DB as DrawingBackend>::ErrorType>>;

/// Calls the backend, with where the area has its upper left.
pub struct Shape<'f, DB: DrawingBackend>(pub &'f dyn Fn(&mut DB, BackendCoord) -> Done<DB>);

impl<'a, DB: DrawingBackend> PointCollection<'a, BackendCoord> for &'a Shape<'_, DB> {
    type Point = BackendCoord;
    type IntoIter = Once<BackendCoord>;

    fn point_iter(self) -> Self::IntoIter {
        once((0, 0))
    }
}

impl<DB: DrawingBackend> Drawable<DB> for Shape<'_, DB> {
    fn draw<I: Iterator<Item = BackendCoord>>(
        &self,
        mut positions: I,
        backend: &mut DB,
        _: (u32, u32),
    ) -> Done<DB> {
        match positions.next() {
            Some(origin) => (self.0)(backend, origin),
            None => Ok(()),
        }
    }
}
