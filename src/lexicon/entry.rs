//! Owns what an entry holds: its wordings, what may vary in a text, its guards and its facts.

use std::path::{Path, PathBuf};

use serde::de::{Deserialize, Deserializer, Error as _};

use super::pack::builtin_name;

/// Where an entry stands, for messages.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Origin {
    /// The lexicon file; a built-in one is named `builtin/NAME.toml`.
    pub path: PathBuf,
    /// Its line, from 1.
    pub line: usize,
}

impl Origin {
    pub(super) fn new(path: &Path, line: usize) -> Self {
        Self {
            path: path.to_path_buf(),
            line,
        }
    }
}

impl std::fmt::Display for Origin {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}:{}", self.path.display(), self.line)
    }
}

/// One formulation: what LEXICON calls a phrase.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Entry {
    /// Stable ASCII name; built-in entries have one.
    pub id: Option<String>,
    /// The canonical form. A `|` in it is a soft joint, a place where a separator may stand;
    /// `{2,8}` is a slot of 2 to 8 characters.
    pub text: String,
    /// Which meaning, where another entry has the same text.
    pub sense: Option<String>,
    /// How set the phrase is; entries without one are always counted.
    pub tier: Option<Tier>,
    /// What kind of wording it is.
    pub form: Option<PhraseForm>,
    /// Other wordings, each with what it is.
    pub variants: Vec<Variant>,
    /// What may vary in a text without being listed.
    pub variation: Variation,
    /// What may not stand around a hit, and what must.
    pub guard: Guard,
    /// The topic.
    pub category: String,
    /// Official or usual English rendering.
    pub english: Option<String>,
    /// Earliest known central use.
    pub first_year: Option<i32>,
    /// Where that use stands.
    pub first_source: Option<String>,
    /// What the year rests on.
    pub date_basis: Option<DateBasis>,
    /// What a numeric formulation expands to, in order.
    pub components: Vec<String>,
    /// Characters that may stand between two components of one expansion.
    pub component_gap: Option<u16>,
    /// The longer or superseding formulation.
    pub parent: Option<String>,
    /// Sentences in which the entry has a hit.
    pub counted: Vec<String>,
    /// Sentences in which the guard refuses it.
    pub rejected: Vec<String>,
    /// A remark for the reader.
    pub note: Option<String>,
    /// Where the entry stands.
    pub origin: Origin,
}

impl Entry {
    /// The canonical form as it is printed and compared: soft joints dropped.
    #[must_use]
    pub fn display(&self) -> String {
        self.text.replace('|', "")
    }

    /// How tables name the entry: as it is printed, with the sense where it has one.
    #[must_use]
    pub fn name(&self) -> String {
        match &self.sense {
            Some(sense) => format!("{}（{sense}）", self.display()),
            None => self.display(),
        }
    }

    /// The built-in pack that the entry is from; none for a user's entry.
    #[must_use]
    pub fn pack(&self) -> Option<&str> {
        builtin_name(&self.origin.path)
    }

    /// The text and the variants that count as it.
    pub fn surfaces(&self) -> impl Iterator<Item = &str> {
        let counted = self.variants.iter().filter(|v| v.kind.is_counted());
        std::iter::once(self.text.as_str()).chain(counted.map(|variant| variant.text.as_str()))
    }

    /// The wordings of one kind.
    pub fn variants_of(&self, kind: VariantKind) -> impl Iterator<Item = &str> {
        self.variants
            .iter()
            .filter(move |variant| variant.kind == kind)
            .map(|variant| variant.text.as_str())
    }
}

/// Gives an enum its names in lexicon files, in one place.
macro_rules! named {
    ($type:ident { $($variant:ident = $name:literal),+ $(,)? }) => {
        impl $type {
            /// All of them, in order.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The name in lexicon files and tables.
            #[must_use]
            pub fn name(self) -> &'static str {
                match self {
                    $(Self::$variant => $name),+
                }
            }

            /// The one with this name.
            #[must_use]
            pub fn from_name(name: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|one| one.name() == name)
            }
        }

        impl<'de> Deserialize<'de> for $type {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let name = String::deserialize(deserializer)?;
                Self::from_name(&name).ok_or_else(|| {
                    let known = [$($name),+].join(", ");
                    D::Error::custom(format!("{name:?} is none of {known}"))
                })
            }
        }
    };
}

/// How set a phrase is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Tier {
    /// A curated formulation, dated, expanded or translated where that is known.
    A,
    /// A set phrase or formula.
    B,
    /// A generic word: not counted unless asked for.
    C,
    /// A local or one-off slogan.
    Local,
}

named!(Tier { A = "A", B = "B", C = "C", Local = "L" });

/// What kind of wording a phrase is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum PhraseForm {
    /// A number stands for a list: 四个意识.
    Numeric,
    /// Items side by side: 获得感、幸福感、安全感.
    List,
    /// A clause.
    Sentence,
    /// Four characters.
    FourCharacters,
    /// A term.
    Term,
}

