//! Owns n-grams: windows over the token stream inside clauses, and their exact counting.
//!
//! Takes tokens from [`segment`](crate::segment), gives the listed n-grams with their counts.
//! Tokens become 32-bit ids in a [`TokenChunk`] per worker. The ids of all documents are one
//! stream, in memory or in a scratch file; n-grams are counted by sorting its windows, a range of
//! first tokens at a time, so memory follows neither the corpus nor the distinct n-grams, but the
//! budget, the vocabulary and the listing.

mod chunk;
mod counter;
mod keys;
mod listing;
mod recognition;
mod sorting;
mod stream;
#[cfg(test)]
mod tests;
mod trie;
mod work;

use std::ops::RangeInclusive;

use rustc_hash::FxHashSet;

use crate::error::{Error, Result};

pub use chunk::{ChunkBuilder, ChunkDocument, TokenChunk};
pub use counter::{NgramCounter, OrderTotals};
pub use listing::{ListedNgram, NgramListing};
pub use work::Work;

/// What an n-gram is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum NgramUnit {
    /// Tokens of the segmenter.
    #[default]
    Token,
    /// Han characters as they stand in the text.
    Character,
}

/// Whether a class of tokens takes part in n-grams.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum TokenUse {
    /// It ends the run of tokens, as a barrier does: no n-gram reaches across.
    #[default]
    Breaks,
    /// It is a token like any other.
    Counts,
}

/// Lengths of n-grams, from 1 to [`Orders::MOST`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Orders {
    first: usize,
    last: usize,
}

impl Orders {
    /// The longest n-gram that is counted.
    pub const MOST: usize = 16;

    /// # Errors
    ///
    /// [`Error::Setting`] for an empty range, or one that is not within 1 and [`Orders::MOST`].
    pub fn new(range: RangeInclusive<usize>) -> Result<Self> {
        let (first, last) = range.into_inner();
        if first < 1 || last < first || last > Self::MOST {
            let message = format!(
                "{first}-{last} is not a range of lengths within 1-{}",
                Self::MOST
            );
            return Err(Error::Setting {
                option: "--ngrams".to_owned(),
                message,
            });
        }
        Ok(Self { first, last })
    }

    /// The shortest n-gram that is listed.
    #[must_use]
    pub fn first(self) -> usize {
        self.first
    }

    /// The longest n-gram that is listed.
    #[must_use]
    pub fn last(self) -> usize {
        self.last
    }
}

impl Default for Orders {
    fn default() -> Self {
        Self { first: 1, last: 5 }
    }
}

/// How n-grams are counted and which are listed.
#[derive(Debug, Clone)]
pub struct NgramOptions {
    /// What they are made of.
    pub unit: NgramUnit,
    /// Their lengths.
    pub orders: Orders,
    /// Only those that occur this often are listed.
    pub min_count: u64,
    /// At most this many are listed per length; 0 for all.
    pub top: usize,
    /// What numbers do.
    pub numbers: TokenUse,
    /// What punctuation inside a clause does.
    pub punctuation: TokenUse,
    /// Tokens that break as punctuation does.
    pub stopwords: FxHashSet<String>,
}

impl Default for NgramOptions {
    fn default() -> Self {
        Self {
            unit: NgramUnit::Token,
            orders: Orders::default(),
            min_count: 2,
            top: 200,
            numbers: TokenUse::Breaks,
            punctuation: TokenUse::Breaks,
            stopwords: FxHashSet::default(),
        }
    }
}
