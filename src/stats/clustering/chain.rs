//! Owns average linkage by chains of nearest neighbours.

use super::{Merge, place};
use crate::stats::length;

/// Average linkage of `items` from their condensed `distances`: merges by distance, as
/// `scipy.cluster.hierarchy.linkage` numbers them.
///
/// Source: R. R. Sokal, C. D. Michener, “A statistical method for evaluating systematic
/// relationships”, University of Kansas Science Bulletin 38 (1958), 1409–1438, for the linkage;
/// F. Murtagh, “A survey of recent advances in hierarchical clustering algorithms”, The Computer
/// Journal 26 (1983), 354–359, for the chain. n² steps, and no memory but the distances. Of equal
/// neighbours the one before in the chain is taken, then the lowest. Empty where the number of
/// distances is not that of the pairs. A distance that is no number counts as infinite.
#[must_use]
pub fn average_linkage(mut distances: Vec<f64>, items: usize) -> Vec<Merge> {
    if items < 2 || distances.len() != items * (items - 1) / 2 {
        return Vec::new();
    }
    for distance in distances.iter_mut().filter(|distance| distance.is_nan()) {
        *distance = f64::INFINITY;
    }
    let mut clusters = Clusters {
        distances,
        sizes: vec![1; items],
    };
    let mut chain: Vec<usize> = Vec::new();
    let mut joined = Vec::with_capacity(items - 1);
    while joined.len() < items - 1 {
        let (a, b, distance) = clusters.mutual(&mut chain);
        joined.push((a.min(b), a.max(b), distance));
        clusters.join(a.min(b), a.max(b));
    }
    joined.sort_by(|x, y| x.2.total_cmp(&y.2));
    numbered(&joined, items)
}

/// Clusters that are left: the number of items of each, 0 for those that went into another.
struct Clusters {
    distances: Vec<f64>,
    sizes: Vec<usize>,
}

impl Clusters {
    fn distance(&self, a: usize, b: usize) -> f64 {
        self.distances[place(a, b, self.sizes.len())]
    }

    fn left(&self) -> impl Iterator<Item = usize> {
        (0..self.sizes.len()).filter(|&cluster| self.sizes[cluster] > 0)
    }

    /// Follows nearest neighbours from the end of `chain` until two are each other's, and takes
    /// them off the chain.
    fn mutual(&self, chain: &mut Vec<usize>) -> (usize, usize, f64) {
        loop {
            let Some(end) = chain.pop() else {
                chain.extend(self.left().next());
                continue;
            };
            let before = chain.last().copied();
            let (next, distance) = self.nearest(end, before);
            if before == Some(next) {
                chain.pop();
                return (end, next, distance);
            }
            chain.extend([end, next]);
        }
    }

    /// The nearest neighbour of `of`; `favourite` where none is nearer than that.
    fn nearest(&self, of: usize, favourite: Option<usize>) -> (usize, f64) {
        let known = favourite.map(|cluster| (cluster, self.distance(of, cluster)));
        let mut nearest = known.unwrap_or((of, f64::INFINITY));
        for other in self.left().filter(|&other| other != of) {
            let distance = self.distance(of, other);
            if distance < nearest.1 || nearest.0 == of {
                nearest = (other, distance);
            }
        }
        nearest
    }

    /// Puts `a` into `b`. The distance to each other cluster is the mean over both, weighed by
    /// their items.
    fn join(&mut self, a: usize, b: usize) {
        let (here, there) = (self.sizes[a], self.sizes[b]);
        let (weight, rest) = (length(here), length(there));
        let others: Vec<usize> = self.left().filter(|&c| c != a && c != b).collect();
        for other in others {
            let sum = weight * self.distance(a, other) + rest * self.distance(b, other);
            let target = place(b, other, self.sizes.len());
            self.distances[target] = sum / (weight + rest);
        }
        self.sizes[a] = 0;
        self.sizes[b] = here + there;
    }
}

/// Merges with the numbers of what they merge; `joined` are items that stand for clusters.
fn numbered(joined: &[(usize, usize, f64)], items: usize) -> Vec<Merge> {
    // The node above each node; roots stand for themselves.
    let mut above: Vec<usize> = (0..items + joined.len()).collect();
    let mut sizes = vec![1; items + joined.len()];
    let mut merges = Vec::with_capacity(joined.len());
    for (step, &(a, b, distance)) in joined.iter().enumerate() {
        let (a, b) = (root(&mut above, a), root(&mut above, b));
        let node = items + step;
        sizes[node] = sizes[a] + sizes[b];
        above[a] = node;
        above[b] = node;
        merges.push(Merge {
            a: a.min(b),
            b: a.max(b),
            distance,
            size: sizes[node],
        });
    }
    merges
}

/// The root above `node`; what lies on the way is hung below it.
fn root(above: &mut [usize], mut node: usize) -> usize {
    let mut top = node;
    while above[top] != top {
        top = above[top];
    }
    while above[node] != top {
        node = std::mem::replace(&mut above[node], top);
    }
    top
}