named!(PhraseForm {
    Numeric = "numeric",
    List = "list",
    Sentence = "sentence",
    FourCharacters = "four_char",
    Term = "term",
});

/// Another wording of an entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Variant {
    /// The wording.
    pub text: String,
    /// What it is to the entry.
    pub kind: VariantKind,
}

/// What a listed wording is to its entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum VariantKind {
    /// Another established wording of the same formulation; counted.
    Spelling,
    /// A short form; counted.
    Abbreviation,
    /// The items in another order; counted.
    Order,
    /// Words put between the items; counted.
    Gap,
    /// The items spelled out; reported apart.
    Expansion,
    /// A related formulation; reported apart.
    Near,
    /// Its negation; reported apart.
    Negation,
}

named!(VariantKind {
    Spelling = "spelling",
    Abbreviation = "abbr",
    Order = "order",
    Gap = "gap",
    Expansion = "expansion",
    Near = "near",
    Negation = "neg",
});

impl VariantKind {
    /// Whether such a wording counts as a hit of its entry.
    #[must_use]
    pub fn is_counted(self) -> bool {
        !matches!(self, Self::Expansion | Self::Near | Self::Negation)
    }
}

/// What may vary in a text without being listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Variation {
    /// Whether the items of a list keep their order.
    pub order: ItemOrder,
    /// Most filler characters between two items of a list; 0 for none.
    pub gap: u8,
    /// What may happen to an inner 的.
    pub particle: Particle,
    /// Whether numerals beside the phrase forbid a hit.
    pub number_guard: Switch,
    /// Whether hidden names, numbers and words are restored.
    pub masks: Switch,
}

/// Whether the items of a list keep their order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ItemOrder {
    /// They do.
    #[default]
    Fixed,
    /// Any order is the same phrase.
    Free,
}

named!(ItemOrder { Fixed = "fixed", Free = "free" });

/// What may happen to an inner 的 of a phrase of five or more characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Particle {
    /// One may be missing.
    #[default]
    MayDrop,
    /// Nothing.
    Fixed,
    /// One may be added, none may be missing.
    MayAdd,
    /// One may be missing, or one added.
    MayDropOrAdd,
}

named!(Particle {
    MayDrop = "may-drop",
    Fixed = "fixed",
    MayAdd = "may-add",
    MayDropOrAdd = "may-drop-or-add",
});

impl Particle {
    /// Whether an inner 的 may be missing.
    #[must_use]
    pub fn may_drop(self) -> bool {
        matches!(self, Self::MayDrop | Self::MayDropOrAdd)
    }

    /// Whether a 的 may be added.
    #[must_use]
    pub fn may_add(self) -> bool {
        matches!(self, Self::MayAdd | Self::MayDropOrAdd)
    }
}

/// Whether a rule holds for an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Switch {
    /// It does.
    #[default]
    On,
    /// It does not.
    Off,
}

named!(Switch { On = "on", Off = "off" });

/// What may not stand around a hit, and what must (MATCHING 6).
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Guard {
    /// Strings directly before which make it no hit: 抓 before 好干部.
    pub not_after: Vec<String>,
    /// Strings directly after which make it no hit: 团 after 三个代表.
    pub not_before: Vec<String>,
    /// Longer strings inside which it is no hit: 中国梦想 around 中国梦.
    pub not_inside: Vec<String>,
    /// One of these must stand near it.
    pub needs: Option<Evidence>,
    /// None of these may stand near it.
    pub unless: Option<Evidence>,
    /// What may not stand beside the one character that a filter of characters leaves of it.
    pub one_left: Option<OneLeft>,
}

impl Guard {
    /// Whether anything is guarded against.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// What may not stand beside the last character left of a phrase; see [`Guard::one_left`].
#[derive(Debug, Clone, PartialEq, Eq, Default, serde::Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct OneLeft {
    /// Strings that may not stand directly before it.
    pub not_after: Vec<String>,
    /// Strings that may not stand directly after it.
    pub not_before: Vec<String>,
}

/// Strings and how far from a hit they are looked for.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Evidence {
    /// The strings.
    pub any: Vec<String>,
    /// How far from the hit.
    pub within: Window,
}

/// The text around a hit in which evidence is looked for; the hit itself is no evidence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Window {
    /// To the next 。！？… or line end.
    #[default]
    Sentence,
    /// To the next line end.
    Paragraph,
    /// The whole document.
    Document,
}

named!(Window {
    Sentence = "sentence",
    Paragraph = "paragraph",
    Document = "document",
});

/// What an entry's first year rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum DateBasis {
    /// A text of that occasion was seen.
    Verified,
    /// The phrase stands in a reference corpus in that year and in no earlier one.
    Corpus,
    /// General knowledge.
    Unverified,
}

named!(DateBasis {
    Verified = "verified",
    Corpus = "corpus",
    Unverified = "unverified",
});
