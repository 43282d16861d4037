//! Owns reading Parquet files: one record per row, from the columns that hold plain values.
//!
//! Takes the file's bytes. The parquet library reads the footer and decodes values; everything
//! that a damaged or hostile file could use to exhaust memory or to break the library is checked
//! before: the footer's lists and schema, page sizes, levels, dictionaries and delta headers.

mod columns;
mod delta;
mod footer;
mod levels;
mod pages;
mod thrift;
mod unpack;
mod values;

use std::panic::{AssertUnwindSafe, catch_unwind};

use bytes::Bytes;
use parquet::file::metadata::ParquetMetaData;

use super::record::{FieldNames, Problem, Record, Role};
use columns::{Column, OpenColumn};
use pages::Memory;
use values::Cell;

/// Rows decoded at a time.
const BATCH: usize = 64;

/// A file with more rows is not read on.
const MOST_ROWS: u64 = 20_000_000;

/// A file with more text than this, and so many times its size, is not read on.
const MOST_TEXT: u64 = 256 << 20;
const MOST_TIMES: u64 = 200;

/// Rows without text that are named one by one.
const NAMED_NULLS: u64 = 1000;

/// The records of a Parquet file.
pub(super) struct ParquetRecords {
    bytes: Bytes,
    names: FieldNames,
    metadata: ParquetMetaData,
    columns: Vec<Column>,
    next_group: usize,
    group: Option<Group>,
    /// Rows of the groups that are done or open.
    rows: u64,
    text: u64,
    nulls: u64,
    pending: Vec<Problem>,
}

/// A row group that is being read.
struct Group {
    columns: Vec<OpenColumn>,
    /// Number of its next row in the file, from 1, and of its last one.
    next: u64,
    last: u64,
    /// Decoded rows, last one first.
    batch: Vec<Vec<Cell>>,
}

impl std::fmt::Debug for ParquetRecords {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ParquetRecords")
            .field("rows", &self.rows)
            .finish_non_exhaustive()
    }
}

impl ParquetRecords {
    /// The records of the file in `bytes`.
    ///
    /// # Errors
    ///
    /// Why nothing of the file can be read.
    pub(super) fn new(bytes: Vec<u8>, names: FieldNames) -> Result<Self, Problem> {
        let bytes = Bytes::from(bytes);
        let whole = |reason: String| Problem {
            line: 0,
            ..Problem::rest(0, reason)
        };
        let metadata = footer::read(&bytes).map_err(whole)?;
        let columns = columns::find(&metadata, &names).map_err(whole)?;
        Ok(Self {
            bytes,
            names,
            metadata,
            columns,
            next_group: 0,
            group: None,
            rows: 0,
            text: 0,
            nulls: 0,
            pending: Vec::new(),
        })
    }

    /// Opens the next row group; `None` behind the last one.
    fn open(&mut self) -> Option<Result<(), Problem>> {
        if self.next_group >= self.metadata.num_row_groups() {
            return None;
        }
        let group = self.metadata.row_group(self.next_group);
        self.next_group += 1;
        let count = u64::try_from(group.num_rows()).unwrap_or(0);
        let first = self.rows + 1;
        self.rows = self.rows.saturating_add(count);
        if self.rows > MOST_ROWS {
            self.stop();
            let reason = format!(
                "more than {MOST_ROWS} rows; those from row {first} on are not read: split the file"
            );
            return Some(Err(Problem::rest(first, reason)));
        }
        let memory = Memory::default();
        let opened: Result<Vec<OpenColumn>, String> = self
            .columns
            .iter()
            .map(|column| column.open(group, &self.bytes, &memory))
            .collect();
        Some(match opened {
            Ok(columns) => {
                self.group = Some(Group {
                    columns,
                    next: first,
                    last: self.rows,
                    batch: Vec::new(),
                });
                Ok(())
            }
            Err(_) if count == 0 => Ok(()),
            Err(reason) => Err(unread(first, self.rows, &reason)),
        })
    }

