//! Owns how text is read for counting: character folding, the match stream with its alignment to
//! the original, clauses, and numerals.
//!
//! Takes the text of a document, gives [`FoldedText`] and clauses. Nothing is ever deleted from a
//! document: every unit keeps the range it came from. Does not know lexicons or segmenters.

mod clause;
mod fold;
mod numerals;
mod removed;
mod stream;
mod wrapping;

pub(crate) use clause::is_barrier;
pub use clause::{Clause, clauses};
pub use fold::{CharClass, classify, fold_char, is_han, is_mask, is_separator};
pub(crate) use numerals::{
    digit_of_year, in_chinese, is_chinese_digit, other_spellings, run_length as numeral_length,
};
pub use numerals::{is_numeral, parse_chinese};
pub use stream::{FoldOptions, FoldedText, Gap, Markup, Position, Unit, Wrapping};
pub(crate) use stream::{has_own_code, stream_code};
pub use wrapping::{detect_markup, detect_wrapping};

/// Bytes in which no more characters begin than one byte can count.
const LANE: usize = 192;

/// Han characters in `text`: the published 字数 convention, without punctuation, Latin and digits.
///
/// ```
/// assert_eq!(tifa::text::count_han("发展GDP,2035年"), 3);
/// ```
#[must_use]
pub fn count_han(text: &str) -> u64 {
    let bytes = text.as_bytes();
    let seconds = bytes.get(1..).unwrap_or_default();
    // Characters by the bytes they begin with, many at a time.
    let is_first_of_han = |first: u8, second: u8| {
        let is_common = first.wrapping_sub(0xE5) <= 0xE9 - 0xE5;
        let is_rare = (first == 0xE4) & (second != 0xB7)
            | (first == 0xE3) & (second >= 0x90)
            | (first == 0xF0) & (second >= 0xA0);
        is_common | is_rare
    };
    let mut count = 0_u64;
    for (firsts, seconds) in bytes.chunks(LANE).zip(seconds.chunks(LANE)) {
        let pairs = firsts.iter().zip(seconds);
        let in_lane: u8 = pairs
            .map(|(&first, &second)| u8::from(is_first_of_han(first, second)))
            .sum();
        count += u64::from(in_lane);
    }
    count
        + memchr::memmem::find_iter(bytes, "〇")
            .map(|_| 1_u64)
            .sum::<u64>()
}

/// `text` folded for comparison: what two spellings of one phrase have in common.
///
/// Folds every character and drops quotes, white space, invisible characters and separators, so
/// that two phrases with equal keys match the same places.
///
/// ```
/// assert_eq!(tifa::text::fold_key("不忘初心、牢记使命"), tifa::text::fold_key("不忘初心 牢記使命"));
/// ```
#[must_use]
pub fn fold_key(text: &str) -> String {
    text.chars()
        .filter(|&c| classify(c) == CharClass::Letter)
        .map(fold_char)
        .filter(|&c| !is_separator(c))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn han_characters_are_counted_by_their_bytes() {
        let mut text = String::new();
        for c in '\0'..=char::MAX {
            text.clear();
            text.push(c);
            assert_eq!(count_han(&text), u64::from(is_han(c)), "{c:?}");
        }
        let all: String = ('\0'..=char::MAX)
            .step_by(7)
            .chain("〇〇甲".chars())
            .collect();
        for start in (0..40).filter(|&start| all.is_char_boundary(start)) {
            let expected = all[start..].chars().filter(|&c| is_han(c)).count();
            assert_eq!(count_han(&all[start..]), expected as u64);
        }
        assert_eq!(count_han(""), 0);
    }
}
