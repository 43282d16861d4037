//! Owns what counts as a hit: the automaton over the match stream, the rules that turn raw matches
//! into hits, and how hits of different entries lie inside each other.
//!
//! Takes a [`Lexicon`] once and a document's [`FoldedText`] each time; gives [`Hit`]s whose ranges
//! point into the original text. Does not know tokens, counts or files.

mod compile;
mod guards;
mod nesting;
mod numerals;

use std::collections::BTreeMap;

use daachorse::CharwiseDoubleArrayAhoCorasick;
use rustc_hash::FxHashMap;

use crate::error::{Error, Result};
use crate::lexicon::{Lexicon, PhraseId};
use crate::text::{FoldedText, is_separator};

use compile::{Form, Surface, compile};
pub use nesting::{OverlapPolicy, apply_policy};

/// How a hit matched, best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum MatchKind {
    /// The original equals the canonical form, code point by code point.
    Exact,
    /// Equal after folding: width, script, quotes, spaces, separators at joints, numerals, notes.
    Folded,
    /// Another wording that the entry lists.
    Variant,
}

impl MatchKind {
    /// The kind's name in tables.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Exact => "exact",
            Self::Folded => "folded",
            Self::Variant => "variant",
        }
    }
}

/// One place where an entry matches.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hit {
    /// The entry.
    pub phrase: PhraseId,
    /// How it matched.
    pub kind: MatchKind,
    /// First character in the original, in Unicode scalar values.
    pub start: u32,
    /// One past the last character.
    pub end: u32,
    /// First byte in the original.
    pub byte_start: u32,
    /// One past the last byte.
    pub byte_end: u32,
    /// The shortest hit of another entry that strictly contains this one.
    pub inside_of: Option<PhraseId>,
    /// Whether a hit of an entry of the same category strictly contains this one.
    pub inside_category: bool,
}

impl Hit {
    /// Whether the hit lies inside a longer hit of another entry.
    #[must_use]
    pub fn is_nested(&self) -> bool {
        self.inside_of.is_some()
    }
}

/// The immutable engine: one automaton for a whole lexicon, shared by all threads.
pub struct PhraseMatcher {
    automaton: CharwiseDoubleArrayAhoCorasick<u32>,
    patterns: Vec<Pattern>,
    surfaces: Vec<Surface>,
    categories: Vec<u32>,
}

/// One string of the automaton and the entries' forms that have it.
struct Pattern {
    chars: usize,
    forms: Vec<Form>,
}

/// A match before the entry's own overlaps are settled; `end` is exclusive, both index units.
#[derive(Debug, Clone, Copy)]
struct Candidate {
    phrase: PhraseId,
    kind: MatchKind,
    start: usize,
    end: usize,
}

impl PhraseMatcher {
    /// Builds the automaton of `lexicon`.
    ///
    /// # Errors
    ///
    /// [`Error::Automaton`] when the lexicon is larger than the automaton can hold.
    ///
    /// ```
    /// use tifa::lexicon::Lexicon;
    /// use tifa::matcher::{MatchKind, PhraseMatcher};
    /// use tifa::text::FoldOptions;
    /// let lexicon = Lexicon::from_phrases(&["不忘初心、牢记使命"])?;
    /// let hits = PhraseMatcher::new(&lexicon)?.find("开展“不忘初心 牢记使命”主题教育", &FoldOptions::default());
    /// assert_eq!((hits[0].start, hits[0].end, hits[0].kind), (3, 12, MatchKind::Folded));
    /// # Ok::<(), tifa::Error>(())
    /// ```
    pub fn new(lexicon: &Lexicon) -> Result<Self> {
        let mut keys: FxHashMap<String, usize> = FxHashMap::default();
        let mut patterns: Vec<Pattern> = Vec::new();
        let mut surfaces = Vec::new();
        for (id, entry) in (0_u32..).map(PhraseId).zip(lexicon.entries()) {
            for (key, form) in compile(id, entry, &mut surfaces) {
                let slot = *keys.entry(key.clone()).or_insert_with(|| {
                    patterns.push(Pattern {
                        chars: key.chars().count(),
                        forms: Vec::new(),
                    });
                    patterns.len() - 1
                });
                patterns[slot].forms.push(form);
            }
        }
        let mut ordered: Vec<(String, usize)> = keys.into_iter().collect();
        ordered.sort_unstable();
        let values = ordered
            .iter()
            .map(|(key, slot)| (key.as_str(), u32::try_from(*slot).unwrap_or(u32::MAX)));
        let automaton = CharwiseDoubleArrayAhoCorasick::with_values(values).map_err(|source| {
            Error::Automaton {
                // The crate's error is no `Error`; its words are kept.
                source: source.to_string().into(),
            }
        })?;
        let categories = category_numbers(lexicon);
        Ok(Self {
            automaton,
            patterns,
            surfaces,
            categories,
        })
    }

