//! `cargo xtask serve`.

use std::io::{Write, stdout};
use std::time::{Instant, UNIX_EPOCH};

use anyhow::{Context, Result};
use tokio::sync::watch;
use xtask::{server, workspace};

use crate::page::Page;
use crate::reload::{Build, reloading};
use crate::size::Sizes;
use crate::wasm::Profile;
use crate::watch::{Change, Edits};

/// Builds and serves the published page, from `port` or the next free one, until interrupted.
pub fn serve(profile: Profile, port: u16) -> Result<()> {
    let page = Page::published(profile);
    page.build()?;
    Sizes::of(page.folder())?.print();
    listen(server::files(page.folder()), port)
}

/// The same with a page in progress, which is built again, and loaded again, after each edit.
pub fn serve_and_watch(profile: Profile, port: u16) -> Result<()> {
    // Before the first build, so that no edit is missed.
    let edits = Edits::of(workspace::root())?;
    let page = Page::in_progress(profile);
    page.build()?;
    let (builds, receiver) = watch::channel(now());
    let site = reloading(server::files(page.folder()), receiver);
    std::thread::spawn(move || {
        if let Err(error) = rebuild(&edits, &page, &builds) {
            eprintln!("error: {error:#}");
            std::process::exit(1);
        }
    });
    listen(site, port)
}

/// Builds `page` after each edit. A failure is reported, and the page stays as it was.
fn rebuild(edits: &Edits, page: &Page, builds: &watch::Sender<Build>) -> Result<()> {
    let mut wasm_is_current = true;
    loop {
        let change = edits.wait()?;
        let started = Instant::now();
        wasm_is_current &= change == Change::Page;
        let built = if wasm_is_current {
            page.assemble()
        } else {
            page.build()
        };
        match built {
            Ok(()) => {
                wasm_is_current = true;
                builds.send_replace(now());
                println!("built again in {:.2} s", started.elapsed().as_secs_f64());
            }
            Err(error) => eprintln!("error: {error:#}; still serving the page as it was"),
        }
    }
}

fn listen(site: axum::Router, port: u16) -> Result<()> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    runtime.block_on(async {
        let listener = server::listen(port).await?;
        println!(
            "\nXOR Lab is at http://{}/ (stop with Ctrl-C)",
            listener.local_addr()?
        );
        stdout().flush()?;
        axum::serve(listener, server::compressed(site))
            .await
            .context("the server has stopped")
    })
}

fn now() -> Build {
    UNIX_EPOCH.elapsed().unwrap_or_default().as_nanos()
}
