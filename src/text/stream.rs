//! Owns the match stream: folded units, each with the range of the original it came from.

use super::fold::{CharClass, classify, fold_char, is_han, is_mask, is_separator};
use super::removed::{Left, removal_at};
use super::wrapping::is_heading;

/// The transparent things removed just before a unit. Empty means: adjacent to the unit before.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Gap(u8);

impl Gap {
    /// Nothing: the two units are adjacent in the original.
    pub const NONE: Self = Self(0);
    /// A quotation mark.
    pub const QUOTE: Self = Self(1);
    /// One or two spaces.
    pub const SPACE: Self = Self(2);
    /// A zero-width or directional character.
    pub const INVISIBLE: Self = Self(4);
    /// A line end inside a hard-wrapped paragraph.
    pub const NEWLINE: Self = Self(8);
    /// A footnote mark.
    pub const NOTE: Self = Self(16);
    /// A pinyin gloss.
    pub const PINYIN: Self = Self(32);
    /// A watermark.
    pub const WATERMARK: Self = Self(64);
    /// Markdown emphasis.
    pub const MARKDOWN: Self = Self(128);

    /// Whether nothing was removed.
    #[must_use]
    pub fn is_none(self) -> bool {
        self == Self::NONE
    }

    /// Whether anything that `other` names was removed.
    #[must_use]
    pub fn has(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// The gap without what `other` names.
    #[must_use]
    pub fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    /// Both gaps together.
    #[must_use]
    pub fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

/// One character of the match stream.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Unit {
    /// The folded character; a barrier run of white space is one `'\n'` or one `' '`.
    pub ch: char,
    /// What was removed between the unit before and this one.
    pub gap: Gap,
    /// Whether the original has the folded character itself.
    pub is_raw: bool,
    /// First character in the original, counted in Unicode scalar values.
    pub start: u32,
    /// One past the last character.
    pub end: u32,
    /// First byte in the original.
    pub byte: u32,
}

/// How lines of the document end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Wrapping {
    /// A line end ends a paragraph: always a barrier.
    #[default]
    Paragraphs,
    /// Lines are cut at a fixed width: a single line end inside a sentence is transparent.
    HardWrapped,
}

/// Whether `**` and `__` are emphasis.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Markup {
    /// Plain text: `**` hides something and is a barrier.
    #[default]
    Plain,
    /// Markdown by other evidence than emphasis: `**` and `__` are transparent.
    Markdown,
}

/// How one document is folded.
#[derive(Debug, Clone, Default)]
pub struct FoldOptions {
    /// How its lines end.
    pub wrapping: Wrapping,
    /// Whether it is Markdown.
    pub markup: Markup,
    /// Strings that a site puts inside sentences; read across.
    pub watermarks: Vec<String>,
}

/// A document's match stream.
#[derive(Debug, Clone, Default)]
pub struct FoldedText {
    /// All units, in order.
    pub units: Vec<Unit>,
    /// The units' characters without list separators: what is searched for phrases.
    pub stream: Vec<char>,
    /// For each character of `stream`: its unit.
    pub anchors: Vec<u32>,
    /// The units that end a line.
    pub line_ends: Vec<u32>,
    /// The units that are mask characters.
    pub masks: Vec<u32>,
    /// For each opening parenthesis: its place in `stream`.
    pub parentheses: Vec<u32>,
}

impl FoldedText {
    /// Folds `text`.
    ///
    /// ```
    /// use tifa::text::{FoldOptions, FoldedText};
    /// let folded = FoldedText::new("增強「四個意識」", &FoldOptions::default());
    /// assert_eq!(folded.stream.iter().collect::<String>(), "增强四个意识");
    /// assert_eq!(folded.units[2].start, 3);
    /// ```
    #[must_use]
    pub fn new(text: &str, options: &FoldOptions) -> Self {
        let mut folded = Self::default();
        folded.refill(text, options);
        folded
    }

