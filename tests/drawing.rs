//! Every drawing, made as SVG: what is in it, that it changes nothing, and that no run, however
//! it went, makes it fail. In the browser the same drawings go to a canvas.
#![cfg(not(target_arch = "wasm32"))]

#[path = "common/svg.rs"]
mod svg;

use svg::{INK, curve, polylines, svg, texts};
use xor_lab::engine::{Activation, Dataset, Gradient, Initializer};
use xor_lab::training::{History, Hyperparameters, PRESETS, Run};
use xor_lab::view::hidden_space::PRINCIPAL;
use xor_lab::view::loss_curve::{self, LossCurve};
use xor_lab::view::{HiddenSpace, Scale, Style, Surface};
use xor_lab::view::{hidden_space, surface};

fn surface_of(run: &Run, size: (u32, u32), style: &Style) -> String {
    svg(size, |area| {
        surface::draw(area, run, style, &mut Surface::default())
    })
}

fn hidden_space_of(run: &Run, size: (u32, u32), style: &Style) -> String {
    svg(size, |area| {
        hidden_space::draw(area, run, PRINCIPAL, style, &mut HiddenSpace::default())
    })
}

fn loss_curve_of(history: &History, scale: Scale, size: (u32, u32), style: &Style) -> String {
    let curve = curve(history, scale);
    svg(size, |area| loss_curve::draw(area, &curve, style).map(drop))
}

/// All drawings of a run at one size.
fn all(run: &Run, size: (u32, u32), style: &Style) -> [String; 4] {
    [
        surface_of(run, size, style),
        hidden_space_of(run, size, style),
        loss_curve_of(run.history(), Scale::Linear, size, style),
        loss_curve_of(run.history(), Scale::Logarithmic, size, style),
    ]
}

fn run(preset: &str, epochs: u64) -> Run {
    let mut run = Run::new(Hyperparameters::preset(preset).unwrap()).unwrap();
    run.train(epochs);
    run
}

#[test]
fn a_surface_has_image_contour_points_axes_and_corners() {
    let svg = surface_of(&run("corrected", 5000), (400, 400), &Style::light());
    assert_eq!(svg.matches("<image").count(), 1);
    assert_eq!(
        polylines(&svg, INK).len(),
        2,
        "one line on either side of the strip"
    );
    for text in [
        "(0,0)", "(0,1)", "(1,0)", "(1,1)", "x₁", "x₂", "0", "0.5", "1",
    ] {
        assert!(texts(&svg).contains(&text), "{text}");
    }
    let fills = |shape: &str, colour: &str| {
        let fill = format!("fill=\"{colour}\"");
        svg.lines()
            .filter(|line| line.starts_with(shape) && line.contains(&fill))
            .count()
    };
    assert_eq!(fills("<circle", "#2C6FBB"), 2, "targets of 0 are circles");
    assert_eq!(fills("<polygon", "#E07B1A"), 2, "targets of 1 are diamonds");
}

/// A surface of these points, drawn after others in the same work space, and where it is.
fn next_surface(points: &[[f64; 3]], surface: &mut Surface) -> (String, [f64; 6]) {
    let hyperparameters = Hyperparameters {
        dataset: Dataset::Points,
        points: points.to_vec(),
        ..Hyperparameters::default()
    };
    let run = Run::new(hyperparameters).unwrap();
    let svg = svg((420, 400), |area| {
        surface::draw(area, &run, &Style::light(), surface)
    });
    (svg, surface.place.expect("there is room"))
}

#[test]
fn a_surface_says_where_it_is() {
    let points = [[-3.25, 40.5, 0.0], [12.5, 17.125, 0.0], [2.0, 30.0, 0.0]];
    let (svg, [left, top, side, x1, x2, length]) = next_surface(&points, &mut Surface::default());
    let (image_left, image_bottom, image_side) = image_square(&svg);
    let image = [image_left, image_bottom - image_side, image_side];
    assert_eq!([left, top, side], image.map(f64::from));
    // Each point is drawn where a pointer finds it.
    for [point_1, point_2, _] in points {
        let x = left + side * (point_1 - x1) / length;
        let y = top + side * (1.0 - (point_2 - x2) / length);
        let circle = format!("<circle cx=\"{}\" cy=\"{}\"", x.round(), y.round());
        assert!(svg.contains(&circle), "{circle}");
    }
}

