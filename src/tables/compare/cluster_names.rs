//! Owns what clusters of speeches are called: what the titles and occasions of their speeches have in
//! common, and what phrases are typical of them.

use std::collections::BTreeMap;

use rustc_hash::{FxHashMap, FxHashSet};

use super::clusters::Clustering;
use super::keyness::{self, Features, KeyRow, KeynessOptions, SideCount, SideSizes};
use super::profiles::Profiles;

/// Phrases that a cluster is named by.
const PHRASES: usize = 3;
/// Words of titles that a cluster is named by.
const OCCASIONS: usize = 2;
/// Lengths of words of titles, in characters.
const LENGTHS: std::ops::RangeInclusive<usize> = 2..=24;
/// No word begins with one of these, which end a word before it.
const NO_BEGINNING: &str = "在于的第年届上时和与及暨中二十";
/// No word ends with one of these, which begin a word behind it.
const NO_END: &str = "在于的第上时和与及暨一二三四五六七八九十〇零";
/// Titles of more speeches than this are not looked through.
const TITLED: usize = 5_000;

/// What a cluster is called.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ClusterName {
    /// What titles and occasions have in common, if anything.
    pub occasions: Vec<String>,
    /// Typical phrases, the most typical first.
    pub phrases: Vec<String>,
}

impl ClusterName {
    /// The name: occasions, then phrases.
    #[must_use]
    pub fn text(&self) -> String {
        let parts = [&self.occasions, &self.phrases].map(|words| words.join("、"));
        let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        parts.join("：")
    }
}

/// Names of all clusters; `titles` are those of every speech.
pub(super) fn names(
    profiles: &Profiles<'_>,
    clustering: &Clustering,
    titles: &[Vec<&str>],
) -> Vec<ClusterName> {
    let words: Vec<FxHashSet<String>> = match titles.len() <= TITLED {
        true => titles.iter().map(|titles| words(titles)).collect(),
        false => vec![FxHashSet::default(); titles.len()],
    };
    let mut everywhere: FxHashMap<&str, u64> = FxHashMap::default();
    for word in words.iter().flatten() {
        *everywhere.entry(word).or_default() += 1;
    }
    let typical = typical_phrases(profiles, clustering);
    (0..clustering.number())
        .zip(typical)
        .map(|(cluster, phrases)| ClusterName {
            occasions: occasions(clustering, cluster, &words, &everywhere),
            phrases,
        })
        .collect()
}

/// Runs of letters of the titles that may name a cluster.
fn words(titles: &[&str]) -> FxHashSet<String> {
    let mut words = FxHashSet::default();
    for run in titles
        .iter()
        .flat_map(|title| title.split(|c: char| !c.is_alphabetic()))
    {
        let run: Vec<char> = run.chars().collect();
        let all = LENGTHS.flat_map(|length| run.windows(length));
        words.extend(all.filter(|word| may_name(word)).map(String::from_iter));
    }
    words
}

fn may_name(word: &[char]) -> bool {
    let [first, .., last] = word else {
        return false;
    };
    !NO_BEGINNING.contains(*first) && !NO_END.contains(*last)
}

/// What titles of the cluster have in common and few others have: at least two of five have it, and at
/// least half of those that have it are of the cluster. Words of many speeches come first, of equals the
/// longer; a word that says the same as one before it is left out.
fn occasions(
    clustering: &Clustering,
    cluster: usize,
    words: &[FxHashSet<String>],
    everywhere: &FxHashMap<&str, u64>,
) -> Vec<String> {
    let members: Vec<usize> = clustering.members(cluster).collect();
    let mut inside: BTreeMap<&str, u64> = BTreeMap::new();
    for word in members.iter().flat_map(|&member| &words[member]) {
        *inside.entry(word).or_default() += 1;
    }
    let size = members.len() as u64;
    let mut common: Vec<(u64, usize, &str)> = inside
        .into_iter()
        .filter(|&(word, own)| own >= 2 && own * 5 >= size * 2 && own * 2 >= everywhere[word])
        .map(|(word, own)| (own, word.chars().count(), word))
        .collect();
    // By how much of the titles a word covers.
    common.sort_by(|a, b| {
        let covered = |&(own, length, _): &(u64, usize, &str)| own * (length as u64 - 1);
        covered(b)
            .cmp(&covered(a))
            .then(b.1.cmp(&a.1))
            .then(a.2.cmp(b.2))
    });
    let mut chosen: Vec<&str> = Vec::new();
    for (_, _, word) in common {
        let is_new = chosen.iter().all(|known| !overlaps(known, word));
        if is_new && chosen.len() < OCCASIONS {
            chosen.push(word);
        }
    }
    chosen.into_iter().map(str::to_owned).collect()
}

