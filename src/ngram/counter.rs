//! Owns counting the n-grams of a corpus from its chunks.

use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use rustc_hash::FxHashMap;

use super::chunk::TokenChunk;
use super::keys::Key;
use super::listing::{Candidates, Names, NgramListing};
use super::recognition::{InOrder, Recognizer, Segment};
use super::sorting::{Range, Sink, Sorter};
use super::stream::{BLOCK, Blocks, FIRST_TOKEN, Stream};
use super::trie::Trie;
use super::work::Work;
use super::{NgramOptions, Orders};
use crate::error::Result;

/// Ids whose counts fit into 32 bits.
const RECENT: usize = if cfg!(test) { 64 } else { 1 << 30 };

/// Ids in a segment, about.
const SEGMENT: u64 = if cfg!(test) { 16 } else { 1 << 18 };

/// Keys that a thread sorts at a time need no more than this, unless the corpus is large.
const KEY_BYTES: u64 = 32 << 20;

/// Ranges of a large corpus, if memory allows: each reads the whole stream.
const RANGES: u64 = 8;

/// Ranges of a small corpus for each thread, so that all have work to the end.
const RANGES_OF_THREAD: u64 = 2;

/// Keys that a thread sorts at a time, however small the budget.
const FEWEST_KEYS: u64 = if cfg!(test) { 4 } else { 1 << 10 };

/// Collects token ids of all documents, then counts.
#[derive(Debug)]
pub struct NgramCounter {
    options: NgramOptions,
    memory: u64,
    stream: Stream,
    /// Occurrences by id, but for the recent ones.
    counts: Vec<u64>,
    /// Those of at most [`RECENT`] ids: half as large a table is twice as near.
    recent: Vec<u32>,
    recent_ids: usize,
    others: Vec<Arc<str>>,
    index: FxHashMap<Arc<str>, u32>,
    documents: usize,
    segments: Vec<Segment>,
}

/// All n-grams of one order, listed or not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct OrderTotals {
    /// Distinct n-grams.
    pub distinct: u64,
    /// Their occurrences.
    pub occurrences: u64,
    /// The sum of the squares of their counts, as in Yule's K.
    pub squares: u128,
}

impl NgramCounter {
    /// A counter that holds about `memory` bytes beside the vocabulary and the listing; its
    /// scratch file goes to `scratch`.
    #[must_use]
    pub fn new(options: NgramOptions, scratch: &Path, memory: u64) -> Self {
        let ids_in_memory = usize::try_from(memory / 16).unwrap_or(usize::MAX);
        Self {
            options,
            memory,
            stream: Stream::new(scratch, ids_in_memory),
            counts: Vec::new(),
            recent: Vec::new(),
            recent_ids: 0,
            others: Vec::new(),
            index: FxHashMap::default(),
            documents: 0,
            segments: Vec::new(),
        }
    }

    /// The same with room for about `tokens` from the beginning, if memory allows.
    #[must_use]
    pub fn expecting(mut self, tokens: u64) -> Self {
        self.stream.reserve(tokens);
        self
    }

    /// Takes over the documents of `chunk`, in order.
    ///
    /// # Errors
    ///
    /// When the scratch file cannot be written.
    pub fn absorb(&mut self, chunk: &TokenChunk) -> Result<()> {
        let own_from = chunk.own_from as usize;
        if self.recent_ids + chunk.ids.len() > RECENT {
            self.add_recent();
        }
        self.recent_ids += chunk.ids.len();
        if self.recent.len() < own_from {
            self.recent.resize(own_from, 0);
        }
        let Self {
            recent,
            others,
            index,
            stream,
            ..
        } = self;
        let words: Vec<&str> = chunk.own_words().collect();
        let mut renumbered = vec![0; words.len()];
        let ids = chunk.ids.iter().map(|&id| {
            let mut id = id as usize;
            if let Some(own) = id.checked_sub(own_from) {
                if renumbered[own] == 0 {
                    renumbered[own] = own_from + number_of(words[own], others, index);
                    recent.resize(own_from + others.len(), 0);
                }
                id = renumbered[own];
            }
            recent[id] += 1;
            u32::try_from(id).unwrap_or(u32::MAX)
        });
        stream.extend(ids)?;
        self.end_segment(chunk.documents);
        Ok(())
    }

