//! Part one: epochs a second, this engine beside others, in turns.

use anyhow::{Context, Result, ensure};
use serde::Serialize;
use xtask::workspace;

use crate::Arguments;
use crate::contender::{self, Contender};
use crate::machine::Machine;
use crate::page::Page;
use crate::report;
use crate::statistics::Quartiles;
use crate::task::Task;

/// Epochs for which the losses of all are compared.
const COMPARED: usize = 20;

/// The one that the others are measured in.
const YARDSTICK: &str = "plain JavaScript";
const WASM: &str = "XOR Lab, wasm";
const NATIVE: &str = "XOR Lab, native";
const NUMPY: &str = "NumPy";

/// Contenders in the page: what they are called, their files, and whether npm brings them.
const IN_PAGE: [(&str, &str, bool); 9] = [
    (YARDSTICK, "plain", false),
    (WASM, "wasm", false),
    ("JavaScript unrolled by hand", "unrolled", false),
    ("JavaScript cut to XOR's zeros and ones", "tailored", false),
    ("brain.js", "brain", true),
    ("synaptic", "synaptic", true),
    ("ConvNetJS", "convnet", true),
    ("TensorFlow.js, CPU", "tensorflow-cpu", true),
    ("TensorFlow.js, wasm", "tensorflow-wasm", true),
];

/// The contenders of one task, the fastest first.
#[derive(Serialize)]
pub struct TaskResult {
    pub name: &'static str,
    pub title: &'static str,
    pub rounds: usize,
    pub contenders: Vec<Outcome>,
    /// Who was not there, and why.
    pub left_out: Vec<String>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Outcome {
    pub name: &'static str,
    pub epochs_per_second: f64,
    /// Epochs a second in those of the yardstick in the same round.
    pub ratio: Quartiles,
    /// The largest relative difference of its first losses from the engine's; NaN if it has none.
    pub difference: f64,
    pub note: String,
}

struct Pace {
    rounds: usize,
    seconds: f64,
}

/// Measures all tasks, and prints each when it is done.
pub async fn measure(arguments: &Arguments, machine: &mut Machine) -> Result<Vec<TaskResult>> {
    let pace = match arguments.quick {
        true => Pace {
            rounds: 3,
            seconds: 0.05,
        },
        false => Pace {
            rounds: 15,
            seconds: 0.18,
        },
    };
    let mut results = Vec::new();
    for task in Task::all() {
        let result = contest(arguments, machine, &task, &pace)
            .await
            .with_context(|| task.title)?;
        print!("{}", report::training(&result));
        results.push(result);
    }
    Ok(results)
}

async fn contest(
    arguments: &Arguments,
    machine: &mut Machine,
    task: &Task,
    pace: &Pace,
) -> Result<TaskResult> {
    let page = Page::open(arguments.packages.as_deref()).await?;
    let (mut contenders, left_out) = gather(arguments, machine, &page, task).await?;
    let compared = compare(&page, task, &mut contenders).await?;

    let mut epochs = Vec::new();
    for contender in &mut contenders {
        epochs.push(epochs_for(&page, contender, pace.seconds).await?);
    }
    // In each round all take their turns, so that what slows the machine down slows all of them.
    let mut rates = vec![Vec::new(); contenders.len()];
    for round in 0..pace.rounds {
        for place in 0..contenders.len() {
            let i = (place + round) % contenders.len();
            let trained = contenders[i].train(&page, epochs[i]).await?;
            rates[i].push(epochs[i] as f64 / trained.seconds);
        }
    }
    let yardstick = contenders.iter().position(|c| c.name == YARDSTICK);
    let yardstick = rates[yardstick.context("the yardstick is always there")?].clone();
    let outcomes = contenders.into_iter().zip(rates).zip(compared);
    let mut outcomes: Vec<_> = outcomes
        .map(|((contender, rates), difference)| {
            let ratios: Vec<_> = rates.iter().zip(&yardstick).map(|(a, b)| a / b).collect();
            Outcome {
                name: contender.name,
                epochs_per_second: Quartiles::of(&rates).median,
                ratio: Quartiles::of(&ratios),
                difference,
                note: note(contender.exact, contender.note, difference),
            }
        })
        .collect();
    outcomes.sort_by(|a, b| b.ratio.median.total_cmp(&a.ratio.median));
    Ok(TaskResult {
        name: task.name,
        title: task.title,
        rounds: pace.rounds,
        contenders: outcomes,
        left_out,
    })
}

/// Everyone who can train the task; the others, each with a reason.
async fn gather(
    arguments: &Arguments,
    machine: &mut Machine,
    page: &Page,
    task: &Task,
) -> Result<(Vec<Contender>, Vec<String>)> {
    let (mut contenders, mut left_out) = (Vec::new(), Vec::new());
    for (name, file, from_npm) in IN_PAGE {
        if from_npm && arguments.packages.is_none() {
            left_out.push(format!("{name} (npm did not bring it)"));
            continue;
        }
        match Contender::in_page(page, name, file, task).await? {
            Some(contender) => contenders.push(contender),
            None => left_out.push(format!("{name} (not made for this task)")),
        }
    }
    let mut native = contender::native(&arguments.native);
    contenders.push(Contender::process(NATIVE, &mut native, task)?.0);
    match &arguments.python {
        Some(python) => {
            let script = workspace::root().join("xtask/bench/numpy_loop.py");
            let mut command = contender::numpy(python, &script);
            let (numpy, version) = Contender::process(NUMPY, &mut command, task)?;
            machine.numpy = Some(version);
            contenders.push(numpy);
        }
        None => left_out.push(format!("{NUMPY} (pip did not bring it)")),
    }
    Ok((contenders, left_out))
}

/// Trains the first epochs one by one; how far each contender's losses are from the engine's.
///
/// # Errors
/// If one that should have the same losses does not.
async fn compare(page: &Page, task: &Task, contenders: &mut [Contender]) -> Result<Vec<f64>> {
    let expected = task.losses(COMPARED);
    let mut differences = Vec::new();
    for contender in contenders {
        let mut difference: f64 = 0.0;
        for &expected in &expected {
            let loss = contender.train(page, 1).await?.loss;
            let apart = ((loss - expected) / expected).abs();
            // `max` would lose a NaN.
            difference = if apart > difference || apart.is_nan() {
                apart
            } else {
                difference
            };
        }
        let (name, tolerance) = (contender.name, task.tolerance);
        ensure!(
            !contender.exact || difference <= tolerance,
            "{name} computes something else: a loss is {difference:e} off, relative to the engine's"
        );
        ensure!(
            !matches!(name, WASM | NATIVE) || difference == 0.0,
            "{name} has other bits: a loss is {difference:e} off"
        );
        differences.push(difference);
    }
    Ok(differences)
}

/// How many epochs take about so long; the contender is warm then.
async fn epochs_for(page: &Page, contender: &mut Contender, seconds: f64) -> Result<u64> {
    let mut epochs = 1;
    loop {
        let took = contender.train(page, epochs).await?.seconds;
        let factor = (seconds / took.max(1e-6)).min(8.0);
        let next = ((epochs as f64 * factor) as u64).max(1);
        if took >= 0.7 * seconds {
            return Ok(next);
        }
        epochs = next.max(epochs + 1);
    }
}

fn note(exact: bool, note: Option<String>, difference: f64) -> String {
    let compared = match difference {
        0.0 => "same bits".to_owned(),
        _ if exact => format!("same losses within {difference:.0e}"),
        _ if difference.is_nan() => "other losses".to_owned(),
        _ => format!("losses differ by up to {difference:.0e}"),
    };
    [Some(compared), note]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join("; ")
}
