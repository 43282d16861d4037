//! Owns which entry is meant by what was typed, and what is like it.

use std::fmt::Write as _;

use rustc_hash::FxHashSet;
use tifa::lexicon::{Entry, Lexicon};
use tifa::matcher::{MatchKind, MatchOptions, PhraseMatcher};
use tifa::text::{FoldOptions, fold_key};

/// More candidates than this are counted, not listed.
const LISTED: usize = 10;

/// Least share of common characters, in per cent, for an entry to be like what was typed.
const ALIKE: usize = 50;

/// What was found.
#[derive(Debug)]
pub(super) enum Found<'a> {
    /// Entries of this id, text or wording, or that match it.
    Entries(Vec<&'a Entry>),
    /// None; entries that are like it, the likest first.
    Candidates(Vec<&'a Entry>),
}

pub(super) fn find<'a>(lexicon: &'a Lexicon, typed: &str) -> Found<'a> {
    let typed = typed.trim();
    if let Some(named) = lexicon.find(typed) {
        let entries = named.phrases.iter().map(|&id| lexicon.entry(id));
        return Found::Entries(entries.collect());
    }
    let matched = matched(lexicon, typed);
    if !matched.is_empty() {
        return Found::Entries(matched);
    }
    let key = fold_key(typed);
    let mut candidates: Vec<((usize, usize), &Entry)> = lexicon
        .entries()
        .iter()
        .filter_map(|entry| Some((likeness(entry, typed, &key)?, entry)))
        .collect();
    candidates.sort_by_key(|(likeness, _)| *likeness);
    Found::Candidates(candidates.into_iter().map(|(_, entry)| entry).collect())
}

/// The entries of which the whole of `typed` is a hit: a slot filled, a list reordered, spelled out,
/// a related wording.
fn matched<'a>(lexicon: &'a Lexicon, typed: &str) -> Vec<&'a Entry> {
    let matcher = PhraseMatcher::new(lexicon, &MatchOptions::default());
    let found = matcher.find(typed, &FoldOptions::default(), None);
    let key = fold_key(typed);
    let mut entries: Vec<&Entry> = Vec::new();
    for hit in found.hits.iter().chain(&found.apart) {
        let covered = &typed[hit.byte_start as usize..hit.byte_end as usize];
        let is_whole = fold_key(covered) == key && hit.kind != MatchKind::Partial;
        let entry = lexicon.entry(hit.phrase);
        if is_whole && !entries.contains(&entry) {
            entries.push(entry);
        }
    }
    entries
}

/// How like an entry is to what was typed, the likest least: it contains it, its English does,
/// it is contained in it, or many characters are common to both.
fn likeness(entry: &Entry, typed: &str, key: &str) -> Option<(usize, usize)> {
    let text = fold_key(&entry.text);
    let length = text.chars().count();
    let english = || {
        let english = entry.english.as_deref().unwrap_or_default();
        typed.len() > 2 && english.to_lowercase().contains(&typed.to_lowercase())
    };
    if key.is_empty() {
        None
    } else if text.contains(key) {
        Some((0, length))
    } else if entry.surfaces().any(|s| fold_key(s).contains(key)) {
        Some((1, length))
    } else if english() {
        Some((2, length))
    } else if key.contains(&text) {
        Some((3, usize::MAX - length))
    } else {
        let alike = common_share(&text, key);
        (alike >= ALIKE).then_some((4, 100 - alike))
    }
}

/// Characters common to both, in per cent of those of both.
fn common_share(a: &str, b: &str) -> usize {
    let chars = |text: &str| text.chars().collect::<FxHashSet<char>>();
    let (a, b) = (chars(a), chars(b));
    200 * a.intersection(&b).count() / (a.len() + b.len()).max(1)
}

/// What is said where no entry was found.
pub(super) fn suggestion(typed: &str, candidates: &[&Entry]) -> String {
    let mut text = format!("{typed} is not an entry");
    if candidates.is_empty() {
        text.push_str(", and none is like it; tifa lexicon list lists them all");
        return text;
    }
    text.push_str("; did you mean");
    for entry in candidates.iter().take(LISTED) {
        let english = entry.english.as_deref().unwrap_or_default();
        let _ = write!(text, "\n  {}  {english}", entry.name());
        text.truncate(text.trim_end().len());
    }
    if candidates.len() > LISTED {
        let _ = write!(text, "\n  … and {} more", candidates.len() - LISTED);
    }
    text
}
