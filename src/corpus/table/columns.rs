//! Owns the columns of a table: what each is used for, and a row as a record.

use std::collections::BTreeMap;

use csv::StringRecord;

use super::super::record::{FieldNames, Record, Role, no_text_field};

/// The columns of a table, in order.
#[derive(Debug)]
pub(super) struct Columns {
    names: FieldNames,
    columns: Vec<(String, Role)>,
    text: usize,
}

/// A column's name without what surrounds it.
pub(super) fn name_in_header(cell: &str) -> &str {
    cell.trim_matches(|c: char| c.is_whitespace() || matches!(c, '\u{feff}' | '\u{200b}'))
}

impl Columns {
    /// No columns yet.
    pub(super) fn new(names: FieldNames) -> Self {
        Self {
            names,
            columns: Vec::new(),
            text: 0,
        }
    }

    /// Takes over the names in the first row.
    ///
    /// # Errors
    ///
    /// Why the table has no text that could be read.
    pub(super) fn read_header(&mut self, cells: &StringRecord) -> Result<(), String> {
        let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
        let mut text = None;
        for (index, name) in cells.iter().map(name_in_header).enumerate() {
            let role = self.names.role(name);
            let earlier = seen.entry(name).or_default();
            *earlier += 1;
            let unique = match (role, *earlier) {
                (_, 1) if !name.is_empty() => name.to_owned(),
                (Role::Variable, _) if name.is_empty() => format!("column_{}", index + 1),
                (Role::Variable, time) => format!("{name}_{time}"),
                _ => {
                    return Err(format!(
                        "the column {name:?} occurs twice; give one another name"
                    ));
                }
            };
            if role == Role::Text {
                text = Some(index);
            }
            self.columns.push((unique, role));
        }
        let names = cells.iter().map(name_in_header);
        self.text = text.ok_or_else(|| no_text_field("column", &self.names.text, names))?;
        Ok(())
    }

    /// How many columns the header has.
    pub(super) fn count(&self) -> usize {
        self.columns.len()
    }

    /// The name of the column that holds the text.
    pub(super) fn text(&self) -> &str {
        &self.names.text
    }

    /// The record of a row; `None` if the row ends before the text.
    pub(super) fn record(&self, cells: &StringRecord, line: u64) -> Option<Record> {
        let mut record = Record::on_line(line);
        cells.get(self.text)?.clone_into(&mut record.text);
        for ((name, role), value) in self.columns.iter().zip(cells) {
            if *role != Role::Text {
                record.set(*role, name, value);
            }
        }
        Some(record)
    }
}
