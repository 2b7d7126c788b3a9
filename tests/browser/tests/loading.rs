//! How the page and its figures come to a browser, or do not.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use anyhow::Result;
use axum::extract::Request;
use axum::http::{HeaderValue, StatusCode, header};
use axum::middleware::{Next, from_fn};
use axum::response::{Html, IntoResponse};
use axum::routing::get;
use browser_tests::{Browser, Figure, Screen, Site, eventually, plain_name, until};
use tokio::sync::Semaphore;
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

/// How often the page has asked for what figures need only once somebody reaches for them.
async fn reached(page: &Browser) -> Result<usize> {
    page.evaluate(
        "return performance.getEntriesByType('resource')
            .filter(({ name }) => name.includes('/www/interaction-')).length",
    )
    .await
}

/// The page, whose `interaction.js` goes through `check` first.
async fn page_with<F>(check: impl Fn() -> F + Clone + Send + Sync + 'static) -> Result<Browser>
where
    F: Future<Output = StatusCode> + Send,
{
    let through = from_fn(move |request: Request, next: Next| {
        let check = check.clone();
        async move {
            if plain_name(request.uri().path()).ends_with("/interaction.js") {
                let status = check().await;
                if status != StatusCode::OK {
                    return status.into_response();
                }
            }
            next.run(request).await
        }
    });
    let page = server::files(&workspace::dist()).layer(through);
    let page = Browser::start_on(Site::of(page).await?).await?;
    page.look_with(Screen::WIDE).await?;
    page.open().await?;
    Ok(page)
}

/// The name of the number that is explained.
async fn explained(figure: &Figure<'_>) -> Result<String> {
    figure.text(".explained .name").await
}

const FIRST_CELL: &str = "root.querySelector('td[tabindex]')";
const CHOSEN: &str = "W[1], neuron 1, from input 1";

#[tokio::test]
async fn what_a_hand_needs_comes_with_the_first_reach() -> Result<()> {
    for reach in ["pointer", "focus", "click"] {
        Browser::visit(Screen::WIDE, async |page| {
            let figure = page.figure("#checked xor-lab").await?;
            figure.scroll_to().await?;
            until("it is drawn", async || {
                figure.run(&format!("return {FIRST_CELL} !== null")).await
            })
            .await?;
            assert_eq!(reached(page).await?, 0, "to see a figure it is not needed");
            match reach {
                "pointer" => {
                    let (x, y) = figure
                        .run(
                            "const { x, y } = root.querySelector('.check-panel').getBoundingClientRect();
                             return [Math.round(x) + 20, Math.round(y) + 20]",
                        )
                        .await?;
                    page.action_chain().move_to(x, y).perform().await?;
                }
                act => {
                    figure
                        .run::<()>(&format!("root.querySelector('.play').{act}()"))
                        .await?;
                }
            }
            until(reach, async || Ok(reached(page).await? == 1)).await?;
            figure.run::<()>(&format!("{FIRST_CELL}.click()")).await?;
            until("it is there", async || Ok(explained(&figure).await? == CHOSEN)).await?;
            // Once for all figures.
            let other = page.figure("xor-lab[preset=by-hand]").await?;
            other.run::<()>(&format!("{FIRST_CELL}.click()")).await?;
            until("another has it too", async || {
                Ok(explained(&other).await? == CHOSEN)
            })
            .await?;
            assert_eq!(reached(page).await?, 1);
            Ok(())
        })
        .await?;
    }
    Ok(())
}

#[tokio::test]
async fn what_is_done_before_it_is_there_waits() -> Result<()> {
    let gate = Arc::new(Semaphore::new(0));
    let shut = gate.clone();
    let page = page_with(move || {
        let gate = shut.clone();
        async move {
            gate.acquire().await.expect("it is never closed").forget();
            StatusCode::OK
        }
    })
    .await?;
    let figure = page
        .figure("xor-lab[preset=corrected][views~=diagram]")
        .await?;
    figure.run::<()>("figure.train(4000)").await?;
    figure
        .run::<()>("root.querySelector('.loss-panel').scrollIntoView({ behavior: 'instant', block: 'center' })")
        .await?;
    const PLACE: &str = "const slider = root.querySelector('.plot [role=slider]');
        const { x, y, width, height } = slider.getBoundingClientRect();
        return slider.hidden ? [] : [Math.round(x + width / 4), Math.round(y + height / 2)]";
    let place = eventually("the curve is drawn", async || {
        let place: Vec<i64> = figure.run(PLACE).await?;
        Ok((!place.is_empty()).then_some(place))
    })
    .await?;
    let said = "return root.querySelector('.plot [role=slider]').getAttribute('aria-valuetext')";
    until("the curve says where the run is", async || {
        let said: String = figure.run(said).await?;
        Ok(said.starts_with("epoch 4,000, loss 0.00"))
    })
    .await?;
    page.action_chain()
        .move_to(place[0], place[1])
        .click()
        .perform()
        .await?;
    figure.run::<()>(&format!("{FIRST_CELL}.click()")).await?;
    figure.press("table").await?;
    figure
        .run::<()>("root.querySelector('.walk button:nth-of-type(2)').click()")
        .await?;
    page.next_frame().await?;
    assert_eq!(figure.run::<u64>("return figure.epoch").await?, 4000);
    assert_eq!(reached(&page).await?, 0, "it is still on its way");

    gate.add_permits(1);
    until("the run is where the curve was clicked", async || {
        let epoch: f64 = figure.run("return figure.epoch").await?;
        Ok((epoch - 1250.0).abs() < 10.0)
    })
    .await?;
    until("the walk has begun", async || {
        Ok(figure.text(".where").await?.starts_with("1 of 11"))
    })
    .await?;
    until("the first number of the walk is explained", async || {
        Ok(explained(&figure).await?.starts_with("Z[1] of example"))
    })
    .await?;
    until("the table is filled", async || {
        figure
            .run("return root.querySelector('.data:not([hidden]) td') !== null")
            .await
    })
    .await
}

#[tokio::test]
async fn what_did_not_come_is_told_and_asked_for_again() -> Result<()> {
    let down = Arc::new(AtomicBool::new(true));
    let is_down = down.clone();
    let page = page_with(move || {
        let down = is_down.load(Ordering::Relaxed);
        async move {
            if down {
                StatusCode::SERVICE_UNAVAILABLE
            } else {
                StatusCode::OK
            }
        }
    })
    .await?;
    let figure = page.figure("xor-lab[preset=playground]").await?;
    figure.scroll_to().await?;
    until("it is drawn", async || {
        figure.run(&format!("return {FIRST_CELL} !== null")).await
    })
    .await?;
    let told = async |place: &str| {
        let alert = format!("{place} > [role=alert]:last-child");
        until(place, async || {
            let text = figure.text(&alert).await.unwrap_or_default();
            Ok(text.contains("did not load"))
        })
        .await
    };
    figure.run::<()>(&format!("{FIRST_CELL}.click()")).await?;
    told(".explained").await?;
    figure
        .run::<()>("root.querySelector('.seeds-panel button').click()")
        .await?;
    told(".seeds-panel").await?;
    assert!(figure.text(".explained > [role=alert]").await.is_err());
    figure
        .run::<()>("figure.hyperparameters = { dataset: 'points' }")
        .await?;
    figure.press("Apply").await?;
    told(".control[data-field=points]").await?;
    // All that needs no more goes on.
    figure.press("Step").await?;
    assert_eq!(figure.snapshot().await?["stepInEpoch"], 1);

    down.store(false, Ordering::Relaxed);
    figure.run::<()>(&format!("{FIRST_CELL}.click()")).await?;
    until("it is explained", async || {
        Ok(explained(&figure).await? == CHOSEN)
    })
    .await?;
    let alerts = "return [...root.querySelectorAll('[role=alert]')].filter((alert) => alert.checkVisibility()).length";
    assert_eq!(figure.run::<u32>(alerts).await?, 0);
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
