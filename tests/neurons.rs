//! The little surface of a neuron shows what that neuron answers, computed here once more from
//! the weights.
#![cfg(not(target_arch = "wasm32"))]

use std::convert::Infallible;

use plotters::drawing::IntoDrawingArea;
use plotters_backend::{
    BackendColor, BackendCoord, BackendStyle, DrawingBackend, DrawingErrorKind,
};
use xor_lab::engine::{Activation, Dataset, Network};
use xor_lab::training::{Hyperparameters, Run};
use xor_lab::view::{Domain, Neurons, Palette, Style, neurons};

const SIDE: u32 = 48;

/// What was drawn: an image of red, green and blue, and lines over it.
#[derive(Default)]
struct Drawing {
    image: Vec<u8>,
    lines: Vec<Vec<BackendCoord>>,
}

type Drawn = Result<(), DrawingErrorKind<Infallible>>;

impl DrawingBackend for &mut Drawing {
    type ErrorType = Infallible;

    fn get_size(&self) -> (u32, u32) {
        (SIDE, SIDE)
    }

    fn ensure_prepared(&mut self) -> Drawn {
        Ok(())
    }

    fn present(&mut self) -> Drawn {
        Ok(())
    }

    fn draw_pixel(&mut self, _: BackendCoord, _: BackendColor) -> Drawn {
        Ok(())
    }

    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        path: I,
        _: &S,
    ) -> Drawn {
        self.lines.push(path.into_iter().collect());
        Ok(())
    }

    fn blit_bitmap(&mut self, at: BackendCoord, size: (u32, u32), rgb: &[u8]) -> Drawn {
        assert_eq!((at, size), ((0, 0), (SIDE, SIDE)), "it covers the area");
        self.image = rgb.to_vec();
        Ok(())
    }
}

fn draw(run: &Run, layer: usize, neuron: usize, work: &mut Neurons) -> Drawing {
    let mut drawing = Drawing::default();
    let area = (&mut drawing).into_drawing_area();
    neurons::draw(&area, run, &Style::light(), (layer, neuron), work).unwrap();
    drop(area);
    drawing
}

/// z and a of a neuron, with the standard library's functions.
fn forward(network: &Network, layer: usize, neuron: usize, x: [f64; 2]) -> [f64; 2] {
    if layer == 0 {
        return [x[neuron]; 2];
    }
    let inputs = network.sizes()[layer - 1];
    let weights = &network.weights(layer)[neuron * inputs..(neuron + 1) * inputs];
    let z = network.biases(layer)[neuron]
        + (0..inputs)
            .map(|k| weights[k] * forward(network, layer - 1, k, x)[1])
            .sum::<f64>();
    let a = match network.activation(layer) {
        Activation::Sigmoid => 1.0 / (1.0 + (-z).exp()),
        Activation::Tanh => z.tanh(),
        Activation::Relu => z.max(0.0),
        Activation::LeakyRelu => z.max(Activation::LEAK * z),
        Activation::Identity => z,
    };
    [z, a]
}

fn run(activation: Activation, output_activation: Activation, dataset: Dataset) -> Run {
    let mut run = Run::new(Hyperparameters {
        activation,
        output_activation,
        dataset,
        hidden: vec![3, 2],
        learning_rate: 0.05,
        ..Hyperparameters::default()
    })
    .unwrap();
    run.train(30);
    run
}

#[test]
fn every_neuron_has_its_own_picture() {
    use Activation::{Identity, LeakyRelu, Relu, Sigmoid, Tanh};
    // One work space for all of them: it must notice that the network is another one.
    let mut work = Neurons::default();
    for (activation, output) in [
        (Sigmoid, Sigmoid),
        (Tanh, Tanh),
        (Relu, Sigmoid),
        (LeakyRelu, Identity),
        (Identity, Sigmoid),
    ] {
        for dataset in [Dataset::Xor, Dataset::Circles] {
            let mut run = run(activation, output, dataset);
            for _ in 0..2 {
                for (layer, neurons) in [2, 3, 2, 1].into_iter().enumerate() {
                    for neuron in 0..neurons {
                        check(&run, layer, neuron, &mut work);
                    }
                }
                run.train(20);
            }
        }
    }
}

