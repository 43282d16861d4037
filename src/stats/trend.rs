//! Owns trends of yearly values: whether there is one, and how steep it is.
//!
//! Points are (year, value), years ascending and distinct. Years without a value are left out,
//! never 0.

use std::cmp::Ordering;

use super::{Z_95, length, normal_p};

/// Most points for which p is found by counting all orders.
const MOST_EXACT: usize = 10;

/// The test of Mann and Kendall for a trend.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct MannKendall {
    /// Pairs of years that rise less those that fall.
    pub s: i64,
    /// Variance of `s` where there is no trend, corrected for ties.
    pub variance: f64,
    /// `s` over its standard deviation, with the correction for continuity.
    pub z: f64,
    /// `s` over all pairs.
    pub tau_a: f64,
    /// `s` over what it could be with these ties.
    pub tau_b: Option<f64>,
    /// Two-sided p of `z`.
    pub p_normal: f64,
    /// Two-sided p from all orders of the values; for at most 10 points without ties.
    pub p_exact: Option<f64>,
}

impl MannKendall {
    /// The exact p where there is one, else the normal one.
    #[must_use]
    pub fn p(&self) -> f64 {
        self.p_exact.unwrap_or(self.p_normal)
    }
}

/// Whether values rise or fall with the years, whatever the shape of the curve.
///
/// Source: H. B. Mann, “Nonparametric tests against trend”, Econometrica 13 (1945), 245–259;
/// M. G. Kendall, “Rank correlation methods” (1975), for ties and small numbers. `None` below 3
/// points, where all values are equal (then the variance is 0) or one is not finite.
///
/// ```
/// use tifa::stats::mann_kendall;
///
/// let trend = mann_kendall(&[(2012, 0.1), (2013, 0.4), (2015, 0.3), (2016, 0.9)]).unwrap();
/// assert_eq!((trend.s, trend.tau_b), (4, Some(4.0 / 6.0)));
/// assert_eq!(mann_kendall(&[(2012, 0.1), (2013, 0.1), (2015, 0.1)]), None);
/// ```
#[must_use]
pub fn mann_kendall(points: &[(i32, f64)]) -> Option<MannKendall> {
    let values = finite(points)?;
    let ties = tied(&values);
    let n = length(values.len());
    let weigh = |n: f64| n * (n - 1.0) * (2.0 * n + 5.0);
    let tied_weight: f64 = ties.iter().map(|&t| weigh(t)).sum();
    let variance = (weigh(n) - tied_weight) / 18.0;
    if values.len() < 3 || variance <= 0.0 {
        return None;
    }
    let s = rises_less_falls(&values);
    let score = f64::from(i32::try_from(s).ok()?);
    let z = (score - score.signum() * f64::from(u8::from(s != 0))) / variance.sqrt();
    let pairs = n * (n - 1.0) / 2.0;
    let tied_pairs: f64 = ties.iter().map(|t| t * (t - 1.0) / 2.0).sum();
    let below = (pairs * (pairs - tied_pairs)).sqrt();
    Some(MannKendall {
        s,
        variance,
        z,
        tau_a: score / pairs,
        tau_b: (below > 0.0).then(|| score / below),
        p_normal: normal_p(z),
        p_exact: (ties.is_empty() && values.len() <= MOST_EXACT)
            .then(|| exact_p(values.len(), s.unsigned_abs())),
    })
}

/// The values; `None` where one is not finite.
fn finite(points: &[(i32, f64)]) -> Option<Vec<f64>> {
    let fine = points.iter().all(|point| point.1.is_finite());
    fine.then(|| points.iter().map(|point| point.1).collect())
}

/// How many values are equal, for each value that stands more than once.
fn tied(values: &[f64]) -> Vec<f64> {
    let mut sorted = values.to_vec();
    sorted.sort_unstable_by(f64::total_cmp);
    sorted
        .chunk_by(|a, b| a.partial_cmp(b) == Some(Ordering::Equal))
        .filter(|run| run.len() > 1)
        .map(|run| length(run.len()))
        .collect()
}

fn rises_less_falls(values: &[f64]) -> i64 {
    let mut s = 0;
    for (place, earlier) in values.iter().enumerate() {
        for later in &values[place + 1..] {
            s += later.partial_cmp(earlier).map_or(0, |order| order as i64);
        }
    }
    s
}

