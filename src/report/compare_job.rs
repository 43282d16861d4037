//! Owns `tifa compare`: speeches, or groups of them, against each other.

use std::path::PathBuf;

use super::manifest::Manifest;
use super::pages::Parts;
use super::report_job::{Context, SHOWN, check_groupings, count_into, finish};
use super::staging::Staging;
use super::{Summary, figures};
use crate::corpus::Corpus;
use crate::error::Result;
use crate::lexicon::Lexicon;
use crate::pipeline::{Grouping, LedgerTable, Pipeline, Progress, Settings};
use crate::tables::{Comparison, CsvEncoding, Source, compare};

/// What a comparison writes while it counts.
const LEDGERS: [LedgerTable; 4] = [
    LedgerTable::Hits,
    LedgerTable::Masks,
    LedgerTable::Zones,
    LedgerTable::Dates,
];

/// All that a comparison needs to be made.
#[derive(Debug, Clone)]
pub struct CompareJob {
    /// Where it goes.
    pub out: PathBuf,
    /// How the corpus is counted; n-grams are not.
    pub settings: Settings,
    /// What is compared with what.
    pub by: Grouping,
    /// How CSV files begin.
    pub encoding: CsvEncoding,
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
            groupings: vec![self.by.clone()],
            keep: SHOWN,
            ..self.settings.clone()
        };
        let pipeline = Pipeline::new(lexicon, settings.clone())?;
        let context = Context {
            lexicon,
            encoding: self.encoding,
            progress,
        };
        let (run, _) = count_into(&mut staging, &pipeline, (corpus, &LEDGERS), context)?;
        check_groupings(&settings.groupings, &run)?;
        progress.stage("tables");
        let source = Source {
            run: &run,
            lexicon,
            ngrams: None,
        };
        let comparison = compare(source)?;
        progress.stage("charts");
        let figures = figures::of_comparison(&comparison)?;
        let summary = Summary::of(&run, self.out.clone(), Vec::new());
        let hash = lexicon.hash();
        let parts = Parts {
            title: "提法对比 Comparison",
            run: &run,
            summary: &summary,
            lexicon,
            settings: &settings,
            tables: &comparison.tables,
            figures: &figures,
            files: &[],
            lexicon_hash: &hash,
        };
        let manifest = Manifest::new(
            ("compare", &hash),
            &run,
            lexicon,
            &settings,
            vec![self.by.name().to_owned()],
        );
        finish(staging, parts, manifest, context)?;
        Ok((summary, comparison))
    }
}
