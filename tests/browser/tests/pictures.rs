//! Views as pictures to take home: SVG with real text and shapes, and PNG.

use anyhow::Result;
use axum::http::{HeaderValue, header};
use axum::middleware::map_response;
use axum::response::Response;
use browser_tests::{Browser, Figure, Picture, Screen, Site, until};
use serde::Deserialize;
use serde_json::Value;
use xtask::{server, workspace};

const FIGURE: &str = "xor-lab[preset=corrected][views~=diagram]";
const VIEWS: [&str; 9] = [
    "surface",
    "loss",
    "hidden",
    "diagram",
    "numbers",
    "glass-box",
    "check",
    "losses",
    "seeds",
];

/// The figure with all views, all drawn.
async fn with_all_views(page: &Browser) -> Result<Figure<'_>> {
    let figure = page.figure(FIGURE).await?;
    figure
        .run::<()>(&format!(
            "figure.setAttribute('views', '{}')",
            VIEWS.join(" ")
        ))
        .await?;
    figure.scroll_to().await?;
    until("all views are drawn", async || {
        const DRAWN: &str = "return root.querySelectorAll('.check-panel td').length > 0
            && [...root.querySelectorAll('canvas')].every((canvas) => canvas.width > 1)
            && root.querySelector('.net .neuron') !== null";
        figure.run(DRAWN).await
    })
    .await?;
    Ok(figure)
}

/// What is in a picture's SVG.
#[derive(Deserialize)]
struct Document {
    title: String,
    /// Width and height that it says it has.
    size: (u32, u32),
    view_box: String,
    /// Its texts, but no halos.
    texts: Vec<String>,
    /// How many elements there are of a name.
    elements: std::collections::HashMap<String, usize>,
}

/// A view as it is taken home, read as XML.
async fn document(figure: &Figure<'_>, view: &str) -> Result<Document> {
    let script = format!(
        "return figure.takeHome().then((home) => home.svg('{view}')).then((text) => {{
             const read = new DOMParser().parseFromString(text, 'image/svg+xml');
             const broken = read.querySelector('parsererror');
             if (broken) throw new Error(broken.textContent);
             const svg = read.documentElement;
             const elements = {{}};
             for (const {{ localName }} of svg.querySelectorAll('*')) elements[localName] = (elements[localName] ?? 0) + 1;
             return {{
                 title: svg.querySelector('title').textContent,
                 size: [Number(svg.getAttribute('width')), Number(svg.getAttribute('height'))],
                 view_box: svg.getAttribute('viewBox'),
                 texts: Array.from(svg.querySelectorAll('text:not([aria-hidden])'), (text) => text.textContent),
                 elements,
             }};
         }})"
    );
    figure.run(&script).await
}

impl Document {
    fn count(&self, name: &str) -> usize {
        self.elements.get(name).copied().unwrap_or(0)
    }

    #[track_caller]
    fn assert_says(&self, texts: &[&str]) {
        for text in texts {
            let said = self.texts.iter().any(|said| said == text);
            assert!(said, "no {text:?} in {}: {:?}", self.title, self.texts);
        }
    }
}

/// The words that a reader sees in a panel, apart from what is there to be used.
async fn words(figure: &Figure<'_>, view: &str) -> Result<Vec<String>> {
    let script = format!(
        "const words = [];
         const panel = root.querySelector('.{view}-panel');
         const texts = document.createTreeWalker(panel, NodeFilter.SHOW_TEXT);
         while (texts.nextNode()) {{
             const element = texts.currentNode.parentElement;
             const tool = element.closest('.tools, .hand, .button:not([aria-pressed=true]), [role=slider]');
             const hint = element.closest('.walk:has(> [hidden]), .explained:not(:has(> .formula:not([hidden])))');
             const seen = element.checkVisibility({{ visibilityProperty: true }}) && getComputedStyle(element).clipPath === 'none';
             if (seen && !tool && !hint) words.push(...texts.currentNode.data.trim().split(/\\s+/).filter(Boolean));
         }}
         return words.sort()"
    );
    figure.run(&script).await
}

