//! Owns how alike two orders are.

use std::cmp::Ordering;

use super::{float, length};

/// Kendall's τ-b of two lists of one length: 1 for one order, −1 for the reverse, with ties.
///
/// In n log n steps, as W. R. Knight, “A computer method for calculating Kendall's tau with
/// ungrouped data”, JASA 61 (1966), 436–439, has it. Source: M. G. Kendall, “The treatment of ties
/// in ranking problems”, Biometrika 33 (1945), 239–251. `None` where the lengths differ, one list
/// has less than two different values, or a value is no number.
#[must_use]
pub fn kendall_tau_b(a: &[f64], b: &[f64]) -> Option<f64> {
    if a.len() != b.len() || a.iter().chain(b).any(|value| value.is_nan()) {
        return None;
    }
    let mut pairs: Vec<(f64, f64)> = a.iter().copied().zip(b.iter().copied()).collect();
    pairs.sort_unstable_by(|x, y| order(x.0, y.0).then(order(x.1, y.1)));
    let all = pairs_of(pairs.len());
    let tied_a = tied_pairs(&pairs, |x, y| order(x.0, y.0));
    let tied_both = tied_pairs(&pairs, |x, y| order(x.0, y.0).then(order(x.1, y.1)));
    let mut second: Vec<f64> = pairs.iter().map(|pair| pair.1).collect();
    let swaps = inversions(&mut second);
    let tied_b = tied_pairs(&second, |x, y| order(*x, *y));
    let below = (all - tied_a).sqrt() * (all - tied_b).sqrt();
    let above = all - tied_a - tied_b + tied_both - 2.0 * float(swaps);
    (below > 0.0).then(|| (above / below).clamp(-1.0, 1.0))
}

/// Order of numbers, in which both zeros are equal.
fn order(a: f64, b: f64) -> Ordering {
    a.partial_cmp(&b).unwrap_or(Ordering::Equal)
}

fn pairs_of(items: usize) -> f64 {
    length(items) * (length(items) - 1.0) / 2.0
}

/// Pairs of equal items in a sorted list.
fn tied_pairs<T>(sorted: &[T], order: impl Fn(&T, &T) -> Ordering) -> f64 {
    sorted
        .chunk_by(|a, b| order(a, b).is_eq())
        .map(|run| pairs_of(run.len()))
        .sum()
}

/// Sorts `values`; gives how many pairs stood in the wrong order.
fn inversions(values: &mut [f64]) -> u64 {
    let middle = values.len() / 2;
    if middle == 0 {
        return 0;
    }
    let (left, right) = values.split_at_mut(middle);
    let mut swaps = inversions(left) + inversions(right);
    let mut merged = Vec::with_capacity(left.len() + right.len());
    let mut taken = 0;
    for &value in right.iter() {
        let rest = &left[taken..];
        let smaller = rest.partition_point(|&other| order(other, value).is_le());
        merged.extend_from_slice(&rest[..smaller]);
        taken += smaller;
        swaps += (left.len() - taken) as u64;
        merged.push(value);
    }
    merged.extend_from_slice(&left[taken..]);
    values.copy_from_slice(&merged);
    swaps
}

/// Length of the longest strictly increasing subsequence, in n log n steps.
///
/// Source: C. Schensted, “Longest increasing and decreasing subsequences”, Canadian Journal of
/// Mathematics 13 (1961), 179–191.
///
/// ```
/// assert_eq!(tifa::stats::longest_increasing(&[3, 1, 4, 1, 5, 9, 2, 6]), 4);
/// ```
#[must_use]
pub fn longest_increasing(values: &[usize]) -> usize {
    // The smallest end of an increasing subsequence of each length.
    let mut ends: Vec<usize> = Vec::new();
    for &value in values {
        let place = ends.partition_point(|&end| end < value);
        match ends.get_mut(place) {
            Some(end) => *end = value,
            None => ends.push(value),
        }
    }
    ends.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn orders_that_are_undefined() {
        assert_eq!(kendall_tau_b(&[], &[]), None);
        assert_eq!(kendall_tau_b(&[1.0], &[1.0]), None);
        assert_eq!(kendall_tau_b(&[1.0, 2.0], &[1.0]), None);
        assert_eq!(kendall_tau_b(&[1.0, 1.0], &[1.0, 2.0]), None);
        assert_eq!(kendall_tau_b(&[1.0, f64::NAN], &[1.0, 2.0]), None);
        assert_eq!(kendall_tau_b(&[1.0, 2.0], &[2.0, 1.0]), Some(-1.0));
    }

    #[test]
    fn increasing_subsequences() {
        assert_eq!(longest_increasing(&[]), 0);
        assert_eq!(longest_increasing(&[5, 5, 5]), 1);
        assert_eq!(longest_increasing(&[9, 1, 8, 2, 7, 3]), 3);
    }
}
