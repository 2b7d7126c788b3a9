//! Back and forth through a run, by its buttons, its keys and its slider.

use anyhow::Result;
use browser_tests::{Browser, Figure, Screen, eventually};
use serde_json::Value;

/// Waits until the figure shows this epoch.
async fn shows(figure: &Figure<'_>, epoch: u64) -> Result<()> {
    eventually(&format!("epoch {epoch} is on show"), async || {
        Ok((figure.reading().await?.0 == epoch).then_some(()))
    })
    .await
}

/// Moves the slider of epochs as a pointer does.
async fn scrub(figure: &Figure<'_>, epoch: u64) -> Result<()> {
    figure
        .run(&format!(
            "const scrub = root.querySelector('.scrub');
             scrub.valueAsNumber = {epoch};
             scrub.dispatchEvent(new Event('input'))"
        ))
        .await
}

/// A key, while the play button has the focus.
async fn key(figure: &Figure<'_>, key: &str) -> Result<()> {
    figure
        .run(&format!(
            "const play = root.querySelector('.play');
             play.focus();
             play.dispatchEvent(new KeyboardEvent('keydown', {{ key: '{key}', bubbles: true }}))"
        ))
        .await
}

#[tokio::test]
async fn any_epoch_comes_back_as_it_was() -> Result<()> {
    Browser::visit(Screen::WIDE, async |page| {
    let figure = page.figure("xor-lab[preset=corrected]").await?;
    figure.scroll_to().await?;
    assert!(
        figure
            .run::<bool>("return root.querySelector('.back').disabled && root.querySelector('.scrub').disabled")
            .await?,
        "at the start there is nowhere to go"
    );
    figure.run::<()>("figure.train(1000)").await?;
    shows(&figure, 1000).await?;
    let then = figure.snapshot().await?;
    figure.run::<()>("figure.train(2000)").await?;
    let end = figure.snapshot().await?;

    scrub(&figure, 1000).await?;
    shows(&figure, 1000).await?;
    assert_eq!(figure.snapshot().await?, then);
    key(&figure, ",").await?;
    shows(&figure, 999).await?;
    key(&figure, ".").await?;
    shows(&figure, 1000).await?;
    assert_eq!(figure.snapshot().await?, then);
    assert_eq!(figure.run::<u64>("return figure.lastEpoch").await?, 3000);

    scrub(&figure, 2999).await?;
    figure.press("Step").await?;
    shows(&figure, 3000).await?;
    assert_eq!(figure.snapshot().await?, end);
    figure.run::<()>("root.querySelector('.back').click()").await?;
    shows(&figure, 2999).await?;
    Ok(())
    }).await
}

#[tokio::test]
async fn a_change_is_in_force_where_it_was_made_and_a_new_one_ends_the_old_future() -> Result<()> {
    Browser::visit(Screen::WIDE, async |page| {
    let figure = page.figure("xor-lab[preset=corrected]").await?;
    figure.scroll_to().await?;
    let rate = async || -> Result<Value> {
        // What the page says is brought up to date with the picture.
        figure
            .run("return figure.hyperparameters.learningRate")
            .await
    };
    figure
        .run::<()>("figure.train(500); figure.hyperparameters = { learningRate: 0.5 }; figure.train(500)")
        .await?;
    shows(&figure, 1000).await?;
    scrub(&figure, 200).await?;
    shows(&figure, 200).await?;
    assert_eq!(rate().await?, 1.4);
    let field = "return root.querySelector('[data-field=learningRate] input[type=text]').value";
    assert_eq!(figure.run::<String>(field).await?, "1.4");
    scrub(&figure, 800).await?;
    shows(&figure, 800).await?;
    assert_eq!(rate().await?, 0.5);

    figure
        .run::<()>("figure.hyperparameters = { learningRate: 2 }")
        .await?;
    assert_eq!(figure.run::<u64>("return figure.lastEpoch").await?, 800);
    Ok(())
    }).await
}

#[tokio::test]
async fn a_long_way_is_played_and_can_be_paused() -> Result<()> {
    Browser::visit(Screen::WIDE, async |page| {
        let figure = page.figure("xor-lab[preset=playground]").await?;
        figure.scroll_to().await?;
        figure
            .run::<()>("figure.hyperparameters = { hidden: [64, 64, 64] }; figure.seek(1e9)")
            .await?;
        assert!(figure.run::<bool>("return figure.playing").await?);
        figure.press("Pause").await?;
        assert!(!figure.run::<bool>("return figure.playing").await?);
        Ok(())
    })
    .await
}
