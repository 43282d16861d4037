//! Owns the profiles of speeches: how often every phrase occurs in each.

use rustc_hash::FxHashMap;

use crate::count::{Group, GroupedCount};
use crate::lexicon::{Lexicon, PhraseId};
use crate::pipeline::Sides;

use super::super::Source;

/// What a speech has of one feature: the feature's row and its occurrences, by row.
pub(super) type Counts = Vec<(u32, u64)>;

/// Speeches, or groups of them, with the phrases that occur in any.
pub(super) struct Profiles<'a> {
    pub(super) lexicon: &'a Lexicon,
    pub(super) names: Vec<&'a str>,
    pub(super) groups: Vec<&'a Group>,
    /// The phrases that occur, the most frequent first: a row each.
    pub(super) phrases: Vec<PhraseId>,
    /// By group.
    pub(super) counts: Vec<Counts>,
    /// Hits of every row, and documents that have it.
    pub(super) totals: Vec<(u64, u64)>,
    /// Han characters of all groups together.
    pub(super) chars: u64,
    /// Documents of all groups together.
    pub(super) documents: u64,
}

impl<'a> Profiles<'a> {
    /// The groups of the first grouping of a run: the target first where there are sides, else in
    /// order of their names.
    pub(super) fn new(source: Source<'a>, sides: Option<&Sides>) -> Self {
        let groups = source.run.counts.groups.first().into_iter().flatten();
        let mut named: Vec<(&str, &Group)> =
            groups.map(|(name, group)| (name.as_str(), group)).collect();
        if let Some(sides) = sides {
            named.sort_by_key(|&(name, _)| name != sides.names()[0]);
        }
        let (names, groups): (Vec<&str>, Vec<&Group>) = named.into_iter().unzip();
        let sums = sums(&groups);
        let phrases = most_frequent_first(&sums, source.lexicon);
        let rows: FxHashMap<PhraseId, u32> = phrases.iter().copied().zip(0..).collect();
        Self {
            lexicon: source.lexicon,
            counts: groups.iter().map(|group| counts(group, &rows)).collect(),
            totals: phrases.iter().map(|phrase| sums[phrase]).collect(),
            chars: groups.iter().map(|group| group.chars).sum(),
            documents: groups.iter().map(|group| group.documents).sum(),
            names,
            groups,
            phrases,
        }
    }

    /// Number of speeches or groups.
    pub(super) fn len(&self) -> usize {
        self.names.len()
    }

    /// Hits of a row in a group.
    pub(super) fn count(&self, group: usize, row: usize) -> u64 {
        let counts = &self.counts[group];
        let found = counts.binary_search_by_key(&row, |&(row, _)| row as usize);
        found.map_or(0, |place| counts[place].1)
    }

    /// What a group has of a row.
    pub(super) fn found(&self, group: usize, row: usize) -> GroupedCount {
        let found = self.groups[group].phrases.get(&self.phrases[row]);
        found.copied().unwrap_or_default()
    }

    /// The name of a row's phrase.
    pub(super) fn phrase(&self, row: usize) -> String {
        self.lexicon.entry(self.phrases[row]).name()
    }

    /// Rows that both groups have.
    pub(super) fn both(&self, a: usize, b: usize) -> impl Iterator<Item = usize> {
        let counts = self.counts[a].iter();
        counts
            .map(|&(row, _)| row as usize)
            .filter(move |&row| self.count(b, row) > 0)
    }
}

/// Hits of every phrase that occurs in the groups, and documents that have it.
fn sums(groups: &[&Group]) -> FxHashMap<PhraseId, (u64, u64)> {
    let mut sums: FxHashMap<PhraseId, (u64, u64)> = FxHashMap::default();
    let found = groups.iter().flat_map(|group| &group.phrases);
    for (&phrase, found) in found.filter(|(_, found)| found.documents > 0) {
        let sum = sums.entry(phrase).or_default();
        sum.0 += found.count.count();
        sum.1 += found.documents;
    }
    sums
}

fn most_frequent_first(sums: &FxHashMap<PhraseId, (u64, u64)>, lexicon: &Lexicon) -> Vec<PhraseId> {
    let mut phrases: Vec<PhraseId> = sums.keys().copied().collect();
    let text = |phrase: PhraseId| lexicon.entry(phrase).text.as_str();
    phrases.sort_by(|&a, &b| {
        let by_count = sums[&b].0.cmp(&sums[&a].0);
        by_count.then_with(|| (text(a), a).cmp(&(text(b), b)))
    });
    phrases
}

fn counts(group: &Group, rows: &FxHashMap<PhraseId, u32>) -> Counts {
    let found = group
        .phrases
        .iter()
        .filter(|(_, found)| found.documents > 0);
    let mut counts: Counts = found
        .filter_map(|(phrase, found)| Some((*rows.get(phrase)?, found.count.count())))
        .collect();
    counts.sort_unstable();
    counts
}
