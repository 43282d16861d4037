//! Owns the measures: pure functions on numbers, each with its published source.
//!
//! Knows nothing of documents or tables. What is undefined is `None`, never 0, NaN or infinite.

use statrs::distribution::{ContinuousCDF, Gamma};
use statrs::function::gamma::ln_gamma;

/// Standard normal quantile of a two-sided 95 % interval.
const Z_95: f64 = 1.959_963_984_540_054;

/// An interval: lower and upper bound.
pub type Interval = (f64, f64);

/// A count as a float. Exact up to 2^53, which no corpus reaches.
#[must_use]
#[allow(clippy::cast_precision_loss, reason = "counts stay far below 2^53")]
fn float(count: u64) -> f64 {
    count as f64
}

/// `count / of`, without the check for zero that [`rate`] has.
pub(crate) fn ratio(count: u64, of: u64) -> f64 {
    float(count) / float(of)
}

/// `count` per `base` units of `size`; `None` where `size` is 0.
///
/// ```
/// assert_eq!(tifa::stats::rate(3, 20_000, 10_000.0), Some(1.5));
/// assert_eq!(tifa::stats::rate(0, 0, 10_000.0), None);
/// ```
#[must_use]
pub fn rate(count: u64, size: u64, base: f64) -> Option<f64> {
    (size > 0).then(|| float(count) * base / float(size))
}

/// 95 % Garwood interval of a Poisson rate: `count` events in `size`, per `base` units.
///
/// Source: F. Garwood, “Fiducial limits for the Poisson distribution”, Biometrika 28 (1936),
/// 437–442: half the χ² quantiles with 2n and 2n + 2 degrees of freedom. `None` where `size` is 0.
#[must_use]
pub fn garwood(count: u64, size: u64, base: f64) -> Option<Interval> {
    let scale = rate(1, size, base)?;
    let (low, high) = poisson_bounds(count)?;
    Some((low * scale, high * scale))
}

/// 95 % interval of the mean of a Poisson distribution of which `count` was drawn: what
/// [`garwood`] divides by the size.
#[must_use]
pub fn poisson_bounds(count: u64) -> Option<Interval> {
    let low = match count {
        0 => 0.0,
        _ => gamma_quantile(count, 0.025)?,
    };
    Some((low, gamma_quantile(count + 1, 0.975)?))
}

/// The quantile of a gamma distribution with integer shape and rate 1: half a χ² quantile.
///
/// Newton's method, kept inside a bracket that every step narrows. It begins with the approximation
/// of E. B. Wilson and M. M. Hilferty, “The distribution of chi-square”, PNAS 17 (1931), 684–688.
fn gamma_quantile(shape: u64, probability: f64) -> Option<f64> {
    let n = float(shape);
    let distribution = Gamma::new(n, 1.0).ok()?;
    let (mut low, mut high) = (0.0, n + 20.0 * n.sqrt() + 20.0);
    // By logarithms: the library's density overflows between 143 and 160.
    let factorial = ln_gamma(n);
    let deviate = if probability < 0.5 { -Z_95 } else { Z_95 };
    let mut x = n * (1.0 - 1.0 / (9.0 * n) + deviate / (3.0 * n.sqrt())).powi(3);
    for _ in 0..200 {
        if !(low < x && x < high) {
            x = f64::midpoint(low, high);
        }
        let excess = distribution.cdf(x) - probability;
        if excess < 0.0 {
            low = x;
        } else {
            high = x;
        }
        let step = excess / ((n - 1.0) * x.ln() - x - factorial).exp();
        x -= step;
        if step.abs() <= 1e-14 * x.abs() {
            break;
        }
    }
    Some(x)
}

/// 95 % Wilson score interval of a share: `count` of `of`.
///
/// Source: E. B. Wilson, “Probable inference, the law of succession, and statistical inference”,
/// JASA 22 (1927), 209–212. `None` where `of` is 0.
#[must_use]
pub fn wilson(count: u64, of: u64) -> Option<Interval> {
    if of == 0 {
        return None;
    }
    let (n, share, z2) = (float(of), ratio(count, of), Z_95 * Z_95);
    let centre = share + z2 / (2.0 * n);
    let margin = Z_95 * (share * (1.0 - share) / n + z2 / (4.0 * n * n)).sqrt();
    let scale = 1.0 + z2 / n;
    Some((
        ((centre - margin) / scale).max(0.0),
        ((centre + margin) / scale).min(1.0),
    ))
}

