//! Owns rates and shares with their intervals.

use statrs::distribution::{ContinuousCDF, Gamma};
use statrs::function::gamma::ln_gamma;

use super::{Z_95, float, ratio};

/// An interval: lower and upper bound.
pub type Interval = (f64, f64);

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
    // Exact at both ends, where rounding would leave a trace.
    let low = if count == 0 {
        0.0
    } else {
        (centre - margin) / scale
    };
    let high = if count == of {
        1.0
    } else {
        (centre + margin) / scale
    };
    Some((low.max(0.0), high.min(1.0)))
}

#[cfg(test)]
mod tests {
    use super::super::tests::close;
    use super::*;

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
}
