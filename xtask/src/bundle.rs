//! Many JavaScript modules as one.
//!
//! They stand one after another, in the order in which a browser would run them, without their
//! imports and exports. A name at the top of module 3 becomes `name$3`, so that no two are the
//! same and none is a global; an import gets the name of what it stands for. Of imports and
//! exports the plain forms are handled, and `import("./later.js")` of what is to be a bundle of its
//! own. What is not is refused, by name.

use std::collections::{BTreeSet, HashMap};
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail, ensure};
use oxc_allocator::{Allocator, TakeIn};
use oxc_ast::ast::{
    ExportNamedDeclaration, ImportDeclaration, ImportDeclarationSpecifier, Statement,
};
use oxc_codegen::Codegen;
use oxc_ecmascript::BoundNames;
use oxc_parser::ParserReturn;
use oxc_semantic::{Scoping, SemanticBuilder};
use oxc_span::SourceType;

use crate::script;

/// What a module exports: the name outside, and the name inside of the bundle.
type Exports = Vec<(String, String)>;

/// Several modules as one.
#[derive(Default)]
pub struct Bundle {
    /// The source of the one.
    pub code: String,
    /// The files of the several. `None` while a module's imports are being added.
    modules: HashMap<PathBuf, Option<Exports>>,
    /// The modules that it imports when they are needed.
    later: BTreeSet<PathBuf>,
}

impl Bundle {
    /// The module at `entry` and all that it imports; it exports what `entry` does.
    ///
    /// # Errors
    /// If a module is missing, no JavaScript, or has a form of import or export that is not
    /// handled.
    pub fn of(entry: &Path) -> Result<Self> {
        let mut bundle = Self::default();
        let entry = canonical(entry)?;
        bundle.add(&entry, entry.parent().context("a file is in a folder")?)?;
        let exports = bundle.exports(&entry, |outside, inside| format!("{inside} as {outside}"))?;
        bundle.code += &format!("export {{ {exports} }};\n");
        Ok(bundle)
    }

    /// The same for a page's own script, which exports nothing, with what is imported when it is
    /// needed in it: `import()` is a promise of what is there already.
    ///
    /// # Errors
    /// As for [`Bundle::of`].
    pub fn whole(entry: &Path) -> Result<Self> {
        let mut bundle = Self::default();
        let entry = canonical(entry)?;
        let folder = entry.parent().context("a file is in a folder")?;
        bundle.add(&entry, folder)?;
        let mut promises = Vec::new();
        while let Some(later) = bundle.later.pop_first() {
            let name = later.file_name().unwrap_or_default().to_string_lossy();
            let import = format!("import(\"./{name}\")");
            if promises.iter().any(|(done, _)| *done == import) {
                continue;
            }
            bundle.add(&later, folder)?;
            // No other name begins so: see `make_names_unique`.
            let namespace = format!("${}", promises.len());
            let exports =
                bundle.exports(&later, |outside, inside| format!("{outside}: {inside}"))?;
            bundle.code += &format!("const {namespace} = {{ {exports} }};\n");
            // Not before all modules have run, as the entry may ask while it runs.
            promises.push((import, format!("Promise.resolve().then(() => {namespace})")));
        }
        for (import, promise) in promises {
            bundle.code = bundle.code.replace(&import, &promise);
        }
        Ok(bundle)
    }

    /// The files that it is made of.
    pub fn files(&self) -> impl Iterator<Item = &Path> {
        self.modules.keys().map(PathBuf::as_path)
    }

    /// The modules that it imports by `import()`, each the entry of another bundle in its folder.
    pub fn later(&self) -> impl Iterator<Item = &Path> {
        self.later.iter().map(PathBuf::as_path)
    }

