//! The pages of `www/examples/`, and the frames that they may use.

use anyhow::{Context, Result};
use browser_tests::{Browser, Figure, Program, Screen, Site, until};
use xtask::{server, workspace};

const EXAMPLES: [&str; 4] = ["blog", "csp", "twenty", "frames"];

#[tokio::test]
async fn every_example_trains_on_wide_and_narrow_screens() -> Result<()> {
    for name in EXAMPLES {
        for screen in [Screen::WIDE, Screen::NARROW.dark()] {
            let address = format!("www/examples/{name}.html");
            Browser::visit_at(Site::serve().await?, &address, screen, async |page| {
                // It leads to the others.
                let links: Vec<String> = page
                    .evaluate("return Array.from(document.links, (link) => link.pathname.split('/').pop())")
                    .await?;
                let others = EXAMPLES.into_iter().filter(|other| *other != name);
                for other in others.map(|other| format!("{other}.html")) {
                    assert!(links.contains(&other), "{name} does not lead to {other}");
                }
                let widths: (u64, u64) = page
                    .evaluate("return [document.documentElement.scrollWidth, innerWidth]")
                    .await?;
                assert!(widths.0 <= widths.1, "{name} is {} wide", widths.0);

                let figures: u64 = page
                    .evaluate("return document.querySelectorAll('xor-lab').length")
                    .await?;
                let expected = match name {
                    "blog" => 3,
                    "csp" => 1,
                    "twenty" => 20,
                    _ => 0,
                };
                assert_eq!(figures, expected, "{name}");
                for at in 0..figures {
                    let script = format!(
                        "const figure = document.querySelectorAll('xor-lab')[{at}];
                         figure.scrollIntoView({{ behavior: 'instant' }});
                         figure.play();"
                    );
                    page.execute(&script, []).await?;
                    until(&format!("figure {at} of {name} trains"), async || {
                        let epoch = format!("return document.querySelectorAll('xor-lab')[{at}].epoch > 2");
                        page.evaluate(&epoch).await
                    })
                    .await?;
                }
                Ok(())
            })
            .await
            .context(name)?;
        }
    }
    Ok(())
}

#[tokio::test]
async fn a_strict_page_counts_no_violation() -> Result<()> {
    let address = "www/examples/csp.html";
    Browser::visit_at(Site::serve().await?, address, Screen::WIDE, async |page| {
        let figure = page.figure("xor-lab").await?;
        figure.press("Step").await?;
        until("it is drawn", async || Ok(figure.reading().await?.0 == 1)).await?;
        const COUNT: &str = "return document.querySelector('output').textContent";
        assert_eq!(page.evaluate::<String>(COUNT).await?, "0");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn twenty_starts_come_to_what_the_page_says_of_them() -> Result<()> {
    let address = "www/examples/twenty.html";
    // All on the screen: those that are not would sleep.
    let screen = Screen {
        height: 1600,
        ..Screen::WIDE
    };
    Browser::visit_at(Site::serve().await?, address, screen, async |page| {
        page.execute("document.querySelector('[data-do=play]').click()", [])
            .await?;
        const ALL: &str = "const figures = [...document.querySelectorAll('xor-lab')];";
        until("all play", async || {
            page.evaluate(&format!(
                "{ALL} return figures.every(({{ epoch }}) => epoch > 0)"
            ))
            .await
        })
        .await?;
        page.execute("document.querySelector('[data-do=pause]').click()", [])
            .await?;
        until("all have paused", async || {
            page.evaluate(&format!(
                "{ALL} return figures.every(({{ playing }}) => !playing)"
            ))
            .await
        })
        .await?;
        page.execute(
            &format!("{ALL} for (const figure of figures) figure.seek(5000)"),
            [],
        )
        .await?;
        until("eleven have learnt it", async || {
            const TOLD: &str = "return document.querySelector('output').textContent";
            Ok(page.evaluate::<String>(TOLD).await? == "epoch 5,000: 11 of 20 have learnt it")
        })
        .await?;
        page.execute("document.querySelector('[data-do=reset]').click()", [])
            .await?;
        until("all are at the start", async || {
            page.evaluate(&format!(
                "{ALL} return figures.every(({{ epoch }}) => epoch === 0)"
            ))
            .await
        })
        .await
    })
    .await
}

/// The heights of the frames of a page, and of what is in each.
async fn heights(page: &Browser) -> Result<Vec<(f64, f64)>> {
    page.evaluate(
        "return Array.from(document.querySelectorAll('iframe'), (frame) => [frame.clientHeight,
             frame.contentDocument.body.getBoundingClientRect().height])",
    )
    .await
}

async fn fit(page: &Browser, what: &str) -> Result<Vec<(f64, f64)>> {
    until(&format!("the frames fit {what}"), async || {
        let ready = "return [...document.querySelectorAll('iframe')].every(({ contentDocument }) =>
            contentDocument.querySelector('xor-lab:not(:state(waiting))')?.epoch === 0)";
        let heights = heights(page).await?;
        Ok(page.evaluate::<bool>(ready).await?
            && heights
                .iter()
                .all(|(frame, body)| (frame - body).abs() < 1.0))
    })
    .await?;
    heights(page).await
}

