//! Owns what a hit is: its kind, the rule it rests on, and where it stands.

use crate::lexicon::{PhraseId, VariantKind};
use crate::text::Gap;

/// How a hit matched, best first; the kinds from `Related` on are reported apart and never counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum MatchKind {
    /// The original equals the canonical form, code point by code point.
    Exact,
    /// Equal after folding: width, script, quotes, spaces, separators at joints, numerals, notes.
    Folded,
    /// Another wording of the same phrase: listed, or varied by a rule.
    Variant,
    /// A name, number or word was hidden, and is known.
    Masked,
    /// A typo or dropped characters; its own count.
    Fuzzy,
    /// A related wording that the entry lists.
    Related,
    /// A guard or a context rule refused it.
    Rejected,
    /// All components of the entry, spelled out.
    Expansion,
    /// At least half of the components.
    Partial,
}

impl MatchKind {
    /// All kinds, best first.
    pub const ALL: [Self; 9] = [
        Self::Exact,
        Self::Folded,
        Self::Variant,
        Self::Masked,
        Self::Fuzzy,
        Self::Related,
        Self::Rejected,
        Self::Expansion,
        Self::Partial,
    ];

    /// The kind's name in tables.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Exact => "exact",
            Self::Folded => "folded",
            Self::Variant => "variant",
            Self::Masked => "masked",
            Self::Fuzzy => "fuzzy",
            Self::Related => "related",
            Self::Rejected => "rejected",
            Self::Expansion => "expansion",
            Self::Partial => "partial",
        }
    }

    /// Whether such hits make up `count`.
    #[must_use]
    pub fn is_counted(self) -> bool {
        self <= Self::Masked
    }
}

/// What a hit rests on; of two equal hits the rule that comes first in this order is named.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Rule {
    /// The wording stands there; what was folded, if anything.
    Plain(Folding),
    /// A listed wording.
    Alias(VariantKind),
    /// 和, 与, 及, 以及 or 并 at a joint.
    Conjunction,
    /// Words between the items of a list.
    Gap,
    /// Words between items in another order.
    GapAndOrder,
    /// Items in another order.
    Order,
    /// A parenthesis inside.
    Parenthesis,
    /// One 的 less or more.
    Particle,
    /// A slot was filled.
    Slot,
    /// The number of a congress or plenum is masked.
    Congress,
    /// A word stands as initials.
    Initial,
    /// A leader's name is masked.
    Leader,
    /// A leader's name was removed without a trace.
    Silent,
    /// A word is masked.
    Word,
    /// A character is missing.
    Deletion,
    /// Characters that the site drops are missing.
    Drop,
    /// A character too much.
    Insertion,
    /// A wrong character.
    Substitution,
    /// A numeral beside it belongs to another number.
    NumberGuard,
    /// What follows is no congress: 十九大道.
    CongressGuard,
    /// The entry's guard `not_after`.
    NotAfter,
    /// The entry's guard `not_before`.
    NotBefore,
    /// The entry's guard `not_inside`.
    NotInside,
    /// The entry's guard `needs`.
    Needs,
    /// The entry's guard `unless`.
    Unless,
    /// The entry's components.
    Components,
}

impl Rule {
    /// The rule's name in tables; empty for an exact hit.
    #[must_use]
    pub fn name(self) -> String {
        let name = match self {
            Self::Plain(folding) => return folding.name(),
            Self::Alias(kind) => return format!("alias:{}", kind.name()),
            Self::Conjunction => "conj",
            Self::Gap => "gap",
            Self::GapAndOrder => "gap,order",
            Self::Order => "order",
            Self::Parenthesis => "paren",
            Self::Particle => "particle",
            Self::Slot => "slot",
            Self::Congress => "congress",
            Self::Initial => "initial",
            Self::Leader => "leader",
            Self::Silent => "silent",
            Self::Word => "word",
            Self::Deletion => "del",
            Self::Drop => "drop",
            Self::Insertion => "ins",
            Self::Substitution => "sub",
            Self::NumberGuard => "guard:number",
            Self::CongressGuard => "guard:congress",
            Self::NotAfter => "guard:not_after",
            Self::NotBefore => "guard:not_before",
            Self::NotInside => "guard:not_inside",
            Self::Needs => "guard:needs",
            Self::Unless => "guard:unless",
            Self::Components => "components",
        };
        name.to_owned()
    }
}

/// What was folded beside width, script and separators.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Folding {
    /// What was read across.
    pub gaps: Gap,
    /// Whether a numeral is written in the other way.
    pub numerals: bool,
}

impl Folding {
    /// The names of all that was folded, in order: `newline,num`.
    fn name(self) -> String {
        let parts = [
            (self.gaps.has(Gap::MARKDOWN), "markdown"),
            (self.gaps.has(Gap::NEWLINE), "newline"),
            (self.gaps.has(Gap::NOTE), "note"),
            (self.numerals, "num"),
            (self.gaps.has(Gap::PINYIN), "pinyin"),
            (self.gaps.has(Gap::QUOTE), "quote"),
            (self.gaps.has(Gap::SPACE), "space"),
            (self.gaps.has(Gap::WATERMARK), "watermark"),
            (self.gaps.has(Gap::INVISIBLE), "zw"),
        ];
        let named: Vec<&str> = parts
            .iter()
            .filter(|(is, _)| *is)
            .map(|(_, name)| *name)
            .collect();
        named.join(",")
    }
}

/// One place where an entry matches.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hit {
    /// The entry.
    pub phrase: PhraseId,
    /// How it matched.
    pub kind: MatchKind,
    /// What the match rests on.
    pub rule: Rule,
    /// First character in the original, in Unicode scalar values.
    pub start: u32,
    /// One past the last character.
    pub end: u32,
    /// First byte in the original.
    pub byte_start: u32,
    /// One past the last byte.
    pub byte_end: u32,
    /// Number of its paragraph, from 1; a line end ends a paragraph.
    pub paragraph: u32,
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_kinds_are_listed_in_their_order() {
        let places: Vec<usize> = MatchKind::ALL.iter().map(|&kind| kind as usize).collect();
        assert_eq!(places, (0..MatchKind::ALL.len()).collect::<Vec<_>>());
        assert!(MatchKind::ALL.is_sorted());
    }
}
