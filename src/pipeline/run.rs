//! Owns what counting a corpus gave: sums, the first documents, and what was not read.

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicBool, Ordering};

use rustc_hash::FxHashMap;

use super::Settings;
use super::parts::Met;
use crate::corpus::{Corpus, CorpusOptions, Document, Duplicate, InputFile, Skipped, Survey};
use crate::count::{CorpusCounts, DocumentCounts};
use crate::passages::PassageText;

/// How many documents a run keeps. Sums are over all of them anyway.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Keep {
    /// All, without their texts: memory follows the corpus.
    #[default]
    All,
    /// The first of them in reading order.
    First(usize),
}

impl Keep {
    fn most(self) -> usize {
        match self {
            Self::All => usize::MAX,
            Self::First(most) => most,
        }
    }
}

/// What is kept from now on: workers are told, so that they drop the rest themselves.
pub(super) struct Keeping {
    keep: Keep,
    is_done: AtomicBool,
}

impl Keeping {
    pub(super) fn new(keep: Keep) -> Self {
        Self {
            keep,
            is_done: AtomicBool::new(false),
        }
    }

    /// What is to be kept of documents behind those of the run.
    pub(super) fn now(&self) -> Keep {
        match self.is_done.load(Ordering::Relaxed) {
            true => Keep::First(0),
            false => self.keep,
        }
    }

    /// Appends what `later` documents come to.
    pub(super) fn append(&self, run: &mut Run, later: Run) {
        run.append(later, self.keep);
        let is_done = run.documents.len() >= self.keep.most();
        self.is_done.store(is_done, Ordering::Relaxed);
    }
}

/// A document with its counts.
#[derive(Debug, Clone, PartialEq)]
pub struct CountedDocument {
    /// The document; in a [`Run`] its `text` is empty.
    pub document: Document,
    /// Its counts. Of a copy that is left out tokens are not counted.
    pub counts: DocumentCounts,
    /// What it is, or resembles, a copy of.
    pub duplicate: Option<Duplicate>,
    /// How it is counted.
    pub standing: Standing,
}

/// How a document is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// Part by part.
    Counted,
    /// Not at all: it is a copy of another one.
    Duplicate,
}

/// What counting a corpus gave.
#[derive(Debug, Default)]
pub struct Run {
    /// The documents that are kept, counted or not, in reading order.
    pub documents: Vec<CountedDocument>,
    /// How many documents there are.
    pub sizes: Sizes,
    /// What the counted ones come to.
    pub counts: CorpusCounts,
    /// The counted documents' ids and groups, for n-grams; empty where none are counted.
    pub members: Members,
    /// The counted documents' texts, in reading order; none unless passages are asked for.
    pub passages: Vec<PassageText>,
    /// Names of all document variables.
    pub variables: BTreeSet<String>,
    /// Path and words of the first date that could not be read, and how many there are.
    pub unread_dates: Option<(String, usize)>,
    /// What could not be read, or not wholly.
    pub skipped: Vec<Skipped>,
    /// The files that were read.
    pub inputs: Vec<InputFile>,
    /// Files that were left out on request.
    pub excluded: usize,
    /// How the corpus was found and read.
    pub reading: CorpusOptions,
}

/// Numbers of documents.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Sizes {
    /// Those that are counted.
    pub counted: usize,
    /// Copies of others, which are not.
    pub left_out: usize,
    /// Counted ones without a year.
    pub undated: usize,
}

/// Ids and groups of the counted documents: what the n-grams of a document are written beside.
/// Memory is the length of the ids, and eight bytes and four for every grouping per document.
#[derive(Debug, Clone, Default)]
pub struct Members {
    ids: String,
    ends: Vec<usize>,
    groups: Vec<GroupIndex>,
}

/// The groups of one grouping, numbered as they were met.
#[derive(Debug, Clone, Default)]
pub struct GroupIndex {
    /// Their names.
    pub names: Vec<String>,
    /// Each document's group.
    pub of_document: Vec<Option<u32>>,
    known: FxHashMap<String, u32>,
}

impl Members {
    fn add(&mut self, id: &str, groups: &[Option<String>]) {
        self.ids.push_str(id);
        self.ends.push(self.ids.len());
        self.groups.resize_with(groups.len(), GroupIndex::default);
        for (index, name) in self.groups.iter_mut().zip(groups) {
            let number = name.as_deref().map(|name| index.number(name));
            index.of_document.push(number);
        }
    }

    /// Takes the members of `later` documents.
    fn append(&mut self, later: Self) {
        let before = self.ids.len();
        self.ids.push_str(&later.ids);
        self.ends.extend(later.ends.iter().map(|end| before + end));
        let groupings = self.groups.len().max(later.groups.len());
        self.groups.resize_with(groupings, GroupIndex::default);
        for (index, later) in self.groups.iter_mut().zip(later.groups) {
            let names = later.names.iter();
            let numbers: Vec<u32> = names.map(|name| index.number(name)).collect();
            let of_document = later.of_document.into_iter();
            let renumbered = of_document.map(|number| numbers.get(number? as usize).copied());
            index.of_document.extend(renumbered);
        }
    }

    /// The id of the counted document at `position`; empty where there is none.
    #[must_use]
    pub fn id(&self, position: usize) -> &str {
        let start = match position.checked_sub(1) {
            None => 0,
            Some(before) => self.ends.get(before).copied().unwrap_or_default(),
        };
        let end = self.ends.get(position).copied().unwrap_or_default();
        self.ids.get(start..end).unwrap_or_default()
    }

    /// The groups, in the order of the groupings.
    #[must_use]
    pub fn groups(&self) -> &[GroupIndex] {
        &self.groups
    }
}

