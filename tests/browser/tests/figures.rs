//! Every figure of the notebook, read off the page.

use std::collections::HashMap;

use anyhow::{Context, Result};
use browser_tests::{Browser, Figure, Screen, eventually, until};
use xor_lab::training::{Hyperparameters, Run};

/// The losses agree with NumPy's to this part of themselves.
const RUN: f64 = 1e-9;

#[track_caller]
fn assert_close(actual: f64, expected: f64, within: f64, what: &str) {
    let distance = (actual - expected).abs();
    assert!(distance <= within, "{what} is {actual}, not {expected}");
}

/// The visible matrices of a figure by name, row by row.
async fn matrices(figure: &Figure<'_>) -> Result<HashMap<String, Vec<String>>> {
    const CELLS: &str = "return Object.fromEntries([...root.querySelectorAll('.matrix')]
        .filter((matrix) => matrix.checkVisibility())
        .map((matrix) => [matrix.querySelector('figcaption b').innerText,
            Array.from(matrix.querySelectorAll('td'), (cell) =>
                cell.innerText.replace('\\u2212', '-').trim())]))";
    figure.scroll_to().await?;
    eventually("the numbers are on show", async || {
        let matrices: HashMap<String, Vec<String>> = figure.run(CELLS).await?;
        Ok(matrices.contains_key("A[2]").then_some(matrices))
    })
    .await
}

/// The visible losses by epoch; "–" where there is none yet.
async fn table(figure: &Figure<'_>) -> Result<HashMap<u64, String>> {
    const ROWS: &str = "return [...root.querySelectorAll('dl.losses > div')]
        .filter((row) => row.checkVisibility())
        .map((row) => [...row.children].map((cell) => cell.innerText))";
    let rows: Vec<(String, String)> = figure.run(ROWS).await?;
    rows.into_iter()
        .map(|(epoch, loss)| Ok((epoch.replace(',', "").parse()?, loss)))
        .collect()
}

/// The visible losses when the run has come to epoch 5000.
async fn table_at_the_end(figure: &Figure<'_>) -> Result<HashMap<u64, f64>> {
    figure.scroll_to().await?;
    for (epoch, loss) in table(figure).await? {
        assert_eq!(loss, "–", "epoch {epoch}, before the run");
    }
    figure.press("Run to").await?;
    let rows = eventually("the run is at epoch 5000", async || {
        let rows = table(figure).await?;
        Ok((rows[&5000] != "–").then_some(rows))
    })
    .await?;
    rows.into_iter()
        .map(|(epoch, loss)| Ok((epoch, loss.parse().context(loss)?)))
        .collect()
}

/// Fails unless all losses of the figure's run are, to the last bit, those of the crate as it
/// runs without a browser.
async fn assert_native(figure: &Figure<'_>, preset: &str) -> Result<()> {
    let mut native =
        Run::new(Hyperparameters::preset(preset).expect("a preset")).expect("presets are allowed");
    native.train(5000);
    let losses = figure.losses(0..=5000).await?;
    assert_eq!(losses.len(), 5001);
    for (epoch, loss) in losses.into_iter().enumerate() {
        let expected = native.history().loss_at(epoch as u64).expect("an epoch");
        assert_eq!(
            loss.to_bits(),
            expected.to_bits(),
            "{preset}: epoch {epoch}"
        );
    }
    Ok(())
}

/// What the figure says after it has run the seeds 0 to 199.
async fn seeds(figure: &Figure<'_>) -> Result<String> {
    figure.press("Run 200 seeds for 5,000 epochs").await?;
    let summary = eventually("the seeds have run", async || {
        let summary = figure.text(".seeds-panel .summary").await?;
        Ok(summary.contains("of 200 seeds").then_some(summary))
    })
    .await?;
    let filled: usize = figure
        .run("return root.querySelectorAll('.seeds .learnt').length")
        .await?;
    assert!(summary.starts_with(&format!("{filled} of")), "{summary}");
    Ok(summary)
}

