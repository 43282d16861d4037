//! Owns the choice of seeds: by which of its characters a form is found.
//!
//! A *seed* is up to three neighbouring literal characters of a form: those which the fewest other
//! forms share and which, as far as the lexicon tells, are the rarest in a text.

use std::num::NonZeroU32;
use std::ops::Range;

use rustc_hash::{FxBuildHasher, FxHashMap};

use super::forms::{Form, ItemList};
use super::index::{SeedIndex, Target};
use super::leaders::right_contexts;
use super::parse::{CONJUNCTIONS, LONGEST_MASK};
use super::token::{INITIALS, Token};
use super::window::{BESIDE, Beside, LONGEST, Seed};
use crate::text::stream_code;

/// More seeds than this are not made for one place of a form: joints multiply them.
const MOST_SEEDS: usize = 64;

/// A place of a form that its seed may be at.
struct Site {
    /// The seeds it may have there, among those of all sites.
    seeds: Range<usize>,
    least_back: u16,
    most_back: u16,
    beside: Beside,
}

/// One target and the sites that its seed may be at, among all.
struct Wanted {
    number: u32,
    literal: Option<NonZeroU32>,
    sites: Range<usize>,
}

/// Collects what is searched for, then chooses seeds.
#[derive(Default)]
pub(super) struct SeedChooser {
    wanted: Vec<Wanted>,
    sites: Vec<Site>,
    seeds: Vec<Seed>,
    /// The seeds of the site that is being made.
    begun: Vec<Seed>,
}

/// What a site costs a search, lowest first.
type Cost = (bool, u64, u16, u64, u16);

impl SeedChooser {
    /// Adds a form under `number`.
    pub(super) fn add_form(&mut self, form: &Form, number: u32, literal: Option<NonZeroU32>) {
        let [Token::Leader(_)] = *form.tokens else {
            self.add(&form.tokens, form.reading.conjunctions, number, literal);
            return;
        };
        // A name alone is told by what follows it.
        let (first_site, first_seed) = (self.sites.len(), self.seeds.len());
        let contexts = right_contexts().map(|right| Seed::of(right.chars()));
        self.seeds.extend(contexts);
        let (least_back, most_back) = width(&form.tokens, false);
        self.sites.push(Site {
            seeds: first_seed..self.seeds.len(),
            least_back,
            most_back,
            beside: Beside::new([None; BESIDE], [None; BESIDE]),
        });
        self.want(number, None, first_site);
    }

    /// Adds the items of a list under `number`.
    pub(super) fn add_list(&mut self, list: &ItemList, number: u32) {
        for item in list.first_items() {
            let tokens: Vec<Token> = item.iter().map(|&c| Token::Char(c)).collect();
            self.add(&tokens, false, number, None);
        }
    }

    /// Adds the sites of `tokens` with the longest seeds: short ones are found too often.
    fn add(
        &mut self,
        tokens: &[Token],
        conjunctions: bool,
        number: u32,
        literal: Option<NonZeroU32>,
    ) {
        let first_site = self.sites.len();
        let (mut longest, mut back) = (0, (0, 0));
        for (at, &token) in tokens.iter().enumerate() {
            let shortest = seeds_at(tokens, at, conjunctions, &mut self.begun);
            if shortest > longest {
                self.sites.truncate(first_site);
                longest = shortest;
            }
            if shortest > 0 && shortest == longest {
                let first_seed = self.seeds.len();
                self.seeds.append(&mut self.begun);
                self.sites.push(Site {
                    seeds: first_seed..self.seeds.len(),
                    least_back: narrow(back.0),
                    most_back: narrow(back.1),
                    beside: beside(tokens, at, conjunctions),
                });
            }
            back = wider(back, token, conjunctions);
        }
        self.want(number, literal, first_site);
    }

    fn want(&mut self, number: u32, literal: Option<NonZeroU32>, first_site: usize) {
        self.wanted.push(Wanted {
            number,
            literal,
            sites: first_site..self.sites.len(),
        });
    }

    /// Chooses the cheapest site for everything.
    pub(super) fn index(self) -> SeedIndex {
        let shares = Shares::of(
            self.sites
                .iter()
                .flat_map(|site| &self.seeds[site.seeds.clone()]),
        );
        let mut seeds = Vec::with_capacity(self.wanted.len());
        let mut own = Vec::new();
        for wanted in &self.wanted {
            let sites = self.sites[wanted.sites.clone()].iter();
            let cost = |site: &&Site| shares.cost(site, &self.seeds[site.seeds.clone()]);
            let Some(best) = sites.min_by_key(cost) else {
                continue;
            };
            let target = Target {
                number: wanted.number,
                literal: wanted.literal,
                least_back: best.least_back,
                most_back: best.most_back,
                beside: best.beside,
                seed: 0,
            };
            own.clear();
            own.extend_from_slice(&self.seeds[best.seeds.clone()]);
            own.sort_unstable();
            own.dedup();
            seeds.extend(own.iter().map(|&seed| (seed, target)));
        }
        SeedIndex::new(seeds)
    }
}