/// Share of the orders of `n` different values whose score is as far from 0 as `score`.
///
/// An order with i inversions has the score pairs − 2 i; the number of such orders is found by
/// inserting one value after another.
fn exact_p(n: usize, score: u64) -> f64 {
    if score == 0 {
        return 1.0;
    }
    let mut orders = vec![1_u64];
    for inserted in 2..=n {
        let mut next = vec![0; orders.len() + inserted - 1];
        for (inversions, count) in orders.iter().enumerate() {
            for more in 0..inserted {
                next[inversions + more] += count;
            }
        }
        orders = next;
    }
    let pairs = orders.len() as u64 - 1;
    let fewest = (pairs.saturating_sub(score) / 2) as usize;
    let extreme: u64 = orders.iter().take(fewest + 1).sum();
    2.0 * super::ratio(extreme, orders.iter().sum())
}

/// The line of Theil and Sen.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TheilSen {
    /// Change of the value per year.
    pub slope: f64,
    /// Lower bound of the 95 % interval of the slope.
    pub low: f64,
    /// Upper bound of the 95 % interval of the slope.
    pub high: f64,
    /// Value of the line in the year 0: median value less slope times median year.
    pub intercept: f64,
}

/// The median of the slopes between all pairs of years, with its interval.
///
/// Source: H. Theil, “A rank-invariant method of linear and polynomial regression analysis”,
/// Indagationes Mathematicae 12 (1950), 85–91; P. K. Sen, “Estimates of the regression
/// coefficient based on Kendall's tau”, JASA 63 (1968), 1379–1389, for the interval and ties.
/// `None` below 3 points or where a value is not finite.
#[must_use]
pub fn theil_sen(points: &[(i32, f64)]) -> Option<TheilSen> {
    let mut values = finite(points)?;
    if values.len() < 3 {
        return None;
    }
    let mut slopes = slopes(points);
    slopes.sort_unstable_by(f64::total_cmp);
    let (low, high) = ranks(&values, slopes.len());
    let slope = median(&slopes)?;
    values.sort_unstable_by(f64::total_cmp);
    let years: Vec<f64> = points.iter().map(|point| f64::from(point.0)).collect();
    Some(TheilSen {
        slope,
        low: *slopes.get(low)?,
        high: *slopes.get(high)?,
        intercept: median(&values)? - slope * median(&years)?,
    })
}

fn slopes(points: &[(i32, f64)]) -> Vec<f64> {
    let later = |place: usize| points[place + 1..].iter();
    (points.iter().enumerate())
        .flat_map(|(place, a)| {
            later(place).map(move |b| (b.1 - a.1) / (f64::from(b.0) - f64::from(a.0)))
        })
        .collect()
}

/// Places of the bounds among the sorted slopes, as (2.6) of Sen has them.
#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "both are held between 0 and the number of slopes"
)]
fn ranks(values: &[f64], slopes: usize) -> (usize, usize) {
    let weigh = |n: f64| n * (n - 1.0) * (2.0 * n + 5.0);
    let tied_weight: f64 = tied(values).iter().map(|&t| weigh(t)).sum();
    let variance = (weigh(length(values.len())) - tied_weight) / 18.0;
    let (middle, margin) = (length(slopes), Z_95 * variance.sqrt());
    let last = length(slopes) - 1.0;
    let low = ((middle - margin) / 2.0).round_ties_even() - 1.0;
    let high = ((middle + margin) / 2.0).round_ties_even();
    (
        low.clamp(0.0, last) as usize,
        high.clamp(0.0, last) as usize,
    )
}

/// The middle of sorted values.
fn median(sorted: &[f64]) -> Option<f64> {
    let middle = sorted.len() / 2;
    let upper = *sorted.get(middle)?;
    if sorted.len() % 2 == 1 {
        return Some(upper);
    }
    Some(f64::midpoint(sorted[middle - 1], upper))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn too_little_is_undefined() {
        let points = [(2001, 1.0), (2002, 2.0)];
        assert_eq!(mann_kendall(&points), None);
        assert_eq!(theil_sen(&points), None);
        let unknown = [(2001, 1.0), (2002, f64::NAN), (2003, 3.0)];
        assert_eq!(mann_kendall(&unknown), None);
        assert_eq!(theil_sen(&unknown), None);
    }

    /// Of the 6 orders of 3 values 2 are monotone; of 24 of 4, 2; and 8 reach a score of 4.
    #[test]
    fn orders_are_counted() {
        for (n, score, p) in [(3, 3, 2.0 / 6.0), (4, 6, 2.0 / 24.0), (4, 4, 8.0 / 24.0)] {
            super::super::tests::close(exact_p(n, score), p);
        }
    }

    #[test]
    fn zero_with_either_sign_is_one_value() {
        let trend = mann_kendall(&[(1, -0.0), (2, 0.0), (3, 1.0)]).unwrap();
        assert_eq!((trend.s, trend.p_exact), (2, None));
    }
}
