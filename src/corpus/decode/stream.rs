//! Owns reading large files of lines as UTF-8, whatever they are in, without holding them.

use std::borrow::Cow;
use std::io::{self, Read};

use encoding_rs::{Decoder, DecoderResult, Encoding};

use super::encoding::{Kind, TextEncoding, byte_order_mark};
use super::reading::Reading;
use super::seven_bits::{self, SevenBits};
use super::{candidates, lines, utf8, utf32, with_fallbacks};

/// Bytes read, and judged, at once.
const CHUNK: usize = 1 << 16;

/// The encoding of a file that begins with `prefix`, and the length of its byte order mark.
///
/// Bytes that are likely in no encoding are said to be UTF-8 unless they are binary: lines may be
/// in several, which the reader of lines sorts out.
pub(crate) fn guess(prefix: &[u8], end: PrefixEnd) -> Result<(TextEncoding, usize), String> {
    if let Some(marked) = byte_order_mark(prefix) {
        return Ok(marked);
    }
    let nul = memchr::memchr(0, prefix).is_some();
    let valid = match std::str::from_utf8(prefix) {
        Ok(_) => true,
        Err(cause) => end == PrefixEnd::Cut && cause.error_len().is_none(),
    };
    if !nul && (valid || utf8::Share::of(prefix).is_utf8()) {
        return plain(prefix);
    }
    let sample = candidates::sample(prefix);
    let encoding = candidates::best(sample).map(|(encoding, _)| encoding);
    if !encoding.is_some_and(candidates::is_wide) {
        candidates::refuse_binary(sample)?;
    }
    Ok((encoding.unwrap_or(TextEncoding::UTF_8), 0))
}

/// The beginning of a file as text, to look at and not to count; or why it is none.
pub(crate) fn guess_sample(prefix: &[u8]) -> Result<Cow<'_, str>, String> {
    let (encoding, mark) = guess(prefix, PrefixEnd::Cut)?;
    let body = prefix.get(mark..).unwrap_or_default();
    Ok(candidates::in_encoding_plainly(body, encoding))
}

/// Where a prefix ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum PrefixEnd {
    /// Within the file, perhaps within a character.
    Cut,
    /// Where the file ends.
    File,
}

fn plain(prefix: &[u8]) -> Result<(TextEncoding, usize), String> {
    match Some(prefix)
        .filter(|bytes| bytes.is_ascii())
        .and_then(seven_bits::recognise)
    {
        Some(SevenBits::Iso2022) => Err(seven_bits::iso_2022()),
        Some(SevenBits::Hz) => Ok((TextEncoding::HZ, 0)),
        None => candidates::refuse_binary(prefix).map(|()| (TextEncoding::UTF_8, 0)),
    }
}

/// Reads a file in any encoding as UTF-8. A file in UTF-8 passes as it is, damage and all, for
/// the reader of lines to judge line by line; a byte order mark is left out.
pub(crate) struct Transcoder<R> {
    inner: R,
    state: State,
    encoding: TextEncoding,
    input: Vec<u8>,
    output: Vec<u8>,
    given: usize,
    replaced: u64,
    at_start: bool,
}

enum State {
    /// Nothing but ASCII so far.
    Undecided,
    /// UTF-8.
    Plain,
    Standard(Box<Decoder>),
    /// Two-byte characters: whole lines, so that damage stays within its line.
    Lines {
        encoding: &'static Encoding,
        readings: Vec<Reading>,
        rest: Vec<u8>,
    },
    Utf32 {
        join: fn([u8; 4]) -> u32,
        rest: Vec<u8>,
    },
    /// Everything is read.
    Done,
}

impl<R: Read> Transcoder<R> {
    /// A reader of `inner`, in the encoding that was asked for or is found.
    pub(crate) fn new(inner: R, forced: Option<TextEncoding>) -> Self {
        Self {
            inner,
            state: forced.map_or(State::Undecided, |encoding| {
                state_of(encoding, Reading::of(encoding).as_slice().to_vec())
            }),
            encoding: forced.unwrap_or(TextEncoding::UTF_8),
            input: Vec::new(),
            output: Vec::new(),
            given: 0,
            replaced: 0,
            at_start: true,
        }
    }

