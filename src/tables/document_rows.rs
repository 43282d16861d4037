//! Owns the tables that are written while documents are counted, row by row: `documents`,
//! `duplicates` and `phrase_by_document`. None of them is ever in memory as a whole.

use std::collections::BTreeSet;

use super::csv_bytes::{RowWriter, WrittenCell};
use super::measure::measure;
use super::phrases::{APART, COUNTS, TEN_THOUSAND};
use super::schema::column;
use crate::corpus::{Described, Document, TextEncoding};
use crate::count::{DocumentCounts, MatchKind, PhraseCount};
use crate::lexicon::Lexicon;
use crate::pipeline::{CountedDocument, Standing};
use crate::stats;

/// Columns of `documents` before the document variables.
const BEFORE: [&str; 22] = [
    column::DOC_ID,
    column::PATH,
    column::LINE,
    column::TITLE,
    column::TITLE_SOURCE,
    column::SPEAKER,
    column::SPEAKER_SOURCE,
    column::SPEAKER_CONFIDENCE,
    column::OCCASION,
    column::OCCASION_SOURCE,
    column::OCCASION_CONFIDENCE,
    column::DATE,
    column::YEAR,
    column::YEAR_SOURCE,
    column::YEAR_EVIDENCE,
    column::YEAR_CONFIDENCE,
    column::EVENT_DATE,
    column::PUBLISH_DATE,
    column::PUBLISH_EVIDENCE,
    column::REFERENCE_YEAR,
    column::WINDOW_FROM,
    column::WINDOW_TO,
];

/// Columns behind them.
const BEHIND: [&str; 9] = [
    column::FORMAT,
    column::ENCODING,
    column::REPLACED,
    column::FLAGS,
    column::DECLARED_CHARS,
    column::ZONE_CHARS,
    column::DUPLICATE_OF,
    column::COUNTED,
    column::CHARS,
];

/// Columns that only counting fills.
const COUNTED: [&str; 6] = [
    column::TOKENS,
    column::TYPES,
    column::HITS,
    column::HITS_FREE,
    column::DISTINCT_PHRASES,
    column::MASKS,
];

/// Columns of `duplicates`.
pub const DUPLICATES_COLUMNS: [&str; 7] = [
    column::DOC_ID,
    column::DUPLICATE_OF,
    column::KIND,
    column::SIMILARITY,
    column::COUNTED,
    column::CHARS,
    column::HITS,
];

/// How much is known of documents when their rows are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Known {
    /// All counts.
    Counts,
    /// Han characters alone.
    Characters,
}

/// Makes the rows of `documents`.
#[derive(Debug, Clone)]
pub struct DocumentTable {
    variables: Vec<String>,
    known: Known,
}

impl DocumentTable {
    /// A table with a column for each of `variables`.
    #[must_use]
    pub fn new(variables: &BTreeSet<String>, known: Known) -> Self {
        Self {
            variables: variables.iter().cloned().collect(),
            known,
        }
    }

    fn counted(&self) -> &'static [&'static str] {
        match self.known {
            Known::Counts => &COUNTED,
            Known::Characters => &[],
        }
    }

    /// The columns; a variable that would take another column's name is prefixed.
    #[must_use]
    pub fn columns(&self) -> Vec<String> {
        let behind = || BEHIND.iter().chain(self.counted()).copied();
        let is_taken = |name: &str| BEFORE.contains(&name) || behind().any(|taken| taken == name);
        let variables = self.variables.iter().map(|name| match is_taken(name) {
            true => format!("variable_{name}"),
            false => name.clone(),
        });
        let before = BEFORE.into_iter().map(str::to_owned);
        before
            .chain(variables)
            .chain(behind().map(str::to_owned))
            .collect()
    }

    /// Adds the row of `counted`.
    pub fn row(&self, counted: &CountedDocument, rows: &mut RowWriter<'_>) {
        let document = &counted.document;
        identity(document, rows);
        dates(document, rows);
        for name in &self.variables {
            rows.cell(document.variables.get(name).map_or("", String::as_str));
        }
        reading(document, rows);
        let duplicate = counted.duplicate.as_ref();
        rows.cell(duplicate.map_or("", |found| &*found.of));
        rows.cell(counted_or_not(counted.standing));
        rows.number(counted.counts.chars);
        if self.known == Known::Counts {
            counts(&counted.counts, rows);
        }
        rows.end();
    }
}

fn identity(document: &Document, rows: &mut RowWriter<'_>) {
    rows.cell(&document.id);
    rows.cell(&document.path);
    rows.number(document.line);
    rows.cell(&document.title.value);
    rows.cell(document.title.source.name());
    for found in [&document.speaker, &document.occasion] {
        let found = found.as_ref();
        rows.cell(found.map_or("", |found: &Described| found.value.as_str()));
        rows.cell(found.map_or("", |found| found.source.name()));
        rows.cell(found.map_or("", |found| found.confidence.name()));
    }
}

