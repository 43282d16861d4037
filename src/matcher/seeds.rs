//! Owns the search itself: which forms may stand where.
//!
//! Every form has a *seed*: up to three neighbouring literal characters of it, those which the
//! fewest forms share. A bitmap over the hashes of all seeds tells for nearly every place of the
//! stream that no seed stands there; the rest is looked up, compared with the characters on either
//! side of the seed, and read by the caller. On a stream of characters this is faster than an
//! automaton that follows every character, and the forms need not be strings: `benches/matching.rs`
//! holds the ratio.

use std::num::NonZeroU32;

use rustc_hash::FxHashMap;

use super::forms::{Form, ItemList};
use super::leaders::right_contexts;
use super::parse::{CONJUNCTIONS, LONGEST_MASK};
use super::token::{INITIALS, Token};

/// Characters of the longest seed.
const LONGEST: usize = 3;

/// The bits of two characters.
const PAIR: u64 = (1 << 42) - 1;

/// Places of the stream that are looked at before what passed is looked up.
const BLOCK: usize = 512;

/// Marks of a place that passed, above the bits of its distance from the block's start.
const MAY_BE_PAIR: u16 = 1 << 14;
const MAY_BE_THREE: u16 = 1 << 15;

/// More seeds than this are not made for one place of a form: joints multiply them.
const MOST_SEEDS: usize = 64;

/// What may stand where a seed was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
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
    before: Option<char>,
    after: Option<char>,
}

/// Up to three characters as a number, 21 bits each, the last one lowest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
struct Seed {
    key: u64,
    length: usize,
}

impl Seed {
    fn then(self, c: char) -> Self {
        match self.length {
            LONGEST => self,
            length => Self {
                key: self.key << 21 | u64::from(u32::from(c)),
                length: length + 1,
            },
        }
    }

    fn of(chars: impl IntoIterator<Item = char>) -> Self {
        chars.into_iter().fold(Self::default(), Self::then)
    }
}

/// The seeds that a form may have at one place, and what a hit there looks like.
struct Site {
    seeds: Vec<Seed>,
    least_back: u16,
    most_back: u16,
    before: Option<char>,
    after: Option<char>,
}

/// One target and the sites that its seed may be at.
struct Wanted {
    number: u32,
    literal: Option<NonZeroU32>,
    sites: Vec<Site>,
}

/// Collects what is searched for, then chooses seeds.
#[derive(Default)]
pub(super) struct SeedChooser {
    wanted: Vec<Wanted>,
    shared: FxHashMap<Seed, u32>,
}

impl SeedChooser {
    /// Adds a form under `number`.
    pub(super) fn add_form(&mut self, form: &Form, number: u32, literal: Option<NonZeroU32>) {
        if let [Token::Leader(_)] = *form.tokens {
            // A name alone is told by what follows it.
            let (least_back, most_back) = width(&form.tokens, false);
            let site = Site {
                seeds: right_contexts()
                    .map(|right| Seed::of(right.chars()))
                    .collect(),
                least_back,
                most_back,
                before: None,
                after: None,
            };
            self.want(number, None, vec![site]);
            return;
        }
        let places = 0..form.tokens.len();
        let sites = places.filter_map(|at| site(&form.tokens, at, form.reading.conjunctions));
        let sites = longest(sites.collect());
        self.want(number, literal, sites);
    }

    /// Adds the items of a list under `number`.
    pub(super) fn add_list(&mut self, list: &ItemList, number: u32) {
        for item in list.first_items() {
            let tokens: Vec<Token> = item.iter().map(|&c| Token::Char(c)).collect();
            let places = 0..tokens.len();
            let sites = places.filter_map(|at| site(&tokens, at, false)).collect();
            self.want(number, None, longest(sites));
        }
    }

    fn want(&mut self, number: u32, literal: Option<NonZeroU32>, sites: Vec<Site>) {
        for seed in sites.iter().flat_map(|site| &site.seeds) {
            *self.shared.entry(*seed).or_default() += 1;
        }
        self.wanted.push(Wanted {
            number,
            literal,
            sites,
        });
    }

