//! Owns the dates of a draft: what was given and what the text says, and which of them years are
//! taken from.

use super::super::date::{DocumentDate, parse_date};
use super::super::dating::{self, Confidence, DateEvidence, DateWindow, Dating, Facts, YearSource};
use super::super::given::{Given, GivenDate};
use super::super::reading::{Known, Reading, YearBy};
use super::Place;

/// The date that is given to the day: nothing in the text makes it another one.
pub(super) fn given_day(given: &Given, reading: &Reading) -> Option<DocumentDate> {
    match (&given.date, reading.year_by) {
        (Some(GivenDate::Written(written)), YearBy::Event) => {
            parse_date(written.trim()).filter(|date| date.day.is_some())
        }
        _ => None,
    }
}

/// All that may date a document, with what was given.
pub(super) fn dated(
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
        dating.window = DateWindow::default();
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
pub(super) fn chosen(
    dating: &Dating,
    reading: &Reading,
    default_year: Option<i16>,
) -> DateEvidence {
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
