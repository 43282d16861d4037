//! Owns the names of encodings and the marks by which a file names its own.

use encoding_rs::Encoding;

/// How the bytes of a file stand for characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TextEncoding(Kind);

/// What the standard covers, and what it leaves out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// An encoding of the WHATWG standard.
    Standard(&'static Encoding),
    /// UTF-32, low byte first.
    Utf32Le,
    /// UTF-32, high byte first.
    Utf32Be,
    /// GB 2312 in seven bits: `~{` and `~}` around pairs of ASCII bytes.
    Hz,
}

/// Byte order marks, longest first where one begins with another.
const MARKS: [(&[u8], TextEncoding); 6] = [
    (b"\xef\xbb\xbf", TextEncoding::UTF_8),
    (b"\xff\xfe\0\0", TextEncoding::UTF_32LE),
    (b"\0\0\xfe\xff", TextEncoding::UTF_32BE),
    (b"\xff\xfe", TextEncoding::UTF_16LE),
    (b"\xfe\xff", TextEncoding::UTF_16BE),
    (b"\x84\x31\x95\x33", TextEncoding::GB18030),
];

/// Labels in use that the standard does not list.
const ALIASES: [(&[&str], TextEncoding); 7] = [
    (
        &[
            "utf-8-sig",
            "utf-8-bom",
            "utf8-sig",
            "utf8bom",
            "utf_8",
            "65001",
            "cp65001",
        ],
        TextEncoding::UTF_8,
    ),
    (
        &["utf16", "utf16le", "utf_16", "utf_16le", "utf-16-le"],
        TextEncoding::UTF_16LE,
    ),
    (
        &["utf16be", "utf_16be", "utf-16-be"],
        TextEncoding::UTF_16BE,
    ),
    (
        &["utf-32", "utf32", "utf-32le", "utf32le", "ucs-4le", "ucs4"],
        TextEncoding::UTF_32LE,
    ),
    (
        &["utf-32be", "utf32be", "ucs-4", "ucs-4be"],
        TextEncoding::UTF_32BE,
    ),
    (&["hz", "hz-gb", "hz-gb-2312", "hzgb2312"], TextEncoding::HZ),
    (
        &[
            "cp936",
            "ms936",
            "windows-936",
            "936",
            "euc-cn",
            "euccn",
            "gb2312-80",
            "gb18030-2000",
            "gb18030-2005",
            "gb18030-2022",
            "gb-18030",
            "gb_18030",
        ],
        TextEncoding::GB18030,
    ),
];

/// Further labels of Big5; code page 950 is a part of what the standard calls Big5.
const BIG5_ALIASES: [&str; 8] = [
    "cp950",
    "ms950",
    "windows-950",
    "950",
    "big-5",
    "big5hkscs",
    "big5-eten",
    "hkscs",
];

impl TextEncoding {
    /// UTF-8.
    pub const UTF_8: Self = Self(Kind::Standard(encoding_rs::UTF_8));
    /// GB 18030, which contains GBK and GB 2312.
    pub const GB18030: Self = Self(Kind::Standard(encoding_rs::GB18030));
    /// Big5 with the Hong Kong supplement.
    pub const BIG5: Self = Self(Kind::Standard(encoding_rs::BIG5));
    /// UTF-16, low byte first.
    pub const UTF_16LE: Self = Self(Kind::Standard(encoding_rs::UTF_16LE));
    /// UTF-16, high byte first.
    pub const UTF_16BE: Self = Self(Kind::Standard(encoding_rs::UTF_16BE));
    /// UTF-32, low byte first.
    pub const UTF_32LE: Self = Self(Kind::Utf32Le);
    /// UTF-32, high byte first.
    pub const UTF_32BE: Self = Self(Kind::Utf32Be);
    /// GB 2312 in seven bits (HZ).
    pub const HZ: Self = Self(Kind::Hz);

    /// The encoding a label names: those of the WHATWG standard and usual aliases, in any case.
    ///
    /// GBK and GB 2312 are read as GB 18030, which contains them.
    #[must_use]
    pub fn from_label(label: &str) -> Option<Self> {
        let plain = label.trim().to_ascii_lowercase();
        if BIG5_ALIASES.contains(&plain.as_str()) {
            return Some(Self::BIG5);
        }
        if let Some((_, encoding)) = ALIASES
            .iter()
            .find(|(names, _)| names.contains(&plain.as_str()))
        {
            return Some(*encoding);
        }
        Encoding::for_label(plain.as_bytes())
            .filter(|&encoding| encoding != encoding_rs::REPLACEMENT)
            .map(Self::standard)
    }

    /// The name in tables and messages.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self.0 {
            // The library writes this one in small letters.
            Kind::Standard(encoding) if encoding == encoding_rs::GB18030 => "GB18030",
            Kind::Standard(encoding) => encoding.name(),
            Kind::Utf32Le => "UTF-32LE",
            Kind::Utf32Be => "UTF-32BE",
            Kind::Hz => "HZ-GB-2312",
        }
    }

    pub(super) fn kind(self) -> Kind {
        self.0
    }

    /// GBK is read as GB 18030: the two decoders are one, and one name is enough.
    pub(super) fn standard(encoding: &'static Encoding) -> Self {
        if encoding == encoding_rs::GBK {
            Self::GB18030
        } else {
            Self(Kind::Standard(encoding))
        }
    }
}

impl std::fmt::Display for TextEncoding {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name())
    }
}

/// The encoding a byte order mark names, and the length of the mark.
pub(super) fn byte_order_mark(bytes: &[u8]) -> Option<(TextEncoding, usize)> {
    MARKS
        .iter()
        .find(|(mark, _)| bytes.starts_with(mark))
        .map(|(mark, encoding)| (*encoding, mark.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_and_aliases_name_one_encoding() {
        for (label, name) in [
            ("gb2312", "GB18030"),
            (" GBK ", "GB18030"),
            ("cp936", "GB18030"),
            ("Big5-HKSCS", "Big5"),
            ("CP950", "Big5"),
            ("utf16", "UTF-16LE"),
            ("utf-16be", "UTF-16BE"),
            ("UTF-32", "UTF-32LE"),
            ("hz", "HZ-GB-2312"),
            ("utf8", "UTF-8"),
            ("latin1", "windows-1252"),
            ("shift_jis", "Shift_JIS"),
        ] {
            assert_eq!(
                TextEncoding::from_label(label).map(TextEncoding::name),
                Some(name),
                "{label}"
            );
        }
        assert_eq!(
            TextEncoding::from_label("iso-2022-cn"),
            None,
            "decodes to nothing"
        );
        assert_eq!(TextEncoding::from_label("chinese9"), None);
    }

    #[test]
    fn utf_32_is_not_taken_for_utf_16() {
        assert_eq!(
            byte_order_mark(b"\xff\xfe\0\0-N\0\0"),
            Some((TextEncoding::UTF_32LE, 4))
        );
        assert_eq!(
            byte_order_mark(b"\xff\xfe-N"),
            Some((TextEncoding::UTF_16LE, 2))
        );
        assert_eq!(
            byte_order_mark(b"\x84\x31\x95\x33"),
            Some((TextEncoding::GB18030, 4))
        );
        assert_eq!(byte_order_mark(b"\xef\xbb"), None);
    }
}
