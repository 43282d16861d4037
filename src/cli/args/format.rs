//! Owns the forms in which rows are written to standard output.

use clap::ValueEnum;

/// How rows are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// Lines to read
    Table,
    /// A table with a header for spreadsheets and R
    Csv,
    /// One JSON object per line
    Jsonl,
}
