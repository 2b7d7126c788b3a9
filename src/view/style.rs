//! How drawings look: colours, font and the size of a CSS pixel. Nothing here knows what is drawn.

use plotters::style::RGBColor;

/// Colours, font and scale of a drawing.
#[derive(Clone, Debug, PartialEq)]
pub struct Style {
    /// The background.
    pub paper: RGBColor,
    /// Text, curves and contours.
    pub ink: RGBColor,
    /// Secondary text: tick labels, titles of axes.
    pub muted: RGBColor,
    /// Hairlines: frames, grids.
    pub rule: RGBColor,
    /// An output of 0.
    pub zero: RGBColor,
    /// An output of one half.
    pub middle: RGBColor,
    /// An output of 1.
    pub one: RGBColor,
    /// A CSS list of font families.
    pub font_family: String,
    /// Height of text in CSS pixels. An SVG made by plotters-svg divides sizes by 1.24, so give
    /// 1.24 times as much there.
    pub font_size: f64,
    /// Device pixels in a CSS pixel.
    pub scale: f64,
    /// Whether the backend's `blit_bitmap` takes red, green, blue and alpha, as a canvas does;
    /// plotters' own backends take the first three.
    pub rgba: bool,
}

impl Style {
    /// Ink on white, at one device pixel per CSS pixel.
    pub fn light() -> Self {
        Style {
            paper: RGBColor(0xff, 0xff, 0xff),
            ink: RGBColor(0x1c, 0x1e, 0x21),
            muted: RGBColor(0x5c, 0x63, 0x6b),
            rule: RGBColor(0xd8, 0xdb, 0xdf),
            zero: RGBColor(0x2c, 0x6f, 0xbb),
            middle: RGBColor(0xf7, 0xf6, 0xf3),
            one: RGBColor(0xe0, 0x7b, 0x1a),
            font_family: "system-ui, sans-serif".into(),
            font_size: 12.0,
            scale: 1.0,
            rgba: false,
        }
    }

    /// Paper, ink, muted, rule, zero, middle and one, in this order.
    pub fn colors_mut(&mut self) -> [&mut RGBColor; 7] {
        [
            &mut self.paper,
            &mut self.ink,
            &mut self.muted,
            &mut self.rule,
            &mut self.zero,
            &mut self.middle,
            &mut self.one,
        ]
    }

    /// The same on near-black.
    pub fn dark() -> Self {
        Style {
            paper: RGBColor(0x14, 0x16, 0x19),
            ink: RGBColor(0xe9, 0xeb, 0xee),
            muted: RGBColor(0x9c, 0xa4, 0xad),
            rule: RGBColor(0x34, 0x38, 0x3e),
            zero: RGBColor(0x3a, 0x82, 0xd2),
            middle: RGBColor(0x1b, 0x1d, 0x20),
            one: RGBColor(0xe3, 0x86, 0x2b),
            ..Style::light()
        }
    }

    /// `css` CSS pixels in device pixels: whole ones, and never none for a length that is not 0.
    pub fn px(&self, css: f64) -> i32 {
        let pixels = (css * self.scale).round();
        if css > 0.0 {
            pixels.max(1.0) as i32
        } else {
            pixels as i32
        }
    }
}

/// The colour `amount` (0 to 1) of the way from one to another.
pub(super) fn mix(from: RGBColor, to: RGBColor, amount: f64) -> RGBColor {
    let channel = |from: u8, to: u8| {
        (f64::from(from) + (f64::from(to) - f64::from(from)) * amount).round() as u8
    };
    RGBColor(
        channel(from.0, to.0),
        channel(from.1, to.1),
        channel(from.2, to.2),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn luminance(color: RGBColor) -> f64 {
        let linear = |channel: u8| {
            let c = f64::from(channel) / 255.0;
            if c <= 0.04045 {
                c / 12.92
            } else {
                ((c + 0.055) / 1.055).powf(2.4)
            }
        };
        0.2126 * linear(color.0) + 0.7152 * linear(color.1) + 0.0722 * linear(color.2)
    }

    fn contrast(a: RGBColor, b: RGBColor) -> f64 {
        let (a, b) = (luminance(a), luminance(b));
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    #[test]
    fn text_can_be_read_in_both_themes() {
        for style in [Style::light(), Style::dark()] {
            assert!(contrast(style.ink, style.paper) > 7.0);
            assert!(contrast(style.muted, style.paper) > 4.5);
        }
    }

    #[test]
    fn a_hairline_never_vanishes() {
        let small = Style {
            scale: 0.1,
            ..Style::light()
        };
        assert_eq!(small.px(1.0), 1);
        assert_eq!(small.px(0.0), 0);
    }
}
