//! Owns the measures of collocates, and the order in which they are shown.

use super::evidence::FEWEST_HITS;
use crate::pipeline::{Collocate, Collocates};
use crate::stats::{self, Cooccurrence, Correction};

/// A collocate with its measures. O11, R1, C1 and N are its count, the tokens in windows, its
/// occurrences in the corpus, and the tokens of the corpus.
#[derive(Debug, Clone, PartialEq)]
pub struct CollocateRow {
    /// The token and its counts.
    pub collocate: Collocate,
    /// Occurrences that chance would put into windows, R1 · C1 / N.
    pub expected: f64,
    /// Pointwise mutual information, in bits.
    pub pmi: Option<f64>,
    /// The same, normalised to at most 1.
    pub npmi: Option<f64>,
    /// logDice.
    pub log_dice: Option<f64>,
    /// The t-score.
    pub t_score: Option<f64>,
    /// The log-likelihood ratio of four terms. It does not tell attraction from repulsion: count
    /// and expectation do.
    pub g2: Option<f64>,
    /// Its p by the χ² distribution.
    pub p: Option<f64>,
    /// The same, adjusted for all tokens that stand in windows (Benjamini and Hochberg).
    pub p_adjusted: Option<f64>,
}

/// What collocates are sorted by, highest first; what is equal stays in the order of code points.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum CollocateOrder {
    /// The log-likelihood ratio, those that occur less often than expected last.
    #[default]
    G2,
    /// logDice.
    LogDice,
    /// Pointwise mutual information.
    Pmi,
    /// Normalised pointwise mutual information.
    Npmi,
    /// The t-score.
    TScore,
    /// Occurrences in windows.
    Count,
}

impl CollocateRow {
    /// What `order` sorts by. A likelihood ratio of a token that occurs less often than expected
    /// is below 0.
    #[must_use]
    pub fn value(&self, order: CollocateOrder) -> Option<f64> {
        match order {
            CollocateOrder::G2 if self.is_repelled() => self.g2.map(|g2| -g2),
            CollocateOrder::G2 => self.g2,
            CollocateOrder::LogDice => self.log_dice,
            CollocateOrder::Pmi => self.pmi,
            CollocateOrder::Npmi => self.npmi,
            CollocateOrder::TScore => self.t_score,
            CollocateOrder::Count => Some(stats::ratio(self.collocate.count, 1)),
        }
    }

    fn is_repelled(&self) -> bool {
        stats::ratio(self.collocate.count, 1) < self.expected
    }

    /// Why its measures are not to be relied on: `few_hits` for fewer than [`FEWEST_HITS`],
    /// `one_document`.
    #[must_use]
    pub fn evidence(&self) -> Vec<&'static str> {
        let marks = [
            ("few_hits", self.collocate.count < FEWEST_HITS),
            ("one_document", self.collocate.documents < 2),
        ];
        let is_so = marks.into_iter().filter(|(_, is_so)| *is_so);
        is_so.map(|(mark, _)| mark).collect()
    }

    fn new(collocate: &Collocate, found: &Collocates) -> Option<Self> {
        let sizes = (found.window_tokens, collocate.in_corpus);
        let table = Cooccurrence::new(collocate.count, sizes, found.tokens)?;
        let g2 = table.g2();
        Some(Self {
            collocate: collocate.clone(),
            expected: table.expected(),
            pmi: table.pmi(),
            npmi: table.npmi(),
            log_dice: table.log_dice(),
            t_score: table.t_score(),
            g2,
            p: g2.map(stats::chi2_p),
            p_adjusted: None,
        })
    }
}

