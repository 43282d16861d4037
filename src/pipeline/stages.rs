//! Owns timing the stages one by one, for `tifa bench`.

use std::num::NonZeroUsize;
use std::time::{Duration, Instant};

use rayon::prelude::{IntoParallelRefIterator, ParallelIterator};

use super::piece::{Buffers, Counter};
use super::{Pipeline, batch};
use crate::corpus::{Document, Part};
use crate::ngram::{NgramCounter, NgramOptions, TokenChunk};
use crate::segment::{TokenClass, classify_token};
use crate::text::count_han;

/// A stage that is timed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// Folding into the match stream.
    Fold,
    /// Folding, and finding phrases.
    Match,
    /// Segmenting into tokens.
    Segment,
    /// Segmenting, and counting n-grams of the tokens.
    Ngrams,
    /// All of it, as a report does.
    Whole,
}

impl Stage {
    /// All stages, in their order.
    pub const ALL: [Self; 5] = [
        Self::Fold,
        Self::Match,
        Self::Segment,
        Self::Ngrams,
        Self::Whole,
    ];

    /// The stage's name in tables.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Fold => "fold",
            Self::Match => "fold+match",
            Self::Segment => "segment",
            Self::Ngrams => "segment+ngrams",
            Self::Whole => "whole",
        }
    }
}

/// One stage, measured over all documents.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct StageTime {
    /// The stage.
    pub stage: Stage,
    /// Threads it had.
    pub threads: NonZeroUsize,
    /// Wall-clock time of the fastest pass.
    pub best: Duration,
    /// Wall-clock time of the slowest pass.
    pub worst: Duration,
    /// Bytes of text.
    pub bytes: u64,
    /// Han characters of text.
    pub chars: u64,
    /// Tokens; the same for every stage.
    pub tokens: u64,
}

impl StageTime {
    /// `amount` per second of the fastest pass.
    #[must_use]
    pub fn per_second(&self, amount: u64) -> f64 {
        crate::stats::ratio(amount, 1) / self.best.as_secs_f64().max(f64::MIN_POSITIVE)
    }
}

/// Times every stage over `documents`: one pass to warm up, then `passes` that count.
///
/// # Errors
///
/// When a scratch file fails.
pub fn time_stages(
    pipeline: &Pipeline,
    documents: &[Document],
    passes: usize,
) -> crate::Result<Vec<StageTime>> {
    let tokens = pipeline.pass(Stage::Segment, documents)?;
    let bytes = documents
        .iter()
        .map(|document| document.text.len() as u64)
        .sum();
    let chars = documents
        .iter()
        .map(|document| count_han(&document.text))
        .sum();
    let mut times = Vec::new();
    for stage in Stage::ALL {
        pipeline.pass(stage, documents)?;
        let mut measured = Vec::new();
        for _ in 0..passes.max(1) {
            let start = Instant::now();
            pipeline.pass(stage, documents)?;
            measured.push(start.elapsed());
        }
        times.push(StageTime {
            stage,
            threads: pipeline.settings.threads,
            best: measured.iter().min().copied().unwrap_or_default(),
            worst: measured.iter().max().copied().unwrap_or_default(),
            bytes,
            chars,
            tokens,
        });
    }
    Ok(times)
}

impl Pipeline {
    /// Runs one stage over all documents; gives a sum that keeps the work from being optimised
    /// away.
    fn pass(&self, stage: Stage, documents: &[Document]) -> crate::Result<u64> {
        match stage {
            Stage::Fold => Ok(self.each(documents, |buffers, document| {
                let options = self.fold_options(document, &document.text);
                buffers.folded.refill(&document.text, &options);
                buffers.folded.units.len() as u64
            })),
            Stage::Match => Ok(self.each(documents, |buffers, document| {
                let found = self.found(document, Part::Body, buffers);
                found.map_or(0, |found| found.hits.len() as u64)
            })),
            Stage::Segment => Ok(self.each(documents, |_, document| self.count_tokens(document))),
            Stage::Ngrams | Stage::Whole => self.counted(stage, documents),
        }
    }

    /// Words and numbers of a document.
    fn count_tokens(&self, document: &Document) -> u64 {
        let mut tokens = 0;
        self.segmenter().worker().tokens(&document.text, |token| {
            let class = token.map(classify_token);
            let counted = matches!(class, Some(TokenClass::Word | TokenClass::Number));
            tokens += u64::from(counted);
        });
        tokens
    }

    fn each(
        &self,
        documents: &[Document],
        work: impl Fn(&mut Buffers, &Document) -> u64 + Sync,
    ) -> u64 {
        self.pool.install(|| {
            let parts = batch::split(documents);
            let part = |buffers: &mut Buffers, part: &&[Document]| {
                part.iter().map(|d| work(buffers, d)).sum::<u64>()
            };
            parts.par_iter().map_init(Buffers::default, part).sum()
        })
    }

    fn counted(&self, stage: Stage, documents: &[Document]) -> crate::Result<u64> {
        let options = self.settings.ngrams.clone().unwrap_or_default();
        let mut counter = NgramCounter::new(options.clone(), &self.settings.scratch);
        let chunks = match stage {
            Stage::Whole => self.whole_chunks(documents),
            _ => self.token_chunks(documents, &options),
        };
        for chunk in chunks {
            counter.absorb(&chunk)?;
        }
        Ok(counter.finish(&|| Ok(()), |_, _, _| Ok(()))?.rows.len() as u64)
    }

    fn whole_chunks(&self, documents: &[Document]) -> Vec<TokenChunk> {
        let chunk = |buffers: &mut Buffers, part: &&[Document]| {
            Counter::new(self, None, buffers).tokens_of(part)
        };
        let parts = batch::split(documents);
        self.pool
            .install(|| parts.par_iter().map_init(Buffers::default, chunk).collect())
    }

    fn token_chunks(&self, documents: &[Document], options: &NgramOptions) -> Vec<TokenChunk> {
        let parts = batch::split(documents);
        let chunk = |part: &&[Document]| {
            let mut tokens = TokenChunk::default();
            for document in *part {
                tokens.add(
                    &document.text,
                    &mut self.segmenter().worker(),
                    Some(options),
                );
            }
            tokens
        };
        self.pool.install(|| parts.par_iter().map(chunk).collect())
    }
}
