//! Owns one pass of every stage: its input is made while the clock stands.

use std::hint::black_box;
use std::time::{Duration, Instant};

use rayon::prelude::{IntoParallelIterator, IntoParallelRefIterator, ParallelIterator};

use super::super::{Pipeline, Silent, parts};
use super::Sample;
use crate::corpus::{Document, Draft, Part, RepeatedLines, SiteNames};
use crate::error::Result;
use crate::matcher::{DateSpan, apply_policy};
use crate::ngram::{ChunkBuilder, NgramCounter, TokenChunk};
use crate::segment::Worker;
use crate::text::FoldedText;

/// Text whose input is made at a time, roughly: as much as a worker takes, this many times.
const SLICE_PARTS: usize = 64;

/// The same in bytes, for drafts.
const SLICE_BYTES: usize = 8 << 20;

/// What matching and segmenting read: the body of a document.
pub(super) struct Body<'d> {
    document: &'d Document,
    pub(super) text: String,
}

/// The bodies of `documents`.
pub(super) fn bodies(documents: &[Document], names: SiteNames) -> Vec<Body<'_>> {
    let mut buffer = String::new();
    let body = |document| {
        let text = Document::part(document, Part::Body, names, &mut buffer);
        Body {
            document,
            text: text.unwrap_or_default().to_owned(),
        }
    };
    documents.iter().map(body).collect()
}

/// The time of reading: drafts are made and dropped.
pub(super) fn read(sample: &Sample) -> Duration {
    let start = Instant::now();
    let bytes: usize = sample.drafts().map(|draft| draft.size()).sum();
    black_box(bytes);
    start.elapsed()
}

impl Pipeline {
    /// The time of making documents of drafts.
    pub(super) fn clean(&self, sample: &Sample) -> Duration {
        let unknown = RepeatedLines::default();
        let finish = |(): &mut (), drafts: Vec<Draft>| -> usize {
            let documents = drafts.into_iter().map(|draft| draft.finish(&unknown));
            documents.flatten().map(|(d, _)| d.text.len()).sum()
        };
        let mut elapsed = Duration::ZERO;
        let mut drafts = sample.drafts().peekable();
        while drafts.peek().is_some() {
            let (mut slice, mut bytes) = (Vec::new(), 0);
            while let Some(draft) = drafts.next_if(|_| bytes < SLICE_BYTES) {
                bytes += draft.size();
                slice.push(draft);
            }
            elapsed += self.clocked(parts::of_drafts(slice), || (), finish).0;
        }
        elapsed
    }

