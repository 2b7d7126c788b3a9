//! The history of the loss: exact at first, bounded for ever, and no spike is lost.

#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

mod common;

use serde_json::json;
use xor_lab::training::{History, Hyperparameters, Run, Span};

/// A history of `loss(0)`, `loss(1)` … `loss(last)`.
fn history(last: u64, loss: impl Fn(u64) -> f64) -> History {
    let mut history = History::new(loss(0));
    (1..=last).for_each(|epoch| history.push(loss(epoch)));
    history
}

/// A falling loss, at each epoch another.
fn falling(epoch: u64) -> f64 {
    1.0 / (1.0 + epoch as f64)
}

#[test]
fn begins_with_the_loss_of_epoch_0() {
    let history = History::new(2.5);
    assert_eq!(history.last_epoch(), 0);
    assert_eq!(history.loss_at(0), Some(2.5));
    assert_eq!(history.loss_at(1), None);
    assert_eq!(
        history.spans(0, 0, 10),
        [Span {
            first: 0,
            last: 0,
            min: 2.5,
            max: 2.5
        }]
    );
}

#[test]
fn the_first_8192_losses_stay_exact_however_long_the_run() {
    assert_eq!(History::EXACT, 8192);
    let history = history(1_000_000, falling);
    assert_eq!(history.last_epoch(), 1_000_000);
    for epoch in 0..8192 {
        assert_eq!(
            history.loss_at(epoch),
            Some(falling(epoch)),
            "epoch {epoch}"
        );
    }
}

#[test]
fn a_loss_is_the_right_one_or_none() {
    for last in [10, 8191, 8192, 16_383, 16_384, 40_000] {
        let history = history(last, falling);
        for epoch in 0..=last {
            let loss = history.loss_at(epoch);
            assert!(
                loss.is_none_or(|loss| loss == falling(epoch)),
                "epoch {epoch} of {last}: {loss:?}"
            );
            assert!(loss.is_some() || epoch >= 8192, "epoch {epoch} of {last}");
        }
        assert_eq!(history.loss_at(last + 1), None);
        assert_eq!(history.loss_at(u64::MAX), None);
    }
}

#[test]
fn a_loss_that_is_no_number_is_remembered_as_one_among_the_exact_ones() {
    let history = history(5, |epoch| if epoch == 3 { f64::INFINITY } else { 1.0 });
    assert_eq!(history.loss_at(3), Some(f64::INFINITY));
}

/// Checks what spans promise, against the losses themselves.
fn check_spans(history: &History, loss: impl Fn(u64) -> f64, first: u64, last: u64, most: usize) {
    let what = format!("{first}…{last} of {} in {most}", history.last_epoch());
    let spans = history.spans(first, last, most);
    assert!(spans.len() <= most, "{what}: {} spans", spans.len());
    for pair in spans.windows(2) {
        assert_eq!(
            pair[0].last + 1,
            pair[1].first,
            "{what}: a gap or an overlap"
        );
    }
    let (begin, end) = (spans[0].first, spans[spans.len() - 1].last);
    assert!(
        begin <= first && end >= last.min(history.last_epoch()),
        "{what}: only {begin}…{end}"
    );
    assert!(end <= history.last_epoch(), "{what}: past the end");
    for span in spans {
        let losses = (span.first..=span.last).map(&loss);
        assert_eq!(
            span.min,
            losses.clone().fold(f64::INFINITY, f64::min),
            "{what}: {span:?}"
        );
        assert_eq!(
            span.max,
            losses.fold(f64::NEG_INFINITY, f64::max),
            "{what}: {span:?}"
        );
    }
}

#[test]
fn spans_cover_any_range_in_order_with_its_smallest_and_largest_loss() {
    let wavy = |epoch: u64| ((epoch * epoch) % 1009) as f64 - 300.0;
    for end in [0, 1, 5, 100, 8191, 16_383, 16_384, 16_385, 50_000] {
        let history = history(end, wavy);
        for (first, last) in [
            (0, end),
            (end / 3, end / 2),
            (end, end),
            (1.min(end), 4.min(end)),
            (end / 2, end + 1000),
        ] {
            for most in [1, 2, 3, 7, 100, 640] {
                check_spans(&history, wavy, first, last, most);
            }
        }
    }
}

