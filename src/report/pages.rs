//! Owns what the page of a report and of a comparison shows.

use crate::corpus::{Boilerplate, Duplicates, YearBy};
use crate::error::Result;
use crate::lexicon::Lexicon;
use crate::pipeline::{CountedDocument, Run, Settings};
use crate::tables::Table;
use crate::tables::schema::{column, comparison, table};

use super::Summary;
use super::figures::Figure;
use super::manifest::overlap_name;
use super::page::{Page, PageTable};

/// Rows shown of each table.
pub(super) const ROWS: usize = 200;

/// Columns shown of the tables that the page shows, with their titles.
const SHOWN: [(&str, &str, &[&str]); 9] = [
    (
        table::PHRASES,
        "提法 Phrases",
        &[
            column::PHRASE,
            column::ENGLISH,
            column::COUNT,
            column::COUNT_FREE,
            column::DOC_FREQ,
            column::PER_10K_CHARS,
            column::FIRST_YEAR,
            column::LAST_YEAR,
            column::PEAK_YEAR,
        ],
    ),
    (
        table::TURNOVER,
        "起落 What appears, vanishes, rises and falls",
        &[
            column::EVENT,
            column::PHRASE,
            column::YEAR,
            column::OTHER,
            column::DOCUMENTS_BEFORE,
            column::DOCUMENTS_AFTER,
            column::P_ADJUSTED,
            column::SIGNIFICANT,
            column::EVIDENCE,
        ],
    ),
    (
        table::NGRAMS,
        "词串 N-grams",
        &[
            column::N,
            column::NGRAM,
            column::COUNT,
            column::DOC_FREQ,
            column::FREE_COUNT,
        ],
    ),
    (
        comparison::table::KEYNESS,
        "典型提法 Typical phrases",
        &[
            comparison::column::TARGET,
            comparison::column::REFERENCE,
            comparison::column::RANK,
            column::PHRASE,
            comparison::column::DIRECTION,
            comparison::column::COUNT_TARGET,
            comparison::column::COUNT_REFERENCE,
            comparison::column::G2,
            comparison::column::LOG_RATIO,
            column::P_ADJUSTED,
            column::EVIDENCE,
        ],
    ),
    (
        comparison::table::CLUSTER_NAMES,
        "聚类 Clusters",
        &[
            comparison::column::CLUSTER,
            comparison::column::SPEECHES,
            comparison::column::OCCASIONS,
            comparison::column::TYPICAL_PHRASES,
        ],
    ),
    (
        comparison::table::CLUSTERS,
        "聚类成员 Speeches by cluster",
        &[
            comparison::column::CLUSTER,
            column::SPEECH,
            comparison::column::SIMILARITY_INSIDE,
        ],
    ),
    (
        table::SIMILARITY,
        "相似度 Similarity",
        &[
            column::A,
            column::B,
            column::COSINE,
            comparison::column::COSINE_TFIDF,
            column::JACCARD,
            column::SHARED_PHRASES,
        ],
    ),
    (
        table::SHARED,
        "共有 Shared",
        &[
            column::A,
            column::B,
            column::PHRASE,
            column::COUNT_A,
            column::COUNT_B,
        ],
    ),
    (
        table::UNIQUE,
        "独有 Only here",
        &[column::SPEECH, column::PHRASE, column::COUNT],
    ),
];

/// Columns shown of the documents, which no table holds as a whole.
const DOCUMENT_COLUMNS: [&str; 6] = [
    column::TITLE,
    column::DATE,
    column::YEAR_SOURCE,
    column::CHARS,
    column::HITS,
    column::DISTINCT_PHRASES,
];

/// What a page is made from.
pub(super) struct Parts<'a> {
    pub(super) title: &'static str,
    pub(super) run: &'a Run,
    pub(super) summary: &'a Summary,
    pub(super) lexicon: &'a Lexicon,
    pub(super) lexicon_hash: &'a str,
    pub(super) settings: &'a Settings,
    pub(super) tables: &'a [Table],
    pub(super) figures: &'a [Figure],
    pub(super) files: &'a [String],
    /// Further sentences about how the numbers were made.
    pub(super) notes: &'a [String],
    /// What is shown of tables that are written row by row.
    pub(super) further: &'a [PageTable],
}

