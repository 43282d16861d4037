//! Owns passages that speeches share: verbatim and nearly verbatim runs between two documents.
//!
//! Takes [`PassageText`]s, gives [`SharedPassage`]s and what share of each text they are. Punctuation,
//! spaces, script, width and masks make no difference: what is compared are the letters, Han characters
//! and digits of the body, folded, and a mask stands for anything. Where a passage may be is told
//! by *seeds*, runs of six characters that two documents have in common; from a seed it grows in both
//! directions, across dropped, added and changed characters. So a passage is found where six
//! characters of it stand together unchanged, and no more than six differ in one place, or twelve
//! behind a mask. Knows only text folding.

mod chain;
mod extend;
mod index;
mod pair;
mod search;
mod shared;
mod text;
mod view;

pub(crate) use index::{Index, seed_length, seeds};
pub(crate) use search::Search;
pub use shared::{
    Among, Block, Commonness, PairShare, PassageKind, PassageNature, PassageOptions, SharedPassage,
    SharedPassages,
};
pub use text::{PassageText, Slogan, Wording};

#[cfg(test)]
mod tests;
