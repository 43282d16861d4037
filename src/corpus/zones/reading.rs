//! Owns reading a short line word by word, folded, across its blanks.

use std::sync::LazyLock;

use crate::text::{CharClass, classify, fold_char};

/// A line being read; blanks and invisible characters are passed over.
#[derive(Clone)]
pub(super) struct Reader<'a> {
    rest: std::str::Chars<'a>,
    folding: Folding,
}

/// How single characters are read.
#[derive(Clone, Copy)]
pub(super) struct Folding(&'static [char]);

/// Stands for a character that is passed over; no character of the basic plane.
const PASSED: char = char::MAX;

/// What every character of the basic plane is read as: one look-up a character.
static FOLDED: LazyLock<Box<[char]>> = LazyLock::new(|| {
    let read = |c| {
        if is_passed_over(c) {
            PASSED
        } else {
            fold_char(c)
        }
    };
    (0..=0xFFFF_u32)
        .map(|code| char::from_u32(code).map_or(PASSED, read))
        .collect()
});

fn is_passed_over(c: char) -> bool {
    matches!(
        classify(c),
        CharClass::Space | CharClass::Tab | CharClass::Newline | CharClass::Invisible
    )
}

impl Default for Folding {
    fn default() -> Self {
        Self(&FOLDED)
    }
}

impl Folding {
    /// The character, folded; `None` for one that is passed over.
    #[inline]
    pub(super) fn read(self, c: char) -> Option<char> {
        match self.0.get(c as usize) {
            Some(&PASSED) => None,
            Some(&folded) => Some(folded),
            None => (!is_passed_over(c)).then(|| fold_char(c)),
        }
    }
}

impl<'a> Reader<'a> {
    #[inline]
    pub(super) fn new(line: &'a str) -> Self {
        Self {
            rest: line.chars(),
            folding: Folding::default(),
        }
    }

    /// The next character, folded.
    #[inline]
    pub(super) fn next(&mut self) -> Option<char> {
        let folding = self.folding;
        self.rest.find_map(|c| folding.read(c))
    }

    /// The next character, folded, without reading it.
    #[inline]
    pub(super) fn peek(&self) -> Option<char> {
        self.clone().next()
    }

    /// Reads `word`, given folded, if it stands next.
    #[inline]
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
        let first = self.peek();
        first.is_some() && {
            let mut words = words.iter().filter(|word| word.chars().next() == first);
            words.any(|word| self.eat(word))
        }
    }

    /// Reads while `wanted`, and says how many characters that were.
    #[inline]
    pub(super) fn eat_while(&mut self, wanted: impl Fn(char) -> bool) -> usize {
        let mut read = 0;
        while self.peek().is_some_and(&wanted) {
            self.next();
            read += 1;
        }
        read
    }

    /// Whether nothing is left.
    #[inline]
    pub(super) fn is_done(&self) -> bool {
        self.peek().is_none()
    }

    /// What is left, as written, from the next character that is read.
    pub(super) fn rest(&self) -> &'a str {
        self.rest.as_str().trim_start_matches(is_passed_over)
    }
}

/// The letters and digits of `text`, folded: what titles are compared by.
#[inline]
pub(super) fn letters(text: &str) -> impl Iterator<Item = char> + Clone + '_ {
    text.chars().filter(|&c| is_letter(c)).map(fold_char)
}

/// Whether `c` is a letter or digit; Han first, which most are.
#[inline]
fn is_letter(c: char) -> bool {
    match c {
        '\u{4e00}'..='\u{9fff}' => true,
        '\0'..='\u{7f}' => c.is_ascii_alphanumeric(),
        _ => c.is_alphanumeric(),
    }
}

/// Whether a character ends a sentence.
#[inline]
pub(super) fn ends_sentence(c: char) -> bool {
    matches!(c, '。' | '!' | '?' | '！' | '？' | '…' | '；' | ';')
}

/// Whether `word`, given folded, stands somewhere in `line`.
pub(super) fn holds(line: &str, word: &str) -> bool {
    let mut wanted = word.chars();
    let first = wanted.next();
    let mut reader = Reader::new(line);
    while let Some(c) = reader.next() {
        if Some(c) == first && reader.clone().eat(wanted.as_str()) {
            return true;
        }
    }
    false
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
