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

/// Tables that are written while documents are counted.
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
    /// A row per document.
    Documents,
    /// A row per document that is, or resembles, a copy of another one.
    Duplicates,
    /// A row per document and phrase that it has.
    Phrases,
}

impl LedgerTable {
    /// All ledgers, in their order.
    pub const ALL: [Self; 7] = [
        Self::Hits,
        Self::Masks,
        Self::Zones,
        Self::Dates,
        Self::Documents,
        Self::Duplicates,
        Self::Phrases,
    ];
}

/// Rows of the ledgers.
#[derive(Debug, Default)]
pub struct LedgerPart {
    rows: [Vec<u8>; LedgerTable::ALL.len()],
}

impl LedgerPart {
    /// Where the rows of one table are appended.
    pub fn rows_mut(&mut self, table: LedgerTable) -> &mut Vec<u8> {
        &mut self.rows[table as usize]
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
    /// Take the rows of a table each, in reading order; rows of other tables are dropped.
    pub sinks: Vec<(LedgerTable, Sink<'a>)>,
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
        for (table, sink) in &mut self.sinks {
            sink.write(part.rows(*table))?;
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
