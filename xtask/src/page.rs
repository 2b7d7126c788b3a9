//! The page as a folder of static files: `index.html`, `www/`, and the wasm module in `www/wasm/`.
//! A page to work on has all modules as they are written, so that an edit is there at once; the
//! page of visitors is shorter, and has the package for npm beside it.

use std::ffi::OsStr;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use xtask::workspace;

use crate::deploy;
use crate::hashed::name_by_content;
use crate::npm;
use crate::one_file::OneFile;
use crate::publish::publish;
use crate::wasm::{self, Profile};

/// The article, and the figure alone for frames.
const PAGES: [&str; 2] = ["index.html", "embed.html"];

/// One build of the page.
pub struct Page {
    profile: Profile,
    /// What wasm-bindgen wrote.
    wasm: PathBuf,
    /// Where the finished page goes.
    folder: PathBuf,
}

impl Page {
    /// The page that is published: `dist/`.
    pub fn published(profile: Profile) -> Self {
        Self::at(workspace::dist(), profile)
    }

    /// A page to work on, out of the way of the published one.
    pub fn in_progress(profile: Profile) -> Self {
        Self::at(workspace::cache().join("page"), profile)
    }

    fn at(folder: PathBuf, profile: Profile) -> Self {
        let wasm = workspace::cache().join("wasm").join(profile.name());
        Self {
            profile,
            wasm,
            folder,
        }
    }

    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Builds everything. If anything fails, the page of the last build stays as it was.
    pub fn build(&self) -> Result<()> {
        self.compile()?;
        self.assemble()
    }

    /// Builds the wasm module alone.
    fn compile(&self) -> Result<()> {
        wasm::build(self.profile, &self.wasm)
    }

    /// Puts the page together from the files as they are now and the wasm module built last.
    pub fn assemble(&self) -> Result<()> {
        let parent = self
            .folder
            .parent()
            .context("the page needs a folder of its own")?;
        fs::create_dir_all(parent)?;
        // Beside the page, so that moving it there is one rename.
        let staging = tempfile::Builder::new()
            .prefix(".page-")
            .tempdir_in(parent)?;
        let new = staging.path().join("new");
        copy(&workspace::root().join("www"), &new.join("www"))?;
        copy(&self.wasm, &new.join("www/wasm"))?;
        for page in PAGES.map(Path::new) {
            let source = workspace::root().join(page);
            if source.exists() {
                copy_file(&source, &new.join(page))?;
            }
        }
        if self.profile == Profile::Release {
            let one_file = OneFile::of(&new)?;
            npm::write(&new.join("www"), &new.join("npm"))?;
            publish(&new.join("www"))?;
            one_file.write(&new)?;
            // Last, as it changes what others are named by.
            let immutable = name_by_content(&new)?;
            deploy::write(&new, &immutable)?;
        }
        match fs::rename(&self.folder, staging.path().join("old")) {
            Err(error) if error.kind() != ErrorKind::NotFound => Err(error),
            _ => fs::rename(&new, &self.folder),
        }
        .with_context(|| format!("cannot replace {}", self.folder.display()))
    }
}

/// Copies the files of `from` that belong on the page, folders and all.
fn copy(from: &Path, to: &Path) -> Result<()> {
    fs::create_dir_all(to)?;
    let entries = fs::read_dir(from).with_context(|| format!("cannot read {}", from.display()))?;
    for entry in entries {
        let entry = entry?;
        let name = entry.file_name();
        if !belongs_on_the_page(&name) {
            continue;
        }
        if entry.file_type()?.is_dir() {
            copy(&entry.path(), &to.join(name))?;
        } else {
            copy_file(&entry.path(), &to.join(name))?;
        }
    }
    Ok(())
}

fn copy_file(from: &Path, to: &Path) -> Result<()> {
    let copied = fs::copy(from, to);
    copied.with_context(|| format!("cannot copy {}", from.display()))?;
    Ok(())
}

/// All files of a page.
pub fn files(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            files.extend(self::files(&path)?);
        } else {
            files.push(path);
        }
    }
    Ok(files)
}

/// Editors' and tools' own files, tests and the README's picture stay at home.
fn belongs_on_the_page(name: &OsStr) -> bool {
    let name = name.to_string_lossy();
    let private = name.starts_with('.') || name.ends_with('~') || name.ends_with(".test.js");
    !private
        && !matches!(
            &*name,
            "tests"
                | "tsconfig.json"
                | "package.json"
                | "node_modules"
                | "screenshot.png"
                | "react"
        )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tools_and_tests_stay_off_the_page() {
        for name in [
            "xor-lab.js",
            "page.css",
            "xor_lab.d.ts",
            "xor_lab_bg.wasm",
            "views",
        ] {
            assert!(belongs_on_the_page(OsStr::new(name)), "{name}");
        }
        for name in [
            ".DS_Store",
            ".x.js.swp",
            "x.js~",
            "pace.test.js",
            "tests",
            "tsconfig.json",
            "screenshot.png",
            "react",
        ] {
            assert!(!belongs_on_the_page(OsStr::new(name)), "{name}");
        }
    }
}
