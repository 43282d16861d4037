//! Owns the order in which two speeches go through the phrases that both have.

use polars::prelude::{DataFrame, PolarsResult};
use rustc_hash::FxHashMap;

use super::super::frame::{frame, measures, texts, whole};
use super::super::schema::column as shared;
use super::super::schema::comparison::column;
use super::Reuse;
use super::profiles::Profiles;
use crate::lexicon::PhraseId;
use crate::passages::{Slogan, Wording};
use crate::stats;

/// Of more pairs than this the phrases of the first are listed.
const LISTED_PAIRS: usize = 8_000;

/// Two speeches and the phrases that both have.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PairOrder {
    /// The first speech.
    pub a: String,
    /// The second speech.
    pub b: String,
    /// The phrases, in the order in which they come first in `a`, with their places among the shared
    /// ones in `a` and `b`, from 1.
    pub phrases: Vec<(String, u64, u64)>,
}

/// Where each phrase of a speech comes first: number of its hit among all, by phrase.
type Firsts = FxHashMap<u32, u32>;

/// Phrases of a pair with the places where they come first, in the order of the first speech.
struct Shared {
    a: usize,
    b: usize,
    /// Phrase, and its places among the shared ones, from 0.
    phrases: Vec<(u32, usize, usize)>,
}

impl Shared {
    fn new((a, b): (usize, usize), firsts: &[Firsts]) -> Self {
        let both = firsts[a].iter();
        let mut places: Vec<(u32, u32, u32)> = both
            .filter_map(|(&phrase, &in_a)| Some((in_a, *firsts[b].get(&phrase)?, phrase)))
            .collect();
        places.sort_unstable();
        let mut in_b: Vec<u32> = places.iter().map(|&(_, place, _)| place).collect();
        in_b.sort_unstable();
        let place_in_b = |place| in_b.partition_point(|&other| other < place);
        let phrases = places.iter().enumerate();
        Self {
            a,
            b,
            phrases: phrases
                .map(|(in_a, &(_, place, phrase))| (phrase, in_a, place_in_b(place)))
                .collect(),
        }
    }

    /// Kendall's tau-b of the places; `None` for fewer than two phrases.
    fn tau_b(&self) -> Option<f64> {
        let places = |of: fn(&(u32, usize, usize)) -> usize| -> Vec<f64> {
            let places = self.phrases.iter().map(of);
            places.map(|place| stats::ratio(place as u64, 1)).collect()
        };
        stats::kendall_tau_b(&places(|row| row.1), &places(|row| row.2))
    }

    /// The most phrases that come in one order in both.
    fn in_order(&self) -> usize {
        let places: Vec<usize> = self.phrases.iter().map(|&(_, _, place)| place).collect();
        stats::longest_increasing(&places)
    }
}

/// The orders of all listed pairs of speeches that are one document each.
pub(super) struct Orders<'a> {
    profiles: &'a Profiles<'a>,
    shared: Vec<Shared>,
}

impl<'a> Orders<'a> {
    /// `None` where a group holds more than one document, which has no order.
    pub(super) fn new(
        profiles: &'a Profiles<'a>,
        reuse: Reuse<'_>,
        pairs: &[(usize, usize)],
    ) -> Option<Self> {
        if profiles.groups.iter().any(|group| group.documents != 1) {
            return None;
        }
        let by_group: FxHashMap<&str, &[Slogan]> = reuse
            .texts
            .iter()
            .filter_map(|text| Some((text.group.as_deref()?, text.slogans())))
            .collect();
        let slogans = profiles.names.iter().map(|name| by_group.get(name));
        let firsts: Vec<Firsts> = slogans
            .map(|slogans| slogans.map_or_else(Firsts::default, |slogans| firsts(slogans)))
            .collect();
        let shared = pairs.iter().map(|&pair| Shared::new(pair, &firsts));
        Some(Self {
            profiles,
            shared: shared.filter(|shared| !shared.phrases.is_empty()).collect(),
        })
    }

