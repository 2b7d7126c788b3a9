//! The network as a diagram: choosing, changing by hand, and taking back.

use anyhow::{Context, Result};
use browser_tests::thirtyfour::Key;
use browser_tests::{Browser, Figure, Screen, eventually, until};
use serde_json::Value;
use xor_lab::training::{Hyperparameters, Run};

const FIGURE: &str = "xor-lab[preset=corrected][views~=diagram]";

/// Brings the diagram to the middle of the screen.
async fn show(figure: &Figure<'_>) -> Result<()> {
    figure.scroll_to().await?;
    until("the diagram is drawn", async || {
        figure
            .run("return root.querySelector('.net .neuron') !== null")
            .await
    })
    .await?;
    figure
        .run("root.querySelector('.net').scrollIntoView({ behavior: 'instant', block: 'center' })")
        .await
}

/// Where on the screen a neuron or a weight can be taken hold of, by its name for arrow keys.
async fn place(figure: &Figure<'_>, item: &str) -> Result<(i64, i64)> {
    figure
        .run(&format!(
            "const item = root.querySelector('[data-item=\"{item}\"]');
             const line = item.querySelector('.line');
             if (line) {{
                 const {{ x, y }} = line.getPointAtLength(line.getTotalLength() * 0.7).matrixTransform(line.getScreenCTM());
                 return [Math.round(x), Math.round(y)];
             }}
             const {{ x, y, width, height }} = item.firstElementChild.getBoundingClientRect();
             return [Math.round(x + width / 2), Math.round(y + height / 2)]"
        ))
        .await
}

/// A tap, as with a pointer.
async fn tap(page: &Browser, figure: &Figure<'_>, item: &str) -> Result<()> {
    let (x, y) = place(figure, item).await?;
    page.action_chain().move_to(x, y).click().perform().await?;
    Ok(())
}

/// Takes hold of it and pulls it up, so many pixels, in two moves.
async fn pull(page: &Browser, figure: &Figure<'_>, item: &str, up: i64) -> Result<()> {
    let (x, y) = place(figure, item).await?;
    page.action_chain()
        .move_to(x, y)
        .click_and_hold()
        .move_by_offset(0, -up / 2)
        .move_by_offset(0, up / 2 - up)
        .release()
        .perform()
        .await?;
    Ok(())
}

/// Presses keys, one after another, wherever the focus is.
async fn keys(page: &Browser, keys: &[Key]) -> Result<()> {
    for key in keys {
        page.action_chain().send_keys(key.clone()).perform().await?;
        page.next_frame().await?;
    }
    Ok(())
}

/// Presses a letter with Ctrl.
async fn with_control(page: &Browser, letter: char) -> Result<()> {
    page.action_chain()
        .key_down(Key::Control)
        .send_keys(letter)
        .key_up(Key::Control)
        .perform()
        .await?;
    Ok(())
}

/// Types into the field that changes what is chosen, in place of what is there.
async fn type_in(page: &Browser, figure: &Figure<'_>, text: &str) -> Result<()> {
    figure
        .run::<()>("root.querySelector('.hand input').select()")
        .await?;
    page.action_chain()
        .send_keys(text)
        .send_keys(Key::Enter)
        .perform()
        .await?;
    Ok(())
}

/// The name of the item that has the focus.
async fn focused(figure: &Figure<'_>) -> Result<String> {
    figure
        .run("return root.activeElement?.dataset.item ?? ''")
        .await
}

async fn explains(figure: &Figure<'_>, name: &str) -> Result<()> {
    until(&format!("{name} is explained"), async || {
        Ok(figure.text(".explained .name").await? == name)
    })
    .await
}

/// The loss, to the last bit.
async fn loss(figure: &Figure<'_>) -> Result<f64> {
    let text: String = figure.run("return String(figure.loss)").await?;
    text.parse().context("the loss")
}

/// A number of the run, by layer and place.
fn number(snapshot: &Value, of: &str, layer: usize, place: usize) -> f64 {
    snapshot[of][layer][place].as_f64().expect("a number")
}