async fn assert_pictures_say_all(figure: &Figure<'_>) -> Result<()> {
    for view in VIEWS {
        let picture = document(figure, view).await?;
        let mut said: Vec<String> = (picture.texts.iter())
            .flat_map(|text| text.split_whitespace().map(str::to_owned))
            .collect();
        // What the canvases say is not on the page as text.
        let expected = words(figure, view).await?;
        for word in &expected {
            let place = said.iter().position(|other| other == word);
            let place = place.unwrap_or_else(|| panic!("{view}: no (other) {word:?}: {said:?}"));
            said.swap_remove(place);
        }
        if !["surface", "loss", "hidden"].contains(&view) {
            assert_eq!(said, [""; 0], "{view} says more than the page");
        }
        let (width, height) = picture.size;
        assert_eq!(picture.view_box, format!("0 0 {width} {height}"), "{view}");
        for name in ["foreignObject", "style", "script"] {
            assert_eq!(picture.count(name), 0, "{view} has {name}");
        }
        assert!(
            picture.texts.contains(&picture.title),
            "{view}: {}",
            picture.title
        );
    }
    Ok(())
}

#[tokio::test]
async fn a_picture_of_any_view_says_what_the_page_says() -> Result<()> {
    for screen in [Screen::WIDE, Screen::NARROW.dark()] {
        Browser::visit(screen, async |page| {
            let figure = with_all_views(page).await?;
            assert_pictures_say_all(&figure).await?;
            // With a formula, and all tables open.
            figure.run::<()>("figure.train(300)").await?;
            const OPEN: &str = "root.querySelector('[aria-label^=\"∂L/∂W[1]\"] td').click();
                for (const toggle of root.querySelectorAll('.tool[aria-expanded]')) toggle.click()";
            figure.run::<()>(OPEN).await?;
            page.next_frame().await?;
            assert_pictures_say_all(&figure).await?;
            let glass_box = document(&figure, "glass-box").await?;
            glass_box.assert_says(&["∂L/∂W[1], neuron 1, from input 1", "∂", "δ"]);
            assert!(glass_box.count("path") > 0, "no bar of a fraction");
            Ok(())
        })
        .await?;
    }
    Ok(())
}

#[tokio::test]
async fn what_canvases_show_is_text_and_shapes() -> Result<()> {
    Browser::visit(Screen::WIDE, async |page| {
        let figure = with_all_views(page).await?;
        figure.run::<()>("figure.train(800)").await?;
        page.next_frame().await?;

        let surface = document(&figure, "surface").await?;
        surface.assert_says(&["(0,0)", "(0,1)", "(1,0)", "(1,1)", "x₁", "x₂", "0.5"]);
        assert_eq!(surface.count("image"), 1);
        assert!(surface.count("path") > 10, "{:?}", surface.elements);

        let loss = document(&figure, "loss").await?;
        loss.assert_says(&["loss", "epoch", "0", "2", "4", "200", "800", "1,000"]);
        assert_eq!(loss.count("image"), 0);
        // The curve, and where the run is.
        assert_eq!(loss.count("path"), 3);

        let hidden = document(&figure, "hidden").await?;
        hidden.assert_says(&["a₁", "a₂"]);
        assert_eq!(hidden.count("image"), 1);

        let diagram = document(&figure, "diagram").await?;
        assert_eq!(diagram.count("image"), 5, "a surface for each neuron");

        // Also where there is little to be seen.
        figure
            .run::<()>("figure.hyperparameters = { hidden: [] }")
            .await?;
        page.next_frame().await?;
        let hidden = document(&figure, "hidden").await?;
        hidden.assert_says(&["no hidden layer"]);
        assert_pictures_say_all(&figure).await
    })
    .await
}

/// The pixels of a PNG that a script promises, as a blob or in base64.
async fn decoded(figure: &Figure<'_>, script: &str) -> Result<Picture> {
    let script = format!(
        "const decode = async (png) => {{
             const blob = typeof png === 'string' ? new Blob([Uint8Array.fromBase64(png)]) : png;
             const image = await createImageBitmap(blob);
             const {{ width, height }} = image;
             const context = new OffscreenCanvas(width, height).getContext('2d');
             context.drawImage(image, 0, 0);
             const {{ data }} = context.getImageData(0, 0, width, height);
             return [width, height, new Uint8Array(data.buffer).toBase64()];
         }};
         {script}"
    );
    let (width, height, rgba): (usize, usize, String) = figure.run(&script).await?;
    let rgba = base64::Engine::decode(&base64::prelude::BASE64_STANDARD, rgba)?;
    Ok(Picture {
        width,
        height,
        rgba,
    })
}

