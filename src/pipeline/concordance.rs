//! Owns concordances: every hit of a few phrases in its context, in the order asked for.
//!
//! The whole lexicon is searched, so that a concordance has as many lines as a report counts hits.

use std::collections::BTreeMap;

use super::piece::{Buffers, prepared};
use super::run::without_text;
use super::{Context, Pipeline, Place, Progress, Standing, nothing_counted};
use crate::corpus::{Corpus, Document, Draft, Part, Skipped, Survey};
use crate::error::Result;
use crate::lexicon::PhraseId;
use crate::matcher::{Hit, MatchKind, Rule};
use crate::text::fold_key;

/// What a concordance shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConcordanceQuery {
    /// Hits of these entries.
    pub phrases: Vec<PhraseId>,
    /// Hits of these kinds.
    pub kinds: Vec<MatchKind>,
    /// Characters of context on either side.
    pub width: usize,
}

/// One hit in its context.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConcordanceLine {
    /// Position of its document in [`Concordance::documents`].
    pub document: usize,
    /// The entry.
    pub phrase: PhraseId,
    /// How it matched.
    pub kind: MatchKind,
    /// What the match rests on.
    pub rule: Rule,
    /// First character in the document, in Unicode scalar values.
    pub start: u32,
    /// One past the last character.
    pub end: u32,
    /// What stands before it.
    pub left: Context<'static>,
    /// The words that matched, as they are in the document.
    pub surface: String,
    /// What stands after it.
    pub right: Context<'static>,
}

/// All that a query found in a corpus.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Concordance {
    /// The lines; in reading order until they are sorted.
    pub lines: Vec<ConcordanceLine>,
    /// The documents that have a line, in reading order.
    pub documents: Vec<Document>,
    /// Number of documents that were read.
    pub documents_read: usize,
    /// Hits of the phrases by kind, whether the query asks for the kind or not.
    pub kinds: BTreeMap<MatchKind, u64>,
    /// Hits in title lines and outlines, which a report counts apart.
    pub hits_apart: u64,
    /// Documents that are left out, as copies of others.
    pub left_out: usize,
    /// What could not be read, or not wholly.
    pub skipped: Vec<Skipped>,
}

/// The order of lines. What is equal stays in the order of the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum LineOrder {
    /// As documents are read, and from their beginning to their end.
    #[default]
    Text,
    /// By what stands before the hit, from the hit outwards.
    Left,
    /// By what stands after the hit.
    Right,
    /// By the documents' dates; those without one come last.
    Date,
}

/// What was found in one document.
#[derive(Debug, Default)]
struct DocumentLines {
    lines: Vec<ConcordanceLine>,
    kinds: BTreeMap<MatchKind, u64>,
    hits_apart: u64,
}

/// What was found in a few neighbouring documents.
#[derive(Default)]
struct PartLines {
    documents: Vec<(Document, DocumentLines)>,
    left_out: usize,
    skipped: Vec<Skipped>,
}

