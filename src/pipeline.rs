//! Owns the order of the stages and the threads: read → fold → match → segment → count.
//!
//! Takes a [`Corpus`], a [`Lexicon`] and [`Settings`]; gives a [`Run`]. The only user of rayon:
//! engines are shared and immutable, every thread has a worker, results are merged in reading
//! order, so any number of threads gives the same bytes.

mod collocates;
mod concordance;
mod engines;
mod grouping;
mod inspect;
mod ledger;
mod memory;
mod parts;
mod passages;
mod piece;
mod place;
mod run;
mod sides;
mod stages;
mod survey;

use std::num::NonZeroUsize;
use std::path::PathBuf;

use crate::corpus::{Corpus, Skipped};
use crate::error::{Error, Result};
use crate::lexicon::Lexicon;
use crate::matcher::{Hit, Mask, MatchOptions, OverlapPolicy, PhraseMatcher};
use crate::ngram::{ChunkBuilder, NgramCounter, NgramListing, NgramOptions, Work};
use crate::passages::PassageOptions;
use crate::segment::{Segmenter, UnknownWords, UserWord};

pub use collocates::{Collocate, CollocateQuery, Collocates};
pub use concordance::{Concordance, ConcordanceLine, ConcordanceQuery, LineOrder};
use engines::Engine;
pub use grouping::Grouping;
pub use inspect::{DocumentRows, NoRows};
pub use ledger::{Ledger, LedgerPart, LedgerRows, LedgerTable, Sink};
pub use memory::{machine_memory, peak_memory};
use piece::Counter;
pub use place::{Context, ContextEnd, Place, one_line};
use run::Keeping;
pub use run::{CountedDocument, GroupIndex, Keep, Members, Run, Sizes, Standing};
pub use sides::{Side, Sides, THE_REST};
pub use stages::{
    Race, Sample, SampleExtent, Stage, StageTime, StageTimes, TokenDifference, per_second,
    race_stock, time_reading, time_stages,
};
pub use survey::Surveyed;

/// Bytes of text for each token, roughly: room for the ids is made by it.
const BYTES_PER_TOKEN: u64 = 4;

/// How a corpus is counted.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Threads that read and count; what they give is merged on the calling one.
    pub threads: NonZeroUsize,
    /// Strings that a site puts inside sentences; read across.
    pub watermarks: Vec<String>,
    /// Which hits are kept.
    pub overlap: OverlapPolicy,
    /// What is looked for beside clean text.
    pub matching: MatchOptions,
    /// What the segmenter does with unknown words.
    pub unknown_words: UnknownWords,
    /// Words that the segmenter knows beside its dictionary.
    pub words: Vec<UserWord>,
    /// What counts are added up by, beside the whole corpus.
    pub groupings: Vec<Grouping>,
    /// How many documents the run keeps.
    pub keep: Keep,
    /// How n-grams are counted; `None` for not at all.
    pub ngrams: Option<NgramOptions>,
    /// Whether texts are kept for the passages that they share, and what counts as one; `None` for
    /// not at all. Memory then follows the corpus: see [`PassageText`](crate::passages::PassageText).
    pub passages: Option<PassageOptions>,
    /// Memory that a run may take, in bytes and roughly: n-grams that need more are counted from
    /// scratch files, and the documents of a larger corpus are read twice.
    pub memory: u64,
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
            words: Vec::new(),
            groupings: vec![Grouping::Year],
            keep: Keep::default(),
            ngrams: Some(NgramOptions::default()),
            passages: None,
            memory: quarter_of_memory(),
            scratch: std::env::temp_dir(),
        }
    }
}

/// Threads that this machine runs at once.
#[must_use]
pub fn available_threads() -> NonZeroUsize {
    std::thread::available_parallelism().unwrap_or(NonZeroUsize::MIN)
}

/// A quarter of the memory that this machine has; 1 GiB where the system does not say.
#[must_use]
pub fn quarter_of_memory() -> u64 {
    machine_memory().map_or(1 << 30, |memory| memory / 4)
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
    matcher: Engine<PhraseMatcher>,
    segmenter: Engine<Segmenter>,
    pool: rayon::ThreadPool,
}