    /// Adds the module at `path`, after those that it imports, unless it is there already.
    /// `folder` is where the bundle will be.
    fn add(&mut self, path: &Path, folder: &Path) -> Result<()> {
        let name = path.strip_prefix(folder).unwrap_or(path).to_string_lossy();
        match self.modules.get(path) {
            Some(Some(_)) => return Ok(()),
            Some(None) => bail!("{name} is imported in a circle"),
            None => self.modules.insert(path.to_owned(), None),
        };
        let (code, exports) = self
            .link(path, folder)
            .with_context(|| format!("{name} cannot be bundled"))?;
        self.code += &code;
        self.modules.insert(path.to_owned(), Some(exports));
        Ok(())
    }

    /// The module without its imports and exports, and what it exports.
    fn link(&mut self, path: &Path, folder: &Path) -> Result<(String, Exports)> {
        let number = self.modules.len();
        let source = fs::read_to_string(path)?;
        let allocator = Allocator::default();
        let parsed = script::parse(&allocator, &source, SourceType::mjs())?;
        let beside_the_bundle = path.parent() == Some(folder);
        check_expressions(&parsed, beside_the_bundle)?;
        for import in &parsed.module_record.dynamic_imports {
            let address = import.module_request.source_text(&source);
            let name = literal(address).filter(|name| !name.contains('/'));
            let name = name.with_context(|| {
                format!("`import({address})` is no module beside it, by a literal `./` address")
            })?;
            self.later.insert(canonical(&path.with_file_name(name))?);
        }
        let mut program = parsed.program;
        let mut scoping = SemanticBuilder::new()
            .build(&program)
            .semantic
            .into_scoping();
        make_names_unique(&mut scoping, number)?;

        let mut exports = Vec::new();
        let body = program.body.take_in(&allocator);
        for statement in body {
            match statement {
                Statement::ImportDeclaration(import) => {
                    self.link_import(&import, path, folder, &mut scoping)?;
                }
                Statement::ExportNamedDeclaration(mut export) => {
                    exports.extend(names_of(&export)?);
                    program
                        .body
                        .extend(export.declaration.take().map(Statement::from));
                }
                Statement::ExportDefaultDeclaration(_) => bail!("`export default` is not handled"),
                Statement::ExportAllDeclaration(_) => bail!("`export *` is not handled"),
                statement => program.body.push(statement),
            }
        }
        for (_, name) in &mut exports {
            let symbol = scoping.get_root_binding(name);
            let symbol = symbol.with_context(|| format!("it has no {name} to export"))?;
            *name = scoping.symbol_name(symbol).to_owned();
        }
        let code = Codegen::new()
            .with_scoping(Some(scoping))
            .build(&program)
            .code;
        Ok((code, exports))
    }

    /// Adds what is imported, and gives each import the name of what it stands for.
    fn link_import(
        &mut self,
        import: &ImportDeclaration,
        path: &Path,
        folder: &Path,
        scoping: &mut Scoping,
    ) -> Result<()> {
        let source = import.source.value.as_str();
        ensure!(
            source.starts_with("./") || source.starts_with("../"),
            "`{source}` is no relative address"
        );
        ensure!(
            import.with_clause.is_none() && import.phase.is_none(),
            "attributes and phases of an import are not handled"
        );
        let from = canonical(&path.with_file_name(source))?;
        self.add(&from, folder)?;
        for specifier in import.specifiers.iter().flatten() {
            let name = match specifier {
                ImportDeclarationSpecifier::ImportSpecifier(named) => named.imported.name(),
                ImportDeclarationSpecifier::ImportDefaultSpecifier(_) => "default".into(),
                ImportDeclarationSpecifier::ImportNamespaceSpecifier(_) => {
                    bail!("`import *` is not handled")
                }
            };
            let mut exports = self.known(&from)?.iter();
            let (_, inside) = exports
                .find(|(outside, _)| name == *outside)
                .with_context(|| format!("`{source}` exports no {name}"))?;
            scoping.set_symbol_name(specifier.local().symbol_id(), inside);
        }
        Ok(())
    }

