//! Owns clusters of speeches: how they are joined, which are kept apart, and their tables.

use polars::prelude::{DataFrame, PolarsResult};

use super::super::frame::{frame, measures, optional_whole, texts, whole};
use super::super::schema::column as shared;
use super::super::schema::comparison::column;
use super::cluster_names::ClusterName;
use super::profiles::Profiles;
use crate::stats::{self, Merge};

/// Fewer speeches are not clustered.
const FEWEST: usize = 3;
/// The number of clusters is one up to this, or of more speeches up to a fifth of their number.
const MOST_TRIED: usize = 20;
/// How well a number of clusters sets speeches apart is measured on so many of them.
const MEASURED: usize = 4_000;

/// Speeches in clusters.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Clustering {
    /// The names of the speeches, as they are numbered in `merges`: those that have any feature.
    pub speeches: Vec<String>,
    /// How they are joined, the nearest first.
    pub merges: Vec<Merge>,
    /// The cluster of every speech, from 0.
    pub clusters: Vec<usize>,
    /// The speeches as they stand in the dendrogram.
    pub order: Vec<usize>,
    /// What the clusters are called.
    pub names: Vec<ClusterName>,
    /// The place of every speech among all that are compared.
    pub(super) rows: Vec<usize>,
}

impl Clustering {
    /// Clusters the speeches at `rows` by their `distances`; `number` of clusters, or as many as fit
    /// best. Names are still to be told. `None` for fewer than three.
    pub(super) fn new(distances: Vec<f64>, rows: &[usize], number: Option<usize>) -> Option<Self> {
        let speeches = rows.len();
        if speeches < FEWEST || distances.is_empty() {
            return None;
        }
        let (step, measured) = measured(&distances, speeches);
        let merges = stats::average_linkage(distances, speeches);
        let clusters = match number {
            Some(number) => stats::cut(&merges, number.clamp(1, speeches)),
            None => best_cut(&merges, speeches, step, &measured),
        };
        Some(Self {
            order: stats::leaf_order(&merges),
            merges,
            clusters,
            rows: rows.to_vec(),
            ..Self::default()
        })
    }

    /// How many clusters there are.
    #[must_use]
    pub fn number(&self) -> usize {
        self.clusters.iter().max().map_or(0, |last| last + 1)
    }

    /// Speeches of a cluster.
    pub fn members(&self, cluster: usize) -> impl Iterator<Item = usize> {
        let clusters = self.clusters.iter().enumerate();
        clusters
            .filter(move |&(_, &own)| own == cluster)
            .map(|(speech, _)| speech)
    }
}

/// Distances of every so many speeches, and how many that are.
fn measured(distances: &[f64], speeches: usize) -> (usize, Vec<f64>) {
    let step = speeches.div_ceil(MEASURED);
    let mut some = Vec::new();
    let mut row = 0;
    for a in 0..speeches {
        if a % step == 0 {
            let others = (a + 1..speeches).filter(|b| b % step == 0);
            some.extend(others.map(|b| distances[row + b - a - 1]));
        }
        row += speeches - a - 1;
    }
    (step, some)
}

/// The cut whose clusters are set apart best; of equals the one with fewest clusters.
fn best_cut(merges: &[Merge], speeches: usize, step: usize, distances: &[f64]) -> Vec<usize> {
    let mut best = (f64::NEG_INFINITY, stats::cut(merges, 1));
    for number in numbers(speeches) {
        let labels = stats::cut(merges, number);
        let some: Vec<usize> = labels.iter().copied().step_by(step).collect();
        let silhouette = stats::silhouette(distances, &some).unwrap_or(f64::NEG_INFINITY);
        if silhouette > best.0 {
            best = (silhouette, labels);
        }
    }
    best.1
}

/// The numbers of clusters that are tried: all small ones, and then each half as large again.
fn numbers(speeches: usize) -> impl Iterator<Item = usize> {
    let larger = std::iter::successors(Some(MOST_TRIED * 3 / 2), |number| Some(number * 3 / 2));
    let small = 2..speeches.min(MOST_TRIED + 1);
    small.chain(larger.take_while(move |&number| number <= speeches / 5))
}

