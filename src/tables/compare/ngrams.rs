//! Owns n-grams of speeches: their profiles and what of them is typical.

use polars::prelude::{DataFrame, PolarsResult};

use super::super::frame::{texts, whole};
use super::super::ngrams::NgramsByGroup;
use super::super::schema::column as shared;
use super::super::schema::comparison::column;
use super::keyness::{self, Features, KeynessOptions, SideCount, SideSizes, Versus};
use super::keyness_table::{KeyTable, Unit};
use super::profiles::{Counts, Profiles};
use crate::ngram::NgramListing;

/// The listed n-grams by speech.
pub(super) struct NgramProfiles<'a> {
    listing: &'a NgramListing,
    /// By group.
    pub(super) counts: Vec<Counts>,
    /// By group: documents that have it, in the order of `counts`.
    documents: Vec<Vec<u64>>,
    totals: Vec<SideCount>,
    sizes: Vec<SideSizes>,
}

impl<'a> NgramProfiles<'a> {
    pub(super) fn new(
        listing: &'a NgramListing,
        by_group: &NgramsByGroup<'_>,
        profiles: &Profiles<'_>,
    ) -> Self {
        let mut found = Self {
            listing,
            counts: Vec::new(),
            documents: Vec::new(),
            totals: vec![SideCount::default(); listing.rows.len()],
            sizes: Vec::new(),
        };
        for rows in by_group.of_first_grouping(&profiles.names) {
            for &(row, count, documents) in &rows {
                let total = &mut found.totals[row as usize];
                total.count += count;
                total.documents += documents;
            }
            found
                .counts
                .push(rows.iter().map(|&(row, count, _)| (row, count)).collect());
            found
                .documents
                .push(rows.iter().map(|&(_, _, documents)| documents).collect());
        }
        let size = |group: &&crate::count::Group| SideSizes {
            size: group.tokens,
            documents: group.documents,
        };
        found.sizes = profiles.groups.iter().map(size).collect();
        found
    }

    /// `ngram_keyness`, with rates per million tokens.
    pub(super) fn keyness(
        &self,
        profiles: &Profiles<'_>,
        pairs: &[Versus],
        options: KeynessOptions,
    ) -> PolarsResult<DataFrame> {
        let tests = self.listing.rows.len();
        let rows = keyness::rows(self, (pairs, profiles.len()), tests, options);
        let ngrams = || rows.iter().map(|row| &self.listing.rows[row.feature]);
        let named = vec![
            whole(
                shared::N,
                ngrams().map(|ngram| ngram.order as u64).collect(),
            ),
            texts(shared::NGRAM, ngrams().map(|ngram| ngram.text.as_str())),
        ];
        let unit = Unit {
            sizes: [column::TOKENS_TARGET, column::TOKENS_REFERENCE],
            rates: [column::PER_MILLION_TARGET, column::PER_MILLION_REFERENCE],
            base: 1_000_000.0,
        };
        let table = KeyTable {
            groups: &profiles.names,
            pairs,
            rows: &rows,
        };
        table.with(named, &unit)
    }
}

impl Features for NgramProfiles<'_> {
    fn features(&self) -> usize {
        self.listing.rows.len()
    }

    fn of_group(&self, group: usize, feature: usize) -> SideCount {
        let counts = &self.counts[group];
        let place = counts.binary_search_by_key(&feature, |&(row, _)| row as usize);
        place.map_or_else(
            |_| SideCount::default(),
            |place| SideCount {
                count: counts[place].1,
                documents: self.documents[group][place],
            },
        )
    }

    fn of_all(&self, feature: usize) -> SideCount {
        self.totals[feature]
    }

    fn sizes(&self, group: usize) -> SideSizes {
        self.sizes[group]
    }

    fn all_sizes(&self) -> SideSizes {
        let sum = |a: SideSizes, b: &SideSizes| SideSizes {
            size: a.size + b.size,
            documents: a.documents + b.documents,
        };
        self.sizes.iter().fold(SideSizes::default(), sum)
    }
}
