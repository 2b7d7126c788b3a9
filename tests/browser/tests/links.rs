//! Links to a moment: what Share puts into the address opens the same run anywhere, to the last bit.

use anyhow::{Context, Result};
use browser_tests::{Browser, Figure, Screen, until};
use serde_json::Value;
use xor_lab::training::{Moment, Run};

/// Where a run is and what it knows, to the last bit: as text, which no JSON reader rounds.
const STATE: &str = "const { epoch, stepInEpoch, loss, weights, biases } = figure.snapshot();
    const parameters = weights.flatMap((layer, i) => [...layer, ...biases[i]]);
    return [epoch, stepInEpoch, [loss, ...parameters].join(' ')]";

type State = (u64, usize, Vec<u64>);

async fn state(figure: &Figure<'_>) -> Result<State> {
    let (epoch, step, numbers): (u64, usize, String) = figure.run(STATE).await?;
    let numbers = numbers
        .split(' ')
        .map(|text| Ok(text.parse::<f64>()?.to_bits()));
    Ok((epoch, step, numbers.collect::<Result<_>>()?))
}

fn native(link: &str) -> Result<State> {
    let run: Run = Moment::from_link(link)?.reach()?;
    let parameters = run.network().parameters();
    let numbers = std::iter::once(run.loss()).chain(parameters.iter().copied());
    Ok((
        run.epoch(),
        run.step_in_epoch(),
        numbers.map(f64::to_bits).collect(),
    ))
}

/// Opens an address as one that comes from elsewhere.
async fn visit(page: &Browser, address: &str) -> Result<()> {
    page.goto("about:blank").await?;
    page.goto(address).await?;
    page.next_frame().await
}

/// What somebody does to a figure before sharing it, and what the link then says of it.
const JOURNEYS: [(&str, &str, &str); 9] = [
    ("corrected", "", "v=1&preset=corrected&at=0"),
    (
        "corrected",
        "figure.train(500); figure.hyperparameters = { learningRate: 0.5 }; figure.train(734)",
        "v=1&preset=corrected&at=500&learning-rate=0.5&at=1234",
    ),
    (
        "as-published",
        "figure.hyperparameters = { seed: 7, hidden: [2, 3] }; figure.train(40)",
        "v=1&preset=as-published&hidden=2,3&seed=7&at=40",
    ),
    (
        "corrected",
        "figure.hyperparameters = { optimizer: 'adam' }; figure.train(9); figure.setParameter(3, -1e-7);
         figure.setInput(2, 1, 0.25); figure.hyperparameters = { l2: 1e-5, gradient: 'no-derivative' }",
        "v=1&preset=corrected&optimizer=adam&at=9&parameter.3=-1e-7&inputs.2=1,0.25&l2=0.00001&gradient=no-derivative",
    ),
    // A rule that comes back has forgotten what it knew.
    (
        "corrected",
        "figure.hyperparameters = { optimizer: 'momentum', learningRate: 0.1 }; figure.train(50);
         figure.hyperparameters = { optimizer: 'adam' }; figure.hyperparameters = { optimizer: 'momentum' }; figure.train(50)",
        "v=1&preset=corrected&optimizer=momentum&learning-rate=0.1&at=50&optimizer=adam&optimizer=momentum&at=100",
    ),
    (
        "by-hand",
        "figure.hyperparameters = { learningRate: 0.01 }; figure.step()",
        "v=1&preset=by-hand&learning-rate=0.01&at=1",
    ),
    (
        "corrected",
        "figure.hyperparameters = { dataset: 'points', points: [[0, 0.5, 1]], init: 'given',
             weights: [[[1, 2], [3, 1e21]].map((row) => row.map((w) => Math.min(w, 1e6))), [[-1, 0.1]]], biases: [[0, 1], [2]] };
         figure.train(3)",
        "v=1&preset=corrected&dataset=points&points=0,0.5,1&init=given&weights=1,2;3,1000000/-1,0.1&biases=0,1;2&at=3",
    ),
    (
        "playground",
        "figure.train(12); figure.step(); figure.step(); figure.hyperparameters = { batchSize: 50 };
         figure.step(); figure.setParameter(0, 1.5); figure.step()",
        "v=1&preset=playground&at=12.2&batch-size=50&at=12.3&parameter.0=1.5&at=12.4",
    ),
    (
        "playground",
        "figure.hyperparameters = { batchSize: null, hidden: [], samples: null }; figure.train(30); figure.seek(12)",
        "v=1&preset=playground&samples=null&hidden=&batch-size=null&at=12",
    ),
];

