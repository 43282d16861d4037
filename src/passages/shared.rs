//! Owns what a search for passages asks for, and what it gives.

use crate::error::{Error, Result};

/// What counts as a shared passage.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PassageOptions {
    /// Equal characters that a passage has at least; punctuation, spaces and masks are none.
    pub shortest: u32,
    /// Share of equal characters among those that are equal or differ, above one half and up to 1: at 1
    /// only masks may stand between what is equal.
    pub likeness: f64,
    /// What is too common for a search to begin there.
    pub commonness: Commonness,
}

/// In how many documents a run of six characters may be for a search to begin there.
///
/// A set phrase that is in a thousand documents joins half a million pairs of them. A passage around
/// it is found all the same where any other run of it is rarer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Commonness {
    /// In so many that no more than 2²⁵ pairs of places are looked at, or two for every character of
    /// all documents where that is more, and never in fewer than 20. What a thousand speeches share
    /// is found whole.
    #[default]
    Bounded,
    /// In so many at most.
    AtMost(u32),
    /// In any number.
    Unlimited,
}

impl Default for PassageOptions {
    /// 13 characters, of which four in five are equal.
    fn default() -> Self {
        Self {
            shortest: 13,
            likeness: 0.8,
            commonness: Commonness::Bounded,
        }
    }
}

impl PassageOptions {
    /// Holds the options to what can be searched for.
    ///
    /// # Errors
    ///
    /// No length at all, or a likeness that is not above one half and up to 1.
    pub fn check(&self) -> Result<()> {
        let is_likeness = self.likeness > 0.5 && self.likeness <= 1.0;
        if self.shortest > 0 && is_likeness {
            return Ok(());
        }
        Err(Error::Setting {
            option: "--passages".to_owned(),
            message: "a passage has one character or more, and a likeness above 0.5 and up to 1"
                .to_owned(),
        })
    }

    /// Whether so many equal characters with so many that differ between them are a passage.
    pub(super) fn accepts(&self, matched: u32, edits: u32) -> bool {
        let all = f64::from(matched) + f64::from(edits);
        matched >= self.shortest && f64::from(matched) >= self.likeness * all
    }
}

/// Which documents are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Among {
    /// Each with every other.
    #[default]
    AllPairs,
    /// Each with those of other groups. A document without a group is compared with none.
    DifferentGroups,
}

/// Whether a passage is the same in both documents.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum PassageKind {
    /// All characters that are compared are equal.
    Verbatim,
    /// Some differ, are missing in one of them, or masked.
    Near,
}

impl PassageKind {
    /// The name in tables.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Verbatim => "verbatim",
            Self::Near => "near",
        }
    }
}

/// What a passage is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum PassageNature {
    /// Half of its equal characters or more lie in phrases, counted or spelled out, of the document where more do.
    Slogan,
    /// Less than half do.
    Prose,
}

impl PassageNature {
    /// The name in tables.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Slogan => "slogan",
            Self::Prose => "prose",
        }
    }
}

/// Equal characters that stand together in both documents, but for punctuation, spaces and masks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Block {
    /// Its first character in the first text, in Unicode scalar values of the original.
    pub start_a: u32,
    /// One past its last character there.
    pub end_a: u32,
    /// Its first character in the second text.
    pub start_b: u32,
    /// One past its last character there.
    pub end_b: u32,
    /// Its equal characters.
    pub length: u32,
}

/// A passage that two documents share. Positions are Unicode scalar values of the original texts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SharedPassage {
    /// Position of the first document, in reading order.
    pub a: usize,
    /// Position of the second one, which stands after it.
    pub b: usize,
    /// First character in the first document.
    pub start_a: u32,
    /// One past the last character there.
    pub end_a: u32,
    /// First character in the second document.
    pub start_b: u32,
    /// One past the last character there.
    pub end_b: u32,
    /// Equal characters.
    pub matched: u32,
    /// Characters between them that differ or are missing in one text, of either text where more do.
    /// What a mask hides is none of them.
    pub edits: u32,
    /// Whether it is the same in both.
    pub kind: PassageKind,
    /// What it is made of.
    pub nature: PassageNature,
    /// What is equal, in order; one block of a verbatim passage.
    pub blocks: Vec<Block>,
}

impl SharedPassage {
    /// Equal characters among those that are equal or differ, 0 to 1.
    #[must_use]
    pub fn likeness(&self) -> f64 {
        f64::from(self.matched) / (f64::from(self.matched) + f64::from(self.edits))
    }
}

/// How much two documents share.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PairShare {
    /// Position of the first document, in reading order.
    pub a: usize,
    /// Position of the second one.
    pub b: usize,
    /// Number of their passages.
    pub passages: u32,
    /// Characters of the first text that stand equal in the second one, in passages. A place is counted
    /// once, also where the passages of several places of the other text have it.
    pub shared_a: u32,
    /// The same of the second text.
    pub shared_b: u32,
    /// Characters of the first text that are compared.
    pub length_a: u32,
    /// The same of the second text.
    pub length_b: u32,
}

impl PairShare {
    /// The share of the first text, 0 to 1: `shared_a / length_a`.
    #[must_use]
    pub fn share_a(&self) -> f64 {
        f64::from(self.shared_a) / f64::from(self.length_a)
    }

    /// The share of the second text, 0 to 1: `shared_b / length_b`.
    #[must_use]
    pub fn share_b(&self) -> f64 {
        f64::from(self.shared_b) / f64::from(self.length_b)
    }
}

/// All passages of a corpus.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SharedPassages {
    /// The passages, by both documents and their place in the first one. Those of two documents do not
    /// overlap in the first.
    pub passages: Vec<SharedPassage>,
    /// The pairs of documents that have a passage, in the same order.
    pub pairs: Vec<PairShare>,
    /// Runs of six characters where no search begins, since they are in more than
    /// [`most_documents`](Self::most_documents) of them or very often in one. A passage that is
    /// nothing else is not found.
    pub seeds_left_out: u64,
    /// The most documents that a run of six characters may be in for a search to begin there; `None`
    /// where there is no limit.
    pub most_documents: Option<u32>,
}
