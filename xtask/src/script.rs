//! JavaScript in as few bytes as its programs can do with.

use anyhow::{Result, bail, ensure};
use oxc_allocator::Allocator;
use oxc_codegen::{Codegen, CodegenOptions};
use oxc_minifier::{CompressOptions, MangleOptions, Minifier, MinifierOptions};
use oxc_parser::{Parser, ParserReturn};
use oxc_span::SourceType;

/// The same module without comments, white space and code that nothing uses, and with
/// names that are as short as can be. Properties keep theirs.
///
/// # Errors
/// If it is not JavaScript.
pub fn minify_module(source: &str) -> Result<String> {
    minify(source, SourceType::mjs())
}

/// The same for a script that is not a module.
///
/// # Errors
/// If it is not JavaScript.
pub fn minify_script(source: &str) -> Result<String> {
    minify(source, SourceType::cjs())
}

fn minify(source: &str, kind: SourceType) -> Result<String> {
    let allocator = Allocator::default();
    let parsed = parse(&allocator, source, kind)?;
    ensure!(
        kind.is_module() || !parsed.module_record.has_module_syntax,
        "it is a module, and nothing imports it"
    );
    let mut program = parsed.program;
    let mangle = MangleOptions {
        // Names at the top of a script are everyone's.
        top_level: kind.is_module(),
        ..MangleOptions::default()
    };
    let options = MinifierOptions {
        mangle: Some(mangle),
        compress: Some(CompressOptions {
            // wasm-bindgen's warnings of how its functions used to be called.
            drop_console: true,
            ..CompressOptions::smallest()
        }),
    };
    let minified = Minifier::new(options).minify(&allocator, &mut program);
    Ok(Codegen::new()
        .with_options(CodegenOptions::minify())
        .with_scoping(minified.scoping)
        .with_private_member_mappings(minified.class_private_mappings)
        .build(&program)
        .code)
}

/// # Errors
/// If it is not JavaScript.
pub fn parse<'a>(
    allocator: &'a Allocator,
    source: &'a str,
    kind: SourceType,
) -> Result<ParserReturn<'a>> {
    let parsed = Parser::new(allocator, source, kind).parse();
    if let Some(error) = parsed.errors.first() {
        bail!("{error}");
    }
    Ok(parsed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_only_readers_need_goes_and_the_program_stays() -> Result<()> {
        let source = "// why\nconst long = (/** @type {number} */ first) => {\n  return `// ${first}` + first;\n};\nconst never = () => 1;\nexport { long as twice };\n";
        let module = minify_module(source)?;
        for gone in ["why", "@type", "long", "first", "never", "\n"] {
            assert!(!module.contains(gone), "{gone} is in {module}");
        }
        for there in ["`// ${", " as twice}"] {
            assert!(module.contains(there), "{there} is not in {module}");
        }
        Ok(())
    }

    #[test]
    fn names_that_others_may_use_stay() -> Result<()> {
        let script =
            minify_script("const mine = 1;\n{ const own = {}; own.property = mine; use(own); }\n")?;
        assert!(
            script.contains("const mine=1") && script.contains(".property="),
            "{script}"
        );
        assert!(!script.contains("own"), "{script}");
        let module =
            minify_module("export class Run { #count = 0; train() { this.#count += 1; } }")?;
        assert!(
            module.contains("class Run") && module.contains("train()"),
            "{module}"
        );
        Ok(())
    }

    #[test]
    fn what_is_no_module_or_no_script_is_refused() {
        assert!(minify_module("export const = 1;").is_err());
        assert!(minify_script("export const a = 1;").is_err());
    }
}
