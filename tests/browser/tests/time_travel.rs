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
        const WAYS: &str = "const scrub = root.querySelector('.scrub');
        return [...root.querySelectorAll('.back, .scrub')]
            .map((way) => way.getAttribute('aria-disabled') + way.disabled)
            .concat(scrub.parentNode.innerText.split(/\\s*\\n\\s*/))";
        let ways = async || figure.run::<Vec<String>>(WAYS).await;
        // At the start there is nowhere to go, but what has the focus keeps it.
        let off = "truefalse";
        assert_eq!(ways().await?, [off, off, "Go to epoch", "0", "0"]);
        figure.run::<()>("figure.train(1000)").await?;
        shows(&figure, 1000).await?;
        let on = "falsefalse";
        assert_eq!(ways().await?, [on, on, "Go to epoch", "0", "1,000"]);
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
        figure
            .run::<()>("root.querySelector('.back').click()")
            .await?;
        shows(&figure, 2999).await?;
        Ok(())
    })
    .await
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

/// What a script makes of a figure of its own, in the page but out of its way.
async fn with_a_figure<T: serde::de::DeserializeOwned>(page: &Browser, script: &str) -> Result<T> {
    let script = format!(
        "const done = arguments[arguments.length - 1];
         const figure = document.createElement('xor-lab');
         document.body.prepend(figure);
         const frame = () => new Promise((next) => requestAnimationFrame(() => setTimeout(next)));
         const paused = async () => {{ while (figure.playing) await frame(); }};
         figure.ready.then(async () => {{ {script} }}).then(done, (error) => done(String(error)))
             .then(() => figure.remove());"
    );
    Ok(page.execute_async(script, Vec::new()).await?.convert()?)
}

#[tokio::test]
async fn a_long_way_ends_exactly_there() -> Result<()> {
    Browser::visit(Screen::WIDE, async |page| {
        let (way, straight): ((u64, bool, f64), f64) = with_a_figure(
            page,
            "const large = { hidden: [64, 64, 64, 64], dataset: 'moons', learningRate: 0.01 };
             figure.hyperparameters = large;
             figure.seek(60);
             const journey = figure.playing;
             await paused();
             const way = [figure.epoch, journey, figure.loss];
             figure.reset();
             figure.train(60);
             return [way, figure.loss];",
        )
        .await?;
        assert_eq!(way, (60, true, straight));
        Ok(())
    })
    .await
}

#[tokio::test]
async fn another_wish_ends_a_journey() -> Result<()> {
    Browser::visit(Screen::WIDE, async |page| {
        let epochs: Vec<u64> = with_a_figure(
            page,
            "const epochs = [];
             figure.hyperparameters = { hidden: [64, 64, 64, 64], dataset: 'moons' };
             figure.seek(1e6);
             await frame();
             await figure.runTo(30);
             epochs.push(figure.epoch);
             figure.seek(1e6);
             await frame();
             figure.hyperparameters = { dataset: 'xor', hidden: [2] };
             await figure.runTo(100);
             epochs.push(figure.epoch);
             return epochs;",
        )
        .await?;
        assert_eq!(epochs, [30, 100]);
        Ok(())
    })
    .await
}

