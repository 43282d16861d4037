//! Owns the columns of a Parquet file that are read, and reading them.

use bytes::Bytes;
use parquet::column::reader::{ColumnReader, ColumnReaderImpl, get_column_reader};
use parquet::data_type::DataType;
use parquet::file::metadata::{ParquetMetaData, RowGroupMetaData};

use super::super::record::{FieldNames, Role, no_text_field};
use super::pages::{Memory, Pages, Shape};
use super::unpack::Codec;
use super::values::{self, Cell, Meaning};

/// A column that pandas adds.
const INDEX: &str = "__index_level_";

/// A column that is read.
#[derive(Debug, Clone)]
pub(super) struct Column {
    /// Its name; the names on the way to it, joined by dots.
    pub(super) name: String,
    /// What it is used for.
    pub(super) role: Role,
    index: usize,
    meaning: Meaning,
}

/// A column of a row group that is being read.
pub(super) struct OpenColumn {
    name: String,
    meaning: Meaning,
    present: i16,
    reader: ColumnReader,
}

/// The columns of plain values. Lists and binary values are nobody's variables.
///
/// # Errors
///
/// Why there is no text.
pub(super) fn find(metadata: &ParquetMetaData, names: &FieldNames) -> Result<Vec<Column>, String> {
    let schema = metadata.file_metadata().schema_descr();
    let mut columns: Vec<Column> = Vec::new();
    for (index, column) in schema.columns().iter().enumerate() {
        let name = column.path().string();
        let role = names.role(&name);
        let meaning = Meaning::of(column).filter(|_| column.max_rep_level() == 0);
        if role != Role::Variable && columns.iter().any(|other| other.name == name) {
            return Err(format!(
                "the column {name:?} occurs twice; give one another name"
            ));
        }
        match (role, meaning) {
            (Role::Text, Some(Meaning::Text)) => {}
            (Role::Text, _) => return Err(format!("the column {name:?} does not hold text")),
            (Role::Variable, _) if name.starts_with(INDEX) => continue,
            _ => {}
        }
        if let Some(meaning) = meaning {
            columns.push(Column {
                name,
                role,
                index,
                meaning,
            });
        }
    }
    if columns.iter().any(|column| column.role == Role::Text) {
        return Ok(columns);
    }
    let present = schema.columns().iter().map(|column| column.path().string());
    let present: Vec<String> = present.collect();
    let present = present.iter().map(String::as_str);
    Err(no_text_field("column", &names.text, present))
}

impl Column {
    /// Opens the column in a row group of the file in `bytes`.
    pub(super) fn open(
        &self,
        group: &RowGroupMetaData,
        bytes: &Bytes,
        memory: &Memory,
    ) -> Result<OpenColumn, String> {
        let name = &self.name;
        let chunk = group
            .columns()
            .get(self.index)
            .ok_or_else(|| format!("the column {name:?} is missing"))?;
        if chunk.file_path().is_some_and(|path| !path.is_empty()) {
            return Err(format!("the column {name:?} is in another file"));
        }
        if chunk.num_values() != group.num_rows() {
            return Err(format!(
                "the column {name:?} has {} values for {} rows",
                chunk.num_values(),
                group.num_rows()
            ));
        }
        let outside = || format!("the column {name:?} lies outside the file");
        let offset = |offset: i64| usize::try_from(offset).ok().filter(|&offset| offset > 0);
        let first = offset(chunk.data_page_offset()).ok_or_else(outside)?;
        let start = match chunk.dictionary_page_offset().and_then(offset) {
            Some(dictionary) => dictionary.min(first),
            None => first,
        };
        let length = usize::try_from(chunk.compressed_size()).map_err(|_| outside())?;
        let end = start
            .checked_add(length)
            .filter(|&end| end <= bytes.len())
            .ok_or_else(outside)?;
        let descriptor = chunk.column_descr_ptr();
        let shape = Shape {
            codec: Codec::of(chunk.compression())?,
            physical: descriptor.physical_type(),
            present: descriptor.max_def_level().unsigned_abs(),
        };
        let pages = Pages::new(bytes.slice(start..end), shape, Memory::clone(memory));
        Ok(OpenColumn {
            name: name.clone(),
            meaning: self.meaning,
            present: descriptor.max_def_level(),
            reader: get_column_reader(descriptor, Box::new(pages)),
        })
    }
}

impl OpenColumn {
    /// The next `count` values.
    pub(super) fn read(&mut self, count: usize) -> Result<Vec<Cell>, String> {
        let (meaning, wanted) = (self.meaning, (count, self.present));
        let found = match &mut self.reader {
            ColumnReader::BoolColumnReader(reader) => {
                batch(reader, wanted, |value| Cell::Text(value.to_string()))
            }
            ColumnReader::Int32ColumnReader(reader) => {
                batch(reader, wanted, |value| meaning.narrow(*value))
            }
            ColumnReader::Int64ColumnReader(reader) => {
                batch(reader, wanted, |value| meaning.wide(*value))
            }
            ColumnReader::Int96ColumnReader(reader) => {
                batch(reader, wanted, |value| values::julian(value.data()))
            }
            ColumnReader::FloatColumnReader(reader) => {
                batch(reader, wanted, |value| values::float(*value))
            }
            ColumnReader::DoubleColumnReader(reader) => {
                batch(reader, wanted, |value| values::float(*value))
            }
            ColumnReader::ByteArrayColumnReader(reader) => batch(reader, wanted, values::text),
            ColumnReader::FixedLenByteArrayColumnReader(_) => Ok(vec![Cell::Null; count]),
        };
        found.map_err(|what| format!("the column {:?}: {what}", self.name))
    }
}

/// The next values as cells: how many, and the level of one that is present.
fn batch<T: DataType>(
    reader: &mut ColumnReaderImpl<T>,
    (count, present): (usize, i16),
    show: impl Fn(&T::T) -> Cell,
) -> Result<Vec<Cell>, String> {
    let (mut levels, mut values) = (Vec::new(), Vec::new());
    let (read, _, _) = reader
        .read_records(count, Some(&mut levels), None, &mut values)
        .map_err(|cause| cause.to_string())?;
    if read != count {
        return Err("it ends too early".to_owned());
    }
    if present == 0 {
        return Ok(values.iter().map(show).collect());
    }
    let mut values = values.iter();
    let cells = levels.iter().map(|&level| {
        let value = (level == present).then(|| values.next()).flatten();
        value.map_or(Cell::Null, &show)
    });
    Ok(cells.collect())
}
