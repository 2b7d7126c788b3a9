//! Many figures, figures that move and figures that go: each has its own run, for as long as it is
//! on the page.

use anyhow::Result;
use browser_tests::{Browser, Screen, until};
use xor_lab::training::{Hyperparameters, Run};

#[tokio::test]
async fn twenty_figures_train_independently() -> Result<()> {
    Browser::visit(Screen::WIDE, async |page| {
        // As many in one row as fit on the screen together.
        const TWENTY: &str = "const [done] = arguments;
            const row = document.createElement('div');
            row.style = 'display: grid; grid-template-columns: repeat(10, 1fr)';
            for (let i = 0; i < 20; i++) {
                const figure = document.createElement('xor-lab');
                figure.id = `figure-${i}`;
                figure.setAttribute('views', 'surface');
                figure.setAttribute('transport', 'none');
                figure.setAttribute('seed', i);
                figure.setAttribute('learning-rate', (1 + i / 10).toFixed(1));
                row.append(figure);
            }
            document.body.prepend(row);
            scrollTo({ top: 0, behavior: 'instant' });
            Promise.all(Array.from(row.children, (figure) => figure.ready)).then(() => {
                for (const figure of row.children) figure.play();
                done();
            });";
        page.execute_async(TWENTY, []).await?;
        for i in 0..20 {
            let figure = page.figure(&format!("#figure-{i}")).await?;
            until("it has trained", async || {
                figure.run("return figure.epoch >= 100").await
            })
            .await?;
            let mut native = Run::new(Hyperparameters {
                seed: i,
                learning_rate: format!("{:.1}", 1.0 + f64::from(i) / 10.0).parse()?,
                ..Hyperparameters::default()
            })
            .expect("allowed");
            native.train(100);
            let loss = figure.losses(100..=100).await?[0];
            assert_eq!(loss.to_bits(), native.loss().to_bits(), "figure {i}");
        }
        // One that pauses does not hold the others up, nor goes with them.
        let (first, last) = (
            page.figure("#figure-0").await?,
            page.figure("#figure-19").await?,
        );
        let paused: u64 = first.run("figure.pause(); return figure.epoch").await?;
        let before: u64 = last.run("return figure.epoch").await?;
        until("the others go on", async || {
            let now: u64 = last.run("return figure.epoch").await?;
            Ok(now > before + 50 || now == 5000)
        })
        .await?;
        assert_eq!(first.run::<u64>("return figure.epoch").await?, paused);
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_figure_keeps_its_run_where_it_moves_and_frees_it_where_it_goes() -> Result<()> {
    Browser::visit(Screen::WIDE, async |page| {
        let figure = page.figure("xor-lab[preset=corrected]").await?;
        let before: (u64, f64) = figure
            .run("figure.train(123); return [figure.epoch, figure.loss]")
            .await?;
        assert_eq!(before.0, 123);
        figure.run::<()>("document.body.prepend(figure)").await?;
        for _ in 0..3 {
            page.next_frame().await?;
        }
        let after: (u64, f64) = figure.run("return [figure.epoch, figure.loss]").await?;
        assert_eq!(after, before);
        figure.scroll_to().await?;
        figure.press("Step").await?;
        until("it draws where it is now", async || {
            Ok(figure.reading().await?.0 == 124)
        })
        .await?;

        // Thirty large networks that come and go take no more memory the second and third time.
        const COME_AND_GO: &str = "const [done] = arguments;
            (async () => {
                const module = await import(new URL('www/xor-lab.js', document.baseURI));
                const { memory } = await module.loadLab();
                const sizes = [];
                for (let time = 0; time < 3; time++) {
                    const figures = Array.from({ length: 30 }, () => {
                        const figure = document.createElement('xor-lab');
                        figure.setAttribute('hidden', '64 64 64 64 64 64');
                        figure.setAttribute('dataset', 'moons');
                        document.body.append(figure);
                        return figure;
                    });
                    await Promise.all(figures.map((figure) => figure.ready));
                    for (const figure of figures) figure.train(1);
                    for (const figure of figures) figure.remove();
                    while (figures.some((figure) => figure.epoch > 0)) {
                        await new Promise((next) => setTimeout(next, 20));
                    }
                    sizes.push(memory.buffer.byteLength);
                }
                return sizes;
            })().then(done, (error) => done(String(error)));";
        let sizes: Vec<u64> = page.execute_async(COME_AND_GO, []).await?.convert()?;
        assert!(sizes[1] == sizes[0] && sizes[2] == sizes[0], "{sizes:?}");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_run_to_an_epoch_arrives_off_screen() -> Result<()> {
    Browser::visit(Screen::WIDE, async |page| {
        const AWAY: &str = "const [done] = arguments;
            const figure = document.querySelector('xor-lab[preset=playground]');
            figure.runTo(50).then(() => done([figure.epoch, figure.playing, scrollY]));";
        let (epoch, playing, scrolled): (u64, bool, f64) =
            page.execute_async(AWAY, []).await?.convert()?;
        assert_eq!((epoch, playing, scrolled), (50, false, 0.0));
        // One that only plays sleeps there.
        page.execute(
            "document.querySelector('xor-lab[preset=playground]').play()",
            [],
        )
        .await?;
        for _ in 0..5 {
            page.next_frame().await?;
        }
        let figure = page.figure("xor-lab[preset=playground]").await?;
        assert_eq!(figure.run::<u64>("return figure.epoch").await?, 50);
        Ok(())
    })
    .await
}
