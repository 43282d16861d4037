//! Owns what an entry is looked for as: every sequence of tokens that may stand for it.

use crate::lexicon::{Entry, ItemOrder, MOST_FREE_ITEMS, PhraseId, Switch, VariantKind};
use crate::text::fold_char;

use super::congress::{CongressName, PlenumName};
use super::guards::NumeralEdges;
use super::leaders::{Leader, is_right_context};

use super::options::{MatchOptions, Typos};
use super::parse::Reading;
use super::spellings::{numeral_forms, replaced};
use super::token::{INITIALS, Token, has_slot, is_list, items_of, literals, tokens_of};
use super::typos;

/// A phrase shorter than this keeps its 的.
const SHORTEST_WITH_PARTICLE: usize = 5;

/// A phrase shorter than this is not read across a parenthesis.
const SHORTEST_WITH_PARENTHESIS: usize = 4;

/// Why a sequence is looked for; decides kind and rule of its hits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// The canonical form, its numerals as written or not.
    Whole(Numerals),
    /// With one inner 的 less or more.
    Particle,
    /// A listed wording.
    Alias(VariantKind),
    /// With a mask in place of the leader's name.
    Leader,
    /// With nothing in place of the leader's name.
    Silent,
    /// A congress with its number masked.
    Congress(u32),
    /// A plenum with a number masked.
    Plenum(u32, u32),
    /// With initials in place of a word.
    Initials,
    /// Without the characters that a filter drops.
    Dropped,
    /// As `Dropped`, with one character left.
    OneLeft,
    /// With another character at this literal.
    Substituted(u8),
    /// With the character at this literal missing.
    Deleted(u8),
    /// With a character more before this literal.
    Inserted(u8),
    /// A component of the entry.
    Component(u8),
}

/// Whether a form has the numerals as the entry writes them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Numerals {
    AsWritten,
    Respelled,
}

/// One sequence of tokens that is looked for.
#[derive(Debug)]
pub(super) struct Form {
    pub(super) phrase: PhraseId,
    pub(super) tokens: Box<[Token]>,
    pub(super) role: Role,
    pub(super) reading: Reading,
    pub(super) edges: NumeralEdges,
}

impl Form {
    /// Whether the form can only stand where there is a mask character.
    pub(super) fn needs_mask(&self) -> bool {
        matches!(
            self.role,
            Role::Leader | Role::Congress(_) | Role::Plenum(..)
        )
    }
}

/// A list whose items may change places or stand apart.
#[derive(Debug)]
pub(super) struct ItemList {
    pub(super) phrase: PhraseId,
    pub(super) items: Vec<Box<[char]>>,
    pub(super) order: ItemOrder,
    pub(super) gap: usize,
}

impl ItemList {
    pub(super) fn of(phrase: PhraseId, entry: &Entry) -> Option<Self> {
        let items = items_of(&tokens_of(&entry.text));
        let order = match entry.variation.order {
            ItemOrder::Free if items.len() <= MOST_FREE_ITEMS => ItemOrder::Free,
            ItemOrder::Free | ItemOrder::Fixed => ItemOrder::Fixed,
        };
        let varies = order == ItemOrder::Free || entry.variation.gap > 0;
        (items.len() > 1 && varies).then_some(Self {
            phrase,
            items,
            order,
            gap: entry.variation.gap.into(),
        })
    }
}

/// Makes the forms of one entry.
pub(super) struct FormMaker<'a> {
    phrase: PhraseId,
    entry: &'a Entry,
    display: String,
    tokens: Vec<Token>,
    length: usize,
    forms: Vec<Form>,
}

impl<'a> FormMaker<'a> {
    pub(super) fn new(phrase: PhraseId, entry: &'a Entry) -> Self {
        let tokens = tokens_of(&entry.text);
        Self {
            phrase,
            entry,
            display: entry.display(),
            length: literals(&tokens).len(),
            tokens,
            forms: Vec::new(),
        }
    }

