//! Owns a worker's way from text to token ids: the ids of a few documents, and the words that the
//! dictionary does not have.

use rustc_hash::FxHashMap;

use super::stream::{BREAK, DOCUMENT_END, FIRST_TOKEN};
use super::{NgramOptions, NgramUnit, TokenUse};
use crate::segment::{Cut, Segmenter, Token, TokenClass, Worker, classify_token};
use crate::text::{clauses, is_han};

/// Ids of characters are their code points, behind the marks.
pub(super) const CHARACTERS_END: u32 = FIRST_TOKEN + char::MAX as u32 + 1;

/// Token counts of one document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct ChunkDocument {
    /// Words and numbers.
    pub tokens: u64,
    /// Distinct ones.
    pub types: u64,
}

/// The token ids of a few documents.
///
/// Ids below `own_from` mean the same everywhere: marks, then words of the dictionary, or
/// characters. The others are words of this chunk.
#[derive(Debug, Default)]
pub struct TokenChunk {
    pub(super) own_from: u32,
    pub(super) ids: Vec<u32>,
    pub(super) documents: usize,
    words: String,
    word_ends: Vec<usize>,
}

impl TokenChunk {
    /// The chunk's own words, in the order of their ids.
    pub(super) fn own_words(&self) -> impl Iterator<Item = &str> {
        let mut start = 0;
        self.word_ends.iter().map(move |&end| {
            let word = &self.words[start..end];
            start = end;
            word
        })
    }

    fn add_characters(&mut self, text: &str, options: &NgramOptions) {
        self.own_from = CHARACTERS_END;
        let mut buffer = [0; 4];
        for clause in clauses(text) {
            for c in clause.text.chars() {
                let character: &str = c.encode_utf8(&mut buffer);
                let class = if is_han(c) {
                    TokenClass::Word
                } else {
                    classify_token(character)
                };
                let kept = is_han(c) || (class != TokenClass::Word && takes_part(class, options));
                if kept && !options.stopwords.contains(character) {
                    self.ids.push(FIRST_TOKEN + u32::from(c));
                } else if class != TokenClass::Transparent {
                    self.end_run();
                }
            }
            self.end_run();
        }
    }

    pub(super) fn add_word(&mut self, word: &str) {
        self.words.push_str(word);
        self.word_ends.push(self.words.len());
    }

    fn end_run(&mut self) {
        if self.ids.last().is_some_and(|&id| id >= FIRST_TOKEN) {
            self.ids.push(BREAK);
        }
    }

    fn end_document(&mut self) {
        match self.ids.last_mut() {
            Some(last) if *last == BREAK => *last = DOCUMENT_END,
            _ => self.ids.push(DOCUMENT_END),
        }
        self.documents += 1;
    }
}

/// Makes chunks, one after the other, on one thread.
#[derive(Debug)]
pub struct ChunkBuilder<'a> {
    worker: Worker<'a>,
    tokens: Tokens,
}

impl<'a> ChunkBuilder<'a> {
    /// A builder for one thread, to be kept: it has a bit for every word of the dictionary.
    #[must_use]
    pub fn new(segmenter: &'a Segmenter) -> Self {
        let dictionary_end = FIRST_TOKEN + segmenter.word_count();
        Self {
            worker: segmenter.worker(),
            tokens: Tokens {
                dictionary_end,
                chunk: TokenChunk::default(),
                own: FxHashMap::default(),
                seen: Seen::default(),
            },
        }
    }

    /// Adds the tokens of a document. Without `options` only the counts are kept.
    pub fn add(&mut self, text: &str, options: Option<&NgramOptions>) -> ChunkDocument {
        let Self { worker, tokens } = self;
        let mut counts = ChunkDocument::default();
        let by_token = options.filter(|options| options.unit == NgramUnit::Token);
        worker.cut(text, |cut| match cut {
            Cut::Token(token) => tokens.add(&token, &mut counts, by_token),
            Cut::ClauseEnd => tokens.chunk.end_run(),
        });
        if let Some(options) = options.filter(|options| options.unit == NgramUnit::Character) {
            tokens.chunk.add_characters(text, options);
        }
        tokens.chunk.end_document();
        counts.types = tokens.seen.take_count();
        counts
    }

    /// The chunk of all documents since the last one was taken.
    pub fn take(&mut self) -> TokenChunk {
        let tokens = &mut self.tokens;
        tokens.own.clear();
        let mut chunk = std::mem::take(&mut tokens.chunk);
        chunk.own_from = chunk.own_from.max(tokens.dictionary_end);
        chunk
    }
}

/// What a builder knows beside the segmenter.
#[derive(Debug)]
struct Tokens {
    dictionary_end: u32,
    chunk: TokenChunk,
    own: FxHashMap<Box<str>, u32>,
    seen: Seen,
}

/// The tokens that a document has: a bit each, so that all of them stay in the cache, and which
/// words of bits are not zero.
#[derive(Debug, Default)]
struct Seen {
    bits: Vec<u64>,
    touched: Vec<u32>,
}

impl Seen {
    fn add(&mut self, id: u32) {
        let word = (id / 64) as usize;
        if self.bits.len() <= word {
            self.bits.resize(word + 1, 0);
        }
        let bits = &mut self.bits[word];
        if *bits == 0 {
            self.touched.push(id / 64);
        }
        *bits |= 1 << (id % 64);
    }

    /// How many there are; none are left.
    fn take_count(&mut self) -> u64 {
        let Self { bits, touched } = self;
        touched
            .drain(..)
            .map(|word| u64::from(std::mem::take(&mut bits[word as usize]).count_ones()))
            .sum()
    }
}

impl Tokens {
    fn add(
        &mut self,
        token: &Token<'_>,
        counts: &mut ChunkDocument,
        options: Option<&NgramOptions>,
    ) {
        if token.class == TokenClass::Transparent {
            return;
        }
        let counted = matches!(token.class, TokenClass::Word | TokenClass::Number);
        let taken = options.is_some_and(|options| {
            takes_part(token.class, options) && !is_stopword(token, options)
        });
        if counted || taken {
            let id = self.id_of(token);
            if counted {
                counts.tokens += 1;
                self.seen.add(id);
            }
            if taken {
                return self.chunk.ids.push(id);
            }
        }
        self.chunk.end_run();
    }

    fn id_of(&mut self, token: &Token<'_>) -> u32 {
        if let Some(word) = token.word {
            return FIRST_TOKEN + word.0;
        }
        let text = token.text();
        if let Some(&id) = self.own.get(text) {
            return id;
        }
        let id = self.dictionary_end + u32::try_from(self.own.len()).unwrap_or(u32::MAX);
        self.own.insert(text.into(), id);
        self.chunk.add_word(text);
        id
    }
}

fn is_stopword(token: &Token<'_>, options: &NgramOptions) -> bool {
    !options.stopwords.is_empty() && options.stopwords.contains(token.text())
}

fn takes_part(class: TokenClass, options: &NgramOptions) -> bool {
    match class {
        TokenClass::Word => true,
        TokenClass::Number => options.numbers == TokenUse::Counts,
        TokenClass::Punctuation => options.punctuation == TokenUse::Counts,
        TokenClass::Transparent => false,
    }
}
