//! Owns how hits of different entries lie inside each other, and which of them a policy keeps.

use crate::lexicon::PhraseId;

use super::Hit;

/// Which hits are kept (MATCHING 5). Every table says which one it was made with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum OverlapPolicy {
    /// Every hit: entries are counted independently, as published substring counts are.
    #[default]
    All,
    /// Hits inside no other hit: totals and shares over all phrases.
    Outermost,
    /// Hits inside no other hit of the same category: category totals.
    OutermostInCategory,
    /// One leftmost-longest pass without overlaps over all hits: coverage.
    Longest,
}

/// Fills `inside_of` and `inside_category`. `hits` are sorted by start and end; `categories`
/// gives a number per phrase.
pub(super) fn mark(hits: &mut [Hit], categories: &[u32]) {
    let spans: Vec<(u32, u32, PhraseId)> = hits
        .iter()
        .map(|hit| (hit.start, hit.end, hit.phrase))
        .collect();
    let mut open: Vec<usize> = Vec::new();
    let mut by_start: Vec<usize> = (0..hits.len()).collect();
    by_start.sort_by_key(|&index| (spans[index].0, u32::MAX - spans[index].1));
    for index in by_start {
        let (start, end, phrase) = spans[index];
        open.retain(|&other| spans[other].1 > start);
        let containers = open.iter().copied().filter(|&other| {
            let (from, to, owner) = spans[other];
            owner != phrase && from <= start && end <= to && (from, to) != (start, end)
        });
        let mut shortest: Option<(u32, PhraseId)> = None;
        for other in containers {
            let (from, to, owner) = spans[other];
            let rank = (to - from, owner);
            shortest = Some(shortest.map_or(rank, |best| best.min(rank)));
            hits[index].inside_category |= categories[owner.index()] == categories[phrase.index()];
        }
        hits[index].inside_of = shortest.map(|(_, owner)| owner);
        open.push(index);
    }
}

/// The hits that `policy` keeps, in their order.
#[must_use]
pub fn apply_policy(hits: &[Hit], policy: OverlapPolicy) -> Vec<Hit> {
    match policy {
        OverlapPolicy::All => hits.to_vec(),
        OverlapPolicy::Outermost => hits
            .iter()
            .filter(|hit| !hit.is_nested())
            .copied()
            .collect(),
        OverlapPolicy::OutermostInCategory => hits
            .iter()
            .filter(|hit| !hit.inside_category)
            .copied()
            .collect(),
        OverlapPolicy::Longest => longest(hits),
    }
}

fn longest(hits: &[Hit]) -> Vec<Hit> {
    let mut ordered = hits.to_vec();
    ordered.sort_by_key(|hit| (hit.start, u32::MAX - hit.end, hit.kind, hit.phrase));
    let mut position = 0;
    ordered.retain(|hit| {
        let free = hit.start >= position;
        position = if free { hit.end } else { position };
        free
    });
    ordered
}
