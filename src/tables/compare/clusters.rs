//! Owns clusters of speeches: how they are joined, which are kept apart, and their tables.

use polars::prelude::{DataFrame, PolarsResult};

use super::super::frame::{frame, measures, texts, whole};
use super::super::schema::column as shared;
use super::super::schema::comparison::column;
use super::cluster_names::ClusterName;
use super::profiles::Profiles;
use crate::stats::{self, Merge};

/// Fewer speeches are not clustered.
const FEWEST: usize = 3;
/// The number of clusters is chosen among those up to this, by the mean silhouette.
const MOST_TRIED: usize = 20;
/// With more speeches than this it is the square root of half their number.
const TRIED_SPEECHES: usize = 2_000;

/// Speeches in clusters.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Clustering {
    /// The speeches, as they are numbered in `merges`.
    pub speeches: Vec<String>,
    /// How they are joined, the nearest first.
    pub merges: Vec<Merge>,
    /// The cluster of every speech, from 0.
    pub clusters: Vec<usize>,
    /// The speeches as they stand in the dendrogram.
    pub order: Vec<usize>,
    /// What the clusters are called.
    pub names: Vec<ClusterName>,
}

impl Clustering {
    /// Clusters speeches by their `distances`; `number` of clusters, or as many as fit best.
    /// Speeches and names are still to be told. `None` for fewer than three.
    pub(super) fn new(distances: &[f64], speeches: usize, number: Option<usize>) -> Option<Self> {
        if speeches < FEWEST || distances.is_empty() {
            return None;
        }
        let merges = stats::average_linkage(distances.to_vec(), speeches);
        let clusters = match number {
            Some(number) => stats::cut(&merges, number.clamp(1, speeches)),
            None => best_cut(&merges, distances, speeches),
        };
        Some(Self {
            order: stats::leaf_order(&merges),
            merges,
            clusters,
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

/// The cut whose clusters are best set apart from each other; of equals the one with fewest clusters.
fn best_cut(merges: &[Merge], distances: &[f64], speeches: usize) -> Vec<usize> {
    if speeches > TRIED_SPEECHES {
        let number = (speeches / 2).isqrt().max(2);
        return stats::cut(merges, number);
    }
    let mut best = (f64::NEG_INFINITY, stats::cut(merges, 1));
    for number in 2..speeches.min(MOST_TRIED + 1) {
        let labels = stats::cut(merges, number);
        let silhouette = stats::silhouette(distances, &labels).unwrap_or(f64::NEG_INFINITY);
        if silhouette > best.0 {
            best = (silhouette, labels);
        }
    }
    best.1
}

/// `clusters`: every speech with its cluster, in the order of the dendrogram.
pub(super) fn table(
    profiles: &Profiles<'_>,
    clustering: &Clustering,
    likeness: impl Fn(usize, usize) -> f64,
) -> PolarsResult<DataFrame> {
    let order = || clustering.order.iter().copied();
    let members: Vec<Vec<usize>> = (0..clustering.number())
        .map(|cluster| clustering.members(cluster).collect())
        .collect();
    let inside = |speech: usize| {
        let others = members[clustering.clusters[speech]].iter();
        let others: Vec<f64> = others
            .filter(|&&other| other != speech)
            .map(|&other| likeness(speech, other))
            .collect();
        let number = stats::ratio(others.len() as u64, 1);
        (!others.is_empty()).then(|| others.iter().sum::<f64>() / number)
    };
    frame(vec![
        whole(column::PLACE, (1..=clustering.order.len() as u64).collect()),
        texts(shared::SPEECH, order().map(|speech| profiles.names[speech])),
        whole(
            column::CLUSTER,
            order()
                .map(|speech| clustering.clusters[speech] as u64 + 1)
                .collect(),
        ),
        texts(
            column::CLUSTER_NAME,
            order().map(|speech| clustering.names[clustering.clusters[speech]].text()),
        ),
        measures(column::SIMILARITY_INSIDE, order().map(inside).collect()),
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
pub(super) fn merges_table(
    profiles: &Profiles<'_>,
    clustering: &Clustering,
) -> PolarsResult<DataFrame> {
    let speeches = profiles.len();
    let name = |item: usize| match item.checked_sub(speeches) {
        None => profiles.names[item].to_owned(),
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
