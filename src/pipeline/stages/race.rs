//! Owns measuring the segmenter against jieba-rs as it comes: on the same text, by turns, in one
//! thread, and whether both give the same tokens.

use std::hint::black_box;
use std::num::NonZeroUsize;
use std::time::{Duration, Instant};

use super::super::{Progress, checkpoint, parts};
use super::StageTime;
use super::passes::{Body, bodies};
use crate::corpus::{Document, SiteNames};
use crate::error::Result;
use crate::segment::{Segmenter, StockSegmenter, UnknownWords};
use crate::text::clauses;

/// Parts of the text that one of them does before it is the other's turn.
const TURN_PARTS: usize = 8;

/// Differences that are kept.
const KEPT: usize = 10;

/// What came of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Race {
    /// The times of our segmenter.
    pub ours: StageTime,
    /// The times of jieba-rs.
    pub theirs: StageTime,
    /// How many times as fast ours was, pass by pass, the least first; never empty.
    ratios: Vec<f64>,
    /// Tokens of jieba-rs, marks and spaces among them.
    pub tokens: u64,
    /// Clauses that were compared.
    pub clauses: u64,
    /// Clauses whose tokens differ.
    pub different: u64,
    /// The first of them.
    pub differences: Vec<TokenDifference>,
}

/// A clause that is segmented in two ways.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TokenDifference {
    /// The document's id.
    pub document: String,
    /// The clause's first character in the document, in Unicode scalar values from 0.
    pub position: usize,
    /// Its tokens by our segmenter.
    pub ours: Vec<String>,
    /// Its tokens by jieba-rs.
    pub theirs: Vec<String>,
}

impl Race {
    /// The least, the median and the greatest of how many times as fast ours was.
    #[must_use]
    pub fn ratios(&self) -> (f64, f64, f64) {
        let at = |position: usize| self.ratios.get(position).copied().unwrap_or(1.0);
        let (upper, last) = (self.ratios.len() / 2, self.ratios.len().saturating_sub(1));
        (at(0), f64::midpoint(at(last / 2), at(upper)), at(last))
    }
}

/// Segments `documents` with both, by turns: one pass compares tokens and warms up, `passes` are
/// timed.
///
/// # Errors
///
/// When the run is to stop.
pub fn race_stock(
    documents: &[Document],
    unknown: UnknownWords,
    passes: usize,
    progress: &dyn Progress,
) -> Result<Race> {
    progress.stage("segment against jieba-rs");
    let (ours, theirs) = (Segmenter::new(unknown), StockSegmenter::new(unknown));
    let found = compare(&ours, &theirs, documents, progress)?;
    let mut times = Vec::new();
    for pass in 0..passes.max(1) {
        times.push(pass_of_both(&ours, &theirs, documents, pass, progress)?);
    }
    let mut ratios: Vec<f64> = times
        .iter()
        .map(|(ours, theirs)| theirs.as_secs_f64() / ours.as_secs_f64().max(1e-9))
        .collect();
    ratios.sort_unstable_by(f64::total_cmp);
    let (our_times, their_times) = times.into_iter().unzip();
    let one = NonZeroUsize::MIN;
    Ok(Race {
        ours: StageTime::new("segment (by turns)", one, our_times),
        theirs: StageTime::new("segment (jieba-rs)", one, their_times),
        ratios,
        ..found
    })
}

/// The times of both over all documents. Who begins changes with every turn.
fn pass_of_both(
    ours: &Segmenter,
    theirs: &StockSegmenter,
    documents: &[Document],
    pass: usize,
    progress: &dyn Progress,
) -> Result<(Duration, Duration)> {
    let mut times = (Duration::ZERO, Duration::ZERO);
    let mut worker = ours.worker();
    let parts = parts::of_documents(documents);
    for (turn, parts) in (pass..).zip(parts.chunks(TURN_PARTS)) {
        checkpoint(progress)?;
        let texts: Vec<Body<'_>> = parts
            .iter()
            .flat_map(|part| bodies(part, SiteNames::Blanked))
            .collect();
        let mut by_ours = || {
            clocked(&texts, |text, tokens| {
                worker.tokens(text, |token| *tokens += u64::from(token.is_some()));
            })
        };
        let by_theirs = || {
            clocked(&texts, |text, tokens| {
                theirs.tokens(text, |token| *tokens += u64::from(token.is_some()));
            })
        };
        let (our_time, their_time) = if turn % 2 == 0 {
            (by_ours(), by_theirs())
        } else {
            let their_time = by_theirs();
            (by_ours(), their_time)
        };
        times.0 += our_time;
        times.1 += their_time;
    }
    Ok(times)
}

