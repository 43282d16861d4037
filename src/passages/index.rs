//! Owns the seeds of all documents: runs of a few characters, and where else each of them stands.

use std::collections::BTreeMap;
use std::ops::Range;

use super::shared::Commonness;
use super::text::{BREAK, PassageText, narrow};

/// Characters of a seed: of a passage of 20 characters with two changed ones, six stand together
/// unchanged.
const SEED: u32 = 6;

/// Stands for a place whose seed is in no other document, or in too many.
const NONE: u32 = u32::MAX;

/// A seed that stands more often in one document is not used.
const MOST_IN_DOCUMENT: u32 = 256;

/// Pairs of places that are looked at in any corpus.
const MOST_PAIRS: u64 = 1 << 25;

/// Seeds in so few documents are used, however many pairs their places make.
const FEW_DOCUMENTS: u32 = 20;

/// Characters of a seed where passages of `shortest` characters are looked for.
pub(crate) fn seed_length(shortest: u32) -> usize {
    shortest.clamp(1, SEED) as usize
}

/// The seeds of `text`, whose first character has number `first` among those of all documents: a
/// hash in the upper half, the number of the seed's first character in the lower one.
pub(crate) fn seeds(text: &PassageText, first: u32, length: usize) -> impl Iterator<Item = u64> {
    let numbered = (u64::from(first)..).zip(text.chars().windows(length));
    numbered.filter_map(|(number, seed)| {
        let is_whole = !seed.contains(&BREAK);
        is_whole.then(|| hash(seed) << 32 | number)
    })
}

/// 32 bits that equal seeds share, and others rarely do.
fn hash(seed: &[char]) -> u64 {
    // The odd number nearest to 2⁶⁴ divided by the golden ratio spreads neighbouring codes.
    const SPREAD: u64 = 0x9E37_79B9_7F4A_7C15;
    let mix =
        |hash: u64, &c: &char| (hash.rotate_left(5) ^ u64::from(u32::from(c))).wrapping_mul(SPREAD);
    seed.iter().fold(0, mix) >> 32
}

/// A place where a seed begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Place {
    pub(super) document: u32,
    pub(super) place: u32,
}

/// The seeds that two documents and more have in common.
///
/// Takes four bytes for each character of all documents and eight for each place of a shared seed;
/// while it is made, eight for each character and four.
#[derive(Debug)]
pub(crate) struct Index {
    /// Number of each document's first character among those of all.
    firsts: Vec<u32>,
    /// The shared seed that begins at each character, or [`NONE`].
    seeds: Vec<u32>,
    /// Where the places of each shared seed begin in `places`, and where the last ones end.
    starts: Vec<u32>,
    /// Document (upper half) and place in it (lower half), ascending for each seed.
    places: Vec<u64>,
    most_documents: Option<u32>,
    left_out: u64,
}

/// How the places of a seed are spread over documents.
#[derive(Debug, Clone, Copy, Default)]
struct Spread {
    documents: u32,
    most_in_one: u32,
    /// Pairs of places in different documents.
    pairs: u64,
}

impl Index {
    /// The index of documents with so many characters, breaks among them, whose [`seeds`] are all in
    /// `sorted`. Seeds that are too common are left out.
    pub(crate) fn new(
        firsts: Vec<u32>,
        characters: usize,
        sorted: Vec<u64>,
        commonness: Commonness,
    ) -> Self {
        let mut index = Self {
            firsts,
            seeds: vec![NONE; characters],
            starts: Vec::new(),
            places: sorted,
            most_documents: None,
            left_out: 0,
        };
        index.most_documents = match commonness {
            Commonness::Unlimited => None,
            Commonness::AtMost(most) => Some(most),
            Commonness::Bounded => {
                let bound = index.bound(MOST_PAIRS.max(2 * characters as u64));
                bound.map(|most| most.max(FEW_DOCUMENTS))
            }
        };
        let (mut read, mut kept) = (0, 0);
        while let Some(same) = index.seed_at(read) {
            read = same.end;
            if same.len() > 1 {
                kept += index.keep(same, kept);
            }
        }
        index.places.truncate(kept);
        index.places.shrink_to_fit();
        index.starts.push(narrow(kept));
        index
    }

    /// Where the seeds are that are equal to the one at `at`, which is the first of them.
    fn seed_at(&self, at: usize) -> Option<Range<usize>> {
        let seed = self.places.get(at)? >> 32;
        let same = self.places[at..].iter();
        let count = same.take_while(|&&other| other >> 32 == seed).count();
        Some(at..at + count)
    }

    /// The most documents that seeds may be in for all their places to make no more than `most`
    /// pairs; `None` where they do not anyway.
    fn bound(&self, most: u64) -> Option<u32> {
        let mut pairs: BTreeMap<u32, u64> = BTreeMap::new();
        let mut read = 0;
        while let Some(same) = self.seed_at(read) {
            read = same.end;
            if same.len() > 1 {
                let spread = self.spread(same);
                if spread.most_in_one <= MOST_IN_DOCUMENT {
                    *pairs.entry(spread.documents).or_default() += spread.pairs;
                }
            }
        }
        let mut sum = 0;
        let mut below = 1;
        for (documents, pairs) in pairs {
            sum += pairs;
            if sum > most {
                return Some(below);
            }
            below = documents;
        }
        None
    }

