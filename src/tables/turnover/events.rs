//! Owns what happens to one phrase by itself.

use super::{Event, Kind, evidence};
use crate::stats::{hypergeometric_none, ratio};
use crate::tables::evidence::LEVEL;
use crate::tables::histories::{History, Span};

/// A silence of fewer years with documents than this is no silence.
const LEAST_SILENCE: usize = 5;

/// The phrase's first year is later than the corpus's.
pub(super) fn appears(history: &History) -> Option<Event> {
    let first = history.first().filter(|&place| place > 0)?;
    let (before, after) = history.years.split_at(first);
    let spans = (Span::of(before), Span::of(after));
    let year = after.first()?.year;
    let p = silence_by_chance(history, spans.0.documents)?;
    Some(event(history, Kind::Appears, (year, year), spans, p))
}

/// The phrase's last year is earlier than the corpus's.
pub(super) fn vanishes(history: &History) -> Option<Event> {
    let last = history.last()?;
    let (before, after) = history.years.split_at(last + 1);
    let spans = (Span::of(before), Span::of(after));
    let years = (before.last()?.year, after.first()?.year);
    let p = silence_by_chance(history, spans.1.documents)?;
    Some(event(history, Kind::Vanishes, years, spans, p))
}

/// The longest silence between two years with the phrase, the earliest of equals.
pub(super) fn returns(history: &History) -> Option<Event> {
    let places: Vec<usize> = (0..history.years.len())
        .filter(|&place| history.years[place].hits > 0)
        .collect();
    let silences = places.windows(2).map(|pair| (pair[0] + 1, pair[1]));
    let (from, to) = silences
        .rev()
        .max_by_key(|(from, to)| to - from)
        .filter(|(from, to)| to - from >= LEAST_SILENCE)?;
    let (before, silence) = (&history.years[..from], &history.years[from..to]);
    let after = &history.years[to..];
    let spans = (Span::of(before), Span::of(after));
    let year = after.first()?.year;
    let p = silence_by_chance(history, Span::of(silence).documents)?;
    // The longest silence was looked for wherever it could have been.
    let places = history.years.len() as u64 - 1;
    let p = (p * ratio(places, 1)).min(1.0);
    Some(event(history, Kind::Returns, (year, year), spans, p))
}

/// Probability that none of the phrase's documents is among so many silent ones, if they were
/// spread at random over all dated documents.
///
/// Of a silence at the beginning or at the end of the corpus this is the p itself: there is one
/// place where it can be, and a silence as long or longer is just as improbable as this says.
fn silence_by_chance(history: &History, silent: u64) -> Option<f64> {
    let all = Span::of(&history.years);
    hypergeometric_none(all.documents, all.with, silent)
}

/// The phrase rises or falls; p is corrected already, for all phrases of the lexicon. There is a row
/// where it is small before that; `phrases.csv` has all.
pub(super) fn trends(history: &History) -> Option<Event> {
    let trend = history.trend?;
    let test = trend.test.filter(|test| test.p() <= LEVEL)?;
    let kind = match test.s.signum() {
        1 => Kind::Rises,
        -1 => Kind::Falls,
        _ => return None,
    };
    let (turn, _) = trend.change?;
    let place = history.years.partition_point(|year| year.year < turn);
    let (before, after) = history.years.split_at(place);
    let spans = (Span::of(before), Span::of(after));
    let mut event = event(history, kind, (turn, turn), spans, test.p());
    event.p_adjusted = history.p_adjusted;
    Some(event)
}

fn event(
    history: &History,
    kind: Kind,
    (year, turn): (i32, i32),
    (before, after): (Span, Span),
    p: f64,
) -> Event {
    Event {
        kind,
        phrase: history.phrase,
        other: None,
        year,
        turn,
        before,
        after,
        p,
        p_adjusted: None,
        evidence: evidence(history),
    }
}
