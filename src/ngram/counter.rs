//! Owns counting the n-grams of a corpus from its chunks.

use std::path::{Path, PathBuf};

use rustc_hash::FxHashMap;

use super::NgramOptions;
use super::chunk::{BREAK, TokenChunk};
use super::levels::{Level, Scan};
use super::listing::NgramListing;
use super::spool::Spool;
use crate::error::Result;

/// Collects token ids of all documents, then counts.
#[derive(Debug)]
pub struct NgramCounter {
    options: NgramOptions,
    scratch: PathBuf,
    words: Vec<Box<str>>,
    index: FxHashMap<Box<str>, u32>,
    lengths: Vec<u32>,
    spool: Spool,
}

impl NgramCounter {
    /// A counter whose scratch files go to `scratch`.
    #[must_use]
    pub fn new(options: NgramOptions, scratch: &Path) -> Self {
        Self {
            options,
            scratch: scratch.to_path_buf(),
            words: Vec::new(),
            index: FxHashMap::default(),
            lengths: Vec::new(),
            spool: Spool::new(scratch),
        }
    }

    /// Takes over the documents of `chunk`, in order.
    ///
    /// # Errors
    ///
    /// When the scratch file cannot be written.
    pub fn absorb(&mut self, chunk: &TokenChunk) -> Result<()> {
        let mut global = vec![BREAK; chunk.word_count() + 1];
        let mut ids = Vec::new();
        for document in chunk.document_ids() {
            ids.clear();
            for &id in document {
                if id != BREAK && global[id as usize] == BREAK {
                    global[id as usize] = self.id_of(chunk.word(id));
                }
                ids.push(global[id as usize]);
            }
            self.spool.write(&ids)?;
            self.lengths
                .push(u32::try_from(ids.len()).unwrap_or(u32::MAX));
        }
        Ok(())
    }

    fn id_of(&mut self, word: &str) -> u32 {
        if let Some(&id) = self.index.get(word) {
            return id;
        }
        self.words.push(word.into());
        let id = u32::try_from(self.words.len()).unwrap_or(u32::MAX);
        self.index.insert(word.into(), id);
        id
    }

    /// Counts, lists, and calls `each` for every document in order with the listed n-grams it has:
    /// positions in the listing and counts, ascending. `checkpoint` is called often, so that it
    /// can stop the work.
    ///
    /// # Errors
    ///
    /// When the scratch file fails, or what `checkpoint` or `each` returns.
    pub fn finish(
        self,
        checkpoint: &dyn Fn() -> Result<()>,
        mut each: impl FnMut(usize, &NgramListing, &[(u32, u64)]) -> Result<()>,
    ) -> Result<NgramListing> {
        let Self {
            options,
            scratch,
            words,
            index,
            lengths,
            spool,
        } = self;
        drop(index);
        let scan = Scan {
            lengths: &lengths,
            min_count: options.min_count,
            checkpoint,
        };
        let mut levels = vec![Level::tokens(spool, words.len(), scan)?];
        for _ in 1..options.orders.last() {
            let Some(below) = levels.last_mut() else {
                break;
            };
            let level = Level::above(below, Spool::new(&scratch), scan)?;
            levels.push(level);
        }
        let mut listing = NgramListing::new(&levels, &words, &options);
        let marks = Marks::new(&levels, &listing);
        let mut readers = Vec::new();
        for level in &mut levels {
            readers.push(level.positions()?);
        }
        let mut positions = vec![Vec::new(); readers.len()];
        let mut found = Vec::new();
        for (document, &length) in lengths.iter().enumerate() {
            checkpoint()?;
            for (reader, ids) in readers.iter_mut().zip(&mut positions) {
                reader(length as usize, ids)?;
            }
            marks.document(&mut positions, &mut listing, &mut found);
            each(document, &listing, &found)?;
        }
        Ok(listing)
    }
}

/// Which n-grams of each level are listed, and as which row (from 1; 0 for not), by level id.
struct Marks {
    rows: Vec<Vec<u32>>,
}

impl Marks {
    fn new(levels: &[Level], listing: &NgramListing) -> Self {
        let mut rows: Vec<Vec<u32>> = levels
            .iter()
            .map(|level| vec![0; level.frequent.len() + 1])
            .collect();
        for (row, ngram) in (1..).zip(&listing.rows) {
            rows[ngram.order - 1][ngram.level_id as usize] = row;
        }
        Self { rows }
    }

