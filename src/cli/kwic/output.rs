//! Owns the rows of a concordance, and writing them for other programs.

use serde::Serialize;
use tifa::lexicon::PhraseId;
use tifa::pipeline::{Concordance, ConcordanceLine, ContextEnd};
use tifa::tables::RowWriter;

/// The columns, as JSON objects name them, too.
const COLUMNS: [&str; 12] = [
    "doc_id", "year", "date", "title", "phrase", "kind", "rule", "start", "end", "left", "surface",
    "right",
];

/// A line as it is written.
#[derive(Debug, Serialize)]
pub(super) struct Row<'a> {
    pub(super) doc_id: &'a str,
    pub(super) year: Option<i32>,
    pub(super) date: Option<String>,
    pub(super) title: &'a str,
    pub(super) phrase: &'a str,
    pub(super) kind: &'static str,
    pub(super) rule: String,
    pub(super) start: u32,
    pub(super) end: u32,
    pub(super) left: &'a str,
    pub(super) surface: &'a str,
    pub(super) right: &'a str,
    /// Whether the text goes on beyond either context.
    #[serde(skip)]
    pub(super) ends: (ContextEnd, ContextEnd),
}

/// A row per line; `names` are those of all entries shown.
pub(super) fn rows<'a>(
    found: &'a Concordance,
    lines: &'a [ConcordanceLine],
    names: &'a [(PhraseId, String)],
) -> Vec<Row<'a>> {
    let name_of = |phrase| {
        let named = names.iter().find(|(id, _)| *id == phrase);
        named.map_or("", |(_, name)| name.as_str())
    };
    let row = |line: &'a ConcordanceLine| {
        let document = found.document(line);
        Row {
            doc_id: &document.id,
            year: document.date.year(),
            date: document.date.date.map(|date| date.to_string()),
            title: &document.title.value,
            phrase: name_of(line.phrase),
            kind: line.kind.name(),
            rule: line.rule.name(),
            start: line.start,
            end: line.end,
            left: &line.left.text,
            surface: &line.surface,
            right: &line.right.text,
            ends: (line.left.end, line.right.end),
        }
    };
    lines.iter().map(row).collect()
}

/// The rows as CSV with a header; cells are safe as in a report's tables.
pub(super) fn csv(rows: &[Row<'_>]) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut table = RowWriter::new(&mut bytes);
    table.row(COLUMNS);
    for row in rows {
        table.row([
            row.doc_id,
            &row.year.map(|year| year.to_string()).unwrap_or_default(),
            row.date.as_deref().unwrap_or_default(),
            row.title,
            row.phrase,
            row.kind,
            &row.rule,
            &row.start.to_string(),
            &row.end.to_string(),
            row.left,
            row.surface,
            row.right,
        ]);
    }
    bytes
}

/// The rows as JSON objects, one on a line.
pub(super) fn json_lines(rows: &[Row<'_>]) -> Vec<u8> {
    let mut bytes = Vec::new();
    for row in rows {
        // Numbers and text always have a JSON form, and writing to memory cannot fail.
        drop(serde_json::to_writer(&mut bytes, row));
        bytes.push(b'\n');
    }
    bytes
}
