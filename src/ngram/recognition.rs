//! Owns finding the listed n-grams in every document: counts by document, free occurrences.

use std::collections::BTreeMap;

use super::Orders;
use super::listing::NgramListing;
use super::stream::{BLOCK, Blocks, DOCUMENT_END, Stream};
use super::trie::{Found, Trie};
use crate::error::Result;

/// Neighbouring documents: where their ids lie, and the number of the first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Segment {
    pub(super) start: u64,
    pub(super) end: u64,
    pub(super) document: usize,
}

/// One thread's search for listed n-grams.
#[derive(Debug)]
pub(super) struct Recognizer<'a> {
    trie: &'a Trie,
    blocks: Blocks<'a>,
    tallies: Vec<Tally>,
    touched: Vec<u32>,
    found: Vec<(u32, u64)>,
}

/// Counts of one row.
#[derive(Debug, Clone, Copy, Default)]
struct Tally {
    in_document: u64,
    free: u64,
    documents: u32,
}

impl<'a> Recognizer<'a> {
    pub(super) fn new(trie: &'a Trie, stream: &'a Stream, rows: usize) -> Self {
        Self {
            trie,
            blocks: Blocks::new(stream),
            tallies: vec![Tally::default(); rows],
            touched: Vec::new(),
            found: Vec::new(),
        }
    }

    /// Gives `each` every document of `segment` with rows and counts, ascending.
    pub(super) fn segment(
        &mut self,
        segment: &Segment,
        mut each: impl FnMut(usize, &[(u32, u64)]),
    ) -> Result<()> {
        let mut found = Found::default();
        let mut document = segment.document;
        // Where the listed n-grams that began so far end.
        let mut reach = 0;
        let mut start = segment.start;
        while start < segment.end {
            let length = usize::try_from(segment.end - start).map_or(BLOCK, |left| left.min(BLOCK));
            let ids = self.blocks.read(start, length + Orders::MOST)?;
            for (at, &id) in ids.iter().enumerate().take(length) {
                if id == DOCUMENT_END {
                    end_document(&mut self.tallies, &mut self.touched, &mut self.found);
                    each(document, &self.found);
                    document += 1;
                } else if self.trie.find(&ids[at..], &mut found) {
                    let begin = start + at as u64;
                    for (length, row) in found.iter() {
                        let tally = &mut self.tallies[row as usize];
                        if tally.in_document == 0 {
                            self.touched.push(row);
                        }
                        tally.in_document += 1;
                        let is_free = begin + length as u64 > reach && length == found.longest;
                        tally.free += u64::from(is_free);
                    }
                    reach = reach.max(begin + found.longest as u64);
                }
            }
            start += length as u64;
        }
        Ok(())
    }

    /// Adds what was found to the rows of the listing.
    pub(super) fn add_to(&self, listing: &mut NgramListing) {
        for (row, tally) in listing.rows.iter_mut().zip(&self.tallies) {
            row.documents += tally.documents;
            row.free_count += tally.free;
        }
    }
}

fn end_document(tallies: &mut [Tally], touched: &mut Vec<u32>, found: &mut Vec<(u32, u64)>) {
    touched.sort_unstable();
    found.clear();
    for row in touched.drain(..) {
        let tally = &mut tallies[row as usize];
        found.push((row, std::mem::take(&mut tally.in_document)));
        tally.documents += 1;
    }
}

/// Hands on in order what threads finish in any order.
#[derive(Debug)]
pub(super) struct InOrder<T, F> {
    next: usize,
    waiting: BTreeMap<usize, Vec<T>>,
    take: F,
}

impl<T, F: FnMut(T) -> Result<()>> InOrder<T, F> {
    pub(super) fn new(take: F) -> Self {
        Self {
            next: 0,
            waiting: BTreeMap::new(),
            take,
        }
    }

    /// Hands on the items of task `number` as soon as those of all tasks before it were.
    pub(super) fn put(&mut self, number: usize, items: Vec<T>) -> Result<()> {
        self.waiting.insert(number, items);
        while let Some(items) = self.waiting.remove(&self.next) {
            items.into_iter().try_for_each(&mut self.take)?;
            self.next += 1;
        }
        Ok(())
    }
}
