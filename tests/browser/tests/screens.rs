//! Other screens, other themes, lost pixels: figures look right on all of them.

use anyhow::Result;
use browser_tests::{Browser, Figure, Picture, Screen, eventually, until};

/// Waits until the view shows something other than `before`, and returns that.
async fn repainted(figure: &Figure<'_>, view: &str, before: &Picture) -> Result<Picture> {
    eventually("the canvas is painted again", async || {
        let now = figure.picture(view).await?;
        Ok((now != *before && now.colours() > 16).then_some(now))
    })
    .await
}

#[tokio::test]
async fn canvases_are_crisp_on_every_screen() -> Result<()> {
    Browser::visit(Screen::WIDE, async |page| {
        let figure = page.figure("xor-lab[preset=corrected]").await?;
        for screen in [
            Screen::WIDE,
            Screen {
                width: 900,
                scale: 2.0,
                ..Screen::WIDE
            },
            Screen {
                width: 701,
                scale: 1.5,
                ..Screen::WIDE
            },
            Screen {
                scale: 3.0,
                ..Screen::NARROW
            },
        ] {
            page.look_with(screen).await?;
            figure.scroll_to().await?;
            for view in ["surface", "loss", "hidden"] {
                const EXCESS: &str = "const { width, height } = canvas;
                    const box = canvas.getBoundingClientRect();
                    return [width - box.width * devicePixelRatio,
                        height - box.height * devicePixelRatio];";
                let excess =
                    format!("const canvas = root.querySelector('canvas.{view}'); {EXCESS}");
                until(&format!("{view} is crisp on {screen:?}"), async || {
                    let (width, height): (f64, f64) = figure.run(&excess).await?;
                    Ok(width.abs() <= 1.0 && height.abs() <= 1.0)
                })
                .await?;
            }
            page.next_frame().await?;
            let surface = figure.picture("surface").await?;
            assert!(surface.colours() > 16, "{surface:?} on {screen:?}");
        }
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_canvas_whose_pixels_were_lost_is_painted_again() -> Result<()> {
    Browser::visit(Screen::WIDE, async |page| {
        let figure = page.figure("xor-lab[preset=corrected]").await?;
        figure.scroll_to().await?;
        figure.run::<()>("figure.train(100)").await?;
        until("it is drawn", async || Ok(figure.reading().await?.0 == 100)).await?;
        page.next_frame().await?;
        for view in ["surface", "loss", "hidden"] {
            let before = figure.picture(view).await?;
            // What a browser does when it takes a canvas's memory, and when it gives it back.
            figure
                .run::<()>(&format!(
                    "const canvas = root.querySelector('canvas.{view}');
                     canvas.getContext('2d').reset();
                     canvas.dispatchEvent(new Event('contextlost'));"
                ))
                .await?;
            let lost = figure.picture(view).await?;
            assert_eq!(lost.colours(), 1, "{view}");
            figure
                .run::<()>(&format!(
                    "root.querySelector('canvas.{view}')
                         .dispatchEvent(new Event('contextrestored'))"
                ))
                .await?;
            let again = repainted(&figure, view, &lost).await?;
            assert_eq!(again, before, "{view}");
        }
        Ok(())
    })
    .await
}

#[tokio::test]
async fn another_theme_repaints_every_view() -> Result<()> {
    Browser::visit(Screen::WIDE, async |page| {
        let figure = page.figure("xor-lab[preset=corrected]").await?;
        figure.scroll_to().await?;
        page.next_frame().await?;
        let choose = async |theme: &str| -> Result<()> {
            let selector = format!("[data-choose-theme={theme}]");
            let script = "document.querySelector(arguments[0]).click()";
            page.execute(script, vec![selector.into()]).await?;
            Ok(())
        };
        for view in ["surface", "loss", "hidden"] {
            let light = figure.picture(view).await?;
            choose("dark").await?;
            let dark = repainted(&figure, view, &light).await?;
            assert!(dark.rgba[0] < 64 && light.rgba[0] > 192, "{view}");
            // A reader who asked for dark keeps it, whatever the system says.
            choose("light").await?;
            assert_eq!(repainted(&figure, view, &dark).await?, light, "{view}");
            choose("auto").await?;
            page.look_with(Screen::WIDE.dark()).await?;
            assert_eq!(repainted(&figure, view, &light).await?, dark, "{view}");
            page.look_with(Screen::WIDE).await?;
            assert_eq!(repainted(&figure, view, &dark).await?, light, "{view}");
        }
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_thumb_reaches_everything_on_a_narrow_screen() -> Result<()> {
    Browser::visit(Screen::NARROW, async |page| {
        for preset in ["as-published", "corrected", "playground"] {
            let figure = page.figure(&format!("xor-lab[preset={preset}]")).await?;
            figure.scroll_to().await?;
            page.next_frame().await?;
            // On the first screenful of the figure, wide and high enough for a thumb.
            let (left, right, bottom, height): (f64, f64, f64, f64) = figure
                .run(
                    "const box = root.querySelector('.play').getBoundingClientRect();
                     return [box.left, box.right, box.bottom, box.height]",
                )
                .await?;
            assert!(left >= 0.0 && right <= 360.0 && height >= 40.0, "{preset}");
            assert!(bottom <= 740.0, "{preset}: play is at {bottom}");
            figure.press("Play").await?;
            until("it trains", async || Ok(figure.reading().await?.0 > 3)).await?;
            figure.press("Pause").await?;
        }
        let figure = page.figure("xor-lab[preset=playground]").await?;
        assert!(figure.control("Learning rate").await.is_err(), "unfolded");
        figure
            .run::<()>("root.querySelector('.controls > summary').click()")
            .await?;
        figure
            .control("Learning rate")
            .await?
            .type_in("0.1")
            .await?;
        // Among the settings, play and the loss are still there.
        const PLAYER: &str = "const { top, bottom } =
                root.querySelector('.transport').getBoundingClientRect();
            return top >= 0 && bottom <= innerHeight";
        assert!(figure.run::<bool>(PLAYER).await?, "the player is away");
        assert_eq!(widths(page).await?, (360, 360));
        Ok(())
    })
    .await
}

/// The width of what is on the page, and of the screen.
async fn widths(page: &Browser) -> Result<(u64, u64)> {
    page.evaluate(
        "const { scrollWidth, clientWidth } = document.documentElement;
        return [scrollWidth, clientWidth]",
    )
    .await
}

#[tokio::test]
async fn letters_of_twice_the_size_stay_on_the_page() -> Result<()> {
    Browser::visit(Screen::WIDE, async |page| {
        page.execute("document.documentElement.style.fontSize = '200%'", [])
            .await?;
        for screen in [Screen::WIDE, Screen::NARROW] {
            page.look_with(screen).await?;
            page.next_frame().await?;
            let width = u64::from(screen.width);
            assert_eq!(widths(page).await?, (width, width));
        }
        Ok(())
    })
    .await
}

#[tokio::test]
async fn what_lies_over_a_picture_shrinks_with_it_at_once() -> Result<()> {
    Browser::visit(Screen::WIDE, async |page| {
        let figure = page.figure("xor-lab[preset=playground]").await?;
        figure.scroll_to().await?;
        figure.press("points").await?;
        const OVER: &str = "return ['.loss-panel [role=slider]', '.surface-panel .pad']
            .map((part) => root.querySelector(part)?.getBoundingClientRect().width ?? 0)";
        until("both are there", async || {
            let over: [f64; 2] = figure.run(OVER).await?;
            Ok(over.iter().all(|&width| width > 0.0))
        })
        .await?;
        // Before anything is drawn again.
        let over: [f64; 2] = figure
            .run(&format!("figure.style.width = '200px'; {OVER}"))
            .await?;
        assert!(over.iter().all(|&width| width < 200.0), "{over:?}");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn on_a_narrow_screen_the_slider_of_epochs_is_next_to_the_curve() -> Result<()> {
    Browser::visit(Screen::NARROW, async |page| {
        let figure = page.figure("xor-lab[preset=corrected]").await?;
        const EDGES: &str = "root.querySelector('canvas.loss')
                .scrollIntoView({ behavior: 'instant', block: 'center' });
            const box = (part) => root.querySelector(part).getBoundingClientRect();
            const [curve, slider, play] = ['canvas.loss', '.scrub', '.play'].map(box);
            return [curve.top, curve.bottom, slider.top, slider.bottom, play.top, innerHeight]";
        let edges: Vec<f64> = figure.run(EDGES).await?;
        assert!(edges[0] > 0.0 && edges.is_sorted(), "{edges:?}");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn the_plots_stay_while_the_last_settings_change() -> Result<()> {
    Browser::visit(Screen::WIDE, async |page| {
        let figure = page.figure("xor-lab[preset=playground]").await?;
        figure.scroll_to().await?;
        const SEEN: &str = "root.querySelector('[data-field=l2] input').focus();
            const seen = (part) => {
                const { top, bottom } = root.querySelector(part).getBoundingClientRect();
                return top < innerHeight && bottom > 0;
            };
            return ['.surface', 'canvas.loss', '.play', '[data-field=l2]'].map(seen)";
        let seen: [bool; 4] = figure.run(SEEN).await?;
        assert_eq!(seen, [true; 4]);
        Ok(())
    })
    .await
}
