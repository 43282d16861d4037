//! Owns what a document is, and its parts: the body, and what is counted apart from it.

use std::collections::BTreeMap;
use std::ops::Range;

use super::dating::{DateEvidence, Dating};
use super::decode::{Mojibake, TextEncoding};
use super::header::Described;
use super::zone::{Zone, ZoneKind};
use super::zones::Flags;

/// One speech or article.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Document {
    /// Unique in its corpus: the path below the corpus folder, or the record's id.
    pub id: String,
    /// The file it was read from, as messages name it.
    pub path: String,
    /// The path it was found at, of those that were given: its own name, or as given where two
    /// have the same name.
    pub root: String,
    /// Line of the record, from 1; 0 for a file that is one document.
    pub line: u64,
    /// Its title; the file's stem where nothing better is known.
    pub title: Described,
    /// Who speaks.
    pub speaker: Option<Described>,
    /// What it was said at.
    pub occasion: Option<Described>,
    /// The date that years are taken from: of the event, or of the publication where that was
    /// asked for.
    pub date: DateEvidence,
    /// All that is known of its dates.
    pub dating: Dating,
    /// Document variables: further columns of `metadata.csv`, further fields of a record.
    pub variables: BTreeMap<String, String>,
    /// What its file holds: `text`, `html`, `jsonl`, …
    pub format: &'static str,
    /// How its bytes were read; `None` for a format that has no choice.
    pub encoding: Option<TextEncoding>,
    /// Characters that could not be decoded and stand as U+FFFD.
    pub replaced: u64,
    /// Whether it has a text of its own.
    pub kind: PageKind,
    /// Whether the text was decoded wrongly by somebody before.
    pub mojibake: Option<Mojibake>,
    /// The text, as positions count it: without a byte order mark; of a web page what a reader
    /// sees.
    pub text: String,
    /// What is not body, in the order of the text, without overlaps.
    pub zones: Vec<Zone>,
    /// Han characters in zones.
    pub zone_chars: u64,
    /// Whether zones are left out of the body.
    pub boilerplate: Boilerplate,
    /// What is to be known before it is counted.
    pub flags: Flags,
}

/// Whether a document has a text of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum PageKind {
    /// It has.
    #[default]
    Text,
    /// It is a page of links: headlines only.
    LinkList,
}

/// What becomes of the zones of a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Boilerplate {
    /// They are not part of the body.
    #[default]
    LeftOut,
    /// Everything is body.
    Kept,
}

/// A part of a document that is counted by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Part {
    /// What was said.
    Body,
    /// Title lines.
    Title,
    /// An outline that repeats the headings.
    Outline,
}

/// What becomes of a site's name inside a sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SiteNames {
    /// It stays, for a reader that reads across it.
    Kept,
    /// It is no text.
    Blanked,
}

impl Part {
    /// All parts, in their order.
    pub const ALL: [Self; 3] = [Self::Body, Self::Title, Self::Outline];

    /// The name in tables.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Body => "body",
            Self::Title => "title",
            Self::Outline => "outline",
        }
    }

    /// The part that zones of `kind` are; `None` for what is not counted at all.
    #[must_use]
    pub fn of(kind: ZoneKind) -> Option<Self> {
        match kind {
            ZoneKind::Title => Some(Self::Title),
            ZoneKind::Outline => Some(Self::Outline),
            _ => None,
        }
    }
}

impl Document {
    /// The text of one part: all else is blanked character by character, so that positions are
    /// those of [`Document::text`] and nothing reads across. `None` where there is no such part.
    pub fn part<'a>(
        &'a self,
        part: Part,
        names: SiteNames,
        buffer: &'a mut String,
    ) -> Option<&'a str> {
        let zones = match self.boilerplate {
            Boilerplate::LeftOut => self.zones.as_slice(),
            Boilerplate::Kept => &[],
        };
        let is_blanked = |zone: &&Zone| match zone.kind {
            ZoneKind::SiteName => names == SiteNames::Blanked,
            _ => true,
        };
        if part == Part::Body {
            let blanked = zones.iter().filter(is_blanked);
            return Some(blank(
                &self.text,
                blanked.map(|zone| zone.start..zone.end),
                buffer,
            ));
        }
        let own: Vec<&Zone> = zones
            .iter()
            .filter(|zone| Part::of(zone.kind) == Some(part))
            .collect();
        let ends = own.iter().map(|zone| zone.end);
        let starts = own.iter().map(|zone| zone.start);
        let gaps = std::iter::once(0)
            .chain(ends)
            .zip(starts.chain([self.text.len()]));
        (!own.is_empty()).then(|| blank(&self.text, gaps.map(|(from, to)| from..to), buffer))
    }

    /// Names that a site put inside sentences of this document.
    pub fn site_names(&self) -> impl Iterator<Item = &str> {
        let names = self
            .zones
            .iter()
            .filter(|zone| zone.kind == ZoneKind::SiteName);
        names.filter_map(|zone| self.text.get(zone.start..zone.end))
    }

    /// What is to be known before it is counted, as tables name it.
    #[must_use]
    pub fn flag_names(&self) -> Vec<String> {
        let mut names = flag_names(&self.flags);
        if self.kind == PageKind::LinkList {
            names.push("link_list".to_owned());
        }
        names.extend(self.mojibake.map(|_| "mojibake".to_owned()));
        names.extend(
            self.dating
                .conflict
                .map(|conflict| conflict.name().to_owned()),
        );
        names
    }

    /// A document variable; `speaker` and `occasion` are known by that name, too.
    #[must_use]
    pub fn variable(&self, name: &str) -> Option<&str> {
        let described = match name {
            "speaker" => self.speaker.as_ref(),
            "occasion" => self.occasion.as_ref(),
            _ => None,
        };
        let own = self.variables.get(name).map(String::as_str);
        own.or_else(|| described.map(|described| described.value.as_str()))
    }
}

