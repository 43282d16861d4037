//! Owns the pages of a column: found, unpacked and checked before the library decodes them.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use bytes::Bytes;
use parquet::basic::{Encoding, Type};
use parquet::column::page::{Page, PageMetadata, PageReader};
use parquet::errors::{ParquetError, Result};

use super::thrift::{Broken, Compact, Kind};
use super::unpack::Codec;
use super::{delta, levels};

/// Larger pages are not unpacked; writers make them a thousand times smaller.
const LARGEST: usize = 256 << 20;

/// More values in a page are not believed.
const MOST_VALUES: usize = 1 << 24;

/// What the open pages of all columns may take together.
const MOST_MEMORY: usize = 512 << 20;

/// What an entry of a dictionary takes when it is decoded.
const ENTRY: usize = 40;

/// What the open pages of a file take, in bytes.
pub(super) type Memory = Arc<AtomicUsize>;

/// What a column's pages must fit.
#[derive(Debug, Clone, Copy)]
pub(super) struct Shape {
    pub(super) codec: Codec,
    pub(super) physical: Type,
    /// The level of a value that is present; levels are stored unless it is 0.
    pub(super) present: u16,
}

/// The pages of one column in one row group.
pub(super) struct Pages {
    chunk: Bytes,
    at: usize,
    shape: Shape,
    has_dictionary: bool,
    memory: Memory,
    /// What the dictionary and the open page take.
    held: [usize; 2],
}

/// The header of a page.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
struct Header {
    kind: i64,
    unpacked: usize,
    packed: usize,
    crc: Option<i64>,
    values: usize,
    encoding: i64,
    level_encoding: i64,
    nulls: usize,
    rows: usize,
    levels: usize,
    repetitions: usize,
    is_packed: bool,
}

impl Pages {
    /// The pages in `chunk`.
    pub(super) fn new(chunk: Bytes, shape: Shape, memory: Memory) -> Self {
        Self {
            memory,
            held: [0; 2],
            chunk,
            at: 0,
            shape,
            has_dictionary: false,
        }
    }

    fn next_page(&mut self) -> std::result::Result<Option<Page>, Broken> {
        loop {
            let rest = self.chunk.get(self.at..).unwrap_or_default();
            if rest.is_empty() {
                return Ok(None);
            }
            let (header, length) = Header::read(rest)?;
            let start = self.at + length;
            let end = start
                .checked_add(header.packed)
                .filter(|&end| end <= self.chunk.len())
                .ok_or("a page is longer than its column")?;
            self.at = end;
            let bytes = self.chunk.slice(start..end);
            header.check(&bytes)?;
            self.hold(&header)?;
            match header.kind {
                0 => return self.data(&header, &bytes).map(Some),
                2 => return self.dictionary(&header, &bytes).map(Some),
                3 => return self.data_v2(&header, &bytes).map(Some),
                _ => {}
            }
        }
    }

    /// Takes the memory for a page in place of the last one of its kind.
    fn hold(&mut self, header: &Header) -> std::result::Result<(), Broken> {
        let is_dictionary = header.kind == 2;
        let entries = if is_dictionary { header.values } else { 0 };
        let [dictionary, page] = &mut self.held;
        let held = if is_dictionary { dictionary } else { page };
        let wanted = header.unpacked + entries * ENTRY;
        self.memory.fetch_sub(*held, Ordering::Relaxed);
        *held = wanted;
        let before = self.memory.fetch_add(wanted, Ordering::Relaxed);
        if before + wanted > MOST_MEMORY {
            return Err("its pages are larger than is read");
        }
        Ok(())
    }

    fn unpack(&self, bytes: &[u8], size: usize) -> std::result::Result<Bytes, Broken> {
        let unpacked = self.shape.codec.unpack(bytes, size);
        unpacked.map(Bytes::from).ok_or("a page cannot be unpacked")
    }

