//! Owns measures of how evenly a phrase is spread over the parts of a corpus.
//!
//! Parts without hits are never listed: what they add to a measure follows from their number and
//! their size together, so the work is that of the hits.

use super::{float, ratio};

/// All parts of a corpus, with hits and without.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Parts {
    /// How many there are.
    pub count: u64,
    /// Their sizes together.
    pub size: u64,
    /// Size of the smallest.
    pub smallest: u64,
}

/// How the hits of a phrase are spread. All measures are `None` without hits or text, or where
/// the parts with hits are more than the corpus.
#[derive(Debug, Clone, Copy)]
pub struct Spread<'a> {
    /// All parts of the corpus.
    pub corpus: Parts,
    /// Hits and size of each part with a hit.
    pub with_hits: &'a [(u64, u64)],
}

impl Spread<'_> {
    /// Share of the parts that have a hit.
    #[must_use]
    pub fn range(&self) -> Option<f64> {
        self.hits()?;
        Some(ratio(self.with_hits.len() as u64, self.corpus.count))
    }

    /// Deviation of proportions, ½ Σ |v / f − w|: 0 where the phrase is spread as the text is,
    /// near 1 where it stands in one small part only.
    ///
    /// Source: S. Th. Gries, “Dispersions and adjusted frequencies in corpora”, International
    /// Journal of Corpus Linguistics 13 (2008), 403–437.
    #[must_use]
    pub fn dp(&self) -> Option<f64> {
        let hits = self.hits()?;
        let rest = self.corpus.size - self.with_hits.iter().map(|part| part.1).sum::<u64>();
        let apart = |&(v, size): &(u64, u64)| (ratio(v, hits) - self.weight(size)).abs();
        Some((self.with_hits.iter().map(apart).sum::<f64>() + self.weight(rest)) / 2.0)
    }

    /// [`Spread::dp`] over the most it can be, 1 − min w, the least taken over all parts.
    ///
    /// Source: J. Lijffijt, S. Th. Gries, “Correction to Stefan Th. Gries' ‘Dispersions and
    /// adjusted frequencies in corpora’”, International Journal of Corpus Linguistics 17 (2012),
    /// 147–149. `None` where there is one part.
    #[must_use]
    pub fn dp_norm(&self) -> Option<f64> {
        self.dp_over(self.corpus.smallest)
    }

    /// 1 − DP / (1 − min w), the least taken over parts with a hit: 1 where the phrase is spread
    /// evenly.
    ///
    /// Source: J. Egbert, B. Burch, D. Biber, “Lexical dispersion and corpus design”,
    /// International Journal of Corpus Linguistics 25 (2020), 89–115. `None` where the only part
    /// with a hit is the whole corpus.
    #[must_use]
    pub fn dp_egbert(&self) -> Option<f64> {
        let smallest = self.with_hits.iter().map(|part| part.1).min()?;
        Some(settled(1.0 - self.dp_over(smallest)?))
    }

    /// Juilland's D of the rates in the parts, with the standard deviation of a population:
    /// 1 − (sd / mean) / √(k − 1); 1 where all rates are equal, 0 where one part has all hits.
    ///
    /// Source: A. Juilland, E. Chang-Rodríguez, “Frequency dictionary of Spanish words” (1964).
    /// `None` where there is one part, or hits in a part without size.
    #[must_use]
    pub fn juilland_d(&self) -> Option<f64> {
        let of = float(self.corpus.count);
        self.juilland(&self.rates()?, of)
    }

    /// [`Spread::juilland_d`] with the standard deviation of a sample, as in the program of Gries.
    #[must_use]
    pub fn juilland_d_sample(&self) -> Option<f64> {
        let of = float(self.corpus.count) - 1.0;
        self.juilland(&self.rates()?, of)
    }

    /// [`Spread::juilland_d`] of the counts themselves, as if all parts were of one size.
    #[must_use]
    pub fn juilland_d_counts(&self) -> Option<f64> {
        let counts: Vec<f64> = self.with_hits.iter().map(|part| float(part.0)).collect();
        self.juilland(&counts, float(self.corpus.count))
    }

    /// Rosengren's S, (Σ √(w v))² / f: 1 where the phrase is spread as the text is.
    ///
    /// Source: I. Rosengren, “The quantitative concept of language and its relation to the
    /// structure of frequency dictionaries”, Études de linguistique appliquée 1 (1971), 103–127.
    #[must_use]
    pub fn rosengren_s(&self) -> Option<f64> {
        let hits = float(self.hits()?);
        let root = |&(v, size): &(u64, u64)| (self.weight(size) * float(v)).sqrt();
        Some((self.with_hits.iter().map(root).sum::<f64>().powi(2) / hits).min(1.0))
    }

    /// Kullback–Leibler divergence of the hits from the text, Σ t log₂(t / w), in bits: 0 where
    /// the phrase is spread as the text is.
    ///
    /// Source: S. Th. Gries, “Analyzing dispersion”, A practical handbook of corpus linguistics
    /// (2020), 99–118. `None` where hits are in a part without size.
    #[must_use]
    pub fn divergence(&self) -> Option<f64> {
        let hits = self.hits()?;
        let mut sum = 0.0;
        for &(v, size) in self.with_hits.iter().filter(|part| part.0 > 0) {
            let share = ratio(v, hits);
            sum += share * (share / (size > 0).then(|| self.weight(size))?).log2();
        }
        Some(settled(sum.max(0.0)))
    }

    /// Hits of all parts; `None` where there are none, or no corpus that could hold them.
    fn hits(&self) -> Option<u64> {
        let (hits, size) = (self.with_hits.iter())
            .fold((0, 0), |(hits, size), part| (hits + part.0, size + part.1));
        let fits = size <= self.corpus.size && self.with_hits.len() as u64 <= self.corpus.count;
        (hits > 0 && self.corpus.size > 0 && fits).then_some(hits)
    }

    fn weight(&self, size: u64) -> f64 {
        ratio(size, self.corpus.size)
    }

    fn dp_over(&self, smallest: u64) -> Option<f64> {
        let dp = self.dp()?;
        (smallest < self.corpus.size).then(|| dp / (1.0 - self.weight(smallest)))
    }

    fn rates(&self) -> Option<Vec<f64>> {
        let rate = |&(v, size): &(u64, u64)| (size > 0).then(|| ratio(v, size));
        self.with_hits.iter().map(rate).collect()
    }

    /// Juilland's D of `values`, those of the other parts being 0; `of` divides the squares.
    fn juilland(&self, values: &[f64], of: f64) -> Option<f64> {
        self.hits()?;
        let (parts, listed) = (float(self.corpus.count), float(values.len() as u64));
        if self.corpus.count < 2 {
            return None;
        }
        let mean = values.iter().sum::<f64>() / parts;
        let apart = values.iter().map(|value| (value - mean).powi(2));
        let squares = apart.sum::<f64>() + (parts - listed) * mean * mean;
        let variation = (squares / of).sqrt() / mean;
        Some(settled(1.0 - variation / (parts - 1.0).sqrt()))
    }
}

