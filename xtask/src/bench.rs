//! `cargo xtask bench`: builds what is measured, fetches what it is measured against.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};
use xtask::workspace;

use crate::command::{cargo, heading, run, step};
use crate::tools;
use crate::wasm::Profile;

/// Builds the page and measures. Peers that cannot be fetched are left out.
pub fn bench(quick: bool, only: Option<String>) -> Result<()> {
    heading("the page");
    crate::build(Profile::Release)?;
    let mut native = cargo(["build", "--release", "--package", "bench-native"]);
    step("the engine outside of the browser", &mut native)?;
    tools::chromium()?;

    let with_peers = only.as_deref().is_none_or(|only| only == "training");
    let (mut packages, mut python) = (None, None);
    if with_peers {
        heading("the peers");
        let folder = workspace::cache().join("bench");
        fs::create_dir_all(&folder)?;
        packages = or_left_out("npm's packages", npm_packages(&folder));
        python = or_left_out("NumPy", tools::numpy());
    }

    let mut command = cargo(["run", "--quiet"]);
    command.args([
        "--package",
        "browser-tests",
        "--bin",
        "bench",
        "--",
        "--native",
    ]);
    let program = format!("bench-native{}", std::env::consts::EXE_SUFFIX);
    command.arg(workspace::target().join("release").join(program));
    for (option, path) in [("--packages", packages), ("--python", python)] {
        if let Some(path) = path {
            command.arg(option).arg(path);
        }
    }
    if quick {
        command.arg("--quick");
    }
    if let Some(only) = only {
        command.args(["--only", &only]);
    }
    step("the bench", &mut command)
}

fn or_left_out<T>(what: &str, fetched: Result<T>) -> Option<T> {
    fetched
        .inspect_err(|error| println!("{what}: left out, for {error:#}"))
        .ok()
}

/// Installs the packages of `xtask/bench/package.json`; their folder.
fn npm_packages(folder: &Path) -> Result<PathBuf> {
    tools::npm()?;
    let manifest = workspace::root().join("xtask/bench/package.json");
    fs::copy(manifest, folder.join("package.json"))?;
    // No scripts of theirs: what they would build is for servers.
    let quietly = [
        "--ignore-scripts",
        "--no-package-lock",
        "--no-audit",
        "--no-fund",
    ];
    run(Command::new("npm")
        .arg("install")
        .args(quietly)
        .current_dir(folder))
    .context("npm cannot install the packages")?;
    Ok(folder.join("node_modules"))
}
