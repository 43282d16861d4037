//! Owns encodings that write Chinese in ASCII bytes, which would pass for English.

use super::encoding::TextEncoding;
use super::{ADVICE, Decoded, count_replaced};

/// What ASCII bytes may be besides ASCII.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum SevenBits {
    /// `~{` and `~}` around pairs of bytes.
    Hz,
    /// Escape sequences that change the character set.
    Iso2022,
}

/// What `ascii` is, unless it is plain text.
pub(super) fn recognise(ascii: &[u8]) -> Option<SevenBits> {
    if memchr::memmem::find(ascii, b"\x1b$").is_some() {
        return Some(SevenBits::Iso2022);
    }
    let start = memchr::memmem::find(ascii, b"~{")?;
    let rest = ascii.get(start + 2..)?;
    let end = memchr::memmem::find(rest, b"~}")
        .or_else(|| memchr::memchr(b'\n', rest))
        .unwrap_or(rest.len());
    let pairs = rest.get(..end)?;
    let whole =
        end > 0 && end.is_multiple_of(2) && pairs.iter().all(|byte| (0x21..=0x7E).contains(byte));
    whole.then_some(SevenBits::Hz)
}

/// Why ISO 2022 is not read.
pub(super) fn iso_2022() -> String {
    format!("text in ISO-2022 with escape sequences, which is not read; {ADVICE}")
}

/// Text in HZ: pairs within `~{` and `~}` are GB 2312 without its high bits.
pub(super) fn decode(bytes: &[u8]) -> Decoded {
    let mut plain = Vec::with_capacity(bytes.len());
    let mut rest = bytes;
    while let Some(at) = memchr::memchr(b'~', rest) {
        let (before, tail) = rest.split_at(at);
        plain.extend_from_slice(before);
        rest = match tail {
            [b'~', b'~', after @ ..] => {
                plain.push(b'~');
                after
            }
            [b'~', b'\n', after @ ..] => after,
            [b'~', b'{', after @ ..] => shifted(after, &mut plain),
            [tilde, after @ ..] => {
                plain.push(*tilde);
                after
            }
            [] => tail,
        };
    }
    plain.extend_from_slice(rest);
    let (text, damaged) = encoding_rs::GBK.decode_without_bom_handling(&plain);
    let replaced = if damaged { count_replaced(&text) } else { 0 };
    Decoded {
        replaced,
        ..Decoded::clean(text.into_owned(), TextEncoding::HZ)
    }
}

/// Adds the pairs at the start of `rest` to `plain`; gives what follows their end mark.
fn shifted<'a>(rest: &'a [u8], plain: &mut Vec<u8>) -> &'a [u8] {
    let mut at = 0;
    loop {
        match rest.get(at..) {
            Some([b'~', b'}', after @ ..]) => return after,
            // A line end closes what was left open.
            Some(open @ [b'\n', ..] | open @ []) => return open,
            Some([first @ 0x21..=0x7D, second @ 0x21..=0x7E, ..]) => {
                plain.extend([first | 0x80, second | 0x80]);
                at += 2;
            }
            Some([other, ..]) => {
                plain.push(*other);
                at += 1;
            }
            None => return &[],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pairs_between_marks_are_chinese() {
        let decoded = decode(b"a ~~ ~{<:Ky2;S{#,NpJ)l6HK!#~} b");
        assert_eq!(decoded.text, "a ~ 己所不欲，勿施於人。 b");
        assert_eq!(recognise(b"see ~{VPND~} here"), Some(SevenBits::Hz));
        assert_eq!(recognise(b"a shell: ~{user}/x and ~}"), None);
        assert_eq!(recognise(b"plain ~ text"), None);
    }
}
