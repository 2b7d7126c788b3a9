//! Short names for what a wasm module and its JavaScript have from each other.
//!
//! Those that wasm-bindgen gives tell a reader what they are, and end in a hash. Nobody reads
//! them in what is published, where each would be downloaded twice.

use std::collections::HashMap;
use std::fs;
use std::path::Path;

use anyhow::{Result, ensure};
use wasm_bindgen_cli_support::Output;

/// Names that there are, and what they become.
#[derive(Default)]
pub struct Names {
    imports: HashMap<String, String>,
    exports: HashMap<String, String>,
}

impl Names {
    /// Gives the imports and exports of the module short names.
    pub fn shorten(output: &mut Output) -> Self {
        let mut names = Self::default();
        let module = output.wasm_mut();
        for (import, number) in module.imports.iter_mut().zip(0..) {
            let long = std::mem::replace(&mut import.name, short(number));
            names.imports.insert(long, import.name.clone());
        }
        // Whoever starts the module gets its memory by this name.
        let exports = module.exports.iter_mut();
        for (export, number) in exports.filter(|one| one.name != "memory").zip(0..) {
            let long = std::mem::replace(&mut export.name, short(number));
            names.exports.insert(long, export.name.clone());
        }
        names
    }

    /// Writes the same names into the JavaScript of the module and into its types.
    ///
    /// # Errors
    /// If the JavaScript is not such as wasm-bindgen is known to write.
    pub fn rewrite(&self, js: &Path, types: &Path) -> Result<()> {
        let source = fs::read_to_string(js)?;
        // Imports are the properties of an object, one a line.
        let (source, renamed) = replace(&source, "\n        ", &self.imports);
        ensure!(
            renamed == self.imports.len(),
            "{renamed} of {} imports are in {}",
            self.imports.len(),
            js.display()
        );
        fs::write(js, replace(&source, "wasm.", &self.exports).0)?;
        let source = fs::read_to_string(types)?;
        let (own, raw) = source.split_at(source.find("interface InitOutput").unwrap_or(0));
        let (raw, _) = replace(raw, "readonly ", &self.exports);
        fs::write(types, [own, &raw].concat())?;
        Ok(())
    }
}

/// a, b … z, aa, ab …
fn short(number: u32) -> String {
    let last = char::from(b'a' + (number % 26) as u8);
    let before = number.checked_sub(26).map(|rest| short(rest / 26));
    before.unwrap_or_default() + &last.to_string()
}

/// The text with those words replaced that stand right after `before`, and how many they were.
fn replace(text: &str, before: &str, words: &HashMap<String, String>) -> (String, usize) {
    let mut parts = text.split(before);
    let mut replaced = parts.next().unwrap_or_default().to_owned();
    let mut count = 0;
    for part in parts {
        let end = part.find(|c: char| !(c.is_alphanumeric() || c == '_'));
        let (word, rest) = part.split_at(end.unwrap_or(part.len()));
        let other = words.get(word);
        count += usize::from(other.is_some());
        replaced += before;
        replaced += other.map_or(word, String::as_str);
        replaced += rest;
    }
    (replaced, count)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_two_names_are_the_same() {
        let names: Vec<_> = (0..1000).map(short).collect();
        assert_eq!([&names[0], &names[25], &names[26]], ["a", "z", "aa"]);
        assert_eq!([&names[51], &names[52], &names[701]], ["az", "ba", "zz"]);
        assert_eq!(names[702], "aaa");
    }

    #[test]
    fn whole_words_are_replaced_where_they_are_names() {
        let words = [("step".to_owned(), "a".to_owned())].into();
        let text = "step(wasm.step(1), wasm.steps, wasm.back); wasm.step";
        let renamed = "step(wasm.a(1), wasm.steps, wasm.back); wasm.a";
        assert_eq!(replace(text, "wasm.", &words), (renamed.to_owned(), 2));
    }
}
