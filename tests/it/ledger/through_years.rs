//! Columns of `phrases.csv` about dispersion and years, by their definitions over all documents and
//! all years.

use std::collections::BTreeMap;

use tifa::stats::{change_point, dormancy, half_life, mann_kendall, rate, theil_sen};

use super::again::{Report, Row, Size, Tally, cells, measure, number};

/// What the ledger says of phrases, years and both.
pub(super) struct Ledgers<'a> {
    pub(super) found: &'a BTreeMap<String, Tally>,
    pub(super) by_year: &'a BTreeMap<(String, String), Tally>,
    pub(super) years: &'a BTreeMap<String, Size>,
}

/// A year: its number, hits, documents with a hit, Han characters.
type Year = (i32, u64, u64, u64);

/// Adds the columns to `rows`, which have the phrases and their first and last years.
pub(super) fn add(report: &Report, ledgers: &Ledgers<'_>, rows: &mut [Row]) {
    let mut p = Vec::new();
    for row in rows.iter_mut() {
        let tally = ledgers
            .found
            .get(&row["phrase"])
            .cloned()
            .unwrap_or_default();
        let years = years_of(ledgers, &row["phrase"]);
        row.extend(dispersions(report, &tally));
        row.extend(spans(&years));
        row.insert("evidence".to_owned(), evidence(&tally, years.len()));
        let counts = years.iter().any(|year| year.1 > 0) && years.len() >= 5;
        p.push(trends(if counts { &years } else { &[] }, row));
    }
    for (row, own) in rows.iter_mut().zip(&p) {
        let adjusted = own.map(|own| {
            let ranked = p.iter().flatten().filter(|other| **other >= own);
            let share = |other: &f64| {
                let rank = p.iter().flatten().filter(|lower| *lower <= other).count();
                other * rate(p.len() as u64, rank as u64, 1.0).unwrap()
            };
            ranked.map(share).fold(1.0, f64::min)
        });
        row.insert("trend_p_adjusted".to_owned(), measure(adjusted));
    }
}

fn years_of(ledgers: &Ledgers<'_>, phrase: &str) -> Vec<Year> {
    let year = |(year, size): (&String, &Size)| {
        let tally = ledgers.by_year.get(&(phrase.to_owned(), year.clone()));
        let hits = tally.map_or(0, |tally| tally.get("count"));
        let with = tally.map_or(0, |tally| tally.documents.len() as u64);
        (year.parse().unwrap(), hits, with, size.chars)
    };
    ledgers.years.iter().map(year).collect()
}

/// Over every document with text, those without a hit too.
fn dispersions(report: &Report, tally: &Tally) -> Row {
    let parts: Vec<(f64, f64)> = (report.documents.iter())
        .map(|row| {
            let hits = tally.documents.get(&row["doc_id"]).copied();
            let float = |number: u64| rate(number, 1, 1.0).unwrap();
            (float(hits.unwrap_or_default()), float(number(row, "chars")))
        })
        .filter(|part| part.1 > 0.0)
        .collect();
    let (hits, size): (f64, f64) = parts.iter().fold((0.0, 0.0), |(hits, size), part| {
        (hits + part.0, size + part.1)
    });
    let defined = |value: f64| measure((hits > 0.0 && value.is_finite()).then_some(value));
    let weights = parts.iter().map(|part| part.1 / size);
    let apart = parts
        .iter()
        .map(|part| (part.0 / hits - part.1 / size).abs());
    let smallest = weights.fold(f64::INFINITY, f64::min);
    let rates: Vec<f64> = parts.iter().map(|part| part.0 / part.1).collect();
    let count = rate(rates.len() as u64, 1, 1.0).unwrap();
    let mean = rates.iter().sum::<f64>() / count;
    let squares: f64 = rates.iter().map(|rate| (rate - mean).powi(2)).sum();
    let roots = parts.iter().map(|part| (part.0 * part.1 / size).sqrt());
    let juilland = 1.0 - (squares / count).sqrt() / mean / (count - 1.0).sqrt();
    let juilland = if juilland.abs() < 1e-12 {
        0.0
    } else {
        juilland
    };
    cells([
        (
            "dispersion_dp_norm",
            defined(apart.sum::<f64>() / 2.0 / (1.0 - smallest)),
        ),
        ("dispersion_juilland_d", defined(juilland)),
        (
            "dispersion_rosengren_s",
            defined(roots.sum::<f64>().powi(2) / hits),
        ),
    ])
}

fn spans(years: &[Year]) -> Row {
    let first = years.iter().position(|year| year.1 > 0);
    let last = years.iter().rposition(|year| year.1 > 0);
    let documents =
        |place: Option<usize>| place.map_or_else(String::new, |place| years[place].2.to_string());
    let mut notes = Vec::new();
    if first == Some(0) {
        notes.push("corpus_begins");
    }
    if last.is_some_and(|last| last + 1 == years.len()) {
        notes.push("corpus_ends");
    }
    cells([
        ("first_year_documents", documents(first)),
        ("last_year_documents", documents(last)),
        ("lifespan_note", notes.join("|")),
    ])
}

fn evidence(tally: &Tally, years: usize) -> String {
    let mut marks = Vec::new();
    if tally.get("count") < 5 {
        marks.push("few_hits");
    }
    if tally.documents.len() < 3 {
        marks.push("few_documents");
    }
    if years < 5 {
        marks.push("few_years");
    }
    marks.join("|")
}

/// Adds the trend of `years` to `row`, empty where there are none; gives p.
fn trends(years: &[Year], row: &mut Row) -> Option<f64> {
    let points: Vec<(i32, f64)> = years
        .iter()
        .filter_map(|year| Some((year.0, rate(year.1, year.3, 10_000.0)?)))
        .collect();
    let values: Vec<f64> = points.iter().map(|point| point.1).collect();
    let test = mann_kendall(&points);
    let line = theil_sen(&points);
    let change = change_point(&values);
    let year = |year: Option<i32>| year.map_or_else(String::new, |year| year.to_string());
    let silence = dormancy(&points);
    let number = if points.is_empty() {
        String::new()
    } else {
        points.len().to_string()
    };
    row.extend(cells([
        ("trend_years", number),
        ("trend_tau", measure(test.and_then(|test| test.tau_b))),
        ("trend_p", measure(test.map(|test| test.p()))),
        ("trend_slope", measure(line.map(|line| line.slope))),
        ("trend_slope_low", measure(line.map(|line| line.low))),
        ("trend_slope_high", measure(line.map(|line| line.high))),
        (
            "change_year",
            year(change.map(|change| points[change.index].0)),
        ),
        (
            "change_explained",
            measure(change.map(|change| change.explained)),
        ),
        ("change_p", measure(change.map(|change| change.p))),
        ("half_life", year(half_life(&points))),
        ("dormant_from", year(silence.map(|silence| silence.0))),
        ("dormant_to", year(silence.map(|silence| silence.1))),
    ]));
    test.map(|test| test.p())
}
