//! Owns the columns of `phrases.csv` about years: when a phrase occurs, its trend, and how far the
//! evidence goes.

use polars::prelude::Column;

use super::evidence::marks;
use super::frame::{measures, optional_whole, texts, years};
use super::histories::{History, Trend};
use super::schema::column;
use crate::count::GroupedCount;

/// The columns, in order.
pub(super) const COLUMNS: [&str; 20] = [
    column::FIRST_YEAR,
    column::LAST_YEAR,
    column::PEAK_YEAR,
    column::FIRST_YEAR_DOCUMENTS,
    column::LAST_YEAR_DOCUMENTS,
    column::LIFESPAN_NOTE,
    column::TREND_YEARS,
    column::TREND_TAU,
    column::TREND_P,
    column::TREND_P_ADJUSTED,
    column::TREND_SLOPE,
    column::TREND_SLOPE_LOW,
    column::TREND_SLOPE_HIGH,
    column::CHANGE_YEAR,
    column::CHANGE_EXPLAINED,
    column::CHANGE_P,
    column::HALF_LIFE,
    column::DORMANT_FROM,
    column::DORMANT_TO,
    column::EVIDENCE,
];

/// The columns of `histories`; `found` is what the whole corpus has of each phrase, documents
/// without a year included.
pub(super) fn columns(histories: &[History], found: &[GroupedCount]) -> Vec<Column> {
    let mut columns = spans(histories);
    columns.extend(trends(histories));
    columns.extend(changes(histories));
    let evidence = histories.iter().zip(found).map(|(history, found)| {
        marks(found.count.count(), found.documents, history.corpus_years).join("|")
    });
    columns.push(texts(column::EVIDENCE, evidence));
    columns
}

fn spans(histories: &[History]) -> Vec<Column> {
    let year_of = |place: fn(&History) -> Option<usize>| {
        let year = |history: &History| Some(history.years[place(history)?].year);
        histories.iter().map(year).collect()
    };
    let documents_of = |place: fn(&History) -> Option<usize>| {
        let documents = |history: &History| Some(history.years[place(history)?].with);
        histories.iter().map(documents).collect()
    };
    vec![
        years(column::FIRST_YEAR, year_of(History::first)),
        years(column::LAST_YEAR, year_of(History::last)),
        years(
            column::PEAK_YEAR,
            histories.iter().map(History::peak).collect(),
        ),
        optional_whole(column::FIRST_YEAR_DOCUMENTS, documents_of(History::first)),
        optional_whole(column::LAST_YEAR_DOCUMENTS, documents_of(History::last)),
        texts(column::LIFESPAN_NOTE, histories.iter().map(note)),
    ]
}

/// Whether the phrase may be older or younger than the corpus shows.
fn note(history: &History) -> String {
    let begins = (history.first() == Some(0)).then_some("corpus_begins");
    let is_last = |place: usize| place + 1 == history.years.len();
    let ends = history.last().is_some_and(is_last).then_some("corpus_ends");
    let notes: Vec<&str> = begins.into_iter().chain(ends).collect();
    notes.join("|")
}

fn trends(histories: &[History]) -> Vec<Column> {
    let of_trend = |name, value: fn(Trend) -> Option<f64>| {
        let value = |history: &History| history.trend.and_then(value);
        measures(name, histories.iter().map(value).collect())
    };
    let counted = |history: &History| Some(history.trend?.years as u64);
    vec![
        optional_whole(column::TREND_YEARS, histories.iter().map(counted).collect()),
        of_trend(column::TREND_TAU, |trend| trend.test?.tau_b),
        of_trend(column::TREND_P, |trend| Some(trend.test?.p())),
        measures(
            column::TREND_P_ADJUSTED,
            histories.iter().map(|history| history.p_adjusted).collect(),
        ),
        of_trend(column::TREND_SLOPE, |trend| Some(trend.line?.slope)),
        of_trend(column::TREND_SLOPE_LOW, |trend| Some(trend.line?.low)),
        of_trend(column::TREND_SLOPE_HIGH, |trend| Some(trend.line?.high)),
        of_trend(column::CHANGE_EXPLAINED, |trend| {
            Some(trend.change?.1.explained)
        }),
        of_trend(column::CHANGE_P, |trend| Some(trend.change?.1.p)),
    ]
}

fn changes(histories: &[History]) -> Vec<Column> {
    let of = |name, value: fn(&History) -> Option<i32>| {
        years(name, histories.iter().map(value).collect())
    };
    vec![
        of(column::CHANGE_YEAR, |history| {
            Some(history.trend?.change?.0)
        }),
        of(column::HALF_LIFE, History::half_life),
        of(column::DORMANT_FROM, |history| Some(history.dormancy()?.0)),
        of(column::DORMANT_TO, |history| Some(history.dormancy()?.1)),
    ]
}
