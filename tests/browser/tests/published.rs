//! What a host and other pages may rely on, served as `dist/_headers` asks for.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use axum::Router;
use axum::extract::Request;
use axum::http::{HeaderName, HeaderValue, header};
use axum::middleware::{Next, from_fn};
use axum::response::Html;
use axum::routing::get;
use browser_tests::{Browser, Figure, Screen, Site, until};
use xtask::{server, workspace};

#[tokio::test]
async fn names_say_what_is_in_the_files_and_they_are_kept_for_ever() -> Result<()> {
    // As another implementation of SHA-384 sees them.
    const DIGESTS: &str = r#"
        const [names, done] = arguments;
        const hex = (bytes) => [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
        Promise.all(names.map(async (name) => {
            const answer = await fetch(name);
            const digest = await crypto.subtle.digest("SHA-384", await answer.arrayBuffer());
            return [name, hex(new Uint8Array(digest)), answer.headers.get("Cache-Control")];
        })).then(done);
    "#;
    let page = Browser::start_on(Site::of(host()?).await?).await?;
    page.look_with(Screen::WIDE).await?;
    page.open().await?;
    let names: Vec<_> = files(&workspace::dist())?
        .iter()
        .filter_map(|file| {
            Some(
                file.strip_prefix(workspace::dist())
                    .ok()?
                    .to_str()?
                    .to_owned(),
            )
        })
        .filter(|name| hash(name).is_some())
        .collect();
    for kind in ["css", "js", "wasm"] {
        assert!(
            names.iter().any(|name| name.ends_with(kind)),
            "{kind}: {names:?}"
        );
    }
    let digests = page.execute_async(DIGESTS, vec![names.into()]).await?;
    for (name, digest, kept) in digests.convert::<Vec<(String, String, String)>>()? {
        assert_eq!(hash(&name), Some(&digest[..8]), "{name}");
        assert!(kept.ends_with("immutable"), "{name}: {kept}");
    }
    assert_eq!(page.complaints().await?, Vec::<String>::new());
    Ok(())
}

#[tokio::test]
async fn the_page_runs_under_the_policy_that_comes_with_it() -> Result<()> {
    let page = Browser::start_on(Site::of(host()?).await?).await?;
    page.look_with(Screen::WIDE).await?;
    page.open().await?;
    let figure = page.figure("xor-lab[preset=corrected]").await?;
    figure.scroll_to().await?;
    figure.press("Step").await?;
    until("it is drawn", async || Ok(figure.reading().await?.0 == 1)).await?;
    share(&figure).await?;
    assert_eq!(page.complaints().await?, Vec::<String>::new());
    // There is a policy, and it is strict.
    const INLINE: &str = "const script = document.createElement('script');
        script.textContent = 'window.inline = true';
        document.head.append(script);
        return window.inline ?? false";
    assert!(!page.evaluate::<bool>(INLINE).await?);
    Ok(())
}

#[tokio::test]
async fn a_foreign_page_runs_this_build_and_no_other() -> Result<()> {
    let tag = std::fs::read_to_string(workspace::dist().join("integrity.txt"))?;
    let other = std::fs::read_to_string(workspace::dist().join("www/xor-lab.js"))? + "\n";
    let headers = [
        (header::CONTENT_TYPE, "text/javascript"),
        (header::ACCESS_CONTROL_ALLOW_ORIGIN, "*"),
    ];
    let lab = host()?.route("/other/www/xor-lab.js", get(async move || (headers, other)));
    let lab = Site::of(lab).await?;
    let folder = lab.url();
    let origin = folder.split("/some/").next().context("an origin")?;
    let guide = std::fs::read_to_string(workspace::root().join("DEPLOY.md"))?;
    let mut lines = guide.lines();
    let policy = lines.find(|line| line.starts_with("script-src https://lab.example"));
    let policy = policy.context("a policy for pages elsewhere")?;
    let policy = policy.replace("https://lab.example", origin);
    let page = |folder: &str| {
        let tag = tag.replace("src=\"", &format!("src=\"{folder}"));
        Html(format!(
            "<!doctype html><title>Foreign</title><link rel=icon href=data:,>
             <meta http-equiv=Content-Security-Policy content=\"default-src 'none'; {policy}\">
             {tag}<xor-lab preset=corrected></xor-lab>"
        ))
    };
    let [this, other] = [page(&folder), page(&(folder.clone() + "other/"))];
    let foreign = Router::new()
        .route("/this.html", get(async || this))
        .route("/other.html", get(async || other));
    let page = Browser::start_on(Site::of(foreign).await?).await?;
    page.look_with(Screen::WIDE).await?;
    page.open_at(&(page.url() + "this.html")).await?;
    let figure = page.figure("xor-lab").await?;
    figure.press("Step").await?;
    until("it is drawn", async || Ok(figure.reading().await?.0 == 1)).await?;
    share(&figure).await?;
    let complaints = page.complaints().await?;
    let own = complaints
        .iter()
        .filter(|complaint| !complaint.contains(&folder));
    assert_eq!(own.collect::<Vec<_>>(), Vec::<&String>::new());

    page.goto(page.url() + "other.html").await?;
    until("the other is refused", async || {
        let complaints = page.complaints().await?;
        Ok(complaints
            .iter()
            .any(|complaint| complaint.contains("integrity")))
    })
    .await?;
    assert!(
        !page
            .evaluate::<bool>("return !!customElements.get('xor-lab')")
            .await?
    );
    Ok(())
}

#[test]
fn every_address_leads_somewhere() -> Result<()> {
    let mut found = 0;
    for file in files(&workspace::dist())? {
        let is_page = file
            .extension()
            .is_some_and(|extension| extension == "html");
        let Ok(text) = std::fs::read_to_string(&file) else {
            continue;
        };
        // Its script stands in it, and what looks like an address there need not be one.
        let is_page = is_page && !file.ends_with("xor-lab.html");
        for address in text.split(['"', '\'', '`']) {
            let (address, _) = address.split_once(['#', '?']).unwrap_or((address, ""));
            let relative = address.starts_with("./") || address.starts_with("../");
            if relative && (is_page || hash(address).is_some()) {
                let path = file.with_file_name("").join(address);
                assert!(path.exists(), "{address} in {}", file.display());
                found += 1;
            }
        }
    }
    assert!(found > 5, "{found}");
    Ok(())
}

/// Opens what is loaded when it is asked for, style sheet and all.
async fn share(figure: &Figure<'_>) -> Result<()> {
    figure.press("Share").await?;
    until("the panel has its style", async || {
        figure
            .run("const offers = root.querySelector('.home .offers'); return !!offers && getComputedStyle(offers).display === 'flex'")
            .await
    })
    .await
}

/// The page as a host serves it that reads `_headers`.
fn host() -> Result<Router> {
    let text = std::fs::read_to_string(workspace::dist().join("_headers"))?;
    let mut rules = Vec::new();
    let mut path = String::new();
    for line in text.lines() {
        match line.trim_start().split_once(": ") {
            Some((name, value)) => rules.push((
                path.clone(),
                name.parse::<HeaderName>()?,
                value.parse::<HeaderValue>()?,
            )),
            None => path = line.to_owned(),
        }
    }
    let files = server::files(&workspace::dist());
    Ok(files.layer(from_fn(move |request: Request, next: Next| {
        let address = request.uri().path();
        let matching = rules
            .iter()
            .filter(|(path, ..)| path == "/*" || path == address);
        let headers: Vec<_> = matching.cloned().collect();
        async move {
            let mut answer = next.run(request).await;
            for (_, name, value) in headers {
                answer.headers_mut().insert(name, value);
            }
            answer
        }
    })))
}

/// `1a2b3c4d` of `page-1a2b3c4d.css`.
fn hash(name: &str) -> Option<&str> {
    let (_, rest) = name.rsplit_once('-')?;
    let (hash, _) = rest.split_once('.')?;
    let is_hash = hash.len() == 8 && hash.bytes().all(|byte| byte.is_ascii_hexdigit());
    is_hash.then_some(hash)
}

/// The files of the page; a package is none of it.
fn files(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut all = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if !path.is_dir() {
            all.push(path);
        } else if path != workspace::dist().join("npm") {
            all.extend(files(&path)?);
        }
    }
    Ok(all)
}
