//! Points that are added to the decision surface by hand.

use anyhow::{Context, Result};
use browser_tests::thirtyfour::{Key, TypingData};
use browser_tests::{Browser, Figure, Screen, until};
use serde_json::{Value, json};

/// The figure `corrected`, which learns XOR, with points being added to it.
struct Editor<'a> {
    page: &'a Browser,
    figure: Figure<'a>,
}

type Point = [f64; 3];

const XOR: [Point; 4] = [
    [0.0, 0.0, 0.0],
    [0.0, 1.0, 1.0],
    [1.0, 0.0, 1.0],
    [1.0, 1.0, 0.0],
];

async fn editor(page: &Browser) -> Result<Editor<'_>> {
    let figure = page.figure("xor-lab[preset=corrected]").await?;
    figure
        .run::<()>("figure.setAttribute('controls', 'dataset points seed learning-rate')")
        .await?;
    page.next_frame().await?;
    figure.press("points").await?;
    let editor = Editor { page, figure };
    until("points can be added", async || editor.open().await).await?;
    editor.show().await?;
    Ok(editor)
}

impl Editor<'_> {
    async fn open(&self) -> Result<bool> {
        self.figure
            .run("return root.querySelector('.adding')?.checkVisibility() ?? false")
            .await
    }

    /// Brings the picture into the middle of the screen.
    async fn show(&self) -> Result<()> {
        self.figure
            .run::<()>("root.querySelector('.pad').scrollIntoView({ behavior: 'instant', block: 'center' })")
            .await?;
        self.page.next_frame().await
    }

    /// Where a point of the plane is on screen, in CSS pixels, by the picture of XOR: the unit
    /// square and a quarter of it on all sides.
    async fn place(&self, x1: f64, x2: f64) -> Result<(f64, f64)> {
        let (left, bottom, side): (f64, f64, f64) = self
            .figure
            .run(
                "const { left, top, width, height } = root.querySelector('canvas.surface').getBoundingClientRect();
                 const side = Math.min(width - 32 - 9, height - 9 - 26);
                 return [left + 32 + (width - 41 - side) / 2, top + 9 + (height - 35 + side) / 2, side]",
            )
            .await?;
        let pixels = |x: f64| (x + 0.25) / 1.5 * side;
        Ok((left + pixels(x1), bottom - pixels(x2)))
    }

    async fn mouse(&self, kind: &str, (x, y): (f64, f64), shift: bool) -> Result<()> {
        let event = json!({ "type": kind, "x": x, "y": y, "button": "left", "clickCount": 1,
            "modifiers": if shift { 8 } else { 0 } });
        self.page
            .cdp()
            .send_raw("Input.dispatchMouseEvent", event)
            .await?;
        Ok(())
    }

    async fn click_with(&self, x1: f64, x2: f64, shift: bool) -> Result<()> {
        let at = self.place(x1, x2).await?;
        for kind in ["mouseMoved", "mousePressed", "mouseReleased"] {
            self.mouse(kind, at, shift).await?;
        }
        self.page.next_frame().await
    }

    async fn click(&self, x1: f64, x2: f64) -> Result<()> {
        self.click_with(x1, x2, false).await
    }

    async fn keys(&self, keys: &[Key]) -> Result<()> {
        for key in keys {
            let chain = self.page.action_chain();
            chain.send_keys(key.clone()).perform().await?;
        }
        self.page.next_frame().await
    }

    async fn type_in(&self, text: &str) -> Result<()> {
        self.page.action_chain().send_keys(text).perform().await?;
        self.page.next_frame().await
    }

    async fn with(&self, modifier: Key, key: impl Into<TypingData>) -> Result<()> {
        self.page
            .action_chain()
            .key_down(modifier.clone())
            .send_keys(key)
            .key_up(modifier)
            .perform()
            .await?;
        self.page.next_frame().await
    }

    /// A button of the bar, by what it shows or, where that is a picture, says.
    async fn press(&self, label: &str) -> Result<()> {
        self.figure
            .run::<()>(&format!(
                "[...root.querySelectorAll('.adding button')]
                    .find(({{ textContent, title }}) => textContent === '{label}' || title === '{label}').click()"
            ))
            .await?;
        self.page.next_frame().await
    }

    async fn undo(&self) -> Result<()> {
        self.press("Take back the last change of points").await
    }

    /// What the run is asked to learn: the data set and points of one's own.
    async fn asked(&self) -> Result<(String, Vec<Point>)> {
        let asked = "const { dataset, points } = figure.hyperparameters; return [dataset, points]";
        self.figure.run(asked).await
    }

    async fn told(&self) -> Result<String> {
        self.figure.text(".told").await
    }
}