    /// Chooses for everything the site whose seeds the fewest others share; a site at a fixed
    /// distance from the start before all others.
    pub(super) fn index(self) -> SeedIndex {
        let mut seeds = Vec::new();
        for wanted in &self.wanted {
            let cost = |site: &&Site| {
                let shared = site.seeds.iter().map(|seed| self.shared.get(seed).copied());
                let spread = site.most_back - site.least_back;
                (
                    spread,
                    shared.map(Option::unwrap_or_default).sum::<u32>(),
                    site.most_back,
                )
            };
            let Some(best) = wanted.sites.iter().min_by_key(cost) else {
                continue;
            };
            let target = Target {
                number: wanted.number,
                literal: wanted.literal,
                least_back: best.least_back,
                most_back: best.most_back,
                before: best.before,
                after: best.after,
            };
            let mut own = best.seeds.clone();
            own.sort_unstable();
            own.dedup();
            seeds.extend(own.into_iter().map(|seed| (seed, target)));
        }
        SeedIndex::new(seeds)
    }
}

/// The sites with the longest seeds among `sites`: short ones are found too often.
fn longest(mut sites: Vec<Site>) -> Vec<Site> {
    let shortest_seed = |site: &Site| site.seeds.iter().map(|seed| seed.length).min();
    let best = sites.iter().map(shortest_seed).max().flatten();
    sites.retain(|site| shortest_seed(site) == best);
    sites
}

/// The site at token `at`, if a seed may begin there.
fn site(tokens: &[Token], at: usize, conjunctions: bool) -> Option<Site> {
    if !matches!(tokens.get(at), Some(Token::Char(_) | Token::Initials(_))) {
        return None;
    }
    let mut seeds = vec![Seed::default()];
    extend(&tokens[at..], conjunctions, &mut seeds);
    let literal = |token: Option<&Token>| match token {
        Some(Token::Char(c)) => Some(*c),
        _ => None,
    };
    let is_plain = tokens[at..]
        .iter()
        .take(LONGEST)
        .all(|t| matches!(t, Token::Char(_)));
    let after = literal(tokens.get(at + LONGEST)).filter(|_| is_plain);
    let before = at
        .checked_sub(1)
        .and_then(|before| literal(tokens.get(before)));
    let (least_back, most_back) = width(&tokens[..at], conjunctions);
    Some(Site {
        seeds,
        least_back,
        most_back,
        before,
        after,
    })
}

/// What `tokens` may begin with in the stream, where separators are left out.
fn extend(tokens: &[Token], conjunctions: bool, seeds: &mut Vec<Seed>) {
    for token in tokens {
        match token {
            Token::Char(c) => add(seeds, std::iter::once(*c)),
            Token::Initials(which) => add(seeds, INITIALS[usize::from(*which)].1.chars()),
            Token::Joint if conjunctions && seeds.len() <= MOST_SEEDS / 6 => {
                let open = seeds.iter().filter(|seed| seed.length < LONGEST);
                let with = open.flat_map(|&seed| {
                    let then = move |word: &str| word.chars().fold(seed, Seed::then);
                    CONJUNCTIONS.into_iter().map(then)
                });
                let with: Vec<Seed> = with.collect();
                seeds.extend(with);
            }
            Token::Joint if conjunctions => return,
            Token::Joint => {}
            Token::Slot { .. } | Token::Leader(_) | Token::Number | Token::Hole => return,
        }
        if seeds.iter().all(|seed| seed.length == LONGEST) {
            return;
        }
    }
}

fn add(seeds: &mut [Seed], chars: impl Iterator<Item = char> + Clone) {
    for seed in seeds {
        *seed = chars.clone().fold(*seed, Seed::then);
    }
}

/// Fewest and most characters of the stream that `tokens` take.
fn width(tokens: &[Token], conjunctions: bool) -> (u16, u16) {
    let (mut least, mut most) = (0_usize, 0_usize);
    for token in tokens {
        let (from, to) = match *token {
            Token::Char(_) => (1, 1),
            Token::Joint => (0, if conjunctions { 2 } else { 0 }),
            Token::Slot { least, most } => (least.into(), most.into()),
            Token::Leader(_) | Token::Hole => (1, LONGEST_MASK),
            Token::Number => (1, 3),
            Token::Initials(which) => {
                let length = INITIALS[usize::from(which)].1.len();
                (length, length)
            }
        };
        least += from;
        most += to;
    }
    let narrow = |chars: usize| u16::try_from(chars).unwrap_or(u16::MAX);
    (narrow(least), narrow(most))
}

/// Finds seeds in a stream.
#[derive(Debug)]
pub(super) struct SeedIndex {
    filter: Filter,
    has_single: bool,
    table: Table,
    targets: Vec<Target>,
}

