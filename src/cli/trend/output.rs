//! Owns the rows of a trend for other programs.

use tifa::lexicon::PhraseId;
use tifa::stats::Interval;
use tifa::tables::{PhraseTrend, PhraseYear, Trend, YearSize};

use super::super::args::Format;
use super::super::entries::Chosen;
use super::super::records::{Cell, csv, json_lines};
use super::args::Rows;
use super::{TrendArgs, text};

/// The columns of years, named as in `phrase_by_year.csv`.
const YEARS: [&str; 12] = [
    "year",
    "phrase",
    "count",
    "doc_freq",
    "documents",
    "chars",
    "per_10k_chars",
    "rate_low",
    "rate_high",
    "doc_share",
    "doc_share_low",
    "doc_share_high",
];

/// The columns of phrases.
const PHRASES: [&str; 20] = [
    "phrase",
    "count",
    "doc_freq",
    "trend_years",
    "first_year",
    "last_year",
    "peak_year",
    "trend_tau",
    "trend_p",
    "trend_p_adjusted",
    "trend_slope",
    "trend_slope_low",
    "trend_slope_high",
    "change_year",
    "change_explained",
    "change_p",
    "half_life",
    "dormant_from",
    "dormant_to",
    "evidence",
];

pub(super) fn formatted(args: &TrendArgs, trend: &Trend, chosen: &Chosen) -> Vec<u8> {
    let (columns, rows): (&[&str], _) = match args.rows {
        Some(Rows::Phrase) => (&PHRASES, phrases(trend, chosen)),
        Some(Rows::Year) | None => (&YEARS, years(trend, chosen)),
    };
    match args.format {
        Format::Table => text::tables(args.rows, trend, chosen).into_bytes(),
        Format::Csv => csv(columns, &rows),
        Format::Jsonl => json_lines(columns, &rows),
    }
}

/// The name of a phrase in tables.
pub(super) fn name(chosen: &Chosen, phrase: PhraseId) -> String {
    chosen.lexicon.entry(phrase).name()
}

/// A row per year and phrase.
fn years(trend: &Trend, chosen: &Chosen) -> Vec<Vec<Cell>> {
    let rows = trend.years.iter().enumerate().flat_map(|(at, size)| {
        let phrases = trend.phrases.iter();
        phrases.map(move |phrase| year(&name(chosen, phrase.phrase), size, &phrase.years[at]))
    });
    rows.collect()
}

fn year(phrase: &str, size: &YearSize, found: &PhraseYear) -> Vec<Cell> {
    let mut cells = vec![
        Cell::whole(size.year),
        Cell::text(phrase),
        Cell::whole(found.count),
        Cell::whole(found.doc_freq),
        Cell::whole(size.documents),
        Cell::whole(size.chars),
        Cell::measure(found.rate),
    ];
    cells.extend(bounds(found.rate_interval));
    cells.push(Cell::measure(found.doc_share));
    cells.extend(bounds(found.share_interval));
    cells
}

fn bounds(interval: Option<Interval>) -> [Cell; 2] {
    let (low, high) = interval.unzip();
    [Cell::measure(low), Cell::measure(high)]
}

/// A row per phrase.
fn phrases(trend: &Trend, chosen: &Chosen) -> Vec<Vec<Cell>> {
    let row = |phrase: &PhraseTrend| {
        let years = phrase.course.years;
        let mut cells = vec![
            Cell::text(name(chosen, phrase.phrase)),
            Cell::whole(phrase.count),
            Cell::whole(phrase.doc_freq),
            Cell::known(years.and_then(|years| u64::try_from(years).ok())),
            Cell::known(phrase.first_year),
            Cell::known(phrase.last_year),
            Cell::known(phrase.peak_year),
        ];
        cells.extend(course(phrase));
        cells.push(Cell::text(phrase.evidence.join("|")));
        cells
    };
    trend.phrases.iter().map(row).collect()
}

fn course(phrase: &PhraseTrend) -> Vec<Cell> {
    let course = &phrase.course;
    let [slope_low, slope_high] = bounds(course.slope_interval);
    let (dormant_from, dormant_to) = course.dormancy.unzip();
    vec![
        Cell::measure(course.tau),
        Cell::measure(course.p),
        Cell::measure(course.p_adjusted),
        Cell::measure(course.slope),
        slope_low,
        slope_high,
        Cell::known(course.change_year),
        Cell::measure(course.change_explained),
        Cell::measure(course.change_p),
        Cell::known(course.half_life),
        Cell::known(dormant_from),
        Cell::known(dormant_to),
    ]
}
