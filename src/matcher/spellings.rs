//! Owns rewriting tokens: numerals in the other script, words by something else.

use crate::text::{is_numeral, numeral_length, other_spellings};

use super::token::{Token, literal_text, tokens_of};

/// More combinations of numeral spellings than this are not made.
const MOST_NUMERAL_FORMS: usize = 32;

/// `tokens` with the first `times` occurrences of `old` replaced by `new`.
pub(super) fn replaced(tokens: &[Token], old: &[Token], new: &[Token], times: usize) -> Vec<Token> {
    let (mut result, mut at, mut left) = (Vec::new(), 0, times);
    while let Some(&token) = tokens.get(at) {
        if left > 0 && tokens[at..].starts_with(old) {
            result.extend_from_slice(new);
            at += old.len();
            left -= 1;
        } else {
            result.push(token);
            at += 1;
        }
    }
    result
}

/// MATCHING 1.7: every numeral in Chinese and in Arabic digits, all combinations, as written first.
pub(super) fn numeral_forms(tokens: &[Token]) -> Vec<Vec<Token>> {
    if !tokens
        .iter()
        .any(|token| matches!(token, Token::Char(c) if is_numeral(*c)))
    {
        return vec![tokens.to_vec()];
    }
    let mut forms: Vec<Vec<Token>> = vec![Vec::with_capacity(tokens.len())];
    let mut at = 0;
    while at < tokens.len() {
        let length = numeral_length(tokens[at..].iter().map_while(|token| match token {
            Token::Char(c) => Some(*c),
            _ => None,
        }));
        if length == 0 {
            for form in &mut forms {
                form.push(tokens[at]);
            }
            at += 1;
            continue;
        }
        let spellings = spellings(&tokens[at..at + length]);
        forms = forms
            .iter()
            .flat_map(|head| {
                spellings
                    .iter()
                    .map(move |tail| [head.as_slice(), tail].concat())
            })
            .take(MOST_NUMERAL_FORMS)
            .collect();
        at += length;
    }
    forms
}

/// The numeral as written first, then its other spellings.
fn spellings(piece: &[Token]) -> Vec<Vec<Token>> {
    let mut all = vec![piece.to_vec()];
    let others = other_spellings(&literal_text(piece));
    all.extend(others.iter().map(|other| tokens_of(other)));
    all
}
