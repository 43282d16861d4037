//! Owns reading CSV and TSV: one record per row, its fields by the names in the first row.
//!
//! Takes the table as UTF-8 without a byte order mark. The delimiter is found in the table, not
//! taken from the file's name. A row that breaks the rules is named and never merged with the next
//! one: where a quote is not closed, reading goes on at the next line.

mod columns;
mod dialect;
mod quotes;

use std::io::{Cursor, SeekFrom};

use csv::{Position, StringRecord};

use super::record::{FieldNames, LineCounter, Problem, Record, listed};
use columns::Columns;
use quotes::Quotes;

/// Bytes read at a time; small, since reading begins anew behind every broken line.
const BUFFER: usize = 1 << 14;

/// The records of a table.
pub(super) struct TableRecords {
    rows: csv::Reader<Cursor<Vec<u8>>>,
    delimiter: u8,
    columns: Columns,
    lines: LineCounter,
    /// What was found out already and is given next.
    pending: Option<Result<Record, Problem>>,
    state: State,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    Header,
    /// Behind the header, before the first row.
    FirstRow,
    Rows,
    Done,
}

/// A row with the line it begins on.
struct Row {
    cells: StringRecord,
    line: u64,
}

impl TableRecords {
    /// The records of `content`.
    pub(super) fn new(content: String, names: &FieldNames) -> Self {
        let dialect = dialect::find(&content, names);
        let mut rows = csv::ReaderBuilder::new()
            .delimiter(dialect.delimiter)
            .has_headers(false)
            .flexible(true)
            .buffer_capacity(BUFFER)
            .from_reader(Cursor::new(content.into_bytes()));
        let state = if go_to(&mut rows, dialect.start) {
            State::Header
        } else {
            State::Done
        };
        Self {
            rows,
            delimiter: dialect.delimiter,
            columns: Columns::new(names.clone()),
            lines: LineCounter::default(),
            pending: None,
            state,
        }
    }

    fn content(&self) -> &[u8] {
        self.rows.get_ref().get_ref()
    }

    /// The next row that is not blank; `None` at the end.
    fn row(&mut self) -> Option<Result<Row, Problem>> {
        loop {
            let from = offset(self.rows.position());
            let mut cells = StringRecord::new();
            let found = self.rows.read_record(&mut cells);
            let end = offset(self.rows.position());
            let start = behind_line_ends(self.content(), from, end);
            let line = self.line_of(start);
            match found {
                Ok(false) => return None,
                Ok(true) => {}
                Err(cause) => {
                    self.state = State::Done;
                    let reason = format!("the table cannot be read: {cause}");
                    return Some(Err(Problem::rest(line, reason)));
                }
            }
            if let Some(problem) = self.unclosed(start, end, line) {
                return Some(Err(problem));
            }
            if cells.iter().any(|cell| !cell.trim().is_empty()) {
                return Some(Ok(Row { cells, line }));
            }
        }
    }

    fn line_of(&mut self, at: usize) -> u64 {
        let content = self.rows.get_ref().get_ref();
        self.lines.line_of(content, at)
    }

    /// Whether the row at `start` swallowed others through a quote; then reading goes on at the
    /// line behind its first.
    fn unclosed(&mut self, start: usize, end: usize, line: u64) -> Option<Problem> {
        let content = self.content();
        let raw = content.get(start..end).unwrap_or_default().trim_ascii_end();
        let first_end = raw.iter().position(|byte| matches!(byte, b'\n' | b'\r'));
        let is_last = end >= content.len();
        if first_end.is_none() && !is_last {
            return None;
        }
        let quotes = quotes::check(raw, self.delimiter);
        let Some(first_end) = first_end else {
            if quotes == Quotes::Open {
                let reason = "the quotation mark that is opened here is not closed; the row is read as it is: look whether the file is complete";
                self.pending = Some(Err(Problem::remark(line, reason)));
            }
            return None;
        };
        if quotes == Quotes::Closed {
            return None;
        }
        let next = behind_line_ends(content, start + first_end, content.len());
        if !go_to(&mut self.rows, next) {
            self.state = State::Done;
        }
        self.lines.go_back_to(start, line);
        Some(Problem::record(
            line,
            "a quotation mark is opened in this line and not closed as it should be; the line is not read: write \"\" for a quotation mark inside quotes, and close them",
        ))
    }

