//! Owns how hits of different entries lie inside each other, and which of them a policy keeps.

use crate::lexicon::PhraseId;

use super::kinds::{Hit, MatchKind};

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
    let mut open = 0;
    for at in 0..hits.len() {
        let hit = hits[at];
        open += hits[open..at]
            .iter()
            .take_while(|other| other.end <= hit.start)
            .count();
        let others = hits[open..]
            .iter()
            .take_while(|other| other.start <= hit.start);
        let containers = others.filter(|other| contains(other, &hit));
        let mut shortest: Option<(u32, PhraseId)> = None;
        let mut inside_category = false;
        for other in containers {
            let rank = (other.end - other.start, other.phrase);
            shortest = Some(shortest.map_or(rank, |best| best.min(rank)));
            inside_category |= categories[other.phrase.index()] == categories[hit.phrase.index()];
        }
        hits[at].inside_of = shortest.map(|(_, owner)| owner);
        hits[at].inside_category = inside_category;
    }
}

/// Whether a hit of another entry strictly contains `hit`; a typo hides nothing but typos.
fn contains(other: &Hit, hit: &Hit) -> bool {
    other.phrase != hit.phrase
        && !(other.kind == MatchKind::Fuzzy && hit.kind != MatchKind::Fuzzy)
        && other.start <= hit.start
        && hit.end <= other.end
        && (other.start, other.end) != (hit.start, hit.end)
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
