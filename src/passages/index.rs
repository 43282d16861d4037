//! Owns the seeds of all documents: runs of a few characters, and where else each of them stands.

use super::text::{BREAK, PassageText, narrow};

/// Characters of a seed. Of a passage of 20 characters with two changed ones, six stand together
/// unchanged; seeds of five lead to twice as many places that come to nothing.
const SEED: u32 = 6;

/// Stands for a place whose seed is in no other document, or in too many.
const NONE: u32 = u32::MAX;

/// A seed that stands more often in one document is not used.
const MOST_IN_DOCUMENT: usize = 256;

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
    left_out: u64,
}

impl Index {
    /// The index of documents with so many characters, breaks among them, whose [`seeds`] are all in
    /// `sorted`. Seeds in more than `most` documents are left out.
    pub(crate) fn new(firsts: Vec<u32>, characters: usize, sorted: Vec<u64>, most: usize) -> Self {
        let mut index = Self {
            firsts,
            seeds: vec![NONE; characters],
            starts: Vec::new(),
            places: sorted,
            left_out: 0,
        };
        let (mut read, mut kept) = (0, 0);
        while let Some(&seed) = index.places.get(read) {
            let same = index.places[read..].iter();
            let count = same.take_while(|&&other| other >> 32 == seed >> 32).count();
            if count > 1 {
                kept += index.keep(read..read + count, kept, most);
            }
            read += count;
        }
        index.places.truncate(kept);
        index.places.shrink_to_fit();
        index.starts.push(narrow(kept));
        index
    }

    /// Moves the places of one seed to `to`, unless it is left out; tells how many were kept.
    fn keep(&mut self, from: std::ops::Range<usize>, to: usize, most: usize) -> usize {
        let (mut documents, mut in_last, mut often) = (0, 0, 0);
        let mut last = NONE;
        let first = from.start;
        for at in from.clone() {
            let place = self.located(low(self.places[at]));
            if place.document != last {
                (documents, in_last, last) = (documents + 1, 0, place.document);
            }
            in_last += 1;
            often = often.max(in_last);
        }
        if documents < 2 {
            return 0;
        }
        if documents > most || often > MOST_IN_DOCUMENT {
            self.left_out += 1;
            return 0;
        }
        let seed = narrow(self.starts.len());
        self.starts.push(narrow(to));
        for at in from.clone() {
            let number = low(self.places[at]);
            let place = self.located(number);
            self.seeds[number as usize] = seed;
            self.places[to + at - first] = u64::from(place.document) << 32 | u64::from(place.place);
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
