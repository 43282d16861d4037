//! Owns whether a sequence of tokens stands at a place of the match stream: the first way to read
//! it, with what was met on the way (MATCHING 1.6, 2, 3).

use std::ops::RangeInclusive;

use crate::text::{FoldedText, Gap, Unit, is_mask, is_numeral, is_separator};

use super::leaders::Leader;
use super::token::{INITIALS, Token};

/// What may stand at a joint instead of a separator (MATCHING V6), in order of preference.
pub(super) const CONJUNCTIONS: [&str; 5] = ["以及", "和", "与", "及", "并"];

/// Most mask characters in place of a name or a word.
pub(super) const LONGEST_MASK: usize = 6;

/// Most mask characters in place of a number.
const LONGEST_NUMBER_MASK: usize = 3;

/// Most units inside a parenthesis that a phrase is read across.
pub(super) const LONGEST_PARENTHESIS: usize = 8;

/// How a sequence is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Reading {
    /// Whether 和, 与 … may stand at a joint.
    pub(super) conjunctions: bool,
    /// Whether one parenthesis may stand inside.
    pub(super) parenthesis: bool,
}

impl Reading {
    /// Neither.
    pub(super) const PLAIN: Self = Self {
        conjunctions: false,
        parenthesis: false,
    };
}

/// What was met while a sequence was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Features {
    /// Everything transparent that was read across.
    pub(super) gaps: Gap,
    /// Whether a conjunction stood at a joint.
    pub(super) conjunction: bool,
    /// Whether a parenthesis was read across.
    pub(super) parenthesis: bool,
}

/// Whether a unit ends what a slot or a filler may hold.
pub(super) fn is_barrier(c: char) -> bool {
    is_sentence_end(c) || matches!(c, ':' | '(' | ')' | '[' | ']' | '【' | '】' | '—' | ' ')
}

/// Whether a unit ends a sentence.
pub(super) fn is_sentence_end(c: char) -> bool {
    matches!(c, '。' | '!' | '?' | '…' | '\n')
}

/// Whether `units` are `chars`.
pub(super) fn stands(units: &[Unit], chars: &[char]) -> bool {
    let is = |(unit, &c): (&Unit, &char)| unit.is(c);
    units.len() == chars.len() && units.iter().zip(chars).all(is)
}

/// Whether a mask character may stand for a word: all but X and its like.
pub(super) fn is_hole(c: char) -> bool {
    matches!(c, '*' | '_' | '□' | '■' | '×' | '○')
}

/// Reads tokens from one place.
struct Reader<'a> {
    text: &'a str,
    folded: &'a FoldedText,
    units: &'a [Unit],
    tokens: &'a [Token],
    first: usize,
    reading: Reading,
}

/// The end of the first way to read `tokens` from unit `at`, and what was met.
pub(super) fn read(
    text: &str,
    folded: &FoldedText,
    at: usize,
    tokens: &[Token],
    reading: Reading,
) -> Option<(usize, Features)> {
    let reader = Reader {
        text,
        folded,
        units: folded.units(),
        tokens,
        first: at,
        reading,
    };
    reader.rest(at, 0, Features::default())
}

