//! Owns the fingerprint of a document: what is remembered of its text to find its copies.
//!
//! It holds a digest for equality, a sketch for the similarity of two texts, the keys of a
//! one-permutation `MinHash` (Li, Owen and Zhang, "One permutation hashing", 2012) by which likely
//! pairs are found, and the numbers in the text. Sketch and keys come from one hash for each
//! shingle, made of arithmetic on integers: the same on every machine and in every run.

use std::sync::Arc;

use super::DuplicateOptions;
use super::numbers::{NumberReader, Numbers};
use super::opening::{Opening, OpeningReader};
use super::sketch::{Sample, Sketch};
use super::stream::{Kind, Symbol, Symbols};

/// Keys by which likely pairs are found.
pub(super) const BANDS: usize = 16;

/// Characters in a shingle. Shorter ones are shared by texts that only use the same words; longer
/// ones make more of every masked name.
const SHINGLE: usize = 5;

/// Smallest hashes that make up one key.
const ROWS: usize = 4;

const BINS: usize = BANDS * ROWS;

/// What is remembered of one document's text: 32 bytes, and 264 of a text that may be like another
/// one without being equal.
#[derive(Debug, Clone)]
pub(crate) struct Fingerprint {
    digest: [u64; 2],
    /// Characters that are compared; no more are counted than fit.
    characters: u32,
    details: Option<Arc<Details>>,
}

/// What is remembered of a text that is long enough to be like another one.
#[derive(Debug)]
struct Details {
    sketch: Sketch,
    keys: [u32; BANDS],
    numbers: Numbers,
    opening: Opening,
}

/// Buffers for fingerprints that are taken one after the other.
#[derive(Debug, Default)]
pub(crate) struct Scratch {
    symbols: Symbols,
    sample: Sample,
}

impl Fingerprint {
    /// The fingerprint of the text that `body` makes up, part after part.
    pub(crate) fn of<'a>(body: impl Iterator<Item = &'a str>) -> Self {
        Self::with(&mut Scratch::default(), body)
    }

    /// The same with buffers that are used again.
    pub(crate) fn with<'a>(scratch: &mut Scratch, body: impl Iterator<Item = &'a str>) -> Self {
        let Scratch { symbols, sample } = scratch;
        symbols.clear();
        body.for_each(|part| symbols.read(part));
        let mut digest = Digest::default();
        let mut opening = OpeningReader::default();
        for &symbol in symbols.all() {
            digest.push(symbol);
            opening.push(digest.characters, digest.value);
        }
        let is_long = digest.characters >= DuplicateOptions::FEWEST_CHARACTERS;
        Self {
            digest: digest.halves(),
            characters: digest.characters,
            details: is_long.then(|| Arc::new(Details::of((symbols, sample), opening.finish()))),
        }
    }

    /// Equal for texts that are equal but for what is not compared.
    pub(crate) fn digest(&self) -> [u64; 2] {
        self.digest
    }

    /// Holds the details of `other`, a text with the same digest, instead of its own equal ones.
    pub(crate) fn share(&mut self, other: &Self) {
        self.details.clone_from(&other.details);
    }

    /// Whether the text is long enough to be like another one without being equal.
    pub(crate) fn has_details(&self) -> bool {
        self.details.is_some()
    }

    /// Characters that are compared.
    pub(super) fn characters(&self) -> u32 {
        self.characters
    }

    /// How the text begins, if it is long enough.
    pub(super) fn opening(&self) -> Option<&Opening> {
        self.details.as_ref().map(|details| &details.opening)
    }

    /// The keys of which two similar documents share at least one, of a text that is long enough.
    pub(super) fn keys(&self) -> Option<&[u32; BANDS]> {
        self.details.as_ref().map(|details| &details.keys)
    }

    /// The estimated share of common shingles among all shingles of both, if it reaches `least`
    /// and their numbers do not show that they tell of different things.
    pub(super) fn similarity(&self, other: &Self, least: f64) -> Option<f64> {
        let (own, other) = (self.details.as_ref()?, other.details.as_ref()?);
        let similarity = own.sketch.similarity(&other.sketch);
        (similarity >= least && !own.numbers.contradict(&other.numbers)).then_some(similarity)
    }
}

impl Details {
    fn of((symbols, sample): (&Symbols, &mut Sample), opening: Opening) -> Self {
        sample.begin(symbols.all().len());
        for run in symbols.runs() {
            each_shingle(run, |hash| sample.push(hash));
        }
        let mut numbers = NumberReader::default();
        symbols.marked().for_each(|symbol| numbers.push(symbol));
        Self {
            sketch: sample.sketch(),
            keys: keys(sample.hashes()),
            numbers: numbers.finish(),
            opening,
        }
    }
}

/// The digest of all compared characters and breaks, in order: FNV-1a of 128 bits, taking a
/// character at a time.
struct Digest {
    value: u128,
    characters: u32,
}

impl Default for Digest {
    fn default() -> Self {
        Self {
            value: 0x6c62_272e_07bb_0142_62b8_2175_6295_c58d,
            characters: 0,
        }
    }
}

impl Digest {
    fn push(&mut self, symbol: Symbol) {
        const PRIME: u128 = (1 << 88) + 0x13b;
        self.value = (self.value ^ u128::from(symbol.code())).wrapping_mul(PRIME);
        let counted = u32::from(symbol.kind() != Kind::Break);
        self.characters = self.characters.saturating_add(counted);
    }

