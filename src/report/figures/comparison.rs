//! Owns which charts a comparison has, and what each of them shows.

use crate::error::Result;
use crate::tables::{Clustering, Comparison, Matrix, PairOrder, Typical};

use super::super::charts::{
    Bar, BarChart, Dendrogram, HeatMap, HeatMapShape, Joint, Leaf, MirrorChart, MirrorRow,
    OrderChart, OrderRow,
};
use super::{Figure, PER_10K, caption, heat_map};

/// Phrases in the two-sided chart.
const MIRROR_ROWS: usize = 25;
/// Phrases in a chart of keyness, on either side.
const TYPICAL: usize = 15;
/// Comparisons that have a chart of keyness.
const KEYNESS_CHARTS: usize = 6;
/// A dendrogram of more speeches than this shows clusters in the place of speeches.
const LEAVES: usize = 150;
/// Phrases in the chart of their order.
const ORDERED: usize = 40;
/// Clusters in such a dendrogram.
const COLLAPSED: usize = 60;

/// The charts of a comparison.
pub(in crate::report) fn of_comparison(comparison: &Comparison) -> Result<Vec<Figure>> {
    let mut figures = keyness(&comparison.typical)?;
    if !comparison.cosine.rows.is_empty() {
        let map = similarity(comparison).to_svg()?;
        figures.push(("similarity.svg".to_owned(), map));
    }
    if let [left, right] = comparison.speeches.as_slice() {
        let chart = two_sided(&comparison.rates, left, right).to_svg()?;
        figures.push(("two_sided.svg".to_owned(), chart));
    }
    if let Some(clusters) = &comparison.clusters {
        let chart = dendrogram(clusters).to_svg()?;
        figures.push(("dendrogram.svg".to_owned(), chart));
    }
    if let Some(order) = comparison
        .order
        .as_ref()
        .filter(|pair| pair.phrases.len() > 1)
    {
        figures.push(("order.svg".to_owned(), of_order(order).to_svg()?));
    }
    Ok(figures)
}

/// One chart per comparison, unless there are too many.
fn keyness(all: &[Typical]) -> Result<Vec<Figure>> {
    if all.len() > KEYNESS_CHARTS {
        return Ok(Vec::new());
    }
    let name = |number: usize| match all.len() {
        1 => "keyness.svg".to_owned(),
        _ => format!("keyness_{number}.svg"),
    };
    let figures = all.iter().zip(1..);
    figures
        .map(|(typical, number)| Ok((name(number), of_typical(typical).to_svg()?)))
        .collect()
}

/// What the target uses more above, what it uses less below, to the left.
fn of_typical(typical: &Typical) -> BarChart {
    let over = typical.over.iter().take(TYPICAL);
    let over = over.map(|(label, g2)| (label, *g2));
    let under = typical.under.iter().take(TYPICAL).rev();
    let under = under.map(|(label, g2)| (label, -g2));
    let Typical {
        target, reference, ..
    } = typical;
    BarChart {
        caption: caption(
            &format!("典型提法 Typical phrases: {target} / {reference}"),
            &format!(
                "G² of the phrases that {target} uses most unlike {reference}: to the right more often, to the left less; p up to 0.05 before correction"
            ),
            "keyness.csv, columns g2 and direction",
        ),
        value_axis: "G²".to_owned(),
        bars: over
            .chain(under)
            .map(|(label, value)| Bar {
                label: label.clone(),
                value,
            })
            .collect(),
    }
}

/// The order in which two speeches go through their phrases.
fn of_order(pair: &PairOrder) -> OrderChart {
    let mut rows: Vec<OrderRow> = pair
        .phrases
        .iter()
        .map(|(label, left, right)| OrderRow {
            label: label.clone(),
            left: *left,
            right: *right,
        })
        .collect();
    let left_out = rows.len().saturating_sub(ORDERED);
    rows.truncate(ORDERED);
    let rest = match left_out {
        0 => String::new(),
        more => format!("; {more} more come later"),
    };
    OrderChart {
        caption: caption(
            "提法次序 Order of phrases",
            &format!(
                "The phrases that both have, as they first come in each; orange ones come earlier on the right, blue ones later{rest}"
            ),
            "order_of_phrases.csv",
        ),
        left: pair.a.clone(),
        right: pair.b.clone(),
        rows,
    }
}

