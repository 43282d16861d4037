//! Owns `tifa compare`: speeches, or groups of them, against each other.

use std::path::PathBuf;

use super::manifest::Manifest;
use super::pages::Parts;
use super::report_job::{Context, count_into, finish, unknown_variable};
use super::staging::Staging;
use super::{Summary, figures};
use crate::corpus::{Corpus, Document};
use crate::error::Result;
use crate::lexicon::Lexicon;
use crate::pipeline::{Pipeline, Progress, Run, Settings};
use crate::tables::{Comparison, CsvEncoding, Grouping, Source, compare};

/// What is compared with what.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CompareBy {
    /// Every path that was given: a speech, or a folder as one group.
    Path,
    /// Every document.
    Document,
    /// The folders that documents lie in.
    Folder,
    /// Years.
    Year,
    /// Values of a document variable.
    Variable(String),
}

/// All that a comparison needs to be made.
#[derive(Debug, Clone)]
pub struct CompareJob {
    /// Where it goes.
    pub out: PathBuf,
    /// How the corpus is counted; n-grams are not.
    pub settings: Settings,
    /// What is compared with what.
    pub by: CompareBy,
    /// How CSV files begin.
    pub encoding: CsvEncoding,
}

impl CompareBy {
    fn name(&self) -> String {
        match self {
            Self::Path => "path".to_owned(),
            Self::Document => "document".to_owned(),
            Self::Folder => "folder".to_owned(),
            Self::Year => "year".to_owned(),
            Self::Variable(name) => name.clone(),
        }
    }

    /// The document's group.
    fn value(&self, document: &Document) -> Option<String> {
        let id = &document.path;
        match self {
            Self::Path => Some(document.root.clone()),
            Self::Document => Some(document.id.clone()),
            Self::Folder => Some(
                id.rsplit_once('/')
                    .map_or(".", |(folder, _)| folder)
                    .to_owned(),
            ),
            Self::Year => Grouping::Year.value(document),
            Self::Variable(name) => Grouping::Variable(name.clone()).value(document),
        }
    }
}

impl CompareJob {
    /// Makes the comparison and puts it in its place.
    ///
    /// # Errors
    ///
    /// Whatever keeps it from being made; an older one is then untouched.
    pub fn run(
        &self,
        corpus: Corpus,
        lexicon: &Lexicon,
        progress: &dyn Progress,
    ) -> Result<(Summary, Comparison)> {
        let mut staging = Staging::new(&self.out)?;
        let settings = Settings {
            ngrams: None,
            ..self.settings.clone()
        };
        let pipeline = Pipeline::new(lexicon, settings.clone())?;
        let context = Context {
            lexicon,
            encoding: self.encoding,
            progress,
        };
        let (run, _) = count_into(&mut staging, &pipeline, corpus, context)?;
        self.check_variable(&run)?;
        progress.stage("tables");
        let source = Source {
            run: &run,
            lexicon,
            ngrams: None,
        };
        let comparison = compare(source, |_, document| self.by.value(document))?;
        progress.stage("charts");
        let figures = figures::of_comparison(&comparison)?;
        let summary = Summary::of(&run, self.out.clone(), Vec::new());
        let parts = Parts {
            title: "提法对比 Comparison",
            run: &run,
            summary: &summary,
            lexicon,
            settings: &settings,
            tables: &comparison.tables,
            figures: &figures,
            files: &[],
        };
        let manifest = Manifest::new("compare", &run, lexicon, &settings, vec![self.by.name()]);
        finish(staging, parts, manifest, context)?;
        Ok((summary, comparison))
    }

    fn check_variable(&self, run: &Run) -> Result<()> {
        match &self.by {
            CompareBy::Variable(name)
                if !run
                    .documents
                    .iter()
                    .any(|info| info.document.variable(name).is_some()) =>
            {
                Err(unknown_variable("--by", name, run))
            }
            _ => Ok(()),
        }
    }
}
