//! Owns what of a text is compared: its words, whatever their script, width, punctuation and masks.

use std::sync::LazyLock;

use crate::text::{fold_char, is_han, is_mask, is_numeral};

/// One compared character, with its kind in the highest byte.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Symbol(u32);

/// What a character is to the comparison.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub(super) enum Kind {
    /// A Han character or a letter.
    Word = 0,
    /// A digit 0 to 9.
    Digit = 1,
    /// A digit of a number in Chinese characters.
    HanDigit = 2,
    /// A run of masks: nothing is known of what stands there.
    Break = 3,
    /// A circle: the zero of 二○二五年 after another digit, else a mask.
    Circle = 4,
    /// Not compared: punctuation, spaces, symbols.
    Dropped = 5,
}

const KIND_SHIFT: u32 = 24;

/// What every character of the basic plane becomes: one look-up a character.
static TABLE: LazyLock<Box<[Symbol]>> = LazyLock::new(|| {
    (0..=0xFFFF_u32)
        .map(|code| char::from_u32(code).map_or(Symbol::DROPPED, reduce_slowly))
        .collect()
});

impl Symbol {
    /// A run of masks.
    const BREAK: Self = Self::new('*', Kind::Break);
    const DROPPED: Self = Self::new('\0', Kind::Dropped);
    const ZERO: Self = Self::new('〇', Kind::HanDigit);

    const fn new(c: char, kind: Kind) -> Self {
        Self(c as u32 | (kind as u32) << KIND_SHIFT)
    }

    /// Whether it is a plain word: what most are.
    #[inline]
    const fn is_word(self) -> bool {
        self.0 >> KIND_SHIFT == Kind::Word as u32
    }

    /// What the character is.
    #[inline]
    pub(super) const fn kind(self) -> Kind {
        match self.0 >> KIND_SHIFT {
            0 => Kind::Word,
            1 => Kind::Digit,
            2 => Kind::HanDigit,
            3 => Kind::Break,
            4 => Kind::Circle,
            _ => Kind::Dropped,
        }
    }

    /// A number that no other character has.
    #[inline]
    pub(super) const fn code(self) -> u32 {
        self.0
    }
}

fn reduce_slowly(c: char) -> Symbol {
    match c {
        // Many characters of which nothing more is to be asked: it would take most of the time.
        '\u{ac00}'..='\u{d7a3}' => return Symbol::new(c, Kind::Word),
        '\u{e000}'..='\u{f8ff}' => return Symbol::DROPPED,
        _ => {}
    }
    match fold_char(c) {
        '〇' | '零' => Symbol::ZERO,
        '○' | '◯' => Symbol::new('○', Kind::Circle),
        folded if is_mask(folded) => Symbol::BREAK,
        folded if folded.is_ascii_digit() => Symbol::new(folded, Kind::Digit),
        folded if is_han_digit(folded) => Symbol::new(folded, Kind::HanDigit),
        folded if is_han(folded) || folded.is_alphabetic() => Symbol::new(folded, Kind::Word),
        _ => Symbol::DROPPED,
    }
}

fn is_han_digit(c: char) -> bool {
    is_numeral(c) && !c.is_ascii_digit() && !matches!(c, '〇' | '零')
}

/// The characters of a text that are compared, with one break for each run of masks.
#[derive(Debug, Default)]
pub(super) struct Symbols {
    all: Vec<Symbol>,
    /// Places of those that are no plain words: few, so that what asks for them is fast.
    marks: Vec<usize>,
}

impl Symbols {
    pub(super) fn clear(&mut self) {
        self.all.clear();
        self.marks.clear();
    }

    /// Reads a part of the text. Parts are read as one text: what was cut out between them
    /// separates nothing.
    pub(super) fn read(&mut self, part: &str) {
        let table: &[Symbol] = &TABLE;
        self.all.reserve(part.len() / 3);
        for c in part.chars() {
            let symbol = match table.get(c as usize) {
                Some(&symbol) => symbol,
                None => reduce_slowly(c),
            };
            if symbol.is_word() {
                self.all.push(symbol);
            } else {
                self.push_mark(symbol);
            }
        }
    }