    /// Nothing more is read.
    fn stop(&mut self) {
        self.next_group = usize::MAX;
        self.group = None;
    }

    /// The next row of the open group; `None` behind its last one.
    fn row(&mut self) -> Option<Result<Record, Problem>> {
        let group = self.group.as_mut()?;
        if group.next > group.last {
            self.group = None;
            return None;
        }
        if group.batch.is_empty()
            && let Err(reason) = group.fill()
        {
            let problem = unread(group.next, group.last, &reason);
            self.group = None;
            return Some(Err(problem));
        }
        let line = group.next;
        group.next += 1;
        let cells = group.batch.pop().unwrap_or_default();
        Some(self.record(line, cells))
    }

    fn record(&mut self, line: u64, cells: Vec<Cell>) -> Result<Record, Problem> {
        let mut record = Record::on_line(line);
        let mut has_text = false;
        for (column, cell) in self.columns.iter().zip(cells) {
            let value = match cell {
                Cell::Text(value) => value,
                Cell::Broken if column.role == Role::Text => {
                    let reason = format!("row {line}: the field {:?} is not UTF-8", column.name);
                    return Err(Problem::record(line, reason));
                }
                Cell::Null | Cell::Broken => continue,
            };
            if column.role == Role::Text {
                self.text = self.text.saturating_add(value.len() as u64);
                record.text = value;
                has_text = true;
            } else {
                record.set(column.role, &column.name, &value);
            }
        }
        if self.text > MOST_TEXT + MOST_TIMES * self.bytes.len() as u64 {
            self.stop();
            let reason = format!(
                "more than {MOST_TIMES} times the file's size of text; the rows from {line} on are not read: split the file"
            );
            return Err(Problem::rest(line, reason));
        }
        if has_text {
            return Ok(record);
        }
        self.nulls += 1;
        Err(Problem::record(
            line,
            format!("row {line}: the field {:?} is null", self.names.text),
        ))
    }
}

impl Group {
    /// Decodes the next rows.
    fn fill(&mut self) -> Result<(), String> {
        let left = self.last - self.next + 1;
        let count = usize::try_from(left).map_or(BATCH, |left| left.min(BATCH));
        let columns = &mut self.columns;
        let decoded = catch_unwind(AssertUnwindSafe(|| {
            let cells = columns.iter_mut().map(|column| column.read(count));
            cells.collect::<Result<Vec<_>, String>>()
        }));
        let decoded =
            decoded.map_err(|_| "the parquet library failed on these values".to_owned())??;
        let mut rows = vec![Vec::with_capacity(decoded.len()); count];
        for column in decoded {
            for (row, cell) in rows.iter_mut().zip(column) {
                row.push(cell);
            }
        }
        rows.reverse();
        self.batch = rows;
        Ok(())
    }
}

/// The rows `first` to `last` cannot be read.
fn unread(first: u64, last: u64, reason: &str) -> Problem {
    Problem::record(
        first,
        format!("rows {first} to {last} are not read: {reason}; write the file anew"),
    )
}

impl Iterator for ParquetRecords {
    type Item = Result<Record, Problem>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(problem) = self.pending.pop() {
                return Some(Err(problem));
            }
            match self.row() {
                Some(Err(_)) if self.nulls > NAMED_NULLS && self.group.is_some() => {}
                Some(item) => return Some(item),
                None => match self.open() {
                    Some(Ok(())) => {}
                    Some(Err(problem)) => return Some(Err(problem)),
                    None => {
                        let more = self
                            .nulls
                            .checked_sub(NAMED_NULLS)
                            .filter(|&more| more > 0)?;
                        self.nulls = 0;
                        let text = &self.names.text;
                        let reason = format!("in {more} further rows the field {text:?} is null");
                        self.pending.push(Problem::record(0, reason));
                    }
                },
            }
        }
    }
}

#[cfg(test)]
mod tests;
