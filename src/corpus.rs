//! Owns finding, reading, cleaning and dating documents, and finding copies among them.
//!
//! Takes paths, gives [`Document`]s one at a time, or a [`Skipped`] with its reason; never holds a
//! corpus in memory. Knows text folding and errors.

mod date;
mod dating;
mod decode;
mod discover;
mod document;
mod docx;
mod draft;
mod duplicates;
mod given;
mod header;
mod html;
mod json_array;
mod json_lines;
mod json_record;
mod markdown;
mod metadata;
mod open_source;
mod options;
mod parquet;
mod reader;
mod reading;
mod record;
mod settings;
mod sniff;
mod source;
mod speeches;
mod survey;
mod table;
mod unpack;
mod walk;
mod zone;
mod zones;

pub use date::DocumentDate;
pub use dating::{
    Confidence, Conflict, DateCandidate, DateEvidence, DateWindow, Dating, YearSource, date_text,
};
pub use decode::{Mojibake, TextEncoding};
pub use discover::Corpus;
pub use document::{Boilerplate, Document, PageKind, Part, SiteNames};
pub use draft::Draft;
pub use duplicates::{
    DuplicateGroup, DuplicateKind, DuplicateOf, DuplicateOptions, NearDuplicates, PartOf,
    find_duplicates, find_parts,
};
pub use given::COMPUTED;
pub use header::Described;
pub use html::{Page, PageProblem, extract_text};

pub use options::CorpusOptions;
pub use reader::{CorpusReader, DraftItem, DraftReader, InputFile, Item};
pub use reading::{FieldChoice, YearBy};
pub use survey::{Duplicate, Duplicates, Likeness, Survey, SurveyBuffers, SurveyPart};
pub use zone::{Zone, ZoneKind};
pub use zones::{Cleaned, Flags, Outline, RepeatedLines, Truncation, find_zones};

/// Something that was found and could not be read, or not wholly.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Skipped {
    /// The file or folder.
    pub path: String,
    /// Line of the record, from 1; 0 where the whole file is meant.
    pub line: u64,
    /// How much of it is missing.
    pub extent: Extent,
    /// Why, and what to do.
    pub reason: String,
}

/// How much of something is missing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Extent {
    /// All of it.
    Skipped,
    /// It was read, and something about it should be looked at.
    InPart,
}

impl Extent {
    /// The name in tables.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Skipped => "skipped",
            Self::InPart => "read in part",
        }
    }
}

impl Skipped {
    fn new(path: impl Into<String>, line: u64, reason: impl Into<String>) -> Self {
        Self {
            path: path.into(),
            line,
            extent: Extent::Skipped,
            reason: reason.into(),
        }
    }

    /// Read, but not wholly.
    fn in_part(path: impl Into<String>, line: u64, reason: impl Into<String>) -> Self {
        Self {
            extent: Extent::InPart,
            ..Self::new(path, line, reason)
        }
    }
}