    /// The encoding of what was read so far.
    pub(crate) fn encoding(&self) -> TextEncoding {
        self.encoding
    }

    /// Characters U+FFFD put in for bytes that are none.
    pub(crate) fn replaced(&self) -> u64 {
        self.replaced
    }

    /// What is read from.
    pub(crate) fn get_ref(&self) -> &R {
        &self.inner
    }

    /// Reads and converts the next chunk.
    fn fill(&mut self) -> io::Result<()> {
        self.input.clear();
        self.output.clear();
        self.given = 0;
        let length = self
            .inner
            .by_ref()
            .take(CHUNK as u64)
            .read_to_end(&mut self.input)?;
        let end = if length < CHUNK {
            PrefixEnd::File
        } else {
            PrefixEnd::Cut
        };
        self.decide(end)?;
        self.convert(end);
        if end == PrefixEnd::File {
            self.state = State::Done;
        }
        Ok(())
    }

    fn decide(&mut self, end: PrefixEnd) -> io::Result<()> {
        let invalid = |reason: String| io::Error::new(io::ErrorKind::InvalidData, reason);
        if self.at_start
            && let Some((encoding, length)) = byte_order_mark(&self.input)
        {
            self.input.drain(..length);
            self.encoding = encoding;
            self.state = found(encoding);
        }
        self.at_start = false;
        if matches!(self.state, State::Undecided) {
            let (encoding, _) = guess(&self.input, end).map_err(invalid)?;
            let open = self.input.is_ascii() && encoding == TextEncoding::UTF_8;
            self.encoding = encoding;
            self.state = if open {
                State::Undecided
            } else {
                found(encoding)
            };
        }
        if self.encoding == TextEncoding::HZ {
            return Err(invalid(
                "lines in HZ-GB-2312 are not read; save it as UTF-8".to_owned(),
            ));
        }
        Ok(())
    }

    fn convert(&mut self, end: PrefixEnd) {
        match &mut self.state {
            State::Undecided | State::Plain | State::Done => {
                std::mem::swap(&mut self.input, &mut self.output);
            }
            State::Standard(decoder) => {
                self.replaced += transcode(decoder, &self.input, end, &mut self.output);
            }
            State::Lines {
                encoding,
                readings,
                rest,
            } => {
                let whole = match memchr::memrchr(b'\n', &self.input) {
                    _ if end == PrefixEnd::File => self.input.len(),
                    last => last.map_or(0, |at| at + 1),
                };
                let (now, later) = self.input.split_at(whole);
                rest.extend_from_slice(now);
                if whole > 0 || end == PrefixEnd::File {
                    let read = lines::read(rest, encoding, readings);
                    self.replaced += read.replaced;
                    self.output = read.text.into_bytes();
                    rest.clear();
                }
                rest.extend_from_slice(later);
            }
            State::Utf32 { join, rest } => {
                rest.extend_from_slice(&self.input);
                let whole = rest.len() / 4 * 4;
                let mut text = String::new();
                self.replaced += utf32::push(rest, *join, &mut text);
                rest.drain(..whole);
                if end == PrefixEnd::File && !rest.is_empty() {
                    text.push('\u{fffd}');
                    self.replaced += 1;
                }
                self.output = text.into_bytes();
            }
        }
    }
}

/// The state for an encoding that was found: parts may be in another.
fn found(encoding: TextEncoding) -> State {
    state_of(encoding, with_fallbacks(Reading::of(encoding)))
}

fn state_of(encoding: TextEncoding, readings: Vec<Reading>) -> State {
    match encoding.kind() {
        Kind::Standard(utf8) if utf8 == encoding_rs::UTF_8 => State::Plain,
        Kind::Utf32Le => State::Utf32 {
            join: u32::from_le_bytes,
            rest: Vec::new(),
        },
        Kind::Utf32Be => State::Utf32 {
            join: u32::from_be_bytes,
            rest: Vec::new(),
        },
        Kind::Hz => State::Plain,
        Kind::Standard(standard)
            if encoding == TextEncoding::GB18030 || encoding == TextEncoding::BIG5 =>
        {
            State::Lines {
                encoding: standard,
                readings,
                rest: Vec::new(),
            }
        }
        Kind::Standard(standard) => {
            State::Standard(Box::new(standard.new_decoder_without_bom_handling()))
        }
    }
}

