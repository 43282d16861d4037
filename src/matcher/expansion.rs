//! Owns spelled-out formulations: the components of an entry near each other (MATCHING 7).

use crate::lexicon::{Entry, PhraseId};
use crate::text::Unit;

use super::kinds::MatchKind;
use super::parse::is_sentence_end;

/// Units that may stand between two components where the entry does not say.
const USUAL_GAP: u16 = 12;

/// How the components of one entry make an expansion.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Chain {
    components: usize,
    gap: usize,
}

/// One component where it stands; `start` and `end` index units.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Component {
    pub(super) phrase: PhraseId,
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) number: u8,
}

impl Chain {
    pub(super) fn of(entry: &Entry) -> Self {
        Self {
            components: entry.components.len(),
            gap: entry.component_gap.unwrap_or(USUAL_GAP).into(),
        }
    }

    /// Complete and partial expansions among the components of one entry, which are sorted.
    pub(super) fn find(
        self,
        units: &[Unit],
        components: &[Component],
    ) -> Vec<(usize, usize, MatchKind)> {
        let enough = 2.max(self.components.div_ceil(2));
        let mut found = Vec::new();
        if components.len() < enough.min(self.components) {
            return found;
        }
        let mut at = 0;
        while let Some(first) = components.get(at) {
            let mut seen = vec![first.number];
            let (mut end, mut next) = (first.end, at + 1);
            while let Some(component) = components.get(next) {
                if component.start >= end {
                    let is_new = !seen.contains(&component.number);
                    if !is_new || !self.is_near(units, end, component.start) {
                        break;
                    }
                    seen.push(component.number);
                    end = component.end;
                }
                next += 1;
            }
            if seen.len() == self.components {
                found.push((first.start, end, MatchKind::Expansion));
            } else if seen.len() >= enough {
                found.push((first.start, end, MatchKind::Partial));
            }
            at = if seen.len() > 1 { next } else { at + 1 };
        }
        found
    }

    fn is_near(self, units: &[Unit], from: usize, to: usize) -> bool {
        to - from <= self.gap
            && !units[from..to]
                .iter()
                .any(|unit| is_sentence_end(unit.ch()))
    }
}
