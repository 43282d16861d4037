//! Owns the tables of n-grams.

use polars::prelude::{DataFrame, PolarsResult};
use rustc_hash::FxHashMap;

use super::frame::{frame, texts, whole, with_measure};
use super::phrases::group_column;
use super::schema::column;
use crate::ngram::{ListedNgram, NgramListing};
use crate::pipeline::{GroupIndex, Grouping, Members};
use crate::stats;

/// Counts of the listed n-grams by group, added up while documents are visited.
#[derive(Debug)]
pub struct NgramsByGroup<'a> {
    groupings: Vec<GroupedNgrams<'a>>,
}

/// One grouping, and counts by group and row of the listing.
#[derive(Debug)]
struct GroupedNgrams<'a> {
    grouping: &'a Grouping,
    index: &'a GroupIndex,
    counts: FxHashMap<(u32, u32), (u64, u64)>,
}

impl<'a> NgramsByGroup<'a> {
    /// Prepares counting by each of the `groupings` that the run of `members` was counted by.
    #[must_use]
    pub fn new(groupings: &'a [Grouping], members: &'a Members) -> Self {
        let groupings = groupings.iter().zip(members.groups());
        Self {
            groupings: groupings
                .map(|(grouping, index)| GroupedNgrams {
                    grouping,
                    index,
                    counts: FxHashMap::default(),
                })
                .collect(),
        }
    }

    /// Adds the listed n-grams of the document at `position`.
    pub fn add(&mut self, position: usize, found: &[(u32, u64)]) {
        for grouped in &mut self.groupings {
            let Some(group) = grouped.index.of_document.get(position).copied().flatten() else {
                continue;
            };
            for &(row, count) in found {
                let total = grouped.counts.entry((group, row)).or_default();
                total.0 += count;
                total.1 += 1;
            }
        }
    }

    /// By each of the `groups` of the first grouping: rows of the listing in order, with occurrences
    /// and documents.
    pub(super) fn of_first_grouping(&self, groups: &[&str]) -> Vec<Vec<(u32, u64, u64)>> {
        let mut all = vec![Vec::new(); groups.len()];
        let Some(grouped) = self.groupings.first() else {
            return all;
        };
        let places: FxHashMap<&str, usize> = groups.iter().copied().zip(0..).collect();
        let names = grouped.index.names.iter();
        let place_of: Vec<Option<usize>> = names
            .map(|name| places.get(name.as_str()).copied())
            .collect();
        let mut counts: Vec<_> = grouped.counts.iter().collect();
        counts.sort_unstable();
        for (&(group, row), &(count, documents)) in counts {
            if let Some(place) = place_of[group as usize] {
                all[place].push((row, count, documents));
            }
        }
        all
    }

    /// Table name and frame of each grouping.
    pub(super) fn tables(&self, listing: &NgramListing) -> PolarsResult<Vec<(String, DataFrame)>> {
        self.groupings
            .iter()
            .map(|grouped| grouped.table(listing))
            .collect()
    }
}

impl GroupedNgrams<'_> {
    fn table(&self, listing: &NgramListing) -> PolarsResult<(String, DataFrame)> {
        let mut groups: Vec<(u32, &String)> = (0_u32..).zip(&self.index.names).collect();
        groups.sort_unstable_by_key(|&(_, name)| name);
        let rows = || {
            groups.iter().flat_map(|&(group, name)| {
                (0_u32..)
                    .zip(&listing.rows)
                    .map(move |(row, ngram)| (group, name, row, ngram))
            })
        };
        let counts: Vec<(u64, u64)> = rows()
            .map(|(group, _, row, _)| self.counts.get(&(group, row)).copied().unwrap_or_default())
            .collect();
        let table = frame(vec![
            group_column(self.grouping, rows().map(|(_, name, _, _)| name.as_str())),
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
