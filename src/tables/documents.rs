//! Owns the tables of documents: `documents` and `duplicates`.

use std::collections::BTreeSet;

use polars::prelude::{Column, DataFrame, PolarsResult};

use super::frame::{frame, measures, optional_texts, texts, whole, years};
use super::schema::column;
use crate::corpus::{Described, Document, DocumentDate, Duplicate};
use crate::count::DocumentCounts;
use crate::pipeline::{InOrder, Run, Standing};

/// `documents`: one row each, in reading order.
pub(super) fn documents(run: &Run) -> PolarsResult<DataFrame> {
    let rows = run.in_order();
    of_columns(&rows, counts(&rows))
}

/// `documents` without what is only known after counting.
pub(super) fn inspected(run: &Run) -> PolarsResult<DataFrame> {
    let rows = run.in_order();
    let chars = counts(&rows).into_iter().take(1).collect();
    of_columns(&rows, chars)
}

fn of_columns(rows: &[InOrder<'_>], counts: Vec<Column>) -> PolarsResult<DataFrame> {
    let mut columns = identity(rows);
    columns.extend(descriptions(rows));
    columns.extend(dates(rows));
    let own = columns.len();
    columns.extend(reading(rows));
    columns.extend(copies(rows));
    columns.extend(counts);
    let taken: Vec<String> = columns
        .iter()
        .map(|column| column.name().to_string())
        .collect();
    columns.splice(own..own, variables(rows, &taken));
    frame(columns)
}

fn text(rows: &[InOrder<'_>], name: &str, value: impl Fn(&Document) -> String) -> Column {
    texts(name, rows.iter().map(|row| value(row.document)))
}

fn identity(rows: &[InOrder<'_>]) -> Vec<Column> {
    vec![
        text(rows, column::DOC_ID, |document| document.id.clone()),
        text(rows, column::PATH, |document| document.path.clone()),
        whole(
            column::LINE,
            rows.iter().map(|row| row.document.line).collect(),
        ),
    ]
}

/// One thing that is said of a document.
type Describing = fn(&Document) -> Option<&Described>;

fn descriptions(rows: &[InOrder<'_>]) -> Vec<Column> {
    let of = |name, found: Describing, value: fn(&Described) -> String| {
        text(rows, name, |document| {
            found(document).map(value).unwrap_or_default()
        })
    };
    let value = |found: &Described| found.value.clone();
    let source = |found: &Described| found.source.name().to_owned();
    let confidence = |found: &Described| found.confidence.name().to_owned();
    let title: Describing = |document| Some(&document.title);
    let speaker: Describing = |document| document.speaker.as_ref();
    let occasion: Describing = |document| document.occasion.as_ref();
    vec![
        of(column::TITLE, title, value),
        of(column::TITLE_SOURCE, title, source),
        of(column::SPEAKER, speaker, value),
        of(column::SPEAKER_SOURCE, speaker, source),
        of(column::SPEAKER_CONFIDENCE, speaker, confidence),
        of(column::OCCASION, occasion, value),
        of(column::OCCASION_SOURCE, occasion, source),
        of(column::OCCASION_CONFIDENCE, occasion, confidence),
    ]
}

fn dates(rows: &[InOrder<'_>]) -> Vec<Column> {
    let date = |name, of: fn(&Document) -> Option<DocumentDate>| {
        text(rows, name, |document| {
            of(document)
                .map(|date| date.to_string())
                .unwrap_or_default()
        })
    };
    let year = |name, of: fn(&Document) -> Option<i32>| {
        years(name, rows.iter().map(|row| of(row.document)).collect())
    };
    vec![
        date(column::DATE, |document| document.date.date),
        year(column::YEAR, |document| document.date.year()),
        text(rows, column::YEAR_SOURCE, |document| {
            document.date.source.name().to_owned()
        }),
        text(rows, column::YEAR_EVIDENCE, |document| {
            document.date.evidence.clone()
        }),
        text(rows, column::YEAR_CONFIDENCE, |document| {
            document.date.confidence.name().to_owned()
        }),
        date(column::EVENT_DATE, |document| document.dating.event.date),
        date(column::PUBLISH_DATE, |document| document.dating.published),
        text(rows, column::PUBLISH_EVIDENCE, |document| {
            document.dating.published_evidence.clone()
        }),
        year(column::REFERENCE_YEAR, |document| {
            document.dating.reference_year.map(i32::from)
        }),
        date(column::WINDOW_FROM, |document| document.dating.window.from),
        date(column::WINDOW_TO, |document| document.dating.window.to),
    ]
}

fn reading(rows: &[InOrder<'_>]) -> Vec<Column> {
    vec![
        text(rows, column::FORMAT, |document| document.format.to_owned()),
        text(rows, column::ENCODING, |document| {
            let encoding = document.encoding.as_ref();
            encoding
                .map(|encoding| encoding.name().to_owned())
                .unwrap_or_default()
        }),
        whole(
            column::REPLACED,
            rows.iter().map(|row| row.document.replaced).collect(),
        ),
        text(rows, column::FLAGS, |document| {
            document.flag_names().join("|")
        }),
        years(
            column::DECLARED_CHARS,
            rows.iter()
                .map(|row| {
                    row.document
                        .flags
                        .declared_chars
                        .and_then(|n| i32::try_from(n).ok())
                })
                .collect(),
        ),
        whole(
            column::ZONE_CHARS,
            rows.iter().map(|row| row.document.zone_chars).collect(),
        ),
    ]
}

fn copies(rows: &[InOrder<'_>]) -> Vec<Column> {
    let of = rows
        .iter()
        .map(|row| row.duplicate.map_or("", |found| found.of.as_str()));
    let counted = rows.iter().map(|row| match row.standing {
        Standing::Counted => "yes",
        Standing::Duplicate => "no",
    });
    vec![
        texts(column::DUPLICATE_OF, of),
        texts(column::COUNTED, counted),
    ]
}

fn counts(rows: &[InOrder<'_>]) -> Vec<Column> {
    let of = |name, value: fn(&DocumentCounts) -> u64| {
        whole(
            name,
            rows.iter().map(|row| row.counts.map_or(0, value)).collect(),
        )
    };
    vec![
        of(column::CHARS, |counts| counts.chars),
        of(column::TOKENS, |counts| counts.tokens),
        of(column::TYPES, |counts| counts.types),
        of(column::HITS, DocumentCounts::hits),
        of(column::HITS_FREE, |counts| counts.total().free()),
        of(column::DISTINCT_PHRASES, DocumentCounts::distinct_phrases),
        of(column::MASKS, |counts| counts.masks),
    ]
}

/// A column per document variable; one that would take another column's name is prefixed.
fn variables(rows: &[InOrder<'_>], taken: &[String]) -> Vec<Column> {
    let names: BTreeSet<&String> = rows
        .iter()
        .flat_map(|row| row.document.variables.keys())
        .collect();
    names
        .into_iter()
        .map(|name| {
            let shown = if taken.contains(name) {
                format!("variable_{name}")
            } else {
                name.clone()
            };
            let values = rows
                .iter()
                .map(|row| row.document.variables.get(name).cloned());
            optional_texts(&shown, values.collect())
        })
        .collect()
}

/// `duplicates`: one row per document that is, or resembles, a copy of another one.
pub(super) fn duplicates(run: &Run) -> PolarsResult<DataFrame> {
    let all = run.in_order();
    let found: Vec<(&InOrder<'_>, &Duplicate)> = all
        .iter()
        .filter_map(|row| Some((row, row.duplicate?)))
        .collect();
    frame(vec![
        texts(
            column::DOC_ID,
            found.iter().map(|(row, _)| row.document.id.as_str()),
        ),
        texts(
            column::DUPLICATE_OF,
            found.iter().map(|(_, duplicate)| duplicate.of.as_str()),
        ),
        texts(
            column::KIND,
            found.iter().map(|(_, duplicate)| duplicate.kind.name()),
        ),
        measures(
            column::SIMILARITY,
            found
                .iter()
                .map(|(_, duplicate)| Some(duplicate.similarity))
                .collect(),
        ),
        texts(
            column::COUNTED,
            found.iter().map(|(row, _)| match row.standing {
                Standing::Counted => "yes",
                Standing::Duplicate => "no",
            }),
        ),
        whole(
            column::CHARS,
            found
                .iter()
                .map(|(row, _)| row.counts.map_or(0, |counts| counts.chars))
                .collect(),
        ),
        whole(
            column::HITS,
            found
                .iter()
                .map(|(row, _)| row.counts.map_or(0, DocumentCounts::hits))
                .collect(),
        ),
    ])
}