fn dendrogram(clustering: &Clustering) -> Dendrogram {
    let subtitle =
        "Speeches with like phrases are joined first, at their mean distance; colours are clusters";
    let (leaves, joints, subtitle) = if clustering.speeches.len() > LEAVES {
        let (leaves, joints) = collapsed(clustering);
        let drawn = format!(
            "{subtitle}. Each row is one of the {} largest of {} clusters, with its first speech",
            leaves.len(),
            clustering.number()
        );
        (leaves, joints, drawn)
    } else {
        let (leaves, joints) = whole(clustering);
        (leaves, joints, subtitle.to_owned())
    };
    Dendrogram {
        caption: caption(
            "提法聚类 Clusters of speeches",
            &subtitle,
            "cluster_merges.csv and clusters.csv",
        ),
        value_axis: "距离 distance, 1 − cosine (tf-idf)".to_owned(),
        leaves,
        joints,
        clusters: clustering
            .names
            .iter()
            .zip(1..)
            .map(|(name, number)| format!("{number} {}", name.text()))
            .collect(),
    }
}

/// Every speech is a leaf.
fn whole(clustering: &Clustering) -> (Vec<Leaf>, Vec<Joint>) {
    let speeches = clustering.speeches.len();
    let mut row = vec![0; speeches];
    for (place, &speech) in clustering.order.iter().enumerate() {
        row[speech] = place;
    }
    let leaf = |&speech: &usize| Leaf {
        label: clustering.speeches[speech].clone(),
        cluster: clustering.clusters[speech],
    };
    // Merges are numbered behind the speeches on either side.
    let part = |item: usize| row.get(item).copied().unwrap_or(item);
    let joint = |merge: &crate::stats::Merge| Joint {
        a: part(merge.a),
        b: part(merge.b),
        distance: merge.distance,
    };
    (
        clustering.order.iter().map(leaf).collect(),
        clustering.merges.iter().map(joint).collect(),
    )
}

/// A cluster is a leaf, and only the largest are drawn, with what joins them.
fn collapsed(clustering: &Clustering) -> (Vec<Leaf>, Vec<Joint>) {
    let drawn = largest(clustering);
    let is_drawn = |speech: &&usize| drawn.contains(&clustering.clusters[**speech]);
    let mut rows: Vec<usize> = Vec::new();
    for &speech in clustering.order.iter().filter(is_drawn) {
        let cluster = clustering.clusters[speech];
        if !rows.contains(&cluster) {
            rows.push(cluster);
        }
    }
    let leaf = |&cluster: &usize| {
        let mut members = clustering.members(cluster);
        let first = members.next().map(|speech| &clustering.speeches[speech]);
        Leaf {
            label: format!(
                "{} × {}",
                members.count() + 1,
                first.map_or("", String::as_str)
            ),
            cluster,
        }
    };
    let leaves: Vec<Leaf> = rows.iter().map(leaf).collect();
    // What of the small tree each item of the whole one holds.
    let speeches = clustering.clusters.iter();
    let mut parts: Vec<Option<usize>> = speeches
        .map(|cluster| rows.iter().position(|row| row == cluster))
        .collect();
    let mut joints = Vec::new();
    for merge in &clustering.merges {
        let part = match (parts[merge.a], parts[merge.b]) {
            (Some(a), Some(b)) if a != b => {
                joints.push(Joint {
                    a,
                    b,
                    distance: merge.distance,
                });
                Some(leaves.len() + joints.len() - 1)
            }
            (a, b) => a.or(b),
        };
        parts.push(part);
    }
    (leaves, joints)
}

/// The largest clusters; of equals the first.
fn largest(clustering: &Clustering) -> Vec<usize> {
    let mut sizes = vec![0_usize; clustering.number()];
    for &cluster in &clustering.clusters {
        sizes[cluster] += 1;
    }
    let mut clusters: Vec<usize> = (0..sizes.len()).collect();
    clusters.sort_by_key(|&cluster| (std::cmp::Reverse(sizes[cluster]), cluster));
    clusters.truncate(COLLAPSED);
    clusters
}

fn similarity(comparison: &Comparison) -> HeatMap {
    let caption = caption(
        "提法相似度 Similarity of speeches",
        "Cosine of the phrase counts: 1 is the same mix of phrases, 0 has none in common",
        "similarity.csv, column cosine",
    );
    heat_map(
        caption,
        "cosine",
        comparison.cosine.clone(),
        2,
        HeatMapShape::LowerTriangle,
    )
}

fn two_sided(rates: &Matrix, left: &str, right: &str) -> MirrorChart {
    let rows = rates
        .rows
        .iter()
        .zip(&rates.cells)
        .take(MIRROR_ROWS)
        .filter_map(|(label, cells)| match cells.as_slice() {
            [left, right] => Some(MirrorRow {
                label: label.clone(),
                left: left.unwrap_or(0.0),
                right: right.unwrap_or(0.0),
            }),
            _ => None,
        });
    MirrorChart {
        caption: caption(
            "提法对比 Two speeches",
            "Hits per 10,000 Han characters of the phrases most frequent in both together",
            "phrase_by_speech.csv, column per_10k_chars",
        ),
        value_axis: PER_10K.to_owned(),
        left: left.to_owned(),
        right: right.to_owned(),
        rows: rows.collect(),
    }
}