fn check(run: &Run, layer: usize, neuron: usize, work: &mut Neurons) {
    let network = run.network();
    let domain = Domain::around(run.points());
    let part = |i: usize| i as f64 / (neurons::NODES - 1) as f64;
    let nodes = || (0..neurons::NODES).flat_map(|v| (0..neurons::NODES).map(move |u| (u, v)));
    let at = |u, v| forward(network, layer, neuron, domain.at(u, v));
    let most = nodes()
        .map(|(u, v)| at(part(u), part(v))[1].abs())
        .fold(f64::MIN_POSITIVE, f64::max);
    let [low, high] = match (layer, network.activation(layer.max(1))) {
        (3, _) => [0.0, 1.0],
        (1.., Activation::Sigmoid) => [0.0, 1.0],
        (1.., Activation::Tanh) => [-1.0, 1.0],
        _ => [-most, most],
    };
    let drawing = draw(run, layer, neuron, work);
    let palette = Palette::new(&Style::light());
    for (y, row) in drawing.image.chunks(3 * SIDE as usize).enumerate() {
        for (x, pixel) in row.chunks(3).enumerate() {
            let u = (x as f64 + 0.5) / f64::from(SIDE);
            let v = 1.0 - (y as f64 + 0.5) / f64::from(SIDE);
            let want = palette.rgba(Palette::index(((at(u, v)[1] - low) / (high - low)) as f32));
            // Between nodes the picture is interpolated.
            let near = (0..3).all(|c| pixel[c].abs_diff(want[c]) <= 12);
            assert!(near, "{layer}:{neuron} at {u}, {v}: {pixel:?} {want:?}");
        }
    }
    let level = match network.activation(layer.max(1)) {
        _ if layer < 3 => 0.0,
        Activation::Sigmoid => 0.0,
        Activation::Tanh => 0.5_f64.atanh(),
        _ => 0.5,
    };
    assert!(layer > 0 || drawing.lines.is_empty(), "inputs have no line");
    let crossed = nodes().filter(|&(u, v)| at(part(u), part(v))[0] > level);
    let some_above = (1..neurons::NODES.pow(2)).contains(&crossed.count());
    assert_eq!(!drawing.lines.is_empty(), layer > 0 && some_above);
    for &(x, y) in drawing.lines.iter().flatten() {
        let (u, v) = (
            f64::from(x) / f64::from(SIDE),
            1.0 - f64::from(y) / f64::from(SIDE),
        );
        // Within a pixel of where z has that value.
        let around = [-1.0, 0.0, 1.0].map(|d| d / f64::from(SIDE));
        let z = around.map(|du| around.map(|dv| at(u + du, v + dv)[0]));
        let z = z.as_flattened();
        assert!(z.iter().any(|&z| z <= level) && z.iter().any(|&z| z >= level));
    }
}

#[test]
fn a_dead_neuron_is_the_middle_of_the_palette_and_one_without_a_number_is_grey() {
    let mut run = run(Activation::Relu, Activation::Identity, Dataset::Xor);
    let image = |run: &Run| draw(run, 1, 0, &mut Neurons::default()).image;
    let set = |run: &mut Run, bias: f64| {
        let changed = Hyperparameters {
            init: xor_lab::engine::Initializer::Given,
            weights: vec![
                vec![vec![0.0; 2]; 3],
                vec![vec![1.0; 3]; 2],
                vec![vec![1.0; 2]],
            ],
            biases: vec![vec![bias; 3], vec![0.0; 2], vec![0.0]],
            ..run.hyperparameters().clone()
        };
        run.update(changed).unwrap();
    };
    set(&mut run, -1.0);
    let style = Style::light();
    let middle = [style.middle.0, style.middle.1, style.middle.2];
    assert!(image(&run).chunks(3).all(|pixel| pixel == middle));
    set(&mut run, 1.0);
    let one = [style.one.0, style.one.1, style.one.2];
    assert!(image(&run).chunks(3).all(|pixel| pixel == one));
}

#[test]
fn drawing_a_neuron_changes_nothing() {
    let run = run(Activation::Tanh, Activation::Sigmoid, Dataset::Moons);
    let before = format!("{run:?}");
    let mut work = Neurons::default();
    let first = draw(&run, 2, 1, &mut work);
    draw(&run, 0, 0, &mut work);
    let again = draw(&run, 2, 1, &mut work);
    assert_eq!(first.image, again.image);
    assert_eq!(first.lines, again.lines);
    assert_eq!(before, format!("{run:?}"));
}
