//! The article as one file, which opens by a double click and asks for nothing.
//!
//! The element's module stands in it as it is; style sheets, wasm, icon and the page's own script
//! are `data:` addresses, in HTML and in JavaScript, where those of files were.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

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
        let module = inside_html(&module);
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

/// JavaScript that does not end, for HTML, before it ends. Only strings have such parts.
fn inside_html(script: &str) -> String {
    let script = script.replace("</script", "<\\/script");
    // Together with `<script`, this would make the end of the script another.
    script.replace("<!--", "<\\!--")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_that_the_page_is_made_of_stands_in_it() -> Result<()> {
        let folder = tempfile::tempdir()?;
        let write = |name: &str, text: &str| {
            let path = folder.path().join(name);
            fs::create_dir_all(path.with_file_name(""))?;
            fs::write(path, text)
        };
        write(
            "index.html",
            "<link rel=\"preload\" href=\"./www/xor-lab.css\">
<link href=\"./www/page.css\">
<script type=\"module\" src=\"./www/xor-lab.js\"></script>
",
        )?;
        write(
            "www/xor-lab.js",
            "import { a } from './a.js';
document.title = a + new URL('./xor-lab.css', import.meta.url);
import('./later.js').then(({ b }) => b());",
        )?;
        write(
            "www/a.js",
            "export const a = '<!-- <script></script> ./a.js';",
        )?;
        write("www/later.js", "export const b = () => 'later';")?;
        write("www/xor-lab.css", "b{}")?;
        write("www/page.css", "a{}")?;
        OneFile::of(folder.path())?.write(folder.path())?;
        let page = fs::read_to_string(folder.path().join(NAME))?;
        let (head, script) = page
            .split_once("<script type=\"module\">")
            .context("a script")?;
        let style = |css: &str| {
            let data = base64(css.as_bytes());
            format!("data:text/css;charset=utf-8;base64,{data}")
        };
        assert_eq!(head, format!("<link href=\"{}\">\n", style("a{}")));
        assert_eq!(
            script.find("</script"),
            Some(script.len() - "</script>\n".len())
        );
        for there in ["<\\!-- <script><\\/script> ./a.js", "later", &style("b{}")] {
            assert!(script.contains(there), "{there} is not in {script}");
        }
        assert!(!script.contains("import("), "{script}");
        Ok(())
    }
}
