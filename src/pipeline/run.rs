//! Owns what counting a corpus gave: documents with their counts, copies, and what was not read.

use std::collections::BTreeMap;

use super::piece::Piece;
use crate::corpus::{Corpus, CorpusOptions, Document, Duplicate, InputFile, Skipped};
use crate::count::{CorpusCounts, DocumentCounts, DocumentIndex};

/// A document without its text.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct DocumentInfo {
    /// All that [`Document`] has; `text` is empty.
    pub document: Document,
}

/// What counting a corpus gave.
#[derive(Debug, Default)]
pub struct Run {
    /// The documents that are counted, in reading order.
    pub documents: Vec<DocumentInfo>,
    /// Their counts.
    pub counts: CorpusCounts,
    /// Copies of other documents, which are not.
    pub left_out: Vec<LeftOut>,
    /// Of documents that are counted although they resemble others: what they resemble, by id.
    pub resembling: BTreeMap<String, Duplicate>,
    /// What could not be read, or not wholly.
    pub skipped: Vec<Skipped>,
    /// The files that were read.
    pub inputs: Vec<InputFile>,
    /// Files that were left out on request.
    pub excluded: usize,
    /// How the corpus was found and read.
    pub reading: CorpusOptions,
}

/// A document that is not counted, as a copy of another one.
#[derive(Debug)]
pub struct LeftOut {
    /// How many counted documents come before it.
    pub position: usize,
    /// The document.
    pub info: DocumentInfo,
    /// What it is a copy of.
    pub duplicate: Duplicate,
    /// Its characters and hits; tokens are not counted.
    pub counts: DocumentCounts,
}

/// A document with what is known of it.
#[derive(Debug, Clone, Copy)]
pub struct InOrder<'a> {
    /// The document, without its text.
    pub document: &'a Document,
    /// Its counts.
    pub counts: Option<&'a DocumentCounts>,
    /// What it is like.
    pub duplicate: Option<&'a Duplicate>,
    /// How it is counted.
    pub standing: Standing,
}

/// How a document is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// Part by part.
    Counted,
    /// Not at all: it is a copy of another one.
    Duplicate,
}

impl DocumentInfo {
    pub(super) fn without_text(mut document: Document) -> Self {
        document.text = String::new();
        document.dating.candidates = Vec::new();
        Self { document }
    }
}

impl Run {
    /// Nothing yet of `corpus`.
    pub(super) fn of(corpus: &Corpus) -> Self {
        Self {
            excluded: corpus.excluded(),
            reading: corpus.options().clone(),
            ..Self::default()
        }
    }

    pub(super) fn add(&mut self, piece: Piece) {
        let before = self.documents.len();
        let first = u32::try_from(before).unwrap_or(u32::MAX);
        let mut counts = CorpusCounts::default();
        for (index, (info, of_document)) in (first..).zip(piece.documents) {
            self.documents.push(info);
            counts.documents.insert(DocumentIndex(index), of_document);
        }
        self.counts = std::mem::take(&mut self.counts).merge(counts);
        self.left_out
            .extend(piece.left_out.into_iter().map(|left| LeftOut {
                position: before + left.position,
                ..left
            }));
        self.resembling.extend(piece.resembling);
        self.skipped.extend(piece.skipped);
    }

    /// All documents, counted or not, in reading order.
    #[must_use]
    pub fn in_order(&self) -> Vec<InOrder<'_>> {
        let mut all = Vec::with_capacity(self.documents.len() + self.left_out.len());
        let mut left_out = self.left_out.iter().peekable();
        for position in 0..=self.documents.len() {
            while let Some(left) = left_out.next_if(|left| left.position == position) {
                all.push(InOrder {
                    document: &left.info.document,
                    counts: Some(&left.counts),
                    duplicate: Some(&left.duplicate),
                    standing: Standing::Duplicate,
                });
            }
            if let Some(info) = self.documents.get(position) {
                let index = DocumentIndex(u32::try_from(position).unwrap_or(u32::MAX));
                all.push(InOrder {
                    document: &info.document,
                    counts: self.counts_of(index),
                    duplicate: self.resembling.get(&info.document.id),
                    standing: Standing::Counted,
                });
            }
        }
        all
    }

    /// Documents without a year.
    #[must_use]
    pub fn undated(&self) -> usize {
        self.documents
            .iter()
            .filter(|info| info.document.date.year().is_none())
            .count()
    }

    /// Counts of the document at `index`.
    #[must_use]
    pub fn counts_of(&self, index: DocumentIndex) -> Option<&DocumentCounts> {
        self.counts.documents.get(&index)
    }
}