#[test]
fn a_surface_stays_as_long_as_it_shows_all_the_points() {
    let square = [[0.0, 0.0, 0.0], [1.0, 1.0, 0.0]];
    let wider = [square[0], square[1], [1.2, -0.2, 1.0]];
    let mut surface = Surface::default();
    let (_, first) = next_surface(&square, &mut surface);
    surface.stays = true;
    for points in [&wider[..], &wider[2..]] {
        assert_eq!(next_surface(points, &mut surface).1, first);
    }
    let (_, beyond) = next_surface(&[square[0], [1.3, 0.0, 1.0]], &mut surface);
    assert_ne!(beyond, first);
    surface.stays = false;
    assert_eq!(next_surface(&square, &mut surface).1, first);
}

#[test]
fn data_that_are_no_corners_have_no_corner_labels() {
    for preset in [
        Hyperparameters {
            dataset: Dataset::Circles,
            ..Hyperparameters::default()
        },
        Hyperparameters {
            noise: 0.1,
            ..Hyperparameters::default()
        },
    ] {
        let svg = surface_of(&Run::new(preset).unwrap(), (300, 300), &Style::light());
        assert!(!texts(&svg).contains(&"(0,0)"));
    }
}

#[test]
fn the_names_of_the_axes_stand_on_no_number() {
    let points = [[0.0, 0.0, 0.0], [5.0, 5.0, 1.0]].to_vec();
    let run = Run::new(Hyperparameters {
        dataset: Dataset::Points,
        points,
        ..Hyperparameters::default()
    });
    let svg = surface_of(&run.unwrap(), (500, 500), &Style::light());
    let texts = texts(&svg);
    // The plane shown goes to 6.25.
    assert!(texts.contains(&"4") && !texts.contains(&"6"), "{texts:?}");
    assert!(texts.contains(&"x₁") && texts.contains(&"x₂"));
}

#[test]
fn the_contour_goes_where_the_output_is_one_half() {
    // By hand: 0.5 where x₁ + x₂ is ½ and where it is 1½.
    let svg = surface_of(&run("by-hand", 0), (400, 400), &Style::light());
    let lines = polylines(&svg, INK);
    assert_eq!(lines.len(), 2);
    let (left, bottom, side) = image_square(&svg);
    for &(x, y) in lines.iter().flatten() {
        let x1 = -0.25 + 1.5 * f64::from(x - left) / f64::from(side);
        let x2 = -0.25 + 1.5 * f64::from(bottom - y) / f64::from(side);
        let sum = x1 + x2;
        assert!(
            (sum - 0.5).abs() < 0.01 || (sum - 1.5).abs() < 0.01,
            "{sum}"
        );
    }
}

/// Left, bottom and side of the embedded image.
fn image_square(svg: &str) -> (i32, i32, i32) {
    let image = svg.lines().find(|line| line.starts_with("<image")).unwrap();
    let number = |name: &str| -> i32 {
        let value = image.split(&format!(" {name}=\"")).nth(1).unwrap();
        value.split('"').next().unwrap().parse().unwrap()
    };
    assert_eq!(number("width"), number("height"));
    (
        number("x"),
        number("y") + number("height"),
        number("height"),
    )
}

#[test]
fn a_loss_curve_has_axes_curve_and_present_point() {
    let run = run("as-published", 5000);
    let svg = loss_curve_of(run.history(), Scale::Linear, (480, 260), &Style::light());
    for text in ["loss", "epoch", "0", "2", "4", "6", "1,000", "5,000"] {
        assert!(texts(&svg).contains(&text), "{text}");
    }
    let lines = polylines(&svg, INK);
    assert_eq!(lines.len(), 1);
    assert_eq!(
        svg.matches("<circle").count(),
        2,
        "the present point and its ring"
    );
    let svg = loss_curve_of(
        run.history(),
        Scale::Logarithmic,
        (480, 260),
        &Style::light(),
    );
    for text in ["1", "2", "5", "10"] {
        assert!(texts(&svg).contains(&text), "{text}");
    }
}

#[test]
fn what_lies_ahead_of_a_run_that_went_back_is_pale() {
    let run = run("as-published", 5000);
    let style = Style::light();
    let curve = LossCurve {
        now: (1000, 2.0),
        ..curve(run.history(), Scale::Linear)
    };
    let svg = svg((480, 260), |area| {
        loss_curve::draw(area, &curve, &style).map(drop)
    });
    let ink = polylines(&svg, INK);
    assert_eq!(ink.len(), 1);
    let whole = loss_curve_of(run.history(), Scale::Linear, (480, 260), &style);
    assert!(ink[0].last().unwrap().0 < polylines(&whole, INK)[0].last().unwrap().0);
    let pale = |line: &&str| line.contains("opacity=\"0.5\" stroke=\"#5C636B\"");
    let future = svg.lines().filter(pale).count();
    assert_eq!((future, whole.lines().filter(pale).count()), (1, 0));
}

