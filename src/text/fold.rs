//! Owns what one character becomes and what kind it is: MATCHING rules N1, N3 and N5.

use std::ops::RangeInclusive;
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

/// What a raw character is to the match stream: its class, and whether a letter needs any thought.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// A letter that stays as it is, and that no rule of the stream names.
    Plain,
    /// Another letter: folded, a separator, a mask, or the start of what is read across.
    Special,
    /// No letter.
    Other(CharClass),
}

const TRADITIONAL: &str = include_str!("traditional.txt");
const BMP: usize = 0x1_0000;

/// Where all characters of the basic plane lie that are not plain, but for those that are listed as
/// traditional, and 某, which is a mask.
const UNUSUAL: [RangeInclusive<char>; 6] = [
    '\0'..='\u{ff}',
    '\u{1680}'..='\u{1680}',
    '\u{2000}'..='\u{303f}',
    '・'..='・',
    '某'..='某',
    '\u{f900}'..='\u{ffff}',
];

/// Kind and folded character of every character of the basic plane, and what lies above it.
pub(super) struct Table {
    kinds: Box<[Kind; BMP]>,
    /// What special letters become, where it is in the basic plane.
    folded: Box<[u16; BMP]>,
    /// What other characters become that do not stay as they are.
    above: FxHashMap<char, char>,
}

static TABLE: LazyLock<Table> = LazyLock::new(Table::new);

/// The table, for loops: to ask for it once is faster.
pub(super) fn table() -> &'static Table {
    &TABLE
}

impl Table {
    fn new() -> Self {
        let traditional = traditional_pairs();
        let mut table = Self {
            kinds: Box::new([Kind::Plain; BMP]),
            folded: Box::new([0; BMP]),
            above: FxHashMap::default(),
        };
        let listed = traditional.iter().map(|&(from, _)| from);
        let unusual = UNUSUAL.into_iter().flatten();
        let above = '\u{2f800}'..='\u{2fa1f}';
        let pairs: FxHashMap<char, char> = traditional.iter().copied().collect();
        for c in listed.chain(unusual).chain(above) {
            let folded = fold_slowly(c, &pairs);
            table.set(c, kind_slowly(c, folded), folded);
        }
        table
    }

    fn set(&mut self, c: char, kind: Kind, folded: char) {
        match (u16::try_from(c), u16::try_from(folded)) {
            (Ok(code), Ok(folded)) => {
                self.kinds[usize::from(code)] = kind;
                self.folded[usize::from(code)] = folded;
            }
            (Ok(code), Err(_)) => {
                self.kinds[usize::from(code)] = kind;
                self.above.insert(c, folded);
            }
            (Err(_), _) if folded != c => {
                self.above.insert(c, folded);
            }
            (Err(_), _) => {}
        }
    }

    /// The kind of a character of the basic plane.
    #[inline]
    pub(super) fn kind(&self, code: u16) -> Kind {
        self.kinds[usize::from(code)]
    }

    #[inline]
    pub(super) fn fold(&self, c: char) -> char {
        let Ok(code) = u16::try_from(c) else {
            return self.above.get(&c).copied().unwrap_or(c);
        };
        if self.kind(code) == Kind::Plain {
            return c;
        }
        match self.folded[usize::from(code)] {
            0 => self.above.get(&c).copied().unwrap_or(c),
            folded => char::from_u32(folded.into()).unwrap_or(c),
        }
    }

    /// The kind of any character.
    #[inline]
    pub(super) fn kind_of(&self, c: char) -> Kind {
        match u16::try_from(c) {
            Ok(code) => self.kind(code),
            // Variation selectors supplement; no other character above the basic plane is special.
            Err(_) if matches!(c, '\u{e0100}'..='\u{e01ef}') => Kind::Other(CharClass::Invisible),
            Err(_) => Kind::Special,
        }
    }

    #[inline]
    pub(super) fn class(&self, c: char) -> CharClass {
        match self.kind_of(c) {
            Kind::Other(class) => class,
            Kind::Plain | Kind::Special => CharClass::Letter,
        }
    }
}

fn traditional_pairs() -> Vec<(char, char)> {
    let mut pairs = Vec::new();
    for line in TRADITIONAL.lines().filter(|line| !line.starts_with('#')) {
        let mut chars = line.chars();
        while let (Some(from), Some(to)) = (chars.next(), chars.next()) {
            pairs.push((from, to));
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
        '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => CharClass::Newline,
        '“' | '”' | '‘' | '’' | '"' | '\'' | '「' | '」' | '『' | '』' | '《' | '》' | '〈'
        | '〉' | '〝' | '〞' | '〟' | '‹' | '›' | '«' | '»' | '′' | '″' | '`' | '´' => {
            CharClass::Quote
        }
        _ => CharClass::Letter,
    }
}

fn kind_slowly(c: char, folded: char) -> Kind {
    match classify_slowly(c) {
        CharClass::Letter => {
            let is_special = folded != c
                || is_separator(c)
                || is_mask(c)
                || may_start_removal(c)
                || matches!(c, '(' | ')');
            if is_special {
                Kind::Special
            } else {
                Kind::Plain
            }
        }
        class => Kind::Other(class),
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
    TABLE.fold(c)
}

/// What the raw character `c` does in the match stream.
#[must_use]
#[inline]
pub fn classify(c: char) -> CharClass {
    TABLE.class(c)
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

/// Whether something that is read across may begin with the raw character `c`.
pub(super) fn may_start_removal(c: char) -> bool {
    matches!(
        c,
        '[' | '［' | '(' | '（' | '*' | '_' | '¹' | '²' | '³' | '⁰'..='⁹'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_holds_what_the_rules_say_of_every_character() {
        let traditional = traditional_pairs().into_iter().collect();
        for c in '\0'..=char::MAX {
            let folded = fold_slowly(c, &traditional);
            assert_eq!(fold_char(c), folded, "{c:?}");
            let is_selector = matches!(c, '\u{e0100}'..='\u{e01ef}');
            if !is_selector {
                assert_eq!(classify(c), classify_slowly(c), "{c:?}");
            }
            if let Ok(code) = u16::try_from(c) {
                assert_eq!(table().kind(code), kind_slowly(c, folded), "{c:?}");
            }
        }
    }

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