    fn dictionary(&mut self, header: &Header, bytes: &[u8]) -> std::result::Result<Page, Broken> {
        if std::mem::replace(&mut self.has_dictionary, true) {
            return Err("a column has two dictionaries");
        }
        let buf = self.unpack(bytes, header.unpacked)?;
        let least = match self.shape.physical {
            Type::INT64 | Type::DOUBLE => 8,
            Type::INT96 => 12,
            _ => 4,
        };
        let is_whole = match self.shape.physical {
            Type::BYTE_ARRAY => levels::holds_byte_arrays(&buf, header.values),
            _ => header.values <= buf.len() / least,
        };
        if !is_whole || !matches!(header.encoding, 0 | 2) {
            return Err("a dictionary is damaged");
        }
        Ok(Page::DictionaryPage {
            buf,
            num_values: narrow(header.values),
            encoding: Encoding::PLAIN,
            is_sorted: false,
        })
    }

    fn data(&self, header: &Header, bytes: &[u8]) -> std::result::Result<Page, Broken> {
        let buf = self.unpack(bytes, header.unpacked)?;
        let (levels, values): (&[u8], &[u8]) = if self.shape.present > 0 {
            let (length, rest) = buf.split_first_chunk::<4>().ok_or("a page has no levels")?;
            rest.split_at_checked(u32::from_le_bytes(*length) as usize)
                .ok_or("the levels of a page are too long")?
        } else {
            (&[], &buf)
        };
        if self.shape.present > 0 && header.level_encoding != 3 {
            return Err("levels in an encoding that is not read");
        }
        let encoding = self.encoding(header, levels, values)?;
        Ok(Page::DataPage {
            num_values: narrow(header.values),
            encoding,
            def_level_encoding: Encoding::RLE,
            rep_level_encoding: Encoding::RLE,
            statistics: None,
            buf,
        })
    }

    fn data_v2(&self, header: &Header, bytes: &[u8]) -> std::result::Result<Page, Broken> {
        let (levels, packed) = bytes
            .split_at_checked(header.levels)
            .ok_or("the levels of a page are too long")?;
        if header.repetitions != 0 || header.nulls > header.values {
            return Err("the header of a page is damaged");
        }
        let size = header
            .unpacked
            .checked_sub(levels.len())
            .ok_or("the header of a page is damaged")?;
        let values = match header.is_packed {
            true if size > 0 => self.unpack(packed, size)?,
            _ => Bytes::copy_from_slice(packed),
        };
        let encoding = self.encoding(header, levels, &values)?;
        let buf: Vec<u8> = levels.iter().chain(values.iter()).copied().collect();
        Ok(Page::DataPageV2 {
            buf: Bytes::from(buf),
            num_values: narrow(header.values),
            encoding,
            num_nulls: narrow(header.nulls),
            num_rows: narrow(header.rows),
            def_levels_byte_len: narrow(header.levels),
            rep_levels_byte_len: 0,
            is_compressed: false,
            statistics: None,
        })
    }

    /// The encoding of the values, if the library can decode them without harm.
    fn encoding(
        &self,
        header: &Header,
        levels: &[u8],
        values: &[u8],
    ) -> std::result::Result<Encoding, Broken> {
        let present = match self.shape.present {
            0 => header.values,
            present => levels::present(levels, header.values, present)
                .ok_or("the levels of a page are damaged")?,
        };
        if header.kind == 3 && header.values - header.nulls != present {
            return Err("a page tells two numbers of missing values");
        }
        let width = if self.shape.physical == Type::INT64 {
            64
        } else {
            32
        };
        let (encoding, sound) = match (header.encoding, self.shape.physical) {
            (0, Type::BYTE_ARRAY) => (Encoding::PLAIN, levels::holds_byte_arrays(values, present)),
            (0, _) => (Encoding::PLAIN, true),
            (2 | 8, _) => (Encoding::RLE_DICTIONARY, self.has_dictionary),
            (3, Type::BOOLEAN) => (Encoding::RLE, has_whole_prefix(values)),
            (5, Type::INT32 | Type::INT64) => (
                Encoding::DELTA_BINARY_PACKED,
                delta::end(values, present, width).is_some(),
            ),
            (6, Type::BYTE_ARRAY) => (
                Encoding::DELTA_LENGTH_BYTE_ARRAY,
                delta::holds_byte_arrays(values, present),
            ),
            (7, Type::BYTE_ARRAY) => (
                Encoding::DELTA_BYTE_ARRAY,
                delta::holds_shared_byte_arrays(values, present),
            ),
            _ => return Err("values in an encoding that is not read"),
        };
        if sound {
            Ok(encoding)
        } else {
            Err("the values of a page are damaged")
        }
    }
}

