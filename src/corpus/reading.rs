//! Owns how the files below one given path are read: what was asked for, else what `corpus.toml`
//! says, else what is usual.

use std::collections::BTreeMap;
use std::path::Path;

use super::date::DocumentDate;
use super::dating::Confidence;
use super::decode::TextEncoding;
use super::document::Boilerplate;
use super::options::CorpusOptions;
use super::record::FieldNames;
use super::settings::CorpusSettings;
use crate::error::{Error, Result};

/// Names of the fields of records, as far as they were given.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FieldChoice {
    /// The record's unique id.
    pub id: Option<String>,
    /// Its title.
    pub title: Option<String>,
    /// Its date.
    pub date: Option<String>,
    /// Its text.
    pub text: Option<String>,
}

/// Which date years are taken from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum YearBy {
    /// When it was said.
    #[default]
    Event,
    /// When it was published.
    Publication,
}

/// How the files below one given path are read.
#[derive(Debug, Clone, Default)]
pub(super) struct Reading {
    pub(super) fields: FieldNames,
    pub(super) encoding: Option<TextEncoding>,
    pub(super) site_names: Vec<String>,
    pub(super) boilerplate: Boilerplate,
    pub(super) year_by: YearBy,
    pub(super) least_confidence: Confidence,
    default_year: Option<i16>,
    crawled: Option<DocumentDate>,
    settings: CorpusSettings,
}

/// What holds for one document.
#[derive(Debug, Clone, Default)]
pub(super) struct Known {
    pub(super) default_year: Option<i16>,
    pub(super) crawled: Option<DocumentDate>,
    pub(super) variables: BTreeMap<String, String>,
}

impl Reading {
    /// What `options` ask for comes before what `settings`, from the file at `path`, say.
    ///
    /// # Errors
    ///
    /// An encoding that is not known.
    pub(super) fn new(
        options: &CorpusOptions,
        settings: CorpusSettings,
        path: &Path,
    ) -> Result<Self> {
        let encoding = settings.encoding.as_deref().map(|label| {
            TextEncoding::from_label(label).ok_or_else(|| Error::Metadata {
                path: path.to_path_buf(),
                line: 1,
                message: format!("encoding: {label:?} is no encoding that is known"),
            })
        });
        let usual = FieldNames::default();
        let given = options.fields.clone();
        let of_file = settings.clone();
        let site_names = options.site_names.iter().chain(&settings.watermarks);
        Ok(Self {
            fields: FieldNames {
                id: given.id.or(of_file.id_field).unwrap_or(usual.id),
                title: given.title.or(of_file.title_field).unwrap_or(usual.title),
                date: given.date.or(of_file.date_field).unwrap_or(usual.date),
                text: given.text.or(of_file.text_field).unwrap_or(usual.text),
            },
            site_names: site_names.cloned().collect(),
            encoding: options.encoding.or(encoding.transpose()?),
            boilerplate: options.boilerplate,
            year_by: options.year_by,
            least_confidence: options.least_confidence,
            default_year: options.default_year,
            crawled: options.crawled,
            settings,
        })
    }

    /// Folders that the settings name and that hold none of the documents `below`.
    pub(super) fn unmatched_folders<'a>(
        &self,
        below: impl Iterator<Item = &'a str> + Clone,
    ) -> Vec<&str> {
        self.settings.unmatched_folders(below)
    }

    /// What holds for the document whose path below the corpus folder is `below`.
    pub(super) fn known(&self, below: &str) -> Known {
        let found = self.settings.of_document(below);
        Known {
            default_year: self.default_year.or(found.default_year),
            crawled: self.crawled.or(found.crawled.map(DocumentDate::of_day)),
            variables: found.variables,
        }
    }
}
