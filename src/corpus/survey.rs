//! Owns what can only be known from the whole corpus: lines that many documents share, and which
//! documents are copies of others.
//!
//! A corpus is surveyed once before it is counted. [`SurveyPart::merge`] is associative, so that
//! parts may be surveyed by many threads.

use std::borrow::Borrow;
use std::collections::BTreeSet;
use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::date::DocumentDate;
use super::document::{Document, Part, SiteNames};
use super::duplicates::{self, DuplicateKind, DuplicateOptions, Fingerprint, Scratch, parts_among};
use super::zones::{LineSurvey, RepeatedLines};
use crate::digest::short_digest;

/// What is done with copies of a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Duplicates {
    /// The earliest of them is counted.
    #[default]
    LeftOut,
    /// All are counted.
    Kept,
}

/// What was learned from a few neighbouring documents.
#[derive(Debug, Default)]
pub struct SurveyPart {
    lines: LineSurvey,
    variables: BTreeSet<String>,
    documents: Vec<Surveyed>,
    /// A document of each text that is long enough to have details, by its digest.
    texts: FxHashMap<[u64; 2], usize>,
}

#[derive(Debug)]
struct Surveyed {
    id: Box<str>,
    date: Option<DocumentDate>,
    fingerprint: Fingerprint,
}

impl Borrow<Fingerprint> for Surveyed {
    fn borrow(&self) -> &Fingerprint {
        &self.fingerprint
    }
}

/// A document that is a copy, or a part, of another one.
#[derive(Debug, Clone, PartialEq)]
pub struct Duplicate {
    /// The id of the other document; its copies hold it together.
    pub of: Arc<str>,
    /// How the two are alike.
    pub kind: Likeness,
    /// Share of their text that is the same, 0 to 1; of a part the share of it that was seen in the
    /// whole.
    pub similarity: f64,
}

/// How a document is like another one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Likeness {
    /// The same words in the same order.
    Exact,
    /// Nearly the same text.
    Near,
    /// The beginning of the other one, such as a preview; it is counted.
    Part,
}

impl Likeness {
    /// The name in tables.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Exact => "exact",
            Self::Near => "near",
            Self::Part => "part",
        }
    }

    /// Whether one of the two is enough.
    #[must_use]
    pub fn is_copy(self) -> bool {
        self != Self::Part
    }
}

/// What was learned from a corpus.
#[derive(Debug, Default)]
pub struct Survey {
    repeated: RepeatedLines,
    variables: BTreeSet<String>,
    /// Documents that are like another one, sorted by the digests of their ids: of a corpus of
    /// copies these are nearly all.
    duplicates: Box<[(u128, Duplicate)]>,
    policy: Duplicates,
    documents: usize,
}

/// Buffers for learning from one document after the other.
#[derive(Debug, Default)]
pub struct SurveyBuffers {
    body: String,
    fingerprint: Scratch,
}

impl SurveyPart {
    /// Learns from `document`.
    pub fn add(&mut self, document: &Document, buffers: &mut SurveyBuffers) {
        self.lines.add(&document.text);
        for name in document.variables.keys() {
            if !self.variables.contains(name) {
                self.variables.insert(name.clone());
            }
        }
        let body = document.part(Part::Body, SiteNames::Blanked, &mut buffers.body);
        self.push(Surveyed {
            id: document.id.as_str().into(),
            date: document.date.date,
            fingerprint: Fingerprint::with(&mut buffers.fingerprint, body.into_iter()),
        });
    }

    /// Takes a document; copies of a text remember it together.
    fn push(&mut self, mut document: Surveyed) {
        let place = self.documents.len();
        if document.fingerprint.has_details() {
            let first = *self
                .texts
                .entry(document.fingerprint.digest())
                .or_insert(place);
            if let Some(first) = self.documents.get(first) {
                document.fingerprint.share(&first.fingerprint);
            }
        }
        self.documents.push(document);
    }

    /// Both together; `other` comes after this part in reading order.
    #[must_use]
    pub fn merge(mut self, other: Self) -> Self {
        for document in other.documents {
            self.push(document);
        }
        self.variables.extend(other.variables);
        self.lines = self.lines.merge(other.lines);
        self
    }

    /// Takes out what was learned of lines: what follows from it is told apart.
    pub(crate) fn take_lines(&mut self) -> LineSurvey {
        std::mem::take(&mut self.lines)
    }

    /// What follows for the corpus.
    #[must_use]
    pub fn conclude(self, policy: Duplicates, options: DuplicateOptions) -> Survey {
        let documents = self.documents;
        let rank = |document: usize| {
            let date = documents[document].date;
            (date.is_none(), date, document)
        };
        drop(self.texts);
        let id = |document: usize| -> &str { &documents[document].id };
        let mut duplicates = Vec::new();
        let mut is_kept = vec![true; documents.len()];
        let mut push = |document: usize, of: &Arc<str>, (kind, similarity)| {
            let of = Arc::clone(of);
            let duplicate = Duplicate {
                of,
                kind,
                similarity,
            };
            duplicates.push((short_digest(id(document).as_bytes()), duplicate));
        };
        for group in duplicates::group(&documents, rank, options) {
            let of = id(group.kept).into();
            for member in &group.members {
                let kind = match member.kind {
                    DuplicateKind::Exact => Likeness::Exact,
                    DuplicateKind::Near => Likeness::Near,
                };
                push(member.document, &of, (kind, member.similarity));
                is_kept[member.document] = false;
            }
        }
        let kept: Vec<usize> = (0..documents.len()).filter(|&at| is_kept[at]).collect();
        for part in parts_among(&documents, &kept) {
            let of = id(part.whole).into();
            push(part.document, &of, (Likeness::Part, part.share));
        }
        duplicates.sort_unstable_by_key(|&(digest, _)| digest);
        Survey {
            repeated: self.lines.into_repeated(),
            variables: self.variables,
            duplicates: duplicates.into_boxed_slice(),
            policy,
            documents: documents.len(),
        }
    }
}

impl Survey {
    /// The same with these lines.
    pub(crate) fn with_repeated(self, repeated: RepeatedLines) -> Self {
        Self { repeated, ..self }
    }

    /// Lines that stand at the edge of many documents.
    #[must_use]
    pub fn repeated(&self) -> &RepeatedLines {
        &self.repeated
    }

    /// Names of all document variables.
    #[must_use]
    pub fn variables(&self) -> &BTreeSet<String> {
        &self.variables
    }

    /// What the document is a copy of.
    #[must_use]
    pub fn duplicate(&self, id: &str) -> Option<&Duplicate> {
        if self.duplicates.is_empty() {
            return None;
        }
        let digest = short_digest(id.as_bytes());
        let at = self.duplicates.binary_search_by_key(&digest, |copy| copy.0);
        let (_, duplicate) = self.duplicates.get(at.ok()?)?;
        Some(duplicate)
    }

    /// Whether the document is left out of counts, as a copy of another one.
    #[must_use]
    pub fn is_left_out(&self, id: &str) -> bool {
        self.policy == Duplicates::LeftOut
            && self.duplicate(id).is_some_and(|found| found.kind.is_copy())
    }

    /// Documents that were surveyed.
    #[must_use]
    pub fn documents(&self) -> usize {
        self.documents
    }
}
