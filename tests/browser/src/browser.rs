//! Chromium, looking at the page.

use std::ops::Deref;
use std::time::Duration;

use anyhow::{Context, Result, ensure};
use serde_json::json;
use tempfile::TempDir;
use thirtyfour::cdp::domains::emulation::{MediaFeature, SetEmulatedMedia};
use thirtyfour::{ChromiumLikeCapabilities, DesiredCapabilities, LoggingPrefsLogLevel, WebDriver};

use crate::chromedriver::Chromedriver;
use crate::console;
use crate::screen::Screen;
use crate::site::Site;

/// Switches that make Chromium quiet, and the same wherever it runs.
const SWITCHES: &[&str] = &[
    "--headless",
    // Root, as which containers run, may not use the sandbox. The page is our own.
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--no-default-browser-check",
    "--hide-scrollbars",
    "--force-color-profile=srgb",
];

/// Gives the result once every figure on the page has loaded or has failed to.
const FIGURES_READY: &str = r#"
    const [done] = arguments;
    const figures = [...document.querySelectorAll("xor-lab")];
    const defined = figures.length > 0 ? customElements.whenDefined("xor-lab") : Promise.resolve();
    defined.then(() => Promise.allSettled(figures.map((figure) => figure.ready))).then(() => done());
"#;

/// Gives the result after what is on the page now has been drawn.
const NEXT_FRAME: &str = r#"
    const [done] = arguments;
    requestAnimationFrame(() => requestAnimationFrame(() => done()));
"#;

/// A Chromium with a fresh profile. It is closed, and everything it needs is stopped, when
/// dropped.
pub struct Browser {
    driver: WebDriver,
    // In this order: the browser ends before the files that it uses.
    _chromedriver: Chromedriver,
    _profile: TempDir,
    site: Site,
}

impl Browser {
    /// Opens the page on `screen`, makes the `journey`, and fails if that fails, or if anything
    /// went wrong on the page meanwhile.
    pub async fn visit(
        screen: Screen,
        journey: impl AsyncFnOnce(&Self) -> Result<()>,
    ) -> Result<()> {
        Self::visit_at(Site::serve().await?, "", screen, journey).await
    }

    /// The same with a page of a site of one's own, by its address from the site's first.
    pub async fn visit_at(
        site: Site,
        address: &str,
        screen: Screen,
        journey: impl AsyncFnOnce(&Self) -> Result<()>,
    ) -> Result<()> {
        let browser = Self::start_on(site).await?;
        browser.look_with(screen).await?;
        browser.open_page(address).await?;
        let outcome = journey(&browser).await;
        let complaints = browser.complaints().await?;
        match outcome {
            // The complaints are often the reason.
            Err(error) if !complaints.is_empty() => {
                Err(error.context(format!("the browser complains:\n{}", complaints.join("\n"))))
            }
            Err(error) => Err(error),
            Ok(()) => {
                ensure!(
                    complaints.is_empty(),
                    "the browser complains:\n{}",
                    complaints.join("\n")
                );
                Ok(())
            }
        }
    }

    /// Starts Chromium, on an empty page.
    pub async fn start() -> Result<Self> {
        Self::start_on(Site::serve().await?).await
    }

    /// The same with a site of one's own.
    pub async fn start_on(site: Site) -> Result<Self> {
        let profile = tempfile::tempdir()?;
        let chromedriver = Chromedriver::start()?;
        let driver = WebDriver::new(chromedriver.url(), capabilities(&profile)?)
            .await
            .context("Chromium does not start")?;
        Ok(Self {
            driver,
            _chromedriver: chromedriver,
            _profile: profile,
            site,
        })
    }

    /// The address of the page; the site's other files are below.
    pub fn url(&self) -> String {
        self.site.url()
    }

    /// Opens the page, and waits until its figures have loaded.
    pub async fn open(&self) -> Result<()> {
        self.open_at(&self.site.url()).await
    }

    /// The same with another page of the site, by its address from the first.
    pub async fn open_page(&self, address: &str) -> Result<()> {
        self.open_at(&(self.site.url() + address)).await
    }

    /// The same with a page anywhere.
    pub async fn open_at(&self, url: &str) -> Result<()> {
        self.goto(url).await?;
        self.set_script_timeout(Duration::from_secs(20)).await?;
        let ready = self.execute_async(FIGURES_READY, []).await;
        ready.context("the figures of the page have not loaded")?;
        Ok(())
    }

    /// Changes the size, resolution and colour scheme that the page sees.
    pub async fn look_with(&self, screen: Screen) -> Result<()> {
        let Screen {
            width,
            height,
            scale,
            scheme,
            mobile,
        } = screen;
        let emulation = self.cdp();
        let emulation = emulation.emulation();
        emulation
            .set_device_metrics_override(width, height, scale, mobile)
            .await?;
        let name = "prefers-color-scheme".to_owned();
        let feature = MediaFeature {
            name,
            value: scheme.name().to_owned(),
        };
        self.cdp()
            .send(SetEmulatedMedia {
                media: None,
                features: Some(vec![feature]),
            })
            .await?;
        Ok(())
    }

    /// Waits until what is on the page now has been drawn.
    pub async fn next_frame(&self) -> Result<()> {
        self.execute_async(NEXT_FRAME, []).await?;
        Ok(())
    }

    /// What went wrong on the page since the last call; a test that causes it on purpose asks.
    pub async fn complaints(&self) -> Result<Vec<String>> {
        console::complaints(&self.driver, &self.site.url()).await
    }

    /// Runs a function's body of JavaScript and reads what it returns.
    pub async fn evaluate<T: serde::de::DeserializeOwned>(&self, script: &str) -> Result<T> {
        Ok(self.execute(script, []).await?.convert()?)
    }

    /// A PNG of the part of the page between two heights, in CSS pixels from its top. What lies
    /// outside of the viewport is in it, but figures there sleep.
    pub async fn picture(&self, top: u32, bottom: u32) -> Result<Vec<u8>> {
        let width: u32 = self
            .evaluate("return document.documentElement.clientWidth")
            .await?;
        let clip = json!({ "x": 0, "y": top, "width": width, "height": bottom - top, "scale": 1 });
        let parameters = json!({ "format": "png", "captureBeyondViewport": true, "clip": clip });
        let answer = self
            .cdp()
            .send_raw("Page.captureScreenshot", parameters)
            .await?;
        let data = answer["data"]
            .as_str()
            .context("Chromium sends no picture")?;
        Ok(base64::Engine::decode(
            &base64::prelude::BASE64_STANDARD,
            data,
        )?)
    }
}

impl Deref for Browser {
    type Target = WebDriver;

    fn deref(&self) -> &WebDriver {
        &self.driver
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        // Chromedriver closes its browsers when it ends; the driver needs not ask for it as well.
        let _ = self.driver.clone().leak();
    }
}

fn capabilities(profile: &TempDir) -> Result<impl Into<thirtyfour::Capabilities> + use<>> {
    let mut capabilities = DesiredCapabilities::chrome();
    for switch in SWITCHES {
        capabilities.add_arg(switch)?;
    }
    capabilities.add_arg(&format!("--user-data-dir={}", profile.path().display()))?;
    capabilities.set_logging_prefs("browser", LoggingPrefsLogLevel::All)?;
    capabilities.set_logging_prefs("performance", LoggingPrefsLogLevel::All)?;
    Ok(capabilities)
}
