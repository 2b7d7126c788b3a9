//! The tests in a browser notice what goes wrong on the page.

use std::time::Duration;

use anyhow::Result;
use browser_tests::{Browser, Screen};

#[tokio::test]
async fn errors_and_strangers_are_noticed() -> Result<()> {
    Browser::visit(Screen::WIDE, async |page| {
        for (mischief, complaint) in [
            ("console.error('broken on purpose')", "broken on purpose"),
            ("setTimeout(() => { throw new Error('thrown') })", "thrown"),
            ("Promise.reject(new Error('rejected'))", "rejected"),
            ("fetch('missing.json')", "missing.json"),
            // Port 9 discards; nothing has to listen there.
            (
                "new Image().src = 'http://127.0.0.1:9/a.png'",
                "a request to http://127.0.0.1:9/",
            ),
        ] {
            page.execute(mischief, []).await?;
            tokio::time::sleep(Duration::from_millis(300)).await;
            let complaints = page.complaints().await?;
            let noticed = complaints.iter().any(|line| line.contains(complaint));
            assert!(noticed, "after {mischief}: {complaints:?}");
        }
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_journey_fails_when_the_page_complains() {
    let outcome = Browser::visit(Screen::WIDE, async |page| {
        page.execute("console.error('broken on purpose')", [])
            .await?;
        Ok(())
    })
    .await;
    let error = outcome.expect_err("the page has complained").to_string();
    assert!(error.contains("broken on purpose"), "{error}");
}

#[tokio::test]
async fn the_page_sees_the_screen_asked_for() -> Result<()> {
    Browser::visit(Screen::NARROW.dark(), async |page| {
        let seen: (u32, u32, bool) = page
            .evaluate(
                "return [screen.width, screen.height,
                     matchMedia('(prefers-color-scheme: dark)').matches]",
            )
            .await?;
        assert_eq!(seen, (Screen::NARROW.width, Screen::NARROW.height, true));
        Ok(())
    })
    .await
}
