//! The crate as the browser loads it: a wasm module, its JavaScript and its TypeScript types.

use std::fs;
use std::io::{BufReader, ErrorKind};
use std::path::{Path, PathBuf};
use std::process::Stdio;

use anyhow::{Context, Result, bail};
use cargo_metadata::Message;
use wasm_bindgen_cli_support::Bindgen;

use crate::command::cargo;
use crate::glue;
use crate::names::Names;
use crate::order;
use crate::panics;
use crate::tools;

/// How the crate is compiled: a profile of cargo.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Profile {
    /// Small and fast: what is published.
    Release,
    /// Nearly as fast to run, and quick to compile again after an edit.
    Watch,
    /// With names in stack traces, overflow checks and debug assertions.
    Debug,
}

impl Profile {
    /// Cargo's name for it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Release => "page",
            Self::Watch => "watch",
            Self::Debug => "dev",
        }
    }
}

/// Compiles the crate and writes `xor_lab.js`, `xor_lab_bg.wasm` and `xor_lab.d.ts` to `folder`,
/// in place of whatever was there.
pub fn build(profile: Profile, folder: &Path) -> Result<()> {
    tools::wasm_target()?;
    let module = compile(profile)?;
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != ErrorKind::NotFound => {
            return Err(error).with_context(|| format!("cannot empty {}", folder.display()));
        }
        _ => {}
    }
    let debug = profile == Profile::Debug;
    let mut output = Bindgen::new()
        .input_path(module)
        .web(true)?
        // The page says where the module is: what loads it may have moved into another file.
        .omit_default_module_path(true)
        .typescript(true)
        .debug(debug)
        .remove_name_section(!debug)
        .remove_producers_section(true)
        .generate_output()
        .context("wasm-bindgen cannot make the JavaScript side of the module")?;
    if profile == Profile::Release {
        panics::without_words(output.wasm_mut())?;
    }
    let names = (profile == Profile::Release).then(|| Names::shorten(&mut output));
    output.emit(folder)?;
    if let Some(names) = names {
        names.rewrite(&folder.join("xor_lab.js"), &folder.join("xor_lab.d.ts"))?;
        glue::decide(&folder.join("xor_lab.js"))?;
        order::sort(&folder.join("xor_lab_bg.wasm"))?;
    }
    // The types of the raw exports, which only the JavaScript beside them calls.
    fs::remove_file(folder.join("xor_lab_bg.wasm.d.ts"))?;
    Ok(())
}

/// Keeps where this machine has its libraries out of what a panic says of itself.
fn without_local_paths() -> Vec<String> {
    let default = || std::env::home_dir().map(|home| home.join(".cargo"));
    let home = std::env::var_os("CARGO_HOME").map_or_else(default, |home| Some(home.into()));
    let flags = home.map(|home: PathBuf| {
        // As text of TOML, in which a backslash would mean something.
        let flag = format!("--remap-path-prefix={}=", home.display());
        format!("target.{}.rustflags=[{:?}]", tools::WASM, flag)
    });
    flags
        .into_iter()
        .flat_map(|flags| ["--config".to_owned(), flags])
        .collect()
}

/// Compiles the crate with cargo; the path of the module it made.
fn compile(profile: Profile) -> Result<PathBuf> {
    let mut cargo = cargo([
        "build",
        "--package",
        "xor-lab",
        "--lib",
        "--target",
        tools::WASM,
    ])
    .args(["--profile", profile.name()])
    .args(without_local_paths())
    .arg("--message-format=json-render-diagnostics")
    .stdout(Stdio::piped())
    .spawn()
    .context("cannot run cargo")?;
    let messages = BufReader::new(cargo.stdout.take().expect("the output is piped"));
    let mut module = None;
    for message in Message::parse_stream(messages) {
        if let Message::CompilerArtifact(artifact) = message? {
            let files = artifact.filenames.into_iter();
            module = module.or(files
                .into_iter()
                .find(|file| file.extension() == Some("wasm")));
        }
    }
    if !cargo.wait()?.success() {
        bail!("the crate does not compile for wasm");
    }
    let module = module.context("cargo made no wasm module: is xor-lab still a cdylib?")?;
    Ok(module.into_std_path_buf())
}