#[test]
fn a_loss_axis_has_short_labels_and_more_than_one() {
    for loss in [0.7, 3.0, 31.4, 2e4, 123456.0, 654321.0, 3e9] {
        // As high as it is on the page's smallest figures.
        let history = History::new(loss);
        let svg = loss_curve_of(&history, Scale::Linear, (300, 150), &Style::light());
        let texts = texts(&svg);
        let end = texts.iter().position(|text| *text == "0").unwrap();
        let epochs = texts.iter().skip(end + 1).position(|text| *text == "0");
        let labels = &texts[end + 1..end + 1 + epochs.unwrap()];
        assert!(labels.len() > 1, "{loss}: {labels:?}");
        // 54 pixels less the tick, at 12 pixels a letter.
        assert!(labels.iter().all(|l| l.chars().count() <= 7), "{labels:?}");
    }
}

#[test]
fn one_spike_in_a_million_epochs_is_drawn() {
    let mut history = History::new(1.0);
    for epoch in 1..1_000_000 {
        history.push(if epoch == 777_777 { 90.0 } else { 1.0 });
    }
    let svg = loss_curve_of(&history, Scale::Linear, (480, 260), &Style::light());
    let lines = polylines(&svg, INK);
    let top = lines.iter().flatten().map(|point| point.1).min().unwrap();
    let bottom = lines.iter().flatten().map(|point| point.1).max().unwrap();
    assert!(bottom - top > 150, "{top} {bottom}");
    assert!(
        lines.iter().flatten().count() < 50,
        "and the rest is a straight line"
    );
}

#[test]
fn a_hidden_space_shows_a_plane_a_line_or_words() {
    let hidden = |hidden: &[usize]| {
        let hyperparameters = Hyperparameters {
            hidden: hidden.into(),
            ..Hyperparameters::default()
        };
        hidden_space_of(
            &Run::new(hyperparameters).unwrap(),
            (320, 320),
            &Style::light(),
        )
    };
    let plane = hidden(&[2]);
    assert!(texts(&plane).contains(&"a₁") && texts(&plane).contains(&"a₂"));
    assert_eq!(plane.matches("<image").count(), 1);
    assert_eq!(
        polylines(&plane, INK).len(),
        1,
        "the line where the output is one half"
    );
    let line = hidden(&[3, 1]);
    assert!(texts(&line).contains(&"a₁") && !texts(&line).contains(&"a₂"));
    assert_eq!(texts(&hidden(&[])), ["no hidden layer"]);
}

#[test]
fn a_hidden_space_of_many_units_shows_a_plane_of_it() {
    let hyperparameters = Hyperparameters {
        hidden: vec![3, 12],
        ..Hyperparameters::default()
    };
    let mut run = Run::new(hyperparameters).unwrap();
    run.train(2000);
    let drawn = |chosen| {
        svg((320, 320), |area| {
            let mut space = HiddenSpace::default();
            hidden_space::draw(area, &run, chosen, &Style::light(), &mut space)
        })
    };
    let principal = drawn(PRINCIPAL);
    for text in ["PC 1", "PC 2", "98 % of variance"] {
        assert!(texts(&principal).contains(&text), "{text}");
    }
    let two = drawn([2, 11]);
    for text in ["a₃", "a₁₂", "others at their mean"] {
        assert!(texts(&two).contains(&text), "{text}");
    }
    for picture in [&principal, &two] {
        assert_eq!(picture.matches("<image").count(), 1);
        assert_eq!(polylines(picture, INK).len(), 1, "the dividing line");
        let points = picture.matches("<circle").count() / 3;
        assert_eq!(points, 2, "and the data, two of a kind");
    }
}

