//! Owns adding up what parts of a corpus gave, in reading order.

use rustc_hash::FxHashMap;

use super::{Collocate, Collocates, PartCounts, Tally, narrow};
use crate::segment::{Segmenter, WordId};

/// The sums of all parts so far. Tokens have the dictionary's numbers; others follow them in the
/// order in which they were met.
pub(super) struct Merged<'a> {
    segmenter: &'a Segmenter,
    own: FxHashMap<Box<str>, u32>,
    own_words: Vec<Box<str>>,
    /// Occurrences in the corpus, by number.
    in_corpus: Vec<u64>,
    tallies: FxHashMap<u32, Tally>,
    /// All sums but the collocates.
    pub(super) sums: Collocates,
    pub(super) bytes: u64,
}

impl<'a> Merged<'a> {
    pub(super) fn new(segmenter: &'a Segmenter) -> Self {
        Self {
            segmenter,
            own: FxHashMap::default(),
            own_words: Vec::new(),
            in_corpus: vec![0; segmenter.word_count() as usize],
            tallies: FxHashMap::default(),
            sums: Collocates::default(),
            bytes: 0,
        }
    }

    /// Adds the next part.
    pub(super) fn add(&mut self, part: PartCounts) {
        let first_own = self.segmenter.word_count();
        let numbers: Vec<u32> = part
            .own_words
            .into_iter()
            .map(|word| first_own + self.number(word))
            .collect();
        let own = |id: u32| numbers.get(id.checked_sub(first_own)? as usize).copied();
        self.in_corpus
            .resize(first_own as usize + self.own_words.len(), 0);
        for (id, count) in part.in_corpus {
            self.in_corpus[own(id).unwrap_or(id) as usize] += count;
        }
        for (id, tally) in part.tallies {
            let sum = self.tallies.entry(own(id).unwrap_or(id)).or_default();
            sum.count += tally.count;
            sum.left += tally.left;
            sum.right += tally.right;
            sum.documents += tally.documents;
        }
        self.bytes += part.bytes;
        self.add_sums(part.sums);
    }

    fn number(&mut self, word: Box<str>) -> u32 {
        let next = narrow(self.own_words.len());
        let words = &mut self.own_words;
        *self.own.entry(word).or_insert_with_key(|word| {
            words.push(word.clone());
            next
        })
    }

    fn add_sums(&mut self, part: Collocates) {
        let sums = &mut self.sums;
        sums.window_tokens += part.window_tokens;
        sums.tokens += part.tokens;
        sums.hits += part.hits;
        sums.documents_with_hits += part.documents_with_hits;
        sums.documents += part.documents;
        sums.hits_apart += part.hits_apart;
        sums.left_out += part.left_out;
        sums.skipped.extend(part.skipped);
    }

    /// The sums with all collocates, by their code points.
    pub(super) fn finish(mut self) -> Collocates {
        let tallies = std::mem::take(&mut self.tallies);
        let mut collocates: Vec<Collocate> = tallies
            .into_iter()
            .map(|(id, tally)| Collocate {
                token: self.word(id).to_owned(),
                count: tally.count,
                left: tally.left,
                right: tally.right,
                documents: tally.documents,
                in_corpus: self.in_corpus[id as usize],
            })
            .collect();
        collocates.sort_unstable_by(|a, b| a.token.cmp(&b.token));
        Collocates {
            collocates,
            ..self.sums
        }
    }

    fn word(&self, id: u32) -> &str {
        match id.checked_sub(self.segmenter.word_count()) {
            None => self.segmenter.word(WordId(id)),
            Some(own) => &self.own_words[own as usize],
        }
    }
}
