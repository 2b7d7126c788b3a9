//! Part two: what readers see, in milliseconds and frames a second.

use std::time::Duration;

use anyhow::{Context, Result};
use browser_tests::{Browser, Screen, Site, eventually};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use xtask::{server, workspace};

use crate::page::Page;
use crate::statistics::{Quartiles, quantile};
use crate::task::small;

/// Epochs of the run whose loss curve is drawn.
const LONG: u32 = 10_000_000;

/// How long a fresh browser gets before it is asked for the page.
const SETTLING: Duration = Duration::from_secs(2);

const ALL_VIEWS: &str = "surface loss hidden glass-box diagram check losses seeds";

/// Eight figures in two rows, all at least partly on screen.
const EIGHT: &str = "display: grid; grid-template-columns: repeat(4, 1fr); gap: 8px";

/// Notes when the first figure of the page has been drawn.
const NOTE_FIRST_FIGURE: &str =
    "addEventListener('epoch', () => { window.firstFigure ??= performance.now(); }, true);";

/// One of the numbers.
#[derive(Serialize)]
pub struct Measured {
    pub name: &'static str,
    pub unit: &'static str,
    pub quartiles: Quartiles,
    /// What it should be at most, or at least for frames a second.
    pub goal: Option<f64>,
    pub note: String,
}

/// Milliseconds of drawings: of the call, and of the call and a pixel read back.
#[derive(Deserialize)]
struct Drawings {
    called: Vec<f64>,
    read: Vec<f64>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Frames {
    intervals: Vec<f64>,
    work: Vec<f64>,
    painted: Vec<f64>,
    long_tasks: Vec<f64>,
    epochs_per_second: f64,
}

pub async fn measure(quick: bool) -> Result<Vec<Measured>> {
    let (frames, milliseconds, visits) = if quick { (40, 1500, 3) } else { (300, 8000, 7) };
    let page = Page::open(None).await?;
    let mut measured = Vec::new();

    let surfaces = [
        ("surface of 256², 2-2-1", json!({}), 1.5),
        ("surface of 256², 2-8-8-1", json!(small()), 4.0),
    ];
    for (name, hyperparameters, goal) in surfaces {
        let drawings = page
            .call("surface", json!([hyperparameters, frames]))
            .await?;
        measured.push(drawing(name, goal, drawings));
    }
    let drawings = page.call("lossCurve", json!([{}, LONG, frames])).await?;
    measured.push(drawing(
        "loss curve of 10⁷ epochs, 560 × 300",
        1.0,
        drawings,
    ));

    let whole = |preset| {
        json!([{ "preset": preset, "views": ALL_VIEWS, "controls": "all",
            "speed": "max", "run-to": "1000000000" }])
    };
    for (name, preset) in [
        ("frame with all views, 2-2-1", "corrected"),
        ("frame with all views, playground", "playground"),
    ] {
        let seen = frames_of(&page, whole(preset), "width: 1120px", milliseconds).await?;
        measured.push(frame(name, &seen));
    }
    let eight: Vec<_> = (0..8)
        .map(|seed: u32| {
            json!({ "views": "surface loss", "transport": "none", "controls": "none",
                "seed": seed.to_string(), "speed": "max", "run-to": "1000000000" })
        })
        .collect();
    let seen = frames_of(&page, json!(eight), EIGHT, milliseconds).await?;
    measured.push(rate("eight figures on one page", &seen));
    for complaint in page.complaints().await? {
        eprintln!("warning: the browser complains: {complaint}");
    }

    let mut first = Vec::new();
    for _ in 0..visits {
        first.push(first_figure().await?);
    }
    measured.push(Measured {
        name: "first drawn figure after navigation",
        unit: "ms",
        quartiles: Quartiles::of(&first),
        goal: Some(300.0),
        note: format!("{visits} visits, each with a fresh profile"),
    });
    Ok(measured)
}

async fn frames_of(page: &Page, figures: Value, grid: &str, milliseconds: u32) -> Result<Frames> {
    page.call("frames", json!([figures, grid, milliseconds]))
        .await
}

fn drawing(name: &'static str, goal: f64, Drawings { called, read }: Drawings) -> Measured {
    Measured {
        name,
        unit: "ms",
        quartiles: Quartiles::of(&called),
        goal: Some(goal),
        note: format!(
            "{:.2} ms with a pixel read back",
            Quartiles::of(&read).median
        ),
    }
}

fn frame(name: &'static str, seen: &Frames) -> Measured {
    Measured {
        name,
        unit: "ms",
        quartiles: Quartiles::of(&seen.work),
        goal: Some(6.0),
        note: format!(
            "besides training; {:.1} ms until painted; {}",
            Quartiles::of(&seen.painted).median,
            smoothness(seen)
        ),
    }
}

fn rate(name: &'static str, seen: &Frames) -> Measured {
    // Half a second each: one late frame is no slow figure, one in ten is.
    let each: Vec<_> = seen
        .intervals
        .chunks_exact(30)
        .map(|some| 30_000.0 / some.iter().sum::<f64>())
        .collect();
    Measured {
        name,
        unit: "frames/s",
        quartiles: Quartiles::of(&each),
        goal: Some(60.0),
        note: format!(
            "{:.1} ms of drawing in a frame; {}",
            Quartiles::of(&seen.work).median,
            smoothness(seen)
        ),
    }
}

fn smoothness(seen: &Frames) -> String {
    let mut intervals = seen.intervals.clone();
    intervals.sort_by(f64::total_cmp);
    let frames = 1000.0 * intervals.len() as f64 / intervals.iter().sum::<f64>();
    let longest = quantile(&intervals, 0.95);
    let long = seen.long_tasks.len();
    let epochs = seen.epochs_per_second;
    format!(
        "{frames:.1} frames/s over all, 95 % within {longest:.1} ms, {long} tasks over 50 ms, {epochs:.0} epochs/s"
    )
}

/// Milliseconds from navigation to the first drawn figure of the published page, in a browser
/// that has seen nothing before.
async fn first_figure() -> Result<f64> {
    let site = Site::of(server::isolated(server::files(&workspace::dist()))).await?;
    let browser = Browser::start_on(site).await?;
    browser.look_with(Screen::WIDE).await?;
    // A browser that has just started is busy with itself.
    tokio::time::sleep(SETTLING).await;
    let script = json!({ "source": NOTE_FIRST_FIGURE });
    let cdp = browser.cdp();
    cdp.send_raw("Page.enable", json!({})).await?;
    cdp.send_raw("Page.addScriptToEvaluateOnNewDocument", script)
        .await?;
    browser.goto(browser.url()).await?;
    eventually("a figure is drawn", async || {
        browser.evaluate("return window.firstFigure ?? null").await
    })
    .await
    .context("the page")
}