/// How many sites share a seed.
struct Shares {
    /// How many sites may have this seed.
    seeds: FxHashMap<Seed, u64>,
    /// How many sites may have this pair of characters in their seed.
    pairs: FxHashMap<u32, u64>,
}

impl Shares {
    fn of<'a>(all: impl Iterator<Item = &'a Seed> + Clone) -> Self {
        let count = all.clone().count();
        let mut shares = Self {
            seeds: FxHashMap::with_capacity_and_hasher(count, FxBuildHasher),
            pairs: FxHashMap::with_capacity_and_hasher(count, FxBuildHasher),
        };
        for seed in all {
            *shares.seeds.entry(*seed).or_default() += 1;
            for pair in seed.pairs() {
                *shares.pairs.entry(pair).or_default() += 1;
            }
        }
        shares
    }

    /// What is initials or a numeral in digits is found by just that, which nearly no text has; else
    /// a site costs as many targets as share its seeds, at every distance from their start. Of equal
    /// sites the one with the rarest pairs of characters is best: a lexicon's are those of its texts.
    fn cost(&self, site: &Site, seeds: &[Seed]) -> Cost {
        let spread = site.most_back - site.least_back;
        let count = |pair| self.pairs.get(&pair).copied().unwrap_or_default();
        let (mut shared, mut common) = (0_u64, 0_u64);
        for seed in seeds {
            shared += self.seeds.get(seed).copied().unwrap_or_default();
            common = common.saturating_add(seed.pairs().map(count).product());
        }
        (
            !seeds.iter().all(|seed| seed.has_ascii()),
            shared.saturating_mul(1 + u64::from(spread)),
            spread,
            common,
            site.most_back,
        )
    }
}

/// Puts the seeds that may begin at token `at` into `seeds`; gives the length of the shortest, 0
/// where none may.
fn seeds_at(tokens: &[Token], at: usize, conjunctions: bool, seeds: &mut Vec<Seed>) -> usize {
    if !matches!(tokens.get(at), Some(Token::Char(_) | Token::Initials(_))) {
        return 0;
    }
    seeds.clear();
    seeds.push(Seed::default());
    extend(&tokens[at..], conjunctions, seeds);
    seeds.iter().map(|seed| seed.length).min().unwrap_or(0)
}

/// What is certain to stand beside a seed at token `at`.
fn beside(tokens: &[Token], at: usize, conjunctions: bool) -> Beside {
    let is_plain = tokens[at..]
        .iter()
        .take(LONGEST)
        .all(|t| matches!(t, Token::Char(_)));
    let after = tokens.get(at + LONGEST..).filter(|_| is_plain);
    let after = neighbours(after.unwrap_or_default().iter(), conjunctions, str::chars);
    let reversed = |word: &'static str| word.chars().rev();
    let before = neighbours(tokens[..at].iter().rev(), conjunctions, reversed);
    Beside::new(before, after)
}

/// The first characters of `tokens` in the stream, as far as they are certain; `read` gives those
/// of a word in the direction of `tokens`.
fn neighbours<'a, I: Iterator<Item = char>>(
    tokens: impl Iterator<Item = &'a Token>,
    conjunctions: bool,
    read: impl Fn(&'static str) -> I,
) -> [Option<u16>; BESIDE] {
    let mut certain = [None; BESIDE];
    let mut free = certain.iter_mut();
    let mut put = |c| {
        free.next()
            .map(|place| *place = Some(stream_code(c)))
            .is_some()
    };
    for token in tokens {
        let has_room = match *token {
            Token::Char(c) => put(c),
            Token::Initials(which) => read(INITIALS[usize::from(which)].1).all(&mut put),
            Token::Joint if !conjunctions => true,
            _ => false,
        };
        if !has_room {
            break;
        }
    }
    certain
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
    let tokens = tokens.iter();
    let (least, most) = tokens.fold((0, 0), |width, &token| wider(width, token, conjunctions));
    (narrow(least), narrow(most))
}

/// Fewest and most characters of the stream, `width` before a token, with it.
fn wider((least, most): (usize, usize), token: Token, conjunctions: bool) -> (usize, usize) {
    let (from, to) = match token {
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
    (least + from, most + to)
}

fn narrow(chars: usize) -> u16 {
    u16::try_from(chars).unwrap_or(u16::MAX)
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
            let mut seeds = Vec::new();
            let shortest = seeds_at(&tokens_of(wording), at, conjunctions, &mut seeds);
            (shortest > 0).then_some(seeds)
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
            width(&tokens_of(wording)[..at], conjunctions)
        };
        assert_eq!(back("四个意识", 1, false), (1, 1));
        assert_eq!(back("学深、悟透", 3, false), (2, 2));
        assert_eq!(back("学深、悟透", 3, true), (2, 4));
        assert_eq!(back("把{2,8}摆在首位", 2, false), (3, 9));
    }

    #[test]
    fn every_seed_is_found_where_it_stands() {
        let long: String = "抓三农工作的四个意识三农".repeat(300);
        let stream: Vec<u16> = long.chars().map(stream_code).collect();
        for wording in ["三农", "三农工作", "个意识", "农", "识三农抓"] {
            let mut chooser = SeedChooser::default();
            chooser.add(&tokens_of(wording), false, 7, None);
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