    /// Moves the recent counts to the others.
    fn add_recent(&mut self) {
        self.recent_ids = 0;
        self.counts
            .resize(self.recent.len().max(self.counts.len()), 0);
        for (count, recent) in self.counts.iter_mut().zip(&mut self.recent) {
            *count += u64::from(std::mem::take(recent));
        }
    }

    /// Ends collecting.
    fn seal(&mut self) -> Result<()> {
        self.add_recent();
        self.recent = Vec::new();
        self.stream.seal()
    }

    /// Notes that `documents` more are in the stream.
    fn end_segment(&mut self, documents: usize) {
        let end = self.stream.len();
        match self.segments.last_mut() {
            Some(last) if last.end - last.start < SEGMENT => last.end = end,
            last => {
                let start = last.map_or(0, |last| last.end);
                self.segments.push(Segment {
                    start,
                    end,
                    document: self.documents,
                });
            }
        }
        self.documents += documents;
    }

    /// Gives `each` the ids of all documents in order; 0 where no n-gram reaches across.
    ///
    /// # Errors
    ///
    /// When the scratch file fails.
    pub fn each_id(&mut self, mut each: impl FnMut(u32)) -> Result<()> {
        self.seal()?;
        let mut blocks = Blocks::new(&self.stream);
        for start in (0..self.stream.len()).step_by(BLOCK) {
            let ids = blocks.read(start, BLOCK)?;
            ids.iter()
                .for_each(|&id| each(if id < FIRST_TOKEN { 0 } else { id }));
        }
        Ok(())
    }

    /// Counts all n-grams of each order from 1 to the last of `orders`, and lists none.
    ///
    /// # Errors
    ///
    /// When the scratch file fails, or what the checkpoint returns.
    pub fn totals(&mut self, orders: Orders, work: &Work<'_>) -> Result<Vec<OrderTotals>> {
        self.seal()?;
        let blank = || Totals(vec![OrderTotals::default(); orders.last()]);
        let Totals(mut totals) = blank();
        for part in self.count(orders.last(), work, blank)? {
            for (total, part) in totals.iter_mut().zip(part.0) {
                total.distinct += part.distinct;
                total.occurrences += part.occurrences;
                total.squares += part.squares;
            }
        }
        Ok(totals)
    }

    /// Counts and lists. Then `prepare` is called for every document, on any thread, with the
    /// listed n-grams it has: positions in the listing and counts, ascending; what it gives goes
    /// to `take` in the order of the documents. Counts by document and free counts are known at
    /// the end only.
    ///
    /// # Errors
    ///
    /// When the scratch file fails, or what the checkpoint or `take` returns.
    pub fn finish<T: Send>(
        mut self,
        work: &Work<'_>,
        prepare: impl Fn(usize, &NgramListing, &[(u32, u64)]) -> T + Sync,
        take: impl FnMut(T) -> Result<()> + Send,
    ) -> Result<NgramListing> {
        self.seal()?;
        self.index = FxHashMap::default();
        let (mut listing, trie) = self.listed(work)?;
        let in_order = Mutex::new(InOrder::new(take));
        let recognizers = work.each(
            self.segments.len(),
            || Recognizer::new(&trie, &self.stream, listing.rows.len()),
            |recognizer, number| {
                let mut items = Vec::new();
                recognizer.segment(&self.segments[number], |document, found| {
                    items.push(prepare(document, &listing, found));
                })?;
                let mut in_order = in_order.lock().unwrap_or_else(PoisonError::into_inner);
                in_order.put(number, items)
            },
        )?;
        for recognizer in &recognizers {
            recognizer.add_to(&mut listing);
        }
        Ok(listing)
    }