#[tokio::test]
async fn an_epoch_is_found_whatever_the_batches_were() -> Result<()> {
    Browser::visit(Screen::WIDE, async |page| {
        let found: Vec<f64> = with_a_figure(
            page,
            "figure.hyperparameters = { dataset: 'moons', batchSize: 1 };
             figure.train(10);
             figure.hyperparameters = { batchSize: null };
             figure.train(20);
             const found = [];
             figure.seek(0);
             figure.seek(15);
             await paused();
             found.push(figure.epoch, figure.lastEpoch);
             figure.seek(0);
             await figure.runTo(12);
             found.push(figure.epoch);
             figure.hyperparameters = { batchSize: 3 };
             figure.step();
             figure.step();
             const before = figure.hyperparameters.learningRate;
             figure.hyperparameters = { learningRate: 0.5 };
             figure.back();
             found.push(figure.hyperparameters.learningRate - before);
             return found;",
        )
        .await?;
        assert_eq!(found, [15.0, 30.0, 12.0, 0.0]);
        Ok(())
    })
    .await
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

#[tokio::test]
async fn an_attribute_set_again_is_in_force_where_it_was_not() -> Result<()> {
    Browser::visit(Screen::WIDE, async |page| {
        let rates: Vec<f64> = with_a_figure(
            page,
            "const rates = [];
             const ask = async (rate) => {
                 figure.setAttribute('learning-rate', rate);
                 await frame();
                 rates.push(figure.hyperparameters.learningRate);
             };
             figure.train(10);
             await ask(0.5);
             figure.train(10);
             figure.seek(5);
             rates.push(figure.hyperparameters.learningRate);
             await ask(0.5);
             rates.push(figure.lastEpoch);
             // Who writes down every change asks for what there is, which is none.
             let changes = 0;
             figure.addEventListener('change', ({ detail }) => {
                 changes += 1;
                 if (changes < 9) {
                     figure.setAttribute('learning-rate', detail.hyperparameters.learningRate);
                 }
             });
             await ask(0.25);
             await frame();
             return [...rates, changes];",
        )
        .await?;
        assert_eq!(rates, [0.5, 1.4, 0.5, 5.0, 0.25, 1.0]);
        Ok(())
    })
    .await
}

#[tokio::test]
async fn reset_keeps_the_settings_in_force_as_it_says() -> Result<()> {
    Browser::visit(Screen::WIDE, async |page| {
        let figure = page.figure("xor-lab[preset=corrected]").await?;
        figure.scroll_to().await?;
        figure
            .run::<()>("figure.train(50); figure.hyperparameters = { learningRate: 0.5 }")
            .await?;
        figure
            .run::<()>("figure.train(50); figure.seek(20)")
            .await?;
        shows(&figure, 20).await?;
        let title: String = figure
            .run("return root.querySelector('.reset').title")
            .await?;
        assert!(title.contains("settings in force"), "{title}");
        figure.press("Reset").await?;
        shows(&figure, 0).await?;
        let (rate, last): (f64, u64) = figure
            .run("return [figure.hyperparameters.learningRate, figure.lastEpoch]")
            .await?;
        assert_eq!((rate, last), (1.4, 0));
        Ok(())
    })
    .await
}

/// What the figure says of a loss that is not finite, and whether it can play.
async fn end(figure: &Figure<'_>) -> Result<(Option<String>, bool)> {
    figure
        .run(
            "const notice = root.querySelector('.notice');
             return [notice.hidden ? null : notice.innerText.split(' the loss')[0],
                 root.querySelector('.play').getAttribute('aria-disabled') === 'false']",
        )
        .await
}

#[tokio::test]
async fn a_run_that_diverged_goes_on_from_before_that() -> Result<()> {
    Browser::visit(Screen::WIDE, async |page| {
        let figure = page.figure("xor-lab[preset=playground]").await?;
        figure.scroll_to().await?;
        figure
            .run::<()>(
                "figure.hyperparameters = { dataset: 'moons', batchSize: 8, learningRate: 0.01,
                     optimizer: 'gradient-descent', activation: 'relu',
                     outputActivation: 'identity', loss: 'squared-error' };
                 figure.train(3)",
            )
            .await?;
        shows(&figure, 3).await?;
        assert_eq!(end(&figure).await?, (None, true), "before it");
        figure
            .run::<()>("figure.hyperparameters = { learningRate: 50 }; figure.train(5)")
            .await?;
        shows(&figure, 4).await?;
        let diverged = (Some("In epoch 4".to_owned()), false);
        assert_eq!(end(&figure).await?, diverged);

        // All of its mini-batches but a few were of no use; from before them it goes on.
        figure
            .run::<()>("root.querySelector('.back').click()")
            .await?;
        shows(&figure, 3).await?;
        assert_eq!(end(&figure).await?, (None, true), "a step back");
        assert!(figure.run::<bool>("return isFinite(figure.loss)").await?);

        // Step by step it is still in the fourth epoch that the loss is lost.
        figure
            .run::<()>("for (let i = 0; i < 99 && isFinite(figure.loss); i++) figure.step()")
            .await?;
        eventually("it has diverged", async || {
            Ok((end(&figure).await? == diverged).then_some(()))
        })
        .await?;
        assert_eq!(figure.run::<u64>("return figure.epoch").await?, 3);
        figure
            .run::<()>("root.querySelector('.back').click()")
            .await?;
        assert!(figure.run::<bool>("return isFinite(figure.loss)").await?);
        figure
            .run::<()>("figure.seek(3); figure.hyperparameters = { learningRate: 0.001 }")
            .await?;
        figure.press("Play").await?;
        eventually("it goes on", async || {
            Ok((figure.reading().await?.0 > 5).then_some(()))
        })
        .await
    })
    .await
}

#[tokio::test]
async fn a_loss_may_be_finite_again_by_a_change_of_settings() -> Result<()> {
    Browser::visit(Screen::WIDE, async |page| {
        let figure = page.figure("xor-lab[preset=playground]").await?;
        figure.scroll_to().await?;
        // Weights that grow a thousandfold in each epoch: their squares are the first to overflow.
        figure
            .run::<()>(
                "figure.hyperparameters = { optimizer: 'gradient-descent', learningRate: 1000,
                     l2: 1, batchSize: null };
                 figure.train(1000)",
            )
            .await?;
        eventually("it has diverged", async || {
            Ok((!end(&figure).await?.1).then_some(()))
        })
        .await?;
        figure
            .run::<()>("figure.hyperparameters = { learningRate: 1, l2: 0 }")
            .await?;
        eventually("it can go on", async || {
            Ok((end(&figure).await? == (None, true)).then_some(()))
        })
        .await?;
        figure.press("Step").await
    })
    .await
}
