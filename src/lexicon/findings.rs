//! Owns how problems of a lexicon are collected, each with its place.

use super::{Entry, Origin};

/// One broken rule or remark, with its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The file and line.
    pub origin: Origin,
    /// What is wrong and what to do.
    pub message: String,
}

impl Problem {
    /// A problem of `entry`.
    #[must_use]
    pub fn of(entry: &Entry, message: String) -> Self {
        Self {
            origin: entry.origin.clone(),
            message,
        }
    }
}

impl std::fmt::Display for Problem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}: {}", self.origin, self.message)
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
        self.errors.push(Problem::of(entry, message));
    }

    pub(super) fn warn(&mut self, entry: &Entry, message: String) {
        self.warnings.push(Problem::of(entry, message));
    }
}
