//! Owns which n-grams are listed, and how they are written.

use std::cmp::Reverse;

use super::stream::FIRST_TOKEN;
use super::{NgramOptions, NgramUnit};
use crate::segment::{Segmenter, WordId};

/// A listed n-gram.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListedNgram {
    /// Its length in tokens or characters.
    pub order: usize,
    /// Its tokens, with a space between; characters without.
    pub text: String,
    /// Its occurrences.
    pub count: u64,
    /// Documents that have it.
    pub documents: u32,
    /// Occurrences that do not lie inside an occurrence of a longer listed n-gram.
    pub free_count: u64,
}

/// The listed n-grams, sorted by length, then by count, then by code points.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NgramListing {
    /// The rows.
    pub rows: Vec<ListedNgram>,
}

/// The texts of token ids.
#[derive(Debug)]
pub(super) struct Names<'a> {
    pub(super) unit: NgramUnit,
    pub(super) segmenter: &'a Segmenter,
    /// Words that are not in the dictionary, whose ids follow.
    pub(super) others: &'a [std::sync::Arc<str>],
}

impl Names<'_> {
    fn text(&self, ids: &[u32]) -> String {
        let ids = ids.iter().map(|&id| id - FIRST_TOKEN);
        match self.unit {
            NgramUnit::Character => ids.filter_map(char::from_u32).collect(),
            NgramUnit::Token => {
                let tokens: Vec<&str> = ids.map(|id| self.word(id)).collect();
                tokens.join(" ")
            }
        }
    }

    fn word(&self, id: u32) -> &str {
        match id.checked_sub(self.segmenter.word_count()) {
            Some(other) => &self.others[other as usize],
            None => self.segmenter.word(WordId(id)),
        }
    }
}

/// N-grams of one order that may come to be listed.
#[derive(Debug)]
pub(super) struct Candidates {
    order: usize,
    top: usize,
    /// What is less frequent cannot be listed.
    pub(super) least: u64,
    counts: Vec<u64>,
    ids: Vec<u32>,
}

/// Candidates beyond the listed number that are kept before they are compared.
const SLACK: usize = 1 << 12;

impl Candidates {
    pub(super) fn new(order: usize, options: &NgramOptions) -> Self {
        let listed = (options.orders.first()..=options.orders.last()).contains(&order);
        Self {
            order,
            top: options.top,
            least: if listed {
                options.min_count.max(1)
            } else {
                u64::MAX
            },
            counts: Vec::new(),
            ids: Vec::new(),
        }
    }

    /// Adds an n-gram that is frequent enough.
    pub(super) fn add(&mut self, ids: impl Iterator<Item = u32>, count: u64, names: &Names<'_>) {
        self.counts.push(count);
        self.ids.extend(ids.take(self.order));
        if self.top > 0 && self.counts.len() >= 2 * self.top + SLACK {
            self.prune(names);
        }
    }

    /// Adds those of another thread.
    pub(super) fn merge(&mut self, other: &Self) {
        self.counts.extend(&other.counts);
        self.ids.extend(&other.ids);
    }

    fn prune(&mut self, names: &Names<'_>) {
        let best = self.best(names);
        self.least = best.last().map_or(self.least, |last| last.0.0);
        let ids = |&(_, _, at): &Best| self.ids_of(at).iter().copied();
        self.ids = best.iter().flat_map(ids).collect();
        self.counts = best.iter().map(|best| best.0.0).collect();
    }

    fn ids_of(&self, at: usize) -> &[u32] {
        &self.ids[at * self.order..(at + 1) * self.order]
    }

    /// The most frequent ones, ties by text. Texts are made only for what could be among them.
    fn best(&self, names: &Names<'_>) -> Vec<Best> {
        let mut least = 0;
        if self.top > 0 && self.counts.len() > self.top {
            let mut counts = self.counts.clone();
            least = *counts
                .select_nth_unstable_by_key(self.top - 1, |&count| Reverse(count))
                .1;
        }
        let mut best: Vec<Best> = (0..)
            .zip(&self.counts)
            .filter(|&(_, &count)| count >= least)
            .map(|(at, &count)| (Reverse(count), names.text(self.ids_of(at)), at))
            .collect();
        best.sort_unstable_by(|a, b| {
            let by_text = (a.0, &a.1).cmp(&(b.0, &b.1));
            by_text.then_with(|| self.ids_of(a.2).cmp(self.ids_of(b.2)))
        });
        if self.top > 0 {
            best.truncate(self.top);
        }
        best
    }

    /// The rows of the listing, and gives `each` their ids.
    pub(super) fn into_rows(
        self,
        names: &Names<'_>,
        mut each: impl FnMut(&[u32]),
    ) -> impl Iterator<Item = ListedNgram> {
        let best = self.best(names);
        for &(_, _, at) in &best {
            each(self.ids_of(at));
        }
        best.into_iter()
            .map(move |(Reverse(count), text, _)| ListedNgram {
                order: self.order,
                text,
                count,
                documents: 0,
                free_count: 0,
            })
    }
}

/// Count, text, and which candidate.
type Best = (Reverse<u64>, String, usize);
