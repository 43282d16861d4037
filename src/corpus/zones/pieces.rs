//! Owns cutting a text into pieces: lines, and the parts of a line that wide gaps set apart.

use std::ops::Range;
use std::sync::LazyLock;

use memchr::memmem::Finder;
use memchr::{memchr_iter, memchr3, memrchr3};

/// A part of the text without the blanks around it; never empty.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Piece<'a> {
    /// First byte in the text.
    pub(super) start: usize,
    /// What stands there.
    pub(super) text: &'a str,
}

impl<'a> Piece<'a> {
    /// One past the last byte.
    #[inline]
    pub(super) fn end(self) -> usize {
        self.start + self.text.len()
    }

    /// Cuts the piece at a byte of its text; blanks at the cut belong to neither part.
    pub(super) fn split_at(self, byte: usize) -> Option<(Self, Self)> {
        let (left, right) = self.text.split_at_checked(byte)?;
        let kept = right.trim_start_matches(is_blank);
        let start = self.end() - kept.len();
        let text = left.trim_end_matches(is_blank);
        let left = Self { text, ..self };
        Some((left, Self { start, text: kept }))
    }
}

/// What a character does between pieces.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Gap {
    /// Part of a piece.
    Text,
    /// A blank that separates nothing by itself.
    Blank,
    /// An ideographic or other wide space: two blanks with one of them separate.
    Wide,
    /// A line end or tab.
    Break,
}

#[inline]
fn gap_of(c: char) -> Gap {
    match c {
        '\n' | '\r' | '\t' => Gap::Break,
        ' ' | '\u{2000}'..='\u{200f}' | '\u{202f}' | '\u{205f}' | '\u{2060}' | '\u{feff}' => {
            Gap::Blank
        }
        '\u{a0}' | '\u{3000}' => Gap::Wide,
        _ => Gap::Text,
    }
}

/// Whether `c` is a blank, a tab, a line end or invisible.
#[inline]
pub(super) fn is_blank(c: char) -> bool {
    gap_of(c) != Gap::Text
}

/// What finds U+3000.
static IDEOGRAPHIC: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new("\u{3000}"));

/// The places of no-break spaces, U+00A0.
fn no_breaks(bytes: &[u8]) -> impl DoubleEndedIterator<Item = usize> + '_ {
    memchr_iter(0xC2, bytes).filter(|&at| bytes.get(at + 1) == Some(&0xA0))
}

/// Bytes in which wide spaces are looked for at once: for each of many short lines it would take
/// longer.
const BLOCK: usize = 1024;

/// Part of a text in which no wide space stands, as far as it is known.
#[derive(Clone, Default)]
struct Plain(Range<usize>);

impl Plain {
    fn holds(&self, line: &Range<usize>) -> bool {
        self.0.start <= line.start && line.end <= self.0.end
    }

    /// Whether a wide space stands in `line`; looks ahead for the lines behind it.
    fn has_wide_forward(&mut self, text: &str, line: Range<usize>) -> bool {
        if self.holds(&line) {
            return false;
        }
        let end = line.end.max(line.start + BLOCK).min(text.len());
        let block = text.as_bytes().get(line.start..end).unwrap_or_default();
        let first = IDEOGRAPHIC.find(block).into_iter();
        let first = first.chain(no_breaks(block).next()).min();
        self.0 = line.start..first.map_or(end, |first| line.start + first);
        !self.holds(&line)
    }

    /// The same for lines that are read last to first.
    fn has_wide_backward(&mut self, text: &str, line: Range<usize>) -> bool {
        if self.holds(&line) {
            return false;
        }
        let start = line.start.min(line.end.saturating_sub(BLOCK));
        let block = text.as_bytes().get(start..line.end).unwrap_or_default();
        let last = IDEOGRAPHIC.find_iter(block).last().into_iter();
        let last = last.chain(no_breaks(block).next_back()).max();
        self.0 = last.map_or(start, |last| start + last + 1)..line.end;
        !self.holds(&line)
    }
}

/// A run of blanks, as far as it has been read.
#[derive(Clone, Copy, Default)]
struct Run {
    length: u32,
    wide: bool,
}

impl Run {
    fn add(&mut self, gap: Gap) {
        self.length = self.length.saturating_add(1);
        self.wide |= gap == Gap::Wide;
    }

    fn separates(self) -> bool {
        self.wide && self.length >= 2
    }
}

/// The first character behind a gap that separates, of a line's characters in reading order.
fn reach(characters: impl Iterator<Item = (usize, char)>) -> Option<usize> {
    let mut run = Run::default();
    for (byte, c) in characters {
        match gap_of(c) {
            Gap::Text if run.separates() => return Some(byte),
            Gap::Text => run = Run::default(),
            gap => run.add(gap),
        }
    }
    None
}

/// A line being cut, and whether wide spaces may still stand in it.
#[derive(Clone, Copy, Default)]
struct Line {
    start: usize,
    end: usize,
    wide: bool,
}

/// The pieces of `text`, first to last.
pub(super) fn forward(text: &str) -> Forward<'_> {
    Forward {
        text,
        at: 0,
        line: Line::default(),
        plain: Plain::default(),
    }
}

/// Iterator of [`forward`].
#[derive(Clone)]
pub(super) struct Forward<'a> {
    text: &'a str,
    at: usize,
    line: Line,
    plain: Plain,
}

