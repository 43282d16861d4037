//! Owns `manifest.json`: what a report was made of, so that it can be made again.
//!
//! Holds nothing that changes between two runs over the same input: no times, no threads, no
//! paths above the corpus.

mod comparison;

use std::collections::BTreeMap;
use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::corpus::{
    Boilerplate, CorpusOptions, Duplicates, InputFile, NearDuplicates, TextEncoding, YearBy,
};
use crate::count::Totals;
use crate::digest::sha256;
use crate::error::{Error, Result};
use crate::lexicon::Lexicon;
use crate::matcher::{OverlapPolicy, Typos};
use crate::ngram::{NgramOptions, NgramUnit, TokenUse};
use crate::pipeline::{Run, Settings};
use crate::segment::{UnknownWords, UserWord};
use crate::tables::TemperatureScale;

pub(super) use comparison::ComparisonFacts;

/// The manifest's file name.
pub(super) const FILE_NAME: &str = "manifest.json";

const TOOL: &str = "tifa";

#[derive(Debug, Serialize)]
pub(super) struct Manifest {
    tool: &'static str,
    version: &'static str,
    command: &'static str,
    reading: ReadingFacts,
    options: Options,
    #[serde(skip_serializing_if = "Option::is_none")]
    comparison: Option<ComparisonFacts>,
    lexicon: LexiconFacts,
    counts: Counts,
    inputs: Vec<Input>,
    files: Vec<String>,
}

#[derive(Debug, Serialize)]
struct Options {
    overlap: &'static str,
    unknown_words: &'static str,
    watermarks: Vec<String>,
    typos: &'static str,
    dropped: String,
    group_by: Vec<String>,
    ngrams: Option<NgramFacts>,
    /// Name and least share of each level.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    temperature: Vec<(String, f64)>,
    #[serde(skip_serializing_if = "Option::is_none")]
    words: Option<WordFacts>,
}

/// Words that the segmenter was given.
#[derive(Debug, Serialize)]
struct WordFacts {
    number: usize,
    sha256: String,
}

/// How the corpus was read.
#[derive(Debug, Serialize)]
struct ReadingFacts {
    fields: BTreeMap<&'static str, String>,
    encoding: Option<&'static str>,
    default_year: Option<i16>,
    crawled: Option<String>,
    boilerplate: &'static str,
    duplicates: &'static str,
    similarity: f64,
    year_by: &'static str,
    date_confidence: &'static str,
}

#[derive(Debug, Serialize)]
struct NgramFacts {
    unit: &'static str,
    shortest: usize,
    longest: usize,
    min_count: u64,
    top: usize,
    numbers: &'static str,
    punctuation: &'static str,
    stopwords: Vec<String>,
}

#[derive(Debug, Serialize)]
struct LexiconFacts {
    sha256: String,
    phrases: usize,
    categories: usize,
}

#[derive(Debug, Serialize)]
struct Counts {
    documents: usize,
    left_out_as_copies: usize,
    undated: usize,
    skipped: usize,
    excluded: usize,
    chars: u64,
    tokens: u64,
    hits: u64,
    hits_free: u64,
}

#[derive(Debug, Serialize)]
struct Input {
    path: String,
    bytes: u64,
    sha256: String,
}