#[test]
fn drawing_changes_nothing() {
    for preset in PRESETS {
        let mut drawn = run(preset, 20);
        let mut undrawn = drawn.clone();
        let (mut work, mut hidden) = (Surface::default(), HiddenSpace::default());
        for _ in 0..3 {
            let before = format!("{drawn:?}");
            let first = all(&drawn, (300, 260), &Style::dark());
            assert_eq!(
                first,
                all(&drawn, (300, 260), &Style::dark()),
                "drawn twice"
            );
            // A work space that has drawn something else draws the same.
            let style = Style {
                scale: 2.0,
                ..Style::dark()
            };
            svg((500, 500), |area| {
                surface::draw(area, &drawn, &style, &mut work)
            });
            svg((500, 500), |area| {
                hidden_space::draw(area, &drawn, PRINCIPAL, &style, &mut hidden)
            });
            let again = svg((300, 260), |area| {
                surface::draw(area, &drawn, &Style::dark(), &mut work)
            });
            assert_eq!(again, first[0]);
            assert_eq!(before, format!("{drawn:?}"));
            drawn.train(7);
            undrawn.train(7);
        }
        let bits = |numbers: &[f64]| numbers.iter().map(|n| n.to_bits()).collect::<Vec<_>>();
        assert_eq!(
            bits(drawn.network().parameters()),
            bits(undrawn.network().parameters())
        );
        assert_eq!(drawn.loss().to_bits(), undrawn.loss().to_bits());
        assert_eq!(
            format!("{:?}", drawn.history()),
            format!("{:?}", undrawn.history())
        );
    }
}

#[test]
fn all_activations_depths_and_data_sets_can_be_drawn() {
    use Activation::{Identity, LeakyRelu, Relu, Sigmoid, Tanh};
    for activation in [Sigmoid, Tanh, Relu, LeakyRelu, Identity] {
        for hidden in [&[][..], &[1], &[2], &[3, 2], &[64; 6]] {
            for dataset in [Dataset::Nand, Dataset::Spirals] {
                let hyperparameters = Hyperparameters {
                    dataset,
                    hidden: hidden.into(),
                    activation,
                    output_activation: activation,
                    learning_rate: 0.01,
                    ..Hyperparameters::default()
                };
                let mut run = Run::new(hyperparameters).unwrap();
                run.train(1);
                all(&run, (200, 200), &Style::light());
            }
        }
    }
}

#[test]
fn a_run_that_diverged_can_be_drawn() {
    for activation in [Activation::Identity, Activation::Relu, Activation::Tanh] {
        let hyperparameters = Hyperparameters {
            activation,
            output_activation: Activation::Identity,
            loss: xor_lab::engine::Loss::SquaredError,
            learning_rate: 1000.0,
            gradient: Gradient::WrongSign,
            hidden: vec![2, 2],
            ..Hyperparameters::default()
        };
        let mut run = Run::new(hyperparameters).unwrap();
        for _ in 0..50 {
            run.train(1);
            all(&run, (160, 160), &Style::light());
        }
        assert!(!run.loss().is_finite());
    }
}

#[test]
fn dead_and_huge_networks_can_be_drawn() {
    for value in [0.0, 1e6, -1e6] {
        for activation in [Activation::Sigmoid, Activation::Relu, Activation::Identity] {
            let hyperparameters = Hyperparameters {
                activation,
                output_activation: activation,
                init: Initializer::Given,
                weights: vec![vec![vec![value; 2]; 2], vec![vec![value; 2]]],
                biases: vec![vec![value; 2], vec![value]],
                ..Hyperparameters::default()
            };
            all(
                &Run::new(hyperparameters).unwrap(),
                (160, 160),
                &Style::light(),
            );
        }
    }
}

#[test]
fn losses_of_any_kind_can_be_drawn() {
    let kinds: [&[f64]; 9] = [
        &[0.0],
        &[0.0, 0.0, 0.0],
        &[1.5, 1.5, 1.5],
        &[f64::NAN],
        &[f64::INFINITY, 1.0, f64::NAN, 2.0, f64::NAN],
        &[1e300, 1e-300, f64::MAX],
        &[5e-324, 0.0],
        &[-1.0, -2.0],
        &[1.0, 0.0, 1e-12, 0.5],
    ];
    for losses in kinds {
        let mut history = History::new(losses[0]);
        losses[1..].iter().for_each(|&loss| history.push(loss));
        for scale in [Scale::Linear, Scale::Logarithmic] {
            let svg = loss_curve_of(&history, scale, (300, 200), &Style::light());
            assert!(!svg.contains("NaN") && !svg.contains("inf"), "{losses:?}");
            assert!(texts(&svg).contains(&"epoch"));
        }
    }
}

#[test]
fn every_size_is_fine() {
    let run = run("corrected", 30);
    for size in [
        (0, 0),
        (1, 1),
        (0, 300),
        (300, 0),
        (40, 40),
        (160, 160),
        (161, 90),
        (2000, 200),
    ] {
        for scale in [0.1, 1.0, 1.5, 4.0, 20.0] {
            let style = Style {
                scale,
                ..Style::light()
            };
            all(&run, size, &style);
        }
    }
    surface_of(&run, (2000, 2000), &Style::light());
}
