//! Names that say what is in a file: `page.css` becomes `page-1a2b3c4d.css`, and what names it is
//! rewritten. A browser may keep such a file for ever, as another content has another name, and
//! no two versions can be mixed.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use crate::addresses::{is, kind_of_part, replace_parts};
use crate::digest::sha384;
use crate::page::files;

/// Bytes of a digest in a name: by chance, one edit in four thousand million keeps it.
const BYTES: usize = 4;

/// Where names stay: a package has a version.
const PACKAGE: &str = "npm";

/// Gives those files of a finished page new names that others of its files name; what pages
/// elsewhere name keeps its own.
///
/// The addresses of the renamed, from `folder`, in order.
pub fn name_by_content(folder: &Path) -> Result<Vec<String>> {
    let folder = folder.canonicalize()?;
    let mut names = Names::default();
    for file in files(&folder)? {
        let is_entry = is(&file, "html") || is(&file, "js") && kind_of_part(&file).is_none();
        if is_entry && !file.starts_with(folder.join(PACKAGE)) {
            names.rewrite(&file)?;
        }
    }
    let mut renamed = Vec::new();
    for (file, name) in names.0 {
        let new = file.with_file_name(name.context("every name is known")?);
        fs::rename(file, &new)?;
        renamed.push(
            new.strip_prefix(&folder)?
                .to_string_lossy()
                .replace('\\', "/"),
        );
    }
    renamed.sort();
    Ok(renamed)
}

/// Files, and what they will be called. `None` while what a file names is being looked at.
#[derive(Default)]
struct Names(BTreeMap<PathBuf, Option<String>>);

impl Names {
    /// Writes the new names of others into `file`.
    fn rewrite(&mut self, file: &Path) -> Result<()> {
        let text = fs::read_to_string(file)?;
        let rewritten = replace_parts(&text, file, |address, part| {
            let folder = address.rfind('/').map_or(0, |slash| slash + 1);
            Ok(address[..folder].to_owned() + &self.name(part)?)
        })?;
        if rewritten != text {
            fs::write(file, rewritten)?;
        }
        Ok(())
    }

    /// What `file` will be called, whose content is then as it stays.
    fn name(&mut self, file: &Path) -> Result<String> {
        match self.0.get(file) {
            Some(Some(name)) => return Ok(name.clone()),
            Some(None) => bail!("{} is named in a circle", file.display()),
            None => self.0.insert(file.to_owned(), None),
        };
        if is(file, "js") || is(file, "css") {
            self.rewrite(file)?;
        }
        let name = file
            .file_name()
            .context("a file has a name")?
            .to_string_lossy();
        let (stem, extension) = name.rsplit_once('.').context("a part has an extension")?;
        let digest = sha384(&fs::read(file)?);
        let hash: String = digest[..BYTES]
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect();
        let name = format!("{stem}-{hash}.{extension}");
        self.0.insert(file.to_owned(), Some(name.clone()));
        Ok(name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Names the files of `folder` anew; `index.html` and all names.
    fn renamed(folder: &Path, files: &[(&str, &str)]) -> Result<(String, Vec<String>)> {
        for (name, text) in files {
            let path = folder.join(name);
            fs::create_dir_all(path.parent().context("a file is in a folder")?)?;
            fs::write(path, text)?;
        }
        let names = name_by_content(folder)?;
        Ok((fs::read_to_string(folder.join("index.html"))?, names))
    }

    const PAGE: [(&str, &str); 7] = [
        (
            "index.html",
            "<link href=\"./www/page.css\"><script src=\"./www/xor-lab.js\">",
        ),
        ("www/page.css", "a{color:red}"),
        (
            "www/xor-lab.js",
            "import(`./take-home.js`);import(`./wasm/a.wasm`)",
        ),
        (
            "www/take-home.js",
            "new URL(`./take-home.css`,import.meta.url)",
        ),
        ("www/take-home.css", "a{color:blue}"),
        ("www/wasm/a.wasm", ""),
        ("www/wasm/types.d.ts", ""),
    ];

    #[test]
    fn names_are_those_of_the_content_wherever_they_are_said() -> Result<()> {
        let folder = tempfile::tempdir()?;
        let (page, names) = renamed(folder.path(), &PAGE)?;
        let mut parts = Vec::new();
        for name in &names {
            let content = fs::read(folder.path().join(name))?;
            let (stem, rest) = name.rsplit_once('-').context("a hash")?;
            let (hash, extension) = rest.split_once('.').context("an extension")?;
            let digest = u32::from_str_radix(hash, 16)?.to_be_bytes();
            assert_eq!(
                (hash.len(), &digest[..]),
                (8, &sha384(&content)[..4]),
                "{name}"
            );
            parts.push(format!("{stem}.{extension}"));
        }
        let expected = [
            "www/page.css",
            "www/take-home.css",
            "www/take-home.js",
            "www/wasm/a.wasm",
        ];
        assert_eq!(parts, expected);
        assert_eq!(
            page,
            format!(
                "<link href=\"./{}\"><script src=\"./www/xor-lab.js\">",
                names[0]
            )
        );
        let element = fs::read_to_string(folder.path().join("www/xor-lab.js"))?;
        let [later, wasm] = [&names[2], &names[3]].map(|name| &name["www/".len()..]);
        assert_eq!(element, format!("import(`./{later}`);import(`./{wasm}`)"));
        Ok(())
    }

    #[test]
    fn a_change_changes_the_names_of_all_that_lead_to_it_and_no_other() -> Result<()> {
        let [one, other] = [tempfile::tempdir()?, tempfile::tempdir()?];
        let mut edited = PAGE;
        edited[4].1 = "a{color:green}";
        let (_, before) = renamed(one.path(), &PAGE)?;
        let (_, after) = renamed(other.path(), &edited)?;
        let same: Vec<_> = before
            .iter()
            .zip(&after)
            .map(|(before, after)| before == after)
            .collect();
        assert_eq!(same, [true, false, false, true], "{before:?} {after:?}");
        Ok(())
    }

    #[test]
    fn packages_keep_their_names_and_circles_are_refused() -> Result<()> {
        let folder = tempfile::tempdir()?;
        let files = [
            ("index.html", ""),
            ("npm/xor-lab.js", "new URL('./a.wasm', import.meta.url)"),
            ("npm/a.wasm", ""),
        ];
        assert!(renamed(folder.path(), &files)?.1.is_empty());
        let files = [
            ("index.html", "<script src=\"a.js\">"),
            ("a.js", "import('./b.js')"),
            ("b.js", "import('./a.js')"),
        ];
        let error = renamed(folder.path(), &files).expect_err("a circle");
        assert!(error.to_string().contains("circle"), "{error}");
        Ok(())
    }
}
