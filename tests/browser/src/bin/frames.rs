//! How smoothly figures train: a benchmark, never in a timed test.
//!
//! On a machine that does something else as well it measures that, too.

use std::time::Duration;

use anyhow::{Result, ensure};
use browser_tests::{Browser, Screen};
use clap::Parser;
use serde::Deserialize;
use serde_json::json;

#[derive(Parser)]
struct Arguments {
    /// How long each figure is watched
    #[arg(long, default_value_t = 5.0)]
    seconds: f64,
    /// Show these views only: `surface loss hidden numbers losses seeds`
    #[arg(long)]
    views: Option<String>,
}

/// Lets a figure train as fast as it goes, and measures after a second of warming up: times
/// between frames, work in them (training and drawing), long tasks; all in milliseconds.
const MEASURE: &str = r#"
    const [selector, milliseconds, views, done] = arguments;
    const figure = document.querySelector(selector);
    figure.scrollIntoView({ behavior: "instant" });
    if (views !== null) figure.setAttribute("views", views);
    figure.setAttribute("speed", "max");
    figure.setAttribute("run-to", "1000000000");

    let measuring = false;
    const work = [];
    const ask = window.requestAnimationFrame;
    window.requestAnimationFrame = (callback) => ask((now) => {
        const before = performance.now();
        callback(now);
        if (measuring) work.push(performance.now() - before);
    });
    const longTasks = [];
    const observer = new PerformanceObserver((list) => {
        if (measuring) longTasks.push(...list.getEntries().map(({ duration }) => duration));
    });
    observer.observe({ type: "longtask" });

    setTimeout(() => {
        figure.play();
        setTimeout(() => {
            measuring = true;
            const intervals = [];
            const start = performance.now();
            const epoch = figure.epoch;
            let last;
            const frame = (now) => {
                if (last !== undefined) intervals.push(now - last);
                last = now;
                if (performance.now() - start < milliseconds) return ask(frame);
                const canvas = figure.shadowRoot.querySelector("canvas.surface");
                const epochsPerSecond = (figure.epoch - epoch) / (performance.now() - start) * 1000;
                measuring = false;
                figure.pause();
                window.requestAnimationFrame = ask;
                observer.disconnect();
                const surface = [canvas.width, canvas.height];
                done({ intervals, work, longTasks, epochsPerSecond, surface });
            };
            ask(frame);
        }, 1000);
    }, 200);
"#;

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Measurement {
    intervals: Vec<f64>,
    work: Vec<f64>,
    long_tasks: Vec<f64>,
    epochs_per_second: f64,
    surface: [u32; 2],
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<()> {
    let Arguments { seconds, views } = Arguments::parse();
    let browser = Browser::start().await?;
    browser.look_with(Screen::WIDE).await?;
    browser.open().await?;
    browser
        .set_script_timeout(Duration::from_secs_f64(seconds + 60.0))
        .await?;
    for preset in ["corrected", "playground"] {
        let arguments = vec![
            json!(format!("xor-lab[preset={preset}]")),
            json!(seconds * 1000.0),
            json!(views),
        ];
        let measured = browser.execute_async(MEASURE, arguments).await?;
        report(preset, measured.convert()?)?;
    }
    for complaint in browser.complaints().await? {
        eprintln!("warning: the browser complains: {complaint}");
    }
    Ok(())
}

fn report(preset: &str, measured: Measurement) -> Result<()> {
    let Measurement {
        mut intervals,
        mut work,
        long_tasks,
        epochs_per_second,
        surface: [width, height],
    } = measured;
    ensure!(width >= 256 && height >= 256, "the surface is too small");
    ensure!(!intervals.is_empty() && !work.is_empty(), "no frames");
    let frames = 1000.0 * intervals.len() as f64 / intervals.iter().sum::<f64>();
    println!("{preset}, surface {width} × {height}:");
    println!("  {frames:.1} frames a second, {epochs_per_second:.0} epochs a second");
    println!("  between frames {}", spread(&mut intervals));
    println!("  work in a frame {}", spread(&mut work));
    let longest = long_tasks.iter().copied().fold(0.0, f64::max);
    println!(
        "  tasks over 50 ms: {}, the longest {longest:.0} ms",
        long_tasks.len()
    );
    Ok(())
}

fn spread(times: &mut [f64]) -> String {
    times.sort_by(f64::total_cmp);
    let at = |part: f64| times[((times.len() - 1) as f64 * part).round() as usize];
    format!(
        "{:.1} ms (median), {:.1} ms (95 %), {:.1} ms (longest)",
        at(0.5),
        at(0.95),
        at(1.0)
    )
}
