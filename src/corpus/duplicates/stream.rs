//! Owns what of a text is compared: its words, whatever their script, width, punctuation and masks.

use std::sync::LazyLock;

use crate::text::{fold_char, is_han, is_mask};

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
    "一二三四五六七八九十百千万亿两".contains(c)
}

/// Reads the characters of a text that are compared, with one break for each run of masks.
pub(super) struct Symbols {
    table: &'static [Symbol],
    last: Kind,
}

impl Default for Symbols {
    fn default() -> Self {
        Self {
            table: &TABLE,
            // No break is needed before the first character.
            last: Kind::Break,
        }
    }
}

impl Symbols {
    /// What the next character of the text is to the comparison; `None` for nothing.
    #[inline]
    pub(super) fn next(&mut self, c: char) -> Option<Symbol> {
        let mut symbol = match self.table.get(c as usize) {
            Some(&symbol) => symbol,
            None => reduce_slowly(c),
        };
        if symbol.kind() as u8 >= Kind::Break as u8 {
            symbol = match symbol.kind() {
                Kind::Dropped => return None,
                Kind::Circle if self.last == Kind::HanDigit => Symbol::ZERO,
                _ if self.last == Kind::Break => return None,
                _ => Symbol::BREAK,
            };
        }
        self.last = symbol.kind();
        Some(symbol)
    }
}

/// The symbols of `parts`, which are read as one text: what was cut out between them separates
/// nothing.
#[cfg(test)]
pub(super) fn compared<'a>(parts: impl Iterator<Item = &'a str>) -> impl Iterator<Item = Symbol> {
    let mut symbols = Symbols::default();
    parts
        .flat_map(str::chars)
        .filter_map(move |c| symbols.next(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stream(parts: &[&str]) -> String {
        compared(parts.iter().copied())
            .filter_map(|symbol| char::from_u32(symbol.code() & 0xFF_FFFF))
            .collect()
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
    fn characters_above_the_basic_plane_are_words() {
        assert_eq!(stream(&["𠮷林😀"]), "𠮷林");
    }
}