fn assert_near(point: Point, expected: Point, tolerance: f64) {
    let near = |i: usize| (point[i] - expected[i]).abs() <= tolerance;
    assert!(
        near(0) && near(1) && point[2] == expected[2],
        "{point:?} for {expected:?}"
    );
}

#[tokio::test]
async fn a_click_adds_a_point_right_there() -> Result<()> {
    Browser::visit(Screen::WIDE, async |page| {
        let editor = editor(page).await?;
        assert_eq!(editor.asked().await?.0, "xor", "nothing has changed yet");
        editor.click(0.4, 0.7).await?;
        editor.click_with(1.2, -0.2, true).await?;
        editor.press("1").await?;
        editor.click(0.5, 0.5).await?;
        let (dataset, points) = editor.asked().await?;
        assert_eq!((dataset.as_str(), &points[..4]), ("points", &XOR[..]));
        // The picture is about 370 pixels wide; a click is between two of them.
        let pixel = 1.5 / 350.0;
        let added = [[0.4, 0.7, 0.0], [1.2, -0.2, 1.0], [0.5, 0.5, 1.0]];
        assert_eq!(points.len(), 4 + added.len());
        for (point, expected) in points[4..].iter().zip(added) {
            assert_near(*point, expected, pixel);
            assert!(
                point[..2].iter().all(|x| x.to_string().len() <= 6),
                "{point:?} is long"
            );
        }
        assert_eq!(editor.figure.run::<u64>("return figure.epoch").await?, 0);
        // Still there, although it lies outside of the square of the others.
        editor.click(1.2, -0.2).await?;
        assert_eq!(
            editor.asked().await?.1.len(),
            6,
            "a click on a point removes it"
        );
        assert_near(editor.asked().await?.1[5], added[2], pixel);
        Ok(())
    })
    .await
}

#[tokio::test]
async fn taking_back_leads_to_the_very_same_run() -> Result<()> {
    Browser::visit(Screen::WIDE, async |page| {
        let editor = editor(page).await?;
        let figure = &editor.figure;
        let all = "return JSON.stringify(figure.hyperparameters)";
        let before: String = figure.run(all).await?;
        figure.run::<()>("figure.reset(); figure.train(60)").await?;
        let losses = figure.losses(0..=60).await?;

        editor.click(0.4, 0.7).await?;
        editor.click(0.0, 0.0).await?;
        editor.press("Clear").await?;
        assert_eq!(
            editor.asked().await?.1.len(),
            4,
            "until there is another one"
        );
        editor.click(0.0, 1.0).await?;
        assert_eq!(editor.asked().await?.1.len(), 1);
        editor.with(Key::Shift, Key::Enter).await?;
        let last = editor.asked().await?;
        assert_eq!(last.1.len(), 1, "the only point cannot be removed");
        assert!(
            figure
                .text(".adding .refusal")
                .await?
                .starts_with("Allowed: 1 to 1000 points")
        );

        for left in [4, 5] {
            editor.undo().await?;
            assert_eq!(editor.asked().await?.1.len(), left);
        }
        editor.with(Key::Control, "z").await?;
        assert_eq!(figure.run::<String>(all).await?, before);
        assert_eq!(figure.run::<u64>("return figure.epoch").await?, 60);
        assert_eq!(figure.losses(0..=60).await?, losses);
        // There is nothing before that.
        editor.undo().await?;
        assert_eq!(figure.run::<u64>("return figure.epoch").await?, 60);

        for _ in 0..3 {
            editor.press("Make it again").await?;
        }
        assert_eq!(editor.asked().await?, last);
        // Other data are the end of the way back.
        figure
            .run::<()>("figure.hyperparameters = { dataset: 'moons' }")
            .await?;
        page.next_frame().await?;
        editor.undo().await?;
        assert_eq!(editor.asked().await?.0, "moons");
        assert_eq!(editor.told().await?.split(" · ").last(), Some("200 points"));
        Ok(())
    })
    .await
}

