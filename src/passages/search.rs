//! Owns the search through an index: the passages of one document with all later ones.

use super::chain::Tile;
use super::index::Index;
use super::pair::Pair;
use super::shared::{Among, PairShare, PassageOptions, SharedPassage};
use super::text::{BREAK, PassageText, narrow};

/// A search for the passages of some documents.
#[derive(Debug)]
pub(crate) struct Search<'t> {
    texts: &'t [PassageText],
    /// The number of each document's group.
    groups: Vec<Option<usize>>,
    index: Index,
    options: PassageOptions,
    among: Among,
}

/// A run of equal characters of a document and `other`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Run {
    other: u32,
    tile: Tile,
}

impl<'t> Search<'t> {
    /// A search among `texts`, of which `index` was made.
    pub(crate) fn new(
        texts: &'t [PassageText],
        index: Index,
        options: PassageOptions,
        among: Among,
    ) -> Self {
        let mut names: Vec<&str> = texts
            .iter()
            .filter_map(|text| text.group.as_deref())
            .collect();
        names.sort_unstable();
        let number = |name: &String| names.partition_point(|other| *other < name.as_str());
        Self {
            texts,
            groups: texts
                .iter()
                .map(|text| text.group.as_ref().map(number))
                .collect(),
            index,
            options,
            among,
        }
    }

    /// What the document at `document` shares with those after it, in their order.
    pub(crate) fn later(&self, document: usize) -> (Vec<SharedPassage>, Vec<PairShare>) {
        let mut runs = self.runs(document);
        runs.sort_unstable();
        runs.dedup();
        let (mut passages, mut pairs) = (Vec::new(), Vec::new());
        for runs in runs.chunk_by(|run, next| run.other == next.other) {
            let other = runs[0].other as usize;
            let pair = Pair {
                a: (document, &self.texts[document]),
                b: (other, &self.texts[other]),
            };
            let mut tiles: Vec<Tile> = runs.iter().map(|run| run.tile).collect();
            if let Some((found, share)) = pair.shared(&mut tiles, &self.options) {
                passages.extend(found);
                pairs.push(share);
            }
        }
        passages.shrink_to_fit();
        pairs.shrink_to_fit();
        (passages, pairs)
    }

    /// The runs of equal characters of a document and later ones that contain a seed; a run may come
    /// several times.
    fn runs(&self, document: usize) -> Vec<Run> {
        let (number, text) = (narrow(document), &self.texts[document]);
        let mut runs = Vec::new();
        let mut goes_on = false;
        for place in 0..narrow(text.chars().len()) {
            let seed = self.index.seed(number, place);
            // Where the seed before is used, a run that has it, too, is known by now.
            let before = place.checked_sub(1).filter(|_| goes_on);
            let before = before.map(|before| text.chars()[before as usize]);
            goes_on = seed.is_some();
            let Some(seed) = seed else {
                continue;
            };
            for found in self.index.places_after(seed, number) {
                if !self.is_compared(document, found.document as usize) {
                    continue;
                }
                let other = self.texts[found.document as usize].chars();
                let is_known = before.is_some_and(|before| {
                    let place = (found.place as usize).checked_sub(1);
                    place.is_some_and(|place| other[place] == before)
                });
                if is_known {
                    continue;
                }
                runs.extend(
                    run(text.chars(), other, (place, found.place)).map(|tile| Run {
                        other: found.document,
                        tile,
                    }),
                );
            }
        }
        runs
    }

    fn is_compared(&self, document: usize, other: usize) -> bool {
        match (self.among, self.groups[document], self.groups[other]) {
            (Among::AllPairs, _, _) => true,
            (Among::DifferentGroups, Some(own), Some(its)) => own != its,
            (Among::DifferentGroups, _, _) => false,
        }
    }
}

/// The run of equal characters around places of two texts; `None` where the seeds there are different
/// ones with one hash.
fn run(a: &[char], b: &[char], (at_a, at_b): (u32, u32)) -> Option<Tile> {
    let (before_a, after_a) = a.split_at(at_a as usize);
    let (before_b, after_b) = b.split_at(at_b as usize);
    let is_equal = |&(a, b): &(&char, &char)| a == b && *a != BREAK;
    let after = after_a.iter().zip(after_b).take_while(is_equal).count();
    if after == 0 {
        return None;
    }
    let before = before_a.iter().rev().zip(before_b.iter().rev());
    let before = narrow(before.take_while(is_equal).count());
    Some(Tile {
        a: at_a - before,
        b: at_b - before,
        length: before + narrow(after),
        edits: 0,
    })
}