impl Pipeline {
    /// Builds the engines for `lexicon`.
    ///
    /// # Errors
    ///
    /// When the threads cannot be started, or there are too many words.
    pub fn new(lexicon: &Lexicon, settings: Settings) -> Result<Self> {
        let pool = rayon::ThreadPoolBuilder::new()
            .num_threads(settings.threads.get())
            .stack_size(8 << 20)
            .build()
            .map_err(|source| Error::Threads {
                source: Box::new(source),
            })?;
        let matcher = {
            let (lexicon, options) = (lexicon.clone(), settings.matching.clone());
            engines::begin(settings.threads, move || {
                PhraseMatcher::new(&lexicon, &options)
            })
        };
        let segmenter = segmenter(&settings)?;
        Ok(Self {
            settings,
            matcher,
            segmenter,
            pool,
        })
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
        let surveyed = self.survey(corpus, progress)?;
        self.count_surveyed(surveyed, ledger, progress)
    }

    /// Counts every document of a corpus. What n-grams there are waits in the returned counter.
    ///
    /// # Errors
    ///
    /// A ledger or scratch file that cannot be written, or a corpus without one readable document.
    pub fn count_surveyed(
        &self,
        surveyed: Surveyed,
        mut ledger: Option<Ledger<'_>>,
        progress: &dyn Progress,
    ) -> Result<(Run, Option<NgramCounter>)> {
        let path = surveyed.corpus().path().to_path_buf();
        progress.stage("counting");
        let mut run = Run::of(surveyed.corpus());
        let mut ngrams = self.settings.ngrams.clone().map(|options| {
            NgramCounter::new(options, &self.settings.scratch, self.settings.memory)
                .expecting(surveyed.bytes() / BYTES_PER_TOKEN)
        });
        let (parts, survey) = surveyed.into_parts();
        let mut bytes = 0;
        let keeping = Keeping::new(self.settings.keep);
        let rows = ledger.as_ref().map(|ledger| ledger.rows);
        self.each_part(
            parts,
            progress,
            |buffers, drafts| {
                Counter::new(self, rows, buffers).drafts(drafts, &survey, keeping.now())
            },
            |piece, met| {
                run.meet(met);
                bytes += piece.bytes;
                if let Some(ledger) = &mut ledger {
                    ledger.write(&piece.ledger)?;
                }
                if let Some(counter) = &mut ngrams {
                    counter.absorb(&piece.tokens)?;
                }
                keeping.append(&mut run, piece.run);
                progress.counted(run.sizes.counted, bytes);
                Ok(())
            },
        )?;
        match run.sizes.counted {
            0 => Err(nothing_counted(path, &run.skipped)),
            _ => Ok((run, ngrams)),
        }
    }

    fn segmenter(&self) -> &Segmenter {
        &self.segmenter
    }

    fn chunk_builder(&self) -> ChunkBuilder<'_> {
        ChunkBuilder::new(self.segmenter())
    }

    /// Counts and lists the n-grams of a run. `prepare` is called for every document with the
    /// listed ones it has, on any thread; `take` gets what it gives, in the order of documents.
    ///
    /// # Errors
    ///
    /// When a scratch file fails, or what `take` returns.
    pub fn list_ngrams<T: Send>(
        &self,
        counter: NgramCounter,
        progress: &dyn Progress,
        prepare: impl Fn(usize, &NgramListing, &[(u32, u64)]) -> T + Sync,
        take: impl FnMut(T) -> Result<()> + Send,
    ) -> Result<NgramListing> {
        progress.stage("n-grams");
        let work = Work {
            segmenter: self.segmenter(),
            threads: self.settings.threads,
            on_all: &|task| {
                self.pool.broadcast(|_| task());
            },
            checkpoint: &|| checkpoint(progress),
        };
        counter.finish(&work, prepare, take)
    }
}

/// The segmenter. Finding phrases needs none, so it is made when the first token is asked for, unless
/// that is certain.
fn segmenter(settings: &Settings) -> Result<Engine<Segmenter>> {
    let unknown_words = settings.unknown_words;
    if settings.words.is_empty() {
        let make = move || Segmenter::new(unknown_words);
        return Ok(match settings.ngrams {
            Some(_) => engines::begin(settings.threads, make),
            None => engines::when_asked(make),
        });
    }
    let with_words = Segmenter::with_words(unknown_words, &settings.words);
    let made = with_words.map_err(|reason| Error::Setting {
        option: "--words".to_owned(),
        message: reason.to_string(),
    })?;
    Ok(engines::when_asked(move || made))
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
