//! Figures that come, move and go, as frameworks move them: each keeps its run for as long as it is
//! on the page, and nothing of it is left afterwards.

use anyhow::{Context, Result};
use browser_tests::{Browser, Screen, Site};
use serde_json::json;

const PAGE: &str = "<!doctype html><title>Moves</title><link rel=icon href=data:,>
    <script type=module src=www/xor-lab.js></script>
    <div id=here></div><div id=there></div>";

/// A page with two places for figures, `here` and `there`.
async fn on_the_page(journey: impl AsyncFnOnce(&Browser) -> Result<()>) -> Result<()> {
    let site = Site::with_pages(&[("moves.html", PAGE)]).await?;
    Browser::visit_at(site, "moves.html", Screen::WIDE, journey).await
}

/// Runs the body of an asynchronous function, and reads what it returns.
async fn run<T: serde::de::DeserializeOwned>(page: &Browser, script: &str) -> Result<T> {
    let script = format!(
        "const [done] = arguments;
         const pause = (time = 50) => new Promise((next) => setTimeout(next, time));
         const figureOf = (attributes) => {{
             const figure = document.createElement('xor-lab');
             for (const [name, value] of Object.entries(attributes)) figure.setAttribute(name, value);
             return figure;
         }};
         (async () => {{ {script} }})().then((result) => done({{ result }}), (error) => done({{ error: String(error) }}))"
    );
    let mut answer = page.execute_async(script, []).await?.json().clone();
    anyhow::ensure!(answer.get("error").is_none(), "{answer}");
    Ok(serde_json::from_value(answer["result"].take())?)
}

/// What the page holds.
#[derive(Clone, Copy, Debug)]
struct Held {
    heap: u64,
    nodes: u64,
    listeners: u64,
    documents: u64,
    wasm: u64,
}

async fn held(page: &Browser) -> Result<Held> {
    let cdp = page.cdp();
    // What only finalizers held on to goes in a second turn.
    for _ in 0..3 {
        cdp.send_raw("HeapProfiler.collectGarbage", json!({}))
            .await?;
        page.next_frame().await?;
    }
    let heap = cdp.send_raw("Runtime.getHeapUsage", json!({})).await?;
    let dom = cdp.send_raw("Memory.getDOMCounters", json!({})).await?;
    let number = |value: &serde_json::Value| value.as_f64().map(|number| number as u64);
    Ok(Held {
        heap: number(&heap["usedSize"]).context("a size")?,
        nodes: number(&dom["nodes"]).context("a count")?,
        listeners: number(&dom["jsEventListeners"]).context("a count")?,
        documents: number(&dom["documents"]).context("a count")?,
        wasm: run(
            page,
            "const { loadLab } = await import(new URL('www/xor-lab.js', document.baseURI));
             return (await loadLab()).memory.buffer.byteLength",
        )
        .await?,
    })
}

/// Adds a figure with everything that can be in it, plays it, and takes it away, so many times. What
/// is kept is the element and the run, as a leak would.
async fn come_and_go(page: &Browser, times: usize, keep: bool) -> Result<()> {
    run(
        page,
        &format!(
            "const kept = window.kept = [];
             if ({keep}) {{
                 const {{ loadLab }} = await import(new URL('www/xor-lab.js', document.baseURI));
                 (await loadLab()).Lab.prototype.free = function () {{ kept.push(this); }};
             }}
             for (let time = 0; time < {times}; time++) {{
                 const figure = figureOf({{ controls: 'all', hidden: '8 8', speed: 1,
                     views: 'surface loss hidden diagram numbers glass-box check losses seeds' }});
                 (time % 2 ? here : there).append(figure);
                 await figure.ready;
                 figure.play();
                 await new Promise((drawn) => figure.addEventListener('epoch', () => figure.epoch > 0 && drawn()));
                 if (time % 3 === 0) there.append(figure);
                 figure.remove();
                 while (figure.epoch > 0) await pause(0);
                 if ({keep}) kept.push(figure);
             }}
             return null"
        ),
    )
    .await
}

