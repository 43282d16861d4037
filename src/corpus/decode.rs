//! Owns turning the bytes of a file into text: which encoding they are in, and what was lost.
//!
//! A byte order mark decides, then the encoding that was asked for, then valid UTF-8, then how
//! likely the text is that each encoding makes of the bytes. Nothing is lost silently: what no
//! character could be made of is U+FFFD and counted, and bytes that are no text are refused with
//! what to do.

mod candidates;
mod encoding;
mod lines;
mod mend;
mod mojibake;
mod plausible;
mod reading;
mod seven_bits;
mod stream;
mod utf32;
mod utf8;

pub use encoding::TextEncoding;
pub use mojibake::Mojibake;
pub(crate) use mojibake::suspect as suspect_mojibake;
pub(crate) use stream::{Transcoder, guess_sample};

use encoding::{Kind, byte_order_mark};
use mend::{Mended, Start, mend};
use reading::Reading;

/// What to do about a file whose encoding is unknown or wrong.
const ADVICE: &str = "name its encoding with --encoding or save it as UTF-8";

/// Of a hundred characters outside ASCII, how many may be lost in text that is still counted.
const MOST_REPLACED: u64 = 30;

/// The text of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Decoded {
    /// The text, without a byte order mark.
    pub(crate) text: String,
    /// The encoding of most of it.
    pub(crate) encoding: TextEncoding,
    /// Characters U+FFFD that stand for bytes no character could be made of.
    pub(crate) replaced: u64,
    /// NUL characters left out.
    pub(crate) nuls: u64,
    /// Surrogate pairs written as two characters of UTF-8 (CESU-8), joined.
    pub(crate) joined: u64,
    /// Bytes that were read in other encodings.
    pub(crate) parts: Vec<(TextEncoding, u64)>,
    /// How sure the encoding is.
    pub(crate) certainty: Certainty,
    /// A sign that the text was spoiled before it was saved.
    pub(crate) mojibake: Option<Mojibake>,
}

/// How sure an encoding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Certainty {
    /// Named, or the only one that makes text of the bytes.
    Sure,
    /// Too little text to tell, or another language.
    Guessed,
}

impl Decoded {
    fn clean(text: String, encoding: TextEncoding) -> Self {
        Self {
            text,
            encoding,
            replaced: 0,
            nuls: 0,
            joined: 0,
            parts: Vec::new(),
            certainty: Certainty::Sure,
            mojibake: None,
        }
    }

    /// What a reader of the counts has to know: one message for each kind of damage.
    pub(crate) fn warnings(&self) -> Vec<String> {
        let mut warnings = Vec::new();
        if self.replaced > 0 {
            warnings.push(format!(
                "{} bytes or characters are not {} and were replaced by U+FFFD; phrases there are not counted: \
                 repair the file or get it anew",
                self.replaced, self.encoding
            ));
        }
        for (encoding, bytes) in &self.parts {
            warnings.push(format!(
                "{bytes} bytes of it are {encoding} in a file in {}; both were read: save it in one encoding",
                self.encoding
            ));
        }
        if self.certainty == Certainty::Guessed {
            warnings.push(format!(
                "its encoding is a guess from little text: {}; {ADVICE}",
                self.encoding
            ));
        }
        if self.nuls > 0 {
            warnings.push(format!("{} NUL characters were left out", self.nuls));
        }
        if self.joined > 0 {
            warnings.push(format!(
                "{} characters are written as surrogate pairs (CESU-8) and were joined; save it as UTF-8",
                self.joined
            ));
        }
        warnings.extend(self.mojibake.map(|suspicion| suspicion.to_string()));
        warnings
    }
}

/// The text of a whole file, or why it is none and what to do.
pub(crate) fn decode(bytes: Vec<u8>, forced: Option<TextEncoding>) -> Result<Decoded, String> {
    let decoded = match (byte_order_mark(&bytes), forced) {
        (Some((encoding, length)), _) => marked(bytes, encoding, length)?,
        (None, Some(encoding)) => {
            let only = Reading::of(encoding);
            readable(in_encoding(bytes, encoding, only.as_slice()), encoding)?
        }
        (None, None) => candidates::detect(bytes)?,
    };
    let mut decoded = without_nuls(decoded)?;
    decoded.mojibake = mojibake::suspect(&decoded.text);
    Ok(decoded)
}

