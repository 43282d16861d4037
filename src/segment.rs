//! Owns the tokenizer: one [`Segmenter`] over the jieba dictionary and one [`Worker`] per thread.
//!
//! Takes clauses, gives tokens as slices of the original text. Only this module knows jieba-rs.

use jieba_rs::Jieba;

use crate::text::{CharClass, classify, clauses, fold_char, is_han};

/// Whether words that are not in the dictionary are guessed by the hidden Markov model.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum UnknownWords {
    /// They are, as in jieba's default mode.
    #[default]
    Guessed,
    /// They fall apart into characters.
    Split,
}

/// What a token is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TokenClass {
    /// Has a letter or a Han character.
    Word,
    /// Digits with their signs: 2035, 3.5%, 2026-02-23. Chinese numerals are words.
    Number,
    /// Neither: marks and symbols.
    Punctuation,
    /// Quotes, spaces and invisible characters: never a token, read across.
    Transparent,
}

/// The immutable tokenizer, shared by all threads.
#[derive(Debug)]
pub struct Segmenter {
    jieba: Jieba,
    unknown: UnknownWords,
}

impl Segmenter {
    /// Loads jieba's own dictionary.
    #[must_use]
    pub fn new(unknown: UnknownWords) -> Self {
        Self {
            jieba: Jieba::new(),
            unknown,
        }
    }

    /// A worker for one thread.
    #[must_use]
    pub fn worker(&self) -> Worker<'_> {
        Worker { segmenter: self }
    }
}

/// One thread's access to the tokenizer.
#[derive(Debug, Clone, Copy)]
pub struct Worker<'a> {
    segmenter: &'a Segmenter,
}

impl Worker<'_> {
    /// Calls `each` with every token of `text` in order, and with `None` where a clause ends.
    ///
    /// Tokens are jieba's (default mode) on every clause; a token never crosses a clause.
    ///
    /// ```
    /// use tifa::segment::{Segmenter, UnknownWords};
    /// let segmenter = Segmenter::new(UnknownWords::Guessed);
    /// let mut tokens = Vec::new();
    /// segmenter.worker().tokens("我们深化改革,扩大开放。", |token| tokens.push(token));
    /// assert_eq!(tokens, [Some("我们"), Some("深化改革"), None, Some("扩大开放"), None]);
    /// ```
    pub fn tokens<'t>(&mut self, text: &'t str, mut each: impl FnMut(Option<&'t str>)) {
        let guess = self.segmenter.unknown == UnknownWords::Guessed;
        for clause in clauses(text) {
            for token in self.segmenter.jieba.cut(clause.text, guess) {
                each(Some(token.word));
            }
            each(None);
        }
    }
}

/// What `token` is made of.
///
/// ```
/// use tifa::segment::{TokenClass, classify_token};
/// assert_eq!(classify_token("八小时"), TokenClass::Word);
/// assert_eq!(classify_token("3.5%"), TokenClass::Number);
/// assert_eq!(classify_token("***"), TokenClass::Punctuation);
/// ```
#[must_use]
pub fn classify_token(token: &str) -> TokenClass {
    let (mut digit, mut visible) = (false, false);
    for c in token.chars() {
        if is_han(c) {
            return TokenClass::Word;
        }
        if classify(c) != CharClass::Letter {
            continue;
        }
        let folded = fold_char(c);
        if folded.is_alphabetic() {
            return TokenClass::Word;
        }
        digit |= folded.is_ascii_digit();
        visible |= folded != '·';
    }
    match (digit, visible) {
        (true, _) => TokenClass::Number,
        (false, true) => TokenClass::Punctuation,
        (false, false) => TokenClass::Transparent,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn classes() {
        for (token, class) in [
            ("改革", TokenClass::Word),
            ("GDP", TokenClass::Word),
            ("Ｇ", TokenClass::Word),
            ("十四五", TokenClass::Word),
            ("2026-02-23", TokenClass::Number),
            ("１８", TokenClass::Number),
            ("”", TokenClass::Transparent),
            ("·", TokenClass::Transparent),
            ("\u{3000}", TokenClass::Transparent),
            ("%", TokenClass::Punctuation),
        ] {
            assert_eq!(classify_token(token), class, "{token}");
        }
    }

    #[test]
    fn clauses_do_not_change_the_tokens_of_a_text() {
        let text =
            "过去一年,我国发展面临“双重”挑战(2016年),GDP增长6.7%。各级政府:要“撸起袖子加油干”!";
        let segmenter = Segmenter::new(UnknownWords::Guessed);
        let mut ours = Vec::new();
        segmenter.worker().tokens(text, |token| {
            ours.extend(token.filter(|t| classify_token(t) == TokenClass::Word));
        });
        let whole = segmenter.jieba.cut(text, true);
        let theirs: Vec<&str> = whole
            .iter()
            .map(|token| token.word)
            .filter(|t| classify_token(t) == TokenClass::Word)
            .collect();
        assert_eq!(ours, theirs);
    }
}