#[test]
fn a_spike_of_one_epoch_shows_at_every_zoom() {
    let end = 300_000;
    for spike in [0, 1, 4321, 16_384, 123_457, 299_999, 300_000] {
        let history = history(
            end,
            |epoch| if epoch == spike { 1e6 } else { falling(epoch) },
        );
        for most in [1, 2, 50, 1000] {
            let spans = history.spans(0, end, most);
            let with_spike: Vec<&Span> = spans.iter().filter(|span| span.max == 1e6).collect();
            assert_eq!(with_spike.len(), 1, "spike at {spike}, {most} spans");
            assert!((with_spike[0].first..=with_spike[0].last).contains(&spike));
        }
    }
}

#[test]
fn losses_that_are_no_numbers_leave_the_extent_of_the_others() {
    let history = history(9, |epoch| match epoch {
        3 => f64::NAN,
        4 => f64::INFINITY,
        _ => epoch as f64,
    });
    assert_eq!(
        history.spans(0, 9, 1),
        [Span {
            first: 0,
            last: 9,
            min: 0.0,
            max: 9.0
        }]
    );
    assert!(history.spans(3, 4, 10).is_empty(), "no finite loss there");
}

#[test]
fn a_range_that_is_empty_or_past_the_end_has_no_spans() {
    let history = history(10, falling);
    assert!(history.spans(5, 4, 10).is_empty());
    assert!(history.spans(11, 20, 10).is_empty());
    assert!(history.spans(0, 10, 0).is_empty());
    assert!(history.spans(u64::MAX, u64::MAX, 3).is_empty());
}

#[test]
fn ten_million_epochs_take_no_more_memory_than_the_buckets_there_are() {
    let end = 10_000_000;
    let history = history(end, falling);
    let spans = history.spans(0, end, 1_000_000);
    assert!(
        spans.len() <= History::MOST_BUCKETS,
        "{} buckets",
        spans.len()
    );
    assert!(
        spans.len() >= History::MOST_BUCKETS / 2,
        "{} buckets: coarser than needed",
        spans.len()
    );
    assert_eq!(spans[0].max, 1.0);
    assert_eq!(spans[spans.len() - 1].last, end);
}

#[test]
fn a_run_remembers_the_loss_of_every_epoch_and_not_of_every_step() {
    let hyperparameters: Hyperparameters =
        serde_json::from_value(json!({"dataset": "moons", "samples": 10, "batchSize": 3})).unwrap();
    let mut run = Run::new(hyperparameters).unwrap();
    let mut losses = vec![run.loss()];
    for step in 1..=40 {
        run.step();
        if step % 4 == 0 {
            losses.push(run.loss());
        }
        assert_eq!(run.history().last_epoch(), step / 4);
    }
    let remembered: Vec<f64> = (0..=10)
        .map(|epoch| run.history().loss_at(epoch).unwrap())
        .collect();
    assert_eq!(remembered, losses);
    run.reset();
    assert_eq!(run.history().last_epoch(), 0);
    assert_eq!(run.history().loss_at(0), Some(losses[0]));
}

#[test]
fn the_last_loss_is_exact_however_long_the_run() {
    let mut history = History::new(3.0);
    for epoch in 1..100_000 {
        history.push(f64::from(epoch % 17));
        assert_eq!(history.last_loss(), f64::from(epoch % 17));
    }
    history.push(f64::NAN);
    assert!(history.last_loss().is_nan());
}

#[test]
fn early_epochs_are_as_fine_in_a_long_run_as_in_a_short_one() {
    let wavy = |epoch: u64| ((epoch * epoch) % 1009) as f64 - 300.0;
    let long = history(1_000_000, wavy);
    for end in [100, 16_383, 20_000, 100_000, 600_000] {
        let short = history(end, wavy);
        for first in [0, end / 3, end - 7] {
            for most in [1, 2, 640, 100_000] {
                let what = format!("{first}…{end} in {most}");
                let spans = short.spans(first, end, most);
                let (last, others) = spans.split_last().unwrap();
                let of_long = long.spans(first, end, most);
                assert_eq!(of_long[..others.len()], *others, "{what}");
                // That of the long run goes on to the end of its bucket.
                assert_eq!(of_long.len(), spans.len(), "{what}");
                assert!(of_long[others.len()].first == last.first, "{what}");
                check_spans(&long, wavy, first, end, most);
            }
        }
    }
}

