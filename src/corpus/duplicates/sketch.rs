//! Owns the sketch of a document's shingles, from which the similarity of two is told.
//!
//! The sketch is an odd sketch (Mitzenmacher, Pagh and Pham, "Efficient estimation for high
//! similarities using odd sketches", 2014) of a sample of shingles. Of two texts that are alike it
//! tells the difference far more exactly than a `MinHash` of the same size.

/// Distinct shingles that are told apart in one document.
const SAMPLE: usize = 1280;

/// Words of one half of the sketch.
const WORDS: usize = 9;

/// Bits of one half of the sketch.
const PLACES: u32 = 64 * 9;

/// Slots of the smallest sample, and of the largest.
const FEWEST_SLOTS: usize = 256;
const MOST_SLOTS: usize = 4096;

/// A slot that holds nothing; a hash is one only by the rarest chance, and then it is not sampled.
const FREE: u64 = 0;

/// The distinct hashes that are small enough; what it ends with depends on their set alone.
#[derive(Debug, Default)]
pub(super) struct Sample {
    level: u16,
    greatest: u64,
    hashes: Vec<u64>,
    /// Tells whether a hash is there: in the slot that its lowest bits name, or in the next free
    /// one.
    slots: Vec<u64>,
}

/// Of a sample: bit `i` says whether an odd number of hashes fell on place `i`.
///
/// Each level takes half the hashes of the one before. The two halves together tell the sample of
/// the document's own level, the deep one alone that of the next: so two documents with sizes on
/// both sides of a bound can still be compared.
#[derive(Debug, Clone, Default)]
pub(super) struct Sketch {
    shallow: Parity,
    deep: Parity,
    shallow_hashes: u16,
    deep_hashes: u16,
    level: u16,
}

#[derive(Debug, Clone, Copy, Default)]
struct Parity([u64; WORDS]);

impl Sample {
    /// An empty sample that is to be given so many hashes.
    #[cfg(test)]
    pub(super) fn of(hashes: usize) -> Self {
        let mut sample = Self::default();
        sample.begin(hashes);
        sample
    }

    /// Empties the sample, which is to be given so many hashes.
    pub(super) fn begin(&mut self, hashes: usize) {
        let slots = (2 * hashes).clamp(FEWEST_SLOTS, MOST_SLOTS);
        (self.level, self.greatest) = (0, limit(0));
        self.hashes.clear();
        self.hashes.reserve(hashes.min(SAMPLE) + 1);
        self.slots.clear();
        self.slots.resize(slots.next_power_of_two(), FREE);
    }

    /// Takes `hash` into the sample if it is small enough.
    #[inline]
    pub(super) fn push(&mut self, hash: u64) {
        if hash <= self.greatest && self.insert(hash) {
            self.hashes.push(hash);
            if self.hashes.len() > SAMPLE {
                self.shrink();
            }
        }
    }

    /// Puts `hash` into its slot; `false` where it is there already.
    #[inline]
    fn insert(&mut self, hash: u64) -> bool {
        let last = self.slots.len() - 1;
        let mut at = usize::try_from(hash & last as u64).unwrap_or(0);
        // There are always free slots.
        while let Some(slot) = self.slots.get_mut(at) {
            if *slot == hash {
                return false;
            }
            if *slot == FREE {
                *slot = hash;
                return true;
            }
            at = (at + 1) & last;
        }
        false
    }

    /// Halves the range that hashes may lie in, until they are few enough.
    fn shrink(&mut self) {
        let mut hashes = std::mem::take(&mut self.hashes);
        while hashes.len() > SAMPLE {
            self.level += 1;
            self.greatest = limit(self.level);
            hashes.retain(|&hash| hash <= self.greatest);
        }
        self.slots.fill(FREE);
        for &hash in &hashes {
            self.insert(hash);
        }
        self.hashes = hashes;
    }

    /// The distinct hashes of the sample.
    pub(super) fn hashes(&self) -> &[u64] {
        &self.hashes
    }

    /// The sketch of the sample.
    pub(super) fn sketch(&self) -> Sketch {
        let greatest_deep = limit(self.level + 1);
        let (mut halves, mut counts) = ([Parity::default(); 2], [0_u16; 2]);
        for &hash in &self.hashes {
            // Either half is as likely: an index is faster than a choice.
            let half = usize::from(hash > greatest_deep);
            halves[half].add(hash);
            // A sample has far fewer hashes than fit.
            counts[half] += 1;
        }
        let [deep, shallow] = halves;
        let [deep_hashes, shallow_hashes] = counts;
        Sketch {
            shallow,
            deep,
            shallow_hashes,
            deep_hashes,
            level: self.level,
        }
    }
}