    /// How the places of one seed are spread over documents.
    fn spread(&self, same: Range<usize>) -> Spread {
        let mut spread = Spread::default();
        let (mut last, mut in_last) = (NONE, 0);
        for (before, &seed) in (0..).zip(&self.places[same]) {
            let document = self.located(low(seed)).document;
            if document != last {
                (last, in_last) = (document, 0);
                spread.documents += 1;
            }
            spread.pairs += before - u64::from(in_last);
            in_last += 1;
            spread.most_in_one = spread.most_in_one.max(in_last);
        }
        spread
    }

    /// Moves the places of one seed to `to`, unless it is left out; tells how many were kept.
    fn keep(&mut self, from: Range<usize>, to: usize) -> usize {
        let spread = self.spread(from.clone());
        if spread.documents < 2 {
            return 0;
        }
        let is_common = self
            .most_documents
            .is_some_and(|most| spread.documents > most);
        if is_common || spread.most_in_one > MOST_IN_DOCUMENT {
            self.left_out += 1;
            return 0;
        }
        let seed = narrow(self.starts.len());
        self.starts.push(narrow(to));
        for (to, at) in (to..).zip(from.clone()) {
            let number = low(self.places[at]);
            let place = self.located(number);
            self.seeds[number as usize] = seed;
            self.places[to] = u64::from(place.document) << 32 | u64::from(place.place);
        }
        from.len()
    }

    /// The document that character `number` of all belongs to, and its place there.
    fn located(&self, number: u32) -> Place {
        let next = self.firsts.partition_point(|&first| first <= number);
        Place {
            document: narrow(next - 1),
            place: number - self.firsts[next - 1],
        }
    }

    /// The seed at `place` of `document`, if it is used.
    #[inline]
    pub(super) fn seed(&self, document: u32, place: u32) -> Option<u32> {
        let number = self.firsts[document as usize] + place;
        let seed = self.seeds.get(number as usize).copied();
        seed.filter(|&seed| seed != NONE)
    }

    /// The places of `seed` in documents after `document`.
    pub(super) fn places_after(&self, seed: u32, document: u32) -> impl Iterator<Item = Place> {
        let seed = seed as usize;
        let places = &self.places[self.starts[seed] as usize..self.starts[seed + 1] as usize];
        let later = places.partition_point(|&place| place >> 32 <= u64::from(document));
        places[later..].iter().map(|&place| Place {
            document: high(place),
            place: low(place),
        })
    }

    /// The most documents that the seeds may be in that are used; `None` for no limit.
    pub(crate) fn most_documents(&self) -> Option<u32> {
        self.most_documents
    }

    /// Seeds that are in too many documents, or too often in one.
    pub(crate) fn left_out(&self) -> u64 {
        self.left_out
    }
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "the lower half is what is wanted"
)]
fn low(pair: u64) -> u32 {
    pair as u32
}

fn high(pair: u64) -> u32 {
    low(pair >> 32)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn index(words: &[&str], commonness: Commonness) -> Index {
        let (mut firsts, mut sorted, mut next) = (Vec::new(), Vec::new(), 0);
        for words in words {
            let text = PassageText::of_text("", words);
            firsts.push(next);
            sorted.extend(seeds(&text, next, 2));
            next += narrow(text.size());
        }
        sorted.sort_unstable();
        Index::new(firsts, next as usize, sorted, commonness)
    }

    #[test]
    fn shared_seeds_lead_to_later_documents() {
        let index = index(&["甲乙丙", "丁甲乙", "甲乙戊丁甲"], Commonness::Unlimited);
        let after = |document, place| -> Vec<(u32, u32)> {
            let seed = index.seed(document, place);
            let places = seed.map(|seed| index.places_after(seed, document));
            let pair = |place: Place| (place.document, place.place);
            places.into_iter().flatten().map(pair).collect()
        };
        assert_eq!(after(0, 0), [(1, 1), (2, 0)]);
        assert_eq!(after(0, 1), []);
        assert_eq!(after(1, 0), [(2, 3)]);
        assert_eq!(after(2, 0), []);
    }

    #[test]
    fn what_one_document_repeats_does_not_count_for_the_others() {
        let repeated = "哈".repeat(9000);
        let with_it = format!("{repeated}甲乙");
        let index = index(&[&with_it, &with_it, "甲乙丙"], Commonness::Bounded);
        // 哈哈 is left out for itself, 哈甲 and 甲乙 are used.
        assert_eq!((index.most_documents(), index.left_out()), (None, 1));
        assert_eq!(index.places.len(), 5);
        assert!(index.seed(0, 8999).is_some() && index.seed(0, 8998).is_none());
    }

    #[test]
    fn the_bound_is_on_pairs_of_places() {
        let words = ["甲乙丙丁", "甲乙丙丁", "甲乙丙", "甲乙"];
        let unlimited = index(&words, Commonness::Unlimited);
        assert_eq!(
            (unlimited.most_documents(), unlimited.left_out()),
            (None, 0)
        );
        // Three seeds: in two documents, in three and in four; one, three and six pairs.
        let made = || {
            let mut sorted = Vec::new();
            for (number, words) in (0..).zip(words) {
                sorted.extend(seeds(&PassageText::of_text("", words), number * 4, 2));
            }
            sorted.sort_unstable();
            Index {
                places: sorted,
                firsts: vec![0, 4, 8, 12],
                ..index(&[], Commonness::Unlimited)
            }
        };
        let bounds: Vec<Option<u32>> = [10, 9, 4, 3, 0].map(|most| made().bound(most)).into();
        assert_eq!(bounds, [None, Some(3), Some(3), Some(2), Some(1)]);
        let limited = index(&words, Commonness::AtMost(2));
        assert_eq!((limited.left_out(), limited.places.len()), (2, 2));
    }
}
