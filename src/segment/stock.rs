//! Owns the reference: jieba-rs itself on the same clauses, for tests and benchmarks.

use jieba_rs::Jieba;

use super::{UnknownWords, UserWord};
use crate::text::clauses;

/// jieba-rs as it is, with the interface of [`Segmenter`](super::Segmenter).
#[derive(Debug)]
pub struct StockSegmenter {
    jieba: Jieba,
    unknown: UnknownWords,
}

impl StockSegmenter {
    /// Loads jieba's own dictionary.
    #[must_use]
    pub fn new(unknown: UnknownWords) -> Self {
        Self::with_words(unknown, &[])
    }

    /// Loads jieba's own dictionary and adds `words` one by one.
    #[must_use]
    pub fn with_words(unknown: UnknownWords, words: &[UserWord]) -> Self {
        let mut jieba = Jieba::new();
        for word in words {
            let frequency = word
                .frequency
                .and_then(|frequency| usize::try_from(frequency).ok());
            jieba.add_word(&word.text, frequency, None);
        }
        Self { jieba, unknown }
    }

    /// Calls `each` with every token of `text` in order, and with `None` where a clause ends.
    pub fn tokens<'t>(&self, text: &'t str, mut each: impl FnMut(Option<&'t str>)) {
        for clause in clauses(text) {
            self.cut_plain(clause.text, |token| each(Some(token)));
            each(None);
        }
    }

    /// Calls `each` with every token of `text`, clauses or not.
    pub fn cut_plain<'t>(&self, text: &'t str, mut each: impl FnMut(&'t str)) {
        for token in self.jieba.cut(text, self.unknown == UnknownWords::Guessed) {
            each(token.word);
        }
    }
}
