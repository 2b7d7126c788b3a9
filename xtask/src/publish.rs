//! What visitors download, made from what is written.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::bundle::Bundle;
use crate::{script, style};

/// The module that defines the element.
pub const ELEMENT: &str = "xor-lab.js";

/// Puts one module in the place of the element's and of all that it imports, one in the place of
/// each that it imports when it is needed, and makes scripts and style sheets in `folder` short.
pub fn publish(folder: &Path) -> Result<()> {
    let bundles = bundles(&folder.join(ELEMENT))?;
    // Two may have a module in common.
    let files: BTreeSet<_> = bundles
        .iter()
        .flat_map(|(_, bundle)| bundle.files())
        .collect();
    for file in files {
        fs::remove_file(file)?;
    }
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        match path.extension().and_then(|extension| extension.to_str()) {
            Some("js") => rewrite(&path, script::minify_script)?,
            Some("css") => rewrite(&path, style::strip)?,
            _ if path.is_dir() && fs::read_dir(&path)?.next().is_none() => fs::remove_dir(path)?,
            _ => {}
        }
    }
    for (entry, bundle) in bundles {
        fs::write(entry, script::minify_module(&bundle.code)?)?;
    }
    Ok(())
}

/// The bundle of an entry, and those of what it imports later, and so on, each with its place.
pub fn bundles(entry: &Path) -> Result<Vec<(PathBuf, Bundle)>> {
    let mut bundles: Vec<(PathBuf, Bundle)> = Vec::new();
    let mut waiting = vec![entry.canonicalize()?];
    while let Some(entry) = waiting.pop() {
        if bundles.iter().any(|(done, _)| *done == entry) {
            continue;
        }
        let bundle = Bundle::of(&entry)?;
        waiting.extend(bundle.later().map(Path::to_owned));
        bundles.push((entry, bundle));
    }
    Ok(bundles)
}

fn rewrite(path: &Path, shorten: fn(&str) -> Result<String>) -> Result<()> {
    let source = fs::read_to_string(path)?;
    let short = shorten(&source).with_context(|| format!("{} is not right", path.display()))?;
    fs::write(path, short)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_module_takes_the_place_of_many() -> Result<()> {
        let folder = tempfile::tempdir()?;
        let write = |path, text| fs::write(folder.path().join(path), text);
        for name in ["views", "wasm"] {
            fs::create_dir(folder.path().join(name))?;
        }
        write(
            ELEMENT,
            "import { a } from './views/a.js';\nexport const both = `${a} and no comment`;\nexport const more = () => import('./later.js');\n",
        )?;
        write(
            "later.js",
            "import { a } from './views/a.js';\nexport { a as again };\n",
        )?;
        write("views/a.js", "// why\nexport const a = 'this';\n")?;
        write("wasm/a.wasm", "binary")?;
        write(
            "page.js",
            "{\n  const where = 'here';\n  document.title = where + where;\n}\n",
        )?;
        write("page.css", "/* why */\na { color: red; }\n")?;
        publish(folder.path())?;

        let mut names: Vec<_> = fs::read_dir(folder.path())?
            .map(|entry| Ok(entry?.file_name().to_string_lossy().into_owned()))
            .collect::<Result<_>>()?;
        names.sort();
        assert_eq!(names, ["later.js", "page.css", "page.js", "wasm", ELEMENT]);
        let read = |path| fs::read_to_string(folder.path().join(path));
        let element = read(ELEMENT)?;
        assert!(
            element.contains("and no comment") && element.contains(" as both,"),
            "{element}"
        );
        assert!(
            !element.contains("why") && !element.contains("views"),
            "{element}"
        );
        assert!(element.contains("import(`./later.js`)"), "{element}");
        let later = read("later.js")?;
        assert!(
            later.contains("this") && later.contains(" as again}"),
            "{later}"
        );
        assert!(!read("page.js")?.contains('\n'));
        assert_eq!(read("page.css")?, "a{color:red}");
        Ok(())
    }
}
