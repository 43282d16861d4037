//! Owns the order of the stages and the threads: read → fold → match → segment → count.
//!
//! Takes a [`Corpus`], a [`Lexicon`] and [`Settings`]; gives a [`Run`]. The only user of rayon:
//! engines are shared and immutable, every thread has a worker, results are merged in reading
//! order, so any number of threads gives the same bytes.

mod batch;
mod concordance;
mod grouping;
mod inspect;
mod ledger;
mod piece;
mod place;
mod run;
mod stages;

use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::sync::OnceLock;

use rayon::prelude::{IntoParallelIterator, ParallelIterator};

use crate::corpus::{Corpus, Draft, RepeatedLines, Skipped, Survey, SurveyPart};
use crate::error::{Error, Result};
use crate::lexicon::Lexicon;
use crate::matcher::{Hit, Mask, MatchOptions, OverlapPolicy, PhraseMatcher};
use crate::ngram::{NgramCounter, NgramListing, NgramOptions};
use crate::segment::{Segmenter, UnknownWords};

pub use concordance::{Concordance, ConcordanceLine, ConcordanceQuery, LineOrder};
pub use grouping::Grouping;
pub use inspect::{DocumentRows, NoRows};
pub use ledger::{Ledger, LedgerPart, LedgerRows, LedgerTable, Sink};
use piece::{Buffers, Counter, Piece};
pub use place::{Context, ContextEnd, Place, one_line};
pub use run::{CountedDocument, GroupIndex, Keep, Members, Run, Sizes, Standing};
pub use stages::{Stage, StageTime, time_stages};

/// How a corpus is counted.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Threads that count; reading has one of its own.
    pub threads: NonZeroUsize,
    /// Strings that a site puts inside sentences; read across.
    pub watermarks: Vec<String>,
    /// Which hits are kept.
    pub overlap: OverlapPolicy,
    /// What is looked for beside clean text.
    pub matching: MatchOptions,
    /// What the segmenter does with unknown words.
    pub unknown_words: UnknownWords,
    /// What counts are added up by, beside the whole corpus.
    pub groupings: Vec<Grouping>,
    /// How many documents the run keeps.
    pub keep: Keep,
    /// How n-grams are counted; `None` for not at all.
    pub ngrams: Option<NgramOptions>,
    /// Folder of the scratch files.
    pub scratch: PathBuf,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            threads: available_threads(),
            watermarks: Vec::new(),
            overlap: OverlapPolicy::default(),
            matching: MatchOptions::default(),
            unknown_words: UnknownWords::default(),
            groupings: vec![Grouping::Year],
            keep: Keep::default(),
            ngrams: Some(NgramOptions::default()),
            scratch: std::env::temp_dir(),
        }
    }
}

/// Threads that this machine runs at once.
#[must_use]
pub fn available_threads() -> NonZeroUsize {
    std::thread::available_parallelism().unwrap_or(NonZeroUsize::MIN)
}

/// What was found in one part of a document: hits under the policy with what is reported apart,
/// and masks.
#[derive(Debug, Default)]
pub struct Found {
    /// Hits of all kinds, sorted by start and end.
    pub hits: Vec<Hit>,
    /// Runs of mask characters.
    pub masks: Vec<Mask>,
}

/// Is told how far a run is; must not block.
pub trait Progress: Sync {
    /// Documents and bytes of text counted so far.
    fn counted(&self, documents: usize, bytes: u64);
    /// The stage that begins.
    fn stage(&self, name: &str);
    /// Whether the run is to stop; asked often.
    fn is_stopped(&self) -> bool {
        false
    }
}

/// Ends a run that is to stop.
///
/// # Errors
///
/// [`Error::Interrupted`] when `progress` says so.
pub fn checkpoint(progress: &dyn Progress) -> Result<()> {
    if progress.is_stopped() {
        Err(Error::Interrupted)
    } else {
        Ok(())
    }
}

/// Nobody is told.
#[derive(Debug, Clone, Copy, Default)]
pub struct Silent;

impl Progress for Silent {
    fn counted(&self, _documents: usize, _bytes: u64) {}
    fn stage(&self, _name: &str) {}
}

/// The engines and settings of a run, built once.
#[derive(Debug)]
pub struct Pipeline {
    settings: Settings,
    matcher: PhraseMatcher,
    /// Loaded when the first token is asked for: finding phrases needs none.
    segmenter: OnceLock<Segmenter>,
    pool: rayon::ThreadPool,
}

impl Pipeline {
    /// Builds the engines for `lexicon`.
    ///
    /// # Errors
    ///
    /// When the automaton cannot hold the lexicon or the threads cannot be started.
    pub fn new(lexicon: &Lexicon, settings: Settings) -> Result<Self> {
        let pool = rayon::ThreadPoolBuilder::new()
            .num_threads(settings.threads.get())
            .stack_size(8 << 20)
            .build()
            .map_err(|source| Error::Threads {
                source: Box::new(source),
            })?;
        let matcher = PhraseMatcher::new(lexicon, &settings.matching);
        Ok(Self {
            settings,
            matcher,
            segmenter: OnceLock::new(),
            pool,
        })
    }