impl Reader<'_> {
    fn rest(
        &self,
        mut at: usize,
        mut token: usize,
        mut met: Features,
    ) -> Option<(usize, Features)> {
        while let Some(&expected) = self.tokens.get(token) {
            match expected {
                Token::Char(c) => {
                    let unit = self.units.get(at)?;
                    if unit.is(c) {
                        met = self.passing(at, met);
                        at += 1;
                        token += 1;
                    } else {
                        at = self.after_parenthesis(at, met)?;
                        met.parenthesis = true;
                    }
                }
                Token::Joint => return self.joint(at, token + 1, met),
                Token::Slot { least, most } => {
                    return self.slot(at, token + 1, met, least.into()..=most.into());
                }
                Token::Leader(leader) => return self.leader(at, token + 1, met, leader),
                Token::Number => return self.number(at, token + 1, met),
                Token::Hole => {
                    let end = self.hole_end(at)?;
                    met = self.passing(at, met);
                    at = end;
                    token += 1;
                }
                Token::Initials(which) => {
                    let end = self.initials_end(at, INITIALS[usize::from(which)].1)?;
                    met = self.passing(at, met);
                    at = end;
                    token += 1;
                }
            }
        }
        Some((at, met))
    }

    /// `met` with the gap before unit `at`, unless the hit begins there.
    fn passing(&self, at: usize, mut met: Features) -> Features {
        if at > self.first
            && let Some(unit) = self.units.get(at)
        {
            met.gaps = met.gaps.with(unit.gap());
        }
        met
    }

    fn char_at(&self, at: usize) -> Option<char> {
        self.units.get(at).map(|unit| unit.ch())
    }

    /// The unit after the parenthesis that opens at `at`, if a phrase may be read across it.
    fn after_parenthesis(&self, at: usize, met: Features) -> Option<usize> {
        let allowed = self.reading.parenthesis && !met.parenthesis && at > self.first;
        if !allowed {
            return None;
        }
        parenthesis_end(self.units, at)
    }

    fn joint(&self, at: usize, token: usize, met: Features) -> Option<(usize, Features)> {
        let is_separator_at = |index| self.char_at(index).is_some_and(is_separator);
        if is_separator_at(at) {
            let after = self.passing(at, met);
            let end = at + if is_separator_at(at + 1) { 2 } else { 1 };
            return self.rest(end, token, after);
        }
        if self.reading.conjunctions {
            for conjunction in CONJUNCTIONS {
                if let Some(end) = self.literal_end(at, conjunction) {
                    let mut after = self.passing(at, met);
                    after.conjunction = true;
                    let found = self.rest(end, token, after);
                    if found.is_some() {
                        return found;
                    }
                }
            }
        }
        self.rest(at, token, met)
    }

    fn literal_end(&self, at: usize, literal: &str) -> Option<usize> {
        let mut end = at;
        for c in literal.chars() {
            if self.char_at(end)? != c {
                return None;
            }
            end += 1;
        }
        Some(end)
    }

    fn slot(
        &self,
        at: usize,
        token: usize,
        met: Features,
        lengths: RangeInclusive<usize>,
    ) -> Option<(usize, Features)> {
        for length in 0..=*lengths.end() {
            if length > 0 {
                let filler = self.char_at(at + length - 1)?;
                if is_separator(filler) || is_barrier(filler) {
                    return None;
                }
            }
            if lengths.contains(&length)
                && let Some(found) = self.rest(at + length, token, met)
            {
                return Some(found);
            }
        }
        None
    }

    /// A whole run of mask characters, perhaps with letters of the name in order: `习**`. A phrase
    /// that begins with it begins with a mask character or the surname: not with 平 of `习近平**`.
    fn leader(
        &self,
        at: usize,
        token: usize,
        met: Features,
        leader: Leader,
    ) -> Option<(usize, Features)> {
        let is_mask_at = |index: usize| self.char_at(index).is_some_and(is_mask);
        let is_cut =
            at == self.first && !is_mask_at(at) && self.char_at(at) != leader.name().chars().next();
        if is_cut || at > 0 && is_mask_at(at - 1) {
            return None;
        }
        for end in at + 1..=at + LONGEST_MASK {
            let last = self.units.get(end - 1)?;
            let is_split = end - 1 > at
                && !last
                    .gap()
                    .without(Gap::SPACE)
                    .without(Gap::INVISIBLE)
                    .is_none();
            if is_split || !(is_mask(last.ch()) || leader.name().contains(last.ch())) {
                return None;
            }
            if !is_mask_at(end)
                && self.hides(leader, at, end)
                && let Some(found) = self.rest(end, token, self.passing(at, met))
            {
                return Some(found);
            }
        }
        None
    }

    /// Whether the units `at..end` are `leader`'s name with at least one letter masked.
    fn hides(&self, leader: Leader, at: usize, end: usize) -> bool {
        let run = &self.units[at..end];
        let letters: Vec<char> = run
            .iter()
            .map(|u| u.ch())
            .filter(|&c| !is_mask(c))
            .collect();
        if letters.is_empty() {
            return true;
        }
        let mut name = leader.name().chars();
        let in_order = letters
            .iter()
            .all(|letter| name.any(|of_name| of_name == *letter));
        let belongs_to_a_word = letters.first().copied() == run.first().map(|u| u.ch())
            && letters.first() == Some(&'习')
            && at > 0
            && self
                .char_at(at - 1)
                .is_some_and(|before| "学练复实补见研".contains(before));
        in_order
            && letters.len() < run.len()
            && run.len() <= leader.name().chars().count()
            && !belongs_to_a_word
    }

    fn number(&self, at: usize, token: usize, met: Features) -> Option<(usize, Features)> {
        for end in at + 1..=at + LONGEST_NUMBER_MASK {
            if !self.char_at(end - 1).is_some_and(is_mask) {
                return None;
            }
            if let Some(found) = self.rest(end, token, self.passing(at, met)) {
                return Some(found);
            }
        }
        None
    }

    /// The end of the whole run of mask characters at `at`, if it is short enough for a word.
    fn hole_end(&self, at: usize) -> Option<usize> {
        let length = self.units[at..]
            .iter()
            .take_while(|unit| is_hole(unit.ch()))
            .count();
        (1..=LONGEST_MASK).contains(&length).then_some(at + length)
    }

    /// The end of `initials` at `at`: upper case, and not part of a longer Latin run.
    fn initials_end(&self, at: usize, initials: &str) -> Option<usize> {
        let end = self.literal_end(at, initials)?;
        let is_latin = |index: usize| {
            self.char_at(index)
                .is_some_and(|c| c.is_ascii_alphanumeric())
        };
        let is_upper = (at..end).all(|unit| {
            let byte = self.folded.position(unit).byte as usize;
            let raw = self.text[byte..].chars().next();
            raw.is_some_and(|c| matches!(c, 'A'..='Z' | 'Ａ'..='Ｚ'))
        });
        (is_upper && !(at > 0 && is_latin(at - 1)) && !is_latin(end)).then_some(end)
    }
}

/// The unit after the parenthesis that opens at unit `open`: at most eight units, no sentence end,
/// and not only a number, which would be an enumerator.
pub(super) fn parenthesis_end(units: &[Unit], open: usize) -> Option<usize> {
    if units.get(open)?.ch() != '(' {
        return None;
    }
    let inside = &units[open + 1..units.len().min(open + LONGEST_PARENTHESIS + 2)];
    let length = inside.iter().position(|unit| unit.ch() == ')')?;
    let inside = &inside[..length];
    let is_enumerator = inside.iter().all(|unit| is_numeral(unit.ch()));
    let ends_sentence = inside.iter().any(|unit| is_sentence_end(unit.ch()));
    (!is_enumerator && !ends_sentence).then_some(open + length + 2)
}
