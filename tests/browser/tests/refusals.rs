//! Values that are not possible: the reader is told what is, and the run goes on as it was.

use anyhow::Result;
use browser_tests::thirtyfour::Key;
use browser_tests::{Browser, Control, Figure, Screen, until};
use serde_json::{Value, json};

/// Fails unless the control says `allowed` and the run is as in `before`, and able to go on.
async fn assert_refused(
    figure: &Figure<'_>,
    control: &Control<'_>,
    value: &str,
    allowed: &str,
    before: &Value,
) -> Result<()> {
    let refusal = control.refusal().await?;
    let Some(refusal) = refusal else {
        panic!("{value:?} is not refused");
    };
    assert!(refusal.contains(allowed), "{value:?}: {refusal}");
    assert_eq!(&figure.snapshot().await?, before, "after {value:?}");
    goes_on(figure, value).await
}

/// Trains an epoch and goes back to the start.
async fn goes_on(figure: &Figure<'_>, value: &str) -> Result<()> {
    figure.press("Step").await?;
    let steps = "const { epoch, stepInEpoch } = figure.snapshot(); return [epoch, stepInEpoch]";
    let after: (u64, u64) = figure.run(steps).await?;
    assert_ne!(after, (0, 0), "no step after {value:?}");
    figure.press("Reset").await?;
    Ok(())
}

/// Types `value`; it must be refused with `allowed`. Escape brings the value in use back.
async fn assert_refuses(
    figure: &Figure<'_>,
    label: &str,
    value: &str,
    allowed: &str,
) -> Result<()> {
    let before = figure.snapshot().await?;
    let control = figure.control(label).await?;
    control.type_in(value).await?;
    assert_refused(figure, &control, value, allowed, &before).await?;
    control.press(Key::Escape).await?;
    assert_eq!(control.refusal().await?, None, "after Escape");
    Ok(())
}

