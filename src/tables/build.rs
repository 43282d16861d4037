//! Owns which tables a report has.

use polars::prelude::{DataFrame, PolarsResult};

use super::histories::histories;
use super::schema::table;
use super::temperature::{self, TemperatureScale};
use super::{Source, Table, failed, ngrams, phrases, totals, turnover};
use crate::count::Groups;
use crate::error::Result;
use crate::pipeline::Grouping;

/// All tables of a report that are not written while documents are counted. `groupings` are those
/// that the run was counted by.
pub(super) fn report_tables(
    source: Source<'_>,
    groupings: &[Grouping],
    scale: &TemperatureScale,
) -> Result<Vec<Table>> {
    let grouped = || groupings.iter().zip(&source.run.counts.groups);
    let by_year = grouped()
        .find(|(grouping, _)| **grouping == Grouping::Year)
        .map_or_else(Groups::new, |(_, groups)| groups.clone());
    let histories = histories(source.lexicon, &by_year);
    let temperatures = temperature::by_year(source.lexicon, &histories, scale);
    let mut all = vec![
        named(table::PHRASES, phrases::overall(source, &histories))?,
        named(
            table::TURNOVER,
            turnover::events(source.lexicon, &histories),
        )?,
        named(table::TEMPERATURE, temperatures)?,
    ];
    for (grouping, groups) in grouped() {
        let name = grouping.name();
        all.push(named(
            &format!("phrase_by_{name}"),
            phrases::by_group(source, grouping, groups, phrases::Absent::Listed),
        )?);
        all.push(named(
            &format!("category_by_{name}"),
            totals::categories(source, grouping, groups),
        )?);
        all.push(named(
            &format!("{name}s"),
            totals::group_totals(grouping, groups),
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
