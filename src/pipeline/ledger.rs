//! Owns the ledgers of a run: who makes their rows and where the rows go.

use std::io::Write;
use std::path::PathBuf;

use super::Found;
use crate::corpus::Document;
use crate::error::{Error, Result};

/// Turns what was found in a document into ledger rows; called by many threads.
pub trait LedgerRows: Sync {
    /// Appends the rows of `document` to `out`.
    fn rows(&self, document: &Document, found: &Found, out: &mut LedgerPart);
}

/// Rows of the two ledgers.
#[derive(Debug, Default)]
pub struct LedgerPart {
    /// Rows of hits.
    pub hits: Vec<u8>,
    /// Rows of masks.
    pub masks: Vec<u8>,
}

/// Where rows go while a corpus is counted.
pub struct Ledger<'a> {
    /// Makes the rows.
    pub rows: &'a dyn LedgerRows,
    /// Takes the rows of hits, in reading order.
    pub hits: Sink<'a>,
    /// Takes the rows of masks, in reading order.
    pub masks: Sink<'a>,
}

/// A file that is written.
pub struct Sink<'a> {
    /// Takes the bytes.
    pub out: &'a mut dyn Write,
    /// Named when writing fails.
    pub path: PathBuf,
}

impl std::fmt::Debug for Ledger<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Ledger")
            .field("hits", &self.hits)
            .field("masks", &self.masks)
            .finish_non_exhaustive()
    }
}

impl std::fmt::Debug for Sink<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Sink")
            .field("path", &self.path)
            .finish_non_exhaustive()
    }
}

impl Ledger<'_> {
    pub(super) fn write(&mut self, rows: &LedgerPart) -> Result<()> {
        self.hits.write(&rows.hits)?;
        self.masks.write(&rows.masks)
    }
}

impl Sink<'_> {
    fn write(&mut self, bytes: &[u8]) -> Result<()> {
        self.out.write_all(bytes).map_err(|source| Error::Write {
            path: self.path.clone(),
            source,
        })
    }
}
