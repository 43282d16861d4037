//! Owns the rows of collocates, to be read and for other programs.

use tifa::pipeline::Collocates;
use tifa::tables::CollocateRow;

use super::super::args::Format;
use super::super::columns::{Side, aligned};
use super::super::entries::Chosen;
use super::super::numbers::probability;
use super::super::records::{Cell, csv, json_lines};

/// The columns, as JSON objects name them, too.
const COLUMNS: [&str; 19] = [
    "phrase",
    "collocate",
    "count",
    "count_left",
    "count_right",
    "doc_freq",
    "corpus_count",
    "window_tokens",
    "tokens",
    "expected",
    "pmi",
    "npmi",
    "log_dice",
    "t_score",
    "g2",
    "p",
    "p_adjusted",
    "evidence",
    "hits",
];

/// The columns to be read, and on which side their cells stand.
const SHOWN: [(&str, Side); 13] = [
    ("collocate", Side::Left),
    ("count", Side::Right),
    ("left", Side::Right),
    ("right", Side::Right),
    ("documents", Side::Right),
    ("in corpus", Side::Right),
    ("expected", Side::Right),
    ("G2", Side::Right),
    ("p adjusted", Side::Right),
    ("logDice", Side::Right),
    ("PMI", Side::Right),
    ("t", Side::Right),
    ("evidence", Side::Left),
];

pub(super) fn formatted(
    format: Format,
    chosen: &Chosen,
    found: &Collocates,
    rows: &[CollocateRow],
) -> Vec<u8> {
    let records = || -> Vec<Vec<Cell>> {
        let phrase = chosen.title();
        rows.iter().map(|row| record(&phrase, found, row)).collect()
    };
    match format {
        Format::Csv => csv(&COLUMNS, &records()),
        Format::Jsonl => json_lines(&COLUMNS, &records()),
        Format::Table if rows.is_empty() => Vec::new(),
        Format::Table => text(rows).into_bytes(),
    }
}

fn record(phrase: &str, found: &Collocates, row: &CollocateRow) -> Vec<Cell> {
    let collocate = &row.collocate;
    vec![
        Cell::text(phrase),
        Cell::text(&*collocate.token),
        Cell::whole(collocate.count),
        Cell::whole(collocate.left),
        Cell::whole(collocate.right),
        Cell::whole(collocate.documents),
        Cell::whole(collocate.in_corpus),
        Cell::whole(found.window_tokens),
        Cell::whole(found.tokens),
        Cell::measure(Some(row.expected)),
        Cell::measure(row.pmi),
        Cell::measure(row.npmi),
        Cell::measure(row.log_dice),
        Cell::measure(row.t_score),
        Cell::measure(row.g2),
        Cell::measure(row.p),
        Cell::measure(row.p_adjusted),
        Cell::text(row.evidence().join("|")),
        Cell::whole(found.hits),
    ]
}

fn text(rows: &[CollocateRow]) -> String {
    let (header, sides): (Vec<&str>, Vec<Side>) = SHOWN.into_iter().unzip();
    let rows: Vec<Vec<String>> = rows.iter().map(shown).collect();
    aligned(&header, &sides, &rows)
}

fn shown(row: &CollocateRow) -> Vec<String> {
    let collocate = &row.collocate;
    let two = |value: Option<f64>| value.map(|v| format!("{v:.2}")).unwrap_or_default();
    vec![
        collocate.token.clone(),
        collocate.count.to_string(),
        collocate.left.to_string(),
        collocate.right.to_string(),
        collocate.documents.to_string(),
        collocate.in_corpus.to_string(),
        two(Some(row.expected)),
        two(row.g2),
        row.p_adjusted.map(probability).unwrap_or_default(),
        two(row.log_dice),
        two(row.pmi),
        two(row.t_score),
        row.evidence().join(", "),
    ]
}
