//! Owns the correction of p values for how many tests were made.

use super::length;

/// How p values of several tests are corrected.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Correction {
    /// The share of false discoveries. Source: Y. Benjamini, Y. Hochberg, “Controlling the false
    /// discovery rate”, JRSS B 57 (1995), 289–300.
    #[default]
    BenjaminiHochberg,
    /// Any false discovery, step by step. Source: S. Holm, “A simple sequentially rejective
    /// multiple test procedure”, Scandinavian Journal of Statistics 6 (1979), 65–70.
    Holm,
    /// Any false discovery, p times the number of tests. Source: O. J. Dunn, “Multiple
    /// comparisons among means”, JASA 56 (1961), 52–64.
    Bonferroni,
    /// Any false discovery of independent tests. Source: Z. Šidák, “Rectangular confidence
    /// regions for the means of multivariate normal distributions”, JASA 62 (1967), 626–633.
    Sidak,
    /// p values as they are.
    Uncorrected,
}

impl Correction {
    /// All corrections, the usual one first.
    pub const ALL: [Self; 5] = [
        Self::BenjaminiHochberg,
        Self::Holm,
        Self::Bonferroni,
        Self::Sidak,
        Self::Uncorrected,
    ];

    /// The name by which tables and manifests call it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::BenjaminiHochberg => "benjamini_hochberg",
            Self::Holm => "holm",
            Self::Bonferroni => "bonferroni",
            Self::Sidak => "sidak",
            Self::Uncorrected => "uncorrected",
        }
    }
}

/// p values after `correction`, in the order of `p`; what is `None` stays `None`.
///
/// `tests` is how many tests were made; those that `p` does not hold count as tests with p = 1.
/// Where it is less than the number of p values, that number is taken.
///
/// ```
/// use tifa::stats::{Correction, adjusted};
///
/// let p = [Some(0.01), None, Some(0.04)];
/// assert_eq!(adjusted(&p, 2, Correction::Bonferroni), [Some(0.02), None, Some(0.08)]);
/// ```
#[must_use]
pub fn adjusted(p: &[Option<f64>], tests: usize, correction: Correction) -> Vec<Option<f64>> {
    let mut order: Vec<(f64, usize)> = (0..p.len())
        .filter_map(|place| Some((p[place]?, place)))
        .collect();
    order.sort_unstable_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
    let tests = length(tests.max(order.len()));
    let sorted: Vec<f64> = order.iter().map(|&(p, _)| p).collect();
    let corrected = match correction {
        Correction::BenjaminiHochberg => benjamini_hochberg(&sorted, tests),
        Correction::Holm => holm(&sorted, tests),
        Correction::Bonferroni => sorted.iter().map(|p| p * tests).collect(),
        Correction::Sidak => sorted.iter().map(|p| sidak(*p, tests)).collect(),
        Correction::Uncorrected => sorted,
    };
    let mut result = vec![None; p.len()];
    for ((_, place), value) in order.into_iter().zip(corrected) {
        result[place] = Some(value.min(1.0));
    }
    result
}

/// The least of p · tests / rank over this rank and those above.
fn benjamini_hochberg(sorted: &[f64], tests: f64) -> Vec<f64> {
    let mut least = 1.0_f64;
    let mut values: Vec<f64> = (0..sorted.len())
        .rev()
        .map(|place| {
            least = least.min(sorted[place] * tests / length(place + 1));
            least
        })
        .collect();
    values.reverse();
    values
}

/// The greatest of p · (tests left) over this rank and those below.
fn holm(sorted: &[f64], tests: f64) -> Vec<f64> {
    let mut most = 0.0_f64;
    let value = |(place, p): (usize, &f64)| {
        most = most.max(p * (tests - length(place)));
        most
    };
    sorted.iter().enumerate().map(value).collect()
}

fn sidak(p: f64, tests: f64) -> f64 {
    -(tests * (-p).ln_1p()).exp_m1()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tests_without_a_value_count() {
        let p = [Some(0.01), None, Some(0.5)];
        assert_eq!(
            adjusted(&p, 10, Correction::BenjaminiHochberg),
            [Some(0.1), None, Some(1.0)]
        );
        let few = adjusted(&p, 0, Correction::Bonferroni);
        assert_eq!(few, [Some(0.02), None, Some(1.0)]);
        assert_eq!(adjusted(&[None], 3, Correction::Holm), [None]);
    }

    #[test]
    fn certain_and_impossible_stay_so() {
        for correction in Correction::ALL {
            let p = [Some(0.0), Some(1.0)];
            assert_eq!(adjusted(&p, 2, correction), p, "{}", correction.name());
        }
    }
}
