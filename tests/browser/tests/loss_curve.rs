//! The loss curve under a pointer, under fingers and under keys.

use anyhow::{Context, Result};
use browser_tests::{Browser, Figure, Screen, eventually, until};
use serde_json::{Value, json};

/// The plot of the loss curve of a figure, in CSS pixels of the screen.
struct Plot<'a> {
    page: &'a Browser,
    figure: Figure<'a>,
    left: f64,
    width: f64,
    middle: f64,
}

/// The figure `corrected` after so many epochs, its loss curve in the middle of the screen.
async fn plot(page: &Browser, epochs: u64) -> Result<Plot<'_>> {
    let figure = page.figure("xor-lab[preset=corrected]").await?;
    figure.run::<()>(&format!("figure.train({epochs})")).await?;
    show(page, figure).await
}

async fn show<'a>(page: &'a Browser, figure: Figure<'a>) -> Result<Plot<'a>> {
    figure
        .run::<()>("root.querySelector('.loss-panel').scrollIntoView({ behavior: 'instant', block: 'center' })")
        .await?;
    let shown = async || {
        figure
            .run::<bool>("return !root.querySelector('.plot [role=slider]').hidden")
            .await
    };
    until("the curve is drawn", shown).await?;
    page.next_frame().await?;
    let (left, width, middle) = figure
        .run(
            "const { left, width, top, height } = root.querySelector('.plot [role=slider]').getBoundingClientRect();
             return [left, width, top + height / 2]",
        )
        .await?;
    let plot = Plot {
        page,
        figure,
        left,
        width,
        middle,
    };
    // The first pointer that comes asks for the zoom.
    plot.hover(0.5).await?;
    until("it is there", async || Ok(plot.reading().await.is_ok())).await?;
    plot.leave().await?;
    Ok(plot)
}

impl Plot<'_> {
    /// Where a part of the width is.
    fn x(&self, part: f64) -> f64 {
        self.left + part * self.width
    }

    async fn mouse(&self, kind: &str, part: f64, more: Value) -> Result<()> {
        let mut event = json!({ "type": kind, "x": self.x(part), "y": self.middle });
        event
            .as_object_mut()
            .context("an event")?
            .extend(more.as_object().context("fields")?.clone());
        self.page
            .cdp()
            .send_raw("Input.dispatchMouseEvent", event)
            .await?;
        Ok(())
    }

    async fn hover(&self, part: f64) -> Result<()> {
        self.mouse("mouseMoved", part, json!({})).await
    }

    async fn leave(&self) -> Result<()> {
        self.mouse("mouseMoved", 0.5, json!({ "y": 2 })).await
    }

    async fn drag(&self, from: f64, to: f64) -> Result<()> {
        let left = json!({ "button": "left", "clickCount": 1 });
        self.hover(from).await?;
        self.mouse("mousePressed", from, left.clone()).await?;
        self.mouse("mouseMoved", to, json!({ "button": "left" }))
            .await?;
        self.mouse("mouseReleased", to, left).await?;
        self.page.next_frame().await
    }

    async fn click(&self, part: f64) -> Result<()> {
        self.drag(part, part).await
    }

    /// Fingers on the screen, at parts of the width; none: they are lifted.
    async fn fingers(&self, kind: &str, parts: &[f64]) -> Result<()> {
        let point =
            |(id, &part): (usize, &f64)| json!({ "x": self.x(part), "y": self.middle, "id": id });
        let points: Vec<Value> = parts.iter().enumerate().map(point).collect();
        let event = json!({ "type": kind, "touchPoints": points });
        self.page
            .cdp()
            .send_raw("Input.dispatchTouchEvent", event)
            .await?;
        Ok(())
    }

    /// A key, where the curve has the focus.
    async fn key(&self, key: &str) -> Result<()> {
        self.figure
            .run::<()>(&format!(
                "const slider = root.querySelector('.plot [role=slider]');
                 slider.focus();
                 slider.dispatchEvent(new KeyboardEvent('keydown', {{ key: '{key}', bubbles: true, cancelable: true }}))"
            ))
            .await?;
        self.page.next_frame().await
    }

    /// The epoch that is read in the panel's head, and what stands beside it.
    async fn reading(&self) -> Result<(f64, String)> {
        let text = self.figure.text(".reading").await?;
        let (epoch, loss) = text
            .split_once(" · ")
            .with_context(|| format!("{text:?} is no reading"))?;
        Ok((epoch.parse()?, loss.to_owned()))
    }

    /// The first and the last epoch that are shown, as a pointer reads them.
    async fn shown(&self) -> Result<(f64, f64)> {
        self.hover(0.0).await?;
        let first = self.reading().await?.0;
        self.hover(0.999).await?;
        Ok((first, self.reading().await?.0))
    }

    async fn attribute(&self, name: &str) -> Result<String> {
        self.figure
            .run(&format!(
                "return root.querySelector('.plot [role=slider]').getAttribute('{name}')"
            ))
            .await
    }
}

