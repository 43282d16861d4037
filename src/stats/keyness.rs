//! Owns the comparison of one count in two corpora: keyness statistics and effect sizes.

mod fisher;

use std::cmp::Ordering;

use super::{Interval, Z_95, float, normal_p};

pub use fisher::hypergeometric_none;

/// Hits of a phrase in a target and in a reference corpus, with the sizes of both: the cells a, b
/// and the totals c, d of the usual table. Both sizes are of one unit (characters, tokens or
/// documents), and a hit counts as one of it.
///
/// To be made by [`Contingency::new`], which refuses what is no table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Contingency {
    /// Hits in the target (a).
    pub target: u64,
    /// Hits in the reference (b).
    pub reference: u64,
    /// Size of the target (c).
    pub target_size: u64,
    /// Size of the reference (d).
    pub reference_size: u64,
}

impl Contingency {
    /// A table of `(target, reference)` hits and sizes; `None` where a size is 0 or the hits
    /// exceed it.
    #[must_use]
    pub fn new(hits: (u64, u64), sizes: (u64, u64)) -> Option<Self> {
        let table = sizes.0 > 0 && sizes.1 > 0 && hits.0 <= sizes.0 && hits.1 <= sizes.1;
        table.then_some(Self {
            target: hits.0,
            reference: hits.1,
            target_size: sizes.0,
            reference_size: sizes.1,
        })
    }

    /// Log-likelihood ratio over all four cells, 2 Σ O ln(O / E); 0 and above.
    ///
    /// Source: T. Dunning, “Accurate methods for the statistics of surprise and coincidence”,
    /// Computational Linguistics 19 (1993), 61–74. `None` where there are no hits, or nothing
    /// else than hits.
    #[must_use]
    pub fn g2(&self) -> Option<f64> {
        let expected = self.expected()?;
        let cells = self.cells();
        let signs = [1.0, -1.0, -1.0, 1.0];
        let terms = (0..4).map(|i| deviance(cells[i], expected[i], signs[i] * self.excess()));
        Some(2.0 * terms.sum::<f64>())
    }

    /// Log-likelihood ratio over the two cells with hits: what the calculator of UCREL gives.
    ///
    /// Source: P. Rayson, R. Garside, “Comparing corpora using frequency profiling”, Proceedings
    /// of the Workshop on Comparing Corpora (2000), 1–6. `None` where there are no hits.
    #[must_use]
    pub fn g2_two_term(&self) -> Option<f64> {
        let (target, reference) = self.expected_hits()?;
        Some(
            2.0 * (deviance(self.target, target, self.excess())
                + deviance(self.reference, reference, -self.excess())),
        )
    }

    /// Pearson's χ², Σ (O − E)² / E, with one degree of freedom.
    ///
    /// Source: K. Pearson, “On the criterion that a given system of deviations …”, Philosophical
    /// Magazine 50 (1900), 157–175. `None` where [`Contingency::g2`] is.
    #[must_use]
    pub fn chi2(&self) -> Option<f64> {
        self.chi2_of(self.excess().abs())
    }

    /// χ² with the correction for continuity: every |O − E| is lessened by 0.5, at most to 0.
    ///
    /// Source: F. Yates, “Contingency tables involving small numbers and the χ² test”,
    /// Supplement to the JRSS 1 (1934), 217–235. `None` where [`Contingency::g2`] is.
    #[must_use]
    pub fn chi2_yates(&self) -> Option<f64> {
        self.chi2_of((self.excess().abs() - 0.5).max(0.0))
    }

    /// The rate in the target against that in the reference, compared exactly: `Greater` where
    /// the target has more.
    #[must_use]
    pub fn direction(&self) -> Ordering {
        let (here, there) = self.products();
        here.cmp(&there)
    }

