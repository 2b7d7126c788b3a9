//! What the page is looked at with.

/// A viewport.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Screen {
    /// CSS pixels.
    pub width: u32,
    /// CSS pixels.
    pub height: u32,
    /// Device pixels per CSS pixel.
    pub scale: f64,
    /// What `prefers-color-scheme` says.
    pub scheme: Scheme,
    /// Lays out as phones do: without `<meta name="viewport">`, as if it were 980 pixels wide.
    pub mobile: bool,
}

/// The values of `prefers-color-scheme`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scheme {
    Light,
    Dark,
}

impl Screen {
    /// A laptop.
    pub const WIDE: Self = Self {
        width: 1280,
        height: 800,
        scale: 1.0,
        scheme: Scheme::Light,
        mobile: false,
    };

    /// The narrowest phone in use.
    pub const NARROW: Self = Self {
        width: 360,
        height: 740,
        mobile: true,
        ..Self::WIDE
    };

    /// The same with dark colours asked for.
    pub const fn dark(self) -> Self {
        Self {
            scheme: Scheme::Dark,
            ..self
        }
    }
}

impl Scheme {
    /// CSS's name for it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }
}
