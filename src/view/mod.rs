//! What is drawn of a run, and how, on any plotters `DrawingBackend`: a canvas, an SVG, a bitmap.
//!
//! Sizes are device pixels; [`Style::scale`] says how many of them make a CSS pixel. Drawing
//! reads a [`Run`](crate::training::Run) and never changes it; what it computes on the way it
//! keeps in a work space of its own ([`Surface`], [`Neurons`], [`HiddenSpace`]), to be used again
//! for the next frame.
//!
//! - [`surface`]: the network's output over the input plane, the 0.5 contour, the data;
//!   [`neurons`]: the same in small for any neuron
//! - [`loss_curve`]: the loss of every epoch, on a linear or a logarithmic axis
//! - [`hidden_space`]: where the hidden layers take the input plane
//! - [`explanation`]: how any number of it came to be, as formulas
//! - geometry, without any drawing: [`domain`], [`field`], [`contour`], [`mod@line`], [`fold`],
//!   [`projection`], [`loss_axes`], [`ticks`], [`decimal`]; and the network behind it: [`probe`]
//! - [`style`], [`palette`]: colours, font, scale; [`pen`]: shapes, each a [`shape`] to plotters;
//!   [`plot`], [`marks`]: axes, data points; [`error`]: why there is no drawing
//!
//! An SVG of a run, with the crates `plotters` and `plotters-svg` (and the feature `bitmap_encoder`
//! of that, for surfaces):
//!
//! ```
//! use plotters::drawing::IntoDrawingArea;
//! use plotters_svg::SVGBackend;
//! use xor_lab::training::{Hyperparameters, Run};
//! use xor_lab::view::{Style, Surface, surface};
//!
//! let mut run = Run::new(Hyperparameters::preset("corrected")?)?;
//! run.train(5000);
//! let mut style = Style::light();
//! style.font_size *= 1.24;
//! let mut svg = String::new();
//! let area = SVGBackend::with_string(&mut svg, (480, 480)).into_drawing_area();
//! surface::draw(&area, &run, &style, &mut Surface::default())?;
//! area.present()?;
//! drop(area);
//! assert!(svg.contains("(1,0)"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

pub mod contour;
pub mod decimal;
pub mod domain;
pub mod error;
pub mod explanation;
pub mod field;
pub mod fold;
pub mod hidden_space;
pub mod line;
pub mod loss_axes;
pub mod loss_curve;
pub mod marks;
pub mod neurons;
pub mod palette;
pub mod pen;
pub mod plot;
pub mod probe;
pub mod projection;
pub mod shape;
pub mod style;
pub mod surface;
pub mod ticks;

pub use domain::Domain;
pub use error::DrawingError;
pub use explanation::Explanation;
pub use hidden_space::HiddenSpace;
pub use loss_axes::Scale;
pub use neurons::Neurons;
pub use palette::Palette;
pub use pen::{Area, Drawn};
pub use projection::Projection;
pub use style::Style;
pub use surface::Surface;
