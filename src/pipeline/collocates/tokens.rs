//! Owns which tokens are counted, and their numbers within a part.

use rustc_hash::{FxHashMap, FxHashSet};

use super::windows::Slot;
use super::{CollocateQuery, narrow};
use crate::segment::{Cut, Segmenter, Token, WordId, Worker};

/// Which tokens are counted.
pub(super) struct Filter<'a> {
    query: &'a CollocateQuery,
    /// The stop-words that the dictionary has.
    stopped: FxHashSet<WordId>,
}

impl<'a> Filter<'a> {
    pub(super) fn new(query: &'a CollocateQuery, segmenter: &Segmenter) -> Self {
        let words = query.stopwords.iter();
        Self {
            query,
            stopped: words.filter_map(|word| segmenter.id_of(word)).collect(),
        }
    }

    fn takes(&self, token: &Token<'_>) -> bool {
        self.query.classes.contains(&token.class) && !self.stops(token)
    }

    fn stops(&self, token: &Token<'_>) -> bool {
        !self.query.stopwords.is_empty()
            && match token.word {
                Some(word) => self.stopped.contains(&word),
                None => self.query.stopwords.contains(token.text()),
            }
    }
}

/// Numbers and counts the tokens of a part.
pub(super) struct TokenIds<'a> {
    worker: Worker<'a>,
    filter: &'a Filter<'a>,
    dictionary_end: u32,
    own: FxHashMap<Box<str>, u32>,
    own_words: Vec<Box<str>>,
    counts: FxHashMap<u32, u64>,
}

impl<'a> TokenIds<'a> {
    pub(super) fn new(segmenter: &'a Segmenter, filter: &'a Filter<'a>) -> Self {
        Self {
            worker: segmenter.worker(),
            filter,
            dictionary_end: segmenter.word_count(),
            own: FxHashMap::default(),
            own_words: Vec::new(),
            counts: FxHashMap::default(),
        }
    }

    /// Counts the tokens of `text` that are to be counted, and gives each to `each`.
    pub(super) fn count(&mut self, text: &str, mut each: impl FnMut(Slot)) -> u64 {
        let mut number = 0;
        let Self {
            worker,
            filter,
            dictionary_end,
            own,
            own_words,
            counts,
        } = self;
        worker.cut(text, |cut| {
            let Cut::Token(token) = cut else { return };
            if !filter.takes(&token) {
                return;
            }
            let id = match token.word {
                Some(word) => word.0,
                None => *dictionary_end + own_id(token.text(), own, own_words),
            };
            number += 1;
            *counts.entry(id).or_default() += 1;
            each(slot(id, &token));
        });
        number
    }

    /// The words that the dictionary does not have, and how often each token occurs.
    pub(super) fn finish(self) -> (Vec<Box<str>>, Vec<(u32, u64)>) {
        (self.own_words, self.counts.into_iter().collect())
    }
}

/// The number of a word that the dictionary does not have.
fn own_id(word: &str, own: &mut FxHashMap<Box<str>, u32>, words: &mut Vec<Box<str>>) -> u32 {
    if let Some(&id) = own.get(word) {
        return id;
    }
    let id = narrow(words.len());
    words.push(word.into());
    own.insert(word.into(), id);
    id
}

fn slot(id: u32, token: &Token<'_>) -> Slot {
    let start = token.byte();
    Slot {
        id,
        start: narrow(start),
        end: narrow(start + token.text().len()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::segment::{TokenClass, UnknownWords};

    /// The tokens that are counted, by their numbers, and how many there are.
    fn counted(text: &str, classes: &[TokenClass], stopwords: &[&str]) -> (Vec<String>, u64) {
        let segmenter = Segmenter::new(UnknownWords::Guessed);
        let query = CollocateQuery {
            phrases: Vec::new(),
            window: 5,
            classes: classes.to_vec(),
            stopwords: stopwords.iter().map(ToString::to_string).collect(),
        };
        let filter = Filter::new(&query, &segmenter);
        let mut tokens = TokenIds::new(&segmenter, &filter);
        let mut slots = Vec::new();
        let number = tokens.count(text, |slot| slots.push(slot));
        let words = slots
            .iter()
            .map(|slot| text[slot.start as usize..slot.end as usize].to_owned());
        let words = words.collect();
        let (own, counts) = tokens.finish();
        let sum: u64 = counts.iter().map(|&(_, count)| count).sum();
        assert_eq!(sum, number);
        for slot in slots {
            let word = match slot.id.checked_sub(segmenter.word_count()) {
                None => segmenter.word(WordId(slot.id)),
                Some(at) => &own[at as usize],
            };
            assert_eq!(word, &text[slot.start as usize..slot.end as usize]);
        }
        (words, number)
    }

    #[test]
    fn classes_and_stopwords_are_left_out() {
        use TokenClass::{Number, Punctuation, Word};
        let text = "我们的干部增长3.5%,**tifaq的";
        let (words, number) = counted(text, &[Word], &[]);
        assert_eq!(words, ["我们", "的", "干部", "增长", "tifaq", "的"]);
        assert_eq!(number, 6);
        let (words, _) = counted(text, &[Word, Number, Punctuation], &["的", "tifaq"]);
        assert_eq!(words, ["我们", "干部", "增长", "3.5%", "*", "*"]);
    }
}
