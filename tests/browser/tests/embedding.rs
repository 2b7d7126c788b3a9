//! Pages of others: under a strict policy, from another origin, before and without the script.

use anyhow::Result;
use axum::http::{HeaderName, StatusCode, header};
use axum::middleware::{Next, from_fn};
use axum::response::{Html, IntoResponse};
use axum::routing::get;
use axum::{Router, extract::Request};
use browser_tests::{Browser, Screen, Site, eventually, plain_name, until};
use std::sync::Arc;
use tokio::sync::Notify;
use xtask::{server, workspace};

/// The page of `dist/`, which others may use.
fn open_to_all() -> Router {
    server::files(&workspace::dist()).layer(from_fn(async |request: Request, next: Next| {
        (
            [(header::ACCESS_CONTROL_ALLOW_ORIGIN, "*")],
            next.run(request).await,
        )
    }))
}

/// A page with everything that a figure can have, and a script that notes what the policy forbids.
fn strict_page(script: &str, policy: String) -> Router {
    let html = format!(
        "<!doctype html><title>Strict</title><script src=violations.js></script>
         <script type=module src='{script}'></script>
         <xor-lab preset=corrected controls=all
             views='surface loss hidden diagram numbers glass-box check losses seeds'></xor-lab>"
    );
    const VIOLATIONS: &str = "const violations = [];
        document.addEventListener('securitypolicyviolation',
            ({ violatedDirective, blockedURI }) => violations.push(`${violatedDirective} ${blockedURI}`));";
    let policy = [(HeaderName::from_static("content-security-policy"), policy)];
    let script = [(header::CONTENT_TYPE, "text/javascript")];
    server::files(&workspace::dist())
        .route("/strict.html", get((policy, Html(html))))
        .route("/violations.js", get((script, VIOLATIONS)))
}

/// Uses the figure in all ways that might be forbidden.
async fn use_it(page: &Browser) -> Result<Vec<String>> {
    let figure = page.figure("xor-lab").await?;
    figure.press("Step").await?;
    until("it is drawn", async || Ok(figure.reading().await?.0 == 1)).await?;
    for table in [".surface-panel", ".hidden-panel"] {
        figure
            .run::<()>(&format!(
                "root.querySelector('{table} .tool:last-of-type').click()"
            ))
            .await?;
    }
    // An edge of the diagram, a cell, the zoom of the curve, a refusal.
    figure
        .run::<()>(
            "root.querySelector('.edge').dispatchEvent(new MouseEvent('click', { bubbles: true }));
             [...root.querySelectorAll('.numbers-panel .matrix')]
                 .find((matrix) => matrix.textContent.startsWith('Z')).querySelector('td').click();
             const curve = root.querySelector('.plot > [role=slider]');
             curve.dispatchEvent(new KeyboardEvent('keydown', { key: '+', bubbles: true }));
             figure.setAttribute('seed', 'x');
             figure.train(50)",
        )
        .await?;
    until("it says how a number came to be", async || {
        figure
            .run("return root.querySelector('.formula math') !== null")
            .await
    })
    .await?;
    figure.press("Run 200 seeds for 5,000 epochs").await?;
    until("the seeds have run", async || {
        let told = figure.text(".seeds-panel .summary").await?;
        Ok(told.contains(" of 200 "))
    })
    .await?;
    assert!(figure.picture("surface").await?.colours() > 16);
    let told = figure.text(".message").await?;
    assert!(told.contains("seed is"), "{told}");
    // The style sheet is there.
    let weight: String = figure
        .run("return getComputedStyle(root.querySelector('.play')).fontWeight")
        .await?;
    assert_eq!(weight, "600");
    page.evaluate("return violations").await
}