fn marked(mut bytes: Vec<u8>, encoding: TextEncoding, length: usize) -> Result<Decoded, String> {
    bytes.drain(..length);
    let first = Reading::of(encoding);
    let readings = with_fallbacks(first);
    readable(in_encoding(bytes, encoding, &readings), encoding)
}

/// The encodings that parts of a damaged file may be in, the likeliest first.
fn with_fallbacks(first: Option<Reading>) -> Vec<Reading> {
    let others = [Reading::Utf8, Reading::Gb18030, Reading::Big5];
    let rest = others.into_iter().filter(|&other| Some(other) != first);
    first.into_iter().chain(rest).collect()
}

/// Text in a known encoding; where bytes are damaged, parts of it in one of `readings`.
fn in_encoding(bytes: Vec<u8>, encoding: TextEncoding, readings: &[Reading]) -> Decoded {
    let standard = match encoding.kind() {
        Kind::Utf32Le => return utf32::decode(&bytes, encoding, u32::from_le_bytes),
        Kind::Utf32Be => return utf32::decode(&bytes, encoding, u32::from_be_bytes),
        Kind::Hz => return seven_bits::decode(&bytes),
        Kind::Standard(utf8) if utf8 == encoding_rs::UTF_8 => return utf8::decode(bytes, readings),
        Kind::Standard(standard) => standard,
    };
    let (text, damaged) = standard.decode_without_bom_handling(&bytes);
    let Some(first) = readings.first() else {
        let replaced = if damaged { count_replaced(&text) } else { 0 };
        return Decoded {
            replaced,
            ..Decoded::clean(text.into_owned(), encoding)
        };
    };
    let wide = matches!(first, Reading::Utf16Le | Reading::Utf16Be);
    let reads_well = if wide {
        plausible::reads_well_at_large(&text)
    } else {
        plausible::reads_well(&text)
    };
    if reads_well && !damaged {
        return Decoded::clean(text.into_owned(), encoding);
    }
    drop(text);
    let read = if wide {
        mend(&bytes, readings, Start::First)
    } else {
        lines::read(&bytes, standard, readings)
    };
    from_parts(read, readings)
}

fn count_replaced(text: &str) -> u64 {
    text.matches('\u{fffd}').count() as u64
}

/// Text that was read in several of `readings`.
fn from_parts(mended: Mended, readings: &[Reading]) -> Decoded {
    let mut parts: Vec<(TextEncoding, u64)> = readings
        .iter()
        .zip(&mended.bytes)
        .map(|(reading, &bytes)| (reading.encoding(), bytes))
        .filter(|&(_, bytes)| bytes > 0)
        .collect();
    parts.sort_by_key(|&(_, bytes)| std::cmp::Reverse(bytes));
    let first = readings
        .first()
        .map_or(TextEncoding::UTF_8, |reading| reading.encoding());
    let encoding = parts.first().map_or(first, |part| part.0);
    parts.retain(|part| part.0 != encoding);
    Decoded {
        replaced: mended.replaced,
        parts,
        ..Decoded::clean(mended.text, encoding)
    }
}

/// Refuses text of which too much was lost.
fn readable(decoded: Decoded, encoding: TextEncoding) -> Result<Decoded, String> {
    let foreign = decoded
        .text
        .chars()
        .filter(|c| !c.is_ascii())
        .map(|_| 1_u64)
        .sum::<u64>();
    if decoded.replaced * 100 > foreign.max(1) * MOST_REPLACED && decoded.replaced > 2 {
        return Err(format!(
            "not text in {encoding}: {} of {foreign} characters outside ASCII cannot be read; {ADVICE}",
            decoded.replaced
        ));
    }
    Ok(decoded)
}

/// Takes NUL characters out of text; refuses what is mostly NUL.
fn without_nuls(mut decoded: Decoded) -> Result<Decoded, String> {
    if memchr::memchr(0, decoded.text.as_bytes()).is_none() {
        return Ok(decoded);
    }
    let end = decoded.text.trim_end_matches('\0').len();
    let inside = decoded
        .text
        .get(..end)
        .unwrap_or_default()
        .matches('\0')
        .count();
    if end == 0 || inside * 4 > end {
        return Err(
            "binary: mostly NUL bytes; take it out of the corpus or save its text as UTF-8"
                .to_owned(),
        );
    }
    let before = decoded.text.len();
    decoded.text.retain(|c| c != '\0');
    decoded.nuls = (before - decoded.text.len()) as u64;
    Ok(decoded)
}

#[cfg(test)]
mod tests;
