//! Owns where in a document a place lies: among its header lines, in its opening, at its end.

use memchr::{memchr, memrchr};

use super::place::Place;
use crate::text::{Wrapping, detect_wrapping, fold_char};

/// Header lines are no longer than this.
const LONGEST_HEADER: usize = 60;

/// Filled lines at the start and at the end of a text that may be header and sign-off.
const EDGE_LINES: usize = 20;

/// Fewer filled lines are not known to be wrapped.
const FEWEST_WRAPPED: usize = 8;

/// A date in the opening stands this near to the start of one of the first lines.
const LEAD_LINES: usize = 7;
const LEAD_CHARACTERS: usize = 40;

/// Bytes that are the opening of a text; a formula further on may look back on another year.
const OPENING: usize = 1000;

/// The part of the document a line lies in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    /// Among the first lines.
    Head,
    /// Between.
    Middle,
    /// Among the last lines only.
    Tail,
}

/// The line a place lies in.
#[derive(Debug, Clone, Copy)]
pub(super) struct Line<'a> {
    text: &'a str,
    pub(super) start: usize,
    pub(super) end: usize,
    number: usize,
    part: Part,
    is_short: bool,
}

impl<'a> Line<'a> {
    /// Whether this is a header line.
    #[inline]
    pub(super) fn is_header(&self) -> bool {
        self.is_short && self.part == Part::Head
    }

    /// Whether this is a short line among the last ones: a date or a publication line may be.
    #[inline]
    pub(super) fn is_sign_off(&self) -> bool {
        self.is_short && self.part == Part::Tail
    }

    /// Whether `at` is near the start of one of the first lines.
    pub(super) fn is_lead(&self, at: usize) -> bool {
        let before = self.text.get(self.start..at).unwrap_or_default();
        let is_near = before.chars().nth(LEAD_CHARACTERS).is_none();
        self.number < LEAD_LINES && is_near
    }

    /// Whether this is one of the very first lines.
    pub(super) fn is_near_top(&self) -> bool {
        self.number < LEAD_LINES
    }

    /// Whether `at` is where a text speaks of its own occasion.
    pub(super) fn is_opening(&self, at: usize) -> bool {
        at < OPENING || self.is_header()
    }

    /// The folded text of the line, or of its first hundred characters.
    pub(super) fn folded(&self) -> String {
        let line = self.raw().chars().take(100);
        line.map(fold_char).collect()
    }

    pub(super) fn raw(&self) -> &'a str {
        self.text.get(self.start..self.end).unwrap_or_default()
    }

    /// The words of evidence at `start..end`: the header line, or the clause around.
    pub(super) fn words(&self, start: usize, end: usize) -> String {
        if self.is_short {
            return self.raw().trim().to_owned();
        }
        let ends_clause = |c: char| c.is_whitespace() || matches!(c, ',' | '。' | ';' | '!' | '?');
        let place = Place::new(self.text, start);
        let from = place.skip_back(20, |c| !ends_clause(c)).at();
        let to = place.moved(end).skip(20, |c| !ends_clause(c)).at();
        let clause = self.text.get(from..to).unwrap_or_default();
        clause.trim().to_owned()
    }
}

/// The lines of a text, found while places are visited in order.
#[derive(Debug)]
pub(super) struct Lines<'a> {
    head_end: usize,
    tail_start: usize,
    line: Line<'a>,
}

impl<'a> Lines<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        let line = Line {
            text,
            start: 0,
            end: 0,
            number: 0,
            part: Part::Head,
            is_short: false,
        };
        let mut lines = Self {
            head_end: head_end(text),
            tail_start: tail_start(text),
            line,
        };
        lines.read(0, 0);
        lines
    }

    /// The line of the byte `at`, which is not before any that was asked for.
    #[inline]
    pub(super) fn at(&mut self, at: usize) -> Line<'a> {
        while self.line.end < at {
            self.read(self.line.end + 1, self.line.number + 1);
        }
        self.line
    }

    fn read(&mut self, start: usize, number: usize) {
        let rest = self.line.text.get(start..).unwrap_or_default();
        let length = memchr(b'\n', rest.as_bytes()).unwrap_or(rest.len());
        let line = rest.get(..length).unwrap_or_default();
        let part = match start {
            start if start < self.head_end => Part::Head,
            start if start >= self.tail_start => Part::Tail,
            _ => Part::Middle,
        };
        self.line = Line {
            text: self.line.text,
            start,
            end: start + length,
            number,
            part,
            is_short: line.chars().nth(LONGEST_HEADER).is_none(),
        };
    }
}

/// Where the lines end that may be header lines.
fn head_end(text: &str) -> usize {
    let mut filled = 0;
    let mut end = 0;
    for line in text.split_inclusive('\n') {
        filled += usize::from(!line.trim_start().is_empty());
        end += line.len();
        if filled == 2 * EDGE_LINES {
            break;
        }
    }
    let edge = text.get(..end).unwrap_or_default();
    let is_wrapped = filled >= FEWEST_WRAPPED && detect_wrapping(edge) == Wrapping::HardWrapped;
    let mut head = 0;
    if filled <= EDGE_LINES && !is_wrapped {
        return if end == text.len() { end + 1 } else { end };
    }
    filled = 0;
    for line in edge.split_inclusive('\n') {
        // Every line of a wrapped text is short: its header ends with the first sentence.
        filled += usize::from(!line.trim().is_empty());
        if filled > EDGE_LINES || is_wrapped && line.contains(['。', '，']) {
            break;
        }
        head += line.len();
    }
    // A text that ends without a line end ends with a header line.
    if head == text.len() { head + 1 } else { head }
}

/// Where the last lines begin.
fn tail_start(text: &str) -> usize {
    let mut start = text.len();
    for _ in 0..EDGE_LINES {
        let before = text.get(..start.saturating_sub(1)).unwrap_or_default();
        match memrchr(b'\n', before.as_bytes()) {
            Some(newline) => start = newline + 1,
            None => return 0,
        }
    }
    start
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_lines_are_header_only_at_the_start() {
        let text = "短行\n".repeat(60);
        let mut lines = Lines::new(&text);
        let line = text.len() / 60;
        assert!(lines.at(0).is_header());
        assert!(lines.at(19 * line).is_header());
        let middle = lines.at(30 * line);
        assert!(!middle.is_header() && !middle.is_sign_off());
        assert!(lines.at(59 * line).is_sign_off());
    }

    #[test]
    fn the_header_of_a_wrapped_text_ends_with_its_first_sentence() {
        let wrapped = "我们要把各项任务落到实处，推动工作取得新的成效\n".repeat(30);
        let text = format!("在全县大会上的讲话\n{wrapped}");
        let mut lines = Lines::new(&text);
        assert!(lines.at(0).is_header());
        assert!(!lines.at(40).is_header());
    }

    #[test]
    fn the_opening_of_a_long_line() {
        let text = format!("甲\n2020年{}2021年", "长".repeat(70));
        let mut lines = Lines::new(&text);
        let line = lines.at(4);
        assert!(!line.is_header() && line.is_lead(4));
        assert!(!line.is_lead(text.len() - 7));
    }
}
