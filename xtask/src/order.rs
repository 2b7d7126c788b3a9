//! The functions of a wasm module, put so that it compresses well.
//!
//! Brotli says where text comes again by how far back that is: functions that are like each other
//! are written in fewer bytes the nearer they stand. It is the same module, a fiftieth smaller.

use std::cmp::Ordering;
use std::convert::Infallible;
use std::fs;
use std::path::Path;

use anyhow::Result;
use wasm_encoder::reencode::{Error, Reencode, utils};
use wasm_encoder::{CodeSection, FunctionSection, Module};
use wasmparser::{CodeSectionReader, FunctionSectionReader, Parser, Payload, TypeRef};

/// Functions are as like each other as they have sequences of so many bytes in common.
const SEQUENCE: usize = 4;

/// Where the functions of a module go; those it imports come before all others and stay.
struct Order {
    imported: u32,
    /// By new place, the old one.
    old: Vec<usize>,
    /// By old place, the new one.
    new: Vec<u32>,
}

/// Puts functions that are like each other side by side.
///
/// # Errors
/// If there is no such file, or it is not a wasm module.
pub fn sort(wasm: &Path) -> Result<()> {
    let bytes = fs::read(wasm)?;
    let (mut imported, mut functions) = (0, Vec::new());
    for payload in Parser::new(0).parse_all(&bytes) {
        match payload? {
            Payload::ImportSection(imports) => {
                for import in imports.into_imports() {
                    imported += u32::from(matches!(import?.ty, TypeRef::Func(_)));
                }
            }
            Payload::CodeSectionEntry(body) => functions.push(sequences(&bytes[body.range()])),
            _ => {}
        }
    }
    let old = chain(&functions);
    let mut new = vec![0; old.len()];
    for (&old, place) in old.iter().zip(0..) {
        new[old] = place;
    }
    let mut order = Order { imported, old, new };
    let mut module = Module::new();
    order.parse_core_module(&mut module, Parser::new(0), &bytes)?;
    Ok(fs::write(wasm, module.finish())?)
}

/// What a function has of sequences, in order and each once.
fn sequences(body: &[u8]) -> Vec<&[u8]> {
    let mut sequences: Vec<_> = body.windows(SEQUENCE).collect();
    sequences.sort_unstable();
    sequences.dedup();
    sequences
}

/// The functions from the shortest on, after each the one that is most like it.
fn chain(functions: &[Vec<&[u8]>]) -> Vec<usize> {
    let mut left: Vec<_> = (0..functions.len()).collect();
    left.sort_by_key(|&one| functions[one].len());
    let mut chain: Vec<usize> = Vec::new();
    while !left.is_empty() {
        let mut next = (0, -1.0);
        for (at, &one) in left.iter().enumerate() {
            let likeness = match chain.last() {
                Some(&last) => likeness(&functions[last], &functions[one]),
                None => 0.0,
            };
            if likeness > next.1 {
                next = (at, likeness);
            }
        }
        chain.push(left.remove(next.0));
    }
    chain
}

/// The part of their sequences that two functions have in common.
fn likeness(a: &[&[u8]], b: &[&[u8]]) -> f64 {
    let (mut common, mut i, mut j) = (0, 0, 0);
    while i < a.len() && j < b.len() {
        match a[i].cmp(b[j]) {
            Ordering::Less => i += 1,
            Ordering::Greater => j += 1,
            Ordering::Equal => (common, i, j) = (common + 1, i + 1, j + 1),
        }
    }
    f64::from(common) / (a.len() + b.len() + 1) as f64
}

impl Reencode for Order {
    type Error = Infallible;

    fn function_index(&mut self, function: u32) -> Result<u32, Error<Infallible>> {
        Ok(match function.checked_sub(self.imported) {
            Some(own) => self.imported + self.new[own as usize],
            None => function,
        })
    }

    fn parse_function_section(
        &mut self,
        sorted: &mut FunctionSection,
        functions: FunctionSectionReader<'_>,
    ) -> Result<(), Error<Infallible>> {
        let types = functions.into_iter().collect::<Result<Vec<_>, _>>()?;
        for &old in &self.old {
            sorted.function(types[old]);
        }
        Ok(())
    }

    fn parse_code_section(
        &mut self,
        sorted: &mut CodeSection,
        functions: CodeSectionReader<'_>,
    ) -> Result<(), Error<Infallible>> {
        let bodies = functions.into_iter().collect::<Result<Vec<_>, _>>()?;
        for old in self.old.clone() {
            utils::parse_function_body(self, sorted, bodies[old].clone())?;
        }
        Ok(())
    }
}