/// 0 for what differs from it by rounding alone: a difference of numbers near 1 is off by some
/// 1e-16, which would be written out as a measure.
fn settled(difference: f64) -> f64 {
    if difference.abs() < 1e-12 {
        0.0
    } else {
        difference
    }
}

/// [`Spread::dp`] over parts that are all listed, those without hits too.
///
/// `parts` are (hits, size) of each part; those without hits may be one part together. `None`
/// without hits or text.
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

#[cfg(test)]
mod tests {
    use super::super::tests::close;
    use super::*;

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

    fn spread(count: u64, size: u64, with_hits: &[(u64, u64)]) -> Spread<'_> {
        let smallest = 100;
        let corpus = Parts {
            count,
            size,
            smallest,
        };
        Spread { corpus, with_hits }
    }

    #[test]
    fn what_no_corpus_could_hold_is_undefined() {
        for with_hits in [&[][..], &[(0, 100)], &[(1, 500)], &[(1, 100); 4]] {
            let spread = spread(3, 400, with_hits);
            assert_eq!(spread.range(), None);
            assert_eq!(spread.dp_norm(), None);
            assert_eq!(spread.juilland_d(), None);
            assert_eq!(spread.rosengren_s(), None);
            assert_eq!(spread.divergence(), None);
        }
        assert_eq!(spread(1, 100, &[(2, 100)]).dp_norm(), None);
        assert_eq!(spread(1, 100, &[(2, 100)]).juilland_d(), None);
        assert_eq!(spread(1, 100, &[(2, 100)]).dp(), Some(0.0));
    }

    #[test]
    fn the_least_is_zero_without_rounding_errors() {
        for size in (100..2_000).step_by(7) {
            let with_hits = [(3, size)];
            let found = spread(17, 20_000, &with_hits).juilland_d();
            assert_eq!(found, Some(0.0), "{size}");
        }
    }

    /// A document of Latin letters has no Han characters, but may have a hit.
    #[test]
    fn hits_in_a_part_without_size() {
        let spread = spread(3, 400, &[(1, 0), (1, 200)]);
        close(spread.dp().unwrap(), 0.5);
        assert_eq!(spread.juilland_d(), None);
        assert_eq!(spread.divergence(), None);
    }
}