impl Manifest {
    pub(super) fn new(
        (command, lexicon_hash): (&'static str, &str),
        run: &Run,
        lexicon: &Lexicon,
        settings: &Settings,
        group_by: Vec<String>,
    ) -> Self {
        Self {
            tool: TOOL,
            version: env!("CARGO_PKG_VERSION"),
            command,
            reading: ReadingFacts::of(&run.reading),
            options: Options::of(settings, group_by),
            comparison: None,
            lexicon: LexiconFacts {
                sha256: lexicon_hash.to_owned(),
                phrases: lexicon.entries().len(),
                categories: lexicon.categories().len(),
            },
            counts: Counts::of(run),
            inputs: run.inputs.iter().map(Input::of).collect(),
            files: Vec::new(),
        }
    }

    /// The manifest of a comparison.
    pub(super) fn of_comparison(self, comparison: ComparisonFacts) -> Self {
        Self {
            comparison: Some(comparison),
            ..self
        }
    }

    /// The same with the scale of a report.
    pub(super) fn with_temperature(mut self, scale: &TemperatureScale) -> Self {
        let levels = scale.levels().iter();
        self.options.temperature = levels
            .map(|level| (level.name.clone(), level.at_least))
            .collect();
        self
    }

    /// The manifest as JSON, listing `files` and itself.
    pub(super) fn into_json(mut self, files: &[String]) -> Result<Vec<u8>> {
        self.files = files.to_vec();
        self.files.push(FILE_NAME.to_owned());
        self.files.sort_unstable();
        let mut json = serde_json::to_vec_pretty(&self).map_err(|source| Error::Table {
            table: FILE_NAME.to_owned(),
            source: Box::new(source),
        })?;
        json.push(b'\n');
        Ok(json)
    }
}

/// What an earlier manifest is asked for.
#[derive(Debug, Deserialize)]
struct Earlier {
    tool: String,
    files: Vec<String>,
}

fn earlier(out: &Path) -> Option<Earlier> {
    let bytes = std::fs::read(out.join(FILE_NAME)).ok()?;
    serde_json::from_slice(&bytes)
        .ok()
        .filter(|earlier: &Earlier| earlier.tool == TOOL)
}

/// Whether `out` holds a report of tifa.
pub(super) fn is_report(out: &Path) -> bool {
    earlier(out).is_some()
}

/// The files of the report in `out`; none where there is no report.
pub(super) fn files_of(out: &Path) -> Vec<String> {
    earlier(out)
        .map(|earlier| earlier.files)
        .unwrap_or_default()
}

impl Input {
    fn of(input: &InputFile) -> Self {
        Self {
            path: input.path.clone(),
            bytes: input.bytes,
            sha256: input.sha256.clone(),
        }
    }
}

impl Counts {
    fn of(run: &Run) -> Self {
        let Totals {
            chars,
            tokens,
            hits,
            hits_free,
        } = run.counts.totals();
        Self {
            documents: run.sizes.counted,
            left_out_as_copies: run.sizes.left_out,
            undated: run.sizes.undated,
            skipped: run.skipped.len(),
            excluded: run.excluded,
            chars,
            tokens,
            hits,
            hits_free,
        }
    }
}

impl ReadingFacts {
    fn of(options: &CorpusOptions) -> Self {
        let fields = &options.fields;
        let named = [
            ("id", &fields.id),
            ("title", &fields.title),
            ("date", &fields.date),
            ("text", &fields.text),
        ];
        let named = named.into_iter();
        Self {
            fields: named
                .filter_map(|(field, name)| Some((field, name.clone()?)))
                .collect(),
            encoding: options.encoding.map(TextEncoding::name),
            default_year: options.default_year,
            crawled: options.crawled.map(|date| date.to_string()),
            boilerplate: match options.boilerplate {
                Boilerplate::LeftOut => "left out",
                Boilerplate::Kept => "kept",
            },
            duplicates: match options.duplicates {
                Duplicates::LeftOut => "left out",
                Duplicates::Kept => "kept",
            },
            similarity: match options.likeness.near {
                NearDuplicates::Off => 1.0,
                NearDuplicates::AtLeast(similarity) => similarity,
            },
            year_by: match options.year_by {
                YearBy::Event => "event",
                YearBy::Publication => "publication",
            },
            date_confidence: options.least_confidence.name(),
        }
    }
}

impl Options {
    fn of(settings: &Settings, group_by: Vec<String>) -> Self {
        Self {
            overlap: overlap_name(settings.overlap),
            unknown_words: match settings.unknown_words {
                UnknownWords::Guessed => "guessed",
                UnknownWords::Split => "split",
            },
            watermarks: settings.watermarks.clone(),
            typos: match settings.matching.typos {
                Typos::Ignored => "ignored",
                Typos::Found(_) => "found",
            },
            dropped: settings.matching.dropped.iter().collect(),
            group_by,
            ngrams: settings.ngrams.as_ref().map(NgramFacts::of),
            temperature: Vec::new(),
            words: (!settings.words.is_empty()).then(|| WordFacts::of(&settings.words)),
        }
    }
}

pub(super) fn overlap_name(policy: OverlapPolicy) -> &'static str {
    match policy {
        OverlapPolicy::All => "all",
        OverlapPolicy::Outermost => "outermost",
        OverlapPolicy::OutermostInCategory => "outermost-in-category",
        OverlapPolicy::Longest => "longest",
    }
}

impl WordFacts {
    fn of(words: &[UserWord]) -> Self {
        let line = |word: &UserWord| format!("{}\t{:?}\n", word.text, word.frequency);
        let lines: String = words.iter().map(line).collect();
        Self {
            number: words.len(),
            sha256: sha256(lines.as_bytes()),
        }
    }
}

impl NgramFacts {
    fn of(options: &NgramOptions) -> Self {
        let mut stopwords: Vec<String> = options.stopwords.iter().cloned().collect();
        stopwords.sort_unstable();
        Self {
            unit: match options.unit {
                NgramUnit::Token => "token",
                NgramUnit::Character => "character",
            },
            shortest: options.orders.first(),
            longest: options.orders.last(),
            min_count: options.min_count,
            top: options.top,
            numbers: use_name(options.numbers),
            punctuation: use_name(options.punctuation),
            stopwords,
        }
    }
}

fn use_name(token_use: TokenUse) -> &'static str {
    match token_use {
        TokenUse::Breaks => "breaks",
        TokenUse::Counts => "counts",
    }
}
