//! Owns sums over the hypergeometric distribution: Fisher's exact test, and nothing drawn.

use super::super::float;
use super::Contingency;

/// Tables whose probabilities differ by less than this share count as equally probable: the
/// rounding of some hundred thousand factors is below it.
const TIE: f64 = 1e-9;

/// What is smaller than this share of the most probable table adds nothing to a sum.
const NEGLIGIBLE: f64 = 1e-25;

/// Below this many natural logarithms a probability is no float any more.
const VANISHED: f64 = -750.0;

/// The hypergeometric distribution of hits in the target, given the margins of a table.
struct Hits {
    hits: u64,
    target: u64,
    reference: u64,
}

impl Hits {
    fn least(&self) -> u64 {
        self.hits.saturating_sub(self.reference)
    }

    fn most(&self) -> u64 {
        self.hits.min(self.target)
    }

    /// The most probable number.
    fn mode(&self) -> u64 {
        let above = (u128::from(self.hits) + 1) * (u128::from(self.target) + 1);
        let below = u128::from(self.target) + u128::from(self.reference) + 2;
        let mode = u64::try_from(above / below).unwrap_or(u64::MAX);
        mode.clamp(self.least(), self.most())
    }

    /// P(x + 1) / P(x).
    fn step(&self, x: u64) -> f64 {
        let up = float(self.hits - x) * float(self.target - x);
        // Added first: the reference may hold fewer than all hits.
        up / (float(x + 1) * float(self.reference + x + 1 - self.hits))
    }

    /// Numbers from the mode (left out) upwards with their probability over that of the mode.
    fn above(&self) -> impl Iterator<Item = (u64, f64)> {
        (self.mode()..self.most()).scan(1.0, |weight, x| {
            *weight *= self.step(x);
            Some((x + 1, *weight))
        })
    }

    fn below(&self) -> impl Iterator<Item = (u64, f64)> {
        (self.least()..self.mode()).rev().scan(1.0, |weight, x| {
            *weight /= self.step(x);
            Some((x, *weight))
        })
    }

    /// Probability of `x` over that of the mode.
    fn weight(&self, x: u64) -> f64 {
        let found = |side: &mut dyn Iterator<Item = (u64, f64)>| {
            side.take_while(|&(_, weight)| weight > 0.0)
                .find(|&(number, _)| number == x)
                .map_or(0.0, |(_, weight)| weight)
        };
        match x.cmp(&self.mode()) {
            std::cmp::Ordering::Less => found(&mut self.below()),
            std::cmp::Ordering::Equal => 1.0,
            std::cmp::Ordering::Greater => found(&mut self.above()),
        }
    }
}

/// Two-sided p of `table`. Probabilities are found from the mode outwards, by their ratios; what
/// no float can hold is not walked through, so time grows with the root of the hits.
pub(super) fn two_sided(table: &Contingency) -> f64 {
    let hits = Hits {
        hits: table.target + table.reference,
        target: table.target_size,
        reference: table.reference_size,
    };
    let own = hits.weight(table.target);
    let limit = own * (1.0 + TIE);
    let (mut all, mut rare) = (1.0, if limit >= 1.0 { 1.0 } else { 0.0 });
    let sides: [&mut dyn Iterator<Item = (u64, f64)>; 2] = [&mut hits.above(), &mut hits.below()];
    for side in sides {
        let least = NEGLIGIBLE * own.max(f64::MIN_POSITIVE);
        for (_, weight) in side.take_while(|&(_, weight)| weight > least) {
            all += weight;
            if weight <= limit {
                rare += weight;
            }
        }
    }
    (rare / all).min(1.0)
}

/// Probability that none of `marked` members is among `drawn` ones of a `population`.
///
/// The first term of the hypergeometric distribution, as a sum of logarithms over the smaller of
/// the two numbers. Source: N. L. Johnson, A. W. Kemp, S. Kotz, “Univariate discrete
/// distributions” (2005), chapter 6. `None` where the population is smaller than one of the two,
/// or nobody.
///
/// ```
/// // Of 4 speeches 2 have a phrase: neither of the last 2 in 1 of 6 orders.
/// let p = tifa::stats::hypergeometric_none(4, 2, 2).unwrap();
/// assert!((p - 1.0 / 6.0).abs() < 1e-15);
/// ```
#[must_use]
pub fn hypergeometric_none(population: u64, marked: u64, drawn: u64) -> Option<f64> {
    if population == 0 || marked > population || drawn > population {
        return None;
    }
    if marked > population - drawn {
        return Some(0.0);
    }
    let (few, many) = (marked.min(drawn), marked.max(drawn));
    let mut logarithm = 0.0;
    for taken in 0..few {
        logarithm += (-float(many) / float(population - taken)).ln_1p();
        if logarithm < VANISHED {
            return Some(0.0);
        }
    }
    Some(logarithm.exp())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The tea of the lady: 3 of 4 cups on either side; 34 of 70 tables are as improbable.
    #[test]
    fn cups_of_tea() {
        let table = Contingency::new((3, 1), (4, 4)).unwrap();
        assert!((table.fisher().unwrap() - 34.0 / 70.0).abs() < 1e-15);
    }

    #[test]
    fn equally_probable_tables_of_large_corpora_are_ties() {
        let table = |a, b| Contingency::new((a, b), (500_000_000, 500_000_000)).unwrap();
        let p = table(501_000, 499_000).fisher().unwrap();
        assert_eq!(Some(p), table(499_000, 501_000).fisher());
        // The normal approximation with Yates' correction is near there.
        let near = super::super::chi2_p(table(501_000, 499_000).chi2_yates().unwrap());
        assert!((p / near - 1.0).abs() < 1e-3, "{p} is not near {near}");
        assert_eq!(table(500_000, 500_000).fisher(), Some(1.0));
    }

    #[test]
    fn hopeless_tables_have_p_zero() {
        let table = Contingency::new((1_000_000, 0), (500_000_000, 500_000_000)).unwrap();
        assert_eq!(table.fisher(), Some(0.0));
        assert_eq!(
            hypergeometric_none(1_000_000_000, 1_000_000, 900_000_000),
            Some(0.0)
        );
        assert_eq!(hypergeometric_none(10, 6, 5), Some(0.0));
    }

    #[test]
    fn draws_without_a_population_are_undefined() {
        assert_eq!(hypergeometric_none(0, 0, 0), None);
        assert_eq!(hypergeometric_none(5, 6, 1), None);
        assert_eq!(hypergeometric_none(5, 1, 6), None);
        assert_eq!(hypergeometric_none(5, 0, 5), Some(1.0));
    }
}