    /// `order`: one row per pair with a phrase in common.
    pub(super) fn table(&self) -> PolarsResult<DataFrame> {
        let rows = || self.shared.iter();
        frame(vec![
            texts(shared::A, rows().map(|row| self.profiles.names[row.a])),
            texts(shared::B, rows().map(|row| self.profiles.names[row.b])),
            whole(
                shared::SHARED_PHRASES,
                rows().map(|row| row.phrases.len() as u64).collect(),
            ),
            measures(column::TAU_B, rows().map(Shared::tau_b).collect()),
            whole(
                column::IN_ORDER,
                rows().map(|row| row.in_order() as u64).collect(),
            ),
        ])
    }

    /// `order_of_phrases`: one row per pair and phrase, in the order of the first speech.
    pub(super) fn phrases_table(&self) -> PolarsResult<DataFrame> {
        let listed = &self.shared[..self.shared.len().min(LISTED_PAIRS)];
        let rows = || {
            let pairs = listed.iter();
            pairs.flat_map(|pair| pair.phrases.iter().map(move |row| (pair, row)))
        };
        frame(vec![
            texts(
                shared::A,
                rows().map(|(pair, _)| self.profiles.names[pair.a]),
            ),
            texts(
                shared::B,
                rows().map(|(pair, _)| self.profiles.names[pair.b]),
            ),
            texts(shared::PHRASE, rows().map(|(_, row)| self.phrase(row.0))),
            whole(
                column::RANK_A,
                rows().map(|(_, row)| row.1 as u64 + 1).collect(),
            ),
            whole(
                column::RANK_B,
                rows().map(|(_, row)| row.2 as u64 + 1).collect(),
            ),
        ])
    }

    fn phrase(&self, phrase: u32) -> String {
        self.profiles.lexicon.entry(PhraseId(phrase)).name()
    }

    /// The pair with most phrases in common; of equals the first.
    pub(super) fn richest(&self) -> Option<PairOrder> {
        let most = self.shared.iter().rev();
        let pair = most.max_by_key(|pair| pair.phrases.len())?;
        Some(PairOrder {
            a: self.profiles.names[pair.a].to_owned(),
            b: self.profiles.names[pair.b].to_owned(),
            phrases: pair
                .phrases
                .iter()
                .map(|&(phrase, a, b)| (self.phrase(phrase), a as u64 + 1, b as u64 + 1))
                .collect(),
        })
    }
}

fn firsts(slogans: &[Slogan]) -> Firsts {
    let mut firsts = Firsts::default();
    let counted = |slogan: &&Slogan| slogan.wording == Wording::Counted;
    for (slogan, place) in slogans.iter().filter(counted).zip(0..) {
        firsts.entry(slogan.phrase).or_insert(place);
    }
    firsts
}

#[cfg(test)]
mod tests {
    use super::*;

    fn slogans(phrases: &[u32]) -> Firsts {
        let slogan = |(&phrase, start)| Slogan {
            start,
            end: start + 1,
            phrase,
            wording: Wording::Counted,
        };
        let slogans: Vec<Slogan> = phrases.iter().zip(0..).map(slogan).collect();
        firsts(&slogans)
    }

    #[test]
    fn shared_phrases_keep_their_order() {
        // In common are 3, 5, 7 and 9, which come first as 3 5 7 9 and as 5 3 9 7.
        let firsts = [slogans(&[3, 5, 3, 1, 7, 9]), slogans(&[5, 2, 3, 9, 5, 7])];
        let shared = Shared::new((0, 1), &firsts);
        assert_eq!(shared.phrases, [(3, 0, 1), (5, 1, 0), (7, 2, 3), (9, 3, 2)]);
        // Four of six pairs agree: (4 − 2) / 6.
        assert!((shared.tau_b().unwrap() - 1.0 / 3.0).abs() < 1e-12);
        assert_eq!(shared.in_order(), 2);
    }
}
