//! Addresses of the page's files, where other files of it say them.
//!
//! They are relative and between quotes: in HTML as attributes, in JavaScript and CSS beginning
//! with `./` or `../`.

use std::path::{Path, PathBuf};

use anyhow::Result;

use crate::publish::ELEMENT;

/// Kinds of files that only files of the page itself name, and how browsers call them.
const KINDS: [(&str, &str); 4] = [
    ("css", "text/css;charset=utf-8"),
    ("js", "text/javascript;charset=utf-8"),
    ("svg", "image/svg+xml;charset=utf-8"),
    ("wasm", "application/wasm"),
];

/// The content type of a file that is only a part of the page. `None` for what pages elsewhere
/// name too: the element, other pages, types.
pub fn kind_of_part(path: &Path) -> Option<&'static str> {
    let name = path.file_name()?.to_str()?;
    let (_, extension) = name.rsplit_once('.')?;
    let kind = KINDS.iter().find(|(known, _)| *known == extension);
    kind.filter(|_| name != ELEMENT).map(|(_, kind)| *kind)
}

/// The `text` of the file `from` with what `other` gives in place of addresses of parts of the
/// page. It gets the address and the file that it leads to.
pub fn replace_parts(
    text: &str,
    from: &Path,
    mut other: impl FnMut(&str, &Path) -> Result<String>,
) -> Result<String> {
    let mut replaced = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find(['"', '\'', '`']) {
        let (before, inside) = rest.split_at(start + 1);
        replaced += before;
        let end = inside.find(|c: char| !(c.is_ascii_alphanumeric() || "./-_".contains(c)));
        let (address, after) = inside.split_at(end.unwrap_or(inside.len()));
        let ends = after.as_bytes().first() == before.as_bytes().last();
        match part(address, from).filter(|_| ends) {
            Some(file) => replaced += &other(address, &file)?,
            None => replaced += address,
        }
        rest = after;
    }
    Ok(replaced + rest)
}

/// The part of the page that an address in the file `from` leads to.
fn part(address: &str, from: &Path) -> Option<PathBuf> {
    let dotted = address.starts_with("./") || address.starts_with("../");
    let relative = dotted || is(from, "html") && !address.starts_with('/');
    let file = from.with_file_name("").join(address);
    kind_of_part(&file).filter(|_| relative)?;
    file.canonicalize().ok()
}

/// Whether a file's name ends so.
pub fn is(path: &Path, extension: &str) -> bool {
    path.extension().is_some_and(|own| own == extension)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    #[test]
    fn addresses_of_parts_are_found_and_nothing_else() -> Result<()> {
        let folder = tempfile::tempdir()?;
        let folder = folder.path().canonicalize()?;
        fs::create_dir(folder.join("www"))?;
        for name in ["xor-lab.js", "take-home.js", "page.css", "own.html"] {
            fs::write(folder.join("www").join(name), "")?;
        }
        let mark = |text: &str, from: &str| {
            replace_parts(text, &folder.join(from), |address, file| {
                let file = file.strip_prefix(&folder)?.display();
                Ok(format!("<{address} {file}>"))
            })
        };
        for (from, text, marked) in [
            (
                "index.html",
                "don't <link href=\"./www/page.css\"> <link href='www/page.css'>",
                "don't <link href=\"<./www/page.css www/page.css>\"> <link href='<www/page.css www/page.css>'>",
            ),
            (
                "www/own.html",
                "<link href=\"page.css\"><link href=\"../www/page.css\">",
                "<link href=\"<page.css www/page.css>\"><link href=\"<../www/page.css www/page.css>\">",
            ),
            (
                "www/xor-lab.js",
                "import(`./take-home.js`),new URL(`./page.css`,import.meta.url)",
                "import(`<./take-home.js www/take-home.js>`),new URL(`<./page.css www/page.css>`,import.meta.url)",
            ),
        ] {
            assert_eq!(mark(text, from)?, marked);
        }
        for (from, other) in [
            ("index.html", "<script src=\"./www/xor-lab.js\">"),
            ("index.html", "<a href=\"./www/own.html\">"),
            ("index.html", "<link href=\"/www/page.css\">"),
            ("index.html", "<link href=\"https://a/www/page.css\">"),
            ("index.html", "\"./www/page.css'"),
            ("www/xor-lab.js", "\"page.css\" \"./other.css\""),
        ] {
            assert_eq!(mark(other, from)?, other);
        }
        Ok(())
    }
}
