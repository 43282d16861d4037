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
    /// Its places in the first text.
    pub(super) fn in_a(&self) -> Range<u32> {
        self.a..self.a + self.length
    }

    /// Its places in the second text.
    pub(super) fn in_b(&self) -> Range<u32> {
        self.b..self.b + self.length
    }

    /// How far its place in the second text is behind that in the first one.
    pub(super) fn shift(&self) -> i64 {
        i64::from(self.b) - i64::from(self.a)
    }
}

/// Tiles in the order of both texts; never empty. The greater one is the better passage: it has more
/// characters, or fewer edits, or stands before the other.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Chain {
    matched: u32,
    edits: Reverse<u32>,
    tiles: Reverse<Vec<Tile>>,
}

impl Chain {
    /// The chain of `tiles`; `None` of none.
    pub(super) fn new(mut tiles: Vec<Tile>) -> Option<Self> {
        tiles.first_mut()?.edits = 0;
        Some(Self {
            matched: tiles.iter().map(|tile| tile.length).sum(),
            edits: Reverse(tiles.iter().map(|tile| tile.edits).sum()),
            tiles: Reverse(tiles),
        })
    }

    pub(super) fn tiles(&self) -> &[Tile] {
        &self.tiles.0
    }

    pub(super) fn matched(&self) -> u32 {
        self.matched
    }

    pub(super) fn edits(&self) -> u32 {
        self.edits.0
    }

    /// Its places in the first text.
    pub(super) fn in_a(&self) -> Range<u32> {
        let last = self.tiles().last().map_or(0, |tile| tile.a + tile.length);
        self.tiles().first().map_or(0, |tile| tile.a)..last
    }

    /// Its places in the second text.
    pub(super) fn in_b(&self) -> Range<u32> {
        let last = self.tiles().last().map_or(0, |tile| tile.b + tile.length);
        self.tiles().first().map_or(0, |tile| tile.b)..last
    }

    /// The parts of it that are long and alike enough: the longest first, then what is left on either
    /// side of it.
    pub(super) fn parts(self, options: &PassageOptions, found: &mut Vec<Self>) {
        if options.accepts(self.matched, self.edits.0) {
            found.push(self);
            return;
        }
        let Some(best) = self.best_part(options) else {
            return;
        };
        for range in [0..best.start, best.clone(), best.end..self.tiles().len()] {
            if let Some(part) = Self::new(self.tiles()[range].to_vec()) {
                part.parts(options, found);
            }
        }
    }

    /// The neighbouring tiles that are the longest acceptable passage.
    fn best_part(&self, options: &PassageOptions) -> Option<Range<usize>> {
        let (mut best, mut range) = ((0, Reverse(0)), 0..0);
        for start in 0..self.tiles().len() {
            let (mut matched, mut edits) = (0, 0);
            for (at, tile) in self.tiles().iter().enumerate().skip(start) {
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
        let before = self.tiles().iter().filter_map(|tile| {
            let length = tile.length.min(taken.start.saturating_sub(tile.a));
            (length > 0).then_some(Tile { length, ..*tile })
        });
        let after = self.tiles().iter().filter_map(|tile| {
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
