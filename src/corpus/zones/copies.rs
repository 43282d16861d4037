//! Owns finding a text that was pasted twice into one document.

use std::hash::Hasher;

use memchr::memmem::Finder;
use rustc_hash::{FxHashSet, FxHasher};

use super::pieces::{backward, forward};
use super::reading::letters;
use super::titles::{is_speaker, is_subtitle, same_title};
use crate::corpus::{Zone, ZoneKind};

/// Shortest text that counts as pasted twice, in bytes: about two hundred characters.
const SHORTEST: usize = 600;

/// Length of the text a copy is looked for by, in bytes, and the least it may have.
const ANCHOR: usize = 90;
const SHORTEST_ANCHOR: usize = 45;

/// Bytes of it that are searched for.
const KEY: usize = 12;

/// Places of the beginning that are tried.
const ANCHORS: usize = 2;

/// Copies beyond this are a text made of repetitions, not a paste.
const MOST_COPIES: u32 = 4;

/// Letters in a row that are compared.
const SHINGLE: usize = 8;

/// Part of both texts that must agree, in percent.
const AGREEMENT: usize = 80;

/// Letters in a row that differ before they are text of their own.
const OWN_TEXT: usize = 40;

/// The later copies of a text, and how often it stands there.
pub(super) struct Copies {
    pub(super) zones: Vec<Zone>,
    pub(super) count: u32,
}

/// Finds later copies of the text that begins at `body`, titled `title`.
pub(super) fn find(text: &str, body: usize, title: Option<&str>) -> Copies {
    let mut copies = Copies {
        zones: Vec::new(),
        count: 1,
    };
    if text.len().saturating_sub(body) < 2 * SHORTEST {
        return copies;
    }
    let starts = beginnings(text, body);
    let Some((&first, rest)) = starts.split_first() else {
        return copies;
    };
    let mut begins: Vec<usize> = rest.to_vec();
    begins.push(text.len());
    let end = trim_titles(
        text,
        first,
        begins.first().copied().unwrap_or(text.len()),
        title,
    );
    let original = text.get(first..end).unwrap_or_default();
    if original.len() < SHORTEST || rest.len() >= MOST_COPIES as usize {
        return copies;
    }
    let known = shingles(original);
    for (&start, &next) in rest.iter().zip(begins.iter().skip(1)) {
        let Some(copy) = text.get(start..next) else {
            continue;
        };
        if !agree(&known, original, copy) {
            continue;
        }
        copies.count += 1;
        let begin = trim_titles(text, first, start, title);
        let titles = text.get(begin..start).unwrap_or_default().trim_end();
        if !titles.is_empty() {
            copies.zones.push(Zone {
                start: begin,
                end: begin + titles.len(),
                kind: ZoneKind::Copy,
            });
        }
        own_parts(text, (start, next), &known, &mut copies.zones);
    }
    copies
}

/// Where the text and what begins like it stand: first the text itself.
fn beginnings(text: &str, body: usize) -> Vec<usize> {
    let Some(rest) = text.get(body..) else {
        return Vec::new();
    };
    for piece in forward(rest)
        .filter(|piece| piece.text.len() >= SHORTEST_ANCHOR)
        .take(ANCHORS)
    {
        let length = piece
            .text
            .char_indices()
            .map(|(byte, _)| byte)
            .find(|&byte| byte >= ANCHOR);
        let anchor = piece
            .text
            .get(..length.unwrap_or(piece.text.len()))
            .unwrap_or_default();
        let found = places(rest, anchor);
        if found.len() > 1 {
            // What stands before the anchor belongs to each copy.
            let lead = letters(rest.get(..piece.start).unwrap_or_default()).count();
            return found
                .iter()
                .map(|&at| {
                    body + if at == piece.start {
                        0
                    } else {
                        step_back(rest, at, lead)
                    }
                })
                .collect();
        }
    }
    Vec::new()
}

/// Where `anchor` stands in `text`, as far as it is asked for.
///
/// To prepare a search takes time for each byte of what is looked for: its beginning is enough,
/// since there is hardly a second one.
fn places(text: &str, anchor: &str) -> Vec<usize> {
    let (text, anchor) = (text.as_bytes(), anchor.as_bytes());
    let beginning = Finder::new(anchor.get(..KEY).unwrap_or(anchor));
    let (mut found, mut from) = (Vec::new(), 0);
    while let Some(rest) = text
        .get(from..)
        .filter(|_| found.len() < MOST_COPIES as usize + 2)
        && let Some(at) = beginning.find(rest)
    {
        from += at;
        let is_there = text
            .get(from..)
            .is_some_and(|rest| rest.starts_with(anchor));
        if is_there {
            found.push(from);
        }
        from += if is_there { anchor.len() } else { 1 };
    }
    found
}

/// As far back from `at` as the letters agree with those at the start of `rest`, at most `most`.
fn step_back(rest: &str, at: usize, most: usize) -> usize {
    let head: Vec<char> = letters(rest).take(most).collect();
    let mut left = head.len();
    let mut start = at;
    for (byte, c) in rest.get(..at).unwrap_or_default().char_indices().rev() {
        let Some(expected) = left.checked_sub(1).and_then(|last| head.get(last)) else {
            break;
        };
        match letters(c.encode_utf8(&mut [0; 4])).next() {
            None => {}
            Some(letter) if letter == *expected => {
                left -= 1;
                start = byte;
            }
            Some(_) => break,
        }
    }
    start
}

