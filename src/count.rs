//! Owns counts: of one document, and of a corpus as their union.
//!
//! Takes hits and token counts, gives numbers. [`CorpusCounts::merge`] is associative and
//! commutative with the empty count as identity, so documents may be counted in any order.

use std::collections::BTreeMap;

use crate::lexicon::PhraseId;
use crate::matcher::{Hit, MatchKind};

/// Position of a document in its corpus, in reading order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DocumentIndex(pub u32);

/// Hits of one phrase, by kind and by nesting.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct PhraseCount {
    /// Hits of kind exact.
    pub exact: u64,
    /// Hits of kind folded.
    pub folded: u64,
    /// Hits of kind variant.
    pub variant: u64,
    /// Hits inside a longer hit of another entry.
    pub nested: u64,
    /// Hits inside no longer hit of the same category: what category totals add up.
    pub outermost: u64,
}

impl PhraseCount {
    /// All hits: exact + folded + variant.
    #[must_use]
    pub fn count(&self) -> u64 {
        self.exact + self.folded + self.variant
    }

    /// Hits inside no other hit.
    #[must_use]
    pub fn free(&self) -> u64 {
        self.count() - self.nested
    }

    /// Both together.
    #[must_use]
    pub fn plus(&self, other: &Self) -> Self {
        Self {
            exact: self.exact + other.exact,
            folded: self.folded + other.folded,
            variant: self.variant + other.variant,
            nested: self.nested + other.nested,
            outermost: self.outermost + other.outermost,
        }
    }

    fn add(&mut self, hit: &Hit) {
        match hit.kind {
            MatchKind::Exact => self.exact += 1,
            MatchKind::Folded => self.folded += 1,
            MatchKind::Variant => self.variant += 1,
        }
        self.nested += u64::from(hit.is_nested());
        self.outermost += u64::from(!hit.inside_category);
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
    /// Phrases with at least one hit.
    pub phrases: BTreeMap<PhraseId, PhraseCount>,
    /// How often a phrase (first) lies inside another (second) as its shortest container.
    pub inside_of: BTreeMap<(PhraseId, PhraseId), u64>,
}

impl DocumentCounts {
    /// Counts `hits`.
    pub fn add_hits(&mut self, hits: &[Hit]) {
        for hit in hits {
            self.phrases.entry(hit.phrase).or_default().add(hit);
            if let Some(container) = hit.inside_of {
                *self.inside_of.entry((hit.phrase, container)).or_default() += 1;
            }
        }
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

/// What a corpus comes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Totals {
    /// Han characters.
    pub chars: u64,
    /// Tokens.
    pub tokens: u64,
    /// Hits of all phrases.
    pub hits: u64,
    /// Hits inside no other hit.
    pub hits_free: u64,
}

/// Counts of many documents.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CorpusCounts {
    /// The documents' counts, in reading order.
    pub documents: BTreeMap<DocumentIndex, DocumentCounts>,
}

impl CorpusCounts {
    /// The count of one document.
    #[must_use]
    pub fn of(index: DocumentIndex, counts: DocumentCounts) -> Self {
        Self {
            documents: BTreeMap::from([(index, counts)]),
        }
    }

    /// The sums over all documents.
    #[must_use]
    pub fn totals(&self) -> Totals {
        self.documents
            .values()
            .fold(Totals::default(), |sum, document| {
                let hits = document.total();
                Totals {
                    chars: sum.chars + document.chars,
                    tokens: sum.tokens + document.tokens,
                    hits: sum.hits + hits.count(),
                    hits_free: sum.hits_free + hits.free(),
                }
            })
    }

    /// The union of both; a document is in one of them only.
    #[must_use]
    pub fn merge(mut self, mut other: Self) -> Self {
        if self.documents.len() < other.documents.len() {
            std::mem::swap(&mut self, &mut other);
        }
        self.documents.extend(other.documents);
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample(index: u32, chars: u64) -> CorpusCounts {
        CorpusCounts::of(
            DocumentIndex(index),
            DocumentCounts {
                chars,
                ..DocumentCounts::default()
            },
        )
    }

    #[test]
    fn merging_is_associative_and_commutative_with_an_identity() {
        let (a, b, c) = (sample(0, 1), sample(1, 2), sample(2, 3));
        let left = a.clone().merge(b.clone()).merge(c.clone());
        assert_eq!(left, a.clone().merge(c.clone().merge(b.clone())));
        assert_eq!(left, c.merge(a.clone()).merge(b));
        assert_eq!(a.clone().merge(CorpusCounts::default()), a);
    }
}
