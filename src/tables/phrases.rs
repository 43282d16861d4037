//! Owns the tables of phrases: over the corpus, by document, by group, and by category.

use std::collections::BTreeMap;

use polars::prelude::{Column, DataFrame, IntoLazy, PolarsResult, col, lit};

use super::Source;
use rustc_hash::FxHashMap;

use super::frame::{
    Direction, frame, optional_texts, select, sorted, texts, whole, with_interval, with_measure,
    years,
};
use super::histories::History;
use super::schema::column;
use super::{dispersions, lifespans};
use crate::count::{GroupedCount, Groups, MatchKind, PhraseCount};
use crate::lexicon::{Entry, Lexicon, PhraseId};
use crate::pipeline::Grouping;
use crate::stats::{self, Interval};

/// Per so many Han characters rates are given: 每万字.
pub(super) const TEN_THOUSAND: f64 = 10_000.0;

/// Counts that every table of phrases has, in order.
pub(super) const COUNTS: [&str; 7] = [
    column::COUNT,
    column::COUNT_EXACT,
    column::COUNT_FOLDED,
    column::COUNT_VARIANT,
    column::COUNT_MASKED,
    column::COUNT_NESTED,
    column::COUNT_FREE,
];

/// What is reported beside the counts and never part of them, in order.
pub(super) const APART: [&str; 8] = [
    column::COUNT_FUZZY,
    column::COUNT_RELATED,
    column::COUNT_REJECTED,
    column::COUNT_EXPANSION,
    column::COUNT_PARTIAL,
    column::PARAGRAPHS_BOTH,
    column::COUNT_TITLE,
    column::COUNT_OUTLINE,
];

/// A rate and its interval.
const RATES: [&str; 3] = [column::PER_10K_CHARS, column::RATE_LOW, column::RATE_HIGH];

/// A share of documents and its interval.
const SHARES: [&str; 3] = [
    column::DOC_SHARE,
    column::DOC_SHARE_LOW,
    column::DOC_SHARE_HIGH,
];

/// The count columns of `counts`.
fn count_columns(counts: &[PhraseCount]) -> Vec<Column> {
    let mut columns: Vec<Column> = MatchKind::ALL
        .into_iter()
        .map(|kind| {
            whole(
                column::of_kind(kind),
                counts.iter().map(|count| count.of(kind)).collect(),
            )
        })
        .collect();
    let column_of =
        |name, value: fn(&PhraseCount) -> u64| whole(name, counts.iter().map(value).collect());
    columns.push(column_of(column::COUNT_NESTED, |count| count.nested));
    columns.push(column_of(column::PARAGRAPHS_BOTH, |count| count.both));
    columns.push(column_of(column::COUNT_TITLE, |count| count.in_title));
    columns.push(column_of(column::COUNT_OUTLINE, |count| count.in_outline));
    columns
}

/// The count columns of `found`, and how many documents have each.
fn found_columns(found: &[GroupedCount]) -> Vec<Column> {
    let counts: Vec<PhraseCount> = found.iter().map(|found| found.count).collect();
    let mut columns = count_columns(&counts);
    let documents = found.iter().map(|found| found.documents).collect();
    columns.push(whole(column::DOC_FREQ, documents));
    columns
}

/// The columns with all that follows from them: sums, rates and shares.
fn with_measures(columns: Vec<Column>) -> PolarsResult<DataFrame> {
    let mut table = with_sums(frame(columns)?)?;
    with_rates(&mut table)?;
    with_shares(&mut table)?;
    Ok(table)
}

/// Adds what follows from the count columns.
fn with_sums(counts: DataFrame) -> PolarsResult<DataFrame> {
    let counted = MatchKind::ALL.into_iter().filter(|kind| kind.is_counted());
    let kinds = counted.map(|kind| col(column::of_kind(kind)));
    let kinds = kinds
        .reduce(|sum, kind| sum + kind)
        .unwrap_or_else(|| lit(0_u64));
    let summed = counts.lazy().with_columns([kinds.alias(column::COUNT)]);
    summed
        .with_columns([(col(column::COUNT) - col(column::COUNT_NESTED)).alias(column::COUNT_FREE)])
        .collect()
}

