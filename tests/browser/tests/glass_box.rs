//! The glass box: any number, how it came to be, one update operation by operation, and the check
//! of all gradients.

use anyhow::Result;
use browser_tests::{Browser, Figure, Screen, eventually, until};
use serde_json::Value;
use xor_lab::training::{Hyperparameters, Run};

const CHECKED: &str = "#checked xor-lab[preset=as-published]";

fn published() -> Run {
    Run::new(Hyperparameters::preset("as-published").expect("a preset")).expect("allowed")
}

/// Chooses the cell of a matrix by row and column, as a pointer does.
async fn choose(figure: &Figure<'_>, matrix: &str, row: usize, column: usize) -> Result<()> {
    until(&format!("{matrix} is there"), async || {
        figure
            .run(&format!(
                "const matrix = [...root.querySelectorAll('.matrix')].find((matrix) => matrix.querySelector('b').textContent === '{matrix}');
                 matrix?.querySelectorAll('tbody tr')[{row}].querySelectorAll('td')[{column}].click();
                 return matrix !== undefined"
            ))
            .await
    })
    .await
}

/// The name of what is explained, once that is this.
async fn explains(figure: &Figure<'_>, name: &str) -> Result<()> {
    eventually(&format!("{name} is explained"), async || {
        Ok((figure.text(".explained .name").await? == name).then_some(()))
    })
    .await
}

/// The numbers in a line of the formula.
async fn line(figure: &Figure<'_>, line: usize) -> Result<Vec<String>> {
    figure
        .run(&format!(
            "return Array.from(root.querySelectorAll('.formula > div')[{line}].querySelectorAll('mn'), (mn) => mn.textContent.replaceAll('\\u2212', '-'))"
        ))
        .await
}

#[tokio::test]
async fn a_number_that_is_chosen_shows_what_it_was_made_of() -> Result<()> {
    Browser::visit(Screen::WIDE, async |page| {
        let figure = page.figure(CHECKED).await?;
        figure.scroll_to().await?;
        choose(&figure, "Z[1]", 1, 0).await?;
        explains(&figure, "Z[1] of example (0, 1), neuron 1").await?;
        // z = w₁₁·x₁ + w₁₂·x₂ + b₁ of the notebook's second example.
        assert_eq!(line(&figure, 1).await?, ["1.764", "0", "0.4002", "1", "1.868"]);
        let native = published();
        let digits: f64 = figure.text(".explained .digits").await?.parse()?;
        assert_eq!(digits.to_bits(), native.pass().z(1, 0, 1).to_bits());
        let marked: Vec<String> = figure
            .run("return Array.from(root.querySelectorAll('td.factor'), (cell) => cell.textContent.trim())")
            .await?;
        assert_eq!(
            marked,
            ["1.764", "0.4002", "1.868", "0", "1"],
            "weights, bias and inputs, where they stand"
        );

        // From the keyboard: one to the right, and none.
        figure
            .run::<()>(
                "const cell = root.querySelector('td[aria-selected=true]');
                 cell.focus();
                 cell.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowRight', bubbles: true }))",
            )
            .await?;
        explains(&figure, "Z[1] of example (0, 1), neuron 2").await?;
        let copied: String = figure
            .run(
                "const data = new DataTransfer();
                 root.activeElement.dispatchEvent(new ClipboardEvent('copy', { clipboardData: data, bubbles: true }));
                 return data.getData('text/plain')",
            )
            .await?;
        assert_eq!(copied.parse::<f64>()?.to_bits(), native.pass().z(1, 1, 1).to_bits(), "every digit");
        figure
            .run::<()>("root.activeElement.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true }))")
            .await?;
        explains(&figure, "Choose a number to see how it came to be.").await
    })
    .await
}