#[tokio::test]
async fn a_pointer_reads_any_epoch_and_goes_there() -> Result<()> {
    Browser::visit(Screen::WIDE, async |page| {
        let plot = plot(page, 4000).await?;
        let figure = &plot.figure;
        assert_eq!(figure.text(".reading").await?, "");
        plot.hover(0.25).await?;
        let (epoch, loss) = plot.reading().await?;
        assert!((epoch - 1250.0).abs() < 10.0, "{epoch}");
        let exact: f64 = figure
            .run(&format!("return figure.lossAt({epoch})"))
            .await?;
        let shown: f64 = loss.parse()?;
        assert!((shown - exact).abs() < 1e-3 * exact, "{shown} for {exact}");
        assert_eq!(
            figure.run::<u64>("return figure.epoch").await?,
            4000,
            "nothing but a look"
        );

        plot.click(0.25).await?;
        assert_eq!(figure.run::<f64>("return figure.epoch").await?, epoch);
        // There is nothing recorded past the furthest.
        plot.hover(0.95).await?;
        assert_eq!(plot.reading().await?.0, 4000.0);
        plot.click(0.95).await?;
        assert_eq!(figure.run::<u64>("return figure.epoch").await?, 4000);
        plot.leave().await?;
        assert_eq!(figure.text(".reading").await?, "");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_drag_shows_a_part_and_there_are_three_ways_back() -> Result<()> {
    Browser::visit(Screen::WIDE, async |page| {
        let plot = plot(page, 4000).await?;
        let hidden = async || -> Result<bool> {
            let button = "return [...root.querySelectorAll('.plot button')].find((button) => button.textContent === 'all epochs').hidden";
            plot.figure.run(button).await
        };
        assert!(hidden().await?);
        let whole = plot.figure.picture("loss").await?;
        for way in ["button", "Escape", "0"] {
            plot.drag(0.4, 0.2).await?;
            assert_ne!(plot.figure.picture("loss").await?, whole);
            let (first, last) = plot.shown().await?;
            assert!((first - 1000.0).abs() < 10.0 && (last - 2000.0).abs() < 10.0, "{first} to {last}");
            assert_eq!(plot.figure.run::<u64>("return figure.epoch").await?, 4000);
            assert!(!hidden().await?);
            match way {
                "button" => plot.figure.press("all epochs").await?,
                key => plot.key(key).await?,
            }
            page.next_frame().await?;
            assert!(hidden().await?, "{way}");
            let again = plot.figure.picture("loss").await?;
            assert_eq!(again, whole, "{way}");
        }
        Ok(())
    })
    .await
}

#[tokio::test]
async fn keys_read_zoom_and_go() -> Result<()> {
    Browser::visit(Screen::WIDE, async |page| {
        let plot = plot(page, 4000).await?;
        let figure = &plot.figure;
        let now = async || plot.attribute("aria-valuenow").await;
        for (name, value) in [
            ("aria-valuemin", "0"),
            ("aria-valuemax", "4000"),
            ("aria-valuenow", "4000"),
        ] {
            assert_eq!(plot.attribute(name).await?, value);
        }
        plot.key("Home").await?;
        assert_eq!(
            plot.attribute("aria-valuetext").await?,
            "epoch 0, loss 2.999"
        );
        plot.key("ArrowRight").await?;
        let column: u64 = now().await?.parse()?;
        assert_eq!(
            column,
            (5000.0 / plot.width).round() as u64,
            "a column of pixels"
        );
        plot.key("PageUp").await?;
        assert!(now().await?.parse::<u64>()? >= 10 * column);
        plot.key("End").await?;
        assert_eq!(now().await?, "4000");

        // A cursor that leaves what is shown takes it along.
        for _ in 0..20 {
            plot.key("+").await?;
        }
        let (first, last) = plot.shown().await?;
        assert!(last - first <= 10.0, "{first} to {last}");
        plot.key("Home").await?;
        plot.key("ArrowRight").await?;
        plot.key("ArrowRight").await?;
        assert_eq!(now().await?, "2", "one epoch, where a column is less");
        assert_eq!(plot.shown().await?.0, 0.0);
        plot.key("End").await?;
        plot.key("ArrowLeft").await?;
        plot.key("Enter").await?;
        assert_eq!(figure.run::<u64>("return figure.epoch").await?, 3999);
        plot.key("-").await?;
        plot.key("0").await?;
        assert_eq!(plot.shown().await?, (0.0, 4000.0));
        // The keys of the player are left to it.
        plot.key(",").await?;
        assert_eq!(figure.run::<u64>("return figure.epoch").await?, 3998);
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_wheel_scrolls_the_page_unless_it_is_meant_for_the_curve() -> Result<()> {
    Browser::visit(Screen::WIDE, async |page| {
        let plot = plot(page, 5000).await?;
        // Whether the curve takes it.
        let wheel = async |more: &str| -> Result<bool> {
            let script = format!(
                "const slider = root.querySelector('.plot [role=slider]');
                 return !slider.dispatchEvent(new WheelEvent('wheel', {{
                     clientX: {}, deltaY: -100, bubbles: true, cancelable: true, {more} }}))",
                plot.x(0.5)
            );
            let taken = plot.figure.run(&script).await?;
            page.next_frame().await?;
            Ok(taken)
        };
        assert!(!wheel("").await?);
        plot.click(0.5).await?;
        assert!(!wheel("").await?, "who clicked may still scroll on");
        assert_eq!(plot.shown().await?.0, 0.0);

        assert!(wheel("ctrlKey: true").await?);
        let (first, last) = plot.shown().await?;
        assert!(first > 500.0 && last < 4400.0 && ((first + last) / 2.0 - 2500.0).abs() < 20.0);
        assert!(wheel("").await?, "it is zoomed and has the focus");
        assert!(plot.shown().await?.0 > first);
        plot.figure
            .run::<()>("root.querySelector('.play').focus()")
            .await?;
        assert!(!wheel("").await?);
        Ok(())
    })
    .await
}

#[tokio::test]
async fn two_fingers_zoom_and_one_taps() -> Result<()> {
    Browser::visit(Screen::NARROW, async |page| {
        let plot = plot(page, 4000).await?;
        plot.fingers("touchStart", &[0.4]).await?;
        plot.fingers("touchStart", &[0.4, 0.6]).await?;
        plot.fingers("touchMove", &[0.3, 0.7]).await?;
        plot.fingers("touchMove", &[0.2, 0.8]).await?;
        plot.fingers("touchEnd", &[0.2]).await?;
        plot.fingers("touchMove", &[0.5]).await?;
        plot.fingers("touchEnd", &[]).await?;
        page.next_frame().await?;
        assert_eq!(
            plot.figure.run::<u64>("return figure.epoch").await?,
            4000,
            "no tap"
        );
        // What was between 0.4 and 0.6 of 5000 epochs is between 0.2 and 0.8 now.
        let (first, last) = plot.shown().await?;
        let near = |epoch: f64, wanted: f64| (epoch - wanted).abs() < 30.0;
        assert!(
            near(first, 1667.0) && near(last, 3333.0),
            "{first} to {last}"
        );

        plot.fingers("touchStart", &[0.5]).await?;
        plot.fingers("touchEnd", &[]).await?;
        let there = async || Ok(near(plot.figure.run("return figure.epoch").await?, 2500.0));
        until("the tap has gone there", there).await
    })
    .await
}

#[tokio::test]
async fn what_is_shown_goes_with_the_run_while_it_is_in_sight() -> Result<()> {
    Browser::visit(Screen::WIDE, async |page| {
        let plot = plot(page, 4000).await?;
        plot.drag(0.7, 0.9).await?;
        let (first, last) = plot.shown().await?;
        assert!(
            (first - 3500.0).abs() < 10.0 && last == 4000.0,
            "{first} to {last}"
        );
        plot.figure.run::<()>("figure.train(2000)").await?;
        page.next_frame().await?;
        let (first, last) = plot.shown().await?;
        assert!(
            (first - 5000.0).abs() < 10.0 && last >= 5990.0,
            "{first} to {last}"
        );

        plot.figure.run::<()>("figure.seek(2000)").await?;
        page.next_frame().await?;
        assert_eq!(plot.shown().await?.0, 2000.0);
        // Whoever looks elsewhere stays there.
        plot.key("Escape").await?;
        plot.drag(0.1, 0.15).await?;
        let (first, last) = plot.shown().await?;
        plot.figure.run::<()>("figure.seek(1)").await?;
        page.next_frame().await?;
        assert_eq!(plot.shown().await?, (first, last));
        Ok(())
    })
    .await
}

#[tokio::test]
async fn an_abandoned_future_stays_until_it_is_dismissed() -> Result<()> {
    for screen in [Screen::WIDE, Screen::NARROW.dark()] {
        Browser::visit(screen, async |page| {
            let plot = plot(page, 4000).await?;
            let figure = &plot.figure;
            let places = "const panel = root.querySelector('.loss-panel').getBoundingClientRect();
                return [...root.querySelectorAll('.loss-panel > .title, .plot, canvas.loss, .loss-panel > .tools > .tool')]
                    .map((part) => part.getBoundingClientRect())
                    .map(({ right, top, width, height }) => [panel.right - right, top - panel.top, height, width])
                    .concat(panel.height)";
            let summary = "return root.querySelector('canvas.loss').getAttribute('aria-label')";
            let before: Value = figure.run(places).await?;
            assert!(!figure.run::<String>(summary).await?.contains("dotted"));
            assert!(figure.press("dismiss old future").await.is_err());

            figure
                .run::<()>("figure.seek(60); figure.hyperparameters = { learningRate: 0.3 }; figure.train(40)")
                .await?;
            page.next_frame().await?;
            let told = async || Ok(figure.run::<String>(summary).await?.contains("dotted").then_some(()));
            eventually("the summary tells of it", told).await?;
            assert_eq!(figure.run::<Value>(places).await?, before, "nothing jumps");
            // The axis still has room for it.
            plot.click(0.5).await?;
            assert_eq!(plot.reading().await?.0, 100.0, "at the end of what is recorded");
            let with_ghost = figure.picture("loss").await?;

            figure.press("dismiss old future").await?;
            page.next_frame().await?;
            assert_ne!(figure.picture("loss").await?, with_ghost);
            assert!(figure.press("dismiss old future").await.is_err(), "gone");
            let focus = "return root.activeElement.getAttribute('role')";
            assert_eq!(figure.run::<String>(focus).await?, "slider", "the focus is not lost");
            assert_eq!(figure.run::<Value>(places).await?, before, "nothing jumps");
            plot.hover(0.5).await?;
            assert!((plot.reading().await?.0 - 50.0).abs() < 2.0, "the axis ends at 100");
            Ok(())
        })
        .await?;
    }
    Ok(())
}

#[tokio::test]
async fn the_tools_have_room_on_every_screen() -> Result<()> {
    for screen in [Screen::WIDE, Screen::NARROW] {
        Browser::visit(screen, async |page| {
            let figure = page.figure("xor-lab[preset=playground]").await?;
            figure
                .run::<()>("figure.train(123456); figure.seek(100000); figure.hyperparameters = { learningRate: 0.3 }")
                .await?;
            let plot = show(page, figure).await?;
            plot.drag(0.3, 0.6).await?;
            plot.hover(0.4).await?;
            let (title, tools, least, over): (f64, f64, f64, f64) = plot
                .figure
                .run(
                    "const panel = root.querySelector('.loss-panel');
                     const range = document.createRange();
                     range.selectNodeContents(panel.querySelector('.title'));
                     const box = (selector) => panel.querySelector(selector).getBoundingClientRect();
                     const buttons = [...panel.querySelectorAll('button')].map((button) => button.getBoundingClientRect());
                     return [range.getBoundingClientRect().right, box('.tools').left,
                         Math.min(...buttons.map(({ width, height }) => Math.min(width, height))),
                         box('.plot > .tools').left - panel.getBoundingClientRect().left]",
                )
                .await?;
            assert!(title + 8.0 <= tools, "{title} {tools} on {screen:?}");
            assert!(least >= 24.0 && over > 60.0, "{least} {over} on {screen:?}");
            Ok(())
        })
        .await?;
    }
    Ok(())
}