#[tokio::test]
async fn two_hundred_figures_that_come_and_go_leave_nothing() -> Result<()> {
    on_the_page(async |page| {
        page.set_script_timeout(std::time::Duration::from_secs(120))
            .await?;
        page.cdp()
            .send_raw("HeapProfiler.enable", json!({}))
            .await?;
        come_and_go(page, 50, false).await?;
        let before = held(page).await?;
        for _ in 0..3 {
            come_and_go(page, 50, false).await?;
        }
        let after = held(page).await?;
        let grown = |before: u64, after: u64, by: u64| after > before + by;
        // One figure is some 60 KB, 2,000 nodes, 400 listeners, and 2 MB of the program's memory.
        let leaks = |before: Held, after: Held| {
            [
                grown(before.heap, after.heap, 500_000),
                grown(before.nodes, after.nodes, 20),
                grown(before.listeners, after.listeners, 0),
                grown(before.wasm, after.wasm, 1 << 20),
                grown(before.documents, after.documents, 0),
            ]
        };
        assert_eq!(leaks(before, after), [false; 5], "{before:?} {after:?}");
        // The test can fail: of ten figures that somebody keeps, all that counts is noticed.
        come_and_go(page, 10, true).await?;
        let kept = held(page).await?;
        assert_eq!(
            leaks(after, kept),
            [true, true, true, true, false],
            "{after:?} {kept:?}"
        );
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_figure_that_moves_keeps_its_run_and_its_look() -> Result<()> {
    on_the_page(async |page| {
        const MOVE: &str = "const figure = figureOf({ views: 'surface loss' });
            here.append(figure);
            await figure.ready;
            figure.train(40);
            await pause();
            const seen = [];
            const look = () => seen.push([figure.epoch, figure.offsetHeight,
                getComputedStyle(figure.shadowRoot.querySelector('.play')).fontWeight].join());
            look();
            // By hand, as frameworks sort lists, and as new ones move.
            for (const move of [
                () => there.append(figure),
                () => here.append(...there.childNodes),
                () => { figure.remove(); there.prepend(figure); },
                () => here.replaceChildren(figure),
                () => there.moveBefore ? there.moveBefore(figure, null) : there.append(figure),
            ]) {
                move();
                look();
                await pause(0);
                look();
                await pause();
                look();
            }
            figure.play();
            const { epoch } = figure;
            here.append(figure);
            while (figure.epoch <= epoch) await pause();
            return seen";
        let seen: Vec<String> = run(page, MOVE).await?;
        assert!(
            seen[0].starts_with("40,") && seen[0].ends_with(",600"),
            "{}",
            seen[0]
        );
        assert!(seen.iter().all(|look| *look == seen[0]), "{seen:?}");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_clone_is_a_figure_of_its_own() -> Result<()> {
    on_the_page(async |page| {
        const CLONE: &str = "const figure = figureOf({ seed: 3 });
            here.append(figure);
            await figure.ready;
            figure.train(10);
            const clone = figure.cloneNode(true);
            there.append(clone);
            await clone.ready;
            clone.train(4);
            return [figure.epoch, clone.epoch, clone.hyperparameters.seed,
                clone.shadowRoot.querySelectorAll('.figure').length]";
        let seen: [u64; 4] = run(page, CLONE).await?;
        assert_eq!(seen, [10, 4, 3, 1]);
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_figure_may_go_whenever_it_likes() -> Result<()> {
    on_the_page(async |page| {
        const GO: &str = "const seen = [];
            // Before its program is there, and back later, with another attribute.
            const early = figureOf({ seed: 5 });
            here.append(early);
            const { ready } = early;
            early.remove();
            await pause();
            seen.push(early.epoch === 0 && early.shadowRoot.querySelector('.failure').hidden);
            early.setAttribute('seed', '6');
            here.append(early);
            await early.ready;
            seen.push(early.ready === ready && early.hyperparameters.seed === 6);
            // As text that is written over.
            here.innerHTML = '<xor-lab seed=7></xor-lab>';
            const [written] = here.children;
            await written.ready;
            written.play();
            here.innerHTML = '';
            await pause();
            seen.push(!written.playing && Number.isNaN(written.loss));
            // From inside of one of its events.
            const last = figureOf({ autoplay: '' });
            last.addEventListener('epoch', () => last.remove());
            here.append(last);
            while (last.isConnected) await pause();
            await pause();
            seen.push(!last.playing);
            // Back, it begins again with what it had.
            written.hyperparameters;
            return seen";
        let error = run::<Vec<bool>>(page, GO).await.expect_err("not ready");
        assert!(error.to_string().contains("not ready"), "{error}");
        let go = GO.replace("written.hyperparameters;", "");
        assert_eq!(run::<Vec<bool>>(page, &go).await?, [true; 4]);
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_figure_goes_on_in_another_document() -> Result<()> {
    on_the_page(async |page| {
        const ADOPT: &str = "const frame = document.createElement('iframe');
            frame.width = 900;
            frame.height = 900;
            here.append(frame);
            const figure = figureOf({ views: 'surface' });
            there.append(figure);
            await figure.ready;
            figure.train(40);
            await pause();
            const look = () => [figure.epoch, figure.offsetHeight > 400,
                getComputedStyle(figure.shadowRoot.querySelector('.play')).fontWeight].join();
            const inside = frame.contentDocument;
            inside.body.append(figure);
            const epoch = figure.epoch;
            while (look() !== '40,true,600') await pause();
            figure.step();
            while (!figure.shadowRoot.querySelector('.epoch dd').textContent.startsWith('41')) await pause();
            const home = await figure.takeHome();
            const picture = home.svg('surface').startsWith('<svg');
            await home.show('save');
            const dressed = figure.shadowRoot.adoptedStyleSheets.length === 2;
            // A second one there has the same style sheet; and back.
            const other = figureOf({ views: 'surface' });
            inside.body.append(other);
            await other.ready;
            const same = other.shadowRoot.adoptedStyleSheets[0] === figure.shadowRoot.adoptedStyleSheets[0];
            there.append(figure);
            while (look() !== '41,true,600') await pause();
            // Nowhere at all.
            document.createElement('template').content.append(figure);
            await pause();
            there.append(figure);
            await figure.ready;
            while (look() !== '0,true,600') await pause();
            return [epoch === 40, picture, dressed, same]";
        let seen: [bool; 4] = run(page, ADOPT).await?;
        assert_eq!(seen, [true; 4]);
        Ok(())
    })
    .await
}
