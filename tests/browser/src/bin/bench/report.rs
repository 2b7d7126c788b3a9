//! The results as Markdown, which is what the terminal shows too.

use std::fmt::Write;

use anyhow::{Context, Result};

use crate::Results;
use crate::growth::Decade;
use crate::machine::Machine;
use crate::picture::Measured;
use crate::statistics::Quartiles;
use crate::training::TaskResult;

/// What stands around the results in `BENCHMARKS.md`.
const START: &str = "<!-- results: written by `cargo xtask bench` -->";
const END: &str = "<!-- end of results -->";

/// The text with `results` in place of those that it had.
///
/// # Errors
/// If the text has no place for results.
pub fn into(text: &str, results: &str) -> Result<String> {
    let place = || {
        let (before, rest) = text.split_once(START)?;
        let (_, after) = rest.split_once(END)?;
        Some((before, after))
    };
    let (before, after) = place().context("BENCHMARKS.md has no place for results")?;
    Ok(format!("{before}{START}\n{results}\n{END}{after}"))
}

/// All of it.
pub fn whole(results: &Results) -> String {
    let training: String = results.training.iter().map(training).collect();
    [
        machine(&results.machine),
        training,
        picture(&results.picture),
        growth(&results.growth),
    ]
    .concat()
}

pub fn machine(machine: &Machine) -> String {
    let Machine {
        processor,
        cores,
        system,
        chromium,
        rustc,
        numpy,
        packages,
    } = machine;
    let mut versions = vec![chromium.replace('/', " "), rustc.clone()];
    versions.extend(numpy.iter().map(|version| format!("NumPy {version}")));
    versions.extend(
        packages
            .iter()
            .map(|(name, version)| format!("{name} {version}")),
    );
    format!(
        "\nMeasured on {processor}, {cores} cores, {system}, with {}.\n",
        versions.join(", ")
    )
}

pub fn training(result: &TaskResult) -> String {
    let mut text = format!(
        "\n### {}\n\n| | epochs/s | × plain JS | quartiles | |\n|---|--:|--:|--:|---|\n",
        result.title
    );
    for outcome in &result.contenders {
        let Quartiles {
            lower,
            median,
            upper,
        } = outcome.ratio;
        let _ = writeln!(
            text,
            "| {} | {} | **{}** | {} – {} | {} |",
            outcome.name,
            grouped(outcome.epochs_per_second),
            short(median),
            short(lower),
            short(upper),
            outcome.note
        );
    }
    if !result.left_out.is_empty() {
        let _ = writeln!(text, "\nLeft out: {}.", result.left_out.join(", "));
    }
    text
}

pub fn picture(measured: &[Measured]) -> String {
    let mut text =
        "\n### Picture and page\n\n| | median | quartiles | goal | |\n|---|--:|--:|--:|---|\n"
            .to_owned();
    for Measured {
        name,
        unit,
        quartiles,
        goal,
        note,
    } in measured
    {
        let Quartiles {
            lower,
            median,
            upper,
        } = *quartiles;
        let goal = goal.map_or(String::new(), |goal| match *unit {
            "ms" => format!("≤ {goal} ms"),
            _ => format!("{goal} {unit}"),
        });
        let _ = writeln!(
            text,
            "| {name} | **{} {unit}** | {} – {} | {goal} | {note} |",
            short(median),
            short(lower),
            short(upper)
        );
    }
    text
}

pub fn growth(decades: &[Decade]) -> String {
    let mut text = "\n### Growth\n\n| epochs of one run | cost of an epoch, 10³ to 10⁴ = 1 | quartiles |\n|---|--:|--:|\n".to_owned();
    for Decade { power, cost } in decades {
        let Quartiles {
            lower,
            median,
            upper,
        } = cost;
        let [from, to] = [*power, power + 1].map(superscript);
        let _ = writeln!(
            text,
            "| 10{from} to 10{to} | **{median:.3}** | {lower:.3} – {upper:.3} |"
        );
    }
    text
}

/// Three figures that count.
fn short(value: f64) -> String {
    let decimals = match value.abs() {
        100.0.. => 0,
        10.0.. => 1,
        0.1.. => 2,
        0.01.. => 3,
        _ => 4,
    };
    format!("{value:.decimals$}")
}

/// A whole number with a comma between thousands.
fn grouped(value: f64) -> String {
    let digits = format!("{value:.0}");
    let mut text = String::new();
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

fn superscript(digit: u32) -> char {
    "⁰¹²³⁴⁵⁶⁷⁸⁹".chars().nth(digit as usize).unwrap_or('ⁿ')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_replace_results_and_nothing_else() {
        let text = format!("why\n\n{START}\nold\n{END}\nhow\n");
        let once = into(&text, "new").unwrap();
        assert_eq!(once, format!("why\n\n{START}\nnew\n{END}\nhow\n"));
        assert_eq!(into(&once, "new").unwrap(), once);
        assert!(into("no place", "new").is_err());
    }

    #[test]
    fn numbers_are_as_long_as_they_are_sure() {
        assert_eq!(short(3.91234), "3.91");
        assert_eq!(short(0.0061), "0.0061");
        assert_eq!(short(287.6), "288");
        assert_eq!(grouped(12_345_678.4), "12,345,678");
        assert_eq!(grouped(999.0), "999");
        assert_eq!(superscript(7), '⁷');
    }
}
