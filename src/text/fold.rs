//! Owns what one character becomes and what kind it is: MATCHING rules N1, N3 and N5.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;
use unicode_normalization::UnicodeNormalization;

/// What a raw character does in the match stream.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub enum CharClass {
    /// Anything that becomes a unit of its own, separators and sentence ends included.
    Letter,
    /// A quotation mark: transparent wherever it stands.
    Quote,
    /// Zero-width, directional, variation selector, soft hyphen: transparent.
    Invisible,
    /// White space inside a line: transparent in runs of one or two.
    Space,
    /// White space inside a line that separates columns.
    Tab,
    /// A line end.
    Newline,
}

const QUOTES: &str = "“”‘’\"'「」『』《》〈〉〝〞〟‹›«»′″`´";
const NEWLINES: &str = "\n\r\u{b}\u{c}\u{85}\u{2028}\u{2029}";
const TRADITIONAL: &str = include_str!("traditional.txt");
const BMP: usize = 0x1_0000;

/// Folded character and class of every character of the basic plane, and the exceptions above it.
struct Table {
    folded: Box<[char]>,
    class: Box<[CharClass]>,
    above: FxHashMap<char, char>,
}

static TABLE: LazyLock<Table> = LazyLock::new(Table::new);

impl Table {
    fn new() -> Self {
        let traditional = traditional_pairs();
        let mut table = Self {
            folded: vec!['\0'; BMP].into_boxed_slice(),
            class: vec![CharClass::Letter; BMP].into_boxed_slice(),
            above: FxHashMap::default(),
        };
        for code in 0..=0xFFFF_u32 {
            if let (Some(c), Ok(slot)) = (char::from_u32(code), usize::try_from(code)) {
                table.folded[slot] = fold_slowly(c, &traditional);
                table.class[slot] = classify_slowly(c);
            }
        }
        for c in ('\u{2f800}'..='\u{2fa1f}').chain(traditional.keys().copied()) {
            let folded = fold_slowly(c, &traditional);
            if c > '\u{ffff}' && folded != c {
                table.above.insert(c, folded);
            }
        }
        table
    }
}

fn traditional_pairs() -> FxHashMap<char, char> {
    let mut pairs = FxHashMap::default();
    for line in TRADITIONAL.lines().filter(|line| !line.starts_with('#')) {
        let mut chars = line.chars();
        while let (Some(from), Some(to)) = (chars.next(), chars.next()) {
            pairs.insert(from, to);
        }
    }
    pairs
}

fn fold_slowly(c: char, traditional: &FxHashMap<char, char>) -> char {
    let plain = match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
        '\u{2f00}'..='\u{2fd5}'
        | '\u{2e80}'..='\u{2eff}'
        | '\u{f900}'..='\u{faff}'
        | '\u{2f800}'..='\u{2fa1f}' => single_nfkc(c),
        '﹑' | '､' => '、',
        '﹐' => ',',
        '﹔' => ';',
        '•' | '・' | '‧' | '･' | '∙' => '·',
        other => other,
    };
    let simplified = traditional.get(&plain).copied().unwrap_or(plain);
    simplified.to_ascii_lowercase()
}

/// The compatibility form of `c` where it is one character; full NFKC would change lengths.
fn single_nfkc(c: char) -> char {
    let mut forms = std::iter::once(c).nfkc();
    match (forms.next(), forms.next()) {
        (Some(form), None) => form,
        _ => c,
    }
}

fn classify_slowly(c: char) -> CharClass {
    match c {
        '\t' => CharClass::Tab,
        ' ' | '\u{a0}' | '\u{3000}' | '\u{202f}' | '\u{205f}' | '\u{1680}' => CharClass::Space,
        '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}' => {
            CharClass::Invisible
        }
        '\u{2000}'..='\u{200a}' => CharClass::Space,
        '\u{feff}' | '\u{ad}' | '\u{fe00}'..='\u{fe0f}' => CharClass::Invisible,
        _ if NEWLINES.contains(c) => CharClass::Newline,
        _ if QUOTES.contains(c) => CharClass::Quote,
        _ => CharClass::Letter,
    }
}

/// The one character that `c` counts as: width, compatibility forms, script and case folded.
///
/// ```
/// use tifa::text::fold_char;
/// assert_eq!(fold_char('黨'), '党');
/// assert_eq!(fold_char('Ａ'), 'a');
/// assert_eq!(fold_char('，'), ',');
/// ```
#[must_use]
#[inline]
pub fn fold_char(c: char) -> char {
    match TABLE.folded.get(c as usize) {
        Some(&folded) => folded,
        None => TABLE.above.get(&c).copied().unwrap_or(c),
    }
}

/// What the raw character `c` does in the match stream.
#[must_use]
#[inline]
pub fn classify(c: char) -> CharClass {
    match TABLE.class.get(c as usize) {
        Some(&class) => class,
        // Variation selectors supplement; no other character above the basic plane is special.
        None if matches!(c, '\u{e0100}'..='\u{e01ef}') => CharClass::Invisible,
        None => CharClass::Letter,
    }
}

/// Whether `c` is a Han character (unified ideographs, extensions A to the end of plane 3, 〇).
#[must_use]
#[inline]
pub fn is_han(c: char) -> bool {
    matches!(c, '\u{4e00}'..='\u{9fff}' | '\u{3400}'..='\u{4dbf}' | '\u{20000}'..='\u{3ffff}' | '〇')
}

/// Whether the folded character `c` separates list items (、 , ; · / |).
#[must_use]
#[inline]
pub fn is_separator(c: char) -> bool {
    matches!(c, '、' | ',' | ';' | '·' | '/' | '|')
}

/// Whether the folded character `c` may stand for hidden text (MATCHING 3): `***总书记`, `党的XX大`.
#[must_use]
#[inline]
pub fn is_mask(c: char) -> bool {
    matches!(
        c,
        '*' | '×' | 'x' | '□' | '■' | '○' | '◯' | '●' | '△' | '_' | '#' | '某' | '✕'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folds_width_script_compatibility_and_case() {
        for (raw, folded) in [
            ('Ａ', 'a'),
            ('９', '9'),
            ('，', ','),
            ('﹑', '、'),
            ('・', '·'),
            ('⽊', '木'),
            ('\u{2ec5}', '\u{2ec5}'),
            ('國', '国'),
            ('後', '后'),
            ('①', '①'),
            ('…', '…'),
            ('\u{2f800}', '丽'),
            ('𠮷', '𠮷'),
        ] {
            assert_eq!(fold_char(raw), folded, "{raw:?}");
        }
    }

    #[test]
    fn knows_what_is_transparent() {
        assert_eq!(classify('\u{200b}'), CharClass::Invisible);
        assert_eq!(classify('\u{fe0f}'), CharClass::Invisible);
        assert_eq!(classify('\u{e0101}'), CharClass::Invisible);
        assert_eq!(classify('\u{3000}'), CharClass::Space);
        assert_eq!(classify('”'), CharClass::Quote);
        assert_eq!(classify('\t'), CharClass::Tab);
        assert_eq!(classify('\u{2028}'), CharClass::Newline);
        assert_eq!(classify('。'), CharClass::Letter);
    }
}