/// The greatest hash that a sample of this level holds.
#[inline]
fn limit(level: u16) -> u64 {
    u64::MAX.checked_shr(u32::from(level)).unwrap_or(0)
}

impl Sketch {
    /// The estimated Jaccard similarity of two sets of shingles: 0 to 1.
    pub(super) fn similarity(&self, other: &Self) -> f64 {
        let (low, high) = if self.level <= other.level {
            (self, other)
        } else {
            (other, self)
        };
        match high.level - low.level {
            0 => jaccard(
                low.hashes() + high.hashes(),
                low.deep.difference(&high.deep) + low.shallow.difference(&high.shallow),
            ),
            1 => jaccard(
                f64::from(low.deep_hashes) + high.hashes(),
                low.deep.difference(&high.deep.with(&high.shallow)),
            ),
            // One has more than twice the other's shingles.
            _ => 0.0,
        }
    }

    fn hashes(&self) -> f64 {
        f64::from(self.shallow_hashes) + f64::from(self.deep_hashes)
    }
}

impl Parity {
    #[inline]
    fn add(&mut self, hash: u64) {
        // The lowest bits choose the bin of a key.
        let place = usize::try_from((hash >> 8) % u64::from(PLACES)).unwrap_or(0);
        if let Some(word) = self.0.get_mut(place / 64) {
            *word ^= 1 << (place % 64);
        }
    }

    /// The parities of two sets that have nothing in common, taken together.
    fn with(mut self, other: &Self) -> Self {
        for (word, more) in self.0.iter_mut().zip(&other.0) {
            *word ^= more;
        }
        self
    }

    /// Estimates how many hashes are in one of the two sets and not in the other.
    fn difference(&self, other: &Self) -> f64 {
        let pairs = self.0.iter().zip(&other.0);
        let odd: u32 = pairs.map(|(a, b)| (a ^ b).count_ones()).sum();
        let places = f64::from(PLACES);
        let even_share = 1.0 - 2.0 * f64::from(odd) / places;
        if even_share <= 0.0 {
            return f64::INFINITY;
        }
        even_share.ln() / (-2.0 / places).ln_1p()
    }
}

/// The Jaccard similarity of two sets with `total` elements in sum, `different` of them in one
/// only.
fn jaccard(total: f64, different: f64) -> f64 {
    if different >= total {
        return 0.0;
    }
    (total - different) / (total + different)
}

#[cfg(test)]
mod tests {
    use super::super::fingerprint::mix;
    use super::*;

    fn sketch(range: std::ops::Range<u64>) -> Sketch {
        let mut sample = Sample::of(usize::MAX / 2);
        range.for_each(|n| sample.push(mix(n + 1)));
        sample.sketch()
    }

    #[test]
    fn estimates_are_right_at_all_sizes_and_across_levels() {
        for size in [100, 400, 1_500, 1_600, 2_500, 3_100, 12_000, 50_000] {
            for (part, allowed) in [(100, 0.0), (98, 0.012), (90, 0.03), (75, 0.07)] {
                let common = size * part / 100;
                let estimate = sketch(0..size).similarity(&sketch(0..common));
                let exact = f64::from(u32::try_from(part).unwrap()) / 100.0;
                assert!(
                    (estimate - exact).abs() <= allowed,
                    "{size} {part} %: {estimate}"
                );
            }
        }
    }

    #[test]
    fn repeated_shingles_count_once_and_order_does_not_matter() {
        let mut twice = Sample::of(usize::MAX / 2);
        (0..9_000)
            .chain(0..9_000)
            .rev()
            .for_each(|n| twice.push(mix(n + 1)));
        let similarity = twice.sketch().similarity(&sketch(0..9_000));
        assert!((similarity - 1.0).abs() < f64::EPSILON);
    }

    #[test]
    fn different_texts_are_not_similar() {
        for size in [60, 1_000, 20_000] {
            let estimate = sketch(0..size).similarity(&sketch(size..2 * size));
            assert!(estimate < 0.3, "{size}: {estimate}");
        }
        assert!(sketch(0..1_000).similarity(&sketch(0..100_000)) < 0.1);
        assert!(sketch(0..0).similarity(&sketch(0..0)) < 0.1);
    }
}
