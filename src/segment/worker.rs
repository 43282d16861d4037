//! Owns one thread's work: text to codes, stretch by stretch, and steps to tokens.

use super::alphabet::{BARRIER, BLANK_BARRIER, RETURN, SPACE};
use super::compile::{ALPHANUMERIC_END, FIRST_BLOCK};
use super::foreign::{foreign_length, is_alphanumeric};
use super::guess::{Guesser, splits_two};
use super::path::{Step, WINDOW, Window};
use super::piece::{Clause, Lookup, Piece};
use super::{Cut, Segmenter, TokenClass, UnknownWords, WordId};

/// Characters after which a stretch ends with the next block: a little less than a window.
const STRETCH: usize = WINDOW - 64;

/// Capacity in characters that is kept; a longer block's buffers are given back.
const KEPT: usize = 1 << 16;

/// One thread's access to the tokenizer, with its buffers.
#[derive(Debug)]
pub struct Worker<'a> {
    segmenter: &'a Segmenter,
    /// Codes of the stretch, and two that end blocks.
    codes: Vec<u16>,
    /// Where each character begins in the stretch, and the end.
    offsets: Vec<u32>,
    /// The step from each character, and one that is none.
    steps: Vec<Step>,
    window: Box<Window>,
    guesser: Guesser,
}

impl<'a> Worker<'a> {
    pub(super) fn new(segmenter: &'a Segmenter) -> Self {
        Self {
            segmenter,
            codes: Vec::new(),
            offsets: Vec::new(),
            steps: Vec::new(),
            window: Box::new(Window::new()),
            guesser: Guesser::default(),
        }
    }

    /// Calls `each` with every token of `text` in order, and where a clause ends.
    ///
    /// Tokens are jieba's (default mode) on every clause; a token never crosses a clause.
    pub fn cut<'t>(&mut self, text: &'t str, each: impl FnMut(Cut<'t>)) {
        self.cut_clauses(text, Lookup::Words, each);
    }

    #[inline(always)]
    fn cut_clauses<'t>(&mut self, text: &'t str, lookup: Lookup, mut each: impl FnMut(Cut<'t>)) {
        let mut clause = Clause::default();
        self.pieces(text, lookup, |piece| match piece.code {
            RETURN | BLANK_BARRIER | BARRIER => clause.end(text, &mut each),
            SPACE => {
                clause.spaces_start = if clause.spaces == 0 {
                    piece.start
                } else {
                    clause.spaces_start
                };
                clause.spaces += 1;
            }
            _ => {
                if clause.spaces != 0 {
                    clause.before_token(text, &mut each);
                }
                clause.is_open = true;
                each(Cut::Token(piece.token(text, lookup)));
            }
        });
        clause.end(text, &mut each);
    }

    /// Calls `each` with every token of `text` in order, and with `None` where a clause ends.
    ///
    /// ```
    /// use tifa::segment::{Segmenter, UnknownWords};
    /// let segmenter = Segmenter::new(UnknownWords::Guessed);
    /// let mut tokens = Vec::new();
    /// segmenter.worker().tokens("我们深化改革,扩大开放。", |token| tokens.push(token));
    /// assert_eq!(tokens, [Some("我们"), Some("深化改革"), None, Some("扩大开放"), None]);
    /// ```
    pub fn tokens<'t>(&mut self, text: &'t str, mut each: impl FnMut(Option<&'t str>)) {
        self.cut_clauses(text, Lookup::Nothing, |cut| match cut {
            Cut::Token(token) => each(Some(token.text())),
            Cut::ClauseEnd => each(None),
        });
    }

    /// Calls `each` with the text of every token of the whole text, as jieba cuts it: clauses or
    /// not.
    pub fn cut_whole<'t>(&mut self, text: &'t str, mut each: impl FnMut(&'t str)) {
        let mut taken = 0;
        self.pieces(text, Lookup::Nothing, |mut piece| {
            if piece.start < taken {
                return;
            }
            if piece.code == RETURN && text[piece.end..].starts_with('\n') {
                piece.end += 1;
            }
            taken = piece.end;
            each(&text[piece.start..piece.end]);
        });
    }

