//! Owns a trend as tables to read: years of each phrase, and a line of statistics for each.

use tifa::stats::Interval;
use tifa::tables::{PhraseTrend, PhraseYear, Trend, YearSize};

use super::super::columns::{Side, aligned};
use super::super::entries::Chosen;
use super::super::numbers::{measured, probability};
use super::args::Rows;
use super::output::name;

/// The columns of years, behind the name of the phrase.
const YEARS: [(&str, Side); 8] = [
    ("year", Side::Left),
    ("documents", Side::Right),
    ("characters", Side::Right),
    ("count", Side::Right),
    ("per 10k chars", Side::Right),
    ("95 % interval", Side::Left),
    ("in documents", Side::Right),
    ("share of documents", Side::Left),
];

/// The columns of statistics.
const STATISTICS: [(&str, Side); 14] = [
    ("phrase", Side::Left),
    ("count", Side::Right),
    ("documents", Side::Right),
    ("first", Side::Left),
    ("last", Side::Left),
    ("peak", Side::Left),
    ("tau-b", Side::Right),
    ("p adjusted", Side::Right),
    ("slope per year", Side::Right),
    ("95 % interval", Side::Left),
    ("change", Side::Left),
    ("half-life", Side::Left),
    ("silence", Side::Left),
    ("evidence", Side::Left),
];

/// The tables asked for, both where none is.
pub(super) fn tables(rows: Option<Rows>, trend: &Trend, chosen: &Chosen) -> String {
    let mut tables = Vec::new();
    if rows != Some(Rows::Phrase) {
        let years = trend.phrases.iter().map(|phrase| {
            let title = name(chosen, phrase.phrase);
            format!("{title}\n{}", years(trend, phrase))
        });
        tables.extend(years);
    }
    if rows != Some(Rows::Year) {
        tables.push(statistics(trend, chosen));
    }
    tables.join("\n")
}

fn years(trend: &Trend, phrase: &PhraseTrend) -> String {
    let rows = trend.years.iter().zip(&phrase.years);
    let rows: Vec<Vec<String>> = rows.map(|(size, found)| year(size, found)).collect();
    let (header, sides): (Vec<&str>, Vec<Side>) = YEARS.into_iter().unzip();
    aligned(&header, &sides, &rows)
}

fn year(size: &YearSize, found: &PhraseYear) -> Vec<String> {
    vec![
        size.year.to_string(),
        size.documents.to_string(),
        size.chars.to_string(),
        found.count.to_string(),
        measured(found.rate),
        interval(found.rate_interval),
        found.doc_freq.to_string(),
        share(found),
    ]
}

/// `33 % (6–79 %)`.
fn share(found: &PhraseYear) -> String {
    let percent = |share: f64| format!("{:.0}", 100.0 * share);
    match (found.doc_share, found.share_interval) {
        (Some(share), Some((low, high))) => {
            let (low, high) = (percent(low), percent(high));
            format!("{} % ({low}–{high} %)", percent(share))
        }
        _ => String::new(),
    }
}

fn interval(interval: Option<Interval>) -> String {
    interval.map_or_else(String::new, |(low, high)| {
        format!("{} to {}", measured(Some(low)), measured(Some(high)))
    })
}

fn statistics(trend: &Trend, chosen: &Chosen) -> String {
    let rows = trend.phrases.iter().map(|phrase| {
        let mut cells = vec![name(chosen, phrase.phrase)];
        cells.extend(statistic(phrase));
        cells
    });
    let (header, sides): (Vec<&str>, Vec<Side>) = STATISTICS.into_iter().unzip();
    aligned(&header, &sides, &rows.collect::<Vec<_>>())
}

fn statistic(phrase: &PhraseTrend) -> Vec<String> {
    let course = &phrase.course;
    let year = |year: Option<i32>| year.map(|year| year.to_string()).unwrap_or_default();
    let years = course.half_life.map(|years| match years {
        1 => "1 year".to_owned(),
        years => format!("{years} years"),
    });
    let silence = course.dormancy.map(|(from, to)| format!("{from}–{to}"));
    vec![
        phrase.count.to_string(),
        phrase.doc_freq.to_string(),
        year(phrase.first_year),
        year(phrase.last_year),
        year(phrase.peak_year),
        course
            .tau
            .map(|tau| format!("{tau:.2}"))
            .unwrap_or_default(),
        course.p_adjusted.map(probability).unwrap_or_default(),
        measured(course.slope),
        interval(course.slope_interval),
        change(phrase),
        years.unwrap_or_default(),
        silence.unwrap_or_default(),
        phrase.evidence.join(", "),
    ]
}

/// `2016 (62 %, p 0.0031)`: the first year of the later part, what the cut explains, Pettitt's p.
fn change(phrase: &PhraseTrend) -> String {
    let course = &phrase.course;
    match (course.change_year, course.change_explained, course.change_p) {
        (Some(year), Some(explained), Some(p)) => {
            let p = probability(p);
            let sign = if p.starts_with('<') { "" } else { " " };
            format!("{year} ({:.0} %, p{sign}{p})", 100.0 * explained)
        }
        _ => String::new(),
    }
}
