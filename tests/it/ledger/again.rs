//! What is counted again from a ledger: rows of a report, tallies of hits, and measures of them.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::Path;

use tifa::corpus::{Corpus, CorpusOptions, CorpusReader, Document, Part, SiteNames};
use tifa::lexicon::{Entry, Lexicon};
use tifa::matcher::{KnownPairs, MatchOptions, OverlapPolicy, Typos};
use tifa::pipeline::{Settings, Silent};
use tifa::report::ReportJob;
use tifa::stats;
use tifa::tables::{CsvEncoding, TemperatureScale, safe_cell};
use tifa::text::fold_key;

use crate::harness::builtin;
use crate::rich;

pub(super) type Row = BTreeMap<String, String>;

/// Kinds that are counted, and their columns.
pub(super) const COUNTED: [(&str, &str); 4] = [
    ("exact", "count_exact"),
    ("folded", "count_folded"),
    ("variant", "count_variant"),
    ("masked", "count_masked"),
];

/// Kinds that are reported apart, and their columns.
pub(super) const APART: [(&str, &str); 5] = [
    ("fuzzy", "count_fuzzy"),
    ("related", "count_related"),
    ("rejected", "count_rejected"),
    ("expansion", "count_expansion"),
    ("partial", "count_partial"),
];

/// Parts that are counted apart, and their columns.
pub(super) const PARTS: [(&str, &str); 3] = [
    ("title", "count_title"),
    ("outline", "count_outline"),
    ("duplicate", "count_duplicates"),
];

/// Every fourth built-in entry, so that tables stay small, and entries that use every rule.
fn lexicon() -> Lexicon {
    let mut entries: Vec<Entry> = builtin().entries().iter().step_by(4).cloned().collect();
    let known: BTreeSet<String> = entries.iter().map(|entry| fold_key(&entry.text)).collect();
    let mut own = rich::all_entries();
    own.retain(|entry| !known.contains(&fold_key(&entry.text)));
    entries.extend(own);
    Lexicon::from_entries(entries)
}

/// A corpus; of the long one a quarter.
fn open(corpus: &Path) -> Corpus {
    let exclude = ["2014*", "2015*", "2016*", "2017*", "2018*"].map(str::to_owned);
    let is_long = corpus.ends_with("xi_speeches");
    let options = CorpusOptions {
        exclude: if is_long {
            exclude.to_vec()
        } else {
            Vec::new()
        },
        ..CorpusOptions::default()
    };
    Corpus::open(&[corpus], &options).unwrap()
}

/// A report in a folder of its own, and what it was made from.
pub(super) struct Report {
    folder: tempfile::TempDir,
    pub(super) lexicon: Lexicon,
    /// Names of the entries as tables write them, in the lexicon's order.
    pub(super) names: Vec<String>,
    /// Category and place in the lexicon, by name.
    pub(super) phrases: BTreeMap<String, (String, usize)>,
    pub(super) texts: BTreeMap<String, String>,
    /// The texts with what is no body blanked.
    pub(super) bodies: BTreeMap<String, String>,
    pub(super) hits: Vec<Row>,
    pub(super) documents: Vec<Row>,
}

