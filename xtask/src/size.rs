//! What a visitor downloads, and how much of it there may be.

use std::cmp::Reverse;
use std::fs;
use std::path::Path;

use anyhow::{Result, bail};

use crate::{deploy, one_file, page};

/// The most that the page, its scripts, styles and wasm may weigh, in bytes of brotli.
const BUDGET: usize = 90_000;
/// The most that the wasm among it may weigh.
const WASM_BUDGET: usize = 55_000;

/// What a file of a page is for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    /// To see the page and play: what counts. What comes when somebody reaches into a figure does not.
    Visit,
    /// When somebody asks for it.
    OnDemand,
    /// The page once more.
    OneFile,
    /// For editors, hosts and npm; no browser asks for it.
    Beside,
}

impl Part {
    /// That of the file at `address` in the folder of the page.
    fn of(address: &str) -> Self {
        const ON_DEMAND: [&str; 5] = [
            "www/interaction",
            "www/take-home",
            "www/examples/",
            "www/embed",
            "embed.html",
        ];
        if address.ends_with(".d.ts")
            || address.starts_with("npm/")
            || deploy::FILES.contains(&address)
        {
            Self::Beside
        } else if address == one_file::NAME {
            Self::OneFile
        } else if ON_DEMAND.iter().any(|start| address.starts_with(start)) {
            Self::OnDemand
        } else {
            Self::Visit
        }
    }
}

/// What a file weighs.
struct File {
    address: String,
    part: Part,
    bytes: usize,
    compressed: usize,
}

/// What the files of a page weigh.
pub struct Sizes {
    /// Largest first.
    files: Vec<File>,
}

impl Sizes {
    /// Weighs the files that a browser asks for in `folder`.
    pub fn of(folder: &Path) -> Result<Self> {
        let mut files = Vec::new();
        for path in page::files(folder)? {
            let address = path.strip_prefix(folder)?.to_string_lossy();
            let address = address.replace('\\', "/");
            let part = Part::of(&address);
            if part != Part::Beside {
                let content = fs::read(&path)?;
                files.push(File {
                    address,
                    part,
                    bytes: content.len(),
                    compressed: compressed_size(&content)?,
                });
            }
        }
        files.sort_by_key(|file| Reverse(file.compressed));
        Ok(Self { files })
    }

    /// Prints a line for each file and one for all that count.
    pub fn print(&self) {
        println!("{:>10} {:>10}", "bytes", "brotli");
        for (part, heading) in [
            (Part::OneFile, "the page in one file:"),
            (Part::OnDemand, "when somebody asks for it:"),
            (Part::Visit, "to see the page and play:"),
        ] {
            let mut files = self
                .files
                .iter()
                .filter(|file| file.part == part)
                .peekable();
            if files.peek().is_some() {
                println!("{:>21}  {heading}", "");
            }
            for file in files {
                println!(
                    "{:>10} {:>10}  {}",
                    file.bytes, file.compressed, file.address
                );
            }
        }
        let visit = self.files.iter().filter(|file| file.part == Part::Visit);
        let bytes: usize = visit.map(|file| file.bytes).sum();
        let compressed = self.visit(|_| true);
        println!("{bytes:>10} {compressed:>10}  in all, of {BUDGET}; wasm of {WASM_BUDGET}");
    }

    /// Fails if there is too much of it.
    pub fn check(&self) -> Result<()> {
        let wasm = |address: &str| address.ends_with(".wasm");
        for (what, weight, budget) in [
            ("page", self.visit(|_| true), BUDGET),
            ("wasm", self.visit(wasm), WASM_BUDGET),
        ] {
            let excess = weight.saturating_sub(budget);
            if excess > 0 {
                bail!("the {what} is {excess} bytes over its budget of {budget} (brotli)");
            }
        }
        Ok(())
    }

    /// Compressed bytes of a visit, of those addresses that `counts` says.
    fn visit(&self, counts: impl Fn(&str) -> bool) -> usize {
        let visit = self.files.iter().filter(|file| file.part == Part::Visit);
        let counting = visit.filter(|file| counts(&file.address));
        counting.map(|file| file.compressed).sum()
    }
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
        fs::create_dir(folder.path().join("npm"))?;
        for beside in [
            "www/take-home-1a2b3c4d.js",
            "npm/xor-lab.js",
            one_file::NAME,
        ] {
            fs::write(folder.path().join(beside), noise(BUDGET * 3 / 5))?;
        }
        Sizes::of(folder.path())?.check()?;
        fs::write(folder.path().join("www/script.js"), noise(BUDGET * 3 / 5))?;
        assert!(Sizes::of(folder.path())?.check().is_err());
        Ok(())
    }
}
