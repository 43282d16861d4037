//! Owns the tables: their columns, how they follow from counts, their order. The only user of
//! polars.
//!
//! Takes a [`Run`] and its lexicon, gives [`Table`]s. Counts are added up while documents are
//! counted; polars joins, derives, sorts and holds the reduced tables. What has a row per document
//! is written row by row and never held.

mod build;
mod collocates;
mod compare;
mod csv_bytes;
mod dispersions;
mod document_rows;
mod evidence;
mod frame;
mod histories;
mod lifespans;
mod measure;
mod ngrams;
mod phrases;
pub mod schema;
mod temperature;
mod totals;
mod trend;
mod turnover;
mod view;

use polars::prelude::{DataFrame, PolarsError};

use crate::error::{Error, Result};
use crate::lexicon::Lexicon;
use crate::ngram::NgramListing;
use crate::pipeline::{Grouping, Run};

pub use collocates::{CollocateOrder, CollocateRow, collocate_rows};
pub use compare::{
    ALL_PAIRS, CLUSTERED, ClusterName, Clustering, CompareOptions, Comparison, FeatureChoice,
    KeynessOptions, KeynessRank, NEAREST, PairOrder, Pairing, PassageTable, PassagesFound, Reuse,
    Typical, compare,
};
pub use csv_bytes::{CsvEncoding, RowWriter, WrittenCell, safe_cell};
pub use document_rows::{DUPLICATES_COLUMNS, DocumentTable, Known, PhraseTable, duplicate_row};
pub use evidence::{FEWEST_DOCUMENTS, FEWEST_HITS, FEWEST_YEARS};
pub use measure::measure;
pub use ngrams::NgramsByGroup;
pub use temperature::{Level, TemperatureScale};
pub use trend::{Course, PhraseTrend, PhraseYear, Trend, YearSize};
pub use view::{Matrix, TimeSeries, counts_by_document};

/// A finished table.
#[derive(Debug, Clone)]
pub struct Table {
    /// Its file name without extension.
    pub name: String,
    frame: DataFrame,
}

/// All tables of a report.
#[derive(Debug, Clone)]
pub struct Tables {
    /// In the order in which they are written.
    pub all: Vec<Table>,
}

/// What tables are made from.
#[derive(Debug, Clone, Copy)]
pub struct Source<'a> {
    /// The counts.
    pub run: &'a Run,
    /// The phrases counted.
    pub lexicon: &'a Lexicon,
    /// The listed n-grams with their counts by group, if n-grams were counted.
    pub ngrams: Option<(&'a NgramListing, &'a NgramsByGroup<'a>)>,
}

impl Tables {
    /// Makes the tables of phrases and n-grams, overall and by each of the `groupings` that the run
    /// was counted by, and what becomes of phrases from year to year, on the `scale` too.
    ///
    /// # Errors
    ///
    /// [`Error::Table`] when polars refuses.
    pub fn of_report(
        source: Source<'_>,
        groupings: &[Grouping],
        scale: &TemperatureScale,
    ) -> Result<Self> {
        build::report_tables(source, groupings, scale).map(|all| Self { all })
    }

    /// The table with the given name.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Table> {
        self.all.iter().find(|table| table.name == name)
    }
}

impl Table {
    fn new(name: impl Into<String>, frame: DataFrame) -> Self {
        Self {
            name: name.into(),
            frame,
        }
    }

    /// Number of rows.
    #[must_use]
    pub fn height(&self) -> usize {
        self.frame.height()
    }

    /// The column names, in order.
    #[must_use]
    pub fn columns(&self) -> Vec<String> {
        self.frame
            .get_column_names()
            .iter()
            .map(ToString::to_string)
            .collect()
    }

    /// The first `most` rows of the named columns, as they are written in CSV files.
    ///
    /// # Errors
    ///
    /// [`Error::Table`] when there is no such column.
    pub fn cells(&self, columns: &[&str], most: usize) -> Result<Vec<Vec<String>>> {
        csv_bytes::cells(&self.frame, columns, most).map_err(|source| failed(&self.name, source))
    }

    /// The table as CSV: RFC 4180, UTF-8, formula-safe, undefined values empty.
    ///
    /// # Errors
    ///
    /// [`Error::Table`] when a value cannot be written.
    pub fn to_csv(&self, encoding: CsvEncoding) -> Result<Vec<u8>> {
        csv_bytes::of_frame(&self.frame, encoding).map_err(|source| failed(&self.name, source))
    }
}

fn failed(table: &str, source: PolarsError) -> Error {
    Error::Table {
        table: table.to_owned(),
        source: Box::new(source),
    }
}
