//! Owns records for other programs: the same cells as CSV or as JSON Lines.

use tifa::tables::{RowWriter, measure};

/// A cell of a record.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Cell {
    /// Words; safe for spreadsheets in CSV.
    Text(String),
    /// A number as it is written.
    Number(String),
    /// Undefined: empty in CSV, `null` in JSON.
    Unknown,
}

impl Cell {
    /// Words.
    pub(super) fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }

    /// A whole number.
    pub(super) fn whole(number: impl Into<i128>) -> Self {
        Self::Number(number.into().to_string())
    }

    /// A whole number that may be unknown.
    pub(super) fn known(number: Option<impl Into<i128>>) -> Self {
        number.map_or(Self::Unknown, Self::whole)
    }

    /// A measure, as tables of a report write it.
    pub(super) fn measure(value: Option<f64>) -> Self {
        let written = value.map(measure).filter(|written| !written.is_empty());
        written.map_or(Self::Unknown, Self::Number)
    }

    fn json(&self) -> String {
        match self {
            // Text always has a JSON form.
            Self::Text(text) => serde_json::to_string(text).unwrap_or_default(),
            Self::Number(number) => number.clone(),
            Self::Unknown => "null".to_owned(),
        }
    }
}

/// The rows as CSV with a header.
pub(super) fn csv(columns: &[&str], rows: &[Vec<Cell>]) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut table = RowWriter::new(&mut bytes);
    table.row(columns.iter().copied());
    for row in rows {
        for cell in row {
            match cell {
                Cell::Text(text) => table.cell(text),
                Cell::Number(number) => table.digits(number),
                Cell::Unknown => table.cell(""),
            }
        }
        table.end();
    }
    bytes
}

/// The rows as JSON objects, one on a line; keys are the columns, in their order.
pub(super) fn json_lines(columns: &[&str], rows: &[Vec<Cell>]) -> Vec<u8> {
    let mut text = String::new();
    for row in rows {
        let fields = columns.iter().zip(row);
        let fields = fields.map(|(column, cell)| format!("\"{column}\":{}", cell.json()));
        text.push_str(&format!("{{{}}}\n", fields.collect::<Vec<_>>().join(",")));
    }
    text.into_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_the_same_in_both_forms() {
        let columns = ["token", "count", "t_score", "p", "year"];
        let rows = [vec![
            Cell::text("=\"a,b\""),
            Cell::whole(7_u64),
            Cell::measure(Some(-1.0 / 3.0)),
            Cell::measure(Some(1.234_567_8e-200)),
            Cell::known(None::<i32>),
        ]];
        assert_eq!(
            String::from_utf8(csv(&columns, &rows)).unwrap(),
            "token,count,t_score,p,year\n\"'=\"\"a,b\"\"\",7,-0.333333,1.23457e-200,\n"
        );
        assert_eq!(
            String::from_utf8(json_lines(&columns, &rows)).unwrap(),
            "{\"token\":\"=\\\"a,b\\\"\",\"count\":7,\"t_score\":-0.333333,\"p\":1.23457e-200,\"year\":null}\n"
        );
    }

    #[test]
    fn what_is_not_known_is_empty() {
        assert_eq!(Cell::measure(None), Cell::Unknown);
        assert_eq!(Cell::measure(Some(f64::NAN)), Cell::Unknown);
        assert_eq!(Cell::measure(Some(0.0)), Cell::Number("0".to_owned()));
    }
}
