//! Owns phrases with one masked word (MATCHING 3.6): `实施乡村□兴战略`.
//!
//! Looks only where there are mask characters: the characters beside a run tell which phrases may
//! stand there.

use crate::lexicon::PhraseId;
use crate::text::{FoldedText, is_separator};

use super::leaders::Leader;
use super::masks::{MaskRun, MaskType};
use super::parse::{CONJUNCTIONS, LONGEST_MASK, Reading, is_hole, read};
use super::token::{Token, has_slot, is_list, literal_text, literals};

/// A phrase shorter than this has no masked word.
const SHORTEST: usize = 6;

/// Most characters that a run stands for.
const LONGEST_WORD: usize = 4;

/// Fewest characters that must be left, and fewest at an edge.
const LEFT: usize = 4;
const LEFT_AT_EDGE: usize = 6;

/// Most units that a pair of characters takes: separators or a conjunction stand before either.
const LONGEST_PAIR: usize = 6;

/// On which side of a run characters stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Side {
    Left,
    Right,
}

/// Phrases by the pairs of neighbouring characters in them.
#[derive(Debug, Default)]
pub(super) struct Holes {
    phrases: Vec<Phrase>,
    /// Pairs of characters, the phrases that have them and where, in this order.
    pairs: Vec<((char, char), u32, u16)>,
}

#[derive(Debug)]
struct Phrase {
    phrase: PhraseId,
    tokens: Vec<Token>,
    literals: Vec<(usize, char)>,
    /// Literals of a leader's name, which only its own rule restores.
    name: std::ops::Range<usize>,
}

/// A phrase found around a run; `start` and `end` index units.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Restored {
    pub(super) phrase: PhraseId,
    pub(super) start: usize,
    pub(super) end: usize,
}

impl Holes {
    /// Lists the canonical form of a phrase.
    pub(super) fn add(&mut self, phrase: PhraseId, tokens: &[Token]) {
        let literals = literals(tokens);
        if literals.len() < SHORTEST || has_slot(tokens) {
            return;
        }
        let number = u32::try_from(self.phrases.len()).unwrap_or(u32::MAX);
        for (at, pair) in (0..u16::MAX).zip(literals.windows(2)) {
            let [(_, a), (_, b)] = pair else { continue };
            self.pairs.push(((*a, *b), number, at));
        }
        self.phrases.push(Phrase {
            phrase,
            tokens: tokens.to_vec(),
            name: name_in(&literal_text(tokens)),
            literals,
        });
    }

    /// Makes what was added ready to be looked up.
    pub(super) fn sorted(mut self) -> Self {
        self.pairs.sort_unstable();
        self
    }

    /// Phrases with this pair of characters, and where they have it.
    fn with_pair(&self, pair: (char, char)) -> impl Iterator<Item = (u32, u16)> {
        let first = self.pairs.partition_point(|&(known, ..)| known < pair);
        let same = self.pairs[first..]
            .iter()
            .take_while(move |&&(known, ..)| known == pair);
        same.map(|&(_, number, at)| (number, at))
    }

    /// The phrases that may stand around `run`.
    pub(super) fn around(&self, text: &str, folded: &FoldedText, run: &MaskRun) -> Vec<Restored> {
        let is_hole = run.units().all(|at| is_hole(folded.units()[at].ch()));
        // Names and congresses are restored by date, never as words.
        let is_dated = matches!(run.kind, MaskType::Leader | MaskType::Congress);
        if !is_hole || is_dated || run.length() > LONGEST_MASK {
            return Vec::new();
        }
        let mut tried: Vec<(u32, usize, usize)> = Vec::new();
        let mut found = Vec::new();
        for (number, from, length) in self.candidates(folded, run) {
            let phrase = &self.phrases[number as usize];
            let is_new = !tried.contains(&(number, from, length));
            if is_new && phrase.may_hide(from, length, run) {
                tried.push((number, from, length));
                found.extend(phrase.read_around(text, folded, run, (from, length)));
            }
        }
        found
    }

