//! Owns copies: which documents of a corpus are exact or near duplicates of another.
//!
//! Takes fingerprints of documents' bodies, gives groups with the one document of each that is
//! kept. Knows only text folding.

mod fingerprint;
mod leaders;
mod numbers;
mod opening;
mod parts;
mod sketch;
mod stream;

use std::borrow::Borrow;
use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

pub(crate) use fingerprint::{Fingerprint, Scratch};
use leaders::Leaders;
pub use parts::PartOf;
pub(crate) use parts::parts_among;

/// Documents that are copies of one another.
#[derive(Debug, Clone, PartialEq)]
pub struct DuplicateGroup {
    /// The document that is kept.
    pub kept: usize,
    /// The others, each a copy of the kept one.
    pub members: Vec<DuplicateOf>,
}

/// A document that is a copy of the one its group keeps.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct DuplicateOf {
    /// The document.
    pub document: usize,
    /// How similar it is to the kept one, 0 to 1.
    pub similarity: f64,
    /// In which way.
    pub kind: DuplicateKind,
}

/// How a document repeats another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DuplicateKind {
    /// The same words in the same order; script, width, punctuation and the shape of masks may
    /// differ.
    Exact,
    /// Nearly the same text.
    Near,
}

impl DuplicateKind {
    /// The name in tables.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Exact => "exact",
            Self::Near => "near",
        }
    }
}

/// Whether near duplicates are looked for.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum NearDuplicates {
    /// Only exact ones.
    Off,
    /// Those with at least this similarity, 0.6 to 1.
    AtLeast(f64),
}

/// What counts as a duplicate.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct DuplicateOptions {
    /// Whether near duplicates are looked for, and how near.
    pub near: NearDuplicates,
}

impl Default for DuplicateOptions {
    fn default() -> Self {
        Self {
            near: NearDuplicates::AtLeast(Self::SIMILARITY),
        }
    }
}

impl DuplicateOptions {
    /// The similarity from which on two documents are near duplicates by default: the share of
    /// common runs of five characters among all of both.
    ///
    /// A copy that lost one character in twenty, or its leaders' names, still reaches it; in
    /// fourteen years of daily news nearly all pairs above it were broadcast twice.
    pub const SIMILARITY: f64 = 0.9;
    /// Duplicates of at least this similarity; 1 for exact ones alone.
    #[must_use]
    pub fn at_least(similarity: f64) -> Self {
        let near = if similarity < 1.0 {
            NearDuplicates::AtLeast(similarity)
        } else {
            NearDuplicates::Off
        };
        Self { near }
    }

    /// Below this similarity too many pairs would be missed; less is not to be asked for.
    pub const LOWEST_SIMILARITY: f64 = 0.6;
    /// Texts with fewer characters, punctuation aside, are duplicates only where they are equal:
    /// there one other name or date makes another announcement.
    pub const FEWEST_CHARACTERS: u32 = 200;
    /// Texts with fewer characters are no duplicates: greetings and notices are equal by nature.
    pub const FEWEST_OF_EQUALS: u32 = 50;
}

/// The groups among `fingerprints`; `rank` says which document of a group is kept: the one with
/// the smallest rank, the first of equals.
///
/// Every member is similar to the kept document itself. Groups are sorted by the kept document,
/// members by document.
pub(crate) fn group<F: Borrow<Fingerprint>, K: Ord>(
    fingerprints: &[F],
    rank: impl Fn(usize) -> K,
    options: DuplicateOptions,
) -> Vec<DuplicateGroup> {
    let mut order: Vec<usize> = (0..fingerprints.len())
        .filter(|&document| {
            fingerprints.get(document).is_some_and(|print| {
                print.borrow().characters() >= DuplicateOptions::FEWEST_OF_EQUALS
            })
        })
        .collect();
    order.sort_by_cached_key(|&document| (rank(document), document));
    let mut groups = Groups::default();
    let distinct = groups.take_exact(fingerprints, &order);
    if let NearDuplicates::AtLeast(similarity) = options.near {
        groups.take_near(fingerprints, &distinct, similarity);
    }
    groups.finish()
}

/// Groups in the making: what is said of each document that is not kept.
#[derive(Default)]
struct Groups {
    copies: Vec<(usize, DuplicateOf)>,
}