    /// Surveys `corpus`: what can only be known from all of it.
    ///
    /// # Errors
    ///
    /// When the run is to stop.
    pub fn survey(&self, corpus: &Corpus, progress: &dyn Progress) -> Result<Survey> {
        progress.stage("surveying");
        let mut survey = SurveyPart::default();
        let (mut documents, mut bytes) = (0, 0);
        batch::each(corpus.clone(), progress, |batch| {
            bytes += batch
                .drafts
                .iter()
                .map(|draft| draft.size() as u64)
                .sum::<u64>();
            documents += batch.drafts.len();
            let parts: Vec<SurveyPart> = self.pool.install(|| {
                batch::parts(batch.drafts)
                    .into_par_iter()
                    .map(surveyed)
                    .collect()
            });
            let whole = std::mem::take(&mut survey);
            survey = parts.into_iter().fold(whole, SurveyPart::merge);
            progress.counted(documents, bytes);
            Ok(())
        })?;
        let options = corpus.options();
        Ok(survey.conclude(options.duplicates, options.likeness))
    }

    /// Surveys and counts `corpus`: [`Pipeline::survey`] and [`Pipeline::count_surveyed`].
    ///
    /// # Errors
    ///
    /// As for the two.
    pub fn count(
        &self,
        corpus: Corpus,
        ledger: Option<Ledger<'_>>,
        progress: &dyn Progress,
    ) -> Result<(Run, Option<NgramCounter>)> {
        let survey = self.survey(&corpus, progress)?;
        self.count_surveyed((corpus, &survey), ledger, progress)
    }

    /// Counts every document of a corpus. What n-grams there are waits in the returned counter.
    ///
    /// # Errors
    ///
    /// A ledger or scratch file that cannot be written, or a corpus without one readable document.
    pub fn count_surveyed(
        &self,
        (corpus, survey): (Corpus, &Survey),
        mut ledger: Option<Ledger<'_>>,
        progress: &dyn Progress,
    ) -> Result<(Run, Option<NgramCounter>)> {
        let path = corpus.path().to_path_buf();
        progress.stage("counting");
        let mut run = Run::of(&corpus);
        let mut ngrams = self
            .settings
            .ngrams
            .clone()
            .map(|options| NgramCounter::new(options, &self.settings.scratch));
        let mut bytes = 0;
        let rows = ledger.as_ref().map(|ledger| ledger.rows);
        batch::each(corpus, progress, |mut batch| {
            run.skipped.append(&mut batch.skipped);
            run.inputs.append(&mut batch.inputs);
            for piece in self.pieces(batch.drafts, survey, rows) {
                bytes += piece.bytes;
                if let Some(ledger) = &mut ledger {
                    ledger.write(&piece.ledger)?;
                }
                if let Some(counter) = &mut ngrams {
                    counter.absorb(&piece.tokens)?;
                }
                run.add(piece, &self.settings);
            }
            progress.counted(run.sizes.counted, bytes);
            Ok(())
        })?;
        match run.sizes.counted {
            0 => Err(nothing_counted(path, &run.skipped)),
            _ => Ok((run, ngrams)),
        }
    }

    fn segmenter(&self) -> &Segmenter {
        self.segmenter
            .get_or_init(|| Segmenter::new(self.settings.unknown_words))
    }

    fn pieces(
        &self,
        drafts: Vec<Draft>,
        survey: &Survey,
        rows: Option<&dyn LedgerRows>,
    ) -> Vec<Piece> {
        self.pool.install(|| {
            batch::parts(drafts)
                .into_par_iter()
                .map_init(Buffers::default, |buffers, drafts| {
                    Counter::new(self, rows, buffers).drafts(drafts, survey)
                })
                .collect()
        })
    }
}

fn surveyed(drafts: Vec<Draft>) -> SurveyPart {
    let (mut part, mut buffer) = (SurveyPart::default(), String::new());
    let unknown = RepeatedLines::default();
    for draft in drafts {
        // What cannot be read is named when it is counted.
        if let Ok((document, _)) = draft.finish(&unknown) {
            part.add(&document, &mut buffer);
        }
    }
    part
}

/// Counts and lists the n-grams of a run; `each` gets the listed ones of every document.
///
/// # Errors
///
/// When a scratch file fails, or what `each` returns.
pub fn list_ngrams(
    counter: NgramCounter,
    progress: &dyn Progress,
    each: impl FnMut(usize, &NgramListing, &[(u32, u64)]) -> Result<()>,
) -> Result<NgramListing> {
    progress.stage("n-grams");
    counter.finish(&|| checkpoint(progress), each)
}

/// Why a corpus without one readable document holds none.
fn nothing_counted(corpus: PathBuf, skipped: &[Skipped]) -> Error {
    let reason = match skipped.first() {
        Some(first) => format!(
            "nothing in the corpus can be read; the first file was {}: {}",
            first.path, first.reason
        ),
        None => "the corpus holds no record".to_owned(),
    };
    Error::EmptyCorpus {
        path: corpus,
        reason,
    }
}