    /// Everything that `options` ask for.
    pub(super) fn all(mut self, options: &MatchOptions) -> Vec<Form> {
        self.whole();
        self.aliases();
        self.components();
        if !has_slot(&self.tokens) {
            self.particles();
            if self.entry.variation.masks == Switch::On {
                self.masks();
            }
            self.dropped(&options.dropped);
            if let Typos::Found(_) = options.typos {
                self.typos();
            }
        }
        self.forms
    }

    fn conjunctions(&self) -> Reading {
        Reading {
            conjunctions: is_list(&self.tokens),
            ..Reading::PLAIN
        }
    }

    fn push(&mut self, tokens: Vec<Token>, role: Role, reading: Reading) {
        self.forms.push(Form {
            phrase: self.phrase,
            tokens: tokens.into(),
            role,
            reading,
            edges: NumeralEdges::of(&self.display),
        });
    }

    fn whole(&mut self) {
        let reading = Reading {
            parenthesis: self.length >= SHORTEST_WITH_PARENTHESIS,
            ..self.conjunctions()
        };
        let mut numerals = Numerals::AsWritten;
        for tokens in numeral_forms(&self.tokens) {
            self.push(tokens, Role::Whole(numerals), reading);
            numerals = Numerals::Respelled;
        }
    }

    fn aliases(&mut self) {
        for variant in &self.entry.variants {
            let edges = self.alias_edges(&variant.text);
            for tokens in numeral_forms(&tokens_of(&variant.text)) {
                self.forms.push(Form {
                    phrase: self.phrase,
                    tokens: tokens.into(),
                    role: Role::Alias(variant.kind),
                    reading: Reading::PLAIN,
                    edges,
                });
            }
        }
    }

    /// A wording of a congress that ends as its name does needs the same guard: 中共二十大.
    fn alias_edges(&self, wording: &str) -> NumeralEdges {
        if wording.ends_with('大') {
            NumeralEdges::of(&self.display).or(NumeralEdges::of(wording))
        } else {
            NumeralEdges::Plain
        }
    }

    fn components(&mut self) {
        for (number, component) in (0..=u8::MAX).zip(&self.entry.components) {
            self.push(
                tokens_of(component),
                Role::Component(number),
                Reading::PLAIN,
            );
        }
    }

    /// MATCHING V3: one inner 的 missing, and where the entry says so, one added.
    fn particles(&mut self) {
        if self.length < SHORTEST_WITH_PARTICLE {
            return;
        }
        let places: Vec<(usize, char)> = literals(&self.tokens);
        let rule = self.entry.variation.particle;
        if rule.may_add() {
            for pair in places.windows(2) {
                let [(before, left), (after, right)] = pair else {
                    continue;
                };
                if before + 1 == *after && *left != '的' && *right != '的' {
                    let mut tokens = self.tokens.clone();
                    tokens.insert(*after, Token::Char('的'));
                    self.push(tokens, Role::Particle, self.conjunctions());
                }
            }
        }
        if rule.may_drop() {
            for &(place, c) in &places[1..places.len() - 1] {
                if c == '的' {
                    let tokens = self.without(place);
                    self.push(tokens, Role::Particle, self.conjunctions());
                }
            }
        }
    }

    fn without(&self, place: usize) -> Vec<Token> {
        let mut tokens = self.tokens.clone();
        tokens.remove(place);
        tokens
    }

    fn masks(&mut self) {
        self.leader();
        self.congress();
        self.plenum();
        for which in 0..INITIALS.len() {
            self.initials(which);
        }
    }

    /// MATCHING 3.2 and 3.4: a mask, or nothing, in place of the first leader's name.
    fn leader(&mut self) {
        let Some(leader) = Leader::in_text(&self.display) else {
            return;
        };
        let Some((before, after)) = self.display.split_once(leader.name()) else {
            return;
        };
        let rest = self.length.saturating_sub(leader.name().chars().count());
        let may_be_masked = is_right_context(after) || rest >= 6 || after.is_empty();
        let may_be_silent = after.starts_with("同志为") && before.ends_with('以');
        let reading = self.conjunctions();
        let name = tokens_of(leader.name());
        if may_be_masked {
            let tokens = replaced(&self.tokens, &name, &[Token::Leader(leader)], 1);
            self.push(tokens, Role::Leader, reading);
        }
        if may_be_silent {
            let tokens = replaced(&self.tokens, &name, &[], 1);
            self.push(tokens, Role::Silent, reading);
        }
    }

