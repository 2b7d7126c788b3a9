//! Part three: what an epoch costs late in a run, beside one early in a run.

use anyhow::Result;
use serde::Serialize;
use serde_json::json;

use crate::page::Page;
use crate::statistics::Quartiles;

/// The part of a run between two powers of ten.
#[derive(Serialize)]
pub struct Decade {
    /// It goes from 10 to the power of this to ten times as many epochs.
    pub power: u32,
    /// Time for an epoch, in that of one between 10³ and 10⁴ at the same moment.
    pub cost: Quartiles,
}

pub async fn measure(quick: bool) -> Result<Vec<Decade>> {
    let (last, samples) = if quick { (6, 9) } else { (7, 31) };
    let page = Page::open(None).await?;
    let mut decades = Vec::new();
    for power in 3..=last {
        let pairs: Vec<[f64; 2]> = page
            .call("growth", json!([10_u64.pow(power), samples]))
            .await?;
        let ratios: Vec<_> = pairs.iter().map(|[late, early]| late / early).collect();
        let cost = Quartiles::of(&ratios);
        decades.push(Decade { power, cost });
    }
    Ok(decades)
}
