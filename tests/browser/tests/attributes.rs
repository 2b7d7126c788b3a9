//! The attributes of `<xor-lab>`: each can be changed at any time, and what is refused says so.

use std::collections::BTreeSet;

use anyhow::Result;
use browser_tests::{Browser, Figure, Screen, Site, until};
use serde_json::Value;
use xtask::workspace;

/// A page whose figures take most of what there is.
const PAGE: &str = "<!doctype html><title>Attributes</title><link rel=icon href=data:,>
    <style>.recoloured { --xor-lab-paper: rgb(1, 2, 3) }</style>
    <script type=module src=www/xor-lab.js></script><main></main>";

/// Where the colour of paper is in pictures, and what a figure shows.
const SEEN: &str = "const paper = () =>
        [...root.querySelector('canvas').getContext('2d').getImageData(0, 0, 1, 1).data].join();
    const all = (parts) => [...root.querySelectorAll(parts)];
    const hyperparameters = figure.hyperparameters;";

/// An attribute; what else the figure has; a value; what is true then and not before.
type Case = (
    &'static str,
    &'static [(&'static str, &'static str)],
    &'static str,
    &'static str,
);

const CASES: &[Case] = &[
    (
        "href",
        &[],
        "page.html#figure?v=1&seed=3&at=7",
        "figure.epoch === 7 && hyperparameters.seed === 3",
    ),
    (
        "preset",
        &[],
        "as-published",
        "hyperparameters.gradient === 'activation-index'",
    ),
    (
        "dataset",
        &[],
        "circles",
        "figure.snapshot().targets.length > 4",
    ),
    (
        "points",
        &[("dataset", "points"), ("points", "[[0,0,1],[1,1,0]]")],
        "[[0,0,1],[1,1,0],[0,1,1]]",
        "figure.snapshot().targets.length === 3",
    ),
    (
        "samples",
        &[("dataset", "circles")],
        "40",
        "figure.snapshot().targets.length === 40",
    ),
    (
        "noise",
        &[("dataset", "circles")],
        "0.2",
        "hyperparameters.noise === 0.2",
    ),
    (
        "hidden",
        &[],
        "3, 2",
        "figure.snapshot().sizes.join() === '2,3,2,1'",
    ),
    (
        "hidden",
        &[],
        "none",
        "figure.snapshot().sizes.join() === '2,1'",
    ),
    (
        "activation",
        &[],
        "tanh",
        "hyperparameters.activation === 'tanh'",
    ),
    (
        "output-activation",
        &[],
        "tanh",
        "hyperparameters.outputActivation === 'tanh'",
    ),
    (
        "init",
        &[],
        "zeros",
        "figure.snapshot().weights.flat().every((weight) => weight === 0)",
    ),
    (
        "weights",
        &[
            ("init", "given"),
            ("weights", "[[[1,2],[3,4]],[[5,6]]]"),
            ("biases", "[[0,0],[0]]"),
        ],
        "[[[9,2],[3,4]],[[5,6]]]",
        "figure.snapshot().weights[0][0] === 9",
    ),
    (
        "biases",
        &[
            ("init", "given"),
            ("weights", "[[[1,2],[3,4]],[[5,6]]]"),
            ("biases", "[[0,0],[0]]"),
        ],
        "[[7,0],[0]]",
        "figure.snapshot().biases[0][0] === 7",
    ),
    ("seed", &[], "7", "hyperparameters.seed === 7"),
    (
        "optimizer",
        &[],
        "adam",
        "hyperparameters.optimizer === 'adam'",
    ),
    (
        "learning-rate",
        &[],
        "0.25",
        "hyperparameters.learningRate === 0.25",
    ),
    ("momentum", &[], "0.5", "hyperparameters.momentum === 0.5"),
    ("beta1", &[], "0.8", "hyperparameters.beta1 === 0.8"),
    ("beta2", &[], "0.95", "hyperparameters.beta2 === 0.95"),
    ("batch-size", &[], "2", "hyperparameters.batchSize === 2"),
    (
        "gradient",
        &[],
        "wrong-sign",
        "hyperparameters.gradient === 'wrong-sign'",
    ),
    (
        "loss",
        &[],
        "squared-error",
        "hyperparameters.loss === 'squared-error'",
    ),
    (
        "reduction",
        &[],
        "mean",
        "hyperparameters.reduction === 'mean'",
    ),
    ("l1", &[], "0.01", "hyperparameters.l1 === 0.01"),
    ("l2", &[], "0.02", "hyperparameters.l2 === 0.02"),
    (
        "views",
        &[],
        "hidden check",
        "all('.panel.hidden-panel, .panel.check-panel').length === 2 && all('.panel').length === 2",
    ),
    (
        "controls",
        &[],
        "seed gradient",
        "all('.control').length === 2",
    ),
    ("transport", &[], "none", "all('.transport').length === 0"),
    (
        "digits",
        &[("views", "numbers")],
        "3",
        "all('td').every((cell) => /^.?\\d+\\.?\\d{0,3}$/.test(cell.textContent))",
    ),
    (
        "loss-epochs",
        &[("views", "losses")],
        "0 7",
        "all('dl.losses > div').length === 2",
    ),
    (
        "speed",
        &[],
        "100",
        "root.querySelector('.speed output').textContent.startsWith('100 ')",
    ),
    (
        "run-to",
        &[],
        "70",
        "root.querySelector('.run-to input').value === '70'",
    ),
    ("autoplay", &[], "", "figure.epoch > 3"),
    (
        "theme",
        &[],
        "dark",
        "paper() === '20,22,25,255' && getComputedStyle(figure).colorScheme === 'dark'",
    ),
    (
        "size",
        &[],
        "small",
        "figure.offsetWidth === 384 && root.querySelector('.surface').offsetWidth === 384",
    ),
    ("size", &[], "medium", "figure.offsetWidth === 768"),
    ("size", &[], "large", "figure.offsetWidth === 1120"),
    ("class", &[], "recoloured", "paper() === '1,2,3,255'"),
    (
        "style",
        &[],
        "--xor-lab-paper: #040506",
        "paper() === '4,5,6,255'",
    ),
];