#[test]
fn a_spike_of_one_epoch_shows_at_every_zoom_around_it() {
    let spike = 777_777;
    let end = 1_000_000;
    let history = history(
        end,
        |epoch| if epoch == spike { 1e6 } else { falling(epoch) },
    );
    let mut around = 1;
    while around < 2 * end {
        let (first, last) = (u64::saturating_sub(spike, around / 3), spike + around / 5);
        for most in [1, 3, 1000] {
            let spans = history.spans(first, last, most);
            assert!(spans.len() <= most);
            let with_spike = spans.iter().filter(|span| span.max == 1e6).count();
            assert_eq!(with_spike, 1, "{first}…{last} in {most}");
        }
        around += around / 2 + 1;
    }
}

#[test]
fn losses_at_once_are_those_one_by_one() {
    let loss = |epoch: u64| match epoch % 1000 {
        0 => f64::NAN,
        1 => f64::INFINITY,
        2 => f64::NEG_INFINITY,
        _ => ((epoch * epoch) % 1009) as f64,
    };
    let losses: Vec<f64> = (0..200_000).map(loss).collect();
    for at_once in [1, 2, 3, 255, 256, 1000, 70_000] {
        let mut history = History::new(losses[0]);
        for part in losses[1..].chunks(at_once) {
            history.extend(part);
        }
        check_spans_of_finite(&history, &losses);
    }
}

/// [`check_spans`], with losses that are not finite.
fn check_spans_of_finite(history: &History, losses: &[f64]) {
    assert_eq!(history.last_epoch() + 1, losses.len() as u64);
    for span in history.spans(0, history.last_epoch(), 5000) {
        let losses = &losses[span.first as usize..=span.last as usize];
        let finite = losses.iter().copied().filter(|loss| loss.is_finite());
        assert_eq!(span.min, finite.clone().fold(f64::INFINITY, f64::min));
        assert_eq!(span.max, finite.fold(f64::NEG_INFINITY, f64::max));
    }
}

#[test]
fn a_truncated_history_is_that_of_a_run_that_went_no_further() {
    let wavy = |epoch: u64| ((epoch * epoch) % 1009) as f64 - 300.0;
    let whole = history(140_000, wavy);
    for epoch in [
        0, 1, 9000, 16_383, 16_384, 16_385, 32_767, 32_768, 65_535, 65_536, 100_001, 139_999,
        140_000, 150_000,
    ] {
        let mut truncated = whole.clone();
        truncated.truncate(epoch);
        let last = truncated.last_epoch();
        // Where one epoch was a bucket, it keeps it; elsewhere it drops less than a bucket more.
        let epoch = epoch.min(140_000);
        assert!(
            last <= epoch && epoch - last <= (epoch / 8192).max(1),
            "{epoch}"
        );
        assert!(last == epoch || epoch >= 16_384, "{epoch}: {last}");

        let mut fresh = history(last, wavy);
        check_spans(&truncated, wavy, 0, last, 640);
        for epoch in last + 1..last + 50_000 {
            truncated.push(wavy(epoch));
            fresh.push(wavy(epoch));
        }
        assert_eq!(truncated, fresh, "{epoch}");
    }
}

#[test]
fn ten_times_as_many_epochs_take_four_levels_more_at_most() {
    let mut history = History::new(1.0);
    let mut before = history.bytes();
    for epochs in [1000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000] {
        let losses = vec![0.5; 100];
        while history.last_epoch() < epochs {
            history.extend(&losses);
        }
        let level = History::MOST_BUCKETS * 16;
        assert!(history.bytes() < before + 4 * level + 1000, "{epochs}");
        before = history.bytes();
    }
    assert!(before < 4_000_000, "{before} bytes");
}
