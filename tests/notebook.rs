//! The notebook, chapter by chapter: every figure that it printed, and NumPy's own numbers for
//! every epoch of its two runs.

#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

mod common;

use std::f64::consts::LN_2;

use common::{PRINTED_AS_PUBLISHED, Within, assert_all_close, assert_close, fixture, numbers};
use serde_json::{Value, json};
use xor_lab::engine::backward::gradients;
use xor_lab::training::{Hyperparameters, Run, Sweep};

const FIXTURE: &str = include_str!("fixtures/notebook.json");
/// Which seeds learn, where rounding leaves that open, by NumPy.
const SEEDS: &str = include_str!("fixtures/seeds.json");

/// Numbers of one step agree with NumPy's to this.
const STEP: Within = Within::Relative(1e-13);
/// Losses of a run of 5000 epochs do to this.
const RUN: Within = Within::Relative(1e-9);
/// The notebook prints nine significant digits of Z, and eight decimals of A.
const PRINTED_Z: Within = Within::Relative(5e-9);
const PRINTED_A: Within = Within::Absolute(5.000_001e-9);

fn preset(name: &str) -> Run {
    Run::new(Hyperparameters::preset(name).unwrap()).unwrap()
}

/// N × n_i numbers of a layer, row by row as the notebook prints them.
fn matrix(run: &Run, layer: usize, number: impl Fn(usize, usize, usize) -> f64) -> Vec<f64> {
    let width = run.network().sizes()[layer];
    let rows = (0..run.points().len()).flat_map(|n| (0..width).map(move |j| (n, j)));
    rows.map(|(n, j)| number(layer, j, n)).collect()
}

fn z(run: &Run, layer: usize) -> Vec<f64> {
    matrix(run, layer, |layer, j, n| run.pass().z(layer, j, n))
}

fn a(run: &Run, layer: usize) -> Vec<f64> {
    matrix(run, layer, |layer, j, n| run.pass().a(layer, j, n))
}

/// The loss of every epoch, the first of them before training.
fn losses(mut run: Run, epochs: u64) -> Vec<f64> {
    run.train(epochs);
    (0..=epochs)
        .map(|epoch| run.history().loss_at(epoch).unwrap())
        .collect()
}

#[test]
fn every_chapter_has_the_notebooks_data_and_shape() {
    for name in ["by-hand", "random-start", "as-published", "corrected"] {
        let run = preset(name);
        assert_eq!(
            run.points(),
            [
                [0.0, 0.0, 0.0],
                [0.0, 1.0, 1.0],
                [1.0, 0.0, 1.0],
                [1.0, 1.0, 0.0]
            ],
            "{name}"
        );
        assert_eq!(run.network().sizes(), [2, 2, 1], "{name}");
        assert_eq!(
            a(&run, 0),
            [0.0, 0.0, 0.0, 1.0, 1.0, 0.0, 1.0, 1.0],
            "{name}"
        );
        assert_eq!(run.steps_per_epoch(), 1, "{name}");
    }
}

#[test]
fn chapter_1_weights_by_hand_answer_exactly_y() {
    let run = preset("by-hand");
    assert_eq!(run.network().weights(1), [1.0, 1.0, 1.0, 1.0]);
    assert_eq!(run.network().biases(1), [0.0, -1.0]);
    assert_eq!(run.network().weights(2), [1.0, -2.0]);
    assert_eq!(run.network().biases(2), [0.0]);
    assert_eq!(a(&run, 1), [0.0, 0.0, 1.0, 0.0, 1.0, 0.0, 2.0, 1.0]);
    assert_eq!(a(&run, 2), [0.0, 1.0, 1.0, 0.0]);
    assert_eq!(run.accuracy(), 1.0);
    assert_eq!(run.loss(), 0.0);
}

#[test]
fn chapter_1_shows_the_true_z_which_the_notebook_overwrote() {
    let run = preset("by-hand");
    assert_eq!(z(&run, 1), [0.0, -1.0, 1.0, 0.0, 1.0, 0.0, 2.0, 1.0]);
    assert_eq!(z(&run, 2), [0.0, 1.0, 1.0, 0.0]);
}

