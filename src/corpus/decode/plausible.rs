//! Owns how likely a character is in Chinese prose, by which readings of the same bytes compare.
//!
//! The cost of a character is the negative logarithm of its frequency, in tenths of a nat. Two
//! readings of the same bytes compare by the sum of their costs; whether a reading is Chinese
//! text at all shows in the mean over its characters outside ASCII: about 65 in prose, 90 in a
//! list of names, 130 in text read with a wrong encoding.

use std::sync::LazyLock;

use crate::text::{fold_char, is_han};

/// A reading with a higher mean cost is not taken for Chinese text.
pub(super) const PLAUSIBLE: u64 = 105;

/// A byte that no character could be made of.
pub(super) const BAD: u32 = 140;

/// Punctuation as frequent as the most frequent characters.
const SIGNS: &str = "，。、：；“”‘’（）《》「」『』！？—…·　○％〇–－ \u{a0}";

const FREQUENT: &str = include_str!("frequent.txt");

/// Cost at some ranks of the list; straight lines between.
const RANKS: [(u32, u32); 8] = [
    (0, 40),
    (10, 52),
    (100, 63),
    (500, 78),
    (1000, 91),
    (1500, 101),
    (2000, 111),
    (3000, 128),
];

/// First bytes of the characters in common use, which GB 2312 orders apart from the rare ones.
const COMMON_GB2312: std::ops::RangeInclusive<u8> = 0xB0..=0xD7;

static COSTS: LazyLock<Box<[u8]>> = LazyLock::new(costs);

/// What characters cost.
#[derive(Clone, Copy)]
pub(super) struct Costs(&'static [u8]);

impl Default for Costs {
    fn default() -> Self {
        Self(&COSTS)
    }
}

impl Costs {
    /// The cost of `c`.
    #[inline]
    pub(super) fn of(self, c: char) -> u32 {
        self.0
            .get(c as usize)
            .map_or_else(|| above(c), |&cost| u32::from(cost))
    }
}

/// The cost of `c`.
pub(super) fn cost(c: char) -> u32 {
    Costs::default().of(c)
}

/// Characters outside the basic plane.
fn above(c: char) -> u32 {
    if is_han(c) { 145 } else { 170 }
}

fn costs() -> Box<[u8]> {
    let mut table: Vec<u8> = (0..=0xFFFF_u32)
        .map(|code| char::from_u32(code).map_or(250, plain_cost))
        .collect();
    let mut set = |c: char, cost: u32| {
        if let (Ok(code), Ok(cost)) = (usize::try_from(u32::from(c)), u8::try_from(cost))
            && let Some(slot) = table.get_mut(code)
        {
            *slot = cost.min(*slot);
        }
    };
    for (c, cost) in common_codes() {
        set(c, cost);
    }
    let listed: rustc_hash::FxHashMap<char, u32> = FREQUENT
        .lines()
        .filter(|line| !line.starts_with('#'))
        .flat_map(str::chars)
        .zip(0..)
        .map(|(c, rank)| (c, at_rank(rank)))
        .collect();
    for c in ('\u{3400}'..='\u{9fff}').chain('\u{f900}'..='\u{faff}') {
        let folded = fold_char(c);
        if let Some(&cost) = listed.get(&folded) {
            // A traditional form is a little less likely than the simplified one it stands for.
            set(c, if folded == c { cost } else { cost + 6 });
        }
    }
    for c in SIGNS.chars() {
        set(c, 55);
    }
    for c in "，。、".chars() {
        set(c, 40);
    }
    // Tables are full of it; it must not be dearer than the digit 0 it is in shifted UTF-16.
    set('\u{3000}', 30);
    table.into_boxed_slice()
}

fn at_rank(rank: u32) -> u32 {
    RANKS
        .windows(2)
        .find_map(|pair| match pair {
            [(from, low), (to, high)] if rank < *to => {
                Some(low + (high - low) * (rank.saturating_sub(*from)) / (to - from))
            }
            _ => None,
        })
        .unwrap_or(128)
}

/// What a character costs by its block alone.
fn plain_cost(c: char) -> u8 {
    match c {
        '\t' | '\n' | '\r' | ' ' => 40,
        'a'..='z' | 'A'..='Z' | '0'..='9' => 45,
        '!'..='~' => 60,
        '\u{b}' | '\u{c}' | '\u{1a}' | '\u{1b}' => 110,
        '\0'..='\u{1f}' | '\u{7f}'..='\u{9f}' => 200,
        '\u{2010}'..='\u{2027}' | '\u{2190}'..='\u{21ff}' | '\u{2460}'..='\u{25ff}' => 95,
        '\u{200b}'..='\u{200f}' | '\u{feff}' | '\u{3000}'..='\u{303f}' => 95,
        '\u{ff01}'..='\u{ff5e}' => 85,
        '\u{a1}'..='\u{24f}' | '\u{370}'..='\u{45f}' | '\u{3041}'..='\u{30ff}' => 120,
        '\u{fffd}' => 140,
        '\u{4e00}'..='\u{9fff}' => 148,
        '\u{fffe}' | '\u{ffff}' | '\u{fdd0}'..='\u{fdef}' => 250,
        '\u{e000}'..='\u{f8ff}' => 170,
        _ => 160,
    }
}

/// Han characters that a standard lists as common, or lists at all.
fn common_codes() -> Vec<(char, u32)> {
    let mut found = Vec::new();
    for lead in 0xA1..=0xFE_u8 {
        let is_common = COMMON_GB2312.contains(&lead);
        let gb_cost = if is_common { 130 } else { 140 };
        let chars = han_of_row(encoding_rs::GB18030, lead, 0xA1..=0xFE);
        found.extend(chars.into_iter().map(|c| (c, gb_cost)));
        let is_common = (0xA4..=0xC6).contains(&lead);
        let big5_cost = if is_common { 136 } else { 146 };
        let chars = han_of_row(encoding_rs::BIG5, lead, (0x40..=0x7E).chain(0xA1..=0xFE));
        found.extend(chars.into_iter().map(|c| (c, big5_cost)));
    }
    found
}

/// The Han characters of two bytes that begin with `lead`.
fn han_of_row(
    encoding: &'static encoding_rs::Encoding,
    lead: u8,
    trails: impl Iterator<Item = u8>,
) -> Vec<char> {
    // A line end is never part of a character, so that each stands in a line of its own.
    let bytes: Vec<u8> = trails.flat_map(|trail| [lead, trail, b'\n']).collect();
    let (text, _) = encoding.decode_without_bom_handling(&bytes);
    let single = |line: &str| {
        let mut chars = line.chars();
        chars
            .next()
            .filter(|&c| chars.next().is_none() && is_han(c))
    };
    text.lines().filter_map(single).collect()
}

/// How likely a text is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Score {
    /// Sum over all characters.
    pub(super) total: u64,
    /// Characters outside ASCII.
    pub(super) foreign: u64,
    /// Sum over these.
    pub(super) foreign_cost: u64,
}

