//! Owns how values are written as CSV.

use std::fmt::{Display, Write as _};

use polars::prelude::{AnyValue, DataFrame, PolarsError, PolarsResult};

/// Significant digits of a measure.
const DIGITS: usize = 6;

/// Whether a CSV file begins with a byte order mark, which Excel needs to read Chinese.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum CsvEncoding {
    /// Plain UTF-8.
    #[default]
    Utf8,
    /// UTF-8 with a byte order mark.
    Utf8WithMark,
}

impl CsvEncoding {
    /// The bytes a file begins with.
    #[must_use]
    pub fn mark(self) -> &'static [u8] {
        match self {
            Self::Utf8 => b"",
            Self::Utf8WithMark => b"\xef\xbb\xbf",
        }
    }
}

/// `text` as a cell: what a spreadsheet would run as a formula gets an apostrophe in front.
///
/// ```
/// assert_eq!(tifa::tables::safe_cell("=1+1"), "'=1+1");
/// assert_eq!(tifa::tables::safe_cell("四个意识"), "四个意识");
/// ```
#[must_use]
pub fn safe_cell(text: &str) -> std::borrow::Cow<'_, str> {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']) {
        std::borrow::Cow::Owned(format!("'{text}"))
    } else {
        std::borrow::Cow::Borrowed(text)
    }
}

/// Cells that wait to be appended, in bytes: writers are made for every document, so it is small.
const BUFFER: usize = 512;

/// Appends rows of text to bytes, for tables that are never in memory as a whole.
#[derive(Debug)]
pub struct RowWriter<'a> {
    writer: csv::Writer<&'a mut Vec<u8>>,
    number: String,
}

impl<'a> RowWriter<'a> {
    /// Appends to `out`; all is there when the writer is dropped.
    #[must_use]
    pub fn new(out: &'a mut Vec<u8>) -> Self {
        Self {
            writer: csv::WriterBuilder::new()
                .flexible(true)
                .buffer_capacity(BUFFER)
                .from_writer(out),
            number: String::new(),
        }
    }

    /// Adds a row; text cells are made safe.
    pub fn row<'c>(&mut self, cells: impl IntoIterator<Item = &'c str>) {
        for cell in cells {
            self.cell(cell);
        }
        self.end();
    }

    /// Adds a cell to the row that [`RowWriter::end`] will end; text is made safe.
    pub fn cell(&mut self, text: &str) {
        // Writing to memory cannot fail.
        drop(self.writer.write_field(safe_cell(text).as_bytes()));
    }

    /// Adds a cell that holds a number.
    pub fn number(&mut self, number: u64) {
        self.number.clear();
        // Nor can this.
        let _ = write!(self.number, "{number}");
        drop(self.writer.write_field(&self.number));
    }

    /// Adds a cell; empty where nothing is known.
    pub fn known(&mut self, value: Option<impl Display>) {
        match value {
            Some(value) => self.cell(&value.to_string()),
            None => self.cell(""),
        }
    }

    /// Ends the row.
    pub fn end(&mut self) {
        drop(self.writer.write_record(None::<&[u8]>));
    }
}

/// A whole frame with its header.
pub(super) fn of_frame(frame: &DataFrame, encoding: CsvEncoding) -> PolarsResult<Vec<u8>> {
    let mut bytes = encoding.mark().to_vec();
    let mut rows = RowWriter::new(&mut bytes);
    rows.row(frame.get_column_names().iter().map(|name| name.as_str()));
    let columns = frame.columns();
    let mut cells: Vec<String> = vec![String::new(); columns.len()];
    for row in 0..frame.height() {
        for (cell, column) in cells.iter_mut().zip(columns) {
            *cell = text_of(&column.get(row)?)?;
        }
        rows.row(cells.iter().map(String::as_str));
    }
    drop(rows);
    Ok(bytes)
}

/// Cells of the first `most` rows.
pub(super) fn cells(
    frame: &DataFrame,
    columns: &[&str],
    most: usize,
) -> PolarsResult<Vec<Vec<String>>> {
    let columns = columns
        .iter()
        .map(|name| frame.column(name))
        .collect::<PolarsResult<Vec<_>>>()?;
    let row = |row| {
        columns
            .iter()
            .map(|column| text_of(&column.get(row)?))
            .collect()
    };
    (0..frame.height().min(most)).map(row).collect()
}

fn text_of(value: &AnyValue<'_>) -> PolarsResult<String> {
    match value {
        AnyValue::Null => Ok(String::new()),
        AnyValue::String(text) => Ok((*text).to_owned()),
        AnyValue::StringOwned(text) => Ok(text.to_string()),
        AnyValue::UInt64(number) => Ok(number.to_string()),
        AnyValue::UInt32(number) => Ok(number.to_string()),
        AnyValue::Int32(number) => Ok(number.to_string()),
        AnyValue::Float64(number) => Ok(measure(*number)),
        other => Err(PolarsError::SchemaMismatch(
            format!("no way to write {other:?}").into(),
        )),
    }
}

/// A measure with six significant digits, without exponent or trailing zeros.
pub(super) fn measure(number: f64) -> String {
    if number == 0.0 || !number.is_finite() {
        return if number.is_finite() {
            "0".to_owned()
        } else {
            String::new()
        };
    }
    let rounded: f64 = format!("{number:.*e}", DIGITS - 1)
        .parse()
        .unwrap_or(number);
    rounded.to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn measures_have_six_significant_digits() {
        for (number, text) in [
            (12.345_678_9, "12.3457"),
            (0.000_123_456_789, "0.000123457"),
            (3.0, "3"),
            (0.0, "0"),
            (123_456_789.0, "123457000"),
        ] {
            assert_eq!(measure(number), text);
        }
    }

    #[test]
    fn cells_are_quoted_and_formulas_are_not_run() {
        let mut bytes = Vec::new();
        RowWriter::new(&mut bytes).row(["他说\"好\",真的", "=cmd", "-1"]);
        assert_eq!(
            String::from_utf8(bytes).unwrap(),
            "\"他说\"\"好\"\",真的\",'=cmd,'-1\n"
        );
    }
}