/// Moves the begin of a copy before the title lines that stand above it.
fn trim_titles(text: &str, first: usize, start: usize, title: Option<&str>) -> usize {
    if start >= text.len() {
        return text.len();
    }
    let mut begin = start;
    for piece in backward(text.get(first..start).unwrap_or_default()).take(4) {
        let is_title = title.is_some_and(|title| same_title(title, piece.text))
            || is_subtitle(piece.text)
            || is_speaker(piece.text);
        if !is_title || piece.text.len() > 300 {
            break;
        }
        begin = first + piece.start;
    }
    begin
}

/// Hashes of the shingles of a text.
fn shingles(text: &str) -> FxHashSet<u64> {
    let mut set = FxHashSet::default();
    each_shingle(text, |hash, _, _| {
        set.insert(hash);
    });
    set
}

/// Calls `see` with the hash, first and last byte of every run of letters of one length.
fn each_shingle(text: &str, mut see: impl FnMut(u64, usize, usize)) {
    let mut window: std::collections::VecDeque<(char, usize, usize)> =
        std::collections::VecDeque::with_capacity(SHINGLE + 1);
    for (byte, c) in text.char_indices() {
        let Some(letter) = letters(c.encode_utf8(&mut [0; 4])).next() else {
            continue;
        };
        window.push_back((letter, byte, byte + c.len_utf8()));
        if window.len() > SHINGLE {
            window.pop_front();
        }
        if window.len() == SHINGLE {
            let mut hasher = FxHasher::default();
            for &(letter, _, _) in &window {
                hasher.write_u32(u32::from(letter));
            }
            let start = window.front().map_or(0, |&(_, start, _)| start);
            see(hasher.finish(), start, byte + c.len_utf8());
        }
    }
}

/// Whether most of the copy is in the original and most of the original in the copy.
fn agree(known: &FxHashSet<u64>, original: &str, copy: &str) -> bool {
    let mut seen: FxHashSet<u64> = FxHashSet::default();
    let (mut all, mut shared) = (0_usize, 0_usize);
    each_shingle(copy, |hash, _, _| {
        all += 1;
        shared += usize::from(known.contains(&hash));
        if known.contains(&hash) {
            seen.insert(hash);
        }
    });
    copy.len() >= SHORTEST
        && original.len() >= SHORTEST
        && shared * 100 >= all * AGREEMENT
        && seen.len() * 100 >= known.len() * AGREEMENT
}

/// The parts of a copy that stand in the original; longer parts of its own remain body.
fn own_parts(text: &str, range: (usize, usize), known: &FxHashSet<u64>, zones: &mut Vec<Zone>) {
    let (start, end) = range;
    let Some(copy) = text.get(start..end) else {
        return;
    };
    let (mut from, mut covered, mut missing) = (0, 0, 0_usize);
    let mut push = |from: usize, to: usize| {
        let text = copy.get(from..to).unwrap_or_default();
        let to = from + text.trim_end().len();
        if from < to {
            zones.push(Zone {
                start: start + from,
                end: start + to,
                kind: ZoneKind::Copy,
            });
        }
    };
    each_shingle(copy, |hash, first, last| {
        if known.contains(&hash) {
            if missing > OWN_TEXT + SHINGLE && first > covered {
                push(from, covered);
                from = first;
            }
            (covered, missing) = (last, 0);
        } else {
            missing += 1;
        }
    });
    if missing > OWN_TEXT + SHINGLE {
        push(from, covered);
    } else {
        push(from, copy.len());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn speech() -> String {
        (1..=40)
            .map(|n| format!("第{n}点要把第{n}项工作抓实抓细,不留{n}个死角。\n"))
            .collect()
    }

    fn removed(text: &str, title: Option<&str>) -> (Vec<String>, u32) {
        let copies = find(text, 0, title);
        let found = copies
            .zones
            .iter()
            .map(|zone| text[zone.start..zone.end].to_owned());
        (found.collect(), copies.count)
    }

    #[test]
    fn a_second_paste_is_a_copy() {
        let speech = speech();
        let text = format!("{speech}在某某大会上的讲话\n{speech}");
        let (found, count) = removed(&text, Some("在某某大会上的讲话"));
        assert_eq!(count, 2);
        assert_eq!(found.len(), 2);
        assert_eq!(found[0], "在某某大会上的讲话");
        assert!(found[1].starts_with("第1点") && found[1].ends_with("40个死角。"));
    }

    #[test]
    fn what_is_new_in_the_second_remains() {
        let speech = speech();
        let new = "这是后来补写的一段话".repeat(8);
        let text = format!("{speech}{speech}{new}。");
        let (found, count) = removed(&text, None);
        assert_eq!((found.len(), count), (1, 2));
        assert!(!found[0].contains("后来补写的一段话这是"));
    }

    #[test]
    fn refrains_and_repetitions_are_not_copies() {
        let refrain = "我们一定要把这件事办好,办到群众心坎上,办出成效来。\n";
        assert_eq!(removed(&refrain.repeat(100), None).1, 1);
        let speech = speech();
        assert_eq!(removed(&speech, None).1, 1);
        assert_eq!(removed(&speech.repeat(9), None), (vec![], 1));
    }
}
