//! Owns grouping documents and adding up their counts per group.

use std::collections::BTreeMap;

use super::index_of;
use super::schema::column;
use crate::corpus::Document;
use crate::count::PhraseCount;
use crate::lexicon::PhraseId;
use crate::pipeline::Run;

/// What documents are grouped by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Grouping {
    /// Their year; documents without one are in no group.
    Year,
    /// A document variable; documents without it are in no group.
    Variable(String),
}

impl Grouping {
    /// Name of the group's column, and of tables: `phrase_by_NAME`.
    #[must_use]
    pub fn name(&self) -> &str {
        match self {
            Self::Year => column::YEAR,
            Self::Variable(name) => name,
        }
    }

    /// The document's group.
    #[must_use]
    pub fn value(&self, document: &Document) -> Option<String> {
        match self {
            Self::Year => document.date.year().map(|year| year.to_string()),
            Self::Variable(name) => document.variable(name).map(str::to_owned),
        }
    }

    /// Name of the table with one row per group.
    pub(super) fn table(&self) -> String {
        format!("{}s", self.name())
    }
}

/// Hits of one phrase in a group.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct GroupedCount {
    pub(super) count: PhraseCount,
    pub(super) documents: u64,
}

/// Everything that is added up over the documents of one group.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Group {
    pub(super) documents: u64,
    pub(super) chars: u64,
    pub(super) tokens: u64,
    pub(super) total: PhraseCount,
    pub(super) phrases: BTreeMap<PhraseId, GroupedCount>,
}

impl Group {
    /// Phrases with at least one counted hit.
    pub(super) fn distinct_phrases(&self) -> u64 {
        let counted = self.phrases.values().filter(|found| found.documents > 0);
        counted.map(|_| 1).sum()
    }
}

/// The groups in order of their names; years have four digits, so that is their order too.
pub(super) type Groups = BTreeMap<String, Group>;

/// Adds up the counts of `run` by `value`; documents without a value are in no group.
pub(super) fn grouped(run: &Run, value: impl Fn(usize, &Document) -> Option<String>) -> Groups {
    let mut groups = Groups::new();
    for (position, info) in run.documents.iter().enumerate() {
        let (Some(name), Some(counts)) = (
            value(position, &info.document),
            run.counts_of(index_of(position)),
        ) else {
            continue;
        };
        let group = groups.entry(name).or_default();
        group.documents += 1;
        group.chars += counts.chars;
        group.tokens += counts.tokens;
        for (&phrase, count) in &counts.phrases {
            let grouped = group.phrases.entry(phrase).or_default();
            grouped.count = grouped.count.plus(count);
            grouped.documents += u64::from(count.count() > 0);
            group.total = group.total.plus(count);
        }
    }
    groups
}

/// The whole corpus as one group.
pub(super) fn whole(run: &Run) -> Group {
    grouped(run, |_, _| Some(String::new()))
        .remove("")
        .unwrap_or_default()
}

/// Hits of each phrase in the documents that are left out.
pub(super) fn in_duplicates(run: &Run, phrases: &[PhraseId]) -> Vec<u64> {
    let hits = |phrase: &PhraseId| -> u64 {
        let left_out = run.left_out.iter();
        left_out
            .filter_map(|left| left.counts.phrases.get(phrase))
            .map(PhraseCount::count)
            .sum()
    };
    phrases.iter().map(hits).collect()
}
