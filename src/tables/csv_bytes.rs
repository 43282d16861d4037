//! Owns how values are written as CSV.

use std::borrow::Cow;
use std::fmt::{Debug, Display};

use polars::prelude::{AnyValue, Column, DataFrame, DataType, PolarsError, PolarsResult};

use super::measure::measure;

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
pub fn safe_cell(text: &str) -> Cow<'_, str> {
    if is_formula(text) {
        Cow::Owned(format!("'{text}"))
    } else {
        Cow::Borrowed(text)
    }
}

fn is_formula(text: &str) -> bool {
    match text.as_bytes().first() {
        Some(b'=' | b'+' | b'-' | b'@' | b'\t' | b'\r' | b'\n') => true,
        // The first byte of the wide forms.
        Some(0xEF) => text.starts_with(['＝', '＋', '－', '＠']),
        _ => false,
    }
}

/// Appends rows of text to bytes, for tables that are never in memory as a whole: RFC 4180 with
/// line feeds. Rows of hits and n-grams are most of what a run writes, so it does nothing that it
/// need not; a test holds it to what the `csv` crate writes.
#[derive(Debug)]
pub struct RowWriter<'a> {
    out: &'a mut Vec<u8>,
    row: usize,
    is_first: bool,
}

impl<'a> RowWriter<'a> {
    /// Appends to `out`.
    #[must_use]
    pub fn new(out: &'a mut Vec<u8>) -> Self {
        Self {
            row: out.len(),
            out,
            is_first: true,
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
        self.separate();
        let apostrophe: &[u8] = if is_formula(text) { b"'" } else { b"" };
        let is_special = |byte: &u8| matches!(byte, b'"' | b',' | b'\n' | b'\r');
        // Without an early end, so that it is done many bytes at a time.
        let specials = text
            .as_bytes()
            .iter()
            .map(|byte| u8::from(is_special(byte)));
        if specials.fold(0, |any, special| any | special) == 0 {
            self.out.extend_from_slice(apostrophe);
            return self.out.extend_from_slice(text.as_bytes());
        }
        self.out.push(b'"');
        self.out.extend_from_slice(apostrophe);
        for &byte in text.as_bytes() {
            if byte == b'"' {
                self.out.push(b'"');
            }
            self.out.push(byte);
        }
        self.out.push(b'"');
    }

    /// Adds a cell that was written before.
    pub fn written(&mut self, cell: &WrittenCell) {
        self.separate();
        self.out.extend_from_slice(&cell.0);
    }

    /// Adds a cell that holds a number.
    pub fn number(&mut self, mut number: u64) {
        self.separate();
        let start = self.out.len();
        loop {
            let digit = u8::try_from(number % 10).unwrap_or_default();
            self.out.push(b'0' + digit);
            number /= 10;
            if number == 0 {
                break;
            }
        }
        self.out[start..].reverse();
    }

    /// Adds a cell; empty where nothing is known.
    pub fn known(&mut self, value: Option<impl Display>) {
        match value {
            Some(value) => self.cell(&value.to_string()),
            None => self.cell(""),
        }
    }

    /// Adds a cell that holds a number as it is written. A minus sign in front of digits is no
    /// formula, and an apostrophe would make the number a text.
    pub fn digits(&mut self, written: &str) {
        self.separate();
        self.out.extend_from_slice(written.as_bytes());
    }

    /// Adds a number that may be below zero; empty where it is undefined.
    fn signed(&mut self, number: Option<impl Display>) {
        self.digits(&number.map_or_else(String::new, |number| number.to_string()));
    }

    /// Ends the row.
    pub fn end(&mut self) {
        // A line with nothing in it would be no row.
        if self.out.len() == self.row {
            self.out.extend_from_slice(b"\"\"");
        }
        self.out.push(b'\n');
        (self.row, self.is_first) = (self.out.len(), true);
    }

    fn separate(&mut self) {
        if !self.is_first {
            self.out.push(b',');
        }
        self.is_first = false;
    }
}

/// A text as [`RowWriter::cell`] writes it, for what stands in many rows.
#[derive(Debug, Clone)]
pub struct WrittenCell(Box<[u8]>);

impl WrittenCell {
    /// The cell of `text`.
    #[must_use]
    pub fn of(text: &str) -> Self {
        let mut bytes = Vec::with_capacity(text.len() + 1);
        RowWriter::new(&mut bytes).cell(text);
        Self(bytes.into_boxed_slice())
    }
}

/// A whole frame with its header.
pub(super) fn of_frame(frame: &DataFrame, encoding: CsvEncoding) -> PolarsResult<Vec<u8>> {
    let mut bytes = encoding.mark().to_vec();
    let mut rows = RowWriter::new(&mut bytes);
    rows.row(frame.get_column_names().iter().map(|name| name.as_str()));
    let columns = frame.columns().iter();
    let mut columns = columns.map(Cells::of).collect::<PolarsResult<Vec<_>>>()?;
    for _ in 0..frame.height() {
        for column in &mut columns {
            column.next_into(&mut rows);
        }
        rows.end();
    }
    Ok(bytes)
}

/// The cells of a column, from the first on.
enum Cells<'a> {
    Text(Box<dyn Iterator<Item = Option<&'a str>> + 'a>),
    Number(Box<dyn Iterator<Item = Option<u64>> + 'a>),
    Small(Box<dyn Iterator<Item = Option<i32>> + 'a>),
    Measure(Box<dyn Iterator<Item = Option<f64>> + 'a>),
}

impl<'a> Cells<'a> {
    fn of(column: &'a Column) -> PolarsResult<Self> {
        Ok(match column.dtype() {
            DataType::String => Self::Text(Box::new(column.str()?.iter())),
            DataType::UInt64 => Self::Number(Box::new(column.u64()?.iter())),
            DataType::Int32 => Self::Small(Box::new(column.i32()?.iter())),
            DataType::Float64 => Self::Measure(Box::new(column.f64()?.iter())),
            other => return Err(no_way_to_write(&other)),
        })
    }

    fn next_into(&mut self, rows: &mut RowWriter<'_>) {
        match self {
            Self::Text(cells) => rows.cell(cells.next().flatten().unwrap_or_default()),
            Self::Number(cells) => match cells.next().flatten() {
                Some(number) => rows.number(number),
                None => rows.cell(""),
            },
            Self::Small(cells) => rows.signed(cells.next().flatten()),
            Self::Measure(cells) => rows.signed(cells.next().flatten().map(measure)),
        }
    }
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
        AnyValue::Int32(number) => Ok(number.to_string()),
        AnyValue::Float64(number) => Ok(measure(*number)),
        other => Err(no_way_to_write(other)),
    }
}

fn no_way_to_write(what: &dyn Debug) -> PolarsError {
    PolarsError::SchemaMismatch(format!("no way to write {what:?}").into())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn cells_are_quoted_and_formulas_are_not_run() {
        let mut bytes = Vec::new();
        RowWriter::new(&mut bytes).row(["他说\"好\",真的", "=cmd", "-1"]);
        assert_eq!(
            String::from_utf8(bytes).unwrap(),
            "\"他说\"\"好\"\",真的\",'=cmd,'-1\n"
        );
    }

    #[test]
    fn numbers_below_zero_stay_numbers() {
        use super::super::frame::{measures, texts, years};
        let columns = vec![
            measures("a", vec![Some(-1.5), None]),
            years("b", vec![Some(-2), None]),
            texts("c", ["-2", ""]),
        ];
        let frame = super::super::frame::frame(columns).unwrap();
        let bytes = of_frame(&frame, CsvEncoding::Utf8).unwrap();
        assert_eq!(
            String::from_utf8(bytes).unwrap(),
            "a,b,c\n-1.5,-2,'-2\n,,\n"
        );
    }

    proptest! {
        #[test]
        fn rows_are_those_of_the_csv_crate(
            rows in prop::collection::vec(
                prop::collection::vec("[a=，＝\"\n\r,\t' 0-9正文@+-]{0,6}", 1..4), 0..4),
            number: u64,
        ) {
            let mut ours = Vec::new();
            let mut theirs = csv::WriterBuilder::new().flexible(true).from_writer(Vec::new());
            let mut writer = RowWriter::new(&mut ours);
            for row in &rows {
                writer.number(number);
                writer.row(row.iter().map(String::as_str));
                let cells = row.iter().map(|cell| safe_cell(cell).into_owned());
                let number = [number.to_string()].into_iter();
                theirs.write_record(number.chain(cells)).unwrap();
                writer.row([row[0].as_str()]);
                theirs.write_record([safe_cell(&row[0]).as_ref()]).unwrap();
                writer.written(&WrittenCell::of(&row[0]));
                writer.end();
                theirs.write_record([safe_cell(&row[0]).as_ref()]).unwrap();
            }
            prop_assert_eq!(ours, theirs.into_inner().unwrap());
        }
    }
}
