//! Owns stepping over JSON without reading it: white space, strings, and values by their
//! brackets. Never recurses, so that depth costs nothing.

/// The first byte at or behind `at` that is not white space.
pub(super) fn skip_space(bytes: &[u8], at: usize) -> usize {
    let rest = bytes.get(at..).unwrap_or_default();
    let blank = rest
        .iter()
        .take_while(|byte| matches!(byte, b' ' | b'\t' | b'\n' | b'\r'));
    at + blank.count()
}

/// One past the string that begins at `at`; `None` if it has no end.
pub(super) fn after_string(bytes: &[u8], at: usize) -> Option<usize> {
    let mut escaped = false;
    for (offset, byte) in bytes.iter().enumerate().skip(at + 1) {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            b'"' => return Some(offset + 1),
            _ => {}
        }
    }
    None
}

/// One past the value that begins at `at`, judged by its quotes and brackets alone, so that the
/// end of a broken value is found too; `None` if they do not close.
pub(super) fn after_value(bytes: &[u8], at: usize) -> Option<usize> {
    match bytes.get(at)? {
        b'"' => after_string(bytes, at),
        b'[' | b'{' => after_brackets(bytes, at),
        _ => {
            let rest = bytes.get(at..).unwrap_or_default();
            let length = rest
                .iter()
                .position(|byte| matches!(byte, b',' | b']' | b'}' | b'\n'));
            Some(at + length.unwrap_or(rest.len()).max(1))
        }
    }
}

fn after_brackets(bytes: &[u8], start: usize) -> Option<usize> {
    let (mut at, mut depth) = (start, 0_usize);
    loop {
        match bytes.get(at)? {
            b'"' => {
                at = after_string(bytes, at)?;
                continue;
            }
            b'[' | b'{' => depth += 1,
            b']' | b'}' => depth -= 1,
            _ => {}
        }
        at += 1;
        if depth == 0 {
            return Some(at);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_end_where_their_brackets_do() {
        for (content, end) in [
            ("{\"a\":\"}\\\"]\"} x", Some(12)),
            ("[[],{}],", Some(7)),
            ("\"a\\\\\",", Some(5)),
            ("tru]", Some(3)),
            ("[1", None),
            ("\"a", None),
            ("", None),
        ] {
            assert_eq!(after_value(content.as_bytes(), 0), end, "{content}");
        }
    }
}