    /// Binary logarithm of the ratio of the two rates; where a count is 0, 0.5 stands for it.
    ///
    /// Source: A. Hardie, “Log Ratio: an informal introduction”, CASS (2014). `None` where both
    /// counts are 0.
    #[must_use]
    pub fn log_ratio(&self) -> Option<f64> {
        if self.target == 0 && self.reference == 0 {
            return None;
        }
        let rate = |hits: u64, size: u64| (if hits == 0 { 0.5 } else { float(hits) }) / float(size);
        let here = rate(self.target, self.target_size);
        Some((here / rate(self.reference, self.reference_size)).log2())
    }

    /// 95 % interval of [`Contingency::log_ratio`]: that of the relative risk, on the binary
    /// logarithm.
    ///
    /// Source: D. Katz et al., “Obtaining confidence intervals for the risk ratio in cohort
    /// studies”, Biometrics 34 (1978), 469–474. `None` where a count is 0: the standard error is
    /// infinite then.
    #[must_use]
    pub fn log_ratio_interval(&self) -> Option<Interval> {
        if self.target == 0 || self.reference == 0 {
            return None;
        }
        let [here, there, rest_here, rest_there] = self.cells().map(float);
        let variance = rest_here / (here * float(self.target_size))
            + rest_there / (there * float(self.reference_size));
        let margin = Z_95 * variance.sqrt() / std::f64::consts::LN_2;
        let centre = self.log_ratio()?;
        Some((centre - margin, centre + margin))
    }

    /// %DIFF: by how many per cent the rate in the target is above that in the reference.
    ///
    /// Source: C. Gabrielatos, A. Marchi, “Keyness: appropriate metrics and practical issues”,
    /// CADS (2012). `None` where the reference has no hits.
    #[must_use]
    pub fn percent_diff(&self) -> Option<f64> {
        let (here, there) = self.products();
        (there > 0).then(|| self.products_apart() * 100.0 / wide(there) * sign(here.cmp(&there)))
    }

    /// Simple maths: the ratio of the two rates per million after `smoothing` was added to both.
    ///
    /// Source: A. Kilgarriff, “Simple maths for keywords”, Corpus Linguistics (2009); 1 is usual.
    /// `None` where the divisor is not above 0.
    #[must_use]
    pub fn simple_maths(&self, smoothing: f64) -> Option<f64> {
        let per_million = |hits, size| float(hits) * 1e6 / float(size) + smoothing;
        let below = per_million(self.reference, self.reference_size);
        let fine = smoothing.is_finite() && below > 0.0;
        fine.then(|| per_million(self.target, self.target_size) / below)
    }

    /// The odds of a hit in the target over those in the reference, a (d − b) / (b (c − a)).
    ///
    /// Source: J. Cornfield, “A method of estimating comparative rates from clinical data”, JNCI
    /// 11 (1951), 1269–1275. `None` where the divisor is 0.
    #[must_use]
    pub fn odds_ratio(&self) -> Option<f64> {
        let [here, there, rest_here, rest_there] = self.cells().map(float);
        let below = there * rest_here;
        (below > 0.0).then(|| here * rest_there / below)
    }

    /// Two-sided p of Fisher's exact test: of all tables with these margins the share that is as
    /// improbable as this one, or more. 0 where it is below the smallest float.
    ///
    /// Source: R. A. Fisher, “The logic of inductive inference”, JRSS 98 (1935), 39–82. `None`
    /// where [`Contingency::g2`] is.
    #[must_use]
    pub fn fisher(&self) -> Option<f64> {
        self.expected()?;
        Some(fisher::two_sided(self))
    }

    /// Bayesian information criterion of [`Contingency::g2_two_term`]: it less ln(c + d).
    ///
    /// Source: A. Wilson, “Embracing Bayes factors for key item analysis in corpus linguistics”
    /// (2013). `None` where there are no hits.
    #[must_use]
    pub fn bic(&self) -> Option<f64> {
        Some(self.g2_two_term()? - self.size().ln())
    }

