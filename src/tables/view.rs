//! Owns plain views of tables, for charts: labels and numbers, no frames.

use polars::prelude::{DataFrame, PolarsResult};

use rustc_hash::FxHashMap;

use super::schema::{column, table};
use super::{Tables, failed};
use crate::error::Result;

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

    /// Counts of the given phrases in every document, titles in columns.
    ///
    /// # Errors
    ///
    /// As [`Tables::top_phrases`].
    pub fn counts_by_document(&self, phrases: &[String]) -> Result<Matrix> {
        let (Some(documents), Some(cells)) = (
            self.get(table::DOCUMENTS),
            self.get(table::PHRASE_BY_DOCUMENT),
        ) else {
            return Ok(Matrix::default());
        };
        matrix(&documents.frame, &cells.frame, phrases)
            .map_err(|cause| failed(table::PHRASE_BY_DOCUMENT, cause))
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

/// Counts of phrases in documents, which stand in the order of their years.
fn matrix(documents: &DataFrame, cells: &DataFrame, phrases: &[String]) -> PolarsResult<Matrix> {
    let ids = strings(documents, column::DOC_ID)?;
    let titles = strings(documents, column::TITLE)?;
    let years: Vec<Option<i32>> = documents.column(column::YEAR)?.i32()?.iter().collect();
    let mut order: Vec<usize> = (0..ids.len()).collect();
    order.sort_by_key(|&document| (years[document].is_none(), years[document], document));
    let positions: FxHashMap<&str, usize> = order
        .iter()
        .map(|&document| ids[document].as_str())
        .zip(0..)
        .collect();
    let rows: FxHashMap<&str, usize> = phrases.iter().map(String::as_str).zip(0..).collect();
    let mut values = vec![vec![Some(0.0); ids.len()]; phrases.len()];
    let (doc_ids, names) = (
        strings(cells, column::DOC_ID)?,
        strings(cells, column::PHRASE)?,
    );
    for ((id, name), count) in doc_ids
        .iter()
        .zip(&names)
        .zip(numbers(cells, column::COUNT)?)
    {
        if let (Some(&column), Some(&row)) = (positions.get(id.as_str()), rows.get(name.as_str())) {
            values[row][column] = Some(crate::stats::ratio(count, 1));
        }
    }
    let columns = order
        .iter()
        .map(|&document| label(&titles[document], years[document]))
        .collect();
    Ok(Matrix {
        rows: phrases.to_vec(),
        columns,
        cells: values,
    })
}

/// The title behind its year, unless the title names the year.
fn label(title: &str, year: Option<i32>) -> String {
    match year.map(|year| year.to_string()) {
        Some(year) if !title.contains(&year) => format!("{year} {title}"),
        _ => title.to_owned(),
    }
}
