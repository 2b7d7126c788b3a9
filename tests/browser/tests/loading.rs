//! How the page and its figures come to a browser, or do not.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use anyhow::Result;
use axum::extract::Request;
use axum::http::{HeaderValue, StatusCode, header};
use axum::middleware::{Next, from_fn};
use axum::response::{Html, IntoResponse};
use axum::routing::get;
use browser_tests::{Browser, Screen, Site, plain_name, until};
use xtask::{server, workspace};

#[tokio::test]
async fn the_page_asks_for_each_of_its_files_once() -> Result<()> {
    Browser::visit(Screen::WIDE, async |page| {
        const FILES: &str = "return performance.getEntriesByType('resource')
            .map(({ name }) => name.slice(new URL('.', document.baseURI).href.length))";
        let files: Vec<String> = page.evaluate(FILES).await?;
        let expected = [
            "www/page.css",
            "www/page.js",
            "www/wasm/xor_lab_bg.wasm",
            "www/xor-lab.css",
            "www/xor-lab.js",
        ];
        // The icon is asked for whenever the browser likes.
        let files = files.iter().filter(|name| !name.ends_with(".svg"));
        let mut files: Vec<_> = files.map(|name| plain_name(name)).collect();
        files.sort();
        assert_eq!(files, expected);
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_program_that_did_not_load_is_asked_for_again() -> Result<()> {
    let down = Arc::new(AtomicBool::new(true));
    let is_down = down.clone();
    let fail = from_fn(move |request: Request, next: Next| {
        let fails = is_down.load(Ordering::Relaxed) && request.uri().path().ends_with(".wasm");
        async move {
            if fails {
                return StatusCode::SERVICE_UNAVAILABLE.into_response();
            }
            next.run(request).await
        }
    });
    let page = server::files(&workspace::dist()).layer(fail);
    let page = Browser::start_on(Site::of(page).await?).await?;
    page.look_with(Screen::WIDE).await?;
    page.open().await?;
    let figure = page.figure("xor-lab[preset=corrected]").await?;
    let told = figure.text(".failure").await?;
    assert!(
        told.contains("did not load") && told.contains("503"),
        "{told}"
    );
    // The place that waited for it goes to the text around it.
    let waiting = "return figure.matches(':state(waiting)')";
    assert!(!figure.run::<bool>(waiting).await?);
    // Of no use yet.
    figure.press("Try again").await?;
    until("it fails again", async || {
        figure
            .run("return figure.ready.then(() => false, () => true)")
            .await
    })
    .await?;
    down.store(false, Ordering::Relaxed);
    figure.press("Try again").await?;
    until("it runs", async || {
        figure
            .run("return figure.ready.then(() => true, () => false)")
            .await
    })
    .await?;
    figure.press("Step").await?;
    assert_eq!(figure.run::<u64>("return figure.epoch").await?, 1);
    Ok(())
}

#[tokio::test]
async fn a_chapter_stays_on_screen_while_the_figures_above_it_load() -> Result<()> {
    for screen in [Screen::WIDE, Screen::NARROW] {
        let page = Browser::start().await?;
        page.look_with(screen).await?;
        // Some browsers do not keep what is on screen in its place by themselves.
        const JUMP: &str = "document.addEventListener('DOMContentLoaded', () => {
            const style = document.createElement('style');
            style.textContent = '* { overflow-anchor: none; }';
            document.head.append(style);
            document.querySelector('#your-turn').scrollIntoView({ behavior: 'instant' });
        })";
        let script = serde_json::json!({ "source": JUMP });
        page.cdp()
            .send_raw("Page.addScriptToEvaluateOnNewDocument", script)
            .await?;
        page.open().await?;
        until("all figures are drawn", async || {
            let waiting = "return document.querySelectorAll('xor-lab:state(waiting)').length";
            Ok(page.evaluate::<u32>(waiting).await? == 0)
        })
        .await?;
        const TOP: &str = "return document.querySelector('#your-turn').getBoundingClientRect().top";
        let top: f64 = page.evaluate(TOP).await?;
        assert!(
            top.abs() < 0.3 * f64::from(screen.height),
            "{screen:?}: {top}"
        );
    }
    Ok(())
}

#[tokio::test]
async fn a_foreign_page_can_have_figures() -> Result<()> {
    // Where the element is, and may be used from anywhere.
    let lab =
        server::files(&workspace::dist()).layer(from_fn(async |request: Request, next: Next| {
            let mut answer = next.run(request).await;
            let anyone = HeaderValue::from_static("*");
            answer
                .headers_mut()
                .insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, anyone);
            answer
        }));
    let lab = Site::of(lab).await?;
    let script = lab.url() + "www/xor-lab.js";
    // Another address is another module; the element is the same.
    let page = format!(
        "<!doctype html><title>Foreign</title><link rel=icon href=data:,>
         <script type=module src='{script}'></script><script type=module src='{script}?2'></script>
         <xor-lab preset=corrected></xor-lab>"
    );
    let foreign =
        server::files(&workspace::dist()).route("/foreign.html", get(async || Html(page)));
    let page = Browser::start_on(Site::of(foreign).await?).await?;
    page.look_with(Screen::WIDE).await?;
    page.goto(page.url() + "foreign.html").await?;
    let figure = page.figure("xor-lab").await?;
    until("it runs", async || {
        figure
            .run("return figure.ready?.then(() => true, () => false) ?? false")
            .await
    })
    .await?;
    figure.press("Step").await?;
    until("it is drawn", async || Ok(figure.reading().await?.0 == 1)).await?;
    let complaints = page.complaints().await?;
    let own = complaints
        .iter()
        .filter(|complaint| !complaint.contains(&lab.url()));
    assert_eq!(own.collect::<Vec<_>>(), Vec::<&String>::new());
    Ok(())
}

#[test]
fn what_is_published_says_nothing_of_the_machine_it_was_built_on() -> Result<()> {
    let home = std::env::home_dir().expect("a home");
    let home = home.join(".cargo");
    let home = home.to_string_lossy();
    for file in std::fs::read_dir(workspace::dist().join("www/wasm"))? {
        let file = std::fs::read(file?.path())?;
        let found = file.windows(home.len()).any(|part| part == home.as_bytes());
        assert!(!found, "{home}");
    }
    Ok(())
}