    /// Calls `each` with every token, in order; marks and spaces are tokens of one character.
    #[inline(always)]
    fn pieces(&mut self, text: &str, lookup: Lookup, mut each: impl FnMut(Piece)) {
        let joined = match self.segmenter.unknown {
            UnknownWords::Guessed => u16::MAX,
            UnknownWords::Split => ALPHANUMERIC_END,
        };
        let mut start = 0;
        while start < text.len() {
            let end = self.decode(text, start);
            let count = self.codes.len() - 2;
            self.steps.clear();
            self.steps.resize(count + 1, Step::default());
            let dictionary = &self.segmenter.dictionary;
            self.window
                .find_steps(dictionary, &self.codes, joined, &mut self.steps[..count]);
            self.emit(start, (joined, lookup), &mut each);
            start = end;
        }
        if self.steps.capacity() > KEPT {
            (self.codes, self.offsets, self.steps) = (Vec::new(), Vec::new(), Vec::new());
        }
    }

    /// Reads characters from byte `start` on, whole blocks, and returns where it stopped.
    #[allow(
        clippy::cast_possible_truncation,
        reason = "a stretch is shorter than 4 GB"
    )]
    fn decode(&mut self, text: &str, start: usize) -> usize {
        let chars = &self.segmenter.dictionary.chars;
        let text = &text[start..];
        let mut rest = text.as_bytes();
        let room = STRETCH.min(text.len());
        self.codes.clear();
        self.offsets.clear();
        self.codes.resize(room, 0);
        self.offsets.resize(room, 0);
        let mut count = 0;
        while let Some((codes, offsets)) = self
            .codes
            .get_mut(count..)
            .zip(self.offsets.get_mut(count..))
        {
            let triples = chars.triples(rest, (text.len() - rest.len()) as u32, codes, offsets);
            (count, rest) = (count + triples, &rest[3 * triples..]);
            let places = self.codes.get_mut(count).zip(self.offsets.get_mut(count));
            let Some(((code, offset), (first, length))) = places.zip(chars.first(text, rest))
            else {
                break;
            };
            (*code, *offset) = (first, (text.len() - rest.len()) as u32);
            (count, rest) = (count + 1, &rest[length..]);
        }
        self.codes.truncate(count);
        self.offsets.truncate(count);
        while self.codes.last().is_some_and(|&code| code >= FIRST_BLOCK) {
            let Some((code, length)) = chars.first(text, rest) else {
                break;
            };
            self.offsets.push((text.len() - rest.len()) as u32);
            self.codes.push(code);
            rest = &rest[length..];
        }
        let end = text.len() - rest.len();
        self.offsets.push(end as u32);
        self.codes.extend([0, 0]);
        start + end
    }

    /// Calls `each` with the tokens of the stretch that begins at byte `base`.
    #[inline(always)]
    fn emit(&mut self, base: usize, (joined, lookup): (u16, Lookup), each: &mut impl FnMut(Piece)) {
        let dictionary = &self.segmenter.dictionary;
        let (mut at, mut start) = (0, base);
        while let Some(&[step, next]) = self.steps.get(at..at + 2) {
            if step.is_joinable() && next.is_joinable() {
                at = self.emit_run(base, at, (joined, lookup), each);
                start = base + self.offsets[at] as usize;
                continue;
            }
            let code = self.codes[at];
            let (word, class) = match lookup {
                Lookup::Nothing => (None, None),
                Lookup::Words if code < FIRST_BLOCK => (None, dictionary.chars.class(code)),
                Lookup::Words => self.known(step.slot(), code),
            };
            at += step.length();
            let end = base + self.offsets[at] as usize;
            each(Piece {
                start,
                end,
                word,
                class,
                code,
            });
            start = end;
        }
    }

    /// Word and class of a step.
    #[inline(always)]
    fn known(&self, slot: u32, code: u16) -> (Option<WordId>, Option<TokenClass>) {
        let dictionary = &self.segmenter.dictionary;
        let word = dictionary.word_at(slot);
        let class = match word {
            Some(word) => Some(dictionary.class(word)),
            None => dictionary.chars.class(code),
        };
        (word, class)
    }

    /// Word and class of what `codes` spell.
    fn looked_up(&self, codes: &[u16]) -> (Option<WordId>, Option<TokenClass>) {
        let dictionary = &self.segmenter.dictionary;
        let word = dictionary
            .find(codes)
            .and_then(|slot| dictionary.word_at(slot));
        let class = match word {
            Some(word) => Some(dictionary.class(word)),
            None => dictionary.chars.class_of_all(codes),
        };
        (word, class)
    }

    /// Calls `each` with the tokens of the run of single characters at `from`; returns its end.
    fn emit_run(
        &mut self,
        base: usize,
        from: usize,
        (joined, lookup): (u16, Lookup),
        each: &mut impl FnMut(Piece),
    ) -> usize {
        let run = self.steps[from..]
            .iter()
            .take_while(|step| step.is_joinable())
            .count();
        let to = from + run;
        if joined == ALPHANUMERIC_END {
            self.emit_range(base, (from, to), lookup, each);
        } else if self
            .segmenter
            .dictionary
            .find(&self.codes[from..to])
            .is_some()
        {
            for at in from..to {
                self.emit_range(base, (at, at + 1), lookup, each);
            }
        } else {
            self.guess(base, (from, to), lookup, each);
        }
        to
    }

    /// Calls `each` with the characters from `from` to `to` as one token.
    fn emit_range(
        &self,
        base: usize,
        (from, to): (usize, usize),
        lookup: Lookup,
        each: &mut impl FnMut(Piece),
    ) {
        let codes = &self.codes[from..to];
        let (word, class) = match lookup {
            Lookup::Nothing => (None, None),
            Lookup::Words => self.looked_up(codes),
        };
        let (start, end) = (self.offsets[from] as usize, self.offsets[to] as usize);
        each(Piece {
            start: base + start,
            end: base + end,
            word,
            class,
            code: codes[0],
        });
    }

    /// Cuts a run with the model of unknown words, and what it does not cover by its letters.
    fn guess(
        &mut self,
        base: usize,
        (from, to): (usize, usize),
        lookup: Lookup,
        each: &mut impl FnMut(Piece),
    ) {
        let mut at = from;
        while at < to {
            let chars = &self.segmenter.dictionary.chars;
            let is_guessed = chars.is_guessed(self.codes[at]);
            let same = |code: &&u16| chars.is_guessed(**code) == is_guessed;
            let end = at + self.codes[at..to].iter().take_while(same).count();
            if !is_guessed {
                self.emit_foreign(base, (at, end), lookup, each);
            } else if end - at == 1 {
                self.emit_range(base, (at, end), lookup, each);
            } else if end - at == 2 {
                let rows = [at, at + 1].map(|at| chars.row(self.codes[at]));
                if splits_two(&self.segmenter.dictionary.model, rows) {
                    self.emit_range(base, (at, at + 1), lookup, each);
                    self.emit_range(base, (at + 1, end), lookup, each);
                } else {
                    self.emit_range(base, (at, end), lookup, each);
                }
            } else {
                let rows = self.codes[at..end].iter().map(|&code| chars.row(code));
                let mut guesser = std::mem::take(&mut self.guesser);
                let ends = guesser.ends(&self.segmenter.dictionary.model, rows);
                let mut start = at;
                for (&is_end, behind) in ends.iter().zip(at + 1..) {
                    if is_end {
                        self.emit_range(base, (start, behind), lookup, each);
                        start = behind;
                    }
                }
                self.guesser = guesser;
            }
            at = end;
        }
    }

    /// Letters and digits with `.`, `_` or `-` between them and `%` behind them are one token; so
    /// is what stands between two of them.
    fn emit_foreign(
        &self,
        base: usize,
        (from, to): (usize, usize),
        lookup: Lookup,
        each: &mut impl FnMut(Piece),
    ) {
        let mut at = from;
        while at < to {
            let rest = &self.codes[at..to];
            let gap = rest
                .iter()
                .take_while(|&&code| !is_alphanumeric(code))
                .count();
            if gap > 0 {
                self.emit_range(base, (at, at + gap), lookup, each);
            }
            let length = foreign_length(&rest[gap..]);
            if length > 0 {
                let end = at + gap + length;
                self.emit_range(base, (at + gap, end), lookup, each);
            }
            at += gap + length;
        }
    }
}
