//! Owns the tokenizer: one [`Segmenter`] over the jieba dictionary and one [`Worker`] per thread.
//!
//! Takes text, gives tokens as slices of it, clause by clause. The algorithm is jieba's (prefixes of
//! words, the most probable path, a hidden Markov model for what is left); only this module knows
//! jieba-rs, whose dictionary is compiled in and which [`StockSegmenter`] runs for comparison.

mod alphabet;
mod compile;
mod dictionary;
mod foreign;
mod guess;
mod path;
mod piece;
mod stock;
#[cfg(test)]
mod tests;
mod user_words;
mod worker;

pub use stock::StockSegmenter;
pub use worker::Worker;

use crate::text::{CharClass, classify, fold_char, is_han};
use dictionary::Dictionary;

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

/// Number of a word in the dictionary, 0 to [`Segmenter::word_count`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct WordId(pub u32);

/// A word, a number, or a mark.
#[derive(Clone, Copy)]
pub struct Token<'t> {
    /// The text that it stands in.
    whole: &'t str,
    start: usize,
    end: usize,
    /// Its number, if it is in the dictionary: tokens with equal numbers are equal, and no token
    /// without one is equal to one with.
    pub word: Option<WordId>,
    /// What it is made of.
    pub class: TokenClass,
}

impl std::fmt::Debug for Token<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Token")
            .field("text", &self.text())
            .field("byte", &self.start)
            .field("word", &self.word)
            .field("class", &self.class)
            .finish()
    }
}

impl<'t> Token<'t> {
    /// The token itself.
    #[must_use]
    pub fn text(&self) -> &'t str {
        &self.whole[self.start..self.end]
    }

    /// Its first byte in the text.
    #[must_use]
    pub fn byte(&self) -> usize {
        self.start
    }
}

/// What a text falls into.
#[derive(Debug, Clone, Copy)]
pub enum Cut<'t> {
    /// The next token.
    Token(Token<'t>),
    /// The clause ends.
    ClauseEnd,
}

/// A word of the user's own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UserWord {
    /// The word.
    pub text: String,
    /// How often it occurs, on the scale of the dictionary, [`UserWord::MOST_FREQUENT`] at most;
    /// none: just often enough to be cut as one word.
    pub frequency: Option<u64>,
}

impl UserWord {
    /// Higher frequencies count as this one: the sum of all frequencies must stay a number. The
    /// dictionary's own come to 60 million together.
    pub const MOST_FREQUENT: u64 = 1_000_000_000_000;
}

/// More user words than the dictionary has room for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error(
    "too many user words: there is room for about a million, and for 10,000 distinct frequencies"
)]
pub struct TooManyWords;

/// The immutable tokenizer, shared by all threads.
#[derive(Debug)]
pub struct Segmenter {
    dictionary: Dictionary,
    unknown: UnknownWords,
}

impl Segmenter {
    /// With jieba's own dictionary, which is used as it lies in the program.
    #[must_use]
    pub fn new(unknown: UnknownWords) -> Self {
        Self {
            dictionary: Dictionary::builtin(),
            unknown,
        }
    }

    /// With jieba's own dictionary and `words`, added one by one as jieba does. The dictionary is
    /// compiled anew, which takes a tenth of a second. Words of more than 255 characters, and words
    /// with a mark that ends a block, are never cut as one.
    ///
    /// # Errors
    /// If there are more words than the dictionary has room for.
    pub fn with_words(unknown: UnknownWords, words: &[UserWord]) -> Result<Self, TooManyWords> {
        let mut dictionary = Dictionary::builtin();
        if !words.is_empty() {
            dictionary = user_words::with_words(&dictionary, words)?;
        }
        Ok(Self {
            dictionary,
            unknown,
        })
    }

    /// Words in the dictionary.
    #[must_use]
    pub fn word_count(&self) -> u32 {
        self.dictionary.word_count()
    }

    /// The word with number `id`; empty if there is none.
    #[must_use]
    pub fn word(&self, id: WordId) -> &str {
        self.dictionary.word(id)
    }

    /// The number of `word`, if it is in the dictionary.
    #[must_use]
    pub fn id_of(&self, word: &str) -> Option<WordId> {
        self.dictionary.id_of(word)
    }

    /// A worker for one thread.
    #[must_use]
    pub fn worker(&self) -> Worker<'_> {
        Worker::new(self)
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
