//! The notebook's four chapters: what it printed, and pictures of each run as SVG.
//!
//! ```console
//! cargo run --release --example notebook [FOLDER]
//! ```
//!
//! The pictures go to `FOLDER`, or else to `target/notebook/`.

use std::error::Error;
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::{env, fs};

use plotters::drawing::IntoDrawingArea;
use plotters_svg::SVGBackend;
use xor_lab::training::{HyperparameterError, Hyperparameters, Run};
use xor_lab::view::hidden_space::PRINCIPAL;
use xor_lab::view::loss_curve::{self, LossCurve};
use xor_lab::view::{Area, Drawn, HiddenSpace, Style, Surface, hidden_space, surface};

fn main() -> Result<(), Box<dyn Error>> {
    let folder = env::args_os().nth(1).map(PathBuf::from);
    let folder = folder.unwrap_or_else(|| "target/notebook".into());
    print!("{}", notebook(&folder)?);
    println!("\nPictures: {}", folder.display());
    Ok(())
}

/// Runs all chapters and draws each into `folder`; what the notebook printed of them.
pub fn notebook(folder: &Path) -> Result<String, Box<dyn Error>> {
    fs::create_dir_all(folder)?;
    let mut text = String::new();

    writeln!(text, "1. By hand: weights that answer exactly y\n")?;
    let run = start("by-hand")?;
    print_layers(&mut text, &run, 0)?;
    draw(folder, "by-hand", &run)?;

    writeln!(
        text,
        "\n2. A random start: all four answers near two thirds\n"
    )?;
    let run = start("random-start")?;
    print_layers(&mut text, &run, 8)?;
    writeln!(text, "loss {}", run.loss())?;
    draw(folder, "random-start", &run)?;

    writeln!(
        text,
        "\n3. As published: stuck, for one wrong index in a gradient\n"
    )?;
    let mut run = start("as-published")?;
    run.train(5000);
    print_losses(&mut text, &run, (1..=12).chain([5000]))?;
    print_answers(&mut text, &run)?;
    draw(folder, "as-published", &run)?;

    writeln!(text, "\n4. Corrected: XOR is learnt\n")?;
    let mut run = start("corrected")?;
    run.train(5000);
    print_losses(&mut text, &run, (1..=3).chain([5000]))?;
    print_answers(&mut text, &run)?;
    draw(folder, "corrected", &run)?;
    Ok(text)
}

/// The run of a chapter at epoch 0.
fn start(chapter: &str) -> Result<Run, HyperparameterError> {
    Run::new(Hyperparameters::preset(chapter)?)
}

/// Z and A of both layers, one row for each example, with so many decimals.
fn print_layers(text: &mut String, run: &Run, decimals: usize) -> Result<(), Box<dyn Error>> {
    let pass = run.pass();
    for (layer, &width) in run.network().sizes().iter().enumerate().skip(1) {
        for (name, number) in [
            (
                "Z",
                &(|j, n| pass.z(layer, j, n)) as &dyn Fn(usize, usize) -> f64,
            ),
            ("A", &|j, n| pass.a(layer, j, n)),
        ] {
            writeln!(text, "{name}[{layer}]")?;
            for example in 0..pass.examples() {
                for neuron in 0..width {
                    write!(text, " {:11.decimals$}", number(neuron, example))?;
                }
                writeln!(text)?;
            }
        }
    }
    Ok(())
}

/// The losses after some epochs, with all their digits.
fn print_losses(
    text: &mut String,
    run: &Run,
    epochs: impl Iterator<Item = u64>,
) -> Result<(), Box<dyn Error>> {
    for epoch in epochs {
        let loss = run
            .history()
            .loss_at(epoch)
            .ok_or("an epoch that has not been")?;
        writeln!(text, "epoch {epoch:4}  loss {loss}")?;
    }
    Ok(())
}

/// The answer to each example beside what is right.
fn print_answers(text: &mut String, run: &Run) -> Result<(), Box<dyn Error>> {
    let answers = run.pass().a_of(run.network().layers(), 0);
    for ([x1, x2, y], a) in run.points().iter().zip(answers) {
        writeln!(text, "({x1}, {x2}) → {a:.5}  y = {y}")?;
    }
    writeln!(text, "right: {} %", 100.0 * run.accuracy())?;
    Ok(())
}

/// The surface, the hidden space and, once there is one, the loss curve of a run.
fn draw(folder: &Path, chapter: &str, run: &Run) -> Result<(), Box<dyn Error>> {
    let mut style = Style::light();
    // plotters-svg writes sizes 1.24 times as small.
    style.font_size *= 1.24;
    let file = |view: &str| folder.join(format!("{chapter}-{view}.svg"));
    picture(&file("surface"), (480, 480), |area| {
        surface::draw(area, run, &style, &mut Surface::default())
    })?;
    // A run that has not begun has no curve.
    if run.epoch() > 0 {
        picture(&file("loss"), (640, 320), |area| {
            loss_curve::draw(area, &LossCurve::of(run), &style).map(drop)
        })?;
    }
    picture(&file("hidden"), (480, 360), |area| {
        hidden_space::draw(area, run, PRINCIPAL, &style, &mut HiddenSpace::default())
    })
}

/// An SVG of so many pixels in a file.
fn picture<'f>(
    file: &'f Path,
    size: (u32, u32),
    drawing: impl FnOnce(&Area<SVGBackend<'f>>) -> Drawn<SVGBackend<'f>>,
) -> Result<(), Box<dyn Error>> {
    let area = SVGBackend::new(file, size).into_drawing_area();
    drawing(&area)?;
    Ok(area.present()?)
}