    /// The listing, and its n-grams as a tree.
    fn listed(&self, work: &Work<'_>) -> Result<(NgramListing, Trie)> {
        let names = Names {
            unit: self.options.unit,
            segmenter: work.segmenter,
            others: &self.others,
        };
        let orders = self.options.orders;
        let lists = || Lists {
            names: &names,
            by_order: (1..=orders.last())
                .map(|order| Candidates::new(order, &self.options))
                .collect(),
        };
        let mut parts = self.count(orders.last(), work, lists)?.into_iter();
        let mut whole = parts.next().unwrap_or_else(lists);
        for part in parts {
            for (whole, part) in whole.by_order.iter_mut().zip(&part.by_order) {
                whole.merge(part);
            }
        }
        let (mut listing, mut trie) = (NgramListing::default(), Trie::default());
        for candidates in whole.by_order {
            let mut row = u32::try_from(listing.rows.len()).unwrap_or(u32::MAX);
            let rows = candidates.into_rows(&names, |ids| {
                trie.add(ids, row);
                row += 1;
            });
            listing.rows.extend(rows);
        }
        Ok((listing, trie))
    }

    /// Gives every n-gram of 1 to `last` tokens to one of the sinks that `sink` makes.
    fn count<S: Sink + Send>(
        &self,
        last: usize,
        work: &Work<'_>,
        sink: impl Fn() -> S + Sync,
    ) -> Result<Vec<S>> {
        let mut tokens = sink();
        for (first, &count) in (0..).zip(&self.counts).skip(FIRST_TOKEN as usize) {
            if count > 0 {
                tokens.take(1, count, first, 0_u64);
            }
        }
        let mut sinks = match last {
            1 => Vec::new(),
            2..=3 => self.count_longer::<u64, S>(last, work, sink)?,
            4..=5 => self.count_longer::<u128, S>(last, work, sink)?,
            _ => self.count_longer::<[u32; 15], S>(last, work, sink)?,
        };
        sinks.push(tokens);
        Ok(sinks)
    }

    fn count_longer<K: Key, S: Sink + Send>(
        &self,
        last: usize,
        work: &Work<'_>,
        sink: impl Fn() -> S + Sync,
    ) -> Result<Vec<S>> {
        let plan = Range::plan(&self.counts, self.keys_at_once::<K>(work));
        let state = || (Sorter::<K>::new(&self.stream, &self.counts), sink());
        let done = work.each(plan.len(), state, |(sorter, sink), number| {
            sorter.count(&plan[number], last, sink)
        })?;
        Ok(done.into_iter().map(|(_, sink)| sink).collect())
    }

    /// How many keys a thread may sort at a time.
    fn keys_at_once<K: Key>(&self, work: &Work<'_>) -> usize {
        let size = size_of::<K>() as u64;
        let threads = work.threads.get() as u64;
        let for_all = self.stream.len().div_ceil(RANGES_OF_THREAD * threads);
        let wanted = (KEY_BYTES / size)
            .min(for_all)
            .max(self.stream.len() / RANGES);
        let allowed = self.memory / 2 / threads / size;
        usize::try_from(wanted.min(allowed).max(FEWEST_KEYS)).unwrap_or(usize::MAX)
    }
}

/// The number of a word that is not in the dictionary.
fn number_of(
    word: &str,
    others: &mut Vec<Arc<str>>,
    index: &mut FxHashMap<Arc<str>, u32>,
) -> usize {
    if let Some(&number) = index.get(word) {
        return number as usize;
    }
    let word: Arc<str> = word.into();
    let number = others.len();
    index.insert(Arc::clone(&word), u32::try_from(number).unwrap_or(u32::MAX));
    others.push(word);
    number
}

struct Totals(Vec<OrderTotals>);

impl Sink for Totals {
    fn take<K: Key>(&mut self, order: usize, count: u64, _first: u32, _key: K) {
        let total = &mut self.0[order - 1];
        total.distinct += 1;
        total.occurrences += count;
        total.squares += u128::from(count) * u128::from(count);
    }
}

struct Lists<'a> {
    names: &'a Names<'a>,
    by_order: Vec<Candidates>,
}

impl Sink for Lists<'_> {
    fn take<K: Key>(&mut self, order: usize, count: u64, first: u32, key: K) {
        let candidates = &mut self.by_order[order - 1];
        if count >= candidates.least {
            let rest = (0..order - 1).map(|position| key.id(position));
            let ids = std::iter::once(first).chain(rest);
            candidates.add(ids, count, self.names);
        }
    }
}
