//! Owns a document as passages see it: the characters that are compared, and the way back from them
//! to the original.

use crate::text::{FoldOptions, FoldedText, Gap, Unit, is_mask};

/// Stands between characters that no passage joins; equal to nothing, not even to itself.
pub(super) const BREAK: char = '\0';

/// How a phrase stands in a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Wording {
    /// As it is counted.
    Counted,
    /// All of its components stand in its place, which is not counted.
    SpelledOut,
}

/// A phrase in a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Slogan {
    /// First character in the original text, in Unicode scalar values.
    pub start: u32,
    /// One past the last character.
    pub end: u32,
    /// Number of its entry in the lexicon.
    pub phrase: u32,
    /// How it stands there.
    pub wording: Wording,
}

/// Neighbouring characters that are side by side in the original, too.
#[derive(Debug, Clone, Copy)]
struct Run {
    /// Its first one among the characters that are compared.
    place: u32,
    /// The same in the original, in Unicode scalar values.
    start: u32,
    /// The same in bytes.
    byte: u32,
}

/// A document whose passages are looked for.
///
/// Keeps the original text, so that a passage can be shown as it was written. Memory is that of the
/// text, four bytes for every character that is compared, twelve for every run of such characters
/// without anything between them, and sixteen for every phrase: about three times the text.
#[derive(Debug, Clone, Default)]
pub struct PassageText {
    /// The document's id.
    pub id: String,
    /// The group it belongs to, if any.
    pub group: Option<String>,
    text: Box<str>,
    /// Letters, Han characters and digits, folded; [`BREAK`] where a zone was.
    chars: Box<[char]>,
    runs: Box<[Run]>,
    /// Places that masks stand before, ascending.
    masks: Box<[u32]>,
    /// Number of characters without breaks.
    length: u32,
    slogans: Box<[Slogan]>,
}

impl PassageText {
    /// The document `id` of `group` with the text `text`, which all positions belong to, `folded` from
    /// its body. No passage reads across the bytes in `zones`, which are in ascending order. `slogans`
    /// are its phrases by position.
    #[must_use]
    pub fn new(
        (id, group): (String, Option<String>),
        (text, folded): (&str, &FoldedText),
        zones: impl Iterator<Item = usize>,
        slogans: Vec<Slogan>,
    ) -> Self {
        let mut builder = Builder::default();
        let mut zones = zones.peekable();
        let units = folded.units();
        for (at, &unit) in units.iter().enumerate() {
            if hides(units, at) {
                builder.mask();
            } else if unit.ch().is_alphanumeric() {
                let position = folded.position(at);
                while zones
                    .next_if(|&zone| zone < position.byte as usize)
                    .is_some()
                {
                    builder.end_stretch();
                }
                builder.push(unit.ch(), position.start, position.byte);
            }
        }
        let breaks = builder.chars.iter().filter(|&&c| c == BREAK).count();
        Self {
            id,
            group,
            text: text.into(),
            length: narrow(builder.chars.len() - breaks),
            chars: builder.chars.into(),
            runs: builder.runs.into(),
            masks: builder.masks.into(),
            slogans: slogans.into(),
        }
    }

    /// The document `id`, all of whose `text` is body.
    ///
    /// ```
    /// use tifa::passages::PassageText;
    /// let text = PassageText::of_text("a", "增強「四個意識」，堅定***自信");
    /// assert_eq!(text.normalised(), "增强四个意识坚定自信");
    /// assert_eq!(text.words(3, 7), "四個意識");
    /// ```
    #[must_use]
    pub fn of_text(id: &str, text: &str) -> Self {
        let folded = FoldedText::new(text, &FoldOptions::default());
        let name = (id.to_owned(), None);
        Self::new(name, (text, &folded), std::iter::empty(), Vec::new())
    }

    /// Number of characters that are compared: letters, Han characters and digits of the body.
    #[must_use]
    pub fn length(&self) -> u32 {
        self.length
    }

    /// The characters that are compared.
    #[must_use]
    pub fn normalised(&self) -> String {
        self.chars.iter().filter(|&&c| c != BREAK).collect()
    }

    /// The original words from the character `start` to one before `end`, in Unicode scalar values.
    #[must_use]
    pub fn words(&self, start: u32, end: u32) -> &str {
        let from = self.byte_of(start);
        let rest = &self.text[from..];
        let length = nth_char(rest, end.saturating_sub(start));
        &rest[..length]
    }

    /// The phrases of the body, by position: counted ones inside no longer one, and those spelled out.
    #[must_use]
    pub fn slogans(&self) -> &[Slogan] {
        &self.slogans
    }

    /// The original text.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Number of characters that are compared, with the breaks between them.
    pub(crate) fn size(&self) -> usize {
        self.chars.len()
    }

    pub(super) fn chars(&self) -> &[char] {
        &self.chars
    }

    pub(super) fn masks(&self) -> &[u32] {
        &self.masks
    }

