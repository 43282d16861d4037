//! Owns reading a short line word by word, folded, across its blanks.

use crate::text::{CharClass, classify, fold_char};

/// A line being read; blanks and invisible characters are passed over.
#[derive(Clone)]
pub(super) struct Reader<'a> {
    rest: std::str::Chars<'a>,
}

fn is_passed_over(c: char) -> bool {
    matches!(
        classify(c),
        CharClass::Space | CharClass::Tab | CharClass::Newline | CharClass::Invisible
    )
}

impl<'a> Reader<'a> {
    pub(super) fn new(line: &'a str) -> Self {
        Self { rest: line.chars() }
    }

    /// The next character, folded.
    pub(super) fn next(&mut self) -> Option<char> {
        self.rest.find(|&c| !is_passed_over(c)).map(fold_char)
    }

    /// The next character, folded, without reading it.
    pub(super) fn peek(&self) -> Option<char> {
        self.clone().next()
    }

    /// Reads `word`, given folded, if it stands next.
    pub(super) fn eat(&mut self, word: &str) -> bool {
        let mut ahead = self.clone();
        let found = word.chars().all(|c| ahead.next() == Some(c));
        if found {
            *self = ahead;
        }
        found
    }

    /// Reads one of several words, given folded.
    pub(super) fn eat_one_of(&mut self, words: &[&str]) -> bool {
        words.iter().any(|word| self.eat(word))
    }

    /// Reads while `wanted`, and says how many characters that were.
    pub(super) fn eat_while(&mut self, wanted: impl Fn(char) -> bool) -> usize {
        let mut read = 0;
        while self.peek().is_some_and(&wanted) {
            self.next();
            read += 1;
        }
        read
    }

    /// Whether nothing is left.
    pub(super) fn is_done(&self) -> bool {
        self.peek().is_none()
    }

    /// What is left, as written, from the next character that is read.
    pub(super) fn rest(&self) -> &'a str {
        self.rest.as_str().trim_start_matches(is_passed_over)
    }
}

/// The letters and digits of `text`, folded: what titles are compared by.
pub(super) fn letters(text: &str) -> impl Iterator<Item = char> + Clone + '_ {
    text.chars().filter(|&c| is_letter(c)).map(fold_char)
}

/// Whether `c` is a letter or digit; Han first, which most are.
fn is_letter(c: char) -> bool {
    match c {
        '\u{4e00}'..='\u{9fff}' => true,
        '\0'..='\u{7f}' => c.is_ascii_alphanumeric(),
        _ => c.is_alphanumeric(),
    }
}

/// Whether a character ends a sentence.
pub(super) fn ends_sentence(c: char) -> bool {
    matches!(c, '。' | '!' | '?' | '！' | '？' | '…' | '；' | ';')
}

/// Whether `word`, given folded, stands somewhere in `line`.
pub(super) fn holds(line: &str, word: &str) -> bool {
    let mut reader = Reader::new(line);
    loop {
        if reader.clone().eat(word) {
            return true;
        }
        if reader.next().is_none() {
            return false;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_read_folded_and_across_blanks() {
        let mut reader = Reader::new("來　源：甲网 12");
        assert!(!reader.clone().eat("作者"));
        assert!(reader.eat("来源") && reader.eat(":"));
        assert_eq!(reader.eat_while(|c| !c.is_ascii_digit()), 2);
        assert_eq!(reader.rest(), "12");
        assert_eq!(reader.eat_while(|c| c.is_ascii_digit()), 2);
        assert!(reader.is_done());
        assert!(holds("版 權 所 有", "权所"));
        assert!(letters("“甲”、Ａ 1").eq("甲a1".chars()));
    }
}