impl Pipeline {
    /// Finds what `query` asks for in every document of `corpus`.
    ///
    /// # Errors
    ///
    /// A corpus without one readable document, or a run that is to stop.
    ///
    /// ```
    /// use tifa::corpus::{Corpus, CorpusOptions};
    /// use tifa::lexicon::{Lexicon, PhraseId};
    /// use tifa::matcher::MatchKind;
    /// use tifa::pipeline::{ConcordanceQuery, Pipeline, Settings, Silent};
    ///
    /// let folder = tempfile::tempdir()?;
    /// std::fs::write(folder.path().join("2021.txt"), "增强“四个意识”、坚定“四个自信”。")?;
    /// let lexicon = Lexicon::from_phrases(&["四个意识"])?;
    /// let corpus = Corpus::open(&[folder.path()], &CorpusOptions::default())?;
    /// let query = ConcordanceQuery {
    ///     phrases: vec![PhraseId(0)],
    ///     kinds: vec![MatchKind::Exact],
    ///     width: 3,
    /// };
    /// let pipeline = Pipeline::new(&lexicon, Settings::default())?;
    /// let found = pipeline.concordance(corpus, &query, &Silent)?;
    /// assert_eq!(found.lines[0].left.text, "增强“");
    /// assert_eq!(found.lines[0].right.text, "”、坚");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn concordance(
        &self,
        corpus: Corpus,
        query: &ConcordanceQuery,
        progress: &dyn Progress,
    ) -> Result<Concordance> {
        let path = corpus.path().to_path_buf();
        let (parts, survey) = self.survey(corpus, progress)?.into_parts();
        progress.stage("searching");
        let mut found = Concordance::default();
        let mut bytes = 0;
        self.each_part(
            parts,
            progress,
            |buffers, drafts| self.lines_of_part(drafts, &survey, query, buffers),
            |part, mut met| {
                found.skipped.append(&mut met.skipped);
                found.left_out += part.left_out;
                found.skipped.extend(part.skipped);
                for (document, lines) in part.documents {
                    bytes += document.text.len() as u64;
                    found.add(document, lines);
                }
                progress.counted(found.documents_read, bytes);
                Ok(())
            },
        )?;
        match found.documents_read {
            0 => Err(nothing_counted(path, &found.skipped)),
            _ => Ok(found),
        }
    }

    fn lines_of_part(
        &self,
        drafts: Vec<Draft>,
        survey: &Survey,
        query: &ConcordanceQuery,
        buffers: &mut Buffers<'_>,
    ) -> PartLines {
        let mut part = PartLines::default();
        for draft in drafts {
            let Some((document, standing)) = prepared(draft, survey, &mut part.skipped) else {
                continue;
            };
            if standing == Standing::Duplicate {
                part.left_out += 1;
                continue;
            }
            let lines = self.lines_of(&document, query, buffers);
            part.documents.push((document, lines));
        }
        part
    }

    fn lines_of(
        &self,
        document: &Document,
        query: &ConcordanceQuery,
        buffers: &mut Buffers<'_>,
    ) -> DocumentLines {
        let mut lines = DocumentLines::default();
        for part in Part::ALL {
            let Some(found) = self.found(document, part, buffers) else {
                continue;
            };
            let wanted = found.hits.iter();
            for hit in wanted.filter(|hit| query.phrases.contains(&hit.phrase)) {
                if part != Part::Body {
                    lines.hits_apart += u64::from(hit.kind.is_counted());
                    continue;
                }
                *lines.kinds.entry(hit.kind).or_default() += 1;
                if query.kinds.contains(&hit.kind) {
                    let line = ConcordanceLine::new(&document.text, hit, query.width);
                    lines.lines.push(line);
                }
            }
        }
        lines
    }
}

impl ConcordanceLine {
    /// The line of `hit` in `text`; which document it is of is said when documents are joined.
    fn new(text: &str, hit: &Hit, width: usize) -> Self {
        let place = Place::new(text, (hit.byte_start, hit.byte_end), width);
        Self {
            document: 0,
            phrase: hit.phrase,
            kind: hit.kind,
            rule: hit.rule,
            start: hit.start,
            end: hit.end,
            surface: place.surface.to_owned(),
            left: place.left.into_owned(),
            right: place.right.into_owned(),
        }
    }

    /// Its place in reading order.
    fn position(&self) -> (usize, u32, u32, PhraseId, MatchKind) {
        (self.document, self.start, self.end, self.phrase, self.kind)
    }
}

impl Concordance {
    /// Adds a document, whose text ends here.
    fn add(&mut self, document: Document, found: DocumentLines) {
        self.documents_read += 1;
        self.hits_apart += found.hits_apart;
        for (kind, hits) in found.kinds {
            *self.kinds.entry(kind).or_default() += hits;
        }
        if found.lines.is_empty() {
            return;
        }
        let index = self.documents.len();
        let lines = found.lines.into_iter().map(|line| ConcordanceLine {
            document: index,
            ..line
        });
        self.lines.extend(lines);
        self.documents.push(without_text(document));
    }