/// A view as PNG.
async fn png(figure: &Figure<'_>, view: &str) -> Result<Picture> {
    let script =
        format!("return figure.takeHome().then((home) => home.png('{view}')).then(decode)");
    decoded(figure, &script).await
}

/// What the screen, at two pixels for a CSS pixel, shows of a view.
async fn on_screen(page: &Browser, figure: &Figure<'_>, view: &str) -> Result<Picture> {
    let script = format!(
        "const {{ left, top, width, height }} = root.querySelector('.{view}-panel').getBoundingClientRect();
         return [left, top + scrollY, width, height].map((length) => 2 * length)"
    );
    let place: [f64; 4] = figure.run(&script).await?;
    let [left, top, width, height] = place.map(|length| length.round() as usize);
    let strip = page
        .picture((top / 2) as u32, ((top + height) / 2 + 1) as u32)
        .await?;
    let strip = base64::Engine::encode(&base64::prelude::BASE64_STANDARD, strip);
    let strip = decoded(figure, &format!("return decode('{strip}')")).await?;
    Ok(cut(&strip, [left, top % 2], [width, height]))
}

/// A part of a picture.
fn cut(picture: &Picture, [left, top]: [usize; 2], [width, height]: [usize; 2]) -> Picture {
    let rows = picture
        .rgba
        .chunks(4 * picture.width)
        .skip(top)
        .take(height);
    let rgba = rows
        .flat_map(|row| &row[4 * left..4 * (left + width)])
        .copied();
    Picture {
        width,
        height,
        rgba: rgba.collect(),
    }
}

/// The mean difference of two pictures of one size, of 255, to an eye that sees no less than a
/// square of four by four pixels: the page does not begin at a whole one.
fn difference(one: &Picture, other: &Picture) -> f64 {
    const SIDE: usize = 4;
    assert_eq!((one.width, one.height), (other.width, other.height));
    let [columns, rows] = [one.width, one.height].map(|length| length / SIDE);
    let mut sums = vec![0; 4 * columns * rows];
    for y in 0..rows * SIDE {
        for x in 0..columns * SIDE {
            let (pixel, square) = (4 * (y * one.width + x), 4 * (y / SIDE * columns + x / SIDE));
            for channel in 0..4 {
                let [a, b] = [one, other].map(|of| i32::from(of.rgba[pixel + channel]));
                sums[square + channel] += a - b;
            }
        }
    }
    let sum: f64 = sums.iter().map(|&sum: &i32| f64::from(sum.abs())).sum();
    sum / (sums.len() * SIDE * SIDE) as f64
}

#[tokio::test]
async fn a_png_is_twice_as_large_and_looks_like_the_screen() -> Result<()> {
    let sharp = Screen {
        scale: 2.0,
        ..Screen::NARROW
    };
    for screen in [sharp, sharp.dark()] {
        Browser::visit(screen, async |page| {
            let figure = with_all_views(page).await?;
            figure.run::<()>("figure.train(300)").await?;
            page.next_frame().await?;
            for view in ["surface", "loss", "hidden", "losses"] {
                let picture = png(&figure, view).await?;
                let (width, height) = document(&figure, view).await?.size;
                let twice = (2 * width as usize, 2 * height as usize);
                assert_eq!((picture.width, picture.height), twice, "{view}");

                let shown = on_screen(page, &figure, view).await?;
                // Without the margin of the one, and the buttons beside the other's title.
                let size = [
                    shown.width.min(twice.0 - 64),
                    shown.height.min(twice.1 - 64) - 64,
                ];
                let (picture, shown) = (cut(&picture, [32, 96], size), cut(&shown, [0, 64], size));
                let mut blank = shown.clone();
                let paper = shown.rgba[..4].to_vec();
                for pixel in blank.rgba.chunks_mut(4) {
                    pixel.copy_from_slice(&paper);
                }
                let [off, all] = [&picture, &blank].map(|of| difference(of, &shown));
                // Measured: at most 0.8, and 0.24 of what a picture with nothing on it is off.
                assert!(off < 1.0 && off < all / 3.0, "{view}: {off} of {all}");
            }
            Ok(())
        })
        .await?;
    }
    Ok(())
}

