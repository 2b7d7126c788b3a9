//! The page of `dist/`, served as a static host would.

use std::net::SocketAddr;
use std::thread;

use anyhow::{Result, ensure};
use axum::Router;
use axum::response::Html;
use axum::routing::get;
use tokio::net::TcpListener;
use tokio::sync::oneshot;
use xtask::{server, workspace};

/// A folder deep inside the host, where only relative addresses lead to the page's own files.
const FOLDER: &str = "/some/folder";

/// A server on a thread of its own, so that it answers whatever a test is doing.
pub struct Site {
    address: SocketAddr,
    _stop: oneshot::Sender<()>,
}

impl Site {
    /// Serves the page until dropped.
    pub async fn serve() -> Result<Self> {
        let page = server::files(&workspace::dist());
        Self::of(server::compressed(page)).await
    }

    /// Serves the page with others beside it: their names and their HTML.
    pub async fn with_pages(pages: &[(&str, &str)]) -> Result<Self> {
        let mut site = server::files(&workspace::dist());
        for (name, html) in pages {
            site = site.route(&format!("/{name}"), get(Html(html.to_string())));
        }
        Self::of(site).await
    }

    /// Serves the page with something beside it, or otherwise than a static host would.
    pub async fn of(site: Router) -> Result<Self> {
        ensure!(
            workspace::dist().join("index.html").exists(),
            "there is no page: run `cargo xtask build` first"
        );
        let site = Router::new().nest_service(FOLDER, site);
        let listener = server::listen(0).await?.into_std()?;
        let address = listener.local_addr()?;
        let (stop, stopped) = oneshot::channel::<()>();
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()?;
        thread::spawn(move || {
            runtime.block_on(async {
                let listener = TcpListener::from_std(listener).expect("the runtime does network");
                tokio::select! {
                    _ = axum::serve(listener, site) => {}
                    // Not a message: the other end is gone.
                    _ = stopped => {}
                }
            });
        });
        Ok(Self {
            address,
            _stop: stop,
        })
    }

    /// The address of the page; all of its files are below.
    pub fn url(&self) -> String {
        format!("http://{}{FOLDER}/", self.address)
    }
}

/// The name of a published file without the hash of its content: `page-1a2b3c4d.css` → `page.css`.
pub fn plain_name(name: &str) -> String {
    let (stem, rest) = name.rsplit_once('-').unwrap_or((name, ""));
    match rest.split_once('.') {
        Some((hash, extension)) if u32::from_str_radix(hash, 16).is_ok() => {
            format!("{stem}.{extension}")
        }
        _ => name.to_owned(),
    }
}
