//! JavaScript without what only its readers need.

use std::path::Path;

use anyhow::{Result, bail};
use oxc_allocator::Allocator;
use oxc_codegen::{Codegen, CodegenOptions};
use oxc_parser::Parser;
use oxc_span::SourceType;

/// The same module without comments and white space. Names stay, so an error in a reader's
/// console still says where it happened; a quarter of the bytes on the wire go.
///
/// # Errors
/// If it is not a JavaScript module.
pub fn strip(path: &Path, source: &str) -> Result<String> {
    let allocator = Allocator::default();
    let parsed = Parser::new(&allocator, source, SourceType::mjs()).parse();
    if let Some(error) = parsed.errors.first() {
        bail!("{}: {error}", path.display());
    }
    let options = CodegenOptions::minify();
    Ok(Codegen::new()
        .with_options(options)
        .build(&parsed.program)
        .code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_and_white_space_go_and_the_program_stays() {
        let source = "// why\nexport const twice = (/** @type {number} */ x) => {\n  return `// ${x}` + 2 * x;\n};\n";
        let stripped = strip(Path::new("x.js"), source).unwrap();
        assert!(
            !stripped.contains("why") && !stripped.contains('\n'),
            "{stripped}"
        );
        assert!(stripped.contains("export const twice=") && stripped.contains("`// ${x}`"));
    }

    #[test]
    fn what_is_not_javascript_is_refused_by_name() {
        let error = strip(Path::new("broken.js"), "export const = 1;").unwrap_err();
        assert!(error.to_string().starts_with("broken.js: "), "{error}");
    }
}