/// All that a reader could see of a figure, and where they are.
async fn seen(figure: &Figure<'_>) -> Result<Value> {
    const SEEN: &str = "const all = [...root.querySelectorAll('*')];
        return [
            figure.snapshot(), root.querySelector('.figure').outerHTML, root.adoptedStyleSheets.length,
            [...root.querySelectorAll('canvas')].map((canvas) => canvas.toDataURL()),
            all.map((element) => [element.scrollLeft, element.scrollTop]).filter(([left, top]) => left || top),
            [scrollX, scrollY], all.indexOf(root.activeElement),
        ]";
    figure.run(SEEN).await
}

#[tokio::test]
async fn taking_pictures_changes_nothing() -> Result<()> {
    Browser::visit(Screen::NARROW, async |page| {
        let figure = with_all_views(page).await?;
        // The reader is in the middle of it, and has scrolled.
        const READ: &str = "figure.hyperparameters = { hidden: [6] };
            figure.train(300);
            for (const toggle of root.querySelectorAll('.tool[aria-expanded]')) toggle.click();
            const cell = root.querySelector('.glass-box-panel [aria-label^=\"δ[1]\"] td');
            cell.focus();
            cell.scrollIntoView({ behavior: 'instant', block: 'start' })";
        figure.run::<()>(READ).await?;
        page.next_frame().await?;
        const SCROLL: &str = "for (const part of root.querySelectorAll('.scroll'))
            part.scrollTo({ left: 30, top: 50, behavior: 'instant' })";
        until("the tables have come", async || {
            figure.run("return [...root.querySelectorAll('.data:not([hidden])')].every((data) => data.querySelector('td')?.textContent)").await
        })
        .await?;
        figure.run::<()>(SCROLL).await?;
        page.next_frame().await?;
        // A busy machine draws a little later.
        let mut before = seen(&figure).await?;
        until("it stands still", async || {
            page.next_frame().await?;
            let now = seen(&figure).await?;
            let still = now == before;
            before = now;
            Ok(still)
        })
        .await?;
        assert_ne!(before[4], serde_json::json!([]), "something is scrolled");
        for view in VIEWS {
            document(&figure, view).await?;
            assert!(seen(&figure).await? == before, "{view}");
        }
        page.next_frame().await?;
        assert!(seen(&figure).await? == before, "a frame later");
        // Drawn anew.
        figure.run::<()>("figure.hyperparameters = {}").await?;
        page.next_frame().await?;
        page.next_frame().await?;
        assert!(seen(&figure).await? == before, "drawn anew");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn where_there_can_be_no_picture_it_says_why() -> Result<()> {
    Browser::visit(Screen::WIDE, async |page| {
        let figure = page.figure(FIGURE).await?;
        const REFUSED: &str = "Image.prototype.decode = () => Promise.reject(new Error('as some browsers do'));
            return figure.takeHome().then((home) => home.png('loss')).catch(({ message }) => message)";
        let message: String = figure.run(REFUSED).await?;
        assert!(message.contains("No PNG can be made here"), "{message}");
        const HIDDEN: &str = "figure.hidden = true; return figure.takeHome().then((home) => home.svg('surface')).catch(({ message }) => message)";
        let message: String = figure.run(HIDDEN).await?;
        assert!(message.contains("does not show"), "{message}");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_strict_security_policy_takes_no_offence_at_svg() -> Result<()> {
    const POLICY: &str = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'";
    let strict = map_response(async |mut response: Response| {
        let policy = HeaderValue::from_static(POLICY);
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_SECURITY_POLICY, policy);
        response
    });
    let page = server::files(&workspace::dist()).layer(strict);
    let page = Browser::start_on(Site::of(page).await?).await?;
    page.look_with(Screen::WIDE).await?;
    page.open().await?;
    let figure = with_all_views(&page).await?;
    for view in VIEWS {
        document(&figure, view).await?;
    }
    assert_eq!(page.complaints().await?, [""; 0]);
    // For a PNG the browser has to show the SVG as an image.
    const REFUSED: &str =
        "return figure.takeHome().then((home) => home.png('loss')).catch(({ message }) => message)";
    let message: String = figure.run(REFUSED).await?;
    assert!(message.contains("img-src"), "{message}");
    assert_eq!(page.complaints().await?.len(), 1);
    Ok(())
}