#[tokio::test]
async fn chapters_1_and_2_show_every_number_of_the_notebook() -> Result<()> {
    Browser::visit(Screen::WIDE, async |page| {
        let by_hand = matrices(&page.figure("xor-lab[preset=by-hand]").await?).await?;
        for (name, numbers) in [
            ("W[1]", "1 1 1 1"),
            ("b[1]", "0 -1"),
            ("W[2]", "1 -2"),
            ("b[2]", "0"),
            // The true one; the notebook had overwritten it with A[1].
            ("Z[1]", "0 -1 1 0 1 0 2 1"),
            ("A[1]", "0 0 1 0 1 0 2 1"),
            ("Z[2]", "0 1 1 0"),
            ("A[2]", "0 1 1 0"),
            ("y", "0 1 1 0"),
        ] {
            assert_eq!(by_hand[name].join(" "), numbers, "chapter 1: {name}");
        }

        let figure = page.figure("xor-lab[preset=random-start]").await?;
        let random_start = matrices(&figure).await?;
        for (name, numbers) in [
            (
                "Z[1]",
                "1.86755799 -0.97727788 2.26771520 1.26361532 \
                 3.63161034 0.00146010 4.03176754 2.24235330",
            ),
            (
                "A[1]",
                "0.86617546 0.27343225 0.90616770 0.77964784 \
                 0.97420925 0.50036503 0.98256638 0.90398890",
            ),
            ("Z[2]", "0.67833848 0.63971526 0.74663222 0.69348085"),
            ("A[2]", "0.66336776 0.65468909 0.67844443 0.66674081"),
        ] {
            assert_eq!(random_start[name].join(" "), numbers, "chapter 2: {name}");
        }
        let loss: f64 = table(&figure).await?[&0].parse()?;
        assert_close(loss, 2.9991464995409807, 3e-13, "the loss of chapter 2");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn chapter_3_shows_the_published_run() -> Result<()> {
    Browser::visit(Screen::WIDE, async |page| {
        let figure = page.figure("xor-lab[preset=as-published]").await?;
        let shown = table_at_the_end(&figure).await?;
        let printed = [
            3.643007712117819,
            5.061975442873277,
            5.397032652638153,
            4.971954914819463,
            4.542927652636707,
            4.160104077880978,
            3.9709893045883384,
            3.558802796896787,
            3.411465781938481,
            3.1299791436904845,
            3.0316594743885377,
            2.918418015634867,
        ];
        for (epoch, loss) in (1..).zip(printed) {
            assert_close(shown[&epoch], loss, RUN * loss, &format!("epoch {epoch}"));
        }
        assert_close(shown[&5000], 1.387322, 5e-7, "the end");

        let answers = &matrices(&figure).await?["A[2]"];
        assert_eq!(answers, &["0.00038", "0.99984", "0.49985", "0.50009"]);
        assert_native(&figure, "as-published").await?;
        // NumPy's 23: from six seeds the run is chaotic, and the last bit of `exp` decides.
        let summary = seeds(&figure).await?;
        assert!(summary.starts_with("22 of 200 "), "{summary}");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn chapter_4_shows_the_corrected_run() -> Result<()> {
    Browser::visit(Screen::WIDE, async |page| {
        let figure = page.figure("xor-lab[preset=corrected]").await?;
        let shown = table_at_the_end(&figure).await?;
        for (epoch, loss) in [
            (1, 3.641126994785094),
            (2, 5.0691058628777),
            (3, 5.465415143080717),
            (5000, 0.001364195070824184),
        ] {
            assert_close(shown[&epoch], loss, RUN * loss, &format!("epoch {epoch}"));
        }
        assert_native(&figure, "corrected").await?;
        let summary = seeds(&figure).await?;
        assert!(summary.starts_with("139 of 200 "), "{summary}");

        // A click on a seed that failed shows what it is stuck with.
        let stuck: (u32, f64) = figure
            .run(
                "const cell = root.querySelector('.seeds .stuck');
                 cell.scrollIntoView({ behavior: 'instant', block: 'end' });
                 cell.click();
                 return cell.title.match(/[0-9.]+/g).map(Number)",
            )
            .await?;
        let (seed, loss): (u32, f64) = eventually("its run is at epoch 5000", async || {
            const NOW: &str =
                "const { top } = root.querySelector('.surface').getBoundingClientRect();
                const there = figure.epoch === 5000 && !figure.playing && top >= 0;
                return there ? [figure.hyperparameters.seed, figure.loss] : null";
            figure.run::<Option<(u32, f64)>>(NOW).await
        })
        .await?;
        assert_eq!(seed, stuck.0);
        assert_close(loss, stuck.1, 1e-3, "the loss of the seed that failed");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_long_run_of_the_seeds_says_how_long_and_how_far_it_is() -> Result<()> {
    Browser::visit(Screen::NARROW, async |page| {
        let figure = page.figure("xor-lab[preset=corrected]").await?;
        figure
            .run::<()>("figure.setAttribute('run-to', '1e7')")
            .await?;
        figure.scroll_to().await?;
        until("it says how long", async || {
            Ok(figure.text(".seeds-panel .button").await? == "Run 200 seeds for 10000000 epochs")
        })
        .await?;
        const PLACES: &str = "const panel = root.querySelector('.seeds-panel');
            return [panel.querySelector('.button').offsetWidth, panel.offsetHeight]";
        let before: (u32, u32) = figure.run(PLACES).await?;
        figure.press("Run 200 seeds for 10,000,000 epochs").await?;
        until("there is progress", async || {
            let told = figure.text(".seeds-panel .summary").await?;
            Ok(told.ends_with(" %") && !told.ends_with(" 0 %"))
        })
        .await?;
        assert_eq!(figure.run::<(u32, u32)>(PLACES).await?, before);
        figure.press("Stop").await
    })
    .await
}