impl Groups {
    /// Takes equal texts out of `order`.
    fn take_exact<F: Borrow<Fingerprint>>(
        &mut self,
        fingerprints: &[F],
        order: &[usize],
    ) -> Vec<usize> {
        let mut first: FxHashMap<[u64; 2], usize> = FxHashMap::default();
        let mut distinct = Vec::with_capacity(order.len());
        for &document in order {
            let Some(print) = fingerprints.get(document) else {
                continue;
            };
            let kept = *first.entry(print.borrow().digest()).or_insert(document);
            if kept == document {
                distinct.push(document);
            } else {
                self.add(kept, document, 1.0, DuplicateKind::Exact);
            }
        }
        distinct
    }

    fn take_near<F: Borrow<Fingerprint>>(
        &mut self,
        fingerprints: &[F],
        distinct: &[usize],
        similarity: f64,
    ) {
        let (documents, prints): (Vec<usize>, Vec<&Fingerprint>) = distinct
            .iter()
            .filter_map(|&document| Some((document, fingerprints.get(document)?.borrow())))
            .filter(|(_, print)| print.keys().is_some())
            .unzip();
        let mut leaders = Leaders::new(&prints, similarity);
        for (place, &document) in documents.iter().enumerate() {
            if let Some((kept, similarity)) = leaders.place(place)
                && let Some(&kept) = documents.get(kept)
            {
                self.add(kept, document, similarity, DuplicateKind::Near);
            }
        }
    }

    fn add(&mut self, kept: usize, document: usize, similarity: f64, kind: DuplicateKind) {
        self.copies.push((
            kept,
            DuplicateOf {
                document,
                similarity,
                kind,
            },
        ));
    }

    /// The groups, with the copies of what is itself a near duplicate under the kept document.
    fn finish(self) -> Vec<DuplicateGroup> {
        let near: FxHashMap<usize, (usize, f64)> = self
            .copies
            .iter()
            .filter(|(_, copy)| copy.kind == DuplicateKind::Near)
            .map(|&(kept, copy)| (copy.document, (kept, copy.similarity)))
            .collect();
        let mut groups: BTreeMap<usize, Vec<DuplicateOf>> = BTreeMap::new();
        for (kept, mut copy) in self.copies {
            let kept = near.get(&kept).map_or(kept, |&(kept, similarity)| {
                copy.similarity = similarity;
                copy.kind = DuplicateKind::Near;
                kept
            });
            groups.entry(kept).or_default().push(copy);
        }
        groups
            .into_iter()
            .map(|(kept, mut members)| {
                members.sort_by_key(|copy| copy.document);
                DuplicateGroup { kept, members }
            })
            .collect()
    }
}

/// The groups among `texts`, of each the first is kept.
///
/// ```
/// use tifa::corpus::{DuplicateOptions, find_duplicates};
/// let text = "撸起袖子加油干!".repeat(9);
/// let texts = [text.as_str(), &text.replace('!', ","), "空谈误国,实干兴邦"];
/// let groups = find_duplicates(&texts, DuplicateOptions::default());
/// assert_eq!((groups.len(), groups[0].kept, groups[0].members[0].document), (1, 0, 1));
/// ```
#[must_use]
pub fn find_duplicates(texts: &[&str], options: DuplicateOptions) -> Vec<DuplicateGroup> {
    group(&fingerprints_of(texts), |_| (), options)
}
/// The texts that are the beginning of a longer one, copies left out.
///
/// Previews and cut copies: they are no duplicates, but what they say is counted twice.
#[must_use]
pub fn find_parts(texts: &[&str]) -> Vec<PartOf> {
    let fingerprints = fingerprints_of(texts);
    let mut is_kept = vec![true; texts.len()];
    for group in group(&fingerprints, |_| (), DuplicateOptions::default()) {
        for copy in group.members {
            if let Some(kept) = is_kept.get_mut(copy.document) {
                *kept = false;
            }
        }
    }
    let kept: Vec<usize> = (0..)
        .zip(is_kept)
        .filter_map(|(document, kept)| kept.then_some(document))
        .collect();
    parts_among(&fingerprints, &kept)
}

fn fingerprints_of(texts: &[&str]) -> Vec<Fingerprint> {
    texts
        .iter()
        .map(|text| Fingerprint::of(std::iter::once(*text)))
        .collect()
}

#[cfg(test)]
mod tests;
