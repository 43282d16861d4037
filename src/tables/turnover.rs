//! Owns `turnover.csv`: which phrases appear, vanish, return, rise, fall, and replace each other.
//!
//! What is drawn is a document. A break is taken for a finding where it would be improbable if the
//! documents with the phrase were spread over all documents at random.

mod events;
mod replaced;

use polars::prelude::{Column, DataFrame, PolarsResult};

use super::evidence::{is_significant, marks, verdict};
use super::frame::{frame, measures, optional_texts, texts, whole, years};
use super::histories::{History, Span};
use super::schema::column;
use crate::lexicon::{Entry, Lexicon, PhraseId};
use crate::stats::{Correction, adjusted};

/// What happens to a phrase, in the order of the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    Appears,
    Vanishes,
    Returns,
    Rises,
    Falls,
    Replaced,
}

impl Kind {
    fn name(self) -> &'static str {
        match self {
            Self::Appears => "appears",
            Self::Vanishes => "vanishes",
            Self::Returns => "returns",
            Self::Rises => "rises",
            Self::Falls => "falls",
            Self::Replaced => "replaced",
        }
    }
}

/// A row.
#[derive(Debug, Clone, PartialEq)]
struct Event {
    kind: Kind,
    phrase: PhraseId,
    other: Option<PhraseId>,
    /// The year that the table names.
    year: i32,
    /// The first year of what comes after.
    turn: i32,
    /// The phrase before and after.
    before: Span,
    after: Span,
    p: f64,
    p_adjusted: Option<f64>,
    evidence: Vec<&'static str>,
}

impl Event {
    fn is_significant(&self) -> bool {
        is_significant(self.p_adjusted, &self.evidence)
    }

    /// How far the rates before and after are apart.
    fn difference(&self) -> f64 {
        let rate = |span: &Span| span.rate().unwrap_or(0.0);
        (rate(&self.after) - rate(&self.before)).abs()
    }
}

/// The table.
pub(super) fn events(lexicon: &Lexicon, histories: &[History]) -> PolarsResult<DataFrame> {
    let mut all = Vec::new();
    for found in [events::appears, events::vanishes, events::returns] {
        let mut events: Vec<Event> = histories.iter().filter_map(found).collect();
        correct(&mut events);
        all.extend(events);
    }
    all.extend(histories.iter().filter_map(events::trends));
    let replaced = replaced::replaced(lexicon, histories, &all);
    all.extend(replaced);
    sort(lexicon, &mut all);
    frame(columns(lexicon, &all))
}

/// Corrects p for all events of one kind that were tested: those with enough evidence. What is
/// left out depends on how often a phrase occurs, not on when, so the choice favours none.
fn correct(events: &mut [Event]) {
    let tested = |event: &Event| event.evidence.is_empty().then_some(event.p);
    let p: Vec<Option<f64>> = events.iter().map(tested).collect();
    let corrected = adjusted(&p, 0, Correction::BenjaminiHochberg);
    for (event, p) in events.iter_mut().zip(corrected) {
        event.p_adjusted = p;
    }
}

/// By kind; weak evidence last, significant ones first, then the greatest difference of rates.
fn sort(lexicon: &Lexicon, events: &mut [Event]) {
    let names: Vec<String> = lexicon.entries().iter().map(Entry::name).collect();
    let name = |phrase: PhraseId| names[phrase.index()].as_str();
    events.sort_by(|a, b| {
        let rank = |event: &Event| {
            let is_weak = !event.evidence.is_empty();
            (event.kind, is_weak, !event.is_significant())
        };
        let names = |event: &Event| (name(event.phrase).to_owned(), event.other.map(name));
        rank(a)
            .cmp(&rank(b))
            .then_with(|| b.difference().total_cmp(&a.difference()))
            .then_with(|| names(a).cmp(&names(b)))
    });
}

fn columns(lexicon: &Lexicon, events: &[Event]) -> Vec<Column> {
    let entry = |event: &Event| lexicon.entry(event.phrase);
    let other = |event: &Event| event.other.map(|other| lexicon.entry(other).name());
    let count = |name, value: fn(&Event) -> u64| whole(name, events.iter().map(value).collect());
    let measure =
        |name, value: fn(&Event) -> Option<f64>| measures(name, events.iter().map(value).collect());
    let significant = |event: &Event| verdict(event.is_significant());
    vec![
        texts(column::EVENT, events.iter().map(|event| event.kind.name())),
        texts(
            column::PHRASE,
            events.iter().map(|event| entry(event).name()),
        ),
        texts(
            column::CATEGORY,
            events.iter().map(|event| entry(event).category.as_str()),
        ),
        years(
            column::YEAR,
            events.iter().map(|event| Some(event.year)).collect(),
        ),
        optional_texts(column::OTHER, events.iter().map(other).collect()),
        count(column::DOCUMENTS_BEFORE, |event| event.before.with),
        count(column::DOCUMENTS_AFTER, |event| event.after.with),
        count(column::ALL_DOCUMENTS_BEFORE, |event| event.before.documents),
        count(column::ALL_DOCUMENTS_AFTER, |event| event.after.documents),
        measure(column::RATE_BEFORE, |event| event.before.rate()),
        measure(column::RATE_AFTER, |event| event.after.rate()),
        measure(column::P, |event| Some(event.p)),
        measure(column::P_ADJUSTED, |event| event.p_adjusted),
        texts(column::SIGNIFICANT, events.iter().map(significant)),
        texts(
            column::EVIDENCE,
            events.iter().map(|event| event.evidence.join("|")),
        ),
    ]
}

/// The marks of the dated documents of a phrase.
fn evidence(history: &History) -> Vec<&'static str> {
    let all = Span::of(&history.years);
    marks(all.hits, all.with, history.corpus_years)
}
