//! Owns finding seeds in a stream: a bitmap that refuses nearly every place, and what to compare
//! where it does not.
//!
//! A word per pair of characters tells, bit by bit, which third characters make a seed; the number
//! of bits below its own leads to a seed's targets, which are compared with the characters on
//! either side of it and then read by the caller. On a stream of characters this is faster than an
//! automaton that follows every one; `benches/matching.rs` holds the ratio.

use std::num::NonZeroU32;

use rustc_hash::FxHashMap;

/// Characters of the longest seed.
pub(super) const LONGEST: usize = 3;

/// Characters on either side of a seed that are compared before anything is read.
pub(super) const BESIDE: usize = 2;

/// Places of the stream that are looked at before what passed is looked up.
const BLOCK: usize = 512;

/// What may stand where a seed was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(align(32))]
pub(super) struct Target {
    /// The target's number, as the caller gave it.
    pub(super) number: u32,
    /// Number of the target's literal, where it is nothing but that.
    pub(super) literal: Option<NonZeroU32>,
    /// Fewest characters of the stream between its start and the seed.
    pub(super) least_back: u16,
    /// Most characters of the stream between its start and the seed.
    pub(super) most_back: u16,
    /// The characters beside the seed, where they are certain.
    pub(super) before: [Option<char>; BESIDE],
    pub(super) after: [Option<char>; BESIDE],
    /// A hash of the seed; filled in by the index.
    pub(super) print: u32,
}

/// Up to three characters as a number, 21 bits each, the last one lowest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub(super) struct Seed {
    key: u64,
    pub(super) length: usize,
}

impl Seed {
    pub(super) fn then(self, c: char) -> Self {
        match self.length {
            LONGEST => self,
            length => Self {
                key: self.key << 21 | u64::from(u32::from(c)),
                length: length + 1,
            },
        }
    }

    /// The first two of three characters, or both of two.
    pub(super) fn pair(self) -> u64 {
        match self.length {
            LONGEST => self.key >> 21,
            _ => self.key,
        }
    }

    /// The pairs of neighbouring characters in it: two in three, one in two.
    pub(super) fn pairs(self) -> impl Iterator<Item = u64> {
        let pairs = self.length.saturating_sub(1);
        (0..pairs).map(move |place| self.key >> (21 * place) & ((1 << 42) - 1))
    }

    /// Whether a Latin letter or a digit is in it.
    pub(super) fn has_ascii(self) -> bool {
        let mut chars = (0..self.length).map(|place| self.key >> (21 * place) & 0x1F_FFFF);
        chars.any(|c| c < 0x80)
    }

    /// The last character.
    pub(super) fn last(self) -> char {
        char::from_u32((self.key & 0x1F_FFFF) as u32).unwrap_or_default()
    }

    pub(super) fn of(chars: impl IntoIterator<Item = char>) -> Self {
        chars.into_iter().fold(Self::default(), Self::then)
    }
}

/// Finds seeds in a stream.
#[derive(Debug)]
pub(super) struct SeedIndex {
    filter: Filter,
    singles: FxHashMap<u64, (u32, u32)>,
    /// For each bucket of the filter, and after the last: where its targets begin.
    starts: Vec<u32>,
    targets: Vec<Target>,
}

/// Which windows of three characters may begin with a seed: a word per pair of characters, in it a
/// bit for every third character; all bits where the pair is a seed of its own.
///
/// Every bit that is set has a bucket of targets, and the pair of a full word has one after these.
#[derive(Debug)]
struct Filter {
    words: Vec<u64>,
    /// For each word: its first bucket.
    buckets: Vec<u32>,
}

impl Filter {
    fn new(seeds: usize) -> Self {
        let size = (seeds * 2).next_power_of_two().max(64);
        Self {
            words: vec![0; size],
            buckets: vec![0; size],
        }
    }

    /// The place of a pair's word.
    #[inline]
    fn place(&self, pair: u64) -> usize {
        // The length is a power of two.
        (hash(pair) >> 32) as usize & (self.words.len() - 1)
    }

    /// The bit of a third character in its pair's word.
    #[inline]
    fn bit(c: char) -> u32 {
        u32::from(c) % u64::BITS
    }

    fn add(&mut self, seed: Seed) {
        let place = self.place(seed.pair());
        self.words[place] |= match seed.length {
            2 => u64::MAX,
            _ => 1 << Self::bit(seed.last()),
        };
    }

    /// Numbers the buckets; gives how many there are.
    fn number_buckets(&mut self) -> usize {
        let mut number = 0;
        for (word, bucket) in self.words.iter().zip(&mut self.buckets) {
            *bucket = narrow(number);
            number += word.count_ones() as usize + usize::from(*word == u64::MAX);
        }
        number
    }

    /// The buckets of a window: of its pair, if that is a seed of its own, and of all three, if
    /// their bit is set.
    #[inline]
    fn buckets_of(&self, pair: u64, third: char) -> (Option<usize>, usize) {
        let place = self.place(pair);
        let (word, first) = (self.words[place], self.buckets[place]);
        let before = word & ((1 << Self::bit(third)) - 1);
        let of_pair = (word == u64::MAX).then_some((first + u64::BITS) as usize);
        (of_pair, (first + before.count_ones()) as usize)
    }
}

#[inline]
fn hash(key: u64) -> u64 {
    key.wrapping_mul(0x9E37_79B9_7F4A_7C15)
}

#[inline]
fn key_of<const N: usize>(window: [char; N]) -> u64 {
    window
        .iter()
        .fold(0, |key, &c| key << 21 | u64::from(u32::from(c)))
}

