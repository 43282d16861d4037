//! Owns the measures: pure functions on numbers, each with its published source.
//!
//! Knows nothing of documents or tables. What is undefined is `None`, never 0, NaN or infinite.
//! `tests/data/stats_golden.json` holds what other programs compute of the same numbers.

mod association;
mod change;
mod clustering;
mod corrections;
mod dispersion;
mod intervals;
mod keyness;
mod order;
mod similarity;
#[cfg(test)]
mod tests;
mod trend;
mod weights;

use statrs::function::erf::erfc;

pub use association::{Cooccurrence, Lambda};
pub use change::{ChangePoint, change_point, dormancy, half_life};
pub use clustering::{Merge, average_linkage, cut, leaf_order, silhouette};
pub use corrections::{Correction, adjusted};
pub use dispersion::{Parts, Spread, deviation_of_proportions};
pub use intervals::{Interval, garwood, poisson_bounds, rate, wilson};
pub use keyness::{Contingency, chi2_p, hypergeometric_none};
pub use order::{kendall_tau_b, longest_increasing};
pub use similarity::{
    cosine, inverse_document_frequency, jaccard, sparse_cosine, sparse_jaccard,
    sparse_weighted_jaccard,
};
pub use trend::{MannKendall, TheilSen, mann_kendall, theil_sen};
pub use weights::smoothed_inverse_document_frequency;

/// Standard normal quantile of a two-sided 95 % interval.
const Z_95: f64 = 1.959_963_984_540_054;

/// A count as a float. Exact up to 2^53, which no corpus reaches.
#[must_use]
#[allow(clippy::cast_precision_loss, reason = "counts stay far below 2^53")]
fn float(count: u64) -> f64 {
    count as f64
}

/// A number of items as a float.
fn length(items: usize) -> f64 {
    float(items as u64)
}

/// `count / of`, without the check for zero that [`rate`] has.
pub(crate) fn ratio(count: u64, of: u64) -> f64 {
    float(count) / float(of)
}

/// Two-sided p of a standard normal deviate.
///
/// By the complement of the error function, so that it does not become 0 where 1 − Φ would.
fn normal_p(z: f64) -> f64 {
    erfc(z.abs() / std::f64::consts::SQRT_2)
}