/// Adds what `decoder` makes of `input` to `output`; gives how many places were replaced.
fn transcode(decoder: &mut Decoder, input: &[u8], end: PrefixEnd, output: &mut Vec<u8>) -> u64 {
    let (mut read, mut written, mut replaced) = (0, output.len(), 0);
    loop {
        output.resize(written + CHUNK * 2, 0);
        let source = input.get(read..).unwrap_or_default();
        let room = output.get_mut(written..).unwrap_or_default();
        let (result, took, gave) =
            decoder.decode_to_utf8_without_replacement(source, room, end == PrefixEnd::File);
        read += took;
        written += gave;
        output.truncate(written);
        match result {
            DecoderResult::InputEmpty => return replaced,
            DecoderResult::OutputFull => {}
            DecoderResult::Malformed(..) => {
                output.extend_from_slice("\u{fffd}".as_bytes());
                written = output.len();
                replaced += 1;
            }
        }
    }
}

impl<R: Read> Read for Transcoder<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if buffer.is_empty() {
            return Ok(0);
        }
        while self.given >= self.output.len() {
            match self.state {
                State::Done => return Ok(0),
                State::Plain if !self.at_start => return self.inner.read(buffer),
                _ => self.fill()?,
            }
        }
        let rest = self.output.get(self.given..).unwrap_or_default();
        let length = rest.len().min(buffer.len());
        if let (Some(to), Some(from)) = (buffer.get_mut(..length), rest.get(..length)) {
            to.copy_from_slice(from);
        }
        self.given += length;
        Ok(length)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LINE: &str = "{\"text\":\"市场里的菜价比上个月便宜,买菜的人也多了起来。\"}\n";

    /// Gives at most seven bytes at a time.
    struct Slow<'a>(&'a [u8]);

    impl Read for Slow<'_> {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            let length = buffer.len().min(7);
            self.0.read(&mut buffer[..length])
        }
    }

    fn through(bytes: &[u8]) -> (String, &'static str, u64) {
        let mut transcoder = Transcoder::new(Slow(bytes), None);
        let mut text = String::new();
        transcoder.read_to_string(&mut text).unwrap();
        (text, transcoder.encoding().name(), transcoder.replaced())
    }

    #[test]
    fn lines_in_any_encoding_become_utf8() {
        let text = LINE.repeat(3000);
        let gbk = encoding_rs::GBK.encode(&text).0.into_owned();
        let wide: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let widest: Vec<u8> = text
            .chars()
            .flat_map(|c| u32::from(c).to_be_bytes())
            .collect();
        let marked = [b"\xef\xbb\xbf", text.as_bytes()].concat();
        for (bytes, name) in [
            (&gbk, "GB18030"),
            (&wide, "UTF-16LE"),
            (&widest, "UTF-32BE"),
            (&text.clone().into_bytes(), "UTF-8"),
            (&marked, "UTF-8"),
        ] {
            assert!(through(bytes) == (text.clone(), name, 0), "{name}");
        }
    }

    #[test]
    fn a_long_ascii_head_does_not_decide() {
        let text = format!("{}{LINE}", "{\"id\":1}\n".repeat(20_000));
        let gbk = encoding_rs::GBK.encode(&text).0.into_owned();
        assert!(through(&gbk) == (text, "GB18030", 0));
    }

    #[test]
    fn what_is_lost_is_counted() {
        let mut gbk = encoding_rs::GBK.encode(LINE).0.into_owned();
        gbk.extend(b"\xff\n\xb4");
        let (text, _, replaced) = through(&gbk);
        assert!(text.ends_with("\u{fffd}\n\u{fffd}"));
        assert_eq!(replaced, 2);
    }
}