#[tokio::test]
async fn frames_are_as_high_as_their_figures() -> Result<()> {
    for screen in [Screen::WIDE, Screen::NARROW] {
        let address = "www/examples/frames.html";
        Browser::visit_at(Site::serve().await?, address, screen, async |page| {
            let before = fit(page, "at first").await?;
            assert!(before.len() == 2 && before[0] != before[1], "{before:?}");
            // A table that opens in one makes that one higher.
            const OPEN: &str = "document.querySelectorAll('iframe')[1].contentDocument
                .querySelector('xor-lab').shadowRoot.querySelector('.surface-panel .tool[aria-expanded]').click()";
            page.execute(OPEN, []).await?;
            until("the second frame grows", async || {
                let now = heights(page).await?;
                Ok(now[1].0 > before[1].0 + 100.0)
            })
            .await?;
            let open = fit(page, "with a table").await?;
            assert_eq!(open[0], before[0]);
            page.execute(OPEN, []).await?;
            until("it is as it was", async || {
                Ok(heights(page).await? == before)
            })
            .await
        })
        .await?;
    }
    Ok(())
}

/// Goes to another fragment of the page that is open.
async fn go_to(page: &Browser, fragment: &str) -> Result<()> {
    page.execute("location.hash = arguments[0]", vec![fragment.into()])
        .await?;
    Ok(())
}

#[tokio::test]
async fn an_address_is_a_figure() -> Result<()> {
    let address =
        "embed.html#preset=as-published&views=surface,loss&controls=seed&theme=dark&seed=3";
    Browser::visit_at(Site::serve().await?, address, Screen::WIDE, async |page| {
        let figure = page.figure("xor-lab").await?;
        const SEEN: &str = "const { gradient, seed } = figure.hyperparameters;
            return [gradient, String(seed), [...root.querySelectorAll('.panel')].map((p) => p.ariaLabel).join(),
                [...root.querySelectorAll('.control')].map((c) => c.dataset.field).join(),
                getComputedStyle(document.documentElement).backgroundColor]";
        let seen: [String; 5] = figure.run(SEEN).await?;
        assert_eq!(seen, ["activation-index", "3", "Decision surface,Loss", "seed", "rgb(20, 22, 25)"]);
        let told = ".notice";
        let notice = async || -> Result<Option<String>> {
            let script = format!("const notice = document.querySelector('{told}');
                return notice.checkVisibility() ? notice.textContent : null");
            page.evaluate(&script).await
        };
        assert_eq!(notice().await?, None);

        // Another fragment is another figure; what it does not have is named.
        go_to(page, "views=hidden&hidden=3&colour=red&onclick=alert(1)&style=display:none").await?;
        until("it is another", async || {
            let seen: [String; 5] = figure.run(SEEN).await?;
            Ok(seen == ["exact", "0", "Hidden space", "", "rgb(255, 255, 255)"])
        })
        .await?;
        let notice_now = notice().await?.context("a notice")?;
        assert!(notice_now.contains("colour, onclick, style.") && notice_now.contains("learning-rate"), "{notice_now}");
        const CLEAN: &str = "return ['onclick', 'style', 'colour'].some((name) => figure.hasAttribute(name))";
        assert!(!figure.run::<bool>(CLEAN).await?);
        go_to(page, "views=surface").await?;
        until("nothing is wrong", async || Ok(notice().await?.is_none())).await?;
        // A value that is refused is told by the figure.
        go_to(page, "views=surface&seed=x").await?;
        until("it is refused", async || Ok(told_by(&figure).await.contains("seed is"))).await
    })
    .await
}

async fn told_by(figure: &Figure<'_>) -> String {
    figure.text(".message").await.unwrap_or_default()
}

#[tokio::test]
async fn an_app_in_react_has_figures() -> Result<()> {
    let app = Program::install(&workspace::root().join("www/examples/react"))?;
    let page = Browser::start_on(Site::of(server::files(&app.build()?)).await?).await?;
    page.look_with(Screen::WIDE).await?;
    page.open().await?;
    until("React has rendered", async || {
        page.evaluate("return document.querySelector('xor-lab')?.ready.then(() => true) ?? false")
            .await
    })
    .await?;
    const NOW: &str = "return [figure.hyperparameters.loss, figure.hyperparameters.hidden.join(),
        String(figure.hyperparameters.learningRate), String(figure.epoch)]";
    let figure = page.figure("xor-lab").await?;
    assert_eq!(
        figure.run::<[String; 4]>(NOW).await?,
        ["cross-entropy", "2", "1.4", "0"]
    );
    // A method by a ref, and an event that changes the app's state.
    press(&page, "Run to 5,000").await?;
    until("React has heard of it", async || {
        const MOMENT: &str = "return document.querySelector('#moment').textContent";
        Ok(page.evaluate::<String>(MOMENT).await? == "epoch 5000, loss 0.0014")
    })
    .await?;
    // State that is attributes, and properties where the element has one of the name.
    for (name, value) in [
        ("loss", "squared-error"),
        ("hidden", "4 4"),
        ("learning-rate", "0.5"),
    ] {
        const CHOOSE: &str = "const [name, value] = arguments;
            const field = document.querySelector(`[name=${name}]`);
            Object.getOwnPropertyDescriptor(Object.getPrototypeOf(field), 'value').set.call(field, value);
            field.dispatchEvent(new Event(field.matches('input') ? 'input' : 'change', { bubbles: true }))";
        page.execute(CHOOSE, vec![name.into(), value.into()])
            .await?;
    }
    until("the figure has all three", async || {
        let now: [String; 4] = figure.run(NOW).await?;
        Ok(now == ["squared-error", "4,4", "0.5", "0"])
    })
    .await?;
    // Away and back, it is another.
    press(&page, "Take it away").await?;
    let none = "return document.querySelector('xor-lab') === null";
    until("it is away", async || page.evaluate(none).await).await?;
    press(&page, "Bring it back").await?;
    until("it is back", async || {
        page.evaluate("return document.querySelector('xor-lab')?.ready.then(() => true) ?? false")
            .await
    })
    .await?;
    let figure = page.figure("xor-lab").await?;
    assert_eq!(
        figure.run::<[String; 4]>(NOW).await?,
        ["squared-error", "4,4", "0.5", "0"]
    );
    assert_eq!(page.complaints().await?, Vec::<String>::new());
    Ok(())
}

