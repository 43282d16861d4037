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
/// Rows of such a dendrogram.
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
                "G² of the phrases that {target} uses most unlike {reference}: to the right more often, to the left less"
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
    let (leaves, joints) = match clustering.speeches.len() > LEAVES {
        true => collapsed(clustering),
        false => whole(clustering),
    };
    Dendrogram {
        caption: caption(
            "提法聚类 Clusters of speeches",
            subtitle,
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

/// Only the last merges are drawn: what they join is a leaf, called after its first speech.
fn collapsed(clustering: &Clustering) -> (Vec<Leaf>, Vec<Joint>) {
    let speeches = clustering.speeches.len();
    let drawn = clustering.merges.len().saturating_sub(COLLAPSED - 1);
    // What each item of the whole tree is in the small one, and how many speeches it holds.
    let mut roots: Vec<usize> = clustering.merges[drawn..]
        .iter()
        .flat_map(|merge| [merge.a, merge.b])
        .filter(|&item| item < speeches + drawn)
        .collect();
    let first = |item: usize| first_leaf(clustering, item);
    let mut place = vec![0; speeches];
    for (at, &speech) in clustering.order.iter().enumerate() {
        place[speech] = at;
    }
    roots.sort_by_key(|&item| place[first(item)]);
    let leaves = roots.iter().map(|&item| {
        let speech = first(item);
        let label = &clustering.speeches[speech];
        let size = item
            .checked_sub(speeches)
            .map_or(1, |merge| clustering.merges[merge].size);
        Leaf {
            label: match size {
                1 => label.clone(),
                size => format!("{label} + {}", size - 1),
            },
            cluster: clustering.clusters[speech],
        }
    });
    let leaves: Vec<Leaf> = leaves.collect();
    let part = |item: usize| match item.checked_sub(speeches + drawn) {
        Some(later) => roots.len() + later,
        None => roots.iter().position(|&root| root == item).unwrap_or(0),
    };
    let joints = clustering.merges[drawn..].iter().map(|merge| Joint {
        a: part(merge.a),
        b: part(merge.b),
        distance: merge.distance,
    });
    let joints = joints.collect();
    (leaves, joints)
}

/// The speech of an item that stands first in the dendrogram.
fn first_leaf(clustering: &Clustering, item: usize) -> usize {
    let mut item = item;
    while let Some(merge) = item.checked_sub(clustering.speeches.len()) {
        item = clustering.merges[merge].a;
    }
    item
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