/// Seeds and their ranges of targets, by hash; a free slot has fingerprint 0. Two seeds with one
/// fingerprint are told apart by whoever compares the whole target.
#[derive(Debug, Default)]
struct Table {
    prints: Vec<u32>,
    ranges: Vec<(u32, u32)>,
    mask: usize,
}

impl Table {
    fn new(seeds: usize) -> Self {
        let size = (seeds * 4 / 3 + 1).next_power_of_two();
        Self {
            prints: vec![0; size],
            ranges: vec![(0, 0); size],
            mask: size - 1,
        }
    }

    /// Where the search for a key begins, and its fingerprint.
    fn place(&self, key: u64) -> (usize, u32) {
        // Another hash than the filter's: what passes that by chance is spread here.
        let hash = key.wrapping_mul(0xD6E8_FEB8_6659_FD93);
        (
            (hash >> 40) as usize & self.mask,
            u32::try_from(hash >> 32).unwrap_or_default() | 1,
        )
    }

    fn insert(&mut self, key: u64, from: u32, to: u32) {
        let (mut slot, print) = self.place(key);
        while self.prints[slot] != 0 {
            slot = (slot + 1) & self.mask;
        }
        self.prints[slot] = print;
        self.ranges[slot] = (from, to);
    }

    fn get(&self, key: u64) -> Option<(u32, u32)> {
        let (mut slot, print) = self.place(key);
        loop {
            match self.prints[slot] {
                known if known == print => return Some(self.ranges[slot]),
                0 => return None,
                _ => {}
            }
            slot = (slot + 1) & self.mask;
        }
    }
}

/// Which windows of three characters may begin with a seed: a word per pair of characters, in it a
/// bit for the pair as a seed of its own and a bit for every third character.
#[derive(Debug)]
struct Filter {
    words: Vec<u64>,
    mask: u64,
}

impl Filter {
    fn new(seeds: usize) -> Self {
        let size = (seeds * 3 / 8).next_power_of_two().max(64);
        Self {
            words: vec![0; size],
            mask: size as u64 - 1,
        }
    }

    #[inline]
    fn word(&self, pair: u64) -> u64 {
        self.words[(hash(pair) >> 24 & self.mask) as usize]
    }

    /// The bit of a pair in its word.
    #[inline]
    fn bit_of_pair(pair: u64) -> u64 {
        hash(pair) >> 58
    }

    /// The bit of a third character in its pair's word.
    #[inline]
    fn bit_of_third(c: char) -> u64 {
        hash(u64::from(u32::from(c))) >> 58
    }