#[tokio::test]
async fn a_link_opens_the_same_bits_in_the_browser_and_natively() -> Result<()> {
    Browser::visit(Screen::WIDE, async |page| {
        for (preset, journey, expected) in JOURNEYS {
            visit(page, &page.url()).await?;
            let figure = page.figure("#figure-4").await?;
            let script = format!(
                "await figure.ready; figure.removeAttribute('views');
                 figure.setAttribute('preset', '{preset}');
                 await new Promise(requestAnimationFrame);
                 {journey};
                 const home = await figure.takeHome();
                 return [home.address(), home.link()]"
            );
            let script = format!("return (async () => {{ {script} }})()");
            let (address, link): (String, String) = figure.run(&script).await?;
            assert_eq!(link, expected, "{preset} {journey}");
            assert!(address.ends_with(&format!("#figure-4?{link}")), "{address}");
            assert!(link.len() <= 200, "{} characters: {link}", link.len());
            let shared = state(&figure).await?;
            assert_eq!(native(&link)?, shared, "native: {link}");
            visit(page, &address).await?;
            let figure = page.figure("#figure-4").await?;
            until("the run is there", async || {
                let (epoch, step, _) = state(&figure).await?;
                Ok((epoch, step) == (shared.0, shared.1))
            })
            .await?;
            assert_eq!(state(&figure).await?, shared, "opened: {link}");
        }
        Ok(())
    })
    .await
}

#[tokio::test]
async fn share_puts_the_moment_into_the_address() -> Result<()> {
    Browser::visit(Screen::WIDE, async |page| {
        let figure = page.figure("#figure-4").await?;
        figure.scroll_to().await?;
        figure.run::<()>("figure.train(321)").await?;
        figure.press("Share").await?;
        until("the address is that of the moment", async || {
            Ok(page
                .current_url()
                .await?
                .as_str()
                .contains("#figure-4?v=1&preset=corrected&at=321"))
        })
        .await?;
        until("the reader is told", async || {
            Ok(figure
                .text(".home .done")
                .await
                .is_ok_and(|text| text.contains("epoch 321")))
        })
        .await?;
        let link: String = figure
            .run("return root.querySelector('.home input').value")
            .await?;
        assert_eq!(link, page.current_url().await?.as_str());
        // Once more, further on; then the first address again, in the same page.
        figure.press("Step").await?;
        figure.press("Copy link").await?;
        until("the address goes on", async || {
            Ok(page.current_url().await?.as_str().contains("at=322"))
        })
        .await?;
        page.evaluate::<()>("location.hash = 'figure-4?v=1&preset=corrected&seed=3&at=17'")
            .await?;
        until("the figure follows the address", async || {
            figure
                .run("return figure.epoch === 17 && figure.hyperparameters.seed === 3")
                .await
        })
        .await?;
        figure.press("close").await?;
        assert!(figure.text(".home").await.is_err(), "the panel is closed");
        let focus: String = figure.run("return root.activeElement.textContent").await?;
        assert_eq!(focus, "Share");
        Ok(())
    })
    .await
}