impl Parts<'_> {
    /// The page as HTML.
    pub(super) fn to_html(&self) -> Result<Vec<u8>> {
        let page = Page {
            title: self.title.to_owned(),
            summary: self.summary(),
            charts: self.figures.iter().map(|(_, svg)| svg.clone()).collect(),
            tables: self.tables()?,
            methods: self.methods(),
            files: self.files.to_vec(),
        };
        Ok(page.to_html())
    }

    fn summary(&self) -> Vec<String> {
        let summary = self.summary;
        let mut sentences = vec![format!(
            "Documents: {}. Han characters: {}. Tokens: {}. Hits: {}.",
            summary.documents, summary.chars, summary.tokens, summary.hits
        )];
        if summary.undated > 0 {
            sentences.push(format!(
                "Documents without a year, in no table by year: {}.",
                summary.undated
            ));
        }
        if summary.left_out > 0 {
            sentences.push(format!(
                "Documents left out as copies of others, named in duplicates.csv: {}.",
                summary.left_out
            ));
        }
        if summary.hits_apart > 0 {
            sentences.push(format!(
                "Hits in title lines and outlines, which are in no count: {}.",
                summary.hits_apart
            ));
        }
        for skipped in summary.skipped.iter().take(ROWS) {
            sentences.push(format!(
                "{} {}: {}: {}",
                skipped.path,
                skipped.line,
                skipped.extent.name(),
                skipped.reason
            ));
        }
        if summary.excluded > 0 {
            sentences.push(format!("Files left out on request: {}.", summary.excluded));
        }
        sentences
    }

    fn tables(&self) -> Result<Vec<PageTable>> {
        let mut shown = Vec::new();
        for (name, title, columns) in SHOWN {
            let Some(table) = self.tables.iter().find(|table| table.name == name) else {
                continue;
            };
            shown.push(PageTable {
                title: title.to_owned(),
                file: format!("{name}.csv"),
                height: table.height(),
                columns: columns.to_vec(),
                rows: table.cells(columns, ROWS)?,
            });
            if name == table::PHRASES {
                shown.push(self.documents());
            }
        }
        shown.extend_from_slice(self.further);
        Ok(shown)
    }

    fn documents(&self) -> PageTable {
        let documents = self.run.documents.iter().take(ROWS);
        PageTable {
            title: "文献 Documents".to_owned(),
            file: format!("{}.csv", table::DOCUMENTS),
            height: self.run.sizes.counted + self.run.sizes.left_out,
            columns: DOCUMENT_COLUMNS.to_vec(),
            rows: documents.map(document_cells).collect(),
        }
    }

    fn methods(&self) -> Vec<String> {
        let mut methods = vec![
            format!(
                "Phrases: {} of the lexicon with SHA-256 {}, counted on folded characters; overlapping hits: {}.",
                self.lexicon.entries().len(),
                self.lexicon_hash,
                overlap_name(self.settings.overlap)
            ),
            "count is exact + folded + variant + masked hits. Typos, related wordings, what a guard refused and spelled-out components have columns of their own and are never part of it; masks.csv lists every hidden name, number and word.".to_owned(),
            format!(
                "Texts: title lines, outlines, publication lines, counters, footers and the like are {} (zones.csv); copies of documents are {} (duplicates.csv). Years are those of the {} and come from evidence of at least {} confidence (dates.csv).",
                match self.run.reading.boilerplate {
                    Boilerplate::LeftOut => "no part of the body",
                    Boilerplate::Kept => "part of the body, as was asked for",
                },
                match self.run.reading.duplicates {
                    Duplicates::LeftOut => "left out",
                    Duplicates::Kept => "counted",
                },
                match self.run.reading.year_by {
                    YearBy::Event => "event",
                    YearBy::Publication => "publication",
                },
                self.run.reading.least_confidence.name()
            ),
            "per_10k_chars divides by Han characters (每万字); a year's rate is all its hits over all its characters.".to_owned(),
        ];
        methods.extend_from_slice(self.notes);
        methods.push(format!(
            "Every hit is in hits.csv with its position and context; {} inputs are named in manifest.json.",
            self.run.inputs.len()
        ));
        methods.push(format!("Made by tifa {}.", env!("CARGO_PKG_VERSION")));
        methods
    }
}

fn document_cells(counted: &CountedDocument) -> Vec<String> {
    let (document, counts) = (&counted.document, &counted.counts);
    vec![
        document.title.value.clone(),
        document
            .date
            .date
            .map(|date| date.to_string())
            .unwrap_or_default(),
        document.date.source.name().to_owned(),
        counts.chars.to_string(),
        counts.hits().to_string(),
        counts.distinct_phrases().to_string(),
    ]
}
