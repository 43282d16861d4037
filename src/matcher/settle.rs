//! Owns an entry's own overlaps: an occurrence has one kind and counts once (MATCHING 5.1).

use std::collections::BTreeMap;

use crate::lexicon::PhraseId;

use super::kinds::{MatchKind, Rule};

/// A match before overlaps are settled; `end` is exclusive, both index units.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Candidate {
    pub(super) phrase: PhraseId,
    pub(super) kind: MatchKind,
    pub(super) rule: Rule,
    pub(super) start: usize,
    pub(super) end: usize,
}

/// Per entry, best kind first, then leftmost, then longest, without overlaps. What was rejected
/// comes last: it is kept where nothing was found.
pub(super) fn settle(candidates: &mut Vec<Candidate>) {
    candidates.sort_unstable_by_key(|c| (c.start, c.end));
    let overlapping = |(at, one): (usize, &Candidate)| {
        let after = candidates[at + 1..].iter();
        after
            .take_while(|other| other.start < one.end)
            .any(|other| other.phrase == one.phrase)
    };
    if !candidates.iter().enumerate().any(overlapping) {
        return;
    }
    candidates.sort_unstable_by_key(|c| (c.phrase, c.kind, c.start, usize::MAX - c.end, c.rule));
    let mut kept: Vec<Candidate> = Vec::with_capacity(candidates.len());
    for own in candidates.chunk_by(|a, b| a.phrase == b.phrase) {
        if let [only] = own {
            kept.push(*only);
            continue;
        }
        let mut taken: BTreeMap<usize, usize> = BTreeMap::new();
        for candidate in own {
            let before = taken.range(..candidate.end).next_back();
            if before.is_none_or(|(_, &end)| end <= candidate.start) {
                taken.insert(candidate.start, candidate.end);
                kept.push(*candidate);
            }
        }
    }
    *candidates = kept;
}
