//! Owns the engine: everything about a lexicon that is made once and shared by all threads.

use std::collections::BTreeSet;

use rustc_hash::FxHashSet;

use crate::lexicon::{Entry, Lexicon, PhraseId, Switch};
use crate::text::{FoldOptions, FoldedText};

use super::Matches;
use super::context::Context;
use super::crossing::Crossings;
use super::expansion::Chain;
use super::forms::{Form, FormMaker, ItemList, Role};
use super::holes::Holes;
use super::index::SeedIndex;
use super::leaders::{DateSpan, Leader};
use super::literals::{Added, Literals};
use super::options::{MatchOptions, Typos};
use super::search::Search;
use super::seeds::SeedChooser;
use super::token::{Token, has_slot, literal_text, literals, tokens_of};
use super::typos::KnownPairs;

/// The immutable engine for a whole lexicon, shared by all threads.
pub struct PhraseMatcher {
    pub(super) index: SeedIndex,
    /// What can only stand in a document with mask characters.
    pub(super) masked: SeedIndex,
    pub(super) targets: Vec<Searched>,
    pub(super) literals: Literals,
    /// What may be read across a parenthesis.
    pub(super) crossings: Crossings,
    pub(super) rules: Vec<EntryRules>,
    pub(super) holes: Holes,
    pub(super) typos: Option<TypoRules>,
    pub(super) categories: Vec<u32>,
}

/// What a seed leads to.
#[derive(Debug)]
pub(super) enum Searched {
    /// A sequence of tokens.
    Form(Form),
    /// A list whose items vary; the seed is one of its items.
    List(ItemList),
}

/// What is needed to know about an entry when something was found.
#[derive(Debug)]
pub(super) struct EntryRules {
    /// As printed: what an exact hit equals.
    pub(super) display: Box<str>,
    /// Whether the canonical form has a slot.
    pub(super) has_slot: bool,
    pub(super) number_guard: Switch,
    pub(super) context: Option<Box<Context>>,
    pub(super) leader: Option<LeaderRules>,
    pub(super) chain: Chain,
    /// Literal characters, where typos are looked for.
    pub(super) literals: Box<[char]>,
}

/// How the name in an entry is restored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct LeaderRules {
    pub(super) leader: Leader,
    /// Another entry is the same but for the name.
    pub(super) has_rivals: bool,
    /// Nothing follows the name in the entry.
    pub(super) ends_with_name: bool,
    /// The rest of the entry is of the time since 2012.
    pub(super) names_new_era: bool,
}

/// How typos are judged.
#[derive(Debug)]
pub(super) struct TypoRules {
    pub(super) known: KnownPairs,
    /// All wordings of the lexicon: none of them is a typo of another.
    pub(super) wordings: FxHashSet<Box<str>>,
}

impl PhraseMatcher {
    /// Builds the engine for `lexicon`.
    ///
    /// ```
    /// use tifa::lexicon::Lexicon;
    /// use tifa::matcher::{MatchKind, MatchOptions, PhraseMatcher};
    /// use tifa::text::FoldOptions;
    /// let lexicon = Lexicon::from_phrases(&["不忘初心、牢记使命"])?;
    /// let matcher = PhraseMatcher::new(&lexicon, &MatchOptions::default());
    /// let hits = matcher.find("开展“不忘初心 牢记使命”主题教育", &FoldOptions::default(), None).hits;
    /// assert_eq!((hits[0].start, hits[0].end, hits[0].kind), (3, 12, MatchKind::Folded));
    /// # Ok::<(), tifa::Error>(())
    /// ```
    #[must_use]
    pub fn new(lexicon: &Lexicon, options: &MatchOptions) -> Self {
        let named: Vec<String> = lexicon
            .entries()
            .iter()
            .map(Entry::display)
            .filter(|display| Leader::in_text(display).is_some())
            .collect();
        let rules: Vec<EntryRules> = lexicon
            .entries()
            .iter()
            .map(|entry| EntryRules::of(entry, &named, options))
            .collect();
        let mut targets = Vec::new();
        let mut literals = Literals::default();
        let (mut seeds, mut masked) = (SeedChooser::default(), SeedChooser::default());
        let mut holes = Holes::default();
        for (id, entry) in (0_u32..).map(PhraseId).zip(lexicon.entries()) {
            for form in FormMaker::new(id, entry).all(options) {
                let chooser = if form.needs_mask() {
                    &mut masked
                } else {
                    &mut seeds
                };
                let number = next_number(&targets);
                match literals.add(&form, &rules[id.index()]) {
                    Added::Not => chooser.add_form(&form, number, None),
                    Added::New(literal) => chooser.add_form(&form, number, Some(literal)),
                    Added::Shared => {}
                }
                targets.push(Searched::Form(form));
            }
            if let Some(list) = ItemList::of(id, entry) {
                seeds.add_list(&list, next_number(&targets));
                targets.push(Searched::List(list));
            }
            if entry.variation.masks == Switch::On {
                holes.add(id, &tokens_of(&entry.text));
            }
        }
        Self {
            index: seeds.index(),
            masked: masked.index(),
            crossings: Crossings::of(&targets),
            targets,
            literals,
            rules,
            holes: holes.sorted(),
            typos: TypoRules::of(lexicon, options),
            categories: category_numbers(lexicon),
        }
    }