#[tokio::test]
async fn a_gradient_names_the_wrong_matrix_of_the_published_run() -> Result<()> {
    Browser::visit(Screen::WIDE, async |page| {
        let figure = page.figure(CHECKED).await?;
        figure.scroll_to().await?;
        const FACTORS: &str = "return [...new Set(Array.from(root.querySelectorAll('td.factor'), (cell) => cell.closest('.matrix').querySelector('b').textContent))]";
        choose(&figure, "∂L/∂W[1]", 0, 0).await?;
        explains(&figure, "∂L/∂W[1], neuron 1, from input 1").await?;
        assert_eq!(figure.run::<Vec<String>>(FACTORS).await?, ["A[1]", "δ[1]"]);
        figure.control("Gradient").await?.choose("exact").await?;
        eventually("its factors are the inputs and δ", async || {
            Ok((figure.run::<Vec<String>>(FACTORS).await? == ["A[0]", "δ[1]"]).then_some(()))
        })
        .await
    })
    .await
}

#[tokio::test]
async fn a_walk_makes_one_update_operation_by_operation() -> Result<()> {
    Browser::visit(Screen::WIDE, async |page| {
        let figure = page.figure(CHECKED).await?;
        figure.scroll_to().await?;
        let on = || figure.run::<()>("root.querySelector('[aria-label=\"One operation on\"]').click()");
        let back = || figure.run::<()>("root.querySelector('[aria-label=\"One operation back\"]').click()");
        let at = async |text: &str| {
            eventually(text, async || {
                Ok(figure.text(".where").await?.starts_with(text).then_some(()))
            })
            .await
        };
        // 2 layers forward, the loss, 2 layers back, 2 updates.
        on().await?;
        at("1 of 11 · Forward: weighted sums Z[1]").await?;
        explains(&figure, "Z[1] of example (0, 0), neuron 1").await?;
        assert!(
            figure
                .run::<bool>("return [...root.querySelectorAll('.glass-box-panel .matrix.later b')].some((b) => b.textContent === 'δ[2]')")
                .await?,
            "what is not computed yet is not on show"
        );
        for _ in 2..=11 {
            on().await?;
        }
        at("11 of 11 · Update: W[2] and b[2]").await?;
        let next: Vec<f64> = figure
            .run("return Array.from(root.querySelectorAll('.matrix')).filter((m) => m.querySelector('b').textContent === 'W[2]').flatMap((m) => Array.from(m.querySelectorAll('td'), (cell) => Number(cell.title)))")
            .await?;
        assert_eq!(figure.reading().await?.0, 0, "nothing has happened to the run yet");
        on().await?;
        at("1 of 11").await?;
        assert_eq!(figure.reading().await?.0, 1, "the update is made");
        let now = figure.snapshot().await?;
        let weights: Vec<f64> = serde_json::from_value(now["weights"][1].clone())?;
        assert_eq!(weights, next, "as the walk had shown");
        back().await?;
        at("11 of 11").await?;
        assert_eq!(figure.reading().await?.0, 0, "and it is taken back");
        // A run that goes on leaves the walk.
        figure.press("Step").await?;
        at("One update is 11 operations").await
    })
    .await
}

/// Which lines of the check are marked as wrong.
async fn wrong(figure: &Figure<'_>) -> Result<Vec<String>> {
    figure
        .run("return Array.from(root.querySelectorAll('.check-panel .wrong th'), (name) => name.textContent)")
        .await
}

