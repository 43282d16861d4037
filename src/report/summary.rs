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
        let Totals {
            chars,
            tokens,
            hits,
            ..
        } = run.counts.totals();
        Self {
            out,
            documents: run.documents.len(),
            undated: run.undated(),
            unreadable_dates: unreadable_dates(run),
            chars,
            tokens,
            hits,
            top_phrases,
            left_out: run.left_out.len(),
            hits_apart: hits_apart(run),
            skipped: run.skipped.clone(),
            excluded: run.excluded,
        }
    }
}

fn hits_apart(run: &Run) -> u64 {
    let documents = run.counts.documents.values();
    let totals = documents.map(crate::count::DocumentCounts::total);
    totals.map(|total| total.in_title + total.in_outline).sum()
}

fn unreadable_dates(run: &Run) -> Option<(String, usize)> {
    let documents = run.documents.iter().map(|info| &info.document);
    let mut unreadable =
        documents.filter_map(|document| Some((document, document.dating.unread.as_deref()?)));
    let (first, words) = unreadable.next()?;
    let place = if first.line > 0 {
        format!("{}:{}", first.path, first.line)
    } else {
        first.path.clone()
    };
    Some((format!("{place}: {words:?}"), 1 + unreadable.count()))
}
