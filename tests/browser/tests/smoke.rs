//! The page opens, and nothing goes wrong.

use anyhow::Result;
use browser_tests::{Browser, Screen};

#[tokio::test]
async fn the_page_opens() -> Result<()> {
    Browser::visit(Screen::WIDE, async |page| {
        let title = page.title().await?;
        assert!(title.contains("XOR"), "the title is {title:?}");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn nothing_sticks_out_of_a_narrow_screen() -> Result<()> {
    Browser::visit(Screen::NARROW.dark(), async |page| {
        let width: u32 = page
            .evaluate("return document.documentElement.scrollWidth")
            .await?;
        assert_eq!(width, Screen::NARROW.width);
        Ok(())
    })
    .await
}