/// Whether two words have two neighbouring characters in common.
fn overlaps(a: &str, b: &str) -> bool {
    let a: Vec<char> = a.chars().collect();
    let b: Vec<char> = b.chars().collect();
    a.windows(2)
        .any(|pair| b.windows(2).any(|other| pair == other))
}

/// The phrases that are most typical of each cluster beside all others.
fn typical_phrases(profiles: &Profiles<'_>, clustering: &Clustering) -> Vec<Vec<String>> {
    let sums = Sums::new(profiles, clustering);
    let number = clustering.number();
    let pairs = keyness::each_with_the_rest(number);
    let tests = profiles.lexicon.entries().len();
    let options = KeynessOptions::default();
    let rows = keyness::rows(&sums, (&pairs, number), tests, options);
    let mut phrases = vec![Vec::new(); number];
    for row in rows.iter().filter(|row| is_typical(row)) {
        let own = &mut phrases[row.versus];
        if own.len() < PHRASES {
            own.push(profiles.phrase(row.feature));
        }
    }
    phrases
}

fn is_typical(row: &KeyRow) -> bool {
    row.stands_out() && row.signed_g2() > 0.0
}

/// Counts of clusters: those of their speeches together.
struct Sums<'a> {
    profiles: &'a Profiles<'a>,
    /// By cluster and feature.
    counts: Vec<FxHashMap<usize, SideCount>>,
    sizes: Vec<SideSizes>,
}

impl<'a> Sums<'a> {
    fn new(profiles: &'a Profiles<'a>, clustering: &Clustering) -> Self {
        let mut counts = vec![FxHashMap::<usize, SideCount>::default(); clustering.number()];
        let mut sizes = vec![SideSizes::default(); clustering.number()];
        for (&speech, &cluster) in clustering.rows.iter().zip(&clustering.clusters) {
            let own = profiles.sizes(speech);
            sizes[cluster].size += own.size;
            sizes[cluster].documents += own.documents;
            for &(row, _) in &profiles.counts[speech] {
                let found = profiles.of_group(speech, row as usize);
                let sum = counts[cluster].entry(row as usize).or_default();
                sum.count += found.count;
                sum.documents += found.documents;
            }
        }
        Self {
            profiles,
            counts,
            sizes,
        }
    }
}

impl Features for Sums<'_> {
    fn features(&self) -> usize {
        self.profiles.features()
    }

    fn of_group(&self, group: usize, feature: usize) -> SideCount {
        self.counts[group]
            .get(&feature)
            .copied()
            .unwrap_or_default()
    }

    fn of_all(&self, feature: usize) -> SideCount {
        self.profiles.of_all(feature)
    }

    fn sizes(&self, group: usize) -> SideSizes {
        self.sizes[group]
    }

    fn all_sizes(&self) -> SideSizes {
        self.profiles.all_sizes()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clusters_are_named_by_what_titles_share() {
        let titles: [&[&str]; 5] = [
            &["在全国政协新年茶话会上的讲话"],
            &["习近平在全国政协新年茶话会上的讲话"],
            &["在全国政协新年茶话会上的讲话（2014年）"],
            &["在开幕式上的致辞"],
            &["在座谈会上的讲话"],
        ];
        let words: Vec<_> = titles.iter().map(|titles| words(titles)).collect();
        let mut everywhere = FxHashMap::default();
        for word in words.iter().flatten() {
            *everywhere.entry(word.as_str()).or_default() += 1;
        }
        let clustering = Clustering {
            clusters: vec![0, 0, 0, 1, 1],
            ..Clustering::default()
        };
        let found = occasions(&clustering, 0, &words, &everywhere);
        assert_eq!(found, ["全国政协新年茶话会上的讲话"]);
        // 会上的讲话 begins with the end of a word, and 讲话 is in the other cluster, too.
        assert!(occasions(&clustering, 1, &words, &everywhere).is_empty());
    }
}
