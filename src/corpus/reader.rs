//! Owns reading sources one after the other: what a file holds decides how it is read.

use std::collections::VecDeque;

use rustc_hash::FxHashSet;

use super::draft::{AsRead, Content, Draft, Place};
use super::open_source::{Holds, OpenSource, Records};
use super::record::Loss;
use super::source::Source;
use super::zones::RepeatedLines;
use super::{Corpus, Document, Extent, Skipped};
use crate::digest::short_digest;

/// A file that was read, for the manifest.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct InputFile {
    /// Its id in the corpus.
    pub path: String,
    /// Its size.
    pub bytes: u64,
    /// SHA-256 of its bytes, as 64 hexadecimal digits.
    pub sha256: String,
}

/// What reading a corpus gives.
#[derive(Debug)]
pub enum Item {
    /// A document to count.
    Document(Box<Document>),
    /// Something that cannot be read, or not wholly.
    Skipped(Skipped),
    /// A source is done.
    Input(InputFile),
}

/// What reading a corpus gives, before documents are made of it.
#[derive(Debug)]
pub enum DraftItem {
    /// What becomes a document.
    Draft(Draft),
    /// Something that cannot be read, or not wholly.
    Skipped(Skipped),
    /// A source is done.
    Input(InputFile),
}

/// Reads the drafts of a corpus in order.
#[derive(Debug)]
pub struct DraftReader {
    corpus: Corpus,
    next_source: usize,
    open: Option<OpenRecords>,
    pending: VecDeque<DraftItem>,
    /// Digests of the ids so far.
    ids: FxHashSet<u128>,
    end: End,
}

/// Whether what is said at the end was said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum End {
    Ahead,
    Reached,
}

/// Records that are being read.
struct OpenRecords {
    source: Source,
    opened: OpenSource,
    records: Box<Records>,
}

impl std::fmt::Debug for OpenRecords {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("OpenRecords")
            .field("source", &self.source)
            .finish_non_exhaustive()
    }
}

impl DraftReader {
    /// A reader that begins with what could not be opened.
    #[must_use]
    pub fn new(mut corpus: Corpus) -> Self {
        let beside = std::mem::take(&mut corpus.beside);
        let skipped = std::mem::take(&mut corpus.skipped);
        let pending = beside.into_iter().map(DraftItem::Input);
        Self {
            pending: pending
                .chain(skipped.into_iter().map(DraftItem::Skipped))
                .collect(),
            corpus,
            next_source: 0,
            open: None,
            ids: FxHashSet::default(),
            end: End::Ahead,
        }
    }

    fn open_next(&mut self) -> Option<()> {
        let source = self.corpus.sources.get(self.next_source)?.clone();
        self.next_source += 1;
        match OpenSource::open(&source, &self.corpus.readings[source.reading]) {
            Ok((opened, holds)) => self.take(source, opened, holds),
            Err(reason) => self.skip(&source.id, 0, reason, Extent::Skipped),
        }
        Some(())
    }

    fn take(&mut self, source: Source, opened: OpenSource, holds: Holds) {
        match holds {
            Holds::File(bytes, kind) => {
                let content = Content::File { bytes, kind };
                self.document(&source, &opened, content);
            }
            Holds::One(record) => {
                let content = Content::Record {
                    record: *record,
                    format: opened.format(),
                    encoding: None,
                };
                self.document(&source, &opened, content);
            }
            Holds::Nothing(reason) => self.skip(&source.id, 0, reason, Extent::Skipped),
            Holds::Records(records) => {
                self.open = Some(OpenRecords {
                    source,
                    opened,
                    records,
                });
                return;
            }
        }
        self.close(&source, opened, None);
    }

    /// A source that is one document.
    fn document(&mut self, source: &Source, opened: &OpenSource, content: Content) {
        let place = self.place(source, None, 0, opened.stem());
        let draft = self.draft(source, place, content);
        self.pending.push_back(draft);
    }

    /// Says what became of a source that is read to its end.
    fn close(&mut self, source: &Source, opened: OpenSource, records: Option<&Records>) {
        match opened.finish(records) {
            Ok((input, notes)) => {
                for note in notes {
                    self.skip(&source.id, 0, note, Extent::InPart);
                }
                self.pending.push_back(DraftItem::Input(input));
            }
            Err(reason) => self.skip(&source.id, 0, reason, Extent::InPart),
        }
    }

    fn skip(&mut self, path: &str, line: u64, reason: impl Into<String>, extent: Extent) {
        let skipped = Skipped {
            extent,
            ..Skipped::new(path, line, reason)
        };
        self.pending.push_back(DraftItem::Skipped(skipped));
    }

