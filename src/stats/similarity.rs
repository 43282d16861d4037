//! Owns how alike two profiles of counts are: dense ones, and sparse ones sorted by key.

use std::cmp::Ordering;

use super::{float, ratio};

/// Cosine of two profiles of counts; `None` where one of them is empty.
///
/// Source: G. Salton, M. J. McGill, “Introduction to Modern Information Retrieval” (1983).
#[must_use]
pub fn cosine(a: &[u64], b: &[u64]) -> Option<f64> {
    let dot: f64 = a.iter().zip(b).map(|(&x, &y)| float(x) * float(y)).sum();
    let norm = |v: &[u64]| v.iter().map(|&x| float(x) * float(x)).sum::<f64>().sqrt();
    let norms = norm(a) * norm(b);
    (norms > 0.0).then(|| (dot / norms).min(1.0))
}

/// Jaccard similarity of what two profiles have at all; `None` where both are empty.
///
/// Source: P. Jaccard, “The distribution of the flora in the alpine zone”, New Phytologist 11
/// (1912), 37–50.
#[must_use]
pub fn jaccard(a: &[u64], b: &[u64]) -> Option<f64> {
    let pairs = || a.iter().zip(b);
    let both = pairs()
        .filter(|&(&x, &y)| x > 0 && y > 0)
        .map(|_| 1_u64)
        .sum();
    let either = pairs()
        .filter(|&(&x, &y)| x > 0 || y > 0)
        .map(|_| 1_u64)
        .sum();
    (either > 0).then(|| ratio(both, either))
}

/// [`cosine`] of two sparse profiles: (key, weight), keys ascending and distinct, weights 0 or
/// above.
///
/// ```
/// let a = [(2, 3.0), (5, 4.0)];
/// assert_eq!(tifa::stats::sparse_cosine(&a, &[(5, 5.0)]), Some(0.8));
/// ```
#[must_use]
pub fn sparse_cosine(a: &[(u32, f64)], b: &[(u32, f64)]) -> Option<f64> {
    let norm = |v: &[(u32, f64)]| v.iter().map(|(_, x)| x * x).sum::<f64>().sqrt();
    let norms = norm(a) * norm(b);
    let dot: f64 = joined(a, b).map(|(x, y)| x * y).sum();
    (norms > 0.0).then(|| (dot / norms).min(1.0))
}

/// [`jaccard`] of two sparse profiles: of the keys with a weight above 0 the share that both
/// have.
#[must_use]
pub fn sparse_jaccard(a: &[(u32, f64)], b: &[(u32, f64)]) -> Option<f64> {
    let (mut both, mut either) = (0_u64, 0_u64);
    for (x, y) in joined(a, b) {
        both += u64::from(x > 0.0 && y > 0.0);
        either += u64::from(x > 0.0 || y > 0.0);
    }
    (either > 0).then(|| ratio(both, either))
}

/// Weighted Jaccard similarity, Σ min / Σ max, of two sparse profiles.
///
/// Source: M. Růžička, “Anwendung mathematisch-statistischer Methoden in der Geobotanik”,
/// Biológia 13 (1958), 647–661. `None` where both are empty.
#[must_use]
pub fn sparse_weighted_jaccard(a: &[(u32, f64)], b: &[(u32, f64)]) -> Option<f64> {
    let (mut least, mut most) = (0.0, 0.0);
    for (x, y) in joined(a, b) {
        least += x.min(y);
        most += x.max(y);
    }
    (most > 0.0).then(|| least / most)
}

/// Weights of both profiles at every key that one of them has.
fn joined<'a>(a: &'a [(u32, f64)], b: &'a [(u32, f64)]) -> impl Iterator<Item = (f64, f64)> + 'a {
    let (mut at, mut bt) = (0, 0);
    std::iter::from_fn(move || {
        let order = match (a.get(at), b.get(bt)) {
            (None, None) => return None,
            (Some(_), None) => Ordering::Less,
            (None, Some(_)) => Ordering::Greater,
            (Some(x), Some(y)) => x.0.cmp(&y.0),
        };
        let mut weights = (0.0, 0.0);
        if order.is_le() {
            weights.0 = a[at].1;
            at += 1;
        }
        if order.is_ge() {
            weights.1 = b[bt].1;
            bt += 1;
        }
        Some(weights)
    })
}

/// Weight of a phrase by how few documents have it, ln(N / df): 0 where all have it.
///
/// Source: K. Spärck Jones, “A statistical interpretation of term specificity and its application
/// in retrieval”, Journal of Documentation 28 (1972), 11–21. `None` where no document has it, or
/// more than there are.
#[must_use]
pub fn inverse_document_frequency(documents: u64, with: u64) -> Option<f64> {
    (0 < with && with <= documents).then(|| ratio(documents, with).ln())
}

#[cfg(test)]
mod tests {
    use super::super::tests::close;
    use super::*;

    #[test]
    fn similarity_of_profiles() {
        close(cosine(&[1, 2, 0], &[2, 4, 0]).unwrap(), 1.0);
        close(cosine(&[3, 4], &[4, 3]).unwrap(), 0.96);
        close(jaccard(&[1, 2, 0, 0], &[5, 0, 1, 0]).unwrap(), 1.0 / 3.0);
        assert_eq!(cosine(&[0, 0], &[1, 2]), None);
        assert_eq!(jaccard(&[0, 0], &[0, 0]), None);
    }

    #[test]
    fn sparse_profiles_of_nothing() {
        let (none, zero, one) = ([], [(3, 0.0)], [(3, 2.0)]);
        for empty in [&none[..], &zero] {
            assert_eq!(sparse_cosine(empty, &one), None);
            assert_eq!(sparse_jaccard(empty, &zero), None);
            assert_eq!(sparse_weighted_jaccard(&zero, empty), None);
            assert_eq!(sparse_jaccard(empty, &one), Some(0.0));
        }
    }

    #[test]
    fn phrases_in_no_document_have_no_weight() {
        assert_eq!(inverse_document_frequency(10, 0), None);
        assert_eq!(inverse_document_frequency(10, 11), None);
        assert_eq!(inverse_document_frequency(10, 10), Some(0.0));
        close(inverse_document_frequency(8, 2).unwrap(), 4.0_f64.ln());
    }
}