/// Gries' deviation of proportions: 0 for a phrase spread as the text is, near 1 for one that
/// stands in one small part only.
///
/// `parts` are (hits, size) of each part. Source: S. Th. Gries, “Dispersions and adjusted
/// frequencies in corpora”, International Journal of Corpus Linguistics 13 (2008), 403–437.
/// `None` without hits or text.
#[must_use]
pub fn deviation_of_proportions(parts: impl Iterator<Item = (u64, u64)> + Clone) -> Option<f64> {
    let (hits, size) = parts
        .clone()
        .fold((0, 0), |(hits, size), (h, s)| (hits + h, size + s));
    if hits == 0 || size == 0 {
        return None;
    }
    Some(
        parts
            .map(|(h, s)| (ratio(h, hits) - ratio(s, size)).abs())
            .sum::<f64>()
            / 2.0,
    )
}

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

#[cfg(test)]
mod tests {
    use super::*;

    fn close(a: f64, b: f64) {
        assert!((a - b).abs() <= 1e-9 * b.abs().max(1.0), "{a} is not {b}");
    }

    /// Bounds from SciPy 1.17: `chi2.ppf(0.025, 2 * n) / 2`, `chi2.ppf(0.975, 2 * n + 2) / 2`.
    #[test]
    fn garwood_agrees_with_scipy() {
        for (count, low, high) in [
            (0, 0.0, 3.688_879_454_113_935_4),
            (1, 0.025_317_807_984_289_876, 5.571_643_390_938_898),
            (3, 0.618_672_122_895_601_4, 8.767_273_069_742_323),
            (17, 9.903_126_469_607_294, 27.218_646_815_906_613),
            (156, 132.480_523_322_300_14, 182.491_290_037_105_41),
            (250, 219.967_995_630_937_3, 282.987_705_042_316_07),
            (100_000, 99_381.152_663_744_72, 100_621.744_739_744_38),
        ] {
            let (lower, upper) = garwood(count, 1, 1.0).unwrap();
            close(lower, low);
            close(upper, high);
        }
        assert_eq!(garwood(3, 0, 10_000.0), None);
        let (lower, _) = garwood(3, 20_000, 10_000.0).unwrap();
        close(lower, 0.618_672_122_895_601_4 / 2.0);
    }

    /// Bounds from statsmodels 0.15: `proportion_confint(k, n, method="wilson")`.
    #[test]
    fn wilson_agrees_with_statsmodels() {
        for (count, of, low, high) in [
            (0, 5, 0.0, 0.434_482_464_783_174_87),
            (1, 5, 0.036_224_108_632_430_196, 0.624_465_370_237_474_8),
            (3, 16, 0.065_915_990_714_281_39, 0.430_088_809_619_741_44),
            (14, 14, 0.784_689_197_262_364_1, 1.0),
            (
                120,
                74_545,
                0.001_346_524_965_732_768_7,
                0.001_924_370_383_531_476_2,
            ),
        ] {
            let (lower, upper) = wilson(count, of).unwrap();
            close(lower, low);
            close(upper, high);
        }
        assert_eq!(wilson(0, 0), None);
    }

    /// Gries 2008, the example of the five equal parts: DP of (1,2,3,4,5) over equal parts is 0.2.
    #[test]
    fn dispersion_of_equal_parts() {
        let parts = [1, 2, 3, 4, 5].map(|hits| (hits, 100));
        close(deviation_of_proportions(parts.into_iter()).unwrap(), 0.2);
        close(
            deviation_of_proportions([(7, 100), (0, 300)].into_iter()).unwrap(),
            0.75,
        );
        assert_eq!(deviation_of_proportions([(0, 100)].into_iter()), None);
    }

    #[test]
    fn similarity_of_profiles() {
        close(cosine(&[1, 2, 0], &[2, 4, 0]).unwrap(), 1.0);
        close(cosine(&[3, 4], &[4, 3]).unwrap(), 0.96);
        close(jaccard(&[1, 2, 0, 0], &[5, 0, 1, 0]).unwrap(), 1.0 / 3.0);
        assert_eq!(cosine(&[0, 0], &[1, 2]), None);
        assert_eq!(jaccard(&[0, 0], &[0, 0]), None);
    }
}
