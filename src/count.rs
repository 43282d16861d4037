//! Owns counts: of one document, and of a corpus as their union.
//!
//! Takes hits and token counts, gives numbers. [`CorpusCounts::merge`] is associative with the empty
//! count as identity, so the documents of a corpus may be counted in parts.

mod corpus;

use std::collections::{BTreeMap, BTreeSet};

use crate::lexicon::PhraseId;
use crate::matcher::Hit;
pub use crate::matcher::MatchKind;
pub use corpus::{CorpusCounts, Group, GroupedCount, Groups, PhrasePart, Totals};

/// Hits of one phrase, by kind and by nesting.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct PhraseCount {
    /// Hits of each kind, in the order of [`MatchKind::ALL`].
    kinds: [u64; MatchKind::ALL.len()],
    /// Paragraphs that have a hit and a complete expansion.
    pub both: u64,
    /// Counted hits inside a longer hit of another entry.
    pub nested: u64,
    /// Counted hits inside no longer hit of the same category: what category totals add up.
    pub outermost: u64,
    /// Hits that would count, in title lines.
    pub in_title: u64,
    /// Hits that would count, in an outline.
    pub in_outline: u64,
}

/// A part of a document whose hits are counted apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Apart {
    /// Title lines.
    Title,
    /// An outline.
    Outline,
}

impl PhraseCount {
    /// Hits of one kind.
    #[must_use]
    pub fn of(&self, kind: MatchKind) -> u64 {
        self.kinds[kind as usize]
    }

    /// All counted hits: exact + folded + variant + masked.
    #[must_use]
    pub fn count(&self) -> u64 {
        let counted = MatchKind::ALL.into_iter().filter(|kind| kind.is_counted());
        counted.map(|kind| self.of(kind)).sum()
    }

    /// Counted hits inside no other hit.
    #[must_use]
    pub fn free(&self) -> u64 {
        self.count() - self.nested
    }

    /// Both together.
    #[must_use]
    pub fn plus(&self, other: &Self) -> Self {
        Self {
            kinds: std::array::from_fn(|kind| self.kinds[kind] + other.kinds[kind]),
            both: self.both + other.both,
            nested: self.nested + other.nested,
            outermost: self.outermost + other.outermost,
            in_title: self.in_title + other.in_title,
            in_outline: self.in_outline + other.in_outline,
        }
    }

    fn add(&mut self, hit: &Hit) {
        self.kinds[hit.kind as usize] += 1;
        if hit.kind.is_counted() {
            self.nested += u64::from(hit.is_nested());
            self.outermost += u64::from(!hit.inside_category);
        }
    }
}

/// All counts of one document.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct DocumentCounts {
    /// Han characters.
    pub chars: u64,
    /// Tokens: words and numbers.
    pub tokens: u64,
    /// Distinct tokens.
    pub types: u64,
    /// Runs of mask characters.
    pub masks: u64,
    /// Phrases with at least one hit of any kind.
    pub phrases: BTreeMap<PhraseId, PhraseCount>,
    /// How often a phrase (first) lies inside another (second) as its shortest container.
    pub inside_of: BTreeMap<(PhraseId, PhraseId), u64>,
}

impl DocumentCounts {
    /// Counts the `hits` of a part that is no body; only those that would count.
    pub fn add_apart(&mut self, part: Apart, hits: &[Hit]) {
        for hit in hits.iter().filter(|hit| hit.kind.is_counted()) {
            let count = self.phrases.entry(hit.phrase).or_default();
            match part {
                Apart::Title => count.in_title += 1,
                Apart::Outline => count.in_outline += 1,
            }
        }
    }

    /// Counts the `hits` of the body, of any kind.
    pub fn add_hits(&mut self, hits: &[Hit]) {
        for hit in hits {
            self.phrases.entry(hit.phrase).or_default().add(hit);
            if let Some(container) = hit.inside_of.filter(|_| hit.kind.is_counted()) {
                *self.inside_of.entry((hit.phrase, container)).or_default() += 1;
            }
        }
        for (phrase, paragraphs) in paragraphs_with_both(hits) {
            self.phrases.entry(phrase).or_default().both += paragraphs;
        }
    }

    /// Phrases with at least one counted hit.
    #[must_use]
    pub fn distinct_phrases(&self) -> u64 {
        let counted = self.phrases.values().filter(|count| count.count() > 0);
        counted.map(|_| 1).sum()
    }

    /// Hits of all phrases, together.
    #[must_use]
    pub fn total(&self) -> PhraseCount {
        self.phrases
            .values()
            .fold(PhraseCount::default(), |sum, count| sum.plus(count))
    }

    /// Hits of all phrases.
    #[must_use]
    pub fn hits(&self) -> u64 {
        self.total().count()
    }
}

/// How many paragraphs have a counted hit and a complete expansion, by phrase.
fn paragraphs_with_both(hits: &[Hit]) -> BTreeMap<PhraseId, u64> {
    let expansions = hits.iter().filter(|hit| hit.kind == MatchKind::Expansion);
    let spelled_out: BTreeSet<(PhraseId, u32)> =
        expansions.map(|hit| (hit.phrase, hit.paragraph)).collect();
    let counted = hits.iter().filter(|hit| hit.kind.is_counted());
    let both: BTreeSet<(PhraseId, u32)> = counted
        .map(|hit| (hit.phrase, hit.paragraph))
        .filter(|place| spelled_out.contains(place))
        .collect();
    let mut paragraphs = BTreeMap::new();
    for (phrase, _) in both {
        *paragraphs.entry(phrase).or_default() += 1;
    }
    paragraphs
}
