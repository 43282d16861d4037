//! Owns finding seeds in a stream: a bitmap that refuses nearly every place, and what to compare
//! where it does not.
//!
//! A word per pair of characters tells, bit by bit, which third characters make a seed; the pair's
//! place leads to its targets, which are compared with the characters at the seed and on either
//! side of it, and then read by the caller. On a stream of characters this is faster than an
//! automaton that follows every one; `benches/matching.rs` holds the ratio.

use std::num::NonZeroU32;
use std::ops::Range;

use rustc_hash::FxHashMap;

use super::window::{Beside, LONGEST, Seed};

/// Places of the stream that are looked at before what passed is looked up.
const BLOCK: usize = 512;

/// What may stand where a seed was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Target {
    /// What stands beside the seed, where that is certain.
    pub(super) beside: Beside,
    /// The seed; filled in by the index.
    pub(super) seed: u64,
    /// The target's number, as the caller gave it.
    pub(super) number: u32,
    /// Number of the target's literal, where it is nothing but that.
    pub(super) literal: Option<NonZeroU32>,
    /// Fewest characters of the stream between its start and the seed.
    pub(super) least_back: u16,
    /// Most characters of the stream between its start and the seed.
    pub(super) most_back: u16,
}

/// Finds seeds in a stream.
#[derive(Debug)]
pub(super) struct SeedIndex {
    filter: Filter,
    /// For each bucket of seeds, and after the last: where its targets begin.
    starts: Vec<u32>,
    /// Where the targets of a seed of one character begin and end.
    singles: FxHashMap<u16, (u32, u32)>,
    targets: Vec<Target>,
}

/// Which windows of three characters may begin with a seed: a word per pair of characters, in it a
/// bit for every third character; all bits where the pair is a seed of its own.
#[derive(Debug)]
struct Filter(Vec<u32>);

impl Filter {
    fn new(seeds: usize) -> Self {
        Self(vec![0; (seeds * 2).next_power_of_two().max(64)])
    }

    /// The place of a pair's word.
    #[inline]
    fn place(&self, pair: u32) -> usize {
        // The length is a power of two.
        (u64::from(pair).wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 32) as usize & (self.0.len() - 1)
    }

    /// The bit of a third character in its pair's word.
    #[inline]
    fn bit(code: u16) -> u32 {
        u32::from(code) % u32::BITS
    }

    fn add(&mut self, seed: Seed) {
        let place = self.place(seed.pair());
        self.0[place] |= match seed.codes().nth(2) {
            Some(third) => 1 << Self::bit(third),
            None => u32::MAX,
        };
    }
}

/// The bucket of a seed, where there are `buckets`, a power of two.
#[inline]
fn bucket(key: u64, buckets: usize) -> usize {
    (key.wrapping_mul(0xD6E8_FEB8_6659_FD93) >> 32) as usize & (buckets - 1)
}

#[inline]
fn pair_of(a: u16, b: u16) -> u32 {
    u32::from(a) << 16 | u32::from(b)
}

#[inline]
fn three_of(pair: u32, third: u16) -> u64 {
    u64::from(pair) << 16 | u64::from(third)
}

impl SeedIndex {
    pub(super) fn new(seeds: Vec<(Seed, Target)>) -> Self {
        let mut filter = Filter::new(seeds.len());
        for (seed, _) in seeds.iter().filter(|(seed, _)| seed.length > 1) {
            filter.add(*seed);
        }
        let buckets = filter.0.len();
        let mut seeds: Vec<(usize, Seed, Target)> = seeds
            .into_iter()
            .map(|(seed, target)| match seed.length {
                1 => (buckets, seed, target),
                _ => (bucket(seed.key(), buckets), seed, target),
            })
            .collect();
        seeds.sort_by_key(|&(bucket, seed, target)| (bucket, seed, target.number));
        let mut starts = vec![0; buckets + 1];
        let mut singles = FxHashMap::default();
        for (at, &(bucket, seed, _)) in (0..).zip(&seeds) {
            match seed.codes().next() {
                Some(code) if seed.length == 1 => {
                    singles.entry(code).or_insert((at, at)).1 = at + 1;
                }
                _ => starts[bucket + 1] = at + 1,
            }
        }
        let mut end = 0;
        for start in &mut starts {
            end = end.max(*start);
            *start = end;
        }
        let with_seed = |(_, seed, target): (usize, Seed, Target)| Target {
            seed: seed.key(),
            ..target
        };
        Self {
            filter,
            starts,
            singles,
            targets: seeds.into_iter().map(with_seed).collect(),
        }
    }

