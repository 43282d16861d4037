//! Owns a Parquet file's footer: checked for size and shape before the library reads it.

use std::panic::catch_unwind;

use bytes::Bytes;
use parquet::file::metadata::{ParquetMetaData, ParquetMetaDataReader};

use super::thrift::{Broken, Compact, Kind};

/// Begins and ends a file.
const MAGIC: &[u8] = b"PAR1";

/// Ends a file whose footer is encrypted.
const ENCRYPTED: &[u8] = b"PARE";

/// Larger footers are not read.
const LARGEST: usize = 64 << 20;

/// Groups of columns inside each other.
const DEEPEST: usize = 32;

/// Reads the footer of the file in `bytes`.
///
/// # Errors
///
/// Why the file cannot be read, and what to do.
pub(super) fn read(bytes: &Bytes) -> Result<ParquetMetaData, String> {
    let footer = extent(bytes)?;
    check(footer).map_err(damaged)?;
    let owned = footer.to_vec();
    match catch_unwind(move || ParquetMetaDataReader::decode_metadata(&owned)) {
        Ok(Ok(metadata)) if has_all_rows(&metadata) => Ok(metadata),
        Ok(Ok(_)) => Err(damaged("it tells two numbers of rows")),
        Ok(Err(cause)) => Err(damaged(&cause.to_string())),
        Err(_) => Err(damaged("the parquet library fails on it")),
    }
}

fn damaged(what: &str) -> String {
    format!("a damaged Parquet file: its footer cannot be read ({what}); write the file anew")
}

/// The footer's bytes.
fn extent(bytes: &[u8]) -> Result<&[u8], String> {
    if bytes.ends_with(ENCRYPTED) {
        return Err("an encrypted Parquet file; write it anew without encryption".to_owned());
    }
    if !bytes.starts_with(MAGIC) {
        return Err("not a Parquet file: it does not begin with PAR1".to_owned());
    }
    let cut_off =
        || "not a whole Parquet file: its end is missing or damaged; write or fetch it anew";
    let body = bytes
        .strip_suffix(MAGIC)
        .filter(|body| body.len() >= 12)
        .ok_or_else(cut_off)?;
    let (body, length) = body.split_last_chunk::<4>().ok_or_else(cut_off)?;
    let length = u32::from_le_bytes(*length) as usize;
    if length > LARGEST {
        return Err(damaged("larger than 64 MiB"));
    }
    let start = body
        .len()
        .checked_sub(length)
        .filter(|&start| start >= MAGIC.len());
    start
        .and_then(|start| body.get(start..))
        .ok_or_else(|| cut_off().to_owned())
}

/// Whether the groups hold as many rows as the file.
fn has_all_rows(metadata: &ParquetMetaData) -> bool {
    let mut total = 0_i64;
    let all_sound = metadata.row_groups().iter().all(|group| {
        let rows = group.num_rows();
        total = total.saturating_add(rows);
        rows >= 0
    });
    all_sound && total == metadata.file_metadata().num_rows()
}

/// Whether lists, depth and the schema's tree are what the bytes can hold.
fn check(footer: &[u8]) -> Result<(), Broken> {
    let mut input = Compact::new(footer);
    let mut last = 0;
    let mut has_schema = false;
    while let Some(field) = input.field(&mut last)? {
        match field {
            (2, Kind::List) if !has_schema => {
                has_schema = true;
                schema(&mut input)?;
            }
            (2, _) => return Err("two schemas"),
            (_, kind) => input.skip(kind, 1)?,
        }
    }
    if has_schema { Ok(()) } else { Err("no schema") }
}

/// Whether the list of columns is one tree, as the library takes for granted.
fn schema(input: &mut Compact<'_>) -> Result<(), Broken> {
    let (kind, count) = input.list()?;
    if kind != Kind::Struct || count == 0 {
        return Err("an empty schema");
    }
    let mut open = vec![1_usize];
    for _ in 0..count {
        let Some(siblings) = open.last_mut() else {
            return Err("columns outside the schema");
        };
        *siblings -= 1;
        match children(input)? {
            0 => {}
            _ if open.len() >= DEEPEST => return Err("columns are nested too deep"),
            inner if inner > count => return Err("columns are missing"),
            inner => open.push(inner),
        }
        while open.last() == Some(&0) {
            open.pop();
        }
    }
    if open.is_empty() {
        Ok(())
    } else {
        Err("columns are missing")
    }
}

/// How many columns a group of the schema holds; 0 for a column.
fn children(input: &mut Compact<'_>) -> Result<usize, Broken> {
    let (mut last, mut count) = (0, 0);
    while let Some(field) = input.field(&mut last)? {
        match field {
            (5, Kind::Integer) => {
                count = usize::try_from(input.integer()?).map_err(|_| "a negative number")?;
            }
            (_, kind) => input.skip(kind, 2)?,
        }
    }
    Ok(count)
}
