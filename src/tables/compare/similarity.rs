//! Owns how alike speeches are: their vectors, which pairs are listed, and the table of pairs.

use polars::prelude::{DataFrame, PolarsResult};

use super::super::frame::{frame, measures, texts, whole};
use super::super::schema::column as shared;
use super::super::schema::comparison::column;
use super::super::view::Matrix;
use super::profiles::{Counts, Profiles};
use crate::stats;

/// Up to this many speeches every pair is listed.
pub const ALL_PAIRS: usize = 120;
/// Of more speeches, the pairs of each with so many others that are most like it.
pub const NEAREST: usize = 10;
/// Distances of more speeches than this are not kept, so that they are not clustered.
pub const CLUSTERED: usize = 10_000;

/// What speeches are compared by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum FeatureChoice {
    /// Phrases of the lexicon.
    #[default]
    Phrases,
    /// The listed n-grams.
    Ngrams,
    /// Both, with equal weight.
    Both,
}

impl FeatureChoice {
    /// As it stands in tables.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Phrases => "phrases",
            Self::Ngrams => "ngrams",
            Self::Both => "both",
        }
    }
}

/// A speech as numbers: value by feature, sorted by feature.
type Vector = Vec<(u32, f64)>;

/// Speeches as vectors.
pub(super) struct Vectors {
    choice: FeatureChoice,
    /// Occurrences; of two families of features each scaled to length 1.
    counts: Vec<Vector>,
    /// The same, weighted by inverse document frequency.
    weighted: Vec<Vector>,
    /// Shares of each feature in the occurrences of its family.
    shares: Vec<Vector>,
}

impl Vectors {
    /// The vectors of speeches by their phrases, their n-grams, or both.
    pub(super) fn new(choice: FeatureChoice, phrases: &[Counts], ngrams: &[Counts]) -> Self {
        let families: Vec<&[Counts]> = match choice {
            FeatureChoice::Phrases => vec![phrases],
            FeatureChoice::Ngrams => vec![ngrams],
            FeatureChoice::Both => vec![phrases, ngrams],
        };
        let weights: Vec<Vec<f64>> = families.iter().map(|family| weights(family)).collect();
        let joined = |value: &dyn Fn(usize, usize) -> Vector| {
            (0..phrases.len().max(ngrams.len()))
                .map(|speech| joined((0..families.len()).map(|family| value(family, speech))))
                .collect()
        };
        let is_one = families.len() == 1;
        let plain = |family: usize, speech: usize| as_floats(&families[family][speech]);
        let scaled = |vector| {
            if is_one {
                vector
            } else {
                of_length_one(vector)
            }
        };
        Self {
            choice,
            counts: joined(&|family, speech| scaled(plain(family, speech))),
            weighted: joined(&|family, speech| {
                scaled(times(plain(family, speech), &weights[family]))
            }),
            shares: joined(&|family, speech| as_shares(plain(family, speech))),
        }
    }

    fn len(&self) -> usize {
        self.counts.len()
    }

    /// Cosine of the weighted vectors; 0 where a speech has no feature, which shares nothing.
    pub(super) fn likeness(&self, a: usize, b: usize) -> f64 {
        stats::sparse_cosine(&self.weighted[a], &self.weighted[b]).unwrap_or(0.0)
    }
}

/// Inverse document frequencies of a family, smoothed so that a feature of all speeches counts.
fn weights(speeches: &[Counts]) -> Vec<f64> {
    let features = speeches.iter().flatten().map(|&(row, _)| row as usize + 1);
    let mut with = vec![0_u64; features.max().unwrap_or(0)];
    for &(row, _) in speeches.iter().flatten() {
        with[row as usize] += 1;
    }
    let documents = speeches.len() as u64;
    let weight = |&with: &u64| stats::smoothed_inverse_document_frequency(documents, with);
    with.iter().map(weight).collect()
}

fn as_floats(counts: &Counts) -> Vector {
    let value = |&(row, count): &(u32, u64)| (row, stats::ratio(count, 1));
    counts.iter().map(value).collect()
}

fn times(vector: Vector, weights: &[f64]) -> Vector {
    let weighted = vector.into_iter();
    weighted
        .map(|(row, value)| (row, value * weights[row as usize]))
        .collect()
}

fn of_length_one(vector: Vector) -> Vector {
    let length = vector.iter().map(|(_, value)| value * value).sum::<f64>();
    divided(vector, length.sqrt())
}

fn as_shares(vector: Vector) -> Vector {
    let sum = vector.iter().map(|(_, value)| value).sum();
    divided(vector, sum)
}

fn divided(mut vector: Vector, by: f64) -> Vector {
    for (_, value) in &mut vector {
        *value /= by;
    }
    vector
}

/// The vectors of the families behind one another: features of the second are odd, so that families
/// need not know their sizes.
fn joined(families: impl Iterator<Item = Vector>) -> Vector {
    let numbered = families.zip(0..).flat_map(|(vector, family)| {
        vector
            .into_iter()
            .map(move |(row, value)| (row * 2 + family, value))
    });
    let mut all: Vector = numbered.collect();
    all.sort_by_key(|&(row, _)| row);
    all
}

/// Which pairs of speeches are listed, and the distances of all.
pub(super) struct Pairs {
    /// Pairs, the first speech before the second.
    pub(super) listed: Vec<(usize, usize)>,
    /// The speeches that have any feature.
    pub(super) with_features: Vec<usize>,
    /// 1 − cosine of every pair of those, in the order (0, 1), (0, 2), …; empty for too many.
    distances: Vec<f64>,
}

