//! Owns making a document of what was read: decoding, visible text, zones, title, dates. Done by
//! many threads, so nothing here knows the corpus but what it is told.

use std::sync::Arc;

use super::date::{DocumentDate, parse_date};
use super::dating::{self, Confidence, DateEvidence, Dating, Facts, YearSource};
use super::decode::{self, Mojibake, TextEncoding};
use super::document::{Document, PageKind};
use super::given::{Given, GivenBy, GivenDate};
use super::header::{self, Described, Header};
use super::html::PageProblem;
use super::reading::{Known, Reading, YearBy};
use super::record::Record;
use super::zone::{self, Zone, ZoneKind};
use super::zones::{self, Hints, RepeatedLines};
use super::{Skipped, html, markdown};
use crate::text::count_han;

/// What was read and is to become a document.
#[derive(Debug)]
pub struct Draft {
    pub(super) place: Place,
    pub(super) reading: Arc<Reading>,
    pub(super) given: Given,
    pub(super) content: Content,
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

/// A file that is one document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum FileKind {
    Text,
    Markdown,
    Html,
}

/// A text with what its format says about it.
#[derive(Debug, Default)]
struct Prepared {
    text: String,
    format: &'static str,
    encoding: Option<TextEncoding>,
    replaced: u64,
    mojibake: Option<Mojibake>,
    kind: PageKind,
    /// What is known of it beside the text.
    stated: Given,
    zones: Vec<Zone>,
    notes: Vec<String>,
}

impl Draft {
    /// Bytes of its content, roughly.
    #[must_use]
    pub fn size(&self) -> usize {
        match &self.content {
            Content::File { bytes, .. } => bytes.len(),
            Content::Record { record, .. } => record.text.len(),
        }
    }

    /// Makes the document; `repeated` are the lines that stand in many documents of its corpus.
    /// With it comes what is to be said about it.
    ///
    /// # Errors
    ///
    /// Why there is no document.
    pub fn finish(self, repeated: &RepeatedLines) -> Result<(Document, Vec<Skipped>), Skipped> {
        let Self {
            place,
            reading,
            mut given,
            content,
        } = self;
        let skipped = |reason: String| Skipped::new(place.path.as_str(), place.line, reason);
        let prepared = content.prepare(&reading).map_err(skipped)?;
        if prepared.text.trim().is_empty() {
            return Err(skipped("no text".to_owned()));
        }
        given.complete(&prepared.stated);
        let note = |note: &String| Skipped::in_part(place.path.as_str(), place.line, note.as_str());
        let notes = prepared.notes.iter().map(note).collect();
        let document = document(place, &reading, given, prepared, repeated);
        Ok((document, notes))
    }
}

impl Content {
    fn prepare(self, reading: &Reading) -> Result<Prepared, String> {
        match self {
            Self::File { bytes, kind } => file(bytes, kind, reading),
            Self::Record {
                record,
                format,
                encoding,
            } => Ok(Prepared {
                mojibake: decode::suspect_mojibake(&record.text),
                text: record.text,
                format,
                encoding,
                stated: Given {
                    title: record.title,
                    date: record.date.map(GivenDate::Written),
                    ..Given::of_variables(record.variables)
                },
                ..Prepared::default()
            }),
        }
    }
}

/// Decodes a file and takes from it what its format says.
fn file(bytes: Vec<u8>, kind: FileKind, reading: &Reading) -> Result<Prepared, String> {
    let decoded = decoded(bytes, kind, reading)?;
    let prepared = Prepared {
        format: kind.name(),
        encoding: Some(decoded.encoding),
        replaced: decoded.replaced,
        notes: decoded.warnings(),
        mojibake: decoded.mojibake,
        text: decoded.text,
        ..Prepared::default()
    };
    Ok(match kind {
        FileKind::Text => prepared,
        FileKind::Html => web_page(prepared),
        FileKind::Markdown => with_front_matter(prepared),
    })
}

/// Decodes the bytes of a file. What a web page says of its encoding comes last, since it is often
/// wrong.
fn decoded(bytes: Vec<u8>, kind: FileKind, reading: &Reading) -> Result<decode::Decoded, String> {
    let declared = match (kind, reading.encoding) {
        (FileKind::Html, None) => html::declared_charset(&bytes).and_then(TextEncoding::from_label),
        _ => None,
    };
    match declared {
        None => decode::decode(bytes, reading.encoding),
        Some(declared) => decode::decode(bytes.clone(), None)
            .or_else(|reason| decode::decode(bytes, Some(declared)).map_err(|_| reason)),
    }
}

