//! Owns telling lines that are made of buttons, counters and page numbers only.

use super::super::reading::Reader;
use super::super::words::{Role, words_at};
use crate::corpus::ZoneKind;

/// Longest line made of buttons and counters, in bytes.
const LONGEST_BAR: usize = 360;

/// A line of buttons and counters only, with how much of it is certain: letters of its longest
/// word, more with a number or a second word.
pub(super) fn bar(line: &str) -> Option<(ZoneKind, usize)> {
    if line.len() > LONGEST_BAR {
        return None;
    }
    let mut reader = Reader::new(line);
    let (mut found, mut strength) = (None, 0);
    loop {
        reader.eat_while(is_filling);
        if reader.is_done() {
            return found.map(|kind| (kind, strength));
        }
        let item = item_at(&reader)?;
        reader = item.behind;
        if let Some(kind) = item.kind {
            strength += item.letters + usize::from(item.counted) * 2;
            found = found.or(Some(kind));
        }
    }
}

/// Marks between the items of a bar.
fn is_filling(c: char) -> bool {
    matches!(
        c,
        '|' | '/'
            | '·'
            | '-'
            | '—'
            | '>'
            | '<'
            | '»'
            | '«'
            | '›'
            | '‹'
            | '['
            | ']'
            | '【'
            | '】'
            | '('
            | ')'
            | ','
            | '、'
            | ':'
            | '.'
            | '…'
            | '*'
            | '↑'
            | '↓'
            | '→'
            | '←'
            | '▲'
            | '▼'
            | '★'
            | '☆'
            | '+'
            | '#'
    )
}

/// One item of a bar.
struct Item<'a> {
    /// What the line is; `None` for a word that proves nothing by itself.
    kind: Option<ZoneKind>,
    letters: usize,
    counted: bool,
    behind: Reader<'a>,
}

fn item_at<'a>(reader: &Reader<'a>) -> Option<Item<'a>> {
    if reader.peek()?.is_ascii_digit() {
        return Some(number_item(reader));
    }
    words_at(reader).find_map(|(word, behind)| {
        let letters = word.letters.chars().count();
        let item = |kind, counted, behind| {
            Some(Item {
                kind,
                letters,
                counted,
                behind,
            })
        };
        match word.role {
            Role::Count => item(Some(word.kind), true, counted(behind)?),
            Role::Button => item(Some(word.kind), false, behind),
            Role::Weak => item(None, false, behind),
            _ => None,
        }
    })
}

/// A number with a counting word behind it, or a bare number, which proves nothing.
fn number_item<'a>(reader: &Reader<'a>) -> Item<'a> {
    let mut behind = reader.clone();
    eat_number(&mut behind);
    let counting = words_at(&behind).find(|(word, _)| word.role == Role::Count);
    match counting {
        // 12 阅读 3: the number belongs to the word before it.
        Some((word, after)) if !after.peek().is_some_and(|c| c.is_ascii_digit() || c == ':') => {
            Item {
                kind: Some(word.kind),
                letters: word.letters.chars().count(),
                counted: true,
                behind: after,
            }
        }
        _ => Item {
            kind: None,
            letters: 0,
            counted: false,
            behind,
        },
    }
}

pub(super) fn eat_number(reader: &mut Reader<'_>) -> bool {
    let digits = reader.eat_while(|c| c.is_ascii_digit() || matches!(c, ',' | '.'));
    reader.eat_one_of(&["万+", "万", "亿", "k", "w", "+"]);
    digits > 0
}

/// The line behind `: 87`, `（87）` or `87次`.
fn counted(mut behind: Reader<'_>) -> Option<Reader<'_>> {
    behind.eat(":");
    behind.eat_one_of(&["(", "[", "【"]);
    if !eat_number(&mut behind) {
        return None;
    }
    behind.eat_one_of(&["次", "人次", "人", "条", "个"]);
    behind.eat_one_of(&[")", "]", "】"]);
    Some(behind)
}

/// `页: [1]`, `第1页`, `共 3 页`, `1/3页`, `本文6`.
pub(super) fn is_pager(line: &str) -> bool {
    if line.len() > 60 {
        return false;
    }
    let mut reader = Reader::new(line);
    if reader.eat("本文") {
        return eat_number(&mut reader) && reader.is_done();
    }
    let (mut pages, mut digits) = (0, 0);
    while let Some(c) = reader.next() {
        match c {
            '页' => pages += 1,
            '0'..='9' => digits += 1,
            '第' | '共' | '/' | ':' | '[' | ']' | '(' | ')' | ',' | '|' | '-' => {}
            _ => return false,
        }
    }
    pages > 0 && digits > 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn certainty_grows_with_words_and_numbers() {
        let strength = |line: &str| bar(line).map(|(_, strength)| strength);
        assert!(strength("分享 1") > strength("分享"));
        assert!(strength("打印 关闭") > strength("打印"));
        assert_eq!(strength("大 中 小"), None);
        assert_eq!(strength("分享经济"), None);
        assert_eq!(strength("3"), None);
    }

    #[test]
    fn pagers() {
        for line in ["第1页", "共 3 页", "1/3页", "页: [1]", "本文6"] {
            assert!(is_pager(line), "{line}");
        }
        assert!(!is_pager("第一页") && !is_pager("本文共3部分") && !is_pager("2035"));
    }
}
