//! The loss curve: a part of the epochs, a future that was abandoned, losses of any size.
#![cfg(not(target_arch = "wasm32"))]

#[path = "common/svg.rs"]
mod svg;

use svg::{INK, curve, polylines, svg, texts};
use xor_lab::training::{History, Hyperparameters, Run, Span};
use xor_lab::view::loss_curve::{self, LossCurve};
use xor_lab::view::plot::Plot;
use xor_lab::view::{Scale, Style};

const SCALES: [Scale; 2] = [Scale::Linear, Scale::Logarithmic];

/// The picture, and where its plot is.
fn drawn(curve: &LossCurve) -> (String, Plot) {
    let mut plot = None;
    let text = svg((480, 260), |area| {
        plot = loss_curve::draw(area, curve, &Style::light())?;
        Ok(())
    });
    (text, plot.unwrap())
}

fn history(losses: impl IntoIterator<Item = f64>) -> History {
    let mut losses = losses.into_iter();
    let mut history = History::new(losses.next().unwrap());
    losses.for_each(|loss| history.push(loss));
    history
}

/// The labels of the y axis, from below, and those of the x axis.
fn labels(svg: &str) -> [Vec<&str>; 2] {
    let texts = texts(svg);
    let anchors = svg.split("text-anchor=\"").skip(1);
    ["end", "middle"].map(|anchor| {
        let chosen = anchors.clone().zip(&texts);
        let chosen = chosen.filter(|(at, text)| at.starts_with(anchor) && **text != "epoch");
        chosen.map(|(_, text)| *text).collect()
    })
}

/// Where the dots of an abandoned future are, from the left.
fn dots(svg: &str) -> Vec<(i32, i32)> {
    let of_a_dot = |line: &&str| line.contains("width=\"2\" height=\"2\"");
    let number = |line: &str, name: &str| -> i32 {
        let value = line.split(&format!(" {name}=\"")).nth(1).unwrap();
        value.split('"').next().unwrap().parse().unwrap()
    };
    let dots = svg.lines().filter(of_a_dot);
    dots.map(|line| (number(line, "x"), number(line, "y")))
        .collect()
}

#[test]
fn a_part_of_the_epochs_has_axes_of_its_own() {
    let history = history((0..5000).map(|epoch| 5.0 / f64::from(1 + epoch)));
    let (whole, plot) = drawn(&curve(&history, Scale::Linear));
    assert_eq!((plot.x, plot.y), ([0.0, 5000.0], [0.0, 5.0]));
    assert_eq!(whole.matches("<circle").count(), 2);

    let (part, plot) = drawn(&LossCurve {
        epochs: [100.0, 200.0],
        ..curve(&history, Scale::Linear)
    });
    assert_eq!(
        (plot.left, plot.top, plot.width, plot.height),
        (54, 24, 410, 210)
    );
    assert_eq!(plot.x, [100.0, 200.0]);
    assert_eq!(plot.y, [0.02, 0.05]);
    let [y, x] = labels(&part);
    assert_eq!(x, ["100", "120", "140", "160", "180", "200"]);
    assert!(y.contains(&"0.03") && y.contains(&"0.05"), "{y:?}");
    assert_eq!(part.matches("<circle").count(), 0, "the run is elsewhere");

    let line = polylines(&part, INK).concat();
    assert_eq!(line[0], plot.at(100.0, 5.0 / 101.0));
    assert_eq!(line[line.len() - 1], plot.at(200.0, 5.0 / 201.0));
}

#[test]
fn no_part_of_a_long_run_leads_out_of_the_plot() {
    let history = history((0..1_000_000).map(|epoch| f64::from(epoch % 977)));
    let middles = [0.0, 777.0, 40_000.0, 500_000.0, 999_999.0];
    for scale in SCALES {
        for middle in middles {
            for half in [1.0, 60.0, 1500.0, 100_000.0, 600_000.0] {
                let (svg, plot) = drawn(&LossCurve {
                    epochs: [middle - half, middle + half],
                    ..curve(&history, scale)
                });
                assert!(plot.x[1] - plot.x[0] >= 10.0, "{:?}", plot.x);
                let lines = polylines(&svg, INK).concat();
                assert!(!lines.is_empty(), "{middle} ± {half}");
                assert!(
                    lines.len() <= 2 * plot.width as usize,
                    "a point or two a column"
                );
                for (x, y) in lines {
                    assert!((plot.left..=plot.right()).contains(&x), "{middle} ± {half}");
                    assert!((plot.top..=plot.bottom()).contains(&y), "{middle} ± {half}");
                }
            }
        }
    }
}