fn flag_names(flags: &Flags) -> Vec<String> {
    let truncated = flags
        .truncated
        .map(|why| format!("truncated:{}", why.name()));
    let outline = flags.outline.map(|_| "outline".to_owned());
    let copied = (flags.copies > 1).then(|| "copied".to_owned());
    truncated.into_iter().chain(outline).chain(copied).collect()
}

/// `text` with the characters in `ranges` blanked: each by one of equal length that ends a
/// sentence or is no letter. Line ends stay.
fn blank<'a>(
    text: &'a str,
    ranges: impl Iterator<Item = Range<usize>>,
    buffer: &'a mut String,
) -> &'a str {
    let mut ranges = ranges.filter(|range| !range.is_empty()).peekable();
    if ranges.peek().is_none() {
        return text;
    }
    buffer.clear();
    buffer.reserve(text.len());
    let mut done = 0;
    for range in ranges {
        buffer.push_str(text.get(done..range.start).unwrap_or_default());
        let inside = text.get(range.clone()).unwrap_or_default();
        buffer.extend(inside.chars().map(blanked));
        done = range.end;
    }
    buffer.push_str(text.get(done..).unwrap_or_default());
    buffer
}

fn blanked(c: char) -> char {
    match (c, c.len_utf8()) {
        ('\n' | '\r', _) => c,
        (_, 1) => '!',
        (_, 2) => '¦',
        (_, 3) => '。',
        _ => '🀀',
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn document(text: &str, zones: &[(&str, ZoneKind)]) -> Document {
        let zone = |&(words, kind): &(&str, ZoneKind)| {
            let start = text.find(words).unwrap();
            let end = start + words.len();
            Zone { start, end, kind }
        };
        Document {
            text: text.to_owned(),
            zones: zones.iter().map(zone).collect(),
            ..Document::default()
        }
    }

    #[test]
    fn what_is_not_the_part_is_blanked_in_place() {
        let text = "题目é𠮷\n正文甲网a\r\n点赞 0";
        let document = document(
            text,
            &[
                ("题目é𠮷", ZoneKind::Title),
                ("甲网", ZoneKind::SiteName),
                ("点赞 0", ZoneKind::Counter),
            ],
        );
        let (mut a, mut b, mut c) = (String::new(), String::new(), String::new());
        let body = document.part(Part::Body, SiteNames::Kept, &mut a);
        assert_eq!(body, Some("。。¦🀀\n正文甲网a\r\n。。!!"));
        let tokens = document.part(Part::Body, SiteNames::Blanked, &mut b);
        assert_eq!(tokens, Some("。。¦🀀\n正文。。a\r\n。。!!"));
        let title = document.part(Part::Title, SiteNames::Kept, &mut c);
        assert_eq!(title, Some("题目é𠮷\n。。。。!\r\n。。!!"));
        assert_eq!(title.map(str::len), Some(text.len()));
        assert_eq!(document.part(Part::Outline, SiteNames::Kept, &mut a), None);
        assert_eq!(document.site_names().collect::<Vec<_>>(), ["甲网"]);
    }

    #[test]
    fn everything_is_body_when_boilerplate_is_kept() {
        let kept = Document {
            boilerplate: Boilerplate::Kept,
            ..document("题目\n正文", &[("题目", ZoneKind::Title)])
        };
        let mut buffer = String::new();
        let body = kept.part(Part::Body, SiteNames::Blanked, &mut buffer);
        assert_eq!(body, Some("题目\n正文"));
        assert_eq!(kept.part(Part::Title, SiteNames::Kept, &mut buffer), None);
    }
}
