//! Owns what counts as a hit: the search over the match stream, the rules that turn what it finds
//! into hits, and how hits of different entries lie inside each other.
//!
//! Takes a [`Lexicon`] once and a document's [`FoldedText`] each time; gives [`Matches`] whose
//! ranges point into the original text. Does not know tokens, counts or files.

mod congress;
mod context;
mod crossing;
mod engine;
mod expansion;
mod forms;
mod guards;
mod holes;
mod index;
mod judge;
mod kinds;
mod leaders;
mod lists;
mod literals;
mod masks;
mod nesting;
mod options;
mod parse;
mod place;
mod search;
mod seeds;
mod settle;
mod spellings;
mod token;
mod typos;
mod window;

pub use engine::PhraseMatcher;
pub use kinds::{Folding, Hit, MatchKind, Rule};
pub use leaders::DateSpan;
pub use masks::MaskType;
pub use nesting::{OverlapPolicy, apply_policy};
pub use options::{MatchOptions, Typos};
pub use typos::KnownPairs;

use crate::text::in_chinese;
#[cfg(doc)]
use crate::{lexicon::Lexicon, text::FoldedText};

/// All that was found in one document.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Matches {
    /// Hits, kinds exact to fuzzy; sorted by start, end and phrase.
    pub hits: Vec<Hit>,
    /// What is reported and never counted, kinds related to partial; sorted likewise.
    pub apart: Vec<Hit>,
    /// Runs of mask characters.
    pub masks: Vec<Mask>,
}

/// A run of mask characters in the original text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mask {
    /// What it hides.
    pub kind: MaskType,
    /// Whom or what it means, where the document's date tells: a leader's name, a congress.
    pub meaning: Option<Meaning>,
    /// First character in the original, in Unicode scalar values.
    pub start: u32,
    /// One past the last character.
    pub end: u32,
    /// First byte in the original.
    pub byte_start: u32,
    /// One past the last byte.
    pub byte_end: u32,
}

/// Whom or what a mask means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Meaning {
    /// This leader.
    Leader(&'static str),
    /// The congress of this number.
    Congress(u32),
    /// The plenum (second) of the Central Committee of this number (first).
    Plenum(u32, u32),
}

impl std::fmt::Display for Meaning {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Leader(name) => f.write_str(name),
            Self::Congress(number) => write!(f, "{}大", in_chinese(*number)),
            Self::Plenum(committee, plenum) => write!(
                f,
                "{}届{}中全会",
                in_chinese(*committee),
                in_chinese(*plenum)
            ),
        }
    }
}
