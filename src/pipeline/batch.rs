//! Owns batches: reading ahead on a thread of its own, and splitting work among workers.

use std::sync::mpsc::SyncSender;

use crate::corpus::{Corpus, CorpusReader, Document, InputFile, Item, Skipped};

/// Text in a batch, roughly.
const BATCH_BYTES: usize = 4 << 20;

/// Text in the part that one worker takes at a time, roughly.
const PART_BYTES: usize = 128 << 10;

/// Documents and what was met while reading them.
#[derive(Debug, Default)]
pub(super) struct Batch {
    pub(super) documents: Vec<Document>,
    pub(super) skipped: Vec<Skipped>,
    pub(super) inputs: Vec<InputFile>,
}

/// Reads all of `corpus` into batches; stops when nobody takes them any more.
pub(super) fn read(corpus: Corpus, sender: &SyncSender<Batch>) {
    let mut batch = Batch::default();
    let mut bytes = 0;
    for item in CorpusReader::new(corpus) {
        match item {
            Item::Document(document) => {
                bytes += document.text.len();
                batch.documents.push(*document);
            }
            Item::Skipped(skipped) => batch.skipped.push(skipped),
            Item::Input(input) => batch.inputs.push(input),
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
