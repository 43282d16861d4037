//! Owns finding, reading and dating documents.
//!
//! Takes paths, gives [`Document`]s one at a time, or a [`Skipped`] with its reason; never holds a
//! corpus in memory. Knows only errors.

mod date;
mod discover;
mod json_lines;
mod metadata;
mod reader;

use std::collections::BTreeMap;
use std::path::PathBuf;

pub use date::{DateEvidence, DocumentDate, YearSource};
pub use discover::{Corpus, CorpusOptions, FieldNames};
pub use reader::{CorpusReader, InputFile, Item};

/// One speech or article.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Document {
    /// Unique in its corpus: the path below the corpus folder, or the record's id.
    pub id: String,
    /// The file it was read from, as messages name it.
    pub path: String,
    /// The path it was found at, of those that were given: its own name, or as given where two
    /// have the same name.
    pub root: String,
    /// Line of the record, from 1; 0 for a file that is one document.
    pub line: u64,
    /// Its title; the file's stem where nothing better is known.
    pub title: String,
    /// When it was given or published, and how that is known.
    pub date: DateEvidence,
    /// Document variables: further columns of `metadata.csv`, further fields of a record.
    pub variables: BTreeMap<String, String>,
    /// The text, as positions count it: without a byte order mark.
    pub text: String,
}

/// Something that was found and could not be read.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Skipped {
    /// The file or folder.
    pub path: String,
    /// Line of the record, from 1; 0 where the whole file is meant.
    pub line: u64,
    /// Why, and what to do.
    pub reason: String,
}

impl Skipped {
    fn new(path: impl Into<String>, line: u64, reason: impl Into<String>) -> Self {
        Self {
            path: path.into(),
            line,
            reason: reason.into(),
        }
    }
}

/// A file or standard input that holds documents.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Source {
    /// How it is named in tables: below the corpus folder, with `/`.
    id: String,
    /// Where it is.
    path: PathBuf,
    /// The given path it was found at, as ids name it.
    root: String,
    format: Format,
}

/// What a source holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Format {
    /// One document.
    Text,
    /// One JSON record per line.
    JsonLines,
    /// JSON records on standard input.
    StandardInput,
}
