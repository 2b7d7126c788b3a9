//! The package that npm installs: in a page that Vite bundles, and in Node.

use std::path::Path;

use anyhow::Result;
use axum::extract::Request;
use axum::http::{HeaderValue, header};
use axum::middleware::{Next, from_fn};
use browser_tests::{Browser, Program, Screen, Site, until};
use xor_lab::training::{Hyperparameters, PRESETS, Run};
use xtask::{server, workspace};

/// What a bundled page has to be allowed, and nothing else.
const POLICY: HeaderValue = HeaderValue::from_static(
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
     connect-src 'self'; worker-src 'self'; img-src data:",
);

/// The program that uses the package in all its ways.
fn program() -> Result<Program> {
    Program::install(&workspace::root().join("tests/browser/program"))
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
    let program = program()?;
    let site = Site::of(strictly(&program.build()?)).await?;
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
fn a_server_may_import_the_element() -> Result<()> {
    let script = "import { XorLab, loadLab } from 'xor-lab';
        console.log(typeof XorLab, await loadLab().catch(({ message }) => message))";
    let told = program()?.run("node", &["--input-type=module", "--eval", script])?;
    assert!(
        told.starts_with("function The element needs a browser."),
        "{told}"
    );
    Ok(())
}

#[test]
fn node_trains_without_a_page() -> Result<()> {
    let told = program()?.run("node", &["node.js"])?;
    let losses: Vec<_> = told.split_whitespace().collect();
    assert_eq!(losses, native_losses());
    Ok(())
}