    /// Every hit in `text`, all entries independently of each other, with their nesting.
    ///
    /// Sorted by start, end and phrase. For many documents use [`PhraseMatcher::find_folded`].
    #[must_use]
    pub fn find(&self, text: &str, options: &crate::text::FoldOptions) -> Vec<Hit> {
        self.find_folded(text, &FoldedText::new(text, options))
    }

    /// As [`PhraseMatcher::find`], for a text that is already folded.
    #[must_use]
    pub fn find_folded(&self, text: &str, folded: &FoldedText) -> Vec<Hit> {
        let mut candidates = self.candidates(text, folded);
        settle(&mut candidates);
        let mut hits: Vec<Hit> = candidates
            .iter()
            .map(|candidate| locate(text, folded, candidate))
            .collect();
        hits.sort_unstable_by_key(|hit| (hit.start, hit.end, hit.phrase));
        nesting::mark(&mut hits, &self.categories);
        hits
    }

    fn candidates(&self, text: &str, folded: &FoldedText) -> Vec<Candidate> {
        let mut candidates = Vec::new();
        for found in self.automaton.find_overlapping_iter(&folded.search) {
            let pattern = &self.patterns[found.value() as usize];
            let last = folded.anchor_at(found.end());
            let anchors = &folded.anchors[last - pattern.chars..last];
            for form in &pattern.forms {
                if let Some(candidate) = self.accept(text, folded, anchors, form) {
                    candidates.push(candidate);
                }
            }
        }
        candidates
    }

    /// Checks joints and guards of one form at one place.
    fn accept(
        &self,
        text: &str,
        folded: &FoldedText,
        anchors: &[(u32, u32)],
        form: &Form,
    ) -> Option<Candidate> {
        let (first, last) = (anchors.first()?.1 as usize, anchors.last()?.1 as usize);
        let joined = anchors.windows(2).enumerate().all(|(index, pair)| {
            let separators = (pair[1].1 - pair[0].1) as usize - 1;
            separators == 0 || (separators <= 2 && form.joints.get(index).copied().unwrap_or(false))
        });
        let surface = &self.surfaces[form.surface];
        if !joined || !guards::allow(&folded.units, first, last + 1, surface) {
            return None;
        }
        let kind = if surface.is_variant {
            MatchKind::Variant
        } else if raw(text, folded, first, last + 1) == surface.display {
            MatchKind::Exact
        } else {
            MatchKind::Folded
        };
        Some(Candidate {
            phrase: form.phrase,
            kind,
            start: first,
            end: last + 1,
        })
    }
}

impl std::fmt::Debug for PhraseMatcher {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("PhraseMatcher")
            .field("patterns", &self.patterns.len())
            .finish_non_exhaustive()
    }
}

/// A number per category, so that nesting compares numbers.
fn category_numbers(lexicon: &Lexicon) -> Vec<u32> {
    let numbers: FxHashMap<&str, u32> = lexicon
        .categories()
        .iter()
        .map(|c| c.id.as_str())
        .zip(0..)
        .collect();
    lexicon
        .entries()
        .iter()
        .map(|entry| {
            numbers
                .get(entry.category.as_str())
                .copied()
                .unwrap_or(u32::MAX)
        })
        .collect()
}

fn byte_end(text: &str, folded: &FoldedText, end: usize) -> usize {
    let last = &folded.units[end - 1];
    let start = last.byte as usize;
    start + text[start..].chars().next().map_or(0, char::len_utf8)
}

fn raw<'a>(text: &'a str, folded: &FoldedText, start: usize, end: usize) -> &'a str {
    &text[folded.units[start].byte as usize..byte_end(text, folded, end)]
}

fn locate(text: &str, folded: &FoldedText, candidate: &Candidate) -> Hit {
    let first = &folded.units[candidate.start];
    debug_assert!(
        !is_separator(first.ch),
        "a phrase begins with a character of its own"
    );
    Hit {
        phrase: candidate.phrase,
        kind: candidate.kind,
        start: first.start,
        end: folded.units[candidate.end - 1].end,
        byte_start: first.byte,
        byte_end: u32::try_from(byte_end(text, folded, candidate.end)).unwrap_or(u32::MAX),
        inside_of: None,
        inside_category: false,
    }
}

/// MATCHING 5.1: per entry, best kind first, then leftmost, then longest, without overlaps.
fn settle(candidates: &mut Vec<Candidate>) {
    candidates.sort_unstable_by_key(|c| (c.phrase, c.kind, c.start, usize::MAX - c.end));
    let mut kept: Vec<Candidate> = Vec::with_capacity(candidates.len());
    for own in candidates.chunk_by(|a, b| a.phrase == b.phrase) {
        let mut taken: BTreeMap<usize, usize> = BTreeMap::new();
        for candidate in own {
            let before = taken.range(..candidate.end).next_back();
            if before.is_none_or(|(_, &end)| end <= candidate.start) {
                taken.insert(candidate.start, candidate.end);
                kept.push(*candidate);
            }
        }
    }
    *candidates = kept;
}
