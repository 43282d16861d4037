//! Owns how problems of a lexicon are collected, each with its place.

use std::path::PathBuf;

use super::Entry;

/// One broken rule or remark, with its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The lexicon file.
    pub path: PathBuf,
    /// The line, from 1.
    pub line: usize,
    /// What is wrong and what to do.
    pub message: String,
}

impl std::fmt::Display for Problem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}:{}: {}", self.path.display(), self.line, self.message)
    }
}

/// What was found wrong.
#[derive(Debug, Default)]
pub(super) struct Findings {
    /// What makes the lexicon unusable.
    pub(super) errors: Vec<Problem>,
    /// What is allowed but probably not meant.
    pub(super) warnings: Vec<Problem>,
}

impl Findings {
    /// Adds those of `other` at the end.
    pub(super) fn extend(&mut self, other: Self) {
        self.errors.extend(other.errors);
        self.warnings.extend(other.warnings);
    }

    pub(super) fn error(&mut self, entry: &Entry, message: String) {
        self.errors.push(problem(entry, message));
    }

    pub(super) fn warn(&mut self, entry: &Entry, message: String) {
        self.warnings.push(problem(entry, message));
    }
}

fn problem(entry: &Entry, message: String) -> Problem {
    Problem {
        path: entry.origin.path.clone(),
        line: entry.origin.line,
        message,
    }
}
