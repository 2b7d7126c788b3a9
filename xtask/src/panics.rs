//! Panics without words.
//!
//! A panic puts a message together, with its place in the source, and hands it to nobody: a wasm
//! module has no standard error. Then it traps. In what is published it traps at once.

use std::collections::HashMap;

use anyhow::{Result, ensure};
use walrus::ir::{Instr, InstrLocId, InstrSeq, Unreachable, Value, VisitorMut, dfs_pre_order_mut};
use walrus::{
    ConstExpr, Data, DataKind, Function, FunctionBuilder, FunctionId, FunctionKind, Module,
};

/// The bytes of a place in the source: where its path is, the length of that, line and column.
const PLACE: usize = 16;

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
    let named = |module: &Module, what: &dyn Fn(&str) -> bool| {
        let is =
            |function: &&Function| what(&without_hashes(function.name.as_deref()?)).then_some(());
        let all = module
            .funcs
            .iter()
            .filter(|function| is(function).is_some());
        all.map(Function::id).collect::<Vec<_>>()
    };
    let begins = |name: &str| {
        BEGINNINGS
            .iter()
            .any(|beginning| name.starts_with(beginning))
    };
    let wordy = |name: &str| PARTS.iter().any(|part| name.contains(part));
    for function in named(module, &|name| begins(name) || wordy(name)) {
        trap(module, function);
    }
    let traps = named(module, &begins);
    trap_where_they_are_called(module, traps);
    walrus::passes::gc::run(module);
    blank_places(module);
    let writes = named(module, &|name| name.starts_with(WRITE));
    ensure!(
        writes.is_empty(),
        "something in the wasm formats text, which takes 2 KB: put it together from parts"
    );
    Ok(())
}

/// Traps in place of every call of functions that do nothing else, and so on with those that
/// after that do nothing else either.
fn trap_where_they_are_called(module: &mut Module, traps: Vec<FunctionId>) {
    let mut calls = Calls(HashMap::new());
    let mut new = traps;
    while !new.is_empty() {
        for trap in new.drain(..) {
            let parameters = module.types.get(module.funcs.get(trap).ty()).params();
            calls.0.insert(trap, parameters.len());
        }
        for (id, function) in module.funcs.iter_local_mut() {
            let entry = function.entry_block();
            dfs_pre_order_mut(&mut calls, function, entry);
            let straight = |(instruction, _): &(Instr, InstrLocId)| {
                !matches!(
                    instruction,
                    Instr::Block(_)
                        | Instr::Loop(_)
                        | Instr::IfElse(_)
                        | Instr::Br(_)
                        | Instr::BrIf(_)
                        | Instr::BrTable(_)
                        | Instr::Return(_)
                        | Instr::Call(_)
                        | Instr::CallIndirect(_)
                )
            };
            let all = &function.block(entry).instrs;
            let last = all.last().map(|(instruction, _)| instruction);
            if matches!(last, Some(Instr::Unreachable(_)))
                && all.iter().all(straight)
                && !calls.0.contains_key(&id)
            {
                new.push(id);
            }
        }
    }
}

/// Calls that trap, of functions with so many parameters.
struct Calls(HashMap<FunctionId, usize>);

impl VisitorMut for Calls {
    fn start_instr_seq_mut(&mut self, sequence: &mut InstrSeq) {
        let all = &mut sequence.instrs;
        let call = all
            .iter()
            .enumerate()
            .find_map(|(at, (instruction, _))| match instruction {
                Instr::Call(call) => Some((at, *self.0.get(&call.func)?)),
                _ => None,
            });
        let Some((at, parameters)) = call else {
            return;
        };
        // Its arguments, as far as each is one instruction, and all that would come after it.
        let is_argument = |(instruction, _): &&(Instr, InstrLocId)| {
            matches!(instruction, Instr::Const(_) | Instr::LocalGet(_))
        };
        let arguments = all[..at]
            .iter()
            .rev()
            .take(parameters)
            .take_while(is_argument)
            .count();
        all.truncate(at - arguments);
        all.push((Unreachable {}.into(), InstrLocId::default()));
    }
}

/// Blanks the places in the source that panics would name: a path, its length, line and column,
/// and the paths themselves.
fn blank_places(module: &mut Module) {
    let texts: Vec<(u32, Vec<u8>)> = module
        .data
        .iter()
        .filter_map(|data| Some((start(data)?, data.value.clone())))
        .collect();
    let is_path = |place: u32, length: u32| {
        texts.iter().any(|(start, text)| {
            let from = place.wrapping_sub(*start) as usize;
            let path = text.get(from..from.saturating_add(length as usize));
            path.is_some_and(|path| path.ends_with(b".rs") && path.iter().all(is_of_path))
        })
    };
    for id in module.data.iter().map(Data::id).collect::<Vec<_>>() {
        let data = &mut module.data.get_mut(id).value;
        let mut at = 0;
        while at + PLACE <= data.len() {
            let word =
                |at: usize| u32::from_le_bytes(data[at..at + 4].try_into().expect("four bytes"));
            if is_path(word(at), word(at + 4)) {
                data[at..at + PLACE].fill(0);
                at += PLACE;
            } else {
                at += 4;
            }
        }
        blank_paths(data);
    }
}

/// Where a segment of data stands in memory.
fn start(data: &Data) -> Option<u32> {
    match data.kind {
        DataKind::Active {
            offset: ConstExpr::Value(Value::I32(offset)),
            ..
        } => Some(offset as u32),
        _ => None,
    }
}

fn is_of_path(byte: &u8) -> bool {
    byte.is_ascii_alphanumeric() || b"/._-+".contains(byte)
}

/// Blanks the paths of source files, which end with a zero.
fn blank_paths(data: &mut [u8]) {
    const END: &[u8] = b".rs\0";
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
        assert_eq!(names, ["main"], "it traps itself");
        Ok(())
    }

    #[test]
    fn what_formats_for_other_ends_is_found() {
        assert!(without_words(&mut module(WRITE)).is_err());
    }

    #[test]
    fn places_in_the_source_are_blanked_and_nothing_else() {
        let mut data = *b"mean\0src/training/run.rs\0words of rs.";
        blank_paths(&mut data);
        let blank = [b"mean".as_slice(), &[0; 21], b"words of rs."].concat();
        assert_eq!(data.as_slice(), blank);
    }
}