/// Clicks a button of the page itself.
async fn press(page: &Browser, label: &str) -> Result<()> {
    const BUTTON: &str = "return [...document.querySelectorAll('button')]
        .find((button) => button.textContent === arguments[0])";
    let button = page.execute(BUTTON, vec![label.into()]).await?.element();
    button
        .with_context(|| format!("no button {label:?}"))?
        .click()
        .await?;
    Ok(())
}

#[tokio::test]
async fn a_figure_in_a_frame_is_shared_with_its_attributes() -> Result<()> {
    let address = "embed.html#preset=as-published&controls=seed&theme=dark&views=surface";
    Browser::visit_at(Site::serve().await?, address, Screen::WIDE, async |page| {
        let figure = page.figure("xor-lab").await?;
        let shared: String = figure
            .run("figure.train(77); return figure.takeHome().then((home) => home.address())")
            .await?;
        assert!(
            shared.contains("controls=seed&theme=dark&href=v%3D1"),
            "{shared}"
        );
        page.goto("about:blank").await?;
        page.goto(&shared).await?;
        let figure = page.figure("xor-lab").await?;
        until("it is where it was", async || {
            figure.run("return figure.epoch === 77").await
        })
        .await?;
        const SEEN: &str =
            "return [figure.getAttribute('theme'), root.querySelectorAll('.control').length,
            figure.hyperparameters.gradient, root.querySelectorAll('.panel').length]";
        let seen: (String, u32, String, u32) = figure.run(SEEN).await?;
        assert_eq!(seen, ("dark".into(), 1, "activation-index".into(), 1));
        // A link from another page, and one that was put there as it is.
        for (fragment, theme) in [
            ("figure-4?v=1&preset=playground&at=3", ""),
            ("theme=light&href=https://lab.example/?a=1&b=2#figure-4?v=1&preset=playground&at=3", "light"),
            ("v=1&preset=playground&at=3", ""),
            ("xor-lab-1?v=1&preset=playground&at=3", ""),
        ] {
            page.goto("about:blank").await?;
            page.goto(&format!("{}embed.html#{fragment}", page.url())).await?;
            let figure = page.figure("xor-lab").await?;
            until(fragment, async || {
                let there = "return figure.epoch === 3 && figure.hyperparameters.optimizer === 'adam'";
                figure.run(there).await
            })
            .await?;
            let seen: (String, bool) = figure
                .run("return figure.takeHome().then(({ canTakeBack }) => [figure.getAttribute('theme') ?? '', document.querySelector('.notice').hidden && !canTakeBack])")
                .await?;
            assert_eq!(seen, (theme.to_owned(), true), "{fragment}");
        }
        Ok(())
    })
    .await
}
