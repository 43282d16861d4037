//! Owns which tables a report has.

use polars::prelude::{DataFrame, PolarsResult};

use super::groups::{Grouping, grouped};
use super::schema::table;
use super::{Source, Table, documents, failed, ngrams, phrases, totals};
use crate::error::Result;

/// All tables of a report.
pub(super) fn report_tables(source: Source<'_>, groupings: &[Grouping]) -> Result<Vec<Table>> {
    let by_year = grouped(source.run, |_, document| Grouping::Year.value(document));
    let mut all = vec![
        named(table::DOCUMENTS, documents::documents(source.run))?,
        named(table::PHRASES, phrases::overall(source, &by_year))?,
        named(table::PHRASE_BY_DOCUMENT, phrases::by_document(source))?,
        named(table::DUPLICATES, documents::duplicates(source.run))?,
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
