//! The crate as a Rust program gets it: what comes with it, and what is in its package.

use anyhow::{Context, Result, ensure};

use crate::command::{cargo, output, run};

/// What only a browser needs: none of it may come with a native program.
const WEB: [&str; 5] = ["getrandom", "js-sys", "talc", "wasm-bindgen", "web-sys"];
/// What a reader of the package looks for.
const PACKED: [&str; 6] = [
    "LICENSE-APACHE",
    "LICENSE-MIT",
    "README.md",
    "examples/notebook.rs",
    "examples/seeds.rs",
    "src/lib.rs",
];

/// # Errors
/// If something of the web comes with a native build, or the package is not whole or does not
/// compile by itself.
pub fn check() -> Result<()> {
    let mut tree = cargo(["tree", "--package", "xor-lab", "--prefix", "none"]);
    let tree = output(tree.args(["--edges", "normal,build"])).context("cargo tree fails")?;
    let names = tree.lines().filter_map(|line| line.split(' ').next());
    ensure!(
        names.clone().any(|name| name == "plotters"),
        "cargo tree shows no plotters: {tree}"
    );
    let web: Vec<_> = names.filter(|name| WEB.contains(name)).collect();
    ensure!(web.is_empty(), "a native build has {}", web.join(", "));

    // What is not committed yet counts too.
    let mut list = cargo(["package", "--package", "xor-lab", "--allow-dirty"]);
    let list = output(list.arg("--list")).context("cargo package --list fails")?;
    for file in PACKED {
        let packed = list.lines().any(|line| line.replace('\\', "/") == file);
        ensure!(packed, "{file} is not in the package of the crate");
    }
    // Quietly, as it warns of every test that stays at home.
    let mut package = cargo(["package", "--package", "xor-lab", "--allow-dirty"]);
    run(package.arg("--quiet"))
}