/// Columns that name phrases.
fn names(lexicon: &Lexicon, phrases: &[PhraseId]) -> Vec<Column> {
    let entries = || phrases.iter().map(|&id| lexicon.entry(id));
    vec![
        texts(column::PHRASE, entries().map(Entry::name)),
        texts(
            column::CATEGORY,
            entries().map(|entry| entry.category.as_str()),
        ),
        optional_texts(
            column::ENGLISH,
            entries().map(|entry| entry.english.clone()).collect(),
        ),
    ]
}

fn with_rates(table: &mut DataFrame) -> PolarsResult<()> {
    let rate = [column::COUNT, column::CHARS];
    with_measure(table, column::PER_10K_CHARS, rate, |count, size| {
        stats::rate(count, size, TEN_THOUSAND)
    })?;
    // Few counts differ, and a quantile costs more than finding it again.
    let mut known: FxHashMap<u64, Option<Interval>> = FxHashMap::default();
    with_interval(
        table,
        [column::RATE_LOW, column::RATE_HIGH],
        rate,
        |count, size| {
            let (low, high) = (*known
                .entry(count)
                .or_insert_with(|| stats::poisson_bounds(count)))?;
            let scale = stats::rate(1, size, TEN_THOUSAND)?;
            Some((low * scale, high * scale))
        },
    )
}

fn with_shares(table: &mut DataFrame) -> PolarsResult<()> {
    let share = [column::DOC_FREQ, column::DOCUMENTS];
    with_measure(table, column::DOC_SHARE, share, |count, of| {
        stats::rate(count, of, 1.0)
    })?;
    with_interval(
        table,
        [column::DOC_SHARE_LOW, column::DOC_SHARE_HIGH],
        share,
        stats::wilson,
    )
}

/// `phrases`: every phrase of the lexicon, zero included.
pub(super) fn overall(source: Source<'_>, histories: &[History]) -> PolarsResult<DataFrame> {
    let corpus = &source.run.counts.whole;
    let phrases: Vec<PhraseId> = (0..)
        .map(PhraseId)
        .take(source.lexicon.entries().len())
        .collect();
    let found: Vec<_> = phrases
        .iter()
        .map(|id| corpus.phrases.get(id).copied().unwrap_or_default())
        .collect();
    let mut columns = names(source.lexicon, &phrases);
    columns.extend(found_columns(&found));
    columns.push(whole(
        column::COUNT_DUPLICATES,
        phrases
            .iter()
            .map(|phrase| {
                source
                    .run
                    .counts
                    .in_copies
                    .get(phrase)
                    .copied()
                    .unwrap_or(0)
            })
            .collect(),
    ));
    columns.push(whole(
        column::DOCUMENTS,
        vec![corpus.documents; phrases.len()],
    ));
    columns.push(whole(column::CHARS, vec![corpus.chars; phrases.len()]));
    columns.extend(dispersions::columns(source, phrases.len()));
    columns.extend(lifespans::columns(histories, &found));
    columns.push(texts(column::INSIDE_OF, containers(source, &phrases)));
    let first_years = phrases
        .iter()
        .map(|&id| source.lexicon.entry(id).first_year)
        .collect();
    columns.push(years(column::LEXICON_FIRST_YEAR, first_years));
    let table = with_measures(columns)?;
    let order = [
        (column::COUNT, Direction::Descending),
        (column::PHRASE, Direction::Ascending),
    ];
    select(sorted(table.lazy(), &order).collect()?, &overall_columns())
}

