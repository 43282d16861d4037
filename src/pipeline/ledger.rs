//! Owns the ledgers of a run: who makes their rows and where the rows go.

use std::io::Write;
use std::path::PathBuf;

use super::{DocumentRows, Found, Standing};
use crate::corpus::{Document, Part};
use crate::error::{Error, Result};

/// Turns what was found in a document into ledger rows; called by many threads.
pub trait LedgerRows: DocumentRows {
    /// Appends the rows of what was found in a part of `document` to `out`.
    fn rows(
        &self,
        document: &Document,
        place: (Part, Standing),
        found: &Found,
        out: &mut LedgerPart,
    );
}

/// The ledgers of a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LedgerTable {
    /// A row per hit.
    Hits,
    /// A row per run of mask characters.
    Masks,
    /// A row per zone.
    Zones,
    /// A row per place that may date a document.
    Dates,
}

impl LedgerTable {
    /// All ledgers, in their order.
    pub const ALL: [Self; 4] = [Self::Hits, Self::Masks, Self::Zones, Self::Dates];
}

/// Rows of the ledgers.
#[derive(Debug, Default)]
pub struct LedgerPart {
    rows: [Vec<u8>; LedgerTable::ALL.len()],
}

impl LedgerPart {
    /// Appends rows to one ledger.
    pub fn push(&mut self, table: LedgerTable, rows: impl IntoIterator<Item = u8>) {
        self.rows[table as usize].extend(rows);
    }

    /// The rows of one ledger.
    #[must_use]
    pub fn rows(&self, table: LedgerTable) -> &[u8] {
        &self.rows[table as usize]
    }
}

/// Where rows go while a corpus is counted.
pub struct Ledger<'a> {
    /// Makes the rows.
    pub rows: &'a dyn LedgerRows,
    /// Take the rows of each ledger in reading order, in the order of [`LedgerTable::ALL`].
    pub sinks: Vec<Sink<'a>>,
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
            .field("sinks", &self.sinks)
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
    pub(super) fn write(&mut self, part: &LedgerPart) -> Result<()> {
        for (sink, rows) in self.sinks.iter_mut().zip(&part.rows) {
            sink.write(rows)?;
        }
        Ok(())
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