#[test]
fn a_spike_is_drawn_however_far_it_is_from_the_edges() {
    let spike = 777_777;
    let history = history((0..1_000_000).map(|epoch| if epoch == spike { 90.0 } else { 1.0 }));
    for half in [700.0, 10_000.0, 200_000.0] {
        let (svg, plot) = drawn(&LossCurve {
            epochs: [f64::from(spike) - half, f64::from(spike) + half],
            ..curve(&history, Scale::Linear)
        });
        let line = polylines(&svg, INK).concat();
        let (x, _) = *line.iter().min_by_key(|point| point.1).unwrap();
        assert!(
            (x - plot.at(f64::from(spike), 0.0).0).abs() <= 40,
            "± {half}"
        );
        assert!(line.iter().map(|point| point.1).max() > Some(plot.bottom() - 40));
    }
}

/// A run that was changed at epoch 400 of 4000, and went on to epoch 900.
fn branched() -> Run {
    let mut run = Run::new(Hyperparameters::preset("as-published").unwrap()).unwrap();
    run.train(4000);
    run.seek(400);
    let next = Hyperparameters {
        learning_rate: 0.2,
        ..run.hyperparameters().clone()
    };
    run.update(next).unwrap();
    run.train(500);
    run
}

#[test]
fn an_abandoned_future_is_dotted_from_the_branch_on() {
    let mut run = branched();
    for scale in SCALES {
        let (svg, plot) = drawn(&LossCurve {
            scale,
            ..LossCurve::of(&run)
        });
        assert_eq!(plot.x, [0.0, 5000.0], "both of them");
        let dots = dots(&svg);
        let branch = plot.at(400.0, 0.0).0;
        assert!((branch..branch + 5).contains(&dots[0].0), "{:?}", dots[0]);
        let end = plot.at(4000.0, 0.0).0;
        assert!((end - 5..=end).contains(&dots[dots.len() - 1].0));
        let columns: Vec<i32> = dots.iter().map(|dot| dot.0).step_by(2).collect();
        assert!(columns.windows(2).all(|pair| pair[1] - pair[0] == 5));
        // The run itself goes no further than it has been.
        let line = polylines(&svg, INK).concat();
        assert_eq!(line[line.len() - 1].0, plot.at(900.0, 0.0).0);
    }
    run.dismiss_ghost();
    let (svg, plot) = drawn(&LossCurve::of(&run));
    assert_eq!((plot.x, dots(&svg).len()), ([0.0, 1000.0], 0));
}

#[test]
fn a_future_that_comes_again_covers_its_dots() {
    let mut run = Run::new(Hyperparameters::preset("corrected").unwrap()).unwrap();
    run.train(500);
    run.seek(50);
    for learning_rate in [0.7, 1.4] {
        let next = Hyperparameters {
            learning_rate,
            ..run.hyperparameters().clone()
        };
        run.update(next).unwrap();
    }
    run.train(450);
    let (svg, plot) = drawn(&LossCurve {
        // Where it falls without a spike.
        epochs: [100.0, 240.0],
        ..LossCurve::of(&run)
    });
    let dots = dots(&svg);
    assert!(dots.len() > 100);
    for (x, y) in dots {
        let part = f64::from(x - plot.left) / f64::from(plot.width);
        let epoch = (plot.x[0] + part * (plot.x[1] - plot.x[0])).round() as u64;
        let near = [epoch - 1, epoch, epoch + 1].map(|epoch| {
            let loss = run.history().loss_at(epoch).unwrap();
            plot.at(0.0, loss).1
        });
        let (high, low) = (near.iter().min().unwrap(), near.iter().max().unwrap());
        assert!(
            (high - 1..=low + 1).contains(&(y + 1)),
            "the dot at {x}, {y} is not on the curve at epoch {epoch}: {near:?}"
        );
    }
}

#[test]
fn the_axes_fit_an_abandoned_future_where_it_is_shown() {
    let history = history([1.0; 500]);
    let span = |first: u64, max: f64| Span {
        first,
        last: first + 9,
        min: 0.5,
        max,
    };
    let ghost: Vec<Span> = (0..90)
        .map(|i| span(100 + 10 * i, if i == 47 { 80.0 } else { 2.0 }))
        .collect();
    let of = |epochs| LossCurve {
        ghost: &ghost,
        epochs,
        ..curve(&history, Scale::Linear)
    };
    let (svg, plot) = drawn(&of([f64::NAN; 2]));
    assert_eq!((plot.x, plot.y), ([0.0, 1000.0], [0.0, 80.0]));
    let top = dots(&svg).into_iter().min_by_key(|dot| dot.1).unwrap();
    assert!(
        top.1 < 30 && (top.0 - plot.at(570.0, 0.0).0).abs() < 10,
        "{top:?}"
    );

    let (svg, plot) = drawn(&of([200.0, 300.0]));
    assert_eq!(plot.y, [0.5, 2.0]);
    let inside = |dot: &(i32, i32)| {
        (plot.left..plot.right()).contains(&dot.0) && (plot.top - 1..plot.bottom()).contains(&dot.1)
    };
    assert!(dots(&svg).iter().all(inside));
    let (svg, _) = drawn(&of([0.0, 50.0]));
    assert!(dots(&svg).is_empty());
}