    /// Folds `text` into this value's buffers, so that a worker allocates once.
    pub fn refill(&mut self, text: &str, options: &FoldOptions) {
        self.units.clear();
        self.stream.clear();
        self.anchors.clear();
        self.line_ends.clear();
        self.masks.clear();
        self.parentheses.clear();
        Builder {
            out: self,
            text,
            options,
            at: Place::default(),
            gap: Gap::NONE,
            left: Left::START,
        }
        .run();
    }
}

/// A position in the original, in characters and in bytes.
#[derive(Debug, Clone, Copy, Default)]
struct Place {
    chars: u32,
    bytes: usize,
}

impl Left {
    const START: Self = Self {
        before: None,
        after_pinyin: false,
    };
}

struct Builder<'a> {
    out: &'a mut FoldedText,
    text: &'a str,
    options: &'a FoldOptions,
    at: Place,
    gap: Gap,
    left: Left,
}

/// Offsets are 32 bits wide; the corpus stage refuses documents that would not fit.
fn narrow(offset: usize) -> u32 {
    u32::try_from(offset).unwrap_or(u32::MAX)
}

impl Builder<'_> {
    fn run(mut self) {
        while let Some(c) = self.rest().chars().next() {
            self.step(c);
        }
    }

    fn rest(&self) -> &str {
        &self.text[self.at.bytes..]
    }

    fn step(&mut self, c: char) {
        if (may_start_removal(c) || !self.options.watermarks.is_empty())
            && let Some((bytes, why)) = removal_at(self.rest(), self.left, self.options)
        {
            self.remove(bytes, why);
            return;
        }
        match classify(c) {
            CharClass::Letter => self.push_letter(c),
            CharClass::Quote => self.skip(c, Gap::QUOTE),
            CharClass::Invisible => self.skip(c, Gap::INVISIBLE),
            CharClass::Space | CharClass::Tab | CharClass::Newline => self.white_space(),
        }
    }

    fn push_letter(&mut self, c: char) {
        let from = self.at;
        self.advance(c);
        let folded = fold_char(c);
        self.push(folded, from, folded == c);
    }

    fn push(&mut self, ch: char, from: Place, is_raw: bool) {
        let unit = Unit {
            ch,
            gap: self.gap,
            is_raw,
            start: from.chars,
            end: self.at.chars,
            byte: narrow(from.bytes),
        };
        let index = narrow(self.out.units.len());
        if ch == '\n' {
            self.out.line_ends.push(index);
        } else if is_mask(ch) {
            self.out.masks.push(index);
        }
        if !is_separator(ch) {
            if ch == '(' {
                self.out.parentheses.push(narrow(self.out.stream.len()));
            }
            self.out.anchors.push(index);
            self.out.stream.push(ch);
        }
        self.out.units.push(unit);
        self.gap = Gap::NONE;
    }

    fn advance(&mut self, c: char) {
        self.at.chars = self.at.chars.saturating_add(1);
        self.at.bytes += c.len_utf8();
        self.left = Left {
            before: Some(c),
            after_pinyin: false,
        };
    }

    fn skip(&mut self, c: char, why: Gap) {
        self.advance(c);
        self.gap = self.gap.with(why);
    }

    fn remove(&mut self, bytes: usize, why: Gap) {
        let (text, from) = (self.text, self.at.bytes);
        for c in text[from..from + bytes].chars() {
            self.advance(c);
        }
        self.left.after_pinyin = why == Gap::PINYIN;
        self.gap = self.gap.with(why);
    }

    fn white_space(&mut self) {
        let from = self.at;
        let run = SpaceRun::measure(self.rest(), self.options);
        let text = self.text;
        for c in text[from.bytes..from.bytes + run.bytes].chars() {
            self.advance(c);
        }
        if run.newlines > 0 {
            if self.is_wrapped_here(&run) {
                self.gap = self.gap.with(Gap::NEWLINE);
            } else {
                self.push('\n', from, false);
            }
        } else if run.spaces <= 2 && run.tabs == 0 {
            self.gap = self.gap.with(Gap::SPACE);
        } else {
            self.push(' ', from, false);
        }
    }

    /// MATCHING 1.4: one line end, inside a sentence, not before a heading.
    fn is_wrapped_here(&self, run: &SpaceRun) -> bool {
        let before = self.out.units.last().map_or('\n', |unit| unit.ch);
        let next = self.rest().chars().next();
        self.options.wrapping == Wrapping::HardWrapped
            && run.newlines == 1
            && (is_han(before) || is_separator(before) || before.is_alphanumeric())
            && next.is_some_and(|c| is_han(fold_char(c)) || classify(c) == CharClass::Quote)
            && !is_heading(self.rest())
    }
}

