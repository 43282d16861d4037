//! Owns where clauses end: the text between barriers, which n-grams never cross.

use super::fold::{CharClass, classify, fold_char, is_separator};

/// A clause: a slice of the original text without a barrier in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Clause<'a> {
    /// First byte in the document's text.
    pub byte: usize,
    /// The clause itself.
    pub text: &'a str,
}

/// Whether `c` ends a clause: sentence end, comma, colon, bracket, dash, line end, column.
pub(crate) fn is_barrier(c: char) -> bool {
    match classify(c) {
        CharClass::Newline | CharClass::Tab => return true,
        CharClass::Letter => {}
        CharClass::Quote | CharClass::Invisible | CharClass::Space => return false,
    }
    let folded = fold_char(c);
    (is_separator(folded) && folded != '·')
        || matches!(
            folded,
            '。' | '!'
                | '?'
                | '…'
                | ':'
                | '('
                | ')'
                | '['
                | ']'
                | '{'
                | '}'
                | '【'
                | '】'
                | '〔'
                | '〕'
                | '—'
        )
}

/// The clauses of `text`, in order; empty ones are left out.
///
/// ```
/// let found: Vec<&str> = tifa::text::clauses("坚持“两个维护”,永远在路上。").map(|c| c.text).collect();
/// assert_eq!(found, ["坚持“两个维护”", "永远在路上"]);
/// ```
pub fn clauses(text: &str) -> impl Iterator<Item = Clause<'_>> {
    let mut start = 0;
    text.split_inclusive(is_barrier)
        .map(move |piece| {
            let byte = start;
            start += piece.len();
            Clause {
                byte,
                text: piece.trim_end_matches(is_barrier),
            }
        })
        .flat_map(split_at_columns)
        .filter(|clause| !clause.text.trim().is_empty())
}

/// Three or more spaces are a column separator.
fn split_at_columns(clause: Clause<'_>) -> Vec<Clause<'_>> {
    let mut pieces = Vec::new();
    let (mut start, mut run_start, mut run) = (0, 0, 0);
    for (offset, c) in clause.text.char_indices() {
        if classify(c) == CharClass::Space {
            run_start = if run == 0 { offset } else { run_start };
            run += 1;
            continue;
        }
        if run >= 3 {
            pieces.push(Clause {
                byte: clause.byte + start,
                text: &clause.text[start..run_start],
            });
            start = offset;
        }
        run = 0;
    }
    pieces.push(Clause {
        byte: clause.byte + start,
        text: &clause.text[start..],
    });
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(text: &str) -> Vec<&str> {
        clauses(text).map(|clause| clause.text).collect()
    }

    #[test]
    fn barriers_end_clauses_and_quotes_do_not() {
        assert_eq!(
            texts("一、要“敢干”；\n二是：(略)好"),
            ["一", "要“敢干”", "二是", "略", "好"]
        );
        assert_eq!(
            texts("习近平·讲话 全文   下载\t点击"),
            ["习近平·讲话 全文", "下载", "点击"]
        );
        assert_eq!(texts("。。\n\n"), Vec::<&str>::new());
    }

    #[test]
    fn offsets_are_bytes_of_the_original() {
        let text = "甲乙,丙   丁。";
        for clause in clauses(text) {
            assert!(text[clause.byte..].starts_with(clause.text));
        }
    }
}
