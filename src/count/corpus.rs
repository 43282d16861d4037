//! Owns what the documents of a corpus come to together: the whole, and groups of them.

use std::collections::BTreeMap;

use super::{DocumentCounts, PhraseCount};
use crate::lexicon::PhraseId;

/// Hits of one phrase in a group.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct GroupedCount {
    /// Its hits.
    pub count: PhraseCount,
    /// Documents with at least one counted hit.
    pub documents: u64,
}

/// Everything that is added up over the documents of one group.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Group {
    /// Documents.
    pub documents: u64,
    /// Documents with Han characters.
    pub documents_with_text: u64,
    /// Han characters of the shortest of these; `None` where there is none.
    pub shortest_text: Option<u64>,
    /// Han characters.
    pub chars: u64,
    /// Tokens.
    pub tokens: u64,
    /// Hits of all phrases.
    pub total: PhraseCount,
    /// Phrases with at least one hit of any kind.
    pub phrases: BTreeMap<PhraseId, GroupedCount>,
}

/// The groups in order of their names; years have four digits, so that is their order too.
pub type Groups = BTreeMap<String, Group>;

/// A document's part in the hits of a phrase, for measures of dispersion.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PhrasePart {
    /// The phrase.
    pub phrase: PhraseId,
    /// Its counted hits in the document.
    pub count: u64,
    /// Han characters of the document.
    pub chars: u64,
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

/// Counts of many documents, added up. Memory follows the number of phrases and groups, and 24
/// bytes for every phrase of every document.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CorpusCounts {
    /// All documents.
    pub whole: Group,
    /// The groups of each grouping.
    pub groups: Vec<Groups>,
    /// How often a phrase (first) lies inside another (second) as its shortest container.
    pub inside_of: BTreeMap<(PhraseId, PhraseId), u64>,
    /// Hits that would count in documents that are left out as copies.
    pub in_copies: BTreeMap<PhraseId, u64>,
    /// The documents' parts in the hits of phrases, in reading order.
    pub parts: Vec<PhrasePart>,
}

impl Group {
    /// Adds a document.
    pub fn add(&mut self, counts: &DocumentCounts) {
        self.documents += 1;
        let text = Some(counts.chars).filter(|&chars| chars > 0);
        self.documents_with_text += u64::from(text.is_some());
        self.shortest_text = shorter(self.shortest_text, text);
        self.chars += counts.chars;
        self.tokens += counts.tokens;
        for (&phrase, count) in &counts.phrases {
            let grouped = self.phrases.entry(phrase).or_default();
            grouped.count = grouped.count.plus(count);
            grouped.documents += u64::from(count.count() > 0);
            self.total = self.total.plus(count);
        }
    }

    /// Phrases with at least one counted hit.
    #[must_use]
    pub fn distinct_phrases(&self) -> u64 {
        let counted = self.phrases.values().filter(|found| found.documents > 0);
        counted.map(|_| 1).sum()
    }

    fn merge(&mut self, other: Self) {
        self.documents += other.documents;
        self.documents_with_text += other.documents_with_text;
        self.shortest_text = shorter(self.shortest_text, other.shortest_text);
        self.chars += other.chars;
        self.tokens += other.tokens;
        self.total = self.total.plus(&other.total);
        for (phrase, found) in other.phrases {
            let grouped = self.phrases.entry(phrase).or_default();
            grouped.count = grouped.count.plus(&found.count);
            grouped.documents += found.documents;
        }
    }
}

/// The shorter of two texts, of which either may be missing.
fn shorter(a: Option<u64>, b: Option<u64>) -> Option<u64> {
    a.into_iter().chain(b).min()
}