#[tokio::test]
async fn the_check_shows_which_gradients_a_mistake_spoils() -> Result<()> {
    Browser::visit(Screen::WIDE, async |page| {
        let figure = page.figure(CHECKED).await?;
        figure.scroll_to().await?;
        let says = async |figure: &Figure<'_>, text: &str| {
            eventually(text, async || {
                Ok((figure.text(".check-panel .summary").await? == text).then_some(()))
            })
            .await
        };
        says(&figure, "4 of 9 gradients are wrong.").await?;
        assert_eq!(wrong(&figure).await?, ["W[1] 1,1", "W[1] 1,2", "W[1] 2,1", "W[1] 2,2"]);
        // The same numbers as natively.
        let native = published();
        let shown: Vec<f64> = figure
            .run("return Array.from(root.querySelectorAll('.check-panel tbody tr'), (row) => Number(row.querySelectorAll('td')[1].title))")
            .await?;
        let checked: Vec<f64> = native.gradient_check().iter().map(|check| check.analytic).collect();
        assert_eq!(shown, checked);
        // And the same by a script.
        let right: Vec<bool> = figure
            .run("return figure.gradientCheck().map(({ right }) => right)")
            .await?;
        assert_eq!(right.iter().filter(|right| !**right).count(), 4);

        let gallery = page.figure("#figure-6").await?;
        gallery.scroll_to().await?;
        says(&gallery, "All 9 gradients are right.").await?;
        for (gradient, spoilt) in [("frozen-biases", 3), ("stale-order", 6), ("no-derivative", 6), ("activation-index", 4), ("wrong-sign", 9)] {
            gallery
                .run::<()>(&format!("document.querySelector('[data-gradient={gradient}]').click()"))
                .await?;
            eventually(gradient, async || {
                let h: Value = gallery.run("return figure.hyperparameters").await?;
                Ok((h["gradient"] == gradient && gallery.run::<bool>("return figure.epoch > 0").await?).then_some(()))
            })
            .await?;
            gallery.run::<()>("figure.pause(); figure.seek(0)").await?;
            says(&gallery, &format!("{spoilt} of 9 gradients are wrong.")).await?;
        }
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_check_sees_another_run_of_the_same_loss() -> Result<()> {
    Browser::visit(Screen::WIDE, async |page| {
        let figure = page.figure(CHECKED).await?;
        figure.scroll_to().await?;
        let last = async || {
            figure
                .run::<Option<f64>>("return Number([...root.querySelectorAll('.check-panel tbody tr')].at(-1)?.querySelectorAll('td')[1].title || NaN)")
                .await
        };
        // From zeros, every data set of four has the loss 4 ln 2.
        figure.run::<()>("figure.hyperparameters = { gradient: 'exact', init: 'zeros' }").await?;
        until("the gradient of XOR is 0", async || Ok(last().await? == Some(0.0))).await?;
        figure.run::<()>("figure.hyperparameters = { dataset: 'and' }").await?;
        until("the gradient of AND is 1", async || Ok(last().await? == Some(1.0))).await
    })
    .await
}

#[tokio::test]
async fn a_walk_begins_while_the_run_plays() -> Result<()> {
    Browser::visit(Screen::WIDE, async |page| {
        let figure = page.figure(CHECKED).await?;
        figure.scroll_to().await?;
        figure.press("Play").await?;
        until("it plays", async || {
            figure.run("return figure.epoch > 10").await
        })
        .await?;
        figure
            .run::<()>("root.querySelector('[aria-label=\"One operation on\"]').click()")
            .await?;
        eventually("the walk has begun", async || {
            Ok(figure
                .text(".where")
                .await?
                .starts_with("1 of 11")
                .then_some(()))
        })
        .await?;
        assert!(!figure.run::<bool>("return figure.playing").await?);
        Ok(())
    })
    .await
}

#[tokio::test]
async fn what_cannot_be_measured_is_not_called_wrong() -> Result<()> {
    Browser::visit(Screen::WIDE, async |page| {
        let figure = page.figure(CHECKED).await?;
        figure.scroll_to().await?;
        figure
            .run::<()>("figure.hyperparameters = { activation: 'identity', outputActivation: 'identity', loss: 'squared-error', gradient: 'exact', learningRate: 10 }; figure.train(2000)")
            .await?;
        eventually("the check says why there is none", async || {
            Ok((figure.text(".check-panel .summary").await? == "The loss is not finite: there is no slope to measure.").then_some(()))
        })
        .await?;
        assert!(wrong(&figure).await?.is_empty());
        figure.press("Reset").await?;
        eventually("it is back", async || {
            Ok((figure.text(".check-panel .summary").await? == "All 9 gradients are right.").then_some(()))
        })
        .await
    })
    .await
}
