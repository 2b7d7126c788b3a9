//! The package that npm installs: in a page that Vite bundles, and in Node.

use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, ensure};
use axum::extract::Request;
use axum::http::{HeaderValue, header};
use axum::middleware::{Next, from_fn};
use browser_tests::{Browser, Screen, Site, until};
use tempfile::TempDir;
use xor_lab::training::{Hyperparameters, PRESETS, Run};
use xtask::{server, workspace};

/// The bundler: of the last versions that run in Node 18.
const VITE: &str = "vite@6.4.6";

/// What a bundled page has to be allowed, and nothing else.
const POLICY: HeaderValue = HeaderValue::from_static(
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
     connect-src 'self'; worker-src 'self'; img-src data:",
);

/// Runs `command`; what it prints.
fn output(command: &mut Command) -> Result<String> {
    let output = command.output()?;
    let told = String::from_utf8_lossy(&output.stderr);
    ensure!(output.status.success(), "{command:?}:\n{told}");
    Ok(String::from_utf8(output.stdout)?)
}

/// A program of its own, in a fresh folder, with `dist/npm` and other packages installed.
fn program(packages: &[&str]) -> Result<TempDir> {
    let folder = tempfile::tempdir()?;
    let npm = |arguments: &[&str]| {
        let mut npm = Command::new("npm");
        output(npm.args(arguments).current_dir(folder.path()))
    };
    let sources = workspace::root().join("tests/browser/program");
    for entry in fs::read_dir(sources)? {
        let entry = entry?;
        fs::copy(entry.path(), folder.path().join(entry.file_name()))?;
    }
    fs::write(folder.path().join("package.json"), r#"{"type": "module"}"#)?;
    let package = workspace::dist().join("npm");
    let package = package.to_str().context("a path in Unicode")?;
    let tarball = npm(&["pack", "--silent", package]).context("npm cannot pack dist/npm")?;
    let tarball = format!("./{}", tarball.trim());
    // Nothing of theirs has to run to be installed.
    let mut install = vec!["install", "--ignore-scripts", "--prefer-offline"];
    install.extend(["--no-audit", "--no-fund", &tarball]);
    install.extend(packages);
    npm(&install).context("npm cannot install: is its registry within reach?")?;
    Ok(folder)
}

/// The bits of the loss of every preset after 5000 epochs.
fn native_losses() -> Vec<String> {
    let losses = PRESETS.map(|preset| {
        let preset = Hyperparameters::preset(preset).expect("a preset");
        let mut run = Run::new(preset).expect("what is allowed");
        run.train(5000);
        run.loss().to_bits().to_string()
    });
    losses.to_vec()
}

/// Serves `folder` to pages that may load nothing from elsewhere, and no script of a page itself.
fn strictly(folder: &Path) -> axum::Router {
    server::files(folder).layer(from_fn(async |request: Request, next: Next| {
        let mut answer = next.run(request).await;
        let headers = answer.headers_mut();
        headers.insert(header::CONTENT_SECURITY_POLICY, POLICY);
        answer
    }))
}

#[tokio::test]
async fn a_page_bundled_with_vite_has_the_same_numbers() -> Result<()> {
    let program = program(&[VITE])?;
    let build = ["--offline", "vite", "build", "--base=./"];
    output(Command::new("npx").args(build).current_dir(program.path()))
        .context("Vite cannot build the page")?;
    let site = Site::of(strictly(&program.path().join("dist"))).await?;
    let page = Browser::start_on(site).await?;
    page.look_with(Screen::WIDE).await?;
    page.open().await?;

    let figure = page.figure("xor-lab").await?;
    figure.press("Step").await?;
    until("it is drawn", async || Ok(figure.reading().await?.0 == 1)).await?;
    figure.press("Run to").await?;
    until("it is at epoch 5000", async || {
        Ok(figure.reading().await?.0 == 5000)
    })
    .await?;
    const BITS: &str =
        "return new BigUint64Array(Float64Array.of(figure.loss).buffer)[0].toString()";
    let mut native = Run::new(Hyperparameters {
        seed: 1,
        ..Hyperparameters::preset("as-published")?
    })?;
    native.train(5000);
    let bits: String = figure.run(BITS).await?;
    assert_eq!(bits, native.loss().to_bits().to_string());

    for place in ["inPage", "inWorker"] {
        let script =
            format!("const [done] = arguments; {place}().then(done, (e) => done([String(e)]))");
        let losses: Vec<String> = page.execute_async(script, []).await?.convert()?;
        assert_eq!(losses, native_losses(), "{place}");
    }
    assert_eq!(page.complaints().await?, Vec::<String>::new());
    Ok(())
}

#[test]
fn node_trains_without_a_page() -> Result<()> {
    let program = program(&[])?;
    let told = output(
        Command::new("node")
            .arg("node.js")
            .current_dir(program.path()),
    )?;
    let losses: Vec<_> = told.split_whitespace().collect();
    assert_eq!(losses, native_losses());
    Ok(())
}
