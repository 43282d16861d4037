//! Owns keyness: what is typical of a target beside a reference, and how sure that is.

use std::cmp::Ordering;

use super::super::evidence::{FEWEST_DOCUMENTS, FEWEST_HITS, LEVEL, is_significant};
use super::profiles::Profiles;
use crate::count::GroupedCount;
use crate::stats::{self, Contingency, Correction, chi2_p};

/// What groups are compared with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Pairing {
    /// Every pair of up to six groups, else each with the others together.
    #[default]
    BySize,
    /// Every pair.
    Pairs,
    /// Each with all others together.
    Rest,
}

/// What makes a phrase more typical than another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum KeynessRank {
    /// The evidence that it is used differently: G².
    #[default]
    Evidence,
    /// How differently it is used: the log ratio, among what is significant.
    Effect,
}

/// How keyness is computed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct KeynessOptions {
    /// What groups are compared with.
    pub pairing: Pairing,
    /// What makes a phrase more typical than another.
    pub rank: KeynessRank,
    /// How probabilities are corrected for the number of tests: one per phrase of the lexicon.
    pub correction: Correction,
}

/// Groups up to this many are compared pair by pair.
const FEW_GROUPS: usize = 6;
/// With more groups than this only what a group has is listed for it.
const MANY_GROUPS: usize = 120;

/// A target and what it is compared with; `None` for all other groups.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Versus {
    pub(super) target: usize,
    pub(super) reference: Option<usize>,
}

impl Pairing {
    pub(super) fn of(self, groups: usize) -> Vec<Versus> {
        let is_by_pairs = match self {
            Self::Pairs => true,
            Self::Rest => groups == 2,
            Self::BySize => groups <= FEW_GROUPS,
        };
        if !is_by_pairs {
            return each_with_the_rest(groups);
        }
        let pair = |target, reference| Versus {
            target,
            reference: Some(reference),
        };
        (0..groups)
            .flat_map(|a| (a + 1..groups).map(move |b| pair(a, b)))
            .collect()
    }
}

/// Every group with all others together.
pub(super) fn each_with_the_rest(groups: usize) -> Vec<Versus> {
    let alone = |target| Versus {
        target,
        reference: None,
    };
    (0..groups).map(alone).collect()
}

/// One side of a table of four cells.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct SideCount {
    /// Occurrences.
    pub(super) count: u64,
    /// Documents that have one.
    pub(super) documents: u64,
}

/// What one feature comes to in one comparison.
#[derive(Debug, Clone)]
pub(super) struct KeyRow {
    pub(super) versus: usize,
    /// Row of the feature.
    pub(super) feature: usize,
    pub(super) target: SideCount,
    pub(super) reference: SideCount,
    pub(super) table: Option<Contingency>,
    pub(super) g2: Option<f64>,
    pub(super) p: Option<f64>,
    pub(super) p_adjusted: Option<f64>,
    pub(super) evidence: Vec<&'static str>,
    pub(super) rank: Option<u64>,
}

/// Sizes of both sides of a comparison: characters or tokens, and documents.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct SideSizes {
    pub(super) size: u64,
    pub(super) documents: u64,
}

impl KeyRow {
    fn new(
        (versus, feature): (usize, usize),
        [target, reference]: [SideCount; 2],
        sizes: [SideSizes; 2],
    ) -> Self {
        let counts = (target.count, reference.count);
        let table = Contingency::new(counts, (sizes[0].size, sizes[1].size));
        let g2 = table.and_then(|table| table.g2());
        let mut row = Self {
            versus,
            feature,
            target,
            reference,
            table,
            g2,
            p: g2.map(chi2_p),
            p_adjusted: None,
            evidence: Vec::new(),
            rank: None,
        };
        row.evidence = row.weaknesses(sizes);
        row
    }

    /// Why the row is not ranked.
    fn weaknesses(&self, sizes: [SideSizes; 2]) -> Vec<&'static str> {
        let mut weaknesses = Vec::new();
        if self.target.count + self.reference.count < FEWEST_HITS {
            weaknesses.push("few_hits");
        }
        let (side, sizes) = match self.direction() {
            Ordering::Less => (self.reference, sizes[1]),
            _ => (self.target, sizes[0]),
        };
        if side.documents == 1 && sizes.documents >= FEWEST_DOCUMENTS {
            weaknesses.push("one_document");
        }
        weaknesses
    }

    /// Whether the target has it more often, for its size.
    pub(super) fn direction(&self) -> Ordering {
        self.table
            .map_or(Ordering::Equal, |table| table.direction())
    }

    pub(super) fn is_significant(&self) -> bool {
        is_significant(self.p_adjusted, &self.evidence)
    }

    /// Whether a rank is worth saying: alone, such a difference would be rare by chance.
    pub(super) fn stands_out(&self) -> bool {
        self.rank.is_some() && self.p.is_some_and(|p| p <= LEVEL)
    }

    /// G² with the sign of the direction.
    pub(super) fn signed_g2(&self) -> f64 {
        let g2 = self.g2.unwrap_or(0.0);
        match self.direction() {
            Ordering::Less => -g2,
            _ => g2,
        }
    }

    fn log_ratio(&self) -> Option<f64> {
        self.table?.log_ratio()
    }

    /// What it is ranked by; `None` where it is not to be ranked.
    fn merit(&self, rank: KeynessRank) -> Option<f64> {
        if !self.evidence.is_empty() {
            return None;
        }
        match rank {
            KeynessRank::Evidence => Some(self.signed_g2()),
            KeynessRank::Effect => self.log_ratio().filter(|_| self.is_significant()),
        }
    }
}

