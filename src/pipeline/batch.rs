//! Owns batches: reading ahead of the work, taking behind it, and splitting it among workers.

use std::num::NonZeroUsize;
use std::sync::mpsc;

use super::{Progress, checkpoint};
use crate::corpus::{Corpus, Document, Draft, DraftItem, DraftReader, InputFile, Skipped};
use crate::error::Result;

/// Batches that wait between two stages.
const WAITING: usize = 1;

/// Text in the first batch, roughly; every batch is twice as long as the one before it, so that work
/// begins early.
const FIRST_BATCH: usize = 256 << 10;

/// Text in the longest batch, roughly.
const LONGEST_BATCH: usize = 4 << 20;

/// Text in the part that one worker takes at a time, roughly.
const PART_BYTES: usize = 128 << 10;

/// Documents to be prepared, and what was met while reading them.
#[derive(Debug, Default)]
pub(super) struct Batch {
    pub(super) drafts: Vec<Draft>,
    pub(super) met: Met,
}

/// What was met while a batch was read.
#[derive(Debug, Default)]
pub(super) struct Met {
    pub(super) skipped: Vec<Skipped>,
    pub(super) inputs: Vec<InputFile>,
}

/// Gives `take` what `work` makes of every batch of `corpus`, in order. With more than one thread
/// reading, working and taking overlap: while a batch is worked on, the next ones are read and the
/// one before it is taken. Ends at the first error, and when `progress` says so.
pub(super) fn each<W: Send>(
    (corpus, threads): (Corpus, NonZeroUsize),
    progress: &dyn Progress,
    work: impl Fn(Vec<Draft>) -> W + Sync,
    mut take: impl FnMut(W, Met) -> Result<()>,
) -> Result<()> {
    let mut batches = Batches::new(corpus);
    if threads.get() == 1 {
        return batches.try_for_each(|batch| {
            checkpoint(progress)?;
            take(work(batch.drafts), batch.met)
        });
    }
    std::thread::scope(|scope| {
        let (read, to_work) = mpsc::sync_channel::<Batch>(WAITING);
        let (worked, to_take) = mpsc::sync_channel::<(W, Met)>(WAITING);
        // Whoever stops listening has a reason of its own to report.
        scope.spawn(move || batches.try_for_each(|batch| read.send(batch)).ok());
        let work = &work;
        scope.spawn(move || {
            to_work
                .into_iter()
                .try_for_each(|batch| worked.send((work(batch.drafts), batch.met)))
                .ok()
        });
        to_take.into_iter().try_for_each(|(done, met)| {
            checkpoint(progress)?;
            take(done, met)
        })
    })
}

/// A corpus, batch by batch.
struct Batches {
    reader: DraftReader,
    next: usize,
}

impl Batches {
    fn new(corpus: Corpus) -> Self {
        Self {
            reader: DraftReader::new(corpus),
            next: FIRST_BATCH,
        }
    }
}

impl Iterator for Batches {
    type Item = Batch;

    fn next(&mut self) -> Option<Batch> {
        let mut batch = Batch::default();
        let (mut bytes, mut is_empty) = (0, true);
        while bytes < self.next {
            let Some(item) = self.reader.next() else {
                break;
            };
            is_empty = false;
            match item {
                DraftItem::Draft(draft) => {
                    bytes += draft.size();
                    batch.drafts.push(*draft);
                }
                DraftItem::Skipped(skipped) => batch.met.skipped.push(skipped),
                DraftItem::Input(input) => batch.met.inputs.push(input),
            }
        }
        self.next = (self.next * 2).min(LONGEST_BATCH);
        (!is_empty).then_some(batch)
    }
}

/// Bytes of `drafts`.
pub(super) fn size(drafts: &[Draft]) -> u64 {
    drafts.iter().map(|draft| draft.size() as u64).sum()
}

/// Neighbouring drafts of about [`PART_BYTES`]; the split depends on their sizes alone.
pub(super) fn parts(drafts: Vec<Draft>) -> Vec<Vec<Draft>> {
    let mut parts = Vec::new();
    let (mut part, mut bytes) = (Vec::new(), 0);
    for draft in drafts {
        bytes += draft.size();
        part.push(draft);
        if bytes >= PART_BYTES {
            parts.push(std::mem::take(&mut part));
            bytes = 0;
        }
    }
    if !part.is_empty() {
        parts.push(part);
    }
    parts
}

/// Neighbouring documents of about [`PART_BYTES`]; the split depends on the texts alone.
pub(super) fn split(documents: &[Document]) -> Vec<&[Document]> {
    let mut parts = Vec::new();
    let (mut start, mut bytes) = (0, 0);
    for (index, document) in documents.iter().enumerate() {
        bytes += document.text.len();
        if bytes >= PART_BYTES {
            parts.push(&documents[start..=index]);
            (start, bytes) = (index + 1, 0);
        }
    }
    if start < documents.len() {
        parts.push(&documents[start..]);
    }
    parts
}
