//! Owns collocates: which tokens stand around the hits of a phrase, and how often they occur at all.
//!
//! The whole lexicon is searched, so that the hits are those that a report counts. Tokens are
//! numbers in workers: words of the dictionary have their own, others are numbered part by part and
//! again when parts are merged in reading order. Memory follows the vocabulary.

mod merge;
mod tokens;
mod windows;

use rustc_hash::{FxHashMap, FxHashSet};

use super::piece::{Buffers, prepared};
use super::{Pipeline, Progress, Standing, nothing_counted};
use crate::corpus::{Corpus, Document, Draft, Part, SiteNames, Skipped, Survey};
use crate::error::Result;
use crate::lexicon::PhraseId;
use crate::matcher::Hit;
use crate::segment::TokenClass;
use crate::text::FoldedText;
use merge::Merged;
use tokens::{Filter, TokenIds};
use windows::Windows;

/// What is looked for around hits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CollocateQuery {
    /// Hits of these entries, of all kinds that count.
    pub phrases: Vec<PhraseId>,
    /// Tokens on either side of a hit.
    pub window: usize,
    /// Tokens of these classes are counted. The others are not there: they take no place in a
    /// window.
    pub classes: Vec<TokenClass>,
    /// Tokens that are not there, either.
    pub stopwords: FxHashSet<String>,
}

/// A token that stands in a window.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Collocate {
    /// The token as it stands in the text.
    pub token: String,
    /// Its occurrences in windows; in two windows it is one (O11).
    pub count: u64,
    /// Those before a hit. One that stands between two hits is on both sides.
    pub left: u64,
    /// Those after a hit.
    pub right: u64,
    /// Documents in which it stands in a window.
    pub documents: u64,
    /// Its occurrences in the corpus, those that are part of a hit among them (C1).
    pub in_corpus: u64,
}

/// What stands around the hits of a phrase in a corpus.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Collocates {
    /// The tokens that stand in windows, by their code points.
    pub collocates: Vec<Collocate>,
    /// Tokens in windows (R1), of the classes that are counted.
    pub window_tokens: u64,
    /// Tokens of the corpus (N), of the classes that are counted.
    pub tokens: u64,
    /// Hits of the phrase.
    pub hits: u64,
    /// Documents with a hit.
    pub documents_with_hits: u64,
    /// Documents that were read.
    pub documents: usize,
    /// Hits in title lines and outlines, which a report counts apart; they have no windows.
    pub hits_apart: u64,
    /// Documents that are left out, as copies of others.
    pub left_out: usize,
    /// What could not be read, or not wholly.
    pub skipped: Vec<Skipped>,
}

/// A token's occurrences in windows.
#[derive(Debug, Clone, Copy, Default)]
struct Tally {
    count: u64,
    left: u64,
    right: u64,
    documents: u64,
    /// Number of the last document that was added to `documents`.
    last: usize,
}

/// What was found in a few neighbouring documents. Tokens with numbers from the dictionary's end
/// on are words of this part.
#[derive(Debug, Default)]
struct PartCounts {
    own_words: Vec<Box<str>>,
    in_corpus: Vec<(u32, u64)>,
    tallies: Vec<(u32, Tally)>,
    sums: Collocates,
    bytes: u64,
}

impl Pipeline {
    /// Counts what stands around the hits of the query's phrases in every document of `corpus`.
    ///
    /// A window ends where a sentence, a line or a column of a table does, as matching has them:
    /// not at commas. Tokens that share a character with a hit are never collocates.
    ///
    /// # Errors
    ///
    /// A corpus without one readable document, or a run that is to stop.
    ///
    /// ```
    /// use tifa::corpus::{Corpus, CorpusOptions};
    /// use tifa::lexicon::{Lexicon, PhraseId};
    /// use tifa::pipeline::{CollocateQuery, Pipeline, Settings, Silent};
    /// use tifa::segment::TokenClass;
    ///
    /// let folder = tempfile::tempdir()?;
    /// std::fs::write(folder.path().join("2021.txt"), "增强“四个意识”,坚定“四个自信”。我们增强能力。")?;
    /// let lexicon = Lexicon::from_phrases(&["四个意识"])?;
    /// let corpus = Corpus::open(&[folder.path()], &CorpusOptions::default())?;
    /// let query = CollocateQuery {
    ///     phrases: vec![PhraseId(0)],
    ///     window: 1,
    ///     classes: vec![TokenClass::Word],
    ///     stopwords: Default::default(),
    /// };
    /// let pipeline = Pipeline::new(&lexicon, Settings::default())?;
    /// let found = pipeline.collocates(corpus, &query, &Silent)?;
    /// let counts = found.collocates.iter().map(|c| (c.token.as_str(), c.count, c.in_corpus));
    /// assert_eq!(counts.collect::<Vec<_>>(), [("坚定", 1, 1), ("增强", 1, 2)]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn collocates(
        &self,
        corpus: Corpus,
        query: &CollocateQuery,
        progress: &dyn Progress,
    ) -> Result<Collocates> {
        let path = corpus.path().to_path_buf();
        let (parts, survey) = self.survey(corpus, progress)?.into_parts();
        progress.stage("counting");
        let filter = Filter::new(query, self.segmenter());
        let mut merged = Merged::new(self.segmenter());
        self.each_part(
            parts,
            progress,
            |buffers, drafts| {
                let counter = Counter::new(self, query, &filter);
                counter.drafts(drafts, &survey, buffers)
            },
            |part, mut met| {
                merged.sums.skipped.append(&mut met.skipped);
                merged.add(part);
                progress.counted(merged.sums.documents, merged.bytes);
                Ok(())
            },
        )?;
        match merged.sums.documents {
            0 => Err(nothing_counted(path, &merged.sums.skipped)),
            _ => Ok(merged.finish()),
        }
    }
}