impl CorpusCounts {
    /// Adds a counted document; `groups` is its group in each grouping.
    pub fn add(&mut self, counts: &DocumentCounts, groups: &[Option<String>]) {
        self.whole.add(counts);
        self.groups
            .resize_with(self.groups.len().max(groups.len()), Groups::new);
        for (grouping, name) in self.groups.iter_mut().zip(groups) {
            match name.as_ref().map(|name| (name, grouping.get_mut(name))) {
                None => {}
                Some((_, Some(group))) => group.add(counts),
                Some((name, None)) => grouping.entry(name.clone()).or_default().add(counts),
            }
        }
        for (&pair, count) in &counts.inside_of {
            *self.inside_of.entry(pair).or_default() += count;
        }
        self.parts
            .extend(counts.phrases.iter().map(|(&phrase, count)| PhrasePart {
                phrase,
                count: count.count(),
                chars: counts.chars,
            }));
    }

    /// Adds a document that is left out, as a copy of another one.
    pub fn add_copy(&mut self, counts: &DocumentCounts) {
        for (&phrase, count) in &counts.phrases {
            *self.in_copies.entry(phrase).or_default() += count.count();
        }
    }

    /// The sums over all documents.
    #[must_use]
    pub fn totals(&self) -> Totals {
        Totals {
            chars: self.whole.chars,
            tokens: self.whole.tokens,
            hits: self.whole.total.count(),
            hits_free: self.whole.total.free(),
        }
    }

    /// Both together; the documents of `other` come after these in reading order.
    #[must_use]
    pub fn merge(mut self, other: Self) -> Self {
        self.whole.merge(other.whole);
        self.groups
            .resize_with(self.groups.len().max(other.groups.len()), Groups::new);
        for (own, groups) in self.groups.iter_mut().zip(other.groups) {
            for (name, group) in groups {
                own.entry(name).or_default().merge(group);
            }
        }
        for (pair, count) in other.inside_of {
            *self.inside_of.entry(pair).or_default() += count;
        }
        for (phrase, count) in other.in_copies {
            *self.in_copies.entry(phrase).or_default() += count;
        }
        self.parts.extend(other.parts);
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A document of so many characters with one hit of a phrase.
    fn document(chars: u64, phrase: u32) -> DocumentCounts {
        let mut counts = DocumentCounts {
            chars,
            ..DocumentCounts::default()
        };
        counts
            .phrases
            .insert(PhraseId(phrase), PhraseCount::default());
        counts
            .inside_of
            .insert((PhraseId(phrase), PhraseId(9)), chars);
        counts
    }

    fn of(documents: &[(DocumentCounts, &str)]) -> CorpusCounts {
        let mut counts = CorpusCounts::default();
        for (document, year) in documents {
            let year = (!year.is_empty()).then(|| (*year).to_owned());
            counts.add(document, &[year]);
            counts.add_copy(document);
        }
        counts
    }

    #[test]
    fn merging_is_associative_and_equals_adding_in_order() {
        let all = [
            (document(1, 3), "2021"),
            (document(2, 3), ""),
            (document(4, 5), "2021"),
        ];
        let [a, b, c] = [of(&all[..1]), of(&all[1..2]), of(&all[2..])];
        let left = a.clone().merge(b.clone()).merge(c.clone());
        assert_eq!(left, a.clone().merge(b.merge(c)));
        assert_eq!(left, of(&all));
        assert_eq!(CorpusCounts::default().merge(a.clone()), a);
        assert_eq!(left.totals().chars, 7);
        assert_eq!((left.groups[0]["2021"].chars, left.whole.documents), (5, 3));
    }

    #[test]
    fn documents_without_text_are_not_the_shortest() {
        let all = [
            (document(0, 3), ""),
            (document(7, 3), ""),
            (document(4, 3), ""),
        ];
        let counts = of(&all[..1]).merge(of(&all[1..]));
        assert_eq!(counts, of(&all));
        let whole = &counts.whole;
        assert_eq!(
            (whole.documents_with_text, whole.shortest_text),
            (2, Some(4))
        );
        assert_eq!(of(&all[..1]).whole.shortest_text, None);
    }
}
