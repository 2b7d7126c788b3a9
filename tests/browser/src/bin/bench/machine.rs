//! What the numbers were measured on.

use std::collections::BTreeMap;
use std::fs;
use std::process::Command;
use std::thread;

use anyhow::{Context, Result};
use serde::{Deserialize, Serialize};
use serde_json::json;
use xtask::workspace;

use crate::host;
use crate::page::Page;

#[derive(Serialize)]
pub struct Machine {
    pub processor: String,
    pub cores: usize,
    pub system: String,
    pub chromium: String,
    pub rustc: String,
    /// Set by the one who starts it.
    pub numpy: Option<String>,
    /// Versions of npm's packages.
    pub packages: BTreeMap<String, String>,
}

#[derive(Deserialize)]
struct Manifest {
    dependencies: BTreeMap<String, String>,
}

impl Machine {
    pub async fn of(page: &Page) -> Result<Self> {
        let version = page.cdp().send_raw("Browser.getVersion", json!({})).await?;
        let manifest = workspace::root().join("xtask/bench/package.json");
        let manifest: Manifest = serde_json::from_str(&fs::read_to_string(manifest)?)?;
        let rustc = Command::new("rustc").arg("--version").output()?;
        Ok(Self {
            processor: host::processor(),
            cores: thread::available_parallelism()?.get(),
            system: format!("{} {}", std::env::consts::OS, std::env::consts::ARCH),
            chromium: version["product"]
                .as_str()
                .context("Chromium says no version")?
                .to_owned(),
            rustc: String::from_utf8(rustc.stdout)?.trim().to_owned(),
            numpy: None,
            packages: manifest.dependencies,
        })
    }
}