    /// The document of `line`.
    #[must_use]
    pub fn document(&self, line: &ConcordanceLine) -> &Document {
        &self.documents[line.document]
    }

    /// Puts the lines in `order`. Contexts are compared as phrases are: folded, without quotes,
    /// spaces and separators, as far as the lines show them.
    pub fn sort(&mut self, order: LineOrder) {
        let documents = &self.documents;
        let lines = &mut self.lines;
        match order {
            LineOrder::Text => lines.sort_by_key(ConcordanceLine::position),
            LineOrder::Left => lines.sort_by_cached_key(|line| {
                let outwards: String = fold_key(&line.left.text).chars().rev().collect();
                (outwards, line.position())
            }),
            LineOrder::Right => {
                lines.sort_by_cached_key(|line| (fold_key(&line.right.text), line.position()));
            }
            LineOrder::Date => lines.sort_by_key(|line| {
                let date = documents[line.document].date.date;
                ((date.is_none(), date), line.position())
            }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::ContextEnd;
    use super::*;
    use crate::corpus::{DateEvidence, DocumentDate};

    fn line(document: usize, start: u32, left: &str, right: &str) -> ConcordanceLine {
        let context = |text: &str| Context {
            text: text.to_owned().into(),
            end: ContextEnd::Cut,
        };
        ConcordanceLine {
            document,
            phrase: PhraseId(0),
            kind: MatchKind::Exact,
            rule: Rule::Conjunction,
            start,
            end: start + 1,
            left: context(left),
            surface: "甲".to_owned(),
            right: context(right),
        }
    }

    fn document(date: Option<(i16, Option<i8>)>) -> Document {
        Document {
            date: DateEvidence {
                date: date.map(|(year, month)| DocumentDate {
                    year,
                    month,
                    day: None,
                }),
                ..DateEvidence::default()
            },
            ..Document::default()
        }
    }

    fn sorted(order: LineOrder) -> Vec<(usize, u32)> {
        let mut concordance = Concordance {
            lines: vec![
                line(0, 4, "乙丙", "c一"),
                line(0, 9, "甲丁", "b"),
                line(1, 1, "丙", "”、C，一"),
                line(2, 5, "乙「丙」", ""),
                line(3, 2, "丁", "a"),
            ],
            documents: vec![
                document(None),
                document(Some((2021, Some(3)))),
                document(Some((2019, None))),
                document(Some((2021, None))),
            ],
            ..Concordance::default()
        };
        concordance.lines.reverse();
        concordance.sort(order);
        concordance
            .lines
            .iter()
            .map(|line| (line.document, line.start))
            .collect()
    }

    #[test]
    fn lines_are_in_the_order_of_the_text() {
        assert_eq!(
            sorted(LineOrder::Text),
            [(0, 4), (0, 9), (1, 1), (2, 5), (3, 2)]
        );
    }

    #[test]
    fn left_contexts_are_compared_from_the_hit_outwards() {
        // 丁, 丁甲, 丙, 丙乙 twice: those are equal once folded, and stay in reading order.
        assert_eq!(
            sorted(LineOrder::Left),
            [(3, 2), (0, 9), (1, 1), (0, 4), (2, 5)]
        );
    }

    #[test]
    fn right_contexts_are_compared_folded() {
        assert_eq!(
            sorted(LineOrder::Right),
            [(2, 5), (3, 2), (0, 9), (0, 4), (1, 1)]
        );
    }

    #[test]
    fn dates_go_up_and_undated_lines_come_last() {
        assert_eq!(
            sorted(LineOrder::Date),
            [(2, 5), (3, 2), (1, 1), (0, 4), (0, 9)]
        );
    }
}