    /// The time of folding bodies.
    pub(super) fn fold(&self, documents: &[Document]) -> Duration {
        let fold = |folded: &mut FoldedText, part: &Vec<Body<'_>>| {
            for body in part {
                let options = self.fold_options(body.document, &body.text);
                folded.refill(&body.text, &options);
                black_box(&*folded);
            }
        };
        self.each_slice(documents, SiteNames::Kept, |bodies| {
            let parts = bodies.iter().collect();
            self.clocked(parts, FoldedText::default, fold).0
        })
    }

    /// The time of finding phrases in what is folded.
    pub(super) fn search(&self, documents: &[Document]) -> Duration {
        let search = |(): &mut (), (part, folded): (&Vec<Body<'_>>, Vec<FoldedText>)| -> usize {
            let hits = part.iter().zip(&folded).map(|(body, folded)| {
                let date = body.document.date.date;
                let date = date.and_then(|date| DateSpan::new(date.year, date.month, date.day));
                let found = self.matcher.find_folded(&body.text, folded, date);
                apply_policy(&found.hits, self.settings.overlap).len()
            });
            hits.sum()
        };
        let fold = |body: &Body<'_>| {
            let options = self.fold_options(body.document, &body.text);
            FoldedText::new(&body.text, &options)
        };
        self.each_slice(documents, SiteNames::Kept, |bodies| {
            let folded = |part: &Vec<Body<'_>>| part.iter().map(fold).collect();
            let folded: Vec<Vec<FoldedText>> = self
                .pool
                .install(|| bodies.par_iter().map(folded).collect());
            let parts = bodies.iter().zip(folded).collect();
            self.clocked(parts, || (), search).0
        })
    }

    /// The time of segmenting bodies; tokens are given and not kept.
    pub(super) fn segment(&self, documents: &[Document]) -> Duration {
        let segmenter = self.segmenter();
        let segment = |worker: &mut Worker<'_>, part: &Vec<Body<'_>>| {
            let mut tokens = 0_usize;
            for body in part {
                worker.tokens(&body.text, |token| {
                    tokens += usize::from(token.is_some());
                });
            }
            tokens
        };
        self.each_slice(documents, SiteNames::Blanked, |bodies| {
            let parts = bodies.iter().collect();
            self.clocked(parts, || segmenter.worker(), segment).0
        })
    }

    /// The time of giving ids to tokens, segmenting included, and the number of tokens.
    pub(super) fn number(&self, documents: &[Document]) -> (Duration, u64) {
        let mut tokens = 0;
        let elapsed = self.each_slice(documents, SiteNames::Blanked, |bodies| {
            let (elapsed, chunks) = self.numbered(bodies);
            tokens += chunks.iter().map(|(number, _)| number).sum::<u64>();
            elapsed
        });
        (elapsed, tokens)
    }

    /// The time of counting and listing the n-grams of ids.
    pub(super) fn count_ngrams(&self, documents: &[Document]) -> Result<Duration> {
        let options = self.settings.ngrams.clone().unwrap_or_default();
        let mut counter = NgramCounter::new(options, &self.settings.scratch, self.settings.memory);
        let mut failure = Ok(());
        let absorbing = self.each_slice(documents, SiteNames::Blanked, |bodies| {
            let chunks = self.numbered(bodies).1;
            let start = Instant::now();
            let absorbed = chunks.iter().try_for_each(|(_, c)| counter.absorb(c));
            if failure.is_ok() {
                failure = absorbed;
            }
            start.elapsed()
        });
        failure?;
        let start = Instant::now();
        black_box(self.list_ngrams(counter, &Silent, |_, _, _| (), |()| Ok(()))?);
        Ok(absorbing + start.elapsed())
    }

    /// The ids of every part, with the number of its tokens, and the time they took.
    fn numbered(&self, bodies: &[Vec<Body<'_>>]) -> (Duration, Vec<(u64, TokenChunk)>) {
        let options = self.settings.ngrams.as_ref();
        let number = |builder: &mut ChunkBuilder<'_>, part: &Vec<Body<'_>>| {
            let bodies = part.iter();
            let tokens = bodies.map(|body| builder.add(&body.text, options).tokens);
            (tokens.sum(), builder.take())
        };
        let parts = bodies.iter().collect();
        self.clocked(parts, || self.chunk_builder(), number)
    }

    /// Gives `take` the bodies of all documents, a slice at a time and in the parts that workers
    /// take; the sum of its times.
    fn each_slice(
        &self,
        documents: &[Document],
        names: SiteNames,
        mut take: impl FnMut(&[Vec<Body<'_>>]) -> Duration,
    ) -> Duration {
        let parts = parts::of_documents(documents);
        let slices = parts.chunks(SLICE_PARTS).map(|slice| {
            let bodies: Vec<Vec<Body<'_>>> = self.pool.install(|| {
                let slice = slice.par_iter();
                slice.map(|part| bodies(part, names)).collect()
            });
            take(&bodies)
        });
        slices.sum()
    }

    /// Does `work` on all `parts`, in the pipeline's threads, and takes the time.
    fn clocked<T: Send, W, R: Send>(
        &self,
        parts: Vec<T>,
        worker: impl Fn() -> W + Send + Sync,
        work: impl Fn(&mut W, T) -> R + Send + Sync,
    ) -> (Duration, Vec<R>) {
        let start = Instant::now();
        let done = self
            .pool
            .install(|| parts.into_par_iter().map_init(worker, work).collect());
        let elapsed = start.elapsed();
        (elapsed, black_box(done))
    }
}
