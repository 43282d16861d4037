//! Owns making a document of what was read: decoding, visible text, zones, title, dates. Done by
//! many threads, so nothing here knows the corpus but what it is told.

mod dates;
mod prepared;

use std::sync::Arc;

use super::Skipped;
use super::dating::DateEvidence;
use super::decode::TextEncoding;
use super::document::Document;
use super::given::{Given, GivenBy};
use super::header::{self, Described, Header};
use super::reading::Reading;
use super::record::Record;
use super::zone::{self, Zone};
use super::zones::{self, AskedLines, Cleaned, Hints, Repeated, RepeatedLines};
use crate::text::count_han;
use dates::{chosen, dated, given_day};
use prepared::Prepared;

/// What was read and is to become a document.
#[derive(Debug)]
pub struct Draft(State);

/// How far a draft is.
#[derive(Debug)]
enum State {
    Read(Box<AsRead>),
    Made(Box<Result<Made, Skipped>>),
}

/// A draft of which nothing is made yet.
#[derive(Debug)]
pub(super) struct AsRead {
    pub(super) place: Place,
    pub(super) reading: Arc<Reading>,
    pub(super) given: Given,
    pub(super) content: Content,
}

/// A document that is whole but for the lines that repeat in its corpus.
#[derive(Debug)]
struct Made {
    document: Document,
    notes: Vec<Skipped>,
    /// What else its zones follow from: those its format states, its title, the names of its site.
    stated: Vec<Zone>,
    title: Option<String>,
    reading: Arc<Reading>,
    /// Lines of which it was asked in vain whether they repeat.
    asked: Box<[u64]>,
}

/// Where a document comes from.
#[derive(Debug, Clone, Default)]
pub(super) struct Place {
    pub(super) id: String,
    pub(super) path: String,
    pub(super) root: String,
    pub(super) line: u64,
    /// Its path below the given one.
    pub(super) below: String,
    /// The file's name without its extensions; empty for one record of many.
    pub(super) stem: String,
}

/// What a draft holds.
#[derive(Debug)]
pub(super) enum Content {
    /// The bytes of a file that is one document.
    File { bytes: Vec<u8>, kind: FileKind },
    /// A record, and how its file was decoded.
    Record {
        record: Record,
        format: &'static str,
        encoding: Option<TextEncoding>,
    },
}

/// What a document is made for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Purpose {
    /// To learn what can only be known from the whole corpus.
    Survey,
    /// To be counted.
    Count,
}

/// A file that is one document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum FileKind {
    Text,
    Markdown,
    Html,
}

impl From<AsRead> for Draft {
    fn from(read: AsRead) -> Self {
        Self(State::Read(Box::new(read)))
    }
}

impl Draft {
    /// Bytes of its content, roughly.
    #[must_use]
    pub fn size(&self) -> usize {
        match &self.0 {
            State::Read(read) => match &read.content {
                Content::File { bytes, .. } => bytes.len(),
                Content::Record { record, .. } => record.text.len(),
            },
            State::Made(made) => made
                .as_ref()
                .as_ref()
                .map_or(0, |made| made.document.text.len()),
        }
    }

    /// Makes all of the document that can be made before its corpus is surveyed, to be kept until
    /// it is.
    #[must_use]
    pub fn prepare(self) -> Self {
        match self.0 {
            State::Read(read) => Self(State::Made(Box::new(read.prepare()))),
            State::Made(_) => self,
        }
    }

    /// The document of a prepared draft, as far as it is made.
    #[must_use]
    pub fn prepared(&self) -> Option<&Document> {
        match &self.0 {
            State::Read(_) => None,
            State::Made(made) => made.as_ref().as_ref().ok().map(|made| &made.document),
        }
    }

    /// Makes the document; `repeated` are the lines that stand in many documents of its corpus.
    /// With it comes what is to be said about it.
    ///
    /// # Errors
    ///
    /// Why there is no document.
    pub fn finish(self, repeated: &RepeatedLines) -> Result<(Document, Vec<Skipped>), Skipped> {
        let made = match self.0 {
            State::Read(read) => read.make(Repeated::Known(repeated))?,
            State::Made(made) => (*made)?.without(repeated),
        };
        Ok((made.document, made.notes))
    }

