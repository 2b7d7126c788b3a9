//! Planes in the space of a hidden layer: principal components against NumPy's eigenvectors, and
//! what a picture relies on.

#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

mod common;

use common::{Within, assert_all_close, assert_close, bits, fixture, numbers, objects};
use serde_json::json;
use xor_lab::engine::Pass;
use xor_lab::training::{Hyperparameters, Run};
use xor_lab::view::hidden_space::PRINCIPAL;
use xor_lab::view::{HiddenSpace, Projection};

const FIXTURE: &str = include_str!("fixtures/projection.json");

/// Examples × units as a layer 0.
fn layer(rows: &[Vec<f64>]) -> Pass {
    let mut pass = Pass::new(&[rows[0].len(), 1], rows.len());
    pass.load(rows.len(), &|example| &rows[example]);
    pass
}

fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

fn assert_orthonormal(plane: &Projection) {
    let [e1, e2] = &plane.directions;
    for (product, expected) in [(dot(e1, e1), 1.0), (dot(e2, e2), 1.0), (dot(e1, e2), 0.0)] {
        assert_close(product, expected, Within::Absolute(1e-12), "e · e");
    }
}

fn principal(pass: &Pass, units: usize) -> (Projection, f64) {
    Projection::principal(pass, 0, units, None)
}

#[test]
fn principal_components_are_numpys() {
    let document = fixture(FIXTURE);
    for case in objects(&document["cases"]) {
        let name = &case["name"];
        let rows: Vec<Vec<f64>> = serde_json::from_value(case["activations"].clone()).unwrap();
        let units = rows[0].len();
        let (plane, part) = principal(&layer(&rows), units);
        assert_orthonormal(&plane);
        let mean = numbers(&case["mean"]);
        let largest = rows
            .iter()
            .flatten()
            .fold(0.0_f64, |most, a| most.max(a.abs()));
        assert_all_close(
            &plane.centre,
            &mean,
            Within::Absolute(1e-14 * largest),
            name,
        );
        let part_wanted = case["part"].as_f64().unwrap();
        assert_close(part, part_wanted, Within::Relative(1e-8), name);

        let [first, second] = ["first", "second"].map(|key| numbers(&case[key]));
        for unit in 0..units {
            // The plane, whatever its directions: the projection of each unit on it.
            let on = |e: &[f64]| -> Vec<f64> { e.iter().map(|x| x * e[unit]).collect() };
            let sum = |a: Vec<f64>, b: Vec<f64>| -> Vec<f64> {
                a.into_iter().zip(b).map(|(a, b)| a + b).collect()
            };
            let [e1, e2] = plane.directions.each_ref().map(|e| on(e));
            let expected = sum(on(&first), on(&second));
            assert_all_close(&sum(e1, e2), &expected, Within::Absolute(1e-8), name);
        }
        let ratios = numbers(&case["ratios"]);
        if ratios[0] < 0.98 {
            let cosines = [(0, &first), (1, &second)].map(|(i, e)| dot(&plane.directions[i], e));
            for cosine in cosines {
                assert_close(cosine.abs(), 1.0, Within::Absolute(1e-12), name);
            }
        }
    }
}

#[test]
fn data_that_hardly_vary_have_a_plane_too() {
    let same = layer(&vec![vec![0.3, 0.1, 0.7]; 4]);
    let (plane, part) = principal(&same, 3);
    assert_orthonormal(&plane);
    assert_eq!(part, 1.0);
    let images = plane.images(&same, 0);
    assert!(images.as_flattened().iter().all(|x| x.abs() < 1e-15));

    let on_a_line: Vec<_> = (0..9).map(|i| vec![0.1 * f64::from(i); 3]).collect();
    let line = layer(&on_a_line);
    let (plane, part) = principal(&line, 3);
    assert_orthonormal(&plane);
    assert_close(part, 1.0, Within::Absolute(1e-12), "all on one line");
    for (i, [u, v]) in (0..9).zip(plane.images(&line, 0)) {
        let along = 0.1 * (f64::from(i) - 4.0) * 3f64.sqrt();
        assert_close(u, along, Within::Absolute(1e-12), "u");
        assert_close(v, 0.0, Within::Absolute(1e-12), "v");
    }
    for bad in [f64::NAN, f64::INFINITY, f64::MAX] {
        let diverged = layer(&[vec![0.0, bad, 1.0], vec![1.0, -bad, 2.0]]);
        assert_orthonormal(&principal(&diverged, 3).0);
    }
}

