//! What hosts and other pages need to know of a build: `_headers`, as Netlify and Cloudflare
//! Pages read it, and `integrity.txt`.

use std::fs;
use std::path::Path;

use anyhow::Result;

use crate::digest::integrity;
use crate::publish::ELEMENT;

/// The files that it writes. No browser asks for them.
pub const FILES: [&str; 2] = ["_headers", "integrity.txt"];

/// All that the pages need, and nothing else. Pictures are exported by way of `data:` and `blob:`.
const POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
    connect-src 'self'; img-src 'self' data: blob:; base-uri 'none'; form-action 'none'";

/// Writes both into the `folder` of a page, whose files at the addresses `immutable` never change.
pub fn write(folder: &Path, immutable: &[String]) -> Result<()> {
    let mut headers =
        "/*\n  Access-Control-Allow-Origin: *\n  X-Content-Type-Options: nosniff\n".to_owned();
    for page in ["/", "/index.html", "/embed", "/embed.html"] {
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
