//! Owns the one-page summary of `tifa corpus check`.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use tifa::corpus::{Document, Part};
use tifa::pipeline::Run;

use super::super::messages::number_of;

/// Names that a line lists.
const LISTED: usize = 5;

/// What the corpus comes to.
pub(super) fn of(run: &Run) -> String {
    let counted: Vec<&Document> = run.counted().map(|counted| &counted.document).collect();
    let chars = run.counts.totals().chars;
    let mut text = String::new();
    let documents = number_of(counted.len(), "document", "documents");
    let _ = writeln!(text, "counted    {documents}, {chars} Han characters");
    line(&mut text, "copies", &copies(run));
    line(&mut text, "skipped", &skipped(run));
    if run.excluded > 0 {
        let _ = writeln!(text, "excluded   {} on request", run.excluded);
    }
    line(
        &mut text,
        "formats",
        &tally(&counted, |d| Some(format_of(d))),
    );
    line(&mut text, "years", &years(&counted));
    line(
        &mut text,
        "dated by",
        &tally(&counted, |d| {
            let date = &d.date;
            date.date
                .map(|_| format!("{} ({})", date.source.name(), date.confidence.name()))
        }),
    );
    line(&mut text, "left out", &zones(&counted));
    line(&mut text, "flags", &flags(&counted));
    text
}

fn line(text: &mut String, name: &str, value: &str) {
    if !value.is_empty() {
        let _ = writeln!(text, "{name:<11}{value}");
    }
}

fn format_of(document: &Document) -> String {
    let encoding = document.encoding.map(|encoding| encoding.name());
    match encoding {
        Some(encoding) => format!("{} {encoding}", document.format),
        None => document.format.to_owned(),
    }
}

/// `a 3, b 1`: how many documents have each value, the most frequent first.
fn tally(documents: &[&Document], value: impl Fn(&Document) -> Option<String>) -> String {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for value in documents.iter().filter_map(|document| value(document)) {
        *counts.entry(value).or_default() += 1;
    }
    listed(counts)
}

fn listed(counts: BTreeMap<String, usize>) -> String {
    let mut counts: Vec<(String, usize)> = counts.into_iter().collect();
    counts.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    let parts: Vec<String> = counts
        .into_iter()
        .map(|(value, count)| format!("{value} {count}"))
        .collect();
    parts.join(", ")
}

fn years(documents: &[&Document]) -> String {
    let years: BTreeMap<i32, usize> = documents
        .iter()
        .filter_map(|document| document.date.year())
        .fold(BTreeMap::new(), |mut years, year| {
            *years.entry(year).or_default() += 1;
            years
        });
    let undated = documents.len() - years.values().sum::<usize>();
    let mut parts: Vec<String> = years
        .iter()
        .map(|(year, count)| format!("{year} {count}"))
        .collect();
    if undated > 0 {
        parts.push(format!("none {undated} (in no table by year)"));
    }
    parts.join(", ")
}

fn copies(run: &Run) -> String {
    let count = run.sizes.left_out;
    if count == 0 {
        return String::new();
    }
    let some: Vec<String> = run
        .left_out()
        .take(LISTED)
        .map(|left| {
            let of = left.duplicate.as_ref().map_or("", |found| &found.of);
            format!("{} = {of}", left.document.id)
        })
        .collect();
    let more = if count > LISTED { ", …" } else { "" };
    format!("{count} left out: {}{more}", some.join(", "))
}

fn skipped(run: &Run) -> String {
    match run.skipped.len() {
        0 => String::new(),
        count => format!("{count}, or read in part (named on standard error)"),
    }
}

/// Characters and number of the zones of each kind.
fn zones(documents: &[&Document]) -> String {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for zone in documents.iter().flat_map(|document| &document.zones) {
        let apart = if Part::of(zone.kind).is_some() {
            " (counted apart)"
        } else {
            ""
        };
        *counts
            .entry(format!("{}{apart}", zone.kind.name()))
            .or_default() += 1;
    }
    let chars: u64 = documents.iter().map(|document| document.zone_chars).sum();
    if counts.is_empty() {
        return String::new();
    }
    format!("{chars} Han characters in zones: {}", listed(counts))
}

/// Flags with the first documents that have them.
fn flags(documents: &[&Document]) -> String {
    let mut found: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for document in documents {
        for flag in document.flag_names() {
            found.entry(flag).or_default().push(&document.id);
        }
    }
    let parts: Vec<String> = found
        .into_iter()
        .map(|(flag, ids)| {
            let more = if ids.len() > LISTED { ", …" } else { "" };
            let some = &ids[..ids.len().min(LISTED)];
            format!("{flag} {} ({}{more})", ids.len(), some.join(", "))
        })
        .collect();
    parts.join("; ")
}