    /// Everything found in `text`: all entries independently of each other, with their nesting.
    ///
    /// `date` is when the document was written, which masks are resolved by. For many documents
    /// use [`PhraseMatcher::find_folded`].
    #[must_use]
    pub fn find(&self, text: &str, options: &FoldOptions, date: Option<DateSpan>) -> Matches {
        self.find_folded(text, &FoldedText::new(text, options), date)
    }

    /// As [`PhraseMatcher::find`], for a text that is already folded.
    #[must_use]
    pub fn find_folded(&self, text: &str, folded: &FoldedText, date: Option<DateSpan>) -> Matches {
        Search::new(self, text, folded, date).run()
    }

    /// Every string that is searched for as it is, each once: wordings, their spellings of numerals,
    /// components; separators left out. Lists in other orders, slots and masks are no strings.
    #[must_use]
    pub fn searched_strings(&self) -> BTreeSet<String> {
        let forms = self.targets.iter().filter_map(|searched| match searched {
            Searched::Form(form) => Some(form),
            Searched::List(_) => None,
        });
        let is_string = |tokens: &[Token]| {
            let mut tokens = tokens.iter();
            tokens.all(|token| matches!(token, Token::Char(_) | Token::Joint))
        };
        forms
            .filter(|form| is_string(&form.tokens))
            .map(|form| literal_text(&form.tokens))
            .collect()
    }

    pub(super) fn rules_of(&self, phrase: PhraseId) -> &EntryRules {
        &self.rules[phrase.index()]
    }
}

impl std::fmt::Debug for PhraseMatcher {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("PhraseMatcher")
            .field("entries", &self.rules.len())
            .field("targets", &self.targets.len())
            .finish_non_exhaustive()
    }
}

impl Searched {
    /// Whether it may be read across a parenthesis.
    pub(super) fn crosses_parenthesis(&self) -> bool {
        matches!(self, Self::Form(form) if form.reading.parenthesis && matches!(form.role, Role::Whole(_)))
    }
}

fn next_number(targets: &[Searched]) -> u32 {
    u32::try_from(targets.len()).unwrap_or(u32::MAX)
}

impl EntryRules {
    fn of(entry: &Entry, named: &[String], options: &MatchOptions) -> Self {
        let display = entry.display();
        let tokens = tokens_of(&entry.text);
        let literals = match options.typos {
            Typos::Found(_) => literals(&tokens).into_iter().map(|(_, c)| c).collect(),
            Typos::Ignored => Box::default(),
        };
        Self {
            has_slot: has_slot(&tokens),
            number_guard: entry.variation.number_guard,
            context: Context::of(&entry.guard),
            leader: LeaderRules::of(&display, named),
            chain: Chain::of(entry),
            display: display.into(),
            literals,
        }
    }
}

impl LeaderRules {
    /// `named` are all entries with a leader's name in them.
    fn of(display: &str, named: &[String]) -> Option<Self> {
        let leader = Leader::in_text(display)?;
        let (_, after) = display.split_once(leader.name())?;
        let has_rivals = Leader::ALL
            .into_iter()
            .filter(|&other| other != leader)
            .any(|other| {
                let rival = format!("{}{after}", other.name());
                if after.is_empty() {
                    named.contains(&rival)
                } else {
                    named.iter().any(|display| display.contains(&rival))
                }
            });
        Some(Self {
            leader,
            has_rivals,
            ends_with_name: after.is_empty(),
            names_new_era: after.contains("新时代"),
        })
    }
}

impl TypoRules {
    fn of(lexicon: &Lexicon, options: &MatchOptions) -> Option<Self> {
        let Typos::Found(known) = &options.typos else {
            return None;
        };
        let wordings = lexicon.entries().iter().flat_map(|entry| {
            let variants = entry.variants.iter().map(|variant| &variant.text);
            std::iter::once(&entry.text).chain(variants)
        });
        Some(Self {
            known: known.clone(),
            wordings: wordings
                .map(|wording| literal_text(&tokens_of(wording)).into())
                .collect(),
        })
    }
}

/// A number per category, so that nesting compares numbers.
fn category_numbers(lexicon: &Lexicon) -> Vec<u32> {
    let numbers: rustc_hash::FxHashMap<&str, u32> = lexicon
        .categories()
        .iter()
        .map(|c| c.id.as_str())
        .zip(0..)
        .collect();
    let number = |entry: &Entry| numbers.get(entry.category.as_str()).copied();
    lexicon
        .entries()
        .iter()
        .map(|entry| number(entry).unwrap_or(u32::MAX))
        .collect()
}