    /// What the module at `path` exports, as a list of what `write` makes of names outside and
    /// inside.
    fn exports(&self, path: &Path, write: fn(&str, &str) -> String) -> Result<String> {
        let exports = self.known(path)?.iter();
        let exports = exports.map(|(outside, inside)| write(outside, inside));
        Ok(exports.collect::<Vec<_>>().join(", "))
    }

    fn known(&self, path: &Path) -> Result<&Exports> {
        let exports = self.modules.get(path).and_then(Option::as_ref);
        exports.context("its exports are not known yet")
    }
}

/// Refuses what means something else in another file.
fn check_expressions(parsed: &ParserReturn, beside_the_bundle: bool) -> Result<()> {
    ensure!(
        beside_the_bundle || parsed.module_record.dynamic_imports.is_empty(),
        "`import()` would be from another folder"
    );
    ensure!(
        beside_the_bundle || parsed.module_record.import_metas.is_empty(),
        "`import.meta` would be that of another folder"
    );
    Ok(())
}

/// What is between the quotes of a literal address that begins with `./`, after that.
fn literal(address: &str) -> Option<&str> {
    let quoted = |quote| address.strip_prefix(quote)?.strip_suffix(quote);
    quoted('"').or_else(|| quoted('\''))?.strip_prefix("./")
}

/// Gives each name at the top of a module the module's number.
fn make_names_unique(scoping: &mut Scoping, number: usize) -> Result<()> {
    let globals = scoping.root_unresolved_references().keys().copied();
    for name in scoping.symbol_names().chain(globals) {
        ensure!(
            !name.contains('$'),
            "{name} could be another's name: those with `$` are the bundle's own"
        );
    }
    let symbols: Vec<_> = scoping.iter_bindings_in(scoping.root_scope_id()).collect();
    for symbol in symbols {
        let name = format!("{}${number}", scoping.symbol_name(symbol));
        scoping.set_symbol_name(symbol, &name);
    }
    Ok(())
}

/// What a statement exports: names outside and inside of the module.
fn names_of(export: &ExportNamedDeclaration) -> Result<Exports> {
    ensure!(export.source.is_none(), "`export … from` is not handled");
    let mut names = Vec::new();
    if let Some(declaration) = &export.declaration {
        declaration.bound_names(&mut |identifier| {
            names.push((identifier.name.to_string(), identifier.name.to_string()));
        });
    }
    for specifier in &export.specifiers {
        let [outside, inside] =
            [&specifier.exported, &specifier.local].map(|name| name.name().to_string());
        names.push((outside, inside));
    }
    Ok(names)
}

