//! What hosts and other pages need to know of a build: `_headers`, as Netlify and Cloudflare
//! Pages read it, and `integrity.txt`.

use std::fs;
use std::path::Path;

use anyhow::Result;

use crate::digest::integrity;
use crate::publish::ELEMENT;

/// The files that it writes. No browser asks for them.
pub const FILES: [&str; 2] = ["_headers", "integrity.txt"];

/// All that the pages need, and nothing else; `data:` is for the export of pictures.
const POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
    connect-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'";

/// Where hosts have the pages that it is for: some leave the ends of names out.
const PAGES: [&str; 6] = [
    "/",
    "/index.html",
    "/embed",
    "/embed.html",
    "/www/examples/csp",
    "/www/examples/csp.html",
];

/// Writes both into the `folder` of a page, whose files at the addresses `immutable` never change.
pub fn write(folder: &Path, immutable: &[String]) -> Result<()> {
    let mut headers =
        "/*\n  Access-Control-Allow-Origin: *\n  X-Content-Type-Options: nosniff\n".to_owned();
    for page in PAGES {
        headers += &format!("{page}\n  Content-Security-Policy: {POLICY}\n");
    }
    for address in immutable {
        headers += &format!("/{address}\n  Cache-Control: public, max-age=31536000, immutable\n");
    }
    for (name, text) in FILES.into_iter().zip([headers, tag(folder)?]) {
        fs::write(folder.join(name), text)?;
    }
    Ok(())
}

/// The tag for pages that accept no other module than that in `folder`.
pub fn tag(folder: &Path) -> Result<String> {
    let element = integrity(&fs::read(folder.join("www").join(ELEMENT))?);
    Ok(format!(
        "<script type=\"module\" src=\"www/{ELEMENT}\" integrity=\"{element}\" crossorigin></script>\n"
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use xtask::workspace;

    #[test]
    fn what_never_changes_is_kept_and_pages_have_a_policy() -> Result<()> {
        let folder = tempfile::tempdir()?;
        fs::create_dir(folder.path().join("www"))?;
        fs::write(folder.path().join("www").join(ELEMENT), "aaa")?;
        write(folder.path(), &["www/a-1a2b3c4d.css".to_owned()])?;
        let [headers, tag] = FILES.map(|name| fs::read_to_string(folder.path().join(name)));
        let (headers, tag) = (headers?, tag?);
        let kept = "/www/a-1a2b3c4d.css\n  Cache-Control: public, max-age=31536000, immutable\n";
        assert!(headers.ends_with(kept), "{headers}");
        assert_eq!(headers.matches("Cache-Control").count(), 1, "{headers}");
        assert_eq!(headers.matches(POLICY).count(), PAGES.len(), "{headers}");
        let integrity = integrity(b"aaa");
        assert!(tag.contains(&format!("integrity=\"{integrity}\"")), "{tag}");
        Ok(())
    }

    #[test]
    fn the_guide_has_the_policy_that_is_sent() -> Result<()> {
        let guide = fs::read_to_string(workspace::root().join("DEPLOY.md"))?;
        // On its own, for nginx, for Caddy.
        assert_eq!(guide.matches("default-src").count(), 3);
        assert_eq!(guide.matches(POLICY).count(), 3);
        Ok(())
    }
}