#[test]
fn a_run_that_diverged_is_on_the_logarithmic_axis_from_its_start_to_its_end() {
    // Ten times as much at each epoch, to the largest double.
    let history = history((-2..309).map(|k| 10_f64.powi(k)));
    for now in [(310, 1e308), (20, 1e18)] {
        let (svg, plot) = drawn(&LossCurve {
            now,
            ..curve(&history, Scale::Logarithmic)
        });
        assert_eq!(plot.y, [-2.0, 308.0]);
        assert_eq!(labels(&svg)[0], ["1", "10¹⁰⁰", "10²⁰⁰", "10³⁰⁰"]);
        let line = polylines(&svg, INK).concat();
        let straight = |&(x, y): &(i32, i32)| {
            let part = f64::from(x - plot.left) / f64::from(plot.width) * 500.0 / 310.0;
            (f64::from(plot.bottom() - y) - part * f64::from(plot.height)).abs() < 3.0
        };
        assert!(line.len() >= 2 && line.iter().all(straight), "{line:?}");
    }
    let (svg, _) = drawn(&curve(&history, Scale::Logarithmic));
    assert!(svg.matches("<rect").count() < 60, "ticks can be told apart");

    let small = self::history([2.0, 1e-9, 1e-33]);
    let (svg, plot) = drawn(&curve(&small, Scale::Logarithmic));
    assert_eq!(plot.y, [-33.0, 1.0]);
    assert_eq!(labels(&svg)[0], ["10⁻³⁰", "10⁻²⁰", "10⁻¹⁰", "1"]);
}

#[test]
fn the_largest_losses_have_labels_and_a_grid_on_the_linear_axis() {
    for (loss, expected) in [
        (4e299, ["0", "10²⁹⁹", "2·10²⁹⁹", "3·10²⁹⁹", "4·10²⁹⁹"]),
        (8e306, ["0", "2·10³⁰⁶", "4·10³⁰⁶", "6·10³⁰⁶", "8·10³⁰⁶"]),
    ] {
        let history = history([1.0, loss]);
        let (svg, _) = drawn(&curve(&history, Scale::Linear));
        assert_eq!(labels(&svg)[0], expected);
        assert!(
            svg.matches("width=\"415\" height=\"1\"").count() == 5,
            "the grid"
        );
    }
    let history = history([1.0, f64::MAX]);
    let (svg, plot) = drawn(&curve(&history, Scale::Linear));
    assert_eq!(plot.y, [0.0, f64::MAX]);
    assert_eq!(labels(&svg)[0], ["0", "5·10³⁰⁷", "10³⁰⁸", "1.5·10³⁰⁸"]);
}

#[test]
fn losses_and_wishes_of_any_kind_can_be_drawn() {
    let kinds: [&[f64]; 7] = [
        &[0.0],
        &[f64::NAN],
        &[f64::INFINITY, 1.0, f64::NAN, 2.0, f64::NAN],
        &[1e300, 1e-300, f64::MAX],
        &[5e-324, 0.0],
        &[-1.0, -2.0],
        &[1.0, 0.0, 1e-12, 0.5],
    ];
    let epochs = [
        f64::NEG_INFINITY,
        -1e300,
        -5.0,
        0.0,
        7.5,
        1e300,
        f64::INFINITY,
        f64::NAN,
    ];
    let ghost: [&[Span]; 2] = [
        &[],
        &[Span {
            first: 2,
            last: 40,
            min: -0.5,
            max: f64::MAX,
        }],
    ];
    for losses in kinds {
        let history = history(losses.iter().copied().cycle().take(30));
        for scale in SCALES {
            for (from, to) in epochs.iter().flat_map(|&from| epochs.map(|to| (from, to))) {
                for ghost in ghost {
                    let (svg, plot) = drawn(&LossCurve {
                        ghost,
                        epochs: [from, to],
                        ..curve(&history, scale)
                    });
                    assert!(plot.x[0] >= 0.0 && plot.x[1] <= 50.0, "{:?}", plot.x);
                    assert!(!svg.contains("NaN") && !svg.contains("inf"), "{losses:?}");
                }
            }
        }
    }
}