#[test]
fn chapter_2_prints_the_forward_pass_of_a_random_start() {
    let run = preset("random-start");
    let z1 = [
        1.86755799e+00,
        -9.77277880e-01,
        2.26771520e+00,
        1.26361532e+00,
        3.63161034e+00,
        1.46010423e-03,
        4.03176754e+00,
        2.24235330e+00,
    ];
    let a1 = [
        0.86617546, 0.27343225, 0.9061677, 0.77964784, 0.97420925, 0.50036503, 0.98256638,
        0.9039889,
    ];
    assert_all_close(&z(&run, 1), &z1, PRINTED_Z, "Z[1]");
    assert_all_close(&a(&run, 1), &a1, PRINTED_A, "A[1]");
    assert_all_close(
        &z(&run, 2),
        &[0.67833848, 0.63971526, 0.74663222, 0.69348085],
        PRINTED_A,
        "Z[2]",
    );
    assert_all_close(
        &a(&run, 2),
        &[0.66336776, 0.65468909, 0.67844443, 0.66674081],
        PRINTED_A,
        "A[2]",
    );
    assert_close(run.loss(), 2.9991464995409807, STEP, "loss");
    assert_eq!(run.epoch(), 0);
}

#[test]
fn chapter_2_is_numpys_forward_pass() {
    let start = &fixture(FIXTURE)["start"];
    let run = preset("random-start");
    assert_all_close(
        run.network().parameters(),
        &numbers(&start["parameters"]),
        Within::Ulp(2),
        "parameters",
    );
    for layer in [1, 2] {
        assert_all_close(
            &z(&run, layer),
            &numbers(&start["z"][layer - 1]),
            STEP,
            format_args!("Z[{layer}]"),
        );
        assert_all_close(
            &a(&run, layer),
            &numbers(&start["a"][layer - 1]),
            STEP,
            format_args!("A[{layer}]"),
        );
    }
}

/// The first epoch's dZ, dW, db and updated parameters.
fn check_first_epoch(run: &mut Run, numpy: &Value) {
    let hyperparameters = run.hyperparameters().clone();
    let mut pass = run.pass().clone();
    let mut grads = vec![0.0; run.network().parameters().len()];
    gradients(
        run.network(),
        &mut pass,
        &hyperparameters.objective(),
        hyperparameters.gradient,
        &mut grads,
    );
    for layer in [1, 2] {
        let deltas = matrix(run, layer, |layer, j, n| pass.delta(layer, j, n));
        assert_all_close(
            &deltas,
            &numbers(&numpy["deltas"][layer - 1]),
            STEP,
            format_args!("dZ[{layer}]"),
        );
    }
    assert_all_close(&grads, &numbers(&numpy["gradients"]), STEP, "gradients");
    run.step();
    assert_all_close(
        run.network().parameters(),
        &numbers(&numpy["parameters"]),
        STEP,
        "parameters",
    );
}

#[test]
fn chapter_3_takes_the_first_step_as_published() {
    check_first_epoch(
        &mut preset("as-published"),
        &fixture(FIXTURE)["as_published"]["first_epoch"],
    );
}

#[test]
fn chapter_4_takes_the_first_step_corrected() {
    check_first_epoch(
        &mut preset("corrected"),
        &fixture(FIXTURE)["corrected"]["first_epoch"],
    );
}

#[test]
fn chapter_3_prints_its_losses_from_epoch_1_onwards() {
    assert_all_close(
        &losses(preset("as-published"), 12)[1..],
        &PRINTED_AS_PUBLISHED,
        RUN,
        "losses",
    );
}

#[test]
fn chapter_3_stands_at_two_ln_2_after_5000_epochs_with_two_inputs_answered_one_half() {
    let mut run = preset("as-published");
    run.train(5000);
    assert_close(run.loss(), 1.38732, Within::Absolute(5e-6), "loss");
    assert_close(run.loss(), 2.0 * LN_2, Within::Absolute(2e-3), "loss");
    assert_all_close(
        &a(&run, 2),
        &[0.00038, 0.99984, 0.49985, 0.50009],
        Within::Absolute(5e-6),
        "A[2]",
    );
}

#[test]
fn chapter_4_prints_other_losses_and_learns_xor() {
    let losses = losses(preset("corrected"), 5000);
    assert_all_close(
        &losses[1..4],
        &[3.641126994785094, 5.0691058628777, 5.465415143080717],
        RUN,
        "losses",
    );
    assert_close(
        losses[5000],
        0.001364195070824184,
        RUN,
        "loss of epoch 5000",
    );
    let mut run = preset("corrected");
    run.train(5000);
    assert_eq!(run.accuracy(), 1.0);
}

#[test]
fn all_5000_losses_of_both_runs_are_numpys() {
    let numpy = fixture(FIXTURE);
    for (name, key) in [("as-published", "as_published"), ("corrected", "corrected")] {
        let expected = numbers(&numpy[key]["losses"]);
        assert_eq!(expected.len(), 5001);
        assert_all_close(
            &losses(preset(name), 5000),
            &expected,
            RUN,
            format_args!("{name}: losses"),
        );
    }
}