impl SeedIndex {
    pub(super) fn new(seeds: Vec<(Seed, Target)>) -> Self {
        let mut filter = Filter::new(seeds.len());
        for (seed, _) in seeds.iter().filter(|(seed, _)| seed.length > 1) {
            filter.add(*seed);
        }
        let buckets = filter.number_buckets();
        let bucket_of = |seed: Seed| match seed.length {
            1 => buckets,
            2 => filter.buckets_of(seed.pair(), '\0').0.unwrap_or(buckets),
            _ => filter.buckets_of(seed.pair(), seed.last()).1,
        };
        let mut seeds: Vec<(usize, Seed, Target)> = seeds
            .into_iter()
            .map(|(seed, target)| (bucket_of(seed), seed, target))
            .collect();
        seeds.sort_by_key(|&(bucket, seed, target)| (bucket, seed.key, target.number));
        let ends = |bucket| seeds.partition_point(|&(other, ..)| other < bucket);
        let starts = (0..=buckets).map(|bucket| narrow(ends(bucket))).collect();
        let mut singles = FxHashMap::default();
        for (at, (_, seed, _)) in (0..)
            .zip(&seeds)
            .filter(|(_, (_, seed, _))| seed.length == 1)
        {
            singles.entry(seed.key).or_insert((at, at)).1 = at + 1;
        }
        let targets = seeds
            .into_iter()
            .map(|(_, seed, target)| Target {
                print: print(seed.key),
                ..target
            })
            .collect();
        Self {
            filter,
            singles,
            starts,
            targets,
        }
    }

    /// Calls `found` with every place of `stream` where a seed stands and each target that its
    /// surroundings do not rule out.
    pub(super) fn scan(&self, stream: &[char], mut found: impl FnMut(usize, &Target)) {
        if !self.singles.is_empty() {
            for (at, &c) in stream.iter().enumerate() {
                if let Some(&(from, to)) = self.singles.get(&key_of([c])) {
                    self.compare_all::<1>(stream, at, (from, to), &mut found);
                }
            }
        }
        let mut passed = [0_u16; BLOCK];
        let mut first = 0;
        while first + LONGEST <= stream.len() {
            let last = stream.len().min(first + BLOCK + LONGEST - 1);
            let count = self.pass(&stream[first..last], &mut passed);
            for &at in &passed[..count] {
                self.look_up(stream, first + usize::from(at), &mut found);
            }
            first += BLOCK;
        }
        // The last two characters begin no window of three.
        if let [.., a, b] = *stream
            && let (Some(bucket), _) = self.filter.buckets_of(key_of([a, b]), '\0')
        {
            self.compare::<2>(stream, stream.len() - 2, bucket, &mut found);
        }
    }

    /// The places of `block` where a seed of two or three may stand; gives their number. Without a
    /// branch, since whether a place passes cannot be foreseen; on its own, so that everything stays
    /// in registers.
    #[inline(never)]
    fn pass(&self, block: &[char], passed: &mut [u16; BLOCK]) -> usize {
        let [a, b, rest @ ..] = block else {
            return 0;
        };
        let words = &self.filter.words[..];
        let mut pair = [*a, *b];
        let mut count = 0;
        for (at, &c) in (0_u16..).zip(rest) {
            let word = words[(hash(key_of(pair)) >> 32) as usize & (words.len() - 1)];
            passed[count % BLOCK] = at;
            count += (word >> Filter::bit(c) & 1) as usize;
            pair = [pair[1], c];
        }
        count
    }

    /// Looks up the window of three characters at place `at`, which passed.
    #[inline]
    fn look_up(&self, stream: &[char], at: usize, found: &mut impl FnMut(usize, &Target)) {
        let Some(&[a, b, third]) = stream.get(at..).and_then(<[char]>::first_chunk) else {
            return;
        };
        let (of_pair, of_three) = self.filter.buckets_of(key_of([a, b]), third);
        if let Some(bucket) = of_pair {
            self.compare::<2>(stream, at, bucket, found);
        }
        self.compare::<3>(stream, at, of_three, found);
    }

    /// Compares the targets of a bucket with what stands around place `at`.
    #[inline]
    fn compare<const N: usize>(
        &self,
        stream: &[char],
        at: usize,
        bucket: usize,
        found: &mut impl FnMut(usize, &Target),
    ) {
        let (from, to) = (self.starts[bucket], self.starts[bucket + 1]);
        self.compare_all::<N>(stream, at, (from, to), found);
    }

    #[inline]
    fn compare_all<const N: usize>(
        &self,
        stream: &[char],
        at: usize,
        (from, to): (u32, u32),
        found: &mut impl FnMut(usize, &Target),
    ) {
        let Some(window) = stream.get(at..).and_then(<[char]>::first_chunk::<N>) else {
            return;
        };
        let print = print(key_of(*window));
        let (before, after) = (&stream[..at], &stream[at + N..]);
        for target in &self.targets[from as usize..to as usize] {
            if target.print == print
                && fits(&target.before, before.iter().rev())
                && fits(&target.after, after.iter())
            {
                found(at, target);
            }
        }
    }
}

/// Whether the characters `found` are the `certain` ones.
#[inline]
fn fits<'a>(certain: &[Option<char>; BESIDE], mut found: impl Iterator<Item = &'a char>) -> bool {
    let mut certain = certain.iter();
    certain.all(|certain| certain.is_none_or(|certain| found.next() == Some(&certain)))
}

/// Another hash of a seed.
#[inline]
fn print(key: u64) -> u32 {
    u32::try_from(key.wrapping_mul(0xD6E8_FEB8_6659_FD93) >> 32).unwrap_or_default()
}

/// Targets are counted in 32 bits; a lexicon that needs more does not fit into memory.
fn narrow(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}
