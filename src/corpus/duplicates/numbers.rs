//! Owns what is remembered of a document's numbers, by which two news of one template are told
//! apart: 十四届二次会议 and 十四届三次会议, 2024年 and 2025年.

use super::fingerprint::mix;
use super::stream::{Kind, Symbol};

const WORDS: usize = 2;

/// Of so many numbers one may be another in a copy: a slip of the pen, a repaired figure.
const NUMBERS_FOR_A_SLIP: u32 = 16;

/// The numbers of a text, each with the character behind it: a set of places on which they fall.
///
/// A text with hundreds of numbers fills all places. It then agrees with every other, as it
/// should: a number more or less does not make it another text.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Numbers([u64; WORDS]);

impl Numbers {
    /// Whether both texts have numbers that the other has not. A number that only one text has
    /// beyond those of the other was cut off or masked and says nothing.
    pub(super) fn contradict(&self, other: &Self) -> bool {
        let replaced = self.beyond(other).min(other.beyond(self));
        replaced > self.count().min(other.count()) / NUMBERS_FOR_A_SLIP
    }

    fn beyond(&self, other: &Self) -> u32 {
        let pairs = self.0.iter().zip(&other.0);
        pairs
            .map(|(own, theirs)| (own & !theirs).count_ones())
            .sum()
    }

    fn count(&self) -> u32 {
        self.0.iter().map(|word| word.count_ones()).sum()
    }

    fn insert(&mut self, hash: u64) {
        let index = usize::from(hash >> 63 != 0);
        if let Some(word) = self.0.get_mut(index) {
            *word |= 1 << (hash % 64);
        }
    }
}

/// Collects the numbers of a text, character by character.
pub(super) struct NumberReader {
    found: Numbers,
    /// The kind of the last character; a break lasts to the end of the digits behind it.
    last: Kind,
    /// The digits so far.
    number: u64,
}

impl Default for NumberReader {
    fn default() -> Self {
        Self {
            found: Numbers::default(),
            last: Kind::Word,
            number: 0,
        }
    }
}

impl NumberReader {
    /// Reads one more character; of words that follow one another, only the first is needed.
    pub(super) fn push(&mut self, symbol: Symbol) {
        let kind = symbol.kind();
        let is_digit = |kind| matches!(kind, Kind::Digit | Kind::HanDigit);
        let code = u64::from(symbol.code());
        if kind == Kind::Break {
            self.last = Kind::Break;
            return;
        }
        if self.last == Kind::Break && is_digit(kind) {
            return;
        }
        if kind != self.last {
            if is_digit(self.last) {
                self.found.insert(mix(self.number ^ code));
            }
            self.number = 0;
            self.last = kind;
        }
        if is_digit(kind) {
            self.number = mix(self.number.wrapping_add(code));
        }
    }

    /// The numbers read. One at the very end is left out: the text may have been cut inside it.
    pub(super) fn finish(self) -> Numbers {
        self.found
    }
}

#[cfg(test)]
mod tests {
    use super::super::stream::Symbols;
    use super::*;

    fn numbers(text: &str) -> Numbers {
        let mut symbols = Symbols::default();
        symbols.read(text);
        let (mut all, mut marked) = (NumberReader::default(), NumberReader::default());
        symbols.all().iter().for_each(|&symbol| all.push(symbol));
        symbols.marked().for_each(|symbol| marked.push(symbol));
        let numbers = marked.finish();
        assert_eq!(numbers, all.finish(), "{text}");
        numbers
    }

    #[test]
    fn replaced_numbers_contradict() {
        let last_year = numbers("第三次会议于2024年3月5日开幕");
        assert_eq!(last_year.count(), 4);
        for other in [
            "第四次会议于2025年3月5日开幕",
            "第三次会议于2024年3月6日开幕",
        ] {
            assert!(last_year.contradict(&numbers(other)), "{other}");
        }
        assert!(!last_year.contradict(&numbers("第三次會議，于２０２４年３月５日开幕")));
    }

    #[test]
    fn missing_and_masked_numbers_do_not() {
        let whole = numbers("第三次会议于2024年3月5日开幕");
        for part in [
            "第三次会议于2024年",
            "于20XX年3月5日开幕",
            "于20×4年3月5日开幕",
            "第*次会议于2024年3月某日开幕",
            "开幕",
        ] {
            assert!(!whole.contradict(&numbers(part)), "{part}");
            assert!(!numbers(part).contradict(&whole), "{part}");
        }
    }

    #[test]
    fn one_of_many_numbers_may_be_a_slip() {
        let text = |last: u32| -> String {
            let mut text: String = (10..60).map(|n| format!("新增{n}个，")).collect();
            text += &format!("共{last}人");
            text
        };
        assert!(!numbers(&text(901)).contradict(&numbers(&text(902))));
    }
}