    /// The document as far as a survey asks for it: its id, its variables, its text and zones, and
    /// the date that years are taken from. `None` where [`Draft::finish`] gives no document.
    #[must_use]
    pub fn for_survey(self) -> Option<Document> {
        match self.0 {
            State::Read(read) => read.for_survey(),
            State::Made(made) => made.ok().map(|made| made.document),
        }
    }
}

impl Made {
    /// With the zones that follow from `repeated` lines.
    fn without(mut self, repeated: &RepeatedLines) -> Self {
        if !repeated.has_any(&self.asked) {
            return self;
        }
        let document = &mut self.document;
        let hints = Hints {
            title: self.title.as_deref(),
            site_names: &self.reading.site_names,
            repeated: Repeated::Known(repeated),
        };
        let stated = std::mem::take(&mut self.stated);
        document.take(cleaned(&document.text, stated, &hints));
        self
    }
}

impl AsRead {
    /// Makes what can be made while it is not known which lines repeat.
    fn prepare(self) -> Result<Made, Skipped> {
        let asked = AskedLines::default();
        let made = self.make(Repeated::Unknown(&asked))?;
        Ok(Made {
            asked: asked.into_hashes(),
            ..made
        })
    }

    fn make(self, repeated: Repeated<'_>) -> Result<Made, Skipped> {
        let Self {
            place,
            reading,
            mut given,
            content,
        } = self;
        let skipped = |reason: String| Skipped::new(place.path.as_str(), place.line, reason);
        let prepared = content.prepare(&reading, Purpose::Count).map_err(skipped)?;
        if prepared.text.trim().is_empty() {
            return Err(skipped("no text".to_owned()));
        }
        given.complete(&prepared.stated);
        let note = |note: &String| Skipped::in_part(place.path.as_str(), place.line, note.as_str());
        let notes = prepared.notes.iter().map(note).collect();
        let stated = prepared.zones.clone();
        let (document, title) = document((place, &reading), given, prepared, repeated);
        Ok(Made {
            document,
            notes,
            stated,
            title,
            reading,
            asked: Box::default(),
        })
    }

    fn for_survey(self) -> Option<Document> {
        let Self {
            place,
            reading,
            mut given,
            content,
        } = self;
        let prepared = content.prepare(&reading, Purpose::Survey).ok()?;
        if prepared.text.trim().is_empty() {
            return None;
        }
        given.complete(&prepared.stated);
        let text = &prepared.text;
        let title = match given.by {
            GivenBy::Metadata => given.title.as_deref(),
            GivenBy::Corrections => described(text, &place, &given).1,
        };
        let mut known = reading.known(&place.below);
        let date = given_day(&given, &reading).map_or_else(
            || {
                let dating = dated(&place, &known, (&given, title), text);
                chosen(&dating, &reading, known.default_year).date
            },
            Some,
        );
        let hints = Hints {
            title,
            site_names: &reading.site_names,
            repeated: Repeated::Known(&RepeatedLines::default()),
        };
        let zones = cleaned(text, prepared.zones, &hints).zones;
        known.variables.extend(given.variables);
        Some(Document {
            id: place.id,
            variables: known.variables,
            date: DateEvidence {
                date,
                ..DateEvidence::default()
            },
            zones,
            boilerplate: reading.boilerplate,
            text: prepared.text,
            ..Document::default()
        })
    }
}

impl Document {
    /// Takes over what was found to be no body.
    fn take(&mut self, cleaned: Cleaned) {
        self.zone_chars = zone_chars(&self.text, &cleaned.zones);
        self.zones = cleaned.zones;
        self.flags = cleaned.flags;
    }
}

impl FileKind {
    /// The name in tables.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Markdown => "markdown",
            Self::Html => "html",
        }
    }
}

