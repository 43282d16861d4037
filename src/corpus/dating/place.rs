//! Owns reading a text from one place to either side, folded character by character, so that a
//! rule sees 中華民國 and ２０２５ as it sees 中华民国 and 2025 without a copy of the text.

use crate::text::{CharClass, classify, fold_char};

/// A place in a text; copies are cheap, and every move gives a new place.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Place<'a> {
    #[inline]
    pub(super) fn new(text: &'a str, at: usize) -> Self {
        Self { text, at }
    }

    /// The byte this place stands before.
    #[inline]
    pub(super) fn at(self) -> usize {
        self.at
    }

    pub(super) fn text(self) -> &'a str {
        self.text
    }

    /// The same text, `at` another byte.
    #[inline]
    pub(super) fn moved(self, at: usize) -> Self {
        Self { at, ..self }
    }

    #[inline]
    fn rest(self) -> &'a str {
        self.text.get(self.at..).unwrap_or_default()
    }

    #[inline]
    fn past(self) -> &'a str {
        self.text.get(..self.at).unwrap_or_default()
    }

    /// The folded character behind this place.
    #[inline]
    pub(super) fn next(self) -> Option<char> {
        self.rest().chars().next().map(fold_char)
    }

    /// The folded character before this place.
    #[inline]
    pub(super) fn previous(self) -> Option<char> {
        self.past().chars().next_back().map(fold_char)
    }

    /// The place behind `word`, if `word` follows. `word` is written folded.
    #[inline]
    pub(super) fn after(self, word: &str) -> Option<Self> {
        let mut rest = self.rest().chars();
        let same = |c: char| rest.next().map(fold_char) == Some(c);
        word.chars()
            .all(same)
            .then(|| self.moved(self.text.len() - rest.as_str().len()))
    }

    /// The place behind the first of `words` that follows, and which one it was.
    pub(super) fn after_any<'w>(self, words: &[&'w str]) -> Option<(Self, &'w str)> {
        let behind = |word: &&'w str| Some((self.after(word)?, *word));
        words.iter().find_map(behind)
    }

    /// The place behind `word` if it follows, else this place.
    pub(super) fn after_optional(self, words: &[&str]) -> Self {
        self.after_any(words).map_or(self, |(place, _)| place)
    }

    /// The place before `word`, if `word` ends here. `word` is written folded.
    #[inline]
    pub(super) fn before(self, word: &str) -> Option<Self> {
        let mut past = self.past().chars();
        let same = |c: char| past.next_back().map(fold_char) == Some(c);
        let stands = word.chars().rev().all(same);
        stands.then(|| self.moved(past.as_str().len()))
    }

    /// The place before the first of `words` that ends here.
    pub(super) fn before_any(self, words: &[&str]) -> Option<Self> {
        words.iter().find_map(|word| self.before(word))
    }

    /// The place before `word`, if it ends here, whatever quotes, separators and spaces stand in
    /// it. `word` is written folded and without any.
    pub(super) fn before_unmarked(self, word: &str) -> Option<Self> {
        let mut past = self.past().chars();
        for expected in word.chars().rev() {
            let letter = past.by_ref().rfind(|&c| !is_mark(c)).map(fold_char);
            if letter != Some(expected) {
                return None;
            }
        }
        Some(self.moved(past.as_str().len()))
    }

    /// The place behind at most `most` characters that are `wanted`.
    pub(super) fn skip(self, most: usize, wanted: impl Fn(char) -> bool) -> Self {
        let skipped = self.rest().chars().take(most);
        let length = skipped.take_while(|&c| wanted(fold_char(c)));
        self.moved(self.at + length.map(char::len_utf8).sum::<usize>())
    }

    /// The place before at most `most` characters that are `wanted`.
    pub(super) fn skip_back(self, most: usize, wanted: impl Fn(char) -> bool) -> Self {
        let skipped = self.past().chars().rev().take(most);
        let length = skipped.take_while(|&c| wanted(fold_char(c)));
        self.moved(self.at - length.map(char::len_utf8).sum::<usize>())
    }

    /// Past white space, line ends included.
    pub(super) fn skip_spaces(self) -> Self {
        self.skip(LONGEST_BLANK, char::is_whitespace)
    }

    /// The folded characters from this place to `end`.
    pub(super) fn folded_to(self, end: Self) -> String {
        let between = self.text.get(self.at..end.at).unwrap_or_default();
        between.chars().map(fold_char).collect()
    }

    /// At most `most` folded characters behind this place.
    pub(super) fn words_after(self, most: usize) -> String {
        self.rest().chars().take(most).map(fold_char).collect()
    }

    /// At most `most` folded characters before this place.
    pub(super) fn words_before(self, most: usize) -> String {
        self.skip_back(most, |_| true).folded_to(self)
    }

    /// At most `most` folded characters before this place, of the same sentence.
    pub(super) fn sentence_before(self, most: usize) -> String {
        self.skip_back(most, |c| !ends_sentence(c)).folded_to(self)
    }

    /// At most `most` folded characters behind this place, of the same sentence.
    pub(super) fn sentence_after(self, most: usize) -> String {
        self.folded_to(self.skip(most, |c| !ends_sentence(c)))
    }
}

/// Blanks are never longer than this between the parts of a date.
const LONGEST_BLANK: usize = 40;

/// Whether the folded `c` ends a sentence or a line.
#[inline]
pub(super) fn ends_sentence(c: char) -> bool {
    matches!(c, '。' | '!' | '?' | ';' | '\n')
}

fn is_mark(c: char) -> bool {
    matches!(classify(c), CharClass::Quote | CharClass::Space) || matches!(c, '、' | '·' | '*')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_folded_to_both_sides() {
        let text = "中華民國１１３年";
        let place = Place::new(text, "中華民國".len());
        assert_eq!(place.before("中华民国").map(Place::at), Some(0));
        assert!(place.before("民國").is_none());
        let digits = place.skip(9, |c| c.is_ascii_digit());
        assert_eq!(place.folded_to(digits), "113");
        assert_eq!(digits.after("年").map(Place::at), Some(text.len()));
        assert_eq!(digits.words_before(4), "国113");
    }

    #[test]
    fn marks_inside_a_name_do_not_matter() {
        let text = "开展“三严三实”专题教育";
        let place = Place::new(text, text.len());
        let before = place.before_unmarked("三严三实专题教育").unwrap();
        assert_eq!(before.at(), "开展“".len());
        assert!(place.before_unmarked("三严三实学习教育").is_none());
    }

    #[test]
    fn looks_no_further_than_the_sentence() {
        let text = "明年再说。庆祝建党百年";
        let place = Place::new(text, text.find("建党").unwrap());
        assert_eq!(place.sentence_before(14), "庆祝");
    }
}