    fn header(&mut self) -> Option<Result<Record, Problem>> {
        self.state = State::Done;
        let row = match self.row() {
            None => return Some(Err(Problem::rest(1, "an empty table"))),
            Some(Err(problem)) => return Some(Err(Problem::rest(problem.line, problem.reason))),
            Some(Ok(row)) => row,
        };
        match self.columns.read_header(&row.cells) {
            Err(reason) => Some(Err(Problem::rest(row.line, reason))),
            Ok(()) => {
                self.state = State::FirstRow;
                None
            }
        }
    }

    fn record(&mut self) -> Option<Result<Record, Problem>> {
        let first = self.state == State::FirstRow;
        match self.row() {
            Some(Ok(row)) => {
                self.state = State::Rows;
                Some(self.of_row(&row))
            }
            Some(Err(problem)) => Some(Err(problem)),
            None => {
                self.state = State::Done;
                first.then(|| Err(Problem::remark(1, "a table with a header and no rows")))
            }
        }
    }

    fn of_row(&mut self, row: &Row) -> Result<Record, Problem> {
        let (found, expected) = (row.cells.len(), self.columns.count());
        let record = self.columns.record(&row.cells, row.line);
        let Some(record) = record else {
            let reason = format!(
                "{} of {}; the column {:?} is missing: complete the row",
                counted(found),
                expected,
                self.columns.text()
            );
            return Err(Problem::record(row.line, reason));
        };
        if found < expected {
            let reason = format!(
                "{} of {expected}; the row is read as it is: look whether its text stands in the column {:?}",
                counted(found),
                self.columns.text()
            );
            self.pending = Some(Err(Problem::remark(row.line, reason)));
        } else if row
            .cells
            .iter()
            .skip(expected)
            .any(|cell| !cell.trim().is_empty())
        {
            let reason = format!(
                "{}, the header has {expected}; not read: {}; put a text that holds {} in quotation marks",
                counted(found),
                listed(row.cells.iter().skip(expected)),
                dialect::name_of(self.delimiter)
            );
            self.pending = Some(Err(Problem::remark(row.line, reason)));
        }
        Ok(record)
    }
}

impl Iterator for TableRecords {
    type Item = Result<Record, Problem>;

    fn next(&mut self) -> Option<Self::Item> {
        if let Some(item) = self.pending.take() {
            return Some(item);
        }
        if self.state == State::Header
            && let Some(problem) = self.header()
        {
            return Some(problem);
        }
        if self.state == State::Done {
            return None;
        }
        self.record()
    }
}

fn counted(cells: usize) -> String {
    match cells {
        1 => "1 column".to_owned(),
        several => format!("{several} columns"),
    }
}

/// Lets reading go on at byte `at`; whether that is possible.
fn go_to(rows: &mut csv::Reader<Cursor<Vec<u8>>>, at: usize) -> bool {
    let mut position = Position::new();
    position.set_byte(at as u64);
    rows.seek_raw(SeekFrom::Start(at as u64), position).is_ok()
}

fn offset(position: &Position) -> usize {
    usize::try_from(position.byte()).unwrap_or(usize::MAX)
}

/// The first byte from `at` on, before `end`, that does not end a line.
fn behind_line_ends(content: &[u8], at: usize, end: usize) -> usize {
    let rest = content.get(at..end).unwrap_or_default();
    at + rest
        .iter()
        .take_while(|byte| matches!(byte, b'\n' | b'\r'))
        .count()
}

#[cfg(test)]
mod tests;
