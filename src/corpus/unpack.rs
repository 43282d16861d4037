//! Owns unpacking gzip and zstd while reading, within limits of size and growth.
//!
//! What is packed is told by its first bytes, never by its name. Damage at the end keeps what was
//! unpacked before it, with a warning; a file made to fill the memory is refused by name.

mod packing;

use std::io::{self, BufRead, Read};

pub(crate) use packing::{Packing, inner_name};

/// Bytes that may be unpacked before their growth is looked at.
const UNSUSPECTED: u64 = 64 << 20;

/// Text packs to a hundredth at the very best; more than this is no text.
const LARGEST_GROWTH: u64 = 250;

/// zstd may look back this far, as a power of two: what its own command allows without asking.
const WINDOW_LOG: u32 = 27;

/// Counts what is read from the packed file.
struct Counted<R> {
    inner: R,
    bytes: u64,
}

impl<R: BufRead> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let length = self.inner.read(buffer)?;
        self.bytes += length as u64;
        Ok(length)
    }
}

impl<R: BufRead> BufRead for Counted<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        self.inner.fill_buf()
    }

    fn consume(&mut self, amount: usize) {
        self.bytes += amount as u64;
        self.inner.consume(amount);
    }
}

/// How the bytes come out.
enum Source<R: BufRead> {
    Plain(Counted<R>),
    Gzip(Box<flate2::bufread::MultiGzDecoder<Counted<R>>>),
    Zstd(Box<zstd::stream::read::Decoder<'static, Counted<R>>>),
}

/// Reads what a file holds, unpacked.
pub(crate) struct Unpacked<R: BufRead> {
    source: Source<R>,
    packing: Packing,
    largest: u64,
    given: u64,
    warning: Option<String>,
    done: bool,
}

impl<R: BufRead> Unpacked<R> {
    /// A reader of what `input` holds, of which no more than `largest` bytes are unpacked.
    pub(crate) fn new(mut input: R, largest: u64) -> io::Result<Self> {
        let packing = Packing::of(input.fill_buf()?);
        let counted = Counted {
            inner: input,
            bytes: 0,
        };
        let source = match packing {
            Packing::None => Source::Plain(counted),
            Packing::Gzip => Source::Gzip(Box::new(flate2::bufread::MultiGzDecoder::new(counted))),
            Packing::Zstd => {
                let mut decoder = zstd::stream::read::Decoder::with_buffer(counted)?;
                decoder.window_log_max(WINDOW_LOG)?;
                Source::Zstd(Box::new(decoder))
            }
        };
        Ok(Self {
            source,
            packing,
            largest,
            given: 0,
            warning: None,
            done: false,
        })
    }

    /// How the file is packed.
    pub(crate) fn packing(&self) -> Packing {
        self.packing
    }

    /// What was wrong with the end of the file, once it was reached.
    pub(crate) fn warning(&self) -> Option<&str> {
        self.warning.as_deref()
    }

    /// Bytes of the file itself that were read.
    pub(crate) fn bytes_read(&self) -> u64 {
        match &self.source {
            Source::Plain(counted) => counted.bytes,
            Source::Gzip(decoder) => decoder.get_ref().bytes,
            Source::Zstd(decoder) => decoder.get_ref().bytes,
        }
    }

    /// The file itself.
    pub(crate) fn get_ref(&self) -> &R {
        match &self.source {
            Source::Plain(counted) => &counted.inner,
            Source::Gzip(decoder) => &decoder.get_ref().inner,
            Source::Zstd(decoder) => &decoder.get_ref().inner,
        }
    }

    /// Refuses a file that grows beyond all text.
    fn check(&self) -> io::Result<()> {
        if self.given > self.largest {
            return Err(refused(format!(
                "more than {} when unpacked; split it into smaller files",
                in_words(self.largest)
            )));
        }
        let grown = self.given / self.bytes_read().max(1);
        if self.packing != Packing::None && self.given > UNSUSPECTED && grown > LARGEST_GROWTH {
            return Err(refused(format!(
                "unpacks to {grown} times its size and more, which no text does (a decompression bomb?); \
                 unpack it by hand and look at it"
            )));
        }
        Ok(())
    }

    /// Ends the reading where the packed data breaks off; refuses data that never began.
    fn broken(&mut self, cause: &io::Error) -> io::Result<usize> {
        let said = self.packing.explain(cause);
        if self.given == 0 {
            return Err(refused(format!("cannot be unpacked: {said}")));
        }
        self.done = true;
        self.warning = Some(format!(
            "{said}; only the {} bytes before that were read",
            self.given
        ));
        Ok(0)
    }
}

fn refused(reason: String) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, reason)
}

fn in_words(bytes: u64) -> String {
    if bytes >= 1 << 30 {
        format!("{} GiB", bytes >> 30)
    } else if bytes >= 1 << 20 {
        format!("{} MiB", bytes >> 20)
    } else {
        format!("{bytes} bytes")
    }
}