impl Forward<'_> {
    /// Goes on at byte `at`, which is not before the last piece.
    pub(super) fn skip_to(&mut self, at: usize) {
        self.at = at;
    }
}

impl<'a> Iterator for Forward<'a> {
    type Item = Piece<'a>;

    fn next(&mut self) -> Option<Piece<'a>> {
        let rest = self.text.get(self.at..)?.trim_start_matches(is_blank);
        let start = self.text.len() - rest.len();
        if start >= self.line.end {
            let length = memchr3(b'\n', b'\r', b'\t', rest.as_bytes()).unwrap_or(rest.len());
            let end = start + length;
            self.line = Line {
                start,
                end,
                wide: self.plain.has_wide_forward(self.text, start..end),
            };
        }
        let line = self.text.get(start..self.line.end)?;
        let behind = if self.line.wide {
            reach(line.char_indices())
        } else {
            None
        };
        let text = line.get(..behind.unwrap_or(line.len()))?;
        let text = text.trim_end_matches(is_blank);
        self.at = start + text.len();
        (!text.is_empty()).then_some(Piece { start, text })
    }
}

/// The pieces of `text`, last to first.
pub(super) fn backward(text: &str) -> Backward<'_> {
    Backward {
        text,
        line: Line {
            start: text.len() + 1,
            ..Line::default()
        },
        plain: Plain::default(),
    }
}

/// Iterator of [`backward`].
#[derive(Clone)]
pub(super) struct Backward<'a> {
    text: &'a str,
    line: Line,
    plain: Plain,
}

impl<'a> Iterator for Backward<'a> {
    type Item = Piece<'a>;

    fn next(&mut self) -> Option<Piece<'a>> {
        let body = self.text.trim_end_matches(is_blank);
        if body.len() <= self.line.start {
            let start = memrchr3(b'\n', b'\r', b'\t', body.as_bytes()).map_or(0, |byte| byte + 1);
            let end = body.len();
            self.line = Line {
                start,
                end,
                wide: self.plain.has_wide_backward(body, start..end),
            };
        }
        let line = body.get(self.line.start..)?;
        let before = if self.line.wide {
            reach(line.char_indices().rev())
        } else {
            None
        };
        // The character before the gap belongs to the piece before.
        let cut = before.and_then(|byte| {
            line.get(byte..)?
                .chars()
                .next()
                .map(|c| byte + c.len_utf8())
        });
        let text = line.get(cut.unwrap_or(0)..)?.trim_start_matches(is_blank);
        let start = body.len() - text.len();
        self.text = body.get(..start)?;
        (!text.is_empty()).then_some(Piece { start, text })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(text: &str) -> Vec<&str> {
        let there: Vec<Piece<'_>> = forward(text).collect();
        let mut back: Vec<Piece<'_>> = backward(text).collect();
        back.reverse();
        assert_eq!(there, back, "{text:?}");
        for piece in &there {
            assert_eq!(&text[piece.start..piece.end()], piece.text);
        }
        there.iter().map(|piece| piece.text).collect()
    }

    #[test]
    fn lines_and_wide_gaps_separate() {
        assert_eq!(cut("一\r\n\r\n 二 三\t四\n"), ["一", "二 三", "四"]);
        assert_eq!(
            cut("报告　　国务院总理　某某"),
            ["报告", "国务院总理　某某"]
        );
        assert_eq!(cut("目录\u{a0} 一、甲"), ["目录", "一、甲"]);
        assert_eq!(cut("来源:甲    编辑:乙"), ["来源:甲    编辑:乙"]);
        assert_eq!(cut("\u{feff}\u{200b}"), [""; 0]);
        assert_eq!(cut(""), [""; 0]);
    }

    #[test]
    fn gaps_are_found_wherever_they_stand() {
        for filling in [0, 1, 2, BLOCK / 3 - 1, BLOCK / 3, 700] {
            for gap in ["　　", "\u{a0} ", " \u{a0}"] {
                let filled = "长".repeat(filling);
                let text = format!("甲{gap}乙\n{filled}丙\n丁{gap}戊{filled}\n己\n庚");
                let pieces = cut(&text);
                let expected = [
                    "甲",
                    "乙",
                    &format!("{filled}丙"),
                    "丁",
                    &format!("戊{filled}"),
                    "己",
                    "庚",
                ];
                assert_eq!(pieces, expected, "{filling} {gap:?}");
            }
        }
    }

    #[test]
    fn a_piece_is_cut_without_its_blanks() {
        let piece = forward("  甲乙　丙").next().unwrap();
        let (left, right) = piece.split_at("甲乙".len()).unwrap();
        assert_eq!((left.start, left.text), (2, "甲乙"));
        assert_eq!((right.start, right.text), (2 + "甲乙　".len(), "丙"));
        assert!(piece.split_at(1).is_none());
    }

    #[test]
    fn many_empty_lines_and_one_long_line_are_linear() {
        let empty = "\n".repeat(500_000);
        assert_eq!(forward(&empty).count() + backward(&empty).count(), 0);
        let long = "长".repeat(500_000);
        assert_eq!(forward(&long).count() + backward(&long).count(), 2);
        let narrow = "a ".repeat(1_000_000);
        assert_eq!(forward(&narrow).count() + backward(&narrow).count(), 2);
    }
}
