//! Owns a worker's tokens: a vocabulary of its own and the ids of a few documents.

use rustc_hash::FxHashMap;

use super::{NgramOptions, NgramUnit, TokenUse};
use crate::segment::{TokenClass, Worker, classify_token};
use crate::text::{clauses, is_han};

/// The id that ends a run of tokens.
pub(super) const BREAK: u32 = 0;

/// Token counts of one document, and where its ids end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct ChunkDocument {
    /// Words and numbers.
    pub tokens: u64,
    /// Distinct ones.
    pub types: u64,
    ids_end: usize,
}

/// Tokens of a few documents with ids of their own; ids begin at 1.
#[derive(Debug, Default)]
pub struct TokenChunk {
    words: Vec<Box<str>>,
    index: FxHashMap<Box<str>, u32>,
    seen_in: Vec<u32>,
    ids: Vec<u32>,
    documents: Vec<ChunkDocument>,
}

impl TokenChunk {
    /// Adds the tokens of a document. Without `options` only the counts are kept.
    pub fn add(
        &mut self,
        text: &str,
        worker: &mut Worker<'_>,
        options: Option<&NgramOptions>,
    ) -> ChunkDocument {
        let number = u32::try_from(self.documents.len()).unwrap_or(u32::MAX - 1) + 1;
        let mut document = ChunkDocument::default();
        let by_token = options.filter(|options| options.unit == NgramUnit::Token);
        worker.tokens(text, |token| {
            self.token(token, number, &mut document, by_token);
        });
        if let Some(options) = options.filter(|options| options.unit == NgramUnit::Character) {
            self.characters(text, options);
        }
        document.ids_end = self.ids.len();
        self.documents.push(document);
        document
    }

    fn token(
        &mut self,
        token: Option<&str>,
        number: u32,
        document: &mut ChunkDocument,
        options: Option<&NgramOptions>,
    ) {
        let Some(token) = token else {
            return self.end_run();
        };
        let class = classify_token(token);
        let counted = matches!(class, TokenClass::Word | TokenClass::Number);
        if class == TokenClass::Transparent {
            return;
        }
        let id = if counted { self.id_of(token) } else { BREAK };
        if counted {
            document.tokens += 1;
            let last = &mut self.seen_in[id as usize - 1];
            document.types += u64::from(*last != number);
            *last = number;
        }
        let Some(options) = options else { return };
        if takes_part(class, options) && !options.stopwords.contains(token) {
            let id = if counted { id } else { self.id_of(token) };
            self.ids.push(id);
        } else {
            self.end_run();
        }
    }

    fn characters(&mut self, text: &str, options: &NgramOptions) {
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
                    let id = self.id_of(character);
                    self.ids.push(id);
                } else if class != TokenClass::Transparent {
                    self.end_run();
                }
            }
            self.end_run();
        }
    }

    fn end_run(&mut self) {
        if self.ids.last().is_some_and(|&id| id != BREAK) {
            self.ids.push(BREAK);
        }
    }

    fn id_of(&mut self, token: &str) -> u32 {
        if let Some(&id) = self.index.get(token) {
            return id;
        }
        self.words.push(token.into());
        self.seen_in.push(0);
        let id = u32::try_from(self.words.len()).unwrap_or(u32::MAX);
        self.index.insert(token.into(), id);
        id
    }

    pub(super) fn word(&self, id: u32) -> &str {
        &self.words[id as usize - 1]
    }

    pub(super) fn word_count(&self) -> usize {
        self.words.len()
    }

    /// The ids of each document, in the order in which they were added.
    pub(super) fn document_ids(&self) -> impl Iterator<Item = &[u32]> {
        let mut start = 0;
        self.documents.iter().map(move |document| {
            let ids = &self.ids[start..document.ids_end];
            start = document.ids_end;
            ids
        })
    }
}

fn takes_part(class: TokenClass, options: &NgramOptions) -> bool {
    match class {
        TokenClass::Word => true,
        TokenClass::Number => options.numbers == TokenUse::Counts,
        TokenClass::Punctuation => options.punctuation == TokenUse::Counts,
        TokenClass::Transparent => false,
    }
}