/// `clusters`: every speech with its cluster, in the order of the dendrogram; then those without any
/// feature, which are in none.
pub(super) fn table(
    profiles: &Profiles<'_>,
    clustering: &Clustering,
    likeness: impl Fn(usize, usize) -> f64,
) -> PolarsResult<DataFrame> {
    let members: Vec<Vec<usize>> = (0..clustering.number())
        .map(|cluster| clustering.members(cluster).collect())
        .collect();
    let inside = |speech: usize| {
        let others = members[clustering.clusters[speech]].iter();
        let others: Vec<f64> = others
            .filter(|&&other| other != speech)
            .map(|&other| likeness(clustering.rows[speech], clustering.rows[other]))
            .collect();
        let number = stats::ratio(others.len() as u64, 1);
        (!others.is_empty()).then(|| others.iter().sum::<f64>() / number)
    };
    let alone = (0..profiles.len()).filter(|row| clustering.rows.binary_search(row).is_err());
    let alone: Vec<usize> = alone.collect();
    // A speech of the dendrogram by its number there, or one that is in none.
    let order = || {
        let ordered = clustering.order.iter().map(|&speech| Some(speech));
        ordered.chain(alone.iter().map(|_| None))
    };
    let ordered = clustering.order.iter();
    let rows = ordered.map(|&speech| clustering.rows[speech]);
    let rows: Vec<usize> = rows.chain(alone.iter().copied()).collect();
    frame(vec![
        optional_whole(
            column::PLACE,
            order()
                .zip(1..)
                .map(|(own, place)| own.and(Some(place)))
                .collect(),
        ),
        texts(shared::SPEECH, rows.iter().map(|&row| profiles.names[row])),
        optional_whole(
            column::CLUSTER,
            order()
                .map(|speech| Some(clustering.clusters[speech?] as u64 + 1))
                .collect(),
        ),
        texts(
            column::CLUSTER_NAME,
            order().map(|speech| {
                let cluster = speech.map(|speech| clustering.clusters[speech]);
                cluster.map_or_else(String::new, |cluster| clustering.names[cluster].text())
            }),
        ),
        measures(
            column::SIMILARITY_INSIDE,
            order().map(|speech| inside(speech?)).collect(),
        ),
    ])
}

/// `cluster_names`: every cluster with what it is called.
pub(super) fn names_table(clustering: &Clustering) -> PolarsResult<DataFrame> {
    let clusters = 0..clustering.number();
    let names = clustering.names.iter();
    frame(vec![
        whole(
            column::CLUSTER,
            clusters.clone().map(|cluster| cluster as u64 + 1).collect(),
        ),
        whole(
            column::SPEECHES,
            clusters
                .map(|cluster| clustering.members(cluster).count() as u64)
                .collect(),
        ),
        texts(column::CLUSTER_NAME, names.clone().map(ClusterName::text)),
        texts(
            column::OCCASIONS,
            names.clone().map(|name| name.occasions.join("|")),
        ),
        texts(
            column::TYPICAL_PHRASES,
            names.map(|name| name.phrases.join("|")),
        ),
    ])
}

/// `cluster_merges`: how clusters are joined. A speech is named, an earlier merge is `#` and its
/// number.
pub(super) fn merges_table(clustering: &Clustering) -> PolarsResult<DataFrame> {
    let speeches = clustering.speeches.len();
    let name = |item: usize| match item.checked_sub(speeches) {
        None => clustering.speeches[item].clone(),
        Some(merge) => format!("#{}", merge + 1),
    };
    let merges = clustering.merges.iter();
    frame(vec![
        whole(
            column::MERGE,
            (1..=clustering.merges.len() as u64).collect(),
        ),
        texts(shared::A, merges.clone().map(|merge| name(merge.a))),
        texts(shared::B, merges.clone().map(|merge| name(merge.b))),
        measures(
            column::DISTANCE,
            merges.clone().map(|merge| Some(merge.distance)).collect(),
        ),
        whole(
            column::SPEECHES,
            merges.map(|merge| merge.size as u64).collect(),
        ),
    ])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_clusters_grow_with_the_speeches() {
        assert_eq!(numbers(4).collect::<Vec<_>>(), [2, 3]);
        assert_eq!(numbers(87).last(), Some(20));
        let many: Vec<usize> = numbers(1_000).collect();
        assert_eq!(many[18..], [20, 30, 45, 67, 100, 150]);
    }

    /// Two groups of three at distance 1 of each other; every second speech is measured.
    #[test]
    fn speeches_are_set_apart_where_they_differ() {
        let group = |speech: usize| speech / 3;
        let pairs = (0..6).flat_map(|a| (a + 1..6).map(move |b| (a, b)));
        let distances: Vec<f64> = pairs
            .map(|(a, b)| if group(a) == group(b) { 0.1 } else { 1.0 })
            .collect();
        let rows = [1, 2, 3, 5, 6, 7];
        let found = Clustering::new(distances.clone(), &rows, None).unwrap();
        assert_eq!(found.clusters, [0, 0, 0, 1, 1, 1]);
        assert_eq!(
            Clustering::new(distances, &rows, Some(1)).unwrap().number(),
            1
        );
        assert_eq!(Clustering::new(vec![0.5], &[0, 1], None), None);
    }
}
