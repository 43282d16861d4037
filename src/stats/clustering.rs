//! Owns groups of items that are alike: average linkage, its leaves' order, cuts, silhouettes.
//!
//! Distances are condensed: those of the pairs (0, 1), (0, 2) … (1, 2) … of n items.

use super::length;

mod chain;

pub use chain::average_linkage;

/// One step of a hierarchical clustering.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Merge {
    /// The lower number of what is merged; numbers from n on are earlier merges.
    pub a: usize,
    /// The higher one.
    pub b: usize,
    /// Distance of the two.
    pub distance: f64,
    /// Items below.
    pub size: usize,
}

/// Place of the distance of `a` and `b` of `items`; they differ.
fn place(a: usize, b: usize, items: usize) -> usize {
    let (low, high) = (a.min(b), a.max(b));
    items * low - low * (low + 1) / 2 + high - low - 1
}

/// The items in the order of a dendrogram: below each merge, first those of `a`, then those of
/// `b`. One item where there are no merges.
#[must_use]
pub fn leaf_order(merges: &[Merge]) -> Vec<usize> {
    let items = merges.len() + 1;
    let mut order = Vec::with_capacity(items);
    let mut waiting = vec![items + merges.len() - 1];
    while let Some(node) = waiting.pop() {
        match node.checked_sub(items).and_then(|merge| merges.get(merge)) {
            None => order.push(node),
            Some(merge) => waiting.extend([merge.b, merge.a]),
        }
    }
    order
}

/// The number of the cluster of each item when the tree is cut into `clusters`, from 1 to as many
/// as there are items. Clusters are numbered by their first item, from 0.
#[must_use]
pub fn cut(merges: &[Merge], clusters: usize) -> Vec<usize> {
    let items = merges.len() + 1;
    let made = items - clusters.clamp(1, items);
    let mut above: Vec<usize> = (0..items + made).collect();
    for (step, merge) in merges[..made].iter().enumerate() {
        above[merge.a] = items + step;
        above[merge.b] = items + step;
    }
    // Merges come after what they merge, so one walk from the top reaches every root.
    for node in (0..above.len()).rev() {
        above[node] = above[above[node]];
    }
    let mut numbers = vec![None; above.len()];
    let mut next = 0;
    let number = |root: &usize| {
        *numbers[*root].get_or_insert_with(|| {
            next += 1;
            next - 1
        })
    };
    above[..items].iter().map(number).collect()
}

/// Mean silhouette: how much nearer items are to their own cluster than to the next one, −1 to 1.
/// An item alone in its cluster counts as 0.
///
/// `distances` are condensed, `labels` the cluster of each item. Source: P. J. Rousseeuw,
/// “Silhouettes: a graphical aid to the interpretation and validation of cluster analysis”,
/// Journal of Computational and Applied Mathematics 20 (1987), 53–65. `None` where there are less
/// than 2 clusters, as many as items, or the lengths do not fit.
#[must_use]
pub fn silhouette(distances: &[f64], labels: &[usize]) -> Option<f64> {
    let items = labels.len();
    let mut names = labels.to_vec();
    names.sort_unstable();
    names.dedup();
    let fits = distances.len() == items * items.saturating_sub(1) / 2;
    if !fits || names.len() < 2 || names.len() >= items {
        return None;
    }
    let clusters: Vec<usize> = (labels.iter())
        .map(|label| names.partition_point(|name| name < label))
        .collect();
    let mut sizes = vec![0; names.len()];
    for &cluster in &clusters {
        sizes[cluster] += 1;
    }
    let widths = (0..items).map(|item| width(distances, &clusters, &sizes, item));
    Some(widths.sum::<f64>() / length(items))
}

/// The silhouette of one item.
fn width(distances: &[f64], clusters: &[usize], sizes: &[usize], item: usize) -> f64 {
    let own = clusters[item];
    if sizes[own] == 1 {
        return 0.0;
    }
    let mut sums = vec![0.0; sizes.len()];
    for (other, &cluster) in clusters.iter().enumerate() {
        if other != item {
            sums[cluster] += distances[place(item, other, clusters.len())];
        }
    }
    let within = sums[own] / length(sizes[own] - 1);
    let next = (0..sizes.len())
        .filter(|&cluster| cluster != own)
        .map(|cluster| sums[cluster] / length(sizes[cluster]))
        .fold(f64::INFINITY, f64::min);
    let most = within.max(next);
    if most > 0.0 {
        (next - within) / most
    } else {
        0.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Items 0, 1 and 4 at one place, 2 and 3 at another.
    fn two_places() -> Vec<f64> {
        vec![0.0, 1.0, 1.0, 0.0, 1.0, 1.0, 0.0, 0.0, 1.0, 1.0]
    }

    #[test]
    fn trees_of_few_items() {
        assert_eq!(average_linkage(Vec::new(), 0), []);
        assert_eq!(average_linkage(Vec::new(), 1), []);
        assert_eq!(average_linkage(vec![1.0], 3), []);
        assert_eq!((leaf_order(&[]), cut(&[], 3)), (vec![0], vec![0]));
        let pair = average_linkage(vec![0.5], 2);
        let merge = Merge {
            a: 0,
            b: 1,
            distance: 0.5,
            size: 2,
        };
        assert_eq!(pair, [merge]);
    }

    #[test]
    fn cuts_number_clusters_by_their_first_item() {
        let merges = average_linkage(two_places(), 5);
        assert_eq!(cut(&merges, 2), [0, 0, 1, 1, 0]);
        assert_eq!(cut(&merges, 5), [0, 1, 2, 3, 4]);
        assert_eq!(cut(&merges, 9), [0, 1, 2, 3, 4]);
        assert_eq!(cut(&merges, 1), [0; 5]);
        assert_eq!(cut(&merges, 0), [0; 5]);
    }

    #[test]
    fn silhouettes() {
        assert_eq!(silhouette(&two_places(), &[7, 7, 3, 3, 7]), Some(1.0));
        assert_eq!(silhouette(&two_places(), &[0; 5]), None);
        assert_eq!(silhouette(&two_places(), &[0, 1, 2, 3, 4]), None);
        assert_eq!(silhouette(&[1.0], &[0, 0, 1]), None);
        assert_eq!(silhouette(&[0.0; 3], &[0, 0, 1]), Some(0.0));
        assert_eq!(silhouette(&[], &[]), None);
    }

    #[test]
    fn distances_that_are_no_numbers_come_last() {
        let merges = average_linkage(vec![f64::NAN, 1.0, f64::NAN], 3);
        assert_eq!((merges[0].a, merges[0].b), (0, 2));
        assert_eq!(merges.len(), 2);
    }
}