/// Counts a few neighbouring documents.
struct Counter<'a> {
    pipeline: &'a Pipeline,
    query: &'a CollocateQuery,
    tokens: TokenIds<'a>,
    tallies: FxHashMap<u32, Tally>,
    part: PartCounts,
    /// The text whose tokens are read.
    text: String,
}

impl<'a> Counter<'a> {
    fn new(pipeline: &'a Pipeline, query: &'a CollocateQuery, filter: &'a Filter<'a>) -> Self {
        Self {
            pipeline,
            query,
            tokens: TokenIds::new(pipeline.segmenter(), filter),
            tallies: FxHashMap::default(),
            part: PartCounts::default(),
            text: String::new(),
        }
    }

    fn drafts(
        mut self,
        drafts: Vec<Draft>,
        survey: &Survey,
        buffers: &mut Buffers<'_>,
    ) -> PartCounts {
        for draft in drafts {
            match prepared(draft, survey, &mut self.part.sums.skipped) {
                None => {}
                Some((_, Standing::Duplicate)) => self.part.sums.left_out += 1,
                Some((document, Standing::Counted)) => self.document(&document, buffers),
            }
        }
        (self.part.own_words, self.part.in_corpus) = self.tokens.finish();
        self.part.tallies = self.tallies.into_iter().collect();
        self.part
    }

    fn document(&mut self, document: &Document, buffers: &mut Buffers<'_>) {
        let sums = &mut self.part.sums;
        sums.documents += 1;
        self.part.bytes += document.text.len() as u64;
        for part in [Part::Title, Part::Outline] {
            sums.hits_apart += self
                .pipeline
                .hits(document, part, self.query, buffers)
                .len() as u64;
        }
        let hits = self
            .pipeline
            .hits(document, Part::Body, self.query, buffers);
        sums.hits += hits.len() as u64;
        let text = document.part(Part::Body, SiteNames::Blanked, &mut self.text);
        let text = text.unwrap_or_default();
        if hits.is_empty() {
            sums.tokens += self.tokens.count(text, |_| {});
            return;
        }
        sums.documents_with_hits += 1;
        let mut slots = Vec::new();
        sums.tokens += self.tokens.count(text, |slot| slots.push(slot));
        let ends = sentence_ends(&buffers.folded);
        self.add_windows(&Windows {
            tokens: &slots,
            hits: &hits,
            ends: &ends,
            width: self.query.window,
        });
    }

    fn add_windows(&mut self, windows: &Windows<'_>) {
        let document = self.part.sums.documents;
        for (token, sides) in windows.tokens() {
            let tally = self.tallies.entry(windows.tokens[token].id).or_default();
            tally.count += 1;
            tally.left += u64::from(sides.left);
            tally.right += u64::from(sides.right);
            tally.documents += u64::from(tally.last != document);
            tally.last = document;
            self.part.sums.window_tokens += 1;
        }
    }
}

impl Pipeline {
    /// The counted hits of the query's phrases in one part of `document`, as bytes of its text. The
    /// buffers have the folded part afterwards.
    fn hits(
        &self,
        document: &Document,
        part: Part,
        query: &CollocateQuery,
        buffers: &mut Buffers<'_>,
    ) -> Vec<(u32, u32)> {
        let found = self.found(document, part, buffers).unwrap_or_default();
        let is_asked = |hit: &&Hit| hit.kind.is_counted() && query.phrases.contains(&hit.phrase);
        let hits = found.hits.iter().filter(is_asked);
        hits.map(|hit| (hit.byte_start, hit.byte_end)).collect()
    }
}

/// Bytes at which a sentence ends, or a line, or a column of a table. Line ends inside sentences of
/// hard-wrapped text are none.
fn sentence_ends(folded: &FoldedText) -> Vec<u32> {
    let is_end = |c| matches!(c, '。' | '!' | '?' | '…' | '\n' | ' ');
    let units = folded.units().iter().enumerate();
    let ends = units.filter(|(_, unit)| is_end(unit.ch()));
    ends.map(|(at, _)| folded.position(at).byte).collect()
}

/// Documents are shorter than 4 GB, as the matcher has them.
fn narrow(size: usize) -> u32 {
    u32::try_from(size).unwrap_or(u32::MAX)
}
