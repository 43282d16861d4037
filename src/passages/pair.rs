//! Owns what two documents share, told from the equal runs that seeds lead to.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BinaryHeap};
use std::ops::Range;

use rustc_hash::FxHashMap;

use super::chain::{Chain, Tile};
use super::extend::extended;
use super::shared::{Block, PairShare, PassageKind, PassageNature, PassageOptions, SharedPassage};
use super::text::{PassageText, narrow};

/// Two documents, by their positions.
#[derive(Debug, Clone, Copy)]
pub(super) struct Pair<'t> {
    pub(super) a: (usize, &'t PassageText),
    pub(super) b: (usize, &'t PassageText),
}

impl Pair<'_> {
    /// The passages that contain one of `runs`, and what they come to; `None` where there is none.
    pub(super) fn shared(
        &self,
        runs: &mut [Tile],
        options: &PassageOptions,
    ) -> Option<(Vec<SharedPassage>, PairShare)> {
        let found = self.found(runs, options);
        let share = PairShare {
            a: self.a.0,
            b: self.b.0,
            passages: 0,
            shared_a: covered(&found, Tile::in_a),
            shared_b: covered(&found, Tile::in_b),
            length_a: self.a.1.length(),
            length_b: self.b.1.length(),
        };
        let passages: Vec<SharedPassage> = apart(found, options)
            .iter()
            .map(|chain| self.passage(chain))
            .collect();
        let share = PairShare {
            passages: narrow(passages.len()),
            ..share
        };
        (!passages.is_empty()).then_some((passages, share))
    }

    /// All chains that are passages, the longest runs' first. They may overlap.
    fn found(&self, runs: &mut [Tile], options: &PassageOptions) -> Vec<Chain> {
        runs.sort_unstable_by_key(|run| (Reverse(run.length), *run));
        let mut grown = Grown::default();
        let mut found = Vec::new();
        for run in runs {
            if grown.has(run) {
                continue;
            }
            if let Some(chain) = extended(self.a.1, self.b.1, *run) {
                grown.add(&chain);
                chain.parts(options, &mut found);
            }
        }
        found
    }

    fn passage(&self, chain: &Chain) -> SharedPassage {
        let (a, b) = (self.a.1, self.b.1);
        let (in_a, in_b) = (original(a, chain.in_a()), original(b, chain.in_b()));
        SharedPassage {
            a: self.a.0,
            b: self.b.0,
            start_a: in_a.start,
            end_a: in_a.end,
            start_b: in_b.start,
            end_b: in_b.end,
            matched: chain.matched(),
            edits: chain.edits(),
            kind: match chain.tiles() {
                [_] => PassageKind::Verbatim,
                _ => PassageKind::Near,
            },
            nature: self.nature(chain),
            blocks: chain.tiles().iter().map(|tile| self.block(tile)).collect(),
        }
    }

    fn block(&self, tile: &Tile) -> Block {
        let in_a = original(self.a.1, tile.in_a());
        let in_b = original(self.b.1, tile.in_b());
        Block {
            start_a: in_a.start,
            end_a: in_a.end,
            start_b: in_b.start,
            end_b: in_b.end,
            length: tile.length,
        }
    }

    fn nature(&self, chain: &Chain) -> PassageNature {
        let in_a = in_slogans(self.a.1, chain, Tile::in_a);
        let in_b = in_slogans(self.b.1, chain, Tile::in_b);
        match u64::from(in_a.max(in_b)) * 2 >= u64::from(chain.matched()) {
            true => PassageNature::Slogan,
            false => PassageNature::Prose,
        }
    }
}

/// Where the characters at `places`, at least one, stand in the original.
fn original(text: &PassageText, places: Range<u32>) -> Range<u32> {
    text.position(places.start)..text.position(places.end - 1) + 1
}

/// Characters of `chain` that lie in phrases of `text`, counted or spelled out.
fn in_slogans(text: &PassageText, chain: &Chain, side: impl Fn(&Tile) -> Range<u32>) -> u32 {
    let [Some(first), Some(last)] = [chain.tiles().first(), chain.tiles().last()] else {
        return 0;
    };
    let end = original(text, side(first).start..side(last).end).end;
    let (mut reached, mut inside) = (0, 0);
    for slogan in text
        .slogans()
        .iter()
        .take_while(|slogan| slogan.start < end)
    {
        let start = text.place(slogan.start).max(reached);
        let end = text.place(slogan.end);
        reached = reached.max(end);
        for tile in chain.tiles() {
            let tile = side(tile);
            inside += end.min(tile.end).saturating_sub(start.max(tile.start));
        }
    }
    inside
}

/// Places of one text that lie in a tile of `chains`.
fn covered(chains: &[Chain], side: impl Fn(&Tile) -> Range<u32>) -> u32 {
    let tiles = chains.iter().flat_map(Chain::tiles);
    let mut ranges: Vec<Range<u32>> = tiles.map(side).collect();
    ranges.sort_unstable_by_key(|range| range.start);
    let (mut reached, mut covered) = (0, 0);
    for range in ranges {
        covered += range.end.saturating_sub(range.start.max(reached));
        reached = reached.max(range.end);
    }
    covered
}

/// The chains of `found` that do not overlap in the first text: the best ones whole, of others what is
/// left of them, as far as it is a passage. In the order of the first text.
fn apart(found: Vec<Chain>, options: &PassageOptions) -> Vec<Chain> {
    // By where they begin.
    let mut chosen: BTreeMap<u32, Chain> = BTreeMap::new();
    let mut found = BinaryHeap::from(found);
    let mut parts = Vec::new();
    while let Some(best) = found.pop() {
        let own = best.in_a();
        let before = chosen.range(..own.end).next_back();
        let taken = before.map(|(_, chain)| chain.in_a());
        let Some(taken) = taken.filter(|taken| own.start < taken.end) else {
            chosen.insert(own.start, best);
            continue;
        };
        for rest in best.without(&taken).into_iter().flatten() {
            rest.parts(options, &mut parts);
        }
        found.extend(parts.drain(..));
    }
    chosen.into_values().collect()
}

/// The equal runs of all chains so far.
#[derive(Default)]
struct Grown {
    /// Their places in the first text, by the shift between both texts.
    runs: FxHashMap<i64, Vec<Range<u32>>>,
}

impl Grown {
    fn add(&mut self, chain: &Chain) {
        for tile in chain.tiles() {
            self.runs.entry(tile.shift()).or_default().push(tile.in_a());
        }
    }

    /// Whether a chain contains `run`.
    fn has(&self, run: &Tile) -> bool {
        let own = run.in_a();
        let of_shift = self.runs.get(&run.shift());
        let contains = |other: &Range<u32>| other.start <= own.start && own.end <= other.end;
        of_shift.is_some_and(|others| others.iter().any(contains))
    }
}
