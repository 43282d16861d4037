//! Owns forms that are nothing but their characters, which most are: compared with the stream
//! without being read token by token.

use std::num::NonZeroU32;

use rustc_hash::FxHashMap;

use crate::lexicon::{PhraseId, Switch};
use crate::text::{has_own_code, stream_code};

use super::engine::EntryRules;
use super::forms::{Form, Numerals, Role};
use super::guards::NumeralEdges;
use super::token::literals;

/// A form that is nothing but its characters.
#[derive(Debug, Clone, Copy)]
pub(super) struct Literal {
    pub(super) phrase: PhraseId,
    /// The component of the phrase that it is; none for the phrase itself.
    pub(super) component: Option<u8>,
    /// Another phrase that has the same characters as a component.
    pub(super) next: Option<NonZeroU32>,
    from: u32,
    length: u32,
}

/// What became of a form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Added {
    /// It is no literal.
    Not,
    /// It is the literal of this number.
    New(NonZeroU32),
    /// A literal that is there already leads to it.
    Shared,
}

/// All literals, their characters side by side.
#[derive(Debug, Default)]
pub(super) struct Literals {
    all: Vec<Literal>,
    codes: Vec<u16>,
    known: FxHashMap<Box<[u16]>, NonZeroU32>,
}

impl Literals {
    /// Adds `form` if it is a literal: a component, or a phrase that only the number guard guards
    /// and that is printed as it is folded.
    pub(super) fn add(&mut self, form: &Form, rules: &EntryRules) -> Added {
        let component = match form.role {
            Role::Component(number) => Some(number),
            Role::Whole(Numerals::AsWritten) => None,
            _ => return Added::Not,
        };
        let chars: Vec<char> = literals(&form.tokens).into_iter().map(|(_, c)| c).collect();
        let is_plain = component.is_some()
            || (rules.display.chars().eq(chars.iter().copied())
                && rules.context.is_none()
                && rules.number_guard == Switch::On
                && form.edges == NumeralEdges::Plain);
        let Some(number) = next_number(self.all.len()) else {
            return Added::Not;
        };
        // What two characters may be is told by the units.
        let is_told = chars.iter().all(|&c| has_own_code(c));
        if !is_plain || !is_told || chars.len() != form.tokens.len() {
            return Added::Not;
        }
        let mut literal = Literal {
            phrase: form.phrase,
            component,
            next: None,
            from: narrow(self.codes.len()),
            length: narrow(chars.len()),
        };
        let codes: Box<[u16]> = chars.into_iter().map(stream_code).collect();
        if let (Some(_), Some(known)) = (component, self.known.get(&codes)) {
            let first = &mut self.all[known.get() as usize - 1];
            literal.from = first.from;
            literal.next = first.next.replace(number);
            self.all.push(literal);
            return Added::Shared;
        }
        self.all.push(literal);
        self.codes.extend(&codes);
        self.known.insert(codes, number);
        Added::New(number)
    }

    /// The literal of this number and the codes of its characters.
    pub(super) fn get(&self, number: NonZeroU32) -> (&Literal, &[u16]) {
        let literal = &self.all[number.get() as usize - 1];
        let from = literal.from as usize;
        (literal, &self.codes[from..from + literal.length as usize])
    }
}

fn next_number(known: usize) -> Option<NonZeroU32> {
    NonZeroU32::new(u32::try_from(known + 1).ok()?)
}

/// Characters are counted in 32 bits; a lexicon that needs more does not fit into memory.
fn narrow(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}
