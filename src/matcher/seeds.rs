//! Owns the choice of seeds: by which of its characters a form is found.
//!
//! A *seed* is up to three neighbouring literal characters of a form: those which the fewest other
//! forms share and which, as far as the lexicon tells, are the rarest in a text.

use std::num::NonZeroU32;

use rustc_hash::FxHashMap;

use super::forms::{Form, ItemList};
use super::index::{SeedIndex, Target};
use super::leaders::right_contexts;
use super::parse::{CONJUNCTIONS, LONGEST_MASK};
use super::token::{INITIALS, Token};
use super::window::{BESIDE, Beside, LONGEST, Seed};
use crate::text::stream_code;

/// More seeds than this are not made for one place of a form: joints multiply them.
const MOST_SEEDS: usize = 64;

/// The seeds that a form may have at one place, and what a hit there looks like.
struct Site {
    seeds: Vec<Seed>,
    least_back: u16,
    most_back: u16,
    before: [Option<u16>; BESIDE],
    after: [Option<u16>; BESIDE],
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
    /// How many sites may have this seed.
    shared: FxHashMap<Seed, u64>,
    /// How many sites may have this pair of characters in their seed.
    pairs: FxHashMap<u32, u64>,
}

/// What a site costs a search, lowest first.
type Cost = (bool, u64, u16, u64, u16);

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
                before: [None; BESIDE],
                after: [None; BESIDE],
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
            for pair in seed.pairs() {
                *self.pairs.entry(pair).or_default() += 1;
            }
        }
        self.wanted.push(Wanted {
            number,
            literal,
            sites,
        });
    }

    /// Chooses the cheapest site for everything.
    pub(super) fn index(self) -> SeedIndex {
        let mut seeds = Vec::new();
        for wanted in &self.wanted {
            let Some(best) = wanted.sites.iter().min_by_key(|site| self.cost(site)) else {
                continue;
            };
            let target = Target {
                number: wanted.number,
                literal: wanted.literal,
                least_back: best.least_back,
                most_back: best.most_back,
                beside: Beside::new(best.before, best.after),
                seed: 0,
            };
            let mut own = best.seeds.clone();
            own.sort_unstable();
            own.dedup();
            seeds.extend(own.into_iter().map(|seed| (seed, target)));
        }
        SeedIndex::new(seeds)
    }

    /// What is initials or a numeral in digits is found by just that, which nearly no text has; else
    /// a site costs as many targets as share its seeds, at every distance from their start. Of equal
    /// sites the one with the rarest pairs of characters is best: a lexicon's are those of its texts.
    fn cost(&self, site: &Site) -> Cost {
        let spread = site.most_back - site.least_back;
        let count = |pair| self.pairs.get(&pair).copied().unwrap_or_default();
        let (mut shared, mut common) = (0_u64, 0_u64);
        for seed in &site.seeds {
            shared += self.shared.get(seed).copied().unwrap_or_default();
            common = common.saturating_add(seed.pairs().map(count).product());
        }
        (
            !site.seeds.iter().all(|seed| seed.has_ascii()),
            shared.saturating_mul(1 + u64::from(spread)),
            spread,
            common,
            site.most_back,
        )
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
    let is_plain = tokens[at..]
        .iter()
        .take(LONGEST)
        .all(|t| matches!(t, Token::Char(_)));
    let after = tokens.get(at + LONGEST..).filter(|_| is_plain);
    let after = neighbours(after.unwrap_or_default().iter(), conjunctions, str::chars);
    let reversed = |word: &'static str| word.chars().rev();
    let before = neighbours(tokens[..at].iter().rev(), conjunctions, reversed);
    let (least_back, most_back) = width(&tokens[..at], conjunctions);
    Some(Site {
        seeds,
        least_back,
        most_back,
        before,
        after,
    })
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
        let stream: Vec<u16> = long.chars().map(stream_code).collect();
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