/// Whether the bytes begin with the length of what follows.
fn has_whole_prefix(bytes: &[u8]) -> bool {
    bytes
        .split_first_chunk::<4>()
        .is_some_and(|(length, rest)| u32::from_le_bytes(*length) as usize <= rest.len())
}

/// Sizes are bounded when the header is read.
fn narrow(size: usize) -> u32 {
    u32::try_from(size).unwrap_or(u32::MAX)
}

impl Header {
    /// The header at the start of `bytes`, and its length.
    fn read(bytes: &[u8]) -> std::result::Result<(Self, usize), Broken> {
        let mut input = Compact::new(bytes);
        let mut header = Self {
            kind: -1,
            is_packed: true,
            ..Self::default()
        };
        let mut last = 0;
        while let Some(field) = input.field(&mut last)? {
            match field {
                (1, Kind::Integer) => header.kind = input.integer()?,
                (2, Kind::Integer) => header.unpacked = size(&mut input, LARGEST)?,
                (3, Kind::Integer) => header.packed = size(&mut input, usize::MAX)?,
                (4, Kind::Integer) => header.crc = Some(input.integer()?),
                (5 | 7 | 8, Kind::Struct) => header.inner(&mut input, field.0)?,
                (_, kind) => input.skip(kind, 1)?,
            }
        }
        Ok((header, input.position()))
    }

    /// The part of the header that belongs to the kind of page: 5 and 8 for data, 7 for a
    /// dictionary.
    fn inner(&mut self, input: &mut Compact<'_>, part: i64) -> std::result::Result<(), Broken> {
        let mut last = 0;
        while let Some((field, kind)) = input.field(&mut last)? {
            match (part, field, kind) {
                (_, 1, Kind::Integer) => self.values = size(input, MOST_VALUES)?,
                (5 | 7, 2, Kind::Integer) | (8, 4, Kind::Integer) => {
                    self.encoding = input.integer()?;
                }
                (5, 3, Kind::Integer) => self.level_encoding = input.integer()?,
                (8, 2, Kind::Integer) => self.nulls = size(input, MOST_VALUES)?,
                (8, 3, Kind::Integer) => self.rows = size(input, MOST_VALUES)?,
                (8, 5, Kind::Integer) => self.levels = size(input, LARGEST)?,
                (8, 6, Kind::Integer) => self.repetitions = size(input, LARGEST)?,
                (8, 7, Kind::True | Kind::False) => self.is_packed = kind == Kind::True,
                (_, _, kind) => input.skip(kind, 2)?,
            }
        }
        Ok(())
    }

    /// Whether the bytes are those that were written, where the header tells.
    fn check(&self, bytes: &[u8]) -> std::result::Result<(), Broken> {
        let Some(told) = self.crc else { return Ok(()) };
        let mut crc = flate2::Crc::new();
        crc.update(bytes);
        if i64::from(crc.sum().cast_signed()) == told {
            Ok(())
        } else {
            Err("a page is damaged: its checksum is another one")
        }
    }
}

fn size(input: &mut Compact<'_>, most: usize) -> std::result::Result<usize, Broken> {
    match usize::try_from(input.integer()?) {
        Ok(size) if size <= most => Ok(size),
        _ => Err("a page is larger than is read"),
    }
}

impl Drop for Pages {
    fn drop(&mut self) {
        let held: usize = self.held.iter().sum();
        self.memory.fetch_sub(held, Ordering::Relaxed);
    }
}

impl PageReader for Pages {
    fn get_next_page(&mut self) -> Result<Option<Page>> {
        self.next_page()
            .map_err(|what| ParquetError::General(what.to_owned()))
    }

    fn peek_next_page(&mut self) -> Result<Option<PageMetadata>> {
        Err(ParquetError::NYI("pages are read in order".to_owned()))
    }

    fn skip_next_page(&mut self) -> Result<()> {
        self.get_next_page().map(drop)
    }
}

impl Iterator for Pages {
    type Item = Result<Page>;

    fn next(&mut self) -> Option<Self::Item> {
        self.get_next_page().transpose()
    }
}
