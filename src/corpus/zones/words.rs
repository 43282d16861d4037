//! Owns the words that boilerplate lines are made of.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::reading::Reader;
use crate::corpus::ZoneKind;

/// The words by role and kind, as a table beside this file.
const WORDS: &str = include_str!("words.txt");

/// What must stand beside a word for its line to be boilerplate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// A number.
    Count,
    /// Nothing.
    Button,
    /// Another word of the table.
    Weak,
    /// A colon and a value without a sentence.
    Label,
    /// A colon and any value.
    Free,
    /// A colon and a date.
    Dated,
    /// Anything short: the line begins with the word.
    Prefix,
}

/// A word with its use; the same word may have several.
#[derive(Debug, Clone, Copy)]
pub(super) struct Word {
    /// Its letters, folded.
    pub(super) letters: &'static str,
    /// What must stand beside it.
    pub(super) role: Role,
    /// What its line then is.
    pub(super) kind: ZoneKind,
}

/// Words by their first character, longest first.
static TABLE: LazyLock<FxHashMap<char, Vec<Word>>> = LazyLock::new(|| {
    let mut table: FxHashMap<char, Vec<Word>> = FxHashMap::default();
    for word in read() {
        if let Some(first) = word.letters.chars().next() {
            table.entry(first).or_default().push(word);
        }
    }
    table
});

/// All words, the longest first.
fn read() -> Vec<Word> {
    let mut words = Vec::new();
    for line in WORDS.lines().filter(|line| !line.starts_with('#')) {
        let mut cells = line.split_ascii_whitespace();
        let (Some(role), Some(kind)) = (
            cells.next().and_then(role_named),
            cells.next().and_then(kind_named),
        ) else {
            continue;
        };
        words.extend(cells.map(|letters| Word {
            letters,
            role,
            kind,
        }));
    }
    words.sort_by_key(|word| std::cmp::Reverse(word.letters.len()));
    words
}

fn role_named(name: &str) -> Option<Role> {
    Some(match name {
        "count" => Role::Count,
        "button" => Role::Button,
        "weak" => Role::Weak,
        "label" => Role::Label,
        "free" => Role::Free,
        "dated" => Role::Dated,
        "prefix" => Role::Prefix,
        _ => return None,
    })
}

fn kind_named(name: &str) -> Option<ZoneKind> {
    [
        ZoneKind::Meta,
        ZoneKind::Counter,
        ZoneKind::Navigation,
        ZoneKind::Elision,
        ZoneKind::Footer,
    ]
    .into_iter()
    .find(|kind| kind.name() == name)
}

/// The words that stand next in the line, longest first, each with the line behind it.
pub(super) fn words_at<'a>(reader: &Reader<'a>) -> impl Iterator<Item = (Word, Reader<'a>)> {
    let ahead = reader.clone();
    reader
        .peek()
        .and_then(|first| TABLE.get(&first))
        .into_iter()
        .flatten()
        .filter_map(move |&word| {
            let mut behind = ahead.clone();
            behind.eat(word.letters).then_some((word, behind))
        })
}

/// Whether a word begins with `first`.
pub(super) fn begin_with(first: char) -> bool {
    TABLE.contains_key(&first)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::fold_char;

    #[test]
    fn the_table_is_whole_and_folded() {
        let mut lines = 0;
        for line in WORDS.lines().filter(|line| !line.starts_with('#')) {
            let mut cells = line.split_ascii_whitespace();
            assert!(cells.next().and_then(role_named).is_some(), "{line}");
            assert!(cells.next().and_then(kind_named).is_some(), "{line}");
            lines += 1;
        }
        assert!(lines > 10);
        for word in read() {
            assert!(
                word.letters.chars().all(|c| fold_char(c) == c),
                "{}",
                word.letters
            );
        }
    }

    #[test]
    fn the_longest_word_comes_first() {
        let reader = Reader::new("浏覽次數:3");
        let (word, behind) = words_at(&reader).next().unwrap();
        assert_eq!((word.letters, behind.rest()), ("浏览次数", ":3"));
        assert_eq!(
            words_at(&Reader::new("人民"))
                .map(|(word, _)| word.letters)
                .collect::<Vec<_>>(),
            ["人"]
        );
    }
}
