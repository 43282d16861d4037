//! Owns the match stream: folded units, each with the range of the original it came from.

mod builder;
mod spans;

use builder::Builder;
pub use spans::Position;
use spans::Spans;

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

/// One character of the match stream: the folded character, the gap before it, and whether the
/// original has the folded character itself, in 32 bits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Unit(u32);

impl Unit {
    const CHAR: u32 = 0x1F_FFFF;
    const RAW: u32 = 1 << 21;
    const GAP: u32 = 24;

    fn new(ch: char, gap: Gap, is_raw: bool) -> Self {
        let raw = if is_raw { Self::RAW } else { 0 };
        Self(u32::from(ch) | raw | u32::from(gap.0) << Self::GAP)
    }

    /// A character of the original that follows the one before it.
    fn plain(code: u16) -> Self {
        Self(u32::from(code) | Self::RAW)
    }

    fn after(self, gap: Gap) -> Self {
        Self(self.0 | u32::from(gap.0) << Self::GAP)
    }

    /// The folded character; a barrier run of white space is one `'\n'` or one `' '`.
    #[must_use]
    #[inline]
    pub fn ch(self) -> char {
        char::from_u32(self.0 & Self::CHAR).unwrap_or_default()
    }

    /// Whether the folded character is `c`.
    #[must_use]
    #[inline]
    pub fn is(self, c: char) -> bool {
        self.0 & Self::CHAR == u32::from(c)
    }

    /// What was removed between the unit before and this one.
    #[must_use]
    #[inline]
    pub fn gap(self) -> Gap {
        Gap(self.0.to_be_bytes()[0])
    }

    /// Whether the original has the folded character itself.
    #[must_use]
    #[inline]
    pub fn is_raw(self) -> bool {
        self.0 & Self::RAW != 0
    }
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

/// A buffer that is filled from its beginning, and keeps its room.
#[derive(Debug, Clone, Default)]
struct Filled<T> {
    buffer: Vec<T>,
    length: usize,
}

impl<T: Clone + Default> Filled<T> {
    /// Empties it and makes room for `most`.
    fn empty(&mut self, most: usize) {
        self.length = 0;
        if self.buffer.len() < most {
            self.buffer.resize(most, T::default());
        }
    }

    #[inline]
    fn push(&mut self, item: T) {
        self.buffer[self.length] = item;
        self.length += 1;
    }

    /// Gives back the room that is not filled.
    fn shrink(&mut self) {
        self.buffer.truncate(self.length);
        self.buffer.shrink_to_fit();
    }

    fn filled(&self) -> &[T] {
        &self.buffer[..self.length]
    }

    /// What is not filled yet.
    fn room(&mut self) -> &mut [T] {
        &mut self.buffer[self.length..]
    }
}

/// A document's match stream.
#[derive(Debug, Clone, Default)]
pub struct FoldedText {
    units: Filled<Unit>,
    stream: Filled<u16>,
    /// For each unit that is not in the stream: the place of the stream that follows it.
    separators: Vec<u32>,
    /// Where units stand in the original.
    pub(crate) spans: Spans,
    /// The units that end a line.
    pub(crate) line_ends: Vec<u32>,
    /// The units that are mask characters.
    pub(crate) masks: Vec<u32>,
    /// For each opening parenthesis: its place in `stream`.
    pub(crate) parentheses: Vec<u32>,
}

impl FoldedText {
    /// Folds `text`.
    ///
    /// ```
    /// use tifa::text::{FoldOptions, FoldedText};
    /// let folded = FoldedText::new("增強「四個意識」", &FoldOptions::default());
    /// let chars = folded.units().iter().map(|unit| unit.ch());
    /// assert_eq!(chars.collect::<String>(), "增强四个意识");
    /// assert_eq!(folded.position(2).start, 3);
    /// ```
    #[must_use]
    pub fn new(text: &str, options: &FoldOptions) -> Self {
        let mut folded = Self::default();
        folded.refill(text, options);
        folded.units.shrink();
        folded.stream.shrink();
        folded
    }

    /// Folds `text` into this value's buffers, so that a worker allocates once.
    pub fn refill(&mut self, text: &str, options: &FoldOptions) {
        self.spans.clear();
        self.separators.clear();
        self.line_ends.clear();
        self.masks.clear();
        self.parentheses.clear();
        Builder::new(self, text, options).run();
    }

    /// All units, in order.
    #[must_use]
    pub fn units(&self) -> &[Unit] {
        self.units.filled()
    }

    /// The units without list separators, as [codes](stream_code): what is searched for phrases.
    pub(crate) fn stream(&self) -> &[u16] {
        self.stream.filled()
    }

    /// Where unit `unit` stands in the original.
    #[must_use]
    pub fn position(&self, unit: usize) -> Position {
        self.spans.position(unit)
    }

    /// The unit at place `place` of `stream`.
    #[inline]
    pub(crate) fn unit_at(&self, place: usize) -> usize {
        let is_before = |&next: &u32| next as usize <= place;
        place + self.separators.partition_point(is_before)
    }
}

/// A character of the stream in 16 bits. Two characters have one code only if both lie above the
/// basic plane: where a code is that of a surrogate, the units tell.
pub(crate) fn stream_code(c: char) -> u16 {
    const SURROGATE: u16 = 0xD800;
    let low = u16::try_from(u32::from(c) & 0x7FF).unwrap_or_default();
    u16::try_from(c).unwrap_or(SURROGATE | low)
}

/// Whether no other character has the code of `c`.
pub(crate) fn has_own_code(c: char) -> bool {
    u16::try_from(c).is_ok()
}

#[cfg(test)]
mod tests {
    use super::super::fold::{fold_char, is_separator};
    use super::*;

    fn stream(text: &str) -> String {
        FoldedText::new(text, &FoldOptions::default())
            .units()
            .iter()
            .map(|unit| unit.ch())
            .collect()
    }

    fn searched(folded: &FoldedText) -> String {
        let is_searched = |c: &char| !is_separator(*c);
        folded
            .units()
            .iter()
            .map(|unit| unit.ch())
            .filter(is_searched)
            .collect()
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
        for (at, unit) in folded.units().iter().enumerate() {
            let position = folded.position(at);
            let raw = chars[position.start as usize];
            assert_eq!(fold_char(raw), unit.ch());
            assert!(text[position.byte as usize..].starts_with(raw));
            assert_eq!(position.width as usize, raw.len_utf8());
        }
        assert_eq!(searched(&folded), "两个确立国家");
        assert_eq!(folded.units()[2].gap(), Gap::INVISIBLE);
        assert_eq!(folded.units()[4].ch(), '、');
        let places = 0..folded.stream().len();
        let units: Vec<usize> = places.map(|place| folded.unit_at(place)).collect();
        assert_eq!(units, [0, 1, 2, 3, 5, 6]);
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
