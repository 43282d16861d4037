//! Owns what can only be known from the whole corpus: lines that many documents share, and which
//! documents are copies of others.
//!
//! A corpus is surveyed once before it is counted. [`SurveyPart::merge`] is associative, so that
//! parts may be surveyed by many threads.

use std::borrow::Borrow;
use std::collections::BTreeSet;

use rustc_hash::FxHashMap;

use super::date::DocumentDate;
use super::document::{Document, Part, SiteNames};
use super::duplicates::{self, DuplicateKind, DuplicateOptions, Fingerprint, parts_among};
use super::zones::{LineSurvey, RepeatedLines};

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
    /// The id of the other document.
    pub of: String,
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
    duplicates: FxHashMap<String, Duplicate>,
    policy: Duplicates,
    documents: usize,
}

impl SurveyPart {
    /// Learns from `document`; `buffer` is for its body.
    pub fn add(&mut self, document: &Document, buffer: &mut String) {
        self.lines.add(&document.text);
        for name in document.variables.keys() {
            if !self.variables.contains(name) {
                self.variables.insert(name.clone());
            }
        }
        let body = document.part(Part::Body, SiteNames::Blanked, buffer);
        self.push(Surveyed {
            id: document.id.as_str().into(),
            date: document.date.date,
            fingerprint: Fingerprint::of(body.into_iter()),
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

    /// What follows for the corpus.
    #[must_use]
    pub fn conclude(self, policy: Duplicates, options: DuplicateOptions) -> Survey {
        let documents = self.documents;
        let rank = |document: usize| {
            let date = documents[document].date;
            (date.is_none(), date, document)
        };
        drop(self.texts);
        let id = |document: usize| documents[document].id.to_string();
        let mut duplicates = FxHashMap::default();
        for group in duplicates::group(&documents, rank, options) {
            for member in &group.members {
                let kind = match member.kind {
                    DuplicateKind::Exact => Likeness::Exact,
                    DuplicateKind::Near => Likeness::Near,
                };
                let duplicate = Duplicate {
                    of: id(group.kept),
                    kind,
                    similarity: member.similarity,
                };
                duplicates.insert(id(member.document), duplicate);
            }
        }
        let kept = |document: &usize| !duplicates.contains_key(&*documents[*document].id);
        let kept: Vec<usize> = (0..documents.len()).filter(kept).collect();
        for part in parts_among(&documents, &kept) {
            let duplicate = Duplicate {
                of: id(part.whole),
                kind: Likeness::Part,
                similarity: part.share,
            };
            duplicates.insert(id(part.document), duplicate);
        }
        Survey {
            repeated: self.lines.into_repeated(),
            variables: self.variables,
            duplicates,
            policy,
            documents: documents.len(),
        }
    }
}

impl Survey {
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
        self.duplicates.get(id)
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