#[tokio::test]
async fn what_was_moved_by_hand_comes_back() -> Result<()> {
    Browser::visit(Screen::WIDE, async |page| {
        let editor = editor(page).await?;
        editor
            .figure
            .run::<()>("figure.setInput(0, 1, 0.125)")
            .await?;
        editor.click(0.4, 0.7).await?;
        let moved = [0.0, 0.125, 0.0];
        assert_eq!(editor.asked().await?.1[0], moved);
        editor.undo().await?;
        assert_eq!(editor.asked().await?, ("xor".to_owned(), vec![]));
        let inputs = "return [figure.edited, figure.snapshot().a[0].slice(0, 2)]";
        let there: (bool, [f64; 2]) = editor.figure.run(inputs).await?;
        assert_eq!(there, (true, [moved[0], moved[1]]));
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_run_that_comes_back_has_the_way_back_of_its_points() -> Result<()> {
    Browser::visit(Screen::WIDE, async |page| {
        let editor = editor(page).await?;
        editor.click(0.4, 0.7).await?;
        let mine = editor.asked().await?;
        const OTHERS: &str = "return figure.open('3,3,0\\n4,4,1').then(() => figure.takeHome()).then((home) => home.takeBack())";
        editor.figure.run::<String>(OTHERS).await?;
        page.next_frame().await?;
        assert_eq!(editor.asked().await?, mine);
        editor.undo().await?;
        assert_eq!(editor.asked().await?, ("xor".to_owned(), vec![]));
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_trained_run_is_not_lost_to_a_click() -> Result<()> {
    Browser::visit(Screen::WIDE, async |page| {
        let editor = editor(page).await?;
        editor
            .figure
            .run::<()>("figure.train(321); figure.step(); figure.back()")
            .await?;
        let trained = editor.figure.snapshot().await?;
        for (x1, x2) in [(0.4, 0.7), (0.6, 0.1)] {
            editor.click(x1, x2).await?;
        }
        assert_eq!(editor.figure.run::<u64>("return figure.epoch").await?, 0);
        let mine = editor.asked().await?;
        // With the last of the points the run goes back to what it was.
        editor.undo().await?;
        assert_eq!(editor.asked().await?.1.len(), 5);
        editor.undo().await?;
        assert_eq!(editor.figure.snapshot().await?, trained);
        for _ in 0..2 {
            editor.with(Key::Control, "y").await?;
        }
        assert_eq!(editor.asked().await?, mine);
        // The same by the way back of the figure.
        editor.figure.press("Back to the run before").await?;
        page.next_frame().await?;
        assert_eq!(editor.figure.snapshot().await?, trained);
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_figure_that_is_hidden_while_points_are_edited_keeps_its_run() -> Result<()> {
    Browser::visit(Screen::WIDE, async |page| {
        let editor = editor(page).await?;
        editor.figure.run::<()>("figure.play()").await?;
        page.next_frame().await?;
        editor
            .figure
            .run::<()>("figure.parentNode.hidden = true; figure.train(5)")
            .await?;
        for _ in 0..3 {
            page.next_frame().await?;
        }
        editor
            .figure
            .run::<()>("figure.parentNode.hidden = false; figure.pause()")
            .await?;
        page.next_frame().await?;
        assert!(editor.open().await?);
        assert!(
            editor
                .figure
                .run::<bool>("return figure.epoch >= 5")
                .await?
        );
        Ok(())
    })
    .await
}

#[tokio::test]
async fn keys_do_all_of_it() -> Result<()> {
    Browser::visit(Screen::WIDE, async |page| {
        let editor = editor(page).await?;
        // Its focus is where the crosshair is: in the middle.
        let told = editor.told().await?;
        assert_eq!(told, "x₁ 0.500, x₂ 0.500: add a 0 · 4 points");
        editor.keys(&[Key::Right, Key::Right, Key::Up]).await?;
        editor.with(Key::Shift, Key::Left).await?;
        editor.type_in("1").await?;
        let told = editor.told().await?;
        assert_eq!(told, "x₁ 0.420, x₂ 0.510: add a 1 · 4 points");
        editor.keys(&[Key::Enter]).await?;
        assert_eq!(editor.asked().await?.1[4..], [[0.42, 0.51, 1.0]]);
        assert_eq!(editor.told().await?, "x₁ 0.420, x₂ 0.510: remove this 1 · 5 points");
        editor.type_in(" ").await?;
        assert_eq!(editor.asked().await?.1, XOR);
        editor.keys(&[Key::Backspace, Key::Backspace]).await?;
        assert_eq!(editor.asked().await?, ("xor".to_owned(), vec![]));
        editor.with(Key::Control, "y").await?;
        assert_eq!(editor.asked().await?.1.len(), 5);
        // Not beyond the picture.
        for _ in 0..20 {
            editor.with(Key::Shift, Key::Down).await?;
        }
        assert_eq!(editor.told().await?, "x₁ 0.420, x₂ -0.249: add a 1 · 5 points");

        editor.keys(&[Key::Escape]).await?;
        let over: (bool, String, String) = editor
            .figure
            .run("return [!root.querySelector('.pad, .adding'), root.activeElement.textContent, root.activeElement.getAttribute('aria-pressed')]")
            .await?;
        assert_eq!(over, (true, "points".to_owned(), "false".to_owned()));
        // The points stay, and the way back.
        editor.keys(&[Key::Enter]).await?;
        until("points can be added again", async || editor.open().await).await?;
        assert_eq!(editor.asked().await?.1.len(), 5);
        editor.keys(&[Key::Backspace]).await?;
        assert_eq!(editor.asked().await?.0, "xor");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_run_that_plays_goes_on_playing() -> Result<()> {
    Browser::visit(Screen::WIDE, async |page| {
        let editor = editor(page).await?;
        let figure = &editor.figure;
        figure.run::<()>("figure.setAttribute('speed', 1); figure.play()").await?;
        let box_of = "const { x, y, width, height } = root.querySelector('.transport').getBoundingClientRect();
             return [x, y, width, height]";
        let before: Value = figure.run(box_of).await?;
        editor.click(0.4, 0.7).await?;
        assert!(figure.run::<bool>("return figure.playing").await?);
        let trains = async || figure.run::<bool>("return figure.epoch > 3").await;
        until("it trains on the new points", trains).await?;
        editor.undo().await?;
        assert!(figure.run::<bool>("return figure.playing").await?);
        editor.click(0.1, 0.3).await?;
        assert_eq!(figure.run::<Value>(box_of).await?, before, "nothing has moved");
        figure.run::<()>("figure.pause()").await?;
        Ok(())
    })
    .await
}

#[tokio::test]
async fn fingers_add_points_on_a_phone() -> Result<()> {
    Browser::visit(Screen::NARROW, async |page| {
        let editor = editor(page).await?;
        editor.press("1").await?;
        let (x, y) = editor.place(0.4, 0.7).await?;
        for (kind, points) in [
            ("touchStart", json!([{ "x": x, "y": y }])),
            ("touchEnd", json!([])),
        ] {
            let event = json!({ "type": kind, "touchPoints": points });
            page.cdp().send_raw("Input.dispatchTouchEvent", event).await?;
        }
        let added = async || Ok(editor.asked().await?.1.len() == 5);
        until("the point is there", added).await?;
        let point = *editor.asked().await?.1.last().context("a point")?;
        assert_near(point, [0.4, 0.7, 1.0], 1.5 / 250.0);
        let (least, beyond): (f64, f64) = editor
            .figure
            .run(
                "const buttons = [...root.querySelectorAll('.adding button')].map((button) => button.getBoundingClientRect());
                 return [Math.min(...buttons.flatMap(({ width, height }) => [width, height])),
                    document.documentElement.scrollWidth - document.documentElement.clientWidth]",
            )
            .await?;
        assert!(least >= 24.0, "{least}");
        assert_eq!(beyond, 0.0);
        Ok(())
    })
    .await
}

#[tokio::test]
async fn there_are_limits_and_figures_without() -> Result<()> {
    Browser::visit(Screen::WIDE, async |page| {
        let offered = "return root.querySelector('.surface-panel .tool').checkVisibility()";
        let without = page.figure("xor-lab[preset=as-published]").await?;
        assert!(!without.run::<bool>(offered).await?, "its data stay as they are");

        let editor = editor(page).await?;
        let figure = &editor.figure;
        assert!(figure.run::<bool>(offered).await?);
        figure
            .run::<()>("figure.hyperparameters = { dataset: 'points', points: Array.from({ length: 1000 }, (_, i) => [i % 2, i % 3 / 2, i % 2]) }")
            .await?;
        page.next_frame().await?;
        editor.click(0.4, 0.7).await?;
        assert_eq!(editor.asked().await?.1.len(), 1000);
        assert!(figure.text(".adding .refusal").await?.contains("1 to 1000 points"));
        editor.click(0.0, 0.0).await?;
        assert_eq!(editor.asked().await?.1.len(), 999);
        let refused = "return root.querySelector('.adding .refusal').hidden";
        assert!(figure.run::<bool>(refused).await?);
        Ok(())
    })
    .await
}
