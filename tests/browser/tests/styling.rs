//! How a page gives figures its own look: custom properties and parts.

use anyhow::Result;
use browser_tests::{Browser, Figure, Screen, Site, eventually, until};

/// A page with rules of its own, which a class of the whole page turns on.
const PAGE: &str = "<!doctype html><title>Styling</title><link rel=icon href=data:,>
    <style></style>
    <script type=module src=www/xor-lab.js></script>
    <xor-lab views='surface loss hidden diagram numbers glass-box check losses seeds' controls=all></xor-lab>";

const PROPERTIES: [(&str, &str); 10] = [
    ("paper", "#010203"),
    ("ink", "#010203"),
    ("muted", "#010203"),
    ("rule", "#010203"),
    ("zero", "#010203"),
    ("middle", "#010203"),
    ("one", "#010203"),
    ("alarm", "#010203"),
    ("font", "monospace"),
    ("mono", "serif"),
];

async fn on_the_page(journey: impl AsyncFnOnce(&Browser, Figure<'_>) -> Result<()>) -> Result<()> {
    let site = Site::with_pages(&[("styling.html", PAGE)]).await?;
    Browser::visit_at(site, "styling.html", Screen::WIDE, async |page| {
        let figure = page.figure("xor-lab").await?;
        until("it is drawn", async || {
            Ok(!figure
                .run::<bool>("return figure.matches(':state(waiting)')")
                .await?)
        })
        .await?;
        journey(page, figure).await
    })
    .await
}

/// Rules of the page, in force while its root has the class `own`.
async fn rules(page: &Browser, rules: &str) -> Result<()> {
    let script = "document.documentElement.className = '';
        document.querySelector('style').textContent = arguments[0]";
    page.execute(script, vec![rules.into()]).await?;
    Ok(())
}

async fn own(page: &Browser, on: bool) -> Result<()> {
    let script = "document.documentElement.classList.toggle('own', arguments[0])";
    page.execute(script, vec![on.into()]).await?;
    Ok(())
}

#[tokio::test]
async fn pictures_take_any_opaque_colour() -> Result<()> {
    on_the_page(async |page, figure| {
        // The margin of the picture is paper.
        const PAPER: &str = "return Array.from(root.querySelector('canvas.loss').getContext('2d').getImageData(1, 1, 1, 1).data)";
        for (color, paper) in [
            ("#ffe", [255, 255, 238, 255]),
            ("color-mix(in srgb, yellow 20%, white)", [255, 255, 204, 255]),
            ("oklch(100% 0 0)", [255, 255, 255, 255]),
            ("color(display-p3 0 0 0)", [0, 0, 0, 255]),
            ("light-dark(rgb(1 2 3), red)", [1, 2, 3, 255]),
            // None, or not opaque: as in the light theme.
            ("rgb(1 2 3 / 0.5)", [255, 255, 255, 255]),
            ("#010203", [1, 2, 3, 255]),
            ("nonsense", [255, 255, 255, 255]),
        ] {
            rules(page, &format!(".own xor-lab {{ --xor-lab-paper: {color} }}")).await?;
            own(page, true).await?;
            until(&format!("paper is {color}"), async || {
                Ok(figure.run::<[u8; 4]>(PAPER).await? == paper)
            })
            .await?;
        }
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_rule_of_the_page_recolours_pictures_and_all_else() -> Result<()> {
    on_the_page(async |page, figure| {
        figure.run::<()>("figure.train(30); figure.setAttribute('seed', 'x')").await?;
        page.next_frame().await?;
        // A sum over all pixels, and where no picture has it, computed styles.
        const LOOK: &str = "const sums = [...root.querySelectorAll('canvas')].map((canvas) => {
                const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
                return data.reduce((sum, byte, i) => (sum * 31 + byte * (i % 251)) % 1e9, 0);
            });
            const look = (part, property) => getComputedStyle(root.querySelector(part))[property];
            return [sums.join(), look('.message', 'color'), look('.readouts dd', 'fontFamily')]";
        let (mut last, mut still) = (None, 0);
        // And stays: under load, a picture may get its size some frames later.
        let before = eventually("all is drawn", async || {
            let now: [String; 3] = figure.run(LOOK).await?;
            let same = last.replace(now.clone()).as_ref() == Some(&now);
            still = if same { still + 1 } else { 0 };
            page.next_frame().await?;
            let told = figure.text(".message").await.is_ok();
            Ok((told && still >= 10).then_some(now))
        })
        .await?;
        for (name, value) in PROPERTIES {
            rules(page, &format!(".own xor-lab {{ --xor-lab-{name}: {value} }}")).await?;
            own(page, true).await?;
            let at = match name {
                "alarm" => 1,
                "mono" => 2,
                _ => 0,
            };
            until(&format!("{name} is {value}"), async || {
                Ok(figure.run::<[String; 3]>(LOOK).await?[at] != before[at])
            })
            .await?;
            own(page, false).await?;
            until(&format!("{name} is as it was"), async || {
                Ok(figure.run::<[String; 3]>(LOOK).await? == before)
            })
            .await?;
        }
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_rule_of_the_page_styles_each_part() -> Result<()> {
    on_the_page(async |page, figure| {
        let parts: Vec<String> = figure
            .run("return [...root.querySelectorAll('[part]')].flatMap((part) => [...part.part])")
            .await?;
        assert!(parts.iter().any(|part| part == "play"), "{parts:?}");
        for part in parts {
            rules(
                page,
                &format!("xor-lab::part({part}) {{ outline: 3px solid rgb(1, 2, 3) }}"),
            )
            .await?;
            let outlines: Vec<String> = figure
                .run(&format!(
                    "return [...root.querySelectorAll('[part~={part}]')]
                         .map((part) => getComputedStyle(part).outline)"
                ))
                .await?;
            assert!(!outlines.is_empty());
            for outline in outlines {
                assert_eq!(outline, "rgb(1, 2, 3) solid 3px", "{part}");
            }
        }
        // It wins over the figure's own style.
        rules(page, "xor-lab::part(play) { background: rgb(1, 2, 3) }").await?;
        let background: String = figure
            .run("return getComputedStyle(root.querySelector('.play')).backgroundColor")
            .await?;
        assert_eq!(background, "rgb(1, 2, 3)");
        Ok(())
    })
    .await
}