fn canonical(path: &Path) -> Result<PathBuf> {
    path.canonicalize()
        .with_context(|| format!("cannot find {}", path.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Bundles `main.js` of these files.
    fn bundle(files: &[(&str, &str)]) -> Result<String> {
        let folder = tempfile::tempdir()?;
        fs::create_dir(folder.path().join("views"))?;
        for (name, source) in files {
            fs::write(folder.path().join(name), source)?;
        }
        Ok(Bundle::of(&folder.path().join("main.js"))?.code)
    }

    #[test]
    fn the_same_name_in_two_modules_is_two() -> Result<()> {
        let code = bundle(&[
            (
                "main.js",
                "import draw, { size as own } from './views/a.js';
                 import { twice } from './b.js';
                 const size = twice(own);
                 const names = (draw) => ({ size, draw });
                 export { names, draw, size as default };",
            ),
            (
                "views/a.js",
                "import { twice } from '../b.js';
                 export const size = twice(1);
                 function draw({ size: name }) { return { size, name, document }; }
                 export { draw as default };",
            ),
            (
                "b.js",
                "const size = 2;\nexport function twice(x) { return size * x; }",
            ),
        ])?;
        // Each module once, after those that it needs; each import by the name of what it is.
        let expected = "const size$3 = 2;
function twice$3(x) {
\treturn size$3 * x;
}
const size$2 = twice$3(1);
function draw$2({ size: name }) {
\treturn {
\t\tsize: size$2,
\t\tname,
\t\tdocument
\t};
}
const size$1 = twice$3(size$2);
const names$1 = (draw) => ({
\tsize: size$1,
\tdraw
});
export { names$1 as names, draw$2 as draw, size$1 as default };
";
        assert_eq!(code, expected);
        Ok(())
    }

    #[test]
    fn forms_that_are_not_handled_are_refused_by_name() {
        let a = ("views/a.js", "export const a = 1;");
        for (source, told) in [
            ("import * as all from './views/a.js';", "`import *`"),
            ("export * from './views/a.js';", "`export *`"),
            ("export { a } from './views/a.js';", "`export … from`"),
            ("export default 1;", "`export default`"),
            ("const a = import('./views/a.js');", "no module beside it"),
            ("const a = import(`./${b}.js`);", "no module beside it"),
            ("const a = import('./later.js');", "cannot find"),
            (
                "import a from './a.json' with { type: 'json' };",
                "attributes",
            ),
            ("import { a } from 'a';", "`a` is no relative address"),
            ("import { b } from './views/a.js';", "exports no b"),
            ("import './views/b.js';", "cannot find"),
            ("import './main.js';", "in a circle"),
            ("const a$1 = 1;", "a$1"),
            ("$('a');", "$ could be another's"),
            ("export const = 1;", "Unexpected token"),
        ] {
            let error = bundle(&[("main.js", source), a]).expect_err(source);
            let error = format!("{error:#}");
            assert!(error.starts_with("main.js cannot be bundled"), "{error}");
            assert!(error.contains(told), "{source}: {error}");
        }
    }

    #[test]
    fn what_is_needed_later_is_another_bundle() -> Result<()> {
        let folder = tempfile::tempdir()?;
        let write = |name, source| fs::write(folder.path().join(name), source);
        write(
            "main.js",
            "export const more = () => import('./later.js').then(({ a }) => a);",
        )?;
        write("later.js", "export const a = 1;")?;
        let bundle = Bundle::of(&folder.path().join("main.js"))?;
        assert!(
            bundle.code.contains("import(\"./later.js\")"),
            "{}",
            bundle.code
        );
        let later: Vec<_> = bundle.later().collect();
        assert_eq!(later, [canonical(&folder.path().join("later.js"))?]);
        assert!(!bundle.files().any(|file| file == later[0]));
        Ok(())
    }

    #[test]
    fn a_whole_has_what_is_needed_later_in_it() -> Result<()> {
        let folder = tempfile::tempdir()?;
        let write = |name, source| fs::write(folder.path().join(name), source);
        write(
            "main.js",
            "import { a } from './a.js';\nimport('./later.js').then(({ b }) => b(a));",
        )?;
        write(
            "later.js",
            "import { a } from './a.js';\nexport const b = () => import('./later.js').then(() => a);",
        )?;
        write("a.js", "export const a = 1;")?;
        let expected = "const a$2 = 1;
Promise.resolve().then(() => $0).then(({ b }) => b(a$2));
const b$3 = () => Promise.resolve().then(() => $0).then(() => a$2);
const $0 = { b: b$3 };
";
        assert_eq!(
            Bundle::whole(&folder.path().join("main.js"))?.code,
            expected
        );
        Ok(())
    }

    #[test]
    fn an_address_of_its_own_is_for_modules_beside_the_bundle() -> Result<()> {
        let main = ("main.js", "import './views/a.js';");
        let url = "new URL('a.css', import.meta.url);";
        assert!(bundle(&[("main.js", url)])?.contains("import.meta.url"));
        let error = bundle(&[main, ("views/a.js", url)]).expect_err("another folder");
        let error = format!("{error:#}");
        assert!(
            error.contains("views/a.js") && error.contains("`import.meta`"),
            "{error}"
        );
        Ok(())
    }
}
