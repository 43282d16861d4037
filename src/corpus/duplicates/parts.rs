//! Owns finding documents that are the beginning of a longer one: previews and cut copies.

use std::borrow::Borrow;

use rustc_hash::FxHashMap;

use super::DuplicateOptions;
use super::fingerprint::Fingerprint;
use super::opening::Opening;

/// Shorter texts may begin like another by habit.
const FEWEST_CHARACTERS: u32 = DuplicateOptions::FEWEST_CHARACTERS;

/// The share of a document that must be seen to be the beginning of the longer one. What follows
/// the last step that was compared is not seen, nor is a line that a site puts below a preview.
const LEAST_SHARE: f64 = 0.8;

/// A document that is the beginning of a longer one.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PartOf {
    /// The document.
    pub document: usize,
    /// The longer one.
    pub whole: usize,
    /// The share of the document that was seen to be the beginning of the longer one.
    pub share: f64,
}

/// A document that is long enough: its place among all, its characters, how it begins.
type Long<'a> = (usize, u32, &'a Opening);

/// The documents among `candidates` that are the beginning of another of them: of several the
/// longest, the first of equals. In the order of the candidates.
///
/// Nothing is said of how the rest of the longer one goes on; a preview is a part, and so is the
/// first half of a text that was published in two steps. To be flagged, not dropped.
pub(crate) fn parts_among<F: Borrow<Fingerprint>>(
    fingerprints: &[F],
    candidates: &[usize],
) -> Vec<PartOf> {
    let mut long: Vec<Long<'_>> = candidates
        .iter()
        .filter_map(|&document| {
            let print = fingerprints.get(document)?.borrow();
            Some((document, print.characters(), print.opening()?))
        })
        .collect();
    keep_like_beginnings(&mut long);
    let mut longest: FxHashMap<&[u8], (u32, usize)> = FxHashMap::default();
    for &(document, characters, opening) in &long {
        for (_, opening) in opening.steps(characters) {
            let entry = longest.entry(opening).or_insert((0, document));
            if characters > entry.0 {
                *entry = (characters, document);
            }
        }
    }
    long.iter()
        .filter_map(|&part| whole_of(part, &longest))
        .collect()
}

/// Leaves those of which another begins in the same way: few in most corpora.
fn keep_like_beginnings(long: &mut Vec<Long<'_>>) {
    let beginning = |opening: &Opening| {
        let steps = opening.steps(FEWEST_CHARACTERS);
        steps.fold(0_u64, |all, (_, opening)| {
            all << 8 | u64::from(opening.last().copied().unwrap_or(0))
        })
    };
    let mut documents: FxHashMap<u64, u32> = FxHashMap::default();
    for (_, _, opening) in long.iter() {
        *documents.entry(beginning(opening)).or_default() += 1;
    }
    long.retain(|(_, _, opening)| documents.get(&beginning(opening)).is_some_and(|&n| n > 1));
}

/// The longest document that agrees with `part` up to its last steps.
fn whole_of(
    (document, characters, opening): Long<'_>,
    longest: &FxHashMap<&[u8], (u32, usize)>,
) -> Option<PartOf> {
    let share = |at| f64::from(at) / f64::from(characters);
    opening
        .steps(characters)
        .filter(|&(at, _)| share(at) >= LEAST_SHARE)
        .filter_map(|(at, opening)| Some((at, *longest.get(opening)?)))
        .filter(|&(_, (length, _))| length > characters)
        .last()
        .map(|(at, (_, whole))| PartOf {
            document,
            whole,
            share: share(at),
        })
}

#[cfg(test)]
mod tests {
    use super::super::fingerprint::mix;
    use super::*;

    /// A text of so many characters; texts with the same `seed` begin in the same way.
    fn text(seed: u64, characters: u64) -> String {
        (0..characters)
            .filter_map(|n| {
                char::from_u32(0x4E00 + u32::try_from(mix(seed << 32 | n) % 6_000).ok()?)
            })
            .collect()
    }

    fn parts(texts: &[String]) -> Vec<(usize, usize)> {
        let prints: Vec<Fingerprint> = texts
            .iter()
            .map(|text| Fingerprint::of(std::iter::once(text.as_str())))
            .collect();
        let all: Vec<usize> = (0..prints.len()).collect();
        parts_among(&prints, &all)
            .iter()
            .map(|part| (part.document, part.whole))
            .collect()
    }

    #[test]
    fn previews_of_all_lengths_belong_to_the_longest() {
        for length in [200, 213, 300, 777, 1_500, 9_000] {
            let texts = [
                text(1, length),
                text(2, length),
                text(1, 9_500),
                text(1, 9_400),
            ];
            let found = parts(&texts);
            assert_eq!(found, [(0, 2), (3, 2)], "{length}");
        }
    }

    #[test]
    fn a_line_below_the_preview_does_not_hide_it() {
        let preview = text(1, 800) + "预览已经结束，余下部分请登录阅读";
        assert_eq!(parts(&[text(1, 3_000), preview]), [(1, 0)]);
    }

    #[test]
    fn equal_texts_and_those_that_go_on_otherwise_are_no_parts() {
        assert_eq!(parts(&[text(1, 500), text(1, 500)]), []);
        let other_end = text(1, 500) + &text(2, 300);
        assert_eq!(parts(&[text(1, 2_000), other_end]), []);
        assert_eq!(parts(&[text(1, 150), text(1, 2_000)]), []);
    }
}
