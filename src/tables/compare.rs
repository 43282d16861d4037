//! Owns the tables of a comparison: speeches, or groups of them, against each other.

use polars::prelude::{DataFrame, PolarsResult};

use super::build::named;
use super::frame::{frame, measures, texts, whole};
use super::phrases;
use super::schema::{column, table};
use super::totals;
use super::view::Matrix;
use super::{Source, Table};
use crate::count::{Group, Groups};
use crate::error::{Error, Result};
use crate::lexicon::{Entry, PhraseId};
use crate::pipeline::Grouping;
use crate::stats;

/// Column of the groups in the long table.
fn by_speech() -> Grouping {
    Grouping::Variable(column::SPEECH.to_owned())
}

/// A finished comparison.
#[derive(Debug, Clone)]
pub struct Comparison {
    /// Its tables, in the order in which they are written.
    pub tables: Vec<Table>,
    /// The speeches' names, in order.
    pub speeches: Vec<String>,
    /// Cosine similarity of every pair; empty cells where one has no hit.
    pub cosine: Matrix,
    /// Rates per 10,000 characters, phrases in rows and speeches in columns.
    pub rates: Matrix,
}

/// Compares the groups of the first grouping that the run was counted by.
///
/// # Errors
///
/// [`Error::Setting`] when fewer than two groups remain, [`Error::Table`] when polars refuses.
pub fn compare(source: Source<'_>) -> Result<Comparison> {
    let none = Groups::new();
    let groups = source.run.counts.groups.first().unwrap_or(&none);
    if groups.len() < 2 {
        let message = format!(
            "a comparison needs at least two speeches or groups, and there {}",
            match groups.keys().next() {
                Some(only) => format!("is only {only:?}"),
                None => "is none".to_owned(),
            }
        );
        return Err(Error::Setting {
            option: "compare".to_owned(),
            message,
        });
    }
    let profiles = Profiles::new(groups);
    let tables = vec![
        named(table::COMPARISON, profiles.wide(source))?,
        named(
            "phrase_by_speech",
            phrases::by_group(source, &by_speech(), groups),
        )?,
        named("speeches", totals::group_totals(&by_speech(), groups))?,
        named(table::SIMILARITY, profiles.similarity())?,
        named(table::SHARED, profiles.shared(source))?,
        named(table::UNIQUE, profiles.unique(source))?,
    ];
    Ok(Comparison {
        tables,
        speeches: profiles.names.clone(),
        cosine: profiles.cosine(),
        rates: profiles.rates(source, groups),
    })
}

/// Counts of every occurring phrase in every group.
struct Profiles {
    names: Vec<String>,
    phrases: Vec<PhraseId>,
    counts: Vec<Vec<u64>>,
}

impl Profiles {
    fn new(groups: &Groups) -> Self {
        let mut phrases: Vec<PhraseId> = groups
            .values()
            .flat_map(|group| &group.phrases)
            .filter(|(_, found)| found.documents > 0)
            .map(|(&phrase, _)| phrase)
            .collect();
        phrases.sort_unstable();
        phrases.dedup();
        let count = |group: &Group, phrase| {
            group
                .phrases
                .get(phrase)
                .map_or(0, |found| found.count.count())
        };
        let counts = groups
            .values()
            .map(|group| phrases.iter().map(|phrase| count(group, phrase)).collect())
            .collect();
        Self {
            names: groups.keys().cloned().collect(),
            phrases,
            counts,
        }
    }

    /// Positions of the phrases, the most frequent over all groups first.
    fn order(&self, source: Source<'_>) -> Vec<usize> {
        let total = |row: usize| self.counts.iter().map(|counts| counts[row]).sum::<u64>();
        let text = |row: usize| source.lexicon.entry(self.phrases[row]).text.as_str();
        let mut order: Vec<usize> = (0..self.phrases.len()).collect();
        order.sort_by(|&a, &b| total(b).cmp(&total(a)).then_with(|| text(a).cmp(text(b))));
        order
    }

    fn pairs(&self) -> impl Iterator<Item = (usize, usize)> {
        let speeches = self.names.len();
        (0..speeches).flat_map(move |a| (a + 1..speeches).map(move |b| (a, b)))
    }

    fn wide(&self, source: Source<'_>) -> PolarsResult<DataFrame> {
        let order = self.order(source);
        let entries = || {
            order
                .iter()
                .map(|&row| source.lexicon.entry(self.phrases[row]))
        };
        let mut columns = vec![
            texts(column::PHRASE, entries().map(Entry::name)),
            texts(
                column::CATEGORY,
                entries().map(|entry| entry.category.as_str()),
            ),
            whole(
                "total",
                order
                    .iter()
                    .map(|&row| self.counts.iter().map(|counts| counts[row]).sum())
                    .collect(),
            ),
        ];
        let reserved: Vec<String> = columns
            .iter()
            .map(|column| column.name().to_string())
            .collect();
        for (name, counts) in self.names.iter().zip(&self.counts) {
            let shown = if reserved.contains(name) {
                format!("speech_{name}")
            } else {
                name.clone()
            };
            columns.push(whole(
                &shown,
                order.iter().map(|&row| counts[row]).collect(),
            ));
        }
        frame(columns)
    }

