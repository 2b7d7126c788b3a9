//! Pictures of the whole page: wide and narrow, light and dark.

use std::fs;
use std::path::PathBuf;
use std::time::Duration;

use anyhow::{Context, Result};
use browser_tests::{Browser, Screen};
use clap::Parser;

/// How long the figures get to draw what their tall viewport uncovers.
const SETTLING: Duration = Duration::from_secs(1);

/// The tallest picture that Chromium draws in one piece, in device pixels.
const TALLEST: u32 = 16_384;

#[derive(Parser)]
struct Arguments {
    /// Where the pictures go
    folder: PathBuf,
    /// Cut the page into pictures of at most this height, in CSS pixels
    #[arg(long, default_value_t = TALLEST)]
    cut: u32,
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<()> {
    let Arguments { folder, cut } = Arguments::parse();
    fs::create_dir_all(&folder).with_context(|| format!("cannot write to {}", folder.display()))?;
    let browser = Browser::start().await?;
    for screen in [Screen::WIDE, Screen::NARROW] {
        for screen in [screen, screen.dark()] {
            let name = format!("{}-{}", screen.width, screen.scheme.name());
            let height = unroll(&browser, screen).await?;
            for (piece, top) in (0..height).step_by(cut as usize).enumerate() {
                let png = browser.picture(top, height.min(top + cut)).await?;
                let file = match height > cut {
                    true => folder.join(format!("{name}-{}.png", piece + 1)),
                    false => folder.join(format!("{name}.png")),
                };
                fs::write(&file, png)?;
                println!("{}", file.display());
            }
        }
    }
    for complaint in browser.complaints().await? {
        eprintln!("warning: the browser complains: {complaint}");
    }
    Ok(())
}

/// Opens the page in a viewport as tall as the page, in which every figure is awake, and returns
/// that height.
async fn unroll(browser: &Browser, screen: Screen) -> Result<u32> {
    browser.look_with(screen).await?;
    browser.open().await?;
    let height = browser
        .evaluate("return document.documentElement.scrollHeight")
        .await?;
    browser.look_with(Screen { height, ..screen }).await?;
    tokio::time::sleep(SETTLING).await;
    browser.next_frame().await?;
    Ok(height)
}
