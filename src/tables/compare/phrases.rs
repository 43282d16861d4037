//! Owns the tables of phrases side by side: counts in all speeches, what pairs share, what only one
//! has.

use polars::prelude::{DataFrame, PolarsResult};

use super::super::frame::{frame, texts, whole};
use super::super::phrases::TEN_THOUSAND;
use super::super::schema::column;
use super::super::view::Matrix;
use super::profiles::Profiles;
use crate::lexicon::Entry;
use crate::stats;

/// Of more pairs than this the shared phrases of the most similar ones are listed.
const SHARED_PAIRS: usize = 8_000;

/// `comparison`: phrases in rows, speeches in columns.
pub(super) fn wide(profiles: &Profiles<'_>) -> PolarsResult<DataFrame> {
    let entries = || {
        let phrases = profiles.phrases.iter();
        phrases.map(|&phrase| profiles.lexicon.entry(phrase))
    };
    let mut columns = vec![
        texts(column::PHRASE, entries().map(Entry::name)),
        texts(
            column::CATEGORY,
            entries().map(|entry| entry.category.as_str()),
        ),
        whole(
            "total",
            profiles.totals.iter().map(|&(count, _)| count).collect(),
        ),
    ];
    let reserved: Vec<String> = columns
        .iter()
        .map(|column| column.name().to_string())
        .collect();
    for (group, &name) in profiles.names.iter().enumerate() {
        let shown = match reserved.iter().any(|known| known == name) {
            true => format!("speech_{name}"),
            false => name.to_owned(),
        };
        let mut counts = vec![0; profiles.phrases.len()];
        for &(row, count) in &profiles.counts[group] {
            counts[row as usize] = count;
        }
        columns.push(whole(&shown, counts));
    }
    frame(columns)
}

/// `shared`: phrases that both speeches of a pair have. Of very many pairs the first, which are to be
/// the most similar.
pub(super) fn shared(profiles: &Profiles<'_>, pairs: &[(usize, usize)]) -> PolarsResult<DataFrame> {
    let pairs = &pairs[..pairs.len().min(SHARED_PAIRS)];
    let rows: Vec<(usize, usize, usize)> = pairs
        .iter()
        .flat_map(|&(a, b)| profiles.both(a, b).map(move |row| (a, b, row)))
        .collect();
    frame(vec![
        texts(column::A, rows.iter().map(|&(a, _, _)| profiles.names[a])),
        texts(column::B, rows.iter().map(|&(_, b, _)| profiles.names[b])),
        texts(
            column::PHRASE,
            rows.iter().map(|&(_, _, row)| profiles.phrase(row)),
        ),
        whole(
            column::COUNT_A,
            rows.iter()
                .map(|&(a, _, row)| profiles.count(a, row))
                .collect(),
        ),
        whole(
            column::COUNT_B,
            rows.iter()
                .map(|&(_, b, row)| profiles.count(b, row))
                .collect(),
        ),
    ])
}

/// `unique`: phrases that only one speech has.
pub(super) fn unique(profiles: &Profiles<'_>) -> PolarsResult<DataFrame> {
    let mut owners = vec![0_u32; profiles.phrases.len()];
    for &(row, _) in profiles.counts.iter().flatten() {
        owners[row as usize] += 1;
    }
    let rows: Vec<(usize, u32, u64)> = profiles
        .counts
        .iter()
        .enumerate()
        .flat_map(|(group, counts)| counts.iter().map(move |&(row, count)| (group, row, count)))
        .filter(|&(_, row, _)| owners[row as usize] == 1)
        .collect();
    frame(vec![
        texts(
            column::SPEECH,
            rows.iter().map(|&(group, _, _)| profiles.names[group]),
        ),
        texts(
            column::PHRASE,
            rows.iter()
                .map(|&(_, row, _)| profiles.phrase(row as usize)),
        ),
        whole(
            column::COUNT,
            rows.iter().map(|&(_, _, count)| count).collect(),
        ),
    ])
}

/// Rates per 10,000 characters, phrases in rows and speeches in columns.
pub(super) fn rates(profiles: &Profiles<'_>) -> Matrix {
    let cell = |row: usize, group: usize| {
        let count = profiles.count(group, row);
        stats::rate(count, profiles.groups[group].chars, TEN_THOUSAND)
    };
    let rows = 0..profiles.phrases.len();
    Matrix {
        rows: rows.clone().map(|row| profiles.phrase(row)).collect(),
        columns: profiles.names.iter().map(|&name| name.to_owned()).collect(),
        cells: rows
            .map(|row| (0..profiles.len()).map(|group| cell(row, group)).collect())
            .collect(),
    }
}