    fn similarity(&self) -> PolarsResult<DataFrame> {
        let shared = |a: usize, b: usize| self.both(a, b).count() as u64;
        frame(vec![
            texts(column::A, self.pairs().map(|(a, _)| self.names[a].as_str())),
            texts(column::B, self.pairs().map(|(_, b)| self.names[b].as_str())),
            measures(
                column::COSINE,
                self.pairs()
                    .map(|(a, b)| stats::cosine(&self.counts[a], &self.counts[b]))
                    .collect(),
            ),
            measures(
                column::JACCARD,
                self.pairs()
                    .map(|(a, b)| stats::jaccard(&self.counts[a], &self.counts[b]))
                    .collect(),
            ),
            whole(
                column::SHARED_PHRASES,
                self.pairs().map(|(a, b)| shared(a, b)).collect(),
            ),
        ])
    }

    /// Positions of the phrases that both groups have.
    fn both(&self, a: usize, b: usize) -> impl Iterator<Item = usize> {
        (0..self.phrases.len())
            .filter(move |&row| self.counts[a][row] > 0 && self.counts[b][row] > 0)
    }

    fn shared(&self, source: Source<'_>) -> PolarsResult<DataFrame> {
        let order = self.order(source);
        let rows: Vec<(usize, usize, usize)> = self
            .pairs()
            .flat_map(|(a, b)| order.iter().map(move |&row| (a, b, row)))
            .filter(|&(a, b, row)| self.counts[a][row] > 0 && self.counts[b][row] > 0)
            .collect();
        frame(vec![
            texts(
                column::A,
                rows.iter().map(|&(a, _, _)| self.names[a].as_str()),
            ),
            texts(
                column::B,
                rows.iter().map(|&(_, b, _)| self.names[b].as_str()),
            ),
            texts(
                column::PHRASE,
                rows.iter()
                    .map(|&(_, _, row)| source.lexicon.entry(self.phrases[row]).name()),
            ),
            whole(
                column::COUNT_A,
                rows.iter()
                    .map(|&(a, _, row)| self.counts[a][row])
                    .collect(),
            ),
            whole(
                column::COUNT_B,
                rows.iter()
                    .map(|&(_, b, row)| self.counts[b][row])
                    .collect(),
            ),
        ])
    }

    fn unique(&self, source: Source<'_>) -> PolarsResult<DataFrame> {
        let order = self.order(source);
        let owners = |row: usize| self.counts.iter().filter(|counts| counts[row] > 0).count();
        let rows: Vec<(usize, usize)> = (0..self.names.len())
            .flat_map(|group| order.iter().map(move |&row| (group, row)))
            .filter(|&(group, row)| self.counts[group][row] > 0 && owners(row) == 1)
            .collect();
        frame(vec![
            texts(
                column::SPEECH,
                rows.iter().map(|&(group, _)| self.names[group].as_str()),
            ),
            texts(
                column::PHRASE,
                rows.iter()
                    .map(|&(_, row)| source.lexicon.entry(self.phrases[row]).name()),
            ),
            whole(
                column::COUNT,
                rows.iter()
                    .map(|&(group, row)| self.counts[group][row])
                    .collect(),
            ),
        ])
    }

    fn cosine(&self) -> Matrix {
        let cell = |a: usize, b: usize| stats::cosine(&self.counts[a], &self.counts[b]);
        let speeches = self.names.len();
        let cells = (0..speeches)
            .map(|a| (0..speeches).map(|b| cell(a, b)).collect())
            .collect();
        Matrix {
            rows: self.names.clone(),
            columns: self.names.clone(),
            cells,
        }
    }

    fn rates(&self, source: Source<'_>, groups: &Groups) -> Matrix {
        let order = self.order(source);
        let sizes: Vec<u64> = groups.values().map(|group| group.chars).collect();
        let cell =
            |row: usize, group: usize| stats::rate(self.counts[group][row], sizes[group], 10_000.0);
        Matrix {
            rows: order
                .iter()
                .map(|&row| source.lexicon.entry(self.phrases[row]).name())
                .collect(),
            columns: self.names.clone(),
            cells: order
                .iter()
                .map(|&row| {
                    (0..self.names.len())
                        .map(|group| cell(row, group))
                        .collect()
                })
                .collect(),
        }
    }
}
