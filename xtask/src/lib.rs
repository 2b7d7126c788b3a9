//! What the browser tests share with `cargo xtask`: where things are, and the server.

pub mod server;
pub mod workspace;
