//! Owns which tables a report has.

use std::collections::BTreeSet;

use polars::prelude::{Column, DataFrame, PolarsResult};

use super::frame::{frame, optional_texts, texts, whole, years};
use super::groups::{Grouping, grouped};
use super::schema::{column, table};
use super::{Source, Table, failed, index_of, ngrams, phrases, totals};
use crate::corpus::Document;
use crate::count::DocumentCounts;
use crate::error::Result;
use crate::pipeline::Run;

/// All tables of a report.
pub(super) fn report_tables(source: Source<'_>, groupings: &[Grouping]) -> Result<Vec<Table>> {
    let by_year = grouped(source.run, |_, document| Grouping::Year.value(document));
    let mut all = vec![
        named(table::DOCUMENTS, documents(source.run))?,
        named(table::PHRASES, phrases::overall(source, &by_year))?,
        named(table::PHRASE_BY_DOCUMENT, phrases::by_document(source))?,
    ];
    for grouping in groupings {
        let groups = grouped(source.run, |_, document| grouping.value(document));
        let name = grouping.name();
        all.push(named(
            &format!("phrase_by_{name}"),
            phrases::by_group(source, grouping, &groups),
        )?);
        all.push(named(
            &format!("category_by_{name}"),
            totals::categories(source, grouping, &groups),
        )?);
        all.push(named(
            &grouping.table(),
            totals::group_totals(grouping, &groups),
        )?);
    }
    if let Some((listing, by_group)) = source.ngrams {
        let tokens = source.run.counts.totals().tokens;
        all.push(named(table::NGRAMS, ngrams::listed(listing, tokens))?);
        let tables = by_group
            .tables(listing)
            .map_err(|cause| failed(table::NGRAMS, cause))?;
        all.extend(
            tables
                .into_iter()
                .map(|(name, frame)| Table::new(name, frame)),
        );
    }
    Ok(all)
}

pub(super) fn named(name: &str, frame: PolarsResult<DataFrame>) -> Result<Table> {
    frame
        .map(|frame| Table::new(name, frame))
        .map_err(|cause| failed(name, cause))
}

/// `documents`: one row each, in reading order.
fn documents(run: &Run) -> PolarsResult<DataFrame> {
    let text = |name, value: fn(&Document) -> String| {
        texts(name, run.documents.iter().map(|info| value(&info.document)))
    };
    let mut columns = vec![
        text(column::DOC_ID, |document| document.id.clone()),
        text(column::PATH, |document| document.path.clone()),
        whole(
            column::LINE,
            run.documents
                .iter()
                .map(|info| info.document.line)
                .collect(),
        ),
        text(column::TITLE, |document| document.title.clone()),
        text(column::DATE, |document| {
            document
                .date
                .date
                .map(|date| date.to_string())
                .unwrap_or_default()
        }),
        years(
            column::YEAR,
            run.documents
                .iter()
                .map(|info| info.document.date.year())
                .collect(),
        ),
        text(column::YEAR_SOURCE, |document| {
            document.date.source.name().to_owned()
        }),
        text(column::YEAR_EVIDENCE, |document| {
            document.date.evidence.clone()
        }),
        text(column::YEAR_CONFIDENCE, |document| {
            document.date.source.confidence().to_owned()
        }),
    ];
    columns.extend(document_counts(run));
    let taken: Vec<String> = columns
        .iter()
        .map(|column| column.name().to_string())
        .collect();
    let at = columns.len() - DOCUMENT_COUNTS;
    let variables = variables(run, &taken);
    columns.splice(at..at, variables);
    frame(columns)
}

const DOCUMENT_COUNTS: usize = 7;

fn document_counts(run: &Run) -> [Column; DOCUMENT_COUNTS] {
    let of = |name, value: fn(&DocumentCounts) -> u64| {
        let values = (0..run.documents.len())
            .map(|position| run.counts_of(index_of(position)).map_or(0, value));
        whole(name, values.collect())
    };
    [
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
fn variables(run: &Run, taken: &[String]) -> Vec<Column> {
    let names: BTreeSet<&String> = run
        .documents
        .iter()
        .flat_map(|info| info.document.variables.keys())
        .collect();
    names
        .into_iter()
        .map(|name| {
            let shown = if taken.contains(name) {
                format!("variable_{name}")
            } else {
                name.clone()
            };
            let values = run
                .documents
                .iter()
                .map(|info| info.document.variables.get(name).cloned());
            optional_texts(&shown, values.collect())
        })
        .collect()
}
