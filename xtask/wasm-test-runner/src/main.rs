//! What `cargo test --target wasm32-unknown-unknown` hands each test binary to (see
//! `.cargo/config.toml`): wasm-bindgen's own runner, built from the version in Cargo.lock.

fn main() -> anyhow::Result<()> {
    wasm_bindgen_cli::wasm_bindgen_test_runner::run_cli_with_args(std::env::args_os())
}
