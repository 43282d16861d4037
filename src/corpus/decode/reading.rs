//! Owns one step of reading damaged bytes: the character an encoding makes of the next bytes, and
//! what it costs.

use std::sync::LazyLock;

use super::encoding::TextEncoding;
use super::plausible::cost;

/// An encoding that damaged bytes can be read in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reading {
    Utf8,
    Gb18030,
    Big5,
    Utf16Le,
    Utf16Be,
}

/// A character at the start of some bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Step {
    /// Bytes it takes.
    pub(super) length: usize,
    /// What it costs.
    pub(super) cost: u32,
}

/// The dearest character of one byte, and of two: less than the noise it would otherwise be
/// taken for, so that rare and control characters stay in the text.
const DEAREST: u32 = 70;
const DEAREST_PAIR: u32 = 145;

/// A character of GB 18030 in four bytes.
const FOUR_BYTES: u32 = 150;

/// Columns of a table of two-byte codes: trails 0x40 to 0xFE.
const TRAILS: usize = 0xFE - 0x40 + 1;

static GB18030_PAIRS: LazyLock<Box<[u8]>> = LazyLock::new(|| pairs(encoding_rs::GB18030));
static BIG5_PAIRS: LazyLock<Box<[u8]>> = LazyLock::new(|| pairs(encoding_rs::BIG5));

impl Reading {
    /// How `encoding` is read where bytes are damaged; `None` for encodings without a rule.
    pub(super) fn of(encoding: TextEncoding) -> Option<Self> {
        [
            Self::Utf8,
            Self::Gb18030,
            Self::Big5,
            Self::Utf16Le,
            Self::Utf16Be,
        ]
        .into_iter()
        .find(|reading| reading.encoding() == encoding)
    }

    pub(super) fn encoding(self) -> TextEncoding {
        match self {
            Self::Utf8 => TextEncoding::UTF_8,
            Self::Gb18030 => TextEncoding::GB18030,
            Self::Big5 => TextEncoding::BIG5,
            Self::Utf16Le => TextEncoding::UTF_16LE,
            Self::Utf16Be => TextEncoding::UTF_16BE,
        }
    }

    /// The character at the start of `rest`.
    pub(super) fn step(self, rest: &[u8]) -> Option<Step> {
        let first = *rest.first()?;
        match self {
            Self::Utf16Le => utf16(rest, u16::from_le_bytes),
            Self::Utf16Be => utf16(rest, u16::from_be_bytes),
            _ if first < 0x80 => Some(Step {
                length: 1,
                cost: cost(char::from(first)).min(DEAREST),
            }),
            Self::Utf8 => utf8(rest),
            Self::Gb18030 => gb18030(rest, first),
            Self::Big5 => pair(&BIG5_PAIRS, first, *rest.get(1)?),
        }
    }
}

fn utf8(rest: &[u8]) -> Option<Step> {
    let length = match rest.first()? {
        0xC2..=0xDF => 2,
        0xE0..=0xEF => 3,
        0xF0..=0xF4 => 4,
        _ => return None,
    };
    let text = std::str::from_utf8(rest.get(..length)?).ok()?;
    let c = text.chars().next()?;
    Some(Step {
        length,
        cost: cost(c).min(DEAREST_PAIR),
    })
}

fn gb18030(rest: &[u8], first: u8) -> Option<Step> {
    let second = *rest.get(1)?;
    if second.is_ascii_digit() {
        let [_, _, third, fourth] = *rest.get(..4)? else {
            return None;
        };
        let mapped = matches!(first, 0x81..=0x84 | 0x90..=0xE3)
            && third != 0x80
            && third != 0xFF
            && third > 0x80;
        return (mapped && fourth.is_ascii_digit()).then_some(Step {
            length: 4,
            cost: FOUR_BYTES,
        });
    }
    pair(&GB18030_PAIRS, first, second)
}

fn pair(table: &LazyLock<Box<[u8]>>, first: u8, second: u8) -> Option<Step> {
    let row = usize::from(first.checked_sub(0x81)?);
    let column = usize::from(second.checked_sub(0x40)?);
    if column >= TRAILS {
        return None;
    }
    let cost = *table.get(row * TRAILS + column)?;
    (cost > 0).then_some(Step {
        length: 2,
        cost: u32::from(cost).min(DEAREST_PAIR),
    })
}

/// What every two-byte code costs; nought where there is no character.
fn pairs(encoding: &'static encoding_rs::Encoding) -> Box<[u8]> {
    let code = |lead: u8, trail: u8| {
        let bytes = [lead, trail];
        let text = encoding.decode_without_bom_handling_and_without_replacement(&bytes)?;
        let dearest = text.chars().map(cost).max()?;
        u8::try_from(dearest.max(1)).ok()
    };
    (0x81..=0xFE_u8)
        .flat_map(|lead| (0x40..=0xFE_u8).map(move |trail| (lead, trail)))
        .map(|(lead, trail)| code(lead, trail).unwrap_or(0))
        .collect()
}

fn utf16(rest: &[u8], join: fn([u8; 2]) -> u16) -> Option<Step> {
    let unit = |at: usize| match rest.get(at..at + 2)? {
        [a, b] => Some(join([*a, *b])),
        _ => None,
    };
    let first = unit(0)?;
    match first {
        0xD800..=0xDBFF => {
            let pair = [first, unit(2)?];
            let c = char::decode_utf16(pair).next()?.ok()?;
            Some(Step {
                length: 4,
                cost: cost(c),
            })
        }
        0xDC00..=0xDFFF => None,
        _ => {
            let c = char::from_u32(u32::from(first))?;
            Some(Step {
                length: 2,
                cost: cost(c).min(DEAREST_PAIR),
            })
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_step_takes_the_bytes_of_one_character() {
        let length = |reading: Reading, bytes: &[u8]| reading.step(bytes).map(|step| step.length);
        assert_eq!(length(Reading::Utf8, "村口".as_bytes()), Some(3));
        assert_eq!(length(Reading::Utf8, b"\xe6\x9d"), None);
        assert_eq!(length(Reading::Gb18030, b"\xb4\xe5\xbf\xda"), Some(2));
        assert_eq!(
            length(Reading::Gb18030, b"\x95\x32\x82\x36"),
            Some(4),
            "outside the basic plane"
        );
        assert_eq!(length(Reading::Gb18030, b"\xb4\x20"), None);
        assert_eq!(length(Reading::Big5, b"\xa7\xf8"), Some(2));
        assert_eq!(length(Reading::Utf16Le, b"\x42\xd8\xb7\xdf"), Some(4));
        assert_eq!(length(Reading::Utf16Be, b"\xdf\xb7\x67\x51"), None);
        assert_eq!(length(Reading::Utf16Be, b"\x67"), None);
    }
}