impl Score {
    /// The score of `text`.
    pub(super) fn of(text: &str) -> Self {
        let mut score = Self::default();
        for c in text.chars() {
            score.add(c);
        }
        score
    }

    pub(super) fn add(&mut self, c: char) {
        let cost = u64::from(cost(c));
        self.total += cost;
        if !c.is_ascii() {
            self.foreign += 1;
            self.foreign_cost += cost;
        }
    }

    /// Mean cost of the characters outside ASCII; nought where there are none.
    pub(super) fn mean(self) -> u64 {
        self.foreign_cost / self.foreign.max(1)
    }

    pub(super) fn is_plausible(self) -> bool {
        self.mean() <= PLAUSIBLE
    }
}

/// A character that costs this much is rare in prose and usual in text that is read wrongly.
const RARE: u32 = 115;

/// Three rare ones in this many characters outside ASCII are a sign of wrong reading.
const NEAR: usize = 8;

/// Whether no part of `text` looks as if it was read wrongly: a lost byte shifts the characters
/// behind it, and these are valid all the same.
pub(super) fn reads_well(text: &str) -> bool {
    // The last two rare ones; at first, so far back that they do not count.
    let mut places = [0_usize; 2];
    let mut at = NEAR;
    for c in text.chars().filter(|c| !c.is_ascii()) {
        at += 1;
        if cost(c) >= RARE {
            if at - places[0] < NEAR {
                return false;
            }
            places = [places[1], at];
        }
    }
    true
}

/// Characters outside ASCII of which one window is made.
const WINDOW: u64 = 64;

/// Whether no long part of `text` looks as if it was read wrongly.
pub(super) fn reads_well_at_large(text: &str) -> bool {
    let mut window = Score::default();
    for c in text.chars().filter(|c| !c.is_ascii()) {
        window.add(c);
        if window.foreign == WINDOW {
            if !window.is_plausible() {
                return false;
            }
            window = Score::default();
        }
    }
    window.foreign < NEAR as u64 || window.is_plausible()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn frequent_characters_cost_less_in_either_script() {
        assert!(cost('的') < cost('钢') && cost('钢') < cost('龘'));
        assert!(
            cost('國') < cost('钢'),
            "a traditional form counts as what it stands for"
        );
        assert!(cost('，') < cost('镕'));
        assert!(cost('\0') > cost('龘'));
    }

    #[test]
    fn three_rare_characters_together_are_a_sign() {
        assert!(reads_well("村里的路修好了,王镕说,老人们出门看病方便得多。"));
        assert!(!reads_well(
            "村里的路修好了,镕蕘龘,老人们出门看病方便得多。"
        ));
        assert!(reads_well("") && reads_well("plain"));
    }

    #[test]
    fn prose_and_a_wrong_reading_of_it_lie_on_either_side() {
        let prose = "村里的路修好了，老人们说出门看病方便得多。";
        assert!(Score::of(prose).mean() < 85);
        let (bytes, _, _) = encoding_rs::GBK.encode(prose);
        let (wrong, _) = encoding_rs::BIG5.decode_without_bom_handling(&bytes);
        assert!(
            Score::of(&wrong).mean() > PLAUSIBLE,
            "{wrong} {}",
            Score::of(&wrong).mean()
        );
    }
}