/// Links that are broken or mean harm, and what is said of them.
const BROKEN: [(&str, &str); 19] = [
    (
        "v=1&views=loss,evil",
        "views is evil; allowed: any of surface",
    ),
    ("at=3", "v is missing; allowed: 1"),
    ("v=2&at=3", "v is 2; allowed: 1"),
    ("v=1&preset=x", "\"by-hand\", \"random-start\""),
    ("v=1&seed=-1", "a whole number from 0 to 4294967295"),
    (
        "v=1&seed=99999999999999999999",
        "a whole number from 0 to 4294967295",
    ),
    (
        "v=1&seed=<img src=x onerror=alert(1)>",
        "a whole number from 0 to 4294967295",
    ),
    (
        "v=1&learning-rate=",
        "learning-rate is \"\"; allowed: a number from 0 to 1000",
    ),
    (
        "v=1&hidden=<img>",
        "hidden is <img>; allowed: 0 to 6 layers",
    ),
    ("v=1&views=", "views is \"\"; allowed: any of surface"),
    ("v=1&hidden=1e9", "0 to 6 layers, each of 1 to 64 neurons"),
    (
        "v=1&hidden=1,1,1,1,1,1,1,1,1",
        "0 to 6 layers, each of 1 to 64 neurons",
    ),
    ("v=1&points=1,2", "1 to 1000 points"),
    ("v=1&at=x", "at is x; allowed: an epoch"),
    ("v=1&at=1e15", "at is 1e15; allowed: an epoch"),
    ("v=1&at=4294967301", "up to epoch 1000000000"),
    ("v=1&at=5.1", "fewer steps than that epoch has"),
    (
        "v=1&at=9&parameter.99=1&at=10",
        "the number of one that there is",
    ),
    ("v=1&at=9&__proto__=1", "__proto__ is not known"),
];