fn run(hidden: &[usize], dataset: &str, activation: &str) -> Run {
    let changes = json!({
        "hidden": hidden, "dataset": dataset, "activation": activation, "learningRate": 0.003,
        "reduction": "mean", "optimizer": "adam", "init": "xavier-uniform", "seed": 1,
    });
    let hyperparameters: Hyperparameters = serde_json::from_value(changes).unwrap();
    Run::new(hyperparameters).unwrap()
}

#[test]
fn on_the_plane_the_output_is_what_the_network_answers_there() {
    for (hidden, chosen) in [
        (&[8, 5][..], PRINCIPAL),
        (&[4], [3, 1]),
        (&[2], PRINCIPAL),
        (&[1], PRINCIPAL),
    ] {
        let mut run = run(hidden, "circles", "tanh");
        run.train(50);
        let (network, layer) = (run.network(), hidden.len());
        let units = hidden[layer - 1];
        let plane = if chosen == PRINCIPAL && units > 2 {
            Projection::principal(run.pass(), layer, units, None).0
        } else if units <= 2 {
            Projection::of_units(run.pass(), layer, units, [0, 1])
        } else {
            Projection::of_units(run.pass(), layer, units, chosen)
        };
        let [p, q, r] = plane.output(network);
        for [u, v] in [[0.0, 0.0], [0.3, -0.8], [2.0, 1.0]] {
            let [e1, e2] = &plane.directions;
            let a: Vec<f64> = (0..units)
                .map(|k| plane.centre[k] + u * e1[k] + v * e2[k])
                .collect();
            let z = dot(network.weights(layer + 1), &a) + network.biases(layer + 1)[0];
            assert_close(p * u + q * v + r, z, Within::Absolute(1e-12), "z");
        }
    }
}

#[test]
fn two_units_are_their_activations_to_the_bit_and_the_others_their_mean() {
    let mut run = run(&[2], "circles", "tanh");
    run.train(20);
    let images = HiddenSpace::default().images(&run, PRINCIPAL);
    for (example, image) in images.iter().enumerate() {
        let own = [0, 1].map(|unit| run.pass().a(1, unit, example));
        assert_eq!(bits(image), bits(&own));
    }
    let run = self::run(&[4], "circles", "tanh");
    let images = HiddenSpace::default().images(&run, [2, 0]);
    for (example, image) in images.iter().enumerate() {
        let own = [2, 0].map(|unit| run.pass().a(1, unit, example));
        assert_eq!(bits(image), bits(&own));
    }
    let plane = Projection::of_units(run.pass(), 1, 4, [2, 0]);
    assert_eq!([plane.centre[0], plane.centre[2]], [0.0; 2]);
    let examples = run.points().len();
    let mean = run.pass().a_of(1, 3).iter().sum::<f64>() / examples as f64;
    assert_close(plane.centre[3], mean, Within::Absolute(1e-14), "the mean");
}

#[test]
fn units_that_do_not_exist_and_one_twice_give_principal_components() {
    let run = run(&[4], "moons", "relu");
    let images = |chosen| HiddenSpace::default().images(&run, chosen);
    let principal = images(PRINCIPAL);
    for chosen in [[0, 4], [9, 1], [2, 2]] {
        assert_eq!(images(chosen), principal);
    }
    assert_ne!(images([0, 1]), principal);
    assert!(
        HiddenSpace::default()
            .images(&self::run(&[], "xor", "relu"), PRINCIPAL)
            .is_empty()
    );
}

#[test]
fn the_picture_moves_smoothly_along_a_run() {
    for (hidden, dataset, activation) in [
        (&[8, 8][..], "circles", "tanh"),
        (&[8, 8], "circles", "sigmoid"),
        (&[8], "moons", "relu"),
        (&[4], "xor", "tanh"),
        (&[16, 16], "spirals", "tanh"),
    ] {
        let mut run = run(hidden, dataset, activation);
        let mut space = HiddenSpace::default();
        let mut before = space.images(&run, PRINCIPAL);
        let spread = |images: &[[f64; 2]]| {
            images
                .as_flattened()
                .iter()
                .map(|x| x * x)
                .sum::<f64>()
                .sqrt()
        };
        // Steps so small that only an axis turned to its opposite would move far.
        for epoch in 1..=1500 {
            run.train(1);
            let now = space.images(&run, PRINCIPAL);
            let moved: Vec<_> = now
                .iter()
                .zip(&before)
                .map(|(now, before)| [now[0] - before[0], now[1] - before[1]])
                .collect();
            let part = spread(&moved) / spread(&now).max(spread(&before));
            assert!(
                part < 0.3,
                "{dataset} {activation}: {part} in epoch {epoch}"
            );
            before = now;
        }
    }
}