impl GroupIndex {
    fn number(&mut self, name: &str) -> u32 {
        if let Some(&number) = self.known.get(name) {
            return number;
        }
        let number = u32::try_from(self.names.len()).unwrap_or(u32::MAX);
        self.names.push(name.to_owned());
        self.known.insert(name.to_owned(), number);
        number
    }
}

impl Run {
    /// Nothing yet of `corpus`.
    pub(super) fn of(corpus: &Corpus) -> Self {
        Self {
            excluded: corpus.excluded(),
            reading: corpus.options().clone(),
            ..Self::default()
        }
    }

    /// Takes what was met while a batch was read.
    pub(super) fn meet(&mut self, mut met: Met) {
        self.skipped.append(&mut met.skipped);
        self.inputs.append(&mut met.inputs);
    }

    /// Takes what the `later` documents come to; of them, too, only so many are kept.
    fn append(&mut self, later: Self, keep: Keep) {
        self.sizes.counted += later.sizes.counted;
        self.sizes.left_out += later.sizes.left_out;
        self.sizes.undated += later.sizes.undated;
        self.counts = std::mem::take(&mut self.counts).merge(later.counts);
        self.members.append(later.members);
        self.passages.extend(later.passages);
        self.variables.extend(later.variables);
        self.skipped.extend(later.skipped);
        match (&mut self.unread_dates, later.unread_dates) {
            (Some((_, all)), Some((_, more))) => *all += more,
            (none @ None, later) => *none = later,
            (Some(_), None) => {}
        }
        let most = keep.most().saturating_sub(self.documents.len());
        self.documents
            .extend(later.documents.into_iter().take(most));
    }

    /// Adds a document; its text is not kept.
    pub(super) fn add(&mut self, counted: CountedDocument, settings: &Settings, keep: Keep) {
        let document = &counted.document;
        match counted.standing {
            Standing::Duplicate => {
                self.sizes.left_out += 1;
                self.counts.add_copy(&counted.counts);
            }
            Standing::Counted => {
                self.sizes.counted += 1;
                self.sizes.undated += usize::from(document.date.year().is_none());
                let groupings = settings.groupings.iter();
                let groups: Vec<Option<String>> =
                    groupings.map(|grouping| grouping.value(document)).collect();
                self.counts.add(&counted.counts, &groups);
                if settings.ngrams.is_some() {
                    self.members.add(&document.id, &groups);
                }
                self.note_unread_date(document);
            }
        }
        for name in document.variables.keys() {
            if !self.variables.contains(name) {
                self.variables.insert(name.clone());
            }
        }
        if self.documents.len() < keep.most() {
            self.documents.push(counted.without_text());
        }
    }

    fn note_unread_date(&mut self, document: &Document) {
        let Some(words) = document.dating.unread.as_deref() else {
            return;
        };
        match &mut self.unread_dates {
            Some((_, others)) => *others += 1,
            None => {
                let place = match document.line {
                    0 => document.path.clone(),
                    line => format!("{}:{line}", document.path),
                };
                self.unread_dates = Some((format!("{place}: {words:?}"), 1));
            }
        }
    }

    /// Those of the kept documents that are counted, in reading order.
    pub fn counted(&self) -> impl Iterator<Item = &CountedDocument> {
        self.with_standing(Standing::Counted)
    }

    /// Those of the kept documents that are left out as copies, in reading order.
    pub fn left_out(&self) -> impl Iterator<Item = &CountedDocument> {
        self.with_standing(Standing::Duplicate)
    }

    fn with_standing(&self, standing: Standing) -> impl Iterator<Item = &CountedDocument> {
        let documents = self.documents.iter();
        documents.filter(move |document| document.standing == standing)
    }
}

impl CountedDocument {
    /// `document` with its counts and what `survey` knows of it.
    pub(super) fn new(
        (document, standing): (Document, Standing),
        counts: DocumentCounts,
        survey: &Survey,
    ) -> Self {
        Self {
            duplicate: survey.duplicate(&document.id).cloned(),
            document,
            counts,
            standing,
        }
    }

    /// The document without its text and what only the ledgers tell of it.
    fn without_text(mut self) -> Self {
        self.document = without_text(self.document);
        self
    }
}

/// `document` without its text and what only the ledgers tell of it.
pub(super) fn without_text(mut document: Document) -> Document {
    document.text = String::new();
    document.dating.candidates = Vec::new();
    document
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn members_are_found_by_position() {
        let mut members = Members::default();
        for (id, year) in [("甲", Some("2021")), ("", None), ("乙b", Some("2021"))] {
            members.add(id, &[year.map(str::to_owned)]);
        }
        let ids: Vec<&str> = (0..4).map(|position| members.id(position)).collect();
        assert_eq!(ids, ["甲", "", "乙b", ""]);
        assert_eq!(members.groups()[0].of_document, [Some(0), None, Some(0)]);
        assert_eq!(members.groups()[0].names, ["2021"]);
        // Those of later parts, which number their groups anew.
        let mut later = Members::default();
        for (id, year) in [("丙", "2020"), ("丁", "2021")] {
            later.add(id, &[Some(year.to_owned())]);
        }
        members.append(Members::default());
        members.append(later);
        let ids: Vec<&str> = (0..6).map(|position| members.id(position)).collect();
        assert_eq!(ids, ["甲", "", "乙b", "丙", "丁", ""]);
        let index = &members.groups()[0];
        let expected = [Some(0), None, Some(0), Some(1), Some(0)];
        assert_eq!(index.of_document, expected);
        assert_eq!(index.names, ["2021", "2020"]);
    }
}
