//! A reader's way through the page: clicks and keys, and what they see of it.

use anyhow::Result;
use browser_tests::thirtyfour::Key;
use browser_tests::{Browser, Figure, Screen, eventually, until};

/// Fails unless epoch and pixels stand still while the page goes on drawing.
async fn stands_still(page: &Browser, figure: &Figure<'_>) -> Result<u64> {
    // A busy machine may draw a little later.
    until("what is drawn is where the run is", async || {
        let epoch: u64 = figure.run("return figure.epoch").await?;
        Ok(figure.reading().await?.0 == epoch)
    })
    .await?;
    page.next_frame().await?;
    let before = (figure.reading().await?, figure.picture("surface").await?);
    for _ in 0..5 {
        page.next_frame().await?;
    }
    let after = (figure.reading().await?, figure.picture("surface").await?);
    assert!(before == after, "{before:?} became {after:?} in a pause");
    Ok(before.0.0)
}

/// Clicks "Run to" and waits until the figure pauses at epoch 5000.
async fn run_to_the_end(figure: &Figure<'_>) -> Result<f64> {
    figure.press("Run to").await?;
    let (_, loss) = eventually("the run is at epoch 5000", async || {
        let reading = figure.reading().await?;
        let paused = figure.text(".play").await? == "Play";
        Ok((reading.0 == 5000 && paused).then_some(reading))
    })
    .await?;
    Ok(loss)
}

#[tokio::test]
async fn a_reader_watches_xor_being_learnt() -> Result<()> {
    Browser::visit(Screen::WIDE, async |page| {
        let figure = page.figure("xor-lab[preset=corrected]").await?;
        figure.scroll_to().await?;
        page.next_frame().await?;
        let start = figure.picture("surface").await?;
        assert!(start.width >= 256 && start.height >= 256, "{start:?}");
        assert!(start.colours() > 16, "an empty surface: {start:?}");
        assert_eq!(figure.reading().await?, (0, 2.999146500));

        // At 1 epoch a frame the run is not over before the reader has seen it.
        let speed = figure.control("Speed").await?;
        for _ in 0..3 {
            speed.slide(Key::Left).await?;
        }
        until("the speed is 1 epoch a frame", async || {
            Ok(figure.text(".speed output").await? == "1 epoch a frame")
        })
        .await?;

        figure.press("Play").await?;
        let mut last = 0;
        until("the loss falls", async || {
            let (epoch, loss) = figure.reading().await?;
            assert!(epoch >= last, "from epoch {last} back to {epoch}");
            last = epoch;
            Ok(loss < 2.5)
        })
        .await?;
        assert_ne!(figure.picture("surface").await?, start);

        figure.press("Pause").await?;
        let paused_at = stands_still(page, &figure).await?;
        assert!(paused_at >= last);
        let paused = figure.picture("surface").await?;

        figure.press("Step").await?;
        assert_eq!(stands_still(page, &figure).await?, paused_at + 1);
        assert_ne!(figure.picture("surface").await?, paused);

        // A change of the learning rate does not interrupt the run, nor rewrite its past.
        figure.press("Play").await?;
        let rate = figure.control("Learning rate").await?;
        let (before, _) = figure.reading().await?;
        rate.slide(Key::Right).await?;
        let changed: f64 = figure
            .run("return figure.hyperparameters.learningRate")
            .await?;
        assert!((1.41..1.7).contains(&changed), "{changed}");
        assert!(figure.reading().await?.0 >= before);
        until("the run goes on", async || {
            Ok(figure.reading().await?.0 > before + 10)
        })
        .await?;
        let first = figure.losses(1..=1).await?[0];
        assert!((first - 3.641126994785094).abs() < 1e-9, "{first}");

        figure.press("Reset").await?;
        assert_eq!(stands_still(page, &figure).await?, 0);
        assert_eq!(figure.reading().await?, (0, 2.999146500));
        assert_eq!(figure.picture("surface").await?, start);

        rate.type_in("1.4").await?;
        assert_eq!(run_to_the_end(&figure).await?, 0.001364195071);
        assert_eq!(figure.text(".readouts .accuracy dd").await?, "100 %");
        let learnt = figure.picture("surface").await?;
        for (right, top) in [(0, 0), (0, 1), (1, 0), (1, 1)] {
            let warmth = learnt.warmth(right, top);
            assert_eq!(
                warmth > 0.0,
                right != top,
                "corner ({right}, {top}): {warmth}"
            );
        }
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_reader_watches_the_published_run_get_stuck() -> Result<()> {
    Browser::visit(Screen::WIDE, async |page| {
        let figure = page.figure("xor-lab[preset=as-published]").await?;
        figure.scroll_to().await?;
        let loss = run_to_the_end(&figure).await?;
        assert!((loss - 1.3873222).abs() < 1e-7, "{loss}");
        stands_still(page, &figure).await?;
        assert_eq!(figure.text(".readouts .accuracy dd").await?, "50 %");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn another_shape_of_the_network_starts_a_new_run() -> Result<()> {
    Browser::visit(Screen::WIDE, async |page| {
        let figure = page.figure("xor-lab[preset=playground]").await?;
        figure.scroll_to().await?;
        for (slider, key, sizes) in [
            ("Neurons in each", Key::Right, [2, 5, 1].as_slice()),
            ("Hidden layers", Key::Right, &[2, 5, 5, 1]),
            ("Hidden layers", Key::Home, &[2, 1]),
        ] {
            figure.press("Play").await?;
            until("it trains", async || Ok(figure.reading().await?.0 > 2)).await?;
            figure.press("Pause").await?;
            let control = figure.control(slider).await?;
            // Several positions of the slider may stand for one number of neurons.
            until("the shape has changed", async || {
                control.slide(key.clone()).await?;
                let now: Vec<u64> = figure.run("return figure.snapshot().sizes").await?;
                Ok(now == sizes)
            })
            .await?;
            assert_eq!(stands_still(page, &figure).await?, 0);
        }
        Ok(())
    })
    .await
}
