//! Owns what a wording is made of once folded: characters, joints, slots, and where masks stand.

use crate::lexicon::Slot;
use crate::text::{CharClass, classify, fold_char, is_separator};

use super::leaders::Leader;

/// One element of a wording.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Token {
    /// This folded character.
    Char(char),
    /// A place where separators may stand (MATCHING 1.6).
    Joint,
    /// A slot of any characters within a clause.
    Slot { least: u8, most: u8 },
    /// A run of mask characters, perhaps with letters of the name, in place of a leader's name.
    Leader(Leader),
    /// One to three mask characters in place of a number.
    Number,
    /// A run of mask characters in place of one to four characters.
    Hole,
    /// Upper-case initials in place of a word; see [`INITIALS`].
    Initials(u8),
}

/// Words that are written as initials (MATCHING 3.5), longer ones first.
pub(super) const INITIALS: [(&str, &str); 5] = [
    ("共产党", "gcd"),
    ("习近平", "xjp"),
    ("主题", "zt"),
    ("政治", "zz"),
    ("党", "d"),
];

/// The tokens of a wording as a lexicon writes it.
pub(super) fn tokens_of(wording: &str) -> Vec<Token> {
    let mut tokens = Vec::with_capacity(wording.len() / '党'.len_utf8() + 1);
    let mut rest = wording;
    while let Some(c) = rest.chars().next() {
        if c == '{'
            && let Some(slot) = Slot::parse(rest)
        {
            tokens.push(Token::Slot {
                least: slot.least,
                most: slot.most,
            });
            rest = &rest[slot.length..];
            continue;
        }
        rest = &rest[c.len_utf8()..];
        if classify(c) != CharClass::Letter {
            continue;
        }
        let folded = fold_char(c);
        if !is_separator(folded) {
            tokens.push(Token::Char(folded));
        } else if tokens.last().is_some_and(|&last| last != Token::Joint) {
            tokens.push(Token::Joint);
        }
    }
    while tokens.last() == Some(&Token::Joint) {
        tokens.pop();
    }
    tokens
}

/// The tokens' characters, in order, each with its place among the tokens.
pub(super) fn literals(tokens: &[Token]) -> Vec<(usize, char)> {
    tokens
        .iter()
        .enumerate()
        .filter_map(|(index, token)| match token {
            Token::Char(c) => Some((index, *c)),
            _ => None,
        })
        .collect()
}

/// The tokens' characters as a string.
pub(super) fn literal_text(tokens: &[Token]) -> String {
    literals(tokens).into_iter().map(|(_, c)| c).collect()
}

/// Whether `tokens` have a joint.
pub(super) fn is_list(tokens: &[Token]) -> bool {
    tokens.contains(&Token::Joint)
}

/// Whether `tokens` have a slot.
pub(super) fn has_slot(tokens: &[Token]) -> bool {
    tokens
        .iter()
        .any(|token| matches!(token, Token::Slot { .. }))
}

/// The characters of every item of a list.
pub(super) fn items_of(tokens: &[Token]) -> Vec<Box<[char]>> {
    tokens
        .split(|&token| token == Token::Joint)
        .map(|item| literals(item).into_iter().map(|(_, c)| c).collect())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wordings_become_tokens() {
        use Token::{Char, Joint};
        assert_eq!(
            tokens_of("、“甲”，、乙|丙，"),
            [Char('甲'), Joint, Char('乙'), Joint, Char('丙')]
        );
        assert_eq!(
            tokens_of("把{2,8}摆"),
            [Char('把'), Token::Slot { least: 2, most: 8 }, Char('摆')]
        );
        assert_eq!(items_of(&tokens_of("甲乙、丙")).len(), 2);
    }
}
