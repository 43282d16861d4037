//! Owns the one error type of the library. Knows no other module.
//!
//! A variant is one cause a user can act on; paths, lines and fields are data, and the cause
//! underneath is kept. What concerns one document only is not an error but a
//! [`Skipped`](crate::corpus::Skipped).

use std::path::PathBuf;

/// A boxed cause, so that no vendor's error type shows in a signature.
pub type Cause = Box<dyn std::error::Error + Send + Sync>;

/// `Result` with the library's [`Error`].
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Why a run could not be done.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// A path that was named does not exist.
    #[error("{}: no such file or folder", path.display())]
    NotFound {
        /// The path as it was given.
        path: PathBuf,
    },
    /// A file or folder could not be read.
    #[error("{}: cannot be read: {source}", path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// A file or folder could not be written.
    #[error("{}: cannot be written: {source}", path.display())]
    Write {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// The corpus holds no document that can be read.
    #[error("{}: no document to count: {reason}", path.display())]
    EmptyCorpus {
        /// The corpus as it was given.
        path: PathBuf,
        /// What was found instead.
        reason: String,
    },
    /// A lexicon file breaks a rule.
    #[error("{}:{line}: {message}", path.display())]
    Lexicon {
        /// The lexicon file.
        path: PathBuf,
        /// Line of the problem, from 1.
        line: usize,
        /// What is wrong and what to do.
        message: String,
    },
    /// No phrase is left to look for.
    #[error("the lexicon is empty: {message}")]
    EmptyLexicon {
        /// What to do.
        message: String,
    },
    /// A `metadata.csv` or another settings file breaks a rule.
    #[error("{}:{line}: {message}", path.display())]
    Metadata {
        /// The file.
        path: PathBuf,
        /// Line of the problem, from 1.
        line: u64,
        /// What is wrong and what to do.
        message: String,
    },
    /// The output folder cannot be used.
    #[error("--out {}: {message}", path.display())]
    Output {
        /// The output folder.
        path: PathBuf,
        /// What is wrong and what to do.
        message: String,
    },
    /// A setting has a value that cannot be used.
    #[error("{option}: {message}")]
    Setting {
        /// The option, as typed on the command line.
        option: String,
        /// What is wrong and what to do.
        message: String,
    },
    /// The threads could not be started.
    #[error("the threads could not be started: {source}")]
    Threads {
        /// The cause.
        source: Cause,
    },
    /// The scratch file that holds the token stream could not be used.
    #[error("the scratch file in {} failed: {source}", path.display())]
    Scratch {
        /// The folder of the scratch file.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// The user stopped the run.
    #[error("stopped; nothing was written")]
    Interrupted,
    /// A table could not be computed.
    #[error("could not compute the table {table}: {source}")]
    Table {
        /// The table's name.
        table: String,
        /// The cause.
        source: Cause,
    },
    /// A chart could not be drawn.
    #[error("could not draw the chart {chart}: {source}")]
    Chart {
        /// The chart's name.
        chart: String,
        /// The cause.
        source: Cause,
    },
}