    /// Phrase, first hidden literal and how many are hidden: by the pair after or before the run.
    fn candidates(&self, folded: &FoldedText, run: &MaskRun) -> Vec<(u32, usize, usize)> {
        let mut candidates = Vec::new();
        let chars = |at: usize| folded.units()[at].ch();
        let literal = |c: &char| !is_separator(*c);
        let after: Vec<char> = (run.end..folded.units().len().min(run.end + LONGEST_PAIR))
            .map(chars)
            .filter(literal)
            .collect();
        let before: Vec<char> = (run.start.saturating_sub(LONGEST_PAIR)..run.start)
            .rev()
            .map(chars)
            .filter(literal)
            .collect();
        for (number, at) in pairs(&after, Side::Right)
            .into_iter()
            .flat_map(|pair| self.with_pair(pair))
        {
            let after = usize::from(at);
            let hidden = (1..=LONGEST_WORD).filter(|&length| length <= after);
            candidates.extend(hidden.map(|length| (number, after - length, length)));
        }
        for (number, at) in pairs(&before, Side::Left)
            .into_iter()
            .flat_map(|(near, far)| self.with_pair((far, near)))
        {
            let from = usize::from(at) + 2;
            candidates.extend((1..=LONGEST_WORD).map(|length| (number, from, length)));
        }
        candidates
    }
}

/// The two nearest characters of a phrase among `chars`, nearest first: at a joint before either a
/// conjunction may stand.
fn pairs(chars: &[char], side: Side) -> Vec<(char, char)> {
    let mut pairs = Vec::new();
    for first in skipped(chars, side) {
        let Some((&near, rest)) = chars.get(first..).and_then(<[char]>::split_first) else {
            continue;
        };
        let farther = skipped(rest, side).filter_map(|second| rest.get(second));
        pairs.extend(farther.map(|&far| (near, far)));
    }
    pairs
}

/// How many of `chars`, nearest first, may be a conjunction: none, or the length of one.
fn skipped(chars: &[char], side: Side) -> impl Iterator<Item = usize> {
    let begins = move |conjunction: &str| match side {
        Side::Right => conjunction.chars().eq(leading(chars, conjunction)),
        Side::Left => conjunction.chars().rev().eq(leading(chars, conjunction)),
    };
    let lengths = CONJUNCTIONS
        .into_iter()
        .filter(move |conjunction| begins(conjunction))
        .map(|conjunction| conjunction.chars().count());
    std::iter::once(0).chain(lengths)
}

/// As many of `chars` as `word` has.
fn leading(chars: &[char], word: &str) -> impl Iterator<Item = char> {
    chars.iter().copied().take(word.chars().count())
}

/// Literals of the leader's name in a phrase.
fn name_in(text: &str) -> std::ops::Range<usize> {
    let found = Leader::in_text(text).and_then(|leader| {
        let from = text[..text.find(leader.name())?].chars().count();
        Some(from..from + leader.name().chars().count())
    });
    found.unwrap_or_default()
}

impl Phrase {
    /// Whether `length` literals from `from` on may be hidden by `run`.
    fn may_hide(&self, from: usize, length: usize, run: &MaskRun) -> bool {
        let to = from + length;
        if to > self.literals.len() {
            return false;
        }
        let left = self.literals.len() - length;
        let is_edge = from == 0 || to == self.literals.len();
        let is_whole = self.literals[to - 1].0 - self.literals[from].0 == length - 1;
        let hides_name = from < self.name.end && self.name.start < to;
        let enough = left >= LEFT.max((self.literals.len() * 6).div_ceil(10));
        // At an edge the run's own surroundings say whether it hides a word or a place.
        let is_word = !is_edge || run.kind == MaskType::Word;
        is_whole && !hides_name && enough && is_word && (!is_edge || left >= LEFT_AT_EDGE)
    }

    fn read_around(
        &self,
        text: &str,
        folded: &FoldedText,
        run: &MaskRun,
        (from, length): (usize, usize),
    ) -> Option<Restored> {
        let (first, last) = (self.literals[from].0, self.literals[from + length - 1].0);
        let mut tokens = self.tokens[..first].to_vec();
        let before = tokens
            .iter()
            .filter(|token| **token == Token::Joint)
            .count();
        tokens.push(Token::Hole);
        tokens.extend(&self.tokens[last + 1..]);
        let reading = Reading {
            conjunctions: is_list(&self.tokens),
            ..Reading::PLAIN
        };
        let earliest = run.start.saturating_sub(from + 2 * before);
        let latest = run.start.checked_sub(from)?;
        let starts = earliest..=latest;
        starts.into_iter().find_map(|start| {
            let (end, _) = read(text, folded, start, &tokens, reading)?;
            let covers = start <= run.start && run.end <= end;
            covers.then_some(Restored {
                phrase: self.phrase,
                start,
                end,
            })
        })
    }
}
