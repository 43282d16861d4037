//! Owns plain views of tables, for charts: labels and numbers, no frames.

use polars::prelude::{DataFrame, PolarsResult};

use rustc_hash::FxHashMap;

use super::schema::{column, table};
use super::{Tables, failed};
use crate::count::PhraseCount;
use crate::error::Result;
use crate::lexicon::{Lexicon, PhraseId};
use crate::pipeline::{CountedDocument, Run};

/// Labelled rows and columns of numbers; `None` is undefined.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Matrix {
    /// Row labels.
    pub rows: Vec<String>,
    /// Column labels.
    pub columns: Vec<String>,
    /// One list per row.
    pub cells: Vec<Vec<Option<f64>>>,
}

impl Matrix {
    /// The value in a row and a column; `None` where it is undefined or outside.
    #[must_use]
    pub fn cell(&self, row: usize, column: usize) -> Option<f64> {
        self.cells.get(row)?.get(column).copied().flatten()
    }
}

/// Labelled values by year; `None` is a year without documents.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct TimeSeries {
    /// All years from the first to the last.
    pub years: Vec<i32>,
    /// Label and one value per year.
    pub series: Vec<(String, Vec<Option<f64>>)>,
}

impl Tables {
    /// The most frequent phrases with their counts; phrases without a hit are left out.
    ///
    /// # Errors
    ///
    /// [`Error::Table`](crate::Error::Table) when the table has other columns than expected.
    pub fn top_phrases(&self, most: usize) -> Result<Vec<(String, u64)>> {
        let Some(phrases) = self.get(table::PHRASES) else {
            return Ok(Vec::new());
        };
        top(&phrases.frame, most).map_err(|cause| failed(table::PHRASES, cause))
    }

    /// Rates per 10,000 characters by year of the given phrases.
    ///
    /// # Errors
    ///
    /// As [`Tables::top_phrases`].
    pub fn rates_by_year(&self, phrases: &[String]) -> Result<TimeSeries> {
        self.by_year("phrase_by_year", column::PHRASE, phrases)
    }

    /// Rates per 10,000 characters by year of all categories that occur.
    ///
    /// # Errors
    ///
    /// As [`Tables::top_phrases`].
    pub fn categories_by_year(&self) -> Result<TimeSeries> {
        let all = self.by_year(
            "category_by_year",
            column::CATEGORY_TITLE,
            &self.category_titles()?,
        )?;
        let series = all
            .series
            .into_iter()
            .filter(|(_, values)| values.iter().flatten().any(|&value| value > 0.0));
        Ok(TimeSeries {
            years: all.years,
            series: series.collect(),
        })
    }

    fn category_titles(&self) -> Result<Vec<String>> {
        let Some(categories) = self.get("category_by_year") else {
            return Ok(Vec::new());
        };
        let titles = strings(&categories.frame, column::CATEGORY_TITLE)
            .map_err(|cause| failed("category_by_year", cause))?;
        let mut seen: Vec<String> = Vec::new();
        for title in titles {
            if !seen.contains(&title) {
                seen.push(title);
            }
        }
        Ok(seen)
    }

    fn by_year(&self, name: &str, label: &str, wanted: &[String]) -> Result<TimeSeries> {
        let Some(found) = self.get(name) else {
            return Ok(TimeSeries::default());
        };
        series(&found.frame, label, wanted).map_err(|cause| failed(name, cause))
    }
}

fn strings(frame: &DataFrame, name: &str) -> PolarsResult<Vec<String>> {
    Ok(frame
        .column(name)?
        .str()?
        .iter()
        .map(|value| value.unwrap_or_default().to_owned())
        .collect())
}

fn numbers(frame: &DataFrame, name: &str) -> PolarsResult<Vec<u64>> {
    Ok(frame
        .column(name)?
        .u64()?
        .iter()
        .map(Option::unwrap_or_default)
        .collect())
}

fn top(frame: &DataFrame, most: usize) -> PolarsResult<Vec<(String, u64)>> {
    let counted = strings(frame, column::PHRASE)?
        .into_iter()
        .zip(numbers(frame, column::COUNT)?);
    Ok(counted.filter(|&(_, count)| count > 0).take(most).collect())
}

fn series(frame: &DataFrame, label: &str, wanted: &[String]) -> PolarsResult<TimeSeries> {
    let years = frame.column(column::YEAR)?.i32()?;
    let (Some(first), Some(last)) = (years.iter().flatten().min(), years.iter().flatten().max())
    else {
        return Ok(TimeSeries::default());
    };
    let all: Vec<i32> = (first..=last).collect();
    let mut series: Vec<(String, Vec<Option<f64>>)> = wanted
        .iter()
        .map(|label| (label.clone(), vec![None; all.len()]))
        .collect();
    let labels = strings(frame, label)?;
    let rates = frame.column(column::PER_10K_CHARS)?.f64()?;
    for ((year, label), rate) in years.iter().zip(&labels).zip(rates.iter()) {
        let slot = year.and_then(|year| usize::try_from(year - first).ok());
        let row = series.iter_mut().find(|(known, _)| known == label);
        if let (Some(slot), Some((_, values))) = (slot, row) {
            values[slot] = rate;
        }
    }
    Ok(TimeSeries { years: all, series })
}

/// Counts of phrases in the counted documents that a run kept, in the order of their years.
#[must_use]
pub fn counts_by_document(run: &Run, lexicon: &Lexicon, phrases: &[String]) -> Matrix {
    let mut documents: Vec<&CountedDocument> = run.counted().collect();
    documents.sort_by_key(|counted| {
        let year = counted.document.date.year();
        (year.is_none(), year)
    });
    let names: FxHashMap<String, PhraseId> = lexicon
        .entries()
        .iter()
        .zip((0..).map(PhraseId))
        .map(|(entry, id)| (entry.name(), id))
        .collect();
    let count = |id: Option<&PhraseId>, counted: &CountedDocument| {
        let found = id.and_then(|id| counted.counts.phrases.get(id));
        Some(crate::stats::ratio(found.map_or(0, PhraseCount::count), 1))
    };
    let row = |name: &String| {
        let id = names.get(name);
        documents.iter().map(|counted| count(id, counted)).collect()
    };
    Matrix {
        rows: phrases.to_vec(),
        columns: documents
            .iter()
            .map(|counted| &counted.document)
            .map(|document| label(&document.title.value, document.date.year()))
            .collect(),
        cells: phrases.iter().map(row).collect(),
    }
}

/// The title behind its year, unless the title names the year.
fn label(title: &str, year: Option<i32>) -> String {
    match year.map(|year| year.to_string()) {
        Some(year) if !title.contains(&year) => format!("{year} {title}"),
        _ => title.to_owned(),
    }
}