fn web_page(prepared: Prepared) -> Prepared {
    let page = html::extract(&prepared.text);
    let mut notes = prepared.notes;
    let (lists, problems): (Vec<_>, Vec<_>) = page
        .problems
        .iter()
        .partition(|problem| **problem == PageProblem::LinkList);
    notes.extend(problems.into_iter().map(ToString::to_string));
    let kind = match lists.is_empty() {
        true => PageKind::Text,
        false => PageKind::LinkList,
    };
    Prepared {
        stated: Given {
            title: page.title,
            published: page.published,
            ..Given::default()
        },
        text: page.text,
        zones: page.zones,
        kind,
        notes,
        ..prepared
    }
}

fn with_front_matter(mut prepared: Prepared) -> Prepared {
    let markdown = markdown::read(&prepared.text);
    let front = markdown.front_matter;
    let head = Zone {
        start: 0,
        end: front.body_start,
        kind: ZoneKind::Meta,
    };
    let syntax = markdown.syntax.into_iter().map(|range| Zone {
        start: range.start,
        end: range.end,
        kind: ZoneKind::Markup,
    });
    let head = (front.body_start > 0).then_some(head);
    prepared.zones = head.into_iter().chain(syntax).collect();
    prepared.notes.extend(front.problem);
    prepared.stated = Given::of_variables(front.variables);
    prepared.stated.title = front.title;
    prepared.stated.date = front.date.map(GivenDate::Written);
    prepared
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

fn document(
    place: Place,
    reading: &Reading,
    given: Given,
    prepared: Prepared,
    repeated: &RepeatedLines,
) -> Document {
    let text = &prepared.text;
    let (header, title) = described(text, &place, &given);
    let hints = Hints {
        title,
        site_names: &reading.site_names,
        repeated,
    };
    let cleaned = zones::find(text, &hints);
    let known = reading.known(&place.below);
    let dating = dated(&place, &known, (&given, title), text);
    let date = chosen(&dating, reading, known.default_year);
    let mut variables = known.variables;
    variables.extend(given.variables);
    let mut zones = zone::joined(prepared.zones, cleaned.zones);
    if !zones::has_body(text, &zones) {
        // What is all there is was what was to be read.
        zones.clear();
    }
    Document {
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
        zone_chars: zone_chars(text, &zones),
        zones,
        boilerplate: reading.boilerplate,
        flags: cleaned.flags,
        id: place.id,
        path: place.path,
        root: place.root,
        line: place.line,
        text: prepared.text,
    }
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

fn dated(
    place: &Place,
    known: &Known,
    (given, title): (&Given, Option<&str>),
    text: &str,
) -> Dating {
    let facts = Facts {
        text,
        title,
        given: match &given.date {
            Some(GivenDate::Written(written)) => Some(written),
            _ => None,
        },
        given_back: match &given.date {
            Some(GivenDate::GivenBack(written)) => Some(written),
            _ => None,
        },
        file_stem: &place.stem,
        crawled: known.crawled,
        default_year: known.default_year,
    };
    let mut dating = dating::infer(&facts);
    if given.date == Some(GivenDate::Nothing) {
        dating.event = DateEvidence::default();
        dating.window = dating::DateWindow::default();
    }
    let published = given.published.as_deref();
    if let Some(date) = published.and_then(parse_date)
        && dating.published != Some(date)
    {
        dating.published = Some(date);
        dating.published_evidence = published.unwrap_or_default().to_owned();
    }
    dating
}

/// The date that years are taken from. What is too weak keeps its words and has no date, unless
/// there is a year for such documents.
fn chosen(dating: &Dating, reading: &Reading, default_year: Option<i16>) -> DateEvidence {
    let mut chosen = match reading.year_by {
        YearBy::Event => dating.event.clone(),
        YearBy::Publication => published(dating),
    };
    if chosen.source != YearSource::DefaultYear && chosen.confidence >= reading.least_confidence {
        return chosen;
    }
    chosen.date = default_year.map(DocumentDate::of_year);
    if chosen.date.is_some() {
        chosen.source = YearSource::DefaultYear;
        chosen.confidence = Confidence::Low;
        chosen.evidence = String::new();
    }
    chosen
}

fn published(dating: &Dating) -> DateEvidence {
    match dating.published {
        None => DateEvidence::default(),
        Some(date) => DateEvidence {
            date: Some(date),
            source: YearSource::PublishDate,
            confidence: Confidence::High,
            evidence: dating.published_evidence.clone(),
        },
    }
}