impl Report {
    pub(super) fn new(corpus: &Path, overlap: OverlapPolicy) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let lexicon = lexicon();
        let matching = MatchOptions {
            dropped: vec!['众'],
            typos: Typos::Found(KnownPairs::common()),
        };
        let settings = Settings {
            overlap,
            matching,
            ngrams: None,
            ..Settings::default()
        };
        let job = ReportJob {
            out: folder.path().join("report"),
            settings,
            group_by: Vec::new(),
            encoding: CsvEncoding::Utf8,
            temperature: TemperatureScale::built_in().unwrap(),
        };
        job.run(open(corpus), &lexicon, &Silent).unwrap();
        let (documents, _) = CorpusReader::new(open(corpus)).read_all();
        let body = |document: &Document| {
            let mut buffer = String::new();
            let body = document.part(Part::Body, SiteNames::Blanked, &mut buffer);
            (document.id.clone(), body.unwrap().to_owned())
        };
        let bodies = documents.iter().map(body).collect();
        let texts = documents
            .into_iter()
            .map(|document| (document.id, document.text));
        let entries = lexicon.entries();
        let names: Vec<String> = entries
            .iter()
            .map(|entry| safe_cell(&entry.name()).into_owned())
            .collect();
        let places = entries.iter().map(|entry| entry.category.clone()).zip(0..);
        let mut report = Self {
            bodies,
            texts: texts.collect(),
            folder,
            phrases: names.iter().cloned().zip(places).collect(),
            names,
            lexicon,
            hits: Vec::new(),
            documents: Vec::new(),
        };
        report.hits = report.table("hits");
        // What is no body is only counted where it would count in one.
        report.hits.retain(|hit| is_body(hit) || is_counted(hit));
        report.documents = report.table("documents");
        report.documents.retain(|row| row["counted"] == "yes");
        report
    }

    pub(super) fn table(&self, name: &str) -> Vec<Row> {
        let path = self.folder.path().join("report").join(name);
        let mut reader = csv::Reader::from_path(path.with_extension("csv")).unwrap();
        let header = reader.headers().unwrap().clone();
        let cells = |record: csv::StringRecord| -> Row {
            let cells = record.iter().map(str::to_owned);
            header.iter().map(str::to_owned).zip(cells).collect()
        };
        reader.records().map(|row| cells(row.unwrap())).collect()
    }
}

pub(super) fn number(row: &Row, column: &str) -> u64 {
    row[column].parse().unwrap()
}

pub(super) fn is_counted(hit: &Row) -> bool {
    COUNTED.iter().any(|(kind, _)| *kind == hit["kind"])
}

pub(super) fn is_body(hit: &Row) -> bool {
    hit["part"] == "body"
}

/// A measure as tables write it.
pub(super) fn measure(value: Option<f64>) -> String {
    value.map_or_else(String::new, |value| {
        let rounded: f64 = format!("{value:.5e}").parse().unwrap();
        let is_tiny = rounded != 0.0 && rounded.abs() < 1e-9;
        if is_tiny {
            format!("{rounded:e}")
        } else {
            rounded.to_string()
        }
    })
}

/// What the ledger says of some hits, by column.
#[derive(Default, Clone)]
pub(super) struct Tally {
    counts: BTreeMap<&'static str, u64>,
    /// Counted hits by document.
    pub(super) documents: BTreeMap<String, u64>,
    inside: BTreeMap<String, u64>,
    hit_in: BTreeSet<(String, String)>,
    spelled_out_in: BTreeSet<(String, String)>,
}

impl Tally {
    pub(super) fn of<'a>(hits: impl IntoIterator<Item = &'a Row>) -> Self {
        let mut tally = Self::default();
        for hit in hits {
            tally.add(hit);
        }
        tally
    }

    pub(super) fn add(&mut self, hit: &Row) {
        if let Some((_, column)) = PARTS.iter().find(|(part, _)| *part == hit["part"]) {
            *self.counts.entry(column).or_default() += 1;
            return;
        }
        let mut kinds = COUNTED.iter().chain(&APART);
        let (_, column) = kinds.find(|(kind, _)| *kind == hit["kind"]).unwrap();
        *self.counts.entry(column).or_default() += 1;
        let paragraph = (hit["doc_id"].clone(), hit["paragraph"].clone());
        if hit["kind"] == "expansion" {
            self.spelled_out_in.insert(paragraph.clone());
        }
        if !is_counted(hit) {
            return;
        }
        self.hit_in.insert(paragraph);
        *self.documents.entry(hit["doc_id"].clone()).or_default() += 1;
        *self.counts.entry("count").or_default() += 1;
        let nested = if hit["nested_in"].is_empty() {
            "count_free"
        } else {
            "count_nested"
        };
        *self.counts.entry(nested).or_default() += 1;
        if nested == "count_nested" {
            *self.inside.entry(hit["nested_in"].clone()).or_default() += 1;
        }
        if hit["nested_in_category"].is_empty() {
            *self.counts.entry("count_outermost").or_default() += 1;
        }
    }

    pub(super) fn get(&self, column: &str) -> u64 {
        self.counts.get(column).copied().unwrap_or_default()
    }

    /// The cells of all counts.
    pub(super) fn cells(&self) -> Row {
        let columns = ["count", "count_nested", "count_free"].into_iter();
        let kinds = COUNTED.iter().chain(&APART).chain(&PARTS);
        let kinds = kinds.map(|(_, column)| *column);
        let both = self.hit_in.intersection(&self.spelled_out_in).count();
        columns
            .chain(kinds)
            .map(|column| (column.to_owned(), self.get(column).to_string()))
            .chain([("paragraphs_both".to_owned(), both.to_string())])
            .collect()
    }

    pub(super) fn inside_of(&self) -> String {
        let mut list: Vec<(&String, &u64)> = self.inside.iter().collect();
        list.sort_by_key(|&(name, count)| (Reverse(*count), name.clone()));
        let cell = |(name, count)| format!("{name}:{count}");
        list.into_iter()
            .map(cell)
            .collect::<Vec<String>>()
            .join("|")
    }
}

