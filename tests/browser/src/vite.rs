//! Programs of others that have the npm package, bundled as they would.

use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, ensure};
use tempfile::TempDir;
use xtask::workspace;

/// A program in a fresh folder, with the package of `dist/npm` and others installed.
pub struct Program {
    folder: TempDir,
}

impl Program {
    /// Copies `sources` and installs what its `package.json` names, with the package as npm packs it
    /// in place of a path to it.
    pub fn install(sources: &Path) -> Result<Self> {
        let folder = tempfile::tempdir()?;
        copy(sources, folder.path())?;
        let program = Self { folder };
        let package = workspace::dist().join("npm");
        ensure!(package.exists(), "there is no dist/npm");
        let package = package.to_str().context("a path in Unicode")?;
        let tarball = program
            .run("npm", &["pack", "--silent", package])
            .context("npm cannot pack dist/npm")?;
        let tarball = format!("./{}", tarball.trim());
        let manifest = program.folder.path().join("package.json");
        let mut content: serde_json::Value = serde_json::from_slice(&fs::read(&manifest)?)?;
        content["dependencies"]["xor-lab"] = format!("file:{tarball}").into();
        fs::write(manifest, content.to_string())?;
        // Nothing of theirs has to run to be installed.
        let install = ["install", "--ignore-scripts", "--prefer-offline"];
        let install = [&install[..], &["--no-audit", "--no-fund"]].concat();
        program
            .run("npm", &install)
            .context("npm cannot install: is its registry within reach?")?;
        Ok(program)
    }

    /// Bundles it with Vite; the folder `dist` in it is then a page.
    pub fn build(&self) -> Result<std::path::PathBuf> {
        self.run("npx", &["--offline", "vite", "build"])
            .context("Vite cannot build the page")?;
        Ok(self.folder.path().join("dist"))
    }

    /// What a command prints that is run in its folder.
    pub fn run(&self, command: &str, arguments: &[&str]) -> Result<String> {
        let output = Command::new(command)
            .args(arguments)
            .current_dir(self.folder.path())
            .output()?;
        let told = String::from_utf8_lossy(&output.stderr);
        ensure!(output.status.success(), "{command} {arguments:?}:\n{told}");
        Ok(String::from_utf8(output.stdout)?)
    }
}

/// Copies a folder and all below it, but not what was installed or built there.
fn copy(from: &Path, to: &Path) -> Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let name = entry.file_name();
        if entry.file_type()?.is_file() {
            fs::copy(entry.path(), to.join(name))?;
        } else if name != "node_modules" && name != "dist" {
            copy(&entry.path(), &to.join(name))?;
        }
    }
    Ok(())
}
