//! Owns measures of how strongly two tokens keep each other's company.

use super::{Contingency, float};

/// How often two things stand together, of all tokens.
///
/// To be made by [`Cooccurrence::new`], which refuses what is no table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cooccurrence {
    /// Occurrences of the collocate in windows of the node (O11).
    pub both: u64,
    /// Tokens in windows of the node (R1).
    pub node: u64,
    /// Occurrences of the collocate in the corpus (C1).
    pub collocate: u64,
    /// Tokens of the corpus (N).
    pub total: u64,
}

/// The log odds ratio of a table, smoothed, and how many standard errors it is from 0.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Lambda {
    /// The logarithm, natural.
    pub value: f64,
    /// It over its standard error.
    pub z: f64,
}

impl Cooccurrence {
    /// A table of O11, (R1, C1) and N; `None` where `both` exceeds one of the `(node, collocate)`,
    /// those the total, or the total is 0.
    #[must_use]
    pub fn new(both: u64, (node, collocate): (u64, u64), total: u64) -> Option<Self> {
        let fits = both <= node && both <= collocate && node <= total && total > 0;
        (fits && collocate - both <= total - node).then_some(Self {
            both,
            node,
            collocate,
            total,
        })
    }

    /// How often both would stand together by chance, R1 · C1 / N.
    #[must_use]
    pub fn expected(&self) -> f64 {
        float(self.node) * float(self.collocate) / float(self.total)
    }

    /// Pointwise mutual information, log₂(O11 / E), in bits.
    ///
    /// Source: K. W. Church, P. Hanks, “Word association norms, mutual information, and
    /// lexicography”, Computational Linguistics 16 (1990), 22–29. `None` where both never meet.
    #[must_use]
    pub fn pmi(&self) -> Option<f64> {
        (self.both > 0).then(|| (float(self.both) / self.expected()).log2())
    }

    /// [`Cooccurrence::pmi`] over −log₂(O11 / N): 1 where neither stands alone, 0 by chance.
    ///
    /// Source: G. Bouma, “Normalized (pointwise) mutual information in collocation extraction”,
    /// GSCL (2009), 31–40. `None` where both never meet, or everything is such a meeting.
    #[must_use]
    pub fn npmi(&self) -> Option<f64> {
        let pmi = self.pmi()?;
        (self.both < self.total).then(|| pmi / (float(self.total) / float(self.both)).log2())
    }

    /// logDice, 14 + log₂(2 O11 / (R1 + C1)); 14 at most, whatever the size of the corpus.
    ///
    /// Source: P. Rychlý, “A lexicographer-friendly association score”, RASLAN (2008), 6–9.
    /// `None` where both never meet.
    #[must_use]
    pub fn log_dice(&self) -> Option<f64> {
        let either = float(self.node) + float(self.collocate);
        (self.both > 0).then(|| 14.0 + (2.0 * float(self.both) / either).log2())
    }

    /// t-score, (O11 − E) / √O11.
    ///
    /// Source: K. Church, W. Gale, P. Hanks, D. Hindle, “Using statistics in lexical analysis”,
    /// Lexical acquisition (1991), 115–164. `None` where both never meet.
    #[must_use]
    pub fn t_score(&self) -> Option<f64> {
        let both = float(self.both);
        (self.both > 0).then(|| (both - self.expected()) / both.sqrt())
    }

    /// Log-likelihood ratio over all four cells; see [`Contingency::g2`]. `None` where nothing or
    /// everything is a collocate, or in a window.
    #[must_use]
    pub fn g2(&self) -> Option<f64> {
        self.contingency()?.g2()
    }

    /// The table in and outside windows.
    #[must_use]
    pub fn contingency(&self) -> Option<Contingency> {
        let hits = (self.both, self.collocate.saturating_sub(self.both));
        Contingency::new(hits, (self.node, self.total.saturating_sub(self.node)))
    }

    /// λ of a pair as quanteda computes it: Σ ± ln(n + 0.5) over the four cells, with z.
    ///
    /// Source: D. Blaheta, M. Johnson, “Unsupervised learning of multi-word verbs”, ACL workshop
    /// on collocation (2001), 54–60. The smoothing keeps it defined for every table.
    #[must_use]
    pub fn lambda(&self) -> Lambda {
        let (node_alone, collocate_alone) = (self.node - self.both, self.collocate - self.both);
        let neither = self.total - self.node - collocate_alone;
        let cells = [self.both, neither, node_alone, collocate_alone].map(|n| float(n) + 0.5);
        let value = cells[0].ln() + cells[1].ln() - cells[2].ln() - cells[3].ln();
        let variance: f64 = cells.iter().map(|cell| 1.0 / cell).sum();
        Lambda {
            value,
            z: value / variance.sqrt(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_table_is_refused() {
        for (both, margins, total) in [
            (3, (2, 5), 100),
            (3, (5, 2), 100),
            (0, (60, 50), 100),
            (0, (101, 0), 100),
            (0, (0, 0), 0),
        ] {
            assert_eq!(Cooccurrence::new(both, margins, total), None);
        }
        assert!(Cooccurrence::new(10, (60, 50), 100).is_some());
    }

    #[test]
    fn those_that_never_meet_or_always() {
        let never = Cooccurrence::new(0, (10, 10), 100).unwrap();
        assert_eq!((never.pmi(), never.npmi()), (None, None));
        assert_eq!((never.log_dice(), never.t_score()), (None, None));
        assert!(never.lambda().value < 0.0);
        let all = Cooccurrence::new(7, (7, 7), 7).unwrap();
        assert_eq!((all.pmi(), all.npmi()), (Some(0.0), None));
        assert_eq!((all.log_dice(), all.g2()), (Some(14.0), None));
        let bound = Cooccurrence::new(10, (10, 10), 100).unwrap();
        assert_eq!(bound.npmi(), Some(1.0));
    }
}
