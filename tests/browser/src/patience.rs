//! Waiting for what the page does in its own time.

use std::time::{Duration, Instant};

use anyhow::{Result, bail};

/// Far longer than anything takes on a machine that is not broken.
const PATIENCE: Duration = Duration::from_secs(45);
const PAUSE: Duration = Duration::from_millis(30);

/// Looks again and again until there is something to see, and returns that.
pub async fn eventually<T>(what: &str, look: impl AsyncFnMut() -> Result<Option<T>>) -> Result<T> {
    let mut look = look;
    let started = Instant::now();
    loop {
        if let Some(seen) = look().await? {
            return Ok(seen);
        }
        if started.elapsed() > PATIENCE {
            bail!("waited in vain until {what}");
        }
        tokio::time::sleep(PAUSE).await;
    }
}

/// Looks again and again until it is so.
pub async fn until(what: &str, is_so: impl AsyncFnMut() -> Result<bool>) -> Result<()> {
    let mut is_so = is_so;
    eventually(what, async || Ok(is_so().await?.then_some(()))).await
}
