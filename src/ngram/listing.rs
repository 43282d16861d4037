//! Owns which n-grams are listed, and how they are written.

use super::levels::Level;
use super::{NgramOptions, NgramUnit};

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
    /// Its position in its level, from 1.
    pub(super) level_id: u32,
}

/// The listed n-grams, sorted by length, then by count, then by code points.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NgramListing {
    /// The rows.
    pub rows: Vec<ListedNgram>,
}

impl NgramListing {
    pub(super) fn new(levels: &[Level], words: &[Box<str>], options: &NgramOptions) -> Self {
        let texts = Texts {
            levels,
            words,
            unit: options.unit,
        };
        let mut rows = Vec::new();
        for order in options.orders.first()..=options.orders.last() {
            rows.extend(texts.top(order, options.top));
        }
        Self { rows }
    }
}

struct Texts<'a> {
    levels: &'a [Level],
    words: &'a [Box<str>],
    unit: NgramUnit,
}

impl Texts<'_> {
    /// The `top` most frequent n-grams of one order; ties are broken by code points, so texts are
    /// made for all that could be among them.
    fn top(&self, order: usize, top: usize) -> Vec<ListedNgram> {
        let Some(level) = self.levels.get(order - 1) else {
            return Vec::new();
        };
        let mut counts: Vec<u64> = level.frequent.iter().map(|ngram| ngram.count).collect();
        counts.sort_unstable_by(|a, b| b.cmp(a));
        let enough = if top == 0 {
            0
        } else {
            counts.get(top - 1).copied().unwrap_or(0)
        };
        let mut rows: Vec<ListedNgram> = (1..)
            .zip(&level.frequent)
            .filter(|(_, ngram)| ngram.count >= enough)
            .map(|(id, ngram)| ListedNgram {
                order,
                text: self.text(order, id),
                count: ngram.count,
                documents: ngram.documents,
                free_count: 0,
                level_id: id,
            })
            .collect();
        rows.sort_unstable_by(|a, b| b.count.cmp(&a.count).then_with(|| a.text.cmp(&b.text)));
        if top > 0 {
            rows.truncate(top);
        }
        rows
    }

    fn text(&self, order: usize, id: u32) -> String {
        let tokens: Vec<&str> = (0..order)
            .map(|position| self.token(order, id, position))
            .collect();
        tokens.join(if self.unit == NgramUnit::Token {
            " "
        } else {
            ""
        })
    }

    /// The token at `position` of an n-gram: down the first parts, or one step along the last.
    fn token(&self, order: usize, id: u32, position: usize) -> &str {
        let parts = self.levels[order - 1].frequent[id as usize - 1].parts;
        if order == 1 {
            return &self.words[parts.0 as usize - 1];
        }
        if position + 1 == order {
            self.token(order - 1, parts.1, position - 1)
        } else {
            self.token(order - 1, parts.0, position)
        }
    }
}
