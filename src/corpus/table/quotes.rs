//! Owns telling whether the quotation marks of a row are closed where they should be.

/// How the quotes of a row end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Quotes {
    /// Every quoted cell is closed, and a delimiter follows.
    Closed,
    /// A cell of several lines is closed by a quote that something else follows: it was opened by
    /// mistake, and the closing quote opens a cell of another row.
    Broken,
    /// A quoted cell is not closed at all.
    Open,
}

/// Judges the bytes of one row.
pub(super) fn check(row: &[u8], delimiter: u8) -> Quotes {
    let mut at = 0;
    while at < row.len() {
        if row.get(at) == Some(&b'"') {
            let Some(end) = closing(row, at + 1) else {
                return Quotes::Open;
            };
            let cell = row.get(at..end).unwrap_or_default();
            let several_lines = cell.iter().any(|byte| matches!(byte, b'\n' | b'\r'));
            if several_lines && !is_followed_well(row, end, delimiter) {
                return Quotes::Broken;
            }
            at = end;
        }
        let rest = row.get(at..).unwrap_or_default();
        let length = rest.iter().position(|&byte| byte == delimiter);
        at += length.unwrap_or(rest.len()) + 1;
    }
    Quotes::Closed
}

/// One past the quote that closes the cell; `""` is a quote inside it.
fn closing(row: &[u8], mut at: usize) -> Option<usize> {
    loop {
        let rest = row.get(at..)?;
        at += rest.iter().position(|&byte| byte == b'"')? + 1;
        if row.get(at) != Some(&b'"') {
            return Some(at);
        }
        at += 1;
    }
}

fn is_followed_well(row: &[u8], end: usize, delimiter: u8) -> bool {
    let rest = row.get(end..).unwrap_or_default();
    match rest.iter().find(|&&byte| byte != b' ') {
        None => true,
        Some(&byte) => byte == delimiter || matches!(byte, b'\n' | b'\r'),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_of_rows() {
        for (row, expected) in [
            ("1,甲,\"正文\"", Quotes::Closed),
            ("1,\"甲\n乙\" ,\"他说\"\"好\"\"\"", Quotes::Closed),
            ("1,\"甲\"乙,\"正\n文\"", Quotes::Closed),
            ("1,甲\"乙,丙\n", Quotes::Closed),
            ("1,\"甲\n2,\"乙\",丙", Quotes::Broken),
            ("1,\"甲\n2,乙\n", Quotes::Open),
            ("\"", Quotes::Open),
            ("\"\"", Quotes::Closed),
            ("\"\"\"", Quotes::Open),
            ("", Quotes::Closed),
        ] {
            assert_eq!(check(row.as_bytes(), b','), expected, "{row}");
        }
    }
}
