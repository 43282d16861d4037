//! Owns the encoding that a page declares for itself.

/// The declaration is looked for in so many bytes.
const LOOKED_AT: usize = 4 << 10;

/// The label in `<meta charset=…>` or `<meta http-equiv=… content="…; charset=…">`, as written.
///
/// A hint only: pages lie. Declarations in comments do not count.
pub(crate) fn declared_charset(bytes: &[u8]) -> Option<&str> {
    let mut rest = bytes.get(..LOOKED_AT).unwrap_or(bytes);
    while let Some(at) = rest.iter().position(|&byte| byte == b'<') {
        rest = rest.get(at..)?;
        if rest.starts_with(b"<!--") {
            rest = after(rest.get(4..)?, b"-->")?;
        } else if starts_with_ignoring_case(rest, b"<meta") {
            let end = rest
                .iter()
                .position(|&byte| byte == b'>')
                .unwrap_or(rest.len());
            let (tag, next) = rest.split_at(end);
            if let Some(label) = charset_of(tag) {
                return Some(label);
            }
            rest = next;
        } else {
            rest = rest.get(1..)?;
        }
    }
    None
}

/// The label after `charset` in a tag.
fn charset_of(tag: &[u8]) -> Option<&str> {
    let mut rest = tag;
    loop {
        rest = after_ignoring_case(rest, b"charset")?;
        let value = rest.trim_ascii_start();
        if let Some(value) = value.strip_prefix(b"=") {
            let value = value.trim_ascii_start();
            let value = value
                .strip_prefix(b"\"")
                .or_else(|| value.strip_prefix(b"'"))
                .unwrap_or(value);
            let end = value
                .iter()
                .position(|byte| !byte.is_ascii_alphanumeric() && !b"-_.:+()".contains(byte))
                .unwrap_or(value.len());
            let label = value.get(..end).filter(|label| !label.is_empty())?;
            return std::str::from_utf8(label).ok();
        }
    }
}

fn starts_with_ignoring_case(bytes: &[u8], prefix: &[u8]) -> bool {
    bytes
        .get(..prefix.len())
        .is_some_and(|start| start.eq_ignore_ascii_case(prefix))
}

fn after<'a>(bytes: &'a [u8], needle: &[u8]) -> Option<&'a [u8]> {
    let at = bytes
        .windows(needle.len())
        .position(|window| window == needle)?;
    bytes.get(at + needle.len()..)
}

fn after_ignoring_case<'a>(bytes: &'a [u8], needle: &[u8]) -> Option<&'a [u8]> {
    let at = bytes
        .windows(needle.len())
        .position(|window| window.eq_ignore_ascii_case(needle))?;
    bytes.get(at + needle.len()..)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn charsets_are_read_in_all_spellings() {
        for (page, label) in [
            ("<meta charset=\"gbk\">", Some("gbk")),
            ("<META CHARSET = 'GB2312'/>", Some("GB2312")),
            ("<meta charset=utf-8>", Some("utf-8")),
            (
                "<meta http-equiv=\"Content-Type\" content=\"text/html; charset=gb18030\">",
                Some("gb18030"),
            ),
            (
                "<meta content='text/html;charset = big5' http-equiv=x>",
                Some("big5"),
            ),
            (
                "<!-- <meta charset=big5> --><meta charset=gbk>",
                Some("gbk"),
            ),
            ("<!-- <meta charset=big5>", None),
            ("<meta name=charset><meta charset=gbk>", Some("gbk")),
            ("<meta charset=>", None),
            ("<p>charset=gbk</p>", None),
            ("<meta charset", None),
            ("<", None),
            ("", None),
        ] {
            assert_eq!(declared_charset(page.as_bytes()), label, "{page}");
        }
    }

    #[test]
    fn only_the_start_of_a_page_is_looked_at() {
        let page = format!("{}<meta charset=gbk>", " ".repeat(LOOKED_AT));
        assert_eq!(declared_charset(page.as_bytes()), None);
        assert_eq!(declared_charset(b"\xFF\xFE<\0m\0"), None);
    }
}