#[tokio::test]
async fn a_weight_is_chosen_explained_and_typed_anew() -> Result<()> {
    Browser::visit(Screen::WIDE, async |page| {
        let figure = page.figure(FIGURE).await?;
        show(&figure).await?;
        let name: String = figure
            .run("return root.querySelector('[data-item=\"1 0 1\"]').ariaLabel")
            .await?;
        assert_eq!(name, "weight from x₂ to neuron 1 of layer 1: 0.4002");
        tap(page, &figure, "1 0 1").await?;
        explains(&figure, "W[1], neuron 1, from input 2").await?;
        let chosen: Vec<String> = figure
            .run("return Array.from(root.querySelectorAll('td[aria-selected=true]'), (cell) => cell.title)")
            .await?;
        assert_eq!(chosen, ["0.4001572083672233"]);
        assert_eq!(figure.text(".hand label").await?, "W[1], neuron 1, from input 2");

        type_in(page, &figure, "-2.5").await?;
        let snapshot = figure.snapshot().await?;
        assert_eq!(number(&snapshot, "weights", 0, 1), -2.5);
        let mut native = Run::new(Hyperparameters::default()).expect("allowed");
        native.set_parameter(1, -2.5).expect("allowed");
        assert_eq!(loss(&figure).await?.to_bits(), native.loss().to_bits());
        eventually("the page says that the run is edited", async || {
            let said = figure.text(".edited.is").await;
            Ok(said.ok())
        })
        .await?;
        const BESIDE: &str = "const [said, tool] = ['.edited', '.edited + .tool']
                .map((part) => root.querySelector(part).getBoundingClientRect());
            return said.right <= tool.left && said.height < 2 * 16";
        assert!(figure.run::<bool>(BESIDE).await?, "in one line, beside the tool");
        let line: String = figure
            .run("return root.querySelector('[data-item=\"1 0 1\"]').classList.value")
            .await?;
        assert!(line.contains("negative"), "a negative weight is dashed");

        type_in(page, &figure, "a lot").await?;
        let refusal = figure.text(".hand .refusal").await?;
        assert!(refusal.contains("Allowed: a number from"), "{refusal}");
        assert_eq!(figure.snapshot().await?, snapshot, "the old number stays");
        keys(page, &[Key::Escape]).await?;
        assert_eq!(focused(&figure).await?, "1 0 1", "and one is back where one was");
        let there: (String, bool) = figure
            .run("const field = root.querySelector('.hand input');
                  return [field.value, field.ariaInvalid === 'true']")
            .await?;
        assert_eq!(there, ("-2.5".to_owned(), false));
        Ok(())
    })
    .await
}

#[tokio::test]
async fn numbers_are_pulled() -> Result<()> {
    Browser::visit(Screen::WIDE, async |page| {
        let figure = page.figure(FIGURE).await?;
        show(&figure).await?;
        let start = figure.snapshot().await?;
        pull(page, &figure, "1 1", 2).await?;
        explains(&figure, "A[1] of example (0, 0), neuron 2").await?;
        assert_eq!(figure.snapshot().await?, start, "a tap does not change it");

        for (item, of, layer, place) in [
            ("1 1", "biases", 0, 1),
            ("2 0 1", "weights", 1, 1),
            ("0 0", "a", 0, 0),
        ] {
            let before = number(&figure.snapshot().await?, of, layer, place);
            pull(page, &figure, item, 50).await?;
            let after = number(&figure.snapshot().await?, of, layer, place);
            // A fiftieth for each pixel, and no more decimals than a hand would write.
            assert!(
                (after - before - 1.0).abs() < 1e-4,
                "{item}: {before} to {after}"
            );
        }
        Ok(())
    })
    .await
}

#[tokio::test]
async fn what_was_changed_by_hand_is_taken_back_and_made_again() -> Result<()> {
    Browser::visit(Screen::WIDE, async |page| {
        let figure = page.figure(FIGURE).await?;
        show(&figure).await?;
        const OFF: &str = "return Array.from(root.querySelectorAll('.hand button'), (button) => button.ariaDisabled === 'true')";
        let off = async |expected: [bool; 2]| {
            until(&format!("undo and redo are off: {expected:?}"), async || {
                Ok(figure.run::<[bool; 2]>(OFF).await? == expected)
            })
            .await
        };
        figure.run::<()>("figure.train(100)").await?;
        let before = figure.snapshot().await?;
        off([true, true]).await?;
        pull(page, &figure, "1 0 0", 60).await?;
        let after = figure.snapshot().await?;
        assert_ne!(after["weights"], before["weights"]);
        figure.run::<()>("figure.train(50)").await?;
        off([false, true]).await?;

        with_control(page, 'z').await?;
        until("it is undone", async || Ok(figure.snapshot().await? == before)).await?;
        assert!(!figure.run::<bool>("return figure.edited").await?);
        off([true, false]).await?;
        with_control(page, 'y').await?;
        until("it is done again", async || Ok(figure.snapshot().await? == after)).await?;

        figure.run::<()>("root.querySelector('.hand button').click()").await?;
        until("it is undone again", async || Ok(figure.snapshot().await? == before)).await?;
        page.action_chain()
            .key_down(Key::Control)
            .key_down(Key::Shift)
            .send_keys('z')
            .key_up(Key::Shift)
            .key_up(Key::Control)
            .perform()
            .await?;
        until("it is done once more", async || Ok(figure.snapshot().await? == after)).await
    })
    .await
}

#[tokio::test]
async fn keys_lead_through_the_network() -> Result<()> {
    Browser::visit(Screen::WIDE, async |page| {
        let figure = page.figure(FIGURE).await?;
        show(&figure).await?;
        let stops: Vec<String> = figure
            .run("return Array.from(root.querySelectorAll('.net [tabindex=\"0\"]'), (item) => item.dataset.item)")
            .await?;
        assert_eq!(stops, ["0 0"], "Tab comes to one of them");
        figure
            .run::<()>("root.querySelector('[data-item=\"0 0\"]').focus()")
            .await?;
        for (key, item) in [
            // From x1 to the first neuron's weight, down to the second one's, and to that neuron.
            (Key::Right, "1 0 0"),
            (Key::Down, "1 0 1"),
            (Key::Down, "1 1 0"),
            (Key::Right, "1 1"),
            (Key::Up, "1 0"),
            (Key::Up, "1 0"),
            (Key::Right, "2 0 0"),
            (Key::Right, "2 0"),
            (Key::Right, "3 0"),
            (Key::Left, "2 0"),
            (Key::Left, "2 0 0"),
        ] {
            keys(page, &[key]).await?;
            assert_eq!(focused(&figure).await?, item);
        }
        explains(&figure, "W[2], neuron 1, from neuron 1").await?;
        // Into the field, and a tenth up.
        keys(page, &[Key::Enter, Key::Up]).await?;
        let weight = number(&figure.snapshot().await?, "weights", 1, 0);
        assert_eq!(weight, 1.0501);
        keys(page, &[Key::Escape]).await?;
        assert_eq!(focused(&figure).await?, "2 0 0");
        keys(page, &[Key::Escape]).await?;
        explains(&figure, "Choose a number to see how it came to be.").await
    })
    .await
}

/// What is written below the neurons.
async fn said(figure: &Figure<'_>) -> Result<Vec<String>> {
    figure
        .run("return Array.from(root.querySelectorAll('.neuron > span:first-of-type'), (text) => text.textContent.replace('\\u2212', '-'))")
        .await
}

#[tokio::test]
async fn one_example_is_shown_and_another_can_be() -> Result<()> {
    Browser::visit(Screen::WIDE, async |page| {
        let figure = page.figure(FIGURE).await?;
        show(&figure).await?;
        let first = ["x₁ 0", "x₂ 0", "a₁ 0.866", "a₂ 0.273", "a₁ 0.663", "loss 3.00"];
        assert_eq!(said(&figure).await?, first);
        tap(page, &figure, "1 0").await?;
        figure.press("(1, 1)").await?;
        explains(&figure, "A[1] of example (1, 1), neuron 1").await?;
        let last = ["x₁ 1", "x₂ 1", "a₁ 0.983", "a₂ 0.904", "a₁ 0.667", "loss 3.00"];
        assert_eq!(said(&figure).await?, last);
        let factors: Vec<String> = figure
            .run("return Array.from(root.querySelectorAll('.net .factor, .net [aria-pressed=true]'), (item) => item.dataset.item)")
            .await?;
        assert_eq!(factors, ["1 0"], "a is made of z, which is of the same neuron");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_walk_backward_shows_gradients() -> Result<()> {
    Browser::visit(Screen::WIDE, async |page| {
        let figure = page.figure(FIGURE).await?;
        show(&figure).await?;
        for operation in 1..=7 {
            figure
                .run::<()>("root.querySelector('[aria-label=\"One operation on\"]').click()")
                .await?;
            let at = format!("{operation} of 11");
            until(&at, async || {
                Ok(figure.text(".where").await?.starts_with(&at))
            })
            .await?;
        }
        assert!(
            figure
                .text(".caption")
                .await?
                .starts_with("Backward: lines are gradients")
        );
        assert_eq!(
            said(&figure).await?,
            ["x₁ 0", "x₂ 0", "δ₁ –", "δ₂ –", "δ₁ 0.663", "loss 3.00"],
            "of the hidden layer it is not known yet"
        );
        let weights: Vec<String> = figure
            .run("return Array.from(root.querySelectorAll('.edge'), (edge) => edge.ariaLabel)")
            .await?;
        assert_eq!(weights[0], "∂L/∂W from x₁ to neuron 1 of layer 1: –");
        assert_eq!(
            weights[4],
            "∂L/∂W from neuron 1 to neuron 1 of layer 2: 0.6035"
        );
        // The gradient is chosen, and the weight is what a hand changes.
        tap(page, &figure, "2 0 1").await?;
        explains(&figure, "∂L/∂W[2], neuron 1, from neuron 2").await?;
        assert_eq!(
            figure.text(".hand label").await?,
            "W[2], neuron 1, from neuron 2"
        );
        Ok(())
    })
    .await
}

#[tokio::test]
async fn any_network_fits() -> Result<()> {
    for screen in [Screen::WIDE, Screen::NARROW] {
        Browser::visit(screen, async |page| {
            let figure = page.figure("xor-lab[preset=playground]").await?;
            show(&figure).await?;
            for (hidden, neurons, more) in [
                ("[]", 4, 0),
                ("[3, 12]", 15, 1),
                ("[64, 64, 64, 64, 64, 64]", 52, 6),
            ] {
                figure
                    .run::<()>(&format!("figure.hyperparameters = {{ hidden: {hidden} }}"))
                    .await?;
                until(&format!("{hidden} is drawn"), async || {
                    const DRAWN: &str = "const all = [...root.querySelectorAll('.neuron')];
                        const more = [...root.querySelectorAll('.head')].filter(({ textContent }) => textContent.endsWith('more'));
                        return [all.length, more.length]";
                    Ok(figure.run::<(u32, u32)>(DRAWN).await? == (neurons, more))
                })
                .await?;
                let outside: Vec<String> = figure
                    .run("const net = root.querySelector('.net').getBoundingClientRect();
                          return [...root.querySelectorAll('.neuron, .head')].filter((part) => {
                              const { top, bottom } = part.getBoundingClientRect();
                              return top < net.top || bottom > net.bottom + 0.5;
                          }).map(({ textContent }) => textContent)")
                    .await?;
                assert!(outside.is_empty(), "{hidden}: {outside:?} outside");
                let overflow: i64 = page
                    .evaluate("return document.documentElement.scrollWidth - innerWidth")
                    .await?;
                assert_eq!(overflow, 0, "{hidden} makes the page too wide");
            }
            Ok(())
        })
        .await?;
    }
    Ok(())
}

#[tokio::test]
async fn the_pictures_of_the_neurons_have_a_table() -> Result<()> {
    Browser::visit(Screen::WIDE, async |page| {
        let figure = page.figure("xor-lab[preset=corrected]").await?;
        figure.scroll_to().await?;
        let cells: Vec<String> = eventually("the table is there", async || {
            figure
                .run::<()>("const toggle = root.querySelector('.diagram-panel .tool'); if (toggle.ariaExpanded === 'false') toggle.click()")
                .await?;
            let cells: Vec<String> = figure
                .run("return Array.from(root.querySelectorAll('.diagram-panel .data td'), (cell) => cell.textContent)")
                .await?;
            Ok((!cells.is_empty()).then_some(cells))
        })
        .await?;
        assert_eq!(cells[..3], ["A[0]", "1", "0"]);
        assert_eq!(cells[12..], ["A[2]", "1", "0.6634"]);
        Ok(())
    })
    .await
}
