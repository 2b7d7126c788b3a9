//! Panics without words.
//!
//! A panic puts a message together, with its place in the source, and hands it to nobody: a wasm
//! module has no standard error. Then it traps. In what is published it traps at once.

use anyhow::{Result, ensure};
use walrus::{Data, Function, FunctionBuilder, FunctionId, FunctionKind, Module};

/// Where panics begin.
const BEGINNINGS: [&str; 3] = [
    "core::panicking::panic",
    "core::cell::panic",
    "std::panicking::panic_with_hook",
];

/// What prints a part of a message. Nothing calls it but `WRITE`, by a table of functions, which
/// keeps it.
const PARTS: [&str; 2] = [" as core::fmt::", " as core::panic::"];

/// What puts any formatted text together.
const WRITE: &str = "core::fmt::write";

/// Makes every panic trap at once, and drops what only its message needed.
///
/// # Errors
/// If something else formats text: then that is needed.
pub fn without_words(module: &mut Module) -> Result<()> {
    let is = |function: &Function, what: fn(&str) -> bool| {
        let name = function.name.as_deref().unwrap_or_default();
        what(&without_hashes(name))
    };
    let wordy = |name: &str| {
        BEGINNINGS
            .iter()
            .any(|beginning| name.starts_with(beginning))
            || PARTS.iter().any(|part| name.contains(part))
    };
    let all = module.funcs.iter().filter(|function| is(function, wordy));
    for function in all.map(Function::id).collect::<Vec<_>>() {
        trap(module, function);
    }
    walrus::passes::gc::run(module);
    for data in module.data.iter().map(Data::id).collect::<Vec<_>>() {
        blank_places(&mut module.data.get_mut(data).value);
    }
    let writes = |name: &str| name.starts_with(WRITE);
    ensure!(
        !module.funcs.iter().any(|function| is(function, writes)),
        "something in the wasm formats text, which takes 2 KB: put it together from parts"
    );
    Ok(())
}

/// Blanks the names of source files, which end with a zero.
fn blank_places(data: &mut [u8]) {
    const END: &[u8] = b".rs\0";
    let is_of_path = |byte: &u8| byte.is_ascii_alphanumeric() || b"/._-+".contains(byte);
    for end in 0..data.len().saturating_sub(END.len()) {
        if data[end..].starts_with(END) {
            let path = data[..end].iter().rev().take_while(|byte| is_of_path(byte));
            let start = end - path.count();
            data[start..end + END.len()].fill(0);
        }
    }
}

/// Replaces what a function does.
fn trap(module: &mut Module, function: FunctionId) {
    let FunctionKind::Local(local) = &module.funcs.get(function).kind else {
        return;
    };
    let arguments = local.args.clone();
    let types = module.types.get(local.ty());
    let (parameters, results) = (types.params().to_vec(), types.results().to_vec());
    let mut trap = FunctionBuilder::new(&mut module.types, &parameters, &results);
    trap.func_body().unreachable();
    module.funcs.get_mut(function).kind = FunctionKind::Local(trap.local_func(arguments));
}

/// `core[c5930c85a12de822]::fmt` → `core::fmt`.
fn without_hashes(name: &str) -> String {
    let mut inside = false;
    let mut outside = |&letter: &char| {
        inside = letter == '[' || inside && letter != ']';
        !inside && letter != ']'
    };
    name.chars().filter(|letter| outside(letter)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn module(main: &str) -> Module {
        let mut module = Module::default();
        let names = [
            WRITE,
            "<u32 as core::fmt::Display>::fmt",
            "core::panicking::panic_fmt",
            "main",
        ];
        let mut last = None;
        for name in names {
            let mut function = FunctionBuilder::new(&mut module.types, &[], &[]);
            function.name(name.replace("core", "core[0123abcd]"));
            if let Some(last) = last.filter(|_| name != "main" || main == "panics") {
                function.func_body().call(last);
            }
            let id = function.finish(Vec::new(), &mut module.funcs);
            last = Some(id);
            if name == main || name == "main" {
                module.exports.add(name, id);
            }
        }
        module
    }

    #[test]
    fn what_only_messages_need_goes() -> Result<()> {
        let mut module = module("panics");
        without_words(&mut module)?;
        let names: Vec<_> = module
            .funcs
            .iter()
            .filter_map(|function| function.name.clone())
            .collect();
        assert_eq!(names.len(), 2, "a trap and who calls it: {names:?}");
        Ok(())
    }

    #[test]
    fn what_formats_for_other_ends_is_found() {
        assert!(without_words(&mut module(WRITE)).is_err());
    }

    #[test]
    fn places_in_the_source_are_blanked_and_nothing_else() {
        let mut data = *b"mean\0src/training/run.rs\0words of rs.";
        blank_places(&mut data);
        let blank = [b"mean".as_slice(), &[0; 21], b"words of rs."].concat();
        assert_eq!(data.as_slice(), blank);
    }
}
