//! An image as an element that plotters can draw. It has one of its own, for another hundred
//! kilobytes of image formats.

use plotters::element::{Drawable, PointCollection};
use plotters_backend::{BackendCoord, DrawingBackend, DrawingErrorKind};

/// An image, its upper left at `position`.
pub struct Image<'p> {
    /// Where it goes.
    pub position: BackendCoord,
    /// Width and height in pixels.
    pub size: (u32, u32),
    /// Width × height pixels of red, green, blue and alpha, rows from the top.
    pub pixels: &'p [[u8; 4]],
    /// Whether the backend takes all four bytes; else it gets the first three.
    pub rgba: bool,
}

impl<'a> PointCollection<'a, BackendCoord> for &'a Image<'_> {
    type Point = &'a BackendCoord;
    type IntoIter = std::iter::Once<&'a BackendCoord>;

    fn point_iter(self) -> Self::IntoIter {
        std::iter::once(&self.position)
    }
}

impl<DB: DrawingBackend> Drawable<DB> for Image<'_> {
    fn draw<I: Iterator<Item = BackendCoord>>(
        &self,
        mut positions: I,
        backend: &mut DB,
        _: (u32, u32),
    ) -> Result<(), DrawingErrorKind<DB::ErrorType>> {
        let Some(position) = positions.next() else {
            return Ok(());
        };
        if self.rgba {
            return backend.blit_bitmap(position, self.size, self.pixels.as_flattened());
        }
        let rgb: Vec<u8> = self
            .pixels
            .iter()
            .flat_map(|&[r, g, b, _]| [r, g, b])
            .collect();
        backend.blit_bitmap(position, self.size, &rgb)
    }
}
