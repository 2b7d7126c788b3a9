//! Notices edits.

use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::Duration;

use anyhow::{Context, Result};
use notify::{Event, RecommendedWatcher, RecursiveMode, Watcher};

/// Saving a file comes as several events; a save is over after this much silence.
const SILENCE: Duration = Duration::from_millis(50);

/// What has to be built again; the later includes the earlier.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Change {
    /// HTML, CSS or JavaScript: files that are only copied.
    Page,
    /// Something that Rust is compiled from.
    Crate,
}

impl Change {
    /// What a change of `path`, relative to the root of the workspace, means.
    fn of(path: &Path) -> Option<Self> {
        let mut names = path.iter().map(|name| name.to_str().unwrap_or_default());
        match names.next()? {
            "index.html" | "embed.html" | "www" => Some(Self::Page),
            "src" | "Cargo.toml" | "Cargo.lock" | ".cargo" => Some(Self::Crate),
            _ => None,
        }
    }
}

/// Watches the files that the page is made of.
pub struct Edits {
    root: PathBuf,
    events: Receiver<notify::Result<Event>>,
    _watcher: RecommendedWatcher,
}

impl Edits {
    /// Watches the workspace at `root` from now on.
    pub fn of(root: &Path) -> Result<Self> {
        let root = root.canonicalize()?;
        let (sender, events) = channel();
        let mut watcher = notify::recommended_watcher(sender)?;
        // Single files are watched through their folder: many editors replace the file they save.
        watcher.watch(&root, RecursiveMode::NonRecursive)?;
        for folder in ["src", "www", ".cargo"] {
            watcher
                .watch(&root.join(folder), RecursiveMode::Recursive)
                .with_context(|| format!("cannot watch {folder}/"))?;
        }
        Ok(Self {
            root,
            events,
            _watcher: watcher,
        })
    }

    /// Waits for the next edit and for the silence after it. Edits made meanwhile, since the last
    /// call, count as one.
    pub fn wait(&self) -> Result<Change> {
        let mut change = None;
        loop {
            // No time limit until something has changed.
            let event = match change {
                None => self.events.recv().map_err(RecvTimeoutError::from),
                Some(_) => self.events.recv_timeout(SILENCE),
            };
            match (event, change) {
                (Ok(event), _) => change = change.max(self.meaning(&event?)),
                (Err(RecvTimeoutError::Timeout), Some(change)) => return Ok(change),
                (Err(error), _) => return Err(error).context("watching the files has ended"),
            }
        }
    }

    fn meaning(&self, event: &Event) -> Option<Change> {
        // Reading a file, as the compiler does, is no edit.
        if event.kind.is_access() {
            return None;
        }
        let paths = event
            .paths
            .iter()
            .filter_map(|path| path.strip_prefix(&self.root).ok());
        paths.filter_map(Change::of).max()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    #[test]
    fn only_what_rust_is_compiled_from_asks_for_a_compiler() {
        for (path, change) in [
            ("src/engine/network.rs", Some(Change::Crate)),
            ("Cargo.toml", Some(Change::Crate)),
            ("www/views/loss.js", Some(Change::Page)),
            ("index.html", Some(Change::Page)),
            ("dist/index.html", None),
            ("README.md", None),
        ] {
            assert_eq!(Change::of(Path::new(path)), change, "{path}");
        }
    }

    #[test]
    fn edits_made_together_are_one_change() -> Result<()> {
        let root = tempfile::tempdir()?;
        for folder in ["src", "www", ".cargo"] {
            fs::create_dir(root.path().join(folder))?;
        }
        let edits = Edits::of(root.path())?;
        fs::write(root.path().join("README.md"), "no part of the page")?;
        fs::write(root.path().join("index.html"), "part of the page")?;
        assert_eq!(edits.wait()?, Change::Page);
        fs::write(root.path().join("www/x.css"), "")?;
        fs::write(root.path().join("src/lib.rs"), "")?;
        assert_eq!(edits.wait()?, Change::Crate);
        Ok(())
    }
}
