//! JavaScript in as few bytes as its programs can do with.

use anyhow::{Result, bail};
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
    let mut program = parse(&allocator, source, kind)?.program;
    let mangle = MangleOptions {
        // Names at the top of a script are everyone's.
        top_level: kind.is_module(),
        ..MangleOptions::default()
    };
    let options = MinifierOptions {
        mangle: Some(mangle),
        compress: Some(CompressOptions::smallest()),
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