    /// Turns level ids into rows (from 1), adds free occurrences, and collects the row counts.
    fn document(
        &self,
        positions: &mut [Vec<u32>],
        listing: &mut NgramListing,
        found: &mut Vec<(u32, u64)>,
    ) {
        for (ids, rows) in positions.iter_mut().zip(&self.rows) {
            for id in ids.iter_mut() {
                *id = rows[*id as usize];
            }
        }
        let mut seen = Vec::new();
        for (level, rows) in positions.iter().enumerate() {
            for (position, &row) in rows.iter().enumerate().filter(|&(_, &row)| row != 0) {
                seen.push(row - 1);
                if !is_covered(positions, level, position) {
                    listing.rows[row as usize - 1].free_count += 1;
                }
            }
        }
        seen.sort_unstable();
        found.clear();
        found.extend(
            seen.chunk_by(|a, b| a == b)
                .map(|run| (run[0], run.len() as u64)),
        );
    }
}

/// Whether a longer listed n-gram spans the one of length `level + 1` at `position`.
fn is_covered(positions: &[Vec<u32>], level: usize, position: usize) -> bool {
    positions
        .iter()
        .enumerate()
        .skip(level + 1)
        .any(|(longer, rows)| {
            let first = (position + level).saturating_sub(longer);
            rows[first..=position].iter().any(|&row| row != 0)
        })
}

#[cfg(test)]
mod tests {
    use super::super::Orders;
    use super::*;
    use crate::segment::{Segmenter, UnknownWords};

    fn count(texts: &[&str], options: NgramOptions) -> (NgramListing, Vec<Vec<(u32, u64)>>) {
        let segmenter = Segmenter::new(UnknownWords::Guessed);
        let mut counter = NgramCounter::new(options.clone(), &std::env::temp_dir());
        for text in texts {
            let mut chunk = TokenChunk::default();
            chunk.add(text, &mut segmenter.worker(), Some(&options));
            counter.absorb(&chunk).unwrap();
        }
        let mut documents = Vec::new();
        let listing = counter
            .finish(&|| Ok(()), |_, _, found| {
                documents.push(found.to_vec());
                Ok(())
            })
            .unwrap();
        (listing, documents)
    }

    fn rows(listing: &NgramListing) -> Vec<(usize, &str, u64, u32, u64)> {
        listing
            .rows
            .iter()
            .map(|r| (r.order, r.text.as_str(), r.count, r.documents, r.free_count))
            .collect()
    }

    #[test]
    fn counts_stay_inside_clauses_and_free_counts_are_what_is_left() {
        let options = NgramOptions {
            min_count: 2,
            orders: Orders::new(1..=3).unwrap(),
            ..NgramOptions::default()
        };
        let (listing, documents) =
            count(&["坚持改革开放,坚持改革。", "坚持改革开放。开放"], options);
        assert_eq!(
            rows(&listing),
            [
                (1, "坚持", 3, 2, 1),
                (1, "改革开放", 2, 2, 0),
                (2, "坚持 改革开放", 2, 2, 2),
            ]
        );
        assert_eq!(
            documents,
            [vec![(0, 2), (1, 1), (2, 1)], vec![(0, 1), (1, 1), (2, 1)]]
        );
    }

    #[test]
    fn character_ngrams_are_exact() {
        let options = NgramOptions {
            unit: NgramUnit::Character,
            min_count: 1,
            orders: Orders::new(2..=2).unwrap(),
            ..NgramOptions::default()
        };
        let (listing, _) = count(&["四个意识、四个自信"], options);
        assert_eq!(
            rows(&listing),
            [
                (2, "四个", 2, 1, 2),
                (2, "个意", 1, 1, 1),
                (2, "个自", 1, 1, 1),
                (2, "意识", 1, 1, 1),
                (2, "自信", 1, 1, 1)
            ]
        );
    }

    #[test]
    fn numbers_break_unless_asked_for() {
        let texts = ["增长 6.7 左右"];
        let orders = Orders::new(2..=2).unwrap();
        let options = NgramOptions {
            min_count: 1,
            orders,
            ..NgramOptions::default()
        };
        assert!(count(&texts, options.clone()).0.rows.is_empty());
        let with = NgramOptions {
            numbers: TokenUse::Counts,
            ..options
        };
        assert_eq!(rows(&count(&texts, with).0).len(), 2);
    }

    use super::super::{NgramUnit, TokenUse};

    #[test]
    fn agrees_with_naive_windows() {
        let text = "发展是第一要务发展是硬道理发展是第一要务,人才是第一资源发展是";
        let options = NgramOptions {
            unit: NgramUnit::Character,
            min_count: 1,
            top: 0,
            orders: Orders::new(1..=4).unwrap(),
            ..NgramOptions::default()
        };
        let (listing, _) = count(&[text], options);
        let mut naive: std::collections::BTreeMap<String, u64> = std::collections::BTreeMap::new();
        for clause in text.split(',') {
            let chars: Vec<char> = clause.chars().collect();
            for order in 1..=4 {
                for window in chars.windows(order) {
                    *naive.entry(window.iter().collect()).or_default() += 1;
                }
            }
        }
        let ours = listing
            .rows
            .iter()
            .map(|row| (row.text.clone(), row.count))
            .collect();
        assert_eq!(naive, ours);
    }
}