fn dates(document: &Document, rows: &mut RowWriter<'_>) {
    let (date, dating) = (&document.date, &document.dating);
    rows.known(date.date);
    rows.known(date.year());
    rows.cell(date.source.name());
    rows.cell(&date.evidence);
    rows.cell(date.confidence.name());
    rows.known(dating.event.date);
    rows.known(dating.published);
    rows.cell(&dating.published_evidence);
    rows.known(dating.reference_year);
    rows.known(dating.window.from);
    rows.known(dating.window.to);
}

fn reading(document: &Document, rows: &mut RowWriter<'_>) {
    rows.cell(document.format);
    rows.cell(document.encoding.map_or("", TextEncoding::name));
    rows.number(document.replaced);
    rows.cell(&document.flag_names().join("|"));
    rows.known(document.flags.declared_chars);
    rows.number(document.zone_chars);
}

fn counts(counts: &DocumentCounts, rows: &mut RowWriter<'_>) {
    let total = counts.total();
    rows.number(counts.tokens);
    rows.number(counts.types);
    rows.number(total.count());
    rows.number(total.free());
    rows.number(counts.distinct_phrases());
    rows.number(counts.masks);
}

fn counted_or_not(standing: Standing) -> &'static str {
    match standing {
        Standing::Counted => "yes",
        Standing::Duplicate => "no",
    }
}

/// Adds the row of `counted` in `duplicates`, if it is, or resembles, a copy of another document.
pub fn duplicate_row(counted: &CountedDocument, rows: &mut RowWriter<'_>) {
    let Some(duplicate) = &counted.duplicate else {
        return;
    };
    rows.cell(&counted.document.id);
    rows.cell(&duplicate.of);
    rows.cell(duplicate.kind.name());
    rows.cell(&measure(duplicate.similarity));
    rows.cell(counted_or_not(counted.standing));
    rows.number(counted.counts.chars);
    rows.number(counted.counts.hits());
    rows.end();
}

/// Makes the rows of `phrase_by_document`.
#[derive(Debug, Clone)]
pub struct PhraseTable {
    phrases: Vec<PhraseCells>,
}

/// A phrase as it stands in many rows.
#[derive(Debug, Clone)]
struct PhraseCells {
    text: String,
    name: WrittenCell,
    category: WrittenCell,
}

impl PhraseTable {
    /// For the phrases of `lexicon`.
    #[must_use]
    pub fn new(lexicon: &Lexicon) -> Self {
        let entries = lexicon.entries().iter();
        Self {
            phrases: entries
                .map(|entry| {
                    let text = entry.name();
                    PhraseCells {
                        name: WrittenCell::of(&text),
                        category: WrittenCell::of(&entry.category),
                        text,
                    }
                })
                .collect(),
        }
    }

    /// The columns.
    #[must_use]
    pub fn columns() -> Vec<&'static str> {
        let identity = [
            column::DOC_ID,
            column::YEAR,
            column::PHRASE,
            column::CATEGORY,
        ];
        let counts = COUNTS.into_iter().chain([column::PER_10K_CHARS]);
        identity.into_iter().chain(counts).chain(APART).collect()
    }

    /// Adds a row for every phrase that a counted document has, the most frequent first.
    pub fn rows(&self, counted: &CountedDocument, rows: &mut RowWriter<'_>) {
        let counts = &counted.counts;
        let mut found: Vec<(u64, &PhraseCells, &PhraseCount)> = counts
            .phrases
            .iter()
            .map(|(phrase, count)| (count.count(), &self.phrases[phrase.index()], count))
            .collect();
        found.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.text.cmp(&b.1.text)));
        let id = WrittenCell::of(&counted.document.id);
        let year = counted.document.date.year();
        let year = WrittenCell::of(&year.map(|year| year.to_string()).unwrap_or_default());
        for (total, phrase, count) in found {
            rows.written(&id);
            rows.written(&year);
            rows.written(&phrase.name);
            rows.written(&phrase.category);
            for name in COUNTS {
                rows.number(value(name, count));
            }
            let rate = stats::rate(total, counts.chars, TEN_THOUSAND);
            rows.known(rate.map(measure));
            for name in APART {
                rows.number(value(name, count));
            }
            rows.end();
        }
    }
}

/// The value of a count column.
fn value(name: &str, count: &PhraseCount) -> u64 {
    match name {
        column::COUNT => count.count(),
        column::COUNT_NESTED => count.nested,
        column::COUNT_FREE => count.free(),
        column::PARAGRAPHS_BOTH => count.both,
        column::COUNT_TITLE => count.in_title,
        column::COUNT_OUTLINE => count.in_outline,
        kind => MatchKind::ALL
            .into_iter()
            .find(|&of| column::of_kind(of) == kind)
            .map_or(0, |of| count.of(of)),
    }
}