    fn congress(&mut self) {
        let display = self.display.clone();
        let Some(name) = CongressName::parse(&display) else {
            return;
        };
        let mut tokens = tokens_of(name.head);
        tokens.push(Token::Number);
        tokens.extend(tokens_of("大"));
        tokens.extend(tokens_of(name.tail));
        let reading = self.conjunctions();
        self.push(tokens, Role::Congress(name.number), reading);
    }

    fn plenum(&mut self) {
        let display = self.display.clone();
        let Some(name) = PlenumName::parse(&display) else {
            return;
        };
        let committees = [vec![Token::Number], tokens_of(name.committee_text)];
        let plenums = [vec![Token::Number], tokens_of(name.plenum_text)];
        let reading = self.conjunctions();
        for committee in &committees {
            for plenum in &plenums {
                let is_masked = committee[0] == Token::Number || plenum[0] == Token::Number;
                if !is_masked {
                    continue;
                }
                let tokens = [
                    tokens_of(name.head),
                    committee.clone(),
                    tokens_of("届"),
                    plenum.clone(),
                    tokens_of("中全会"),
                    tokens_of(name.tail),
                ];
                let role = Role::Plenum(name.committee, name.plenum);
                self.push(tokens.concat(), role, reading);
            }
        }
    }

    /// MATCHING 3.5: every occurrence of one word as its initials.
    fn initials(&mut self, which: usize) {
        let (word, _) = INITIALS[which];
        if !self.display.contains(word) {
            return;
        }
        let key = tokens_of(word);
        let occurrences = self.display.matches(word).count();
        if self.length < 2 + key.len() * occurrences {
            return;
        }
        let initials = Token::Initials(u8::try_from(which).unwrap_or_default());
        let tokens = replaced(&self.tokens, &key, &[initials], usize::MAX);
        if tokens.contains(&initials) {
            let reading = self.conjunctions();
            self.push(tokens, Role::Initials, reading);
        }
    }

    /// MATCHING 4.2: the phrase without the characters that a site's filter drops.
    fn dropped(&mut self, dropped: &[char]) {
        let dropped: Vec<char> = dropped.iter().map(|&c| fold_char(c)).collect();
        let mut left = Vec::new();
        for &token in &self.tokens {
            let is_dropped = matches!(token, Token::Char(c) if dropped.contains(&c));
            let is_needless =
                token == Token::Joint && matches!(left.last(), None | Some(Token::Joint));
            if !is_dropped && !is_needless {
                left.push(token);
            }
        }
        if left.last() == Some(&Token::Joint) {
            left.pop();
        }
        let count = literals(&left).len();
        let reading = self.conjunctions();
        if count == self.length {
            return;
        }
        if count >= 2 {
            self.push(left, Role::Dropped, reading);
        } else if count == 1 && self.entry.guard.one_left.is_some() {
            self.push(left, Role::OneLeft, reading);
        }
    }

    /// MATCHING 4.3: one edit inside the phrase, first and last character as they are.
    fn typos(&mut self) {
        let places = literals(&self.tokens);
        if self.length < typos::SHORTEST {
            return;
        }
        let reading = self.conjunctions();
        let any = Token::Slot { least: 1, most: 1 };
        for (index, &(place, c)) in (0..=u8::MAX).zip(&places).skip(1) {
            let mut longer = self.tokens.clone();
            longer.insert(place, any);
            self.push(longer, Role::Inserted(index), reading);
            if usize::from(index) + 1 == places.len() {
                break;
            }
            let mut other = self.tokens.clone();
            other[place] = any;
            self.push(other, Role::Substituted(index), reading);
            if typos::may_be_deleted(c) {
                let shorter = self.without(place);
                self.push(shorter, Role::Deleted(index), reading);
            }
        }
    }
}
