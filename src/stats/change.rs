//! Owns breaks of a series: where it changes, how long a phrase takes to fade, how long it is
//! silent.

use super::length;

/// Least values on either side of a break.
const LEAST_SIDE: usize = 2;

/// A second break must explain more than the first by this share of the squared deviation, or
/// rounding would choose between equal ones.
const BETTER: f64 = 1e-12;

/// The one break that explains a series best.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ChangePoint {
    /// The first value of the later part.
    pub index: usize,
    /// Mean before.
    pub before: f64,
    /// Mean from `index` on.
    pub after: f64,
    /// Share of the squared deviation from the mean that the two means explain; 0 to 1.
    pub explained: f64,
    /// p of Pettitt's test that there is some change somewhere. It looks at ranks alone and does
    /// not test the break at `index`; a steady trend makes it small as well. Approximate, and on
    /// the safe side below some ten values.
    pub p: f64,
}

/// Best division of `values` into two parts of at least 2, by least squares; of equal ones the
/// earliest.
///
/// Source: W. D. Fisher, “On grouping for maximum homogeneity”, JASA 53 (1958), 789–798, for the
/// division; A. N. Pettitt, “A non-parametric approach to the change-point problem”, Applied
/// Statistics 28 (1979), 126–135, for p. `None` below 4 values, where all are equal or one is not
/// finite.
///
/// ```
/// let change = tifa::stats::change_point(&[1.0, 1.0, 2.0, 1.0, 1.0, 9.0, 10.0, 9.0]).unwrap();
/// assert_eq!(change.index, 5);
/// ```
#[must_use]
pub fn change_point(values: &[f64]) -> Option<ChangePoint> {
    let (n, finite) = (values.len(), values.iter().all(|value| value.is_finite()));
    if n < 2 * LEAST_SIDE || !finite {
        return None;
    }
    let all = mean(values);
    let total: f64 = values.iter().map(|value| (value - all).powi(2)).sum();
    let constant = values
        .iter()
        .all(|value| value.total_cmp(&values[0]).is_eq());
    if constant || total <= 0.0 {
        return None;
    }
    let mut best: Option<ChangePoint> = None;
    for index in LEAST_SIDE..=n - LEAST_SIDE {
        let (before, after) = (mean(&values[..index]), mean(&values[index..]));
        let weight = length(index) * length(n - index) / length(n);
        let explained = (weight * (after - before).powi(2) / total).min(1.0);
        if best.is_none_or(|best| explained > best.explained + BETTER) {
            best = Some(ChangePoint {
                index,
                before,
                after,
                explained,
                p: 1.0,
            });
        }
    }
    best.map(|best| ChangePoint {
        p: pettitt(values),
        ..best
    })
}

fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / length(values.len())
}

/// 2 exp(−6 K² / (n³ + n²)), at most 1, where K is the largest |U| over all divisions.
fn pettitt(values: &[f64]) -> f64 {
    let against = |value: &f64| -> i64 {
        let order = |other: &f64| value.partial_cmp(other).map_or(0, |order| order as i64);
        values.iter().map(order).sum()
    };
    let (mut sum, mut largest) = (0_i64, 0_u64);
    for value in values {
        sum += against(value);
        largest = largest.max(sum.unsigned_abs());
    }
    let (n, largest) = (length(values.len()), super::float(largest));
    let exponent = -6.0 * largest * largest / (n * n * n + n * n);
    (2.0 * exponent.exp()).min(1.0)
}

/// Years from the peak (the earliest, of equal ones) to the first year from which on all values
/// are at most half of it.
///
/// `points` are (year, value), years ascending. The measure is our own: what a slogan has lost
/// for good, as far as the series goes. `None` while it has not happened, and without a value
/// above 0.
///
/// ```
/// let points = [(2001, 2.0), (2003, 8.0), (2004, 3.0), (2006, 5.0), (2009, 4.0), (2010, 1.0)];
/// assert_eq!(tifa::stats::half_life(&points), Some(6));
/// ```
#[must_use]
pub fn half_life(points: &[(i32, f64)]) -> Option<i32> {
    let peak = (points.iter().rev())
        .filter(|point| point.1 > 0.0)
        .max_by(|a, b| a.1.total_cmp(&b.1))?;
    let fallen = (points.iter().rev())
        .take_while(|point| point.0 > peak.0 && point.1 <= peak.1 / 2.0)
        .last()?;
    Some(fallen.0 - peak.0)
}

/// The longest silence between two years with a value above 0: the last year before it and the
/// first after it; of equally long ones the earliest.
///
/// `points` are (year, value), years ascending. A silence has at least one year with the value 0:
/// years without a value say nothing. The measure is our own. `None` where there is none.
///
/// ```
/// let points = [(2001, 1.0), (2005, 2.0), (2006, 0.0), (2008, 0.0), (2009, 1.0)];
/// assert_eq!(tifa::stats::dormancy(&points), Some((2006 - 1, 2009)));
/// ```
#[must_use]
pub fn dormancy(points: &[(i32, f64)]) -> Option<(i32, i32)> {
    let speaking: Vec<usize> = (0..points.len())
        .filter(|&place| points[place].1 > 0.0)
        .collect();
    let silences = speaking.windows(2).filter(|pair| pair[1] > pair[0] + 1);
    silences
        .map(|pair| (points[pair[0]].0, points[pair[1]].0))
        .rev()
        .max_by_key(|(before, after)| i64::from(*after) - i64::from(*before))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn series_without_a_break() {
        assert_eq!(change_point(&[1.0, 2.0, 3.0]), None);
        assert_eq!(change_point(&[0.1; 6]), None);
        assert_eq!(change_point(&[1.0, 2.0, f64::INFINITY, 3.0]), None);
    }

    #[test]
    fn equal_breaks_give_the_earlier() {
        let change = change_point(&[0.0, 0.0, 1.0, 1.0, 0.0, 0.0]).unwrap();
        assert_eq!((change.index, change.p), (2, 1.0));
        assert!((change.explained - 0.25).abs() < 1e-12);
    }

    #[test]
    fn half_lives() {
        assert_eq!(half_life(&[]), None);
        assert_eq!(half_life(&[(2001, 0.0), (2002, 0.0)]), None);
        assert_eq!(half_life(&[(2001, 4.0), (2002, 1.0), (2003, 3.0)]), None);
        assert_eq!(half_life(&[(2001, 4.0), (2002, 1.0), (2003, 2.0)]), Some(1));
        // Two peaks: the years are counted from the earlier.
        let twice = [(2001, 4.0), (2004, 4.0), (2005, 0.0)];
        assert_eq!(half_life(&twice), Some(4));
    }

    #[test]
    fn silences() {
        // A gap without documents is none.
        assert_eq!(dormancy(&[(2001, 1.0), (2009, 1.0)]), None);
        assert_eq!(dormancy(&[(2001, 0.0), (2002, 1.0), (2003, 0.0)]), None);
        let two = [(1, 1.0), (2, 0.0), (3, 1.0), (4, 0.0), (5, 1.0)];
        assert_eq!(dormancy(&two), Some((1, 3)));
        let longer = [(1, 1.0), (2, 0.0), (3, 1.0), (4, 0.0), (9, 1.0)];
        assert_eq!(dormancy(&longer), Some((3, 9)));
    }
}
