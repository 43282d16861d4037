//! Owns batches: reading ahead on a thread of its own, and splitting work among workers.

use std::sync::mpsc::{self, SyncSender};

use super::{Progress, checkpoint};
use crate::corpus::{Corpus, Document, Draft, DraftItem, DraftReader, InputFile, Skipped};
use crate::error::Result;

/// Batches that wait to be counted while the next one is read.
const WAITING: usize = 2;

/// Text in a batch, roughly.
const BATCH_BYTES: usize = 4 << 20;

/// Text in the part that one worker takes at a time, roughly.
const PART_BYTES: usize = 128 << 10;

/// Documents to be prepared, and what was met while reading them.
#[derive(Debug, Default)]
pub(super) struct Batch {
    pub(super) drafts: Vec<Draft>,
    pub(super) skipped: Vec<Skipped>,
    pub(super) inputs: Vec<InputFile>,
}

/// Gives `take` every batch of `corpus` in order; a thread of its own reads ahead. Ends at the
/// first error, and when `progress` says so.
pub(super) fn each(
    corpus: Corpus,
    progress: &dyn Progress,
    mut take: impl FnMut(Batch) -> Result<()>,
) -> Result<()> {
    std::thread::scope(|scope| {
        let (sender, receiver) = mpsc::sync_channel::<Batch>(WAITING);
        scope.spawn(move || read(corpus, &sender));
        for batch in receiver {
            checkpoint(progress)?;
            take(batch)?;
        }
        Ok(())
    })
}

/// Reads all of `corpus` into batches; stops when nobody takes them any more.
fn read(corpus: Corpus, sender: &SyncSender<Batch>) {
    let mut batch = Batch::default();
    let mut bytes = 0;
    for item in DraftReader::new(corpus) {
        match item {
            DraftItem::Draft(draft) => {
                bytes += draft.size();
                batch.drafts.push(*draft);
            }
            DraftItem::Skipped(skipped) => batch.skipped.push(skipped),
            DraftItem::Input(input) => batch.inputs.push(input),
        }
        if bytes >= BATCH_BYTES {
            bytes = 0;
            if sender.send(std::mem::take(&mut batch)).is_err() {
                return;
            }
        }
    }
    // Whoever stopped listening has a reason of its own to report.
    drop(sender.send(batch));
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
