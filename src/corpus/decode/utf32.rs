//! Owns UTF-32, which the WHATWG standard leaves out.

use super::Decoded;
use super::encoding::TextEncoding;

/// Text in UTF-32 of either byte order.
pub(super) fn decode(bytes: &[u8], encoding: TextEncoding, join: fn([u8; 4]) -> u32) -> Decoded {
    let mut text = String::with_capacity(bytes.len() / 4 * 3);
    let replaced = push(bytes, join, &mut text);
    let rest = bytes.len() % 4;
    if rest > 0 {
        text.push('\u{fffd}');
    }
    Decoded {
        replaced: replaced + u64::from(rest > 0),
        ..Decoded::clean(text, encoding)
    }
}

/// Adds the whole characters of `bytes` to `text`; gives how many are none.
pub(super) fn push(bytes: &[u8], join: fn([u8; 4]) -> u32, text: &mut String) -> u64 {
    let (units, _) = bytes.as_chunks::<4>();
    let mut replaced = 0;
    for unit in units {
        let c = char::from_u32(join(*unit));
        replaced += u64::from(c.is_none());
        text.push(c.unwrap_or('\u{fffd}'));
    }
    replaced
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn four_bytes_are_one_character() {
        let bytes: Vec<u8> = "村𠮷a"
            .chars()
            .flat_map(|c| u32::from(c).to_be_bytes())
            .collect();
        let decoded = decode(&bytes, TextEncoding::UTF_32BE, u32::from_be_bytes);
        assert_eq!((decoded.text.as_str(), decoded.replaced), ("村𠮷a", 0));
        let damaged = decode(
            &[&bytes[..], b"\0\0\xd8\0\0"].concat(),
            TextEncoding::UTF_32BE,
            u32::from_be_bytes,
        );
        assert_eq!(
            (damaged.text.as_str(), damaged.replaced),
            ("村𠮷a\u{fffd}\u{fffd}", 2)
        );
    }
}
