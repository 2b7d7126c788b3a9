//! What is taken home, and comes back: states, weights and points, by hand, by file, pasted and dropped.

use anyhow::Result;
use browser_tests::{Browser, Figure, Screen, until};
use serde_json::{Value, json};

/// All that can be seen of a run, without where its numbers were rounded on the way here: as text.
const STATE: &str = "return JSON.stringify(figure.snapshot())";

/// Has a text dropped on the figure, or pasted into it, or dropped as a file.
async fn bring(figure: &Figure<'_>, how: &str, text: &str) -> Result<()> {
    let text = serde_json::to_string(text)?;
    let data = match how {
        "file" => format!("data.items.add(new File([{text}], 'any.txt'))"),
        _ => format!("data.setData('text/plain', {text})"),
    };
    let event = match how {
        "paste" => "new ClipboardEvent('paste', { clipboardData: data, ...shared })",
        _ => "new DragEvent('drop', { dataTransfer: data, ...shared })",
    };
    figure
        .run(&format!(
            "const data = new DataTransfer(); {data};
             const shared = {{ bubbles: true, cancelable: true, composed: true }};
             const play = root.querySelector('.play');
             play.focus({{ preventScroll: true }});
             // In Firefox, what is pasted comes to where text is marked.
             ('{how}' === 'paste' ? document.body : play).dispatchEvent({event})"
        ))
        .await
}

