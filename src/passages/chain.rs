//! Owns chains: equal runs of two texts in order, with what is between them.

use std::cmp::Reverse;
use std::ops::Range;

use super::shared::PassageOptions;

/// A run of equal characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Tile {
    /// Its place in the first text.
    pub(super) a: u32,
    /// Its place in the second text.
    pub(super) b: u32,
    /// Its characters.
    pub(super) length: u32,
    /// Characters that differ between the tile before and this one.
    pub(super) edits: u32,
}

impl Tile {
    /// Whether the equal characters `length` at `a` and `b` are part of this run.
    fn has(&self, other: &Self) -> bool {
        self.a <= other.a
            && other.a + other.length <= self.a + self.length
            && i64::from(self.a) - i64::from(self.b) == i64::from(other.a) - i64::from(other.b)
    }
}

/// Tiles in the order of both texts; never empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Chain {
    tiles: Vec<Tile>,
    matched: u32,
    edits: u32,
}

impl Chain {
    /// The chain of `tiles`; `None` of none.
    pub(super) fn new(mut tiles: Vec<Tile>) -> Option<Self> {
        tiles.first_mut()?.edits = 0;
        Some(Self {
            matched: tiles.iter().map(|tile| tile.length).sum(),
            edits: tiles.iter().map(|tile| tile.edits).sum(),
            tiles,
        })
    }

    pub(super) fn tiles(&self) -> &[Tile] {
        &self.tiles
    }

    pub(super) fn matched(&self) -> u32 {
        self.matched
    }

    pub(super) fn edits(&self) -> u32 {
        self.edits
    }

    /// Its places in the first text.
    pub(super) fn in_a(&self) -> Range<u32> {
        let last = self.tiles.last().map_or(0, |tile| tile.a + tile.length);
        self.tiles.first().map_or(0, |tile| tile.a)..last
    }

    /// Its places in the second text.
    pub(super) fn in_b(&self) -> Range<u32> {
        let last = self.tiles.last().map_or(0, |tile| tile.b + tile.length);
        self.tiles.first().map_or(0, |tile| tile.b)..last
    }

    /// Whether the run of equal characters `run` is part of it.
    pub(super) fn has(&self, run: &Tile) -> bool {
        let next = self.tiles.partition_point(|tile| tile.a <= run.a);
        next > 0 && self.tiles[next - 1].has(run)
    }

    /// What orders passages: more characters, fewer edits, then where they are.
    pub(super) fn rank(&self) -> (u32, Reverse<u32>, Reverse<&[Tile]>) {
        (self.matched, Reverse(self.edits), Reverse(&self.tiles))
    }

    /// The parts of it that are long and alike enough: the longest first, then what is left on either
    /// side of it.
    pub(super) fn parts(self, options: &PassageOptions, found: &mut Vec<Self>) {
        if options.accepts(self.matched, self.edits) {
            found.push(self);
            return;
        }
        let Some(best) = self.best_part(options) else {
            return;
        };
        for range in [0..best.start, best.clone(), best.end..self.tiles.len()] {
            if let Some(part) = Self::new(self.tiles[range].to_vec()) {
                part.parts(options, found);
            }
        }
    }

    /// The neighbouring tiles that are the longest acceptable passage.
    fn best_part(&self, options: &PassageOptions) -> Option<Range<usize>> {
        let (mut best, mut range) = ((0, Reverse(0)), 0..0);
        for start in 0..self.tiles.len() {
            let (mut matched, mut edits) = (0, 0);
            for (at, tile) in self.tiles.iter().enumerate().skip(start) {
                matched += tile.length;
                edits += if at > start { tile.edits } else { 0 };
                let rank = (matched, Reverse(edits));
                if rank > best && options.accepts(matched, edits) {
                    (best, range) = (rank, start..at + 1);
                }
            }
        }
        (!range.is_empty()).then_some(range)
    }

    /// What is left of it without `taken` places of the first text.
    pub(super) fn without(&self, taken: &Range<u32>) -> [Option<Self>; 2] {
        let before = self.tiles.iter().filter_map(|tile| {
            let length = tile.length.min(taken.start.saturating_sub(tile.a));
            (length > 0).then_some(Tile { length, ..*tile })
        });
        let after = self.tiles.iter().filter_map(|tile| {
            let cut = taken.end.saturating_sub(tile.a).min(tile.length);
            (cut < tile.length).then_some(Tile {
                a: tile.a + cut,
                b: tile.b + cut,
                length: tile.length - cut,
                edits: tile.edits,
            })
        });
        [Self::new(before.collect()), Self::new(after.collect())]
    }
}