/// The tokens in windows that occur there `min_count` times or more, with their measures, in
/// `order`. p values are adjusted for all tokens in windows, so they do not depend on what is
/// listed.
#[must_use]
pub fn collocate_rows(
    found: &Collocates,
    min_count: u64,
    order: CollocateOrder,
) -> Vec<CollocateRow> {
    let all = found.collocates.iter();
    let mut rows: Vec<CollocateRow> = all
        .filter_map(|collocate| CollocateRow::new(collocate, found))
        .collect();
    let p: Vec<Option<f64>> = rows.iter().map(|row| row.p).collect();
    let adjusted = stats::adjusted(&p, rows.len(), Correction::BenjaminiHochberg);
    for (row, p) in rows.iter_mut().zip(adjusted) {
        row.p_adjusted = p;
    }
    rows.retain(|row| row.collocate.count >= min_count);
    let value = |row: &CollocateRow| row.value(order).unwrap_or(f64::NEG_INFINITY);
    rows.sort_by(|a, b| value(b).total_cmp(&value(a)));
    rows
}

#[cfg(test)]
mod tests {
    use super::*;

    fn collocate(token: &str, count: u64, in_corpus: u64, documents: u64) -> Collocate {
        Collocate {
            token: token.to_owned(),
            count,
            left: count,
            right: 0,
            documents,
            in_corpus,
        }
    }

    fn found() -> Collocates {
        Collocates {
            collocates: vec![
                collocate("乙", 30, 40, 9),
                collocate("丙", 3, 3, 1),
                collocate("甲", 2, 2, 2),
                collocate("的", 10, 500, 9),
            ],
            window_tokens: 100,
            tokens: 1000,
            ..Collocates::default()
        }
    }

    fn tokens(min_count: u64, order: CollocateOrder) -> Vec<String> {
        let rows = collocate_rows(&found(), min_count, order);
        rows.into_iter().map(|row| row.collocate.token).collect()
    }

    #[test]
    fn measures_follow_from_the_four_numbers() {
        let rows = collocate_rows(&found(), 1, CollocateOrder::Count);
        let row = &rows[0];
        let near = |value: Option<f64>, expected: f64| {
            assert!(
                (value.unwrap() - expected).abs() < 1e-6,
                "{value:?} {expected}"
            );
        };
        assert_eq!((row.collocate.token.as_str(), row.expected), ("乙", 4.0));
        near(row.pmi, (30.0_f64 / 4.0).log2());
        near(row.npmi, (30.0_f64 / 4.0).log2() / -(0.03_f64).log2());
        near(row.log_dice, 14.0 + (60.0_f64 / 140.0).log2());
        near(row.t_score, 26.0 / 30.0_f64.sqrt());
        let terms = [(30.0, 4.0), (70.0, 96.0), (10.0, 36.0), (890.0, 864.0)];
        let g2 = terms
            .iter()
            .map(|(o, e): &(f64, f64)| 2.0 * o * (o / e).ln());
        near(row.g2, g2.sum());
    }

    #[test]
    fn repelled_tokens_come_last_and_rare_ones_are_left_out() {
        // Expected: 的 50, so 10 are few.
        assert_eq!(tokens(1, CollocateOrder::G2), ["乙", "丙", "甲", "的"]);
        assert_eq!(tokens(3, CollocateOrder::G2), ["乙", "丙", "的"]);
        assert_eq!(tokens(1, CollocateOrder::Count), ["乙", "的", "丙", "甲"]);
        // PMI is equal: by code points.
        assert_eq!(tokens(1, CollocateOrder::Pmi), ["丙", "甲", "乙", "的"]);
        let repelled = collocate_rows(&found(), 1, CollocateOrder::G2)
            .pop()
            .unwrap();
        assert!(repelled.g2 > Some(0.0) && repelled.value(CollocateOrder::G2) < Some(0.0));
    }

    #[test]
    fn p_values_do_not_depend_on_what_is_listed() {
        let all = collocate_rows(&found(), 1, CollocateOrder::G2);
        let some = collocate_rows(&found(), 10, CollocateOrder::G2);
        assert_eq!(some[0].p_adjusted, all[0].p_adjusted);
        assert!(all[0].p_adjusted > all[0].p);
    }

    #[test]
    fn little_evidence_is_named() {
        let rows = collocate_rows(&found(), 1, CollocateOrder::G2);
        let evidence: Vec<_> = rows.iter().map(CollocateRow::evidence).collect();
        let expected: [&[&str]; 4] = [&[], &["few_hits", "one_document"], &["few_hits"], &[]];
        assert_eq!(evidence, expected);
    }
}