    fn halves(&self) -> [u64; 2] {
        let low = self.value & u128::from(u64::MAX);
        [self.value >> 64, low].map(|half| u64::try_from(half).unwrap_or(0))
    }
}

/// What the rolling hash of a shingle is multiplied by for each character.
const BASE: u64 = 0x9E37_79B9_7F4A_7C15;

/// What a character has been multiplied by when it falls out.
const OLDEST: u64 = {
    let (mut power, mut i) = (1_u64, 0);
    while i < SHINGLE {
        power = power.wrapping_mul(BASE);
        i += 1;
    }
    power
};

/// Gives the hash of every shingle of `run`.
#[inline]
fn each_shingle(run: &[Symbol], mut see: impl FnMut(u64)) {
    let Some((first, rest)) = run.split_at_checked(SHINGLE - 1) else {
        return;
    };
    let code = |symbol: &Symbol| u64::from(symbol.code());
    let mut rolling = first.iter().fold(0_u64, |rolling, symbol| {
        rolling.wrapping_mul(BASE).wrapping_add(code(symbol))
    });
    let mut leaving = 0_u64;
    for (newest, next_to_leave) in rest.iter().zip(run) {
        rolling = rolling
            .wrapping_mul(BASE)
            .wrapping_add(code(newest))
            .wrapping_sub(leaving.wrapping_mul(OLDEST));
        see(mix(rolling));
        leaving = code(next_to_leave);
    }
}

/// Spreads every bit of `hash` over all others (the finisher of `SplitMix64`).
#[inline]
pub(super) fn mix(hash: u64) -> u64 {
    let hash = (hash ^ (hash >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let hash = (hash ^ (hash >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    hash ^ (hash >> 31)
}

/// The keys of `hashes`: the smallest hash of each bin, so many bins to a key.
fn keys(hashes: &[u64]) -> [u32; BANDS] {
    let mut smallest = [u64::MAX; BINS];
    for &hash in hashes {
        if let Some(slot) = smallest.get_mut(bin(hash)) {
            *slot = hash.min(*slot);
        }
    }
    fill_empty(&mut smallest);
    let mut keys = [0; BANDS];
    for (key, rows) in keys.iter_mut().zip(smallest.chunks_exact(ROWS)) {
        let joined = rows.iter().fold(0, |joined, &hash| mix(joined ^ hash));
        *key = u32::try_from(joined >> 32).unwrap_or(0);
    }
    keys
}

fn bin(hash: u64) -> usize {
    usize::try_from(hash % BINS as u64).unwrap_or(0)
}

/// Gives every empty bin the hash of another, which its own sequence of bins chooses, so that like
/// texts agree there too (Shrivastava, "Optimal densification for fast and accurate minwise
/// hashing", 2017).
fn fill_empty(smallest: &mut [u64; BINS]) {
    let filled = *smallest;
    if filled.iter().all(|&hash| hash == u64::MAX) {
        return;
    }
    for (own, slot) in (0_u64..).zip(smallest.iter_mut()) {
        let mut choice = own;
        while *slot == u64::MAX {
            choice = mix(choice.wrapping_add(BASE));
            *slot = filled.get(bin(choice)).copied().unwrap_or(u64::MAX);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn print(text: &str) -> Fingerprint {
        Fingerprint::of(std::iter::once(text))
    }

    #[test]
    fn stays_small_and_the_same() {
        assert!(size_of::<Fingerprint>() <= 32 && size_of::<Details>() <= 272);
        // Pinned: another value here means that fingerprints differ between versions.
        let mut symbols = Symbols::default();
        symbols.read("撸起袖子加油干");
        let details = Details::of(
            (&symbols, &mut Sample::default()),
            OpeningReader::default().finish(),
        );
        assert_eq!(details.keys[0], 905_296_665);
    }

    #[test]
    fn parts_make_up_one_text() {
        let parts = ["一张蓝图绘到底，", "一茬接着", "一茬干"].into_iter();
        let whole = print("一张蓝图绘到底一茬接着一茬干");
        assert_eq!(Fingerprint::of(parts).digest(), whole.digest());
    }

    #[test]
    fn order_and_length_make_another_digest() {
        let digest = |text| print(text).digest();
        assert_ne!(digest("稳中求进"), digest("进中求稳"));
        assert_ne!(digest("稳中求进"), digest("稳中求进进"));
        assert_ne!(digest("稳中求进"), digest("稳中*求进"));
        assert_eq!(digest("稳中*求进"), digest("稳中××，求进"));
    }

    #[test]
    fn nothing_to_compare() {
        for text in ["", " \n", "——***——"] {
            assert!(print(text).characters() == 0, "{text}");
        }
        assert!(print("干").characters() > 0);
    }

    fn shingles(text: &str) -> Vec<u64> {
        let (mut symbols, mut hashes) = (Symbols::default(), Vec::new());
        symbols.read(text);
        for run in symbols.runs() {
            each_shingle(run, |hash| hashes.push(hash));
        }
        hashes
    }

    #[test]
    fn no_shingle_reaches_across_a_mask() {
        assert_eq!(shingles("坚持和加强党的*全面领导不动摇").len(), 3 + 3);
    }

    #[test]
    fn the_rolling_hash_forgets_what_came_before() {
        let last = |text| shingles(text).last().copied();
        assert_eq!(last("在新的起点上继续奋斗"), last("上继续奋斗"));
        assert_eq!(last("继续奋斗"), None);
    }
}
