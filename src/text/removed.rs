//! Owns the ranges that phrases are read across: footnote marks, pinyin glosses, watermarks and
//! Markdown emphasis (MATCHING rule N7).

use unicode_normalization::UnicodeNormalization;

use super::fold::is_han;
use super::stream::{FoldOptions, Gap, Markup};

/// Bytes of a removed range at the start of `rest`, and why.
pub(super) type Removal = Option<(usize, Gap)>;

/// What stands to the left of the place that is looked at.
#[derive(Debug, Clone, Copy)]
pub(super) struct Left {
    /// The character before, if any.
    pub(super) before: Option<char>,
    /// Whether a pinyin gloss ended just here.
    pub(super) after_pinyin: bool,
}

/// The removed range that starts at the first character of `rest`, if there is one.
pub(super) fn removal_at(rest: &str, left: Left, options: &FoldOptions) -> Removal {
    let first = rest.chars().next()?;
    if let Some(mark) = options
        .watermarks
        .iter()
        .find(|w| !w.is_empty() && rest.starts_with(*w))
    {
        return Some((mark.len(), Gap::WATERMARK));
    }
    match first {
        '[' | '［' => footnote(rest, left.before).map(|length| (length, Gap::NOTE)),
        '(' | '（' => pinyin(rest, left).map(|length| (length, Gap::PINYIN)),
        '*' | '_' if options.markup == Markup::Markdown => {
            (rest.starts_with("**") || rest.starts_with("__")).then_some((2, Gap::MARKDOWN))
        }
        _ if is_superscript(first) => Some((first.len_utf8(), Gap::NOTE)),
        _ => None,
    }
}

fn is_superscript(c: char) -> bool {
    matches!(c, '⁰' | '¹' | '²' | '³' | '⁴'..='⁹')
}

/// `[12]`, `[3-5]`, `[1,2]`, not at the start of a line.
fn footnote(rest: &str, before: Option<char>) -> Option<usize> {
    if matches!(before, None | Some('\n' | '\r')) {
        return None;
    }
    let inner_start = rest.chars().next()?.len_utf8();
    let close = rest
        .char_indices()
        .take(40)
        .find(|&(_, c)| matches!(c, ']' | '］'))?;
    let inner = rest.get(inner_start..close.0)?;
    inner
        .split(['-', ',', '，', '–', '—', '~'])
        .all(is_note_number)
        .then(|| close.0 + close.1.len_utf8())
}

fn is_note_number(part: &str) -> bool {
    let digits = part.trim();
    (1..=3).contains(&digits.chars().count())
        && digits
            .chars()
            .all(|c| c.is_ascii_digit() || matches!(c, '０'..='９'))
}

/// `(xué)` right after a Han character or after another gloss.
fn pinyin(rest: &str, left: Left) -> Option<usize> {
    if !left.after_pinyin && !left.before.is_some_and(is_han) {
        return None;
    }
    let inner_start = rest.chars().next()?.len_utf8();
    let close = rest
        .char_indices()
        .skip(1)
        .take(11)
        .find(|&(_, c)| matches!(c, ')' | '）'))?;
    let inner = rest.get(inner_start..close.0)?;
    is_pinyin(inner).then(|| close.0 + close.1.len_utf8())
}

/// One syllable in lower case, with a tone mark or at least two letters.
fn is_pinyin(gloss: &str) -> bool {
    let gloss = gloss.trim();
    // No character from there on is a Latin letter in lower case, with or without a mark.
    let is_foreign = |c| c >= '\u{2000}';
    if gloss.is_empty() || gloss.contains(is_foreign) || gloss.chars().count() > 8 {
        return false;
    }
    let is_mark = |c: &char| ('\u{300}'..='\u{36f}').contains(c);
    let base: String = gloss.nfd().filter(|c| !is_mark(c)).collect();
    let marked = gloss.nfd().any(|c| is_mark(&c));
    (marked || base.len() >= 2) && is_syllable(&base)
}

fn is_syllable(base: &str) -> bool {
    const INITIALS: [&str; 24] = [
        "zh", "ch", "sh", "b", "p", "m", "f", "d", "t", "n", "l", "g", "k", "h", "j", "q", "x",
        "r", "z", "c", "s", "y", "w", "",
    ];
    const FINALS: [&str; 36] = [
        "a", "o", "e", "i", "u", "v", "ai", "ei", "ui", "ao", "ou", "iu", "ie", "ue", "ve", "er",
        "an", "en", "in", "un", "vn", "ang", "eng", "ing", "ong", "ia", "iao", "ian", "iang",
        "iong", "ua", "uo", "uai", "uan", "uang", "ueng",
    ];
    INITIALS.iter().any(|initial| {
        base.strip_prefix(initial)
            .is_some_and(|rest| FINALS.contains(&rest))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn after(before: char) -> Left {
        Left {
            before: Some(before),
            after_pinyin: false,
        }
    }

    #[test]
    fn footnotes_but_not_headings_or_words() {
        assert_eq!(footnote("[2]、", Some('上')), Some(3));
        assert_eq!(footnote("[3-4]", Some('上')), Some(5));
        assert_eq!(footnote("［１２］", Some('上')), Some(12));
        assert_eq!(footnote("[2]", Some('\n')), None);
        assert_eq!(footnote("[2]", None), None);
        assert_eq!(footnote("[注]", Some('上')), None);
        assert_eq!(footnote("[1234]", Some('上')), None);
    }

    #[test]
    fn no_syllable_is_written_with_letters_of_other_blocks() {
        for c in '\u{2000}'..=char::MAX {
            let is_latin = |c: char| c.is_ascii_lowercase() || ('\u{300}'..='\u{36f}').contains(&c);
            assert!(!std::iter::once(c).nfd().all(is_latin), "{c:?}");
        }
    }

    #[test]
    fn glosses_but_not_acronyms() {
        assert_eq!(pinyin("(xué)习", after('学')), Some(6));
        assert_eq!(pinyin("(zhong)(zhong)", after('重')), Some(7));
        assert_eq!(pinyin("(GDP)", after('值')), None);
        assert_eq!(pinyin("(a)", after('值')), None);
        assert_eq!(pinyin("(xue)", after('x')), None);
        assert!(is_pinyin("lǜ"));
    }
}