fn clocked(texts: &[Body<'_>], mut segment: impl FnMut(&str, &mut u64)) -> Duration {
    let mut tokens = 0;
    let start = Instant::now();
    for body in texts {
        segment(&body.text, &mut tokens);
    }
    let elapsed = start.elapsed();
    black_box(tokens);
    elapsed
}

/// Compares the tokens of every clause; without times.
fn compare(
    ours: &Segmenter,
    theirs: &StockSegmenter,
    documents: &[Document],
    progress: &dyn Progress,
) -> Result<Race> {
    let mut worker = ours.worker();
    let nothing = || StageTime::new("", NonZeroUsize::MIN, Vec::new());
    let mut race = Race {
        ours: nothing(),
        theirs: nothing(),
        ratios: Vec::new(),
        tokens: 0,
        clauses: 0,
        different: 0,
        differences: Vec::new(),
    };
    for document in documents {
        checkpoint(progress)?;
        for body in bodies(std::slice::from_ref(document), SiteNames::Blanked) {
            let our_tokens = by_clause(|each| worker.tokens(&body.text, each));
            let their_tokens = by_clause(|each| theirs.tokens(&body.text, each));
            race.add(document, &body.text, &our_tokens, &their_tokens);
        }
    }
    Ok(race)
}

/// The tokens of every clause.
fn by_clause<'t>(segment: impl FnOnce(&mut dyn FnMut(Option<&'t str>))) -> Vec<Vec<&'t str>> {
    let mut clauses = vec![Vec::new()];
    segment(&mut |token| match (token, clauses.last_mut()) {
        (Some(token), Some(clause)) => clause.push(token),
        _ => clauses.push(Vec::new()),
    });
    clauses.pop();
    clauses
}

impl Race {
    /// Adds a document: `text` is its body.
    fn add(&mut self, document: &Document, text: &str, ours: &[Vec<&str>], theirs: &[Vec<&str>]) {
        let none = Vec::new();
        for (number, clause) in clauses(text).enumerate() {
            let ours = ours.get(number).unwrap_or(&none);
            let theirs = theirs.get(number).unwrap_or(&none);
            self.clauses += 1;
            self.tokens += theirs.len() as u64;
            if ours == theirs {
                continue;
            }
            self.different += 1;
            if self.differences.len() < KEPT {
                let owned = |tokens: &[&str]| tokens.iter().map(ToString::to_string).collect();
                self.differences.push(TokenDifference {
                    document: document.id.clone(),
                    position: text[..clause.byte].chars().count(),
                    ours: owned(ours),
                    theirs: owned(theirs),
                });
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::Silent;
    use super::*;

    fn document(id: &str, text: &str) -> Document {
        Document {
            id: id.to_owned(),
            text: text.to_owned(),
            ..Document::default()
        }
    }

    #[test]
    fn equal_engines_agree_and_are_timed_in_every_pass() {
        let documents = [
            document("a", "会议强调,要增强“四个意识”。"),
            document("empty", "\n"),
        ];
        for unknown in [UnknownWords::Guessed, UnknownWords::Split] {
            let race = race_stock(&documents, unknown, 3, &Silent).unwrap();
            assert_eq!((race.clauses, race.different), (2, 0));
            assert!(race.tokens > 4, "{race:?}");
            assert_eq!(race.ratios.len(), 3);
            let (least, median, greatest) = race.ratios();
            assert!(0.0 < least && least <= median && median <= greatest);
        }
    }

    #[test]
    fn a_difference_is_named_with_its_place() {
        let ours = Segmenter::new(UnknownWords::Guessed);
        let theirs = StockSegmenter::new(UnknownWords::Split);
        let documents = [
            document("a", "我们要深化改革。"),
            document("b", "会议指出,他来到了网易杭研大厦。"),
        ];
        let race = compare(&ours, &theirs, &documents, &Silent).unwrap();
        assert_eq!((race.clauses, race.different), (3, 1));
        let [found] = race.differences.as_slice() else {
            panic!("{race:?}");
        };
        assert_eq!((found.document.as_str(), found.position), ("b", 5));
        assert!(found.ours.contains(&"杭研".to_owned()), "{found:?}");
        assert!(found.theirs.contains(&"杭".to_owned()), "{found:?}");
    }
}
