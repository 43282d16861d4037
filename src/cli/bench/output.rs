//! Owns what was measured as a table for people and as CSV.

use std::fmt::Write as _;
use std::time::Duration;

use tifa::pipeline::{
    Race, SampleExtent, StageTime, TokenDifference, available_threads, per_second,
};

use super::super::args::{BenchArgs, Hmm};
use super::super::messages::number_of;
use super::Measured;
use super::report::WHOLE;

/// Less text than this is gone through too fast for a clock, in bytes.
const LITTLE: u64 = 1_000_000;

/// The rows of a table: all of the stages, and those of a race.
pub(super) fn rows(measured: &Measured) -> impl Iterator<Item = &StageTime> {
    let race = measured.race.iter();
    let race = race.flat_map(|race| [&race.ours, &race.theirs]);
    measured.rows.iter().chain(race)
}

pub(super) fn text(measured: &Measured, args: &BenchArgs) -> String {
    let mut text = heading(measured, args.passes);
    let _ = writeln!(
        text,
        "{:<22}{:>8}{:>10}{:>10}{:>20}{:>13}{:>14}",
        "stage", "threads", "seconds", "MB/s", "MB/s min–max", "M chars/s", "M tokens/s"
    );
    for row in rows(measured) {
        let rate = |amount, time| millions(per_second(amount, time));
        let bytes = measured.sample.bytes;
        let range = format!(
            "{}–{}",
            rate(bytes, row.slowest()),
            rate(bytes, row.fastest())
        );
        let _ = writeln!(
            text,
            "{:<22}{:>8}{:>10.3}{:>10}{range:>20}{:>13}{:>14}",
            row.stage,
            row.threads,
            row.median().as_secs_f64(),
            rate(bytes, row.median()),
            rate(measured.sample.chars, row.median()),
            rate(measured.tokens, row.median()),
        );
    }
    speed_up(measured, &mut text);
    memory(measured, &mut text);
    if measured.sample.bytes < LITTLE {
        text +=
            "this is little text: times of milliseconds vary, and a report is mostly its start\n";
    }
    if let Some(race) = &measured.race {
        text += &verdict(race, measured.sample.bytes, args);
    }
    text
}

/// What was measured, and how.
fn heading(measured: &Measured, passes: u8) -> String {
    let sample = &measured.sample;
    let (which, rest) = match sample.extent {
        SampleExtent::Whole => ("all", ""),
        SampleExtent::Beginning => (
            "the first",
            "the corpus is longer (--sample says how much is measured); reports are of this part as JSON Lines\n",
        ),
    };
    format!(
        "tifa {} on {} {}, {} at once\n\
         {which} {}: {:.2} MB of text in UTF-8, {} characters, {} tokens in the bodies\n\
         {rest}median of {} after a warm-up\n",
        env!("CARGO_PKG_VERSION"),
        std::env::consts::ARCH,
        std::env::consts::OS,
        number_of(available_threads().get(), "thread", "threads"),
        number_of(
            usize::try_from(sample.documents).unwrap_or(usize::MAX),
            "document",
            "documents"
        ),
        per_second(sample.bytes, Duration::from_secs(1)) / 1e6,
        sample.chars,
        measured.tokens,
        number_of(passes.into(), "pass", "passes"),
    )
}

/// How much more than the fewest threads the others do, in whole reports.
fn speed_up(measured: &Measured, text: &mut String) {
    let mut reports = measured.rows.iter().filter(|row| row.stage == WHOLE);
    let Some(first) = reports.next() else { return };
    for row in reports {
        let times = first.median().as_secs_f64() / row.median().as_secs_f64().max(1e-9);
        let _ = writeln!(
            text,
            "{WHOLE}: {times:.2}x as fast with {} as with {}",
            number_of(row.threads.get(), "thread", "threads"),
            first.threads
        );
    }
}

fn memory(measured: &Measured, text: &mut String) {
    let _ = match (measured.peak_of_reports, measured.peak_of_stages) {
        (Some(reports), Some(stages)) => writeln!(
            text,
            "peak memory since the start: {} MB after the reports, {} MB after the stages, with the sample in memory",
            reports / 1_000_000,
            stages / 1_000_000
        ),
        _ => writeln!(text, "peak memory: this system does not say"),
    };
}

/// Who was faster, by how much, and whether both gave the same tokens.
fn verdict(race: &Race, bytes: u64, args: &BenchArgs) -> String {
    let mut text: String = race.differences.iter().map(difference).collect();
    let rest = race.different - race.differences.len() as u64;
    if rest > 0 {
        let _ = writeln!(text, "… and {rest} more clauses");
    }
    let speed = |row: &StageTime| millions(per_second(bytes, row.median()));
    let (least, median, greatest) = race.ratios();
    let hmm = match args.count.tokens.hmm {
        Hmm::On => "on",
        Hmm::Off => "off",
    };
    let _ = writeln!(
        text,
        "against jieba-rs, by turns, one thread, --hmm {hmm}: tifa {} MB/s, jieba-rs {} MB/s, ratio {least:.2} to {greatest:.2}",
        speed(&race.ours),
        speed(&race.theirs)
    );
    let tokens = match race.different {
        0 => "identical tokens".to_owned(),
        different => format!("{different} of {} clauses differ", race.clauses),
    };
    let _ = writeln!(text, "segment: {median:.2}x jieba-rs ({tokens})");
    text
}

fn difference(found: &TokenDifference) -> String {
    format!(
        "{}, character {}:\n  tifa      {}\n  jieba-rs  {}\n",
        found.document,
        found.position,
        found.ours.join(" / "),
        found.theirs.join(" / ")
    )
}

/// Millions, with as many decimals as say something.
fn millions(amount: f64) -> String {
    let millions = amount / 1e6;
    match millions {
        ..10.0 => format!("{millions:.2}"),
        10.0..1000.0 => format!("{millions:.1}"),
        _ => format!("{millions:.0}"),
    }
}

/// A row per stage and number of threads; rates are those of the median.
pub(super) fn csv(measured: &Measured) -> String {
    let mut text = "stage,threads,min_seconds,median_seconds,max_seconds,bytes,characters,tokens,\
                    mb_per_second,characters_per_second,tokens_per_second,peak_memory_bytes\n"
        .to_owned();
    let sample = &measured.sample;
    for row in rows(measured) {
        let rate = |amount| per_second(amount, row.median());
        let peak = row.peak_memory.map(|bytes| bytes.to_string());
        let _ = writeln!(
            text,
            "{},{},{:.6},{:.6},{:.6},{},{},{},{:.3},{:.0},{:.0},{}",
            row.stage,
            row.threads,
            row.fastest().as_secs_f64(),
            row.median().as_secs_f64(),
            row.slowest().as_secs_f64(),
            sample.bytes,
            sample.chars,
            measured.tokens,
            rate(sample.bytes) / 1e6,
            rate(sample.chars),
            rate(measured.tokens),
            peak.unwrap_or_default()
        );
    }
    text
}
