//! Owns the tables that add up over phrases: by category and by group.

use polars::prelude::{DataFrame, PolarsResult};

use super::Source;
use super::frame::{frame, texts, whole, with_measure};
use super::phrases::{TEN_THOUSAND, group_column};
use super::schema::column;
use crate::count::{Group, Groups};
use crate::pipeline::Grouping;
use crate::stats;

/// `category_by_GROUP`: totals that count no place twice within a category.
pub(super) fn categories(
    source: Source<'_>,
    grouping: &Grouping,
    groups: &Groups,
) -> PolarsResult<DataFrame> {
    let lexicon = source.lexicon;
    let rows = || {
        groups.iter().flat_map(|(name, group)| {
            lexicon
                .categories()
                .iter()
                .map(move |category| (name, group, category))
        })
    };
    let total = |group: &Group, category: &str| -> u64 {
        let own = group
            .phrases
            .iter()
            .filter(|(phrase, _)| lexicon.entry(**phrase).category == category);
        own.map(|(_, found)| found.count.outermost).sum()
    };
    let mut table = frame(vec![
        group_column(grouping, rows().map(|(name, _, _)| name.as_str())),
        texts(
            column::CATEGORY,
            rows().map(|(_, _, category)| category.id.as_str()),
        ),
        texts(
            column::CATEGORY_TITLE,
            rows().map(|(_, _, category)| category.title.as_str()),
        ),
        whole(
            column::COUNT_OUTERMOST,
            rows()
                .map(|(_, group, category)| total(group, &category.id))
                .collect(),
        ),
        whole(
            column::CHARS,
            rows().map(|(_, group, _)| group.chars).collect(),
        ),
    ])?;
    let rate = [column::COUNT_OUTERMOST, column::CHARS];
    with_measure(&mut table, column::PER_10K_CHARS, rate, |count, size| {
        stats::rate(count, size, TEN_THOUSAND)
    })?;
    Ok(table)
}

/// `GROUPs`: what each group consists of.
pub(super) fn group_totals(grouping: &Grouping, groups: &Groups) -> PolarsResult<DataFrame> {
    let column_of =
        |name, value: fn(&Group) -> u64| whole(name, groups.values().map(value).collect());
    frame(vec![
        group_column(grouping, groups.keys().map(String::as_str)),
        column_of(column::DOCUMENTS, |group| group.documents),
        column_of(column::CHARS, |group| group.chars),
        column_of(column::TOKENS, |group| group.tokens),
        column_of(column::HITS, |group| group.total.count()),
        column_of(column::HITS_FREE, |group| group.total.free()),
        column_of(column::DISTINCT_PHRASES, Group::distinct_phrases),
    ])
}
