//! The package for npm: `dist/npm`, with the names that its `exports` say and nothing to be built.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, ensure};
use cargo_metadata::{MetadataCommand, Package};
use xtask::workspace;

use crate::{publish, script, style};

/// Modules that programs import, each a bundle with all that it imports.
const ENTRIES: [&str; 2] = ["xor-lab.js", "headless.js"];
/// The entries for Node, which import no more than another entry and stay as they are.
const FOR_NODE: [&str; 2] = ["xor-lab-node.js", "headless-node.js"];
/// What is for packages alone.
const OFF_THE_PAGE: [&str; 6] = [
    "headless.js",
    FOR_NODE[0],
    FOR_NODE[1],
    "run.js",
    "headless.d.ts",
    "react.d.ts",
];

/// Writes the package into `to` from the page's modules in `www`, as they are written. Takes from
/// there what is only for packages.
///
/// # Errors
/// If a file is missing or is not right.
pub fn write(www: &Path, to: &Path) -> Result<()> {
    fs::create_dir_all(to.join("wasm"))?;
    let mut code = String::new();
    for entry in ENTRIES {
        for (path, bundle) in publish::bundles(&www.join(entry))? {
            let name = path.file_name().context("a module has a name")?;
            fs::write(to.join(name), script::minify_module(&bundle.code)?)?;
            code += &bundle.code;
        }
    }
    for entry in FOR_NODE {
        let code = fs::read_to_string(www.join(entry))?;
        fs::write(to.join(entry), script::minify_module(&code)?)?;
    }
    for folder in ["", "wasm"] {
        for entry in fs::read_dir(www.join(folder))? {
            let path = entry?.path();
            let name = path.file_name().context("a file has a name")?;
            let to = to.join(folder).join(name);
            let name = name.to_string_lossy();
            if name.ends_with(".d.ts") || name.ends_with(".wasm") {
                fs::copy(path, to)?;
            } else if name.ends_with(".css") && code.contains(&format!("./{name}")) {
                fs::write(to, style::strip(&fs::read_to_string(path)?)?)?;
            }
        }
    }
    for name in OFF_THE_PAGE {
        fs::remove_file(www.join(name))?;
    }
    for name in ["LICENSE-APACHE", "LICENSE-MIT"] {
        fs::copy(workspace::root().join(name), to.join(name))?;
    }
    let sources = workspace::root().join("xtask/npm");
    fs::copy(sources.join("README.md"), to.join("README.md"))?;
    let manifest = fs::read_to_string(sources.join("package.json"))?;
    fs::write(to.join("package.json"), complete(&manifest, &package()?)?)?;
    Ok(())
}

/// What Cargo knows of the crate.
fn package() -> Result<Package> {
    let mut metadata = MetadataCommand::new();
    let metadata = metadata.no_deps().current_dir(workspace::root()).exec()?;
    let mut packages = metadata.packages.into_iter();
    packages
        .find(|package| package.name.as_str() == "xor-lab")
        .context("the workspace has no xor-lab")
}

/// The manifest for npm with the crate's values for its empty fields; those that the crate has not
/// either are left out.
fn complete(manifest: &str, package: &Package) -> Result<String> {
    let mut complete = manifest.to_owned();
    for (field, value) in [
        ("version", Some(&package.version.to_string())),
        ("description", package.description.as_ref()),
        ("license", package.license.as_ref()),
        ("repository", package.repository.as_ref()),
    ] {
        let empty = format!("  \"{field}\": \"\",\n");
        ensure!(
            complete.contains(&empty),
            "package.json has no empty {field}"
        );
        let line = value.map(|value| format!("  \"{field}\": {},\n", quoted(value)));
        complete = complete.replace(&empty, &line.unwrap_or_default());
    }
    Ok(complete)
}

/// Text as JSON, if it is on one line.
fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', r"\\").replace('"', "\\\""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_manifest_has_the_crates_values_and_nothing_empty() -> Result<()> {
        let manifest = include_str!("../npm/package.json");
        let package = package()?;
        let complete = complete(manifest, &package)?;
        let version = format!("\"version\": \"{}\",\n", package.version);
        assert!(complete.contains(&version), "{complete}");
        assert!(!complete.contains("\"\""), "{complete}");
        assert_eq!(
            complete.contains("repository"),
            package.repository.is_some()
        );
        Ok(())
    }
}