fn may_start_removal(c: char) -> bool {
    matches!(
        c,
        '[' | '［' | '(' | '（' | '*' | '_' | '¹' | '²' | '³' | '⁰'..='⁹'
    )
}

/// A run of white space, with the invisible characters inside it.
struct SpaceRun {
    bytes: usize,
    spaces: usize,
    tabs: usize,
    newlines: usize,
}

impl SpaceRun {
    fn measure(rest: &str, options: &FoldOptions) -> Self {
        let mut run = Self {
            bytes: 0,
            spaces: 0,
            tabs: 0,
            newlines: 0,
        };
        let mut before = '\0';
        for (offset, c) in rest.char_indices() {
            match classify(c) {
                CharClass::Space => run.spaces += 1,
                CharClass::Tab => run.tabs += 1,
                CharClass::Newline if c == '\n' && before == '\r' => {}
                CharClass::Newline => run.newlines += 1,
                CharClass::Invisible => {}
                CharClass::Letter | CharClass::Quote => break,
            }
            let watermark = options
                .watermarks
                .iter()
                .any(|w| !w.is_empty() && rest[offset..].starts_with(w.as_str()));
            if watermark && offset > 0 {
                break;
            }
            before = c;
            run.bytes = offset + c.len_utf8();
        }
        run
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stream(text: &str) -> String {
        FoldedText::new(text, &FoldOptions::default())
            .units
            .iter()
            .map(|unit| unit.ch)
            .collect()
    }

    fn searched(folded: &FoldedText) -> String {
        folded.stream.iter().collect()
    }

    #[test]
    fn transparent_characters_leave_gaps_and_barriers_stay() {
        assert_eq!(stream("以人民为中心”的发展思想"), "以人民为中心的发展思想");
        assert_eq!(stream("不忘初心 牢记使命"), "不忘初心牢记使命");
        assert_eq!(stream("走好群众\t路线"), "走好群众 路线");
        assert_eq!(stream("走好群众   路线"), "走好群众 路线");
        assert_eq!(stream("走好群众\r\n路线"), "走好群众\n路线");
        assert_eq!(stream("绿色\u{200b}发展"), "绿色发展");
    }

    #[test]
    fn ranges_point_into_the_original() {
        let text = "“两个\u{200b}确立”、國家";
        let folded = FoldedText::new(text, &FoldOptions::default());
        let chars: Vec<char> = text.chars().collect();
        for unit in &folded.units {
            assert_eq!(fold_char(chars[unit.start as usize]), unit.ch);
            assert!(text[unit.byte as usize..].starts_with(chars[unit.start as usize]));
        }
        assert_eq!(searched(&folded), "两个确立国家");
        assert_eq!(folded.units[2].gap, Gap::INVISIBLE);
        assert_eq!(folded.units[4].ch, '、');
        assert_eq!(folded.anchors, [0, 1, 2, 3, 5, 6]);
    }

    #[test]
    fn hard_wrapped_lines_are_joined_unless_a_heading_follows() {
        let options = FoldOptions {
            wrapping: Wrapping::HardWrapped,
            ..FoldOptions::default()
        };
        let folded = FoldedText::new("以人民为中\n心的发展", &options);
        assert_eq!(searched(&folded), "以人民为中心的发展");
        let folded = FoldedText::new("强化作风\n二、建设队伍", &options);
        assert_eq!(searched(&folded), "强化作风\n二建设队伍");
    }
}
