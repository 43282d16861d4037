//! Owns unpacking a page: always to the size its header tells, never to more.

use std::io::Read;

use parquet::basic::Compression;

/// The codecs that are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Codec {
    Stored,
    Snappy,
    Gzip,
    Zstd,
    Lz4,
    /// LZ4 in blocks, each with its sizes before it.
    Lz4Blocks,
}

impl Codec {
    /// The codec of a column.
    ///
    /// # Errors
    ///
    /// What to do where it is not read.
    pub(super) fn of(compression: Compression) -> Result<Self, String> {
        Ok(match compression {
            Compression::UNCOMPRESSED => Self::Stored,
            Compression::SNAPPY => Self::Snappy,
            Compression::GZIP(_) => Self::Gzip,
            Compression::ZSTD(_) => Self::Zstd,
            Compression::LZ4_RAW => Self::Lz4,
            Compression::LZ4 => Self::Lz4Blocks,
            Compression::BROTLI(_) | Compression::LZO => {
                return Err(format!(
                    "the compression {compression} is not read: write the file with zstd or snappy"
                ));
            }
        })
    }

    /// The `size` bytes that `packed` unpacks to; `None` if it does not.
    pub(super) fn unpack(self, packed: &[u8], size: usize) -> Option<Vec<u8>> {
        match self {
            Self::Stored => (packed.len() == size).then(|| packed.to_vec()),
            Self::Snappy => {
                let told = snap::raw::decompress_len(packed).ok()?;
                let unpacked = (told == size)
                    .then(|| snap::raw::Decoder::new().decompress_vec(packed).ok())
                    .flatten()?;
                (unpacked.len() == size).then_some(unpacked)
            }
            Self::Gzip => exactly(flate2::read::MultiGzDecoder::new(packed), size),
            Self::Zstd => exactly(zstd::stream::read::Decoder::new(packed).ok()?, size),
            Self::Lz4 => lz4(packed, size),
            Self::Lz4Blocks => lz4_blocks(packed, size).or_else(|| lz4(packed, size)),
        }
    }
}

/// What `input` gives, if that is `size` bytes.
fn exactly(input: impl Read, size: usize) -> Option<Vec<u8>> {
    let mut unpacked = Vec::new();
    input
        .take(size as u64 + 1)
        .read_to_end(&mut unpacked)
        .ok()
        .filter(|&length| length == size)?;
    Some(unpacked)
}

fn lz4(packed: &[u8], size: usize) -> Option<Vec<u8>> {
    let mut unpacked = vec![0; size];
    let length = lz4_flex::block::decompress_into(packed, &mut unpacked).ok()?;
    (length == size).then_some(unpacked)
}

/// Blocks of: unpacked size, packed size (both with the highest byte first), packed bytes.
fn lz4_blocks(mut packed: &[u8], size: usize) -> Option<Vec<u8>> {
    let mut unpacked = Vec::new();
    while !packed.is_empty() {
        let (head, rest) = packed.split_first_chunk::<8>()?;
        let [a, b, c, d, e, f, g, h] = *head;
        let block = u32::from_be_bytes([a, b, c, d]) as usize;
        let (bytes, rest) = rest.split_at_checked(u32::from_be_bytes([e, f, g, h]) as usize)?;
        if block > size - unpacked.len() {
            return None;
        }
        unpacked.extend(lz4(bytes, block)?);
        packed = rest;
    }
    (unpacked.len() == size).then_some(unpacked)
}
