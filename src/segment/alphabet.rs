//! Owns what each character means to the segmenter: a code for those that stand inside blocks, a
//! kind for the others.

use super::compile::{ALPHANUMERIC_END, DIGITS_END, FAR, FIRST_BLOCK, OUTSIDE, PLANE, code_above};
use super::{TokenClass, classify_token};
use crate::text::{CharClass, classify, is_barrier};

/// A carriage return, which is one token with the line feed behind it.
pub(super) const RETURN: u16 = 0;
/// White space that ends a clause.
pub(super) const BLANK_BARRIER: u16 = 1;
/// A mark that ends a clause.
pub(super) const BARRIER: u16 = 2;
/// A space inside a line.
pub(super) const SPACE: u16 = 3;
const TRANSPARENT: u16 = 4;
const PUNCTUATION: u16 = 5;
const NUMBER: u16 = 6;
const WORD: u16 = 7;

/// Codes of characters.
#[derive(Debug)]
pub(super) struct Chars {
    table: Box<[u16; PLANE]>,
    above: Vec<(u32, u16)>,
    first_guessed: u16,
    highest: u16,
}

impl Chars {
    pub(super) fn new(
        table: Box<[u16; PLANE]>,
        above: Vec<(u32, u16)>,
        first_guessed: u16,
    ) -> Self {
        let highest = above
            .iter()
            .map(|&(_, code)| code)
            .chain(table.iter().copied())
            .max();
        Self {
            table,
            above,
            first_guessed,
            highest: highest.unwrap_or(0),
        }
    }

    /// The code of `c`.
    #[inline(always)]
    pub(super) fn code(&self, c: char) -> u16 {
        match self.table.get(c as usize) {
            Some(&code) => code,
            None => self.far(c),
        }
    }

    /// Reads characters of three bytes, as nearly all of the text is, from the beginning of `bytes`
    /// on: their codes, and where they begin if the first does at `offset`. Returns how many.
    #[inline(always)]
    pub(super) fn triples(
        &self,
        bytes: &[u8],
        mut offset: u32,
        codes: &mut [u16],
        offsets: &mut [u32],
    ) -> usize {
        let mut count = 0;
        let places = codes.iter_mut().zip(offsets);
        for (&[first, second, third], (code, place)) in bytes.as_chunks().0.iter().zip(places) {
            if first >> 4 != 0xe {
                break;
            }
            let [first, second, third] =
                [first & 0x0f, second & 0x3f, third & 0x3f].map(usize::from);
            *code = self.table[(first << 12 | second << 6 | third) % PLANE];
            *place = offset;
            offset += 3;
            count += 1;
        }
        count
    }

    /// The code of the first character of `bytes`, which are the rest of `text`, and its length in
    /// bytes.
    #[inline(always)]
    pub(super) fn first(&self, text: &str, bytes: &[u8]) -> Option<(u16, usize)> {
        let c = text[text.len() - bytes.len()..].chars().next()?;
        Some((self.code(c), c.len_utf8()))
    }

    #[cold]
    fn far(&self, c: char) -> u16 {
        match code_above(&self.above, c) {
            OUTSIDE => kind(c),
            code => code,
        }
    }

    /// Class of a token that is one character, from its code; none if that does not tell.
    #[inline(always)]
    pub(super) fn class(&self, code: u16) -> Option<TokenClass> {
        match code {
            RETURN | BLANK_BARRIER | SPACE | TRANSPARENT => Some(TokenClass::Transparent),
            BARRIER | PUNCTUATION | ALPHANUMERIC_END..FAR => Some(TokenClass::Punctuation),
            NUMBER | FIRST_BLOCK..DIGITS_END => Some(TokenClass::Number),
            FAR.. if !self.is_guessed(code) => None,
            _ => Some(TokenClass::Word),
        }
    }

    /// Class of a token that is not a word of the dictionary, from its codes.
    pub(super) fn class_of_all(&self, codes: &[u16]) -> Option<TokenClass> {
        let mut class = TokenClass::Punctuation;
        for &code in codes {
            match self.class(code)? {
                TokenClass::Word => return Some(TokenClass::Word),
                TokenClass::Number => class = TokenClass::Number,
                TokenClass::Punctuation | TokenClass::Transparent => {}
            }
        }
        Some(class)
    }

    /// Characters of their own code that the model of unknown words covers.
    pub(super) fn guessed(&self) -> Vec<(char, u16)> {
        let codes = self.table.iter().copied().zip(0..);
        let known = codes.filter(|&(code, _)| code > self.first_guessed);
        let mut known: Vec<(char, u16)> = known
            .filter_map(|(code, c)| Some((char::from_u32(c)?, code)))
            .collect();
        known.sort_unstable_by_key(|&(_, code)| code);
        known
    }

    pub(super) fn highest(&self) -> u16 {
        self.highest
    }

    /// Whether the model of unknown words covers the character.
    #[inline(always)]
    pub(super) fn is_guessed(&self, code: u16) -> bool {
        code >= self.first_guessed
    }

    /// Its row in the model.
    #[inline(always)]
    pub(super) fn row(&self, code: u16) -> usize {
        usize::from(code.wrapping_sub(self.first_guessed))
    }
}

/// `codes` of the basic plane, with the kinds of all characters that have none.
pub(super) fn with_kinds(codes: &[u16]) -> Box<[u16; PLANE]> {
    let mut table = Box::new([OUTSIDE; PLANE]);
    for (code, &known) in table.iter_mut().zip(codes) {
        *code = known;
    }
    for (code, c) in table.iter_mut().zip(0..) {
        if *code == OUTSIDE {
            *code = char::from_u32(c).map_or(TRANSPARENT, kind);
        }
    }
    table
}

/// What a character that stands outside of blocks does.
fn kind(c: char) -> u16 {
    let class = classify_token(c.encode_utf8(&mut [0; 4]));
    match class {
        _ if c == '\r' => RETURN,
        TokenClass::Transparent if is_barrier(c) => BLANK_BARRIER,
        _ if is_barrier(c) => BARRIER,
        _ if classify(c) == CharClass::Space => SPACE,
        TokenClass::Transparent => TRANSPARENT,
        TokenClass::Punctuation => PUNCTUATION,
        TokenClass::Number => NUMBER,
        TokenClass::Word => WORD,
    }
}
