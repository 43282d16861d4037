//! Owns which edits are typos (MATCHING 4.3): strict, since on clean text nearly every phrase at
//! edit distance one is another phrase.

use rustc_hash::FxHashSet;

use crate::text::{Gap, Unit, is_han, is_mask, is_numeral, is_separator};

use super::parse::CONJUNCTIONS;

/// A phrase shorter than this has no typos.
pub(super) const SHORTEST: usize = 5;

const NEGATIONS: &str = "不没无非未勿莫";

/// Pairs that a typo does not make out of each other: 党内 is not 党外.
const ANTONYMS: [&str; 30] = [
    "上下", "内外", "新旧", "高低", "大小", "多少", "有无", "增减", "升降", "先后", "前后", "左右",
    "进退", "开关", "好坏", "正反", "东西", "南北", "党军", "国省", "省市", "市县", "县区", "城乡",
    "男女", "老少", "强弱", "公私", "官民", "城镇",
];

/// Pairs of neighbouring characters that are common in clean text: what makes one is no typo.
#[derive(Debug, Clone, Default)]
pub struct KnownPairs(FxHashSet<(char, char)>);

/// Common pairs: a first character and all that follow it, a line each.
const COMMON: &str = include_str!("known_pairs.txt");

impl KnownPairs {
    /// The pairs that are common in broadcast news; speeches of the same register share them.
    #[must_use]
    pub fn common() -> Self {
        let lines = COMMON.lines().filter(|line| !line.starts_with('#'));
        let pairs = lines.flat_map(|line| {
            let first = line.chars().next();
            line.chars()
                .skip(1)
                .filter_map(move |second| Some((first?, second)))
        });
        Self(pairs.collect())
    }

    /// Pairs as two-character words; longer and shorter ones are left out.
    pub fn new<'a>(pairs: impl IntoIterator<Item = &'a str>) -> Self {
        let pair = |text: &str| {
            let mut chars = text.chars();
            match (chars.next(), chars.next(), chars.next()) {
                (Some(a), Some(b), None) => Some((a, b)),
                _ => None,
            }
        };
        Self(pairs.into_iter().filter_map(pair).collect())
    }

    fn knows(&self, a: char, b: char) -> bool {
        self.0.contains(&(a, b))
    }
}

/// Whether a phrase may lack its character `c`.
pub(super) fn may_be_deleted(c: char) -> bool {
    !is_numeral(c) && !NEGATIONS.contains(c) && c != '的'
}

/// Whether a wrong or additional character `c` may be a typo.
fn may_be_typed(c: char) -> bool {
    is_han(c) && !is_numeral(c) && !NEGATIONS.contains(c) && c != '的' && !is_mask(c)
}

/// Judges what was found at an edited form.
#[derive(Debug)]
pub(super) struct TypoJudge<'a> {
    /// Common pairs.
    pub(super) known: &'a KnownPairs,
    /// Literal characters of the phrase.
    pub(super) phrase: &'a [char],
}

/// One edit, at a literal of the phrase.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Edit {
    Substituted(usize),
    Deleted(usize),
    Inserted(usize),
}

/// The characters of `units` without separators.
pub(super) fn surface(units: &[Unit]) -> Vec<char> {
    units
        .iter()
        .map(|unit| unit.ch())
        .filter(|&c| !is_separator(c))
        .collect()
}

impl TypoJudge<'_> {
    /// Whether `found` is `phrase` with `edit` as its one typo; `gaps` is what it was read across.
    pub(super) fn accepts(&self, found: &[char], edit: Edit, gaps: Gap) -> bool {
        !gaps.has(Gap::QUOTE)
            && match edit {
                Edit::Substituted(at) => self.is_substitution(found, at),
                Edit::Deleted(at) => self.is_deletion(at),
                Edit::Inserted(at) => self.is_insertion(found, at),
            }
    }

    fn is_substitution(&self, found: &[char], at: usize) -> bool {
        let (Some(&wrong), Some(&right)) = (found.get(at), self.phrase.get(at)) else {
            return false;
        };
        found.len() == self.phrase.len()
            && wrong != right
            && may_be_typed(wrong)
            && !is_numeral(right)
            && !NEGATIONS.contains(right)
            && !are_antonyms(right, wrong)
            && !self.makes_known_pair(found, at)
    }

    fn is_deletion(&self, at: usize) -> bool {
        let (Some(&before), Some(&gone), Some(&after)) = (
            self.phrase.get(at.wrapping_sub(1)),
            self.phrase.get(at),
            self.phrase.get(at + 1),
        ) else {
            return false;
        };
        gone != before && gone != after && !self.known.knows(before, after)
    }

    fn is_insertion(&self, found: &[char], at: usize) -> bool {
        let (Some(&more), Some(&before), Some(&after)) = (
            found.get(at),
            found.get(at.wrapping_sub(1)),
            found.get(at + 1),
        ) else {
            return false;
        };
        let is_conjunction = CONJUNCTIONS.iter().any(|c| c.chars().eq([more]));
        let doubles = more == before || more == after;
        may_be_typed(more) && !is_conjunction && (doubles || !self.makes_known_pair(found, at))
    }

    /// Whether the character at `at` makes a common pair with a neighbour.
    fn makes_known_pair(&self, found: &[char], at: usize) -> bool {
        found[..=(at + 1).min(found.len() - 1)]
            .windows(2)
            .skip(at.saturating_sub(1))
            .any(|pair| matches!(pair, [a, b] if self.known.knows(*a, *b)))
    }
}

fn are_antonyms(a: char, b: char) -> bool {
    ANTONYMS
        .iter()
        .any(|pair| pair.contains(a) && pair.contains(b) && a != b)
}
