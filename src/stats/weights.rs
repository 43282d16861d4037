//! Owns weights of features by how many texts have them.

use super::ratio;

/// Inverse document frequency that is never 0, ln((1 + N) / (1 + df)) + 1: with two texts the plain
/// one would leave nothing of what both have.
///
/// Source: F. Pedregosa et al., “Scikit-learn: Machine Learning in Python”, JMLR 12 (2011),
/// 2825–2830, `TfidfTransformer` with `smooth_idf`.
///
/// ```
/// assert_eq!(tifa::stats::smoothed_inverse_document_frequency(5, 5), 1.0);
/// ```
#[must_use]
pub fn smoothed_inverse_document_frequency(documents: u64, with: u64) -> f64 {
    ratio(1 + documents, 1 + with).ln() + 1.0
}

#[cfg(test)]
mod tests {
    use super::*;

    /// scikit-learn 1.8: `TfidfTransformer().fit([[1, 1], [0, 1], [0, 1]]).idf_`.
    #[test]
    fn weights_agree_with_scikit_learn() {
        let rare = smoothed_inverse_document_frequency(3, 1);
        assert!((rare - 1.693_147_180_559_945_3).abs() < 1e-12);
        assert!((smoothed_inverse_document_frequency(3, 3) - 1.0).abs() < 1e-12);
    }
}
