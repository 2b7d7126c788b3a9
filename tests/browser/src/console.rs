//! What the page's author would see in the developer tools.

use anyhow::Result;
use serde_json::Value;
use thirtyfour::{BrowserLogEntry, WebDriver};

/// What went wrong on the page since the last call: errors in the console (exceptions, rejected
/// promises and failed requests among them), and requests to anywhere but `site` and below.
pub async fn complaints(driver: &WebDriver, site: &str) -> Result<Vec<String>> {
    let console = driver.get_log("browser").await?;
    let requests = driver.get_log("performance").await?;
    let errors = console.into_iter().filter(|entry| entry.level == "SEVERE");
    let elsewhere = requests
        .iter()
        .filter_map(requested_url)
        .filter(|url| is_elsewhere(url, site));
    Ok(errors
        .map(|entry| entry.message)
        .chain(elsewhere.map(|url| format!("a request to {url}")))
        .collect())
}

/// The address that an event of Chromium's network log asks for, if it is about a request.
fn requested_url(entry: &BrowserLogEntry) -> Option<String> {
    let event: Value = serde_json::from_str(&entry.message).ok()?;
    let event = &event["message"];
    let url = match event["method"].as_str()? {
        "Network.requestWillBeSent" => &event["params"]["request"]["url"],
        "Network.webSocketCreated" => &event["params"]["url"],
        _ => return None,
    };
    url.as_str().map(str::to_owned)
}

/// Whether `url` leads over the network to anywhere but `site` and below.
fn is_elsewhere(url: &str, site: &str) -> bool {
    // Others, such as data: and blob:, name what the browser already has.
    let network = ["http:", "https:", "ws:", "wss:"];
    network.iter().any(|scheme| url.starts_with(scheme)) && !url.starts_with(site)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_network_beyond_the_site_is_elsewhere() {
        let site = "http://127.0.0.1:4000/some/folder/";
        for url in [
            "http://127.0.0.1:4000/some/folder/www/page.css",
            "data:,",
            "blob:x",
        ] {
            assert!(!is_elsewhere(url, site), "{url}");
        }
        for url in [
            "http://127.0.0.1:4000/www/page.css",
            "https://fonts.example/a.woff2",
        ] {
            assert!(is_elsewhere(url, site), "{url}");
        }
    }
}
