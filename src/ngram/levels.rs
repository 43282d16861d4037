//! Owns counting one order of n-grams over the ids of the order below.
//!
//! An n-gram is the pair of its first and its last (n−1)-gram, so its key is two 32-bit ids. It
//! is only looked for where both parts are frequent enough to be listed: an n-gram is never more
//! frequent than its parts, so nothing listed is lost.

use rustc_hash::FxHashMap;

use super::chunk::BREAK;
use super::spool::Spool;
use crate::error::Result;

/// An n-gram that is frequent enough, with its parts one order below (for tokens: the token, 0).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Frequent {
    pub(super) parts: (u32, u32),
    pub(super) count: u64,
    pub(super) documents: u32,
}

/// One order: its frequent n-grams, and for every position the id of the n-gram that begins there.
#[derive(Debug)]
pub(super) struct Level {
    pub(super) frequent: Vec<Frequent>,
    /// From ids as they stand in the spool to positions in `frequent`, from 1; 0 for infrequent.
    compact: Vec<u32>,
    pub(super) spool: Spool,
}

/// What every scan of a level needs.
#[derive(Clone, Copy)]
pub(super) struct Scan<'a> {
    /// Ids of each document.
    pub(super) lengths: &'a [u32],
    /// N-grams less frequent than this are not kept.
    pub(super) min_count: u64,
    /// May stop the work.
    pub(super) checkpoint: &'a dyn Fn() -> Result<()>,
}

/// Counts while a level is scanned.
#[derive(Debug, Clone, Copy)]
struct Tally {
    parts: (u32, u32),
    count: u64,
    documents: u32,
    last_document: u32,
}

impl Level {
    /// Order 1 from the token ids of all documents.
    pub(super) fn tokens(mut spool: Spool, words: usize, scan: Scan<'_>) -> Result<Self> {
        let blank = Tally {
            parts: (0, 0),
            count: 0,
            documents: 0,
            last_document: 0,
        };
        let mut tallies: Vec<Tally> = vec![blank; words];
        for (tally, token) in tallies.iter_mut().zip(1..) {
            tally.parts.0 = token;
        }
        let mut ids = Vec::new();
        let mut reader = spool.reader()?;
        for (&length, document) in scan.lengths.iter().zip(1..) {
            (scan.checkpoint)()?;
            reader.read(length as usize, &mut ids)?;
            for &id in ids.iter().filter(|&&id| id != BREAK) {
                tallies[id as usize - 1].add(document);
            }
        }
        drop(reader);
        Ok(Self::keep(&tallies, spool, scan.min_count))
    }

    /// The order above `below`.
    pub(super) fn above(below: &mut Self, mut spool: Spool, scan: Scan<'_>) -> Result<Self> {
        let mut tallies: Vec<Tally> = Vec::new();
        let mut index: FxHashMap<u64, u32> = FxHashMap::default();
        let (mut ids, mut out) = (Vec::new(), Vec::new());
        let Self {
            compact,
            spool: source,
            ..
        } = below;
        let mut reader = source.reader()?;
        for (&length, document) in scan.lengths.iter().zip(1..) {
            (scan.checkpoint)()?;
            reader.read(length as usize, &mut ids)?;
            to_compact(compact, &mut ids);
            out.clear();
            out.resize(ids.len(), BREAK);
            for (slot, pair) in out.iter_mut().zip(ids.windows(2)) {
                if pair[0] != BREAK && pair[1] != BREAK {
                    let key = u64::from(pair[0]) << 32 | u64::from(pair[1]);
                    let id = *index
                        .entry(key)
                        .or_insert_with(|| Tally::push(&mut tallies, (pair[0], pair[1])));
                    tallies[id as usize - 1].add(document);
                    *slot = id;
                }
            }
            spool.write(&out)?;
        }
        drop(reader);
        Ok(Self::keep(&tallies, spool, scan.min_count))
    }

    fn keep(tallies: &[Tally], spool: Spool, min_count: u64) -> Self {
        let mut frequent = Vec::new();
        let compact = tallies
            .iter()
            .map(|tally| {
                if tally.count < min_count.max(1) {
                    return BREAK;
                }
                frequent.push(Frequent {
                    parts: tally.parts,
                    count: tally.count,
                    documents: tally.documents,
                });
                u32::try_from(frequent.len()).unwrap_or(u32::MAX)
            })
            .collect();
        Self {
            frequent,
            compact,
            spool,
        }
    }

    /// A reader of the positions of this level, whose ids are positions in `frequent`, from 1.
    pub(super) fn positions(&mut self) -> Result<impl FnMut(usize, &mut Vec<u32>) -> Result<()>> {
        let Self { compact, spool, .. } = self;
        let mut reader = spool.reader()?;
        Ok(move |length: usize, ids: &mut Vec<u32>| {
            reader.read(length, ids)?;
            to_compact(compact, ids);
            Ok(())
        })
    }
}

fn to_compact(compact: &[u32], ids: &mut [u32]) {
    for id in ids.iter_mut().filter(|id| **id != BREAK) {
        *id = compact[*id as usize - 1];
    }
}

impl Tally {
    fn push(tallies: &mut Vec<Self>, parts: (u32, u32)) -> u32 {
        tallies.push(Self {
            parts,
            count: 0,
            documents: 0,
            last_document: 0,
        });
        u32::try_from(tallies.len()).unwrap_or(u32::MAX)
    }

    fn add(&mut self, document: u32) {
        self.count += 1;
        self.documents += u32::from(self.last_document != document);
        self.last_document = document;
    }
}
