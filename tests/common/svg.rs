//! Drawings as SVG, and what is in them.

// Each test file uses its own part of this.
#![allow(dead_code)]

use plotters::drawing::IntoDrawingArea;
use plotters_svg::SVGBackend;
use xor_lab::training::History;
use xor_lab::view::loss_curve::LossCurve;
use xor_lab::view::{Area, Drawn, Scale};

pub type Svg<'s> = SVGBackend<'s>;

/// What a drawing makes.
pub fn svg(size: (u32, u32), drawing: impl FnOnce(&Area<Svg>) -> Drawn<Svg<'static>>) -> String {
    let mut text = String::new();
    let area = SVGBackend::with_string(&mut text, size).into_drawing_area();
    drawing(&area).unwrap();
    area.present().unwrap();
    drop(area);
    text
}

/// All that a history has, up to its end.
pub fn curve(history: &History, scale: Scale) -> LossCurve<'_> {
    LossCurve {
        history,
        ghost: &[],
        now: (history.last_epoch(), history.last_loss()),
        scale,
        epochs: [f64::NAN; 2],
    }
}

/// The texts of an SVG, in order.
pub fn texts(svg: &str) -> Vec<&str> {
    svg.split("<text")
        .skip(1)
        .filter_map(|rest| rest.split(['>', '<']).nth(1))
        .map(str::trim)
        .collect()
}

/// The points of all polylines that are opaque and have this colour.
pub fn polylines(svg: &str, colour: &str) -> Vec<Vec<(i32, i32)>> {
    svg.lines()
        .filter(|line| {
            line.starts_with("<polyline")
                && line.contains(&format!("stroke=\"{colour}\""))
                && line.contains("opacity=\"1\"")
        })
        .filter_map(|line| line.split("points=\"").nth(1)?.split('"').next())
        .map(|points| {
            let pairs = points
                .split_whitespace()
                .filter_map(|pair| pair.split_once(','));
            pairs
                .map(|(x, y)| (x.parse().unwrap(), y.parse().unwrap()))
                .collect()
        })
        .collect()
}

/// The ink of the light style.
pub const INK: &str = "#1C1E21";