/// Documents with their sizes: the corpus, or a year of it.
#[derive(Default, Clone)]
pub(super) struct Size {
    pub(super) documents: u64,
    pub(super) chars: u64,
    pub(super) tokens: u64,
}

impl Size {
    pub(super) fn of<'a>(documents: impl IntoIterator<Item = &'a Row>) -> Self {
        documents
            .into_iter()
            .fold(Self::default(), |size, row| Self {
                documents: size.documents + 1,
                chars: size.chars + number(row, "chars"),
                tokens: size.tokens + number(row, "tokens"),
            })
    }

    pub(super) fn rates(&self, count: u64) -> Row {
        let rate = stats::rate(count, self.chars, 10_000.0);
        let interval = stats::garwood(count, self.chars, 10_000.0);
        let cells = [
            ("per_10k_chars", rate),
            ("rate_low", interval.map(|bounds| bounds.0)),
            ("rate_high", interval.map(|bounds| bounds.1)),
        ];
        cells
            .map(|(name, value)| (name.to_owned(), measure(value)))
            .into()
    }

    pub(super) fn shares(&self, tally: &Tally) -> Row {
        let with = tally.documents.len() as u64;
        let interval = stats::wilson(with, self.documents);
        let cells = [
            ("doc_share", stats::rate(with, self.documents, 1.0)),
            ("doc_share_low", interval.map(|bounds| bounds.0)),
            ("doc_share_high", interval.map(|bounds| bounds.1)),
        ];
        let mut row: Row = cells
            .map(|(name, value)| (name.to_owned(), measure(value)))
            .into();
        row.insert("doc_freq".to_owned(), with.to_string());
        row
    }
}

pub(super) fn cells<const N: usize>(pairs: [(&str, String); N]) -> Row {
    pairs.map(|(name, value)| (name.to_owned(), value)).into()
}

/// Compares a table with rows made from the ledger, cell by cell; every column must be made.
pub(super) fn compare(name: &str, table: &[Row], expected: &[Row]) {
    let mut wrong = String::new();
    assert_eq!(table.len(), expected.len(), "rows of {name}");
    for (number, (row, expected)) in table.iter().zip(expected).enumerate() {
        for (column, cell) in row {
            let made = expected.get(column);
            if made != Some(cell) && wrong.lines().count() < 20 {
                let phrase = row.get("phrase").map_or("", String::as_str);
                writeln!(wrong, "{name}.csv row {number} {phrase}: {column} is {cell:?}, from the ledger {made:?}").unwrap();
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

/// The hits of each key, in the order of the keys.
pub(super) fn grouped<K: Ord>(hits: &[Row], key: impl Fn(&Row) -> K) -> BTreeMap<K, Tally> {
    let mut groups: BTreeMap<K, Tally> = BTreeMap::new();
    for hit in hits {
        groups.entry(key(hit)).or_default().add(hit);
    }
    groups
}