/// Where an attribute that is taken away leaves the figure as it is, or leaves another refused.
const STAYS: [&str; 5] = ["href", "points", "weights", "biases", "autoplay"];

/// Puts a figure in place of the one before, and waits until it is drawn.
async fn figure<'a>(page: &'a Browser, attributes: &[(&str, &str)]) -> Result<Figure<'a>> {
    const NEW: &str = "const [attributes, done] = arguments;
        const figure = document.createElement('xor-lab');
        for (const [name, value] of attributes) figure.setAttribute(name, value);
        figure.addEventListener('epoch', () => done(), { once: true });
        document.querySelector('main').replaceChildren(figure)";
    page.execute_async(NEW, vec![serde_json::to_value(attributes)?])
        .await?;
    page.figure("xor-lab").await
}

async fn observed(page: &Browser) -> Result<BTreeSet<String>> {
    page.evaluate("return customElements.get('xor-lab').observedAttributes")
        .await
}

async fn site() -> Result<Site> {
    Site::with_pages(&[("attributes.html", PAGE)]).await
}

#[tokio::test]
async fn every_attribute_can_be_changed_at_any_time() -> Result<()> {
    Browser::visit_at(
        site().await?,
        "attributes.html",
        Screen::WIDE,
        async |page| {
            let named: BTreeSet<_> = CASES.iter().map(|(name, ..)| name.to_string()).collect();
            assert_eq!(named, observed(page).await?);
            for (name, others, value, effect) in CASES {
                let figure = figure(page, others).await?;
                let seen = format!("{SEEN} return {effect}");
                let case = format!("{name}={value}");
                assert!(!figure.run::<bool>(&seen).await?, "{case} at the start");
                let before: Option<String> = figure
                    .run(&format!("return figure.getAttribute('{name}')"))
                    .await?;
                assert_eq!(
                    before.is_some(),
                    others.iter().any(|(other, _)| other == name)
                );
                figure
                    .run::<()>(&format!("figure.setAttribute('{name}', '{value}')"))
                    .await?;
                until(&case, async || figure.run(&seen).await).await?;
                if STAYS.contains(name) {
                    continue;
                }
                figure
                    .run::<()>(&format!("figure.removeAttribute('{name}')"))
                    .await?;
                until(&format!("{case} is taken away"), async || {
                    Ok(!figure.run::<bool>(&seen).await?)
                })
                .await?;
            }
            Ok(())
        },
    )
    .await
}