/// Corrects the probabilities of one comparison, and ranks its rows: the most typical of the target
/// first, the most typical of the reference last, and then what is too weak to be ranked. `order`
/// breaks ties.
fn settle(rows: &mut [KeyRow], tests: usize, options: KeynessOptions) {
    let p: Vec<Option<f64>> = rows.iter().map(|row| row.p).collect();
    let adjusted = stats::adjusted(&p, tests, options.correction);
    for (row, adjusted) in rows.iter_mut().zip(adjusted) {
        row.p_adjusted = adjusted;
    }
    rows.sort_by(|a, b| {
        let merits = (a.merit(options.rank), b.merit(options.rank));
        let by_merit = match merits {
            (Some(a), Some(b)) => b.total_cmp(&a),
            (Some(_), None) => Ordering::Less,
            (None, Some(_)) => Ordering::Greater,
            (None, None) => b.signed_g2().total_cmp(&a.signed_g2()),
        };
        by_merit.then(a.feature.cmp(&b.feature))
    });
    for (row, rank) in rows.iter_mut().zip(1..) {
        row.rank = row.merit(options.rank).map(|_| rank);
    }
}

/// Counts of features by group, as comparisons need them.
pub(super) trait Features {
    /// Number of features.
    fn features(&self) -> usize;
    /// What a group has of a feature.
    fn of_group(&self, group: usize, feature: usize) -> SideCount;
    /// What all groups have of it together.
    fn of_all(&self, feature: usize) -> SideCount;
    /// Size of a group.
    fn sizes(&self, group: usize) -> SideSizes;
    /// Size of all groups together.
    fn all_sizes(&self) -> SideSizes;
}

impl Features for Profiles<'_> {
    fn features(&self) -> usize {
        self.phrases.len()
    }

    fn of_group(&self, group: usize, feature: usize) -> SideCount {
        let GroupedCount { count, documents } = self.found(group, feature);
        SideCount {
            count: count.count(),
            documents,
        }
    }

    fn of_all(&self, feature: usize) -> SideCount {
        let (count, documents) = self.totals[feature];
        SideCount { count, documents }
    }

    fn sizes(&self, group: usize) -> SideSizes {
        let group = self.groups[group];
        SideSizes {
            size: group.chars,
            documents: group.documents,
        }
    }

    fn all_sizes(&self) -> SideSizes {
        SideSizes {
            size: self.chars,
            documents: self.documents,
        }
    }
}

/// Every comparison of `pairs` over all features that occur in it. `tests` is how many features were
/// looked for, whether they occur or not.
pub(super) fn rows(
    counts: &impl Features,
    (pairs, groups): (&[Versus], usize),
    tests: usize,
    options: KeynessOptions,
) -> Vec<KeyRow> {
    let mut all = Vec::new();
    for (number, versus) in pairs.iter().enumerate() {
        let sizes = sides(
            *versus,
            |group| counts.sizes(group),
            counts.all_sizes(),
            |all, own| SideSizes {
                size: all.size - own.size,
                documents: all.documents - own.documents,
            },
        );
        let row = |feature| {
            let found = sides(
                *versus,
                |group| counts.of_group(group, feature),
                counts.of_all(feature),
                |all, own| SideCount {
                    count: all.count - own.count,
                    documents: all.documents - own.documents,
                },
            );
            let occurs = match groups > MANY_GROUPS {
                true => found[0].count > 0,
                false => found[0].count + found[1].count > 0,
            };
            occurs.then(|| KeyRow::new((number, feature), found, sizes))
        };
        let mut rows: Vec<KeyRow> = (0..counts.features()).filter_map(row).collect();
        let tests = tests.max(rows.len());
        settle(&mut rows, tests, options);
        all.append(&mut rows);
    }
    all
}

/// The values of target and reference; that of the others together is `all` without the target's.
fn sides<T: Copy>(
    versus: Versus,
    of_group: impl Fn(usize) -> T,
    all: T,
    without: impl Fn(T, T) -> T,
) -> [T; 2] {
    let target = of_group(versus.target);
    let reference = match versus.reference {
        Some(group) => of_group(group),
        None => without(all, target),
    };
    [target, reference]
}