#[tokio::test]
async fn typed_numbers_that_are_not_possible_are_refused() -> Result<()> {
    Browser::visit(Screen::WIDE, async |page| {
        let figure = page.figure("xor-lab[preset=playground]").await?;
        figure.scroll_to().await?;
        for value in ["NaN", "", "1e999", "abc", "-1", "1,4"] {
            assert_refuses(&figure, "Learning rate", value, "from 0 to 1000").await?;
        }
        for value in ["65", "0", "2.5", "1e999", ""] {
            assert_refuses(&figure, "Neurons in each", value, "1 to 64 neurons").await?;
        }
        for value in ["7", "-1", "1e6", "NaN"] {
            assert_refuses(&figure, "Hidden layers", value, "0 to 6 layers").await?;
        }
        assert_refuses(&figure, "Widths", "4, 65", "1 to 64 neurons").await?;
        assert_refuses(&figure, "Seed", "4294967296", "4294967295").await?;
        assert_refuses(&figure, "Batch size", "0", "or full for all").await?;
        // What is allowed is shown as it would be typed.
        assert_refuses(&figure, "Widths", "a", "such as 8, 8").await?;
        assert_refuses(&figure, "Noise", "0,5", "such as 0.5").await?;
        // Nothing is as good as the word for it.
        let batch = figure.control("Batch size").await?;
        batch.type_in("").await?;
        assert_eq!(batch.refusal().await?, None);
        let size: Option<u32> = figure
            .run("return figure.hyperparameters.batchSize")
            .await?;
        assert_eq!(size, None);
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_playing_run_goes_on_past_a_value_that_is_refused() -> Result<()> {
    Browser::visit(Screen::WIDE, async |page| {
        let figure = page.figure("xor-lab[preset=playground]").await?;
        figure.scroll_to().await?;
        figure.press("Play").await?;
        let rate = figure.control("Learning rate").await?;
        rate.type_in("1e999").await?;
        let (at, _) = figure.reading().await?;
        assert!(rate.refusal().await?.is_some());
        until("the run goes on", async || {
            Ok(figure.reading().await?.0 > at + 5)
        })
        .await?;
        // A good value ends the complaint.
        rate.type_in("0.05").await?;
        assert_eq!(rate.refusal().await?, None);
        assert!(figure.reading().await?.0 > at, "the run has restarted");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_width_that_the_notebooks_slip_cannot_take_is_refused() -> Result<()> {
    Browser::visit(Screen::WIDE, async |page| {
        let figure = page.figure("xor-lab[preset=playground]").await?;
        figure.scroll_to().await?;
        let slip =
            "or “A[1] for A[0] (the notebook’s slip)” where the first hidden layer has 2 neurons";

        // With four neurons the slip is on offer, but cannot be chosen …
        let gradient = figure.control("Gradient").await?;
        gradient.choose("A[1]").await?;
        const GRADIENT: &str = "return figure.hyperparameters.gradient";
        assert_eq!(figure.run::<String>(GRADIENT).await?, "exact");
        const BARRED: &str = "return [...root.querySelectorAll('option:disabled')]
            .map((option) => option.text)";
        let barred: Vec<String> = figure.run(BARRED).await?;
        assert_eq!(barred, ["A[1] for A[0] (needs 2 first hidden neurons)"]);

        // … and with the slip five are refused.
        figure
            .control("Neurons in each")
            .await?
            .type_in("2")
            .await?;
        gradient.choose("A[1]").await?;
        assert_eq!(gradient.refusal().await?, None);
        assert_eq!(
            figure.snapshot().await?["hyperparameters"]["gradient"],
            "activation-index"
        );
        assert_refuses(&figure, "Neurons in each", "5", slip).await
    })
    .await
}

#[tokio::test]
async fn points_that_are_none_are_refused() -> Result<()> {
    Browser::visit(Screen::WIDE, async |page| {
        let figure = page.figure("xor-lab[preset=playground]").await?;
        figure.scroll_to().await?;
        figure.control("Data set").await?.choose("Your own").await?;
        let points = figure.control("Points, one x1, x2, y a line").await?;
        for (csv, told) in [
            ("x1,x2,y\n0,0,0\n0,1", "Line 3 has 2 columns"),
            ("0,0,0\n1,,1", "Line 2: “” is not a number"),
            ("0,0,zero", "Line 1"),
            ("0,0,0.5", "y 0 or 1"),
            ("x1,x2,y\n0,0,0\n\n0,1,2", "Line 4: “0,1,2” cannot be used"),
            ("", "There are no points"),
            ("1e999,0,0", "1e999"),
        ] {
            let before = figure.snapshot().await?;
            points.write(csv).await?;
            figure.press("Apply").await?;
            assert_refused(&figure, &points, csv, told, &before).await?;
        }
        // Some programs quote their numbers; the first line is still no header.
        for csv in [
            "0,0,0\n0,1,1\n1,0,1",
            "\"0\",\"0\",\"0\"\n\"0\",\"1\",\"1\"\n1,0,1",
            // As spreadsheets have it where a decimal comma is usual, and with a comma more.
            "x1;x2;y\n0,0;0;0\n0,00;1;1\n\"1,0\";0;1",
            "0,0,0,\n0,1,1,\n1,0,1,",
        ] {
            points.write(csv).await?;
            figure.press("Apply").await?;
            assert_eq!(points.refusal().await?, None);
            assert_eq!(figure.snapshot().await?["targets"], json!([0, 1, 1]));
        }
        Ok(())
    })
    .await
}

#[tokio::test]
async fn an_attribute_that_is_not_possible_is_refused() -> Result<()> {
    Browser::visit(Screen::WIDE, async |page| {
        let figure = page.figure("xor-lab[preset=corrected]").await?;
        figure.scroll_to().await?;
        let before = figure.snapshot().await?;
        figure
            .run::<()>("figure.setAttribute('dataset', 'mnist')")
            .await?;
        page.next_frame().await?;
        let told = figure.text(".message").await?;
        assert!(
            told.contains("dataset is") && told.contains("\"circles\""),
            "{told}"
        );
        assert_eq!(figure.snapshot().await?, before);
        goes_on(&figure, "mnist").await?;

        // In the words that attributes have.
        figure
            .run::<()>("figure.setAttribute('batch-size', '0')")
            .await?;
        page.next_frame().await?;
        let batch = figure.text(".message").await?;
        assert!(
            batch.contains("batch-size is 0") && batch.contains("or full for all"),
            "{batch}"
        );
        assert_eq!(figure.snapshot().await?, before);

        // And in those of a script.
        const NOTHING: &str = "try { figure.hyperparameters = null } catch (error) {
            return error.message }";
        let nothing: String = figure.run(NOTHING).await?;
        assert!(nothing.contains("an object of them"), "{nothing}");

        // The same on an element that begins with it.
        let new = "const figure = document.createElement('xor-lab');
            figure.id = 'new';
            figure.setAttribute('dataset', 'mnist');
            document.querySelector('main').prepend(figure)";
        page.execute(new, []).await?;
        let new = page.figure("#new").await?;
        until("it is ready", async || {
            new.run("return figure.ready.then(() => true)").await
        })
        .await?;
        assert_eq!(new.text(".message").await?, told);
        goes_on(&new, "mnist").await
    })
    .await
}

#[tokio::test]
async fn a_figure_shows_what_is_asked_for_and_no_more() -> Result<()> {
    Browser::visit(Screen::WIDE, async |page| {
        let figure = page.figure("xor-lab[preset=corrected]").await?;
        for (controls, shown) in [
            ("none", vec![]),
            ("learning-rate", vec!["learningRate"]),
            ("seed gradient", vec!["seed", "gradient"]),
            // What cannot be read leaves what was there.
            ("seed colour", vec!["seed", "gradient"]),
        ] {
            figure
                .run::<()>(&format!("figure.setAttribute('controls', '{controls}')"))
                .await?;
            page.next_frame().await?;
            let fields: Vec<String> = figure
                .run("return [...root.querySelectorAll('.control')].map((c) => c.dataset.field)")
                .await?;
            assert_eq!(fields, shown, "{controls}");
        }
        for (epochs, shown) in [("5-1", 4), ("7 8", 2), ("soon", 2)] {
            figure
                .run::<()>(&format!("figure.setAttribute('loss-epochs', '{epochs}')"))
                .await?;
            page.next_frame().await?;
            let rows: u32 = figure
                .run("return root.querySelectorAll('dl.losses > div').length")
                .await?;
            assert_eq!(rows, shown, "{epochs}");
        }
        Ok(())
    })
    .await
}

/// Types this as the epoch to run to, and then a key.
async fn type_epoch(page: &Browser, figure: &Figure<'_>, text: &str, key: Key) -> Result<()> {
    const FOCUS: &str = "const field = root.querySelector('.run-to input');
        field.scrollIntoView({ behavior: 'instant', block: 'center' });
        field.focus();
        field.select()";
    figure.run::<()>(FOCUS).await?;
    let keys = page.action_chain().send_keys(Key::Delete + text + key);
    Ok(keys.perform().await?)
}

#[tokio::test]
async fn an_epoch_may_be_typed_as_it_is_shown() -> Result<()> {
    Browser::visit(Screen::NARROW, async |page| {
        let figure = page.figure("xor-lab[preset=corrected]").await?;
        figure.scroll_to().await?;
        const FIELD: &str = "const field = root.querySelector('.run-to input');
            return [field.value, field.getAttribute('aria-invalid'),
                field.scrollWidth <= field.clientWidth]";
        let shown = |text: &str| (text.to_owned(), "false".to_owned(), true);
        let forms = ["1,200", "1201", "1 202", "1\u{2009}203", "1.204e3"];
        for (text, epoch) in forms.into_iter().zip(1200..) {
            type_epoch(page, &figure, text, Key::Enter).await?;
            until(&format!("it is at {text}"), async || {
                Ok(figure.reading().await?.0 == epoch)
            })
            .await?;
            let grouped = shown(&format!("1,{}", epoch - 1000));
            assert_eq!(
                figure.run::<(String, String, bool)>(FIELD).await?,
                grouped,
                "{text}"
            );
        }
        for text in [
            "1,5", "12,00", "1,,500", ",500", "1 5000", "0x10", "-3", "1.5", "soon",
        ] {
            type_epoch(page, &figure, text, Key::Enter).await?;
            let (value, invalid, _) = figure.run::<(String, String, bool)>(FIELD).await?;
            assert_eq!((&*value, &*invalid), (text, "true"));
        }
        // The same in an attribute.
        for text in ["1 500", "10,000,000"] {
            figure
                .run::<()>(&format!("figure.setAttribute('run-to', '{text}')"))
                .await?;
            let grouped = shown(&text.replace(' ', ","));
            until(&format!("all of {text} is seen"), async || {
                Ok(figure.run::<(String, String, bool)>(FIELD).await? == grouped)
            })
            .await?;
        }
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_refused_epoch_leaves_the_button_where_it_is() -> Result<()> {
    Browser::visit(Screen::WIDE, async |page| {
        let figure = page.figure("xor-lab[preset=corrected]").await?;
        figure.scroll_to().await?;
        const WIDTH: &str = "return root.querySelector('.run-to button').offsetWidth";
        let width: u32 = figure.run(WIDTH).await?;
        type_epoch(page, &figure, "soon", Key::Enter).await?;
        assert!(figure.text(".run-to .refusal").await?.contains("Allowed"));
        assert_eq!(figure.run::<u32>(WIDTH).await?, width);
        // One click is enough, though it is what ends the refusal.
        type_epoch(page, &figure, "7", Key::Home).await?;
        figure.press("Run to").await?;
        until("it is at 7", async || Ok(figure.reading().await?.0 == 7)).await
    })
    .await
}
