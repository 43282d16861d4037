//! Owns exact counting by sorting: the n-grams of a range of first tokens at a time.
//!
//! The ids behind every occurrence of a first token are packed into a [`Key`]; sorted, the n-grams
//! of every length stand in one sequence, equal ones beside each other.

use super::keys::Key;
use super::stream::{BLOCK, Blocks, FIRST_TOKEN, Stream};
use crate::error::Result;

/// First tokens whose n-grams are counted together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Range {
    first: u32,
    end: u32,
    /// Their occurrences.
    keys: usize,
    /// Of a token that is too frequent for one range: which of how many parts. The second token
    /// decides.
    part: (u32, u32),
}

impl Range {
    /// Splits the tokens, whose occurrences are in `counts`, into ranges of up to `room` keys.
    pub(super) fn plan(counts: &[u64], room: usize) -> Vec<Self> {
        let room = room.max(1) as u64;
        let mut ranges: Vec<Self> = Vec::new();
        let mut open: Option<(u32, u64)> = None;
        let close = |open: &mut Option<(u32, u64)>, end: u32, ranges: &mut Vec<Self>| {
            if let Some((first, keys)) = open.take() {
                ranges.push(Self::of(first, end, keys));
            }
        };
        for (id, &count) in (0..).zip(counts).skip(FIRST_TOKEN as usize) {
            if open.is_some_and(|(_, keys)| keys + count > room) {
                close(&mut open, id, &mut ranges);
            }
            if count > room {
                let parts = u32::try_from(count.div_ceil(room)).unwrap_or(u32::MAX);
                ranges.extend((0..parts).map(|part| Self {
                    part: (part, parts),
                    ..Self::of(id, id + 1, room)
                }));
            } else if count > 0 {
                let (first, keys) = open.unwrap_or((id, 0));
                open = Some((first, keys + count));
            }
        }
        let end = u32::try_from(counts.len()).unwrap_or(u32::MAX);
        close(&mut open, end, &mut ranges);
        ranges
    }

    fn of(first: u32, end: u32, keys: u64) -> Self {
        Self {
            first,
            end,
            keys: usize::try_from(keys).unwrap_or(usize::MAX),
            part: (0, 1),
        }
    }
}

/// Takes n-grams with their counts.
pub(super) trait Sink {
    /// Takes the n-gram of `order` tokens: `first`, and the ids that `key` begins with.
    fn take<K: Key>(&mut self, order: usize, count: u64, first: u32, key: K);
}

/// Sorts and counts range after range, in buffers of its own.
#[derive(Debug)]
pub(super) struct Sorter<'a, K> {
    stream: &'a Stream,
    counts: &'a [u64],
    blocks: Blocks<'a>,
    keys: Vec<K>,
    ends: Vec<usize>,
    runs: Vec<(K, u64)>,
}

impl<'a, K: Key> Sorter<'a, K> {
    pub(super) fn new(stream: &'a Stream, counts: &'a [u64]) -> Self {
        Self {
            stream,
            counts,
            blocks: Blocks::new(stream),
            keys: Vec::new(),
            ends: Vec::new(),
            runs: Vec::new(),
        }
    }

    /// Gives `sink` all n-grams of 2 to `last` tokens that begin in `range`.
    pub(super) fn count(&mut self, range: &Range, last: usize, sink: &mut impl Sink) -> Result<()> {
        if range.part.1 > 1 {
            self.gather(range)?;
            let runs = std::mem::take(&mut self.runs);
            read_off(range.first, runs.into_iter(), last, sink);
            return Ok(());
        }
        self.scatter(range)?;
        let mut start = 0;
        for (first, &end) in (range.first..).zip(&self.ends) {
            let keys = &mut self.keys[start..end];
            keys.sort_unstable();
            read_off(first, keys.iter().map(|&key| (key, 1)), last, sink);
            start += usize::try_from(self.counts[first as usize]).unwrap_or(usize::MAX);
        }
        Ok(())
    }

    /// Puts the keys of every first token beside each other.
    fn scatter(&mut self, range: &Range) -> Result<()> {
        let mut end = 0;
        self.ends.clear();
        for &count in &self.counts[range.first as usize..range.end as usize] {
            self.ends.push(end);
            end += usize::try_from(count).unwrap_or(usize::MAX);
        }
        self.keys.resize(range.keys, K::default());
        let (keys, ends) = (&mut self.keys, &mut self.ends);
        each_start::<K>(self.stream, &mut self.blocks, range, |first, key| {
            let end = &mut ends[first as usize];
            keys[*end] = key;
            *end += 1;
        })
    }

    /// Collects the keys of a part of a single first token. However often one pair is repeated,
    /// equal keys are held once.
    fn gather(&mut self, range: &Range) -> Result<()> {
        self.keys.clear();
        let (keys, runs) = (&mut self.keys, &mut self.runs);
        let (part, parts) = range.part;
        each_start::<K>(self.stream, &mut self.blocks, range, |_, key| {
            if key.id(0) % parts == part {
                keys.push(key);
                if keys.len() == range.keys {
                    fold(keys, runs);
                }
            }
        })?;
        fold(keys, runs);
        Ok(())
    }
}

/// Moves `keys` into `runs`: sorted distinct keys with their counts.
fn fold<K: Key>(keys: &mut Vec<K>, runs: &mut Vec<(K, u64)>) {
    keys.sort_unstable();
    let counted = keys.chunk_by(|a, b| a == b);
    runs.extend(counted.map(|equal| (equal[0], equal.len() as u64)));
    keys.clear();
    runs.sort_unstable_by_key(|run| run.0);
    runs.dedup_by(|later, kept| {
        let is_equal = later.0 == kept.0;
        kept.1 += if is_equal { later.1 } else { 0 };
        is_equal
    });
}

/// Calls `take` for every token of `range` that another one follows.
fn each_start<K: Key>(
    stream: &Stream,
    blocks: &mut Blocks<'_>,
    range: &Range,
    mut take: impl FnMut(u32, K),
) -> Result<()> {
    let width = range.end - range.first;
    let mut start = 0;
    while start < stream.len() {
        let ids = blocks.read(start, BLOCK + K::IDS)?;
        for (at, &id) in ids.iter().enumerate().take(BLOCK) {
            let first = id.wrapping_sub(range.first);
            if first < width {
                let key = K::pack(&ids[at + 1..]);
                if key.id(0) != 0 {
                    take(first, key);
                }
            }
        }
        start += BLOCK as u64;
    }
    Ok(())
}

/// Reads the n-grams of all lengths off sorted keys and their counts.
fn read_off<K: Key>(
    first: u32,
    keys: impl Iterator<Item = (K, u64)>,
    last: usize,
    sink: &mut impl Sink,
) {
    let depth = last - 1;
    let (mut seen, mut before) = (0, K::default());
    // For each length less two: keys seen before its present n-gram began.
    let mut begins = [0; super::Orders::MOST];
    let mut end_ngrams = |shared: usize, key: K, seen: u64| {
        for (position, begin) in begins.iter_mut().enumerate().take(depth).skip(shared) {
            if key.id(position) != 0 {
                sink.take(position + 2, seen - *begin, first, key);
            }
            *begin = seen;
        }
    };
    for (key, count) in keys {
        end_ngrams(before.shared(key), before, seen);
        seen += count;
        before = key;
    }
    end_ngrams(0, before, seen);
}
