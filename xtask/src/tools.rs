//! What the commands need beside cargo. Whatever is missing is installed where that is possible
//! (through rustup, and through apt-get as root), or else asked for in one line.

use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result, bail};
use xtask::workspace;

use crate::command::{output, run, succeeds};

pub const WASM: &str = "wasm32-unknown-unknown";

/// The version of NumPy that runs scripts taken home, and the notebook's loop in the bench.
const NUMPY: &str = "numpy==2.3.5";

/// Rust's standard library for wasm.
pub fn wasm_target() -> Result<()> {
    // The list of targets in rust-toolchain.toml is not acted on by every set-up of rustup.
    let rustc = std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let library = output(Command::new(rustc).args(["--print", "target-libdir", "--target", WASM]));
    if library.is_some_and(|folder| std::path::Path::new(&folder).exists()) {
        return Ok(());
    }
    run(Command::new("rustup").args(["target", "add", WASM]))
        .with_context(|| format!("install Rust's target {WASM}, then try again"))
}

/// rustfmt and clippy, which rustup's minimal profile leaves out.
pub fn rust_lints() -> Result<()> {
    for (component, command) in [("rustfmt", "fmt"), ("clippy", "clippy")] {
        if !succeeds(&mut crate::command::cargo([command, "--version"])) {
            run(Command::new("rustup").args(["component", "add", component]))
                .with_context(|| format!("install Rust's {component}, then try again"))?;
        }
    }
    Ok(())
}

/// Node, which runs the wasm tests and writes scripts.
pub fn node() -> Result<()> {
    program("node", &["nodejs"], "Node.js 18 or newer")
}

/// npx, which runs the TypeScript compiler.
pub fn npx() -> Result<()> {
    node()?;
    program("npx", &["npm"], "npm")
}

/// npm, which brings what tests and the bench measure against and bundle with.
pub fn npm() -> Result<()> {
    node()?;
    program("npm", &["npm"], "npm")
}

/// NumPy, in an environment of its own; its Python.
pub fn numpy() -> Result<PathBuf> {
    // As old as NumPy allows, and with what makes environments.
    let probe = "import ensurepip, sys; sys.exit(sys.version_info < (3, 11))";
    let usable = || succeeds(Command::new("python3").args(["-c", probe]));
    let packages = ["python3", "python3-venv"];
    provide(
        "python3",
        usable,
        &packages,
        "Python 3.11 or newer, with venv",
    )?;
    let environment = workspace::cache().join("numpy");
    let python = environment.join(if cfg!(windows) {
        "Scripts/python.exe"
    } else {
        "bin/python"
    });
    // One that was begun and not finished has no pip.
    if !succeeds(Command::new(&python).args(["-m", "pip", "--version"])) {
        run(Command::new("python3")
            .args(["-m", "venv", "--clear"])
            .arg(&environment))
        .context("Python cannot make an environment: install its venv, then try again")?;
    }
    let pip = [
        "-m",
        "pip",
        "install",
        "--quiet",
        "--disable-pip-version-check",
        NUMPY,
    ];
    run(Command::new(&python).args(pip))
        .context("pip cannot install NumPy: let it reach its index, then try again")?;
    Ok(python)
}

/// Chromium and its driver, for the tests in a browser.
pub fn chromium() -> Result<()> {
    let packages = ["chromium", "chromium-driver"];
    program(
        "chromedriver",
        &packages,
        "Chromium or Chrome, and chromedriver",
    )
}

/// Makes sure that `name` can be run: Debian's `packages` bring it.
fn program(name: &str, packages: &[&str], description: &str) -> Result<()> {
    let installed = || succeeds(Command::new(name).arg("--version"));
    provide(name, installed, packages, description)
}

/// Makes sure that `name` is as it has to be: Debian's `packages` bring it.
fn provide(
    name: &str,
    installed: impl Fn() -> bool,
    packages: &[&str],
    description: &str,
) -> Result<()> {
    if installed() {
        return Ok(());
    }
    if !(is_root() && succeeds(Command::new("apt-get").arg("--version"))) {
        bail!("`{name}` cannot be used here: install {description}, then try again");
    }
    run(Command::new("apt-get").arg("update"))?;
    run(Command::new("apt-get")
        .env("DEBIAN_FRONTEND", "noninteractive")
        .args(["install", "--yes", "--no-install-recommends"])
        .args(packages))?;
    if !installed() {
        bail!("`{name}` does not run even so: install {description}, then try again");
    }
    Ok(())
}

fn is_root() -> bool {
    output(Command::new("id").arg("-u")).is_some_and(|id| id == "0")
}
