//! Owns what is said at the end of a run; saying it is the command line's.

use std::path::PathBuf;

use crate::corpus::Skipped;
use crate::count::Totals;
use crate::pipeline::Run;

/// What a finished run has to say.
#[derive(Debug, Clone, Default)]
pub struct Summary {
    /// Where the report is.
    pub out: PathBuf,
    /// Documents counted.
    pub documents: usize,
    /// Documents without a year, which are in no table by year.
    pub undated: usize,
    /// Path and words of the first date that could not be read, and how many there are.
    pub unreadable_dates: Option<(String, usize)>,
    /// Han characters counted.
    pub chars: u64,
    /// Tokens counted.
    pub tokens: u64,
    /// Hits of all phrases.
    pub hits: u64,
    /// The most frequent phrases.
    pub top_phrases: Vec<(String, u64)>,
    /// Documents left out, as copies of others.
    pub left_out: usize,
    /// Hits in title lines and outlines, which are in no count.
    pub hits_apart: u64,
    /// What could not be read, or not wholly.
    pub skipped: Vec<Skipped>,
    /// Files left out on request.
    pub excluded: usize,
}

impl Summary {
    pub(super) fn of(run: &Run, out: PathBuf, top_phrases: Vec<(String, u64)>) -> Self {
        let total = &run.counts.whole.total;
        let Totals {
            chars,
            tokens,
            hits,
            ..
        } = run.counts.totals();
        Self {
            out,
            documents: run.sizes.counted,
            undated: run.sizes.undated,
            unreadable_dates: run.unread_dates.clone(),
            chars,
            tokens,
            hits,
            top_phrases,
            left_out: run.sizes.left_out,
            hits_apart: total.in_title + total.in_outline,
            skipped: run.skipped.clone(),
            excluded: run.excluded,
        }
    }
}
