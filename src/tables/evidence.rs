//! Owns how much evidence a number needs before it is ranked.

/// Fewer hits than this are marked `few_hits`: an interval of a rate of four hits reaches from a
/// quarter of it to two and a half times.
pub const FEWEST_HITS: u64 = 5;

/// Fewer documents with a hit than this are marked `few_documents`: one text and its echo.
pub const FEWEST_DOCUMENTS: u64 = 3;

/// In fewer years with documents than this nothing is a trend, and `few_years` is marked: no order
/// of four values has a two-sided p below 0.05.
pub const FEWEST_YEARS: usize = 5;

/// p up to which something is a finding, or worth a look.
pub(super) const LEVEL: f64 = 0.05;

/// Whether something is a finding: its p, corrected for all tests, is small, and nothing marks it as
/// weak.
pub(super) fn is_significant(p_adjusted: Option<f64>, marks: &[&str]) -> bool {
    marks.is_empty() && p_adjusted.is_some_and(|p| p <= LEVEL)
}

/// A finding in tables.
pub(super) fn verdict(is_significant: bool) -> &'static str {
    if is_significant { "yes" } else { "no" }
}

/// The marks of `hits` in `documents` with them and of so many `years` with documents; empty where
/// all are enough.
pub(super) fn marks(hits: u64, documents: u64, years: usize) -> Vec<&'static str> {
    let all = [
        (hits < FEWEST_HITS, "few_hits"),
        (documents < FEWEST_DOCUMENTS, "few_documents"),
        (years < FEWEST_YEARS, "few_years"),
    ];
    let marked = all.into_iter().filter(|(is_few, _)| *is_few);
    marked.map(|(_, mark)| mark).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_begin_below_the_limits() {
        assert!(marks(FEWEST_HITS, FEWEST_DOCUMENTS, FEWEST_YEARS).is_empty());
        assert_eq!(marks(4, 3, 5), ["few_hits"]);
        assert_eq!(marks(0, 0, 0), ["few_hits", "few_documents", "few_years"]);
    }

    #[test]
    fn weak_evidence_is_no_finding() {
        assert!(is_significant(Some(0.05), &[]));
        assert!(!is_significant(Some(0.051), &[]) && !is_significant(None, &[]));
        assert!(!is_significant(Some(0.0), &["few_hits"]));
    }

    /// What the limit of years rests on.
    #[test]
    fn four_values_have_no_trend() {
        let steepest = |n| {
            (1..=n)
                .map(|year| (year, f64::from(year)))
                .collect::<Vec<_>>()
        };
        let p = |n| crate::stats::mann_kendall(&steepest(n)).map(|trend| trend.p());
        assert!(p(4).is_some_and(|p| p > 0.05));
        assert!(p(5).is_some_and(|p| p < 0.05));
    }
}
