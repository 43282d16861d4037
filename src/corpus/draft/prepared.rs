//! Owns taking from what was read the text, and what its format says of it.

use super::super::decode::{self, Mojibake, TextEncoding};
use super::super::document::PageKind;
use super::super::given::{Given, GivenDate};
use super::super::html::{self, PageProblem};
use super::super::markdown;
use super::super::reading::Reading;
use super::super::zone::{Zone, ZoneKind};
use super::{Content, FileKind, Purpose};

/// A text with what its format says about it.
#[derive(Debug, Default)]
pub(super) struct Prepared {
    pub(super) text: String,
    pub(super) format: &'static str,
    pub(super) encoding: Option<TextEncoding>,
    pub(super) replaced: u64,
    pub(super) mojibake: Option<Mojibake>,
    pub(super) kind: PageKind,
    /// What is known of it beside the text.
    pub(super) stated: Given,
    pub(super) zones: Vec<Zone>,
    pub(super) notes: Vec<String>,
}

impl Content {
    /// The text; or why there is none.
    pub(super) fn prepare(self, reading: &Reading, purpose: Purpose) -> Result<Prepared, String> {
        match self {
            Self::File { bytes, kind } => file(bytes, kind, reading),
            Self::Record {
                record,
                format,
                encoding,
            } => Ok(Prepared {
                mojibake: match purpose {
                    Purpose::Count => decode::suspect_mojibake(&record.text),
                    Purpose::Survey => None,
                },
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
