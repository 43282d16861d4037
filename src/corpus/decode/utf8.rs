//! Owns UTF-8, whole or damaged.

use super::encoding::TextEncoding;
use super::reading::Reading;
use super::{Decoded, from_parts, lines};

/// Damaged places after which it is plain whether bytes are UTF-8.
const ENOUGH: u64 = 1000;

/// How much of some bytes is UTF-8.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Share {
    /// Characters of three and more bytes, which chance does not make.
    long: u64,
    /// Characters of two bytes.
    short: u64,
    /// Places that are no character.
    damaged: u64,
    /// Of these, the beginning of a character at the very end.
    cut: u64,
}

impl Share {
    /// Counts what is valid in `bytes`.
    pub(super) fn of(bytes: &[u8]) -> Self {
        let mut share = Self::default();
        let mut chunks = bytes.utf8_chunks().peekable();
        while let Some(chunk) = chunks.next() {
            for byte in chunk.valid().bytes() {
                share.long += u64::from(byte >= 0xE0);
                share.short += u64::from((0xC0..0xE0).contains(&byte));
            }
            let invalid = chunk.invalid();
            if !invalid.is_empty() {
                share.damaged += 1;
                let cut = chunks.peek().is_none()
                    && std::str::from_utf8(invalid).is_err_and(|e| e.error_len().is_none());
                share.cut += u64::from(cut);
            }
            if share.damaged > ENOUGH && share.damaged * 9 > share.long + share.short {
                break;
            }
        }
        share
    }

    /// Whether 99 of 100 characters outside ASCII are whole, or nothing but the end is damaged.
    pub(super) fn is_utf8(self) -> bool {
        let whole = self.long + self.short;
        self.damaged == self.cut && (self.long > 0 || whole == 0)
            || self.long > 0 && whole >= self.damaged * 99
    }
}

/// Text in UTF-8; damaged parts may be in another of `readings`.
pub(super) fn decode(bytes: Vec<u8>, readings: &[Reading]) -> Decoded {
    let bytes = match String::from_utf8(bytes) {
        Ok(text) => return Decoded::clean(text, TextEncoding::UTF_8),
        Err(cause) => cause.into_bytes(),
    };
    let (bytes, joined) = join_surrogates(bytes);
    let read = lines::read(&bytes, encoding_rs::UTF_8, readings);
    Decoded {
        joined,
        ..from_parts(read, readings)
    }
}

/// Joins surrogate pairs that were written as two characters of three bytes (CESU-8).
fn join_surrogates(bytes: Vec<u8>) -> (Vec<u8>, u64) {
    let mut found = memchr::memchr_iter(0xED, &bytes)
        .filter_map(|at| surrogates(bytes.get(at..)?).map(|c| (at, c)))
        .peekable();
    if found.peek().is_none() {
        return (bytes, 0);
    }
    let (mut out, mut from, mut joined) = (Vec::with_capacity(bytes.len()), 0, 0);
    for (at, c) in found {
        out.extend_from_slice(bytes.get(from..at).unwrap_or_default());
        out.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes());
        from = at + 6;
        joined += 1;
    }
    out.extend_from_slice(bytes.get(from..).unwrap_or_default());
    (out, joined)
}

/// The character of a pair of surrogates at the start of `rest`.
fn surrogates(rest: &[u8]) -> Option<char> {
    match *rest.get(..6)? {
        [
            0xED,
            a @ 0xA0..=0xAF,
            b @ 0x80..=0xBF,
            0xED,
            c @ 0xB0..=0xBF,
            d @ 0x80..=0xBF,
        ] => {
            let high = u32::from(a & 0x0F) << 6 | u32::from(b & 0x3F);
            let low = u32::from(c & 0x0F) << 6 | u32::from(d & 0x3F);
            char::from_u32(0x1_0000 + (high << 10 | low))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn surrogates_in_utf8_become_one_character() {
        let mut bytes = "街角的".as_bytes().to_vec();
        bytes.extend(b"\xed\xa1\x82\xed\xbe\xb7");
        bytes.extend("野家".as_bytes());
        let decoded = decode(bytes, &[Reading::Utf8]);
        assert_eq!(
            (decoded.text.as_str(), decoded.joined, decoded.replaced),
            ("街角的𠮷野家", 1, 0)
        );
    }

    #[test]
    fn a_cut_end_is_one_replacement() {
        let bytes = "小学".as_bytes();
        let share = Share::of(&bytes[..5]);
        assert!(share.is_utf8());
        assert_eq!(
            decode(bytes[..5].to_vec(), &[Reading::Utf8]).text,
            "小\u{fffd}"
        );
        assert!(
            !Share::of(b"\xd0\xa1\xd1\xa7").is_utf8(),
            "two-byte characters come about by chance"
        );
    }
}
