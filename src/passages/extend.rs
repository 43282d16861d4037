//! Owns how a run of equal characters grows into a chain, across characters that differ.

use super::chain::{Chain, Tile};
use super::text::{PassageText, narrow};
use super::view::{Direction, View};

/// Characters on either side that may differ between two equal runs.
const GAP: usize = 6;

/// Characters that a mask may hide.
const HIDDEN: usize = 12;

/// Characters after a mask that may be equal by chance to what it hides.
const CHANCE: usize = 2;

/// A chain ends where it has lost so much by edits against what it was before.
const DROP: i64 = 8;

/// Equal characters beyond this make no way of going on better.
const LOOK_AHEAD: usize = 16;

/// A way to go on behind a difference: so many characters of both texts are passed over.
#[derive(Debug, Clone, Copy)]
struct Step {
    a: usize,
    b: usize,
    edits: usize,
}

/// The chain that `run` of equal characters of `a` and `b` belongs to.
pub(super) fn extended(a: &PassageText, b: &PassageText, run: Tile) -> Option<Chain> {
    let back = |text, origin| View::new(text, origin, Direction::Backward);
    let forth = |text, origin| View::new(text, origin, Direction::Forward);
    let mut tiles: Vec<Tile> = Vec::new();
    let mut edits = 0;
    // Read backwards, edits stand behind the tile they are before.
    let before = grown(back(a, run.a), back(b, run.b));
    for tile in before.iter().rev() {
        tiles.push(Tile {
            a: run.a - tile.a - tile.length,
            b: run.b - tile.b - tile.length,
            length: tile.length,
            edits,
        });
        edits = tile.edits;
    }
    tiles.push(Tile { edits, ..run });
    let (end_a, end_b) = (run.a + run.length, run.b + run.length);
    let after = grown(forth(a, end_a), forth(b, end_b));
    tiles.extend(after.iter().map(|tile| Tile {
        a: end_a + tile.a,
        b: end_b + tile.b,
        ..*tile
    }));
    Chain::new(tiles)
}

/// The tiles that follow in both views, up to where the chain is best.
fn grown(a: View<'_>, b: View<'_>) -> Vec<Tile> {
    let mut tiles = Vec::new();
    let (mut at, mut score, mut best) = ((0, 0), 0, (0, 0));
    while let Some(step) = next_step(&a, &b, at) {
        at = (at.0 + step.a, at.1 + step.b);
        let length = a.equal(&b, at, usize::MAX);
        tiles.push(Tile {
            a: narrow(at.0),
            b: narrow(at.1),
            length: narrow(length),
            edits: narrow(step.edits),
        });
        at = (at.0 + length, at.1 + length);
        score += i64::from(narrow(length)) - i64::from(narrow(step.edits));
        if score > best.0 {
            best = (score, tiles.len());
        } else if score + DROP < best.0 {
            break;
        }
    }
    tiles.truncate(best.1);
    tiles
}

/// The best way to go on behind the difference at `at`.
fn next_step(a: &View<'_>, b: &View<'_>, at: (usize, usize)) -> Option<Step> {
    let (mask_a, mask_b) = (mask_near(a, at.0), mask_near(b, at.1));
    let reach = |hidden: bool| if hidden { HIDDEN } else { GAP };
    let mut best: Option<(i64, Step)> = None;
    for skip_a in 0..=reach(mask_b.is_some()) {
        let Some(first) = a.char(at.0 + skip_a) else {
            break;
        };
        for skip_b in 0..=reach(mask_a.is_some()) {
            let Some(other) = b.char(at.1 + skip_b) else {
                break;
            };
            if first != other {
                continue;
            }
            let is_hidden = |mask: Option<usize>, skip| mask.is_some_and(|mask| mask <= skip);
            let step = Step {
                a: skip_a,
                b: skip_b,
                edits: edits(
                    (skip_a, is_hidden(mask_b, skip_b)),
                    (skip_b, is_hidden(mask_a, skip_a)),
                ),
            };
            let equal = a.equal(b, (at.0 + skip_a, at.1 + skip_b), LOOK_AHEAD);
            if let Some(worth) = worth(&step, equal)
                && best.is_none_or(|(most, _)| worth > most)
            {
                best = Some((worth, step));
            }
        }
    }
    best.map(|(_, step)| step)
}

/// How far behind `at` a mask stands, if one is near.
fn mask_near(view: &View<'_>, at: usize) -> Option<usize> {
    let from = at.saturating_sub(CHANCE);
    let mask = view.mask_from(from, GAP + CHANCE)?;
    Some(mask.saturating_sub(at))
}

/// Characters that differ where so many of both texts are passed over, and those of each may be what
/// a mask in the other hides; `usize::MAX` where too many are.
fn edits((a, a_is_hidden): (usize, bool), (b, b_is_hidden): (usize, bool)) -> usize {
    let seen = |skip: usize, hidden: bool| match hidden {
        true => 0,
        false if skip > GAP => usize::MAX,
        false => skip,
    };
    seen(a, a_is_hidden).max(seen(b, b_is_hidden))
}

/// How good it is to go on with `equal` characters behind `step`; `None` where they may be equal by
/// chance.
fn worth(step: &Step, equal: usize) -> Option<i64> {
    let needed = match step.a.max(step.b) {
        1 => 2,
        _ => 3,
    };
    let is_certain = step.edits <= GAP && equal >= needed;
    let (equal, edits) = (i64::from(narrow(equal)), i64::from(narrow(step.edits)));
    is_certain.then_some(equal - 2 * edits)
}