#[tokio::test]
async fn a_refused_attribute_says_what_is_allowed() -> Result<()> {
    Browser::visit_at(site().await?, "attributes.html", Screen::WIDE, async |page| {
        // These take any value: HTML has said what it means.
        let free = ["autoplay", "class", "style"].map(str::to_owned);
        for name in observed(page).await?.difference(&BTreeSet::from(free)) {
            let figure = figure(page, &[("theme", "dark"), ("size", "small")]).await?;
            const STATE: &str = "return [figure.hyperparameters,
                [...root.querySelectorAll('.panel, .control, .transport')].map((part) => part.className),
                root.querySelector('.speed output').textContent, root.querySelector('.run-to input').value]";
            let before: Value = figure.run(STATE).await?;
            // A refusal can be listened for, and is read on the figure.
            figure
                .run::<()>(&format!(
                    "figure.addEventListener('error', ({{ error }}) => {{ figure.refusal = error }});
                     figure.setAttribute('{name}', 'nonsense')"
                ))
                .await?;
            until(&format!("{name} is refused"), async || {
                figure.run("return figure.refusal !== undefined").await
            })
            .await?;
            let allowed: String = figure.run("return figure.refusal.allowed").await?;
            let told = figure.text(".message").await?;
            let what = if name == "href" { "link" } else { name };
            assert!(!allowed.is_empty() && told.contains(what), "{name}: {told}");
            assert_eq!(figure.run::<Value>(STATE).await?, before, "{name}");
            // What the style sheet reads itself is then as if nothing was said.
            const LOOK: &str = "return [getComputedStyle(figure).colorScheme, figure.offsetWidth]";
            let width: f64 = page.evaluate("return document.querySelector('main').offsetWidth").await?;
            let look: (String, f64) = figure.run(LOOK).await?;
            assert_eq!(look.0, if name == "theme" { "light" } else { "dark" });
            assert_eq!(look.1, if name == "size" { width } else { 384.0 });
        }
        Ok(())
    })
    .await
}

#[tokio::test]
async fn hiding_a_figure_leaves_its_network() -> Result<()> {
    Browser::visit_at(
        site().await?,
        "attributes.html",
        Screen::WIDE,
        async |page| {
            for attributes in [&[][..], &[("hidden", "3")]] {
                let figure = figure(page, attributes).await?;
                figure
                    .run::<()>("figure.hyperparameters = { hidden: [4] }; figure.train(5)")
                    .await?;
                const SEEN: &str = "return [figure.checkVisibility(), figure.hidden, figure.epoch,
                figure.hyperparameters.hidden.join()]";
                for (hidden, value) in [(true, "true"), (false, "false")] {
                    figure
                        .run::<()>(&format!("figure.hidden = {value}"))
                        .await?;
                    page.next_frame().await?;
                    let seen: (bool, bool, u64, String) = figure.run(SEEN).await?;
                    assert_eq!(seen, (!hidden, hidden, 5, "4".to_owned()));
                }
            }
            Ok(())
        },
    )
    .await
}