    /// Calls `found` with every place of `stream` where a seed stands and each target that its
    /// surroundings do not rule out.
    pub(super) fn scan(&self, stream: &[u16], mut found: impl FnMut(usize, &Target)) {
        if !self.singles.is_empty() {
            for (at, &code) in stream.iter().enumerate() {
                if let Some(&(from, to)) = self.singles.get(&code) {
                    self.compare(stream, at, (code.into(), from..to), &mut found);
                }
            }
        }
        let mut passed = [0_u16; BLOCK];
        let mut first = 0;
        while first + LONGEST <= stream.len() {
            let last = stream.len().min(first + BLOCK + LONGEST - 1);
            let block = &stream[first..last];
            let count = self.pass(block, &mut passed);
            let count = self.sift(block, &mut passed, count);
            for &at in &passed[..count] {
                self.look_up(stream, first + usize::from(at), &mut found);
            }
            first += BLOCK;
        }
        // The last two characters begin no window of three.
        if let Some(at) = stream.len().checked_sub(2) {
            self.look_up(stream, at, &mut found);
        }
    }

    /// The places of `block` where a seed of two or three may stand; gives their number. Without a
    /// branch, since whether a place passes cannot be foreseen; on its own, so that everything stays
    /// in registers.
    #[inline(never)]
    fn pass(&self, block: &[u16], passed: &mut [u16; BLOCK]) -> usize {
        let [a, b, rest @ ..] = block else {
            return 0;
        };
        let mut pair = pair_of(*a, *b);
        let mut count = 0;
        for (at, &code) in (0_u16..).zip(rest) {
            let word = self.filter.0[self.filter.place(pair)];
            passed[count % BLOCK] = at;
            count += (word >> Filter::bit(code) & 1) as usize;
            pair = pair << 16 | u32::from(code);
        }
        count
    }

    /// Keeps those of the first `count` places in `passed` that lead to targets; gives their number.
    /// Without a branch too: so the cache misses of neighbouring places overlap.
    #[inline(never)]
    fn sift(&self, block: &[u16], passed: &mut [u16; BLOCK], count: usize) -> usize {
        let mut kept = 0;
        for place in 0..count {
            let at = passed[place];
            let window = block.get(usize::from(at)..).and_then(<[u16]>::first_chunk);
            let Some(&[a, b, third]) = window else {
                continue;
            };
            let pair = pair_of(a, b);
            let is_seed = self.filter.0[self.filter.place(pair)] == u32::MAX;
            let leads = self.leads(three_of(pair, third)) | (is_seed & self.leads(pair.into()));
            passed[kept] = at;
            kept += usize::from(leads);
        }
        kept
    }

    /// Whether there are targets among which those of a seed may be.
    #[inline]
    fn leads(&self, seed: u64) -> bool {
        let (_, targets) = self.bucket(seed);
        targets.start != targets.end
    }

    /// Looks up what stands at place `at`: the pair, where it is a seed of its own, and all three.
    #[inline]
    fn look_up(&self, stream: &[u16], at: usize, found: &mut impl FnMut(usize, &Target)) {
        let pair = pair_of(stream[at], stream[at + 1]);
        if self.filter.0[self.filter.place(pair)] == u32::MAX {
            self.compare(stream, at, self.bucket(pair.into()), found);
        }
        if let Some(&third) = stream.get(at + 2) {
            self.compare(stream, at, self.bucket(three_of(pair, third)), found);
        }
    }

    /// The targets among which those of a seed are.
    #[inline]
    fn bucket(&self, seed: u64) -> (u64, Range<u32>) {
        let bucket = bucket(seed, self.filter.0.len());
        (seed, self.starts[bucket]..self.starts[bucket + 1])
    }

    /// Finds those of `targets` that have `seed`, and whose neighbours stand around place `at`.
    #[inline]
    fn compare(
        &self,
        stream: &[u16],
        at: usize,
        (seed, targets): (u64, Range<u32>),
        found: &mut impl FnMut(usize, &Target),
    ) {
        for target in &self.targets[targets.start as usize..targets.end as usize] {
            if target.seed == seed && target.beside.fits(stream, at) {
                found(at, target);
            }
        }
    }
}
