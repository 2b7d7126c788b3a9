//! Makes open pages load again after a build.

use std::convert::Infallible;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::{Request, State};
use axum::http::{StatusCode, header};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::sse::{Event, Sse};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use tokio::sync::watch::Receiver;
use tokio_stream::wrappers::WatchStream;
use tokio_stream::{Stream, StreamExt};

/// Tells builds apart, also across restarts of the server.
pub type Build = u128;

/// The `site`, with a script in each of its pages that waits for `builds` newer than the page.
pub fn reloading(site: Router, builds: Receiver<Build>) -> Router {
    let script = (
        [(header::CONTENT_TYPE, "text/javascript")],
        include_str!("reload.js"),
    );
    Router::new()
        .route("/.xtask/reload.js", get(async || script))
        .route("/.xtask/builds", get(send_builds))
        .with_state(builds.clone())
        .merge(site.layer(from_fn_with_state(builds, add_script)))
}

async fn send_builds(
    State(builds): State<Receiver<Build>>,
) -> Sse<impl Stream<Item = Result<Event, Infallible>>> {
    let builds = WatchStream::new(builds);
    Sse::new(builds.map(|build| Ok(Event::default().data(build.to_string()))))
}

async fn add_script(
    State(builds): State<Receiver<Build>>,
    request: Request,
    next: Next,
) -> Response {
    // Read before the page is: a build that ends in between is then newer than the page.
    let build = *builds.borrow();
    let (mut head, body) = next.run(request).await.into_parts();
    let content_type = head.headers.get(header::CONTENT_TYPE);
    if !content_type.is_some_and(|kind| kind.as_bytes().starts_with(b"text/html")) {
        return Response::from_parts(head, body);
    }
    let Ok(page) = to_bytes(body, usize::MAX).await else {
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    };
    let script = format!("<script src=\"/.xtask/reload.js\" data-build=\"{build}\"></script>\n");
    head.headers.remove(header::CONTENT_LENGTH);
    Response::from_parts(head, Body::from([&page, script.as_bytes()].concat()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use tower::ServiceExt;
    use xtask::server;

    fn body_of(path: &str) -> anyhow::Result<String> {
        let folder = tempfile::tempdir()?;
        std::fs::write(folder.path().join("index.html"), "<p>page</p>\n")?;
        std::fs::write(folder.path().join("x.js"), "script")?;
        let (_builds, receiver) = tokio::sync::watch::channel(7);
        let site = reloading(server::files(folder.path()), receiver);
        let runtime = tokio::runtime::Builder::new_current_thread().build()?;
        let bytes = runtime.block_on(async {
            let response = site
                .oneshot(Request::get(path).body(Body::empty())?)
                .await?;
            anyhow::Ok(to_bytes(response.into_body(), usize::MAX).await?)
        })?;
        Ok(String::from_utf8(bytes.to_vec())?)
    }

    #[test]
    fn pages_learn_which_build_they_are_of() -> anyhow::Result<()> {
        let page = body_of("/")?;
        assert!(page.starts_with("<p>page</p>\n<script"), "{page}");
        assert!(page.contains("data-build=\"7\""), "{page}");
        Ok(())
    }

    #[test]
    fn other_files_are_sent_as_they_are() -> anyhow::Result<()> {
        assert_eq!(body_of("/x.js")?, "script");
        Ok(())
    }
}