#[test]
fn both_runs_end_with_numpys_parameters_and_outputs() {
    let numpy = fixture(FIXTURE);
    for (name, key) in [("as-published", "as_published"), ("corrected", "corrected")] {
        let mut run = preset(name);
        run.train(5000);
        let parameters = numbers(&numpy[key]["final_parameters"]);
        assert_all_close(
            run.network().parameters(),
            &parameters,
            RUN,
            format_args!("{name}: parameters"),
        );
        let output = numbers(&numpy[key]["final_output"]);
        assert_all_close(&a(&run, 2), &output, RUN, format_args!("{name}: A[2]"));
    }
}

/// Those of seeds 0…199 from which the run ends below a loss of 0.1.
fn learnt(name: &str) -> Vec<u64> {
    let mut sweep = Sweep::new(Hyperparameters::preset(name).unwrap(), 200, 5000).unwrap();
    while !sweep.advance(7777) {}
    assert_eq!(sweep.losses().len(), 200);
    (0..200)
        .filter(|&seed| sweep.losses()[seed as usize] < 0.1)
        .collect()
}

#[test]
fn the_corrected_gradient_learns_from_139_of_200_seeds() {
    let numpy = &fixture(SEEDS)["corrected"];
    assert_eq!(numpy["undecided"], json!([]));
    let learnt = learnt("corrected");
    assert_eq!(learnt.len(), 139);
    assert_eq!(json!(learnt), numpy["learnt"]);
}

#[test]
fn the_published_gradient_learns_from_one_seed_in_ten_some_of_them_by_the_last_bit() {
    // The notebook counted 23. From six seeds the run is chaotic, and ends here or there
    // by how the platform rounds `exp`; from all the others it must end as NumPy's does.
    let numpy = &fixture(SEEDS)["as_published"];
    let undecided: Vec<u64> = serde_json::from_value(numpy["undecided"].clone()).unwrap();
    let learnt = learnt("as-published");
    let (by_chance, certainly): (Vec<u64>, Vec<u64>) =
        learnt.iter().partition(|seed| undecided.contains(seed));
    assert_eq!(json!(certainly), numpy["learnt"]);
    assert!(certainly.len() <= 23 && 23 <= certainly.len() + undecided.len());
    // Our own rounding is the same on every machine, and decides so:
    assert_eq!(by_chance, [19, 62, 130, 156, 195]);
    assert_eq!(learnt.len(), 22);
}

#[test]
fn a_sweep_ends_every_seed_where_its_own_run_ends() {
    let corrected = Hyperparameters::preset("corrected").unwrap();
    let mut sweep = Sweep::new(corrected.clone(), 7, 250).unwrap();
    let mut turns = 0;
    while !sweep.advance(100) {
        turns += 1;
        let done = 250 * sweep.losses().len() as u64;
        assert_eq!(done + sweep.epoch(), turns * 100, "epochs trained");
    }
    for (seed, &loss) in (0..7).zip(sweep.losses()) {
        let mut run = Run::new(Hyperparameters {
            seed,
            ..corrected.clone()
        })
        .unwrap();
        run.train(250);
        assert_eq!(loss.to_bits(), run.loss().to_bits(), "seed {seed}");
    }
}

#[test]
fn a_sweep_passes_by_the_seeds_that_diverge() {
    let diverging = json!({
        "activation": "identity",
        "outputActivation": "identity",
        "loss": "squared-error",
        "learningRate": 1000,
    });
    let mut sweep = Sweep::new(serde_json::from_value(diverging).unwrap(), 5, 10_000).unwrap();
    let done = (0..10).any(|_| sweep.advance(5000));
    assert!(done, "waits for a run that has stopped");
    assert_eq!(sweep.losses().len(), 5);
    assert!(sweep.losses().iter().all(|loss| !loss.is_finite()));
}

#[test]
fn a_sweep_never_does_more_than_it_is_asked_to() {
    let batches = json!({"dataset": "moons", "samples": 10, "batchSize": 1, "hidden": [3]});
    let mut sweep = Sweep::new(serde_json::from_value(batches).unwrap(), 3, 2).unwrap();
    // 3 seeds of 2 epochs of 10 updates.
    let turns = (1..).find(|_| sweep.advance(7)).unwrap();
    assert_eq!(turns, 60_u32.div_ceil(7));

    let mut untrained = Sweep::new(Hyperparameters::default(), 4, 0).unwrap();
    assert!(!untrained.advance(3));
    assert_eq!(untrained.losses().len(), 3);
    assert!(untrained.advance(1));
}
