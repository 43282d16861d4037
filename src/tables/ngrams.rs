//! Owns the tables of n-grams.

use polars::prelude::{DataFrame, PolarsResult};
use rustc_hash::FxHashMap;

use super::frame::{frame, texts, whole, with_measure};
use super::groups::Grouping;
use super::phrases::group_column;
use super::schema::column;
use crate::ngram::{ListedNgram, NgramListing};
use crate::stats;

/// Counts of the listed n-grams by group, added up while documents are visited.
#[derive(Debug, Clone, Default)]
pub struct NgramsByGroup {
    groupings: Vec<GroupedNgrams>,
}

/// One grouping: each document's group, and counts by group and row of the listing.
#[derive(Debug, Clone)]
struct GroupedNgrams {
    grouping: Grouping,
    documents: Vec<Option<u32>>,
    names: Vec<String>,
    counts: FxHashMap<(u32, u32), (u64, u64)>,
}

impl NgramsByGroup {
    /// Prepares counting by each grouping; `values` are the documents' groups.
    #[must_use]
    pub fn new(groupings: Vec<(Grouping, Vec<Option<String>>)>) -> Self {
        let groupings = groupings
            .into_iter()
            .map(|(grouping, values)| GroupedNgrams::new(grouping, &values))
            .collect();
        Self { groupings }
    }

    /// Adds the listed n-grams of the document at `position`.
    pub fn add(&mut self, position: usize, found: &[(u32, u64)]) {
        for grouped in &mut self.groupings {
            let Some(group) = grouped.documents.get(position).copied().flatten() else {
                continue;
            };
            for &(row, count) in found {
                let total = grouped.counts.entry((group, row)).or_default();
                total.0 += count;
                total.1 += 1;
            }
        }
    }

    /// Table name and frame of each grouping.
    pub(super) fn tables(&self, listing: &NgramListing) -> PolarsResult<Vec<(String, DataFrame)>> {
        self.groupings
            .iter()
            .map(|grouped| grouped.table(listing))
            .collect()
    }
}

impl GroupedNgrams {
    fn new(grouping: Grouping, values: &[Option<String>]) -> Self {
        let mut names: Vec<String> = values.iter().flatten().cloned().collect();
        names.sort_unstable();
        names.dedup();
        let group = |value: &Option<String>| {
            let position = names.binary_search(value.as_ref()?).ok()?;
            u32::try_from(position).ok()
        };
        let documents = values.iter().map(group).collect();
        Self {
            grouping,
            documents,
            names,
            counts: FxHashMap::default(),
        }
    }

    fn table(&self, listing: &NgramListing) -> PolarsResult<(String, DataFrame)> {
        let groups = || (0_u32..).zip(&self.names);
        let rows = || {
            groups().flat_map(|(group, name)| {
                (0_u32..)
                    .zip(&listing.rows)
                    .map(move |(row, ngram)| (group, name, row, ngram))
            })
        };
        let counts: Vec<(u64, u64)> = rows()
            .map(|(group, _, row, _)| self.counts.get(&(group, row)).copied().unwrap_or_default())
            .collect();
        let table = frame(vec![
            group_column(&self.grouping, rows().map(|(_, name, _, _)| name.as_str())),
            whole(
                column::N,
                rows().map(|(_, _, _, ngram)| ngram.order as u64).collect(),
            ),
            texts(
                column::NGRAM,
                rows().map(|(_, _, _, ngram)| ngram.text.as_str()),
            ),
            whole(column::COUNT, counts.iter().map(|count| count.0).collect()),
            whole(
                column::DOC_FREQ,
                counts.iter().map(|count| count.1).collect(),
            ),
        ])?;
        Ok((format!("ngram_by_{}", self.grouping.name()), table))
    }
}

/// `ngrams`: the listed ones.
pub(super) fn listed(listing: &NgramListing, tokens: u64) -> PolarsResult<DataFrame> {
    let column_of = |name, value: fn(&ListedNgram) -> u64| {
        whole(name, listing.rows.iter().map(value).collect())
    };
    let mut table = frame(vec![
        column_of(column::N, |ngram| ngram.order as u64),
        texts(
            column::NGRAM,
            listing.rows.iter().map(|ngram| ngram.text.as_str()),
        ),
        column_of(column::COUNT, |ngram| ngram.count),
        column_of(column::DOC_FREQ, |ngram| u64::from(ngram.documents)),
        column_of(column::FREE_COUNT, |ngram| ngram.free_count),
        whole(column::TOKENS, vec![tokens; listing.rows.len()]),
    ])?;
    with_measure(
        &mut table,
        column::PER_MILLION_TOKENS,
        [column::COUNT, column::TOKENS],
        |count, size| stats::rate(count, size, 1_000_000.0),
    )?;
    table.drop_in_place(column::TOKENS)?;
    Ok(table)
}
