//! Where things are.

use std::env;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

/// The folder that holds the workspace's `Cargo.lock`.
///
/// Looked for when asked, not when compiled: a checkout may be moved, or share its target folder
/// with another.
pub fn root() -> &'static Path {
    static ROOT: LazyLock<PathBuf> = LazyLock::new(|| {
        // Cargo says where the package is that it runs or tests.
        let inside = env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from);
        let inside = inside.or_else(|| env::current_dir().ok());
        inside
            .iter()
            .flat_map(|folder| folder.ancestors())
            .find(|folder| folder.join("Cargo.lock").exists())
            .expect("xtask is run by cargo, or from inside the workspace")
            .to_owned()
    });
    &ROOT
}

/// The page as any static host serves it; written by `cargo xtask build`.
pub fn dist() -> PathBuf {
    root().join("dist")
}

/// Where cargo puts what it builds.
pub fn target() -> PathBuf {
    let target = env::var_os("CARGO_TARGET_DIR").unwrap_or_else(|| "target".into());
    root().join(target)
}

/// What may be thrown away: beside everything else that cargo builds.
pub fn cache() -> PathBuf {
    target().join("xtask")
}