    /// Effect size of [`Contingency::g2_two_term`]: it over (c + d) ln(the lesser expected count).
    ///
    /// Source: J. E. Johnston, K. J. Berry, P. W. Mielke, “Measures of effect size for
    /// chi-squared and likelihood-ratio goodness-of-fit tests”, Perceptual and Motor Skills 103
    /// (2006), 412–414. `None` where there are no hits or no more than 1 is expected somewhere.
    #[must_use]
    pub fn ell(&self) -> Option<f64> {
        let (target, reference) = self.expected_hits()?;
        let least = target.min(reference);
        let statistic = self.g2_two_term()?;
        (least > 1.0).then(|| statistic / (self.size() * least.ln()))
    }

    /// Hits here and there, then what is no hit here and there.
    fn cells(&self) -> [u64; 4] {
        [
            self.target,
            self.reference,
            self.target_size.saturating_sub(self.target),
            self.reference_size.saturating_sub(self.reference),
        ]
    }

    fn size(&self) -> f64 {
        float(self.target_size) + float(self.reference_size)
    }

    /// Expected counts of [`Contingency::cells`]; `None` where a margin is 0.
    fn expected(&self) -> Option<[f64; 4]> {
        let (target, reference) = self.expected_hits()?;
        let [_, _, here, there] = self.cells().map(float);
        let rest = (here + there) / self.size();
        let apart = [
            target,
            reference,
            rest * float(self.target_size),
            rest * float(self.reference_size),
        ];
        (rest > 0.0).then_some(apart)
    }

    fn expected_hits(&self) -> Option<(f64, f64)> {
        let share = (float(self.target) + float(self.reference)) / self.size();
        let hits = (
            share * float(self.target_size),
            share * float(self.reference_size),
        );
        (share > 0.0).then_some(hits)
    }

    /// a·d and b·c, whose difference decides everything.
    fn products(&self) -> (u128, u128) {
        let product = |a: u64, b: u64| u128::from(a) * u128::from(b);
        (
            product(self.target, self.reference_size),
            product(self.reference, self.target_size),
        )
    }

    fn products_apart(&self) -> f64 {
        let (here, there) = self.products();
        wide(here.abs_diff(there))
    }

    /// O − E of the first cell; that of the others differs in sign alone. The subtraction is one
    /// of integers, so nothing is lost where O and E are large and near.
    fn excess(&self) -> f64 {
        sign(self.direction()) * self.products_apart() / self.size()
    }

    fn chi2_of(&self, difference: f64) -> Option<f64> {
        let parts = self.expected()?.map(|expected| difference / expected);
        Some(difference * parts.iter().sum::<f64>())
    }
}

fn sign(order: Ordering) -> f64 {
    match order {
        Ordering::Less => -1.0,
        Ordering::Equal => 0.0,
        Ordering::Greater => 1.0,
    }
}

#[allow(
    clippy::cast_precision_loss,
    reason = "the rounding of a product is that of any float"
)]
fn wide(product: u128) -> f64 {
    product as f64
}

/// O ln(O / E) − (O − E). The differences add up to 0 over a table, so the sum of these is the
/// usual one; but no term is negative, and large ones do not cancel.
fn deviance(observed: u64, expected: f64, difference: f64) -> f64 {
    if observed == 0 {
        return expected;
    }
    let x = difference / expected;
    if x.abs() > 1e-3 {
        return expected * ((1.0 + x) * x.ln_1p() - x);
    }
    let series = 1.0 / 2.0 - x * (1.0 / 6.0 - x * (1.0 / 12.0 - x * (1.0 / 20.0 - x / 30.0)));
    expected * x * x * series
}

/// p of a χ² statistic with one degree of freedom: its survival function, which is right where
/// one less the distribution function is 0; nine digits are right. `statistic` is 0 or above.
///
/// ```
/// assert!((tifa::stats::chi2_p(3.841_458_820_694_124) - 0.05).abs() < 1e-10);
/// assert!((tifa::stats::chi2_p(400.0) / 5.507_248_237_212_467e-89 - 1.0).abs() < 1e-9);
/// ```
#[must_use]
pub fn chi2_p(statistic: f64) -> f64 {
    normal_p(statistic.max(0.0).sqrt())
}
