//! Owns `temperature.csv`: how many of a year's documents have a phrase, as a level.

mod scale;

use std::cmp::Reverse;

use polars::prelude::{Column, DataFrame, PolarsResult};

use super::frame::{frame, optional_texts, texts, whole, with_measure, years};
use super::histories::{History, PhraseYear};
use super::schema::column;
use crate::lexicon::{Lexicon, PhraseId};
use crate::stats;

pub use scale::{Level, TemperatureScale};

/// In a year with fewer documents than this no change is reported: one document more or less would
/// be a level or two.
const FEWEST_DOCUMENTS: u64 = 5;

/// A phrase in a year.
struct Row<'a> {
    phrase: PhraseId,
    name: &'a str,
    year: PhraseYear,
    level: usize,
    /// The year before that has documents, and the level then.
    before: Option<(PhraseYear, usize)>,
}

impl Row<'_> {
    fn evidence(&self) -> &'static str {
        let is_few = |year: &PhraseYear| year.documents < FEWEST_DOCUMENTS;
        let before = self.before.is_some_and(|(year, _)| is_few(&year));
        match (is_few(&self.year), before) {
            (true, true) => "few_documents|few_documents_before",
            (true, false) => "few_documents",
            (false, true) => "few_documents_before",
            (false, false) => "",
        }
    }

    /// Levels above the year before.
    fn change(&self) -> Option<i32> {
        let (_, before) = self.before.filter(|_| self.evidence().is_empty())?;
        let place = |level: usize| i32::try_from(level).ok();
        Some(place(before)? - place(self.level)?)
    }
}

/// The table: every year with documents from a phrase's first year on; by year, then the hottest
/// first.
pub(super) fn by_year(
    lexicon: &Lexicon,
    histories: &[History],
    scale: &TemperatureScale,
) -> PolarsResult<DataFrame> {
    let names: Vec<String> = lexicon.entries().iter().map(|entry| entry.name()).collect();
    let mut rows: Vec<Row<'_>> = histories
        .iter()
        .flat_map(|history| of_phrase(history, &names[history.phrase.index()], scale))
        .collect();
    // Within a year the share follows from the documents with a hit.
    rows.sort_unstable_by_key(|row| (row.year.year, Reverse(row.year.with), row.name));
    let mut table = frame(columns(lexicon, &rows, scale))?;
    let share = [column::DOC_FREQ, column::DOCUMENTS];
    with_measure(&mut table, column::DOC_SHARE, share, |with, of| {
        stats::rate(with, of, 1.0)
    })?;
    super::frame::select(table, &COLUMNS)
}

const COLUMNS: [&str; 11] = [
    column::YEAR,
    column::PHRASE,
    column::CATEGORY,
    column::DOC_FREQ,
    column::DOCUMENTS,
    column::DOC_SHARE,
    column::LEVEL,
    column::LEVEL_NAME,
    column::PREVIOUS_LEVEL,
    column::CHANGE,
    column::EVIDENCE,
];

fn of_phrase<'a>(history: &History, name: &'a str, scale: &TemperatureScale) -> Vec<Row<'a>> {
    let level = |year: &PhraseYear| scale.place(year.with, year.documents);
    let first = history.first().unwrap_or(history.years.len());
    let row = |place: usize| {
        let year = history.years[place];
        let before = place.checked_sub(1).map(|before| history.years[before]);
        Some(Row {
            phrase: history.phrase,
            name,
            year,
            level: level(&year)?,
            before: before.and_then(|before| Some((before, level(&before)?))),
        })
    };
    (first..history.years.len()).filter_map(row).collect()
}

fn columns(lexicon: &Lexicon, rows: &[Row<'_>], scale: &TemperatureScale) -> Vec<Column> {
    let level = |place: usize| scale.levels()[place].name.as_str();
    let before = |row: &Row<'_>| row.before.map(|(_, place)| level(place).to_owned());
    vec![
        years(
            column::YEAR,
            rows.iter().map(|row| Some(row.year.year)).collect(),
        ),
        texts(column::PHRASE, rows.iter().map(|row| row.name)),
        texts(
            column::CATEGORY,
            rows.iter()
                .map(|row| lexicon.entry(row.phrase).category.as_str()),
        ),
        whole(
            column::DOC_FREQ,
            rows.iter().map(|row| row.year.with).collect(),
        ),
        whole(
            column::DOCUMENTS,
            rows.iter().map(|row| row.year.documents).collect(),
        ),
        texts(column::LEVEL, rows.iter().map(|row| level(row.level))),
        texts(
            column::LEVEL_NAME,
            rows.iter()
                .map(|row| scale.levels()[row.level].english.as_str()),
        ),
        optional_texts(column::PREVIOUS_LEVEL, rows.iter().map(before).collect()),
        years(column::CHANGE, rows.iter().map(Row::change).collect()),
        texts(column::EVIDENCE, rows.iter().map(Row::evidence)),
    ]
}