#[tokio::test]
async fn a_broken_link_says_what_is_wrong_and_the_figure_works() -> Result<()> {
    Browser::visit(Screen::WIDE, async |page| {
        for (link, allowed) in BROKEN {
            visit(
                page,
                &format!("{}#figure-4?{}", page.url(), link.replace(' ', "%20")),
            )
            .await?;
            let figure = page.figure("#figure-4").await?;
            until(&format!("{link} is refused"), async || {
                Ok(figure.text(".message").await.is_ok())
            })
            .await?;
            let message = figure.text(".message").await?;
            assert!(
                message.starts_with("The link cannot be opened: "),
                "{link}: {message}"
            );
            assert!(message.contains(allowed), "{link}: {message}");
            assert_eq!(
                state(&figure).await?,
                native("v=1&preset=corrected")?,
                "{link}"
            );
            figure.press("Step").await?;
            let epoch: u64 = figure.run("return figure.epoch").await?;
            assert_eq!(epoch, 1, "it goes on after {link}");
        }
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_link_that_leads_far_can_be_stopped() -> Result<()> {
    Browser::visit(Screen::WIDE, async |page| {
        visit(page, &format!("{}#figure-4?v=1&at=1000000000", page.url())).await?;
        let figure = page.figure("#figure-4").await?;
        until("it is on its way", async || {
            figure.run("return figure.epoch > 1000").await
        })
        .await?;
        let told = figure.text(".notice").await?;
        assert_eq!(told, "On the way to epoch 1000000000; Pause ends it.");
        figure.press("Pause").await?;
        until("the way on is told", async || {
            let told = figure.text(".notice").await?;
            Ok(told.starts_with("The run was stopped at epoch ")
                && told.contains("on its way to epoch 1000000000. “Run to” goes on."))
        })
        .await?;
        let mark = "return root.querySelector('.run-to .number').value";
        assert_eq!(figure.run::<String>(mark).await?, "1,000,000,000");
        let state: Value = figure
            .run("return [figure.playing, figure.loss < 3]")
            .await?;
        assert_eq!(state, serde_json::json!([false, true]));
        figure.press("Reset").await?;
        assert_eq!(figure.run::<u64>("return figure.epoch").await?, 0);
        Ok(())
    })
    .await
}

#[tokio::test]
async fn an_attribute_opens_a_link_too() -> Result<()> {
    Browser::visit(Screen::WIDE, async |page| {
        let figure = page.figure("#figure-4").await?;
        let link = "v=1&preset=as-published&at=100&learning-rate=0.7&at=150";
        figure.run::<()>(&format!("figure.setAttribute('href', '#?{link}')")).await?;
        let expected = native(link).context(link)?;
        until("it is there", async || Ok(state(&figure).await? == expected)).await?;
        let views = "figure.setAttribute('href', '?v=1&at=2&views=surface,seeds')";
        figure.run::<()>(views).await?;
        until("it shows what the link shows", async || {
            let shown = "return [...root.querySelectorAll('.panel')].map((panel) => panel.classList[1]).join(' ')";
            Ok(figure.run::<String>(shown).await? == "surface-panel seeds-panel")
        })
        .await
    })
    .await
}

#[tokio::test]
async fn a_link_names_its_figure_wherever_it_is() -> Result<()> {
    Browser::visit(Screen::WIDE, async |page| {
        visit(page, &format!("{}?post=3", page.url())).await?;
        let figure = page.figure("#figure-4").await?;
        const RENAMED: &str = "return figure.ready.then(async () => {
            figure.id = 'Figür 4'; figure.train(42);
            const home = await figure.takeHome();
            figure.reset();
            return [home.address(), await home.open(home.address().replace('at=0', 'at=42'))];
        })";
        let (address, done): (String, String) = figure.run(RENAMED).await?;
        assert!(address.contains("?post=3#Fig%C3%BCr%204?v=1&"), "{address}");
        assert_eq!(done, "The run is where it was.");
        // Some programs encode more of an address than others.
        for (name, epoch) in [("Fig%C3%BCr%204", 17), ("%46ig%C3%BCr%204", 18)] {
            page.evaluate::<()>(&format!("location.hash = '{name}?v=1&preset=corrected&at={epoch}'")).await?;
            until("the figure follows the address", async || {
                Ok(figure.run::<u64>("return figure.epoch").await? == epoch)
            })
            .await?;
        }
        page.evaluate::<()>("location.hash = 'figure-99?v=1&at=3'").await?;
        until("the page says that it has no such figure", async || {
            page.evaluate("return document.querySelector('main > [role=alert]')?.textContent.includes('no figure of that name') ?? false").await
        })
        .await?;
        // In somebody's component there is no telling it from others.
        const INSIDE: &str = "const root = document.body.appendChild(document.createElement('div')).attachShadow({ mode: 'open' });
            const inside = root.appendChild(document.createElement('xor-lab'));
            return inside.takeHome().then((home) => home.address()).catch(({ message }) => message)";
        let told: String = page.evaluate(INSIDE).await?;
        assert!(told.contains("give it an id"), "{told}");
        const SCRIPT: &str = "return [...document.querySelectorAll('div')].map(({ shadowRoot }) => shadowRoot?.querySelector('xor-lab')).find(Boolean)
            .takeHome().then((home) => home.script())";
        assert!(page.evaluate::<String>(SCRIPT).await?.contains("import numpy"), "a script needs no link");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_figure_that_comes_back_goes_on_and_does_not_open_its_link_again() -> Result<()> {
    Browser::visit(Screen::WIDE, async |page| {
        visit(page, &format!("{}#figure-4?v=1&seed=9&at=20", page.url())).await?;
        let figure = page.figure("#figure-4").await?;
        until("it is there", async || {
            figure.run("return figure.epoch === 20").await
        })
        .await?;
        const AGAIN: &str = "const place = figure.parentNode;
            figure.hyperparameters = { seed: 3 };
            figure.remove();
            return new Promise((resolve) => setTimeout(resolve, 50)).then(() => {
                place.prepend(figure);
                return figure.ready;
            }).then(() => figure.hyperparameters.seed)";
        assert_eq!(figure.run::<u32>(AGAIN).await?, 3);
        page.next_frame().await?;
        assert_eq!(
            figure
                .run::<u32>("return figure.hyperparameters.seed")
                .await?,
            3
        );
        Ok(())
    })
    .await
}

#[tokio::test]
async fn what_is_wrong_with_a_link_is_in_sight_on_a_phone() -> Result<()> {
    Browser::visit(Screen::NARROW, async |page| {
        visit(page, &format!("{}#figure-4?v=1&seed=x", page.url())).await?;
        let figure = page.figure("#figure-4").await?;
        until("the message is in sight", async || {
            figure
                .run(
                    "const { top, bottom } = root.querySelector('.message').getBoundingClientRect();
                     const seen = root.elementFromPoint(innerWidth / 2, (top + bottom) / 2);
                     return top >= 0 && bottom <= innerHeight && seen?.matches('.message')",
                )
                .await
        })
        .await?;
        visit(page, &format!("{}#figure-99?v=1&seed=3", page.url())).await?;
        let told: String = page
            .evaluate("return document.querySelector('main > [role=alert]').textContent")
            .await?;
        assert!(told.contains("no figure of that name"), "{told}");
        Ok(())
    })
    .await
}
