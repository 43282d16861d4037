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

/// Han characters in `text`: the published 字数 convention, without punctuation, Latin and digits.
///
/// ```
/// assert_eq!(tifa::text::count_han("发展GDP,2035年"), 3);
/// ```
#[must_use]
pub fn count_han(text: &str) -> u64 {
    text.chars().filter(|&c| is_han(c)).map(|_| 1_u64).sum()
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
