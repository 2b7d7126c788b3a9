//! What a visitor downloads, and how much of it there may be.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Result, bail};

/// The most that the page, its scripts, styles and wasm may weigh, in bytes of brotli.
const BUDGET: usize = 90_000;
/// The most that the wasm among it may weigh.
const WASM_BUDGET: usize = 55_000;

/// What begins the addresses of what a visitor gets only who asks for it, and so does not count.
const ON_DEMAND: [&str; 5] = [
    "www/interaction.",
    "www/take-home",
    "www/headless",
    "www/examples/",
    "embed.html",
];

/// What the files of a page weigh.
pub struct Sizes {
    /// Address, bytes, and bytes after compression; largest first.
    files: Vec<(String, usize, usize)>,
}

impl Sizes {
    /// Weighs the files that a browser asks for in `folder`.
    pub fn of(folder: &Path) -> Result<Self> {
        let mut paths = Vec::new();
        collect(folder, &mut paths)?;
        let mut files = Vec::new();
        for path in paths {
            let address = path
                .strip_prefix(folder)?
                .to_string_lossy()
                .replace('\\', "/");
            // Types are for editors; no browser asks for them.
            if !address.ends_with(".d.ts") {
                let bytes = fs::read(&path)?;
                files.push((address, bytes.len(), compressed_size(&bytes)?));
            }
        }
        files.sort_by_key(|(_, _, compressed)| std::cmp::Reverse(*compressed));
        Ok(Self { files })
    }

    /// Prints a line for each file and one for all.
    pub fn print(&self) {
        println!("{:>10} {:>10}", "bytes", "brotli");
        let line = |(address, bytes, compressed): &(String, usize, usize)| {
            println!("{bytes:>10} {compressed:>10}  {address}");
        };
        let (later, now): (Vec<_>, Vec<_>) =
            (self.files.iter().cloned()).partition(|(address, ..)| is_on_demand(address));
        if !later.is_empty() {
            println!("{:>21}  when somebody asks for it:", "");
            later.iter().for_each(line);
            println!("{:>21}  to see and use the page:", "");
        }
        now.iter().for_each(line);
        let bytes: usize = now.iter().map(|(_, bytes, _)| bytes).sum();
        let compressed = self.compressed(|address| !is_on_demand(address));
        println!("{bytes:>10} {compressed:>10}  in all, of {BUDGET}; wasm of {WASM_BUDGET}");
    }

    /// Fails if there is too much of it.
    pub fn check(&self) -> Result<()> {
        let wasm = |address: &str| address.ends_with(".wasm");
        for (what, weight, budget) in [
            (
                "page",
                self.compressed(|address| !is_on_demand(address)),
                BUDGET,
            ),
            ("wasm", self.compressed(wasm), WASM_BUDGET),
        ] {
            let excess = weight.saturating_sub(budget);
            if excess > 0 {
                bail!("the {what} is {excess} bytes over its budget of {budget} (brotli)");
            }
        }
        Ok(())
    }

    fn compressed(&self, counts: impl Fn(&str) -> bool) -> usize {
        let files = self.files.iter().filter(|(address, ..)| counts(address));
        files.map(|(_, _, compressed)| compressed).sum()
    }
}

fn is_on_demand(address: &str) -> bool {
    ON_DEMAND.iter().any(|start| address.starts_with(start))
}

fn collect(folder: &Path, paths: &mut Vec<PathBuf>) -> Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            collect(&path, paths)?;
        } else {
            paths.push(path);
        }
    }
    Ok(())
}

/// The size at brotli's best, which is what static hosts send.
fn compressed_size(mut bytes: &[u8]) -> Result<usize> {
    let mut compressed = Vec::new();
    brotli::BrotliCompress(&mut bytes, &mut compressed, &Default::default())?;
    Ok(compressed.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Bytes that hardly compress (a linear congruential generator's high bits).
    fn noise(length: usize) -> Vec<u8> {
        let next = |state: &u32| Some(state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223));
        let states = std::iter::successors(Some(1), next);
        states
            .map(|state: u32| (state >> 24) as u8)
            .take(length)
            .collect()
    }

    #[test]
    fn wasm_has_a_budget_of_its_own() -> Result<()> {
        let folder = tempfile::tempdir()?;
        fs::write(folder.path().join("script.js"), noise(WASM_BUDGET + 1000))?;
        Sizes::of(folder.path())?.check()?;
        fs::rename(
            folder.path().join("script.js"),
            folder.path().join("x.wasm"),
        )?;
        assert!(Sizes::of(folder.path())?.check().is_err());
        Ok(())
    }

    #[test]
    fn the_budget_counts_what_browsers_ask_for() -> Result<()> {
        let folder = tempfile::tempdir()?;
        fs::create_dir(folder.path().join("www"))?;
        fs::write(folder.path().join("index.html"), noise(BUDGET * 3 / 5))?;
        fs::write(folder.path().join("www/types.d.ts"), noise(BUDGET * 3 / 5))?;
        fs::write(
            folder.path().join("www/take-home.js"),
            noise(BUDGET * 3 / 5),
        )?;
        Sizes::of(folder.path())?.check()?;
        fs::write(folder.path().join("www/script.js"), noise(BUDGET * 3 / 5))?;
        assert!(Sizes::of(folder.path())?.check().is_err());
        Ok(())
    }
}
