//! Owns what can be asked of a corpus.

use std::path::PathBuf;

use super::date::DocumentDate;
use super::dating::Confidence;
use super::decode::TextEncoding;
use super::document::Boilerplate;
use super::duplicates::DuplicateOptions;
use super::reading::{FieldChoice, YearBy};
use super::survey::Duplicates;

/// How a corpus is found and read.
#[derive(Debug, Clone)]
pub struct CorpusOptions {
    /// Names of the fields of records, where `corpus.toml` is not to decide.
    pub fields: FieldChoice,
    /// Patterns, as in `.gitignore`, of what is left out.
    pub exclude: Vec<String>,
    /// A folder that is never walked into: where the report goes.
    pub output: Option<PathBuf>,
    /// How bytes are read, where it is not to be found out.
    pub encoding: Option<TextEncoding>,
    /// The year of documents that nothing else dates.
    pub default_year: Option<i16>,
    /// When the texts were fetched: what 3天前 is counted from.
    pub crawled: Option<DocumentDate>,
    /// A table of documents that was corrected by hand.
    pub metadata: Option<PathBuf>,
    /// Names that sites put inside sentences.
    pub site_names: Vec<String>,
    /// What becomes of what is not body.
    pub boilerplate: Boilerplate,
    /// What becomes of copies.
    pub duplicates: Duplicates,
    /// How alike copies are.
    pub likeness: DuplicateOptions,
    /// Which date years are taken from.
    pub year_by: YearBy,
    /// How far a date can be trusted, at least, that a year is taken from.
    pub least_confidence: Confidence,
}

impl Default for CorpusOptions {
    /// What is usual: nothing is left out but boilerplate and copies, and no year is taken from
    /// weak evidence.
    fn default() -> Self {
        Self {
            fields: FieldChoice::default(),
            exclude: Vec::new(),
            output: None,
            encoding: None,
            default_year: None,
            crawled: None,
            metadata: None,
            site_names: Vec::new(),
            boilerplate: Boilerplate::default(),
            duplicates: Duplicates::default(),
            likeness: DuplicateOptions::default(),
            year_by: YearBy::default(),
            least_confidence: Confidence::Medium,
        }
    }
}