    fn place(&mut self, source: &Source, id: Option<String>, line: u64, stem: &str) -> Place {
        let id = id.unwrap_or_else(|| match line {
            0 => source.id.clone(),
            line => format!("{}:{line}", source.id),
        });
        Place {
            id: self.unique(id, line),
            path: source.id.clone(),
            root: source.root.clone(),
            below: source.below().to_owned(),
            line,
            stem: stem.to_owned(),
        }
    }

    fn draft(&mut self, source: &Source, place: Place, content: Content) -> DraftItem {
        let read = AsRead {
            reading: std::sync::Arc::clone(&self.corpus.readings[source.reading]),
            given: self.corpus.metadata.get(&place.id, &place.path),
            place,
            content,
        };
        DraftItem::Draft(read.into())
    }

    /// The id, told apart from an equal one by its line or a number.
    fn unique(&mut self, id: String, line: u64) -> String {
        if self.ids.insert(short_digest(id.as_bytes())) {
            return id;
        }
        let mut number = line.max(2);
        loop {
            let candidate = format!("{id}#{number}");
            if self.ids.insert(short_digest(candidate.as_bytes())) {
                return candidate;
            }
            number += 1;
        }
    }

    fn next_record(&mut self, mut open: OpenRecords) {
        match open.records.next() {
            None => {
                self.close(&open.source, open.opened, Some(&open.records));
                return;
            }
            Some(Ok(record)) => {
                let place = self.place(&open.source, record.id.clone(), record.line, "");
                let content = Content::Record {
                    format: open.opened.format(),
                    encoding: open.opened.encoding(),
                    record,
                };
                let draft = self.draft(&open.source, place, content);
                self.pending.push_back(draft);
            }
            Some(Err(problem)) => {
                let extent = match problem.loss {
                    Loss::Nothing => Extent::InPart,
                    Loss::Record | Loss::Rest => Extent::Skipped,
                };
                self.skip(&open.source.id, problem.line, problem.reason, extent);
            }
        }
        self.open = Some(open);
    }

    /// Names rows of a corrected table that no document had.
    fn say_unused(&mut self) {
        for (path, line, id) in self.corpus.metadata.unused() {
            let reason = format!("the row for {id:?} matches no document");
            self.skip(&path, line, reason, Extent::Skipped);
        }
    }
}

impl Iterator for DraftReader {
    type Item = DraftItem;

    fn next(&mut self) -> Option<DraftItem> {
        loop {
            if let Some(item) = self.pending.pop_front() {
                return Some(item);
            }
            if let Some(open) = self.open.take() {
                self.next_record(open);
            } else if self.open_next().is_none() {
                if self.end == End::Reached {
                    return None;
                }
                self.end = End::Reached;
                self.say_unused();
            }
        }
    }
}

/// Reads the documents of a corpus in order, one at a time and each by itself: lines that repeat
/// over the corpus, and copies, are the matter of a [`Survey`](super::Survey).
#[derive(Debug)]
pub struct CorpusReader {
    drafts: DraftReader,
    repeated: RepeatedLines,
    pending: VecDeque<Item>,
}

impl CorpusReader {
    /// A reader that begins with what could not be opened.
    #[must_use]
    pub fn new(corpus: Corpus) -> Self {
        Self {
            drafts: DraftReader::new(corpus),
            repeated: RepeatedLines::default(),
            pending: VecDeque::new(),
        }
    }

    /// Reads everything into memory: the documents, and what was skipped.
    #[must_use]
    pub fn read_all(self) -> (Vec<Document>, Vec<Skipped>) {
        let (mut documents, mut skipped) = (Vec::new(), Vec::new());
        for item in self {
            match item {
                Item::Document(document) => documents.push(*document),
                Item::Skipped(reason) => skipped.push(reason),
                Item::Input(_) => {}
            }
        }
        (documents, skipped)
    }
}

impl Iterator for CorpusReader {
    type Item = Item;

    fn next(&mut self) -> Option<Item> {
        if let Some(item) = self.pending.pop_front() {
            return Some(item);
        }
        Some(match self.drafts.next()? {
            DraftItem::Skipped(skipped) => Item::Skipped(skipped),
            DraftItem::Input(input) => Item::Input(input),
            DraftItem::Draft(draft) => match draft.finish(&self.repeated) {
                Err(skipped) => Item::Skipped(skipped),
                Ok((document, notes)) => {
                    self.pending.extend(notes.into_iter().map(Item::Skipped));
                    Item::Document(Box::new(document))
                }
            },
        })
    }
}