impl Pairs {
    pub(super) fn of(vectors: &Vectors) -> Self {
        let speeches = vectors.len();
        let mut index = Index::new(&vectors.weighted);
        let mut distances = Vec::new();
        let mut listed = Vec::new();
        let has_features = |&speech: &usize| !vectors.weighted[speech].is_empty();
        let with_features: Vec<usize> = (0..speeches).filter(has_features).collect();
        for a in 0..speeches {
            let likeness = index.likeness(&vectors.weighted[a], a);
            if with_features.len() <= CLUSTERED && has_features(&a) {
                let later = with_features.partition_point(|&speech| speech <= a);
                let later = with_features[later..].iter();
                distances.extend(later.map(|&b| 1.0 - likeness[b]));
            }
            match speeches <= ALL_PAIRS {
                true => listed.extend((a + 1..speeches).map(|b| (a, b))),
                false => listed.extend(nearest(likeness, a)),
            }
        }
        listed.sort_unstable();
        listed.dedup();
        Self {
            listed,
            with_features,
            distances,
        }
    }

    /// The distances, which are needed once and may be large.
    pub(super) fn take_distances(&mut self) -> Vec<f64> {
        std::mem::take(&mut self.distances)
    }

    /// The listed pairs; where there are more than all tables hold, the most similar first.
    pub(super) fn most_similar_first(&self, vectors: &Vectors) -> Vec<(usize, usize)> {
        let mut pairs = self.listed.clone();
        if vectors.len() > ALL_PAIRS {
            pairs.sort_by_cached_key(|&(a, b)| {
                let likeness = vectors.likeness(a, b);
                (std::cmp::Reverse(likeness.to_bits()), a, b)
            });
        }
        pairs
    }
}

/// The pairs of `speech` with those most like it; of equals the first.
fn nearest(likeness: &[f64], speech: usize) -> Vec<(usize, usize)> {
    let mut others: Vec<usize> = (0..likeness.len())
        .filter(|&other| other != speech && likeness[other] > 0.0)
        .collect();
    let closer = |&a: &usize, &b: &usize| likeness[b].total_cmp(&likeness[a]).then(a.cmp(&b));
    if others.len() > NEAREST {
        others.select_nth_unstable_by(NEAREST, closer);
        others.truncate(NEAREST);
    }
    let pair = |other: usize| (speech.min(other), speech.max(other));
    others.into_iter().map(pair).collect()
}

/// Speeches by feature, so that a speech meets only those it shares something with.
struct Index {
    /// By feature: the speeches that have it, with their values over their lengths.
    speeches: Vec<Vec<(u32, f64)>>,
    lengths: Vec<f64>,
    sums: Vec<f64>,
}

impl Index {
    fn new(vectors: &[Vector]) -> Self {
        let features = vectors.iter().flatten().map(|&(row, _)| row as usize + 1);
        let mut speeches = vec![Vec::new(); features.max().unwrap_or(0)];
        let mut lengths = Vec::new();
        for (vector, speech) in vectors.iter().zip(0..) {
            let squares = vector.iter().map(|(_, value)| value * value).sum::<f64>();
            lengths.push(squares.sqrt());
            for &(row, value) in vector {
                speeches[row as usize].push((speech, value / squares.sqrt()));
            }
        }
        Self {
            speeches,
            sums: vec![0.0; lengths.len()],
            lengths,
        }
    }

    /// Cosine of a speech with every one; 0 where one of the two has no feature.
    fn likeness(&mut self, vector: &Vector, speech: usize) -> &[f64] {
        self.sums.fill(0.0);
        for &(row, value) in vector {
            let value = value / self.lengths[speech];
            for &(other, others) in &self.speeches[row as usize] {
                self.sums[other as usize] += value * others;
            }
        }
        for sum in &mut self.sums {
            *sum = sum.min(1.0);
        }
        &self.sums
    }
}

/// `similarity`: the listed pairs.
pub(super) fn table(
    profiles: &Profiles<'_>,
    vectors: &Vectors,
    pairs: &[(usize, usize)],
) -> PolarsResult<DataFrame> {
    let measure = |name, of: &dyn Fn(usize, usize) -> Option<f64>| {
        measures(name, pairs.iter().map(|&(a, b)| of(a, b)).collect())
    };
    let phrases = pairs.iter().map(|&(a, b)| profiles.both(a, b).count());
    frame(vec![
        texts(shared::A, pairs.iter().map(|&(a, _)| profiles.names[a])),
        texts(shared::B, pairs.iter().map(|&(_, b)| profiles.names[b])),
        texts(
            column::FEATURES,
            pairs.iter().map(|_| vectors.choice.name()),
        ),
        measure(shared::COSINE, &|a, b| {
            stats::sparse_cosine(&vectors.counts[a], &vectors.counts[b])
        }),
        measure(column::COSINE_TFIDF, &|a, b| {
            stats::sparse_cosine(&vectors.weighted[a], &vectors.weighted[b])
        }),
        measure(shared::JACCARD, &|a, b| {
            stats::sparse_jaccard(&vectors.counts[a], &vectors.counts[b])
        }),
        measure(column::WEIGHTED_JACCARD, &|a, b| {
            stats::sparse_weighted_jaccard(&vectors.shares[a], &vectors.shares[b])
        }),
        whole(
            shared::SHARED_PHRASES,
            phrases.map(|both| both as u64).collect(),
        ),
    ])
}

/// Cosine of the counts of every pair, for the heat map.
pub(super) fn matrix(names: &[&str], vectors: &Vectors) -> Matrix {
    let cell = |a: usize, b: usize| stats::sparse_cosine(&vectors.counts[a], &vectors.counts[b]);
    let names: Vec<String> = names.iter().map(|&name| name.to_owned()).collect();
    let row = |a: usize| (0..names.len()).map(|b| cell(a, b)).collect();
    Matrix {
        cells: (0..names.len()).map(row).collect(),
        rows: names.clone(),
        columns: names,
    }
}
