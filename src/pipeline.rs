//! Owns the order of the stages and the threads: read → fold → match → segment → count.
//!
//! Takes a [`Corpus`], a [`Lexicon`] and [`Settings`]; gives a [`Run`]. The only user of rayon:
//! engines are shared and immutable, every thread has a worker, results are merged in reading
//! order, so any number of threads gives the same bytes.

mod batch;
mod concordance;
mod ledger;
mod place;
mod stages;

use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::sync::OnceLock;

use rayon::prelude::{IntoParallelRefIterator, ParallelIterator};

use crate::corpus::{Corpus, Document, InputFile, Skipped};
use crate::count::{CorpusCounts, DocumentCounts, DocumentIndex};
use crate::error::{Error, Result};
use crate::lexicon::Lexicon;
use crate::matcher::{
    DateSpan, Hit, Mask, MatchOptions, OverlapPolicy, PhraseMatcher, apply_policy,
};
use crate::ngram::{NgramCounter, NgramListing, NgramOptions, TokenChunk};
use crate::segment::{Segmenter, UnknownWords};
use crate::text::{FoldOptions, FoldedText, count_han, detect_markup, detect_wrapping};

pub use concordance::{Concordance, ConcordanceLine, ConcordanceQuery, LineOrder};
pub use ledger::{Ledger, LedgerPart, LedgerRows, Sink};
pub use place::{Context, ContextEnd, Place, one_line};
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

/// A document without its text.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct DocumentInfo {
    /// All that [`Document`] has; `text` is empty.
    pub document: Document,
}

/// What counting a corpus gave.
#[derive(Debug, Default)]
pub struct Run {
    /// The documents, in reading order.
    pub documents: Vec<DocumentInfo>,
    /// Their counts.
    pub counts: CorpusCounts,
    /// What could not be read.
    pub skipped: Vec<Skipped>,
    /// The files that were read.
    pub inputs: Vec<InputFile>,
    /// Files that were left out on request.
    pub excluded: usize,
}

/// What was found in one document: hits under the policy with what is reported apart, and masks.
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

/// What one worker found in a few neighbouring documents.
struct Piece {
    documents: Vec<DocumentCounts>,
    ledger: LedgerPart,
    tokens: TokenChunk,
    bytes: u64,
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

    /// Counts every document of `corpus`. What n-grams there are waits in the returned counter.
    ///
    /// # Errors
    ///
    /// A ledger or scratch file that cannot be written, or a corpus without one readable document.
    pub fn count(
        &self,
        corpus: Corpus,
        mut ledger: Option<Ledger<'_>>,
        progress: &dyn Progress,
    ) -> Result<(Run, Option<NgramCounter>)> {
        let mut run = Run {
            excluded: corpus.excluded(),
            ..Run::default()
        };
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
            for piece in self.pieces(&batch.documents, rows) {
                bytes += piece.bytes;
                if let Some(ledger) = &mut ledger {
                    ledger.write(&piece.ledger)?;
                }
                if let Some(counter) = &mut ngrams {
                    counter.absorb(&piece.tokens)?;
                }
                run.add(piece.documents);
            }
            run.documents
                .extend(batch.documents.into_iter().map(DocumentInfo::without_text));
            progress.counted(run.documents.len(), bytes);
            Ok(())
        })?;
        match run.documents.is_empty() {
            true => Err(nothing_counted(&run.skipped, &run.inputs)),
            false => Ok((run, ngrams)),
        }
    }

    fn segmenter(&self) -> &Segmenter {
        self.segmenter
            .get_or_init(|| Segmenter::new(self.settings.unknown_words))
    }

    fn pieces(&self, documents: &[Document], rows: Option<&dyn LedgerRows>) -> Vec<Piece> {
        let parts = batch::split(documents);
        self.pool.install(|| {
            parts
                .par_iter()
                .map_init(FoldedText::default, |folded, part| {
                    self.piece(part, folded, rows)
                })
                .collect()
        })
    }

    fn piece(
        &self,
        documents: &[Document],
        folded: &mut FoldedText,
        rows: Option<&dyn LedgerRows>,
    ) -> Piece {
        let mut piece = Piece {
            documents: Vec::new(),
            ledger: LedgerPart::default(),
            tokens: TokenChunk::default(),
            bytes: 0,
        };
        let mut worker = self.segmenter().worker();
        for document in documents {
            let found = self.found(document, folded);
            if let Some(rows) = rows {
                rows.rows(document, &found, &mut piece.ledger);
            }
            let tokens =
                piece
                    .tokens
                    .add(&document.text, &mut worker, self.settings.ngrams.as_ref());
            let mut counts = DocumentCounts {
                chars: count_han(&document.text),
                tokens: tokens.tokens,
                types: tokens.types,
                masks: found.masks.len() as u64,
                ..DocumentCounts::default()
            };
            counts.add_hits(&found.hits);
            piece.bytes += document.text.len() as u64;
            piece.documents.push(counts);
        }
        piece
    }

    fn found(&self, document: &Document, folded: &mut FoldedText) -> Found {
        folded.refill(&document.text, &self.fold_options(&document.text));
        let date = document
            .date
            .date
            .and_then(|date| DateSpan::new(date.year, date.month, date.day));
        let matches = self.matcher.find_folded(&document.text, folded, date);
        let mut hits = apply_policy(&matches.hits, self.settings.overlap);
        hits.extend(matches.apart);
        hits.sort_by_key(|hit| (hit.start, hit.end, hit.phrase, hit.kind));
        Found {
            hits,
            masks: matches.masks,
        }
    }

    fn fold_options(&self, text: &str) -> FoldOptions {
        FoldOptions {
            wrapping: detect_wrapping(text),
            markup: detect_markup(text),
            watermarks: self.settings.watermarks.clone(),
        }
    }
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

impl DocumentInfo {
    fn without_text(mut document: Document) -> Self {
        document.text = String::new();
        Self { document }
    }
}

impl Run {
    fn add(&mut self, documents: Vec<DocumentCounts>) {
        let first = u32::try_from(self.counts.documents.len()).unwrap_or(u32::MAX);
        let counts = (first..)
            .zip(documents)
            .map(|(index, counts)| (DocumentIndex(index), counts));
        let piece = CorpusCounts {
            documents: counts.collect(),
        };
        self.counts = std::mem::take(&mut self.counts).merge(piece);
    }

    /// Documents without a year.
    #[must_use]
    pub fn undated(&self) -> usize {
        self.documents
            .iter()
            .filter(|info| info.document.date.year().is_none())
            .count()
    }

    /// Counts of the document at `index`.
    #[must_use]
    pub fn counts_of(&self, index: DocumentIndex) -> Option<&DocumentCounts> {
        self.counts.documents.get(&index)
    }
}

/// Why a corpus without one readable document holds none.
fn nothing_counted(skipped: &[Skipped], inputs: &[InputFile]) -> Error {
    let reason = match skipped.first() {
        Some(first) => format!(
            "nothing in the corpus can be read; the first file was {}: {}",
            first.path, first.reason
        ),
        None => "the corpus holds no record".to_owned(),
    };
    let path = inputs
        .first()
        .map(|input| PathBuf::from(&input.path))
        .or_else(|| skipped.first().map(|s| PathBuf::from(&s.path)));
    Error::EmptyCorpus {
        path: path.unwrap_or_default(),
        reason,
    }
}
