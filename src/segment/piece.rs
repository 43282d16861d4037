//! Owns what a worker finds before it is told: pieces of text, and spaces between them.

use super::{Cut, Token, TokenClass, WordId, classify_token};

/// A token before its text is taken: first byte, byte behind it, word, class, and the first
/// character's code.
#[derive(Clone, Copy)]
pub(super) struct Piece {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) word: Option<WordId>,
    /// None if only the text tells.
    pub(super) class: Option<TokenClass>,
    pub(super) code: u16,
}

impl Piece {
    /// The token; what was not looked up is not told.
    #[inline(always)]
    pub(super) fn token(self, text: &str, lookup: Lookup) -> Token<'_> {
        let told = || classify_token(&text[self.start..self.end]);
        Token {
            whole: text,
            start: self.start,
            end: self.end,
            word: self.word,
            class: match lookup {
                Lookup::Words => self.class.unwrap_or_else(told),
                Lookup::Nothing => TokenClass::Word,
            },
        }
    }
}

/// What is looked up of each token beside its place.
#[derive(Debug, Clone, Copy)]
pub(super) enum Lookup {
    /// Word and class.
    Words,
    Nothing,
}

/// Spaces that are held back until it is known whether they separate columns.
#[derive(Default)]
pub(super) struct Clause {
    pub(super) is_open: bool,
    pub(super) spaces: usize,
    pub(super) spaces_start: usize,
}

impl Clause {
    /// Passes the spaces on.
    fn flush<'t>(&mut self, text: &'t str, each: &mut impl FnMut(Cut<'t>)) {
        let mut start = self.spaces_start;
        for c in text[start..].chars().take(self.spaces) {
            let end = start + c.len_utf8();
            each(Cut::Token(Token {
                whole: text,
                start,
                end,
                word: None,
                class: TokenClass::Transparent,
            }));
            start = end;
        }
        self.spaces = 0;
    }

    /// At the end of the clause, spaces belong to it however many there are.
    pub(super) fn end<'t>(&mut self, text: &'t str, each: &mut impl FnMut(Cut<'t>)) {
        if self.is_open {
            self.flush(text, each);
            each(Cut::ClauseEnd);
        }
        *self = Self::default();
    }

    /// Before a token: three or more spaces separate columns, fewer are tokens.
    pub(super) fn before_token<'t>(&mut self, text: &'t str, each: &mut impl FnMut(Cut<'t>)) {
        if self.spaces < 3 {
            self.flush(text, each);
        } else if self.is_open {
            each(Cut::ClauseEnd);
        }
        self.spaces = 0;
    }
}
