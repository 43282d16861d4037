//! Owns what a matcher looks for beside clean text: dropped characters and typos (MATCHING 4).

use super::typos::KnownPairs;

/// What is looked for beside clean text; nothing by default.
#[derive(Debug, Clone, Default)]
pub struct MatchOptions {
    /// Characters that a site drops wherever they stand.
    pub dropped: Vec<char>,
    /// Whether typos are looked for.
    pub typos: Typos,
}

/// Whether typos are looked for.
#[derive(Debug, Clone, Default)]
pub enum Typos {
    /// They are not.
    #[default]
    Ignored,
    /// They are; an edit that makes a known pair of characters is no typo.
    Found(KnownPairs),
}
