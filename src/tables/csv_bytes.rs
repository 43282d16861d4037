//! Owns how values are written as CSV.

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

/// Writes rows of text one by one, for tables that are never in memory as a whole.
#[derive(Debug)]
pub struct RowWriter {
    writer: csv::Writer<Vec<u8>>,
}

impl Default for RowWriter {
    fn default() -> Self {
        Self {
            writer: csv::WriterBuilder::new()
                .flexible(true)
                .from_writer(Vec::new()),
        }
    }
}

impl RowWriter {
    /// Adds a row; text cells are made safe.
    pub fn row<'a>(&mut self, cells: impl IntoIterator<Item = &'a str>) {
        for cell in cells {
            // Writing to memory cannot fail.
            drop(self.writer.write_field(safe_cell(cell).as_bytes()));
        }
        drop(self.writer.write_record(None::<&[u8]>));
    }

    /// The rows as bytes.
    #[must_use]
    pub fn into_bytes(self) -> Vec<u8> {
        self.writer.into_inner().unwrap_or_default()
    }
}

/// A whole frame with its header.
pub(super) fn of_frame(frame: &DataFrame, encoding: CsvEncoding) -> PolarsResult<Vec<u8>> {
    let mut rows = RowWriter::default();
    rows.row(frame.get_column_names().iter().map(|name| name.as_str()));
    let columns = frame.columns();
    let mut cells: Vec<String> = vec![String::new(); columns.len()];
    for row in 0..frame.height() {
        for (cell, column) in cells.iter_mut().zip(columns) {
            *cell = text_of(&column.get(row)?)?;
        }
        rows.row(cells.iter().map(String::as_str));
    }
    Ok([encoding.mark(), &rows.into_bytes()].concat())
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
fn measure(number: f64) -> String {
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
        let mut rows = RowWriter::default();
        rows.row(["他说\"好\",真的", "=cmd", "-1"]);
        assert_eq!(
            String::from_utf8(rows.into_bytes()).unwrap(),
            "\"他说\"\"好\"\",真的\",'=cmd,'-1\n"
        );
    }
}