#[tokio::test]
async fn a_strict_policy_is_kept() -> Result<()> {
    let lab = Site::of(open_to_all()).await?;
    let origin = lab.url().split('/').take(3).collect::<Vec<_>>().join("/");
    for (script, host) in [
        ("www/xor-lab.js".to_owned(), "'self'"),
        (lab.url() + "www/xor-lab.js", origin.as_str()),
    ] {
        // The least that works; and the same with images and styles, which it does not need.
        let least = format!(
            "default-src 'none'; script-src 'self' {host} 'wasm-unsafe-eval'; connect-src {host}"
        );
        let usual = format!("{least}; style-src {host}; img-src 'self' data:");
        for policy in [least.clone(), usual] {
            let page =
                Browser::start_on(Site::of(strict_page(&script, policy.clone())).await?).await?;
            page.look_with(Screen::WIDE).await?;
            page.open_page("strict.html").await?;
            // The browser may ask for an icon by itself.
            let violations = use_it(&page).await?.into_iter();
            let violations: Vec<_> = violations
                .filter(|violation| !violation.ends_with("favicon.ico"))
                .collect();
            assert!(violations.is_empty(), "{violations:?} under {policy}");
            let complaints = page.complaints().await?.into_iter();
            let complaints: Vec<_> = complaints
                .filter(|complaint| {
                    !complaint.contains("favicon") && !complaint.contains(&lab.url())
                })
                .collect();
            assert!(complaints.is_empty(), "{complaints:?} under {policy}");
        }
        // And what it needs, it needs: the test can fail.
        for missing in [" 'wasm-unsafe-eval'", "; connect-src"] {
            let policy = least.replace(missing, "; x");
            let page = Browser::start_on(Site::of(strict_page(&script, policy)).await?).await?;
            page.open_page("strict.html").await?;
            let violations: Vec<String> = page.evaluate("return violations").await?;
            assert!(!violations.is_empty(), "without{missing}");
            let told = page.figure("xor-lab").await?.text(".failure").await?;
            assert!(told.contains("did not load"), "without{missing}: {told}");
        }
    }
    Ok(())
}

/// A page whose figure has a fallback, and text after it.
const STORY: &str = "<!doctype html><title>Story</title><link rel=icon href=data:,>
    <style>body { margin: 0 } xor-lab { display: flow-root } xor-lab:not(:defined) { min-height: var(--high) }
        xor-lab:state(waiting) { min-height: var(--high) }</style>
    <script type=module src=www/xor-lab.js></script><xor-lab views=surface><p>Four points.</p></xor-lab>
    <p id=after>And so on.</p>";

const FALLBACK: &str = "return document.querySelector('xor-lab > p').checkVisibility()";
const AFTER: &str = "return document.querySelector('#after').getBoundingClientRect().top";

/// A site whose module is answered with what `answer` makes of it.
async fn story(html: String, files: Router) -> Result<Browser> {
    let site = files.route("/story.html", get(Html(html)));
    let page = Browser::start_on(Site::of(site).await?).await?;
    page.look_with(Screen::WIDE).await?;
    Ok(page)
}

#[tokio::test]
async fn the_fallback_is_there_where_the_figure_is_not() -> Result<()> {
    // A script that is not there, one that is broken, and a program that does not come.
    for broken in ["xor-lab.js", "xor_lab_bg.wasm"] {
        for status in [StatusCode::NOT_FOUND, StatusCode::OK] {
            let fail = from_fn(move |request: Request, next: Next| {
                let fails = plain_name(request.uri().path()).ends_with(broken);
                async move {
                    if fails {
                        let nonsense = [(header::CONTENT_TYPE, "text/javascript")];
                        return (status, nonsense, "(").into_response();
                    }
                    next.run(request).await
                }
            });
            let files = server::files(&workspace::dist()).layer(fail);
            let page = story(STORY.to_owned(), files).await?;
            page.goto(page.url() + "story.html").await?;
            if broken.ends_with("wasm") {
                let figure = page.figure("xor-lab").await?;
                until("it has failed", async || {
                    Ok(figure.text(".failure").await.is_ok())
                })
                .await?;
            }
            assert!(page.evaluate::<bool>(FALLBACK).await?, "{broken} {status}");
        }
    }
    // No scripts at all.
    let page = story(STORY.to_owned(), server::files(&workspace::dist())).await?;
    let off = serde_json::json!({ "value": true });
    page.cdp()
        .send_raw("Emulation.setScriptExecutionDisabled", off)
        .await?;
    page.goto(page.url() + "story.html").await?;
    let fallback = page
        .find(browser_tests::thirtyfour::By::Css("xor-lab > p"))
        .await?;
    assert!(fallback.is_displayed().await?);
    Ok(())
}