    fn add(&mut self, pair: u64, bit: u64) {
        let word = (hash(pair) >> 24 & self.mask) as usize;
        self.words[word] |= 1 << bit;
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
    fn new(mut seeds: Vec<(Seed, Target)>) -> Self {
        seeds.sort_by_key(|&(seed, target)| (seed.length, seed.key, target.number));
        let mut index = Self {
            filter: Filter::new(seeds.len()),
            has_single: seeds.first().is_some_and(|(seed, _)| seed.length == 1),
            table: Table::default(),
            targets: Vec::new(),
        };
        for (seed, _) in &seeds {
            let third = char::from_u32((seed.key & 0x1F_FFFF) as u32);
            match seed.length {
                2 => index.filter.add(seed.key, Filter::bit_of_pair(seed.key)),
                3 => index
                    .filter
                    .add(seed.key >> 21, third.map_or(0, Filter::bit_of_third)),
                _ => {}
            }
        }
        index.table = Table::new(seeds.chunk_by(|a, b| a.0 == b.0).count());
        for group in seeds.chunk_by(|a, b| a.0 == b.0) {
            let from = narrow(index.targets.len());
            index
                .targets
                .extend(group.iter().map(|&(_, target)| target));
            let to = narrow(index.targets.len());
            if let Some((seed, _)) = group.first() {
                index.table.insert(seed.key, from, to);
            }
        }
        index
    }

    /// Calls `found` with every place of `stream` where a seed stands and each target that its
    /// surroundings do not rule out.
    pub(super) fn scan(&self, stream: &[char], mut found: impl FnMut(usize, &Target)) {
        if self.has_single {
            for at in 0..stream.len() {
                self.look_up::<1>(stream, at, &mut found);
            }
        }
        let mut passed = [0_u16; BLOCK];
        let mut first = 0;
        while first + LONGEST <= stream.len() {
            let last = stream.len().min(first + BLOCK + LONGEST - 1);
            let count = self.pass(&stream[first..last], &mut passed);
            for &at in &passed[..count] {
                let (is_pair, is_third) = (at & MAY_BE_PAIR != 0, at & MAY_BE_THREE != 0);
                let at = first + usize::from(at & !(MAY_BE_PAIR | MAY_BE_THREE));
                if is_pair {
                    self.look_up::<2>(stream, at, &mut found);
                }
                if is_third {
                    self.look_up::<3>(stream, at, &mut found);
                }
            }
            first += BLOCK;
        }
        // The last two characters begin no window of three.
        if let Some(at) = stream.len().checked_sub(2) {
            self.look_up::<2>(stream, at, &mut found);
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
        let mut pair = key_of([*a, *b]);
        let mut count = 0;
        for (at, &c) in (0_u16..).zip(rest) {
            let word = self.filter.word(pair);
            let is_pair = word >> Filter::bit_of_pair(pair) & 1 == 1;
            let is_third = word >> Filter::bit_of_third(c) & 1 == 1;
            passed[count % BLOCK] =
                at | (u16::from(is_pair) * MAY_BE_PAIR) | (u16::from(is_third) * MAY_BE_THREE);
            count += usize::from(is_pair | is_third);
            pair = (pair << 21 | u64::from(u32::from(c))) & PAIR;
        }
        count
    }

    fn look_up<const N: usize>(
        &self,
        stream: &[char],
        at: usize,
        found: &mut impl FnMut(usize, &Target),
    ) {
        let window = stream
            .get(at..at + N)
            .and_then(|window| window.first_chunk::<N>());
        let key = window.map(|window| key_of(*window));
        let Some((from, to)) = key.and_then(|key| self.table.get(key)) else {
            return;
        };
        let before = at.checked_sub(1).and_then(|before| stream.get(before));
        let after = stream.get(at + N);
        for target in &self.targets[from as usize..to as usize] {
            let fits = |certain: Option<char>, found: Option<&char>| {
                certain.is_none_or(|certain| found == Some(&certain))
            };
            if fits(target.before, before) && fits(target.after, after) {
                found(at, target);
            }
        }
    }
}

/// Targets are counted in 32 bits; a lexicon that needs more does not fit into memory.
fn narrow(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::super::token::tokens_of;
    use super::*;

    fn seed(text: &str) -> Seed {
        Seed::of(text.chars())
    }

    #[test]
    fn seeds_are_what_may_stand_in_the_stream() {
        let seeds = |wording: &str, at: usize, conjunctions: bool| {
            let tokens = tokens_of(wording);
            site(&tokens, at, conjunctions).map(|site| site.seeds)
        };
        assert_eq!(seeds("四个意识", 0, false), Some(vec![seed("四个意")]));
        assert_eq!(seeds("四个意识", 1, false), Some(vec![seed("个意识")]));
        assert_eq!(seeds("把{2,8}摆在首位", 1, false), None);
        let with: Vec<Seed> = ["学深悟", "学深以", "学深和", "学深与", "学深及", "学深并"]
            .map(seed)
            .to_vec();
        assert_eq!(seeds("学深、悟透", 0, true), Some(with));
    }

    #[test]
    fn distances_are_counted_in_the_stream() {
        let back = |wording: &str, at: usize, conjunctions: bool| {
            let site = site(&tokens_of(wording), at, conjunctions)?;
            Some((site.least_back, site.most_back))
        };
        assert_eq!(back("四个意识", 1, false), Some((1, 1)));
        assert_eq!(back("学深、悟透", 3, false), Some((2, 2)));
        assert_eq!(back("学深、悟透", 3, true), Some((2, 4)));
        assert_eq!(back("把{2,8}摆在首位", 2, false), Some((3, 9)));
    }

    #[test]
    fn every_seed_is_found_where_it_stands() {
        let long: String = "抓三农工作的四个意识三农".repeat(300);
        let stream: Vec<char> = long.chars().collect();
        for wording in ["三农", "三农工作", "个意识", "农", "识三农抓"] {
            let tokens = tokens_of(wording);
            let places = 0..tokens.len();
            let sites = places.filter_map(|at| site(&tokens, at, false)).collect();
            let mut chooser = SeedChooser::default();
            chooser.want(7, None, longest(sites));
            let index = chooser.index();
            let mut starts = Vec::new();
            index.scan(&stream, |at, target| {
                starts.push(at - usize::from(target.least_back));
            });
            let expected: Vec<usize> = long
                .match_indices(wording)
                .map(|(byte, _)| byte / '三'.len_utf8())
                .collect();
            assert_eq!(starts, expected, "{wording}");
        }
    }
}