#[tokio::test]
async fn a_state_comes_back_to_the_bit_however_it_is_brought() -> Result<()> {
    Browser::visit(Screen::WIDE, async |page| {
        let figure = page.figure("#figure-7").await?;
        const CHANGED: &str = "figure.train(20); figure.step();
            figure.hyperparameters = { learningRate: 0.01, optimizer: 'rmsprop' };
            figure.setParameter(5, -0.5); figure.setInput(3, 0, 0.75); figure.train(9); figure.step();
            return figure.takeHome().then((home) => JSON.stringify(home.state()))";
        let state: String = figure.run(CHANGED).await?;
        let taken: String = figure.run(STATE).await?;
        for how in ["text", "file", "paste"] {
            figure.run::<()>("figure.hyperparameters = { seed: 99 }").await?;
            bring(&figure, how, &state).await?;
            until(&format!("the state is back by {how}"), async || {
                Ok(figure.run::<String>(STATE).await? == taken)
            })
            .await?;
        }
        // It can be undone as if it had been done here.
        figure.run::<()>("figure.undo(); figure.undo()").await?;
        assert!(!figure.run::<bool>("return figure.edited").await?);
        // A state that was tampered with is not passed off as what it was.
        let mut other: Value = serde_json::from_str(&state)?;
        other["loss"] = json!(0.5);
        let before: String = figure.run(STATE).await?;
        let told: String = figure
            .run(&format!("return figure.open({other}).catch(({{ message }}) => message)"))
            .await?;
        assert!(told.contains("it is not the same run"), "{told}");
        assert_eq!(figure.run::<String>(STATE).await?, before, "the run is where it was");
        other["version"] = json!(2);
        let told: String = figure
            .run(&format!("return figure.open({other}).catch(({{ message }}) => message)"))
            .await?;
        assert_eq!(told, "version is 2; allowed: 1");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn weights_are_the_start_of_another_run() -> Result<()> {
    Browser::visit(Screen::WIDE, async |page| {
        let figure = page.figure("#figure-4").await?;
        const TAKEN: &str = "figure.train(777);
            return figure.takeHome().then((home) => JSON.stringify(home.weights()))";
        let weights: String = figure.run(TAKEN).await?;
        const NUMBERS: &str = "const { weights, biases, epoch } = figure.snapshot(); return JSON.stringify([weights, biases, epoch])";
        let taken: String = figure.run(NUMBERS).await?;
        // In a figure of another network.
        let figure = page.figure("#figure-7").await?;
        bring(&figure, "paste", &weights).await?;
        let start = taken.replace(",777]", ",0]");
        until("the weights are there, at a new start", async || {
            Ok(figure.run::<String>(NUMBERS).await? == start)
        })
        .await?;
        let activation: String = figure.run("return figure.hyperparameters.activation").await?;
        assert_eq!(activation, "sigmoid", "they come with their activation");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn points_are_learnt_and_errors_name_their_line() -> Result<()> {
    Browser::visit(Screen::WIDE, async |page| {
        let figure = page.figure("#figure-4").await?;
        figure.scroll_to().await?;
        figure.press("Take home").await?;
        until("the panel is open", async || {
            Ok(figure.text(".home").await.is_ok())
        })
        .await?;
        for (text, points) in [
            (
                "x1,x2,y\n0,0.5,1\n1,0.5,0\n",
                json!([[0, 0.5, 1], [1, 0.5, 0]]),
            ),
            ("\"0\";\"0,\"", Value::Null),
            (
                "\"x1\",\"x2\",\"y\"\r0.5,0,1\r1,0,0\r",
                json!([[0.5, 0, 1], [1, 0, 0]]),
            ),
            (
                "0\t0\t1\r\n\r\n2\t-3e-1\t0",
                json!([[0, 0, 1], [2, -0.3, 0]]),
            ),
            // As NumPy and spreadsheets write them.
            (
                "# x1 x2 y\n0 0.25 1\n1 1 0",
                json!([[0, 0.25, 1], [1, 1, 0]]),
            ),
            ("sep=;\ny;x1;x2\n1;0,5;−1", json!([[0.5, -1, 1]])),
            ("x1,x2,y\n\"0,5\",\"0,25\",0", json!([[0.5, 0.25, 0]])),
            ("[[0.5, 1, 0], [1, 1, 1]]", json!([[0.5, 1, 0], [1, 1, 1]])),
        ] {
            let before: Value = figure.run("return figure.hyperparameters.points").await?;
            bring(&figure, "file", text).await?;
            let expected = if points.is_null() { before } else { points };
            until(text, async || {
                Ok(figure
                    .run::<Value>("return figure.hyperparameters.points")
                    .await?
                    == expected)
            })
            .await?;
        }
        let before: String = figure.run(STATE).await?;
        for (text, told) in [
            (
                "0,0,0\n1,1\n",
                "Line 2 has 2 columns; each line needs x1, x2, y.",
            ),
            (
                "x1,x2,y\n0,0,0\n1,two,1\n",
                "Line 3: “two” is not a number.",
            ),
            (
                "0,0,0\n\n1,1,0.5\n",
                "Line 3: “1,1,0.5” cannot be used; allowed: 1 to 1000 points",
            ),
            ("0,1e7,0\n", "Line 1: "),
            ("x1,x2,y\n", "There are no points in it"),
            (
                "{\"weights\": 1}",
                "It has no weights and biases; allowed: ",
            ),
            (
                "{\"changes\": 1}",
                "hyperparameters is not allowed as it is",
            ),
            ("[1, 2", "It is no JSON"),
            (
                "https://lab.example/#figure-3",
                "This address has no moment of a run in it",
            ),
            (
                "v=1&seed=x",
                "The link cannot be opened: seed is \"x\"; allowed: a whole number",
            ),
        ] {
            const WRITE: &str =
                "const field = root.querySelector('.home textarea'); field.value = ";
            figure
                .run::<()>(&format!("{WRITE}{}", serde_json::to_string(text)?))
                .await?;
            figure.press("Open").await?;
            until(&format!("{text:?} is refused"), async || {
                Ok(figure
                    .text(".home .refusal")
                    .await
                    .is_ok_and(|refusal| refusal.contains(told)))
            })
            .await?;
            assert_eq!(figure.run::<String>(STATE).await?, before, "{text:?}");
        }
        Ok(())
    })
    .await
}

#[tokio::test]
async fn what_was_opened_is_taken_back_and_opened_again() -> Result<()> {
    Browser::visit(Screen::WIDE, async |page| {
        let figure = page.figure("#figure-4").await?;
        figure.scroll_to().await?;
        const RUN: &str = "figure.train(300); figure.setParameter(2, 0.5); figure.train(60); figure.back(); figure.seek(20);
            return figure.takeHome().then((home) => JSON.stringify(home.weights()))";
        let weights: String = figure.run(RUN).await?;
        // All of it: where the run is, how far it has been, and what can be undone.
        const ALL: &str = "return JSON.stringify([figure.snapshot(), figure.lastEpoch, figure.lossAt(359), figure.getAttribute('views')])";
        let run: String = figure.run(ALL).await?;
        for (what, how, told) in [
            ("0,0,0\n1,1,1\n0,1,1\n", "file", "The data are 3 points now, to be learnt from the start."),
            (&*weights, "paste", "The run starts from these weights."),
            ("v=1&seed=7&at=3&views=surface", "text", "The run is where it was."),
            ("v=1&preset=corrected&at=30&learning-rate=0.5&at=50", "paste", "The run is where it was."),
            ("0,0,1", "text", "The data are 1 point now, to be learnt from the start."),
        ] {
            bring(&figure, how, what).await?;
            let notice = |told: &str| format!("{told} Back to the run before");
            until(told, async || {
                Ok(figure.text(".notice").await.is_ok_and(|text| text.replace('\n', " ") == notice(told)))
            })
            .await?;
            let opened: String = figure.run(ALL).await?;
            assert_ne!(opened, run, "{what}");
            for (way, other, told) in [
                ("Back to the run before", &run, "The run from before is back. Forward again"),
                ("Forward again", &opened, "The run that was taken back is here again. Back to the run before"),
                ("Back to the run before", &run, "The run from before is back. Forward again"),
            ] {
                figure.press(way).await?;
                until(told, async || {
                    Ok(figure.text(".notice").await.is_ok_and(|text| text.replace('\n', " ") == told))
                })
                .await?;
                assert_eq!(figure.run::<String>(ALL).await?, *other, "{what}");
                // With other views, the figure is built anew.
                const FOCUS: &str = "return root.activeElement.matches('.figure') ? '' : root.activeElement.textContent";
                let focus: String = figure.run(FOCUS).await?;
                assert!(told.ends_with(&focus) && (focus.is_empty() == what.contains("views")), "{focus} has the focus");
            }
        }
        // What is refused takes neither the run nor the way back from it.
        for (what, told) in [
            ("0,0,2", "“0,0,2” cannot be used"),
            ("{\"hyperparameters\": {}, \"changes\": [], \"at\": [9, 0], \"loss\": 7}", "not the same run"),
        ] {
            bring(&figure, "text", what).await?;
            until(told, async || Ok(figure.text(".message").await.is_ok_and(|text| text.contains(told)))).await?;
            assert_eq!(figure.run::<String>(ALL).await?, run, "{what}");
            assert_eq!(figure.text(".notice").await?, "Forward again", "{what}");
        }
        // A list with a slip in it, and then the right one: what was here before both is two steps away.
        for points in ["0,0,0\n1,1,1", "0,0,1\n1,1,1"] {
            bring(&figure, "text", points).await?;
            until(points, async || figure.run("return figure.hyperparameters.points.length === 2").await).await?;
        }
        for _ in 0..2 {
            figure.press("Back to the run before").await?;
            page.next_frame().await?;
        }
        until("the run is back", async || Ok(figure.run::<String>(ALL).await? == run)).await?;
        figure.run::<()>("figure.train(400); figure.undo()").await?;
        assert_eq!(figure.run::<u64>("return figure.epoch").await?, 300, "what was set by hand is still undone");
        // In the panel as well, whose link goes along.
        figure.press("Take home").await?;
        until("the panel is open", async || Ok(figure.text(".home").await.is_ok())).await?;
        figure.run::<()>("root.querySelector('.home textarea').value = 'v=1&at=9'").await?;
        figure.press("Open").await?;
        const LINK: &str = "return root.querySelector('.home input').value.split('&at=')[1]?.split('&')[0] ?? ''";
        until("the link is that of what was opened", async || Ok(figure.run::<String>(LINK).await? == "9")).await?;
        figure.press("Back to the run before").await?;
        until("the link is that of the run before", async || {
            Ok(figure.run::<String>(LINK).await? == "300")
        })
        .await
    })
    .await
}

#[tokio::test]
async fn on_the_way_to_what_was_opened_the_way_back_is_there() -> Result<()> {
    Browser::visit(Screen::WIDE, async |page| {
        let figure = page.figure("#figure-4").await?;
        figure.scroll_to().await?;
        const RUN: &str = "figure.setAttribute('run-to', '600'); figure.train(70)";
        figure.run::<()>(RUN).await?;
        let run: String = figure.run(STATE).await?;
        let mark = "return root.querySelector('.run-to .number').value";
        const FAR: &str = "v=1&preset=corrected&at=20&learning-rate=0.5&at=900000000";
        let on_the_way = async || {
            until("it is on its way", async || {
                let told = figure.text(".notice").await.unwrap_or_default();
                Ok(
                    told.starts_with("On the way to epoch 900000000; Pause ends it.")
                        && figure.run("return figure.epoch > 1000").await?,
                )
            })
            .await
        };

        // Taken back on the way, nothing is left of it.
        bring(&figure, "text", FAR).await?;
        on_the_way().await?;
        figure.press("Back to the run before").await?;
        until("the run is back", async || {
            Ok(figure.run::<String>(STATE).await? == run)
        })
        .await?;
        assert_eq!(figure.run::<String>(mark).await?, "600");

        // Stopped, it says how to go on; the run before still plays to where it was to.
        bring(&figure, "text", FAR).await?;
        on_the_way().await?;
        figure.press("Pause").await?;
        until("it says where it stopped", async || {
            Ok(figure
                .text(".notice")
                .await?
                .starts_with("The run was stopped at epoch "))
        })
        .await?;
        assert_eq!(figure.run::<String>(mark).await?, "900,000,000");
        figure.press("Back to the run before").await?;
        until("its mark is back", async || {
            Ok(figure.run::<String>(mark).await? == "600")
        })
        .await?;

        // Points that are opened on the way are there, and so is the way back from them, twice.
        bring(&figure, "text", FAR).await?;
        on_the_way().await?;
        bring(&figure, "text", "0,0,1\n1,1,0").await?;
        until("the points are learnt", async || {
            figure
                .run("return figure.hyperparameters.points.length === 2")
                .await
        })
        .await?;
        for (way, dataset) in [
            ("Back to the run before", "xor"),
            ("Forward again", "points"),
            ("Back to the run before", "xor"),
            ("Back to the run before", "xor"),
        ] {
            figure.press(way).await?;
            until(dataset, async || {
                Ok(figure
                    .run::<String>("return figure.hyperparameters.dataset")
                    .await?
                    == dataset)
            })
            .await?;
        }

        assert_eq!(
            figure.run::<String>(STATE).await?,
            run,
            "not that on its way"
        );

        // A figure that goes meanwhile says nothing, and begins again.
        bring(&figure, "text", FAR).await?;
        on_the_way().await?;
        const GO: &str = "const place = figure.parentNode; window.told = [];
            figure.addEventListener('error', ({ message }) => told.push(message));
            figure.remove();
            return new Promise((done) => setTimeout(done, 100)).then(() => {
                place.prepend(figure);
                return figure.ready;
            }).then(() => [figure.epoch, told.join(), root.querySelector('.notice').hidden])";
        let back: (u64, String, bool) = figure.run(GO).await?;
        assert_eq!(back, (0, String::new(), true));
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_paste_is_for_the_figure_that_has_the_focus() -> Result<()> {
    Browser::visit(Screen::WIDE, async |page| {
        let [figure, other] = [page.figure("#figure-4").await?, page.figure("#figure-5").await?];
        // Wherever the browser sends it.
        const PASTE: &str = "const data = new DataTransfer();
            data.setData('text/plain', 'v=1&preset=corrected&at=9');
            const event = new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true, composed: true });
            return !figure.dispatchEvent(event)";
        assert!(!figure.run::<bool>(PASTE).await?, "it is for nobody");
        figure.scroll_to().await?;
        // A picture has nothing in it that could have the focus.
        const PICTURE: &str = "return document.querySelector('#figure-4').shadowRoot.querySelector('canvas.surface')";
        page.execute(PICTURE, []).await?.element()?.click().await?;
        assert!(other.run::<bool>(PASTE).await?);
        until("it is opened", async || figure.run("return figure.epoch === 9").await).await?;
        assert_eq!(other.run::<u64>("return figure.epoch").await?, 0);
        Ok(())
    })
    .await
}

#[tokio::test]
async fn on_a_phone_what_was_opened_is_told_in_sight() -> Result<()> {
    Browser::visit(Screen::NARROW, async |page| {
        let figure = page.figure("#figure-7").await?;
        figure.scroll_to().await?;
        figure.run::<()>("figure.train(3)").await?;
        bring(&figure, "text", "0,0,1\n1,1,0").await?;
        const IN_SIGHT: &str = "const { top, bottom, height } = root.querySelector('.notice button').getBoundingClientRect();
            const player = root.querySelector('.transport').getBoundingClientRect();
            return height > 0 && bottom <= innerHeight && top >= player.bottom";
        until("the way back is in sight", async || figure.run(IN_SIGHT).await).await
    })
    .await
}

#[tokio::test]
async fn a_file_that_is_no_text_is_refused() -> Result<()> {
    Browser::visit(Screen::WIDE, async |page| {
        let figure = page.figure("#figure-4").await?;
        let before: String = figure.run(STATE).await?;
        const DROP: &str = "const data = new DataTransfer();
            data.items.add(new File([Uint8Array.of(137, 80, 78, 71, 13, 10, 26, 10, 0)], 'picture.png'));
            root.querySelector('.play').dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true, composed: true }))";
        figure.run::<()>(DROP).await?;
        until("it is refused", async || {
            Ok(figure.text(".message").await.is_ok_and(|told| told.starts_with("picture.png is no text; allowed: a link")))
        })
        .await?;
        assert_eq!(figure.run::<String>(STATE).await?, before);
        Ok(())
    })
    .await
}

#[tokio::test]
async fn what_is_pasted_into_a_field_stays_there() -> Result<()> {
    Browser::visit(Screen::WIDE, async |page| {
        let figure = page.figure("#figure-7").await?;
        let prevented: bool = figure
            .run(
                "const data = new DataTransfer(); data.setData('text/plain', '7');
                 const event = new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true, composed: true });
                 const field = root.querySelector('input.number');
                 field.focus();
                 return !field.dispatchEvent(event)",
            )
            .await?;
        assert!(!prevented);
        Ok(())
    })
    .await
}

#[tokio::test]
async fn every_button_saves_what_it_says() -> Result<()> {
    Browser::visit(Screen::NARROW, async |page| {
        let figure = page.figure("#figure-7").await?;
        figure.scroll_to().await?;
        // Also of a zero, the sign is kept.
        figure
            .run::<()>("figure.train(12); figure.setParameter(0, -0); figure.step()")
            .await?;
        // What the browser is asked to save, in place of a folder of downloads.
        const CATCH: &str = "window.saved = [];
            const create = URL.createObjectURL;
            URL.createObjectURL = (blob) => { window.blob = blob; return create(blob); };
            HTMLAnchorElement.prototype.click = async function () {
                saved.push([this.download, blob.type, await blob.slice(0, 4000).text()]);
            }";
        figure.run::<()>(CATCH).await?;
        figure.press("Take home").await?;
        until("the panel is open", async || {
            Ok(figure.text(".home").await.is_ok())
        })
        .await?;
        let loss: f64 = figure.run("return figure.loss").await?;
        for (button, name, kind, begins, has) in [
            (
                "NumPy script",
                "run-epoch-12-step-1.py",
                "text/x-python",
                "# A run of XOR Lab",
                "import numpy as np",
            ),
            (
                "Jupyter notebook",
                "run-epoch-12-step-1.ipynb",
                "application/x-ipynb+json",
                "{",
                "\"cells\"",
            ),
            (
                "Losses (CSV)",
                "losses-epoch-12-step-1.csv",
                "text/csv",
                "epoch,loss\n0,",
                "\n12,",
            ),
            (
                "Weights (JSON)",
                "weights-epoch-12-step-1.json",
                "application/json",
                "{",
                "xor-lab-weights",
            ),
            (
                "State (JSON)",
                "state-epoch-12-step-1.json",
                "application/json",
                "{",
                &loss.to_string(),
            ),
            (
                "State (JSON)",
                "state-epoch-12-step-1.json",
                "application/json",
                "{",
                "\"parameter\": [\n    0,\n    -0\n   ]",
            ),
            (
                "SVG",
                "surface-epoch-12-step-1.svg",
                "image/svg+xml",
                "<svg",
                "Decision surface",
            ),
            (
                "PNG",
                "surface-epoch-12-step-1.png",
                "image/png",
                "\u{fffd}PNG",
                "IHDR",
            ),
        ] {
            figure.run::<()>("saved.length = 0").await?;
            figure.press(button).await?;
            until(&format!("{button} has saved"), async || {
                figure.run("return saved.length === 1").await
            })
            .await?;
            let (file, mime, text): (String, String, String) =
                figure.run("return saved[0]").await?;
            assert_eq!(
                (file.as_str(), mime.as_str()),
                (&*format!("xor-lab-{name}"), kind)
            );
            assert!(
                text.starts_with(begins) && text.contains(has),
                "{button}: {text}"
            );
            until("the reader is told", async || {
                Ok(figure.text(".home .done").await? == format!("Saving {file}."))
            })
            .await?;
        }
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_run_that_lost_its_loss_comes_back_lost() -> Result<()> {
    Browser::visit(Screen::WIDE, async |page| {
        let figure = page.figure("#figure-7").await?;
        const LOST: &str =
            "figure.hyperparameters = { activation: 'relu', outputActivation: 'identity',
                loss: 'squared-error', optimizer: 'gradient-descent', learningRate: 1000 };
            figure.train(500);
            return figure.takeHome().then((home) => {
                const state = JSON.stringify(home.state());
                figure.hyperparameters = { seed: 5 };
                return home.open(state);
            }).then((done) => [done, Number.isFinite(figure.loss)])";
        let (done, finite): (String, bool) = figure.run(LOST).await?;
        assert_eq!((done.as_str(), finite), ("The run is where it was.", false));
        Ok(())
    })
    .await
}

#[tokio::test]
async fn the_panel_stays_where_a_link_brings_other_views() -> Result<()> {
    Browser::visit(Screen::WIDE, async |page| {
        let figure = page.figure("#figure-4").await?;
        figure.scroll_to().await?;
        // However often it is asked for.
        figure.run::<()>("for (const part of ['share', 'save', 'save']) figure.takeHome().then((home) => home.show(part))").await?;
        until("it is open", async || Ok(figure.text(".home").await.is_ok())).await?;
        assert_eq!(figure.run::<u32>("return root.querySelectorAll('.home').length").await?, 1);
        const LINK: &str = "root.querySelector('.home textarea').value = 'v=1&at=9&views=surface,seeds,surface'";
        figure.run::<()>(LINK).await?;
        figure.press("Open").await?;
        until("it is there", async || {
            Ok(figure.text(".home .done").await.is_ok_and(|done| done.contains("where it was")))
        })
        .await?;
        const SHOWN: &str = "return [...root.querySelectorAll('.panel')].map((panel) => panel.classList[1]).join(' ')";
        assert_eq!(figure.run::<String>(SHOWN).await?, "surface-panel seeds-panel");
        const OFFERED: &str = "return [...root.querySelectorAll('.pictures option')].map(({ value }) => value).join(' ')";
        assert_eq!(figure.run::<String>(OFFERED).await?, "surface seeds");
        let focus: String = figure.run("return root.activeElement?.textContent ?? ''").await?;
        assert_eq!(focus, "Open");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn what_is_too_much_or_meant_for_something_else_is_left_alone() -> Result<()> {
    Browser::visit(Screen::WIDE, async |page| {
        let figure = page.figure("#figure-4").await?;
        let before: String = figure.run(STATE).await?;
        for (text, told) in [
            ("'0,0,1\\n'.repeat(1e6)", "allowed: at most 5000000"),
            ("'0,0,1\\n'.repeat(1e5)", "allowed: 1 to 1000 points"),
            (
                "'v=1&at=1' + '&parameter.0=1'.repeat(2e4) + '&at=2'",
                "at most 10000 changes",
            ),
            ("'v=1' + '&at=1'.repeat(2e5)", "allowed: at most 1000000"),
        ] {
            let message: String = figure
                .run(&format!(
                    "return figure.open({text}).then(String, ({{ message }}) => message)"
                ))
                .await?;
            assert!(message.contains(told), "{text}: {message}");
            assert_eq!(figure.run::<String>(STATE).await?, before, "{text}");
        }
        bring(&figure, "paste", "Dear reader, this is a letter.").await?;
        page.next_frame().await?;
        assert!(
            figure.text(".message").await.is_err(),
            "a letter is no data"
        );
        Ok(())
    })
    .await
}
