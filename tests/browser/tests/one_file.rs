//! The page as one file, opened by a double click.

use anyhow::{Context, Result};
use browser_tests::{Browser, Screen, until};
use serde_json::json;
use xtask::workspace;

#[tokio::test]
async fn one_file_is_the_whole_page_with_no_network() -> Result<()> {
    // Away from the other files of the page.
    let folder = tempfile::tempdir()?;
    let file = folder.path().join("a copy.html");
    std::fs::copy(workspace::dist().join("xor-lab.html"), &file)?;
    let page = Browser::start().await?;
    page.look_with(Screen::WIDE).await?;
    page.open().await?;
    let losses = learn(&page).await?;
    assert_eq!(page.complaints().await?, Vec::<String>::new());

    let offline =
        json!({ "offline": true, "latency": 0, "downloadThroughput": 0, "uploadThroughput": 0 });
    let network = page.cdp();
    network.send_raw("Network.enable", json!({})).await?;
    network
        .send_raw("Network.emulateNetworkConditions", offline)
        .await?;
    let address = file
        .to_str()
        .context("a path of letters")?
        .replace(' ', "%20");
    page.open_at(&format!("file://{address}")).await?;
    assert_eq!(learn(&page).await?, losses);
    // Its style sheets are there, and what is loaded when somebody shares.
    let figure = page.figure("xor-lab[preset=corrected]").await?;
    figure.press("Share").await?;
    until("the panel has its style", async || {
        figure
            .run("const offers = root.querySelector('.home .offers'); return !!offers && getComputedStyle(offers).display === 'flex'")
            .await
    })
    .await?;
    const RULES: &str = "return [...document.styleSheets, ...root.adoptedStyleSheets]
        .map((sheet) => sheet.cssRules.length)";
    let rules: Vec<u32> = figure.run(RULES).await?;
    assert!(rules.len() == 3 && !rules.contains(&0), "{rules:?}");
    const ASKED: &str = "return performance.getEntriesByType('resource')
        .map(({ name }) => name).filter((name) => !name.startsWith('data:'))";
    assert_eq!(
        page.evaluate::<Vec<String>>(ASKED).await?,
        Vec::<String>::new()
    );
    assert_eq!(page.complaints().await?, Vec::<String>::new());
    Ok(())
}

/// The losses of a figure's first epochs, once they are drawn.
async fn learn(page: &Browser) -> Result<Vec<f64>> {
    let figure = page.figure("xor-lab[preset=corrected]").await?;
    figure.scroll_to().await?;
    figure.run::<()>("figure.train(500)").await?;
    until("it is drawn", async || Ok(figure.reading().await?.0 == 500)).await?;
    figure.losses(0..=500).await
}