#[tokio::test]
async fn a_page_that_reserves_the_height_does_not_move() -> Result<()> {
    // How high it is.
    let page = story(STORY.to_owned(), server::files(&workspace::dist())).await?;
    page.open_page("story.html").await?;
    let high: f64 = eventually("it is drawn", async || {
        const HEIGHT: &str = "const figure = document.querySelector('xor-lab');
            return figure.matches(':state(waiting)') ? null : figure.getBoundingClientRect().height";
        page.evaluate::<Option<f64>>(HEIGHT).await
    })
    .await?;

    for files in [
        ["xor-lab.js", "xor-lab.css", "xor_lab_bg.wasm"],
        ["xor-lab.js", "xor_lab_bg.wasm", "xor-lab.css"],
    ] {
        comes_without_a_jump(files, high).await?;
    }
    Ok(())
}

/// Loads the story with a reserved height, its files in this order.
async fn comes_without_a_jump(files: [&'static str; 3], high: f64) -> Result<()> {
    let gates = files.map(|name| (name, Arc::new(Notify::new())));
    // Each comes when it is told to.
    let held = gates.clone();
    let files =
        server::files(&workspace::dist()).layer(from_fn(move |request: Request, next: Next| {
            let held = held.clone();
            async move {
                let path = plain_name(request.uri().path());
                let gate = held.iter().find(|(name, _)| path.ends_with(name));
                if let Some((_, gate)) = gate {
                    gate.notified().await;
                }
                next.run(request).await
            }
        }));
    // Chromium's driver does not wait for a module that comes later.
    const SCRIPT: &str = "<script type=module src=www/xor-lab.js></script>";
    assert!(STORY.contains(SCRIPT));
    let html = STORY.replace(SCRIPT, "");
    let html = html.replace(
        "<style>",
        &format!("<style>xor-lab {{ --high: {high}px }} "),
    );
    let page = story(html, files).await?;
    page.goto(page.url() + "story.html").await?;
    const LOAD: &str = "window.shifts = [];
        new PerformanceObserver((list) => shifts.push(...list.getEntries().map(({ value }) => value)))
            .observe({ type: 'layout-shift', buffered: true });
        const script = document.createElement('script');
        Object.assign(script, { type: 'module', src: 'www/xor-lab.js' });
        document.head.append(script)";
    page.execute(LOAD, []).await?;
    assert!(page.evaluate::<bool>(FALLBACK).await?);
    let top: f64 = page.evaluate(AFTER).await?;
    for (name, gate) in gates {
        for _ in 0..10 {
            page.next_frame().await?;
            assert_eq!(page.evaluate::<f64>(AFTER).await?, top, "before {name}");
        }
        gate.notify_one();
    }
    until("it is drawn", async || {
        const DRAWN: &str = "return document.querySelector('xor-lab').epoch === 0
            && !document.querySelector('xor-lab').matches(':not(:defined), :state(waiting)')";
        page.evaluate(DRAWN).await
    })
    .await?;
    page.next_frame().await?;
    assert!(!page.evaluate::<bool>(FALLBACK).await?);
    assert_eq!(page.evaluate::<f64>(AFTER).await?, top);
    let shifts: Vec<f64> = page.evaluate("return shifts").await?;
    assert!(shifts.is_empty(), "{shifts:?}");
    Ok(())
}
