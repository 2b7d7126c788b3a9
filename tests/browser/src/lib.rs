//! The page of `dist/` in a real Chromium.
//!
//! A test is a journey: it gets a [`Browser`] with a fresh profile that has opened the page on a
//! [`Screen`] of its choice, and fails if anything went wrong that the page's author would see in
//! the console, even where the journey itself did not look.
//!
//! ```no_run
//! use browser_tests::{Browser, Screen};
//!
//! #[tokio::test]
//! async fn the_page_has_a_title() -> anyhow::Result<()> {
//!     Browser::visit(Screen::WIDE, async |page| {
//!         assert_eq!(page.title().await?, "XOR Lab");
//!         Ok(())
//!     })
//!     .await
//! }
//! ```

mod browser;
mod chromedriver;
mod console;
mod figure;
mod patience;
mod picture;
mod screen;
mod site;
mod vite;

pub use browser::Browser;
pub use figure::{Control, Figure};
pub use patience::{eventually, until};
pub use picture::Picture;
pub use screen::{Scheme, Screen};
pub use site::{Site, plain_name};
/// The driver that a [`Browser`] is: elements, keys, clicks, scripts.
pub use thirtyfour;
pub use vite::Program;
