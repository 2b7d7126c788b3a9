//! The article as one file, which opens by a double click and asks for nothing.
//!
//! The element's module stands in it as it is; style sheets, wasm, icon and the page's own script
//! are `data:` addresses, in HTML and in JavaScript, where those of files were.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, ensure};

use crate::addresses::{kind_of_part, replace_parts};
use crate::bundle::Bundle;
use crate::digest::base64;
use crate::publish::ELEMENT;
use crate::script;

/// Where it is in the folder of the page.
pub const NAME: &str = "xor-lab.html";

/// The one file before what else it is made of is published.
pub struct OneFile {
    /// The element's module and all that it imports, now or when it is needed.
    module: String,
}

impl OneFile {
    /// Of the modules of the page in `folder`, as they are written.
    pub fn of(folder: &Path) -> Result<Self> {
        let module = Bundle::whole(&folder.join("www").join(ELEMENT))?.code;
        let module = script::minify_module(&module)?;
        Ok(Self { module })
    }

    /// Writes it beside the article in `folder`, whose other files are published by now.
    pub fn write(&self, folder: &Path) -> Result<()> {
        let page = folder.join("index.html");
        let text = fs::read_to_string(&page)?;
        // What it has need not be loaded early.
        let lines = text
            .lines()
            .filter(|line| !line.contains("rel=\"preload\""));
        let text: String = lines.flat_map(|line| [line, "\n"]).collect();
        let text = with_data(&text, &page)?;
        let module = with_data(&self.module, &folder.join("www").join(ELEMENT))?;
        let script = format!("<script type=\"module\" src=\"./www/{ELEMENT}\"></script>");
        let (before, after) = text
            .split_once(&script)
            .with_context(|| format!("no `{script}` is in index.html"))?;
        let module = inside_html(&module)?;
        let all = [
            before,
            "<script type=\"module\">",
            &module,
            "</script>",
            after,
        ];
        fs::write(folder.join(NAME), all.concat())?;
        Ok(())
    }
}

/// The text with the files in place of their addresses.
fn with_data(text: &str, from: &Path) -> Result<String> {
    replace_parts(text, from, |_, file| {
        let kind = kind_of_part(file).context("a part has a content type")?;
        let data = base64(&fs::read(file)?);
        Ok(format!("data:{kind};base64,{data}"))
    })
}

/// JavaScript that does not end, for HTML, before it ends.
fn inside_html(script: &str) -> Result<String> {
    // Together with `<script`, it makes the end of the script another.
    ensure!(!script.contains("<!--"), "the script has `<!--` in it");
    // Only in strings is there such a thing.
    Ok(script.replace("</script", "<\\/script"))
}