fn overall_columns() -> Vec<&'static str> {
    let mut columns = vec![column::PHRASE, column::CATEGORY, column::ENGLISH];
    columns.extend(COUNTS);
    columns.push(column::DOC_FREQ);
    columns.extend(SHARES);
    columns.extend(RATES);
    columns.extend(APART);
    columns.push(column::COUNT_DUPLICATES);
    columns.extend(dispersions::COLUMNS);
    columns.extend(lifespans::COLUMNS);
    columns.extend([column::INSIDE_OF, column::LEXICON_FIRST_YEAR]);
    columns
}

/// `container:count` of each phrase, most frequent first.
fn containers(source: Source<'_>, phrases: &[PhraseId]) -> Vec<String> {
    let mut inside: BTreeMap<PhraseId, BTreeMap<PhraseId, u64>> = BTreeMap::new();
    for (&(phrase, container), &count) in &source.run.counts.inside_of {
        inside.entry(phrase).or_default().insert(container, count);
    }
    let cell = |phrase: &PhraseId| {
        let mut list: Vec<(String, u64)> = inside
            .get(phrase)
            .into_iter()
            .flatten()
            .map(|(&container, &count)| (source.lexicon.entry(container).name(), count))
            .collect();
        list.sort_unstable_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        list.iter()
            .map(|(text, count)| format!("{text}:{count}"))
            .collect::<Vec<_>>()
            .join("|")
    };
    phrases.iter().map(cell).collect()
}

/// Whether phrases that a group does not have get a row with zeros.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Absent {
    /// They do, where another group has them.
    Listed,
    /// They do not.
    LeftOut,
}

/// `phrase_by_GROUP`: every group × every phrase that occurs in any of them.
pub(super) fn by_group(
    source: Source<'_>,
    grouping: &Grouping,
    groups: &Groups,
    absent: Absent,
) -> PolarsResult<DataFrame> {
    let mut occurring: Vec<PhraseId> = groups
        .values()
        .flat_map(|group| group.phrases.keys().copied())
        .collect();
    occurring.sort_unstable();
    occurring.dedup();
    let rows = || {
        let all = groups
            .iter()
            .flat_map(|(name, group)| occurring.iter().map(move |&phrase| (name, group, phrase)));
        all.filter(|(_, group, phrase)| {
            absent == Absent::Listed || group.phrases.contains_key(phrase)
        })
    };
    let found: Vec<_> = rows()
        .map(|(_, group, phrase)| group.phrases.get(&phrase).copied().unwrap_or_default())
        .collect();
    let phrases: Vec<PhraseId> = rows().map(|(_, _, phrase)| phrase).collect();
    let mut columns = vec![group_column(
        grouping,
        rows().map(|(name, _, _)| name.as_str()),
    )];
    columns.extend(names(source.lexicon, &phrases));
    columns.extend(found_columns(&found));
    columns.push(whole(
        column::DOCUMENTS,
        rows().map(|(_, group, _)| group.documents).collect(),
    ));
    columns.push(whole(
        column::CHARS,
        rows().map(|(_, group, _)| group.chars).collect(),
    ));
    let table = with_measures(columns)?;
    let order = [
        (grouping.name(), Direction::Ascending),
        (column::COUNT, Direction::Descending),
        (column::PHRASE, Direction::Ascending),
    ];
    let mut names = vec![grouping.name(), column::PHRASE, column::CATEGORY];
    names.extend(COUNTS);
    names.extend([column::DOC_FREQ, column::DOCUMENTS, column::CHARS]);
    names.extend(RATES);
    names.extend(SHARES);
    names.extend(APART);
    select(sorted(table.lazy(), &order).collect()?, &names)
}

/// The column that names groups: years are numbers.
pub(super) fn group_column<'a>(
    grouping: &Grouping,
    names: impl Iterator<Item = &'a str>,
) -> Column {
    match grouping {
        Grouping::Year => years(column::YEAR, names.map(|name| name.parse().ok()).collect()),
        other => texts(other.name(), names),
    }
}