    /// Where the compared character at `place` stands in the original.
    pub(super) fn position(&self, place: u32) -> u32 {
        let next = self.runs.partition_point(|run| run.place <= place);
        let run = &self.runs[next - 1];
        run.start + (place - run.place)
    }

    /// Number of compared characters before the character `position` of the original, breaks among
    /// them.
    pub(super) fn place(&self, position: u32) -> u32 {
        let next = self.runs.partition_point(|run| run.start < position);
        let end = self
            .runs
            .get(next)
            .map_or(narrow(self.chars.len()), |run| run.place);
        match next.checked_sub(1) {
            None => 0,
            Some(last) => {
                let run = &self.runs[last];
                (run.place + (position - run.start)).min(end)
            }
        }
    }

    fn byte_of(&self, position: u32) -> usize {
        let next = self.runs.partition_point(|run| run.start <= position);
        let (start, byte) = match next.checked_sub(1) {
            None => (0, 0),
            Some(last) => (self.runs[last].start, self.runs[last].byte as usize),
        };
        byte + nth_char(&self.text[byte..], position - start)
    }
}

/// The byte at which character `number` of `text` begins; its length where there is none.
fn nth_char(text: &str, number: u32) -> usize {
    let found = text.char_indices().nth(number as usize);
    found.map_or(text.len(), |(byte, _)| byte)
}

/// Whether the unit at `at` stands for hidden text. An `x` in a Latin word does not.
fn hides(units: &[Unit], at: usize) -> bool {
    let Some(unit) = units.get(at).filter(|unit| is_mask(unit.ch())) else {
        return false;
    };
    let is_latin = |unit: &Unit| unit.ch().is_ascii_alphabetic();
    let is_x = |unit: &&Unit| unit.is('x');
    if !is_x(&unit) {
        return true;
    }
    let before = units[..at].iter().rev().find(|unit| !is_x(unit));
    let (ahead, behind) = (&units[at..], &units[..at]);
    let first = behind.iter().rev().take_while(is_x).last().unwrap_or(unit);
    let after = ahead.iter().find(|unit| !is_x(unit));
    let joins = |unit: &&Unit| is_latin(unit) && unit.gap() == Gap::NONE;
    let continues = before.is_some_and(is_latin) && first.gap() == Gap::NONE;
    !continues && after.filter(joins).is_none()
}

#[derive(Default)]
struct Builder {
    chars: Vec<char>,
    runs: Vec<Run>,
    masks: Vec<u32>,
    /// Place and position that would continue the last run.
    next: Option<(u32, u32)>,
}

impl Builder {
    fn push(&mut self, c: char, start: u32, byte: u32) {
        let place = narrow(self.chars.len());
        if self.next != Some((place, start)) {
            self.runs.push(Run { place, start, byte });
        }
        self.next = Some((place + 1, start + 1));
        self.chars.push(c);
    }

    fn mask(&mut self) {
        let place = narrow(self.chars.len());
        if self.masks.last() != Some(&place) {
            self.masks.push(place);
        }
    }

    fn end_stretch(&mut self) {
        if self.chars.last().is_some_and(|&last| last != BREAK) {
            self.chars.push(BREAK);
        }
    }
}

/// Positions are 32 bits wide; the corpus stage refuses documents that would not fit.
pub(super) fn narrow(offset: usize) -> u32 {
    u32::try_from(offset).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_character_is_found_in_the_original() {
        let source = "一、增強“四個意識”,GDP２０３５…\n堅持𠮷a\u{200b}b。";
        let text = PassageText::of_text("a", source);
        assert_eq!(text.normalised(), "一增强四个意识gdp2035坚持𠮷ab");
        let original: Vec<char> = source.chars().collect();
        for (place, &c) in (0..).zip(text.chars()) {
            let position = text.position(place);
            assert_eq!(crate::text::fold_char(original[position as usize]), c);
            assert_eq!(text.place(position), place);
        }
        for start in 0..narrow(original.len()) {
            for end in start..=narrow(original.len()) {
                let range = start as usize..end as usize;
                assert_eq!(
                    text.words(start, end),
                    original[range].iter().collect::<String>()
                );
            }
        }
        assert_eq!(text.place(narrow(original.len())), text.length());
        // Between “ and 四: what follows.
        assert_eq!(text.place(4), 3);
    }

    #[test]
    fn masks_are_places_and_an_x_in_a_word_is_none() {
        let text = PassageText::of_text("a", "在***同志和某某、XX的linux xbox下20XX年");
        assert_eq!(text.normalised(), "在同志和的linuxxbox下20年");
        assert_eq!(text.masks(), [1, 4, 17]);
    }

    #[test]
    fn zones_break_the_text() {
        let source = "甲乙。。丙丁。";
        let folded = FoldedText::new(source, &FoldOptions::default());
        let zones = [6, 9].into_iter();
        let text = PassageText::new((String::new(), None), (source, &folded), zones, Vec::new());
        assert_eq!(text.chars(), ['甲', '乙', BREAK, '丙', '丁']);
        assert_eq!((text.length(), text.position(3), text.place(4)), (4, 4, 3));
    }
}