    fn push_mark(&mut self, symbol: Symbol) {
        // No break is needed before the first character.
        let last = self.all.last().map_or(Kind::Break, |last| last.kind());
        let symbol = match symbol.kind() {
            Kind::Dropped => return,
            Kind::Circle if last == Kind::HanDigit => Symbol::ZERO,
            Kind::Circle | Kind::Break if last == Kind::Break => return,
            Kind::Circle | Kind::Break => Symbol::BREAK,
            Kind::Word | Kind::Digit | Kind::HanDigit => symbol,
        };
        self.marks.push(self.all.len());
        self.all.push(symbol);
    }

    /// All of them, in the order of the text.
    pub(super) fn all(&self) -> &[Symbol] {
        &self.all
    }

    /// The runs between breaks.
    pub(super) fn runs(&self) -> impl Iterator<Item = &[Symbol]> {
        let breaks = self.marks.iter().copied();
        let breaks = breaks.filter(|&at| self.all.get(at) == Some(&Symbol::BREAK));
        let mut start = 0;
        let ends = breaks.chain(std::iter::once(self.all.len()));
        ends.filter_map(move |end| {
            let from = std::mem::replace(&mut start, end + 1);
            self.all.get(from..end)
        })
    }

    /// Those that are no plain words, each with the word behind it, if one follows.
    pub(super) fn marked(&self) -> impl Iterator<Item = Symbol> {
        self.marks.iter().flat_map(|&at| {
            let behind = self.all.get(at + 1).filter(|symbol| symbol.is_word());
            self.all.get(at).into_iter().chain(behind).copied()
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stream(parts: &[&str]) -> String {
        let mut symbols = Symbols::default();
        parts.iter().for_each(|part| symbols.read(part));
        let all = symbols.all().iter();
        all.filter_map(|symbol| char::from_u32(symbol.code() & 0xFF_FFFF))
            .collect()
    }

    #[test]
    fn runs_and_marks() {
        let mut symbols = Symbols::default();
        symbols.read("×在某某县二中读书*第3天××");
        let lengths: Vec<usize> = symbols.runs().map(<[Symbol]>::len).collect();
        assert_eq!(lengths, [1, 5, 3, 0]);
        let marked: String = symbols
            .marked()
            .filter_map(|symbol| char::from_u32(symbol.code() & 0xFF_FFFF))
            .collect();
        assert_eq!(marked, "*县二中*第3天*");
    }

    #[test]
    fn script_width_punctuation_and_spaces_do_not_matter() {
        let plain = "坚持两个确立gdp增长5";
        assert_eq!(stream(&["堅持「兩個確立」，ＧＤＰ增長５％。\n"]), plain);
        assert_eq!(stream(&["坚持 两个\u{200b}确", "立gdp增长5"]), plain);
    }

    #[test]
    fn one_break_for_a_run_of_masks_whatever_they_are() {
        for masked in [
            "党的***同志说",
            "党的×× 同志说",
            "党的某某同志说",
            "党的X□_同志说",
        ] {
            assert_eq!(stream(&[masked]), "党的*同志说", "{masked}");
        }
        assert_eq!(stream(&["***同志说"]), "同志说");
    }

    #[test]
    fn a_circle_after_a_digit_is_a_zero() {
        for year in ["二○○五年", "二零零五年", "二〇〇五年"] {
            assert_eq!(stream(&[year]), "二〇〇五年", "{year}");
        }
        assert_eq!(stream(&["在○○市"]), "在*市");
    }

    #[test]
    fn nothing_is_left_of_a_text_without_words() {
        assert_eq!(stream(&["——……\n", "***", "", "❤"]), "");
    }

    #[test]
    fn what_is_not_looked_up_is_what_the_rules_say() {
        for c in ('\u{ac00}'..='\u{d7a3}').chain('\u{e000}'..='\u{f8ff}') {
            assert!(fold_char(c) == c && !is_mask(c) && !is_han(c), "{c}");
            let kept = reduce_slowly(c) != Symbol::DROPPED;
            assert_eq!(kept, c.is_alphabetic(), "{c}");
        }
    }

    #[test]
    fn characters_above_the_basic_plane_are_words() {
        assert_eq!(stream(&["𠮷林😀"]), "𠮷林");
    }
}
