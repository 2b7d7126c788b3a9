//! A blank page beside the published one, in which contenders train and figures are drawn.

use std::collections::HashMap;
use std::ops::Deref;
use std::path::Path;
use std::time::Duration;

use anyhow::{Context, Result, bail};
use axum::Router;
use axum::routing::get;
use browser_tests::{Browser, Screen, Site, until};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use xtask::{server, workspace};

use crate::task::Task;

/// Calls a function of `window.bench` and waits for what it gives.
const CALL: &str = "const [name, values, done] = arguments;
    Promise.resolve().then(() => bench[name](...values))
        .then((value) => done({ value }), (error) => done({ error: String(error?.stack ?? error) }));";

/// Longer than the longest run takes on a slow machine.
const PATIENCE: Duration = Duration::from_secs(600);

/// A browser that has opened the page.
pub struct Page {
    browser: Browser,
}

impl Page {
    /// A fresh browser; `packages` are npm's.
    pub async fn open(packages: Option<&Path>) -> Result<Self> {
        let browser = Browser::start_on(Site::of(site(packages)?).await?).await?;
        browser.look_with(Screen::WIDE).await?;
        browser.goto(browser.url() + "bench/index.html").await?;
        browser.set_script_timeout(PATIENCE).await?;
        let loaded = until("the bench's page has loaded", async || {
            browser.evaluate("return 'bench' in window").await
        });
        if let Err(error) = loaded.await {
            // They are the reason.
            bail!("{error}: {}", browser.complaints().await?.join("\n"));
        }
        Ok(Self { browser })
    }

    /// Calls a function of `bench.js`.
    pub async fn call<T: DeserializeOwned>(&self, name: &str, values: Value) -> Result<T> {
        let answer = self.execute_async(CALL, vec![json!(name), values]).await?;
        let answer: HashMap<String, Value> = answer.convert()?;
        if let Some(error) = answer.get("error") {
            bail!("{name}: {}", error.as_str().unwrap_or("failed"));
        }
        let value = answer.get("value").cloned().unwrap_or(Value::Null);
        serde_json::from_value(value).with_context(|| format!("{name} gives something else"))
    }
}

impl Deref for Page {
    type Target = Browser;

    fn deref(&self) -> &Browser {
        &self.browser
    }
}

/// The published page; in `bench/` the bench's own files, its tasks and the packages. Uncompressed:
/// a static host has compressed its files before it is asked for them.
fn site(packages: Option<&Path>) -> Result<Router> {
    let tasks: HashMap<_, _> = Task::all().map(|task| (task.name, task)).into();
    let tasks = serde_json::to_string(&tasks)?;
    let mut bench = Router::new().route("/tasks.json", get(async || tasks));
    if let Some(packages) = packages {
        bench = bench.nest_service("/packages", server::files(packages));
    }
    let own = server::files(&workspace::root().join("xtask/bench"));
    let page = server::files(&workspace::dist());
    Ok(server::isolated(
        page.nest("/bench", bench.fallback_service(own)),
    ))
}
