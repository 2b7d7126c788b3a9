//! A static server for the page, on this computer only.

use std::io::ErrorKind;
use std::net::Ipv4Addr;
use std::path::Path;

use anyhow::{Context, Result};
use axum::Router;
use axum::http::{HeaderName, HeaderValue, header};
use tokio::net::TcpListener;
use tower_http::compression::CompressionLayer;
use tower_http::services::ServeDir;
use tower_http::set_header::SetResponseHeaderLayer;

/// How many ports [`listen`] tries before it gives up.
const PORTS_TRIED: u16 = 100;

/// Serves the files of `folder`, each with the content type that browsers want (a wasm module
/// compiles while it downloads only as `application/wasm`). A browser's copy is used again only
/// after asking whether it is still the same.
pub fn files(folder: &Path) -> Router {
    Router::new()
        .fallback_service(ServeDir::new(folder))
        .layer(SetResponseHeaderLayer::overriding(
            header::CACHE_CONTROL,
            HeaderValue::from_static("no-cache"),
        ))
        // As a host of figures for other pages does.
        .layer(SetResponseHeaderLayer::overriding(
            header::ACCESS_CONTROL_ALLOW_ORIGIN,
            HeaderValue::from_static("*"),
        ))
}

/// Compresses with brotli or gzip what `site` answers, as static hosts do.
pub fn compressed(site: Router) -> Router {
    site.layer(CompressionLayer::new())
}

/// Lets the pages of `site` read the clock to 5 µs, as browsers allow where nothing foreign can be
/// on the page.
pub fn isolated(site: Router) -> Router {
    let header = |name, value| {
        SetResponseHeaderLayer::overriding(
            HeaderName::from_static(name),
            HeaderValue::from_static(value),
        )
    };
    site.layer(header("cross-origin-opener-policy", "same-origin"))
        .layer(header("cross-origin-embedder-policy", "require-corp"))
}

/// Listens on `first_port` of the loopback address, or on the next port that is free.
/// Port 0 is any free port.
pub async fn listen(first_port: u16) -> Result<TcpListener> {
    let last_port = match first_port {
        0 => 0,
        _ => first_port.saturating_add(PORTS_TRIED),
    };
    for port in first_port..=last_port {
        match TcpListener::bind((Ipv4Addr::LOCALHOST, port)).await {
            Err(error) if error.kind() == ErrorKind::AddrInUse => continue,
            listener => return listener.with_context(|| format!("cannot listen on port {port}")),
        }
    }
    anyhow::bail!("ports {first_port} to {last_port} are all in use; choose another with --port")
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::body::Body;
    use axum::extract::Request;
    use axum::http::StatusCode;
    use tower::ServiceExt;

    fn get(path: &str) -> Request {
        Request::get(path)
            .header(header::ACCEPT_ENCODING, "br")
            .body(Body::empty())
            .expect("a request")
    }

    fn block_on<T>(future: impl Future<Output = T>) -> T {
        tokio::runtime::Builder::new_current_thread()
            .enable_io()
            .build()
            .expect("a runtime")
            .block_on(future)
    }

    #[test]
    fn wasm_is_typed_compressed_and_checked_for_news() {
        let folder = tempfile::tempdir().expect("a folder");
        std::fs::write(folder.path().join("a.wasm"), [0; 1000]).expect("a file");
        let answer =
            block_on(compressed(files(folder.path())).oneshot(get("/a.wasm"))).expect("an answer");
        assert_eq!(answer.status(), StatusCode::OK);
        let headers = answer.headers();
        assert_eq!(headers[header::CONTENT_TYPE], "application/wasm");
        assert_eq!(headers[header::CONTENT_ENCODING], "br");
        assert_eq!(headers[header::CACHE_CONTROL], "no-cache");
    }

    #[test]
    fn a_taken_port_leads_to_the_next_one() {
        block_on(async {
            let taken = listen(0).await.expect("a port");
            let port = taken.local_addr().expect("an address").port();
            let next = listen(port).await.expect("another port");
            assert_ne!(next.local_addr().expect("an address").port(), port);
        });
    }
}