impl<R: BufRead> Read for Unpacked<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.done || buffer.is_empty() {
            return Ok(0);
        }
        let read = match &mut self.source {
            Source::Plain(counted) => counted.read(buffer)?,
            Source::Gzip(decoder) => match decoder.read(buffer) {
                Ok(length) => length,
                Err(cause) if is_damage(&cause) => return self.broken(&cause),
                Err(cause) => return Err(cause),
            },
            Source::Zstd(decoder) => match decoder.read(buffer) {
                Ok(length) => length,
                Err(cause) if is_damage(&cause) => return self.broken(&cause),
                Err(cause) => return Err(cause),
            },
        };
        self.done = read == 0;
        self.given += read as u64;
        self.check()?;
        Ok(read)
    }
}

/// Whether the packed data is at fault, and not the disk or an interruption.
fn is_damage(cause: &io::Error) -> bool {
    use io::ErrorKind::{InvalidData, InvalidInput, Other, UnexpectedEof};
    cause.raw_os_error().is_none()
        && matches!(
            cause.kind(),
            InvalidData | InvalidInput | Other | UnexpectedEof
        )
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write as _;

    const TEXT: &str = "晚上八点,广播里播了天气预报,说明天有小雨。\n";

    fn gzip(text: &[u8]) -> Vec<u8> {
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
        encoder.write_all(text).unwrap();
        encoder.finish().unwrap()
    }

    fn zstd(text: &[u8]) -> Vec<u8> {
        zstd::stream::encode_all(text, 3).unwrap()
    }

    fn unpacked(bytes: &[u8]) -> Result<(Vec<u8>, Option<String>), String> {
        let mut reader = Unpacked::new(bytes, 1 << 30).map_err(|cause| cause.to_string())?;
        let mut out = Vec::new();
        reader
            .read_to_end(&mut out)
            .map_err(|cause| cause.to_string())?;
        Ok((out, reader.warning().map(ToOwned::to_owned)))
    }

    /// Text that does not pack away.
    fn varied() -> Vec<u8> {
        (0..40_000_u32)
            .flat_map(|n| format!("{} {TEXT}", n.wrapping_mul(2_654_435_761)).into_bytes())
            .collect()
    }

    #[test]
    fn every_member_and_frame_is_read() {
        for pack in [gzip, zstd] {
            let twice = [pack(TEXT.as_bytes()), pack(b""), pack(TEXT.as_bytes())].concat();
            assert_eq!(unpacked(&twice), Ok((TEXT.repeat(2).into_bytes(), None)));
        }
        assert_eq!(
            unpacked(TEXT.as_bytes()),
            Ok((TEXT.as_bytes().to_vec(), None))
        );
        assert_eq!(unpacked(b""), Ok((Vec::new(), None)));
    }

    #[test]
    fn a_cut_file_keeps_what_was_read() {
        let text = varied();
        for pack in [gzip, zstd] {
            let packed = pack(&text);
            let (out, warning) = unpacked(&packed[..packed.len() / 2]).unwrap();
            assert!(out.len() > text.len() / 4 && text.starts_with(&out));
            assert!(
                warning.unwrap().contains("cut"),
                "says that it ends too early"
            );
        }
    }

    #[test]
    fn rubbish_behind_the_data_is_told() {
        for pack in [gzip, zstd] {
            let packed = [&pack(TEXT.as_bytes())[..], b"rubbish behind the data"].concat();
            let (out, warning) = unpacked(&packed).unwrap();
            assert_eq!(out, TEXT.as_bytes());
            assert!(warning.is_some());
        }
    }

    #[test]
    fn no_cut_and_no_wrong_byte_panics_or_is_silent() {
        for pack in [gzip, zstd] {
            let packed = pack(TEXT.as_bytes());
            for length in 1..packed.len() {
                if let Ok((_, warning)) = unpacked(&packed[..length]) {
                    assert!(warning.is_some() || length < 4, "{length}");
                }
            }
            for at in 0..packed.len() {
                let mut damaged = packed.clone();
                damaged[at] ^= 0x55;
                let _ = unpacked(&damaged);
            }
        }
    }

    #[test]
    fn bombs_are_named_early() {
        let zeros = vec![0; 200 << 20];
        for pack in [gzip, zstd] {
            let packed = pack(&zeros);
            let mut reader = Unpacked::new(&packed[..], 1 << 30).unwrap();
            let cause = io::copy(&mut reader, &mut io::sink()).unwrap_err();
            assert!(cause.to_string().contains("bomb"), "{cause}");
        }
    }

    #[test]
    fn a_limit_of_size_holds_for_plain_files_too() {
        for bytes in [gzip(&varied()), varied()] {
            let mut reader = Unpacked::new(&bytes[..], 1 << 20).unwrap();
            let cause = reader.read_to_end(&mut Vec::new()).unwrap_err();
            assert!(cause.to_string().contains("1 MiB"), "{cause}");
        }
    }
}
