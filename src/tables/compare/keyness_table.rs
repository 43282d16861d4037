//! Owns the tables of keyness: one row per comparison and phrase, or n-gram.

use std::cmp::Ordering;

use polars::prelude::{Column, DataFrame, PolarsResult};

use super::super::evidence::verdict;
use super::super::frame::{frame, measures, optional_whole, texts, whole};
use super::super::phrases::TEN_THOUSAND;
use super::super::schema::column as shared;
use super::super::schema::comparison::column;
use super::keyness::{KeyRow, Versus};
use super::profiles::Profiles;
use crate::pipeline::THE_REST;
use crate::stats::{self, Contingency};

/// Added to both rates per million by simple maths.
const SMOOTHING: f64 = 1.0;

/// What sizes are given in, and rates per.
pub(super) struct Unit {
    pub(super) sizes: [&'static str; 2],
    pub(super) rates: [&'static str; 2],
    pub(super) base: f64,
}

/// Comparisons and their rows, as a table has them.
#[derive(Clone, Copy)]
pub(super) struct KeyTable<'a> {
    pub(super) groups: &'a [&'a str],
    pub(super) pairs: &'a [Versus],
    pub(super) rows: &'a [KeyRow],
}

/// The names of what is compared.
pub(super) fn names<'a>(groups: &[&'a str], versus: Versus) -> [&'a str; 2] {
    let reference = versus.reference.map_or(THE_REST, |group| groups[group]);
    [groups[versus.target], reference]
}

/// `keyness`: phrases, with rates per 10,000 Han characters.
pub(super) fn of_phrases(
    profiles: &Profiles<'_>,
    pairs: &[Versus],
    rows: &[KeyRow],
) -> PolarsResult<DataFrame> {
    let entries = || {
        let phrases = rows.iter().map(|row| profiles.phrases[row.feature]);
        phrases.map(|phrase| profiles.lexicon.entry(phrase))
    };
    let named = vec![
        texts(shared::PHRASE, entries().map(|entry| entry.name())),
        texts(
            shared::CATEGORY,
            entries().map(|entry| entry.category.as_str()),
        ),
    ];
    let unit = Unit {
        sizes: [column::CHARS_TARGET, column::CHARS_REFERENCE],
        rates: [column::PER_10K_TARGET, column::PER_10K_REFERENCE],
        base: TEN_THOUSAND,
    };
    let groups = &profiles.names;
    KeyTable {
        groups,
        pairs,
        rows,
    }
    .with(named, &unit)
}

impl KeyTable<'_> {
    /// The table; `named` are the columns that name the feature.
    pub(super) fn with(self, named: Vec<Column>, unit: &Unit) -> PolarsResult<DataFrame> {
        let mut columns = vec![
            texts(column::TARGET, self.side(0)),
            texts(column::REFERENCE, self.side(1)),
            optional_whole(column::RANK, self.rows.iter().map(|row| row.rank).collect()),
        ];
        columns.extend(named);
        columns.push(texts(
            column::DIRECTION,
            self.rows.iter().map(direction_name),
        ));
        columns.extend(self.counts(unit));
        columns.extend(self.tests());
        columns.extend(self.effects());
        columns.push(texts(
            shared::EVIDENCE,
            self.rows.iter().map(|row| row.evidence.join("|")),
        ));
        frame(columns)
    }

    fn side(&self, side: usize) -> impl Iterator<Item = &str> {
        let rows = self.rows.iter();
        rows.map(move |row| names(self.groups, self.pairs[row.versus])[side])
    }

    fn whole(&self, name: &str, value: impl Fn(&KeyRow) -> u64) -> Column {
        whole(name, self.rows.iter().map(value).collect())
    }

    fn measure(&self, name: &str, value: impl Fn(&KeyRow) -> Option<f64>) -> Column {
        measures(name, self.rows.iter().map(value).collect())
    }

    fn of_table(&self, name: &str, value: impl Fn(&Contingency) -> Option<f64>) -> Column {
        self.measure(name, |row| value(row.table.as_ref()?))
    }

    /// Counts, sizes and rates.
    fn counts(&self, unit: &Unit) -> Vec<Column> {
        let size = |side: usize| {
            move |row: &KeyRow| {
                let table = row.table;
                table.map_or(0, |table| [table.target_size, table.reference_size][side])
            }
        };
        let rate = |count: u64, of: u64| stats::rate(count, of, unit.base);
        vec![
            self.whole(column::COUNT_TARGET, |row| row.target.count),
            self.whole(column::COUNT_REFERENCE, |row| row.reference.count),
            self.whole(unit.sizes[0], size(0)),
            self.whole(unit.sizes[1], size(1)),
            self.measure(unit.rates[0], |row| rate(row.target.count, size(0)(row))),
            self.measure(unit.rates[1], |row| rate(row.reference.count, size(1)(row))),
            self.whole(column::DOC_FREQ_TARGET, |row| row.target.documents),
            self.whole(column::DOC_FREQ_REFERENCE, |row| row.reference.documents),
        ]
    }

    /// How sure it is that something differs.
    fn tests(&self) -> Vec<Column> {
        vec![
            self.measure(column::G2, |row| row.g2),
            self.of_table(column::G2_TWO_TERM, Contingency::g2_two_term),
            self.of_table(column::CHI2, Contingency::chi2),
            self.of_table(column::CHI2_YATES, Contingency::chi2_yates),
            self.measure(shared::P, |row| row.p),
            self.measure(shared::P_ADJUSTED, |row| row.p_adjusted),
            texts(
                shared::SIGNIFICANT,
                self.rows.iter().map(|row| verdict(row.is_significant())),
            ),
        ]
    }

    /// How much it differs.
    fn effects(&self) -> Vec<Column> {
        vec![
            self.of_table(column::LOG_RATIO, Contingency::log_ratio),
            self.of_table(column::LOG_RATIO_LOW, |table| {
                Some(table.log_ratio_interval()?.0)
            }),
            self.of_table(column::LOG_RATIO_HIGH, |table| {
                Some(table.log_ratio_interval()?.1)
            }),
            self.of_table(column::PERCENT_DIFF, Contingency::percent_diff),
            self.of_table(column::SIMPLE_MATHS, |table| table.simple_maths(SMOOTHING)),
            self.of_table(column::ODDS_RATIO, Contingency::odds_ratio),
            self.of_table(column::BIC, Contingency::bic),
            self.of_table(column::ELL, Contingency::ell),
        ]
    }
}

fn direction_name(row: &KeyRow) -> &'static str {
    match row.direction() {
        Ordering::Greater => "over",
        Ordering::Less => "under",
        Ordering::Equal => "equal",
    }
}