/// The document, and the title that was given.
fn document(
    (place, reading): (Place, &Reading),
    given: Given,
    prepared: Prepared,
    repeated: Repeated<'_>,
) -> (Document, Option<String>) {
    let text = &prepared.text;
    let (header, title) = described(text, &place, &given);
    let hints = Hints {
        title,
        site_names: &reading.site_names,
        repeated,
    };
    let cleaned = cleaned(text, prepared.zones, &hints);
    let known = reading.known(&place.below);
    let dating = dated(&place, &known, (&given, title), text);
    let date = chosen(&dating, reading, known.default_year);
    let title = title.map(str::to_owned);
    let mut variables = known.variables;
    variables.extend(given.variables);
    let mut document = Document {
        title: header.title,
        speaker: given_or(given.speaker, header.speaker),
        occasion: given_or(given.occasion, header.occasion),
        date,
        dating,
        variables,
        format: prepared.format,
        encoding: prepared.encoding,
        replaced: prepared.replaced,
        mojibake: prepared.mojibake,
        kind: prepared.kind,
        boilerplate: reading.boilerplate,
        id: place.id,
        path: place.path,
        root: place.root,
        line: place.line,
        text: prepared.text,
        ..Document::default()
    };
    document.take(cleaned);
    (document, title)
}

/// What is not body by the format, the `stated` zones, or by what stands there.
fn cleaned(text: &str, stated: Vec<Zone>, hints: &Hints<'_>) -> Cleaned {
    let mut cleaned = zones::find(text, hints);
    cleaned.zones = zone::joined(stated, cleaned.zones);
    if !zones::has_body(text, &cleaned.zones) {
        // What is all there is was what was to be read.
        cleaned.zones.clear();
    }
    cleaned
}

/// What the document says of itself, and a title that is given and says something new.
fn described<'a>(text: &str, place: &Place, given: &'a Given) -> (Header, Option<&'a str>) {
    let title = given.title.as_deref();
    if given.by == GivenBy::Corrections {
        let own = header::describe(text, None, &place.stem);
        if title == Some(own.title.value.as_str()) {
            return (own, None);
        }
    }
    (header::describe(text, title, &place.stem), title)
}

/// What was given, unless it is what was found.
fn given_or(given: Option<String>, found: Option<Described>) -> Option<Described> {
    match given {
        Some(given) if found.as_ref().is_none_or(|found| found.value != given) => {
            Some(Described::given(&given))
        }
        _ => found,
    }
}

fn zone_chars(text: &str, zones: &[Zone]) -> u64 {
    let words = zones
        .iter()
        .filter_map(|zone| text.get(zone.start..zone.end));
    words.map(count_han).sum()
}

#[cfg(test)]
mod tests {
    use super::super::{Corpus, CorpusOptions, DraftItem, DraftReader};
    use super::*;

    fn drafts(lines: &str) -> Vec<Draft> {
        let options = CorpusOptions::default();
        let corpus = Corpus::of_bytes("a.jsonl", lines.as_bytes(), &options).unwrap();
        let draft = |item| match item {
            DraftItem::Draft(draft) => Some(draft),
            DraftItem::Skipped(_) | DraftItem::Input(_) => None,
        };
        DraftReader::new(corpus).filter_map(draft).collect()
    }

    #[test]
    fn a_survey_sees_what_is_counted() {
        let text = r"在全县大会上的讲话\n（2019年3月5日）\n同志们：\n今天开会。\n点赞 0";
        let lines = [
            "",
            r#","date":"2019-03-05""#,
            r#","date":"2019-03""#,
            r#","date":"2019""#,
            r#","date":"gestern","source":"广播""#,
            r#","date":"2020-01-01 10:00","title":"在全县大会上的讲话""#,
        ]
        .map(|fields| format!("{{\"text\":\"{text}\"{fields}}}\n"))
        .concat();
        let counted = drafts(&lines).into_iter();
        let counted = counted.map(|draft| draft.finish(&RepeatedLines::default()).unwrap().0);
        let seen = |d: Document| (d.id, d.text, d.zones, d.date.date, d.variables);
        let surveyed = drafts(&lines).into_iter().filter_map(Draft::for_survey);
        let surveyed: Vec<_> = surveyed.map(seen).collect();
        assert_eq!(surveyed, counted.map(seen).collect::<Vec<_>>());
        let prepared = drafts(&lines).into_iter().map(Draft::prepare);
        let prepared: Vec<_> = prepared
            .filter_map(|draft| draft.prepared().cloned())
            .collect();
        assert_eq!(surveyed, prepared.into_iter().map(seen).collect::<Vec<_>>());
        assert_eq!(surveyed.len(), 6);
        assert!(surveyed.iter().all(|seen| !seen.2.is_empty()));
    }
}
