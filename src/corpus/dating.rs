//! Owns when a speech was given: every place of a document that may tell it, and which one counts.
//!
//! The event and the publication are two things: a text may be published again years later. Every
//! place that may date the event becomes a [`DateCandidate`]; the one that counts becomes
//! [`Dating::event`]. Explicit dates count only in the header and the opening, because a year in
//! the body is the year of the speech in fewer than a third of all texts; formulas such as
//! 今年是“十五五”开局之年 count everywhere.

mod anniversaries;
mod evidence;
mod explicit;
mod foreign;
mod formulas;
mod lines;
mod meetings;
mod place;
mod plenums;
mod relative;
mod resolve;
mod scan;
mod tables;
mod written;
mod years;

pub use evidence::{
    Confidence, Conflict, DateCandidate, DateEvidence, DateWindow, Dating, YearSource,
};

use super::date::{DocumentDate, from_file_name, parse_date};
use evidence::Found;

/// What is known of a document before its text is read for dates.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Facts<'a> {
    /// The text.
    pub text: &'a str,
    /// A title given by metadata or a record; not part of the text.
    pub title: Option<&'a str>,
    /// A date given by metadata or a record's field.
    pub given: Option<&'a str>,
    /// A date in a table that was given back: where it is what is found, it says nothing new.
    pub given_back: Option<&'a str>,
    /// The file's name without its extension.
    pub file_stem: &'a str,
    /// When the text was fetched: what 3天前 counts from.
    pub crawled: Option<DocumentDate>,
    /// The year of documents that nothing else dates.
    pub default_year: Option<i16>,
}

/// When the speech of a document was given, as far as the document tells.
pub(crate) fn infer(facts: &Facts<'_>) -> Dating {
    let named = from_file_name(facts.file_stem);
    let mut found = Vec::new();
    if let Some(title) = facts.title {
        found.extend(scan::title(title));
    }
    found.extend(scan::text(facts.text));
    let stem_start = named.as_ref().map_or(0, |(_, words)| words.len());
    found.extend(scan::file_title(facts.file_stem, stem_start));
    found.extend(relative::find(facts.text, facts.crawled));
    if let Some((date, words)) = &named {
        found.push(Found::file_name(*date, words));
    }
    if let Some(year) = facts.default_year {
        found.push(Found::default_year(year));
    }
    let mut dating = resolve::resolve(found, facts.text, facts.crawled);
    let named = named.map(|(date, _)| date);
    refine(&mut dating.event, named);
    apply_given(&mut dating, facts, named);
    dating
}

/// Where the file's name says the same as what is found and more, the date is that of the name.
fn refine(event: &mut DateEvidence, named: Option<DocumentDate>) {
    let finer = |date: DocumentDate| named.filter(|&named| date.is_refined_by(named));
    event.date = event.date.map(|date| finer(date).unwrap_or(date));
}

/// A date that was given counts. What is found refines it where it says the same and more.
fn apply_given(dating: &mut Dating, facts: &Facts<'_>, named: Option<DocumentDate>) {
    let given = facts.given_back.or(facts.given).map(str::trim);
    let Some(words) = given.filter(|value| !value.is_empty()) else {
        return;
    };
    let Some(date) = parse_date(words) else {
        dating.unread = Some(words.to_owned());
        return;
    };
    let agrees = |inferred: &DocumentDate| date.is_refined_by(*inferred);
    let found = &dating.event;
    let is_sure = found.confidence >= Confidence::Medium;
    if facts.given_back.is_some() && is_sure && found.date == Some(date) {
        return;
    }
    let found = found.date.filter(|_| found.confidence == Confidence::High);
    let finer = named.filter(agrees).or(found.filter(agrees));
    dating.event = DateEvidence {
        date: Some(finer.unwrap_or(date)),
        source: YearSource::Metadata,
        confidence: Confidence::High,
        evidence: words.to_owned(),
    };
    dating.window = DateWindow::default();
    dating.conflict = resolve::conflict(date, dating.published);
    let candidate = Found::given(date, words);
    dating.candidates.insert(0, candidate.into_candidate());
}

/// When the speech `text` was given; `crawled` is when it was fetched, as far as that is known.
///
/// ```
/// use tifa::corpus::date_text;
/// let dating = date_text("在庆祝建党98周年大会上的讲话\n发布时间:2021-04-16", None);
/// assert_eq!(dating.event.year(), Some(2019));
/// assert_eq!(dating.published.unwrap().to_string(), "2021-04-16");
/// ```
#[must_use]
pub fn date_text(text: &str, crawled: Option<DocumentDate>) -> Dating {
    infer(&Facts {
        text,
        crawled,
        ..Facts::default()
    })
}

#[cfg(test)]
mod tests;