#[tokio::test]
async fn frameworks_can_set_what_they_find_as_a_property() -> Result<()> {
    Browser::visit_at(
        site().await?,
        "attributes.html",
        Screen::WIDE,
        async |page| {
            let figure = figure(page, &[]).await?;
            // `class` and `style` are handled by all of them.
            const PROPERTIES: &str = "return customElements.get('xor-lab').observedAttributes
            .filter((name) => name in figure && name !== 'style').sort()";
            let properties: Vec<String> = figure.run(PROPERTIES).await?;
            assert_eq!(properties, ["dataset", "hidden", "loss"]);
            figure
                .run::<()>(
                    "figure.dataset = 'and'; figure.hidden = '3'; figure.loss = 'squared-error'",
                )
                .await?;
            const TAKEN: &str = "const { dataset, hidden, loss } = figure.hyperparameters;
            return [dataset, hidden.join(), loss]";
            until("it has all three", async || {
                let taken: [String; 3] = figure.run(TAKEN).await?;
                Ok(taken == ["and", "3", "squared-error"])
            })
            .await?;
            // They are what they were.
            let was: (f64, String, bool) = figure
                .run(
                    "figure.dataset.x = 'y'; return [figure.loss, figure.dataset.x, figure.hidden]",
                )
                .await?;
            assert!(was.0 > 0.0 && was.1 == "y" && !was.2, "{was:?}");
            figure
                .run::<()>("figure.dataset = null; figure.hidden = undefined; figure.loss = null")
                .await?;
            until("it is as without them", async || {
                let taken: [String; 3] = figure.run(TAKEN).await?;
                Ok(taken == ["xor", "2", "cross-entropy"])
            })
            .await
        },
    )
    .await
}

/// The first column of a table of EMBED.md, below a heading.
fn documented(heading: &str) -> Result<BTreeSet<String>> {
    let guide = std::fs::read_to_string(workspace::root().join("EMBED.md"))?;
    let (_, section) = guide
        .split_once(&format!("## {heading}\n"))
        .expect("a section");
    let section = section.split("\n## ").next().expect("an end");
    let rows = section.lines().filter_map(|line| line.strip_prefix("| `"));
    // Several may stand in one row.
    let names = rows.flat_map(|row| {
        let first = row.split(" |").next().unwrap_or_default();
        first
            .split("`, `")
            .map(|name| name.trim_end_matches('`').to_owned())
    });
    Ok(names.collect())
}

#[tokio::test]
async fn all_is_documented_and_nothing_else() -> Result<()> {
    Browser::visit_at(
        site().await?,
        "attributes.html",
        Screen::WIDE,
        async |page| {
            let mut attributes = observed(page).await?;
            // HTML's own.
            attributes.retain(|name| name != "class" && name != "style");
            assert_eq!(documented("Attributes")?, attributes);

            let views = "surface loss hidden diagram numbers glass-box check losses seeds";
            let figure = figure(page, &[("views", views), ("controls", "all")]).await?;
            let parts: BTreeSet<String> = figure
                .run(
                    "return [...root.querySelectorAll('[part]')].flatMap((part) => [...part.part])",
                )
                .await?;
            assert_eq!(documented("Parts")?, parts);
            Ok(())
        },
    )
    .await?;
    let style = std::fs::read_to_string(workspace::root().join("www/xor-lab.css"))?;
    let defined = style.lines().filter_map(|line| {
        let (name, _) = line.trim().strip_prefix("--xor-lab-")?.split_once(':')?;
        Some(format!("--xor-lab-{name}"))
    });
    assert_eq!(documented("Colours and type")?, defined.collect());
    Ok(())
}

#[tokio::test]
async fn what_an_attribute_was_set_to_counts_at_once() -> Result<()> {
    Browser::visit_at(
        site().await?,
        "attributes.html",
        Screen::WIDE,
        async |page| {
            let figure = figure(page, &[]).await?;
            let seen: (u32, u64) = figure
                .run(
                    "figure.train(9); figure.setAttribute('seed', 7); figure.train(100);
                 return [figure.hyperparameters.seed, figure.epoch]",
                )
                .await?;
            assert_eq!(seen, (7, 100));
            Ok(())
        },
    )
    .await
}
